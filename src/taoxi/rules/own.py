"""The user's own patterns as rules."""

from __future__ import annotations

import re

from ..types import Finder, Rule
from .shapes import telling

OWN_KEPT, OWN_DROPPED = -100.0, 1.0  # a user's word outweighs the book's


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
