"""The book of credits, `credits.txt`: one line of a page, and the metadata that comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from taoxi import clean

BOOK = Path(__file__).resolve().parent / "credits.txt"
TITLE = "江城开通两条公交新线路"
FIRST = "江城昨天新开两条公交线路，沿线三万多名居民出行更方便。据介绍，新线路共设二十站，首班车早上六点发出。"
LAST = "住在江北的周阿姨说，以前去医院要换两趟车，现在门口上车一趟就到，一家人都很高兴。"
PAGES = {
    "head": f"{TITLE}\n{{}}\n{FIRST}\n{LAST}\n",
    "foot": f"{TITLE}\n{FIRST}\n{LAST}\n{{}}\n",
    "tail": f"{TITLE}\n{FIRST}\n{LAST}{{}}\n",
    "lead": f"{TITLE}\n{{}}{FIRST}\n{LAST}\n",
}
FIELDS = ("date", "source", "rights", "author", "editor", "tags")
MANY = ("author", "editor", "tags")
LEAST = 150  # rows


@dataclass(frozen=True)
class Row:
    """A line, where it stands, what it fills, and whether that is a known miss."""

    number: int
    place: str
    line: str
    wanted: str
    is_miss: bool


def rows() -> Iterator[Row]:
    """The rows of the book."""
    place = line = ""
    for number, text in enumerate(BOOK.read_text("utf-8").split("\n"), 1):
        if text.startswith("= "):
            place = text[2:]
        elif text.startswith("  "):
            yield Row(number - 1, place, line.removeprefix("? "), text.strip(), line.startswith("? "))
        elif text and not text.startswith("# "):
            line = text


def found(row: Row) -> dict[str, str]:
    """The fields that the page around a line fills, as the book writes them."""
    metadata = clean(PAGES[row.place].format(row.line)).metadata
    values = {name: getattr(metadata, name) for name in FIELDS}
    return {name: ", ".join(value) if name in MANY else value for name, value in values.items() if value}


def wanted(row: Row) -> dict[str, str]:
    """The fields that the book names."""
    return {} if row.wanted == "nothing" else dict(part.split(" ", 1) for part in row.wanted.split("; "))


ROWS = list(rows())


def test_the_book_is_read() -> None:
    assert len(ROWS) >= LEAST
    assert {row.place for row in ROWS} == set(PAGES)
    assert {name for row in ROWS for name in wanted(row)} == set(FIELDS)


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=[pytest.mark.xfail(strict=True)] if row.is_miss else []) for row in ROWS],
    ids=[f"{row.number}-{row.line}" for row in ROWS],
)
def test_credits(row: Row) -> None:
    assert found(row) == wanted(row)
