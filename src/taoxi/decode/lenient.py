"""Decode in a charset that is settled: one bad byte costs its character, and lines may differ in charset."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .hz import read_hz
from .names import BIG5, GB, HZ, UTF8, UTF16BE, UTF16LE, codec
from .sample import ALONE
from .score import UNITS, cost, suspect_places
from .shift import mend, shift_back

FOREIGN_GAIN = 20 * UNITS  # what a line must gain to be read in another charset than its document
CESU_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
# one wide character may be an accented letter and its neighbour
TWO_WIDE = re.compile("[\u2500-\u257f\u3000-\u9fff\uff01-\uff5e].*[\u2500-\u257f\u3000-\u9fff\uff01-\uff5e]", re.S)
OTHER_BYTES = 4096  # of bad lines, looked at to tell GB18030 from Big5


@dataclass(slots=True)
class Read:
    """What reading gave: text, undecodable bytes, and how many lines were read in which other charset."""

    text: str
    bad: int = 0
    other: Counter[str] = field(default_factory=Counter)


def read(data: bytes, charset: str, text: str | None = None) -> Read:
    """Decode bytes in a charset, tolerating damage; `text` is their strict decoding when it is at hand."""
    if charset == UTF8:
        return read_utf8(data) if text is None else Read(text)
    if charset in (GB, BIG5):
        return read_pairs(data, charset, text)
    if charset == HZ:
        return Read(*read_hz(data))
    return plainly(data, charset)


def plainly(data: bytes, charset: str) -> Read:
    """Decode with the codec's own replacement of bad bytes."""
    text = data.decode(codec(charset), "replace")
    if charset in (UTF8, UTF16LE, UTF16BE) and "\ufffd" in text:
        return Read(text, len(data) - len(data.decode(charset, "ignore").encode(charset)))
    return Read(text, text.count("\ufffd"))


def read_utf8(data: bytes) -> Read:
    """UTF-8, line by line where something is bad."""
    try:
        return Read(data.decode())
    except UnicodeDecodeError:
        return by_lines(join_surrogates(data), UTF8)


def join_surrogates(data: bytes) -> bytes:
    """UTF-8 with each two surrogates of three bytes (CESU-8) made the one character they mean."""
    return CESU_PAIR.sub(joined, data) if b"\xed" in data else data


def joined(match: re.Match[bytes]) -> bytes:
    """The character two surrogates mean."""
    return match[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le").encode()


def read_pairs(data: bytes, charset: str, text: str | None) -> Read:
    """GB18030 or Big5: at once when sound, else line by line."""
    try:
        text = data.decode(charset) if text is None else text
    except UnicodeDecodeError:
        return by_lines(data, charset)
    places = suspect_places(text)
    if not places:
        return Read(text)
    return by_lines(data, charset) if has_utf8_line(text, places, charset) else Read(*shift_back(text, charset))


def has_utf8_line(text: str, places: list[int], charset: str) -> bool:
    """Does a line with suspect characters read as UTF-8?"""
    end = -1
    for place in places:
        if place < end:
            continue
        begin = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        try:
            text[begin:end].encode(charset).decode()
        except UnicodeError:
            continue
        return True
    return False


def by_lines(data: bytes, charset: str) -> Read:
    """Line by line, each in the document's charset unless another fits much better."""
    result, pieces = Read(""), []
    lines = data.splitlines(keepends=True)
    others = other_charsets(lines, charset)
    for line in lines:
        text, bad, other = read_line(line, charset, others)
        pieces.append(text)
        result.bad += bad
        if other:
            result.other[other] += 1
    result.text = "".join(pieces)
    return result


def other_charsets(lines: list[bytes], charset: str) -> tuple[str, ...]:
    """What lines may be in besides the document's charset: of GB18030 and Big5 the one that suits the bad lines."""
    if charset != UTF8:
        return (UTF8, BIG5 if charset == GB else GB)
    bad = b"".join(line for line in lines if not is_sound(line, UTF8))
    return (min((GB, BIG5), key=lambda name: cost(bad[:OTHER_BYTES].decode(name, "replace"))),)


def is_sound(line: bytes, charset: str) -> bool:
    """Does a line decode without a bad byte?"""
    try:
        line.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def read_line(line: bytes, charset: str, others: tuple[str, ...]) -> tuple[str, int, str | None]:
    """Text, undecodable bytes, and the charset if it is not the document's."""
    if is_sound(line, charset):
        text = line.decode(charset)
        if charset == UTF8 or not suspect_places(text):
            return text, 0, None
    text, bad = in_charset(line, charset)
    limit = cost(text) - FOREIGN_GAIN
    for other in others:
        if is_sound(line, other):
            candidate = line.decode(other)
            if cost(candidate) < limit and (TWO_WIDE.search(candidate) or not ALONE.search(line)):
                return candidate, 0, other
    return text, bad, None


def in_charset(line: bytes, charset: str) -> tuple[str, int]:
    """Text and undecodable bytes of one line in the document's charset."""
    if charset != UTF8:
        return mend(line, charset)
    found = plainly(line, UTF8)
    return found.text, found.bad
