"""Articles that a script draws: their text in JSON or JavaScript strings inside the page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .blocks import Block
from .density import is_linky, is_sentence
from .reader import read_blocks
from .tree import parse

if TYPE_CHECKING:
    from lxml import etree

KEYS = (
    "content|contents|content_noencode|content_?html|content_?text|article_?body|article_?content|article_?text|body"
    "|bodyhtml|text|html|detail|news_?content|rich_?text|maintext|paragraph|value|data"
)
DOUBLE = re.compile(rf"""["']?\b(?:{KEYS})["']?\s*[:=]\s*"((?:[^"\\]|\\.)*+)\"""", re.I | re.S)
SINGLE = re.compile(rf"""["']?\b(?:{KEYS})["']?\s*[:=]\s*(?:[A-Za-z.]+\(\s*)?'((?:[^'\\]|\\.)*+)'""", re.I | re.S)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
PLAIN = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": ""}
LEAST = 80  # characters of a string that may be an article
SMALL = 30  # and of one that holds paragraphs
MARKED = re.compile(r"<p\b|</p>|&lt;/?p\b", re.I)
GAP = 80  # characters between two paragraphs of one list
OTHER = re.compile(r"title|url|link|href|user|author|name|time|date|img|image", re.I)  # between two entries of a list
ROUNDS = 3  # of entities: some sites escape the escapes
ESCAPED = re.compile(rf"\\\"(?:{KEYS})\\\"\s*:", re.I)
ENTITIES = re.compile(r"&(?:amp;)*(?:lt|quot);", re.I)
MOST = 3_000_000  # characters of script looked at


def unescape(text: str) -> str:
    """A JavaScript string's characters."""

    def one(match: re.Match[str]) -> str:
        if code := match[1] or match[2]:
            return chr(int(code, 16))
        return PLAIN.get(match[3], match[3])

    plain = ESCAPE.sub(one, text)
    # pairs of surrogates written as two escapes become one character
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def strings(root: etree._Element) -> list[str]:
    """Long strings in scripts whose key says article text."""
    found: list[str] = []
    left = MOST
    for script in root.iter("script"):
        text = script.text or ""
        if len(text) < LEAST or left <= 0:
            continue
        text = text[:left]
        left -= len(text)
        if text.lstrip()[:3].upper() in ("%7B", "%5B"):
            text = unquote(text)
        found.extend(named(text))
        if ESCAPED.search(text):  # JSON as a string within a script
            found.extend(named(unescape(text)))
    return found


def named(text: str) -> list[str]:
    """The strings of a script whose key says article text."""
    found: list[str] = []
    for pattern in (DOUBLE, SINGLE):
        parts = [(match.start(), match.end(), unescape(match[1])) for match in pattern.finditer(text)]
        found.extend(part for *_, part in parts if len(part) >= (SMALL if MARKED.search(part) else LEAST))
        found.extend(lists(text, parts))
    return found


def lists(text: str, parts: list[tuple[int, int, str]]) -> Iterator[str]:
    """Lists of paragraphs, each paragraph (start, end, string) an object with nothing else in it, as one string."""
    run: list[str] = []
    last = 0
    for start, end, part in [*parts, (len(text), len(text), "")]:
        gap = text[last:start]
        if len(gap) > GAP or "{" not in gap or OTHER.search(gap):
            if len(run) > 1:
                yield "\n".join(run)
            run = []
        run.append(part)
        last = end


def blocks_of(text: str) -> list[Block]:
    """The blocks of a string, HTML or not."""
    for _ in range(ROUNDS):
        if not ENTITIES.search(text):
            break
        text = html.unescape(text)
    text = unescape(text) if "\\u00" in text else text
    text = text.strip("\"'")
    if re.search(r"</?(?:p|div|br|section|span)\b", text, re.I):
        root = parse(text)
        return read_blocks(root).blocks if root is not None else []
    return [Block(line.strip(), 0, 0, "p", False) for line in text.split("\n") if line.strip()]


def sentences(blocks: list[Block]) -> int:
    """Characters of running text."""
    return sum(len(block.text) - block.linked for block in blocks if is_sentence(block))


def state_article(root: etree._Element) -> list[Block]:
    """The blocks of the longest article found in a page's scripts; none when there is none."""
    best: list[Block] = []
    most = SMALL - 1
    for text in sorted(set(strings(root)), key=len, reverse=True)[:20]:
        if len(text) <= most:
            break
        blocks = [block for block in blocks_of(text) if not is_linky(block)]
        if (size := sentences(blocks)) > most:
            best, most = blocks, size
    return best


def json_article(facts: dict[str, list[str]]) -> list[Block]:
    """The article body that JSON-LD gives."""
    texts = facts.get("articlebody", [])
    return max((blocks_of(text) for text in texts), key=sentences, default=[])
