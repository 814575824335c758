#!/usr/bin/env python3
"""Does a long run cost what a short one does, and do two workers do twice the work of one?

    python bench/scale.py [--documents N] [--part overhead|workers|growth] [--save]

Short pages of made-up news sites (tests/sites.py) go through whole runs: JSON lines packed by zstd in and out, audit,
two passes. Times are CPU seconds of all processes, since other programs may be at work; only the walls are walls.
`--save` writes bench/SCALE.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import sites  # noqa: E402
import zstandard  # noqa: E402

from taoxi import clean  # noqa: E402
from taoxi.corpus import engine, plan  # noqa: E402
from taoxi.corpus.guard import READING  # noqa: E402
from taoxi.corpus.job import Done, Job  # noqa: E402
from taoxi.corpus.run import Task, clean_corpus  # noqa: E402

DOCUMENTS = 100_000
PAGES = 500  # of a site
EVERY = 1000  # documents between two looks at a worker
SAMPLES = "TAOXI_BENCH_SAMPLES"  # where a worker writes what it saw of itself
ALONE = 10_000  # documents for `clean` alone
STARTS = 3
perform = engine.perform


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the wall, CPU seconds of this process and of its busiest worker and of all."""

    wall: float
    own: float
    busiest: float
    workers: float

    @property
    def total(self) -> float:
        """CPU seconds of all processes."""
        return self.own + self.workers

    @property
    def unhindered(self) -> float:
        """Seconds that the run would take if every process had a core of its own."""
        return self.own + self.busiest


def texts(count: int) -> Iterator[str]:
    """Pages of as many sites as it takes, in the order of a crawl: one of each site, again and again."""
    most = -(-count // PAGES)
    return islice((sites.page(site, number).text for number in range(PAGES) for site in range(most)), count)


def written(folder: Path, count: int) -> Path:
    """So many documents as JSON lines; made once."""
    place = folder / f"{count}.jsonl.zst"
    most = -(-count // PAGES)
    with place.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as out:
        for number, text in enumerate(texts(count)):
            row = {"url": f"http://news.site{number % most}.example/{number}", "content": text}
            out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return place


def watched(job: Job) -> Done:
    """Do a job in a worker that looks at itself now and then."""
    from taoxi.corpus import count, task

    if not hasattr(task, "watched"):
        task.watched = 0
        put, add = task.put, count.Counts.add
        task.put = lambda *args: look("clean", put(*args))
        count.Counts.add = lambda *args: look("count", add(*args))
    return perform(job)


def look(step: str, result: object) -> object:
    """Note what this worker has used after so many documents."""
    from taoxi.corpus import task

    task.watched += 1
    if task.watched % EVERY == 0:
        with Path(os.environ[SAMPLES]).open("a", encoding="ascii") as file:
            row = [os.getpid(), step, task.watched, resident(), time.process_time()]
            file.write(json.dumps(row) + "\n")
    return result


def resident() -> float:
    """MB of this process in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(source: Path, workers: int) -> tuple[Cost, list[list]]:
    """A whole run: its cost, and what its workers saw of themselves."""
    with tempfile.TemporaryDirectory(prefix="taoxi-bench-") as folder:
        samples = Path(folder) / "samples"
        samples.touch()
        os.environ[SAMPLES] = str(samples)
        before, start = used(), time.perf_counter()
        clean_corpus(Task((str(source),), Path(folder) / "out", workers=workers))
        wall, after = time.perf_counter() - start, used()
        rows = [json.loads(line) for line in samples.read_text("ascii").splitlines()]
    last = {row[0]: row[4] for row in rows}
    cost = Cost(wall, after[0] - before[0], max(last.values()), after[1] - before[1])
    return cost, rows


def used() -> tuple[float, float]:
    """CPU seconds of this process, and of its children that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def growth(folder: Path, documents: int) -> Iterator[str]:
    """Memory and cost of a long run beside a short one's."""
    short, _ = measured(written(folder, documents // 10), 1)
    cost, rows = measured(written(folder, documents), 1)
    for step in ("count", "clean"):
        mine = [row for row in rows if row[1] == step]
        sizes = [row[3] for row in mine]
        tail = sizes[len(sizes) // 100 :] or sizes
        yield (
            f"memory of a worker, pass {step}: {sizes[0]:.0f} MB after {EVERY:,} documents, {sizes[-1]:.0f} MB after"
            f" {len(sizes) * EVERY:,}, most {max(tail):.0f} MB: {max(tail) / sizes[0]:.3f} x"
        )
    each, before = cost.total / documents * 1e3, short.total / (documents // 10) * 1e3
    tenth = documents // 10
    yield f"cost of a document: {before:.2f} ms in {tenth:,}, {each:.2f} ms in {documents:,}: {each / before:.3f} x"
    steps = [b[4] - a[4] for a, b in pairwise(row for row in rows if row[1] == "clean")]
    some = max(1, len(steps) // 10)
    first, last = sum(steps[:some]) / some, sum(steps[-some:]) / some
    yield f"pass clean alone: {first:.2f} ms in the first tenth, {last:.2f} ms in the last: {last / first:.3f} x"


def together(folder: Path, documents: int) -> Iterator[str]:
    """Two workers beside one."""
    source = written(folder, documents)
    one, two = (measured(source, workers)[0] for workers in (1, 2))
    yield (
        f"2 workers on {documents:,} documents: {one.wall / two.wall:.2f} x on the wall,"
        f" {one.unhindered / two.unhindered:.2f} x with a core each"
    )


def overhead(folder: Path) -> Iterator[str]:
    """A whole run beside `clean` alone, and how soon it begins."""
    pages = list(texts(ALONE))
    clean(pages[0])
    start = time.process_time()
    for text in pages:
        clean(text)
    alone = time.process_time() - start
    cost, _ = measured(written(folder, ALONE), 1)
    yield f"{ALONE:,} documents: a run {cost.total:.1f} s, clean() alone {alone:.1f} s: {alone / cost.total:.2f} x"
    firsts = [begun(written(folder, ALONE), Path(folder) / f"first-{n}") for n in range(STARTS)]
    yield f"from the start to the first document: {min(firsts):.2f} to {max(firsts):.2f} CPU seconds, {STARTS} times"


def begun(source: Path, out: Path) -> float:
    """CPU seconds, of the command line and its worker, until that is at a document."""
    command = [sys.executable, "-m", "taoxi", "clean", str(source), "-o", str(out), "-j", "1", "-q"]
    process = subprocess.Popen(command)
    while (worker := at_document(out)) is None:
        time.sleep(0.005)
    seconds = spent(process.pid) + spent(worker)
    process.kill()
    process.wait()
    return seconds


def at_document(out: Path) -> int | None:
    """The worker that is at a document, not at reading only."""
    for mark in out.glob(".taoxi/running/*.json"):
        try:
            place, _, worker = json.loads(mark.read_bytes())
        except (OSError, ValueError):
            continue
        if place[2] != READING:
            return int(worker)
    return None


def spent(process: int) -> float:
    """CPU seconds of a process."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="of the long run")
    parser.add_argument("--part", choices=("overhead", "workers", "growth"), help="only this  [all]")
    parser.add_argument("--save", action="store_true", help="also write bench/SCALE.md")
    chosen = parser.parse_args()
    engine.perform = watched
    plan.LEAST = 1 << 18  # shards enough for two workers
    lines = [f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores", ""]
    with tempfile.TemporaryDirectory(prefix="taoxi-bench-") as folder:
        place = Path(folder)
        parts = {
            "overhead": overhead(place),
            "workers": together(place, chosen.documents // 5),
            "growth": growth(place, chosen.documents),
        }
        for line in chain.from_iterable([parts[chosen.part]] if chosen.part else parts.values()):
            print(line, flush=True)
            lines.append(f"- {line}")
    if chosen.save:
        head = ["# Scale", "", "Made by `make bench BENCH=scale`.", ""]
        (ROOT / "bench" / "SCALE.md").write_text("\n".join([*head, *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
