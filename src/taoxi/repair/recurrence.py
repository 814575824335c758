"""What repeats on a page: how often its neighbours stand side by side elsewhere, those of doubtful readings in part."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from .hypotheses import Gap

PAIRS, TRIPLES = 1.0, 0.15  # weights of how often the page holds the same neighbours
LITTLE = 1e-6  # of a count, what is left when a stretch does not count itself


class Reading(NamedTuple):
    """One way to fill a stretch: its score, its characters, the pairs and triples it makes with what stands around."""

    score: float
    characters: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(slots=True)
class Stretch:
    """Gaps side by side: the line, the places of the first and last, the readings and how likely each is."""

    line: int
    start: int
    end: int
    readings: list[Reading]
    shares: list[float]

    def count(self, counts: dict[str, float], times: float) -> None:
        """Add what its readings make, by how likely each is, to the counts of a page."""
        for reading, share in zip(self.readings, self.shares, strict=True):
            for key in reading.keys:
                counts[key] = counts.get(key, 0.0) + times * share


def certain(texts: list[str], found: dict[int, list[Gap]]) -> dict[str, float]:
    """How often pairs and triples stand on a page without a gap in them; those with a gap stand for nothing."""
    counts = Counter[str]()
    for number, text in enumerate(texts):
        if number in found:
            characters = list(text)
            for gap in found[number]:
                characters[gap.place + 2] = "\0"
            text = "".join(characters)  # noqa: PLW2901
        counts.update(neighbours(text, 2))
        counts.update(neighbours(text, 3))
    return dict[str, float](counts)


def neighbours(text: str, size: int) -> list[str]:
    """All so many characters of a text that stand side by side; strings, because tuples keep the collector busy."""
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def keys(text: str, start: int, end: int, counted: str) -> tuple[str, ...]:
    """The pairs and triples that a reading makes, with a character or two on both sides."""
    around = text[start : start + 2] + counted + text[end + 2 : end + 4]
    return (*neighbours(around[1:-1], 2), *neighbours(around, 3))


def repeated(keys: tuple[str, ...], counts: dict[str, float]) -> float:
    """What it is worth that the page holds the same neighbours elsewhere."""
    total = 0.0
    for key in keys:
        count = counts.get(key, 0.0)
        if count > LITTLE:
            total += (PAIRS if len(key) == 2 else TRIPLES) * math.log1p(count)
    return total


def shares(scores: list[float]) -> list[float]:
    """Scores as shares of one."""
    top = max(scores)
    found = [math.exp(score - top) for score in scores]
    total = sum(found)
    return [value / total for value in found]
