"""What a line shows by itself that tells sentences of an article from titles, menus and credits.

The features are the ones that text classifiers of this field use (jusText's length and marks, Boilerpipe's neighbours)
and one of Chinese news: a line of the article shares its pairs of characters with the rest of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import add

STOP = re.compile(r"[。!?;][”’\"')）]*(?:\(完\))?$")
FULL_STOP = re.compile(r"。[”’\"')）]*(?:\(完\))?$")
PAUSE = re.compile(r"[,、:]$")
MARKS = re.compile(r"[。!?;]")
COMMAS = re.compile(r"[,、]")
STOPS, ALL_COMMAS, ALL_MARKS = "。!?;", ",、", "。!?;,、"
QUOTES = re.compile(r"[“”「」]")
LISTED = re.compile(r"^[·•・\-–—►▶>»|+*]")  # before a title in a list; ■ ▲ ● stand before captions too
BULLET = re.compile(r"^[·•・\-–—■▪●○◆◇□★☆※*►▶>»#|+]")
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
CODE = re.compile(r"[=;{}()<>\[\]].*[=;{}()<>\[\]]|^(?://|\#|import |def |class |return |select )")
PAIR = re.compile(r"^[^。!?,;:]{1,12}:[^。!?]{1,30}$")  # 排量:1171ml
HEADLINE = re.compile(r"^[^。,;]{8,34}$")
LATIN = re.compile(r"[a-z0-9]")
DIGIT = re.compile(r"\d")
NOT_HAN = re.compile(r"[^\u3400-\u9fff]")
RUNS = re.compile(r"[\u3400-\u9fff]{2,}")

PROSE_LEAST = 30  # characters; from here on two commas or a full stop make prose
UNMARKED_LEAST = 60  # characters; pages whose marks were lost have lines like this
UNMARKED_LINES, UNMARKED_SHORT = 2, 10  # long lines that tell such a page; characters of its shortest sentences
FORM_LEAST = 3  # lines of one form among seven
SHORT = 36  # characters; longer lines are no titles

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
    marks = sum(count(key, ALL_MARKS) for key in long)
    return len(long) >= UNMARKED_LINES and marks * UNMARKED_LEAST <= sum(map(len, long)) / 2


def is_chinese(key: str) -> bool:
    """Half hanzi or more."""
    return 2 * len(NOT_HAN.findall(key)) <= len(key)


def count(key: str, characters: str) -> int:
    """How often any of a few characters stands in a line."""
    return sum(key.count(c) for c in characters)


def is_prose(key: str, *, unmarked: bool = False) -> bool:
    """Surely sentences: long, with a stop and a pause, or long without a gap."""
    if len(key) < PROSE_LEAST or not is_chinese(key):
        return False
    if unmarked or len(key) >= UNMARKED_LEAST:
        return True
    marks, commas = count(key, STOPS), count(key, ALL_COMMAS)
    return (marks >= 1 and commas >= 1) or marks >= 2 or commas >= 2


def fitted(text: str, key: str, *, shared: float, run: int, near_prose: float) -> float:
    """The log-odds that the regression gives a line for what it shows by itself, and for what it shares and its place.

    `shared` is the share of its pairs of hanzi that the page's other sentences have, `run` the number of short lines
    it stands among, `near_prose` the share of its two neighbours that are sentences.
    """
    size, bare = len(key), text.strip()
    odds = WEIGHTS["bias"] + WEIGHTS["near prose"] * near_prose + WEIGHTS["short run"] * min(run, 8) / 8
    odds += WEIGHTS["commas"] * min(count(key, ALL_COMMAS), 5) / 5
    odds += WEIGHTS["latin"] * len(LATIN.findall(key)) / size
    odds += next((WEIGHTS[name] for name, least, most in SIZES if least <= size < most), 0.0)
    odds += sum(WEIGHTS[name] for name, test in SHOWN if test(key))
    if BULLET.match(bare):
        odds += WEIGHTS["bullet"]
    if CUT.search(bare):
        odds += WEIGHTS["cut"]
    if size < 45 and DATED.search(key):
        odds += WEIGHTS["dated"]
    if size < UNMARKED_LEAST:
        odds += WEIGHTS["gaps"] * min(len(bare.split()) - 1, 6) / 6
    if size >= 6:
        odds += WEIGHTS["shared"] * shared
    return odds + (WEIGHTS["unshared"] if shared < 0.15 and size >= 8 else 0.0)


SIZES = (
    ("size<9", 5, 9), ("size<16", 9, 16), ("size<28", 16, 28), ("size<45", 28, 45), ("size>=90", 90, 10**9),
)  # fmt: skip
SHOWN = (
    ("stop", STOP.search), ("pause", PAUSE.search), ("quotes", QUOTES.search), ("number", NUMBER.match),
    ("counter", COUNTER.match), ("headline", HEADLINE.match),
)  # fmt: skip


def has_form(key: str, near: Sequence[str]) -> bool:
    """Is it one of several lines of a program, of facts with labels, or of an enumeration?"""
    if (is_latin(key) or CODE.search(key)) and sum(map(is_code, near)) >= FORM_LEAST - 1:
        return True
    if BULLET.match(key):
        return False
    facts = [other for other in near if is_fact(other)]
    # titles have colons too (专家:…): facts have figures
    told = is_fact(key) and sum(bool(DIGIT.search(other)) for other in facts) >= FORM_LEAST - 1
    return (told and len(facts) >= FORM_LEAST) or (is_counted(key) and sum(map(is_counted, near)) >= FORM_LEAST)


def is_code(key: str) -> bool:
    """A line of a program."""
    return is_latin(key) and bool(CODE.search(key))


def is_latin(key: str) -> bool:
    """Half letters and digits or more."""
    return len(LATIN.findall(key)) >= 0.5 * len(key)


def is_fact(key: str) -> bool:
    """A label and a value: 排量:1171ml."""
    return bool(PAIR.match(key))


def is_counted(key: str) -> bool:
    """An item of an enumeration: 3、…"""
    return bool(ITEM.match(key))


def short_runs(live: Sequence[int], keys: Sequence[str]) -> dict[int, int]:
    """For each line, how many short lines without a stop stand together with it."""
    runs: dict[int, int] = {}
    run: list[int] = []
    for i in [*live, -1]:
        if i >= 0 and len(keys[i]) < SHORT and not MARKS.search(keys[i]):
            run.append(i)
            continue
        runs.update(dict.fromkeys(run, len(run)))
        run = []
        runs[i] = 0
    return runs
