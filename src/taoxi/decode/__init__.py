"""Bytes to text: which charset, and every byte that can be saved."""

from __future__ import annotations

from ..types import Text
from .ladder import BOMS, Choice, choose
from .lenient import Read, plainly, read
from .names import UTF8, canonical, declared_charset
from .stream import decode_stream, sample_bytes, sample_stream

__all__ = ["declared_charset", "decode", "decode_stream", "detect", "sample_stream"]


def decode(data: bytes, *, charset: str | None = None) -> Text:
    """Decode a document.

    `charset` is what a header or a caller says of it; like a declaration inside the document it loses against the
    bytes. `Text.steps` name the charset and how it was found, a byte order mark, lines in other charsets and line ends
    (the body has "\\n" only); `Text.doubts` count undecodable bytes (U+FFFD in the body) and tell of binary data.
    Raises TypeError when `data` is not bytes.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"decode takes bytes, not {type(data).__name__}")
    data = bytes(data)
    labels = [label for label in (charset, declared_charset(data)) if label]
    declared = tuple(dict.fromkeys(name for name in map(canonical, labels) if name))
    choice = choose(data, declared)
    mark = next((mark for mark, name in BOMS if name in (choice.charset, UTF8) and data.startswith(mark)), b"")
    found = read_as(data[len(mark) :], choice)
    body, ends = one_line_end(found.text.lstrip("\ufeff"))
    steps = ([f"bom: {dict(BOMS)[mark]}"] if mark else []) + charset_steps(choice, labels)
    steps += [f"charset: {count} lines {name}" for name, count in sorted(found.other.items())] + ends
    return Text(body, choice.charset, tuple(steps), doubts(choice, found))


def read_as(data: bytes, choice: Choice) -> Read:
    """Decode as chosen; binary data at once, as it is not worth mending."""
    if choice.doubt == "binary data":
        return plainly(data, choice.charset)
    return read(data, choice.charset, choice.text)


def detect(data: bytes, *, charset: str | None = None) -> str:
    """The charset `decode` would choose, going by head, middle and tail of more than 192 KB.

    For a big file, hand over what `sample_stream` takes from it.
    """
    labels = [label for label in (charset, declared_charset(data)) if label]
    return choose(sample_bytes(data), tuple(name for name in map(canonical, labels) if name)).charset


def charset_steps(choice: Choice, labels: list[str]) -> list[str]:
    """What was chosen and how, and the declarations that lost."""
    names = [canonical(label) for label in labels]
    how = "declared" if choice.how == "scored" and choice.charset in names else choice.how
    steps = [f"charset: {choice.charset} ({how})"]
    for label, name in zip(labels, names, strict=True):
        if name is None:
            steps.append(f"charset: declared {label[:40]} unknown")
        elif name != choice.charset and choice.how != "ascii":
            steps.append(f"charset: declared {label[:40]} refused")
    return list(dict.fromkeys(steps))


def one_line_end(text: str) -> tuple[str, list[str]]:
    """Text with "\\n" at every line's end, and the step that names what stood there."""
    if "\r" not in text:
        return text, []
    crlf, carriage, feeds = text.count("\r\n"), text.count("\r"), text.count("\n")
    counts = {"crlf": crlf, "cr": carriage - crlf, "lf": feeds - crlf}
    kinds = [(name, count) for name, count in counts.items() if count]
    step = kinds[0][0] if len(kinds) == 1 else ", ".join(f"{count} {name}" for name, count in kinds)
    return text.replace("\r\n", "\n").replace("\r", "\n"), [f"line ends: {step}"]


def doubts(choice: Choice, found: Read) -> tuple[str, ...]:
    """What the reader should not trust."""
    lost = [f"undecodable bytes: {found.bad}"] * bool(found.bad)
    if not found.bad and "\ufffd" in found.text:
        lost.append(f"replacement characters: {found.text.count(chr(0xFFFD))}")
    return (*([choice.doubt] if choice.doubt else ()), *lost)
