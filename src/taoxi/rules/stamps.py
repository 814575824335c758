"""What machines stamp on an article: how often it was seen, the second it was saved, where it was taken from."""

from __future__ import annotations

from ..types import Rule
from .fragments import CLOCK, DATE, HAN, WEB, YEAR
from .shapes import either, matching

STAMP = either(
    # 三月4,2021, Post on 2021-03-04 by admin, admin 2021-03-04 行业新闻 88
    matching(r"[一二三四五六七八九十]{1,2}月\d{1,2},(?:19|20)\d\d", longest=12),
    matching(rf"post(?:ed)?on {DATE} (?:{CLOCK})? (?: by[a-z0-9_]{{2,20}} )?", longest=50),
    matching(rf"[a-z][a-z0-9]{{2,15}} {YEAR}[-/.]\d{{1,2}}[-/.]\d\d? [{HAN}]{{2,8}} \d{{1,7}}", longest=44),
    # 1,024 次观看
    matching(
        r"\d{1,3}(?:,?\d{3})*(?:\.\d+)?万? (?: 次(?:观看|播放|点阅|阅读|浏览) | (?:观看|播放|点阅)(?:次数|人次|数) )",
        longest=18,
    ),
    # a writer's account beside it: 渡口旧事 2024-11-08 08:49:25
    matching(rf"[{HAN}a-z]{{2,12}} {YEAR}[-/.]\d\d[-/.]\d\d \d\d:\d\d:\d\d", longest=34),
    # the section and who put it there: 2022-08-14 1:35:59 证券 dukou
    matching(rf"{DATE} {CLOCK} [{HAN}]{{2,6}} [a-z][a-z0-9]{{2,15}}", longest=44),
    # 2024-11-08 08:49:25 本场比赛直播地址
    matching(rf"{YEAR}[-/.]\d\d[-/.]\d\d \d\d:\d\d:\d\d [{HAN}]{{2,10}}", longest=30),
    # what a crawler writes above a page
    matching(rf"date {YEAR}-\d\d-\d\d [{HAN}]{{0,6}}", longest=20),
    # what a paper's system leaves below a text: 2024-11-08 2 2 江城晚报 content_1034.html 1 老渡口通船 /enpproperty-->
    matching(rf"{YEAR}-\d\d-\d\d \d{{1,8}} .{{2,20}} content_\d+\.html .* /enpproperty-*>?", longest=160),
    # who published it beside the day; a chronicle has such lines too
    matching(
        rf"""{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}} [{HAN}]{{2,10}} (?: [支大总中]队 | 派出所 | 局 | 医院 | 学校 | 大学
            | 学院 | 中学 | 小学 | 协会 | 中心 | 街道 | 社区 | 法院 | 检察院 )""",
        longest=26,
        weight=0.7,
    ),
    # the account of an office above a text; alone it may be a head
    matching(
        rf"""[{HAN}]{{2,6}} (?: 公安 | 交警 | 检察 | 消防 | 司法 | 应急 | 城管 | 税务 | 气象 | 文旅 | 卫健 | 共青团
            | 融媒 | 政法 )""",
        longest=8,
        weight=0.6,
    ),
    # a book is published on a day, an article at an hour
    matching(rf"(?:出版|刊出|发刊)(?:时间|日期) : {DATE} {CLOCK}", longest=30),
)

# 转载自江城时报电子报: https://…
ADDRESS = matching(rf"(?:转载自|转自|摘自|原载于?|引自) [^。,:]{{0,16}} :? {WEB}", longest=160)

RULES = (
    Rule("dateline-stamp", STAMP, "1,024 次观看"),
    Rule("source-address", ADDRESS, "转载自江城时报电子报: https://www.jiangcheng.example/news/1"),
)
