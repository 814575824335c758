"""`taoxi fix`: take boilerplate and damage out of files and leave every other byte."""

from __future__ import annotations

from pathlib import Path

import click

from ..config import names
from .common import CHANGED, DONE, QUARANTINED, UNFINISHED, say
from .examination import examinations, left_alone
from .interrupt import interruptible
from .settings import ignore, in_force, select, text_field
from .terminal import visible


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="FILE...")
@select
@ignore
@text_field
@click.option("-q", "--quiet", is_flag=True, help="Name only what was left alone.")
@interruptible()
def command(
    *,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    text_field: tuple[str, ...],
    quiet: bool,
) -> None:
    """Take boilerplate and damage out of .txt, .md and .jsonl files, in place.

    Lines that stay keep every byte: line ends, blank lines, front matter, code fences, charset, script. What a
    charset cannot hold is left alone and named. Exit status 1 when files were changed, 3 when some were left alone.

    \b
    Example: taoxi fix corpus/ --select editor --select share
    """
    from ..corpus.splice_file import rewrite

    settings, options = in_force({"select": select, "ignore": ignore, "text-field": text_field})
    changed = left = 0
    for path, found in examinations(paths, options, names(settings, "text-field")):
        if isinstance(found, str):
            say(f"{visible(str(path))}: left alone: {found}")
            left += 1
            continue
        left += left_alone(path, found, "left alone")
        if not found.is_changed:
            continue
        try:
            rewrite(found)
        except OSError as error:
            reason = f"{error.strerror or error}; put that right and run again"
            say(f"{visible(str(path))}: not written, the old file is whole: {reason}")
            raise SystemExit(UNFINISHED) from error
        changed += 1
        if not quiet:
            say(f"{visible(str(path))}: fixed, {len(found.after.findings)} places")
    raise SystemExit(CHANGED if changed else QUARANTINED if left else DONE)
