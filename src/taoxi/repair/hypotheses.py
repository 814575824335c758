"""Hypotheses of what a run of damaged text says, and which of them are worth reading on with."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from .chooser import BEHIND, FEW, Chooser
from .gbk import Choices, Group, codes, entries, narrow_entries
from .lesson import NONE, Lesson
from .ngrams import Ngrams

BEAM = 40
OTHER_SCRIPT = 4.0  # nats for a simplified character on a traditional page and the reverse
SLACK = 1e-6  # nats; sums of the same scores in another order differ by less
REACH = 200  # characters back within which a quotation mark may be open
NEVER = -math.inf
EVEN, ANY = -1, -2  # no byte is pending; an unknown one is


class Token(NamedTuple):
    """One thing a damaged line consists of: a character (code 0: ASCII), an orphan byte, a `?`, a reading."""

    kind: str
    text: str
    code: int = 0
    fitting: frozenset[int] = frozenset()
    split: bool = False  # it stood as an entity: the characters it shares bytes with were never whole


# what was written before, a piece of text, the characters it was chosen among if it was
Out: TypeAlias = "tuple[Out, str, Group | None] | None"
# a hypothesis: its score, the last two characters as counted, the last byte, the pending one, the text so far; a plain
# tuple, which is made in a tenth of the time
State: TypeAlias = tuple[float, int, int, int, int, Out]
SCORE: Callable[[State], float] = itemgetter(0)


class Gap(NamedTuple):
    """A character that lost a byte: its place in the text, and the characters that have the byte that is left."""

    place: int
    group: Group


def written(state: State) -> str:
    """What a hypothesis has written."""
    pieces: list[str] = []
    out = state[5]
    while out is not None:
        out, piece, _ = out
        pieces.append(piece)
    return "".join(reversed(pieces))


def gaps(state: State, end: int) -> list[Gap]:
    """The gaps in what a hypothesis has written, as places of a text in which that stands up to `end`."""
    found: list[Gap] = []
    out = state[5]
    while out is not None:
        out, piece, group = out
        end -= len(piece)
        if group is not None:
            found.append(Gap(end, group))
    return found[::-1]


def is_quoting(state: State) -> bool:
    """Is the last quotation mark that a hypothesis has written, as far as one looks, an opening one?"""
    out = state[5]
    for _ in range(REACH):
        if out is None:
            break
        out, piece, _ = out
        at = max(piece.rfind("“"), piece.rfind("”"))
        if at >= 0:
            return piece[at] == "“"
    return False


class Hypotheses(Chooser):
    """The steps that every hypothesis takes, and which of them are kept."""

    def __init__(self, lesson: Lesson, table: Ngrams, fitting: Choices) -> None:
        """Keep what every step needs at hand."""
        super().__init__(lesson, table, fitting)
        self.characters = narrow_entries() if lesson.narrow else entries()
        self.codes = codes()
        self.closed = True  # quotation marks alternate: are all that the line holds so far closed?
        self.best = 0.0  # score of the best hypothesis so far
        self.scores: list[float] = []  # the best that the token at hand led to, no two of them the same future
        self.begun: set[int] = set()  # characters behind which these stand
        self.least = NEVER  # a score below which none is kept

    def unlikely(self, character: str) -> bool:
        """A character of the other script, or the wrong quotation mark."""
        if character in self.lesson.foreign and character not in self.lesson.own:
            return True
        return character == ("”" if self.closed else "“")

    def leading(self, states: list[State], code: int, third: int, fourth: int) -> tuple[State, float, float] | None:
        """The best hypothesis, of some best first, with two known characters behind it, the first with this code.

        With it the lower score of the two, and its own with both. No score is above 0, so a hypothesis that is behind
        what another comes to in the end is not looked at.
        """
        best, top = None, NEVER
        for state in states:
            score, first, second, last, pending, _ = state
            if score <= top:
                break
            itself, across = self.watched(last, pending)
            if code in itself or last << 8 | code >> 8 in across:
                continue
            one = self.score(first, second, third)
            if score + one > top and score + one + (two := self.score(second, third, fourth)) > top:
                top = score + one + two
                best = state, min(one, two), top
        return best

    def filled(self, state: State, group: Group, third: int, fourth: int) -> State:
        """The hypothesis with the character of a group that fits best before two that are known."""
        score, first, second, _, _, out = state
        best, top = group.choices[0], NEVER
        wrong = "”" if self.closed else "“"
        for value, options in sorted(self.ranked(first, second, group, NEVER), reverse=True):
            if value <= top:
                break
            choice = options[0]
            halfway = value + self.score(second, choice.counted, third)
            halfway -= OTHER_SCRIPT if choice.character == wrong else 0.0
            if halfway > top and (total := halfway + self.score(choice.counted, third, fourth)) > top:
                best, top = choice, total
        return (score + top, second, best.counted, 0, EVEN, (out, best.character, None))

    def widened(self, states: list[State], group: Group) -> list[State]:
        """The hypotheses, best first, that some become with each character of a group that no converter looked at."""
        wrong, top = "”" if self.closed else "“", NEVER
        found: list[State] = []
        for score, first, second, _, _, out in states:
            least = top - BEHIND
            if score < least:
                break
            for value, options in self.ranked(first, second, group, least - score - SLACK):
                for _, character, counted in options:
                    total = score + value - (OTHER_SCRIPT if character == wrong else 0.0)
                    top = max(top, total)
                    found.append((total, second, counted, 0, EVEN, (out, character, None)))
        return self.prune(found)

    def emit(self, state: State, code: int, character: str, counted: int, pending: int) -> State:
        """The state after one more character."""
        score, first, second, _, _, out = state
        score += self.score(first, second, counted)
        if self.unlikely(character):
            score -= OTHER_SCRIPT
        return (score, second, counted, code & 255, pending, (out, character, None))

    def try_all(self, state: State, group: Group, pending: int, noted: bool, *, cost: float = 0.0) -> list[State]:
        """The states after each character of a group that the page's converter would have left alone."""
        found = self.spread(state, group, pending, noted, cost=cost)
        if len(found) > FEW:
            self.narrow(state[2], found)
        return found

    def spread(self, state: State, group: Group, pending: int, noted: bool, *, cost: float = 0.0) -> list[State]:
        """The same for states that are not yet what a token leads to."""
        score, first, second, last, waiting, out = state
        base, least = score - cost, self.least
        if base < least:
            return []
        itself, across = (NONE, NONE) if noted else self.watched(last, waiting)
        foreign, own, wrong = self.lesson.foreign, self.lesson.own, "”" if self.closed else "“"
        before = last << 8
        found: list[State] = []
        for score, options in self.ranked(first, second, group, least - base - SLACK):
            for code, character, counted in options:
                unlikely = (character in foreign and character not in own) or character == wrong
                value = base + (score - OTHER_SCRIPT if unlikely else score)
                if value >= least and code not in itself and before | code >> 8 not in across:
                    found.append((value, second, counted, code & 255, pending, (out, character, group)))
        return found

    def narrow(self, second: int, states: list[State]) -> None:
        """Raise what a hypothesis must reach by some that stand behind one character."""
        if second in self.begun:
            self.least = max(self.least, max(map(SCORE, states)) - BEHIND)
            return
        self.begun.add(second)
        self.scores = sorted([*self.scores, *map(SCORE, states)], reverse=True)[:BEAM]
        self.least = max(self.least, self.scores[0] - BEHIND, self.scores[-1] if len(self.scores) == BEAM else NEVER)

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

    def prune(self, states: list[State]) -> list[State]:
        """The best hypotheses, one for each future; best first."""
        self.least = NEVER
        if self.begun:
            self.scores, self.begun = [], set()
        if len(states) == 1:
            self.best = states[0][0]
            return states
        best: dict[tuple[int, int, int, int], State] = {}
        for state in states:
            key = state[1:5]
            other = best.get(key)
            if other is None or other[0] < state[0]:
                best[key] = state
        ranked = sorted(best.values(), key=SCORE, reverse=True)[:BEAM]
        self.best = ranked[0][0] if ranked else 0.0
        if ranked and ranked[-1][0] < self.best - BEHIND:
            return [state for state in ranked if state[0] >= self.best - BEHIND]
        return ranked
