"""Where bytes of a repaired line were lost: the damaged line and the repaired one laid side by side, byte by byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from .beam import AREAS, LOST_DIGIT
from .gbk import codes
from .hypotheses import Token

LOST, QUERY = -1, -2  # a byte that nothing shows; a `?` that may be one
FULL_QUERY = (0xA3, 0xBF)
FIRST_TRAIL = 0x40
STEPS = 8  # for each byte of a line, after which it is left as the beam read it
PRIVATE = frozenset(AREAS)
LEAST_PRIVATE, LOW = 0xA8, 0xA1  # first bytes below the one go with second bytes below the other


# lost bytes so far, the last one first: its place, whether it began a pair that vanished
Lost: TypeAlias = "tuple[tuple[int, bool], Lost] | None"
# how far two lines were laid side by side: a place among the damaged bytes, one among the repaired ones, lost bytes
Way: TypeAlias = tuple[int, int, Lost]


class Gap(NamedTuple):
    """A character that lost a byte: its place in the line, lead and trail (-1: lost), whether a pair vanished there."""

    place: int
    lead: int
    trail: int
    vanished: bool


def shown(stream: Iterable[Token], marks: Mapping[str, int]) -> list[int]:
    """The bytes that the tokens of a damaged line stand for."""
    found: list[int] = []
    for token in stream:
        if token.kind == "orphan":
            found.append(LOST)
        elif token.kind == "question":
            found.append(QUERY)
        elif token.kind == "reading":
            found += map(ord, f"({token.text})")
        elif token.text != "\n":
            found += encoded(token.text, token.code or marks.get(token.text, 0))
    return found


def encoded(text: str, code: int) -> tuple[int, ...]:
    """A character's bytes; one of its own for what has no code."""
    return (code >> 8, code & 255) if code else (ord(text),)


def laid_out(line: str, marks: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """The bytes of a repaired line, and for each the character it belongs to, twice its index plus 1 for a trail."""
    table = codes()
    data, owners = [], []
    for index, character in enumerate(line):
        for second, byte in enumerate(encoded(character, marks.get(character) or table.get(character, 0))):
            data.append(byte)
            owners.append(2 * index + second)
    return data, owners


def gaps(damaged: list[int], line: str, marks: Mapping[str, int]) -> list[Gap] | None:
    """The gaps of a repaired line; None where it cannot have come from the damaged one."""
    data, owners = laid_out(line, marks)
    lost = side_by_side(damaged, data, owners)
    if lost is None:
        return None
    found: dict[int, Gap] = {}
    for place, vanished in lost:
        index, second = divmod(owners[place], 2)
        if second and index in found:
            del found[index]  # both bytes lost: nothing to choose by
        elif second:
            found[index] = Gap(index, data[place - 1], -1, vanished)
        else:
            found[index] = Gap(index, -1, data[place + 1], False)
    return list(found.values())


def side_by_side(damaged: list[int], data: list[int], owners: list[int]) -> list[tuple[int, bool]] | None:
    """Places of lost bytes, each with whether it began a pair that vanished; None where the bytes do not agree."""
    ways: list[Way] = [(0, 0, None)]
    seen: set[tuple[int, int]] = set()
    while ways and len(seen) <= STEPS * len(data):
        i, j, lost = ways.pop()
        while i < len(damaged) and j < len(data) and damaged[i] == data[j] and not owners[j] & 1:
            i, j = i + 1, j + 1
        if i == len(damaged) and j == len(data):
            return unrolled(lost)
        if j < len(data) and (i, j) not in seen:
            seen.add((i, j))
            ways += steps((i, j, lost), damaged, data, owners)
    return None


def steps(way: Way, damaged: list[int], data: list[int], owners: list[int]) -> list[Way]:
    """How the next bytes may lie side by side, the likeliest way last."""
    i, j, lost = way
    trail, following = bool(owners[j] & 1), data[j + 1] if j + 1 < len(data) else -1
    found: list[Way] = []
    if trail and data[j] in PRIVATE and goes_private(data[j], following):
        found.append((i, j + 2, ((j + 1, False), ((j, True), lost))))
    if i == len(damaged):
        return found
    if damaged[i] == data[j]:
        found.append((i + 1, j + 1, lost))
    elif damaged[i] == LOST and (trail or (following >= 0 and owners[j + 1] & 1)):
        found.append((i + 1, j + 1, ((j, False), lost)))
    elif damaged[i] == QUERY and data[j] == ord("?"):
        found.append((i + 1, j + 1, lost))
    elif damaged[i] == QUERY and (data[j], following) == FULL_QUERY:
        found.append((i + 1, j + 2, lost))
    elif damaged[i] == QUERY and trail:
        found.append((i + 1, j + 1, ((j, False), lost)))
        if 0 <= following < FIRST_TRAIL or following == ord(LOST_DIGIT):
            found.append((i + 1, j + 2, ((j, False), lost)))
    return found


def goes_private(lead: int, trail: int) -> bool:
    """Does a pair of bytes fall in a user-defined area?"""
    return trail >= FIRST_TRAIL and (trail < LOW) == (lead < LEAST_PRIVATE)


def unrolled(lost: Lost) -> list[tuple[int, bool]]:
    """The places of lost bytes, the first one first."""
    found = []
    while lost is not None:
        place, lost = lost
        found.append(place)
    return found[::-1]
