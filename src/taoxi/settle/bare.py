"""Pages that no site stands around: papers, digests, tables and other plain text of a corpus.

What stands outside the span of such a page is rarely foreign: a schedule, a list of references, a poem, the first
lines of a paper. It falls only where it reads like the titles of other articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from .features import BULLET, DIGIT, LATIN, is_full_stopped, is_stopped, pairs
from .runs import is_of
from .span import ANCHORS, SHORT_LINES, is_hint, is_plain
from .verse import SPOKEN
from .weigh import Weight

ENDS = ANCHORS - {"tags"}  # a paper has its keywords above its text
FOREIGN = ENDS - {"editor", "disclaimer"}  # behind these no notes stand; 注： is a disclaimer's beginning, too
LEAST, TITLE_MOST = 6, 40  # characters: what is shorter tells nothing; of a title
ALIKE = 0.3  # of its pairs of hanzi: a head that shares less with the article is none of its own
COHERENT = 0.15  # of the pairs of hanzi of a block's lines: titles of other articles have fewer in common with the page
FIGURES = 0.25  # of a line's characters
TOLD, FEW = 0.33, 7  # of the lines of a block that have such a form; a box of titles has no more lines
HEAD_TOLD = 0.5  # of the lines of a head: a box of hot titles stands above more often than a sheet of data
SPEAK, SURELY = 0.5, 0.9  # of the lines below an article without stops, and below one with stops
# a title's date in a list, and the number in front of it
DATES = re.compile(
    r"[(\[]?(?:\d{2,4}[-/.])?\d{1,2}[-/.]\d{1,2}(?!\d)[)\]]?|\d{1,2}:\d\d(?::\d\d)?|(?:19|20)\d\d年(?:\d{1,2}月\d{1,2}日|度)?|^\d{1,2}(?!\d)[.、)]?"
)
HEADED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、,.]|第[一二三四五六七八九十百\d]{1,4}[章条节款编]|[(〔\[]+[一二三四五六七八九十\d]{1,3}[)〕\]]"
)
NUMBERED = re.compile(r"(?P<number>\d{1,2})[.、)](?!\d).{2}")
LABEL = re.compile(
    r"[^:]{0,6}(?:主题|地点|时间|对象|方式|内容|名称|单位|姓名|性别|年龄|人数|费用|要求|条件|嘉宾|职务|专业|学历"
    r"|日期|奖|冠军|亚军|季军|得分|比分)\*?:"
)
LISTING = re.compile(r"[^:,。、]{1,6}:[^:。]{0,12}、")  # 绿灯:青菜、山药
ENTRY = re.compile(rf"(?:{BULLET.pattern[1:]})+.?[\u3400-\u9fff《“]")
ITEM_END = re.compile(r"[\u3400-\u9fff)\]”]\.$|[。;]$")  # papers have points for stops
COUNTED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d)?[、.]?(?![\d年月日时点%,:])).{1,20}")
TRAILING = re.compile(r"\.{6}[”」]?$")  # …… as keys have it: an essay may begin so, a title is cut with three points
QUOTED = re.compile(r"[“「][^”」]*(?:[。!?][”」]?|[”」])$")  # an article may begin with what somebody said
CELL = re.compile(r"[-+±<>=]?\d[\d.,]*%?")  # of a table: it tells nothing either way
SERIAL = re.compile(r"\d{5,}")  # of a page or a picture; no table's cells are so long
APPENDIX = re.compile(r"\(?附(?:[件录表]?[一二三四五六\d]{0,2}:|[件录表]$)")
# lines of a text that is broken at its breaths; their mean in characters; of their pairs of hanzi that occur twice
BREATHS, BREATH_LEAST, BREATH_MOST, TOGETHER = 12, 8, 16, 0.2
STRAY, SENTENCE = 2, 12  # captions between two sentences; characters of a sentence that goes on
NOTES = re.compile(
    r"[【\[(]?(?:\d{1,2})?(?:参考文献|参考书目|主要参考文献|注释?|注解|附注|字库未存[字名]注释)[】\])]?[:]?"
)
MARKED = re.compile(rf"{HEADED.pattern}|@|[①-⑳]")  # keys have no more circles than these
NOTE = re.compile(rf"{MARKED.pattern}|\d{{1,3}}[.、)]?[^\d年月日]|\*")


def spared(weights: Sequence[Weight], span: tuple[int, int]) -> set[int]:
    """The lines (by index) of a bare page that are its own though they stand outside its span or read like a link."""
    inside = {i for i in range(*span) if weights[i].found < 1 and not is_entry(weights[i].key)}
    above = [i for i in range(span[0]) if weights[i].key]
    below = [i for i in range(span[1], len(weights)) if weights[i].key]
    near = list(takewhile(lambda i: not is_of(weights[i], ENDS), below))
    own = inside | {i for i in above if is_own(weights[i])} | sheet(weights, above) | own_tail(weights, span, near)
    own |= appended(weights, near) | said_on(weights, near)
    return own | spoken(weights, span, above, near) | notes(weights, below) if is_plain(weights) else own


def is_entry(key: str) -> bool:
    """Is a line an entry of a list of links: a bullet and a title, no item with a stop, no formula or figure?"""
    return bool(ENTRY.match(key)) and not ITEM_END.search(key)


def spoken(weights: Sequence[Weight], span: tuple[int, int], above: Sequence[int], below: Sequence[int]) -> set[int]:
    """The lines around the article that go on telling it: from the first that speaks and to the last, a numbered head
    above it too.
    """
    own = {i for i in above[-1:] if weights[i].found < 1 and COUNTED.fullmatch(weights[i].key)}
    head, tail = ([i for i in part if weights[i].found < 1] for part in (above, below))
    if tells(weights, head):
        first = next(i for i in head if speaks(weights[i]))
        own.update(i for i in head if i >= first and not is_hint(weights[i]))
    voiced = speaks if is_unstopped(weights, span) or len(tail) > FEW else is_told
    if any(voiced(weights[i]) for i in tail) and tells(weights, tail, SPEAK if is_unstopped(weights, span) else SURELY):
        last = max(i for i in tail if voiced(weights[i]))
        own.update(i for i in tail if i <= last)
    return own


def said_on(weights: Sequence[Weight], below: Sequence[int]) -> set[int]:
    """The few lines below the article down to a sentence that goes on with it: captions stood above its end."""
    free = [i for i in below if weights[i].found < 1][: FEW + 1]
    told = [n for n, i in enumerate(free) if is_full_stopped(weights[i].key) and weights[i].found <= 0]
    if not told or len(weights[free[told[-1]]].key) < SENTENCE:
        return set()
    own = free[: told[-1] + 1]
    return set(own) if sum(is_title(weights[i]) for i in own) <= STRAY else set()


def appended(weights: Sequence[Weight], below: Sequence[int]) -> set[int]:
    """The lines from 附：… on, where that stands right below the article."""
    return set(below) if below and APPENDIX.match(weights[below[0]].key) else set()


def sheet(weights: Sequence[Weight], above: Sequence[int]) -> set[int]:
    """The lines above the article from the first row of a sheet of data on, none where no such sheet leads to it."""
    first = next((n for n, i in enumerate(above) if weights[i].solid and not weights[i].prose), len(above))
    rows = above[first:]
    told = sum(weights[i].solid or is_told(weights[i]) for i in rows if weights[i].found < 1)
    return set(rows) if len(rows) > FEW and told >= HEAD_TOLD * len(rows) else set()


def is_own(weight: Weight) -> bool:
    """Does a line above the article belong to it?"""
    if weight.found > 0 or len(weight.key) < LEAST:
        return False
    told = weight.solid or weight.prose or is_full_stopped(weight.key) or bool(QUOTED.match(weight.key))
    told = told or bool(TRAILING.search(weight.key))
    return told or len(weight.key) > TITLE_MOST or (weight.shared >= ALIKE and not BULLET.match(weight.key))


def own_tail(weights: Sequence[Weight], span: tuple[int, int], below: Sequence[int]) -> set[int]:
    """The lines below the article when they are a table or notes, none when they may be titles of other articles."""
    free = [i for i in below if weights[i].found <= 0 or is_cell(weights[i])]
    last, first = weights[span[1] - 1].key, weights[below[0]].key if below else ""
    # a list of references, half of which read like sentences, or items with a stop behind one bullet
    goes_on = HEADED.match(last) or (BULLET.match(last) and first[:1] == last[0] and ITEM_END.search(first))
    worded = [i for i in free if not CELL.fullmatch(weights[i].key)]
    told = (goes_on or len(free) > FEW) and sum(is_told(weights[i]) for i in worded) >= TOLD * len(worded) > 0
    return set(below) if told or (below and is_counted(weights, span[0], below)) else set()


def is_cell(weight: Weight) -> bool:
    """Is a line a number of a table?"""
    return weight.found < 1 and bool(CELL.fullmatch(weight.key)) and not SERIAL.fullmatch(weight.key)


def notes(weights: Sequence[Weight], below: Sequence[int]) -> set[int]:
    """Notes and references below a paper, behind its editor too: from their head, or the first of several, on."""
    own = list(takewhile(lambda i: not is_of(weights[i], FOREIGN), below))
    marked = [bool(MARKED.match(weights[i].key)) for i in own]
    for n, i in enumerate(own):
        if NOTES.fullmatch(weights[i].key) or marked[n : n + 2] == [True, True]:
            told = [k for k in own[n:] if NOTE.match(weights[k].key) or is_told(weights[k])]
            return set(own[n:]) if len(told) >= TOLD * len(own[n:]) else set()
    return set()


def tells(weights: Sequence[Weight], block: Sequence[int], least: float = SPEAK) -> bool:
    """Do so many lines of a block outside the span tell something of the page's matter, and are they no titles of other
    articles?
    """
    told = sum(speaks(weights[i]) for i in block)
    foreign = sum(is_title(weights[i]) for i in block)
    return told > foreign and told >= least * len(block) and is_coherent(weights, block)


def speaks(weight: Weight) -> bool:
    """Does a line tell something, or speak as people do and titles seldom?"""
    return is_told(weight) or bool(SPOKEN.search(weight.key) and not BULLET.match(weight.key))


def is_title(weight: Weight) -> bool:
    """Does a line read like a title of another article?"""
    titled = LEAST <= len(weight.key) <= TITLE_MOST and weight.shared < ALIKE and not speaks(weight)
    return titled or is_entry(weight.key)


def is_coherent(weights: Sequence[Weight], block: Sequence[int]) -> bool:
    """Do the lines of a block have pairs of hanzi in common with one another or with the rest of the page?"""
    count = Counter(pair for weight in weights if weight.found < 1 for pair in pairs(weight.key))
    own = [pair for i in block for pair in pairs(weights[i].key)]
    return sum(count[pair] > 1 for pair in own) >= COHERENT * len(own) > 0


def are_breaths(weights: Sequence[Weight]) -> bool:
    """Is a page one text broken at its breaths, as accounts of WeChat break their news? Titles are longer, and speak of
    many things.
    """
    block = [i for i, weight in enumerate(weights) if weight.key and weight.names <= SHORT_LINES]
    keys = [weights[i].key for i in block]
    mean = sum(map(len, keys)) / max(len(keys), 1)
    short = len(keys) >= BREATHS and BREATH_LEAST <= mean <= BREATH_MOST
    count = Counter(pair for key in keys for pair in pairs(key))
    said = sum(number for number in count.values() if number > 1)
    return short and not any(map(BULLET.match, keys)) and said >= TOGETHER * count.total()


def is_unstopped(weights: Sequence[Weight], span: tuple[int, int]) -> bool:
    """Do half of the article's lines end without a stop?"""
    keys = [weight.key for weight in weights[slice(*span)] if weight.key]
    return 2 * sum(is_stopped(key) for key in keys) <= len(keys)


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
    if BULLET.match(key) and not ITEM_END.search(key):
        return False
    if (
        weight.solid
        or weight.prose
        or is_full_stopped(key)
        or ITEM_END.search(key)
        or key.endswith((":", ",", "、", ";"))
        or LISTING.match(key)
    ):
        return True
    rest = DATES.sub("", key)
    return len(rest) >= LEAST and (bool(LABEL.match(rest)) or bool(HEADED.match(rest)) or is_figures(rest))


def is_figures(key: str) -> bool:
    """Are many of a line's characters figures, or foreign letters?"""
    return len(DIGIT.findall(key)) + len(LATIN.findall(key)) / 2 >= FIGURES * len(key)
