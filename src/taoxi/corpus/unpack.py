"""Compressed streams, told by their first bytes; a stream that ends too early raises EOFError."""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import IO, TYPE_CHECKING, cast

from .limits import Beyond, Limits

if TYPE_CHECKING:
    from typing_extensions import Buffer

HEAD = 1 << 16  # bytes looked at to tell what a file holds
CHUNK = 1 << 18
# bytes of zst at a time: 4 may stand for 128 KB (RFC 8878, 3.1.1.2.2), and nothing else bounds what comes out
MOUTHFUL = 1 << 9
ZSTD = b"\x28\xb5\x2f\xfd"
MAGIC = {b"\x1f\x8b\x08": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", ZSTD: "zst"}
SUFFIXES = (".gz", ".bz2", ".xz", ".zst")
# what reading a damaged or vanished file raises; zstandard's own error is turned into OSError below
READ_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError)


class Rewound(io.RawIOBase):
    """A stream whose first bytes were read already. Damage met once is met at every later read, too: what xz leaves
    behind would pass for the end. `check` is told how many bytes were read and may raise one of READ_ERRORS.
    """

    def __init__(self, head: bytes, rest: IO[bytes], check: Callable[[int], None] = lambda read: None) -> None:
        self.head, self.rest, self.at = head, rest, 0
        self.check, self.read_so_far = check, 0
        self.damage: Exception | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer from the head, then from the rest."""
        view = memoryview(buffer)
        if not self.head and self.damage:
            raise self.damage
        try:
            data = self.head[self.at : self.at + len(view)] or some(self.rest, len(view))
            self.read_so_far += len(data)
            self.check(self.read_so_far)
        except READ_ERRORS as error:
            self.damage = error
            raise
        self.at += len(view)
        if self.head and self.at >= len(self.head):
            self.head = b""  # may be large
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what lies below, too."""
        self.rest.close()
        super().close()


class Zstd(io.RawIOBase):
    """Zstandard frames one after another; zstandard's own reader takes a cut frame for a whole one."""

    def __init__(self, source: IO[bytes]) -> None:
        import zstandard

        self.source = source
        self.make, self.error = zstandard.ZstdDecompressor(max_window_size=1 << 31).decompressobj, zstandard.ZstdError
        self.frame = self.make()
        self.started = False
        self.ready, self.at = b"", 0
        self.packed = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer with unpacked bytes; raise EOFError in the middle of a frame, OSError for damage."""
        view = memoryview(buffer)
        while self.at >= len(self.ready):
            packed = self.packed or self.source.read(MOUTHFUL)
            self.packed = b""
            if not packed:
                if self.started:
                    raise EOFError("the zst stream ends before its end")
                return 0
            self._feed(packed)
        data = self.ready[self.at : self.at + len(view)]
        self.at += len(data)
        view[: len(data)] = data
        return len(data)

    def _feed(self, packed: bytes) -> None:
        self.started = True
        try:
            self.ready, self.at = self.frame.decompress(packed), 0
        except self.error as error:
            raise OSError(f"damaged zst stream: {error}") from error
        if self.frame.eof:
            self.packed = self.frame.unused_data + self.packed
            self.frame, self.started = self.make(), False

    def close(self) -> None:
        """Close what lies below, too."""
        self.source.close()
        super().close()


def unpack(stream: IO[bytes], limits: Limits) -> tuple[IO[bytes], bytes]:
    """The unpacked stream, standing at its beginning, and its first bytes. Closing it closes the given one, which it is
    itself where that is a file that is not packed. Raises READ_ERRORS, and so does reading it, for damage and for what
    is beyond a limit.
    """
    start = stream.tell() if is_file(stream) else 0
    outermost: Rewound | None = None
    for depth in count():
        head = read_fully(stream, HEAD)
        kind = compression(head)
        if kind is None and is_file(stream):
            stream.seek(start)
            break
        source = Rewound(head, stream)
        stream = buffered(source)
        if kind is None:
            break
        if depth == limits.nesting:
            raise Beyond(f"packed more than {limits.nesting} times over (--max-nesting)")
        outermost = outermost or source
        stream = buffered(Rewound(b"", opened(kind, stream), partial(check_ratio, limits, outermost)))
    return stream, head


def check_ratio(limits: Limits, packed: Rewound, unpacked: int) -> None:
    """Raise Beyond where too much comes out of what was read of a packed stream."""
    limits.check_ratio(unpacked, packed.read_so_far)


def is_file(stream: IO[bytes]) -> bool:
    """Is it a file on disk, which can be read at any place without a copy?"""
    return isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO) and stream.seekable()


def compression(head: bytes) -> str | None:
    """The name of the compression that these first bytes belong to."""
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), None)


def opened(kind: str, stream: IO[bytes]) -> IO[bytes]:
    """The stream unpacked by one kind of compression."""
    if kind == "gz":
        import gzip

        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    if kind == "bz2":
        import bz2

        return cast(IO[bytes], bz2.BZ2File(stream))
    return cast(IO[bytes], lzma.LZMAFile(stream)) if kind == "xz" else buffered(Zstd(stream))


def buffered(raw: io.RawIOBase) -> IO[bytes]:
    """A raw stream with a buffer before it."""
    return io.BufferedReader(raw, CHUNK)


def some(stream: IO[bytes], size: int) -> bytes:
    """Up to `size` bytes, b"" at the end only. What stands before damage is not lost, as it is by `read`."""
    return cast(io.BufferedIOBase, stream).read1(size)


def read_fully(stream: IO[bytes], size: int) -> bytes:
    """Up to `size` bytes, fewer only at the end or before damage; the next read tells of that."""
    pieces: list[bytes] = []
    try:
        while size > 0 and (piece := some(stream, min(size, CHUNK))):
            pieces.append(piece)
            size -= len(piece)
    except READ_ERRORS:
        if not pieces:
            raise
    return b"".join(pieces)
