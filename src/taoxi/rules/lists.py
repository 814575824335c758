"""What stands in rows and is an article's own: a list that a sentence announces, sections that are only numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from ..types import Finder, Hit, Page, Rule
from .fragments import COUNT_LABEL, EDITOR, SEP, SOURCE, WRITER, listed
from .shapes import either, in_order, pattern, telling

KEPT, LIKELY = -3.0, -2.0  # outweighs a bullet before what reads like a title; a number alone on its line
ITEM = re.compile(r"\s*[-–—•·▪●○◆◇■□*]\s*(?=\S)")
# 规划的要点如下：, 关键数据：; what leads away from the article has a colon too
ANNOUNCED = r"[^。!?;]{3,60} :"
AWAY = rf"""{listed("related")}
    | .* (?: 相关 | 推荐 | 延伸 | 热门 | 更多 | 阅读 | 文章 | 链接 | 排行 | 专题 | 导读 | 往期 | 精选 | 看点 | 标签
    | 关键词 | 下载 | 附件 | 栏目 | 导航 | 联系 | 来源 | 分享 | 点击 | 关注 | 报[道导] | 新闻 | 资讯 ) .{{0,4}} :"""
LEAST, MOST, LONGEST = 2, 20, 60  # items of a list; characters of one
SAID = 20  # characters of a sentence
STOPS = ("。", "!", "?", "”", "」", ";")


def announced(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """The items of a list below a line that announces it, where sentences stand above the list and below."""
    order, place = in_order(page)
    for hit in hits:
        n = place[hit.index]
        items = list(takewhile(lambda i: ITEM.match(page.lines[i].text), order[n + 1 : n + 1 + MOST]))
        below = order[n + 1 + len(items) : n + 4 + len(items)]
        short = all(len(page.line_keys[i]) <= LONGEST for i in items)
        if len(items) >= LEAST and short and says(page, order[max(0, n - 3) : n]) and says(page, below):
            yield from (Hit(i, None, KEPT) for i in items)


def says(page: Page, lines: Sequence[int]) -> bool:
    """Is one of some lines a sentence?"""
    keys = page.line_keys
    return any(len(keys[i]) >= SAID and keys[i].endswith(STOPS) for i in lines)


# • 证件类：身份证、驾驶证: entries of a menu have no such labels, and titles not one each
FACT = re.compile(r"\s*[-–—•·▪●○◆◇■□*]\s*\**[^。：:]{2,10}\**[：:]\s*\S.*")
FACTS_LEAST, PARAGRAPH = 3, 30  # items; characters


def labelled(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Items that each have a label of their own, three in a row and more, below a sentence."""
    order, place = in_order(page)
    found = sorted(place[hit.index] for hit in hits)
    said = next((n for n, i in enumerate(order) if len(page.line_keys[i]) >= PARAGRAPH), len(order))
    for _, run in groupby(enumerate(found), lambda pair: pair[1] - pair[0]):
        items = [order[n] for _, n in run]
        labels = {FACT_LABEL.sub("", page.line_keys[i]) for i in items}
        if len(items) >= FACTS_LEAST and len(labels) == len(items) and place[items[0]] > said:
            yield from (Hit(i, None, KEPT) for i in items)


def is_fact(key: str) -> bool:
    """Is a line an item with a label, and none that leads away?"""
    return bool(FACT.fullmatch(key)) and not pattern(AWAY).match(key[1:]) and not pattern(CREDIT).match(key[1:])


FACT_LABEL = re.compile(r":.*")
CREDIT = rf"""{SEP}* (?: {EDITOR} | {SOURCE} | {WRITER} | {COUNT_LABEL} | 发布 | 更新 | 时间 | 日期 | 分类 | 栏目 |
    标签 | 关键词
    | 上一 | 下一 | 联系 | 电话 | 地址 | 邮箱 | 传真 | 相关 | 推荐 )"""
NUMBER = pattern(r"(?: part | no\.? | 第 )? 0?\d | \d\d")
APART = 3  # lines from one number to the next: a head and two paragraphs; the entries of a chart are nearer


def sections(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Numbers alone on their lines that count from 1, with paragraphs between them."""
    order, place = in_order(page)
    marks = [(place[hit.index], int(re.sub(r"\D", "", page.line_keys[hit.index]))) for hit in hits]
    run = list(counting(marks))
    gaps = [order[here + 1 : after] for (here, _), (after, _) in pairwise(run)]
    if len(run) >= LEAST and all(len(gap) >= APART and says(page, gap) for gap in gaps):
        yield from (Hit(order[n], None, LIKELY) for n, _ in run)


def counting(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of places and numbers those that count on from 1."""
    wanted = 1
    for place, number in marks:
        if number == wanted:
            yield place, number
            wanted += 1


def announces(key: str) -> bool:
    """Does a line announce a list of the article's own?"""
    return key.endswith(":") and bool(pattern(ANNOUNCED).fullmatch(key)) and not pattern(AWAY).fullmatch(key)


RULES = (
    Rule(
        "keep-list",
        either(
            Finder((telling(announces, re.compile(":"), longest=60),), announced),
            Finder((telling(is_fact, re.compile(":"), longest=80),), labelled),
        ),
        "江城市昨天公布了南岸新区的规划，计划用十年时间建成。\n规划的要点如下：\n- 新建中小学六所\n"
        "- 保留老码头和两条老街\n规划部门的负责人说，方案公示三十天，市民可以提意见。",
    ),
    Rule(
        "keep-number",
        Finder((telling(NUMBER.fullmatch, NUMBER, longest=6),), sections),
        "01\n没有人来的早上\n于是他回到船上，把缆绳又重新系了一遍，坐下来抽烟。\n后来下了一点雨。\n02\n最后一班船",
    ),
)
