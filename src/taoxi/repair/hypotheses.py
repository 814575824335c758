"""Hypotheses of what a run of damaged text says, and how likely the next character makes each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from .gbk import Choice, Choices, Group, codes, entries
from .ngrams import Ngrams, folded

BEAM = 40
BEHIND = 12.0  # nats; a hypothesis further behind the best is dropped
OTHER_SCRIPT = 4.0  # nats for a simplified character on a traditional page and the reverse
SEEN_PAIR, SEEN_TRIPLE = -4.0, -2.0  # at least this likely is what the page itself holds elsewhere
UNSEEN = 15  # characters tried though the table does not know them behind the one before
NONE: frozenset[int] = frozenset()
EVEN, ANY = -1, -2  # no byte is pending; an unknown one is


class Token(NamedTuple):
    """One thing a damaged line consists of: a character (code 0: ASCII), an orphan byte, a `?`, a reading."""

    kind: str
    text: str
    code: int = 0
    fitting: frozenset[int] = frozenset()
    split: bool = False  # it stood as an entity: the characters it shares bytes with were never whole


Out: TypeAlias = "tuple[Out, str] | None"


class State(NamedTuple):
    """A hypothesis: its score, the last two characters as counted, the last byte, the pending one, the text so far."""

    score: float
    first: int
    second: int
    last: int
    pending: int
    out: Out

    def text(self) -> str:
        """What it has written."""
        pieces: list[str] = []
        out = self.out
        while out is not None:
            out, piece = out
            pieces.append(piece)
        return "".join(reversed(pieces))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a page teaches: codes that are always annotated or replaced, characters of the other script, its words."""

    annotated: bool
    always: frozenset[int] = frozenset()
    foreign: frozenset[str] = frozenset()
    pairs: dict[int, frozenset[int]] = field(default_factory=dict)
    triples: frozenset[int] = frozenset()
    dropping: bool = True
    silent: bool = False
    marks: dict[str, int] = field(default_factory=dict)


def words(text: str, least: int) -> tuple[dict[int, frozenset[int]], frozenset[int]]:
    """What stands in a text `least` times: character -> those behind it; three in a row as the beam asks for them."""
    points = list(map(ord, folded(text)))
    pairs: dict[int, set[int]] = {}
    for (first, second), n in Counter(pairwise(points)).items():
        if n >= least:
            pairs.setdefault(first, set()).add(second)
    triples = Counter(zip(points, points[1:], points[2:], strict=False))
    return (
        {first: frozenset(group) for first, group in pairs.items()},
        frozenset(a << 32 | b << 16 | c for (a, b, c), n in triples.items() if n >= least),
    )


class Chooser:
    """Scores what may come next, on one page."""

    def __init__(self, lesson: Lesson, table: Ngrams, fitting: Choices) -> None:
        """Keep what every step needs at hand."""
        self.lesson = lesson
        self.table = table
        self.fitting = fitting
        self.characters = entries()
        self.codes = codes()
        self.closed = True  # quotation marks alternate: are all that the line holds so far closed?
        self.best = 0.0  # score of the best hypothesis so far
        self.top = -1e9  # and of the best that the token at hand led to
        self.groups: dict[tuple[int, bool], Group] = {}

    def is_unlikely(self, character: str) -> bool:
        """A character of the other script, or the wrong quotation mark."""
        return character in self.lesson.foreign or character == ("”" if self.closed else "“")

    def score(self, first: int, second: int, third: int) -> float:
        """The table's score, or better where the page holds the same words elsewhere."""
        found = self.table.score(first, second, third)
        if found < SEEN_TRIPLE and first << 32 | second << 16 | third in self.lesson.triples:
            return SEEN_TRIPLE
        if found < SEEN_PAIR and third in self.lesson.pairs.get(second, NONE):
            return SEEN_PAIR
        return found

    def ranked(self, state: State, group: Group) -> list[tuple[float, Choice]]:
        """Characters of a group that may follow, with their scores; written out because it is where time goes."""
        second = state.second
        known, back = self.table.behind_two(state.first, second)
        shorter, seen = self.table.behind(second), self.lesson.pairs.get(second, NONE)
        by_counted = group.by_counted
        found = []
        for counted in by_counted.keys() & shorter.keys():
            value = known.get(counted)
            if value is None:
                value = shorter[counted] + back
            if value < SEEN_PAIR and counted in seen:
                value = self.score(state.first, second, counted)
            found += [(value, choice) for choice in by_counted[counted]]
        for counted in by_counted.keys() & seen:
            if counted not in shorter:
                value = self.score(state.first, second, counted)
                found += [(value, choice) for choice in by_counted[counted]]
        back += self.table.back.get(second, 0.0)
        worst = max((value for value, _ in found), default=-1e9) - BEHIND
        unseen = UNSEEN
        for counted, single in group.single:
            value = back + single
            if not unseen or value < worst:
                break
            if counted not in shorter and counted not in seen:
                unseen -= 1
                found += [(value, choice) for choice in by_counted[counted]]
        return found

    def emit(self, state: State, code: int, character: str, counted: int, pending: int) -> State:
        """The state after one more character."""
        score, first, second, _, _, out = state
        score += self.score(first, second, counted)
        if self.is_unlikely(character):
            score -= OTHER_SCRIPT
        return State(score, second, counted, code & 255, pending, (out, character))

    def try_all(self, state: State, group: Group, pending: int, noted: bool, *, cost: float = 0.0) -> list[State]:
        """The states after each character of a group that the page's converter would have left alone."""
        found = []
        base, out, second = state.score - cost, state.out, state.second
        for score, choice in self.ranked(state, group):
            value = base + (score - OTHER_SCRIPT if self.is_unlikely(choice.character) else score)
            if value > self.top - BEHIND and (noted or self.fits(state, choice.code)):
                self.top = max(self.top, value)
                found.append(State(value, second, choice.counted, choice.code & 255, pending, (out, choice.character)))
        return found

    def fits(self, state: State, code: int) -> bool:
        """Would the page's converter have left this character, and the pair across its border, alone?

        Entities are read by now, so a pair that was replaced and stands as one character proves nothing.
        """
        always = self.lesson.always
        if self.lesson.annotated:
            if state.last < 0 and state.pending >= 0:
                return True  # a reading stands between its bytes
            return code not in always and (state.last << 8 | code >> 8) not in always
        if state.pending == EVEN:
            return (state.last << 8 | code >> 8) not in always
        return state.last < 0 or code not in always

    def prune(self, states: Iterable[State]) -> list[State]:
        """The best hypotheses, one for each future."""
        best: dict[tuple[int, int, int, int], State] = {}
        for state in states:
            key = state[1:5]
            other = best.get(key)
            if other is None or other[0] < state[0]:
                best[key] = state
        self.top = -1e9
        ranked = sorted(best.values(), key=lambda state: -state[0])[:BEAM]
        self.best = ranked[0][0] if ranked else 0.0
        return [state for state in ranked if state[0] >= ranked[0][0] - BEHIND]
