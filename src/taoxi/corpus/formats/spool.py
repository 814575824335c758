"""Formats that jump about need a file: what is none is put in a temporary one."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ..unpack import CHUNK, is_file

GLOB = re.compile(r"[*?\[\]{}]")
IN_MEMORY = 1 << 26  # bytes kept in memory; more goes to the system's folder for temporary files


@contextmanager
def seekable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The same bytes in a stream that can be sought in."""
    if is_file(stream):
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        shutil.copyfileobj(stream, file, CHUNK)
        file.seek(0)
        yield cast(IO[bytes], file)


@contextmanager
def on_disk(stream: IO[bytes], suffix: str) -> Iterator[Path]:
    """The same bytes in a file with a name."""
    if path := path_of(stream):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="taoxi-") as folder:
        path = Path(folder) / f"input{suffix}"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, CHUNK)
        yield path


def path_of(stream: IO[bytes]) -> Path | None:
    """Where the stream's file lies, if it is one and its name means nothing else to DuckDB."""
    name = getattr(stream, "name", None)
    if not is_file(stream) or not isinstance(name, str | Path) or GLOB.search(str(name)):
        return None
    path = Path(name)
    return path if path.exists() and os.path.samestat(path.stat(), os.fstat(stream.fileno())) else None
