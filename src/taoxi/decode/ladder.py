"""Which charset: the rungs, from certain to scored."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .hz import looks_hz
from .lenient import join_surrogates
from .names import BIG5, GB, HZ, UTF8, UTF16BE, UTF16LE
from .others import other_charset
from .sample import (
    HEAD_BYTES,
    WINDOW,
    Price,
    high_count,
    is_binary,
    looks_utf16,
    price,
    priced,
    text_windows,
    utf8_share,
    windows,
    windows_at_even_places,
)
from .score import UNITS, cost

UTF8_BOM = b"\xef\xbb\xbf"
BOMS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (UTF8_BOM, UTF8),
    (b"\xff\xfe", UTF16LE),
    (b"\xfe\xff", UTF16BE),
    (b"\x84\x31\x95\x33", GB),
)
ESCAPES = ((b"\x1b$B", "iso-2022-jp"), (b"\x1b$@", "iso-2022-jp"), (b"\x1b$)C", "iso-2022-kr"))
ESCAPES_BYTES = 65536  # looked at for escapes
HAN_OR_BEYOND = re.compile("[\u0800-\U0010ffff]")
DECLARED_BONUS = 3 * UNITS  # a declaration breaks ties, no more
SHORT_GAIN = 10 * UNITS  # what GB18030 or Big5 must gain over UTF-8 without a bad byte but without hanzi too
MARK_GAIN = 30 * UNITS  # what they must gain over UTF-16 with a byte order mark
CLEAR, CLEAR_LEAST = 8.5, 60  # nats a character over so many characters
OPEN = 10.5  # nats a character: Chinese text costs 6 to 8, other languages read as Chinese 11 and more


@dataclass(frozen=True, slots=True)
class Choice:
    """A charset, how it was found, and what is doubtful about that."""

    charset: str
    how: str
    doubt: str | None = None
    text: str | None = None  # the whole decoded, where finding the charset took that


def choose(data: bytes, declared: tuple[str, ...] = ()) -> Choice:
    """The charset of bytes. `declared` are canonical names; they break ties and name charsets of other languages."""
    certain = by_mark(data)
    if not certain and data.startswith(UTF8_BOM):  # put before a text that never was UTF-8
        return choose(data[len(UTF8_BOM) :], declared)
    certain = certain or by_escapes(data, declared)
    if certain:
        return certain
    rungs = (by_zeros, by_strict_utf8, by_strict_pairs)
    return next((choice for rung in rungs if (choice := rung(data))), None) or by_score(data, declared)


def by_mark(data: bytes) -> Choice | None:
    """A byte order mark, unless what follows is plainly in another charset."""
    found = next((charset for mark, charset in BOMS if data.startswith(mark)), None)
    if found is None or (found == UTF8 and utf8_share(windows(data[3:])) < 0.5):
        return None
    if found in (UTF16LE, UTF16BE):
        head = [data[2 : 2 + WINDOW]]
        if min(price(head, GB).total, price(head, BIG5).total) + MARK_GAIN < price(head, found).total:
            return None
    return Choice(found, "bom")


def by_escapes(data: bytes, declared: tuple[str, ...]) -> Choice | None:
    """HZ, and ISO-2022, which are ASCII with escapes."""
    if looks_hz(data, HZ in declared):
        return Choice(HZ, "escapes")
    head = data[:ESCAPES_BYTES] if b"\x1b$" in data else b""
    return next((Choice(name, "escapes") for escape, name in ESCAPES if escape in head and head.isascii()), None)


def by_zeros(data: bytes) -> Choice | None:
    """UTF-16 of a text that holds much ASCII: zeros at every second place and not at the others."""
    head = data[:HEAD_BYTES]
    if b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if 8 * (even + odd) < len(head) or 4 * min(even, odd) > max(even, odd):
        return None
    charset = UTF16LE if odd > even else UTF16BE
    return Choice(charset, "zeros") if len(head) >= 4 and looks_utf16(head) == charset else None


def by_strict_utf8(data: bytes) -> Choice | None:
    """UTF-8 without a bad byte, unless it has no hanzi and means more in a Chinese charset."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return by_surrogates(data)
    if len(text) == len(data):
        return Choice(UTF8, "ascii", "binary data" if b"\0" in data and is_binary(data) else None, text)
    charset = None if HAN_OR_BEYOND.search(text) else by_short_pairs(data, text)
    return Choice(charset, "scored") if charset else Choice(UTF8, "strict", None, text)


def by_short_pairs(data: bytes, text: str) -> str | None:
    """GB18030 or Big5 where a few bytes happen to be UTF-8 as well, such as D2BB (hanzi for one, a rare letter)."""
    if len(data) > 4 * WINDOW or 2 * high_count(data) < len(data):
        return None
    for charset in (GB, BIG5):
        try:
            found = priced(data.decode(charset))
        except UnicodeDecodeError:
            continue
        if found.mean <= CLEAR and found.total + SHORT_GAIN < cost(text):
            return charset
    return None


def by_surrogates(data: bytes) -> Choice | None:
    """CESU-8: UTF-8 but for characters outside the first plane, which stand as two surrogates."""
    joined = join_surrogates(data)
    try:
        return Choice(UTF8, "cesu-8", None, joined.decode()) if joined != data else None
    except UnicodeDecodeError:
        return None


def by_strict_pairs(data: bytes) -> Choice | None:
    """GB18030 or Big5 without a bad byte, long enough and plainly Chinese."""
    for charset in (GB, BIG5):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        found = priced(text_windows(text))
        if found.mean <= CLEAR and found.wide >= CLEAR_LEAST:
            return Choice(charset, "scored", None, text)
    return None


def by_score(data: bytes, declared: tuple[str, ...]) -> Choice:
    """The Chinese charset in which the windows cost least, or another language's charset when none fits."""
    parts = windows(data)
    prices = {charset: price(parts, charset) for charset in (GB, BIG5)}
    if utf8_share(parts) >= 0.3:
        prices[UTF8] = price(parts, UTF8)
    wide = looks_utf16(data)
    if wide:
        even = windows_at_even_places(data)
        prices = {charset: price(even, charset) for charset in (*prices, wide)}
    best = cheapest(prices, declared)
    if best != UTF8 and prices[best].lost:
        # a bad byte spoils what follows it: price GB18030 and Big5 by what can be saved
        prices |= {charset: price(parts, charset, mended=True) for charset in (GB, BIG5)}
        best = cheapest(prices, declared)
    if prices[best].wide and prices[best].mean <= OPEN:
        return Choice(best, "scored")
    if is_binary(data):
        return Choice(best, "scored", "binary data")
    found = other_charset(data if len(data) <= HEAD_BYTES else b"".join(parts), declared)
    return Choice(*found) if found else Choice(best if prices[best].wide else UTF8, "scored", "charset uncertain")


def cheapest(prices: dict[str, Price], declared: tuple[str, ...]) -> str:
    """The charset in which the windows cost least."""
    return min(prices, key=lambda name: prices[name].total - DECLARED_BONUS * (name in declared))
