"""GBK's two-byte codes, its user-defined areas included."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..fold import simplifier
from .ngrams import RARE, folded_character, ngrams

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
# leads of the user-defined areas; those below the one go with trails below the other
AREAS = frozenset((*range(0xA1, 0xA8), *range(0xAA, 0xB0), *range(0xF8, 0xFF)))
LEAST_PRIVATE, LOW_TRAIL = 0xA8, 0xA1
MARKS = frozenset("、。·—…‘’“”《》〈〉「」『』【】！（），：；？％～")


@functools.cache
def characters() -> dict[int, str]:
    """Code (lead * 256 + trail) -> character, as converters of the time had them."""
    every = [lead << 8 | trail for lead in LEADS for trail in TRAILS]
    data = b"\n".join([code.to_bytes(2) for code in every])
    plain, wide = (data.decode(charset, "replace").split("\n") for charset in ("gbk", "gb18030"))
    both = (one if "\ufffd" not in one else other for one, other in zip(plain, wide, strict=True))
    return {code: c for code, c in zip(every, both, strict=True) if len(c) == 1 and c != "\ufffd"}


@functools.cache
def codes() -> dict[str, int]:
    """Character -> code."""
    return {character: code for code, character in characters().items()}


class Choice(NamedTuple):
    """A character that may stand where bytes were lost: its code, the character, what it counts as."""

    code: int
    character: str
    counted: int


class Group:
    """Characters to choose among, commonest first, also by what they count as."""

    __slots__ = ("by_counted", "choices", "quoting", "single", "whole")

    def __init__(self, choices: Iterable[Choice], *, whole: bool = False) -> None:
        """Sort them out; only characters that the n-gram table knows.

        `whole` says that what stands there lost its byte only after a converter had seen both.
        """
        self.choices, self.whole = tuple(choices), whole
        self.quoting = any(choice.character in "“”" for choice in self.choices)
        self.by_counted: dict[int, tuple[Choice, ...]] = {}
        for choice in self.choices:
            self.by_counted[choice.counted] = (*self.by_counted.get(choice.counted, ()), choice)
        known = ngrams().single if self.by_counted else {}  # the table is not read for an empty group
        self.single = tuple((counted, known.get(counted, RARE)) for counted in self.by_counted)


NOTHING = Group(())


@dataclass(frozen=True, slots=True)
class Choices:
    """Hanzi and marks that the n-gram table knows, by a known byte; by a lead and a lost trail (beyond ASCII)."""

    by_trail: dict[int, Group]
    by_lost_trail: dict[int, Group]


@functools.cache
def choices() -> Choices:
    """The characters for each trail and each lead."""
    known = ngrams().single
    found: list[Choice] = []
    for code, (character, counted) in entries().items():
        if counted in known and ("\u4e00" <= character <= "\u9fff" or character in MARKS):
            found.append(Choice(code, character, counted))
    found.sort(key=lambda choice: -known[choice.counted])
    by_trail: dict[int, list[Choice]] = {trail: [] for trail in range(256)}
    by_lead: dict[int, list[Choice]] = {lead: [] for lead in range(256)}
    for choice in found:
        by_trail[choice.code & 255].append(choice)
        if choice.code & 128:
            by_lead[choice.code >> 8].append(choice)
    return Choices({k: Group(v) for k, v in by_trail.items()}, {k: Group(v, whole=True) for k, v in by_lead.items()})


@functools.cache
def vanishing(lead: int) -> Group:
    """The characters of a lead whose trail can begin a pair of a user-defined area."""
    return Group(choice for choice in choices().by_lost_trail[lead].choices if choice.code & 255 in AREAS)


@functools.cache
def paired(trail: int, low: bool) -> Group:
    """The characters of a trail whose lead can end such a pair: a low one, or any other."""
    return Group(choice for choice in choices().by_trail[trail].choices if (choice.code >> 8 < LOW_TRAIL) == low)


@functools.cache
def entries() -> dict[int, tuple[str, int]]:
    """Code -> character, what it counts as."""
    return {code: (character, ord(folded_character(character))) for code, character in characters().items()}


@functools.cache
def narrow_entries() -> dict[int, tuple[str, int]]:
    """The same where full-width letters and digits are as rare as any character the n-gram table does not know."""
    letters = {codes()[c]: (c, ord(c)) for c in map(chr, range(ord("０"), ord("ｚ") + 1)) if c.isalnum()}
    return entries() | letters


@functools.cache
def simplified_only() -> frozenset[str]:
    """Characters that a page converted to traditional does not hold: what others become, themselves unchanged."""
    table = simplifier()
    return frozenset(table.values()) - frozenset(table)


@functools.cache
def traditional_only() -> frozenset[str]:
    """Characters that simplifying changes."""
    return frozenset(simplifier())


def other_script(seen: frozenset[str]) -> frozenset[str]:
    """The characters that a text in one script does not hold, by the characters that it holds."""
    traditional = len(seen & traditional_only()) > len(seen & simplified_only())
    return simplified_only() if traditional else traditional_only()
