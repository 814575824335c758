"""Which block is the page's title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .blocks import Block, Reading

NOT_WORD = re.compile(r"[\W_]+")
NAMED = re.compile(r"(?<![a-z])(?:title|headline|biaoti|bt)(?![a-z])|(?:title|headline)$", re.I)
SUBTITLE = re.compile(r"sub-?_?(?:title|head)|(?<![a-z])(?:deck|futi|fubiaoti)(?![a-z])", re.I)
HEADINGS = ("h1", "h2", "h3")
NEAR = 60  # blocks between a title that is no heading and the article: old pages set their menus there
NEXT = 15  # and between a linked or guessed title and the article
BELOW = 3  # blocks below the title that may be its subtitle
LONGEST = 120  # characters; a title with its subtitle


def plain(text: str) -> str:
    """A title's letters only, for comparing."""
    return NOT_WORD.sub("", text).lower()


def is_title_of(text: str, titles: Iterable[str]) -> bool:
    """True when a line is one of the page's titles, or all of a title but the site's name around it."""
    form = plain(text)
    if len(form) < 4:
        return False
    return any(form == title or (len(form) >= 6 and len(form) * 3 >= len(title) and form in title) for title in titles)


def find_titles(blocks: list[Block], titles: Iterable[str]) -> list[int]:
    """The blocks that repeat the page's title, in order; failing that the first h1."""
    forms = {plain(title) for title in titles} - {""}
    found = [
        index
        for index, block in enumerate(blocks)
        if len(block.text) <= LONGEST and not block.hidden and is_title_of(block.text, forms)
    ]
    if found:
        return found
    heads = (index for index, block in enumerate(blocks) if block.tag == "h1" and not block.hidden)
    return [at for at in heads if 6 <= len(blocks[at].text) <= LONGEST and not is_link(blocks[at])][:1]


def anchor(blocks: list[Block], places: list[int]) -> int | None:
    """The title's block that the article hangs on: a heading before plain text; a link never is."""

    def rank(index: int) -> tuple[int, int]:
        block = blocks[index]
        heading = HEADINGS.index(block.tag) if block.tag in HEADINGS else 3
        return heading, index

    return min((at for at in places if not is_link(blocks[at])), key=rank, default=None)


def title_lines(reading: Reading, places: list[int], taken: list[int]) -> set[int]:
    """The one title line of an article (several where it is broken over lines), out of the blocks that repeat it."""
    blocks = reading.blocks
    good = [index for index in taken if index not in places]
    start = min(good, default=-1)
    before = [at for at in places if at < start]
    heads = [at for at in before if blocks[at].tag in HEADINGS and not is_link(blocks[at])]
    shown = [at for at in before if start - at <= NEAR and not is_link(blocks[at])]
    near = [at for at in before if start - at <= NEXT]
    chosen = max(heads or shown or near, default=None)
    if chosen is None:
        return {at for at in range(max(0, start - NEXT), max(0, start)) if is_named_title(reading, at)}
    lines = {at for at in before if blocks[at].node == blocks[chosen].node and abs(at - chosen) < 4}
    below = range(chosen + 1, min(start, chosen + 1 + BELOW))
    return lines | {at for at in below if at not in places and is_subtitle(reading, at)}


def repeats(blocks: list[Block], places: list[int], titles: Iterable[str], taken: list[int]) -> set[int]:
    """The title's copies: whole ones anywhere, parts of it only above the text."""
    forms = {plain(title) for title in titles}
    start = min((index for index in taken if index not in places), default=0)
    return {at for at in places if at < start or plain(blocks[at].text) in forms}


def is_subtitle(reading: Reading, at: int) -> bool:
    """True for a heading, or a line in a container named subtitle."""
    block = reading.blocks[at]
    if block.hidden or is_link(block) or not 6 <= len(block.text) <= 60:
        return False
    return block.tag in HEADINGS[1:] or bool(SUBTITLE.search(reading.nodes[block.node].names))


def is_link(block: Block) -> bool:
    """True for a block that is mostly link."""
    return block.linked * 2 > len(block.text)


def is_named_title(reading: Reading, at: int) -> bool:
    """True for a line in a container named title."""
    block = reading.blocks[at]
    if block.hidden or is_link(block) or not 6 <= len(block.text) <= 60:
        return False
    return bool(NAMED.search(reading.nodes[block.node].names))
