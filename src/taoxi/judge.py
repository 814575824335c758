"""Ask every rule what it finds on a page. Nothing is decided here."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter

from .types import ANY, ENDS, Finder, Hit, Page, Rule, Search, Stop

PIECE = 1000  # lines whose literals are looked for at once, so that a long page needs little memory
TAIL = 2 * ENDS  # characters of a key: one of the text may become several
MASKS = 4096  # sets of searches that are remembered: lines need few different ones
LINES = 2048  # lines that are remembered, and as many before them: kept ones are judged twice, a site repeats many
LINE_LONGEST = 1000  # characters of a line that is remembered

INDEX = attrgetter("index")
Seen = tuple[tuple[Search, tuple[Hit, ...]], ...]  # what searches say of one line


def judge(page: Page, rules: Iterable[Rule]) -> dict[str, tuple[Hit, ...]]:
    """Rule name -> its hits on the page, for rules that hit, in the order of the rules."""
    index = indexed(tuple(rules))
    seen = index.see(page)
    found = ((rule.name, tuple(hits(rule, page, seen))) for rule in index.concerned(seen))
    return {name: hits for name, hits in found if hits}


def hits(rule: Rule, page: Page, seen: Mapping[Search, list[Hit]]) -> Iterable[Hit]:
    """What one rule finds, given what its searches have seen."""
    return rule.find.hits(page, seen) if isinstance(rule.find, Finder) else rule.find(page)


@lru_cache(maxsize=16)
def indexed(rules: tuple[Rule, ...]) -> Index:
    """The index of some rules, made once."""
    return Index(rules)


def is_fit(length: int, search: Search) -> bool:
    """May a search hit a line of such a length?"""
    return search.longest >= length


class Index:
    """Which searches need which lines: the literals of all of them in one automaton (Aho and Corasick 1975).

    A set of searches is an integer, with a bit for each way to have a hit.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        self.rules = rules
        self.plain = frozenset(n for n, rule in enumerate(rules) if not isinstance(rule.find, Finder))
        owned = [(s, n) for n, rule in enumerate(rules) if isinstance(rule.find, Finder) for s in rule.find.searches()]
        ways = [(search, way) for search, _ in owned for way in search.literals() or ((),)]
        self.searches = [search for search, _ in ways]
        self.owners = dict(owned)
        self.content = [0, 0]  # the ways that need no first and no second literal
        needing: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for bit, (search, way) in enumerate(ways):
            for which in range(2):
                if which >= len(way):
                    self.content[which] |= 1 << bit
                    continue
                for literal in way[which]:
                    needing[literal][2 * which + search.tail] |= 1 << bit
        # for each literal the ways that it gives their first and their second, in a line's body and in its tail
        self.needing = [((a, b), (a | at, b | bt)) for a, at, b, bt in needing.values()]
        # a twentieth of the memory that a DFA takes, and as fast among all that is done to a line
        self.automaton = AhoCorasick(list(needing), implementation=Implementation.ContiguousNFA)
        self.lengths = sorted({search.longest for search in self.searches})
        self.fitting = [self.set_of(partial(is_fit, length)) for length in (*self.lengths, ANY + 1)]
        stops = {search: search.stop() for search in self.owners}
        self.stopped = self.set_of(lambda search: stops[search] is not Stop.NOWHERE)
        self.parted = self.set_of(lambda search: stops[search] is Stop.ANYWHERE)
        self.known: dict[str, Seen] = {}
        self.former: dict[str, Seen] = {}  # what was known before that, to which a line may come back
        self.members = lru_cache(maxsize=MASKS)(self.members_of)

    def concerned(self, seen: Iterable[Search]) -> Iterator[Rule]:
        """The rules that have anything to say, in order."""
        numbers = self.plain.union(self.owners[search] for search in seen)
        return (self.rules[n] for n in sorted(numbers))

    def see(self, page: Page) -> dict[Search, list[Hit]]:
        """What each search sees on a page, line by line; searches that see nothing are left out."""
        told = [self.recall(line.text) for line in page.lines]
        fresh = self.look(page, [i for i, known in enumerate(told) if known is None])
        seen: dict[Search, list[Hit]] = defaultdict(list)
        for i, known in enumerate(told):
            for search, hits in fresh[i] if known is None else known:
                seen[search] += [Hit(i, hit.span, hit.weight) for hit in hits]
        self.remember({page.lines[i].text: what for i, what in fresh.items()})
        return seen

    def look(self, page: Page, lines: Sequence[int]) -> dict[int, Seen]:
        """What the searches see in lines that are not known."""
        found: dict[int, Seen] = dict.fromkeys(lines, ())
        for first in range(0, len(lines), PIECE):
            piece = [i for i in lines[first : first + PIECE] if page.line_keys[i]]
            wanted: dict[Search, list[int]] = defaultdict(list)
            for i, mask in zip(piece, self.masks([page.line_keys[i] for i in piece]), strict=True):
                for search in self.members(mask):
                    wanted[search].append(i)
            for search, some in wanted.items():
                for i, hits in groupby(search.look(page, some), key=INDEX):
                    found[i] += ((search, tuple(hits)),)
        return found

    def recall(self, text: str) -> Seen | None:
        """What was seen in a line, None for one that is not remembered."""
        seen = self.known.get(text)
        if seen is None and (seen := self.former.get(text)) is not None:
            self.known[text] = seen
        return seen

    def remember(self, seen: Mapping[str, Seen]) -> None:
        """Keep what was seen in lines for the next page, as far as there is room."""
        if len(seen) <= LINES:
            if len(self.known) + len(seen) > LINES:
                self.former, self.known = self.known, {}
            self.known.update((text, what) for text, what in seen.items() if len(text) <= LINE_LONGEST)

    def forget(self) -> None:
        """Let go of all that is remembered."""
        self.former, self.known = {}, {}

    def masks(self, keys: Sequence[str]) -> list[int]:
        """For each line the searches that need it."""
        if not keys:
            return []
        firsts, seconds = ([content] * len(keys) for content in self.content)
        needing, line, end = self.needing, 0, len(keys[0])
        for literal, start, _ in self.automaton.find_matches_as_indexes("\n".join(keys), overlapping=True):
            while start > end:
                line += 1
                end += 1 + len(keys[line])
            first, second = needing[literal][start >= end - TAIL]
            firsts[line] |= first
            seconds[line] |= second
        return [a & b & self.allowed(key) for a, b, key in zip(firsts, seconds, keys, strict=True)]

    def allowed(self, key: str) -> int:
        """The searches that may hit a line of such a length, with a full stop where it has one."""
        fitting, stop = self.fitting[bisect_left(self.lengths, len(key))], key.find("。")
        return fitting if stop < 0 else fitting & (self.stopped if stop == len(key) - 1 else self.parted)

    def set_of(self, test: Callable[[Search], bool]) -> int:
        """The searches that pass a test."""
        return sum(1 << bit for bit, search in enumerate(self.searches) if test(search))

    def members_of(self, mask: int) -> tuple[Search, ...]:
        """The searches of a set."""
        return tuple(dict.fromkeys(search for bit, search in enumerate(self.searches) if mask >> bit & 1))
