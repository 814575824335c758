"""The ways in which a pattern can match: one sequence of nodes for each choice among its alternatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]

from .marks import Node

ROUNDS = 3  # branches of one way that are split
MOST = 64  # ways of one pattern

Nodes = Sequence[Node]


def ways(nodes: Nodes, is_short: Callable[[Nodes], bool]) -> Iterator[list[Nodes]]:
    """A sequence as it is, then once for each way through its first branch, then through the first two, as long as
    these are few. What `is_short` is spelt out as strings anyway.
    """
    found = [nodes]
    for _ in range(ROUNDS):
        yield found
        found = [way for some in found for way in parted(some, is_short) or [some]]
        if len(found) > MOST:
            return
    yield found


def parted(nodes: Nodes, is_short: Callable[[Nodes], bool]) -> list[Nodes]:
    """The sequence with each of the alternatives of its first branch in its place; nothing without a branch."""
    for at, (kind, value) in enumerate(nodes):
        inner: list[Nodes] = []
        if kind is op.BRANCH:
            inner = [list(each) for each in value[1]]
        elif kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
            group = list(value[3] if kind is op.SUBPATTERN else value)
            inner = [] if is_short(group) else parted(group, is_short)
        if inner:
            return [[*nodes[:at], *each, *nodes[at + 1 :]] for each in inner]
    return []
