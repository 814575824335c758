"""What a damaged page teaches about itself: which characters its converter replaced, its script, its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from .ngrams import counts_as

WIDTH = 21  # bits of a code point
NONE: frozenset[int] = frozenset()


class Neighbours(dict[int, frozenset[int]]):
    """Character -> those that a text holds behind it; gathered when it is asked for."""

    def __init__(self, pairs: Iterable[int] = ()) -> None:
        """Sort the pairs, each the first character's code point << WIDTH | the second's."""
        super().__init__()
        self.pairs = sorted(pairs)

    def __missing__(self, character: int) -> frozenset[int]:
        """Gather the characters behind one."""
        first = character << WIDTH
        start, end = bisect_left(self.pairs, first), bisect_left(self.pairs, first + (1 << WIDTH))
        found = self[character] = frozenset([pair - first for pair in self.pairs[start:end]]) if start < end else NONE
        return found


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a page teaches: codes that are always annotated or replaced, characters of the other script, its words."""

    annotated: bool
    always: frozenset[int] = frozenset()
    foreign: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # characters of the page, of either script
    pairs: Neighbours = field(default_factory=Neighbours)
    triples: frozenset[int] = frozenset()
    dropping: bool = True
    silent: bool = False
    marks: dict[str, int] = field(default_factory=dict)
    narrow: bool = False  # letters and digits are ASCII


def words(text: str, least: int) -> tuple[Neighbours, frozenset[int]]:
    """What stands in a text `least` times, once or twice: character -> those behind it; three in a row as one number.

    The number is (first << WIDTH | second) << WIDTH | third.
    """
    points = list(map(counts_as().__getitem__, text))
    pairs = [first << WIDTH | second for first, second in pairwise(points)]
    ends = zip(pairs, pairs[1:], points[2:], strict=False)
    if least == 1:
        return Neighbours(set(pairs)), frozenset([pair << WIDTH | third for pair, _, third in ends])
    again = repeated(pairs)
    triples = [pair << WIDTH | third for pair, following, third in ends if pair in again and following in again]
    return Neighbours(again), frozenset(repeated(triples))


def repeated(numbers: list[int]) -> set[int]:
    """Those that stand in a list more than once."""
    seen: set[int] = set()
    add = seen.add
    return {number for number in numbers if number in seen or add(number)}
