"""Which characters a match of a pattern may hold, read out of the pattern's syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as syntax  # type: ignore[attr-defined]
from typing import Any, Final

Node = tuple[Any, Any]
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
CATEGORIES: Final = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def may_hold(pattern: str, character: str) -> bool:
    """Can a match of a verbose pattern hold a character?"""
    return may_spell(syntax.parse(pattern, re.VERBOSE), ord(character))


def may_spell(nodes: Iterable[Node], code: int) -> bool:
    """Can a match of a sequence hold a character?"""
    return any(may_be(node, code) for node in nodes)


def may_be(node: Node, code: int) -> bool:
    """Can a match of one node hold a character? What is not known may."""
    kind, value = node
    if kind in (op.LITERAL, op.NOT_LITERAL):
        return bool((value == code) == (kind is op.LITERAL))
    if kind is op.IN:
        found = any(is_member(item, code) for item in value)
        return found != (value[0][0] is op.NEGATE)
    if kind is op.BRANCH:
        return any(may_spell(nodes, code) for nodes in value[1])
    if kind in REPEATS:
        return may_spell(value[2], code)
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return may_spell(value[3] if kind is op.SUBPATTERN else value, code)
    return kind not in (op.AT, op.ASSERT, op.ASSERT_NOT)


def is_member(item: Node, code: int) -> bool:
    """Is a character one of an item of a class?"""
    kind, value = item
    if kind is op.RANGE:
        return bool(value[0] <= code <= value[1])
    if kind is op.CATEGORY:
        return re.match(CATEGORIES[value], chr(code)) is not None
    return bool(kind is op.LITERAL and value == code)
