"""`taoxi check`: what `taoxi fix` would change, as people and as continuous integration read it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..config import names
from . import findings
from .common import CHANGED, DONE, QUARANTINED, say, write_styled, write_text
from .examination import examinations, left_alone
from .interrupt import interruptible
from .settings import ignore, in_force, select, text_field
from .terminal import visible


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="FILE...")
@click.option(
    "--output-format",
    type=click.Choice(list(findings.FORMATS)),
    default="text",
    show_default=True,
    help="For people, GitHub Actions, programs or code scanning services.",
)
@click.option("--diff", is_flag=True, help="Show what fix would do as a unified diff.")
@select
@ignore
@text_field
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@interruptible()
def command(
    *,
    paths: tuple[Path, ...],
    output_format: str,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    text_field: tuple[str, ...],
    quiet: bool,
) -> None:
    """Find boilerplate and damage in .txt, .md, .jsonl and .html files; change nothing.

    Prints FILE:LINE:COLUMN: RULE: TEXT for each place. Folders are searched. Exit status 1 when something is found.

    \b
    Example: taoxi check corpus/ --ignore share
             taoxi check --diff article.txt
             taoxi check --output-format sarif corpus/ > taoxi.sarif
    """
    settings, options = in_force({"select": select, "ignore": ignore, "text-field": text_field})
    rows: list[findings.Row] = []
    files = unread = 0
    for path, found in examinations(paths, options, names(settings, "text-field")):
        if isinstance(found, str):
            say(f"{visible(str(path))}: {found}")
            unread += 1
            continue
        unread += left_alone(path, found, "fix would leave it alone")
        fresh = [findings.Row(str(path), each) for each in found.after.findings]
        files += bool(fresh)
        rows += fresh
        if diff:
            if sys.stdout.isatty():
                write_styled(findings.shown(findings.diff(found)).encode("utf-8", "replace"))
            else:
                write_text(findings.diff(found))
        elif output_format == "text":
            write_text(findings.as_text(fresh))
    if not diff and output_format != "text":
        write_text(findings.FORMATS[output_format](rows))
    if not quiet:
        say(f"{len(rows)} findings in {files} files" + ("; `taoxi fix` takes them out" if rows else ""))
    raise SystemExit(CHANGED if rows else QUARANTINED if unread else DONE)
