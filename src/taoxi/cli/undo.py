"""`taoxi undo`: the decoded texts again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import DONE, INTERRUPTED, UNFINISHED, say, write_bytes
from .places import see_empty, see_there

if TYPE_CHECKING:
    from ..corpus.undo import Undone


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option("-o", "--to", type=click.Path(path_type=Path), metavar="FOLDER", help="One file a document, below here.")
@click.option("--only", metavar="PATH", help="Only the documents of this input (path below INPUT, or an id).")
def command(*, out: Path, to: Path | None, only: str | None) -> None:
    """Give back what stood in the inputs of OUT, decoded, character for character: the lines of a text, for HTML the
    page's lines without its tags. Front matter is there again, too.

    A single document is printed as it is, several as JSON lines with id, path, record and text.

    \b
    Example: taoxi undo out --only 2021/05/news.txt
             taoxi undo out -o again
    """
    from ..corpus.sinks import OutputError
    from ..corpus.undo import undo_corpus

    see_there(str(out))
    try:
        documents = (document for document in undo_corpus(out) if only in (None, document.path, document.id))
        count = save(documents, to) if to else show(documents)
    except OutputError as error:
        say(f"taoxi: {error}")
        raise SystemExit(UNFINISHED) from error
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    if only and not count:
        raise click.UsageError(f"{out}: holds no document {only}; without --only all are given back, with their paths")
    raise SystemExit(DONE)


def show(documents: Iterator[Undone]) -> int:
    """Print the documents; how many there were."""
    from ..corpus.sinks import dumps

    first = list(islice(documents, 2))
    if len(first) == 1:
        write_bytes(first[0].text.encode("utf-8", "surrogatepass"))
        return 1
    count = 0
    for document in (*first, *documents):
        write_bytes(dumps(asdict(document)))
        count += 1
    return count


def save(documents: Iterator[Undone], folder: Path) -> int:
    """Write each document below the folder, named as OUT names articles; how many there were."""
    from ..corpus.names import apart, mirrored
    from ..corpus.sinks import write_whole

    see_empty(folder)
    count = 0
    for document in documents:
        name = mirrored(document.path, "", document.record)
        if (folder / name).exists():
            name = apart(name, document.id)
        write_whole(folder / name, document.text.encode("utf-8", "surrogatepass"))
        count += 1
    say(f"{count:,} documents in {folder}")
    return count
