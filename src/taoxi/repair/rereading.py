"""A second look at the characters that lost a byte, with the whole page read once: words, and what repeats on it.

The beam reads from left to right and knows three neighbouring characters. Here each gap, or a few side by side, is
weighed again: by the characters around it on both sides, by the words that the stretch is cut into, and by what stands
elsewhere on the page, where other gaps count by how likely each of their readings is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeAlias, TypeVar

from .chooser import NEAR, UNSEEN, Chooser
from .gbk import Choice, Group
from .hypotheses import OTHER_SCRIPT, SLACK, Gap
from .lexicon import Lexicon
from .ngrams import folded
from .recurrence import Reading, Stretch, certain, keys, repeated, shares

# weights of the logarithms of likelihood by characters and by words: fitted, with those of what repeats, on damaged
# lines of news that the tables made for it had not seen
CHARACTERS, WORDS = 0.5, 0.36
KEPT, FINAL = 24, 12  # readings of a stretch kept inside it, and with what follows
FAR = 10.0  # nats behind the best that a reading may be before what follows is known
QUOTED = 400  # characters before a gap in which an open quotation mark is looked for
AROUND = 5  # characters of a word that can reach over a gap
MOST = 6  # gaps of a stretch; one in three hundred has more than three
JOINED = 2  # characters from one gap to the next within which they are read together

# a stretch read so far: its score, its last two characters as counted, its characters, what they count as
Way: TypeAlias = tuple[float, int, int, str, str]
Draft: TypeAlias = tuple[float, str, str]  # a stretch read to its end: its score, its characters, what they count as
T = TypeVar("T", Way, Draft)


class Rereader:
    """Weighs the gaps of a page anew."""

    def __init__(self, chooser: Chooser, words: Lexicon) -> None:
        """Keep what the beam scored by, and the words."""
        self.chooser, self.words = chooser, words

    def reread(self, lines: list[str], found: dict[int, list[Gap]]) -> list[str]:
        """The lines of a page, the gaps of some given by line number, each gap filled with what fits best."""
        texts = ["\n\n" + folded(line) + "\n\n" for line in lines]
        counts = certain(texts, found)
        result = [list(line) for line in lines]
        stretches = [s for number, gaps in found.items() for s in self.stretches(number, result, texts[number], gaps)]
        for stretch in stretches:
            stretch.shares = shares([reading.score + repeated(reading.keys, counts) for reading in stretch.readings])
        for stretch in stretches:
            stretch.count(counts, 1.0)
        for stretch in stretches:
            stretch.count(counts, -1.0)
            best = max(stretch.readings, key=lambda reading: reading.score + repeated(reading.keys, counts))
            stretch.count(counts, 1.0)
            result[stretch.line][stretch.start : stretch.end] = best.characters
        return ["".join(line) for line in result]

    def stretches(self, number: int, result: list[list[str]], text: str, gaps: list[Gap]) -> list[Stretch]:
        """The stretches of a line that leave a choice, with their readings; `text` is folded, two characters ahead.

        The line's gaps are filled with what fits best by characters, for words reach from one stretch to the next.
        """
        line, counted, drafts = result[number], list(text), list[tuple[int, int, list[Draft]]]()
        for start, end, holes in joined(gaps):
            found = self.drafts(line, counted, start, end, holes)
            line[start:end], counted[start + 2 : end + 2] = found[0][1], found[0][2]
            if len(found) > 1:
                drafts.append((start, end, found))
        text = "".join(counted)
        return [Stretch(number, start, end, self.readings(text, start, end, found), []) for start, end, found in drafts]

    def drafts(self, line: list[str], text: list[str], start: int, end: int, gaps: dict[int, Group]) -> list[Draft]:
        """The best readings of a stretch by characters, best first."""
        wrong = ""
        if any(group.quoting for group in gaps.values()):  # quotation marks alternate
            wrong = "“" if quotes("".join(line[max(0, start - QUOTED) : start])) > 0 else "”"
        ways: list[Way] = [(0.0, ord(text[start]), ord(text[start + 1]), "", "")]
        for index in range(start, end - 1):
            if index in gaps:
                ways = self.filled(ways, gaps[index], line[index], wrong)
            else:
                ways = self.passed(ways, ord(text[index + 2]), line[index])
        found = self.closed(ways, gaps[end - 1], line[end - 1], wrong, (ord(text[end + 2]), ord(text[end + 3])))
        return found or [commonest(line, text, start, end, gaps)]

    def readings(self, text: str, start: int, end: int, drafts: list[Draft]) -> list[Reading]:
        """Readings of a stretch by characters, weighed with words."""
        before, behind = text[max(2, start + 2 - AROUND) : start + 2], text[end + 2 : end + 2 + AROUND]
        scores = self.words.framed(before, [counted for _, _, counted in drafts], behind)
        return [
            Reading(weighed(value, words), tuple(written), keys(text, start, end, counted))
            for (value, written, counted), words in zip(drafts, scores, strict=True)
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
    ) -> list[Draft]:
        """The same for a stretch's last gap, scored with what follows."""
        least, found, ending = -math.inf, list[Draft](), self.chooser.ending(group, *following)
        for among in (self.chooser.between, self.chooser.strangers):
            for value, a, b, written, counted in ways:
                if value < least:
                    break
                for more, options in among(a, b, group, ending, least - value - SLACK):
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


def joined(gaps: list[Gap]) -> Iterator[tuple[int, int, dict[int, Group]]]:
    """Gaps side by side: where each stretch of them begins and ends, and the gaps in it by their places."""
    at = 0
    while at < len(gaps):
        last = at
        while last + 1 < min(len(gaps), at + MOST) and gaps[last + 1].place - gaps[last].place <= JOINED:
            last += 1
        yield gaps[at].place, gaps[last].place + 1, dict(gaps[at : last + 1])
        at = last + 1


def commonest(line: list[str], text: list[str], start: int, end: int, gaps: dict[int, Group]) -> Draft:
    """A stretch that nothing fits: as it stands, the commonest character in each gap of it."""
    chosen = [gaps[at].choices[0] if at in gaps else Choice(0, line[at], ord(text[at + 2])) for at in range(start, end)]
    return 0.0, "".join(c.character for c in chosen), "".join(chr(c.counted) for c in chosen)


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
