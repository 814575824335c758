"""`taoxi detect`: charset and damage of files."""

from __future__ import annotations

import json

import click

from ..config import limits
from ..types import Article
from .common import DONE, QUARANTINED, say, write_text
from .interrupt import interruptible
from .reading import read_articles
from .settings import in_force
from .terminal import visible


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--charset", metavar="NAME", help="What the files are declared to be; the bytes have the last word.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document, a line each.")
@interruptible()
def command(*, paths: tuple[str, ...], charset: str | None, as_json: bool) -> None:
    """Tell the charset of files, how it was found, and what damage they show. `-` reads standard input.

    \b
    Example: taoxi detect dumps/*.txt
    """
    from ..corpus.job import Settings

    written, options = in_force({})
    settings = Settings(options, limits=limits(written))
    unread = 0
    for path in paths:
        for place, article in read_articles(path, settings, charset):
            if isinstance(article, str):
                say(f"{visible(place)}: {visible(article)}")
                unread += 1
            else:
                write_text(_as_json(place, article) if as_json else _text(place, article))
    raise SystemExit(QUARANTINED if unread else DONE)


def _as_json(path: str, article: Article) -> str:
    row = {"file": path, "charset": article.charset, "steps": article.steps, "doubts": article.doubts}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _text(path: str, article: Article) -> str:
    notes = [f"  {visible(step)}" for step in article.steps] + [
        f"  doubt: {visible(doubt)}" for doubt in article.doubts
    ]
    return "\n".join([f"{visible(path)}: {article.charset or 'characters'}", *notes]) + "\n"
