"""Ask every rule what it finds on a page. Nothing is decided here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from .types import ENDS, Finder, Hit, Page, Rule, Search

PIECE = 1000  # lines whose literals are looked for at once, so that a long page needs little memory
TAIL = 2 * ENDS  # characters of a key: one of the text may become several
MASKS = 4096  # sets of searches that are remembered: lines need few different ones


def judge(page: Page, rules: Iterable[Rule]) -> dict[str, tuple[Hit, ...]]:
    """Rule name -> its hits on the page, for rules that hit, in the order of the rules."""
    index = indexed(tuple(rules))
    lines = index.find(page)
    found = ((rule.name, tuple(hits(rule, page, lines))) for rule in index.concerned(lines))
    return {name: hits for name, hits in found if hits}


def hits(rule: Rule, page: Page, lines: Mapping[Search, Sequence[int]]) -> Iterable[Hit]:
    """What one rule finds, given the lines that its searches need to try."""
    return rule.find.hits(page, lines) if isinstance(rule.find, Finder) else rule.find(page)


@lru_cache(maxsize=16)
def indexed(rules: tuple[Rule, ...]) -> Index:
    """The index of some rules, made once."""
    return Index(rules)


class Index:
    """Which searches need which lines: the literals of all of them in one automaton (Aho and Corasick 1975).

    A set of searches is an integer, bit n standing for search n.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        self.rules = rules
        self.plain = frozenset(n for n, rule in enumerate(rules) if not isinstance(rule.find, Finder))
        owned = [(s, n) for n, rule in enumerate(rules) if isinstance(rule.find, Finder) for s in rule.find.searches()]
        self.searches = [search for search, _ in owned]
        self.owners = dict(owned)
        self.content = [0, 0]  # the searches that need no first and no second literal
        needing: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for bit, search in enumerate(self.searches):
            literals = search.literals()[:2]
            for which in range(2):
                if which >= len(literals):
                    self.content[which] |= 1 << bit
                    continue
                for literal in literals[which]:
                    needing[literal][2 * which + search.tail] |= 1 << bit
        # for each literal the searches that it gives their first and their second, in a line's body and in its tail
        self.needing = [((a, b), (a | at, b | bt)) for a, at, b, bt in needing.values()]
        self.automaton = AhoCorasick(list(needing), implementation=Implementation.DFA)
        self.members = lru_cache(maxsize=MASKS)(self.members_of)

    def concerned(self, lines: Iterable[Search]) -> Iterator[Rule]:
        """The rules that have anything to look at, in order."""
        numbers = self.plain.union(self.owners[search] for search in lines)
        return (self.rules[n] for n in sorted(numbers))

    def find(self, page: Page) -> dict[Search, list[int]]:
        """For each search the lines that may have a hit, in order; searches without such lines are left out."""
        found: dict[Search, list[int]] = defaultdict(list)
        keys = page.line_keys
        for first in range(0, len(keys), PIECE):
            piece = keys[first : first + PIECE]
            for line, mask in enumerate(self.masks(piece), first):
                for search in self.members(mask) if keys[line] else ():
                    found[search].append(line)
        return found

    def masks(self, keys: Sequence[str]) -> list[int]:
        """For each line the searches that need it."""
        firsts, seconds = ([content] * len(keys) for content in self.content)
        needing, line, end = self.needing, 0, len(keys[0])
        for literal, start, _ in self.automaton.find_matches_as_indexes("\n".join(keys), overlapping=True):
            while start > end:
                line += 1
                end += 1 + len(keys[line])
            first, second = needing[literal][start >= end - TAIL]
            firsts[line] |= first
            seconds[line] |= second
        return [first & second for first, second in zip(firsts, seconds, strict=True)]

    def members_of(self, mask: int) -> tuple[Search, ...]:
        """The searches of a set."""
        return tuple(search for bit, search in enumerate(self.searches) if mask >> bit & 1)
