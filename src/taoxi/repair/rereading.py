"""A second look at the characters that lost a byte, with the whole page read once: words, and what repeats on it.

The beam reads from left to right and knows three neighbouring characters. Here each gap, or a few side by side, is
weighed again: by the characters around it on both sides, by the words that the stretch is cut into, and by what stands
elsewhere on the page, where other gaps count by how likely each of their readings is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from .gaps import PRIVATE, Gap
from .gbk import Group
from .hypotheses import OTHER_SCRIPT, Chooser
from .lexicon import Lexicon
from .ngrams import folded

# weights of the logarithms of likelihood by characters, by words, and of how often the page holds the same neighbours:
# fitted on damaged lines of news that the tables made for it had not seen
CHARACTERS, WORDS, PAIRS, TRIPLES = 0.5, 0.36, 1.0, 0.15
KEPT, WHOLE, FINAL = 24, 80, 12  # readings of a stretch kept inside it, at its end, and with what follows
FAR, BEHIND = 14.0, 14.0  # nats behind the best that a reading may be before what follows is known, and with it
LITTLE = 1e-6  # of a count, what is left when a stretch does not count itself
QUOTED = 400  # characters before a gap in which an open quotation mark is looked for
AROUND = 5  # characters of a word that can reach over a gap
MOST = 6  # gaps of a stretch; one in three hundred has more than three
JOINED = 2  # characters from one gap to the next within which they are read together

# a stretch read so far: its score, its last two characters as counted, its characters, what they count as
Way: TypeAlias = tuple[float, int, int, str, str]


class Reading(NamedTuple):
    """One way to fill a stretch: its score, its characters, the pairs and triples it makes with what stands around."""

    score: float
    characters: tuple[str, ...]
    keys: tuple[int, ...]


@dataclass(slots=True)
class Stretch:
    """Gaps side by side: the line, the places of the first and last, the readings and how likely each is."""

    line: int
    start: int
    end: int
    readings: list[Reading]
    shares: list[float]

    def count(self, counts: dict[int, float], times: float) -> None:
        """Add what its readings make, by how likely each is, to the counts of a page."""
        for reading, share in zip(self.readings, self.shares, strict=True):
            for key in reading.keys:
                counts[key] = counts.get(key, 0.0) + times * share


class Rereader:
    """Weighs the gaps of a page anew."""

    def __init__(self, chooser: Chooser, words: Lexicon) -> None:
        """Keep what the beam scored by, and the words."""
        self.chooser, self.words = chooser, words
        self.private: dict[int, Group] = {}  # the same, second bytes that begin a user-defined pair

    def reread(self, lines: list[str], found: dict[int, list[Gap]]) -> list[str]:
        """The lines of a page, the gaps of some given by line number, each gap filled with what fits best."""
        texts = ["\n\n" + folded(line) + "\n\n" for line in lines]
        stretches = [s for number in found for s in self.stretches(number, lines[number], texts[number], found[number])]
        counts = certain(texts, found)
        for stretch in stretches:
            stretch.shares = shares([reading.score + repeated(reading.keys, counts) for reading in stretch.readings])
        for stretch in stretches:
            stretch.count(counts, 1.0)
        result = [list(line) for line in lines]
        for stretch in stretches:
            stretch.count(counts, -1.0)
            best = max(stretch.readings, key=lambda reading: reading.score + repeated(reading.keys, counts))
            stretch.count(counts, 1.0)
            result[stretch.line][stretch.start : stretch.end] = best.characters
        return ["".join(line) for line in result]

    def stretches(self, number: int, line: str, text: str, gaps: list[Gap]) -> Iterator[Stretch]:
        """The stretches of a line, with their readings."""
        at = 0
        while at < len(gaps):
            last = at
            while last + 1 < min(len(gaps), at + MOST) and gaps[last + 1].place - gaps[last].place <= JOINED:
                last += 1
            start, end = gaps[at].place, gaps[last].place + 1
            readings = self.readings(line, text, start, end, {gap.place: gap for gap in gaps[at : last + 1]})
            if len(readings) > 1:
                yield Stretch(number, start, end, readings, [])
            at = last + 1

    def readings(self, line: str, text: str, start: int, end: int, gaps: dict[int, Gap]) -> list[Reading]:
        """The best readings of a stretch by characters, weighed with words; `text` is folded, two characters ahead."""
        score = self.chooser.score
        wrong = "“" if quotes(line[max(0, start - QUOTED) : start]) > 0 else "”"  # quotation marks alternate
        ways: list[Way] = [(0.0, ord(text[start]), ord(text[start + 1]), "", "")]
        for index in range(start, end):
            gap, found, least = gaps.get(index), [], -math.inf
            for value, a, b, written, counted in ways:
                if gap is None:
                    c = ord(text[index + 2])
                    found.append((value + score(a, b, c), b, c, written + line[index], counted + chr(c)))
                    continue
                for more, code, character, c in self.options(a, b, gap, least - value if index > start else None):
                    total = value + more - (OTHER_SCRIPT if character == wrong else 0.0)
                    if total > least and (character == line[index] or self.fits(gap, code, character)):
                        least = max(least, total - FAR)
                        found.append((total, b, c, written + character, counted + chr(c)))
            ways = sorted(found, reverse=True)[: KEPT if index < end - 1 else WHOLE]
        c, d = ord(text[end + 2]), ord(text[end + 3])
        whole = sorted(((v + score(a, b, c) + score(b, c, d), w, n) for v, a, b, w, n in ways), reverse=True)[:FINAL]
        before, behind = text[max(2, start + 2 - AROUND) : start + 2], text[end + 2 : end + 2 + AROUND]
        return [
            Reading(
                weighed(value, self.words.score(before + counted + behind)),
                tuple(written),
                keys(text, start, end, counted),
            )
            for value, written, counted in whole
            if value > whole[0][0] - BEHIND
        ]

    def options(self, a: int, b: int, gap: Gap, least: float | None) -> Iterator[tuple[float, int, str, int]]:
        """The characters that may fill a gap behind two others: score, code, character, what it counts as.

        With a least score those that the beam would try, else all that have its bytes.
        """
        group = self.group(gap)
        if least is None:
            for code, character, c in group.choices:
                yield self.chooser.score(a, b, c), code, character, c
            return
        for value, options in self.chooser.ranked(a, b, group, least):
            for code, character, c in options:
                yield value, code, character, c

    def fits(self, gap: Gap, code: int, character: str) -> bool:
        """Could this character have stood there: the page's converter left it alone, it is of the page's script?"""
        lesson = self.chooser.lesson
        if character in lesson.foreign and character not in lesson.own:
            return False
        return gap.lead < 0 or gap.vanished or code not in lesson.always

    def group(self, gap: Gap) -> Group:
        """The characters that have the bytes of a gap that were not lost."""
        if gap.lead < 0:
            return self.chooser.fitting.by_trail[gap.trail]
        group = self.chooser.fitting.by_lost_trail[gap.lead]
        if not gap.vanished:
            return group
        if gap.lead not in self.private:
            self.private[gap.lead] = Group(choice for choice in group.choices if choice.code & 255 in PRIVATE)
        return self.private[gap.lead]


def quotes(text: str) -> int:
    """Quotation marks that a text opens and does not close."""
    return text.count("“") - text.count("”")


def weighed(characters: float, words: float) -> float:
    """Two scores of a reading as one."""
    return CHARACTERS * characters + WORDS * words


def certain(texts: list[str], found: dict[int, list[Gap]]) -> dict[int, float]:
    """How often pairs and triples stand on a page without a gap in them."""
    counts: Counter[int] = Counter()
    for number, text in enumerate(texts):
        points = list(map(ord, text))
        for gap in found.get(number, ()):
            points[gap.place + 2] = 0
        counts.update(a << 16 | b for a, b in pairwise(points) if a and b)
        triples = zip(points, points[1:], points[2:], strict=False)
        counts.update(a << 32 | b << 16 | c for a, b, c in triples if a and b and c)
    return {key: float(count) for key, count in counts.items()}


def keys(text: str, start: int, end: int, counted: str) -> tuple[int, ...]:
    """The pairs and triples that a reading makes, with a character or two on both sides."""
    points = list(map(ord, text[start : start + 2] + counted + text[end + 2 : end + 4]))
    pairs = [a << 16 | b for a, b in pairwise(points[1:-1])]
    triples = [a << 32 | b << 16 | c for a, b, c in zip(points, points[1:], points[2:], strict=False)]
    return (*pairs, *triples)


def repeated(keys: tuple[int, ...], counts: dict[int, float]) -> float:
    """What it is worth that the page holds the same neighbours elsewhere."""
    return sum(
        (TRIPLES if key >> 32 else PAIRS) * math.log1p(count)
        for key in keys
        if (count := counts.get(key, 0.0)) > LITTLE
    )


def shares(scores: list[float]) -> list[float]:
    """Scores as shares of one."""
    top = max(scores)
    found = [math.exp(score - top) for score in scores]
    total = sum(found)
    return [value / total for value in found]
