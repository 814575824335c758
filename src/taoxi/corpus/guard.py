"""Documents that take too long, take too much memory or kill their worker: an alarm, and a mark to know them by."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from .job import Job, Place, running_place
from .limits import MB
from .sinks import dumps, writing

READING = -1  # record of the mark that a worker sets while it reads: no document is under way
GRACE = 10.0  # seconds a worker gets beyond a document's limit before it is killed: C code hears no alarm
STAT = "/proc/{}/statm"  # proc(5): pages; the 2nd number counts those in memory, the 3rd those of files among them


class OutOfTime(BaseException):
    """A document's time is over. Not an Exception: no fallback on the way may swallow it."""


class Marker:
    """Says in a small file which document this worker is at, for the case that it dies over it."""

    def __init__(self, job: Job) -> None:
        self.place = running_place(job.out, job.shard.name)
        self.reading: Place | None = None
        self.length = 0

    def __enter__(self) -> Marker:
        with writing(self.place):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            self.file = os.open(self.place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        return self

    def opens(self, path: str) -> None:
        """Note that a file is read from now on."""
        self.reading = (path, "", READING)
        self.at(None)

    def at(self, place: Place | None) -> None:
        """Note a document with the time and this process's id, or that none is under way but the reading."""
        place = place or self.reading
        note = dumps([place, time.monotonic(), os.getpid()]) if place else b""
        self.length = max(self.length, len(note))
        with writing(self.place):
            # one call, so that the worker cannot die in the middle of it: spaces cover a longer note before
            os.pwrite(self.file, note.ljust(self.length), 0)

    def __exit__(self, *error: object) -> None:
        os.close(self.file)
        with suppress(OSError):
            self.place.unlink(missing_ok=True)


def marked(job: Job) -> tuple[Place | None, float, int]:
    """The document that the job's worker is at, since when, and the worker's process id."""
    try:
        place, started, process = json.loads(running_place(job.out, job.shard.name).read_bytes())
    except (OSError, ValueError):
        return None, 0.0, 0
    path, member, record = place
    return (path, member, record), started, process


@dataclass(frozen=True, slots=True)
class Excess:
    """Why a worker has to be killed, and whether that is certain to be its document's doing."""

    place: Place
    reason: str
    certain: bool


def excess(job: Job) -> tuple[int, Excess] | None:
    """The worker that is at the job, where it is beyond a limit by far, and what of. Of memory earlier documents may
    have left some behind.
    """
    place, started, process = marked(job)
    limits = job.settings.limits
    if place is None:
        return None
    if limits.seconds and place[2] != READING and time.monotonic() - started > limits.seconds + GRACE:
        return process, Excess(place, f"takes longer than {limits.seconds:g} seconds", certain=True)
    if limits.memory and memory_of(process) > limits.memory * MB:
        return process, Excess(place, f"needs more than {limits.memory:g} MB of memory", certain=False)
    return None


def memory_of(process: int) -> int:
    """Bytes that a process has in memory for itself; 0 where the system does not tell as Linux does."""
    try:
        _, resident, shared, *_ = Path(STAT.format(process)).read_bytes().split()
    except OSError:
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block after so many seconds; 0 means never. Works in a main thread only."""
    if not seconds or threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
