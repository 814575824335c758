"""How a run goes on, for people."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..corpus.run import Watcher
from .common import console, say

if TYPE_CHECKING:
    from rich.progress import Progress

    from ..corpus.documents import Shard
    from ..corpus.job import Done

PLAIN_EVERY = 15.0  # seconds between lines where there is no terminal
DOING = {"count": "counting lines", "clean": "cleaning"}
NARROW = 60  # cells; below, the bar itself gives way to its figures


@contextmanager
def progress(*, quiet: bool) -> Iterator[Watcher]:
    """A watcher that shows a bar on a terminal, a line now and then elsewhere, nothing when quiet."""
    if quiet:
        yield Watcher()
    elif sys.stderr.isatty():
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        stream = console()
        wide = (BarColumn(),) if stream.width >= NARROW else ()
        columns = (TextColumn("{task.description}"), *wide, TaskProgressColumn(), TimeRemainingColumn(compact=True))
        with Progress(*columns, console=stream, transient=True) as bar:
            yield Bar(bar)
    else:
        yield Lines()


class Lines(Watcher):
    """Plain lines. Work is measured in bytes of input."""

    def __init__(self) -> None:
        self.doing, self.documents = "", 0
        self.done = self.total = self.before = 0  # bytes; `before` were done by an earlier run
        self.started = self.last = time.monotonic()

    def begun(self, step: str, shards: Sequence[Shard], done: Sequence[Done]) -> None:
        """Say how much there is to do."""
        names = {row.shard for row in done}
        self.doing, self.documents = DOING[step], 0
        self.total = sum(shard.size for shard in shards)
        self.done = self.before = sum(shard.size for shard in shards if shard.name in names)
        self.started = self.last = time.monotonic()
        if len(done) < len(shards):
            self.announce(len({file.relative for shard in shards for file in shard.files}))

    def announce(self, files: int) -> None:
        """Say that a pass begins."""
        before = f", {size(self.before)} of it done before" if self.before else ""
        say(f"{self.doing}: {files:,} files, {size(self.total)}{before}")

    def advanced(self, shard: Shard, done: Done) -> None:
        """Say it when it is time to."""
        self.done += shard.size
        self.documents += done.documents
        if time.monotonic() - self.last >= PLAIN_EVERY:
            self.last = time.monotonic()
            share = self.done / self.total if self.total else 1.0
            say(f"{self.doing}: {share:.0%}, {self.documents:,} documents, {duration(self.left())} left")

    def left(self) -> float:
        """Seconds that the rest of the pass will take at the speed so far."""
        fresh = self.done - self.before
        return (self.total - self.done) * (time.monotonic() - self.started) / fresh if fresh else 0.0


class Bar(Lines):
    """A bar with its share and the time left."""

    def __init__(self, bar: Progress) -> None:
        super().__init__()
        self.bar, self.row = bar, bar.add_task("looking", total=None)

    def begun(self, step: str, shards: Sequence[Shard], done: Sequence[Done]) -> None:
        """Set the bar to where an earlier run got."""
        super().begun(step, shards, done)
        self.bar.reset(self.row, total=self.total, completed=self.done, description=self.doing)

    def announce(self, files: int) -> None:
        """The bar says it."""

    def advanced(self, shard: Shard, done: Done) -> None:
        """Move the bar."""
        self.documents += done.documents
        self.bar.update(self.row, advance=shard.size, description=f"{self.doing}: {self.documents:,} documents")


def size(count: int) -> str:
    """A number of bytes as people say it: 23.4 MB."""
    from rich.filesize import decimal

    return decimal(count)


def duration(seconds: float) -> str:
    """A time as people say it: 40 s, 12 min, 3 h 5 min."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
