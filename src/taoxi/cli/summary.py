"""What came of a run, for people."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..types import BLANK
from .common import console, say
from .terminal import shortened, visible

if TYPE_CHECKING:
    from ..corpus.remote import Remote
    from ..corpus.summary import Summary

MOST_RULES = 20  # rows of the table
LOOKED_AT = 20_000  # rows of the audit that are searched for examples: a blink on any machine
PLAIN_CELLS = 100  # of a row where there is no terminal
UNTOLD = (BLANK, "strip")  # nothing to see in an example of these


def show_summary(summary: Summary, out: Path | Remote) -> None:
    """The table by rule with an example each, and the sums, on stderr."""
    if not summary.new:
        say(nothing_new(summary, out))
        return
    show_table(summary, out)
    for line in sums(summary, out):
        say(line)


def nothing_new(summary: Summary, out: Path | Remote) -> str:
    """Why a run did nothing."""
    if summary.documents or summary.quarantined:
        return f"nothing to do: {summary.documents:,} documents in {out} are done{in_quarantine(summary, out)}"
    left = f" ({left_alone(summary)})" if summary.left else ""
    return f"no document found{left}; see that INPUT, --include and --exclude are what you mean"


def show_table(summary: Summary, out: Path | Remote) -> None:
    """How many lines each rule took or changed, and one of them."""
    rules = summary.rules.most_common()
    shown, rest = rules[:MOST_RULES], rules[MOST_RULES:]
    if not shown:
        return
    found = examples(out, {name for name, _ in shown} - set(UNTOLD))
    rows = [(visible(name), f"{count:,}", visible(found.get(name, "").strip())) for name, count in shown]
    if rest:
        rows.append((f"{len(rest)} more", f"{sum(count for _, count in rest):,}", ""))
    say("lines that were not printed as they stood")
    stream = console()
    name_cells, count_cells = (max(map(len, column)) for column in list(zip(*rows, strict=True))[:2])
    room = (stream.width if sys.stderr.isatty() else PLAIN_CELLS) - name_cells - count_cells - 4
    for name, count, line in rows:
        say(f"{name:<{name_cells}}  {count:>{count_cells}}  {shortened(line, room)}".rstrip())


def examples(out: Path | Remote, names: Collection[str]) -> dict[str, str]:
    """For each name that signs in OUT's audit the first raw line it took or changed; of a cut line, what was cut."""
    found: dict[str, str] = {}
    for row in islice(audited(out), LOOKED_AT):
        for name in row["by"]:
            if name in names and name not in found and (row["raw"] or "").strip():
                found[name] = row["raw"]
        if len(found) == len(names):
            break
    return found


def audited(out: Path | Remote) -> Iterator[dict[str, Any]]:
    """The rows of OUT's audit, where it is a folder."""
    import io

    import orjson
    import zstandard

    for place in sorted((out / "audit").glob("*.jsonl.zst")) if isinstance(out, Path) else ():
        with place.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
            yield from map(orjson.loads, io.BufferedReader(stream))


def sums(summary: Summary, out: Path | Remote) -> Iterator[str]:
    """The sums in sentences."""
    empty = f" ({summary.empty:,} without an article)" if summary.empty else ""
    share = f"{summary.chars_kept / summary.chars_in:.0%}" if summary.chars_in else "none"
    yield (
        f"{summary.documents:,} documents{empty}: {summary.lines_kept:,} lines out of {summary.lines_in:,}, "
        f"{share} of the characters{in_quarantine(summary, out)}"
    )
    if summary.doubts:
        yield "doubts: " + ", ".join(f"{count:,} {visible(name)}" for name, count in summary.doubts.most_common())
    if summary.left:
        yield f"left alone: {left_alone(summary)}"
    report = out / "report.html"
    yield f"everything is in {out}" + (f"; open {report} to read what fell" if report.exists() else "")


def left_alone(summary: Summary) -> str:
    """Files that hold no text, by kind."""
    return ", ".join(f"{count:,} {visible(kind)}" for kind, count in summary.left.most_common())


def in_quarantine(summary: Summary, out: Path | Remote) -> str:
    """What is said of the quarantine."""
    return (
        f"; {summary.quarantined:,} in quarantine, {out / 'quarantine.jsonl'} says why" if summary.quarantined else ""
    )
