"""What a line shows by itself that tells sentences of an article from titles, menus and credits.

The features are the ones that text classifiers of this field use (jusText's length and marks, Boilerpipe's neighbours)
and one of Chinese news: a line of the article shares its pairs of characters with the rest of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import add
from typing import NamedTuple

POINT = r"(?<=[\u3400-\u9fff])\."  # a stop where a page has those of ASCII
STOP = re.compile(rf"(?:[。!?;]|{POINT}|(?<!\.)\.{{6}})[”’\"')）]*(?:\(完\))?$")  # …… is a key's ......
FULL_STOP = re.compile(rf"(?:。|{POINT})[”’\"')）]*(?:\(完\))?$")
STOPS = tuple("。!?;")
STOP_ENDS = tuple(".”’\"')）")  # what else a line with a stop ends in
PAUSES = (",", "、", ":")
MARKS = re.compile(r"[。!?;]")
COMMAS = re.compile(r"[,、]")
QUOTES = re.compile(r"[“”「」]")
LISTED = re.compile(r"^[·•・\-–—►▶>»|+*]")  # before a title in a list; ■ ▲ ● stand before captions too
BULLET = re.compile(r"^[·•・\-–—■▪●○◆◇□★☆※*►▶>»#|+]")
SUBTITLE = ("——", "──")  # a head's second line begins so: ——以三个渡口为例
NUMBER = re.compile(r"^(?:\d{1,3}[^\d年月日点时%℃.,]|\d{1,2}\.(?!\d))")
ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、,.]|第[一二三四五六七八九十百\d]{1,4}[章条节款编]"
    r"|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}(?:、|[.)].*[。;?!:]$))"
)
COUNTER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、,.是]|第[一二三四五六七八九十\d]{1,3}[,、章条节]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.)])"
)
DATED = re.compile(r"(?:\d{4}[-/.年]\d{1,2}|\d{1,2}[-/]\d{1,2}|\d{1,2}:\d{2})")
CUT = re.compile(r"(?:(?<!\.)\.{3,}|(?<!…)…)[\])】]?$")  # …… is a sentence's own
CUT_ENDS = tuple(".…])】")
CODE = re.compile(r"[=;{}()<>\[\]].*[=;{}()<>\[\]]|^(?://|\#|import |def |class |return |select )")
PAIR = re.compile(r"^(?!\d{1,2}:\d\d\D)[^。!?,;:]{1,12}:[^。!?]{1,30}$")  # 排量:1171ml, not 12:07 and a title
# 40~105°c, 120mhz, 7x7mm: units that product sheets have and headlines hardly ever
MEASURE = re.compile(
    r"\d[x*×~\-±]?\(?(?:mm|cm|μm|nm|kg|mg|ml|m3|°c|℃|[mk]?pa|bar|[mkg]?hz|[kmg]b|kw|w|k?v|mah|ma|db|rpm|r/min|m/s|dpi)(?![a-z])"
)
HEADLINE = re.compile(r"^[^。,;]{8,34}$")
LATIN = re.compile(r"[a-z0-9]")
DIGIT = re.compile(r"\d")
RUNS = re.compile(r"[\u3400-\u9fff]{2,}")

PROSE_LEAST = 30  # characters; from here on two commas or a full stop make prose
UNMARKED_LEAST = 60  # characters; pages whose marks were lost have lines like this
UNMARKED_LINES, UNMARKED_SHORT = 2, 10  # long lines that tell such a page; characters of its shortest sentences
FORM_LEAST, FORM_REACH = 3, 3  # lines of one form; lines up and down among which they are
SHORT = 36  # characters; longer lines are no titles
LONGEST_REMEMBERED = 10_000  # characters of a key; all that is remembered takes 100 MB at most

# Log-odds of a line to belong to the article, fitted by logistic regression on labelled pages and rounded.
WEIGHTS = {
    "bias": -2.3, "size<9": -0.1, "size<16": 0.5, "size<28": -0.9, "size<45": -0.7, "size>=90": 0.5,
    "stop": 1.8, "pause": 0.6, "commas": 1.3, "quotes": 1.0, "bullet": -4.2, "number": 1.0, "counter": 2.0,
    "dated": -0.3, "cut": -1.4, "headline": -0.3, "latin": -2.0, "gaps": -3.0, "shared": 3.4, "unshared": -0.6,
    "short run": -1.4, "near prose": 3.2,
}  # fmt: skip


@lru_cache(maxsize=512)  # a page's lines, which are asked for again and again
def pairs(key: str) -> frozenset[str]:
    """Pairs of neighbouring hanzi."""
    return frozenset([pair for run in RUNS.findall(key) for pair in map(add, run, run[1:])])


def is_unmarked(keys: Sequence[str]) -> bool:
    """Were a page's stops and commas taken out? Then its long lines hold next to none."""
    long = [key for key in keys if len(key) >= UNMARKED_LEAST and is_chinese(key)]
    body = "\n".join(long)
    marks = stops(body) + commas(body)
    return len(long) >= UNMARKED_LINES and marks * UNMARKED_LEAST <= sum(map(len, long)) / 2


HANZI = bytes(range(0x34, 0xA0))  # the high bytes of U+3400 to U+9FFF


@lru_cache(maxsize=1024)  # asked for three times
def is_chinese(key: str) -> bool:
    """Half hanzi or more."""
    high = key.encode("utf-16-le", "surrogatepass")[1::2]
    return 2 * (len(high) - len(high.translate(None, HANZI))) >= len(key)


def is_stopped(key: str) -> bool:
    """Does a line end a sentence?"""
    return key.endswith(STOPS) or (key.endswith(STOP_ENDS) and STOP.search(key) is not None)


def is_full_stopped(key: str) -> bool:
    """Does a line end in a full stop?"""
    return key.endswith("。") or (key.endswith(STOP_ENDS) and FULL_STOP.search(key) is not None)


def is_paused(key: str) -> bool:
    """Does a line break off at a mark within a sentence?"""
    return key.endswith(PAUSES)


def is_cut(text: str) -> bool:
    """Was a line cut off at its end, as teasers are?"""
    return text.endswith(CUT_ENDS) and CUT.search(text) is not None


def stops(key: str) -> int:
    """The number of marks that end a sentence."""
    return key.count("。") + key.count("!") + key.count("?") + key.count(";")


def commas(key: str) -> int:
    """The number of marks within a sentence."""
    return key.count(",") + key.count("、")


def is_prose(key: str, *, unmarked: bool = False) -> bool:
    """Surely sentences: long, with a stop and a pause, or long without a gap."""
    if len(key) < PROSE_LEAST or not is_chinese(key):
        return False
    if unmarked or len(key) >= UNMARKED_LEAST:
        return True
    ends, pauses = stops(key), commas(key)
    return (ends >= 1 and pauses >= 1) or ends >= 2 or pauses >= 2


def fitted(text: str, key: str, *, shared: float, run: int, near_prose: float) -> float:
    """The log-odds that the regression gives a line for what it shows by itself, and for what it shares and its place.

    `shared` is the share of its pairs of hanzi that the page's other sentences have, `run` the number of short lines
    it stands among, `near_prose` the share of its two neighbours that are sentences.
    """
    size = len(key)
    odds = shown(text, key) + WEIGHTS["near prose"] * near_prose + WEIGHTS["short run"] * min(run, 8) / 8
    odds += WEIGHTS["shared"] * shared if size >= 6 else 0.0
    return odds + (WEIGHTS["unshared"] if shared < 0.15 and size >= 8 else 0.0)


@lru_cache(maxsize=2048)  # kept lines are judged twice, and the pages of a site share many
def shown(text: str, key: str) -> float:
    """The log-odds for what a line shows by itself."""
    size, bare = len(key), text.strip()
    odds = WEIGHTS["bias"] + WEIGHTS["commas"] * min(commas(key), 5) / 5
    odds += WEIGHTS["latin"] * len(LATIN.findall(key)) / size
    odds += SIZES[bisect_right(SIZES_FROM, size)]
    odds += sum(WEIGHTS[name] for name, test in SHOWN if test(key))
    if BULLET.match(bare) and not bare.startswith(SUBTITLE):
        odds += WEIGHTS["bullet"]
    if is_cut(bare):
        odds += WEIGHTS["cut"]
    if size < 45 and DATED.search(key):
        odds += WEIGHTS["dated"]
    if size < UNMARKED_LEAST:
        odds += WEIGHTS["gaps"] * min(len(bare.split()) - 1, 6) / 6
    return odds


def forget_long(keys: Sequence[str]) -> None:
    """Before a page with very long lines, let go of what is remembered: a thousand such lines are gigabytes."""
    if max(map(len, keys), default=0) > LONGEST_REMEMBERED:
        for remembered in (pairs, is_chinese, shown, form):
            remembered.cache_clear()


SIZES_FROM = (5, 9, 16, 28, 45, 90)
SIZES = (
    0.0, WEIGHTS["size<9"], WEIGHTS["size<16"], WEIGHTS["size<28"], WEIGHTS["size<45"], 0.0, WEIGHTS["size>=90"],
)  # fmt: skip
SHOWN = (
    ("stop", is_stopped), ("pause", is_paused), ("quotes", QUOTES.search), ("number", NUMBER.match),
    ("counter", COUNTER.match), ("headline", HEADLINE.match),
)  # fmt: skip


class Form(NamedTuple):
    """Whether a line is mostly letters and digits, looks like code, is a fact with a label, has a figure, is an item of
    an enumeration, has a bullet, or a measure with its unit.
    """

    latin: bool
    code: bool
    fact: bool
    figure: bool
    counted: bool
    bullet: bool
    measured: bool


@lru_cache(maxsize=2048)  # each line is asked for by its neighbours
def form(key: str) -> Form:
    """The form of a line: code, a fact (排量:1171ml), an item (3、…)."""
    return Form(
        2 * len(LATIN.findall(key)) >= len(key),
        bool(CODE.search(key)),
        bool(PAIR.match(key)),
        bool(DIGIT.search(key)),
        bool(ITEM.match(key)),
        bool(BULLET.match(key)),
        bool(MEASURE.search(key)),
    )


def has_form(keys: Sequence[str], place: int) -> bool:
    """Is a line one of several lines of a program, of facts with labels, of measures, or of an enumeration?"""
    own = form(keys[place])
    if not (own.latin or own.code or own.fact or own.counted or own.measured):
        return False
    forms = [form(other) for other in keys[max(0, place - FORM_REACH) : place + FORM_REACH + 1]]
    if own.measured and sum(other.measured for other in forms) >= FORM_LEAST:
        return True
    if (own.latin or own.code) and sum(other.latin and other.code for other in forms) >= FORM_LEAST - 1:
        return True
    if own.bullet:
        return False
    facts = [other for other in forms if other.fact]
    # titles have colons too (专家:…): facts have figures
    told = own.fact and sum(other.figure for other in facts) >= FORM_LEAST - 1
    counted = own.counted and sum(other.counted for other in forms) >= FORM_LEAST
    return (told and len(facts) >= FORM_LEAST) or counted


def short_runs(keys: Sequence[str]) -> list[int]:
    """For each line, how many short lines without a stop stand together with it."""
    runs: list[int] = []
    for is_short, run in groupby([len(key) < SHORT and not MARKS.search(key) for key in keys]):
        size = len(list(run))
        runs += [size if is_short else 0] * size
    return runs
