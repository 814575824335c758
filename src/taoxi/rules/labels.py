"""The head of an article whose labels and values stand on lines of their own, as pages of firms leave them."""

from __future__ import annotations

from collections.abc import Iterator

from ..types import Finder, Hit, Page, Rule
from .fragments import CLOCK, DATE, EDITOR, NAMES, OUTLET
from .shapes import in_order, pattern, telling

LABEL = pattern(
    rf"""(?: (?:发布|发表|更新|添加|录入)?(?:时间|日期) | 作者 | {EDITOR} | (?:文章|信息|新闻)?来源
    | 浏览(?:量|数|次数)? | 点击(?:量|数|次数|率)? | 阅读(?:量|数|次数)? | 访问量 | 人气 | 字[体号] | 发布[人者]
    | 录入 | 所属分类 | 分享到? ) :"""
)
VALUE = pattern(rf"{DATE} (?:{CLOCK})? | \d{{1,7}} 次? | {NAMES} | {OUTLET} | 管理员 | admin | 未知 | 本站 | 原创")
LEAST, APART = 3, 2  # labels in a row; lines from one to the next: a value may stand between


def blocks(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Labels that stand together, and the values below them."""
    order, place = in_order(page)
    runs: list[list[int]] = []
    for hit in hits:
        n = place[hit.index]
        if runs and n - runs[-1][-1] <= APART:
            runs[-1].append(n)
        else:
            runs.append([n])
    for run in runs:
        if len(run) >= LEAST:
            between = range(run[0], min(run[-1] + APART, len(order)))
            yield from (Hit(order[n]) for n in between if n in run or VALUE.fullmatch(page.line_keys[order[n]]))


RULES = (
    Rule(
        "dateline-label",
        Finder((telling(LABEL.fullmatch, LABEL, longest=12),), blocks),
        "时间：\n2010-7-1\n作者：\n浏览：\n4703",
    ),
)
