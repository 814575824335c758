#!/usr/bin/env python3
"""Many documents, some damaged or hostile, in a run that is killed again and again, against an undisturbed one.

    python bench/soak.py [--documents N] [--kills N] [--seed N] [--jobs N] [--engines one many dask]

Pages of made-up news sites (tests/sites.py); 1 in 100 is damaged, 1 in 1000 hostile. The second run is killed at random
moments (the whole of it, or one of its workers), about as often as asked for, and started again, with one worker, with
many or with Dask as it falls out, until it gets through. Both outputs must be the same bytes, times aside, and every
document must stand in them once or be in quarantine. Status 1 when not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import sites  # noqa: E402
import zstandard  # noqa: E402
from corpus_tools import snapshot  # noqa: E402

PAGES = 200  # of a site
FILE = 20_000  # documents of a file
DAMAGED, HOSTILE = 0.01, 0.001
BEGINNING = 2.0  # seconds of a run before it may be killed: below, it has done nothing yet
ENGINES = ("one", "many", "dask")


def spoil(text: str, chance: random.Random) -> str:
    """The text with one of the damages that pages have."""
    line = chance.choice([line for line in text.split("\n") if line.strip()])
    ways = (
        lambda: text.replace(line, line.encode().decode("latin-1")),
        lambda: text.replace(line, line.encode().decode("gb18030", "replace")),
        lambda: text.replace("。", "&#12290;").replace("，", "&amp;nbsp;"),
        lambda: text.replace("业", "業(yè)").replace("会", "會(huì)"),
        lambda: text[: len(text) // 2] + "\ufffd\x00\x1b[2J\ud800",
        lambda: f"<html><body>{''.join(f'<div><p>{part}' for part in text.split(chr(10)))}",
    )
    return chance.choice(ways)()


def hostile(chance: random.Random) -> str:
    """What is made to hurt."""
    ways = (
        lambda: "（记者 " * 20_000, lambda: "<div>" * 20_000 + "江城", lambda: "王" * 50_000, lambda: "\n" * 50_000,
        lambda: "".join(chr(chance.randrange(0x110000)) for _ in range(2000)), lambda: "2024-01-01 " * 5000,
        lambda: "&#x110000;" * 5000, lambda: "", lambda: "<!--" * 10_000, lambda: "www.a." * 10_000,
    )  # fmt: skip
    return chance.choice(ways)()


def texts(count: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Address and text of each document."""
    for number in range(count):
        site, page = divmod(number, PAGES)
        text = sites.page(site, page).text
        die = chance.random()
        if die < HOSTILE:
            text = hostile(chance)
        elif die < HOSTILE + DAMAGED:
            text = spoil(text, chance)
        yield f"http://news.site{site}.example/{page}", text


def write(folder: Path, count: int, chance: random.Random) -> None:
    """The documents as packed JSON lines."""
    folder.mkdir()
    rows = texts(count, chance)
    for number in range(-(-count // FILE)):
        place = folder / f"{number:04d}.jsonl.zst"
        with place.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as out:
            for url, text in islice(rows, FILE):
                out.write(json.dumps({"url": url, "text": text}).encode("ascii") + b"\n")


def command(source: Path, out: Path, jobs: int, engine: str = "many") -> list[str]:
    """A run."""
    how = ["-j", "1" if engine == "one" else str(jobs), "--engine", "dask" if engine == "dask" else "local"]
    return [sys.executable, "-m", "taoxi", "clean", str(source), "-o", str(out), *how, "--quiet"]


def workers(parent: int) -> list[int]:
    """The workers of a run; the process in which Python tracks its semaphores is none."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
            words = place.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == parent and b"resource_tracker" not in words:
            found.append(int(place.parent.name))
    return found


def disturbed(runs: dict[str, list[str]], kills: int, length: float, chance: random.Random) -> Counter[str]:
    """Run by one of these commands after the other, and kill, until one gets through: what was killed how many times.
    `length` is what an undisturbed run takes, in seconds.
    """
    killed: Counter[str] = Counter()
    while True:
        engine = chance.choice(list(runs))
        process = subprocess.Popen(runs[engine])
        while killed.total() < kills:
            try:
                process.wait(chance.uniform(BEGINNING, max(BEGINNING + 1, 2 * length / kills)))
                break
            except subprocess.TimeoutExpired:
                below = workers(process.pid)
            if below and chance.random() < 0.5:
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(below), signal.SIGKILL)
                    killed[f"{engine}: a worker"] += 1
                continue
            how = chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
            process.send_signal(how)
            process.wait()
            killed[f"{engine}: {how.name}"] += 1
            break
        code = process.wait()
        if code in (0, 3):
            return killed
        if killed.total() >= kills and code not in (-9, 130):
            sys.exit(f"a run ended with status {code}")


def compared(want: dict[str, object], have: dict[str, object]) -> list[str]:
    """Where two outputs differ."""
    return [name for name in sorted(set(want) | set(have)) if want.get(name) != have.get(name)]


def megabytes(folder: Path) -> int:
    """What the files of a folder take."""
    return sum(place.stat().st_size for place in folder.rglob("*") if place.is_file()) >> 20


def rows_of(out: Path) -> tuple[int, int]:
    """How many different documents stand in an output, and how many are in quarantine."""
    ids: set[str] = set()
    count = 0
    for place in sorted((out / "documents").glob("*.zst")):
        with place.open("rb") as file:
            for line in zstandard.ZstdDecompressor().stream_reader(file).read().splitlines():
                ids.add(json.loads(line)["id"])
                count += 1
    assert len(ids) == count, "a document stands there twice"
    quarantine = (out / "quarantine.jsonl").read_bytes().splitlines()
    return count, len(quarantine)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="A run with kills against an undisturbed one.")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=0, help="by default one for 5,000 documents, 3 to 100")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    chosen = parser.parse_args()
    kills = chosen.kills or min(100, max(3, chosen.documents // 5000))
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory(prefix="taoxi-soak-") as folder:
        source, calm, rough = (Path(folder) / name for name in ("in", "calm", "rough"))
        write(source, chosen.documents, chance)
        start = time.perf_counter()
        code = subprocess.run(command(source, calm, chosen.jobs), check=False).returncode
        length = time.perf_counter() - start
        count, quarantined = rows_of(calm)
        print(
            f"undisturbed: status {code}, {length:.0f} s, {count:,} documents ({count / length:.0f} a second), "
            f"{quarantined} in quarantine; {megabytes(source):,} MB in, {megabytes(calm):,} MB out", flush=True,
        )  # fmt: skip
        runs = {engine: command(source, rough, chosen.jobs, engine) for engine in chosen.engines}
        killed = disturbed(runs, kills, length, chance)
        told = ", ".join(f"{what} {times}" for what, times in sorted(killed.items()))
        print(f"disturbed: killed {killed.total()} times ({told})", flush=True)
        different = compared(snapshot(calm), snapshot(rough))
        lost = chosen.documents - count - quarantined
        print(f"differences: {', '.join(different) or 'none'}; documents lost: {lost}", flush=True)
    return 1 if different or lost or code not in (0, 3) else 0


if __name__ == "__main__":
    sys.exit(main())
