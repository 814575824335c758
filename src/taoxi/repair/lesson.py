"""What a damaged page teaches about itself: which characters its converter replaced, its script, its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import pairwise

from .ngrams import counts_as

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a page teaches: codes that are always annotated or replaced, characters of the other script, its words."""

    annotated: bool
    always: frozenset[int] = frozenset()
    foreign: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # characters of the page, of either script
    pairs: dict[int, set[int]] = field(default_factory=dict)  # character, those behind it
    triples: Set[tuple[int, ...]] = frozenset()
    dropping: bool = True
    silent: bool = False
    marks: dict[str, int] = field(default_factory=dict)
    narrow: bool = False  # letters and digits are ASCII


def words(text: str, least: int) -> tuple[dict[int, set[int]], set[tuple[int, ...]]]:
    """What stands in a text `least` times, once or twice: character -> those behind it; three in a row."""
    points = list(map(counts_as().__getitem__, text))
    pairs: Iterable[tuple[int, ...]] = pairwise(points)
    triples: Iterable[tuple[int, ...]] = zip(points, points[1:], points[2:], strict=False)
    if least > 1:
        pairs, triples = repeated(pairs), repeated(triples)
    return neighbours(pairs), set(triples)


def neighbours(pairs: Iterable[tuple[int, ...]]) -> dict[int, set[int]]:
    """Character -> those behind it, of pairs."""
    found = defaultdict[int, set[int]](set)
    for first, second in pairs:
        found[first].add(second)
    return found


def repeated(items: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Those that come more than once."""
    return [item for item, count in Counter(items).items() if count > 1]
