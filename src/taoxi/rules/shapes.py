"""The ways of finding: each makes a finder of hits out of patterns for keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import islice

from ..fold import fold
from ..types import ANY, ENDS, Finder, Hit, Page, Search, Stop
from .literals import Way, literals, may_stop

LONGEST = 160  # characters of the key; a longer line that is boilerplate as a whole is prose (see `opening`)
BODY = 8  # characters of the key that must be left in front of a tail that is cut


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A verbose pattern for keys, compiled.

    Shapes ask for it when a line needs it: the rule book takes a second to compile and few pages need half of it.
    """
    return re.compile(text, re.VERBOSE)


def matching(text: str, *, longest: int = LONGEST, weight: float = 1.0) -> Finder:
    """Lines whose whole key matches."""
    return trying(text, "fullmatch", longest, weight)


def opening(text: str, *, longest: int = LONGEST, weight: float = 1.0) -> Finder:
    """Lines whose key begins with a match."""
    return trying(text, "match", longest, weight)


def holding(text: str, *, longest: int = LONGEST, weight: float = 1.0) -> Finder:
    """Lines whose key holds a match anywhere."""
    return trying(text, "search", longest, weight)


def trying(text: str, way: str, longest: int, weight: float) -> Finder:
    """Lines whose key a method of a pattern accepts."""

    def look(page: Page, lines: Iterable[int]) -> list[Hit]:
        return passing(page, lines, getattr(pattern(text), way), longest, weight)

    def stop() -> Stop:
        return Stop.NOWHERE if way == "fullmatch" and not may_stop(text) else Stop.ANYWHERE

    return Finder((Search(look, partial(literals, text), longest=longest, stop=stop),))


def telling(
    test: Callable[[str], object], needed: re.Pattern[str], *, longest: int = ANY, weight: float = 1.0
) -> Finder:
    """Lines whose key passes a test, which none passes that holds nothing of what the pattern needs."""

    def look(page: Page, lines: Iterable[int]) -> list[Hit]:
        return passing(page, lines, test, longest, weight)

    return Finder((Search(look, partial(literals, needed.pattern, needed.flags), longest=longest),))


def passing(page: Page, lines: Iterable[int], test: Callable[[str], object], longest: int, weight: float) -> list[Hit]:
    """Those of some lines whose key is no longer than that and passes a test."""
    keys = page.line_keys
    return [Hit(i, None, weight) for i in lines if len(keys[i]) <= longest and test(keys[i])]


def looking(
    look: Callable[[Page, int], Iterable[Hit]], needed: re.Pattern[str], *, stop: Stop = Stop.ANYWHERE
) -> Finder:
    """What is seen in single lines, in none that holds nothing of what the pattern needs, or a full stop elsewhere."""
    return Finder((Search(each(look), partial(literals, needed.pattern, needed.flags), stop=lambda: stop),))


def each(look: Callable[[Page, int], Iterable[Hit]]) -> Callable[[Page, Iterable[int]], list[Hit]]:
    """What is seen in each of several lines."""
    return lambda page, lines: [hit for i in lines for hit in look(page, i)]


def in_order(page: Page) -> tuple[list[int], dict[int, int]]:
    """The lines of a page that are not blank, by index, and the place of each among them."""
    order = [i for i, key in enumerate(page.line_keys) if key]
    return order, {i: n for n, i in enumerate(order)}


def made_of(tokens: str, *, need: str = "", rest: int = 2, longest: int = LONGEST, weight: float = 1.0) -> Finder:
    """Lines, no two sentences, of which no more than `rest` letters are left when every token is taken out.

    They must hold what is needed, at their beginning where that begins with "^". Unlike one long pattern with
    alternatives inside a repeat this is linear in the length of the line.
    """
    needed = need or tokens
    way = "match" if needed.startswith("^") else "search"
    pieces = rf"(?:{tokens})|(?P<left>\w)"

    def holds(key: str) -> bool:
        return getattr(pattern(needed), way)(key) is not None

    def is_made(key: str) -> bool:
        # of a sentence too much is left after its first few characters
        left = (match for match in pattern(pieces).finditer(key) if match["left"])
        return next(islice(left, rest, None), None) is None

    def test(key: str) -> bool:
        if 0 <= key.find("。") < len(key) - 1:
            return False
        # what has literals was seen in the line already, and is dear to find again
        return is_made(key) and holds(key) if literals(needed) else holds(key) and is_made(key)

    def look(page: Page, lines: Iterable[int]) -> list[Hit]:
        return passing(page, lines, test, longest, weight)

    return Finder((Search(look, partial(literals, needed), longest=longest, stop=lambda: Stop.LAST),))


def ending(text: str, *, body: int = BODY, may: Callable[[str], bool] = bool) -> Finder:
    """Tails of lines, to be cut: at least `body` characters of the key must stand before them.

    `may` tells cheaply of a line's key whether it can have such a tail.
    """
    tail = rf"(?:{text})\Z"

    def look(page: Page, lines: Iterable[int]) -> Iterator[Hit]:
        keys = page.line_keys
        for index in [i for i in lines if may(keys[i])]:
            folded = page.ending(index)
            match = pattern(tail).search(folded.key)
            if match and match.start() >= body:
                start, end = folded.span(*match.span())
                shift = len(page.lines[index].text) - len(folded.text)
                yield Hit(index, (start + shift, end + shift))

    return Finder((Search(look, partial(literals, tail), tail=True),))


def closing(text: str, *, body: int = BODY) -> Finder:
    """Tails of lines as they stand, spaces and all, to be cut: at least `body` characters must stand before them."""
    tail = rf"(?:{text})\s*\Z"

    def look(page: Page, lines: Iterable[int]) -> Iterator[Hit]:
        search = pattern(tail).search
        for index in lines:
            line = page.lines[index].text
            match = search(line, max(0, len(line) - ENDS))
            if match and len(line[: match.start()].strip()) >= body:
                yield Hit(index, match.span())

    return Finder((Search(look, partial(folded, tail), tail=True),))


def inside(text: str, *, body: int = BODY) -> Finder:
    """Spans anywhere in lines, to be cut out of the text as it stands (not out of the key)."""

    first = text.lstrip().startswith("^")

    def look(page: Page, lines: Iterable[int]) -> Iterator[Hit]:
        compiled = pattern(text)
        find = compiled.match if first else compiled.search
        for index in [i for i in lines if find(page.lines[i].text)]:
            line = page.lines[index].text
            most = len(line.strip()) - body
            for match in compiled.finditer(line):
                if len(match[0]) <= most:
                    yield Hit(index, match.span())

    return Finder((Search(look, partial(folded, text)),))


def folded(raw: str) -> tuple[Way, ...]:
    """The literals of a pattern for lines as they stand, as keys have them."""
    each = (tuple(frozenset(fold(literal).key for literal in strings) for strings in way) for way in literals(raw))
    found = [tuple(strings for strings in way if "" not in strings) for way in each]
    return tuple(found) if all(found) else ()


def either(*finders: Finder) -> Finder:
    """What any of several ways finds; each line or span once, with the greatest weight."""
    return Finder(finders, strongest)


def strongest(page: Page, hits: Iterable[Hit]) -> Iterable[Hit]:
    """Of several hits of one line or span the one with the greatest weight."""
    best: dict[tuple[int, tuple[int, int] | None], Hit] = {}
    for hit in hits:
        known = best.get((hit.index, hit.span))
        if known is None or known.weight < hit.weight:
            best[hit.index, hit.span] = hit
    return best.values()
