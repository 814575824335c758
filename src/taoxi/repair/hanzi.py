"""UTF-8 read as GBK: 浠栬 back to 他说.

Three bytes a character against two: at the end of an odd run a byte fitted nowhere and became U+FFFD, `?`, or nothing.
Two bytes of three are known, the lost one must be a byte the decoder could not place, and the n-gram table chooses.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .beam import Reader
from .gbk import MARKS, NOTHING, Choice, Group, characters, choices, codes
from .hypotheses import EVEN, State, is_quoting, written
from .lesson import Lesson, words
from .ngrams import counts_as, ngrams

GARBLED = "锛銆鐨鈥鍦鏄鍜鏈鍙鐢"  # first bytes of ， 。 的 ” 在 是 和 月 可 用
SIGN = re.compile(f"[{GARBLED}]")
LOST = 0xFF
LEAD, NEXT = rb"[\xe1-\xef]", rb"[\x80-\xbf]"
WHOLE = rb"(?:" + LEAD + NEXT + NEXT + rb"|[\x00-\x3e\x40-\x7f]|[\xc2\xc3]" + NEXT + rb")+"
TRIPLE = re.compile(LEAD + NEXT + NEXT)
LOW = bytes((*range(0x80), LOST))  # what is no byte of a character beyond ASCII
WHOLE_SHARE = 0.6  # of high bytes in whole characters; sound text has hardly any, damaged text more than 80 %
LEAST_TRIPLES = 3
WIDEST = 300  # characters tried where two bytes of three are lost
LEAST_SEEN = 1  # of neighbouring characters that the page holds whole: they may stand where one is damaged
QUERIES = 0.01  # `?` by characters, from which they stand for lost bytes

Template = tuple[int, int, int]


@functools.cache
def shapes(lost: bytes) -> re.Pattern[bytes]:
    """Whole characters, then what is left of one, for a way of writing the lost byte."""
    q = re.escape(lost)
    left = (LEAD + NEXT + q, LEAD + q + NEXT, q + NEXT + NEXT, LEAD + q + q, q + q + NEXT, q + NEXT + q, rb"[\xc2]" + q)
    dropped = (LEAD + NEXT, NEXT + NEXT, q + NEXT, LEAD, NEXT)
    return re.compile(
        rb"(?P<whole>" + WHOLE + rb")|(?P<left>" + rb"|".join(left) + rb")|(?P<dropped>" + rb"|".join(dropped) + rb")"
        rb"|(?P<other>.)",
        re.DOTALL,
    )


@functools.cache
def by_bytes() -> dict[Template, list[Choice]]:
    """Characters the table knows by their UTF-8 bytes, unknown ones as LOST; commonest first."""
    known = ngrams().single
    found: dict[Template, list[Choice]] = {}
    for counted in known:
        for character in same_width(chr(counted)):
            data = character.encode("utf-8", "ignore")
            if len(data) == 3:
                a, b, c = data
                choice = Choice(int.from_bytes(data), character, counted)
                for template in (
                    (a, b, LOST),
                    (a, LOST, c),
                    (LOST, b, c),
                    (a, LOST, LOST),
                    (LOST, b, LOST),
                    (LOST, LOST, c),
                ):
                    found.setdefault(template, []).append(choice)
    return found


def same_width(counted: str) -> Iterator[str]:
    """The characters of a page that count as this one."""
    if counted in "!(),:;?~%":
        yield chr(ord(counted) + 0xFEE0)
    elif "\u4e00" <= counted <= "\u9fff" or counted in MARKS:
        yield counted


@dataclass(frozen=True)
class Garbled:
    """A line as GBK had it: the text, the bytes it was read from with LOST for each mark, and that mark."""

    text: str
    data: bytes
    mark: str

    @functools.cached_property
    def ends(self) -> frozenset[int]:
        """Where the characters that GBK read end among the bytes."""
        mark = self.mark
        return frozenset(accumulate([1 if c < "\x80" or c == mark else 2 for c in self.text]))


def to_bytes(line: str, mark: str) -> bytes | None:
    """The bytes GBK read, LOST for each mark; None when GBK has no such character."""
    try:
        return line.replace(mark, "\0").encode("gbk").replace(b"\0", b"\xff") if mark else line.encode("gbk")
    except UnicodeEncodeError:
        return by_table(line, mark)


def by_table(line: str, mark: str) -> bytes | None:
    """The same for a line with characters that only some tables for GBK have."""
    table = codes()
    data = bytearray()
    for character in line:
        code = table.get(character, -1)
        if character == mark:
            data.append(LOST)
        elif character < "\x80":
            data.append(ord(character))
        elif code > 0:
            data += code.to_bytes(2)
        else:
            return None
    return bytes(data)


@functools.cache
def unplaced(following: int) -> frozenset[int]:
    """The bytes that GBK could not read in front of this one."""
    if following < 0x40 or following == LOST:
        return frozenset(range(0x80, 0x100))
    return frozenset(byte for byte in range(0x80, 0x100) if byte == 0x80 or byte << 8 | following not in standard())


@functools.cache
def standard() -> frozenset[int]:
    """The codes that plain GBK decoders know, without what GB18030 added."""
    return frozenset(code for code, character in characters().items() if character.encode("gbk", "ignore"))


@functools.lru_cache(maxsize=8192)
def fitting(template: Template, following: tuple[int, int, int] | None) -> Group:
    """The characters of a template whose lost bytes GBK could not place; `following` are the bytes behind each."""
    group = by_bytes().get(template, [])[:WIDEST]
    found = group
    for byte, shift, behind in zip(template, (16, 8, 0), following or (), strict=following is not None):
        if byte == LOST:
            possible = unplaced(behind)
            found = [choice for choice in found if choice.code >> shift & 255 in possible]
    return Group(found or group)


def guesses(part: bytes, at: int, line: Garbled) -> Group:
    """The characters that what is left of one may have been; lost bytes as LOST."""
    data = line.data
    if part[0] == 0xC2:
        return NOTHING
    behind = data[at + len(part)] if at + len(part) < len(data) else 0
    if len(part) == 3:
        return fitting((part[0], part[1], part[2]), (part[1], part[2], behind))
    if len(part) == 1:
        template = (part[0], LOST, LOST) if part[0] > 0xBF else (LOST, LOST, part[0])
        return fitting(template, None)
    if part[0] == LOST:
        return fitting((LOST, LOST, part[1]), (LOST, part[1], behind))
    if part[0] <= 0xBF:
        return fitting((LOST, part[0], part[1]), (part[0], part[1], behind))
    last = fitting((part[0], part[1], LOST), (part[1], LOST, behind)) if at + 2 in line.ends else NOTHING
    middle = fitting((part[0], LOST, part[1]), (LOST, part[1], behind)) if at + 1 in line.ends else NOTHING
    return Group(last.choices + middle.choices) if last.choices and middle.choices else last if last.choices else middle


def follow(reader: Reader, states: list[State], text: str) -> list[State]:
    """The hypotheses after known text, one when two characters of it have passed."""
    if len(text) < 2:
        counted = counts_as()[text]
        return reader.prune([reader.emit(state, 0, text, counted, EVEN) for state in states])
    points = counts_as()
    found = reader.leading(states, 0, points[text[0]], points[text[1]]) if len(states) > 1 else None
    score, _, _, _, _, out = found[0] if found else states[0]
    return [(score, points[text[-2]], points[text[-1]], 0, EVEN, (out, text, None))]


def read(reader: Reader, pieces: list[str | Group]) -> str:
    """The text of a line's pieces."""
    states: list[State] = [(0.0, 10, 10, 0, EVEN, None)]
    points = counts_as()
    for piece, behind in pairwise((*pieces, "")):
        if isinstance(piece, str):
            states = follow(reader, states, piece)
            continue
        if piece.quoting:
            reader.closed = not is_quoting(states[0])
        if len(states) == 1 and isinstance(behind, str) and len(behind) > 1:
            states = [reader.filled(states[0], piece, points[behind[0]], points[behind[1]])]
        else:
            states = reader.widened(states, piece)
    return written(states[0]).removesuffix("\n")


def taken_apart(line: Garbled, lost: bytes, whole: list[str]) -> list[str | Group]:
    """What stands in a line beyond doubt, and the characters to choose among between; a line break at the end.

    Text that lost nothing goes to `whole`, too.
    """
    found: list[str | Group] = []
    text = ""
    for match in shapes(lost).finditer(line.data):
        kind, part = match.lastgroup, match[0]
        if kind == "whole":
            whole.append(part.decode("utf-8", "replace"))
            text += whole[-1]
            continue
        group = NOTHING if kind == "other" else guesses(part.replace(lost, b"\xff"), match.start(), line)
        if len(group.choices) < 2:
            text += group.choices[0].character if group.choices else decoded(part, kind == "left")
            continue
        found += (text, group) if text else (group,)
        text = ""
    return [*found, text + "\n"]


def decoded(part: bytes, left: bool) -> str:
    """The text of bytes that leave nothing to choose."""
    if left and part[0] == 0xC2:
        return "·"
    return "\ufffd" if part[0] > 0x7F else part.decode("ascii")


def utf8(line: str, mark: str) -> Garbled | None:
    """A line whose bytes look like UTF-8; None for others."""
    data = to_bytes(line, mark) if SIGN.search(line) else None
    if data is None:
        return None
    triples, high = TRIPLE.subn(b"", data)[1], len(data.translate(None, LOW))
    return None if triples < LEAST_TRIPLES or 3 * triples < WHOLE_SHARE * high else Garbled(line, data, mark)


def hanzi(text: str) -> str:
    """Lines of UTF-8 that were read as GBK."""
    if not SIGN.search(text):
        return text
    queries = "\ufffd" not in text and text.count("?") > QUERIES * len(text)
    lost = b"?" if queries else b"\xff"
    pieces = re.split("([\n\r])", text)
    lines = [utf8(piece, "" if queries else "\ufffd") for piece in pieces]
    if not any(lines):
        return text  # 鏈 is a common character of traditional pages, too: 供應鏈
    whole: list[str] = []
    apart = [taken_apart(line, lost, whole) if line else [] for line in lines]
    pairs, triples = words("\n".join(whole), LEAST_SEEN)
    reader = Reader(Lesson(False, pairs=pairs, triples=triples), ngrams(), choices())
    return "".join(read(reader, line) if line else old for line, old in zip(apart, pieces, strict=True))
