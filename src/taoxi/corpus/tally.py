"""Sums over a shard."""

from __future__ import annotations

import time
from collections import Counter

from .records import Row


class Tally:
    """Sums over a shard's documents."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.charsets: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.quarantined = 0

    def add(self, row: Row) -> None:
        """Count one article."""
        self.sums["documents"] += 1
        self.sums["empty"] += not row["text"]
        for name in ("chars_in", "chars_kept", "lines_in", "lines_kept"):
            self.sums[name] += row[name]
        self.charsets[row["charset"] or "text"] += 1
        self.doubts.update({doubt.partition(":")[0] for doubt in row["doubts"]})

    def counts(self) -> dict[str, object]:
        """All sums, names in order."""
        names = ("documents", "empty", "chars_in", "chars_kept", "lines_in", "lines_kept")
        tables = {"rules": self.rules, "charsets": self.charsets, "doubts": self.doubts, "left": self.left}
        sums: dict[str, object] = {name: self.sums[name] for name in names}
        return (
            sums | {"quarantined": self.quarantined} | {n: dict(sorted(table.items())) for n, table in tables.items()}
        )

    def timing(self, started: float) -> dict[str, float]:
        """Seconds the shard took."""
        return {"seconds": round(time.perf_counter() - started, 3)}
