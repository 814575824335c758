"""Sogou's news corpora: <doc> blocks that look like XML and are not, in GB18030 or UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from ...decode import decode
from ...types import Metadata
from ..documents import Document, Reading, Trouble
from ..limits import MB, Beyond
from ..unpack import READ_ERRORS
from .recode import sampled

BREAK = "\ue40c"  # stands for the end of a paragraph
BEGIN, END = b"<doc>", b"</doc>"
TITLE = re.compile(rb"<contenttitle>(.*?)</contenttitle>", re.DOTALL)
URL = re.compile(rb"<url>(.*?)</url>", re.DOTALL)
CONTENT = re.compile(rb"<content>(.*?)(?:</content>\s*)?\Z", re.DOTALL)
PIECE = 1 << 18


def read_sogou(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """A document for each <doc>; the record is its number from 1. Tags are ASCII, so bytes can be cut at them."""
    stream, charset = sampled(stream)
    number = 0
    try:
        for number, block in enumerate(blocks(stream, reading.most)):
            if reading.part.takes(number):
                yield document(block, charset, reading, number + 1)
    except READ_ERRORS as error:
        if reading.part.takes(number):
            yield reading.fault(f"cannot be read beyond document {number + 1}", error, "fetch it again", number + 2)


def blocks(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """What stands between <doc> and </doc>. Raises EOFError when the last block has no end, Beyond when there is none
    within so many bytes.
    """
    buffer, seen = bytearray(), 0
    while piece := stream.read(PIECE):
        buffer += piece
        while (end := buffer.find(END, seen)) >= 0:
            begin = buffer.find(BEGIN, 0, end)
            if begin >= 0:
                yield bytes(buffer[begin + len(BEGIN) : end])
            del buffer[: end + len(END)]
            seen = 0
        seen = max(0, len(buffer) - len(END))
        if len(buffer) > most:
            raise Beyond(f"no </doc> within {most / MB:g} MB (--max-document)")
    if BEGIN in buffer:
        raise EOFError("the last <doc> has no </doc>")


def document(block: bytes, charset: str, reading: Reading, record: int) -> Document | Trouble:
    """The document of a block."""
    content = CONTENT.search(block)
    if content is None:
        return reading.trouble("<doc> without <content>", "fetch the file again", record)
    text = decode(content[1], charset=charset)
    title, url = (decode(match[1]).body.strip() if (match := tag.search(block)) else "" for tag in (TITLE, URL))
    given = Metadata(title=title or None, url=url or None)
    body = text.body.replace(BREAK, "\n")
    return Document(reading.path, reading.member, record, body, given, url or None, text.charset, markup="text")
