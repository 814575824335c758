"""Two known characters behind several hypotheses leave one of them: no more than two are looked back at."""

from __future__ import annotations

from .beam import BETWEEN, LETTERS, POOR, Reader, is_noted
from .hypotheses import ANY, EVEN, OTHER_SCRIPT, State, Token

MARKS = 0xA3  # lead of the full-width marks


def passed(reader: Reader, states: list[State], ahead: list[Token]) -> State | None:
    """The hypothesis that is left of several, best first, once two tokens have passed.

    None where they have to be read one by one: they are no plain characters, not all hypotheses expect the same, a run
    may end, a pair of bytes or one of them may be missing.
    """
    if len(states) < 2 or not are_plain(ahead) or (reader.lesson.silent and any(map(is_mark, ahead[:2]))):
        return None
    pending = states[0][4]
    if pending == ANY or any(state[4] != pending for state in states):
        return None
    code, following, left = coming(pending, ahead[0].code, ahead[1].code)
    third, fourth = reader.characters.get(code), reader.characters.get(following)
    if third is None or fourth is None:
        return None
    itself, across = reader.watched(code & 255, EVEN if pending == EVEN else ahead[0].code & 255)
    watched = following in itself or (code & 255) << 8 | following >> 8 in across
    found = None if watched else reader.leading(states, code, third[1], fourth[1])
    if found is None or (left != EVEN and is_poor(reader, found[1])):
        return None
    state, _, score = found
    score -= OTHER_SCRIPT * (reader.unlikely(third[0]) + reader.unlikely(fourth[0]))
    out = ((state[5], third[0], None), fourth[0], None)
    return (score, third[1], fourth[1], following & 255, left, out)


def are_plain(ahead: list[Token]) -> bool:
    """Do the next two tokens stand for characters that were never taken apart, no reading behind them?"""
    if len(ahead) < 3 or is_noted(ahead[2]):
        return False
    return all(token.code and token.kind == "character" and not token.split for token in ahead[:2])


def is_mark(token: Token) -> bool:
    """Is this a full-width mark, in front of which a byte may be missing?"""
    return token.code >> 8 == MARKS


def coming(pending: int, one: int, other: int) -> tuple[int, int, int]:
    """The codes of the next two characters, from those of the next two tokens, and the byte that is left behind them.

    Code 0 where the first byte of a character may be a letter instead.
    """
    if pending == EVEN:
        return one, other, EVEN
    if chr(one & 255) in LETTERS or chr(other & 255) in LETTERS:
        return 0, 0, EVEN
    return pending << 8 | one >> 8, (one & 255) << 8 | other >> 8, other & 255


def is_poor(reader: Reader, score: float) -> bool:
    """Is a character unlikely enough to ask whether a pair of bytes is missing in front of it?"""
    return reader.lesson.dropping and score <= -POOR - (0.0 if reader.lesson.annotated else BETWEEN)
