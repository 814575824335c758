"""HZ (RFC 1843): GB2312 in seven bits, between `~{` and `~}`."""

from __future__ import annotations

import re

from .names import GB, HZ
from .resync import BAD, CUT_LESS, NEVER, PAIR_MORE, code_costs
from .score import ASCII, UNITS, mean_cost

PAIRS, PLAIN = 1, 0  # what the next byte means
TILDE = 0x7E
PROSE = frozenset(b"\t\n\r 0123456789abcdefghijklmnopqrstuvwxyz,.-/")
RARER = 2 * UNITS  # capitals and marks, of which pairs are full
HEAD_BYTES = 400  # looked at to tell HZ from a text that merely holds `~{`
MEAN, DECLARED_MEAN = 9.5, 12.0  # nats: Chinese costs 6 to 8 a character, arbitrary pairs 12 and more


def looks_hz(data: bytes, declared: bool) -> bool:
    """Does what follows the first `~{` mean common characters, rarer ones if HZ is declared, with little damage?"""
    begin = data.find(b"~{")
    if begin < 0:
        return False
    head = data[begin : begin + HEAD_BYTES].partition(b"\n")[0]
    if 8 * sum(not 0x20 <= byte < 0x7F for byte in head) > len(head) + 8:
        return False
    text, bad = read_hz(head)
    wide = "".join(character for character in text if character > "\x7f" and character != "\ufffd")
    least = 2 if b"~}" in head else 3
    return len(wide) >= least and 8 * bad <= len(head) + 8 and mean_cost(wide) < (DECLARED_MEAN if declared else MEAN)


def read_hz(data: bytes) -> tuple[str, int]:
    """Text and number of undecodable bytes. Each line begins in ASCII, as the standard says."""
    try:
        return data.decode(HZ), 0
    except UnicodeDecodeError:
        pass
    pieces, bad = [], 0
    for line in re.split(rb"(?<=\n)", re.sub(rb"~\r?\n", b"", data)):
        if b"~" not in line and line.isascii():
            pieces.append(line.decode("ascii"))
            continue
        text, lost = read_line(line)
        pieces.append(text)
        bad += lost
    return "".join(pieces), bad


def read_line(line: bytes) -> tuple[str, int]:
    """The likeliest reading of a line, over byte places and the two modes."""
    size = len(line)
    best = [[0, BAD]] + [[NEVER, NEVER] for _ in range(size + 1)]
    back: list[list[tuple[int, int, str]]] = [[(0, 0, ""), (0, 0, "")] for _ in range(size + 2)]
    for at in range(size):
        for mode in (PLAIN, PAIRS):
            here = best[at][mode]
            for width, into, text, price in moves(line, at, mode) if here < NEVER else ():
                if here + price < best[at + width][into]:
                    best[at + width][into], back[at + width][into] = here + price, (at, mode, text)
    mode = PLAIN if best[size][PLAIN] <= best[size][PAIRS] else PAIRS
    pieces, bad, end = [], 0, size
    while end:
        start, before, text = back[end][mode]
        bad += (end - start) * (text == "\ufffd")
        pieces.append(text)
        end, mode = start, before
    return "".join(reversed(pieces)), bad


def moves(line: bytes, at: int, mode: int) -> list[tuple[int, int, str, int]]:
    """What may stand at a place: (bytes, mode after, text, cost)."""
    byte, two = line[at], line[at : at + 2]
    damaged_escape = (1, 1 - mode, "\ufffd", 2 * BAD)
    if byte > 0x7F:
        half = [(2, 1 - mode, "\ufffd", BAD + PAIR_MORE)] if two[1:] == (b"{", b"}")[mode] else []
        return [(1, mode, "\ufffd", BAD), damaged_escape, *half]
    if mode == PAIRS and (byte == 0x0A or line[at : at + 3] == b"\r\n"):
        return [(1, PLAIN, chr(byte), 0)]
    return [damaged_escape, *(pairs_moves(byte, two) if mode == PAIRS else plain_moves(byte, two))]


def plain_moves(byte: int, two: bytes) -> list[tuple[int, int, str, int]]:
    """What may stand where ASCII is expected."""
    if byte != TILDE:
        return [(1, PLAIN, chr(byte), ASCII if byte in PROSE else ASCII + RARER)]
    if two == b"~~":
        return [(2, PLAIN, "~", ASCII)]
    return [(2, PAIRS, "", 0)] if two == b"~{" else [(1, PLAIN, "~", BAD), (2, PAIRS, "\ufffd", BAD + PAIR_MORE)]


def pairs_moves(byte: int, two: bytes) -> list[tuple[int, int, str, int]]:
    """What may stand where pairs are expected."""
    bad = (1, PAIRS, chr(byte) if byte < 0x21 else "\ufffd", BAD if len(two) == 2 else BAD - CUT_LESS)
    if two == b"~}":
        return [(2, PLAIN, "", 0)]
    if byte == TILDE and len(two) == 2:
        return [bad, (2, PLAIN, "\ufffd", BAD + PAIR_MORE)]
    if len(two) < 2 or two[1] < 0x21:
        return [bad]
    code = bytes((byte | 0x80, two[1] | 0x80))
    if 0x21 <= byte <= 0x77 and two[1] <= 0x7E:
        return [bad, (2, PAIRS, code.decode(GB), code_costs(GB)[code])]
    return [bad, (2, PAIRS, "\ufffd", BAD + PAIR_MORE)]
