"""Sentences without stops: text broken at its breaths, as on WeChat, and paragraphs that end in nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from .features import BULLET, COMMAS, NUMBER, is_cut, is_paused, is_stopped

# what people say and headlines leave out
SPOKEN = re.compile(r"[了着过把让给就也还都又很才他她它我你您咱这那说在从据]|们|将.{0,3}[在把给向与]|只见|随[后即着]")
LONGEST, LEAST, SHARE = 26, 6, 0.5  # characters of a line; lines in a row; of them that speak
BREATH, PAUSED = 12, 3  # characters of a line on average, titles have more; one line of so many ends in a comma
LONG_BREATH, MOSTLY = 16, 0.7  # characters of a line on average where so many of the lines speak
CLAUSE = 12  # characters of a line that its commas make a sentence
STOPPED = 1 / 3  # of a page's sentences; where fewer have a stop, it is not the writer's habit
SENTENCES = 2  # that tell a habit


def verses(keys: Sequence[str], free: Set[int]) -> set[int]:
    """The lines (by place) of runs of short lines that speak: no menu and no list of titles does."""
    found: set[int] = set()
    run: list[int] = []
    for i in range(len(keys) + 1):
        if i in free and len(keys[i]) <= LONGEST and not BULLET.match(keys[i]) and not is_cut(keys[i]):
            run.append(i)
            continue
        if len(run) >= LEAST and is_verse([keys[n] for n in run]):
            found.update(run)
        run = []
    return found


def is_verse(run: Sequence[str]) -> bool:
    """Do lines of the length of a breath, or with a comma behind each, speak?"""
    spoken = sum(bool(SPOKEN.search(key)) for key in run)
    breath = LONG_BREATH if spoken >= MOSTLY * len(run) else BREATH
    breaths = sum(map(len, run)) <= breath * len(run) or PAUSED * sum(is_paused(key) for key in run) >= len(run)
    return breaths and spoken >= SHARE * len(run)


def unstopped(keys: Sequence[str], prose: Sequence[int], free: Iterable[int]) -> set[int]:
    """The lines (by place) that are sentences by their commas, on a page whose sentences have no stops."""
    if len(prose) < SENTENCES or sum(is_stopped(keys[i]) for i in prose) > STOPPED * len(prose):
        return set()
    return {
        i
        for i in free
        if len(keys[i]) >= CLAUSE and COMMAS.search(keys[i]) and not NUMBER.match(keys[i]) and not is_cut(keys[i])
    }
