"""A whole run: walk, plan, resume, two passes, sum up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from . import plan as planning
from .depot import depot_of, working_folder
from .documents import Shard
from .engine import Engine, LocalEngine
from .fingerprint import fingerprint
from .finish import conclude
from .inputs import Found, discover
from .job import Done, Job, Settings
from .lock import locked
from .names import STATE
from .reduce import reduced, repeats_key
from .remote import Remote
from .resume import clear, finished_before, superseded, sweep
from .sinks import OutputError
from .summary import Summary


@dataclass(frozen=True, slots=True)
class Task:
    """What a run is asked for. OUT is a folder, or a place behind a URL. With 0 `workers` it is done in this process.
    `limit` stops after so many documents; 0 is none. `passes` is 1 to leave lines that repeat over a site alone, or
    when `settings` name a table of them. `engine` is "local" or "dask"; `scheduler` is the address of a Dask
    scheduler, "" for one of this run's own.
    """

    inputs: tuple[str, ...]
    out: Path | Remote
    settings: Settings = field(default_factory=Settings)
    workers: int = 1
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limit: int = 0
    passes: int = 2
    overwrite: bool = False
    retry_quarantine: bool = False
    engine: str = "local"
    scheduler: str = ""

    @property
    def folder(self) -> Path:
        """OUT once it is a folder of this machine."""
        assert isinstance(self.out, Path)
        return self.out


class Watcher:
    """Hears how a run goes on; all of it may be left as it is. `step` is "count" or "clean"."""

    def begun(self, step: str, shards: Sequence[Shard], done: Sequence[Done]) -> None:
        """A pass begins; some of it is done already."""

    def advanced(self, shard: Shard, done: Done) -> None:
        """A shard is done."""


def clean_corpus(task: Task, watcher: Watcher | None = None) -> Summary:
    """Clean everything below the inputs into OUT, going on where an earlier run stopped.

    Raises NoInput for inputs that cannot be, OutputError when OUT cannot be written to (disk, lock, another's OUT).
    """
    with working_folder(task.out) as out:
        return clean_into(replace(task, out=out), watcher or Watcher())


def clean_into(task: Task, watcher: Watcher) -> Summary:
    """The whole run, in the folder where it works."""
    found, task = prepared(task)
    with locked(task.folder):
        sweep(task.folder)
        if task.overwrite:
            clear(task.folder)
        shards = planning.keep(task.folder, found)
        try:
            with engine_of(task) as engine:
                return work(task, found, shards, Progress(engine, watcher))
        finally:
            sweep(task.folder)


@dataclass(frozen=True, slots=True)
class Progress:
    """The engine that does a run's jobs, and who hears of them."""

    engine: Engine
    watcher: Watcher

    def through(self, todo: Sequence[Job], finished: dict[str, Done]) -> None:
        """Do the jobs, big shards first so that none is left over at the end; records are added to those finished."""
        shards = {job.shard.name: job.shard for job in todo}

        def note(done: Done) -> None:
            finished[done.shard] = done
            self.watcher.advanced(shards[done.shard], done)

        self.engine.run(sorted(todo, key=lambda job: -job.shard.size), note)


def prepared(task: Task) -> tuple[Found, Task]:
    """What lies below the inputs, and the task with its rules; nothing is written yet. Raises as clean_corpus does."""
    found = discover(task.inputs, task.folder, task.include, task.exclude)
    if not (task.folder / STATE).exists():
        planning.check_free(task.folder, found.files)
    elif not task.overwrite and (task.include or task.exclude):
        kept = planning.load(task.folder, found.root)
        planning.check_wanted(task.folder, kept, task.include, task.exclude)
    return found, replace(task, settings=replace(task.settings, rules=fingerprint()))


def engine_of(task: Task) -> Engine:
    """The engine that the task asks for."""
    if task.engine == "local":
        return LocalEngine(task.workers)
    if depot := depot_of(task.folder):
        raise OutputError(f"{depot}: --engine dask needs an OUT in a folder that all workers see; or use --stage")
    from .cluster import DaskEngine

    return DaskEngine(task.folder, task.workers, task.scheduler)


def work(task: Task, found: Found, shards: Sequence[Shard], progress: Progress) -> Summary:
    """The passes, once OUT is the run's own and the plan stands."""
    jobs = [Job(task.folder, shard, task.settings, limit=task.limit) for shard in shards]
    if task.passes == 2 and not task.limit:
        jobs = count(task, jobs, progress)
    elif task.settings.repeats:
        jobs = [replace(job, repeats=repeats_key(task.settings.repeats)) for job in jobs]
    finished = {job.shard.name: done for job in jobs if (done := finished_before(job, retry=task.retry_quarantine))}
    todo = [job for job in jobs if job.shard.name not in finished]
    if todo:
        superseded(task.folder, todo)
    progress.watcher.begun("clean", shards, list(finished.values()))
    before = len(finished)
    if task.limit:
        limited(jobs, finished, progress)
    else:
        progress.through(todo, finished)
    records = [finished[shard.name] for shard in shards if shard.name in finished]
    return conclude(task.folder, found, records, new=len(finished) - before)


def count(task: Task, jobs: Sequence[Job], progress: Progress) -> list[Job]:
    """The first pass: the jobs of the second one, with the table of lines that repeat."""
    counting = [replace(job, step="count") for job in jobs]
    counted = {job.shard.name: done for job in counting if (done := finished_before(job))}
    todo = [job for job in counting if job.shard.name not in counted]
    if todo:
        progress.watcher.begun("count", [job.shard for job in jobs], list(counted.values()))
        progress.through(todo, counted)
    table = reduced(task.folder, [counted[job.shard.name] for job in jobs])
    settings = replace(task.settings, repeats=table)
    return [replace(job, settings=settings, repeats=repeats_key(table, counted[job.shard.name])) for job in jobs]


def limited(jobs: Sequence[Job], finished: dict[str, Done], progress: Progress) -> None:
    """One shard after the other until so many documents are done: which ones must not depend on the workers."""
    left = jobs[0].limit if jobs else 0
    for job in jobs:
        if left > 0 and job.shard.name not in finished:
            progress.through([replace(job, left=left)], finished)
        done = finished.get(job.shard.name)
        left -= done.documents + done.quarantined if done else 0


def look_ahead(task: Task) -> dict[str, Any]:
    """What a run would do: files, bytes, shards, shards done, troubles. Writes nothing; raises as a run does."""
    with working_folder(task.out) as out:
        return looked_ahead(replace(task, out=out))


def looked_ahead(task: Task) -> dict[str, Any]:
    """The same, from the folder where the run would work."""
    found, task = prepared(task)
    old = [] if task.overwrite else planning.load(task.folder, found.root)
    shards = planning.plan(found.files, old)
    jobs = [Job(task.folder, shard, task.settings, step="count", limit=task.limit) for shard in shards]
    return {
        "files": len(found.files),
        "bytes": sum(file.size for file in found.files),
        "shards": len(shards),
        "new": len(shards) - len(old),
        "counted": 0 if task.overwrite else sum(finished_before(job) is not None for job in jobs),
        "left": dict(sorted(found.left.items())),
        "troubles": [asdict(trouble) for trouble in found.troubles],
    }
