"""The ways of finding: each makes a function from a page to hits out of patterns for keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..types import ENDS, Hit, Page

Find = Callable[[Page], Iterator[Hit]]
ANY = 10**9  # characters of the key; no line is longer
LONGEST = 160  # characters of the key; a longer line that is boilerplate as a whole is prose (see `opening`)
BODY = 8  # characters of the key that must be left in front of a tail that is cut


def pattern(text: str) -> re.Pattern[str]:
    """A verbose pattern for keys, compiled."""
    return re.compile(text, re.VERBOSE)


def matching(text: str, *, longest: int = LONGEST, weight: float = 1.0) -> Find:
    """Lines whose whole key matches."""
    return telling(pattern(text).fullmatch, longest, weight)


def opening(text: str, *, longest: int = LONGEST, weight: float = 1.0) -> Find:
    """Lines whose key begins with a match."""
    return telling(pattern(text).match, longest, weight)


def holding(text: str, *, longest: int = LONGEST, weight: float = 1.0) -> Find:
    """Lines whose key holds a match anywhere."""
    return telling(pattern(text).search, longest, weight)


def telling(test: Callable[[str], object], longest: int, weight: float) -> Find:
    """Lines whose key passes a test."""

    def find(page: Page) -> Iterator[Hit]:
        return (Hit(index, None, weight) for index, key in page.keys(longest) if test(key))

    return find


def made_of(tokens: str, *, need: str = "", rest: int = 2, longest: int = LONGEST, weight: float = 1.0) -> Find:
    """Lines of which no more than `rest` letters, digits or hanzi are left when every token is taken out.

    Unlike one long pattern with alternatives inside a repeat this is linear in the length of the line.
    """
    token, needed = pattern(tokens), pattern(need or tokens)
    letters = re.compile(r"\w")

    def find(page: Page) -> Iterator[Hit]:
        for index, key in page.keys(longest):
            if needed.search(key) and len(letters.findall(token.sub("", key))) <= rest:
                yield Hit(index, None, weight)

    return find


def ending(text: str, *, body: int = BODY) -> Find:
    """Tails of lines, to be cut: at least `body` characters of the key must stand before them."""
    tail = pattern(rf"(?:{text})\Z")

    def find(page: Page) -> Iterator[Hit]:
        for index in range(len(page.lines)):
            folded = page.ending(index)
            match = tail.search(folded.key) if folded.key else None
            if match and match.start() >= body:
                start, end = folded.span(*match.span())
                shift = len(page.lines[index].text) - len(folded.text)
                yield Hit(index, (start + shift, end + shift))

    return find


def closing(text: str, *, body: int = BODY) -> Find:
    """Tails of lines as they stand, spaces and all, to be cut: at least `body` characters must stand before them."""
    tail = re.compile(rf"(?:{text})\s*\Z", re.VERBOSE)

    def find(page: Page) -> Iterator[Hit]:
        for index, line in enumerate(page.lines):
            start = max(0, len(line.text) - ENDS)
            match = tail.search(line.text, start)
            if match and len(line.text[: match.start()].strip()) >= body:
                yield Hit(index, match.span())

    return find


def inside(text: str, *, body: int = BODY) -> Find:
    """Spans anywhere in lines, to be cut out of the text as it stands (not out of the key)."""
    part = pattern(text)

    def find(page: Page) -> Iterator[Hit]:
        for index, line in enumerate(page.lines):
            for match in part.finditer(line.text):
                if len(line.text.strip()) - len(match[0]) >= body:
                    yield Hit(index, match.span())

    return find


def either(*finds: Find) -> Find:
    """What any of several ways finds; each line or span once, with the greatest weight."""

    def find(page: Page) -> Iterator[Hit]:
        best: dict[tuple[int, tuple[int, int] | None], Hit] = {}
        for each in finds:
            for hit in each(page):
                known = best.get((hit.index, hit.span))
                if known is None or known.weight < hit.weight:
                    best[hit.index, hit.span] = hit
        yield from best.values()

    return find
