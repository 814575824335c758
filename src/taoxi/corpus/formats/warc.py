"""WARC and WET: crawled responses with their address and declared charset, or texts torn from them. ISO 28500:2017."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from ...types import Metadata
from ..documents import Document, Reading, Trouble
from ..unpack import READ_ERRORS

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

WANTED = ("response", "conversion", "resource")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
TEXT = re.compile(r"text/|application/(?:xhtml|xml)", re.IGNORECASE)


def read_warc(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each response, conversion or resource record that holds text; the record is its number from 1
    among these. Needs FastWARC.
    """
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        if reading.part.takes(0):
            yield reading.trouble(
                "cannot be read: fastwarc is not installed", "WARC needs fastwarc: pip install 'taoxi[warc]'"
            )
        return
    number = -1
    try:
        for record in ArchiveIterator(cast("BinaryIO", Forward(stream))):
            kind = kind_of(record)
            if kind not in WANTED:
                skip(record)
                continue
            number += 1
            if reading.part.takes(number):
                yield from document(record, kind, reading, number + 1)
            else:
                skip(record)
    except READ_ERRORS as error:
        if reading.part.takes(number + 1):
            yield reading.fault(f"cannot be read beyond record {number + 1}", error, "fetch it again", number + 2)


class Forward:
    """All that FastWARC needs of a stream: it panics on one that has `seek` and cannot seek."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.read = stream.read

    def tell(self) -> int:
        """Where records are counted from."""
        return 0


def kind_of(record: WarcRecord) -> str:
    """The record's type. Raises OSError for a header that does not tell where the record ends."""
    kind = record.headers.get("WARC-Type")
    # a header with other line ends than CRLF comes as one field
    if not kind or not kind.isprintable() or record.headers.get("Content-Length") is None:
        raise OSError("damaged record header")
    return kind.lower()


def skip(record: WarcRecord) -> None:
    """Read past a record. Raises EOFError when it is not all there: a wrong length may have swallowed others."""
    whole = record.content_length
    if record.consume() < whole:
        raise EOFError("a record is cut off")


def document(record: WarcRecord, kind: str, reading: Reading, number: int) -> Iterator[Document | Trouble]:
    """The document of a record, if it holds text."""
    size = record.content_length
    if size > reading.most:
        yield reading.too_long(number)
        skip(record)
        return
    data = record.reader.read(size) if size else b""
    if len(data) < size:
        yield reading.trouble("record is cut off", "fetch it again", number)
        return
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    http = record.http_headers
    content = (http if http else record.headers).get("Content-Type") or ""
    if (http and http.status_code not in (200, None)) or (content and not TEXT.search(content)):
        return
    if http:
        encodings = (http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "")
        data = plain_body(data, *encodings, reading.most + 1)
        if len(data) > reading.most:
            yield reading.too_long(number)
            return
    declared = CHARSET.search(content)
    converted = kind == "conversion"  # holds text by definition, in UTF-8
    charset = declared[1] if declared else "utf-8" if converted else None
    markup = "text" if converted else "auto"
    yield Document(reading.path, reading.member, number, data, Metadata(url=url), url, charset, markup=markup)


def plain_body(data: bytes, transfer: str, content: str, most: int) -> bytes:
    """The body without transfer and content encoding, up to so many bytes; archives often keep the headers and not the
    encoding, so what cannot be undone stays.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

    ways: dict[str, tuple[Callable[[bytes], bytes], ...]] = {
        "chunked": (lambda body: ChunkedReader(io.BytesIO(body)).read(most),),
        "gzip": (lambda body: GzipReader(io.BytesIO(body)).read(most),),
        "br": (lambda body: BrotliReader(io.BytesIO(body)).read(most),),
        # RFC 9110 means zlib; old servers send it without its header
        "deflate": (
            lambda body: GzipReader(io.BytesIO(body), zlib=True).read(most),
            lambda body: zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, most),
        ),
    }
    for name in (transfer, content):
        for undone in ways.get(name.strip().lower().removeprefix("x-"), ()):
            with suppress(*READ_ERRORS):
                data = undone(data) or data
                break
    return data
