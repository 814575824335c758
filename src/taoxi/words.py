"""The word lists of `rules/words/`: surnames, menus, brands."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of rules/words/<name>.txt, longest first, so that an alternative never hides a longer one."""
    text = files("taoxi").joinpath(f"rules/words/{name}.txt").read_text("utf-8")
    found = [line for line in text.split("\n") if line and not line.startswith("#")]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
