"""Runs decoded one byte off whose orphan bytes vanished without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .annotations import READING, is_converters, spelled
from .beam import FULL, Reader
from .hypotheses import ANY, EVEN, SCORE, State, Token
from .ngrams import folded

PLACE = re.compile(rf"[(（](?P<reading>{READING}) ?[)）]|[，！？：；,!?:;](?=[^\x00-\x7f])")
UNTIL = re.compile("[(（?？]")
VANISHED = 8.0  # nats a byte costs that nothing shows to be missing
RESYNCED = 1.0  # nats one costs that the reading behind it shows
GARBLED = -7.0  # mean score of a character below which the text behind a mark is looked into; sound text has -4.6
AHEAD = 5  # characters behind a mark that are looked at
CLOSERS = 8  # characters tried for a run's last one


class Silent(Reader):
    """Also tries bytes that left no trace: before marks, before readings, at the end of a run."""

    def starts(self, line: str) -> Iterator[re.Match[str]]:
        """Readings, and marks with garbled text behind them."""
        for match in PLACE.finditer(line):
            before = line[match.start() - 1 : match.start()]
            if match["reading"]:
                if not is_converters(before, spelled(match["reading"])):
                    yield match
            elif self.is_garbled(line[match.start() : match.end() + AHEAD]):
                yield match

    def tidy(self, line: str) -> str:
        """。” at a line's end loses a byte on either side and looks like ！; the open quotation mark tells."""
        if line[-1:] in ("!", "！") and line.count("“") > line.count("”"):
            return line[:-1] + "。”"
        return line

    def is_garbled(self, text: str) -> bool:
        """Do these characters hardly follow one another?"""
        counted = folded(UNTIL.split(text[1:], 1)[0])
        return len(counted) > 2 and self.table.total(text[0] + text[0] + counted) < GARBLED * len(counted)

    def steps(self, states: list[State], token: Token, following: Token | None) -> list[State]:
        """The states that hypotheses become with one more token."""
        if token.code and token.kind == "character" and not self.mark(token):
            return self.coded(states, token, following)
        return [found for state in states for found in self.step(state, token, following)]

    def step(self, state: State, token: Token, following: Token | None) -> list[State]:
        """The states one token leads to, with a byte lost before it or not."""
        found = super().step(state, token, following)
        if token.kind == "reading":
            lost = self.forced(state, token.fitting)
            return found + [
                (score - RESYNCED, first, second, -abs(last), pending, out)
                for score, first, second, last, pending, out in lost
            ]
        if token.kind == "orphan":
            return found
        code = self.mark(token)
        score, first, second, last, pending, out = state
        if pending >= 0 and (code or not (token.code or "@" <= token.text <= "~")):
            group = self.fitting.by_lost_trail[pending]
            closed = self.spread(state, group, EVEN, False, cost=VANISHED / 2)
            closed.sort(key=SCORE, reverse=True)
            for other in closed[:CLOSERS]:
                found += super().step(other, token, following)
        elif code and pending == EVEN:
            opened = (score - VANISHED, first, second, last, ANY, out)
            found += self.double([opened], code, token.text, False)
        return found

    def mark(self, token: Token) -> int:
        """The code of a full-width mark, folded or not; 0 for anything else."""
        if token.code >> 8 == 0xA3:
            return token.code
        return self.codes[FULL[ord(token.text)]] if token.text in self.lesson.marks else 0
