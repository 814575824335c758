"""Where an article ends: at its last sentence, above titles of others, behind verse that reads on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from .features import BULLET, COMMAS, COUNTER, HEADLINE, is_stopped
from .verse import SPOKEN
from .weigh import Weight

TITLES, TITLE = 2, re.compile(r"[^。,;:、]{8,34}")  # lines behind a sentence that was cut off, and their form
VERSE_LONGEST, VERSE_MOST, VERSE_ALIKE = 26, 12, 0.3  # characters of a line, lines, shared pairs of hanzi
CLAUSES, PARAGRAPH = 26, 40  # characters of a title of two clauses; of a paragraph
TITLED, PARAGRAPHS, OPEN = 4, 2, ":,、"  # titles, paragraphs; how a line announces more


def at_stop(weights: Sequence[Weight], start: int, end: int) -> int:
    """The end of the span at its last sentence: what follows without a mark is the first title of a list.

    Where the last sentence has no stop either, nothing is known, and the end stays.
    """
    for i in range(end - 1, start, -1):
        weight = weights[i]
        if weight.found < 0 or is_stopped(weight.key):
            return i + 1
        if weight.prose or weight.solid or (COMMAS.search(weight.key) and not is_other_s(weights, start, i)):
            return end
    return end


def is_other_s(weights: Sequence[Weight], start: int, place: int) -> bool:
    """Is a line of two clauses without a stop, below sentences that all have theirs, the title of another article?
        Verse
    reads on.
    """
    below = next((weight for weight in weights[place + 1 :] if weight.key), None)
    if below and not below.found > 0:
        return False
    stopped = [is_stopped(weight.key) for weight in weights[start:place] if weight.prose]
    return len(weights[place].key) <= CLAUSES and len(stopped) > 1 and all(stopped)


def above_titles(weights: Sequence[Weight], start: int, end: int) -> int | None:
    """The end of the span at its last paragraph, where no paragraph has a stop and one to four titles stand below: a
    head has its section below it.
    """
    prose = [i for i in range(start, end) if weights[i].prose]
    if len(prose) < PARAGRAPHS or any(is_stopped(weights[i].key) for i in prose):
        return None
    last = weights[prose[-1]].key
    behind = list(takewhile(lambda weight: not weight.found, (w for w in weights[prose[-1] + 1 :] if w.key)))
    below = 0 < len(behind) <= TITLED and all(map(is_bare_title, behind))
    return prose[-1] + 1 if below and len(last) >= PARAGRAPH and last[-1] not in OPEN else None


def is_bare_title(weight: Weight) -> bool:
    """A headline that nobody speaks, and no row of data or item of a list."""
    free = weight.found >= 0 and not weight.solid and not SPOKEN.search(weight.key)
    return free and HEADLINE.match(weight.key) is not None and not COUNTER.match(weight.key)


def cut_off(weights: Sequence[Weight], start: int, end: int) -> int | None:
    """The end of the span at a last sentence without the stop that all others have: it was cut off, and the lines
    behind it are titles.
    """
    prose = [i for i in range(start, end) if weights[i].prose]
    live = (weight for weight in weights[prose[-1] + 1 :] if weight.key) if prose else ()
    behind = list(takewhile(lambda weight: not weight.found, live))
    stopped = [is_stopped(weights[i].key) for i in prose]
    titled = all(TITLE.fullmatch(weight.key) and not weight.solid for weight in behind)
    is_cut_off = len(prose) > TITLES and not stopped[-1] and all(stopped[:-1])
    return prose[-1] + 1 if is_cut_off and titled and len(behind) >= TITLES else None


def read_on(weights: Sequence[Weight], end: int) -> int:
    """The end of the span behind short lines that go on with a sentence: its last line has no stop (verse of WeChat).

    They must speak of the page's matter, since a body that was cut off in mid-sentence has foreign titles behind it.
    """
    last, behind = weights[end - 1].key, []
    for i in range(end, len(weights)):
        weight = weights[i]
        if not weight.key:
            continue
        if weight.found > 0 or is_stopped(last) or len(weight.key) > VERSE_LONGEST or BULLET.match(weight.key):
            break
        behind.append(i)
        last = weight.key
    alike = sum(weights[i].shared for i in behind) >= VERSE_ALIKE * len(behind)
    return behind[-1] + 1 if behind and alike and len(behind) <= VERSE_MOST else end
