"""Strings that a pattern has most trouble with: what it repeats, many times over, and then something else."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MANY = 8  # a repeat that may go on at least so often is worth a pump
OF_CLASS = 3  # members tried of a character class
ENDS = ("\0", "\n!")  # what hardly a pattern takes
COMMON = (
    "字", "1", "a", " ", ".", "-", "|", "(", "[", "<", "&", "/", "的，", "1.", "a b", "（记者", "http://a.", "2024-",
    "2024年1月", "王小明", "&#1", "<a ", "\\u4e00", "会(huì)", "?,",
)  # fmt: skip
Nodes = Sequence[tuple[Any, Any]]
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
CATEGORIES = {
    code.CATEGORY_DIGIT: "17", code.CATEGORY_NOT_DIGIT: "字a", code.CATEGORY_SPACE: " \n",
    code.CATEGORY_NOT_SPACE: "字a", code.CATEGORY_WORD: "字a1", code.CATEGORY_NOT_WORD: "，-",
}  # fmt: skip


def pumps(pattern: str, flags: int, rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Beginning, pump and end of strings for a pattern of `re`: one for every repeat in it and each of some ends."""
    try:
        tree = list(parser.parse(pattern, flags))
    except Exception:  # a pattern of another library
        tree = []
    found = dict.fromkeys(around(tree, "", rng))
    for literal in dict.fromkeys(literals(tree)):
        found[("", literal)] = None
    for common in COMMON:
        found[("", common)] = None
    yield from ((before, pump, end) for before, pump in found if pump for end in ENDS)


def around(nodes: Nodes, before: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """For every repeat below these nodes, what leads up to it and what it may take again and again."""
    for op, value in nodes:
        if op in REPEATS:
            _, most, body = value
            if most is code.MAXREPEAT or most >= MANY:
                yield from ((before, one) for one in dict.fromkeys(sample(body, rng) for _ in range(OF_CLASS)))
            yield from around(body, before, rng)
        elif op is code.SUBPATTERN:
            yield from around(value[-1], before, rng)
        elif op is code.BRANCH:
            for branch in value[1]:
                yield from around(branch, before, rng)
        elif op is code.ATOMIC_GROUP:
            yield from around(value, before, rng)
        elif op in (code.ASSERT, code.ASSERT_NOT):
            yield from around(value[1], before, rng)
            continue
        before += sample([(op, value)], rng)


def literals(nodes: Nodes) -> Iterator[str]:
    """The single characters that the pattern names."""
    for op, value in nodes:
        if op is code.LITERAL:
            yield chr(value)
        elif op is code.IN:
            members = [chr(each) for kind, each in value if kind is code.LITERAL]
            yield from members[:OF_CLASS]
        else:
            yield from (one for inner in below(op, value) for one in literals(inner))


def below(op: Any, value: Any) -> list[Nodes]:
    """The nodes inside a node."""
    if op in REPEATS:
        return [value[2]]
    if op is code.SUBPATTERN:
        return [value[-1]]
    if op is code.BRANCH:
        return list(value[1])
    if op is code.ATOMIC_GROUP:
        return [value]
    return [value[1]] if op in (code.ASSERT, code.ASSERT_NOT) else []


def sample(nodes: Nodes, rng: random.Random) -> str:
    """A string that the nodes would take, look-arounds aside."""
    return "".join(one(op, value, rng) for op, value in nodes)


def one(op: Any, value: Any, rng: random.Random) -> str:
    """A string that one node would take."""
    if op in REPEATS:
        least, most, body = value
        return "".join(sample(body, rng) for _ in range(rng.randint(least, min(least + 1, most))))
    simple: dict[Any, Callable[[], str]] = {
        code.LITERAL: lambda: chr(value),
        code.NOT_LITERAL: lambda: "字" if value != ord("字") else "文",
        code.ANY: lambda: "字",
        code.IN: lambda: member(value, rng),
        code.CATEGORY: lambda: rng.choice(CATEGORIES[value]),
        code.SUBPATTERN: lambda: sample(value[-1], rng),
        code.ATOMIC_GROUP: lambda: sample(value, rng),
        code.BRANCH: lambda: sample(rng.choice(value[1]), rng),
    }
    return simple[op]() if op in simple else ""


def member(items: Nodes, rng: random.Random) -> str:
    """A character of a class."""
    if items[0][0] is code.NEGATE:
        return next((c for c in "字a1 ，.\n" if not any(holds(item, c) for item in items[1:])), "龘")
    kind, value = rng.choice(list(items))
    if kind is code.RANGE:
        return chr(rng.randint(*value))
    return rng.choice(CATEGORIES.get(value, "字")) if kind is code.CATEGORY else chr(value)


def holds(item: tuple[Any, Any], character: str) -> bool:
    """Does an item of a class hold the character, as far as samples go?"""
    kind, value = item
    if kind is code.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return character in CATEGORIES.get(value, "") if kind is code.CATEGORY else value == ord(character)
