"""Runs of lines that read like an article, and what the lines between them cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .features import BULLET
from .weigh import Weight

GAP, GAP_LINES = 2.4, 12  # a gap of so few lines, such as a box of links, costs no more than this
SHEET = 4  # rows of data that sentences follow: an article may begin with so many
HEADS = frozenset(("dateline", "breadcrumb", "metadata"))  # what stands above an article, never within

Run = tuple[float, int, int]  # the sum of log-odds of some lines, and their range [start, end) of indexes


def stretch(weights: Sequence[Weight], begin: int, stop: int) -> Run | None:
    """The same for a digest: all from the first sentences of a range to the last."""
    prose = [i for i in range(begin, stop) if weights[i].prose]
    return (sum(weights[i].odds for i in prose), prose[0], prose[-1] + 1) if prose else None


def heaviest(weights: Sequence[Weight], begin: int, stop: int, *, long: bool = False) -> Run | None:
    """Sum, start and end of the heaviest run of lines of a range, None where no line weighs anything.

    In a long text that no site stands around, tables and notes between sentences cost no more than a box.
    """
    best: Run | None = None
    total, start, after = firm = (0.0, begin, begin)  # firm: the run up to its last line that is surely no title
    for i in range(begin, stop):
        if weights[i].odds < 0 or not weights[i].key:
            continue
        total, start = joined(weights, (total, start, after), i, long=long)
        if is_firm(weights[i]) and begin < firm[2] < after:
            total, start = max((total, start), joined(weights, firm, i, long=long))
        if total <= 0:
            total, start, firm = 0.0, i, (0.0, begin, begin)
        total, after = total + weights[i].odds, i + 1
        if is_firm(weights[i]):
            firm = total, start, after
        if total > 0 and (best is None or total > best[0]):
            best = total, start, after
    return best


def joined(weights: Sequence[Weight], run: Run, index: int, *, long: bool) -> tuple[float, int]:
    """Sum and start of a run that goes on at a line further down, without that line's own log-odds."""
    total, start, after = run
    cost = gap_odds(weights, start, after, index)
    if long and total > 0 and not is_list(weights[after:index]):
        cost = max(cost, -GAP)
    return total + cost, start


def gap_odds(weights: Sequence[Weight], start: int, begin: int, end: int) -> float:
    """The cost of the lines between two lines of a run: a box in the middle of an article costs little."""
    gap = [weight for weight in weights[begin:end] if weight.key]
    if not gap:
        return 0.0
    cost = sum(weight.odds for weight in gap)
    if len(gap) > GAP_LINES or not is_firm(weights[end]) or any(is_of(weight, HEADS) for weight in gap):
        return cost
    run = map(weights.__getitem__, range(start, begin))  # no copy: a long article has a gap at every picture
    told = sum(max(weight.odds, 0.0) for weight in gap)
    return max(cost, told - GAP) if is_begun(run, prose=weights[end].prose) else cost


def is_firm(weight: Weight) -> bool:
    """Is a line surely no title: a sentence, a row of one form, or one that a rule protects?"""
    return weight.solid or weight.found < 0


def is_begun(run: Iterable[Weight], *, prose: bool) -> bool:
    """Do lines before a gap hold a sentence, or rows of one form: any where no sentence follows, else four?"""
    forms = 0
    for weight in run:
        forms += weight.solid
        if weight.prose or forms >= (SHEET if prose else 1):
            return True
    return False


def is_list(gap: Sequence[Weight]) -> bool:
    """Are half of the lines bulleted: a list of titles?"""
    lines = [weight.key for weight in gap if weight.key]
    return 2 * sum(bool(BULLET.match(key)) for key in lines) >= len(lines) > 0


def is_of(weight: Weight, families: frozenset[str]) -> bool:
    """Was the line found by a rule of these families?"""
    return weight.found >= 1 and not families.isdisjoint(weight.families)
