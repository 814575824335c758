"""Ways to other pages of the site: menus, breadcrumbs, page numbers, previous and next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..fold import fold
from ..types import Finder, Hit, Page, Rule, Stop
from ..words import words
from .fragments import CLAUSE, HAN, MARK, MENU_LONGEST, SEP, listed
from .shapes import either, looking, made_of, matching, opening, pattern, telling

SECTION, CONTROL, CHANCE = listed("sections"), listed("controls"), listed("chances")

HERE = r"""(?: 本页的?位置
    | [您你](?:现在|当前)?(?:所在|所处)?的?(?:当前)?位置 (?:是|为|在)? | (?:当前|现在|所在|首页)的?位置
    | 您现在在? | 您?当前位于
    | 导航 | 路径 | location )"""
CHAIN = r"(?: [>»›]+ | -> )"
STEP = rf"[^{MARK},>»›]{{1,30}}"  # one place of a chain; it must not eat the chain's own marks
PLACE = rf"[^{MARK},>»›\d]{{1,16}}"
FULL = r"""(?: 正文 | 详细 | 内容 | 详情 | 详细内容 | 文章内容 | 新闻详情 | 文章正文 | 新闻正文 | 内容正文 | 文章详情
    | 新闻内容 )"""
BREADCRUMB = either(
    opening(rf"{SEP}*+ {HERE} (?={SEP}*? (?: [:>»›] | (?:网站)?首页 )) [^{MARK}]{{0,110}} $", longest=110),
    opening(rf"{SEP}* (?:您?现在的位置|当前位置|您当前位于) {SEP}* [^{MARK},]{{0,40}} $", longest=60),
    matching(
        rf"""[^{MARK},>»›]{{0,16}} (?: 首页 | 主页 | home | 网 | 新闻中心
            | 频道 ) (?: {CHAIN} {STEP} ){{1,6}} {CHAIN}?""",
        longest=110,
    ),
    matching(rf"(?: 首页 | 主页 | home | 网站首页 ) (?: [|/\-·•] [^{MARK},|/\-·•]{{1,30}} ){{1,6}}", longest=80),
    matching(
        rf"""{CHAIN}? {PLACE} (?: {CHAIN} {PLACE} ){{2,6}} {CHAIN}?
        | {PLACE} {CHAIN} {PLACE} {CHAIN}""",
        longest=90,
    ),
    matching(rf"[^{MARK}]{{0,40}} (?: [>»›|/] | -> ) {FULL} | {FULL}", longest=60),
    matching(rf"{CHAIN} (?![\d.]) {STEP} | {CHAIN} {PLACE} (?: {CHAIN} {PLACE} ){{1,4}} {CHAIN}?", longest=60),
    # two places only: 江城>临江
    matching(rf"{PLACE} {CHAIN} {PLACE}", longest=40, weight=0.7),
)

# 网站首页产品中心冷藏车 江城3.1米冷藏车: no marks between the places, the last of which is the title
HOME = pattern(r"(?:网站|本站)? (?:首页|主页)(?![:\d,的]) .{6,120}")
TITLE_LEAST, TITLE_NEAR = 6, 8  # characters of the title; lines from the breadcrumb down to it


def with_titles(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Those that end in what a line close below says."""
    for hit in hits:
        key = page.key(hit.index)
        below = (page.key(i) for i in range(hit.index + 1, min(hit.index + 1 + TITLE_NEAR, len(page.lines))))
        if any(TITLE_LEAST <= len(title) < len(key) and key.endswith(title) for title in below):
            yield hit


WAY = rf"""(?: [上下前后]一[篇条页张个则] (?:文章|新闻|资讯|信息)? | [上下]一(?:文章|主题)
    | previous(?:post|article)? | next(?:post|article)?
    | 较[新旧]的?文章 | [上下]篇文章 | 前一[篇条] | 后一[篇条] ){SEP}*"""
PREVNEXT = either(
    opening(rf"{SEP}* {WAY} : .{{0,150}} $", longest=160),
    matching(rf"""{SEP}* (?: [上下]一[篇条页张则] (?:文章|新闻)? | 前一[篇条] | 后一[篇条]
        | [上下]一(?:文章|主题) | previouspost | nextpost {SEP}* ){{1,3}} {SEP}*"""),
    matching(rf"""[【\[(<] (?:{WAY}) [】\])>] [^。]{{0,80}} | (?:{WAY}) 没有了? .{{0,20}}
        | {SEP}* (?:已经?)?(?:没有了|是[最第][后一][一]?篇)[!。]? {SEP}*"""),
    matching(rf"[上下]一篇 (?!文章|章|里|中|我|说|写|报道|提|博|日|论|稿) [^{MARK}]{{4,50}}", longest=60),
    # the label behind the title: 江城地铁何时通车？下一篇
    matching(r"[^。;,]{6,60} (?<![这那第某每]) [上下]一篇", longest=64),
    matching(r".{2,40} \| 回首页 \|? .{0,40} | .{0,40} \|? 回首页 \| .{2,40}"),
    # « 渡口停航三天, 渡船有了新票价 »
    matching(r"[«‹←]++ [^«‹»›←→。]{4,50} | [^«‹»›←→。]{4,50} (?<!更多|全文|查看|详情) [»›]+", longest=60),
)  # fmt: skip

PAGES = r"""(?: 【?\[?[上下]一页】?\]? | 首页 | 尾页 | 末页 | 第?\d+/?\d*页? | 共\d+[页条] | 转到 | 跳转 | go
    | \[\d+\] | 【\d+】 | \d{1,3} | \.{3}
    | 页码? | 余下全文 | 全文阅读 | 阅读全文 | 查看全文 | 展开全文 | 显示全文 | 点击阅读全文 | 继续阅读
    | 展开剩余\d{1,3}% |  点击(?:加载|查看)更多 | 加载更多
    | 查看更多 | 更多 | 第 )"""

LATIN_SECTION = r"""(?<![a-z]) (?: it | nba | cba | app | vip | bbs | 3c | ai | tv | rss | more | home | nfl
    | f1 ) (?![a-z])"""
ENTRY = re.compile(rf"(?: {SECTION} | {CONTROL} | {CHANCE} | {LATIN_SECTION} ) ", re.VERBOSE)
PARTS = re.compile(r"[\s|/丨·•>»\-—_]+")
MENU_LEAST = 3  # parts of a line that are entries of menus
MENU_SHARE = 0.6  # of its parts
ENTRY_LONGEST = 10  # characters of a part
GLUED_LEAST, GLUED_REST = (
    5,
    0.3,
)  # entries without a gap (首页新闻财经), share of what is none


def menu(page: Page, index: int) -> tuple[Hit, ...]:
    """A line made of several entries of menus."""
    key = page.line_keys[index]
    found = (
        len(key) <= MENU_LONGEST
        and not CLAUSE.search(key)
        and (is_gapped_menu(page.lines[index].text) or is_glued_menu(key))
    )
    return (Hit(index),) if found else ()


def is_gapped_menu(text: str) -> bool:
    """首页 | 新闻 | 江城财经"""
    parts = [part for part in PARTS.split(text) if part]
    if len(parts) < MENU_LEAST:
        return False
    parts = [fold(part).key for part in parts]
    entries = sum(len(part) <= ENTRY_LONGEST and 2 * len(ENTRY.sub("", part)) <= len(part) for part in parts)
    return entries >= max(MENU_LEAST, MENU_SHARE * len(parts))


def is_glued_menu(key: str) -> bool:
    """首页新闻财经体育娱乐"""
    return (
        len(key) >= 2 * GLUED_LEAST
        and len(ENTRY.findall(key)) >= GLUED_LEAST
        and len(ENTRY.sub("", key)) <= GLUED_REST * len(key)
    )


LEAST = 5  # menu entries in a row; four short lines occur in verse and lists of heads
SURE = 8  # from here on they are a menu wherever they stand
LONGEST = 10  # characters of an entry
SPOKEN = re.compile(r"[了着也又就都还很把被让给吗呢吧啊谁你他她它]|的(?!.{0,2}$)|一[个只条棵朵片]|[在是]")
SPOKEN_MOST = 0.15  # of the entries of a run; verse has more
CAPTIONS = "▲△▼"  # point at a picture
FIGURE = re.compile(r"^[^a-z]?\d+(?:\.\d+)?(?:[%万亿元分米吨台个人次岁年月日]|$)")
REPEATED, FIGURES = 0.75, 3  # of a table's cells are different; one of so many is a figure
VERSE = (5, 7)  # characters of a line of verse


def runs_of_entries(page: Page) -> Iterator[Hit]:
    """Runs of short lines without marks; verse and lists of names and heads, told by their words, are left alone."""
    known = menu_words()
    for run in short_runs(page):
        keys = [page.key(i) for i in run]
        spoken = sum(bool(SPOKEN.search(key)) for key in keys if key not in known)
        verse = len({len(key) for key in keys}) == 1 and len(keys[0]) in VERSE
        if len(run) >= LEAST and spoken <= SPOKEN_MOST * len(run) and not verse:
            entries = sum(key in known for key in keys)
            menu = len(run) >= SURE or entries >= 2
            table = is_table(keys) and 2 * entries < len(run)
            yield from (Hit(i, None, 0.25 if table else 1.0 if menu else 0.9) for i in run)


@cache
def menu_words() -> frozenset[str]:
    """Whatever menus are made of."""
    return frozenset((*words("sections"), *words("controls"), *words("chances")))


def is_table(keys: list[str]) -> bool:
    """Are short lines the cells of a table? They repeat one another, or a third are figures; no menu's entries do."""
    figures = sum(bool(FIGURE.search(key)) for key in keys)
    return len(set(keys)) <= REPEATED * len(keys) or FIGURES * figures >= len(keys)


def short_runs(page: Page) -> Iterator[list[int]]:
    """Lines in a row, blank ones aside, of a few characters without any mark."""
    run: list[int] = []
    keys = page.line_keys
    if sum(len(key) <= LONGEST for key in keys) < LEAST:
        return
    for index, key in enumerate(keys):
        if not key and not page.lines[index].text.strip():
            continue
        if 0 < len(key) <= LONGEST and key[0] not in CAPTIONS and not CLAUSE.search(key):
            run.append(index)
        else:
            yield run
            run = []
    yield run


# the box of a share beside its news: 江城股份(600000) 最新价：12.35 涨跌幅：+1.20%, 【江城股份吧】【资金流向】
QUOTE = r"""(?: 昨收盘?价? | 今开盘?价? | 开盘价? | 收盘价? | 最[高低]价? | 最新价 | 现价 | 均价 | 成交[额量] | 买入价
    | 卖出价 | 市盈率 | 市净率 | 收益率 | 换手率 | 总市值 | 流通市值 | 52周最[高低]
    | 涨跌[幅额]? | 振幅 | 量比 | 委比 )"""
QUOTES = rf"""\[? [{HAN}*a-z]{{2,8}} (?:[(\[]\d{{6}}[)\]])? (?: [^。,]{{0,20}} 资金研报 | (?:最新价
    |现价) :? \d [^。]{{0,30}} ) \]?
    | (?: {QUOTE} :? [-+\d.,%()]*+ [万亿]?[手元倍股]? ,? ){{2,12}}
    | 行情中心 (?: 资金流向 | 研报 | 公告 | 资讯 | 个股 | 新闻 ){{1,5}}
    | (?: [【\[] [^】\]。,]{{1,10}} (?:股?吧|资金流向|行情|研报|公告) [】\]] ){{2,5}}"""

RULES = (
    Rule(
        "breadcrumb-line",
        either(BREADCRUMB, Finder((telling(HOME.fullmatch, HOME, longest=130),), with_titles)),
        "您现在的位置：首页 > 新闻中心 > 本地新闻 > 正文",
    ),
    Rule("prevnext-line", PREVNEXT, "上一篇：江城两条新公交线路今日开通"),
    Rule(
        "nav-pages",
        either(
            made_of(
                PAGES,
                need=r"""继续阅读|剩余|上一页|下一页|尾页|末页|\[\d\]|【\d】|全文|更多|\d+/\d+页|共\d+页""",
                rest=0,
                longest=80,
            ),
            # a drawer of a blog: 临江旧事 (12篇) 展开 列表
            matching(r".{0,20} \(\d{1,4}篇\) (?: 展开 | 收起 | 列表 ){0,3}", longest=36),
            # pages of a document: 实验报告.doc_第1页
            matching(r".{2,80} \.(?:docx?|pptx?|pdf|xlsx?) _第\d{1,4}页", longest=100),
            # pages of a paper: 第03版：要闻
            matching(
                rf"""(?:当前版:)? 第?[a-z]?\d{{1,2}}版 (?: : .{{2,8}} )? | [a-d]\d{{2}}
                    | [{HAN}]{{2,6}}(?:日报|晚报|晨报|早报|时报|商报) 第?[a-z]?\d{{1,2}}版 :? .{{0,8}}""",
                longest=20,
            ),
        ),
        "首页 上一页 1 2 3 4 5 下一页 尾页",
    ),
    Rule("nav-words", looking(menu, ENTRY, stop=Stop.NOWHERE), "首页 新闻 财经 体育 娱乐 汽车 房产 教育 更多"),
    Rule(
        "nav-control",
        either(
            matching(rf"{SEP}* {CONTROL} (?: {SEP}* (?:{CONTROL}|{CHANCE}) )? {SEP}*", longest=16),
            matching(rf"{SEP}* {CHANCE} {SEP}*", longest=12, weight=0.7),
            matching(QUOTES, longest=60),
        ),
        "设为首页 | 加入收藏",
    ),
    Rule("nav-section", matching(rf"{SEP}* (?!{CHANCE}{SEP}*$) {SECTION} {SEP}*", longest=10, weight=0.6), "要闻"),
    Rule("nav-run", runs_of_entries, "要闻\n本地\n民生\n文旅\n图片"),
    Rule(
        "nav-more",
        either(
            matching(
                rf"""{SEP}* (?: 查看更多 | 点击更多 | 显示更多 | (?:read)?more | 更多>+ | [{HAN}]{{2,6}}更多>+
                    | 进入[{HAN}]{{2,8}}(?:频道|首页|专题|论坛)
                | 返回[{HAN}]{{0,4}}(?:首页|列表|顶部|上页|上级|频道|栏目|主页|目录|专题)
                | (?:{SECTION})更多 ) {SEP}*""",
                longest=16,
            ),
            matching(r"[【\[(] 返回 [】\])]", longest=8),
            matching(rf"{SEP}* 更多 {SEP}*", longest=8, weight=0.8),
        ),
        "更多>>",
    ),
)
