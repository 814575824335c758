"""Who wrote it: lines of their own. What hangs on a body line is in `trims`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..fold import fold
from ..types import Hit, Page, Rule
from .fragments import (
    CLOCK,
    COUNT,
    COUNT_LABEL,
    CREW,
    DATE,
    EDITOR,
    HAN,
    NAME,
    NAMES,
    OUTLET,
    PICTURE,
    SEP,
    SOURCE,
    TALK,
    VALUE,
    WRITER,
)  # fmt: skip
from .shapes import either, looking, made_of, matching, pattern

REPORTS = r"""(?: (?:综合|摄影|联合|独家|现场|实习|即时|专题|专访|整理|编译)*+ 报[导道] | 文/图 | 图/文 | 文图 | 图文
    | 摄影 | 文 | 图 | 摄 | 整理 )"""
# who writes for the pages of a hospital, a school or a firm
DESK = r"""(?: 宣传[部科处] | 党委?办(?:公室)? | 办公室 | 新闻中心 | 融媒体?中心 | 团委 | 学生会 | 教务处 | 学工[部处]
    | 工会 | 医务[科处部] | 护理部 )"""
WORKPLACE = rf"[{HAN}a-z·]{{0,18}}?"  # 江城日报·慢新闻
# 图：老船工在渡口挂灯 tells what is seen; 图：江城市消防支队 who gave it
GIVER = r"(?<! [局社网报台会院校队部站] ) (?<! 中心|公司|大学|公安|交警|发布|提供|供图|资料 )"
NO_CAPTION = rf"(?! (?<=图[:/|丨]) [{HAN}]{{8,}} {GIVER} [)\]】〕]? $ )"
# By John Smith: read in the text, since a key has neither its capitals nor its spaces
ENGLISH_LINE = re.compile(r"\s*by:?\s+[A-Z][A-Za-z'.\-]+(?:\s[A-Z][A-Za-z'.\-]*){1,3}\s*", re.I)
ENGLISH = re.compile("by")


BESIDE = (
    rf"[{HAN}]{{2,8}} (?: 网 | 新闻网 | 日报 | 晚报 | 时报 | 早报 | 晨报 | 商报 | 都市报 | 电视台 | 广播电台 | 通讯社 )"
)
PAPERS = re.compile("[网报社]|电视台|电台")
BESIDE_LONGEST = 30  # characters


def beside(page: Page, index: int) -> Iterator[Hit]:
    """Names and where they write, with a space between that a key has not: 王小明 江城网."""
    text = page.lines[index].text
    parts = [fold(part).key for part in text.split()] if len(text) <= BESIDE_LONGEST else []
    if len(parts) < LEAST_PARTS:
        return
    is_paper, is_named = pattern(BESIDE).fullmatch, pattern(NAMES).fullmatch
    ends = (parts[0], parts[1:]), (parts[-1], parts[:-1])
    if any(is_paper(paper) and all(map(is_named, names)) for paper, names in ends):
        yield Hit(index)


LEAST_PARTS = 2


def english(page: Page, index: int) -> Iterator[Hit]:
    """An English byline."""
    text = page.lines[index].text
    if len(text) <= ENGLISH_LONGEST and ENGLISH_LINE.fullmatch(text) and text.istitle():
        yield Hit(index)


ENGLISH_LONGEST = 50  # characters
AGENCY = "(?:中央社|新华社|中新社|中通社|法新社|路透社?|美联社|彭博社?|共同社|韩联社|塔斯社|德新社|中评社)"
PLACE = rf"[{HAN}]{{2,4}}"
NO_NAME = "(?!文章|文集|节|手记|于)"
AUTHOR_LINE = either(
    # 渡口管理站 王小明 供稿
    matching(
        rf"""[(\[【〔]? [{HAN}]{{2,14}} (?: 局 | 站 | 委 | 办 | 处 | 中心 | 公司 | 学院 | 学校 | 中学 | 小学 | 镇
            | 乡 | 街道 | 社区 | 村 ) {NAME} 供稿 [)\]】〕]?""",
        longest=30,
    ),
    matching(rf"[(\[【〔] (?: {NAMES} (?:编?译|校|译校|编写?|整理) ){{1,3}} [)\]】〕]", longest=30),
    matching(rf"[(【] [{HAN}、]{{2,16}} (?:供稿|供图) [)】] {SEP}*", longest=30),
    # as many as helped to make a film; who stands behind a mark alone
    matching(rf"(?:{WRITER}|{CREW}) : (?> {NAME} [、,] ){{3,60}} {NAME}", longest=300),
    matching(rf"[●○◎◆■] (?> {NAME} ){{2,6}}", longest=24),
    # 个人主页:老船工, 系列专栏:《渡口手记》
    matching(
        r"""[^\w]{0,4} (?: (?:个人|作者|博客)主页 | (?:系列|所属|订阅)专栏 | 专栏(?:地址|链接|传送门)
            | 座右铭 ) : .{1,60}""",
        longest=80,
    ),
    # 文：小鱼儿 图／王小明; who speaks in an interview (记者：…) is named by one of these too, so names only
    matching(
        rf"""{SEP}* [(\[【〔]? (?: (?:{WRITER}|{PICTURE}|图文|文图|文) [/&、·|和及]? ){{1,3}} (?={SEP}*?[:/|丨]) {SEP}*+
            {NAMES}
        {REPORTS}? {SEP}*+""",
        longest=60,
    ),
    matching(
        rf"""{SEP}* [(\[【〔]? (?: 图文 | 文图 | 文 | 图 | 作者 | 撰[文稿写] | 撰稿人 | 执笔 | 摄影 | 供图 | 制图
            | 绘图
            | 漫画 | 通讯员 )
        (?: [/、&] (?: 文
        | 图 | 摄影 ) )? {SEP}* [:/|丨] (?![一两三用在从为]) {NO_CAPTION} [^,:{TALK}。!?;]{{2,12}} [)\]】〕]? {SEP}*""",
        longest=30,
    ),
    matching(
        rf"""[(\[【〔]? {WORKPLACE} (?:{WRITER}) [:丨|/]? {NO_NAME} {NAMES} (?: [/|]? {REPORTS} )*+ (?: [/|]?
            {WORKPLACE}
            (?:{WRITER})
        {NAMES} )? (?: [/|]? {REPORTS} )*+ (?: [{HAN}]{{2,6}}供图 )? [)\]】〕]?""",
        longest=48,
    ),
    # 作者：王小明（江城大学讲师）；来源：《江城学刊》
    matching(
        rf"""(?:{WRITER}) [:/|丨] {NAME} (?: \([^()。]{{2,24}}\) )? [;,|、]? (?:{SOURCE}) [:/|丨]
            《?[^。!?;,》{TALK}]{{2,24}}》? 。?""",
        longest=70,
    ),
    # 中央社記者王小明台北3日電
    matching(
        rf"""[(\[【〔]? [{HAN}]{{0,6}} (?:{WRITER}) {NAMES} [{HAN}]{{2,4}} (?:\d{{1,2}}月)? \d{{1,2}}日 [{HAN}]{{0,2}}电
            [)\]】〕]?""",
        longest=40,
    ),
    # as papers of Malaysia have it: 报道：王小明
    matching(rf"(?:报[道导]|撰述|采访|采访报[道导]) [:|] {NAMES}", longest=30),
    # as broadcasters of Taiwan have it: 王小明 李大江 報導 / 台中市
    matching(rf"(?> {NAME} [、,]? ){{1,4}} (?:采访|综合|摄影)? 报[道导] / [{HAN}]{{2,4}} (?:[县市])?", longest=30),
    # 文、图/江边派记者 王小明; 周禾渡 2024/05/03 20:04 点阅 559 次
    matching(
        rf"""(?: 文[、/]图 | 图[、/]文 | 图文 | 文图 | 文字? | (?:本版)?(?:采写|撰文|文字) ) [/:|] {WORKPLACE} {WRITER}
            [:|/]? {NAMES} (?: {WORKPLACE} {WRITER} [:|/]? {NAMES} )?""",
        longest=60,
    ),
    matching(rf"{NAME} {DATE} (?: {CLOCK} (?:{COUNT})* | (?:{COUNT})+ )", longest=40),
    looking(english, ENGLISH),
    looking(beside, PAPERS),
    # 江城经济记者 王小明 江城经济编辑 李大江
    matching(
        rf"""[(\[【〔]? [{HAN}]{{0,6}} (?:{WRITER}) [:丨|/]? {NO_NAME} {NAMES} [{HAN}]{{0,6}} (?:责任编辑|责编|编辑)
            [:丨|/]? {NAMES} [)\]】〕]?""",
        longest=48,
    ),
    made_of(
        # 明 is a surname too: 撰文:王小明 摄影:李大江
        rf"""(?:{WRITER}|{PICTURE}) [:/|丨] {NAMES} (?=(?:{WRITER}|{PICTURE}|{EDITOR}) [:/|丨])
            | (?:作者|{WRITER}) [:/|丨] {NAMES} (?={COUNT_LABEL}) | (?:作者|{WRITER}|{PICTURE}|通讯员) [:/|丨] {NAMES}
            | (?:{SOURCE}|{EDITOR}|{CREW}|图片提供) [:/|丨] {VALUE}
            | {DATE} | {CLOCK} | {OUTLET} | {COUNT}""",
        need=rf"(?:作者|{WRITER}|{PICTURE}) [:/|丨] {NAME}",
        rest=1,
        longest=70,
    ),
    matching(
        rf"""[☉■●◎◆□] (?: [^。!?]{{0,16}} (?:{WRITER}) {NO_NAME} {NAMES} {REPORTS}? | [^。!?]{{2,20}}报[导道]
            | (?<=☉)[{HAN}·]{{2,12}} )"""
    ),
    matching(rf"{SEP}* (?: 作者 | 文/图 | 图/文 | 撰文 | 摄影 ) :", longest=6, weight=0.7),
    # 宣传科 王小明, （党委宣传部）, 办公室供稿
    matching(
        rf"""[{HAN}]{{0,10}} {DESK} (?:{NAMES}|供稿) | [(【] [{HAN}、]{{0,14}} {DESK} [)】]""",
        longest=30,
    ),
    matching(rf"[(【] (?: {WRITER} | {PICTURE} | {CREW} | 图文? | 文图? ) [:/|]? {NAMES} {REPORTS}? [)】] {SEP}*"),
    matching(
        r"""\(? (?: (?:本文)?(?:作者|笔者) (?!注) (?:系|为|是|:)? [^。!?]{0,50}
            (?:教授|研究员|大学|学院|学者|记者|博士|硕士|律师
        |分析师|经济学家|投资顾问|专栏作家|评论员|主任|院长|所长|会员|公司|研究所|研究院|中心|学生) [^。!?]{0,12}
        | 作者(?:单位|简介): [^。!?]{2,60} ) 。? \)?"""
    ),
    matching(rf"{NAMES} [/|] {OUTLET}", longest=30),
    # 中央社／江城4日专电; （中央社）; [江城讯]
    matching(rf"[{HAN}]{{2,4}}社 [/|]? [{HAN}]{{2,6}} \d{{1,2}}日 (?:综合|外电)? (?:专电|电|外电报[导道])", longest=24),
    matching(
        rf"[(【\[〔] (?: {AGENCY} (?:/ {AGENCY} ){{0,3}} | (?!通|音|快|简|短|喜){PLACE}讯 ) [)】\]〕]",
        longest=20,
    ),
    # （王小明 李大江 摄影报道）
    matching(rf"[(【〔] {NAMES} (?: 摄影报[道导] | 文并摄 | 文/图 | 图/文 | 报[道导] ) [)】〕]", longest=30),
    matching(rf"记者 : {REPORTS} 。?", longest=10),
    matching(rf"""[(\[【〔]? (?: [{HAN}a-z]{{2,12}} )? (?:记者|通讯员|特派员)? [{HAN}、]{{2,12}} [/|\\]
        (?:[{HAN}]{{2,3}})?
        (?:即时|综合|专题|特稿
        |专访|连线|联合)? (?:报[导道]|电|摄影|专访|外电报[导道]) (?:[{HAN}]{{2,4}}报)? [)\]】〕]?"""),
)


RULES = (Rule("author-line", AUTHOR_LINE, "本报记者 王小明 通讯员 李大江"),)
