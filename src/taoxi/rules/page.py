"""What the page and its site say of a line: text outside the article, lines that repeat, on the site or on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

import xxhash

from ..types import ANY, Finder, Hit, Page, Repeats, Rule
from .shapes import pattern, telling

LEAST = 3  # documents of a site that must share a line: two papers may well print the same sentence
SHARE, MOST = 0.05, 20  # of a site's documents; more than 20 are never asked for
REPEATED_LONGEST = 200  # characters of a stripped line
SENTENCE = re.compile(r"[。！？!?]")


def outside(page: Page) -> Iterator[Hit]:
    """Lines of HTML that the extraction does not count to the article."""
    return (Hit(i) for i, line in enumerate(page.lines) if line.taken is False)


def repeated(page: Page) -> Iterator[Hit]:
    """Lines that stand in many documents of the site.

    A sentence is never taken from an article's middle; where most of a page's sentences stand in other documents too,
    the site printed one article several times, and its sentences are hardly suspicious.
    """
    many = repeating(page)
    if page.repeats is None or not many:
        return
    sentences = {i: len(text) for i, line in enumerate(page.lines) if SENTENCE.search(text := line.text.strip())}
    reprint = 2 * sum(size for i, size in sentences.items() if i in many) > sum(sentences.values())
    for i, count in many.items():
        if i in sentences:
            yield Hit(i, None, REPRINTED if reprint else OUTSIDE_ONLY)
        else:
            yield Hit(i, None, 1.0 if count >= max(LEAST, SHARE * page.repeats.documents) else OUTSIDE_ONLY)


def repeating(page: Page) -> dict[int, int]:
    """Index of each line that stands in many documents of the site -> in how many."""
    if page.repeats is None or not page.repeats.counts:
        return {}
    texts = ((i, text) for i, line in enumerate(page.lines) if (text := line.text.strip()))
    return {i: count for i, text in texts if (count := repeats(page.repeats, text))}


def line_hash(line: str) -> int:
    """The number that stands for a stripped line in tables of repeats (xxh3); never 0."""
    return xxhash.xxh3_64_intdigest(line.encode("utf-8", "surrogatepass")) or 1


def repeats(known: Repeats, text: str) -> int:
    """In how many of the site's documents the line stands, 0 for too few."""
    if len(text) > REPEATED_LONGEST:
        return 0
    count = known.counts.get(line_hash(text), 0)
    return count if count >= max(LEAST, min(SHARE * known.documents, MOST)) else 0


OUTSIDE_ONLY, REPRINTED = 0.9, 0.2  # weights: what falls only outside the span; what next to nothing speaks against
SITE, SITE_LONGEST = re.compile(r"[-_|—丨][^-_|—丨。]{2,10}$"), 11  # a site's name behind a line; characters of it
COPY_LEAST, COPY_HAN = 12, 8  # characters and hanzi; shorter lines occur twice in an article, lines of code too
HANZI = re.compile(r"[\u3400-\u9fff]")


def copies(page: Page) -> Iterator[Hit]:
    """Second and later copies of a line, also with a site's name behind them."""
    seen: set[str] = set()
    keys = page.line_keys
    sited = {i: key[: -len(site[0])] for i, key in enumerate(keys) if (site := SITE.search(key[-SITE_LONGEST:]))}
    if len(set(keys)) == len(keys) and not sited:
        return
    for i, key in enumerate(keys):
        if len(key) >= COPY_LEAST and (key in seen or sited.get(i) in seen) and len(HANZI.findall(key)) >= COPY_HAN:
            yield Hit(i)
        seen.add(key)


ABSTRACT = pattern(
    r"""[\[【(]? (?:本文|文章|内容|新闻|ai|智能)? (?: 摘要 | 核心提示 | 内容提要 | 内容摘要 | 提要 | 导读 | 导语 | 简介
    | 内容简介 | 简要描述 | 概要描述 | 文章描述 | 内容描述 | 核心导读 | 本文导读 ) [\]】)]? :?"""
)
BULLETS = "-–—•·▪●*"  # before the points of an abstract that a machine made
BULLET = re.compile(rf"\s*[{re.escape(BULLETS)}]")
CUT = re.compile(r"\.\.\.\Z")
HEAD = 16  # characters of an abstract that the body must repeat
ABSTRACTS = 12  # lines looked at on one page; an article has one or two, a list of teasers has hundreds


def abstracts(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Abstracts that the body repeats: labelled as such, or cut and closed with dots."""
    keys = dict(page.keys(ANY))
    order = list(keys)
    place = {i: n for n, i in enumerate(order)}
    for n in sorted({place[hit.index] for hit in hits})[:ABSTRACTS]:
        key = keys[order[n]]
        label = ABSTRACT.match(key)
        rest = key[label.end() :] if label else key
        if rest and ((label and CUT.search(rest)) or is_repeated(rest, keys, order[n + 1 :])):
            yield Hit(order[n])
        elif not rest and n + 1 < len(order):
            items = list(takewhile(lambda i: BULLET.match(page.lines[i].text), order[n + 1 :])) or [order[n + 1]]
            said = [is_repeated(keys[i].lstrip(BULLETS), keys, order[n + 1 + len(items) :]) for i in items]
            if 2 * sum(said) >= len(said):
                yield from (Hit(order[n]), *map(Hit, items))


def cut_short(page: Page) -> Iterator[Hit]:
    """Abstracts that were cut at a fixed width, without dots: the next long line says the same and goes on."""
    keys = page.line_keys
    live = [i for i, key in enumerate(keys) if len(key) >= WIDE]
    for here, below in pairwise(live):
        key = keys[here]
        more = keys[below].startswith(key) and keys[below][len(key) :]
        if more and not is_closed(key) and not SITE.fullmatch(more):
            yield Hit(here)


def is_closed(key: str) -> bool:
    """Does a line end as sentences do, or is it the title of a document?"""
    return key.endswith(STOPS) or DOCUMENT.search(key) is not None


# the title of a document, which its text begins with again: 江城市人民政府关于…的意见(江政发〔2001〕5号)各区县:…
DOCUMENT = pattern(
    r"""关于 .* (?: 意见 | 通知 | 公告 | 通告 | 决定 | 决议 | 办法 | 条例 | 规定 | 细则
    | 方案 | 批复 | 报告 | 规划 | 函 )
    (?: \( .{1,20} \) )? $"""
)
WIDE, STOPS = 30, ("。", "!", "?", "”", "」", ":", ";")  # characters of an abstract that was cut; how sentences end


def is_repeated(abstract: str, keys: Mapping[int, str], below: Sequence[int]) -> bool:
    """Do the lines below hold the beginning of the abstract? Machines make one out of several short lines."""
    head = abstract.rstrip(".")[:HEAD]
    return len(head) >= HEAD and head in "".join([keys[i] for i in below])


RULES = (
    Rule("repeated-line", repeated),  # before what follows: it says more of a line than that the extraction left it out
    Rule("page-outside", outside),
    Rule(
        "summary-copy",
        Finder((telling(ABSTRACT.match, ABSTRACT), telling(CUT.search, CUT)), abstracts),
        "摘要：江城昨天新开两条公交线路，方便沿线市民出行。\n江城昨天新开两条公交线路，方便沿线市民出行。据介绍，新线路共设二十站。",
    ),
    Rule(
        "summary-cut",
        cut_short,
        "江城昨天新开两条公交线路，方便沿线三万多名居民出行，据介绍，新线路共设二十\n"
        "江城昨天新开两条公交线路，方便沿线三万多名居民出行，据介绍，新线路共设二十站，首班车六点发出。",
    ),
    Rule("copy-line", copies, "江城昨天新开两条公交线路，方便市民出行。\n江城昨天新开两条公交线路，方便市民出行。"),
)
