"""What an earlier run left in OUT: finished work that counts, work to be done anew, and leavings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from .depot import discard, is_held
from .job import Done, Job, done_place, load_done
from .names import OWN, STATE
from .sinks import OutputError, measured, writing


def finished_before(job: Job, *, retry: bool = False) -> Done | None:
    """The shard's done-record, if it was made by this code with these settings from these files, and if all it wrote
    is still there and whole. Inputs that are gone since do not undo their articles. With `retry`, a shard that has
    documents in quarantine does not count.
    """
    done = load_done(done_place(job.out, job.shard.name, job.step))
    if done is None or done.key != job.key:
        return None
    if retry and done.quarantined:
        return None
    then = {state[0]: state for state in done.inputs}
    if any(file.mtime and file.state != then.get(file.relative) for file in job.shard.files):
        return None
    return done if all(is_whole(job.out, *output) for output in done.outputs) else None


def is_whole(out: Path, name: str, size: int, digest: str) -> bool:
    """Does an output stand as it was written?"""
    try:
        return (out / name).stat().st_size == size and measured(out, name)[2] == digest
    except OSError:
        return is_held(out, name, size)


def superseded(out: Path, jobs: Sequence[Job]) -> None:
    """Remove what earlier runs made of shards that are done anew: an article may get another name, or none.

    Raises OutputError, and removes nothing, when articles could not be made again because their inputs are gone.
    """
    before = [(job, done) for job in jobs if (done := load_done(done_place(out, job.shard.name)))]
    for job, done in before:
        had = {state[0] for state in done.inputs}
        for file in job.shard.files:
            if file.relative in had and not file.is_there:
                raise OutputError(
                    f"{out}: must be made anew, but {file.relative} is gone and its article would be lost;"
                    " choose another folder, or give --overwrite"
                )
    with writing(out):
        discard(out, ["_SUCCESS", *(name for job, _ in before for name in made(out, done_place(out, job.shard.name)))])


def made(out: Path, place: Path) -> Iterator[str]:
    """What a done-record says was written, and the record itself."""
    done = load_done(place)
    yield from (name for name, _, _ in done.outputs) if done else ()
    yield place.relative_to(out).as_posix()


def clear(out: Path) -> None:
    """Remove everything that taoxi made in OUT. Raises OutputError."""
    with writing(out):
        for step in ("clean", "count"):
            for place in sorted(done_place(out, "", step).parent.glob("*.json")):
                discard(out, list(made(out, place)))
        for name in ("done", "counted", "counts", "quarantine", "samples"):
            shutil.rmtree(out / STATE / name, ignore_errors=True)
        for name in (f"{STATE}/plan.jsonl", f"{STATE}/repeats.json", *OWN):
            # a folder of that name may hold what somebody else put there
            with suppress(IsADirectoryError, PermissionError):
                discard(out, [name])


def sweep(out: Path) -> None:
    """Remove what workers that were stopped have left."""
    for name in ("tmp", "running"):
        shutil.rmtree(out / STATE / name, ignore_errors=True)
