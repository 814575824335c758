"""trafilatura's opinion of a page, told as our own blocks."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING

from .blocks import Reading
from .heading import plain

if TYPE_CHECKING:
    from lxml import etree

MOST_ELEMENTS = 20_000  # trafilatura walks the tree many times: a second or two for this many
DEEPEST = 120  # levels of blocks; it recurses, and goes back to the root for each: 600 nested tables took ten seconds
MOST_CHARACTERS = 2_000_000


def trafilatura_text(root: etree._Element) -> str:
    """The text trafilatura extracts from a tree (which stays as it is), "" for none."""
    from lxml import etree
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        page = etree.tostring(root, encoding="unicode", method="html")
        found = extract(page, fast=True, favor_precision=True, include_comments=False)
    except Exception:  # another's code on a hostile page: whatever it raises is no opinion
        return ""
    return found or ""


def trafilatura_blocks(root: etree._Element, reading: Reading) -> list[int]:
    """The blocks of a page whose text trafilatura keeps, in order."""
    if reading.deepest > DEEPEST or reading.characters > MOST_CHARACTERS:
        return []
    if next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None:
        return []
    kept = plain(trafilatura_text(root))
    found = []
    for index, block in enumerate(reading.blocks):
        form = plain(block.text)
        if len(form) >= 4 and not block.hidden and form in kept:
            found.append(index)
    return found
