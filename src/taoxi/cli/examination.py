"""Files one after the other, for the commands that look at many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..types import Options
from .common import say
from .places import see_there
from .terminal import visible

if TYPE_CHECKING:
    from ..corpus.splice_file import Examined


def examinations(
    paths: Iterable[Path], options: Options, fields: Iterable[str]
) -> Iterator[tuple[Path, Examined | str]]:
    """Each file with what would change in it, or with why it cannot be read.

    Raises click.UsageError for a path that is not there.
    """
    from ..corpus.splice_file import examine, find_files

    paths = list(paths)
    for path in paths:
        see_there(str(path))
    for path in find_files(paths):
        try:
            yield path, examine(path, options, tuple(fields))
        except OSError as error:
            yield path, f"cannot be read: {error.strerror or error}; mend it or leave it out"


def left_alone(path: Path, found: Examined, words: str) -> bool:
    """Name what stays in a file though it should change, and why; whether there is any."""
    for each in found.after.left:
        place = f"{path}:{each.line}" if each.line else str(path)
        say(f"{visible(place)}: {words}: {visible(each.reason)}")
    return bool(found.after.left)
