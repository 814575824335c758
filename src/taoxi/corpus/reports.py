"""report.json and report.html, out of what stands in OUT."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from .depot import need
from .job import Done, load_done
from .limits import NO_RATIO
from .lock import locked
from .names import STATE
from .records import Row
from .sinks import OutputError, write_whole, writing
from .summary import Summary, sum_up, write_report
from .unpack import READ_ERRORS, unpack

WALK = f"{STATE}/walk.json"  # what the last run met on its way: troubles with whole files, files left alone
QUARANTINED = 50  # rows that the page shows


def report_again(out: Path) -> Summary:
    """Write both anew. Raises OutputError where there is nothing to tell of, or another run is at work."""
    places = sorted((out / STATE / "done").glob("*.json"), key=lambda place: (len(place.name), place.name))
    if not places:
        raise OutputError(f"{out}: holds nothing that taoxi made")
    with locked(out):
        return write_reports(out, [done for place in places if (done := load_done(place))], 0)


def write_reports(out: Path, records: Sequence[Done], new: int) -> Summary:
    """Write both for these done-records, unless nothing but the times would change."""
    met = walked(out)
    summary = sum_up(records, len(met["troubles"]), met["left"], new)
    write_report(out / "report.json", summary)
    rows = (json.loads(line) for chunk in quarantined(out, records) for line in chunk.splitlines())
    write_page(out, summary, sampled(out, records), list(islice(chain(met["troubles"], rows), QUARANTINED)))
    return summary


def walked(out: Path) -> dict[str, Any]:
    """What the last run met on its way; nothing, where none has come that far."""
    try:
        met = json.loads((out / WALK).read_bytes())
        return {"troubles": list(met["troubles"]), "left": dict(met["left"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"troubles": [], "left": {}}


def write_page(out: Path, summary: Summary, samples: Iterator[bytes], quarantine: Sequence[Row]) -> None:
    """Write report.html, unless nothing but the times would change."""
    from ..report.page import render, without_timing

    place, page = out / "report.html", render(summary.as_json(), samples, quarantine)
    try:
        if without_timing(place.read_bytes()) == without_timing(page):
            return
    except OSError:
        pass  # not there yet
    write_whole(place, page)


def sampled(out: Path, records: Iterable[Done]) -> Iterator[bytes]:
    """The shards' sampled documents, lines of JSON, in the order of the plan. Raises OutputError for damage."""
    for name in fetched(out, records, "samples"):
        try:
            with (out / name).open("rb") as file:
                yield from unpack(file, NO_RATIO)[0]
        except READ_ERRORS as error:
            raise OutputError(f"{out / name}: is not whole ({error}); give `taoxi clean` again") from error


def quarantined(out: Path, records: Iterable[Done]) -> Iterator[bytes]:
    """The shards' quarantine rows, in the order of the plan."""
    for name in fetched(out, records, "quarantine"):
        with writing(out):
            yield (out / name).read_bytes()


def fetched(out: Path, records: Iterable[Done], kind: str) -> list[str]:
    """The shards' files of a kind, in the order of the plan; from now on they lie in OUT. Raises OutputError."""
    names = [name for done in records for name, _, _ in done.outputs if name.startswith(f"{STATE}/{kind}/")]
    need(out, names)
    return names
