"""`taoxi clean`: a folder of dumps to a folder of articles, or one file to stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..config import Flag, limits, names
from ..corpus.names import STAGES
from ..corpus.remote import is_remote
from .common import DONE, INTERRUPTED, QUARANTINED, UNFINISHED, say, stop_on_sigterm, write_text
from .places import place_of, see_there
from .settings import every_limit, every_setting, in_force
from .sharing import cores, see_engine, staged
from .terminal import visible

if TYPE_CHECKING:
    from ..corpus.job import Settings
    from ..corpus.run import Task
    from ..corpus.stages import Stage
    from ..corpus.summary import Summary


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--out", metavar="OUT", help="Folder for articles and audit, or a URL such as s3://bucket/news.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes.  [all cores]")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who shares out the work: worker processes here, or Dask.",
)
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler (tcp://...).  [one for this run]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "txt", "jsonl", "parquet"]),
    default="auto",
    show_default=True,
    help="txt: a mirrored tree of texts; jsonl, parquet: records; auto: txt for one-document files, jsonl for records.",
)
@every_setting
@click.option("--split", type=click.Choice(["blank-lines"]), help="Text files hold an article between blank lines.")
@click.option("--include", multiple=True, metavar="GLOB", help="Only these paths below INPUT (may be repeated).")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these paths below INPUT (may be repeated).")
@click.option(
    "--repeats",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Lines that repeat, from another run's OUT/repeats.sqlite; not counted again.",
)
@click.option("--no-repeats", is_flag=True, help="One pass: leave lines that repeat over a site alone.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N documents.")
@every_limit
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    help="Only this part of the run, for many processes that share OUT; end with the command without it.",
)
@click.option("--shard-count", type=click.IntRange(min=1), metavar="N", help="So many processes share a stage.  [1]")
@click.option("--shard-index", type=click.IntRange(min=0), metavar="N", help="Which of them this is, from 0.  [0]")
@click.option("--overwrite", is_flag=True, help="Start afresh: remove what an earlier run made in OUT.")
@click.option("--retry-quarantine", is_flag=True, help="Do shards with quarantined documents again.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout; without -o the record.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors only.")
def command(
    *,
    inputs: tuple[str, ...],
    out: str | None,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    form: str,
    split: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    repeats: Path | None,
    no_repeats: bool,
    limit: int | None,
    stage: str | None,
    shard_count: int | None,
    shard_index: int | None,
    overwrite: bool,
    retry_quarantine: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    **flags: Flag,
) -> None:
    """Clean folders, files, globs or - (standard input).

    With -o everything goes to that folder: articles, metadata, audit, quarantine, manifest, report. Run the same
    command again to go on after an interruption, or to add new files. One file, or -, without -o is printed.

    \b
    Example: taoxi clean dumps -o out
             taoxi clean page.html
    """
    from ..corpus.inputs import NoInput
    from ..corpus.job import Settings
    from ..corpus.run import Task
    from ..corpus.sinks import OutputError

    written, options = in_force({name.replace("_", "-"): value for name, value in flags.items()})
    fields = names(written, "text-field")
    settings = Settings(options, form, fields, split or "", repeats, limits=limits(written))
    part = staged(
        stage, shard_index, shard_count, apart=bool(limit or overwrite or dry_run or out is None or "-" in inputs)
    )
    if "-" in inputs and sys.stdin.isatty():
        say("reading standard input; end with Ctrl-D")
    if out is None:
        raise SystemExit(print_one(inputs, settings, as_json=as_json, quiet=quiet))
    if repeats and no_repeats:
        raise click.UsageError("--repeats and --no-repeats exclude each other")
    for given in inputs:
        see_there(given)
    place = place_of(out)
    see_engine(engine, scheduler, jobs, stage)
    passes = 1 if repeats or no_repeats else 2
    task = Task(
        inputs, place, settings, jobs or cores(), include, exclude, limit or 0, passes, overwrite,
        retry_quarantine, engine, scheduler or "",
    )  # fmt: skip
    try:
        raise SystemExit(preview(task, as_json=as_json) if dry_run else run(task, part, as_json=as_json, quiet=quiet))
    except NoInput as error:
        raise click.UsageError(str(error)) from error
    except OutputError as error:
        say(f"taoxi: cannot go on: {error}")
        say("What was finished is safe; put that right and give the same command again.")
        raise SystemExit(UNFINISHED) from error
    except KeyboardInterrupt:
        say(f"taoxi: interrupted. Everything finished so far is safe in {out}; the same command goes on from there.")
        raise SystemExit(INTERRUPTED) from None


def run(task: Task, stage: Stage | None, *, as_json: bool, quiet: bool) -> int:
    """The whole run, or a stage of it; its exit code."""
    from ..corpus.run import clean_corpus
    from ..corpus.stages import run_stage
    from .progress import progress
    from .summary import show_summary

    stop_on_sigterm()
    with progress(quiet=quiet) as watcher:
        summary = run_stage(task, stage, watcher) if stage else clean_corpus(task, watcher)
    if not quiet and (stage is None or stage.name == "clean"):
        show_summary(summary, task.out)
    if as_json:
        write_text(json.dumps(summary.as_json(), ensure_ascii=False) + "\n")
    return exit_code(summary)


def exit_code(summary: Summary) -> int:
    """3 as long as something is in quarantine."""
    return QUARANTINED if summary.quarantined else DONE


def preview(task: Task, *, as_json: bool) -> int:
    """Say what a run would do."""
    from ..corpus.run import look_ahead

    ahead = look_ahead(task)
    if as_json:
        write_text(json.dumps(ahead, ensure_ascii=False) + "\n")
        return DONE
    say(f"{ahead['files']:,} files, {ahead['bytes']:,} bytes, in {ahead['shards']:,} shards, {ahead['new']:,} new")
    for trouble in ahead["troubles"]:
        say(f"  {trouble['path']}: {trouble['reason']}")
    return DONE


def print_one(inputs: tuple[str, ...], settings: Settings, *, as_json: bool, quiet: bool) -> int:
    """Clean one file, or standard input, to stdout: a text as text, its doubts to stderr; records as JSON lines."""
    from ..corpus.single import clean_single

    if settings.form == "parquet":
        raise click.UsageError("--format parquet needs -o OUT")
    see_there(inputs[0])
    if len(inputs) > 1 or Path(inputs[0]).is_dir():
        raise click.UsageError(
            f"a folder or several inputs need -o OUT: taoxi clean {' '.join(inputs[:3])} -o out; one file is printed"
        )
    if is_remote(inputs[0]):
        raise click.UsageError(f"{inputs[0]}: what lies behind a URL needs -o OUT")
    code = DONE
    for chunk, trouble, doubts in clean_single(inputs[0], settings, as_json=as_json or settings.form == "jsonl"):
        if trouble:
            say(f"taoxi: {visible(inputs[0])}: {visible(trouble)}")
            code = QUARANTINED
        write_text(chunk)
        for doubt in () if quiet else doubts:
            say(f"taoxi: {visible(inputs[0])}: doubt: {visible(doubt)}")
    return code
