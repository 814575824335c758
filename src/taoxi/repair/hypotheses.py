"""Hypotheses of what a run of damaged text says, and how likely the next character makes each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from .gbk import Choice, Choices, Group, codes, entries, narrow_entries
from .lesson import NONE, WIDTH, Lesson
from .ngrams import BACKS, NOBODY, SCORES, Ngrams

BEAM = 40
BEHIND = 12.0  # nats; a hypothesis further behind the best is dropped
OTHER_SCRIPT = 4.0  # nats for a simplified character on a traditional page and the reverse
SEEN_PAIR, SEEN_TRIPLE = -4.0, -2.0  # at least this likely is what the page itself holds elsewhere
UNSEEN = 15  # characters tried though the table does not know them behind the one before
SLACK = 1e-6  # nats; sums of the same scores in another order differ by less
REMEMBERED = 4_000  # lists of characters that may follow one another, on one page
NOWHERE = (0, 0)
REACH = 200  # characters back within which a quotation mark may be open
# a character as counted, its place among the followers of the one before it, its score there, what it may be
Link: TypeAlias = "tuple[int, int, float, tuple[Choice, ...]]"
Ranked: TypeAlias = "tuple[float, tuple[Choice, ...]]"  # a score, and the characters that have it
EVEN, ANY = -1, -2  # no byte is pending; an unknown one is


class Token(NamedTuple):
    """One thing a damaged line consists of: a character (code 0: ASCII), an orphan byte, a `?`, a reading."""

    kind: str
    text: str
    code: int = 0
    fitting: frozenset[int] = frozenset()
    split: bool = False  # it stood as an entity: the characters it shares bytes with were never whole


Out: TypeAlias = "tuple[Out, str] | None"
# a hypothesis: its score, the last two characters as counted, the last byte, the pending one, the text so far; a plain
# tuple, which is made in a tenth of the time
State: TypeAlias = tuple[float, int, int, int, int, Out]
SCORE: Callable[[State], float] = itemgetter(0)


def written(state: State) -> str:
    """What a hypothesis has written."""
    pieces: list[str] = []
    out = state[5]
    while out is not None:
        out, piece = out
        pieces.append(piece)
    return "".join(reversed(pieces))


def is_quoting(state: State) -> bool:
    """Is the last quotation mark that a hypothesis has written, as far as one looks, an opening one?"""
    out = state[5]
    for _ in range(REACH):
        if out is None:
            break
        out, piece = out
        at = max(piece.rfind("“"), piece.rfind("”"))
        if at >= 0:
            return piece[at] == "“"
    return False


class Chooser:
    """Scores what may come next, on one page."""

    def __init__(self, lesson: Lesson, table: Ngrams, fitting: Choices) -> None:
        """Keep what every step needs at hand."""
        self.lesson = lesson
        self.table = table
        self.fitting = fitting
        self.characters = narrow_entries() if lesson.narrow else entries()
        self.codes = codes()
        self.closed = True  # quotation marks alternate: are all that the line holds so far closed?
        self.best = 0.0  # score of the best hypothesis so far
        self.top = -1e9  # and of the best that the token at hand led to
        self.groups: dict[tuple[int, bool], Group] = {}
        self.linked: dict[tuple[int, Group], tuple[list[Link], float]] = {}

    def unlikely(self, character: str) -> bool:
        """A character of the other script, or the wrong quotation mark."""
        if character in self.lesson.foreign and character not in self.lesson.own:
            return True
        return character == ("”" if self.closed else "“")

    def score(self, first: int, second: int, third: int) -> float:
        """The table's score, or better where the page holds the same words elsewhere."""
        found = self.table.score(first, second, third)
        if found < SEEN_TRIPLE and third in self.lesson.pairs[second]:
            if (first << WIDTH | second) << WIDTH | third in self.lesson.triples:
                return SEEN_TRIPLE
            return max(found, SEEN_PAIR)
        return found

    def links(self, second: int, group: Group) -> tuple[list[Link], float]:
        """The characters of a group that the table knows behind another, and the best of their scores."""
        found = self.linked.get((second, group))
        if found is None:
            if len(self.linked) > REMEMBERED:
                self.linked.clear()
            places, levels, by_counted = self.table.behind[second], self.table.levels, group.by_counted
            start = self.table.spans.get(second, NOWHERE)[0]
            links = [
                (counted, (place := places[counted]) - start, SCORES[levels[place]], by_counted[counted])
                for counted in by_counted.keys() & places.keys()
            ]
            best = max([score for _, _, score, _ in links]) if links else -1e9
            found = self.linked[second, group] = links, best
        return found

    def ranked(self, first: int, second: int, group: Group, least: float) -> list[Ranked]:
        """Characters of a group that may follow, with their scores if these are above the least that is of use."""
        table, seen, by_counted = self.table, self.lesson.pairs[second], group.by_counted
        pair, places = table.behind[first].get(second), table.behind[second]
        back = 0.0 if pair is None else BACKS[table.backs[pair]]
        links, best = self.links(second, group)
        known = table.triples(pair) if links and pair is not None else NOBODY
        found: list[Ranked] = []
        if known or seen:
            best = -1e9
            for counted, offset, score, options in links:
                level = known.get(offset)
                value = score + back if level is None else SCORES[level]
                if value < SEEN_PAIR and counted in seen:
                    value = self.score(first, second, counted)
                if value > best:  # noqa: PLR1730 - max takes five times as long
                    best = value
                found.append((value, options))
            for counted in by_counted.keys() & seen:
                if counted not in places:
                    value = self.score(first, second, counted)
                    best = max(best, value)
                    found.append((value, by_counted[counted]))
        elif (best := best + back) > least:
            found = [(score + back, options) for _, _, score, options in links]
        found += self.unseen(second, group, back + table.back.get(second, 0.0), max(best - BEHIND, least))
        return found

    def unseen(self, second: int, group: Group, back: float, least: float) -> Iterator[Ranked]:
        """The commonest characters of a group that neither the table nor the page knows behind another."""
        places, seen, by_counted = self.table.behind[second], self.lesson.pairs[second], group.by_counted
        left = UNSEEN
        for counted, single in group.single:
            value = back + single
            if value < least:
                return
            if counted not in places and counted not in seen:
                yield value, by_counted[counted]
                left -= 1
                if not left:
                    return

    def emit(self, state: State, code: int, character: str, counted: int, pending: int) -> State:
        """The state after one more character."""
        score, first, second, _, _, out = state
        score += self.score(first, second, counted)
        if self.unlikely(character):
            score -= OTHER_SCRIPT
        return (score, second, counted, code & 255, pending, (out, character))

    def try_all(self, state: State, group: Group, pending: int, noted: bool, *, cost: float = 0.0) -> list[State]:
        """The states after each character of a group that the page's converter would have left alone."""
        score, first, second, last, waiting, out = state
        base, top = score - cost, self.top
        if base <= top - BEHIND:
            return []
        itself, across = (NONE, NONE) if noted else self.watched(last, waiting)
        foreign, own, wrong = self.lesson.foreign, self.lesson.own, "”" if self.closed else "“"
        before = last << 8
        found: list[State] = []
        for score, options in self.ranked(first, second, group, top - BEHIND - base - SLACK):
            for code, character, counted in options:
                unlikely = (character in foreign and character not in own) or character == wrong
                value = base + (score - OTHER_SCRIPT if unlikely else score)
                if value > top - BEHIND and code not in itself and before | code >> 8 not in across:
                    if value > top:  # noqa: PLR1730 - as above
                        top = value
                    found.append((value, second, counted, code & 255, pending, (out, character)))
        self.top = top
        return found

    def watched(self, last: int, pending: int) -> tuple[frozenset[int], frozenset[int]]:
        """Codes of characters that the page's converter would not have left alone, and of pairs across their border.

        Entities are read by now, so a pair that was replaced and stands as one character proves nothing.
        """
        always = self.lesson.always
        if self.lesson.annotated:
            # negative: a reading stands between its bytes
            return (NONE, NONE) if last < 0 and pending >= 0 else (always, always)
        if pending == EVEN:
            return NONE, always
        return NONE if last < 0 else always, NONE

    def fits(self, last: int, pending: int, code: int) -> bool:
        """Would the page's converter have left this character, and the pair across its border, alone?"""
        itself, across = self.watched(last, pending)
        return code not in itself and last << 8 | code >> 8 not in across

    def prune(self, states: list[State]) -> list[State]:
        """The best hypotheses, one for each future; best first."""
        if len(states) == 1:
            self.top, self.best = -1e9, states[0][0]
            return states
        best: dict[tuple[int, int, int, int], State] = {}
        for state in states:
            key = state[1:5]
            other = best.get(key)
            if other is None or other[0] < state[0]:
                best[key] = state
        self.top = -1e9
        ranked = sorted(best.values(), key=SCORE, reverse=True)[:BEAM]
        self.best = ranked[0][0] if ranked else 0.0
        if ranked and ranked[-1][0] < self.best - BEHIND:
            return [state for state in ranked if state[0] >= self.best - BEHIND]
        return ranked
