"""How a run goes on, and what came of it, for people."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..corpus.run import Watcher
from .common import console, say
from .terminal import visible

if TYPE_CHECKING:
    from rich.progress import Progress

    from ..corpus.documents import Shard
    from ..corpus.job import Done
    from ..corpus.summary import Summary

PLAIN_EVERY = 15.0  # seconds between lines where there is no terminal
DOING = {"count": "counting lines", "clean": "cleaning"}
MOST_RULES = 20  # rows of the table


@contextmanager
def progress(*, quiet: bool) -> Iterator[Watcher]:
    """A watcher that shows a bar on a terminal, a line now and then elsewhere, nothing when quiet."""
    if quiet:
        yield Watcher()
    elif sys.stderr.isatty():
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TransferSpeedColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console(), transient=True) as bar:
            yield Bar(bar)
    else:
        yield Lines()


class Lines(Watcher):
    """Plain lines."""

    def __init__(self) -> None:
        self.documents = self.shards = self.total = 0
        self.last = time.monotonic()

    def begun(self, step: str, shards: Sequence[Shard], done: Sequence[Done]) -> None:
        """Say how much there is to do."""
        self.total, self.shards, self.documents = len(shards), len(done), 0
        before = f", {len(done):,} of them done before" if done else ""
        if len(done) < len(shards):
            say(f"{DOING[step]}: {len(shards):,} shards{before}")

    def advanced(self, shard: Shard, done: Done) -> None:
        """Say it when it is time to."""
        self.shards += 1
        self.documents += done.documents
        if time.monotonic() - self.last >= PLAIN_EVERY:
            self.last = time.monotonic()
            say(f"{self.shards:,}/{self.total:,} shards, {self.documents:,} documents")


class Bar(Lines):
    """A bar that counts bytes."""

    def __init__(self, bar: Progress) -> None:
        super().__init__()
        self.doing = ""
        self.bar, self.row = bar, bar.add_task("looking", total=None)

    def begun(self, step: str, shards: Sequence[Shard], done: Sequence[Done]) -> None:
        """Set the bar to where an earlier run got."""
        names = {row.shard for row in done}
        finished = sum(shard.size for shard in shards if shard.name in names)
        total = sum(shard.size for shard in shards)
        self.documents, self.doing = 0, DOING[step]
        self.bar.reset(self.row, total=total, completed=finished, description=self.doing)

    def advanced(self, shard: Shard, done: Done) -> None:
        """Move the bar."""
        self.documents += done.documents
        self.bar.update(self.row, advance=shard.size, description=f"{self.doing}: {self.documents:,} documents")


def show_summary(summary: Summary, out: Path) -> None:
    """The table by rule and the sums, on stderr."""
    from rich.table import Table

    if not summary.new:
        say(f"nothing to do: {summary.documents:,} documents in {out} are done{in_quarantine(summary)}")
        return
    table = Table(title="lines that were not printed as they stood", title_justify="left", box=None, pad_edge=False)
    table.add_column("by")
    table.add_column("lines", justify="right")
    rules = summary.rules.most_common()
    for name, count in rules[:MOST_RULES]:
        table.add_row(visible(name), f"{count:,}")
    if len(rules) > MOST_RULES:
        table.add_row(f"{len(rules) - MOST_RULES} more", f"{sum(count for _, count in rules[MOST_RULES:]):,}")
    if rules:
        console().print(table)
    kept = f"{summary.lines_kept:,} of {summary.lines_in:,} lines kept"
    empty = f", {summary.empty:,} of them without an article" if summary.empty else ""
    say(f"{summary.documents:,} documents{empty}: {kept}{in_quarantine(summary)}. Everything is in {out}")
    if summary.left:
        say("left alone: " + ", ".join(f"{count:,} {kind}" for kind, count in summary.left.most_common()))


def in_quarantine(summary: Summary) -> str:
    """What is said of the quarantine."""
    return f", {summary.quarantined:,} in quarantine (quarantine.jsonl says why)" if summary.quarantined else ""
