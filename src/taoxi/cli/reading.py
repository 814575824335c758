"""What single files hold, for commands that look at documents one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..types import Article

if TYPE_CHECKING:
    from ..corpus.documents import Document, Trouble
    from ..corpus.job import Settings


def read_articles(name: str, settings: Settings, declared: str | None = None) -> Iterator[tuple[str, Article | str]]:
    """For each document of a file its place and its article, or why there is none; `-` is standard input.

    Reads every format that `taoxi clean` reads. `declared` is a charset; the bytes have the last word.
    """
    from ..corpus.documents import Document, Left
    from ..corpus.single import found
    from ..corpus.task import attempt

    if name != "-" and Path(name).is_dir():
        yield name, "cannot be read: Is a directory; name a file in it"
        return
    for item in found(name, settings):
        if isinstance(item, Left):
            yield name, f"holds no text ({item.kind}); leave it out"
            continue
        article = attempt(_declared(item, declared), settings) if isinstance(item, Document) else item
        yield _place(name, item), article if isinstance(article, Article) else f"{article.reason}; {article.advice}"


def _declared(document: Document, charset: str | None) -> Document:
    return replace(document, charset=charset) if charset and isinstance(document.data, bytes) else document


def _place(name: str, item: Document | Trouble) -> str:
    """The file's name as given, the member of an archive and the record's number behind it."""
    parts = [name, *([item.member] if item.member else []), *([str(item.record)] if item.record else [])]
    return ":".join(parts)
