"""What stands beside the articles when a run is over: quarantine, manifest, report and the mark of success."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .depot import publish
from .inputs import Found
from .job import Done
from .names import OWN, STATE
from .reports import WALK, quarantined, write_reports
from .sinks import dumps, write_whole
from .summary import Summary


def conclude(out: Path, found: Found, records: Sequence[Done], new: int) -> Summary:
    """Write what stands beside the articles: quarantine, manifest, report, and last of all the mark of success."""
    troubles = [dumps(asdict(trouble)) for trouble in found.troubles]
    quarantine = b"".join([*troubles, *quarantined(out, records)])
    renew(out / "quarantine.jsonl", quarantine)
    renew(out / "manifest.jsonl", b"".join(dumps(manifest_row(done)) for done in records))
    renew(out / WALK, dumps({"troubles": [asdict(trouble) for trouble in found.troubles], "left": found.left}))
    summary = write_reports(out, records, new)
    publish(out, [WALK, *(name for name in OWN if name != "_SUCCESS" and (out / name).is_file())])
    renew(out / "_SUCCESS", b"")
    publish(out, ["_SUCCESS"])
    return summary


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
