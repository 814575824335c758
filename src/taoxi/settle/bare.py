"""Pages that no site stands around: papers, digests, tables and other plain text of a corpus.

What stands outside the span of such a page is rarely foreign: a schedule, a list of references, a poem, the first
lines of a paper. It falls only where it reads like the titles of other articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from .features import BULLET, DIGIT, LATIN, is_full_stopped
from .span import ANCHORS, is_of
from .weigh import Weight

ENDS = ANCHORS - {"tags"}  # a paper has its keywords above its text
LEAST, TITLE_MOST = 6, 40  # characters: what is shorter tells nothing; of a title
ALIKE = 0.3  # of its pairs of hanzi: a head that shares less with the article is none of its own
FIGURES = 0.25  # of a line's characters
TOLD, FEW = 0.33, 7  # of the lines of a tail that have such a form; a box of titles has no more lines
HEAD_TOLD = 0.5  # of the lines of a head: a box of hot titles stands above more often than a sheet of data
# a title's date in a list, and the number in front of it
DATES = re.compile(
    r"[(\[]?(?:\d{2,4}[-/.])?\d{1,2}[-/.]\d{1,2}(?!\d)[)\]]?|\d{1,2}:\d\d(?::\d\d)?|\d{4}年\d{1,2}月\d{1,2}日|^\d{1,2}(?!\d)[.、)]?"
)
HEADED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、,.]|第[一二三四五六七八九十百\d]{1,4}[章条节款编]|[(〔\[]+[一二三四五六七八九十\d]{1,3}[)〕\]]"
)
NUMBERED = re.compile(r"(?P<number>\d{1,2})[.、)](?!\d).{2}")
LABEL = re.compile(
    r"[^:]{0,6}(?:主题|地点|时间|对象|方式|内容|名称|单位|姓名|性别|年龄|人数|费用|要求|条件|嘉宾|职务|专业|学历"
    r"|日期|奖|冠军|亚军|季军|得分|比分)\*?:"
)


def spared(weights: Sequence[Weight], span: tuple[int, int]) -> set[int]:
    """The lines (by index) of a bare page that are its own though they stand outside its span or read like a link."""
    inside = {i for i in range(*span) if weights[i].found < 1 and not BULLET.match(weights[i].key)}
    above = [i for i in range(span[0]) if weights[i].key]
    below = takewhile(lambda i: not is_of(weights[i], ENDS), range(span[1], len(weights)))
    return (
        inside
        | {i for i in above if is_own(weights[i])}
        | set(own_head(weights, above))
        | set(own_tail(weights, span, [i for i in below if weights[i].key]))
    )


def is_own(weight: Weight) -> bool:
    """Does a line above the article belong to it?"""
    if weight.found > 0 or len(weight.key) < LEAST:
        return False
    told = weight.solid or weight.prose or is_full_stopped(weight.key)
    return told or len(weight.key) > TITLE_MOST or weight.shared >= ALIKE


def own_head(weights: Sequence[Weight], above: Sequence[int]) -> Sequence[int]:
    """The lines above the article from the first row of a sheet of data on, none where no such sheet leads to it."""
    first = next((n for n, i in enumerate(above) if weights[i].solid and not weights[i].prose), len(above))
    rows = above[first:]
    told = sum(weights[i].solid or is_told(weights[i]) for i in rows if weights[i].found < 1)
    return rows if len(rows) > FEW and told >= HEAD_TOLD * len(rows) else ()


def own_tail(weights: Sequence[Weight], span: tuple[int, int], below: Sequence[int]) -> Sequence[int]:
    """The lines below the article when they are a table or notes, none when they may be titles of other articles."""
    free = [i for i in below if weights[i].found < 1]
    goes_on = HEADED.match(weights[span[1] - 1].key)  # a list of references, half of which read like sentences
    told = (goes_on or len(free) > FEW) and sum(is_told(weights[i]) for i in free) >= TOLD * len(free)
    return below if told or (below and is_counted(weights, span[0], below)) else ()


def is_counted(weights: Sequence[Weight], start: int, below: Sequence[int]) -> bool:
    """Do numbered lines count on from the article, each with lines of its own? The lines of a chart have none."""
    above = [i for i in range(start, below[0]) if NUMBERED.match(weights[i].key)][-1:]
    numbers = [(i, int(match["number"])) for i in (*above, *below) if (match := NUMBERED.match(weights[i].key))]
    pairs = list(pairwise(numbers))
    apart = all(any(weights[i].key for i in range(here[0] + 1, after[0])) for here, after in pairs)
    return bool(pairs) and apart and all(after[1] == here[1] + 1 for here, after in pairs)


def is_told(weight: Weight) -> bool:
    """Has it a form that no title of another article has: a sentence, a fact with its label, figures, foreign words?"""
    key = weight.key
    if BULLET.match(key):
        return False
    if weight.solid or weight.prose or is_full_stopped(key) or key.endswith((":", ",", "、", ";")):
        return True
    rest = DATES.sub("", key)
    figures = len(DIGIT.findall(rest)) + len(LATIN.findall(rest)) / 2
    return len(rest) >= LEAST and (
        bool(LABEL.match(rest)) or bool(HEADED.match(rest)) or figures >= FIGURES * len(rest)
    )
