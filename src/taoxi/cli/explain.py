"""`taoxi explain`: every line of a document with what became of it, and by which rule."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from ..config import limits, names
from ..types import Article, Verdict
from .common import DONE, QUARANTINED, say, write_styled, write_text
from .interrupt import interruptible
from .reading import read_articles
from .settings import ignore, in_force, markup, select, text_field
from .terminal import pad, visible, width, wrap

# foregrounds that stand out on light and dark terminals alike
STYLES = {"kept": {}, "dropped": {"fg": "red"}, "cut": {"fg": "yellow"}, "repaired": {"fg": "cyan"}}
LEAST = 20  # cells for the text; where fewer are left beside the margin, it stands below
INDENT = 4  # cells before a text that stands below


@click.command()
@click.argument("path", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document, a line each.")
@click.option("--charset", metavar="NAME", help="What the file is declared to be; the bytes have the last word.")
@markup
@click.option("--color/--no-color", default=None, help="Colours or none; by default on a terminal only.")
@select
@ignore
@text_field
@interruptible()
def command(
    *,
    path: str,
    as_json: bool,
    charset: str | None,
    markup: str | None,
    color: bool | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    text_field: tuple[str, ...],
) -> None:
    """Show every line of a document: its number, whether it was kept, dropped, cut or repaired, by which rule.

    Cut spans stand between [- and -], the line as it was below a repaired one. `-` reads standard input. Send the
    output along with a bug report.

    \b
    Example: taoxi explain article.txt
             taoxi explain page.html --json
    """
    from ..corpus.job import Settings

    flags = {"select": select, "ignore": ignore, "markup": markup, "text-field": text_field}
    written, options = in_force(flags)
    settings = Settings(options, text_fields=names(written, "text-field"), limits=limits(written))
    terminal = sys.stdout.isatty()
    colored = color if color is not None else terminal and not os.environ.get("NO_COLOR")
    cells = shutil.get_terminal_size().columns if terminal else 0
    unread = shown = 0
    for place, article in read_articles(path, settings, charset):
        if isinstance(article, str):
            say(f"{visible(place)}: {visible(article)}")
            unread += 1
        elif as_json:
            write_text(_as_json(place, article))
        else:
            rows = (*_head(place, article), "", *_rows(article, cells, colored))
            write_styled(("\n" * bool(shown) + "".join(f"{row}\n" for row in rows)).encode("utf-8", "replace"))
            shown += 1
    raise SystemExit(QUARANTINED if unread else DONE)


def mark(verdict: Verdict) -> str:
    """What became of a line: kept, dropped, cut or repaired."""
    if verdict.rule is not None:
        return "dropped"
    if verdict.cuts:
        return "cut"
    return "kept" if verdict.raw in (None, verdict.line.text) else "repaired"


def _as_json(path: str, article: Article) -> str:
    row = {
        "file": path,
        "charset": article.charset,
        "steps": article.steps,
        "doubts": article.doubts,
        "metadata": asdict(article.metadata),
        "lines": [_line(verdict) for verdict in article.verdicts],
        "text": article.text,
    }
    # lone surrogates, which JSON input can carry, stand as escapes
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _line(verdict: Verdict) -> dict[str, object]:
    line = verdict.line
    block = {"tag": line.tag, "path": line.path, "linked": line.linked, "taken": line.taken} if line.path else {}
    return {
        "number": line.number,
        "mark": mark(verdict),
        "rule": verdict.rule,
        "raw": verdict.raw,
        "text": line.text,
        "printed": verdict.printed,
        "cuts": [asdict(cut) for cut in verdict.cuts],
        **block,
    }


def _head(path: str, article: Article) -> Iterator[str]:
    """What is known of the document as a whole."""
    yield f"{visible(path)}: {article.charset or 'characters'}"
    for name, notes in (("step", article.steps), ("doubt", article.doubts)):
        yield from (f"{name}: {visible(note)}" for note in notes)
    for field, value in asdict(article.metadata).items():
        if value:
            yield f"{field}: {visible('; '.join(value) if isinstance(value, tuple) else value)}"


def _rows(article: Article, cells: int, colored: bool) -> Iterator[str]:
    """The lines, in columns; pieces of at most `cells` where that is not 0."""
    digits = len(str(article.verdicts[-1].line.number)) if article.verdicts else 1
    room = max((width(_signed(verdict)) for verdict in article.verdicts), default=0)
    for verdict in article.verdicts:
        number = str(verdict.line.number) if verdict.raw is not None else ""
        style = STYLES[mark(verdict)] if verdict.line.text.strip() else {"dim": True}
        margin = f"{number:>{digits}} {mark(verdict):8} {pad(_signed(verdict), room)} "
        for row in _columns(margin, _shown(verdict), cells):
            yield click.style(row, **style) if colored and style else row.rstrip()
        if mark(verdict) in ("repaired", "cut") and verdict.raw not in (None, verdict.line.text):
            was = f"{'':{digits}} {'was':8} {'':{room}} "
            for row in _columns(was, visible(verdict.raw or ""), cells):
                yield click.style(row, dim=True) if colored else row


def _signed(verdict: Verdict) -> str:
    """The rules that dropped or cut the line."""
    return verdict.rule or ",".join(dict.fromkeys(cut.rule for cut in verdict.cuts))


def _shown(verdict: Verdict) -> str:
    """The line with its cut spans marked."""
    text, pieces, at = verdict.line.text, [], 0
    for cut in verdict.cuts:
        pieces += [visible(text[at : cut.start]), "[-", visible(text[cut.start : cut.end]), "-]"]
        at = cut.end
    return "".join([*pieces, visible(text[at:])])


def _columns(margin: str, text: str, cells: int) -> Iterator[str]:
    """The text beside its margin, further pieces below the first; all of it below on a narrow terminal."""
    space = cells - len(margin)
    if cells == 0:
        yield margin + text
    elif space >= LEAST:
        for at, piece in enumerate(wrap(text, space)):
            yield (" " * len(margin) if at else margin) + piece
    else:
        yield margin.rstrip()
        yield from (" " * INDENT + piece for piece in wrap(text, max(1, cells - INDENT)) if piece)
