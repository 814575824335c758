"""How well characters follow one another: a packaged table of one, two and three neighbouring characters.

Scores are natural logarithms of interpolated Kneser-Ney probabilities (Chen and Goodman 1998) over characters folded to
simplified, half width, every digit as 0 and every letter as a. The table is a hash table of 16-bit slots (11 bits to
recognise the key, 5 for the score), read as it lies in the file.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from importlib.resources import files

from ..fold import simplifier

VERSION = b"ngr2"
# multipliers of a key's characters; any large odd numbers do
FIRST, SECOND, THIRD = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D
FINGERPRINT = 23  # where the recognising bits lie in a key
BIGRAM_SLOTS, TRIGRAM_SLOTS = 500_000, 1_200_000  # 3.9 MB
LEVELS, STEP = 32, 0.4  # five bits, nats each
SCORES = (0.0, -0.01, *(-STEP * n for n in range(1, LEVELS - 1)))
RARE = -15.0  # a character the table does not know


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
        """Take the table's parts; they are not copied."""
        size = int.from_bytes(data[4:6], "little")
        names = data[6 : 6 + 2 * size].decode("utf-16-le")
        at = 6 + 2 * size
        self.single = {ord(c): -data[at + n] / 10 for n, c in enumerate(names)}
        self.back = {ord(c): -data[at + size + n] / 20 for n, c in enumerate(names)}
        at += 2 * size
        view = memoryview(data)
        self.double: Sequence[int] = view[at : at + 2 * BIGRAM_SLOTS].cast("H")
        at += 2 * BIGRAM_SLOTS
        self.triple: Sequence[int] = view[at : at + 2 * TRIGRAM_SLOTS].cast("H")
        self.backs: Sequence[int] = view[at + 2 * TRIGRAM_SLOTS :]

    def slot(self, second: int, third: int) -> int:
        """Where a pair stands in the table; -1 when it does not."""
        key = second * SECOND + third * THIRD
        sign = key >> FINGERPRINT & 0x7FF
        place = key % BIGRAM_SLOTS
        slot = self.double[place]
        if slot and slot >> 5 == sign:
            return place
        slot = self.double[place ^ 1]
        if slot and slot >> 5 == sign:
            return place ^ 1
        return -1

    def backing(self, first: int, second: int) -> float:
        """What a character costs that the table does not know behind these two."""
        place = self.slot(first, second)
        return -self.backs[place] / 20 if place >= 0 else 0.0

    def alone(self, second: int, third: int) -> float:
        """log p(third | second) for a pair the table does not know."""
        return self.back.get(second, 0.0) + self.single.get(third, RARE)

    def score(self, first: int, second: int, third: int) -> float:
        """log p(third | first second), backing off to shorter contexts."""
        key = first * FIRST + second * SECOND + third * THIRD
        sign = key >> FINGERPRINT & 0x7FF
        place = key % TRIGRAM_SLOTS
        slot = self.triple[place]
        if slot and slot >> 5 == sign:
            return SCORES[slot & 31]
        slot = self.triple[place ^ 1]
        if slot and slot >> 5 == sign:
            return SCORES[slot & 31]
        back = self.backing(first, second)
        place = self.slot(second, third)
        return back + (SCORES[self.double[place] & 31] if place >= 0 else self.alone(second, third))

    def total(self, text: str) -> float:
        """The score of a folded text, its first two characters as context."""
        points = list(map(ord, text))
        return sum(map(self.score, points, points[1:], points[2:]))


@functools.cache
def ngrams() -> Ngrams:
    """The packaged table, read once."""
    return Ngrams(files("taoxi.data").joinpath("repair_ngrams.bin").read_bytes())
