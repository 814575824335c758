"""Sums over a shard, and a sample of it."""

from __future__ import annotations

import time
from collections import Counter

from ..types import Article
from .records import Row
from .sample import Sampler

REPAIR = "repair: "  # how its steps begin
SITES = 200  # of a shard; a crawl of the web has one for every other page
OTHERS = "…"  # the sum of those that are too many


class Tally:
    """Sums over a shard's documents, and some of them for the report."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.charsets: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.repairs: Counter[str] = Counter()
        self.shares: Counter[str] = Counter()
        self.sites: Counter[str] = Counter()
        self.quarantined = 0
        self.sampler = Sampler()

    def add(self, row: Row, article: Article, site: str) -> None:
        """Count one article of a site, given with its record."""
        self.sums["documents"] += 1
        self.sums["empty"] += not row["text"]
        self.sums["doubtful"] += bool(row["doubts"])
        for name in ("chars_in", "chars_kept", "lines_in", "lines_kept"):
            self.sums[name] += row[name]
        self.charsets[row["charset"] or "text"] += 1
        self.doubts.update({doubt.partition(":")[0] for doubt in row["doubts"]})
        self.repairs.update({step[len(REPAIR) :].partition(":")[0] for step in row["steps"] if step.startswith(REPAIR)})
        self.shares[kept_share(row)] += 1
        if removed := row["lines_in"] - row["lines_kept"]:
            self.sites[site] += removed
        self.sampler.add(row, article, site)

    def counts(self) -> dict[str, object]:
        """All sums, names in order."""
        names = ("documents", "empty", "doubtful", "chars_in", "chars_kept", "lines_in", "lines_kept")
        tables = {"rules": self.rules, "charsets": self.charsets, "doubts": self.doubts, "left": self.left}
        tables |= {"repairs": self.repairs, "shares": self.shares, "sites": most(self.sites)}
        sums: dict[str, object] = {name: self.sums[name] for name in names}
        return (
            sums | {"quarantined": self.quarantined} | {n: dict(sorted(table.items())) for n, table in tables.items()}
        )

    def timing(self, started: float) -> dict[str, float]:
        """Seconds the shard took."""
        return {"seconds": round(time.perf_counter() - started, 3)}


def kept_share(row: Row) -> str:
    """How much of a document was kept, in tenths of its characters: "0" for less than a tenth, up to "9"."""
    return str(min(9, 10 * row["chars_kept"] // row["chars_in"])) if row["chars_in"] else "0"


def most(sites: Counter[str]) -> Counter[str]:
    """The sites with the highest counts, and the sum of the others."""
    first = sorted(sites.items(), key=lambda pair: (-pair[1], pair[0]))[:SITES]
    rest = sites.total() - sum(count for _, count in first)
    return Counter(dict(first) | ({OTHERS: rest} if rest else {}))
