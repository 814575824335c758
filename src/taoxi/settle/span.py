"""Where the article stands among the lines of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import islice, pairwise

from .ends import above_titles, at_stop, cut_off, read_on
from .features import pairs
from .runs import GAP_LINES, Run, heaviest, is_of, stretch
from .weigh import Weight

# After the first body line, once a line of these families comes, no body follows: no exception in 97 labelled pages.
ANCHORS = frozenset(("editor", "tags", "prevnext", "related", "disclaimer", "copyright", "comment"))
# Families whose lines only a site has. Credits, tags and datelines stand in plain dumps of articles too.
SITE = frozenset((
    "nav", "breadcrumb", "related", "prevnext", "share", "copyright", "comment", "page", "ad", "disclaimer",
    "error", "repeated",
))  # fmt: skip
SHORT_LINES = frozenset(("nav-run",))
RUN = SHORT_LINES | {"nav-section"}  # short lines in a row are verse and tables as often as menus
SMALL = frozenset(("debris", "image"))  # figures of a table, a word on a picture
SIGNS = 0.02  # of a page's lines; a paper of hundreds of lines may hold a line or two that look like a site's
FOOT = 5  # lines of a site below an article; whole pages have more, or a menu above it
LONG = 12  # sentences of a page; a paper or an essay has more, an item of news with a list behind it fewer
KEYWORDS = frozenset(("tags",))  # a paper has them above its text, below its abstract
ABSTRACT = re.compile(r"[\[【(]?(?:内容|本文|论文)?(?:摘要|提要)")
PUBLISHED = frozenset(("dateline", "source"))
FIRST = 0.2  # of the heaviest part's weight: an earlier part of so much begins the article
HINT = 0.6  # weight of a claim: the name of a section, which may be a head of an article too
DATED = 0.6  # of the heaviest part's weight, for a part right below a dateline
SIGNED = frozenset(("editor",))
BLURB, MENU, MENU_LEAST = 0.5, frozenset(("nav",)), 8  # of the next part's weight; lines of a menu between the two
HEAVY, ENOUGH = 0.8, 5.0  # of the first part's weight, and log-odds: a later part of so much is a box's other side
BOX = 8  # lines that a box in the middle of an article has at most
ABOVE, REACH = 4, 40  # lines between a dateline and the first sentence, blank ones counted in the second
# sentences below a box of links within an article share so many pairs of hanzi with those above, three times of four;
# those of another article one time of a hundred
GONE_ON, INSET = 0.15, frozenset(("related", "share", "promo", "ad"))
LINKED_ON, LINK = 0.08, re.compile("[^:]{2,8}:.{6}")  # the same below one link: 延伸阅读：老渡口又通了船
ALIKE = 0.45  # of the pairs of hanzi: prose behind an anchor that shares so many goes on with the same article


def find_span(weights: Sequence[Weight]) -> tuple[int, int] | None:
    """The article's lines as a range [start, end) of indexes; None where no line reads like an article.

    The page is parted at the anchors. In each part the run of lines with the greatest sum of log-odds is a candidate
    (Bentley's maximum subarray). The first that is heavy enough is the article; later parts belong to it when they
    are as heavy (a related box stood in its middle) or speak of the same things.
    """
    # 图片来自网络 stands below a picture as often as below the article
    borders = [i for i, weight in enumerate(weights) if is_of(weight, ANCHORS) and "image" not in weight.families]
    half = middle(weights)
    borders = [
        i for i in borders if not is_of(weights[i], KEYWORDS) or (i >= half and not is_below_abstract(weights, i))
    ]
    bare = is_bare(weights)
    digest = digested(weights, borders)
    borders = [i for i in borders if not weights[i].families & ANCHORS <= digest]
    find = stretch if digest else partial(heaviest, long=bare and sum(w.prose for w in weights) >= LONG)
    runs = [run for part in parts(borders, len(weights)) if (run := find(weights, *part))]
    if not runs:
        return None
    most = max(total for total, _, _ in runs)
    first = first_part(weights, runs, most)
    weight, start, end = runs[first]
    later = runs[first + 1 :]
    known = known_pairs(weights[start:end]) if later else set()
    for total, begin, stop in later:
        part = weights[begin:stop]
        near = begin - end <= REACH and sum(bool(w.key) for w in weights[end:begin]) <= BOX
        least = goes_on(weights[end:begin], part) if near else ALIKE
        alike = total >= FIRST * weight and is_same_matter(known, part, least)
        if alike or (near and total >= max(HEAVY * weight, ENOUGH)):
            known |= known_pairs(part)
            end = stop
    end = (
        cut_off(weights, start, end)
        or above_titles(weights, start, end)
        or read_on(weights, at_stop(weights, start, end))
    )
    return below_hints(weights, below_dateline(weights, start), end), end


def is_below_abstract(weights: Sequence[Weight], place: int) -> bool:
    """Does a labelled abstract stand right above a line?"""
    above = next((weight.key for weight in reversed(weights[:place]) if weight.key), "")
    return ABSTRACT.match(above) is not None


def is_bare(weights: Sequence[Weight]) -> bool:
    """Does no site stand around the text, or only a few of its lines below?"""
    live = [weight for weight in weights if weight.key]
    signs = [n for n, weight in enumerate(live) if is_sign(weight)]
    last = max((n for n, weight in enumerate(live) if weight.prose), default=0)
    return len(signs) <= SIGNS * len(live) or (len(signs) <= FOOT and signs[0] > last)


def is_plain(weights: Sequence[Weight]) -> bool:
    """Does no site stand around the text, nor any of its lines below?"""
    live = [weight for weight in weights if weight.key]
    return sum(map(is_sign, live)) <= SIGNS * len(live)


def is_sign(weight: Weight) -> bool:
    """Is it a line that only a site has?"""
    return is_of(weight, SITE) and weight.families.isdisjoint(SMALL) and not weight.names <= RUN


def middle(weights: Sequence[Weight]) -> int:
    """The first line above which no less of the article's sentences stands than from it on."""
    lengths = [len(weight.key) if weight.prose else 0 for weight in weights]
    above, whole = 0, sum(lengths)
    for i, length in enumerate(lengths):
        if 2 * above >= whole:
            return i
        above += length
    return len(lengths)


def first_part(weights: Sequence[Weight], runs: Sequence[Run], most: float) -> int:
    """The part that begins the article: a heavy one right below a dateline, else the first heavy enough, which is no
    blurb of one sentence above the site's menu.
    """
    dated = (i for i, run in enumerate(runs) if run[0] >= DATED * most and is_dated(weights, run[1]))
    heavy = [i for i, run in enumerate(runs) if run[0] >= FIRST * most or is_dated(weights, run[1])]
    first, after = heavy[0], heavy[1] if len(heavy) > 1 else heavy[0]
    is_blurb = runs[first][0] < runs[after][0] * BLURB and sum(w.prose for w in weights[slice(*runs[first][1:])]) == 1
    between = weights[runs[first][2] : runs[after][1]]
    is_signed = any(is_of(weight, SIGNED) for weight in between)  # no blurb has an editor
    is_above_menu = is_blurb and not is_signed and sum(is_of(weight, MENU) for weight in between) >= MENU_LEAST
    return next(dated, after if is_above_menu else first)


def below_dateline(weights: Sequence[Weight], start: int) -> int:
    """The start of the span, or the sentences above it that stand right below the last dateline."""
    for i in range(start - 1, max(-1, start - 1 - 2 * GAP_LINES), -1):
        if is_of(weights[i], ANCHORS):
            return start
        if weights[i].prose and is_dated(weights, i):
            return i
    return start


def below_hints(weights: Sequence[Weight], start: int, end: int) -> int:
    """The start of the span below the last line above its first sentence that hints at a site: a section's name between
    title and body.
    """
    body = next((i for i in range(start, end) if weights[i].solid), start)
    hints = [i for i in range(start, body) if is_hint(weights[i])]
    return hints[-1] + 1 if hints else start


def is_hint(weight: Weight) -> bool:
    """Does a claim make a line above the body a site's, though it may stand in an article?"""
    return weight.found >= HINT and not weight.families.isdisjoint(SITE) and not weight.names <= SHORT_LINES


def is_dated(weights: Sequence[Weight], start: int) -> bool:
    """Does a line that tells when or by whom it was published stand right above, and do sentences follow?"""
    above = islice((w for w in reversed(weights[max(0, start - REACH) : start]) if w.key), ABOVE)
    return weights[start].prose and any(is_of(w, PUBLISHED) for w in above)


def parts(borders: Sequence[int], end: int) -> list[tuple[int, int]]:
    """The ranges between anchors."""
    return [(a + 1, b) for a, b in pairwise([-1, *borders, end]) if b > a + 1]


def digested(weights: Sequence[Weight], borders: Sequence[int]) -> frozenset[str]:
    """Families whose lines part no article: in a digest each of several items has its own editor or tags."""
    found: Counter[str] = Counter()
    for i, after in pairwise([*borders, len(weights)]):
        if any(weight.prose for weight in weights[i:after]):
            found.update(weights[i].families & PER_ITEM)
    return frozenset(family for family, count in found.items() if count >= ITEMS)


PER_ITEM, ITEMS = frozenset(("tags", "editor")), 3


def known_pairs(part: Sequence[Weight]) -> set[str]:
    """The pairs of hanzi of some lines."""
    return {pair for weight in part for pair in pairs(weight.key)}


def goes_on(box: Sequence[Weight], part: Sequence[Weight]) -> float:
    """The share of pairs of hanzi that a part which goes on with the article above a box has in common with it: few for
    sentences below a call to read on, fewer where a single link with its label is all the box.
    """
    if not all(weight.families & ANCHORS <= INSET for weight in box):  # only the end of an article has these
        return ALIKE
    prose, live = sum(weight.prose for weight in part), sum(bool(weight.key) for weight in part)
    links = [weight for weight in box if is_of(weight, ANCHORS)]
    if len(links) == 1 and LINK.match(links[0].key) and 2 * prose >= live:
        return LINKED_ON
    return GONE_ON if prose == live else ALIKE


def is_same_matter(known: set[str], part: Sequence[Weight], least: float) -> bool:
    """Do the sentences of a part share so many of their pairs of hanzi with what is known of the article?"""
    new = [pair for weight in part if weight.prose for pair in pairs(weight.key)]
    return bool(new) and sum(pair in known for pair in new) >= least * len(new)
