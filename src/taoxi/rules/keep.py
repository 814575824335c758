"""What stays though other rules would take it: a negative weight protects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..types import Finder, Hit, Page, Rule
from .fragments import EDITOR, HAN, SEP, SOURCE, WRITER
from .shapes import in_order, matching, pattern, telling

KEPT, LIKELY = -5.0, -3.0  # outweighs any dateline; a weak one, and what a name or a number weighs
OFFICE = rf"""[{HAN}()、]{{2,30}} (?: 政府 | 委员会 | 办公室 | 局 | 厅 | 部 | 院 | 委 | 处 | 会 | 公司 | 中心 | 集团
    | 学校 | 大学 | 馆 | 台 | 厂 | 园 | 镇 | 街道 | 社 | 站 | 组 | 队 | 党委
    | 支部 | 协会 | 法院 | 学院 | 医院 | 街道办事处 ) (?: \(?公?章\)? )?"""
DAY = r"""(?: (?: (?:19|20)\d\d | 二[〇○零o].. | [一二]九.. )年 .{1,3}月 .{1,3}日
    | (?:19|20)\d\d (?: -\d{1,2}-\d{1,2} | /\d{1,2}/\d{1,2} | \.\d{1,2}\.\d{1,2} ) )"""
SIGNER, SIGNED, BOTH = pattern(OFFICE), pattern(DAY), pattern(rf"(?:{OFFICE}) (?:{DAY})")
ASKING = pattern(
    r"(?: 联系人 | .{0,6}(?:电话|邮箱|地址|传真|邮编|邮政编码) ) : .{4,60} $"
)  # how to reach who signs below
CLOSED = ("。", "！", "）", "；", "!", ")")  # how the last line of a notice ends


def signatures(page: Page, days: list[Hit]) -> Iterator[Hit]:
    """The signature of a notice that ends with a day: who, maybe several, and when, on their own lines or on one."""
    order = [i for i, line in enumerate(page.lines) if line.text.strip()]
    for place, i in enumerate(order[:-1]):
        if page.lines[i].text.rstrip().endswith(CLOSED) or ASKING.match(page.key(i)):
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


# what an event is announced with; the time of a publication has no place beside it
NUMBER = r"(?: \d{1,2}[.、)] | \(?[一二三四五六七八九十]{1,2}[、)] )?"
LINK = "(?:下载|原文|本文|文章|链接|网站)"  # whose address is no place
TIME = pattern(rf"""{SEP}*+ {NUMBER} (?!发|更新|录入|添加|上传|提交|编辑) [{HAN}]{{0,6}}(?:时间|日期):
    (?!.*\d\d:\d\d:\d\d) .{{1,60}}
    | \d{{1,2}}:\d\d (?:-\d{{1,2}}:\d\d)? [“「{HAN}\d] [^:]{{3,60}}""")
FACT = pattern(rf"{SEP}*+ {NUMBER} (?!{EDITOR}|{SOURCE}|{WRITER}|.{{0,3}}位置|{LINK}) [{HAN}]{{2,8}}: .{{1,80}}")
PLACE = pattern(rf"{SEP}*+ {NUMBER} (?!{LINK}) [{HAN}]{{0,6}}(?:地点|地址|场地|会场|集合点): .{{1,80}}")
# a head that asks for a day, which stands below it
WHEN = pattern(rf"{NUMBER[:-1]} [{HAN}]{{0,8}}(?:时间|日期|期限):?")
ABOVE, BELOW = 2, 7  # lines from the time to the place
ASKED = pattern(r".{0,4}\d{1,4} [年月./-] .{0,36}")  # a day below its head


def events(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """The facts of an event around a line with its time, where one of them is its place; a day below its head."""
    order, place = in_order(page)
    kept: set[int] = set()
    for hit in hits:
        n = place[hit.index]
        if TIME.fullmatch(page.key(hit.index)):
            facts = [i for i in order[max(0, n - ABOVE) : n + BELOW + 1] if FACT.fullmatch(page.key(i))]
            kept.update((hit.index, *facts) if any(PLACE.fullmatch(page.key(i)) for i in facts) else ())
        else:
            kept.update(i for i in order[n + 1 : n + 2] if ASKED.fullmatch(page.key(i)))
    yield from (Hit(i, None, LIKELY) for i in sorted(kept))


TOLD = re.compile(f"{TIME.pattern} | {WHEN.pattern}", re.VERBOSE)
ENDS = re.compile(f"{BOTH.pattern} | {SIGNED.pattern}", re.VERBOSE)
SIGNATURE = Finder((telling(ENDS.fullmatch, ENDS),), signatures)
# (1983年12月27日江城市第六届人民代表大会第四次会议通过), (试行)
ADOPTED = rf"""\( (?: (?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日 [^。()]{{4,80}}
    (?: 通过 | 批准 | 修正 | 修订 | 公布 | 发布 ) [^。()]{{0,80}}
    | [{HAN}]{{0,10}} (?: 试行 | 暂行 | 草案 | 讨论稿 | 修订稿 | 送审稿 | 审议稿 | 征求意见稿 ) ) \)"""
EVENTS = Finder((telling(TOLD.fullmatch, TOLD, longest=100),), events)
RULES = (
    Rule("keep-signature", SIGNATURE, "特此公告。\n江城市人民政府\n2024年3月5日"),
    Rule(
        "keep-adopted",
        matching(ADOPTED, longest=200, weight=KEPT),
        "（1983年12月27日江城市第六届人民代表大会第四次会议通过）",
    ),
    Rule("keep-event", EVENTS, "时间：3月5日14:00\n地点：江城图书馆二楼"),
)
