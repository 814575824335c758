"""What stands beside the articles when a run is over: quarantine, manifest, report and the mark of success."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .inputs import Found
from .job import Done
from .names import STATE
from .sinks import dumps, write_whole, writing
from .summary import Summary, sum_up, write_report


def conclude(out: Path, found: Found, records: Sequence[Done], new: int) -> Summary:
    """Write what stands beside the articles: quarantine, manifest, report, and last of all the mark of success."""
    troubles = [dumps(asdict(trouble)) for trouble in found.troubles]
    quarantine = b"".join([*troubles, *quarantined(out, records)])
    renew(out / "quarantine.jsonl", quarantine)
    renew(out / "manifest.jsonl", b"".join(dumps(manifest_row(done)) for done in records))
    summary = sum_up(records, len(found.troubles), found.left, new)
    write_report(out / "report.json", summary)
    renew(out / "_SUCCESS", b"")
    return summary


def quarantined(out: Path, records: Iterable[Done]) -> Iterator[bytes]:
    """The shards' quarantine rows, in the order of the plan."""
    for done in records:
        for name, _, _ in done.outputs:
            if name.startswith(f"{STATE}/quarantine/"):
                with writing(out):
                    yield (out / name).read_bytes()


def manifest_row(done: Done) -> dict[str, Any]:
    """A shard's row of the manifest."""
    return {**asdict(done), "outputs": [output for output in done.outputs if not output[0].startswith(STATE)]}


def renew(place: Path, data: bytes) -> None:
    """Write a file unless it stands there already."""
    try:
        if place.read_bytes() == data:
            return
    except OSError:
        pass  # not there yet
    write_whole(place, data)
