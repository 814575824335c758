"""Options that say who shares the work of a run: processes here, Dask, or a batch system by stages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..corpus.stages import Stage


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def see_engine(engine: str, scheduler: str | None, jobs: int | None, stage: str | None) -> None:
    """Raise click.UsageError for options of engines that do not go together."""
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler needs --engine dask")
    if scheduler and jobs:
        raise click.UsageError("--jobs is for this machine's workers; those of --scheduler are counted when they start")
    if engine == "dask" and stage:
        raise click.UsageError("--stage shares a run out by itself and takes no --engine dask")


def staged(stage: str | None, index: int | None, count: int | None, *, apart: bool) -> Stage | None:
    """The stage that is asked for, if any. `apart` stands for options that make sense for a whole run only."""
    from ..corpus.stages import Stage

    if stage is None:
        if index is not None or count is not None:
            raise click.UsageError("--shard-index and --shard-count need --stage")
        return None
    if apart:
        raise click.UsageError(
            "--stage needs files and -o OUT and goes with neither --limit nor --overwrite nor --dry-run"
        )
    if stage == "reduce" and (index or (count or 1) > 1):
        raise click.UsageError("--stage reduce is for one process: give no --shard-index or --shard-count")
    if (index or 0) >= (count or 1):
        raise click.UsageError(f"--shard-index {index} must be below --shard-count {count or 1}")
    return Stage(stage, index or 0, count or 1)
