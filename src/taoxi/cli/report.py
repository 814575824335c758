"""`taoxi report`: the report of a run once more."""

from __future__ import annotations

from pathlib import Path

import click

from .common import DONE, UNFINISHED, say
from .interrupt import interruptible


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="OUT")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")
@interruptible()
def command(*, out: Path, quiet: bool) -> None:
    """Write report.html and report.json of OUT again, from what stands there; of a run that is not through, too.

    One page that needs no network: sums, charts, and documents to read, with every removed line and its rule. Lines
    that are wrong can be marked there and taken along as a taoxi.toml.

    \b
    Example: taoxi report out
    """
    from ..corpus.reports import report_again
    from ..corpus.sinks import OutputError

    try:
        report_again(out)
    except OutputError as error:
        say(f"taoxi: {error}")
        raise SystemExit(UNFINISHED) from error
    if not quiet:
        say(f"report: {out / 'report.html'}")
    raise SystemExit(DONE)
