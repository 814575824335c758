"""Tables: those that hold data give rows, those that only lay out a page give nothing here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tree import BLANKS, text_of

if TYPE_CHECKING:
    from lxml import etree

CELL = 60  # characters in the longest cell of a data table; layout tables hold paragraphs
INSIDE = frozenset(("table", "p", "div", "ul", "ol", "dl", "br", "h1", "h2", "h3", "form", "input", "iframe", "script"))


def table_rows(table: etree._Element) -> list[tuple[list[str], int]]:
    """The rows of a data table, each its cells and its linked characters; nothing for a layout table."""
    rows: list[tuple[list[str], int]] = []
    characters = links = 0
    for row in table.iter("tr"):
        cells = []
        linked = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            text = cell_text(cell)
            if text is None:
                return []
            cells.append(text)
            linked += sum(len(text_of(a).strip()) for a in cell.iter("a") if a.get("href"))
        if any(cells):
            rows.append((cells, linked))
            characters += sum(map(len, cells))
            links += linked
    wide = sum(len(list(filter(None, cells))) >= 2 for cells, _ in rows)
    if len(rows) < 2 or wide < 2 or wide < len(rows) / 2 or links > characters / 2:
        return []
    return rows


def cell_text(cell: etree._Element) -> str | None:
    """A cell's text; None when it is more than a cell of data."""
    blocks = 0
    for inner in cell.iter(*INSIDE):
        if inner is not cell:
            blocks += 1
            if inner.tag not in ("p", "div") or blocks > 1:
                return None
    text = BLANKS.sub(" ", text_of(cell)).strip()
    return text if len(text) <= CELL else None
