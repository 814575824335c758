"""Standard input as an input file, so that several workers can share it and a run over it can be resumed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from .documents import File
from .sinks import writing
from .unpack import CHUNK

DASH = "-"
NAME = "stdin"  # the path that its documents are known by
PERIOD = 1 << 30  # of time stamps made from hashes: they are even seconds, which any file system holds, before 2038


def received() -> tuple[File, tempfile.TemporaryDirectory[str]]:
    """All of standard input in a temporary file, and the folder that is removed with the program's hold on it.

    The time of change stands for the bytes: the same ones, given again, find finished work finished. Raises
    OutputError when there is no room.
    """
    import xxhash

    folder = tempfile.TemporaryDirectory(prefix="taoxi-")
    path = Path(folder.name) / NAME
    digest = xxhash.xxh3_64()
    with writing(path), path.open("wb") as file:
        while data := sys.stdin.buffer.read(CHUNK):
            digest.update(data)
            file.write(data)
    seconds = digest.intdigest() % PERIOD * 2
    os.utime(path, (seconds, seconds))
    status = path.stat()
    return File(path, NAME, status.st_size, status.st_mtime_ns), folder
