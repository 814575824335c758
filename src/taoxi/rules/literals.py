"""What a pattern cannot match without: literals, of which every match holds some.

`judge` looks for the literals of all rules at once, as RE2's FilteredRE2 and Hyperscan's prefilter do, and tries a
pattern only on lines that hold one of its own. They are read out of the pattern's syntax tree, so nobody writes them
down and none can be forgotten.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as syntax  # type: ignore[attr-defined]
from typing import Any, Final, TypedDict

import orjson
import xxhash

from .marks import REPEATS, Node, may_hold
from .ways import ways

Literals = frozenset[str]
Way = tuple[Literals, ...]  # sets of strings, of each of which a match holds one; the rarest first, two at most
MOST = 120  # strings that a part of a pattern may be spelt out as
ALTERNATIVES_MOST = 4000  # strings of which a pattern may need one
RANGE_MOST = 16  # characters of a range that is spelt out
COMMON = 0.03  # expected finds in a character of text; what is met more often is no filter
COMMON_SECOND = 0.02  # the same for a second set: to be told of every comma costs more than to try a pattern in vain
WORTH = 10  # finds of a second set that cost no more than to try a pattern once in vain
RARE, FOLLOWING = 0.004, 0.03  # chance of one character to stand in a place, and behind the one before it
FREQUENT: Final = dict.fromkeys("0123456789", 0.01) | dict.fromkeys(",。:、", 0.04)
DIGITS = frozenset("0123456789")  # a key holds no others, see `fold`
NOTHING: Final = frozenset(("",))


class Known(TypedDict):
    """What is known of patterns, by their names: their literals, and whether a match may hold a full stop."""

    literals: dict[str, list[list[list[str]]]]
    stops: dict[str, bool]


@cache
def known() -> Known:
    """The packed table of eval/make_literals.py for the rules' own patterns: reading them takes most of a second."""
    found: Known = orjson.loads(files("taoxi.data").joinpath("literals.json").read_bytes())
    return found


def name(pattern: str, flags: int = re.VERBOSE) -> str:
    """What a pattern is called in the table."""
    return xxhash.xxh3_64_hexdigest(f"{flags:d} {pattern}".encode())


@cache
def literals(pattern: str, flags: int = re.VERBOSE) -> tuple[Way, ...]:
    """The ways in which a pattern for keys can match: every match holds one string of each set of some way. None where
    that tells too little.
    """
    packed = known()["literals"].get(name(pattern, flags))
    return read(pattern, flags) if packed is None else tuple(tuple(map(frozenset, way)) for way in packed)


@cache
def may_stop(pattern: str) -> bool:
    """Can a match of a verbose pattern hold a full stop?"""
    packed = known()["stops"].get(name(pattern))
    return may_hold(pattern, "。") if packed is None else packed


def read(pattern: str, flags: int) -> tuple[Way, ...]:
    """The same, read out of the pattern: of all its ways that tell enough the narrowest."""
    found: list[Way] = []
    for each in ways(list(syntax.parse(pattern, flags & ~re.UNICODE)), is_spelt):
        needs = [needed(way) for way in each]
        some = united(map(told, united(needs))) if all(needs) else []
        if some and math.fsum(commonness(first) for first, *_ in some) <= COMMON:
            found = some
    return tuple(tuple(map(without_longer, way)) for way in found)


def told(way: Way) -> Way:
    """A way without its second set where that is not worth its finds."""
    first, *others = map(commonness, way)
    return way[:1] if any(second > min(COMMON_SECOND, WORTH * first) for second in others) else way


def is_spelt(nodes: Sequence[Node]) -> bool:
    """Can a sequence be spelt out as a few strings?"""
    return spelt_out(nodes) is not None


def united(each: Iterable[Way]) -> list[Way]:
    """The ways, with those as one that need one set only, or that have one of their two sets in common."""
    alone = frozenset[str]()
    firsts: dict[Literals, Literals] = {}  # by the second
    seconds: dict[Literals, Literals] = {}  # by the first
    for first, *others in each:
        for second in others:
            firsts[second] = firsts.get(second, frozenset()) | first
        if not others:
            alone |= first
    for second, first in firsts.items():
        seconds[first] = seconds.get(first, frozenset()) | second
    return [*([(alone,)] if alone else []), *seconds.items()]


def needed(nodes: Iterable[Node]) -> tuple[Literals, ...]:
    """The two rarest sets of strings of which every match of a sequence holds one, the rarest first."""
    offers: list[tuple[Literals, ...]] = [()]
    run = NOTHING  # what the nodes just passed can spell, joined
    for node in nodes:
        spelt = spellings(node)
        if spelt is None:
            run = NOTHING
            offers += (within(node), ())
            continue
        longer = joined(run, spelt)
        if node[0] is op.ASSERT:
            offers.insert(0, needed(node[1][1]))
        elif longer is None:
            offers.append(())
        run = spelt if longer is None else longer
        if "" not in run and (not offers[-1] or commonness(run) < commonness(offers[-1][0])):
            offers[-1] = (run,)
    return rarest(strings for offer in offers for strings in offer)


def rarest(sets: Iterable[Literals]) -> tuple[Literals, ...]:
    """The two rarest of some sets."""
    return tuple(sorted(sets, key=commonness)[:2])


def within(node: Node) -> tuple[Literals, ...]:
    """The same for one node."""
    kind, value = node
    if kind is op.SUBPATTERN:
        return needed(value[3])
    if kind is op.ATOMIC_GROUP:
        return needed(value)
    if kind is op.BRANCH:
        return alternatives([needed(nodes) for nodes in value[1]])
    return needed(value[2]) if kind in REPEATS and value[0] else ()


def alternatives(each: Sequence[tuple[Literals, ...]]) -> tuple[Literals, ...]:
    """What is needed of alternatives that need each their own."""
    if not all(each):
        return ()
    firsts = frozenset[str]().union(*(sets[0] for sets in each))
    lasts = frozenset[str]().union(*(sets[-1] for sets in each))
    return tuple(strings for strings in dict.fromkeys((firsts, lasts)) if len(strings) <= ALTERNATIVES_MOST)


def spellings(node: Node) -> Literals | None:
    """Every string that a node can match, None where they are many."""
    kind, value = node
    if kind is op.LITERAL:
        return frozenset(chr(value))
    if kind is op.IN:
        return union(value, members)
    if kind is op.BRANCH:
        return union(value[1], spelt_out)
    if kind in REPEATS:
        return repeated(*value)
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return spelt_out(value[3] if kind is op.SUBPATTERN else value)
    return NOTHING if kind in (op.AT, op.ASSERT, op.ASSERT_NOT) else None


def members(item: Node) -> Literals | None:
    """The characters of one item of a class."""
    kind, value = item
    if kind is op.LITERAL:
        return frozenset(chr(value))
    if kind is op.RANGE and value[1] - value[0] < RANGE_MOST:
        return frozenset(map(chr, range(value[0], value[1] + 1)))
    return DIGITS if kind is op.CATEGORY and value is op.CATEGORY_DIGIT else None


def spelt_out(nodes: Iterable[Node]) -> Literals | None:
    """Every string that a sequence can match, None where they are many."""
    run: Literals | None = NOTHING
    for node in nodes:
        spelt = spellings(node)
        run = joined(run, spelt) if run is not None and spelt is not None else None
        if run is None:
            return None
    return run


def repeated(least: int, most: int, nodes: Sequence[Node]) -> Literals | None:
    """Every string that a sequence can match so many times over."""
    spelt = spelt_out(nodes) if most <= RANGE_MOST else None
    if spelt is None or len(spelt) ** most > MOST:
        return None
    run, found = NOTHING, NOTHING if least == 0 else frozenset[str]()
    for times in range(1, most + 1):
        run = frozenset(a + b for a in run for b in spelt)
        found |= run if times >= least else frozenset()
    return found


def joined(heads: Literals, tails: Literals) -> Literals | None:
    """Every head with every tail."""
    return frozenset(a + b for a in heads for b in tails) if len(heads) * len(tails) <= MOST else None


def union(items: Iterable[Any], read: Callable[[Any], Literals | None]) -> Literals | None:
    """What all items give together, None where one gives None or they are many."""
    found: Literals = frozenset()
    for item in items:
        more = read(item)
        if more is None or len(found) > MOST:
            return None
        found |= more
    return found


@cache
def commonness(strings: Literals) -> float:
    """About how many of the strings begin at one place of a text."""
    return math.fsum(chance(string) for string in strings)  # the same in any order


@cache
def chance(string: str) -> float:
    """About how often a string begins at one place of a text."""
    odds = FREQUENT.get(string[0], RARE)
    for c in string[1:]:
        odds *= max(FREQUENT.get(c, RARE), FOLLOWING)
    return odds


def without_longer(strings: Literals) -> Literals:
    """The strings that hold no other of them."""
    return frozenset(s for s in strings if not any(part in strings for part in parts(s)))


def parts(string: str) -> Iterator[str]:
    """The shorter strings that a string holds."""
    size = len(string)
    return (string[a : a + n] for n in range(1, size) for a in range(size - n + 1))
