"""Hypotheses of what a run of damaged text says, and how likely the next character makes each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from .gbk import Choice, Choices, codes, entries
from .ngrams import Ngrams

BEAM = 40
BEHIND = 12.0  # nats; a hypothesis further behind the best is dropped
OTHER_SCRIPT = 4.0  # nats for a simplified character on a traditional page and the reverse
SEEN_PAIR, SEEN_TRIPLE = -4.0, -2.0  # at least this likely is what the page itself holds elsewhere
UNSEEN = 15  # characters tried though the table does not know them behind the one before
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
    pairs: frozenset[int] = frozenset()
    triples: frozenset[int] = frozenset()
    dropping: bool = True
    silent: bool = False
    marks: dict[str, int] = field(default_factory=dict)


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
        self.best = 0.0
        self.groups: dict[tuple[int, bool], tuple[Choice, ...]] = {}

    def is_unlikely(self, character: str) -> bool:
        """A character of the other script, or the wrong quotation mark."""
        return character in self.lesson.foreign or character == ("”" if self.closed else "“")

    def score(self, first: int, second: int, third: int) -> float:
        """The table's score, or better where the page holds the same words elsewhere."""
        found = self.table.score(first, second, third)
        if found < SEEN_TRIPLE and first << 32 | second << 16 | third in self.lesson.triples:
            return SEEN_TRIPLE
        if found < SEEN_PAIR and second << 16 | third in self.lesson.pairs:
            return SEEN_PAIR
        return found

    def ranked(self, state: State, group: tuple[Choice, ...]) -> list[tuple[float, Choice]]:
        """Characters of a group that may follow, with their scores; written out because it is where time goes."""
        known, back = self.table.behind_two(state.first, state.second)
        shorter, seen = self.table.behind(state.second), self.lesson.pairs
        above = state.second << 16
        unseen = UNSEEN
        found = []
        for choice in group:
            counted = choice.counted
            value = known.get(counted)
            if value is None:
                value = shorter.get(counted)
                if value is not None:
                    value += back
                elif above | counted in seen:
                    value = SEEN_PAIR
                elif unseen:
                    unseen -= 1
                    value = back + self.table.alone(state.second, counted)
                else:
                    continue
            if value < SEEN_PAIR and above | counted in seen:
                value = self.score(state.first, state.second, counted)
            found.append((value, choice))
        return found

    def emit(self, state: State, code: int, character: str, counted: int, pending: int) -> State:
        """The state after one more character."""
        score, first, second, _, _, out = state
        score += self.score(first, second, counted)
        if self.is_unlikely(character):
            score -= OTHER_SCRIPT
        return State(score, second, counted, code & 255, pending, (out, character))

    def try_all(
        self, state: State, group: tuple[Choice, ...], pending: int, noted: bool, *, cost: float = 0.0
    ) -> list[State]:
        """The states after each character of a group that the page's converter would have left alone."""
        found = []
        best = -1e9
        for score, choice in self.ranked(state, group):
            value = score - OTHER_SCRIPT if self.is_unlikely(choice.character) else score
            if value > best - BEHIND and (noted or self.fits(state, choice.code)):
                best = max(best, value)
                found.append(
                    State(
                        state.score + value - cost, state.second, choice.counted, choice.code & 255, pending,
                        (state.out, choice.character),
                    )
                )  # fmt: skip
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
        ranked = sorted(best.values(), key=lambda state: -state[0])[:BEAM]
        self.best = ranked[0][0] if ranked else 0.0
        return [state for state in ranked if state[0] >= ranked[0][0] - BEHIND]
