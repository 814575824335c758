"""Documents that take too long or kill their worker: an alarm, and a mark to know them by."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from .job import Job, Place, running_place
from .sinks import writing


class OutOfTime(BaseException):
    """A document's time is over. Not an Exception: no fallback on the way may swallow it."""


class Marker:
    """Says in a small file which document this worker is at, for the case that it dies over it."""

    def __init__(self, job: Job) -> None:
        self.place = running_place(job.out, job.shard.name)

    def __enter__(self) -> Marker:
        with writing(self.place):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            self.file = os.open(self.place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        return self

    def at(self, place: Place | None) -> None:
        """Note a document with the time and this process's id, or that none is under way."""
        note = json.dumps([place, time.time(), os.getpid()]) if place else ""
        with writing(self.place):
            os.pwrite(self.file, note.encode("ascii"), 0)
            os.ftruncate(self.file, len(note))

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
