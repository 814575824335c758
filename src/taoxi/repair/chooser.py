"""How likely the next character makes what a run of damaged text says, and which characters may come next."""

from __future__ import annotations

import functools
import math
from typing import NamedTuple, TypeAlias

from .gbk import Choice, Choices, Group
from .lesson import NONE, Lesson
from .ngrams import BACKS, NOBODY, RARE, SCORES, Ngrams, ngrams

NEVER = -math.inf
BEHIND = 12.0  # nats; a hypothesis further behind the best is dropped
NEAR = 5.0  # the same where what follows is known: words and the page chose one more than 5 behind once in 1,754 times
SEEN_PAIR, SEEN_TRIPLE = -4.0, -2.0  # at least this likely is what the page itself holds elsewhere
UNSEEN = 15  # characters tried though the table does not know them behind the one before
FEW = 8  # characters that are scored one by one; more are looked up by what stands in front of them
REMEMBERED = 4_000  # lists of characters that may follow one another, on one page
# a character's score behind the one before it, its place among the followers of that one, what it may be
Link: TypeAlias = "tuple[float, int, tuple[Choice, ...]]"
Ranked: TypeAlias = "tuple[float, tuple[Choice, ...]]"  # a score, and the characters that have it


class Ending(NamedTuple):
    """The two characters behind a gap, and what they make of those that may fill it.

    `last` is the score of the second one behind each character in the gap that the first is known behind; `ranks` are
    the scores of such a character and both where what stands in front says nothing, best first; `strange` is what both
    score behind any other character, but for what that takes to back off.
    """

    third: int
    last: dict[int, float]
    ranks: list[tuple[float, int]]
    strange: float


@functools.cache
def followed(group: Group) -> list[tuple[int, dict[int, int]]]:
    """The characters of a group, each with those that the table knows behind it."""
    return [(counted, ngrams().behind[counted]) for counted in group.by_counted]


class Chooser:
    """Scores what may come next, on one page."""

    def __init__(self, lesson: Lesson, table: Ngrams, fitting: Choices) -> None:
        """Keep what every step needs at hand."""
        self.lesson = lesson
        self.table = table
        self.fitting = fitting
        self.pairs = lesson.pairs
        self.linked: dict[tuple[int, Group], tuple[list[Link], dict[int, tuple[Choice, ...]]]] = {}

    def score(self, first: int, second: int, third: int) -> float:
        """The table's score, or better where the page holds the same words elsewhere."""
        found = self.table.score(first, second, third)
        if found < SEEN_TRIPLE and third in self.pairs.get(second, NONE):
            return SEEN_TRIPLE if (first, second, third) in self.lesson.triples else max(found, SEEN_PAIR)
        return found

    def links(self, second: int, group: Group) -> tuple[list[Link], dict[int, tuple[Choice, ...]]]:
        """The characters of a group that the table knows behind another, likeliest first; the same by their place."""
        found = self.linked.get((second, group))
        if found is None:
            if len(self.linked) > REMEMBERED:
                self.linked.clear()
            places, levels, by_counted = self.table.behind[second], self.table.levels, group.by_counted
            start = self.table.starts.get(second, 0)
            both = sorted([(places[counted], counted) for counted in by_counted.keys() & places.keys()])
            links = [(SCORES[levels[at]], at - start, by_counted[counted]) for at, counted in both]
            found = self.linked[second, group] = links, {offset: options for _, offset, options in links}
        return found

    def ranked(self, first: int, second: int, group: Group, least: float, unseen: int = UNSEEN) -> list[Ranked]:
        """Characters of a group that may follow, with their scores if these are not below the least that is of use.

        `unseen` is how many are tried that neither the table nor the page knows behind the second character.
        """
        by_counted = group.by_counted
        if len(by_counted) <= FEW:
            return self.each(first, second, group)
        table, seen = self.table, self.pairs.get(second, NONE)
        pair, places = table.behind[first].get(second), table.behind[second]
        back = 0.0 if pair is None else BACKS[table.backs[pair]]
        near = by_counted.keys() & seen if seen else seen
        found = [(self.score(first, second, counted), by_counted[counted]) for counted in near]
        links, offsets = self.links(second, group)
        known = table.triples(pair) if links and pair is not None else NOBODY
        for offset in known.keys() & offsets.keys():
            options = offsets[offset]
            if options[0].counted not in near:
                found.append((SCORES[known[offset]], options))
        for score, offset, options in links:
            if score + back < least:
                break
            if offset not in known and options[0].counted not in near:
                found.append((score + back, options))
        if unseen:
            if found:
                least = max(least, max(found)[0] - BEHIND)
            back += table.back.get(second, 0.0)
            for counted, single in group.single:
                if back + single < least or not unseen:
                    break
                if counted not in places and counted not in near:
                    found.append((back + single, by_counted[counted]))
                    unseen -= 1
        return found

    def each(self, first: int, second: int, group: Group) -> list[Ranked]:
        """The characters of a group that may follow, each with its score."""
        by_counted = group.by_counted
        scores = self.table.scores(first, second, by_counted)
        seen = self.pairs.get(second, NONE)
        if seen and not seen.isdisjoint(by_counted):
            scores = [
                self.score(first, second, counted) if counted in seen else score
                for counted, score in zip(by_counted, scores, strict=True)
            ]
        return list(zip(scores, by_counted.values(), strict=True))

    def ending(self, group: Group, third: int, fourth: int) -> Ending:
        """What the two characters behind a gap make of those that may fill it."""
        pairs, single = self.pairs, self.table.single
        least = SEEN_PAIR if fourth in pairs.get(third, NONE) else NEVER
        last: dict[int, float] = {}
        rest: dict[int, float] = {}
        for counted, one, other in self.table.ahead(followed(group), third, fourth):
            last[counted] = more = other if other > least else least
            rest[counted] = single[counted] + one + more
        for counted in group.by_counted.keys() & pairs.keys():
            if third in pairs[counted]:
                last[counted] = more = self.score(counted, third, fourth)
                rest[counted] = single[counted] + self.score(0, counted, third) + more
        ranks = sorted([(score, counted) for counted, score in rest.items()], reverse=True)
        return Ending(third, last, ranks, single.get(third, RARE) + self.score(0, third, fourth))

    def between(self, first: int, second: int, group: Group, ending: Ending, least: float) -> list[Ranked]:
        """Characters of a group that may stand between two and an ending that is known behind them.

        With all their scores, if these are not below the least nor far below the best.
        """
        table, near, places = self.table, self.pairs.get(second, NONE), self.table.behind[second]
        last = ending.last
        found: list[Ranked] = []
        both = last.keys() & places.keys()
        if near:
            both |= last.keys() & near
        for counted in both:
            total = self.score(first, second, counted) + last[counted]
            if total >= least and (total := total + self.score(second, counted, ending.third)) >= least:
                found.append((total, group.by_counted[counted]))
                least = max(least, total - NEAR)
        pair = table.behind[first].get(second)
        back = table.back.get(second, 0.0) + (0.0 if pair is None else BACKS[table.backs[pair]])
        for rank, counted in ending.ranks:
            if back + rank < least:
                break
            if counted not in both:
                found.append((back + rank, group.by_counted[counted]))
                least = max(least, back + rank - NEAR)
        return found

    def strangers(self, first: int, second: int, group: Group, ending: Ending, least: float) -> list[Ranked]:
        """The same of characters that the ending is not known behind."""
        if least > ending.strange:
            return []
        table, places, found = self.table, self.table.behind[second], list[Ranked]()
        for value, options in self.ranked(first, second, group, least - ending.strange, len(group.single)):
            counted = options[0].counted
            if counted not in ending.last:
                place = places.get(counted)
                total = value + table.back[counted] + (0.0 if place is None else BACKS[table.backs[place]])
                if (total := total + ending.strange) >= least:
                    found.append((total, options))
                    least = max(least, total - NEAR)
        return found
