"""Page text in HTML: escaped, and whatever hides or reorders text made visible."""

from __future__ import annotations

import functools
import re
import unicodedata

from markupsafe import Markup, escape

# controls, formats (bidi overrides, zero-width characters), surrogates, private use, unassigned, separators of lines
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
NAMES = {"\t": "⇥", "\u00ad": "SHY", "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\ufeff": "BOM"}
PLAIN = re.compile(r"[ -~\u4e00-\u9fff\u3000-\u303e\uff01-\uff5e\u2013-\u2026]*")  # nearly every line


def visible(text: str) -> Markup:
    """The text for a page; characters that cannot be seen, or act on others, stand as marks such as U+202E."""
    if PLAIN.fullmatch(text):
        return escape(text)
    return Markup("").join(mark(piece) if hidden(piece[0]) else escape(piece) for piece in pieces(text))


def pieces(text: str) -> list[str]:
    """The text in runs of what can be seen, and of one hidden character each."""
    found: list[str] = []
    for character in text:
        together = found and (found[-1][0] == character if hidden(character) else not hidden(found[-1][0]))
        if together:
            found[-1] += character
        else:
            found.append(character)
    return found


@functools.lru_cache(maxsize=4096)
def hidden(character: str) -> bool:
    """Can the character not be seen, or does it act on others?"""
    return unicodedata.category(character) in HIDDEN


def mark(run: str) -> Markup:
    """What stands for a run of one hidden character."""
    name = NAMES.get(run[0], f"U+{ord(run[0]):04X}")
    return Markup("<code>{}</code>").format(name if len(run) == 1 else f"{name}×{len(run)}")


def plain(text: str) -> str:
    """The same for an attribute, as characters only."""
    return "".join(f"\\u{ord(c):04x}" if hidden(c) else c for c in text)
