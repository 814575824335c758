#!/usr/bin/env python3
"""Does every dump beside the checkout run, with --limit and without, and give as many documents as it holds?

    python bench/dumps.py [--part NAME] [--jobs N]

Prints a row for each dump: documents, those without an article, rows of quarantine, seconds on the wall. Exits with
status 1 when a count is not the one that the dumps' own README tells.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DUMPS = Path(__file__).resolve().parent.parent.parent / "shared" / "dumps"
LIMIT = 7
# dump -> its documents, and what else the run is told: lists of classes and lines for training are no articles
HELD: dict[str, tuple[int, tuple[str, ...]]] = {
    "sogou_ca": (200, ()),
    "sogou_cs": (200, ()),
    "sogouc_sample": (90, ("--exclude", "ClassList.txt")),
    "fudan": (300, ()),
    "newsspider_txt": (1464, ()),
    "jsonl_ccnet/2021-43": (84, ()),
    "jsonl_ccnet/fasttext": (20, ("--include", "*.jsonl")),
    "cx_html_txt": (148, ()),
    "xlsx_sim": (1000, ()),
    "sqlite_sina/news.sqlite": (44, ()),
    "sqlite_sina/news.xlsx": (44, ()),
    "derived/news_gb18030.csv": (42, ()),
    "derived/news_utf8sig.csv": (42, ()),
    "derived/news.tsv": (42, ()),
    "derived/news.jsonl.gz": (42, ()),
    "derived/news_array.json": (42, ()),
    "derived/folder_gbk.zip": (42, ()),
    "derived/blank_line_separated.txt": (30, ("--split", "blank-lines")),
    "derived/pages.warc.gz": (76, ()),
    "derived/pages.wet.gz": (76, ()),
}


def cleaned(name: str, out: Path, *args: str) -> tuple[dict[str, int], float]:
    """The sums of a run over a dump, and its seconds on the wall."""
    command = [sys.executable, "-m", "taoxi", "clean", str(DUMPS / name), "-o", str(out), "--json", "-q", *args]
    start = time.perf_counter()
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode not in (0, 3):
        raise SystemExit(f"{name}: status {run.returncode}")
    return json.loads(run.stdout), time.perf_counter() - start


def row(name: str, folder: Path, jobs: int) -> bool:
    """Run a dump twice and print what came of it: are the counts right?"""
    held, args = HELD[name]
    few, _ = cleaned(name, folder / "few", "-j", str(jobs), "--limit", str(LIMIT), *args)
    total, seconds = cleaned(name, folder / "all", "-j", str(jobs), *args)
    right = (few["documents"], total["documents"], total["quarantined"]) == (LIMIT, held, 0)
    print(
        f"| {name} | {few['documents']} | {total['documents']:,} | {total['empty']} | {total['quarantined']} |"
        f" {seconds:.1f} |{'' if right else f' {held:,} wanted'}",
        flush=True,
    )
    return right


def main() -> int:
    """Go through the dumps."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=HELD, help="only this  [all]")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    if not DUMPS.is_dir():
        raise SystemExit(f"no dumps in {DUMPS}")
    print(f"| dump | --limit {LIMIT} | documents | without an article | in quarantine | seconds |")
    print("|:--|--:|--:|--:|--:|--:|", flush=True)
    wrong = 0
    for name in [chosen.part] if chosen.part else HELD:
        with tempfile.TemporaryDirectory(prefix="taoxi-bench-") as folder:
            wrong += not row(name, Path(folder), chosen.jobs)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
