"""Which documents the report shows, and how much of each: every rule, the rarest first, within one size."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..corpus.excerpt import fitted, rules_of
from ..corpus.records import Row
from ..corpus.sample import ANY, Best, Reason

EACH, CHANCE = 8, 200  # documents for one rule or doubt, and for none
BUDGET = 4_400_000  # bytes of all documents; the page has to stay below 5 MB with all else
SCANT = 60  # characters of a line's part when nothing else makes a document small enough

Render = Callable[[Row, str], str]


def gathered(lines: Iterable[bytes]) -> Best:
    """The best of all shards' samples, lines of JSON, in flat memory."""
    best = Best(EACH, CHANCE)
    for line in lines:
        row = json.loads(line)
        reasons = [Reason(*reason) for reason in row["reasons"]]
        if places := best.places(row["id"], reasons):
            best.put(row["id"], line, places)
    return best


def picked(best: Best, counts: Mapping[str, int], render: Render, budget: int = BUDGET) -> list[tuple[Row, str]]:
    """Documents with their HTML, in the order of the page. `counts` says how often each reason occurs in the corpus."""
    names = sorted(best.found, key=lambda name: (name == ANY, counts.get(name, 0), name))
    room = budget // (len(names) or 1)
    found: dict[str, tuple[Row, str]] = {}
    seen: set[str] = set()
    left = budget
    for turn, name, row in turns(best, names):
        if row["id"] in found or (turn == 0 and name in seen):
            continue
        fit, html = small_enough(row, name, room, render) if turn == 0 else (row, render(row, name))
        size = len(html.encode("utf-8"))
        if size > left:
            break
        left -= size
        found[row["id"]] = fit, html
        seen |= shown_reasons(fit)
    return list(found.values())


def turns(best: Best, names: list[str]) -> Iterator[tuple[int, str, Row]]:
    """The best document for each reason, then each reason's second, and so on."""
    for turn in range(max(EACH, CHANCE)):
        for name in names:
            if turn < len(best.found[name]):
                yield turn, name, json.loads(best.rows[best.found[name][turn][1]])


def shown_reasons(row: Row) -> set[str]:
    """The reasons that can be seen on the page once a document stands there."""
    rules = {f"rule:{rule}" for line in row["lines"] for rule in rules_of(line)}
    return rules | {reason[0] for reason in row["reasons"] if not reason[0].startswith("rule:")}


def small_enough(row: Row, name: str, room: int, render: Render) -> tuple[Row, str]:
    """A document that must not be left out, with as many of its lines as fit in so many bytes."""
    rule = name.partition(":")[2]
    for size in (None, room // 2, room // 4, room // 8, 0):
        if size is not None:
            row = {**row, "lines": fitted(row["lines"], size, rule)}
        html = render(row, name)
        if len(html.encode("utf-8")) <= room:
            return row, html
    row = {**row, "lines": [scant(line) for line in row["lines"]]}
    return row, render(row, name)


def scant(line: Row) -> Row:
    """The beginning of a line."""
    if "skipped" in line:
        return line
    parts = [[part[0], part[1][:SCANT], *part[2:]] for part in line["parts"][:4]]
    return {**line, "parts": parts} | ({"was": line["was"][:SCANT]} if "was" in line else {})
