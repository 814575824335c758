"""First pass over a shard: in how many documents of its site does each line stand?"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

from ..clean import read
from ..decode import decode
from ..repair import repair
from ..rules.page import line_hash
from ..types import Text
from .documents import Document
from .guard import Marker, OutOfTime, alarm
from .job import Done, Job, Settings, done_place
from .names import STATE
from .repeats import site_hash, site_of
from .sinks import Output, Rows, measured, settled, worker_name, write_whole, writing
from .task import items

NEAR = 1 << 12  # documents that are remembered, so that memory stays flat
LONGEST = 200  # characters of a line that is counted
MANY = 1 << 12  # lines held in memory before they are written, some 1 MB; they are added up later


def run(job: Job) -> Done:
    """Count a shard. Raises OutputError when OUT cannot be written to; inputs raise nothing."""
    started = time.perf_counter()
    counts = Counts(job)
    try:
        with Marker(job) as marker:
            for item in items(job, marker):
                if isinstance(item, Document) and item.place not in dict(job.barred):
                    marker.at(item.place)
                    counts.add(site_hash(site_of(item)), lines(item, job.settings))
                    marker.at(None)
        outputs = counts.commit()
    except BaseException:
        counts.drop()
        raise
    inputs = [file.state for file in job.shard.files if file.is_there]
    sums: dict[str, object] = {"documents": counts.documents, "quarantined": 0, "sites": sorted(counts.sites)}
    timing = {"seconds": round(time.perf_counter() - started, 3)}
    done = Done(job.shard.name, job.key, inputs, outputs, sums, timing)
    write_whole(done_place(job.out, job.shard.name, "count"), done.dump())
    return done


def lines(document: Document, settings: Settings) -> frozenset[int]:
    """Hashes of the document's lines as rules will see them; none when it takes too long."""
    options = settings.options
    if options.markup == "auto":
        options = replace(options, markup=document.markup)
    data, declared = document.data, document.charset
    try:
        with alarm(settings.limits.seconds):
            text = Text(data) if isinstance(data, str) else decode(data, charset=declared)
            page = repair(read(text, options, document.given, document.url))
    except (OutOfTime, MemoryError, Exception):  # the second pass says what is wrong with it
        return frozenset()
    stripped = {line.text.strip() for line in page.lines}
    return frozenset(line_hash(line) for line in stripped if line and len(line) <= LONGEST)


class Counts:
    """Documents by site and line; the line 0 counts the site's documents."""

    def __init__(self, job: Job) -> None:
        self.name = f"{STATE}/counts/{job.shard.name}.csv.zst"
        self.out = job.out
        self.temporary = job.out / STATE / "tmp" / f"{job.shard.name}-{worker_name()}-counts"
        with writing(self.temporary):
            self.temporary.parent.mkdir(parents=True, exist_ok=True)
        self.rows = Rows(job.out / self.name, self.temporary)
        self.held: Counter[tuple[int, int]] = Counter()
        self.documents = 0
        self.sites: set[int] = set()
        self.seen: set[int] = set()

    def add(self, site: int, found: frozenset[int]) -> None:
        """Count a document. One crawled twice, not far apart, counts once: its lines repeat nothing but itself."""
        self.sites.add(site)
        self.documents += 1
        same = hash((site, found))
        if same in self.seen:
            return
        if len(self.seen) >= NEAR:
            self.seen.clear()
        self.seen.add(same)
        self.held.update((site, line) for line in found)
        self.held[site, 0] += 1
        if len(self.held) > MANY:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        for (site, line), documents in sorted(self.held.items()):
            self.rows.add_raw(b"%d,%d,%d\n" % (site, line, documents))
        self.held.clear()

    def commit(self) -> list[Output]:
        """Finish the shard's table."""
        self.flush()
        if not self.rows.close():
            return []
        with writing(self.out):
            settled(self.temporary, self.out / self.name, self.out)
            return [measured(self.out, self.name)]

    def drop(self) -> None:
        """Forget it."""
        self.temporary.unlink(missing_ok=True)
