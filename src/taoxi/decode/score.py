"""How much a text looks like Chinese news: what its characters cost, from a table of counts."""

from __future__ import annotations

import functools
import re
import sys
from importlib.resources import files

UNITS = 8  # costs are in 1/8 nat
NATIVE = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
ASCII = 32  # 4 nats: a byte of markup or prose carries about three
LOST = 192  # U+FFFD, 24 nats: dearer than any character, cheaper than two unlikely ones
COMMON = 104  # 13 nats: about 4,700 characters of both scripts cost less

# what a UTF-16 unit costs when the table lacks it: (first, last, cost); later rows win
BLOCKS = (
    (0x0000, 0xFFFF, 160),
    (0x0020, 0x007E, ASCII),
    (0x0009, 0x000A, ASCII),
    (0x000D, 0x000D, ASCII),
    (0x00A0, 0x052F, 128),
    (0x00C0, 0x017F, 80),  # letters of other languages: words of them cost less than rare hanzi
    (0x0370, 0x045F, 80),
    (0x0530, 0x07FF, 80),
    (0x2000, 0x2BFF, 132),
    (0x2150, 0x22FF, 96),  # numerals, arrows, signs of mathematics
    (0x2460, 0x26FF, 88),  # numbers in rings and brackets, bullets
    (0x2500, 0x257F, 56),  # tables drawn with lines have hundreds
    (0x3000, 0x303F, 96),
    (0x3000, 0x3000, 48),
    (0x3040, 0x30FF, 96),  # kana: names of products and shops
    (0x3105, 0x312F, 128),
    (0x3400, 0x4DBF, 150),
    (0x4E00, 0x9FFF, 140),
    (0xAC00, 0xD7A3, 80),
    (0xD800, 0xDFFF, 72),  # half of a character outside the first plane
    (0xE000, 0xF8FF, 176),
    (0xF900, 0xFAFF, 150),
    (0xFF00, 0xFF60, 80),
    (0xFF10, 0xFF19, 64),  # pages in full-width letters and digits are sound
    (0xFFFD, 0xFFFD, LOST),
)


@functools.cache
def costs() -> bytes:
    """For each UTF-16 unit its cost, 65,536 bytes; the lesser of its block's and data/charset_costs.txt's."""
    table = bytearray(65536)
    for first, last, price in BLOCKS:
        table[first : last + 1] = bytes([price]) * (last + 1 - first)
    rows = files("taoxi").joinpath("data/charset_costs.txt").read_text(encoding="utf-8").split("\n")
    for row in rows:
        price_text, tab, characters = row.partition("\t")
        for character in characters if tab else "":
            table[ord(character)] = min(table[ord(character)], int(price_text))
    return bytes(table)


def cost(text: str) -> int:
    """What all characters of a text cost, in 1/8 nat: minus the log likelihood of its single characters."""
    return sum(map(costs().__getitem__, memoryview(text.encode(NATIVE, "surrogatepass")).cast("H")))


def mean_cost(text: str) -> float:
    """What a character outside ASCII costs on average, in nats; 0 without any."""
    wide = [character for character in text if character > "\x7f"]
    return cost("".join(wide)) / len(wide) / UNITS if wide else 0.0


@functools.cache
def suspects() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a run decoded one byte off is full of: two uncommon characters side by side, or an uncommon one close
    behind a space that may have been a character's first byte.
    """
    table = costs()
    uncommon = [code for code in range(0x80, 0x10000) if table[code] > COMMON and not 0xD800 <= code < 0xE000]
    ranges: list[list[int]] = []
    for code in uncommon:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    group = "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges) + "]"
    return re.compile(group + group), re.compile(f" [^\\x00-\\x7f]{{1,3}}(?<={group})")


def suspect_places(text: str) -> list[int]:
    """Where suspect characters stand, in order."""
    return sorted(match.start() for pattern in suspects() for match in pattern.finditer(text))
