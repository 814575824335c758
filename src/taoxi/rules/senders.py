"""Who sent an article in: offices and names in one bracket behind the last sentence, names that a byline says again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..fold import fold
from ..types import Finder, Hit, Page, Rule
from .fragments import NAME, NAMES
from .shapes import in_order, looking, pattern, telling

# （宣传部 王小明/文 李大江/图）, （江城网 王小明）, （区教育局、城关镇 王小明、李大江）
BRACKET = re.compile(
    r"(?P<before>(?:[。！？!?][”」]?)?)\s*[（(【](?P<inside>[^（）()【】。！？：:]{4,50})[)）】]\s*。?\s*$"
)
CLOSINGS = (")", "】", ")。", "】。")
NEEDED = re.compile(r"[)】]")  # as a key has them
PARTS = re.compile(r"[\s、,，;；]+")
DOING = r"(?: 文字? | 图片? | 图文 | 文图 | 摄影? | 供图 | 供稿 | 撰稿 | 整理 | 报[道导] )"
OFFICE = pattern(
    r"""[\u3400-\u9fffa-z]{1,18} (?: 局 | 委 | 办 | 部 | 处 | 科 | 站 | 院 | 校 | 馆 | 队 | 组 | 会 | 网 | 报 | 社 | 台
    | 镇 | 乡 | 街道 | 社区 | 公司 | 集团 | 中心 | 大学 | 中学 | 小学 | 支部 | 公安 | 法院 | 检察院 | 客户端 | 融媒体?
    | 编审 | 供稿 )"""
)
# 宣传部, 党委办: such words begin like names
SURELY = re.compile("..(?:[部处局站馆队组网报社台室]|中心|.院|..[委办科])$")
PAPER = re.compile(r"(?:[网报社台]|客户端)(?:\s|$)")
PEOPLE = pattern(rf"(?: {DOING} [/:]? )? (?P<people>{NAMES}) (?: / {DOING} | (?:摄影|供图|供稿|报[道导]) )?")


def sent(page: Page, index: int) -> Iterator[Hit]:
    """An office and people in brackets, at the end of a line or as a line."""
    key = page.line_keys[index]
    if not key.endswith(CLOSINGS):
        return
    text = page.lines[index].text
    start = max(0, len(text) - TAIL)
    match = BRACKET.search(text, start)
    if not match or not is_sender(match["inside"]):
        return
    # behind a quotation a bracket may tell who is quoted; a paper is not
    if match["before"][1:] and not PAPER.search(match["inside"]):
        return
    if match["before"]:
        yield Hit(index, (match.end("before"), len(text)))
    elif not text[: match.start()].strip():
        yield Hit(index)


TAIL = 70  # characters of a line that are looked at


def is_sender(text: str) -> bool:
    """Offices and people, at least one of each, and nothing else?"""
    parts = [fold(part).key for part in PARTS.split(text.strip()) if part]
    if all(len(part) == 1 for part in parts):
        return False
    offices = [part for part in parts if OFFICE.fullmatch(part) and (SURELY.search(part) or not PEOPLE.fullmatch(part))]
    people = [part for part in parts if part not in offices and PEOPLE.fullmatch(part)]
    return bool(offices) and bool(people) and len(offices) + len(people) == len(parts)


BYLINE = pattern(rf".{{0,40}} (?: 记者 | 通讯员 | 实习生 | 特派员 ) .* | [(【] {NAMES} [)】]")
ROLES = re.compile(r"记者|通讯员|实习生|特派员|[(【]")
PERSON, BETWEEN = pattern(NAME), re.compile(r"[\s、,，]+")
ABOVE, BELOW, OPENING, LONGEST = 4, 12, 90, 40  # lines; characters of a line that holds a lead-in; of a list of names


def said_again(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Lines of names alone, all of which a byline near by has too: 王小明 李大江 above 本报讯（记者 王小明 李大江）."""
    order, place = in_order(page)
    for hit in hits:
        n, opening = place[hit.index], page.line_keys[hit.index][:OPENING]
        role = ROLES.search(opening)
        named = opening[role.end() :] if role else ""
        for i in (*order[max(0, n - ABOVE) : n], *order[n + 1 : n + 1 + BELOW]):
            if is_among(page.lines[i].text, named):
                yield Hit(i)


def is_among(text: str, named: str) -> bool:
    """Does a line consist of people who are named?"""
    if len(text) > LONGEST:
        return False
    parts = [fold(part).key for part in BETWEEN.split(text.strip()) if part]
    return bool(parts) and all(PERSON.fullmatch(part) and part in named for part in parts)


RULES = (
    Rule("author-sender", looking(sent, NEEDED), "当天的活动吸引了三百多名市民参加。（宣传部 王小明/文 李大江/图）"),
    Rule(
        "author-again",
        Finder((telling(BYLINE.fullmatch, ROLES),), said_again),
        "王小明 李大江\n本报讯（记者 王小明 通讯员 李大江）渡口昨天恢复通航，停航十一年的木船重新下水，岸边站满了人。",
    ),
)
