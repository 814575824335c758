"""Paths on the command line: whether they can be what they are given as, before any work is begun."""

from __future__ import annotations

import glob
import os
from difflib import get_close_matches
from pathlib import Path

import click

from ..corpus.remote import Remote, is_remote


def see_there(given: str) -> None:
    """Raise click.UsageError where an input is neither a path that exists, nor a pattern, nor a URL, nor `-`."""
    if given == "-" or is_remote(given) or glob.has_magic(given) or os.path.lexists(given):
        return
    raise click.UsageError(f"{given}: no such file or folder{meant(Path(given))}")


def meant(path: Path) -> str:
    """What may have been meant by a path that is not there, as the end of a message."""
    try:
        neighbours = [place.name for place in path.parent.iterdir()]
    except OSError:
        return f"; {path.parent} is not there either" if not path.parent.exists() else "; see how it is spelt"
    close = get_close_matches(path.name, neighbours, n=1)
    return f"; did you mean '{path.parent / close[0]}'?" if close else "; see how it is spelt"


def place_of(out: str) -> Path | Remote:
    """OUT as a folder, or as what lies behind a URL. Raises click.UsageError as see_folder does."""
    if is_remote(out):
        return Remote(out.rstrip("/"))
    see_folder(Path(out))
    return Path(out)


def see_folder(out: Path) -> None:
    """Raise click.UsageError where OUT cannot become a folder, because it or what it would lie in is a file."""
    for place in (out, *out.parents):
        if place.is_dir():
            return
        if os.path.lexists(place):
            raise click.UsageError(f"{place}: is a file; -o wants a folder, new or made by taoxi")


def see_empty(folder: Path) -> None:
    """Raise click.UsageError where something lies in the folder already."""
    see_folder(folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"{folder}: is not empty; choose a new or an empty folder for -o")
