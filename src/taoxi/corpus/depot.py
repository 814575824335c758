"""OUT behind a URL: the work is done in a folder of this machine, and every finished shard is carried there.

Object stores know no renaming. What they promise is that an object is there whole or not at all, so a shard's files are
put first and its done-record last; where a store does not even promise that, the sizes in the record tell.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .job import Done, Job, done_place
from .names import OWN, STATE
from .remote import Remote, copied_from, copied_to, listed, removed
from .sinks import OutputError, write_whole, writing

NOTE = f"{STATE}/depot"  # in the working folder: where everything goes
LATER = tuple(
    f"{STATE}/{name}/" for name in ("counts", "quarantine", "samples")
)  # fetched when they are needed, if at all


@contextmanager
def working_folder(out: Path | Remote) -> Iterator[Path]:
    """Where to work for OUT: itself, or for a URL a temporary folder that knows what earlier runs left behind it.

    Raises OutputError when the URL cannot be reached, or holds what taoxi did not make.
    """
    if isinstance(out, Path):
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="taoxi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        write_whole(folder / NOTE, str(out).encode())
        there = held_at_first(folder)
        if there and f"{STATE}/plan.jsonl" not in there:
            raise OutputError(f"{out}: already holds {min(there)}, which taoxi did not make; choose an empty place")
        state = [name for name in there if name.startswith(f"{STATE}/") and not name.startswith(LATER)]
        need(folder, [*state, *(name for name in there if name in OWN)])
        yield folder


def depot_of(out: Path) -> Remote | None:
    """The URL that a working folder stands for; None for an OUT that is a folder itself."""
    try:
        return Remote((out / NOTE).read_text("utf-8"))
    except OSError:
        return None


def holdings(depot: Remote) -> dict[str, int]:
    """Path and bytes of everything below the URL. Raises OutputError."""
    try:
        return {name: status.st_size for name, _, status in listed(str(depot))}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise OutputError(str(error)) from error


@functools.lru_cache(maxsize=1)
def held_at_first(out: Path) -> dict[str, int]:
    """What lay below the URL when it was first asked for; one listing is enough for a run."""
    depot = depot_of(out)
    return holdings(depot) if depot else {}


def is_held(out: Path, name: str, size: int) -> bool:
    """Did an earlier run put this file, of so many bytes, behind the URL that OUT stands for?"""
    return depot_of(out) is not None and held_at_first(out).get(name) == size


def carry(job: Job, done: Done) -> None:
    """Put a finished shard's files behind the URL that its OUT stands for, if any, then its record; only what will be
    needed again stays here. Raises OutputError.
    """
    if depot_of(job.out) is None:
        return
    names = [name for name, _, _ in done.outputs]
    publish(job.out, names)
    publish(job.out, [done_place(job.out, job.shard.name, job.step).relative_to(job.out).as_posix()])
    with writing(job.out):
        for name in names:
            if not name.startswith(LATER):
                (job.out / name).unlink(missing_ok=True)


def publish(out: Path, names: Sequence[str]) -> None:
    """Put those of these files that are in OUT behind the URL that it stands for, if any. Raises OutputError."""
    depot = depot_of(out)
    here = [name for name in names if (out / name).exists()]
    if depot and here:
        with writing(out):
            copied_to([(out / name, depot / name) for name in here])


def need(out: Path, names: Sequence[str]) -> None:
    """See that these files are in OUT, fetching those that lie behind a URL. Raises OutputError."""
    depot = depot_of(out)
    missing = [name for name in names if not (out / name).exists()]
    if depot and missing:
        with writing(out):
            copied_from([(depot / name, out / name) for name in missing])


def discard(out: Path, names: Sequence[str]) -> None:
    """Remove files from OUT, and from behind the URL that it stands for. Those that are not there are no error."""
    for name in names:
        (out / name).unlink(missing_ok=True)
    if depot := depot_of(out):
        there = held_at_first(out)
        removed([depot / name for name in names if there.pop(name, None) is not None])
