"""What stays though other rules would take it: a negative weight protects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN
from .shapes import pattern, telling

KEPT = -3.0  # outweighs any dateline
OFFICE = rf"""[{HAN}()、]{{2,30}} (?: 政府 | 委员会 | 办公室 | 局 | 厅 | 部 | 院 | 委 | 处 | 会 | 公司 | 中心 | 集团
    | 学校 | 大学 | 社 | 站 | 组 | 队 | 党委
    | 支部 | 协会 | 法院 | 学院 | 医院 | 街道办事处 ) (?: \(?公?章\)? )?"""
DAY = r"(?: (?:19|20)\d\d | 二[〇○零o].. | [一二]九.. )年 .{1,3}月 .{1,3}日"
SIGNER, SIGNED, BOTH = pattern(OFFICE), pattern(DAY), pattern(rf"(?:{OFFICE}) (?:{DAY})")
CLOSED = ("。", "！", "）", "；", "!", ")")  # how the last line of a notice ends


def signatures(page: Page, days: list[Hit]) -> Iterator[Hit]:
    """The signature of a notice that ends with a day: who, maybe several, and when, on their own lines or on one."""
    order = [i for i, line in enumerate(page.lines) if line.text.strip()]
    for place, i in enumerate(order[:-1]):
        if page.lines[i].text.rstrip().endswith(CLOSED):
            yield from (Hit(n, None, KEPT) for n in signature(page, order[place + 1 : place + 2 + SIGNERS]))


SIGNERS = 4  # offices that sign together


def signature(page: Page, below: list[int]) -> list[int]:
    """The lines of a signature that begins with the first of these, none where there is none."""
    if BOTH.fullmatch(page.key(below[0])):
        return below[:1]
    for n, i in enumerate(below):
        if n and SIGNED.fullmatch(page.key(i)):
            return below[: n + 1]
        if len(page.lines[i].text) > 80 or not SIGNER.fullmatch(page.key(i)):
            break
    return []


ENDS = re.compile(f"{BOTH.pattern} | {SIGNED.pattern}", re.VERBOSE)
SIGNATURE = Finder((telling(ENDS.fullmatch, ENDS),), signatures)
RULES = (Rule("keep-signature", SIGNATURE, "特此公告。\n江城市人民政府\n2024年3月5日"),)
