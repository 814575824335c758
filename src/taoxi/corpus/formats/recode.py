"""Any charset as UTF-8, for formats that are read as streams of text."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from ...decode import decode_stream, detect
from ..unpack import READ_ERRORS, Rewound, buffered, read_fully

if TYPE_CHECKING:
    from typing_extensions import Buffer

SAMPLE = 1 << 20  # bytes that are enough to tell a charset


def sampled(stream: IO[bytes]) -> tuple[IO[bytes], str]:
    """The stream, standing at its beginning, and its charset."""
    sample = read_fully(stream, SAMPLE)
    return buffered(Rewound(sample, stream)), detect(sample[: len(sample) // 2 * 2])  # UTF-16 has pairs


def as_text(stream: IO[bytes]) -> tuple[io.TextIOWrapper, str]:
    """The stream as text with its line ends as they are, and its charset. A bad byte costs one character, and lines in
    another charset are read in theirs.
    """
    recoded, charset = as_utf8(stream)
    return io.TextIOWrapper(recoded, encoding="utf-8", newline=""), charset


def as_utf8(stream: IO[bytes]) -> tuple[IO[bytes], str]:
    """The same in UTF-8."""
    stream, charset = sampled(stream)
    return buffered(Encoded(stream, charset)), charset


class Source:
    """A stream whose damage passes for its end, so that nothing before it is lost; it is to be told of then."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.damage: Exception | None = None

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        try:
            return read_fully(self.stream, size)
        except READ_ERRORS as error:
            self.damage = error
            return b""


class Encoded(io.RawIOBase):
    """A stream in UTF-8. Raises what the source raises once all before is read."""

    def __init__(self, stream: IO[bytes], charset: str) -> None:
        self.source = Source(stream)
        self.pieces = decode_stream(cast("BinaryIO", self.source), charset, keep_ends=True)
        self.ready = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer with UTF-8."""
        view = memoryview(buffer)
        while not self.ready and (piece := next(self.pieces, None)) is not None:
            self.ready = piece.encode("utf-8", "replace")
        data, self.ready = self.ready[: len(view)], self.ready[len(view) :]
        if not data and self.source.damage:
            raise self.source.damage
        view[: len(data)] = data
        return len(data)
