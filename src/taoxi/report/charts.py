"""The report's bars: tables with a drawn bar in each row, so that they can be read without seeing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ..corpus.tally import OTHERS
from ..types import BLANK
from .marks import visible
from .words import words

FIRST = 10  # rows that are shown at once
MOST = 120  # rows at all: every rule, but not every site of the web
NO_REMOVAL = ("repair", "script", "strip", "cut", BLANK, "front-matter")  # sign for what is no text gone


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: its name, how often, how long the bar is (percent), and the filter it sets, if any."""

    label: Markup
    count: int
    length: float
    filter: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of bars; `title` and `name` are phrases, `rest` is how many rows there would be besides."""

    title: str
    name: str
    first: tuple[Bar, ...]
    more: tuple[Bar, ...]
    rest: int = 0


def charts(summary: Mapping[str, Any]) -> list[Chart]:
    """The charts of a run that are not empty."""
    removed = {name: count for name, count in summary["rules"].items() if name not in NO_REMOVAL}
    shares = {f"{10 * n}–{10 * n + 10} %": summary["shares"].get(str(n), 0) for n in range(9, -1, -1)}
    found = (
        chart("removed lines by rule", "rule", removed.items(), "rule"),
        chart("removed lines by site", "site", summary["sites"].items(), "site"),
        chart("kept share by document", "share", shares.items() if any(shares.values()) else ()),
        chart("charsets", "charset", summary["charsets"].items()),
        chart("repairs", "repair", summary["repairs"].items()),
        chart("doubts", "doubt", summary["doubts"].items(), "doubt"),
        chart("left", "kind", summary["left"].items()),
    )
    return [each for each in found if each.first]


def chart(title: str, name: str, rows: Iterable[tuple[str, int]], filters: str = "") -> Chart:
    """The chart of some counts, in the order given."""
    rows = list(rows)
    longest = max((count for _, count in rows), default=0) or 1
    bars = tuple(
        Bar(label(name, key), count, round(100 * count / longest, 2), filters if key != OTHERS else "", key)
        for key, count in rows[:MOST]
    )
    return Chart(title, name, bars[:FIRST], bars[FIRST:], len(rows) - len(bars))


def label(name: str, key: str) -> Markup:
    """What stands before a bar."""
    if name == "site" and key in ("", OTHERS):
        return words("other sites" if key else "whole input")
    if name == "charset" and key == "text":
        return words("decoded")
    return visible(key) if name in ("site", "doubt", "kind") else escape(key)
