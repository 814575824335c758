"""A few hundred bytes that speak for a document: what is looked at before anything is decoded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from .names import UTF8, UTF16BE, UTF16LE
from .score import ASCII, LOST, UNITS, cost
from .shift import mend

WINDOW = 256  # bytes scored at each of head, middle and tail: 128 Chinese characters
HEAD_BYTES = 4096  # looked at for zeros and controls
HIGH = re.compile(rb"[\x80-\xff]")
BEGIN = re.compile(rb"[\x00-\x2f\x3a-\x3f][\x80-\xff]")  # a character begins: such bytes end none but in UTF-16
WIDE = re.compile("[^\x00-\x7f]")
ALONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")  # one byte outside ASCII among ASCII
ONE_LOST = re.compile("\ufffd{2,3}")  # what becomes of one UTF-8 character with a bad byte
LOW_BYTES = bytes(range(0x80))
HAN_HALVES = bytes({0x00, 0x20, 0x30, 0xFF, *range(0x4E, 0xA0)})  # upper bytes of ASCII, marks and hanzi in UTF-16
HALVES_SHARE = 0.7  # of such bytes at every second place; what costs least decides
CONTROLS = bytes({*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F})


@dataclass(frozen=True, slots=True)
class Price:
    """What a sample costs in a charset, in 1/8 nat, and a sound character of it outside ASCII, in nats;
    how many characters are bad, and how many sound and outside ASCII.
    """

    total: int
    mean: float
    lost: int
    wide: int


def high_count(data: bytes) -> int:
    """How many bytes are outside ASCII."""
    return len(data.translate(None, LOW_BYTES))


def windows(data: bytes) -> list[bytes]:
    """Head, middle and tail, each from a character's first byte outside ASCII on; the whole of a short document."""
    first = HIGH.search(data)
    begin = first.start() if first else 0
    if len(data) - begin <= 3 * WINDOW:
        return [data[begin:]]
    parts = [data[begin : begin + WINDOW]]
    for mark in (begin + (len(data) - begin) // 2, len(data) - 2 * WINDOW):
        found = BEGIN.search(data, mark) or HIGH.search(data, mark)
        if found:
            parts.append(data[found.end() - 1 : found.end() - 1 + WINDOW])
    return parts


def text_windows(text: str) -> str:
    """Head, middle and tail of a decoded document, each from its first character outside ASCII on."""
    first = WIDE.search(text)
    begin = first.start() if first else 0
    size = WINDOW // 2
    marks = (begin, begin + (len(text) - begin) // 2, len(text) - size)
    return text[begin:] if len(text) - begin <= 3 * size else "".join(text[mark : mark + size] for mark in marks)


def windows_at_even_places(data: bytes) -> list[bytes]:
    """Head, middle and tail for UTF-16."""
    marks = (0, len(data) // 4 * 2, (len(data) - WINDOW) // 2 * 2)
    return [data] if len(data) <= 3 * WINDOW else [data[mark : mark + WINDOW] for mark in marks]


def price(parts: list[bytes], charset: str, mended: bool = False) -> Price:
    """What the windows cost in a charset. A character cut off by a window's end costs nothing."""
    if mended:
        return priced("".join(mend(part, charset)[0] for part in parts))
    decoder = codecs.getincrementaldecoder(charset)
    text = "".join(decoder("replace").decode(part) for part in parts)
    return priced(ONE_LOST.sub("\ufffd", text) if charset == UTF8 else text)


def priced(text: str) -> Price:
    """What a text costs."""
    total, ascii_count, lost = cost(text), len(text.encode("ascii", "ignore")), text.count("\ufffd")
    wide = len(text) - ascii_count - lost
    return Price(total, (total - ASCII * ascii_count - LOST * lost) / max(1, wide) / UNITS, lost, wide)


def utf8_share(parts: list[bytes]) -> float:
    """Bytes of sound UTF-8 outside ASCII, by all bytes outside ASCII."""
    data = b"".join(parts)
    high = high_count(data)
    return high_count(data.decode(errors="ignore").encode()) / high if high else 1.0


def looks_utf16(data: bytes) -> str | None:
    """UTF-16 by the upper bytes of Chinese and ASCII standing at every second place."""
    shares = {charset: han_halves(data[start:HEAD_BYTES:2]) for charset, start in ((UTF16LE, 1), (UTF16BE, 0))}
    best = max(shares, key=lambda charset: shares[charset])
    return best if shares[best] >= HALVES_SHARE else None


def han_halves(places: bytes) -> float:
    """The share of bytes that may be upper bytes of Chinese in UTF-16."""
    return (len(places) - len(places.translate(None, HAN_HALVES))) / len(places) if places else 0.0


def is_binary(data: bytes) -> bool:
    """More controls than a text has: more than 3 % of head, middle and tail, and at least four."""
    marks = (0, len(data) // 2, max(0, len(data) - HEAD_BYTES))
    sample = data if len(data) <= 3 * HEAD_BYTES else b"".join(data[mark : mark + HEAD_BYTES] for mark in marks)
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    return controls >= 4 and 33 * controls > len(sample)
