"""One file, or standard input, without an OUT."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .documents import Document, Left, Trouble
from .fingerprint import fingerprint
from .formats import read_stream
from .job import Settings
from .records import record
from .sinks import dumps
from .task import attempt, head_of
from .unpack import READ_ERRORS


def clean_single(name: str, settings: Settings, *, as_json: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """For each document what to print, what went wrong (either of them ""), and the doubts that what is printed does
    not hold itself: a file's text, or a record as a line of JSON where the file holds records or `as_json` wants it.
    """
    settings = replace(settings, rules=fingerprint())
    for item in found(name, settings):
        if isinstance(item, Document):
            article = attempt(item, settings)
            if isinstance(article, Trouble):
                yield "", f"{article.reason}; {article.advice}", ()
            elif as_json or item.record:
                yield dumps(record(item, article, settings.rules, head_of(item, article))).decode("utf-8"), "", ()
            else:
                yield article.text + "\n" * bool(article.text), "", article.doubts
        elif isinstance(item, Left):
            yield "", f"holds no text ({item.kind}); leave it out", ()
        else:
            yield "", f"{item.reason}; {item.advice}", ()


def found(name: str, settings: Settings) -> Iterator[Document | Trouble | Left]:
    """What the file holds."""
    reading = settings.reading("stdin" if name == "-" else Path(name).name)
    try:
        if name == "-":
            yield from read_stream(sys.stdin.buffer, reading)
        else:
            with Path(name).open("rb") as stream:
                yield from read_stream(stream, reading)
    except READ_ERRORS as error:
        yield reading.fault("cannot be read", error, "see that it is there, whole, and may be read")
