#!/usr/bin/env python3
"""How much memory does a worker need to read a dump that is bigger than memory?

    python bench/memory.py [--part FORMAT] [--scale S] [--save]

Dumps of each streamed format are made in the system's folder for temporary files (2 GB of JSON lines, 1 GB of texts in
a zip, one JSON array of 500 MB, …; S makes them smaller), read from end to end by a process of their own, and removed.
The figure is the most that this process ever had in memory. What cleans one document comes on top of it. `--save`
writes bench/MEMORY.md.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import sites  # noqa: E402
import zstandard  # noqa: E402

Row = dict[str, str]
POOL = 500  # pages that are told apart by a number put behind every line
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def articles(size: float) -> Iterator[Row]:
    """Records of so many bytes in all."""
    pool = [sites.page(number % 20, number).lines for number in range(POOL)]
    made = 0
    for number in itertools.count():
        if made >= size:
            return
        text = "\n".join(f"{line}{number}" for line in pool[number % POOL])
        made += len(text.encode())
        yield {"title": f"第{number}篇", "url": f"http://x{number % 50}.example/{number}", "content": text}


def dumped(row: Row) -> bytes:
    """A record as a line of JSON."""
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def json_lines(place: Path, rows: Iterator[Row]) -> None:
    """JSON lines, packed."""
    with place.open("wb") as file, zstandard.ZstdCompressor(level=1).stream_writer(file) as out:
        for row in rows:
            out.write(dumped(row))


def plain_lines(place: Path, rows: Iterator[Row]) -> None:
    """JSON lines under the name of a text."""
    with place.open("wb") as file:
        file.writelines(map(dumped, rows))


def array(place: Path, rows: Iterator[Row]) -> None:
    """One JSON array."""
    with place.open("wb") as file:
        file.write(b"[" + dumped(next(rows)))
        file.writelines(b"," + dumped(row) for row in rows)
        file.write(b"]")


def table(place: Path, rows: Iterator[Row]) -> None:
    """A table in GB18030."""
    with place.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, ("title", "url", "content"))
        writer.writeheader()
        writer.writerows(rows)


def texts(place: Path, rows: Iterator[Row]) -> None:
    """A zip of texts."""
    with zipfile.ZipFile(place, "w") as archive:
        for number, row in enumerate(rows):
            archive.writestr(f"{number % 100:02d}/{number}.txt", row["content"].encode())


def sqlite(place: Path, rows: Iterator[Row]) -> None:
    """A database."""
    base = sqlite3.connect(place)
    base.execute("CREATE TABLE news (title TEXT, url TEXT, content TEXT)")
    base.executemany("INSERT INTO news VALUES (:title, :url, :content)", rows)
    base.commit()
    base.close()


def parquet(place: Path, rows: Iterator[Row], group: int = 8192) -> None:
    """Parquet as taoxi itself writes it: groups of 8192 rows."""
    import duckdb

    lines = place.with_suffix(".lines")
    plain_lines(lines, rows)
    query = f"COPY (SELECT * FROM read_json('{lines}', format = 'newline_delimited')) TO '{place}'"
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as base:
        base.execute(f"{query} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})")
    lines.unlink()


def long_parquet(place: Path, rows: Iterator[Row]) -> None:
    """Parquet as DuckDB writes it when nobody says otherwise: groups of 122,880 rows, pages of 100 MB."""
    parquet(place, rows, 122_880)


def warc(place: Path, rows: Iterator[Row]) -> None:
    """WARC responses."""
    with place.open("wb") as file:
        for row in rows:
            data = HTTP + f"<html><body><p>{row['content']}</p></body></html>".encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {row['url']}\r\nContent-Length: {len(data)}"
            file.write(head.encode() + b"\r\n\r\n" + data + b"\r\n\r\n")


# name of the dump -> who makes it, MB of its texts
DUMPS: dict[str, tuple[Callable[[Path, Iterator[Row]], None], int]] = {
    "lines.jsonl.zst": (json_lines, 2000),
    "lines.txt": (plain_lines, 1000),
    "array.json": (array, 500),
    "table.csv": (table, 750),  # 500 MB in GB18030
    "texts.zip": (texts, 1000),
    "news.sqlite": (sqlite, 500),
    "news.parquet": (parquet, 500),
    "long.parquet": (long_parquet, 500),
    "pages.warc": (warc, 600),
}


def read_all(place: Path) -> str:
    """Read a dump from end to end, in this process; what came of it."""
    from taoxi.corpus.documents import Document, File, Reading
    from taoxi.corpus.formats import read

    start, documents, others = time.process_time(), 0, 0
    for item in read(File(place, place.name, 0, 0), Reading(place.name)):
        documents += isinstance(item, Document)
        others += not isinstance(item, Document)
    seconds = time.process_time() - start
    # not getrusage(): what that says begins with the parent's
    status = Path("/proc/self/status").read_text("ascii")
    most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    size = place.stat().st_size / 1e6
    return f"| {place.name} | {size:,.0f} | {documents:,} | {others} | {seconds:.0f} | {most:.0f} |"


def main() -> None:
    """Make the dumps one after the other, and have them read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=DUMPS, help="only this  [all]")
    parser.add_argument("--scale", type=float, default=1.0, help="of the dumps' sizes")
    parser.add_argument("--save", action="store_true", help="also write bench/MEMORY.md")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        print(read_all(chosen.read))
        return
    lines = ["| dump | MB | documents | troubles | CPU seconds | most MB of memory |", "|:--|--:|--:|--:|--:|--:|"]
    print("\n".join(lines), flush=True)
    for name in [chosen.part] if chosen.part else DUMPS:
        make, size = DUMPS[name]
        with tempfile.TemporaryDirectory(prefix="taoxi-bench-") as folder:
            place = Path(folder) / name
            make(place, articles(size * 1e6 * chosen.scale))
            run = subprocess.run(
                [sys.executable, __file__, "--read", place], check=True, capture_output=True, text=True
            )
        lines.append(run.stdout.strip())
        print(lines[-1], flush=True)
    if chosen.save:
        head = f"Made by `make bench BENCH=memory`, {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}."
        (ROOT / "bench" / "MEMORY.md").write_text("\n".join(["# Memory", "", head, "", *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
