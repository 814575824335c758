"""What a damaged page teaches about itself: which characters its converter replaced, its script, its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .ngrams import counts_as

WIDTH = 21  # bits of a code point
MASK = (1 << WIDTH) - 1
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a page teaches: codes that are always annotated or replaced, characters of the other script, its words."""

    annotated: bool
    always: frozenset[int] = frozenset()
    foreign: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # characters of the page, of either script
    pairs: dict[int, set[int]] = field(default_factory=dict)  # character, those behind it
    triples: frozenset[int] = frozenset()
    dropping: bool = True
    silent: bool = False
    marks: dict[str, int] = field(default_factory=dict)
    narrow: bool = False  # letters and digits are ASCII


def words(text: str, least: int) -> tuple[dict[int, set[int]], frozenset[int]]:
    """What stands in a text `least` times, once or twice: character -> those behind it; three in a row as one number.

    The number is (first << WIDTH | second) << WIDTH | third.
    """
    points = list(map(counts_as().__getitem__, text))
    pairs = [first << WIDTH | second for first, second in pairwise(points)]
    ends = zip(pairs, pairs[1:], points[2:], strict=False)
    if least == 1:
        return neighbours(set(pairs)), frozenset([pair << WIDTH | third for pair, _, third in ends])
    again = repeated(pairs)
    triples = [pair << WIDTH | third for pair, following, third in ends if pair in again and following in again]
    return neighbours(again), frozenset(repeated(triples))


def neighbours(pairs: set[int]) -> dict[int, set[int]]:
    """Character -> those behind it, of pairs that are each the first code point << WIDTH | the second."""
    found: dict[int, set[int]] = {}
    for pair in pairs:
        first, second = pair >> WIDTH, pair & MASK
        if first in found:
            found[first].add(second)
        else:
            found[first] = {second}
    return found


def repeated(numbers: list[int]) -> set[int]:
    """Those that stand in a list more than once."""
    seen: set[int] = set()
    add = seen.add
    return {number for number in numbers if number in seen or add(number)}
