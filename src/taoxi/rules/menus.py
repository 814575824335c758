"""Menus that their words alone do not tell: bars with a known entry, towns of branches, names in two languages."""

from __future__ import annotations

import re

from ..fold import fold
from ..types import Hit, Page, Rule, Stop
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
# one of what most rows have
OFTEN = pattern(
    "中心 | 资讯 | 行情 | 数据 | 论坛 | 专题 | 产品 | 服务 | 新闻 | 视频 | 公告 | 直播 | 系列 | 频道 | 设备"
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


def row(page: Page, index: int) -> tuple[Hit, ...]:
    """A long row of names with nothing but spaces between, which may be the head of a table, too."""
    key = page.line_keys[index]
    if len(key) > MENU_LONGEST or CLAUSE.search(key):
        return ()
    return (Hit(index, None, LIKELY),) if are_entries(page.lines[index].text) else ()


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


def are_entries(text: str) -> bool:
    """行情中心 沪深股市 板块行情 股市异动 …: the head of a table is shorter, names of persons are shorter too."""
    parts = [fold(part).key for part in text.split()]
    worded = [part for part in parts if WORDED.fullmatch(part)]
    long = sum(len(part) > NAME_MOST for part in parts)
    return len(parts) >= ROW_LEAST and len(worded) == len(parts) == len(set(parts)) and 2 * long >= len(parts)


WORDED = re.compile(r"(?=.*[\u3400-\u9fff])[\u3400-\u9fffa-z0-9]{2,8}")
ROW_LEAST, NAME_MOST = 8, 3  # parts of a row that no known entry gives away; characters of a person's name
LIKELY = 0.6  # weight: within an article it may be the head of a table
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
            looking(row, OFTEN, stop=Stop.NOWHERE),
            # 新闻中心 News
            matching(rf"{SEP}* (?: {SECTION} | {CONTROL} )? {ENGLISH} {SEP}*", longest=30),
            matching(BOX, longest=40),
        ),
        "江城网 | 江城论坛 | 网站地图",
    ),
)
