"""The user's own patterns as rules."""

from __future__ import annotations

import re
from functools import lru_cache

from ..types import Finder, Rule
from .shapes import telling

OWN_KEPT, OWN_DROPPED = -1.0, 50.0  # settle spares what the user keeps; his drop outweighs what the book protects


@lru_cache(maxsize=64)
def own(drop: tuple[str, ...], keep: tuple[str, ...]) -> tuple[Rule, ...]:
    """The user's patterns as rules; they are searched in a line's key. Raises re.error for a broken pattern."""
    return tuple(
        Rule(name, searching(re.compile("|".join(f"(?:{p})" for p in patterns)), weight))
        for name, patterns, weight in (("user-keep", keep, OWN_KEPT), ("user-drop", drop, OWN_DROPPED))
        if patterns
    )


def searching(pattern: re.Pattern[str], weight: float) -> Finder:
    """Lines whose key holds a match of a compiled pattern."""
    return telling(pattern.search, pattern, weight=weight)
