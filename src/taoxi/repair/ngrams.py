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
from collections.abc import Iterable, Iterator
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
        spans = dict(zip(points, pairwise(ends), strict=True))
        self.starts = {point: start for point, (start, _) in spans.items()}
        self.behind = Followers(points, spans, take(pairs, "H"))
        self.levels, self.backs = take(pairs, "B"), take(pairs, "B")
        self.ends = array("L", accumulate(take(pairs, "H"), initial=0))
        self.thirds, self.third_levels = take(self.ends[-1], "H"), take(self.ends[-1], "B")

    def triples(self, pair: int) -> dict[int, int]:
        """The level of each third character that the table knows behind a pair, by its offset as `third` takes it."""
        start, end = self.ends[pair], self.ends[pair + 1]
        return dict(zip(self.thirds[start:end], self.third_levels[start:end], strict=True)) if start < end else NOBODY

    def score(self, first: int, second: int, third: int) -> float:
        """log p(third | first second), backing off to shorter contexts."""
        behind = self.behind
        pair, place = behind[first].get(second), behind[second].get(third)
        if place is None:
            found = self.back.get(second, 0.0) + self.single.get(third, RARE)
        else:
            found = SCORES[self.levels[place]]
        if pair is None:
            return found
        if place is not None:
            end, offset = self.ends[pair + 1], place - self.starts[second]
            at = bisect_left(self.thirds, offset, self.ends[pair], end)
            if at < end and self.thirds[at] == offset:
                return SCORES[self.third_levels[at]]
        return BACKS[self.backs[pair]] + found

    def scores(self, first: int, second: int, thirds: Iterable[int]) -> list[float]:
        """The scores of several characters behind the same two."""
        places, levels, pair = self.behind[second], self.levels, self.behind[first].get(second)
        alone, single = self.back.get(second, 0.0), self.single
        back, start, end = 0.0, 0, 0
        if pair is not None:
            back, start, end = BACKS[self.backs[pair]], self.ends[pair], self.ends[pair + 1]
        offsets, begin, found = self.thirds, self.starts.get(second, 0), []
        for third in thirds:
            place = places.get(third)
            if place is None:
                found.append(back + alone + single.get(third, RARE))
                continue
            if start < end:
                at = bisect_left(offsets, place - begin, start, end)
                if at < end and offsets[at] == place - begin:
                    found.append(SCORES[self.third_levels[at]])
                    continue
            found.append(back + SCORES[levels[place]])
        return found

    def ahead(
        self, before: Iterable[tuple[int, dict[int, int]]], third: int, fourth: int
    ) -> Iterator[tuple[int, float, float]]:
        """Of characters with their followers those that the third is known behind.

        Each with log p(third | character) and log p(fourth | character third).
        """
        levels, ends, thirds = self.levels, self.ends, self.thirds
        place = self.behind[third].get(fourth)
        offset = -1 if place is None else place - self.starts[third]
        alone = self.back.get(third, 0.0) + self.single.get(fourth, RARE) if place is None else SCORES[levels[place]]
        for character, pair in [(c, followers[third]) for c, followers in before if third in followers]:
            last = BACKS[self.backs[pair]] + alone
            if offset >= 0:
                at = bisect_left(thirds, offset, ends[pair], ends[pair + 1])
                if at < ends[pair + 1] and thirds[at] == offset:
                    last = SCORES[self.third_levels[at]]
            yield character, SCORES[levels[pair]], last

    def total(self, text: str) -> float:
        """The score of a folded text, its first two characters as context."""
        points = list(map(ord, text))
        return sum(map(self.score, points, points[1:], points[2:]))


@functools.cache
def ngrams() -> Ngrams:
    """The packaged table, read once."""
    return Ngrams(files("taoxi.data").joinpath("repair_ngrams.bin").read_bytes())
