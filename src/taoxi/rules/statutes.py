"""Laws and orders: their articles, broken lines and all, and what stands above the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..types import Finder, Hit, Page, Rule
from .fragments import DATE, HAN, NAME
from .shapes import in_order, pattern, telling

# outweighs any dateline; what goes on below a line without a stop; what is as likely a title as not
KEPT, WRAPPED, NAMED = -5.0, -1.0, -0.7
COUNT = r"[一二三四五六七八九十百零〇\d]{1,5}"
ARTICLE = pattern(rf"第{COUNT}条 (?!新闻|线|路|消息|腿|裙|信息|建议|措施) .*")
PART = pattern(rf"第{COUNT}[编章节] .{{0,24}}")
LEAST, FROM_ONE = 3, 2  # articles: a report quotes one or two, but hardly the first two
FIRST = "第[一1]条 .*"
ABOVE = 16  # lines above the first article
LONGEST = 60  # characters of a line that was broken
TITLE = r"[^。;:《]{2,50} (?: 条例 | 办法 | 规定 | 规则 | 细则 | 章程 | 决定 | 法 ) (?: \([^()]{1,30}\) )?"
# what stands above: who orders it, its number, how it was passed, who signs it and when
PREAMBLE = rf"""[{HAN}]{{4,40}} (?: 令 | 公告 | 通告 ) | \(? [{HAN}]{{0,8}} 第 {COUNT} 号 \)?
    | [{HAN}]{{1,6}}发?[〔\[(]\d{{4}}[〕\])]\d{{1,4}}号
    | .{{0,20}} 《.{{4,60}}》 .{{0,10}}? 已? [经由予] .{{0,80}}
    | .{{4,80}} (?: 通过 | 公布 | 批准 | 施行 | 修正 | 修订 ) [,。)] .{{0,30}}
    | [{HAN}]{{0,8}} (?: [市省县州区]长 | 主席 | 总理 | 部长 | 主任 | 局长 | 署长 ) {NAME} | {DATE} | 目录"""
STOPS = ("。", ";", ":", "!")


def statute(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """The lines of a text in articles, from its order and its name on to where its last article ends."""
    if not hits or len(hits) < (FROM_ONE if pattern(FIRST).fullmatch(page.line_keys[hits[0].index]) else LEAST):
        return
    order, place = in_order(page)
    first, last = place[hits[0].index], place[hits[-1].index]
    above = order[max(0, first - ABOVE) : first]
    yield from (Hit(i, None, KEPT) for i in head(page, above))
    yield from (Hit(i, None, NAMED) for i in above if pattern(TITLE).fullmatch(page.line_keys[i]))
    unclosed = False
    for i in order[first : last + ABOVE]:
        key = page.line_keys[i]
        opens = ARTICLE.fullmatch(key) or PART.fullmatch(key)
        if opens or (unclosed and len(key) <= LONGEST):
            yield Hit(i, None, WRAPPED)
        elif place[i] > last:
            return
        unclosed = not key.endswith(STOPS) and not PART.fullmatch(key) and len(key) <= LONGEST


def head(page: Page, above: Sequence[int]) -> Iterator[int]:
    """Of the lines above the first article those of its head; of one that is said again the copy next to the text."""
    own = {
        key: i
        for i in above
        if len(key := page.line_keys[i]) <= 2 * LONGEST and (pattern(PREAMBLE).fullmatch(key) or PART.fullmatch(key))
    }
    yield from own.values()


RULES = (
    Rule(
        "keep-statute",
        Finder((telling(ARTICLE.fullmatch, ARTICLE),), statute),
        "第一条 为了加强渡口的管理，保障乘船人的安\n全，制定本办法。\n第二条 本市的渡口适用本办法。\n"
        "第三条 渡口应当有人值守。",
    ),
)
