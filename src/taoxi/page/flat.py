"""A page without its tree: for what is too large or too deep to be parsed. One pass, no judgement."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from .bounds import unseen
from .reader import BLOCKS
from .tree import BLANKS, SURROGATE

CELL, BREAK = "\x1f", "\x1e"  # between cells, between blocks, until they are split
CELLS = re.compile(r"<t[dh]\b[^<>]*>", re.I)
BREAKS = re.compile(rf"</?(?:{'|'.join(sorted(BLOCKS - {'td', 'th'}))}|br)\b[^<>]*>", re.I)
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?/][^<>]*>?")
MOST_LINES = 1_000_000  # a line and its verdict cost 300 bytes; what stands behind is the last line


def seen(body: str) -> Iterator[str]:
    """The stretches of a page outside scripts, styles and comments."""
    place = 0
    for start, end, _ in unseen(body):
        yield body[place:start]
        place = end
    yield body[place:]


def flat_lines(body: str) -> Iterator[str]:
    """The page's text: a line for each block, a tab between cells; nobody knows which lines are the article."""
    text = TAGS.sub("", BREAKS.sub(BREAK, CELLS.sub(CELL, "".join(seen(SURROGATE.sub("\ufffd", body))))))
    for number, block in enumerate(text.split(BREAK, MOST_LINES)):
        plain = block.replace(BREAK, " ") if number == MOST_LINES else block
        plain = html.unescape(plain) if "&" in plain else plain
        cells = (BLANKS.sub(" ", cell).strip() for cell in plain.split(CELL)) if plain else ()
        if line := "\t".join(filter(None, cells)):
            yield line
