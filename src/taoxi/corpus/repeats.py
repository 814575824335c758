"""Lines that repeat over the documents of a site: the frozen table that the second pass reads."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from ..types import Repeats
from .documents import Document
from .sinks import OutputError, writing

LEAST = 3  # documents of a site that must share a line
SHARE, MOST = 0.05, 20  # of a site's documents; more than 20 are never asked for
SITES = 64  # kept in memory by a worker; documents of one site tend to stand together
SIGN = 1 << 63  # SQLite's integers have a sign, the hashes have none
EMPTY = Repeats({}, 0)


def site_of(document: Document) -> str:
    """The host of the document's address, else the first folder below the root, else "": the whole input."""
    try:
        host = urlsplit(document.url or "").hostname
    except ValueError:
        host = None
    if host:
        return host.removeprefix("www.")
    folder, slash, _ = document.path.partition("/")
    return f"{folder}/" if slash else ""


def site_hash(site: str) -> int:
    """The number that stands for a site in tables."""
    import xxhash

    return xxhash.xxh3_64_intdigest(site.encode("utf-8", "surrogatepass"))


def signed(number: int) -> int:
    """A hash as SQLite holds it."""
    return number - SIGN


def repeats_of(table: Path, site: str) -> Repeats:
    """The repeated lines of a site. Raises OutputError when the table is none."""
    with writing(table):
        status = table.stat()
    return looked_up(table, site, status.st_mtime_ns, status.st_size)


@functools.lru_cache(maxsize=SITES)
def looked_up(table: Path, site: str, mtime: int, size: int) -> Repeats:
    """The repeated lines of a site, as the table of that time and size has them."""
    base, key = kept_open(table, mtime, size), signed(site_hash(site))
    found = base.execute("SELECT documents FROM sites WHERE site = ?", (key,)).fetchone()
    if found is None:
        return EMPTY
    lines = base.execute("SELECT line, documents FROM lines WHERE site = ?", (key,))
    return Repeats({line + SIGN: documents for line, documents in lines}, found[0])


@functools.lru_cache(maxsize=1)
def kept_open(table: Path, mtime: int, size: int) -> sqlite3.Connection:
    """The table of that time and size, for as long as a worker asks no other."""
    return opened(table)


def digests(table: Path, sites: Iterable[int]) -> list[str]:
    """What stands for the repeated lines of each of these sites; "" for sites without any."""
    with closing(opened(table)) as base:
        query = "SELECT digest FROM sites WHERE site = ?"
        rows = (base.execute(query, (signed(site),)).fetchone() for site in sites)
        return [row[0] if row else "" for row in rows]


def opened(table: Path) -> sqlite3.Connection:
    """The table as a database. Raises OutputError when it is none."""
    try:
        # threads take turns: SQLite sees to that
        base = sqlite3.connect(f"{table.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        base.execute("SELECT 1 FROM sites LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise OutputError(f"{table}: no table of repeated lines: {error}") from error
    return base
