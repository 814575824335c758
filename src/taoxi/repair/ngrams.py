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
from bisect import bisect_left
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Literal

from ..fold import simplifier

VERSION = b"ngr4"
STEP = 0.25  # nats of a level; a byte holds one
BACK_STEP = 0.05  # nats, of what backing off costs
SCORES, BACKS = (tuple(-step * level for level in range(256)) for step in (STEP, BACK_STEP))
RARE = -15.0  # a character the table does not know
NOBODY: dict[int, int] = {}


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


class Counted(dict[str, int]):
    """Character -> the code point it counts as; remembered, because a page asks for the same ones again and again."""

    def __missing__(self, character: str) -> int:
        """Fold one."""
        found = self[character] = ord(folded_character(character))
        return found


@functools.cache
def counts_as() -> Counted:
    """The characters met so far."""
    return Counted()


def folded(text: str) -> str:
    """A text as the table counts it; as long as the text."""
    return "".join(map(folded_character, text))


class Followers(dict[int, dict[int, int]]):
    """Character -> the characters that the table knows behind it, each with the place of their pair in the table."""

    def __init__(self, points: tuple[int, ...], spans: dict[int, tuple[int, int]], followers: array[int]) -> None:
        """Keep the arrays; a character's followers are looked up when it is met."""
        super().__init__()
        self.points, self.spans, self.followers = points, spans, followers

    def __missing__(self, character: int) -> dict[int, int]:
        """Look a character's followers up; those of a character that the table does not know are not kept."""
        span = self.spans.get(character)
        if span is None:
            return NOBODY
        characters = map(self.points.__getitem__, self.followers[slice(*span)])
        found = self[character] = dict(zip(characters, range(*span), strict=True))
        return found


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
            if kind == "B":
                found.frombytes(view[start:at])
            else:  # the lower bytes of all, then the higher ones: a ninth smaller when packed
                both = bytearray(2 * count)
                both[::2], both[1::2] = view[start : start + count], view[start + count : at]
                found.frombytes(both)
            return found

        points = tuple(take(size, "H"))
        self.single = dict(zip(points, (-level * STEP for level in take(size, "B")), strict=True))
        self.back = dict(zip(points, (-level * BACK_STEP for level in take(size, "B")), strict=True))
        ends = accumulate(take(size, "H"), initial=0)
        self.spans = dict(zip(points, pairwise(ends), strict=True))
        self.behind = Followers(points, self.spans, take(pairs, "H"))
        self.levels, self.backs = take(pairs, "B"), take(pairs, "B")
        self.ends = array("L", accumulate(take(pairs, "H"), initial=0))
        self.thirds, self.third_levels = take(self.ends[-1], "H"), take(self.ends[-1], "B")

    def third(self, pair: int, offset: int) -> int:
        """The level of the third character of a triple, -1 for one the table does not know.

        `pair` is the place of the first two characters, `offset` the third's among the followers of the second.
        """
        end = self.ends[pair + 1]
        at = bisect_left(self.thirds, offset, self.ends[pair], end)
        return self.third_levels[at] if at < end and self.thirds[at] == offset else -1

    def triples(self, pair: int) -> dict[int, int]:
        """The level of each third character that the table knows behind a pair, by its offset as `third` takes it."""
        start, end = self.ends[pair], self.ends[pair + 1]
        return dict(zip(self.thirds[start:end], self.third_levels[start:end], strict=True)) if start < end else NOBODY

    def alone(self, second: int, third: int) -> float:
        """log p(third | second) for a pair the table does not know."""
        return self.back.get(second, 0.0) + self.single.get(third, RARE)

    def score(self, first: int, second: int, third: int) -> float:
        """log p(third | first second), backing off to shorter contexts."""
        pair, place = self.behind[first].get(second), self.behind[second].get(third)
        if pair is None:
            return self.alone(second, third) if place is None else SCORES[self.levels[place]]
        if place is None:
            return BACKS[self.backs[pair]] + self.alone(second, third)
        level = self.third(pair, place - self.spans[second][0])
        return BACKS[self.backs[pair]] + SCORES[self.levels[place]] if level < 0 else SCORES[level]

    def total(self, text: str) -> float:
        """The score of a folded text, its first two characters as context."""
        points = list(map(ord, text))
        return sum(map(self.score, points, points[1:], points[2:]))


@functools.cache
def ngrams() -> Ngrams:
    """The packaged table, read once."""
    return Ngrams(files("taoxi.data").joinpath("repair_ngrams.bin").read_bytes())
