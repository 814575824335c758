"""What commands share: exit codes and messages to people."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from .terminal import harmless, visible

if TYPE_CHECKING:
    from rich.console import Console

DONE = 0
CHANGED = 1  # check found, fix made changes
USAGE = 2
QUARANTINED = 3  # some documents are in quarantine, or left alone by fix
UNFINISHED = 4  # the run could not finish: disk, lock, OUT
INTERRUPTED = 130


def say(message: str) -> None:
    """Tell people something, on one line: stderr, so that stdout carries data only. What pages and names hold of
    control characters stands as escapes.
    """
    click.echo(visible(message), err=True)


def console() -> Console:
    """A rich console on stderr; rich itself minds NO_COLOR and terminals."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def write_text(text: str) -> None:
    """Write text to stdout as UTF-8 whatever the locale; a reader that went away is no error."""
    write_bytes(text.encode("utf-8", "replace"))


def write_bytes(data: bytes) -> None:
    """Write bytes to stdout; a reader that went away is no error. On a terminal control characters stand as escapes."""
    write_styled(harmless(data.decode("utf-8", "replace")).encode() if sys.stdout.isatty() else data)


def write_styled(data: bytes) -> None:
    """The same for what is harmless already and coloured."""
    out = sys.stdout.buffer
    try:
        out.write(data)
        out.flush()
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Let what else goes to stdout vanish; the interpreter would complain again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_streams() -> None:
    """Let standard streams that were closed lead nowhere: the next file that is opened would take their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - stays open


def stop_on_sigterm() -> None:
    """From now on SIGTERM does what Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
