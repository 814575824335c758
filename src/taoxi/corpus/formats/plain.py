"""Files that are one document: text, pages, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import IO

from ...types import Metadata
from ..documents import Document, Reading, Trouble
from .recode import as_text

# --- at the very beginning, key: value lines, --- on a line of its own
FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*\r?\n")
FIELD = re.compile(r"^(title|date|author|source|url|editor)\s*:\s*(.+?)\s*$", re.IGNORECASE)
LONGEST_HEAD = 1 << 16


def read_text(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """The whole file as one document, or one for each stretch between blank lines."""
    if reading.split:
        yield from split(stream, reading)
        return
    yield from _whole(stream, reading, Document(reading.path, reading.member, 0, b""))


def read_markdown(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """The whole file as one document, front matter kept out of its text and read as metadata."""
    yield from _whole(stream, reading, Document(reading.path, reading.member, 0, b"", markup="text"))


def _whole(stream: IO[bytes], reading: Reading, document: Document) -> Iterator[Document | Trouble]:
    if not reading.part.takes(0):
        return
    data = stream.read(reading.most + 1)
    if len(data) > reading.most:
        yield reading.too_long()
        return
    head = b""
    if document.markup == "text" and (match := FRONT_MATTER.match(data, 0, LONGEST_HEAD)):
        head, data = match[0], data[match.end() :]
    given, url = front_matter(head)
    yield Document(*document.place, data, given, url, head=head, markup=document.markup)


def split(stream: IO[bytes], reading: Reading) -> Iterator[Document]:
    """A document for each stretch of lines between blank ones; the record is its number from 1."""
    text, charset = as_text(stream)
    number, lines = 0, []
    for line in chain(text, ("",)):
        if line.strip("\ufeff \t\r\n\u3000"):
            lines.append(line.removeprefix("\ufeff") if number == 0 else line)
        elif lines:
            if reading.part.takes(number):
                body = "".join(lines).replace("\r\n", "\n").removesuffix("\n")
                yield Document(reading.path, reading.member, number + 1, body, charset=charset)
            number, lines = number + 1, []


def front_matter(head: bytes) -> tuple[Metadata, str | None]:
    """Metadata and address out of front matter: plain `key: value` lines, nothing nested."""
    fields: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").splitlines():
        if match := FIELD.match(line):
            fields[match[1].lower()] = match[2].strip("\"'")
    author, editor = (tuple(filter(None, [fields.get(key)])) for key in ("author", "editor"))
    title, date, source, url = (fields.get(key) for key in ("title", "date", "source", "url"))
    return Metadata(title=title, date=date, source=source, url=url, author=author, editor=editor), url
