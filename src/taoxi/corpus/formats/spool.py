"""Formats that jump about need a file: what is none is put in a temporary one."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ..limits import MB, Beyond, Limits
from ..unpack import CHUNK, is_file

GLOB = re.compile(r"[*?\[\]{}]")
IN_MEMORY = 1 << 26  # bytes kept in memory; more goes to the system's folder for temporary files


@contextmanager
def seekable(stream: IO[bytes], limits: Limits) -> Iterator[IO[bytes]]:
    """The same bytes in a stream that can be sought in. Raises Beyond."""
    if is_file(stream):
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        copy(stream, cast(IO[bytes], file), limits)
        file.seek(0)
        yield cast(IO[bytes], file)


@contextmanager
def on_disk(stream: IO[bytes], suffix: str, limits: Limits) -> Iterator[Path]:
    """The same bytes in a file with a name. Raises Beyond."""
    if path := path_of(stream):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="taoxi-") as folder:
        path = Path(folder) / f"input{suffix}"
        with path.open("wb") as file:
            copy(stream, file, limits)
        yield path


def copy(stream: IO[bytes], file: IO[bytes], limits: Limits) -> None:
    """Copy a stream into a temporary file, as far as that may grow."""
    most, size = limits.temporary * MB, 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if most and size > most:
            raise Beyond(f"needs more than {limits.temporary:g} MB of temporary space (--max-temp)")
        file.write(piece)


def path_of(stream: IO[bytes]) -> Path | None:
    """Where the stream's file lies, if it is one and its name means nothing else to DuckDB."""
    name = getattr(stream, "name", None)
    if not is_file(stream) or not isinstance(name, str | Path) or GLOB.search(str(name)):
        return None
    path = Path(name)
    return path if path.exists() and os.path.samestat(path.stat(), os.fstat(stream.fileno())) else None
