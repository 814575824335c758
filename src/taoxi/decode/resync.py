"""Decode GB18030 and Big5 with damaged bytes: after a bad byte, fall back into step with the characters.

In both charsets a lost byte shifts all pairs up to the next ASCII byte. Codecs go on as if nothing had happened; here
the likeliest of all ways to cut the bytes into characters is found (Viterbi over byte places, single characters).
"""

from __future__ import annotations

import functools
import re

from .names import BIG5, GB
from .score import ASCII, UNITS, cost

BAD = 22 * UNITS  # a byte that is no part of a character
CUT_LESS = 8 * UNITS  # a stretch's last byte is bad that much sooner: texts are cut by bytes, at their end above all
PAIR_MORE = 2 * UNITS  # two bytes that were one character cost this more than one byte
STEP_BYTES = 8192  # longest stretch cut at once; bounds memory
OVERLAP_BYTES = 64
NEVER = 1 << 60
EURO = re.compile(rb"\x80(?=[0-9])")  # Windows wrote its euro sign so into GBK
# no byte below 30 is part of a character, so stretches between such bytes are independent
STRETCH = re.compile(rb"[\x00-\x2f]+|[^\x00-\x2f]+")


class CodeCosts(dict[bytes, int]):
    """Bytes of one character -> its cost, NEVER where the charset has no such character; filled on demand."""

    def __init__(self, charset: str) -> None:
        """An empty table for a charset."""
        self.charset = charset

    def __missing__(self, code: bytes) -> int:
        """Look a code up and remember it."""
        text = character(code, self.charset)
        self[code] = NEVER if text is None else cost(text)
        return self[code]


def character(code: bytes, charset: str) -> str | None:
    """The character of a code; Big5 has a few in Microsoft's table only (A3E1 is the euro sign)."""
    for name in (charset, "cp950") if charset == BIG5 else (charset,):
        try:
            return code.decode(name)
        except UnicodeDecodeError:
            continue
    return None


@functools.cache
def code_costs(charset: str) -> CodeCosts:
    """The table of a charset."""
    return CodeCosts(charset)


def cuts(data: bytes, charset: str, bad: int) -> list[tuple[int, int, bool]]:
    """The likeliest way to cut bytes into characters, a bad byte costing `bad`: (start, end, is it a character)."""
    size, table, four = len(data), code_costs(charset), charset == GB
    best, back = [0] + [NEVER] * (size + 3), [(0, True)] * (size + 4)
    for at in range(size):
        byte, here = data[at], best[at]
        if here >= NEVER:
            continue
        price = here + (ASCII if byte < 0x80 else bad if at + 1 < size else bad - CUT_LESS)
        if price < best[at + 1]:
            best[at + 1], back[at + 1] = price, (at, byte < 0x80)
        if byte < 0x80 or at + 1 >= size:
            continue
        second = data[at + 1]
        sound = table[data[at : at + 2]] if second >= 0x40 else NEVER
        price = here + (sound if sound < NEVER or second < 0x80 else bad + PAIR_MORE)
        if price < best[at + 2]:
            best[at + 2], back[at + 2] = price, (at, sound < NEVER)
        if four and 0x30 <= second <= 0x39 and at + 3 < size:
            price = here + table[data[at : at + 4]]
            if price < best[at + 4]:
                best[at + 4], back[at + 4] = price, (at, True)
    path, end = [], size
    while end:
        start, sound_cut = back[end]
        path.append((start, end, sound_cut))
        end = start
    return path[::-1]


def realign(data: bytes, charset: str, price: int = BAD) -> tuple[str, int]:
    """Text, and the number of bytes that are no part of a character: one U+FFFD for one or two of them."""
    pieces: list[str] = []
    bad = begin = 0
    while begin < len(data):
        window = data[begin : begin + STEP_BYTES]
        path = cuts(window, charset, price)
        if begin + STEP_BYTES < len(data):  # the window may cut the last characters: leave them to the next one
            path = [cut for cut in path if cut[1] <= STEP_BYTES - OVERLAP_BYTES]
        for start, end, sound in path:
            if not sound and charset == GB and EURO.match(window, start):
                pieces.append("€")
                continue
            pieces.append((sound and character(window[start:end], charset)) or "\ufffd")
            bad += 0 if sound else end - start
        begin += path[-1][1]
    return "".join(pieces), bad
