"""Formats that jump about need a file of their own: streams are put in a temporary one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from ..unpack import CHUNK

IN_MEMORY = 1 << 26  # bytes kept in memory; more goes to the system's folder for temporary files


@contextmanager
def seekable(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """The same bytes in a stream that can be sought in."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        shutil.copyfileobj(stream, file, CHUNK)
        file.seek(0)
        yield cast(IO[bytes], file)


@contextmanager
def on_disk(stream: IO[bytes], suffix: str) -> Iterator[Path]:
    """The same bytes in a file with a name."""
    with tempfile.TemporaryDirectory(prefix="taoxi-") as folder:
        path = Path(folder) / f"input{suffix}"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, CHUNK)
        yield path
