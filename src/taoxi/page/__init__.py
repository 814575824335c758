"""HTML to a page: all visible blocks as lines, the article's lines marked, and what the page declares about itself."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from ..types import Line, Metadata, Page, Text
from .blocks import Block, Reading
from .bounds import judged, parted
from .choose import Choice, choose
from .flat import flat_lines
from .heading import anchor, find_titles, repeats, title_lines
from .meta import Facts, metadata, read_facts, titles
from .reader import read_blocks
from .state import json_article, sentences, state_article
from .tree import parse

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["looks_like_html", "read_page"]

TAG = re.compile(
    r"</?(?:!doctype\s+html|html|head|body|meta|title|div|p|br|table|tr|td|span|a|b|font|img|center|strong|h[1-6]|ul|li"
    r"|script|section|article)\b[^<>]*>",
    re.I,
)
CLOSING = re.compile(r"</(?:p|div|td|html|body|a|li|font|span)\s*>", re.I)
START = re.compile(r"(?:<\?xml[^>]*>|<!--.{0,500}?-->|\s|\ufeff)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
HEAD = 20_000  # characters looked at
TAGS = 6  # fewer tags are a text with some markup left in it
TAG_SHARE = 0.08  # of the characters; damaged text keeps a stray <p> in hundreds
SHORT = 300  # characters: an article longer than this needs no help from the page's scripts
DRAWN = 2  # a script's article must be this many times longer than what stands on the page


def looks_like_html(body: str) -> bool:
    """True for a page or a piece of one; a stray tag in a text does not make a page."""
    head = body[:HEAD]
    if START.match(head):
        return True
    found = [len(match[0]) for match in TAG.finditer(head)]
    return len(found) >= TAGS and sum(found) > TAG_SHARE * len(head) and bool(CLOSING.search(head))


def read_page(text: Text, declared: Metadata = Metadata(), url: str | None = None) -> Page:
    """The page of a decoded HTML document.

    Its lines are the visible text blocks in document order; `taken` marks the article's. What `declared` leaves open
    is filled from the page's own declarations. `url` is where the page was fetched. Never raises for any text: what
    stands behind the bounds of what is parsed is read flat and not taken, with a doubt; where nothing can be parsed,
    `taken` is None.
    """
    body, rest = parted(text.body)
    page = read_tree(replace(text, body=body), declared, url)
    taken = False if any(line.taken is not False for line in page.lines) else None
    behind = [Line(line, line, n, taken=taken) for n, line in enumerate(flat_lines(rest), len(page.lines) + 1)]
    doubts = (f"page too large: {len(rest)} characters not parsed",) if rest else ()
    lines, unjudged = judged((*page.lines, *behind))
    return replace(page, lines=lines, doubts=(*page.doubts, *doubts, *unjudged)) if doubts or unjudged else page


def read_tree(text: Text, declared: Metadata, url: str | None) -> Page:
    """The page of a document of bounded size; read flat, with a doubt, where it is nested too deep."""
    root = parse(text.body)
    if root is None:
        lines = tuple(Line(line, line, n) for n, line in enumerate(flat_lines(text.body), 1))
        doubt = "page not parsed" if lines else "no text"
        return Page(lines, declared, (*text.steps, "page: flat"), (*text.doubts, doubt), markup="html")
    facts = read_facts(root)
    meta = fill(declared, metadata(facts, url))
    reading = read_blocks(root)
    names = titles(facts)
    places = find_titles(reading.blocks, names)
    title = anchor(reading.blocks, places)
    name = reading.blocks[title].text if title is not None else names[0] if names else ""
    choice = choose(reading, title, name, root)
    scripted = root.find(".//script") is not None
    if scripted and (drawn := drawn_article(root, facts, reading, choice)):
        return Page(drawn, meta, (*text.steps, "page: state json"), text.doubts, markup="html")
    head = title_lines(reading, places, choice.taken)
    meta = spoken(meta, declared, "".join(reading.blocks[index].text for index in choice.taken) + name)
    meta, told = agree(meta, declared, "".join(reading.blocks[index].text for index in sorted(head)))
    shown = ("page: hidden article shown",) if reading.unveiled else ()
    doubts = choice.doubts
    if scripted and not choice.taken and "index page" not in doubts:
        doubts = (*doubts, "page drawn by script")
    lines = to_lines(reading, set(choice.taken) - repeats(reading.blocks, places, names, choice.taken) | head)
    steps = (*text.steps, choice.step, *shown, *told)
    return Page(lines, meta, steps, (*text.doubts, *doubts), markup="html")


def to_lines(reading: Reading, taken: set[int]) -> tuple[Line, ...]:
    """The visible blocks as lines."""
    seen = [(index in taken, block) for index, block in enumerate(reading.blocks) if not block.hidden]
    return tuple(
        Line(block.text, block.text, number, block.linked, block.tag, reading.path(block.node), inside)
        for number, (inside, block) in enumerate(seen, 1)
    )


def drawn_article(root: etree._Element, facts: Facts, reading: Reading, choice: Choice) -> tuple[Line, ...]:
    """All lines of a page whose article stands in its scripts: what is visible, none taken, then the article.

    Nothing where the page itself shows (nearly) as much.
    """
    shown = sentences([reading.blocks[index] for index in choice.taken])
    if shown > SHORT:
        return ()
    drawn: list[Block] = max(json_article(facts), state_article(root), key=sentences)
    if sentences(drawn) <= DRAWN * shown:
        return ()
    lines = to_lines(reading, set())
    return lines + tuple(
        Line(block.text, block.text, number, block.linked, block.tag, "script", True)
        for number, block in enumerate(drawn, len(lines) + 1)
    )


def fill(declared: Metadata, found: Metadata) -> Metadata:
    """The declared metadata, its empty fields filled."""
    empty = {f.name: getattr(found, f.name) for f in fields(Metadata) if not getattr(declared, f.name)}
    return replace(declared, **empty)


def spoken(meta: Metadata, declared: Metadata, article: str) -> Metadata:
    """The metadata without keywords that are the site's: the article speaks of few of them. A column's stay."""
    said = sum(tag in article for tag in meta.tags)
    return replace(meta, tags=()) if not declared.tags and said < SPOKEN * len(meta.tags) else meta


SPOKEN = 0.25  # of the keywords; an article's own may name its subject in other words


def agree(meta: Metadata, declared: Metadata, visible: str) -> tuple[Metadata, tuple[str, ...]]:
    """The metadata with the visible title, which wins over the head's; a column's title wins over both."""
    if not visible or declared.title or meta.title == visible:
        return meta, ()
    return replace(meta, title=visible), ("page: title from the page, not from its head",) if meta.title else ()
