"""The sums of a run, and report.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import cast

from .. import __version__
from .fingerprint import fingerprint
from .job import Done
from .sinks import write_whole


@dataclass(slots=True)
class Summary:
    """What OUT holds: sums over all its shards. `new` counts the shards done by this very run."""

    shards: int = 0
    new: int = 0
    documents: int = 0
    empty: int = 0
    doubtful: int = 0
    quarantined: int = 0
    chars_in: int = 0
    chars_kept: int = 0
    lines_in: int = 0
    lines_kept: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    charsets: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    shares: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def as_json(self) -> dict[str, object]:
        """All of it in a fixed order; times stand apart, under "timing"."""
        # asdict() would rebuild the counters from pairs
        row = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("new", "seconds")}
        for name, value in row.items():
            if isinstance(value, Counter):
                row[name] = dict(sorted(value.items(), key=lambda pair: (-pair[1], pair[0])))
        return {
            "taoxi": __version__,
            "fingerprint": fingerprint(),
            **row,
            "timing": {"seconds": round(self.seconds, 3)},
        }


def sum_up(records: Iterable[Done], troubles: int, left: Mapping[str, int], new: int) -> Summary:
    """Add the shards' records up, with the troubles and files left alone that the walk met."""
    total = Summary(new=new, quarantined=troubles, left=Counter(left))
    for done in records:
        total.shards += 1
        total.seconds += done.timing["seconds"]
        for name, value in done.counts.items():
            if isinstance(value, dict):
                getattr(total, name).update(value)
            else:
                setattr(total, name, getattr(total, name) + cast(int, value))
    return total


def write_report(place: Path, summary: Summary) -> None:
    """Write report.json, unless nothing but the times would change."""
    row = summary.as_json()
    try:
        before = json.loads(place.read_bytes())
        if before | {"timing": None} == row | {"timing": None}:
            return
    except (OSError, ValueError):
        pass  # none yet, or none of ours
    write_whole(place, json.dumps(row, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass") + b"\n")
