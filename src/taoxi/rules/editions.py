"""Where in a printed paper an article stood: its page, and the paper with its day."""

from __future__ import annotations

from ..types import Rule
from .fragments import DATE, HAN, WEEK
from .shapes import either, matching

PAPER = rf"[{HAN}]{{2,6}}(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|周报|报)(?:海外版)?"
THEME = "(?:新闻|要闻|时评|副刊|专版|民生|综合|时政|特刊|视点|头版|导读|广告)"
EDITION = either(
    matching(rf"[a-d]\d{{1,2}} 版? :? [{HAN}]{{0,4}} {THEME}", longest=12),
    # 《江城日报》（2021年03月05日 第05版 民生）
    matching(
        rf"《? {PAPER} 》? \(? {DATE} (?:{WEEK})? ,? 第?[a-z]?\d{{1,2}}版 :? [{HAN}]{{0,6}} \)?",
        longest=40,
    ),
    matching(r"本版 (?:稿件|文字|图片|文图|图文)+ [^。,]{0,6}本报记者 [^。,]{0,14}(?:采写|摄影?) 。?", longest=40),
)

RULES = (Rule("nav-edition", EDITION, "《江城日报》（2021年03月05日 第05版 民生）"),)
