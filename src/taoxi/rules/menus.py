"""Menus that their words alone do not tell: bars with a known entry, towns of branches, names in two languages."""

from __future__ import annotations

import re

from ..fold import fold
from ..types import Hit, Page, Rule
from ..words import words
from .fragments import CLAUSE, HAN, MENU_LONGEST, SEP, listed
from .shapes import either, looking, matching, pattern

SECTION, CONTROL = listed("sections"), listed("controls")
CONTROLS, PLACES = frozenset(words("controls")), frozenset(words("places"))
# a bar, or one of the towns that lists of towns seldom leave out
KNOWN = pattern(
    r"""[|丨] | 首页 | 主页 | home | 北京 | 上海 | 广州 | 深圳 | 杭州 | 南京 | 苏州 | 成都 | 武汉 | 西安 | 郑州 | 长沙
    | 沈阳 | 青岛 | 宁波
    | 河北 | 江苏 | 浙江 | 广东 | 济南 | 福州 | 合肥 | 石家庄 | 佛山 | 昆明 | 南昌 | 南宁 | 太原 | 长春 | 哈尔滨"""
)
BARS = re.compile(r"[|丨]")
LEAST, ENTRY_LONGEST = 3, 10  # parts of a bar; characters of a part
HOME, PART = frozenset(("首页", "网站首页", "主页", "home")), 8  # the first of a row's parts; characters of any
PLACES_LEAST, PLACES_SHARE = 6, 0.8  # parts of a list of towns; of them that are known


def bar(page: Page, index: int) -> tuple[Hit, ...]:
    """A bar with an entry that only menus have, or a list of towns."""
    key = page.line_keys[index]
    if len(key) > MENU_LONGEST or CLAUSE.search(key):
        return ()
    text = page.lines[index].text
    return (Hit(index),) if is_bar(key) or are_places(text) or leads_home(text) else ()


def is_bar(key: str) -> bool:
    """江城网|江城论坛|网站地图"""
    parts = [part for part in BARS.split(key) if part]
    known = not CONTROLS.isdisjoint(parts)
    return len(parts) >= LEAST and known and all(len(part) <= ENTRY_LONGEST for part in parts)


def leads_home(text: str) -> bool:
    """首页 个人文档 工作总结 心得体会"""
    parts = [fold(part).key for part in text.split()]
    return len(parts) > LEAST and parts[0] in HOME and all(len(part) <= PART for part in parts)


def are_places(text: str) -> bool:
    """北京 上海 广州 深圳 成都 杭州"""
    parts = [fold(part).key for part in text.split()]
    return len(parts) >= PLACES_LEAST and sum(part in PLACES for part in parts) >= PLACES_SHARE * len(parts)


ENGLISH = r"""(?: home | about (?:us)? | contact (?:us)? | news | center | products? | services? | company
    | industry ){1,3}"""
# the box beside news of a share: 江城股份(个股资料 操作策略 我要咨询)
BOX = rf"""[{HAN}*a-z]{{2,8}} \( (?: 个股资料 | 操作策略 | 盘中直播 | 我要咨询 | 股吧 | 行情 | 资金流向 | 诊股 | 问诊
    | 买入 ){{2,6}} \)"""

RULES = (
    Rule(
        "nav-bar",
        either(
            looking(bar, KNOWN),
            # 新闻中心 News
            matching(rf"{SEP}* (?: {SECTION} | {CONTROL} )? {ENGLISH} {SEP}*", longest=30),
            matching(BOX, longest=40),
        ),
        "江城网 | 江城论坛 | 网站地图",
    ),
)
