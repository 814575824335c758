"""Papers that stand in a dateline without a label: 江城日报 2024年5月3日."""

from __future__ import annotations

import re

from .names import HAN, LETTER, even

KINDS = (
    "日报|晚报|晨报|早报|时报|商报|都市报|青年报|快报|周报|周刊|新闻网|在线|新闻云|网|社|报|派|客户端|电视台|电台"
    "|融媒体?|卫视|传媒"
)
PORTALS = "新浪|搜狐|网易|腾讯|凤凰|雅虎|央视|新华|中新|环球|澎湃|界面"
PAPER = rf"(?:{LETTER}{{1,8}}(?:{KINDS})|(?:{PORTALS}){HAN}{{2}})"
PAPERS = re.compile(
    rf"(?<![:/])(?<!{LETTER})(?:(?:本文)?(?:来源于?|来自|转自|出处))?(?P<name>{PAPER}(?:\s?[-—·]+\s?{PAPER})?)(?![.:]|/(?!\s?\d{{4}})|{LETTER})"
)
# 2024-05-03 08:15发布于浙江江城日报官方账号
ACCOUNT = re.compile(rf"发布于(?:{HAN}{{2}})(?P<name>{LETTER}{{2,12}})官方账号")
# 王小明/江城日报
SHARED = re.compile(rf"(?P<people>(?:{HAN}|[·、\s]){{2,20}}?)\s*[/|]\s*(?P<name>{PAPER})")
NONE = re.compile(r"(?:本文|正文|关于|来源|转自|摘自)|(?:上|本|全)网$|举报$|报道.")
# （江城日报）, 《江城日报》, 据江城日报
ALONE = re.compile(rf"[(\[【〔<《]?\s*(?:据|转自|摘自|综合)?(?P<name>{LETTER}{{1,8}}(?:{KINDS}))\s*[)\]】〕>》]?。?")


def read_alone(text: str) -> tuple[str, ...]:
    """The paper that a line or a bracket consists of, but for names: （江城日报）, 王小明/江城日报."""
    text = even(text).strip()
    match = ALONE.fullmatch(text) or SHARED.fullmatch(text)
    return (match["name"],) if match and not NONE.search(match["name"]) else ()


def read_paper(text: str) -> tuple[str, ...]:
    """The paper, agency or portal that a dateline names."""
    text = even(text)
    match = ACCOUNT.search(text) or PAPERS.search(text)
    return (match["name"],) if match and not NONE.search(match["name"]) else ()
