"""What a Dask worker does with a shard: it hands it to a process of its own, which may die or hang without harm."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .. import __version__
from .engine import LocalEngine, most
from .fingerprint import fingerprint
from .guard import marked
from .job import Job, Place, running_place

PATIENCE = 5.0  # seconds: a file that another machine of a shared folder has just made may show a little later
POLL = 0.1
IDLE: dict[Path, list[LocalEngine]] = {}  # token of a run -> processes that have nothing to do now


class Unfit(Exception):  # noqa: N818 - reads as what it is
    """This worker cannot do the run's work; the message says why."""


class Unseen(Exception):  # noqa: N818 - reads as what it is
    """This worker does not see these input files."""


def trouble_of(token: Path, rules: str) -> str:
    """Why this worker cannot do the work of the run with that token and code; "" when it can."""
    if fingerprint() != rules:
        return f"has other code: taoxi {__version__}, fingerprint {fingerprint()}, and the run has {rules}"
    end = time.monotonic() + PATIENCE
    while not token.exists():
        if time.monotonic() > end:
            return f"does not see the run's folder {token.parent}, or the run is over"
        time.sleep(POLL)
    return ""


def perform(job: Job, token: Path, gone: tuple[str, ...] = ()) -> None:
    """Do a shard. Nothing is given back: what came of it stands in its done-record. `gone` names inputs that nobody
    sees.

    Raises Unfit, Unseen, and OutputError when OUT cannot be written to.
    """
    if trouble := trouble_of(token, job.settings.rules):
        raise Unfit(trouble)
    if unseen := [f.relative for f in job.shard.files if f.relative not in gone and not f.is_there]:
        raise Unseen(*unseen)
    # Dask's workers are daemons, which may have no children lest they leave them behind; ours never outlive them
    multiprocessing.current_process().daemon = False
    leave({other for other in IDLE if not other.exists()})
    try:
        engine = IDLE.get(token, []).pop()
    except IndexError:
        engine = LocalEngine(1, lambda: watch(token))
    try:
        engine.run([without_killers(job)], lambda done: None)
    except BaseException as error:
        engine.__exit__(error)
        raise
    IDLE.setdefault(token, []).append(engine)


def watch(token: Path) -> None:
    """Raise Unfit once the run is over: what is still at work then must not write any more."""
    if not token.exists():
        raise Unfit("the run is over")


def leave(tokens: set[Path]) -> None:
    """End the idle processes of these runs."""
    for token in tokens:
        for engine in IDLE.pop(token, []):
            engine.__exit__()


def without_killers(job: Job) -> Job:
    """The job, its documents barred that were under way when whole workers died over it. What a worker that died
    was at stands in the mark it left behind.
    """
    notes = running_place(job.out, f"{job.shard.name}-deaths")
    deaths: list[Place] = []
    with suppress(OSError, ValueError):
        deaths = [(path, member, record) for path, member, record in json.loads(notes.read_bytes())]
    place, _, _ = marked(job)
    if place:
        deaths.append(place)
        notes.write_text(json.dumps(deaths), "ascii")
    killers = [place for place, times in Counter(deaths).items() if times >= most(place)]
    return replace(job, barred=tuple((place, f"killed {most(place)} workers") for place in killers))
