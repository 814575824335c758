"""Ctrl-C: a word on stderr and status 130, not click's 1, which `check` and `fix` mean something by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .common import INTERRUPTED, say


@contextmanager
def interruptible() -> Iterator[None]:
    """End the program with status 130 when it is interrupted inside; to be put over a command's function."""
    try:
        yield
    except KeyboardInterrupt:
        say("taoxi: interrupted; what was finished stays")
        raise SystemExit(INTERRUPTED) from None
