"""Write what a shard yields: temporary names first, then all of it flushed to disk and renamed into place."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from .names import STATE, apart, mirrored
from .records import Row

if TYPE_CHECKING:
    from .documents import Document

LEVEL = 3  # zstandard: 5 % larger than level 9 at a fifth of its time
WINDOW = 19  # bits: files are 1 % larger than with level 3's own 21, and each open one needs 2 MB less
PIECE = 1 << 16  # bytes of rows that are written at once: a tenth of what one write for each costs
Output = tuple[str, int, str]  # path below OUT, bytes, xxh3 of the bytes


class OutputError(Exception):
    """OUT cannot be written to: the run has to stop. The message names the place and the reason."""


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn what the system says of a write into OutputError."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{error.filename or place}: {error.strerror or error}") from error


def dumps(row: object) -> bytes:
    """A row as one line of JSON; what UTF-8 cannot hold (lone surrogates) stands as \\u escapes."""
    import orjson

    try:
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except (TypeError, ValueError):
        return json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


class Rows:
    """A file of JSON lines that comes into being with its first row; packed when its name ends in .zst, turned into
    Parquet when it ends so.
    """

    def __init__(self, place: Path, temporary: Path) -> None:
        self.place, self.temporary = place, temporary
        self.longest = 0  # bytes of a row
        self.held: list[bytes] = []
        self.size = 0  # bytes held
        self.file: IO[bytes] | None = None
        self.packer: IO[bytes] | None = None

    def add(self, row: Row) -> None:
        """Write one row."""
        self.add_raw(dumps(row))

    def add_raw(self, line: bytes) -> None:
        """Write one row as it is, its line feed with it."""
        self.held.append(line)
        self.size += len(line)
        self.longest = max(self.longest, len(line))
        if self.size >= PIECE:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        with writing(self.place):
            if self.packer is None:
                self.file = self.packer = self.temporary.open("wb")
                if self.place.suffix == ".zst":
                    self.packer = packed(self.file)
            self.packer.write(b"".join(self.held))
        self.held.clear()
        self.size = 0

    def close(self) -> bool:
        """Finish the file; False when there was no row."""
        if self.held:
            self.flush()
        if self.file is None or self.packer is None:
            return False
        with writing(self.place):
            if self.packer is not self.file:
                self.packer.close()
            self.file.close()
        if self.place.suffix == ".parquet":
            self.turn_into_parquet()
        return True

    def turn_into_parquet(self) -> None:
        """Put the rows' Parquet in place of their JSON."""
        from .parquet import write

        turned = self.temporary.with_name(f"{self.temporary.name}.parquet")
        write(self.temporary, turned, self.longest)
        with writing(self.place):
            turned.replace(self.temporary)


def packed(file: IO[bytes]) -> IO[bytes]:
    """A writer that packs into the file and leaves it open when closed."""
    import zstandard

    how = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=WINDOW, write_checksum=True)
    return zstandard.ZstdCompressor(compression_params=how).stream_writer(file, closefd=False)


class ShardSink:
    """All files of one shard. Nothing stands in OUT under its own name before `commit`."""

    def __init__(self, out: Path, shard: str, form: str) -> None:
        self.out, self.shard, self.form = out, shard, form
        self.folder = out / STATE / "tmp"
        self.made: list[tuple[Path, str]] = []  # temporary file, path below OUT
        self.rows: dict[str, Rows] = {}
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)

    def table(self, kind: str) -> Rows:
        """The shard's file of documents, metadata, audit, quarantine or samples."""
        if kind not in self.rows:
            place = f"{STATE}/quarantine/{self.shard}.jsonl" if kind == "quarantine" else self._packed(kind)
            place = f"{STATE}/{place}" if kind == "samples" else place
            self.rows[kind] = Rows(self.out / place, self._temporary(place))
        return self.rows[kind]

    def _packed(self, kind: str) -> str:
        parquet = kind == "documents" and self.form == "parquet"
        return f"{kind}/{self.shard}.{'parquet' if parquet else 'jsonl.zst'}"

    def _temporary(self, place: str) -> Path:
        temporary = self.folder / f"{self.shard}-{worker_name()}-{len(self.made)}"
        self.made.append((temporary, place))
        return temporary

    def article(self, document: Document, row: Row) -> None:
        """Put an article away: its text in a file and the rest in metadata, or all of it in documents."""
        if self.form == "parquet":
            from .parquet import encodable_row

            self.table("documents").add(encodable_row(row))
            return
        if self.form == "jsonl" or (self.form == "auto" and document.record):
            self.table("documents").add(row)
            return
        place = mirrored(*document.place)
        if document.apart:
            place = apart(place, repr(document.place))
        temporary, text = self._temporary(place), row["text"]
        with writing(temporary):
            temporary.write_bytes(text.encode("utf-8", "surrogatepass") + (b"\n" if text else b""))
        self.table("metadata").add({("file" if k == "text" else k): (place if k == "text" else row[k]) for k in row})

    def commit(self) -> list[Output]:
        """Flush everything to disk, rename it into place and tell what stands there. Raises OutputError."""
        closed = {rows.temporary: rows.close() for rows in self.rows.values()}
        outputs = []
        for temporary, name in self.made:
            if closed.get(temporary, True):
                with writing(self.out / name):
                    settled(temporary, self.out / name, self.out)
                    outputs.append(measured(self.out, name))
        return sorted(outputs)

    def drop(self) -> None:
        """Forget everything written so far."""
        for rows in self.rows.values():
            with suppress(OutputError):  # the disk is full: what could not be written is removed next
                rows.close()
        for temporary, _ in self.made:
            temporary.unlink(missing_ok=True)


def worker_name() -> str:
    """What no other process at work in OUT is called, on whatever machine."""
    return f"{platform.node()}-{os.getpid()}"


def settled(temporary: Path, place: Path, out: Path) -> None:
    """Flush a file to disk and give it its name, inside OUT only."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if out.resolve() not in (place.parent.resolve(), *place.parent.resolve().parents):
        raise OSError(0, "a link leads out of OUT", str(place))
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(place)


def measured(out: Path, name: str) -> Output:
    """A file's path below OUT, its bytes and their xxh3."""
    import xxhash

    digest = xxhash.xxh3_64()
    size = 0
    with (out / name).open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            size += len(piece)
    return name, size, digest.hexdigest()


def write_whole(place: Path, data: bytes) -> None:
    """Write a file in one go: temporary name, flush, rename. Raises OutputError."""
    with writing(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.with_name(f".{place.name}.{worker_name()}.tmp")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(place)
        finally:
            temporary.unlink(missing_ok=True)
