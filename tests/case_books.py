"""Case books: the rows of tests/lines/<rule>.txt, each with the small page it is judged on.

    -  dropped by the rule, or the span ⟦…⟧ is cut by it    +  kept by every rule: a near miss
    ~  hinted at by the rule, with a weight below 1         ?  a known miss
    .  there for company only                               #  a comment

In the books of rules that protect lines (family `keep`) '+' rows are protected by the rule, and '-' rows are the near
misses: not protected, and dropped by another.

A row alone is a page of one line. A row '=' opens a page that holds the rows up to the next blank line. What a text
line cannot show is said in front of it: `{outside}` and `{inside}` the article of an HTML page, `{linked}` as a whole,
`{repeated 12/300}` in so many of the site's documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xxhash

from taoxi.types import Line, Page, Repeats

BOOKS = Path(__file__).resolve().parent / "lines"
ROW = re.compile(r"(?P<mark>[-+~?.]) (?:\{(?P<facts>[a-z0-9/, ]+)\} )?(?P<text>.*)")
BRACKETS = re.compile("[⟦⟧]")
FACT = re.compile(r"outside|inside|linked|repeated (?P<count>\d+)/(?P<documents>\d+)")


@dataclass(frozen=True)
class PageRow:
    """A line of a page and what is known of it."""

    text: str
    facts: tuple[str, ...] = ()

    def line(self, number: int) -> Line:
        """The line as the page reader would make it."""
        taken = {"outside": False, "inside": True}
        known = [taken[fact] for fact in self.facts if fact in taken]
        linked = len(self.text) if "linked" in self.facts else 0
        return Line(self.text, self.text, number, linked=linked, taken=known[0] if known else None)

    def repeated(self) -> tuple[int, int] | None:
        """In how many of how many documents the line stands."""
        found = [FACT.fullmatch(fact) for fact in self.facts if fact.startswith("repeated")]
        return (int(found[0]["count"]), int(found[0]["documents"])) if found and found[0] else None


@dataclass
class Row:
    """One judged line: `mark` says what must become of it, `span` what must be cut from it, if that is shown."""

    rule: str
    number: int
    mark: str
    text: str
    span: tuple[int, int] | None
    page: list[PageRow] = field(repr=False)
    index: int = 0

    @property
    def id(self) -> str:
        return f"{self.rule}:{self.number}"


def parse(rule: str, text: str) -> Iterator[Row]:
    """The rows of one book."""
    page: list[PageRow] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("="):
            page = []
        elif not line.strip():
            page = None
        elif not line.startswith("#"):
            yield read(rule, number, line, [] if page is None else page)


def read(rule: str, number: int, line: str, page: list[PageRow]) -> Row:
    """One row, put at the end of its page."""
    found = ROW.fullmatch(line)
    assert found, f"{rule}.txt:{number}: a row begins with one of - + ~ ? . = # and a space"
    facts = tuple(fact.strip() for fact in (found["facts"] or "").split(",") if fact.strip())
    assert all(FACT.fullmatch(fact) for fact in facts), f"{rule}.txt:{number}: no such fact: {found['facts']}"
    parts = BRACKETS.split(found["text"])
    assert len(parts) in (1, 3), f"{rule}.txt:{number}: one span ⟦…⟧ a row"
    span = (len(parts[0]), len(parts[0]) + len(parts[1])) if len(parts) == 3 else None
    page.append(PageRow("".join(parts), facts))
    return Row(rule, number, found["mark"], page[-1].text, span, page, len(page) - 1)


def page_of(page_rows: tuple[PageRow, ...]) -> Page:
    """The page that rules see."""
    lines = tuple(row.line(number) for number, row in enumerate(page_rows, 1))
    counted = {row.text.strip(): row.repeated() for row in page_rows}
    counts = {xxhash.xxh3_64_intdigest(text.encode()): many[0] for text, many in counted.items() if many}
    documents = max((many[1] for many in counted.values() if many), default=0)
    html = any(line.taken is not None or line.linked for line in lines)
    return Page(lines, markup="html" if html else "text", repeats=Repeats(counts, documents) if counts else None)


def rows() -> list[Row]:
    """All rows of all books."""
    books = sorted(BOOKS.glob("*.txt"))
    return [row for book in books for row in parse(book.stem, book.read_text("utf-8"))]
