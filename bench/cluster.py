#!/usr/bin/env python3
"""Dask's engine beside the local one: the same shards, both once started, in turns.

    python bench/cluster.py [--documents N] [--workers N] [--rounds N] [--scheduler ADDRESS]

What is timed is the second pass over a folder of JSON lines: the first one starts the processes. Needs `taoxi[dask]`.
Exits with status 1 when Dask takes more than MOST times as long (the median of the rounds).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from run import SOUND, documents, size

from taoxi.corpus import plan
from taoxi.corpus.cluster import DaskEngine
from taoxi.corpus.engine import Engine, LocalEngine
from taoxi.corpus.fingerprint import fingerprint
from taoxi.corpus.inputs import discover
from taoxi.corpus.job import Done, Job, Settings

MOST = 1.5
SHARD = 1 << 17  # bytes: smaller than in life, so that what each shard costs beside its cleaning shows


def corpus(folder: Path, count: int) -> float:
    """A folder of JSON lines with so many documents; MB of text."""
    grown, rng = documents(list(SOUND.values()), random.Random(1)), random.Random(2)
    texts = [rng.choice(grown) for _ in range(count)]
    folder.mkdir()
    rows = (json.dumps({"text": text, "url": f"http://x{n % 9}.example/{n}"}) + "\n" for n, text in enumerate(texts))
    (folder / "news.jsonl").write_text("".join(rows), "utf-8")
    return size(texts)


def jobs(source: Path, out: Path) -> list[Job]:
    """The shards of the folder."""
    settings = Settings(rules=fingerprint())
    return [Job(out, shard, settings) for shard in plan.plan(discover([str(source)]).files)]


def seconds(engine: Engine, work: list[Job]) -> float:
    """How long the engine takes."""
    done: list[Done] = []
    start = time.perf_counter()
    engine.run(work, done.append)
    spent = time.perf_counter() - start
    if len(done) < len(work):
        raise SystemExit("not all shards came back")
    return spent


def main() -> int:
    """Print a line per round, and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scheduler", default="")
    given = parser.parse_args()
    plan.LEAST = SHARD
    with tempfile.TemporaryDirectory(prefix="taoxi-bench-") as name:
        folder = Path(name)
        megabytes = corpus(folder / "in", given.documents)
        here, there = jobs(folder / "in", folder / "local"), jobs(folder / "in", folder / "dask")
        print(f"{given.documents:,} documents, {megabytes:.1f} MB, {len(here)} shards, {given.workers} workers")
        with (
            LocalEngine(given.workers) as local,
            DaskEngine(folder / "dask", given.workers, given.scheduler) as dask,
        ):
            print(f"start and first pass: local {seconds(local, here):.1f} s, dask {seconds(dask, there):.1f} s")
            ratios = [one_round(local, here, dask, there, megabytes) for _ in range(given.rounds)]
    ratio = statistics.median(ratios)
    print(f"dask takes {ratio:.2f} x as long as local; at most {MOST} wanted")
    return int(ratio > MOST)


def one_round(local: Engine, here: list[Job], dask: Engine, there: list[Job], megabytes: float) -> float:
    """How many times as long Dask takes."""
    first, second = seconds(local, here), seconds(dask, there)
    print(f"local {first:.1f} s ({megabytes / first:.2f} MB/s), dask {second:.1f} s ({megabytes / second:.2f} MB/s)")
    return second / first


if __name__ == "__main__":
    sys.exit(main())
