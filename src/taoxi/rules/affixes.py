"""What mills of reprints put in front of a title or behind it: 天天速讯：…, …_环球微头条."""

from __future__ import annotations

from collections.abc import Iterator

from ..fold import fold
from ..types import Hit, Page, Rule
from .shapes import looking, pattern

WHERE = r"(?: 全球 | 世界 | 环球 | 当前 | 天天 | 每日 | 今日 | 即时 | 焦点 | 热点 | 快看 | 独家 )"
# names of columns that no paper has; 今日关注 and 每日快讯 are heads of some
WHAT = r"""(?: 速看 | 速读 | 速讯 | 热资讯 | 热头条 | 热讯 | 热文 | 观焦点 | 观热点 | 观速讯 | 微动态 | 微头条 | 微速讯
    | 微资讯 | 今头条 | 今热点 | 今日报 | 报资讯 | 新资讯 | 新动态 | 看热讯 | 快资讯 | 即时看 | 热推荐 | 百事通 | 聚看点
    )"""
COLUMN = pattern(rf"{WHERE} {WHAT}")
FRONT, BACK = pattern(rf"{COLUMN.pattern} [:!|丨]"), pattern(rf"[_|丨\-—]{{1,2}} {COLUMN.pattern} \Z")
COLUMN_BACK = pattern(rf"{COLUMN.pattern} \Z")
LONGEST, LEAST, HEAD = 80, 6, 16  # characters of a line; of a title; of a line's beginning that is looked at


def affixes(page: Page, index: int) -> Iterator[Hit]:
    """The name of a column in front of a title, and behind it."""
    text, key = page.lines[index].text, page.line_keys[index]
    if len(key) > LONGEST or "。" in key:
        return
    head, tail = fold(text[:HEAD]), page.ending(index)
    behind = len(text) - len(tail.text)
    for part, found, shift in (
        (head, FRONT.match(head.key), 0),
        (tail, BACK.search(tail.key), behind),
        (tail, COLUMN_BACK.search(tail.key), behind),
    ):
        if found and len(key) - len(found[0]) >= LEAST:
            start, end = part.span(*found.span())
            # without a mark between the two a space must stand there
            if found.re is not COLUMN_BACK or tail.text[:start][-1:].isspace():
                yield Hit(index, (start + shift, end + shift))


RULES = (Rule("ad-affix", looking(affixes, COLUMN), "天天速讯：老渡口又通了船"),)
