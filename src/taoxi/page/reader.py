"""The blocks of a page: its visible text in document order, with what the tree knows of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .blocks import Block, Node, Reading
from .tables import table_rows
from .tree import BLANKS, text_of

if TYPE_CHECKING:
    from lxml import etree

BLOCK_TAGS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html layer legend li main marquee menu nav ol p pre section
    summary table tbody td tfoot th thead tr ul
"""
SKIPPED_TAGS = """
    applet audio base canvas datalist embed iframe link map math meta noframes noscript object option rp rt script
    select style svg template textarea title video
"""
BLOCKS = frozenset(BLOCK_TAGS.split())
SKIPPED = frozenset(SKIPPED_TAGS.split())
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
CJK = "\u2e80-\u2eff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
WRAPPED = re.compile(rf"(?<=[{CJK}])[ \t]*\r?\n\s*(?=[{CJK}])")  # hard-wrapped Chinese has no space at the wrap
# old pages run paragraphs together in one block, each with its indent of two full-width spaces
INDENT = re.compile(r"(?<=[。！？”…：；])[ \u3000]*\u3000{2,}")
FULL = 2  # children of a link that may be a page's text
LONGEST_LINK = 400  # characters; a teaser wrapped in a link is shorter
LONG = 20  # characters of a block that may be a sentence


class Reader:
    """Walks a tree once, without recursion, and collects blocks."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0
        self.pre = 0
        self.open: list[int] = []

    def walk(self, root: etree._Element) -> Reading:
        """Read the whole tree."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = 0
        for event, element in walker:
            if event == "start":
                if skipped:
                    continue
                if self.start(element):
                    skipped = 1
                    walker.skip_subtree()
            else:
                if skipped:
                    skipped = 0
                else:
                    self.end(element)
                if element.tail:
                    self.add(element.tail)
        self.flush()
        return self.reading

    def start(self, element: etree._Element) -> bool:
        """Open an element; True when its inside is none of ours."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return True
        if tag in BLOCKS:
            self.flush()
            self.enter(element, tag)
            if tag == "table" and self.data_table(element):
                self.open.pop()
                return True
            if tag == "pre":
                self.pre += 1
        elif tag == "br":
            self.flush()
        elif tag == "a" and is_link(element):
            self.links += 1
        elif tag == "input" or (element.attrib and is_hidden(element)):
            return True
        if element.text:
            self.add(element.text)
        return False

    def enter(self, element: etree._Element, tag: str) -> None:
        """Put a block element on the list of nodes."""
        parent = self.open[-1] if self.open else -1
        nodes = self.reading.nodes
        hidden = parent >= 0 and nodes[parent].hidden
        names, step, own = "", tag, False
        if element.attrib:
            own = is_hidden(element)
            identity, classes = element.get("id", ""), element.get("class", "")
            if identity or classes:
                names = f"{identity} {classes}"
                step = f"{tag}#{identity}" if identity else f"{tag}.{'.'.join(classes.split()[:2])}"
                step = step[:60]
        nodes.append(Node(parent, tag, names, step, hidden or own, own))
        self.open.append(len(nodes) - 1)
        self.reading.deepest = max(self.reading.deepest, len(self.open))

    def end(self, element: etree._Element) -> None:
        """Close an element."""
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
            self.open.pop()
            if tag == "pre":
                self.pre -= 1
        elif tag == "a" and is_link(element):
            self.links -= 1

    def add(self, text: str) -> None:
        """Take a piece of text."""
        if self.pre and "\n" in text:
            for line in text.split("\n"):
                self.parts.append(line)
                self.flush()
            return
        if "\n" in text:
            text = WRAPPED.sub("", text)
        self.parts.append(text)
        if self.links:
            self.linked += len("".join(text.split()))

    def flush(self) -> None:
        """Make a block, or several, of the text collected."""
        if not self.parts:
            return
        text = BLANKS.sub(" ", "".join(self.parts)).strip()
        linked, self.linked = self.linked, 0
        self.parts.clear()
        if text:
            pieces = INDENT.split(text) if "\u3000\u3000" in text else [text]
            share = linked / len(text)
            for piece in pieces:
                self.put(piece, round(share * len(piece)))

    def put(self, text: str, linked: int) -> None:
        """Add a block at the innermost open node."""
        place = self.open[-1] if self.open else 0
        if not self.open:
            self.reading.nodes.append(Node(-1, "html", "", "html", False))
            self.open.append(0)
        node = self.reading.nodes[place]
        self.reading.characters += len(text)
        self.reading.blocks.append(Block(text, linked, place, node.tag, node.hidden))

    def data_table(self, table: etree._Element) -> bool:
        """Add a data table's rows as lines of tab-separated cells; False for a table that only lays out the page."""
        rows = table_rows(table)
        for cells, linked in rows:
            self.put("\t".join(cells), linked)
        return bool(rows)


def is_link(element: etree._Element) -> bool:
    """True for a link, unless it was never closed and runs on over the page."""
    if not element.get("href"):
        return False
    if len(element) < FULL:
        return True
    return len(text_of(element, LONGEST_LINK)) <= LONGEST_LINK


def is_hidden(element: etree._Element) -> bool:
    """True for an element hidden by its own attributes."""
    style = element.get("style")
    return bool(style and HIDDEN.search(style)) or element.get("hidden") is not None


def read_blocks(root: etree._Element) -> Reading:
    """All text blocks of a tree; hidden ones are marked, unless they are the page: scripts show those."""
    return unveil(Reader().walk(root))


def unveil(reading: Reading) -> Reading:
    """Where the hidden text outweighs what is seen, the largest hidden container is the article, shown by script."""
    seen = sum(len(b.text) - b.linked for b in reading.blocks if not b.hidden and len(b.text) >= LONG)
    hidden: dict[int, int] = {}
    for block in reading.blocks:
        if block.hidden and len(block.text) >= LONG:
            top = block.node
            while (up := reading.nodes[top].parent) >= 0 and reading.nodes[up].hidden:
                top = up
            hidden[top] = hidden.get(top, 0) + len(block.text) - block.linked
    if not hidden:
        return reading
    top = max(hidden, key=lambda place: hidden[place])
    if hidden[top] < 2 * seen:
        return reading
    reading.unveiled = True
    for at in range(top, len(reading.nodes)):
        node = reading.nodes[at]
        node.hidden = node.hidden and at != top and (node.own or reading.nodes[node.parent].hidden)
    for block in reading.blocks:
        block.hidden = reading.nodes[block.node].hidden
    return reading
