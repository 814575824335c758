"""Big files: detect by samples, decode piece by piece in flat memory."""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from .ladder import BOMS
from .lenient import read
from .names import BIG5, GB, HZ, UTF8, canonical, codec

SAMPLE_BYTES = 65536  # of head, middle and tail each
PIECE_BYTES = 1 << 20
BY_LINES = (UTF8, GB, BIG5, HZ)  # a byte 0A is a line's end in these


def sample_stream(stream: BinaryIO) -> bytes:
    """Head, middle and tail of a seekable stream, 64 KB each, joined: something `detect` can go by.

    The whole of a stream up to three times that size. Leaves the stream where it was.
    """
    here = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    marks = (0,) if size <= 3 * SAMPLE_BYTES else (0, size // 4 * 2, (size - SAMPLE_BYTES) // 2 * 2)
    parts = []
    for mark in marks:
        stream.seek(mark)
        parts.append(stream.read(SAMPLE_BYTES if len(marks) > 1 else size))
    stream.seek(here)
    return b"".join(parts)


def sample_bytes(data: bytes) -> bytes:
    """The same of bytes."""
    return data if len(data) <= 3 * SAMPLE_BYTES else sample_stream(io.BytesIO(data))


def decode_stream(
    stream: BinaryIO, charset: str, *, piece_bytes: int = PIECE_BYTES, keep_ends: bool = False
) -> Iterator[str]:
    """The text of a binary stream, piece by piece: whole lines where lines are shorter than a piece.

    Errors cost what they cost in `decode`, lines in another Chinese charset are read in theirs, a byte order mark goes
    and line ends become "\\n" unless `keep_ends`. Memory is a few times `piece_bytes`. Raises ValueError for a charset
    that is not known.
    """
    name = charset if charset in ("utf-32-le", "utf-32-be") else canonical(charset)
    if name is None:
        raise ValueError(f"unknown charset {charset!r}; detect() names those taoxi reads")
    ends = io.IncrementalNewlineDecoder(None, translate=not keep_ends)
    for text in pieces(stream, name, piece_bytes):
        yield from filter(None, [ends.decode(text)])
    yield from filter(None, [ends.decode("", final=True)])


def pieces(stream: BinaryIO, charset: str, piece_bytes: int) -> Iterator[str]:
    """Decoded pieces with the line ends of the stream."""
    decoder = None if charset in BY_LINES else codecs.getincrementaldecoder(codec(charset))("replace")
    rest, first = b"", True
    while True:
        got = stream.read(piece_bytes)
        data, rest = rest + got, b""
        if first:
            data = data[len(next((mark for mark, name in BOMS if name == charset and data.startswith(mark)), b"")) :]
            first = False
        if decoder:
            yield decoder.decode(data, not got)
        elif data:
            end = cut(data, charset, piece_bytes) if got else len(data)
            data, rest = data[:end], data[end:]
            yield read(data, charset).text if data else ""
        if not got:
            return


def cut(data: bytes, charset: str, piece_bytes: int) -> int:
    """Where to end a piece: behind its last line end, or between characters when a line outgrows a piece."""
    end = data.rfind(b"\n") + 1
    if end or len(data) < piece_bytes:
        return end
    decoder = codecs.getincrementaldecoder(charset)("replace")
    decoder.decode(data)
    return len(data) - len(decoder.getstate()[0])
