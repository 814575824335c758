"""Articles that a script draws: their text in JSON or JavaScript strings inside the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .blocks import Block
from .density import is_linky, is_sentence
from .reader import read_blocks
from .tree import parse

if TYPE_CHECKING:
    from lxml import etree

KEYS = (
    "content|contents|content_noencode|contenthtml|articlebody|article_?content|article_?text|body|bodyhtml|text|html"
    "|detail"
)
DOUBLE = re.compile(rf"""["']?\b(?:{KEYS})["']?\s*[:=]\s*"((?:[^"\\]|\\.)*+)\"""", re.I | re.S)
SINGLE = re.compile(rf"""["']?\b(?:{KEYS})["']?\s*[:=]\s*(?:[A-Za-z.]+\(\s*)?'((?:[^'\\]|\\.)*+)'""", re.I | re.S)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
PLAIN = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": ""}
LEAST = 80  # characters of a string that may be an article
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
        for pattern in (DOUBLE, SINGLE):
            found.extend(unescape(match[1]) for match in pattern.finditer(text) if len(match[1]) >= LEAST)
    return found


def blocks_of(text: str) -> list[Block]:
    """The blocks of a string, HTML or not."""
    if "&lt;p" in text or "&lt;/p" in text or "&lt;div" in text:
        import html

        text = html.unescape(text)
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
    most = LEAST - 1
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
