"""Undo encoding damage: every fix has a name, gates look at the page, and what cannot be restored is a doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ..types import Line, Page, Text
from .annotations import unannotated
from .characters import LOOKALIKE, ODD_FORM, PRIVATE, compatibility, private_use, radicals
from .crossed import CROSSED_SIGNS, crossed
from .escapes import entities, literal_breaks, percents, unicode_escapes
from .hanzi import GARBLED, hanzi
from .letters import letters
from .losses import losses
from .orphans import orphans
from .signs import ODD, is_plain
from .strays import CONTROL, ENDS, SURROGATE, controls, line_ends, spaces, surrogates, zero_width
from .tags import tags

T = TypeVar("T", str, Text, Page)


class Fix(NamedTuple):
    """A fix, and what a text must hold for it to have anything to do: one of these characters, or such an odd one."""

    apply: Callable[[str], str]
    needs: str
    odd: re.Pattern[str] | None = None


FIXES: dict[str, Fix] = {
    "surrogates": Fix(surrogates, "", SURROGATE),
    "letters": Fix(letters, "", ODD),
    "hanzi": Fix(hanzi, GARBLED),
    "crossed": Fix(crossed, CROSSED_SIGNS),
    "line ends": Fix(line_ends, "", ENDS),
    "controls": Fix(controls, "", CONTROL),
    "zero width": Fix(zero_width, "", ODD),
    "literal breaks": Fix(literal_breaks, "\\"),
    "entities": Fix(entities, "&"),
    "escapes": Fix(unicode_escapes, "\\u"),
    "percents": Fix(percents, "%"),
    "orphans": Fix(orphans, "#", ODD),
    "private use": Fix(private_use, "", PRIVATE),
    "radicals": Fix(radicals, "", LOOKALIKE),
    "compatibility": Fix(compatibility, "", ODD_FORM),
    "annotations": Fix(unannotated, "(（"),
    "tags": Fix(tags, ">"),
    "spaces": Fix(spaces, " "),
}
PREFIX = "repair: "
LINE_ENDS = PREFIX + "line ends"
PARSERS = frozenset({"entities", "escapes", "percents", "literal breaks", "tags"})  # a parser has read the markup
DECODED = ("undecodable bytes", "replacement characters")
ROUNDS = 5  # what one fix uncovers another may undo; two rounds are usual


class Mended(NamedTuple):
    """A repaired text, new line breaks as "\r"; the fixes that did it, in order; whether anything looks damaged."""

    text: str
    steps: tuple[str, ...] = ()
    plain: bool = False


def mend(text: str, skipped: frozenset[str] = frozenset()) -> Mended:
    """Apply the fixes a text needs, until none changes it."""
    if is_plain(text):
        return Mended(text, plain=True)
    steps: list[str] = []
    odd = oddities(text)
    returns = "\r" in odd
    for _ in range(ROUNDS):
        before = text
        for name, fix in FIXES.items():
            if name in skipped or not ((fix.odd and fix.odd.search(odd)) or any(sign in text for sign in fix.needs)):
                continue
            fixed = fix.apply(text)
            if fixed != text:
                steps.append(PREFIX + name)
                text, odd = fixed, oddities(fixed)
        if text == before:
            break
    if returns and LINE_ENDS not in steps:
        steps.append(LINE_ENDS)
    return Mended(text, tuple(steps))


def oddities(text: str) -> str:
    """The characters of a text that sound Chinese text does without, each once: fixes look for theirs among these."""
    return "".join(set(ODD.findall(text)))


def repair(page: T) -> T:
    """Undo encoding damage.

    A str gives the repaired str. A Text gives a Text whose `body` is repaired; a Page gives a Page each of whose
    lines has a repaired `text`, where a line that yields several is followed by lines with `raw` None. Both name what
    was done in `steps` ("repair: annotations") and what is lost in `doubts`. A text without damage comes back as it is.
    Raises TypeError for anything else.
    """
    if isinstance(page, str):
        return mend(page).text.replace("\r", "\n")
    if isinstance(page, Text):
        return repair_text(page)
    if isinstance(page, Page):
        return repair_page(page)
    raise TypeError(f"repair takes str, Text or Page, not {type(page).__name__}")


def repair_text(text: Text) -> Text:
    """A decoded text with its body repaired."""
    mended = mend(text.body)
    body = mended.text.replace("\r", "\n")
    lost = losses(body, mended.plain)
    if mended.plain and not lost:
        return text
    doubts = merged(text.doubts, lost)
    if not mended.steps and doubts == text.doubts:
        return text
    return replace(text, body=body, steps=(*text.steps, *mended.steps), doubts=doubts)


def merged(doubts: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """Doubts, each once; what the decoder said of lost bytes holds for the characters that stand for them."""
    if any(doubt.startswith(DECODED) for doubt in doubts):
        found = tuple(doubt for doubt in found if not doubt.startswith(DECODED))
    return tuple(dict.fromkeys((*doubts, *found)))


def repair_page(page: Page) -> Page:
    """A page with its lines repaired."""
    text = "\n".join([line.text for line in page.lines])
    if text.count("\n") >= len(page.lines):
        text = "\n".join([line.text.replace("\n", "\r") for line in page.lines])
    mended = mend(text, PARSERS if page.markup == "html" else frozenset())
    doubts = merged(page.doubts, losses(mended.text.replace("\r", "\n"), mended.plain))
    if mended.text == text and "\r" not in text:
        return page if doubts == page.doubts else replace(page, doubts=doubts)
    pieces = mended.text.split("\n")
    lines = tuple(part for line, piece in zip(page.lines, pieces, strict=True) for part in parts(line, piece))
    return replace(page, lines=lines, steps=(*page.steps, *mended.steps), doubts=doubts)


def parts(line: Line, piece: str) -> list[Line]:
    """The lines that one line became."""
    first, *others = piece.split("\r")
    if first == line.text and not others:
        return [line]
    return [replace(line, text=first), *(replace(line, raw=None, text=other, linked=0) for other in others)]


def replay(text: str, steps: Iterable[str]) -> str:
    """The text after the fixes named in `steps`, in order; other steps are skipped. ValueError for an unknown fix."""
    for step in steps:
        if step.startswith(PREFIX):
            name = step.removeprefix(PREFIX)
            if name not in FIXES:
                raise ValueError(f"no fix is called {name!r}: {', '.join(FIXES)}")
            text = FIXES[name].apply(text)
    return text.replace("\r", "\n")
