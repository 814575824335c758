"""What stays though it looks like a list of links or a credit: lists appended to a notice, captions in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..types import Finder, Hit, Page, Rule
from .shapes import in_order, matching, pattern, telling

LIKELY = -2.0  # what a list alone, or a bracket alone, weighs
HEAD = pattern(r"附(?:件|录|表)? [一二三四五六七八九十\d]{0,2} :? [^。]{0,40}")
HEADS = re.compile("附")
# a sentence that announces it: …列入拟入选名单（附后）
SAID = re.compile("附后|见附|附件|附表|名单")
SENTENCE, LONGEST, MOST, LEAST = 30, 40, 80, 3  # characters of a sentence, of an item; items of a list
TITLE = re.compile(r"(?:名单|一览表?|目录|清单|汇总表?|计划表?|安排表?|细则|须知|指南|流程|方案|表)[)”》]?$")
COUNTED = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[、.)]\D")
ENDING, NEAR = 2, 4  # characters that items of a list end in alike; items up and down


def appended(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """The heads of lists below a notice that speaks of them, with their items."""
    order, place = in_order(page)
    keys = page.line_keys
    told = next((n for n, i in enumerate(order) if len(keys[i]) >= SENTENCE and SAID.search(keys[i])), len(order))
    for hit in hits:
        n = place[hit.index]
        items = own_items([keys[i] for i in order[n + 1 : n + 1 + MOST]]) if n > told else 0
        if items >= LEAST:
            yield from (Hit(i, None, LIKELY) for i in order[n : n + 1 + items])


def own_items(below: Sequence[str]) -> int:
    """How many lines below its head are items of a list."""
    for n, key in enumerate(below):
        near = (*below[max(0, n - NEAR) : n], *below[n + 1 : n + 1 + NEAR])
        alike = any(other[-ENDING:] == key[-ENDING:] for other in near)
        listed = "、" in key or TITLE.search(key) or COUNTED.match(key) or HEAD.fullmatch(key)
        if len(key) > LONGEST or "。" in key or not (alike or listed):
            return n
    return len(below)


# （领导观看港口规划）; who took a picture, or gave it, is told by other words
CAPTION = r"""\( (?! .* (?: 记者 | 通讯员 | 来源 | 编辑 | 责编 | 点击 | 关注 | 转载 | 摄[影)] | 供图 | 提供 | 作者
    | 供稿 | [文图]/ ))
    [^()。!?:;]{2,20} (?: 观看 | 参观 | 视察 | 考察 | 合影 | 检查 | 慰问 | 颁奖 | 演讲 | 发言 | 讲话 | 座谈 | 调研
    | 交流 | 现场 | 揭牌 | 剪彩 | 签约 | 演出 | 表演 | 宣誓 ) [^()。!?:;]{0,20} \)"""

RULES = (
    Rule(
        "keep-appendix",
        Finder((telling(HEAD.fullmatch, HEADS, longest=50),), appended),
        "经评审，拟将三个社区列入书香社区名单（附后），现予以公示，公示期为三月五日至三月七日。\n附件1\n书香社区名单\n"
        "渡口社区居民委员会\n老街社区居民委员会\n江边社区居民委员会",
    ),
    Rule("keep-caption", matching(CAPTION, longest=44, weight=LIKELY), "（领导观看渡口建设规划）"),
)
