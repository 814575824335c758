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
from typing import NamedTuple, TypeAlias, TypeVar

from .chooser import NEAR, UNSEEN, Chooser
from .gbk import Group
from .hypotheses import OTHER_SCRIPT, SLACK, Gap
from .lexicon import Lexicon
from .ngrams import folded

# weights of the logarithms of likelihood by characters, by words, and of how often the page holds the same neighbours:
# fitted on damaged lines of news that the tables made for it had not seen
CHARACTERS, WORDS, PAIRS, TRIPLES = 0.5, 0.36, 1.0, 0.15
KEPT, FINAL = 24, 12  # readings of a stretch kept inside it, and with what follows
FAR = 10.0  # nats behind the best that a reading may be before what follows is known
LITTLE = 1e-6  # of a count, what is left when a stretch does not count itself
QUOTED = 400  # characters before a gap in which an open quotation mark is looked for
AROUND = 5  # characters of a word that can reach over a gap
MOST = 6  # gaps of a stretch; one in three hundred has more than three
JOINED = 2  # characters from one gap to the next within which they are read together

# a stretch read so far: its score, its last two characters as counted, its characters, what they count as
Way: TypeAlias = tuple[float, int, int, str, str]
T = TypeVar("T", Way, tuple[float, str, str])


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


class Rereader:
    """Weighs the gaps of a page anew."""

    def __init__(self, chooser: Chooser, words: Lexicon) -> None:
        """Keep what the beam scored by, and the words."""
        self.chooser, self.words = chooser, words

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
            readings = self.readings(line, text, start, end, dict(gaps[at : last + 1]))
            if len(readings) > 1:
                yield Stretch(number, start, end, readings, [])
            at = last + 1

    def readings(self, line: str, text: str, start: int, end: int, gaps: dict[int, Group]) -> list[Reading]:
        """The best readings of a stretch by characters, weighed with words; `text` is folded, two characters ahead."""
        wrong = "“" if quotes(line[max(0, start - QUOTED) : start]) > 0 else "”"  # quotation marks alternate
        ways: list[Way] = [(0.0, ord(text[start]), ord(text[start + 1]), "", "")]
        for index in range(start, end - 1):
            if index in gaps:
                ways = self.filled(ways, gaps[index], line[index], wrong)
            else:
                ways = self.passed(ways, ord(text[index + 2]), line[index])
        whole = self.closed(ways, gaps[end - 1], line[end - 1], wrong, (ord(text[end + 2]), ord(text[end + 3])))
        before, behind = text[max(2, start + 2 - AROUND) : start + 2], text[end + 2 : end + 2 + AROUND]
        scores = self.words.framed(before, [counted for _, _, counted in whole], behind)
        return [
            Reading(weighed(value, words), tuple(written), keys(text, start, end, counted))
            for (value, written, counted), words in zip(whole, scores, strict=True)
        ]

    def passed(self, ways: list[Way], c: int, character: str) -> list[Way]:
        """Ways with a character behind them that lost nothing."""
        found = [
            (value + self.chooser.score(a, b, c), b, c, written + character, counted + chr(c))
            for value, a, b, written, counted in ways
        ]
        return sorted(found, reverse=True)

    def filled(self, ways: list[Way], group: Group, standing: str, wrong: str) -> list[Way]:
        """The best ways, of ways that are best first, with each character behind them that may fill a gap."""
        least, found = -math.inf, list[Way]()
        unseen = len(group.choices) if len(ways) == 1 else UNSEEN  # what follows may make any of them likely
        for value, a, b, written, counted in ways:
            if value < least:
                break
            for more, options in self.chooser.ranked(a, b, group, least - value - SLACK, unseen):
                for code, character, c in options:
                    total = value + more - (OTHER_SCRIPT if character == wrong else 0.0)
                    if total >= least and (character == standing or self.fits(group, code, character)):
                        found.append((total, b, c, written + character, counted + chr(c)))
            least = narrowed(found, KEPT, FAR)
        return found

    def closed(
        self, ways: list[Way], group: Group, standing: str, wrong: str, following: tuple[int, int]
    ) -> list[tuple[float, str, str]]:
        """The same for a stretch's last gap, scored with what follows: scores, characters, what they count as."""
        least, found, ending = -math.inf, list[tuple[float, str, str]](), self.chooser.ending(group, *following)
        for value, a, b, written, counted in ways:
            if value < least:
                break
            for more, options in self.chooser.between(a, b, group, ending, least - value - SLACK):
                for code, character, c in options:
                    total = value + more - (OTHER_SCRIPT if character == wrong else 0.0)
                    if total >= least and (character == standing or self.fits(group, code, character)):
                        found.append((total, written + character, counted + chr(c)))
            least = narrowed(found, FINAL, NEAR)
        return found

    def fits(self, group: Group, code: int, character: str) -> bool:
        """Could this character have stood there: the page's converter left it alone, it is of the page's script?"""
        lesson = self.chooser.lesson
        if character in lesson.foreign and character not in lesson.own:
            return False
        return not group.whole or code not in lesson.always


def narrowed(found: list[T], most: int, behind: float) -> float:
    """Keep the best of some scored things, none far behind the best, best first; the score that another must reach."""
    if not found:
        return -math.inf
    found.sort(reverse=True)
    del found[most:]
    least = found[0][0] - behind
    while found[-1][0] < least:
        found.pop()
    return max(least, found[-1][0]) if len(found) == most else least


def quotes(text: str) -> int:
    """Quotation marks that a text opens and does not close."""
    return text.count("“") - text.count("”")


def weighed(characters: float, words: float) -> float:
    """Two scores of a reading as one."""
    return CHARACTERS * characters + WORDS * words


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
