"""When the rules leave next to nothing of what the extraction took of a page of HTML: what is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..types import Line, Page, Verdict
from . import AFTER, BEFORE, ERROR, INDEX, INSIDE, Settled

STOP = re.compile(r"[。！？!?；]")
LEAST = 20  # characters of a line with a stop that counts as running text
FEW = 60  # characters of running text: a page that lost less lost nothing worth a second look
FAIR = 0.3  # of the running text taken that should be left; half and more is lost only where something is wrong
BY_PLACE = frozenset((BEFORE, INSIDE, AFTER))
# other articles or readers' words stand behind a line of these families; behind an editor it may be the second half
ENDS = frozenset(("related", "comment", "prevnext", "copyright", "disclaimer"))
TAKEN_BACK, OTHER = "text lost", "article fell"


def restored(page: Page, settled: Settled, decide: Callable[[Page], Settled]) -> Settled:
    """The verdicts as they are, unless they leave under FAIR of the running text that the extraction took.

    Then sentences beside them that fell for their place alone come back ("text lost" in doubts). Where all that was
    taken fell by name, the extraction took a notice or comments: the heaviest other part of the page is judged in its
    place by `decide` ("article fell").
    """
    if page.markup != "html" or {ERROR, INDEX} & {*settled.doubts, *page.doubts}:
        return settled
    had = [n for n, line in enumerate(page.lines) if line.taken and is_running(line)]
    left = size(page, [n for n in had if settled.verdicts[n].printed is not None])
    if size(page, had) < FEW or left >= FAIR * size(page, had):
        return settled
    if back := taken_back(page, had, settled):
        return with_back(settled, back)
    return settled if left else of_other_part(page, settled, decide)


def is_running(line: Line) -> bool:
    """Does a line read as running text outside links?"""
    return len(line.text) >= LEAST and line.link_share < 0.5 and bool(STOP.search(line.text))


def size(page: Page, lines: Sequence[int]) -> int:
    """Characters of some lines."""
    return sum(len(page.lines[n].text) for n in lines)


def taken_back(page: Page, had: Sequence[int], settled: Settled) -> list[int]:
    """The lines that fell for their place alone and stand in the same block as what is left of the article, down to a
    line behind which other articles stand.
    """
    left = [n for n in had if settled.verdicts[n].printed is not None]
    paths = {page.lines[n].path for n in left}
    ends = (n for n, families in enumerate(settled.families) if left and n > left[0] and families & ENDS)
    last = next(ends, len(settled.families))
    return [n for n in had if n < last and page.lines[n].path in paths and settled.verdicts[n].rule in BY_PLACE]


def with_back(settled: Settled, back: Sequence[int]) -> Settled:
    """The verdicts with some lines kept after all."""
    verdicts = list(settled.verdicts)
    for n in back:
        line = verdicts[n].line
        verdicts[n] = Verdict(line, printed=line.text.strip())
    kept = [n for n, verdict in enumerate(verdicts) if verdict.printed is not None and n != settled.title]
    doubts = (*settled.doubts, f"{TAKEN_BACK}: {len(back)} lines taken back")
    return replace(settled, verdicts=tuple(verdicts), span=(kept[0], kept[-1] + 1), doubts=doubts)


def of_other_part(page: Page, settled: Settled, decide: Callable[[Page], Settled]) -> Settled:
    """The verdicts on the page with its heaviest other part taken, if anything of that is kept."""
    parts: dict[str, list[int]] = {}
    for n, line in enumerate(page.lines):
        if line.taken is False and is_running(line):
            parts.setdefault(line.path.rpartition(">")[0], []).append(n)
    best = max(parts.values(), key=lambda lines: size(page, lines), default=[])
    if size(page, best) < FEW:
        return settled
    chosen = set(best)
    lines = tuple(replace(line, taken=n in chosen) for n, line in enumerate(page.lines))
    other = decide(replace(page, lines=lines))
    kept = [n for n in best if other.verdicts[n].printed is not None]
    if size(page, kept) < FEW:
        return settled
    return replace(other, doubts=(*other.doubts, f"{OTHER}: another part of the page in its place"))
