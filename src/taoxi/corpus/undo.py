"""The decoded texts again, out of articles and audit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from . import parquet
from .job import Done, load_done
from .limits import NO_RATIO
from .names import STATE
from .records import Row, undo
from .sinks import OutputError
from .unpack import READ_ERRORS, unpack


@dataclass(frozen=True, slots=True)
class Undone:
    """A document as it was decoded; `path` is its record's, `record` its number there."""

    id: str
    path: str
    record: int
    text: str


def undo_corpus(out: Path) -> Iterator[Undone]:
    """Every document of OUT, shard by shard. Raises OutputError where OUT is not whole."""
    places = sorted((out / STATE / "done").glob("*.json"), key=lambda place: (len(place.name), place.name))
    if not places:
        raise OutputError(f"{out}: holds nothing that taoxi made; give the folder that `taoxi clean` had as -o")
    for place in places:
        done = load_done(place)
        if done is None:
            raise OutputError(f"{place}: cannot be read; give `taoxi clean` again")
        try:
            yield from undo_shard(out, done)
        except (*READ_ERRORS, ValueError, KeyError, IndexError) as error:
            raise OutputError(f"{out}: shard {done.shard} is not whole ({error}); give `taoxi clean` again") from error


def undo_shard(out: Path, done: Done) -> Iterator[Undone]:
    """The documents of one shard: first those of record files, then those with a file of their own."""
    alone = {row["id"] for row in table(out, done, "metadata")}
    audit = Audit(table(out, done, "audit"), alone)
    for row in table(out, done, "documents"):
        yield undone(row, row["text"], audit.following(row["id"]))
    for row in table(out, done, "metadata"):
        text = (out / row["file"]).read_bytes().decode("utf-8", "surrogatepass").removesuffix("\n")
        yield undone(row, text, audit.alone(row["id"]))


def undone(row: Row, text: str, rows: Iterable[Row]) -> Undone:
    """The document of one record."""
    return Undone(row["id"], row["path"], row["record"], undo(text, rows, row["lines_in"]))


def table(out: Path, done: Done, kind: str) -> Iterator[Row]:
    """The rows of one of a shard's tables; none when the shard has no such table."""
    for name, _, _ in done.outputs:
        if name == f"{kind}/{done.shard}.parquet":
            yield from parquet.read(out / name)
        elif name == f"{kind}/{done.shard}.jsonl.zst":
            with (out / name).open("rb") as file:
                yield from map(json.loads, unpack(file, NO_RATIO)[0])


class Audit:
    """A shard's audit rows by document. Those of record files follow the records' order; those of the few documents
    with a file of their own stand between them and are put aside.
    """

    def __init__(self, rows: Iterable[Row], apart: set[str]) -> None:
        self.groups = groupby(rows, key=lambda row: row["id"])
        self.apart = apart
        self.aside: dict[str, list[Row]] = {}
        self.next: tuple[str, list[Row]] | None = None
        self._step()

    def _step(self) -> None:
        """Go to the next document of a record file."""
        self.next = None
        for name, group in self.groups:
            if name not in self.apart:
                self.next = name, list(group)
                return
            self.aside[name] = list(group)

    def following(self, name: str) -> list[Row]:
        """Rows of the next document of a record file; none when it has none."""
        if self.next is None or self.next[0] != name:
            return []
        rows = self.next[1]
        self._step()
        return rows

    def alone(self, name: str) -> list[Row]:
        """Rows of a document with a file of its own, once all records are through."""
        return self.aside.pop(name, [])
