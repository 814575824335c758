"""A run in stages that share nothing but OUT, for clusters that start many processes: count, reduce, clean.

Every process makes the same plan and takes each `of`-th shard of it. The command without a stage ends the run: it finds
all shards done and writes what stands beside the articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import plan as planning
from .depot import working_folder
from .engine import LocalEngine
from .job import Done, Job, done_place, load_done
from .lock import locked
from .reduce import is_reduced, reduced, repeats_key
from .resume import finished_before, superseded
from .run import Progress, Task, Watcher, prepared
from .sinks import OutputError
from .summary import Summary, sum_up


@dataclass(frozen=True, slots=True)
class Stage:
    """One of STAGES, and which shards of the plan it is about: every `of`-th from `index` on."""

    name: str
    index: int = 0
    of: int = 1


def run_stage(task: Task, stage: Stage, watcher: Watcher | None = None) -> Summary:
    """Do one stage; the sums are over its own shards. Raises as clean_corpus does, and OutputError as well when an
    earlier stage is not through.
    """
    with working_folder(task.out) as out:
        return stage_into(replace(task, out=out), stage, watcher or Watcher())


def stage_into(task: Task, stage: Stage, watcher: Watcher) -> Summary:
    """The stage, in the folder where it works."""
    found, task = prepared(task)
    with locked(task.folder, shared=True), locked(task.folder, f"{stage.name}-{stage.index}-{stage.of}"):
        jobs = [Job(task.folder, shard, task.settings) for shard in planning.keep(task.folder, found)]
        own = jobs[stage.index :: stage.of]
        if stage.name == "reduce":
            reduced(task.folder, counted(jobs))
            return Summary(shards=len(jobs))
        own = with_repeats(task, own, jobs) if stage.name == "clean" else [replace(job, step="count") for job in own]
        with LocalEngine(task.workers) as engine:
            return work(task, stage, own, Progress(engine, watcher))


def work(task: Task, stage: Stage, jobs: Sequence[Job], progress: Progress) -> Summary:
    """Do a stage's own shards, as far as they are not done."""
    retry = task.retry_quarantine and stage.name == "clean"
    finished = {job.shard.name: done for job in jobs if (done := finished_before(job, retry=retry))}
    todo = [job for job in jobs if job.shard.name not in finished]
    if stage.name == "clean" and todo:
        superseded(task.folder, todo)
    progress.watcher.begun(stage.name, [job.shard for job in jobs], list(finished.values()))
    progress.through(todo, finished)
    if stage.name == "count":
        return Summary(shards=len(jobs), new=len(todo))
    return sum_up([finished[job.shard.name] for job in jobs], 0, {}, len(todo))


def counted(jobs: Sequence[Job]) -> list[Done]:
    """What the first stage left of these shards. Raises OutputError when it is not through."""
    records = [finished_before(replace(job, step="count")) for job in jobs]
    done = [record for record in records if record]
    if len(done) < len(records):
        missing = len(records) - len(done)
        raise OutputError(f"{missing} of {len(records)} shards are not counted: give --stage count again")
    return done


def with_repeats(task: Task, jobs: Sequence[Job], every: Sequence[Job]) -> list[Job]:
    """The shards' jobs with the table of lines that repeat over all shards, where the run has one. Raises OutputError
    without it.
    """
    table = task.settings.repeats
    if table or task.passes == 1:
        return [replace(job, repeats=repeats_key(table)) for job in jobs] if table else list(jobs)
    table = task.folder / "repeats.sqlite"
    pairs = list(zip(jobs, counted(jobs), strict=True))
    records = [load_done(done_place(task.folder, job.shard.name, "count")) for job in every]
    if not is_reduced(task.folder, [record for record in records if record]):
        raise OutputError(f"{table}: not there, or older than the counts: give --stage reduce first")
    settings = replace(task.settings, repeats=table)
    return [replace(job, settings=settings, repeats=repeats_key(table, done)) for job, done in pairs]
