"""Read a run of damaged text on with several hypotheses at once, a token at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_letters

from .chooser import BEHIND
from .gbk import LEAST_PRIVATE, codes, paired, vanishing
from .hypotheses import ANY, EVEN, OTHER_SCRIPT, SCORE, Hypotheses, Out, State, Token

ORPHAN = 4.0  # nats a byte left alone costs where the `?` may be a real one
POOR, HALFWAY = 8.0, 13.0  # nats of a character that make a missing pair worth trying, and still bearable in one
HALVES = 8  # likeliest characters tried for the first half of one
LEADING = 2.0  # nats behind the best hypothesis within which missing pairs are tried
DROPPED = 5.0  # nats for a pair of bytes that fell in a user-defined area and vanished
# nats by which both may be less between entities: half the text lies in runs, each seventh pair vanishes
BETWEEN = -2.0

START = re.compile("[?？]")
FULL = {ord(half): full for full, half in zip("！？：；（），", "!?:;(),", strict=True)}
QUESTION, ZERO, LETTER = map(ord, "?0a")
LETTERS = frozenset(ascii_letters)
LOST_DIGIT = "\ufffd"  # nothing tells which one it was
# a year of our time, a month of two digits: what the other digits leave no doubt about
CERTAIN = {
    "2": re.compile(f"(?<![0-9]){LOST_DIGIT}(?=0(?!00)[0-4][0-9]年)"),
    "1": re.compile(f"(?<![0-9]){LOST_DIGIT}(?=9[0-9][0-9]年|[0-2]月)"),
}
TAKEN = ' (-./"'  # what else stands behind hanzi and is not a second byte


class Reader(Hypotheses):
    """The steps a hypothesis can take."""

    def starts(self, line: str) -> Iterator[re.Match[str]]:
        """Where a run may begin."""
        return START.finditer(line)

    def tidy(self, line: str) -> str:
        """A line after its runs were read."""
        if LOST_DIGIT in line:
            for digit, pattern in CERTAIN.items():
                line = pattern.sub(digit, line)
        return line

    def steps(self, states: list[State], token: Token, following: Token | None) -> list[State]:
        """The states that hypotheses, best first, become with one more token."""
        if token.code and token.kind == "character":
            return self.coded(states, token, following)
        return [found for state in states for found in self.step(state, token, following)]

    def coded(self, states: list[State], token: Token, following: Token | None) -> list[State]:
        """The same for a character of two bytes."""
        found = self.double(states, token.code, token.text, token.split or is_noted(following))
        if token.split:
            return [(*other[:3], -other[3], *other[4:]) if other[4] >= 0 else other for other in found]
        return found

    def step(self, state: State, token: Token, following: Token | None) -> list[State]:
        """The states that one becomes with one more token."""
        kind = token.kind
        if kind == "orphan":
            return self.orphan(state, token, following)
        if kind == "question":
            return self.question(state, token, following)
        if kind == "reading":
            return self.reading(state, token)
        if token.code:
            return self.coded([state], token, following)
        return self.ascii(state, token.text, is_noted(following))

    def ascii(self, state: State, text: str, noted: bool) -> list[State]:
        """An ASCII character: itself, a trail, or a mark that was folded after the damage."""
        point = ord(text)
        if state[4] == EVEN:
            return [self.emit(state, self.lesson.marks.get(text, point), text, counted(point), EVEN)]
        if 0x40 <= point < 0x7F:
            return self.close(state, point, noted)
        return self.double([state], self.codes[FULL[point]], text, noted) if point in FULL else []

    def close(self, state: State, trail: int, noted: bool) -> list[State]:
        """The pending byte takes its trail."""
        pending = state[4]
        if pending == ANY:
            return self.try_all(state, self.fitting.by_trail[trail], EVEN, noted)
        code = pending << 8 | trail
        plain = self.known(state, code, self.characters.get(code), EVEN, noted)
        return [*([plain] if plain else []), *self.dropped(state, plain, trail, EVEN, noted)]

    def known(self, state: State, code: int, entry: tuple[str, int] | None, pending: int, noted: bool) -> State | None:
        """The state after a character whose bytes are known; None where the page's converter would have touched it."""
        if not entry:
            return None
        score, first, second, last, waiting, out = state
        if not noted:
            itself, across = self.watched(last, waiting)
            if code in itself or last << 8 | code >> 8 in across:
                return None
        character, counted = entry
        score += self.score(first, second, counted)
        if self.unlikely(character):
            score -= OTHER_SCRIPT
        self.least = max(self.least, score - BEHIND)
        return (score, second, counted, code & 255, pending, (out, character, None))

    def double(self, states: list[State], code: int, text: str, noted: bool) -> list[State]:
        """Two known bytes behind hypotheses, best first."""
        lead, trail = code >> 8, code & 255
        found: list[State] = []
        ended: list[State] = []  # states that took the trail for the next character's lead
        for state in states:
            if state[0] < self.least:
                break
            pending = state[4]
            if pending == EVEN:
                plain = self.known(state, code, (text, self.characters[code][1]), EVEN, noted)
                if plain:
                    found.append(plain)
            elif pending == ANY:
                ended += self.try_all(state, self.fitting.by_trail[lead], trail, noted)
            else:
                joined = pending << 8 | lead
                plain = self.known(state, joined, self.characters.get(joined), trail, noted)
                if plain:
                    ended.append(plain)
                if not plain or plain[0] <= state[0] - POOR - BETWEEN:
                    ended += self.dropped(state, plain, lead, trail, noted)
        found += ended
        return found + self.lettered(ended, trail) if ended and chr(trail) in LETTERS else found

    def lettered(self, states: list[State], trail: int) -> list[State]:
        """The same where the run ended and its last byte took a letter for its second: 出任CEO."""
        text, found = chr(trail), []
        for score, first, second, last, _, out in states:
            found.append(self.emit((score, first, second, last, EVEN, out), trail, text, LETTER, EVEN))
        return found

    def dropped(self, state: State, plain: State | None, trail: int, pending: int, noted: bool) -> list[State]:
        """A pair of a user-defined area is missing in front of a byte, where nothing likely stands without it."""
        score, _, _, _, lead, _ = state
        if not self.lesson.dropping or score < self.best - LEADING:
            return []
        less = 0.0 if self.lesson.annotated else BETWEEN
        if plain and plain[0] > score - POOR - less:
            return []
        found = []
        likely = sorted(self.spread(state, vanishing(lead), ANY, False), key=SCORE, reverse=True)
        for halfway in likely[:HALVES]:
            if halfway[0] <= score - HALFWAY:
                break
            group = paired(trail, halfway[3] < LEAST_PRIVATE)
            found += self.try_all(halfway, group, pending, noted, cost=DROPPED + less)
        return found

    def orphan(self, state: State, token: Token, following: Token | None, cost: float = 0.0) -> list[State]:
        """One unknown byte: a lead, or the trail the pending byte waits for; a reading behind it forces it."""
        if token.text == "(" and following is not None:
            return self.forced(state, following.fitting)
        score, first, second, last, pending, out = state
        if pending == EVEN:
            return [(score - cost, first, second, last, ANY, out)]
        if pending == ANY:
            return []
        return self.try_all(state, self.fitting.by_lost_trail[pending], EVEN, False, cost=cost)

    def forced(self, state: State, fitting: Iterable[int]) -> list[State]:
        """The unknown byte in front of a reading: the last two bytes must have it."""
        found = []
        score, first, second, last, pending, out = state
        for code in fitting:
            if pending >= 0 and code >> 8 == pending:
                found.append(self.emit(state, code, *self.characters[code], EVEN))
            elif pending == EVEN and code >> 8 == abs(last) and code & 255 >= 0x80:
                found.append((score, first, second, last, code & 255, out))
        return found

    def question(self, state: State, token: Token, following: Token | None) -> list[State]:
        """A real question mark, or a byte left alone."""
        if not self.lesson.annotated:
            return self.end(state, token, following)
        found = self.orphan(state, token, following, ORPHAN)
        if state[4] == EVEN:
            found.append(self.emit(state, 0, token.text, QUESTION, EVEN))
        else:
            found += self.double([state], self.codes["？"], "？", False)
        return found

    def end(self, state: State, token: Token, following: Token | None) -> list[State]:
        """A real question mark, or the last byte of a run between entities and the character it took along."""
        if state[4] == EVEN:
            return [self.emit(state, 0, token.text, QUESTION, EVEN)]
        closed = self.orphan(state, token, following, ORPHAN)
        found = self.double([state], self.codes["？"], "？", False)
        if following is None or following.text == "\n":
            return found + closed
        for other in closed:
            found += [self.emit(other, ord(text), text, counted(ord(text)), EVEN) for text in TAKEN]
            found.append(self.emit(other, ZERO, LOST_DIGIT, ZERO, EVEN))
        return found

    def reading(self, state: State, token: Token) -> list[State]:
        """A reading must be that of the last two bytes; where a character is complete it may be the author's."""
        score, first, second, last, pending, out = state
        if (abs(last) << 8 | pending if pending >= 0 else last_pair(out)) in token.fitting:
            # negative: no pair across the reading was looked at
            return [(score, first, second, -abs(last), pending, out)]
        if pending == EVEN:
            return [(score - DROPPED, ord("a"), ord(")"), 0, EVEN, (out, f"({token.text})", None))]
        return []


def is_noted(following: Token | None) -> bool:
    """Does a reading follow?"""
    return following is not None and following.kind == "reading"


def counted(point: int) -> int:
    """What an ASCII or rare character counts as."""
    if point < 128:
        character = chr(point)
        return ZERO if character.isdigit() else LETTER if character.isalpha() else point
    return point


def last_pair(out: Out) -> int:
    """The last two bytes written: a character's, or a letter's and the byte before it."""
    if out is None:
        return 0
    before, text, _ = out
    if "@" <= text <= "~" and before is not None:
        return (codes().get(before[1], 0) & 255) << 8 | ord(text)
    return codes().get(text, 0)
