"""Help pages on narrow terminals: click's own are never narrower than 50 cells."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import click

CLICKS_LEAST = 52  # cells; from here on click's own layout fits
LEAST = 24  # cells; nobody reads on less


class NarrowFormatter(click.HelpFormatter):
    """On narrow terminals names take a third of the width at most."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of names and what they mean."""
        super().write_dl(rows, min(col_max, self.width // 3) if self.width < CLICKS_LEAST else col_max, col_spacing)


class Context(click.Context):
    """A context whose help fits the terminal."""

    formatter_class = NarrowFormatter


def fitted() -> dict[str, int]:
    """What a context has to know about a narrow terminal; nothing about any other."""
    cells = shutil.get_terminal_size().columns
    return {"terminal_width": max(LEAST, cells - 2)} if cells < CLICKS_LEAST else {}
