"""How well characters follow one another: a packaged table of one, two and three neighbouring characters.

Scores are natural logarithms of interpolated Kneser-Ney probabilities (Chen and Goodman 1998) over characters folded to
simplified, half width, every digit as 0 and every letter as a. Behind each character the table lists those that follow
it, behind each such pair the places in that list of those that follow the pair: every entry is exact, none is hashed.
"""

from __future__ import annotations

import functools
import unicodedata
import zlib
from array import array
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Literal

from ..fold import simplifier

VERSION = b"ngr3"
STEP = 0.25  # nats of a level; a byte holds one
BACK_STEP = 0.05  # nats, of what backing off costs
SCORES = tuple(-STEP * level for level in range(256))
RARE = -15.0  # a character the table does not know
REMEMBERED = 50_000  # pairs whose followers are kept at hand; a long damaged page asks for a few thousand


@functools.cache
def folded_character(character: str) -> str:
    """What one character counts as."""
    if "\u3400" <= character <= "\u9fff":
        return simplifier().get(character, character)
    if character in "\n\r":
        return "\n"
    plain = unicodedata.normalize("NFKC", character)
    if len(plain) != 1:
        return character
    return "0" if plain.isdigit() else "a" if plain.isascii() and plain.isalpha() else plain


def folded(text: str) -> str:
    """A text as the table counts it; as long as the text."""
    return "".join(map(folded_character, text))


class Ngrams:
    """The table, and the score of a character behind two others; characters are code points, as counted."""

    def __init__(self, data: bytes) -> None:
        """Unpack the table that `eval/make_repair_tables.py` packed."""
        data = zlib.decompress(data.removeprefix(VERSION))
        size, pairs = (int.from_bytes(data[at : at + 4], "little") for at in (0, 4))
        view, at = memoryview(data), 8

        def take(count: int, kind: Literal["B", "H"]) -> array[int]:
            nonlocal at
            start, at = at, at + count * (1 if kind == "B" else 2)
            found = array(kind)
            found.frombytes(view[start:at])
            return found

        self.points = tuple(take(size, "H"))
        self.numbers = {point: number for number, point in enumerate(self.points)}
        self.single = dict(zip(self.points, (-level * STEP for level in take(size, "B")), strict=True))
        self.back = dict(zip(self.points, (-level * BACK_STEP for level in take(size, "B")), strict=True))
        ends = accumulate(take(size, "H"), initial=0)
        self.spans = dict(zip(self.points, pairwise(ends), strict=True))
        self.followers, self.levels, self.backs = take(pairs, "H"), take(pairs, "B"), take(pairs, "B")
        self.ends = array("L", accumulate(take(pairs, "H"), initial=0))
        self.places, self.thirds = take(self.ends[-1], "H"), take(self.ends[-1], "B")
        self.doubles: dict[int, dict[int, float]] = {}
        self.triples: dict[int, tuple[dict[int, float], float]] = {}

    def behind(self, second: int) -> dict[int, float]:
        """Character -> log p(character | second), for those the table knows behind it."""
        found = self.doubles.get(second)
        if found is None:
            start, end = self.spans.get(second, (0, 0))
            characters = map(self.points.__getitem__, self.followers[start:end])
            found = dict(zip(characters, map(SCORES.__getitem__, self.levels[start:end]), strict=True))
            self.doubles[second] = found
        return found

    def behind_two(self, first: int, second: int) -> tuple[dict[int, float], float]:
        """Character -> log p(character | first second), and what any other costs above its score behind second."""
        key = first << 16 | second
        found = self.triples.get(key)
        if found is None:
            if len(self.triples) > REMEMBERED:
                self.triples.clear()
            found = self.triples[key] = self.unpack(first, second)
        return found

    def unpack(self, first: int, second: int) -> tuple[dict[int, float], float]:
        """What `behind_two` tells, out of the table."""
        number = self.numbers.get(second, -1)
        try:
            place = self.followers.index(number, *self.spans.get(first, (0, 0)))
        except ValueError:
            return {}, 0.0
        start, end = self.ends[place], self.ends[place + 1]
        points, followers, base = self.points, self.followers, self.spans[second][0]
        characters = [points[followers[base + n]] for n in self.places[start:end]]
        scores = map(SCORES.__getitem__, self.thirds[start:end])
        return dict(zip(characters, scores, strict=True)), -self.backs[place] * BACK_STEP

    def alone(self, second: int, third: int) -> float:
        """log p(third | second) for a pair the table does not know."""
        return self.back.get(second, 0.0) + self.single.get(third, RARE)

    def score(self, first: int, second: int, third: int) -> float:
        """log p(third | first second), backing off to shorter contexts."""
        known, back = self.behind_two(first, second)
        found = known.get(third)
        if found is not None:
            return found
        found = self.behind(second).get(third)
        return back + (self.alone(second, third) if found is None else found)

    def total(self, text: str) -> float:
        """The score of a folded text, its first two characters as context."""
        points = list(map(ord, text))
        return sum(map(self.score, points, points[1:], points[2:]))


@functools.cache
def ngrams() -> Ngrams:
    """The packaged table, read once."""
    return Ngrams(files("taoxi.data").joinpath("repair_ngrams.bin").read_bytes())
