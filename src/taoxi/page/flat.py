"""A page without its tree: for what is too large or too deep to be parsed. One pass, no judgement."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..types import Line
from .reader import BLOCKS
from .tree import BLANKS

UNSEEN = re.compile(r"<!--|<(script|style|noscript|template|textarea|svg|title)\b", re.I)
CELL, BREAK = "\x1f", "\x1e"  # between cells, between blocks, until they are split
CELLS = re.compile(r"<t[dh]\b[^<>]*>", re.I)
BREAKS = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS - {'td', 'th'}))}|br)\b[^<>]*>", re.I)
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?/][^<>]*>?")
MOST_CHARACTERS = 60_000_000  # what stands behind is not read


def seen(body: str) -> Iterator[str]:
    """The stretches of a page outside scripts, styles and comments."""
    place = 0
    while match := UNSEEN.search(body, place):
        yield body[place : match.start()]
        closing = f"</{match[1].lower()}" if match[1] else "-->"
        end = body.find(closing, match.end())
        if end < 0 and match[1]:
            end = body.find(closing.upper(), match.end())
        if end < 0:
            return  # never closed: a browser, too, shows nothing of the rest
        place = end + len(closing)
        if match[1]:
            place = body.find(">", place) + 1 or len(body)
    yield body[place:]


def flat_lines(body: str) -> tuple[Line, ...]:
    """The page's text: a line for each block, a tab between cells; nobody knows which lines are the article."""
    text = "".join(seen(body[:MOST_CHARACTERS]))
    text = TAGS.sub("", BREAKS.sub(BREAK, CELLS.sub(CELL, text)))
    lines: list[Line] = []
    for block in text.split(BREAK):
        plain = html.unescape(block) if "&" in block else block
        cells = (BLANKS.sub(" ", cell).strip() for cell in plain.split(CELL)) if plain else ()
        if line := "\t".join(filter(None, cells)):
            lines.append(Line(line, line, len(lines) + 1))
    return tuple(lines)
