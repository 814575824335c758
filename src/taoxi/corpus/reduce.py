"""Between the passes: the shards' counts are added up and what repeats is frozen."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import cast

from .depot import need, publish
from .fingerprint import key
from .job import Done
from .names import STATE
from .repeats import LEAST, MOST, SHARE, digests, signed
from .sinks import OutputError, dumps, measured, write_whole, writing

MEMORY = "1GB"  # DuckDB goes to disk beyond
COLUMNS = {"site": "UBIGINT", "line": "UBIGINT", "n": "UBIGINT"}
TABLES = """
    CREATE TABLE sites (site INTEGER PRIMARY KEY, documents INTEGER NOT NULL, digest TEXT NOT NULL);
    CREATE TABLE lines (site INTEGER, line INTEGER, documents INTEGER NOT NULL, PRIMARY KEY (site, line)) WITHOUT ROWID;
"""
# lines that could fall: the rule's threshold is max(3, min(5 % of the site's documents, 20))
QUERY = """
    WITH sums AS (SELECT site, line, sum(n)::UBIGINT AS n FROM counts GROUP BY site, line),
         sites AS (SELECT site, n AS documents FROM sums WHERE line = 0)
    SELECT site, documents, line, n FROM sums JOIN sites USING (site)
    WHERE line > 0 AND n >= greatest($least, least(documents * $share, $most))
    ORDER BY site, line
"""
Counted = tuple[int, int, int, int]  # site, its documents, line, documents with the line


def reduced(out: Path, records: Iterable[Done]) -> Path:
    """Freeze what repeats over all shards, unless that was done; the table's path. Raises OutputError."""
    table, note = out / "repeats.sqlite", out / STATE / "repeats.json"
    records = list(records)
    outputs = [output for done in records for output in done.outputs]
    if is_reduced(out, records):
        return table
    need(out, [name for name, _, _ in outputs])
    temporary = out / STATE / "tmp" / f"repeats-{os.getpid()}"
    with writing(table):
        temporary.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        freeze(temporary, repeated([str(out / name) for name, _, _ in outputs], temporary.parent))
        temporary.replace(table)
    write_whole(note, dumps(note_of(table, records)))
    publish(out, [table.name, f"{STATE}/{note.name}"])
    return table


def is_reduced(out: Path, records: Iterable[Done]) -> bool:
    """Does the table in OUT hold what repeats over these shards?"""
    try:
        written = json.loads((out / STATE / "repeats.json").read_bytes())
    except (OSError, ValueError):
        return False  # not made yet
    return bool(written == note_of(out / "repeats.sqlite", records))


def note_of(table: Path, records: Iterable[Done]) -> dict[str, str]:
    """What stands for the shards' counts and for the table."""
    return {"key": key([list(output) for done in records for output in done.outputs]), "table": file_hash(table)}


def file_hash(place: Path) -> str:
    """What stands for a file's bytes; "" when it is not there."""
    try:
        return measured(place.parent, place.name)[2]
    except OSError:
        return ""


def repeats_key(table: Path, counted: Done | None = None) -> str:
    """What stands for the repeated lines of a shard's sites, or of all sites where they were not counted."""
    if counted is None:
        return file_hash(table)
    return key(digests(table, cast(list[int], counted.counts["sites"])))


def repeated(names: list[str], spill: Path) -> Iterator[Counted]:
    """Rows of lines that repeat, by site."""
    import duckdb

    if not names:
        return
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "threads": 2,
    }
    with duckdb.connect(config=config) as base:
        try:
            relation = base.read_csv(names, header=False, columns=COLUMNS, compression="zstd")  # type: ignore[arg-type]
            relation.create_view("counts")
            cursor = base.execute(QUERY, {"least": LEAST, "share": SHARE, "most": MOST})
            while rows := cursor.fetchmany(1 << 14):
                yield from rows
        except duckdb.Error as error:
            raise OutputError(f"counts cannot be added up: {error}") from error


def freeze(place: Path, rows: Iterable[Counted]) -> None:
    """Write the table. Raises OutputError."""
    import xxhash

    base = sqlite3.connect(place)
    try:
        base.executescript(TABLES)
        for (site, documents), group in groupby(rows, key=lambda row: row[:2]):
            digest = xxhash.xxh3_64(b"%d" % documents)
            lines = [(signed(site), signed(line), count) for _, _, line, count in group]
            digest.update(repr(lines).encode("ascii"))
            base.executemany("INSERT INTO lines VALUES (?, ?, ?)", lines)
            base.execute("INSERT INTO sites VALUES (?, ?, ?)", (signed(site), documents, digest.hexdigest()))
        base.commit()
    except sqlite3.Error as error:
        raise OutputError(f"{place}: cannot be written: {error}") from error
    finally:
        base.close()
