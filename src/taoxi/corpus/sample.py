"""Documents of a shard for the report: a few for each rule and doubt, the longest dropped lines first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..types import BLANK, Article
from .excerpt import LONGEST, clipped, excerpt
from .records import Row
from .sinks import dumps

EACH = 2  # documents of a shard for one rule or doubt
CHANCE, ANY = 40, "any:"  # documents of a shard for no reason: those with the smallest ids, which are hashes
SIZE = 24_000  # bytes of a document that are shown, by and large
FIELD = 160  # characters of a title, a path, a doubt


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document may be shown: "rule:share-bar" or "doubt:index page", how strongly, and the line that says so."""

    name: str
    strength: int
    text: str = ""


class Best:
    """The strongest documents for each reason, no two for the same line; ids decide between equals."""

    def __init__(self, each: int, chance: int) -> None:
        self.each, self.chance = each, chance
        self.found: dict[str, list[tuple[int, str, str]]] = {}  # reason -> [(-strength, id, text)], best first
        self.rows: dict[str, bytes] = {}  # a tenth of what they take as objects

    def places(self, name: str, reasons: Sequence[Reason]) -> list[Reason]:
        """The reasons for which a document of that id belongs here now."""
        return [reason for reason in reasons if self._has_place(reason, name)]

    def _has_place(self, reason: Reason, name: str) -> bool:
        best = self.found.get(reason.name, [])
        same = next((entry for entry in best if reason.text and entry[2] == reason.text), None)
        if same is not None:
            return name < same[1]
        return len(best) < self._room(reason) or (-reason.strength, name) < best[-1][:2]

    def _room(self, reason: Reason) -> int:
        return self.chance if reason.name == ANY else self.each

    def put(self, name: str, row: bytes, reasons: Sequence[Reason]) -> None:
        """Take a document (as JSON) in for reasons that have a place for it; what lost all of its places goes."""
        for reason in reasons:
            best = [e for e in self.found.get(reason.name, []) if not (reason.text and e[2] == reason.text)]
            self.found[reason.name] = sorted([*best, (-reason.strength, name, reason.text)])[: self._room(reason)]
        self.rows[name] = row
        if len(self.rows) > 2 * (self.each * len(self.found) + self.chance):
            self._forget()

    def _forget(self) -> None:
        wanted = {entry[1] for best in self.found.values() for entry in best}
        self.rows = {name: row for name, row in self.rows.items() if name in wanted}

    def __iter__(self) -> Iterator[bytes]:
        """The documents, in the order in which they came."""
        self._forget()
        return iter(self.rows.values())


class Sampler:
    """Looks at every article of a shard and keeps those that a report may want to show."""

    def __init__(self) -> None:
        self.best = Best(EACH, CHANCE)

    def add(self, row: Row, article: Article, site: str) -> None:
        """Look at an article with its record."""
        reasons = list(reasons_of(row["id"], article))
        if places := self.best.places(row["id"], reasons):
            self.best.put(row["id"], dumps(shown(row, article, site, reasons)), places)

    def __iter__(self) -> Iterator[bytes]:
        """The documents kept, as lines of JSON."""
        return iter(self.best)


def reasons_of(name: str, article: Article) -> Iterator[Reason]:
    """Every rule that dropped or cut something, with the longest of it; repairs; every doubt; and chance."""
    longest: dict[str, str] = {}
    repaired = 0
    for verdict in article.verdicts:
        text = verdict.line.text
        repaired += verdict.raw not in (None, text)
        if verdict.rule and verdict.rule != BLANK:
            longest[verdict.rule] = max(longest.get(verdict.rule, ""), text, key=len)
        for cut in verdict.cuts:
            longest[cut.rule] = max(longest.get(cut.rule, ""), text[cut.start : cut.end], key=len)
    for rule, text in longest.items():
        yield Reason(f"rule:{rule}", len(text), text[:LONGEST])
    if repaired:
        yield Reason("rule:repair", repaired)
    yield from (Reason(f"doubt:{kind}", 0) for kind in {doubt.partition(":")[0]: None for doubt in article.doubts})
    yield Reason(ANY, 0)


def shown(row: Row, article: Article, site: str, reasons: Sequence[Reason]) -> Row:
    """A document as the report shows it: what is known of it, and its lines as far as there is room."""
    verdicts = [verdict for verdict in article.verdicts if verdict.rule != BLANK]
    named = ("id", "path", "record", "title", "date", "source", "charset", "script")
    counted = ("chars_in", "chars_kept", "lines_in", "lines_kept")
    return {
        **{name: clipped(row[name], FIELD) if isinstance(row[name], str) else row[name] for name in named},
        **{name: row[name] for name in counted},
        "site": clipped(site, FIELD),
        "steps": [clipped(step, FIELD) for step in row["steps"]],
        "doubts": [clipped(doubt, FIELD) for doubt in row["doubts"]],
        "reasons": [[reason.name, reason.strength, reason.text] for reason in reasons],
        "lines": excerpt(verdicts, SIZE),
    }
