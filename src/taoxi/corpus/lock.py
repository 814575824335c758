"""One run at a time in one OUT."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .names import STATE
from .sinks import OutputError, writing


@contextmanager
def locked(out: Path, name: str = "", *, shared: bool = False) -> Iterator[None]:
    """Hold OUT's lock, or the one of that name in OUT; shared ones let others of their kind in. The system lets go of
    it when the process ends, however it ends. Raises OutputError when another run holds it.
    """
    place = out / STATE / (f"lock-{name}" if name else "lock")
    with writing(out):
        place.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        hold(file, out, shared=shared)
        yield
    finally:
        os.close(file)


def hold(file: int, out: Path, *, shared: bool) -> None:
    """Take the lock, or say who has it. Systems without flock are trusted."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(file, 100, 0).decode("ascii", "replace").strip() or "unknown"
        raise OutputError(f"{out}: another run is at work here (process {holder}); wait for it, or stop it") from error
    with writing(out):
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode("ascii"), 0)
