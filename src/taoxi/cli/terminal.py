"""Page text on a terminal: hostile characters made visible, columns counted as cells."""

from __future__ import annotations

# C0, C1, DEL, bidi controls and isolates, line and paragraph separators: what moves a cursor or reorders a line
HOSTILE = {
    code: f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    )
} | {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}

BUT_LINES = {code: shown for code, shown in HOSTILE.items() if chr(code) not in "\n\t"}


def visible(text: str) -> str:
    """The text on one line, without a character that could act on a terminal: those stand as escapes."""
    return text.translate(HOSTILE)


def harmless(text: str) -> str:
    """Several lines of text, without a character that could act on a terminal but line feeds and tabs."""
    return text.translate(BUT_LINES)


def width(text: str) -> int:
    """Terminal cells of a text: hanzi and full-width marks take two, combining marks none."""
    from rich.cells import cell_len

    return cell_len(text)


def pad(text: str, cells: int) -> str:
    """The text with spaces up to a number of cells."""
    return text + " " * max(0, cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """The text in pieces of at most that many cells (at least one character each); never empty."""
    pieces, room, piece = [], cells, ""
    for character in text:
        needed = width(character) if ord(character) > 0x7F else 1
        if needed > room and piece:
            pieces.append(piece)
            piece, room = "", cells
        piece, room = piece + character, room - needed
    return [*pieces, piece]


def shortened(text: str, cells: int) -> str:
    """The text, its end given up for `…` where it takes more than that many cells."""
    if width(text) <= cells:
        return text
    return wrap(text, cells - 1)[0] + "…" if cells > 2 else ""
