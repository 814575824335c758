"""GBK's two-byte codes, its user-defined areas included."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ..fold import simplifier
from .ngrams import RARE, folded_character, ngrams

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
MARKS = frozenset("、。·—…‘’“”《》〈〉「」『』【】！（），：；？％～")


@functools.cache
def characters() -> dict[int, str]:
    """Code (lead * 256 + trail) -> character, as converters of the time had them."""
    found = {}
    for lead in LEADS:
        for trail in TRAILS:
            data = bytes((lead, trail))
            character = data.decode("gbk", "replace")
            if "\ufffd" in character:
                character = data.decode("gb18030", "replace")
            if len(character) == 1 and character != "\ufffd":
                found[lead << 8 | trail] = character
    return found


@functools.cache
def codes() -> dict[str, int]:
    """Character -> code."""
    return {character: code for code, character in characters().items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """A character of which one byte is known: the other byte, the whole code, the character, what it counts as."""

    byte: int
    code: int
    character: str
    counted: int


@dataclass(frozen=True, slots=True)
class Choices:
    """By a known trail or lead: the characters the n-gram table knows, commonest first."""

    by_trail: dict[int, tuple[Choice, ...]]
    by_lead: dict[int, tuple[Choice, ...]]


@functools.cache
def choices() -> Choices:
    """Hanzi and marks that the n-gram table knows, by each of their bytes."""
    known = ngrams().single
    by_trail: dict[int, list[Choice]] = {trail: [] for trail in range(256)}
    by_lead: dict[int, list[Choice]] = {lead: [] for lead in range(256)}
    for code, character in characters().items():
        counted = ord(folded_character(character))
        if counted in known and ("\u4e00" <= character <= "\u9fff" or character in MARKS):
            by_trail[code & 255].append(Choice(code >> 8, code, character, counted))
            by_lead[code >> 8].append(Choice(code & 255, code, character, counted))
    for group in (*by_trail.values(), *by_lead.values()):
        group.sort(key=lambda choice: -known.get(choice.counted, RARE))
    return Choices({k: tuple(v) for k, v in by_trail.items()}, {k: tuple(v) for k, v in by_lead.items()})


@functools.cache
def entries() -> dict[int, tuple[str, int]]:
    """Code -> character, what it counts as."""
    return {code: (character, ord(folded_character(character))) for code, character in characters().items()}


@functools.cache
def simplified_only() -> frozenset[str]:
    """Characters that a page converted to traditional does not hold: what others become, themselves unchanged."""
    table = simplifier()
    return frozenset(table.values()) - frozenset(table)


@functools.cache
def traditional_only() -> frozenset[str]:
    """Characters that simplifying changes."""
    return frozenset(simplifier())


def other_script(text: str) -> frozenset[str]:
    """The characters that a text in one script does not hold, unless it does."""
    seen = set(text)
    traditional = len(seen & traditional_only()) > len(seen & simplified_only())
    return (simplified_only() if traditional else traditional_only()) - seen
