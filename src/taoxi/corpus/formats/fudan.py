"""Fudan's classification corpus: an article below labels such as 【 标  题 】."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from ...dates import read_date
from ...decode import decode
from ...types import Metadata
from ..columns import several
from ..documents import Document, Reading, Trouble
from .plain import read_text

LABEL = re.compile(r"^【([^】\n]{2,12})】", re.MULTILINE)
BODY = re.compile(r"^【 *正 *文 *】[ \t]*\n", re.MULTILINE)
FIELDS = {"标题": "title", "作者": "author", "原文出处": "source", "关键词": "tags", "文章日期": "date"}
SPACES = re.compile(r"\s+")


def read_fudan(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble]:
    """The file as one document: the lines up to the label of the body are its head, read as metadata."""
    for item in read_text(stream, reading):
        yield parted(item) if isinstance(item, Document) and isinstance(item.data, bytes) else item


def parted(document: Document) -> Document:
    """The document with its labels taken for metadata."""
    text = decode(document.data) if isinstance(document.data, bytes) else None
    if text is None or not (body := BODY.search(text.body)):
        return document
    head, rest = text.body[: body.end()], text.body[body.end() :]
    return replace(document, data=rest, head=head, given=metadata(head), charset=text.charset, markup="text")


def metadata(head: str) -> Metadata:
    """What the labels say; a value may run on over several lines."""
    labels = list(LABEL.finditer(head))
    ends = [match.start() for match in labels[1:]] + [len(head)]
    found: dict[str, str] = {}
    for match, end in zip(labels, ends, strict=True):
        name = FIELDS.get(SPACES.sub("", match[1]))
        value = SPACES.sub(" ", head[match.end() : end]).strip()
        if name and value:
            found[name] = value.replace("/", "、") if name in ("author", "tags") else value
    return Metadata(
        title=found.get("title"),
        source=found.get("source"),
        date=read_date(found.get("date", "")),
        author=several(found.get("author")),
        tags=several(found.get("tags")),
    )
