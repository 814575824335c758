"""Text as a page: its lines, split at line feeds and nowhere else."""

from __future__ import annotations

from .types import Line, Metadata, Page, Text


def split(text: Text, declared: Metadata = Metadata()) -> Page:
    """The page of a decoded text. Joining the raw lines with "\\n" gives the text's body back."""
    lines = tuple(Line(raw, raw, number) for number, raw in enumerate(text.body.split("\n"), 1))
    return Page(lines, declared, text.steps, text.doubts)
