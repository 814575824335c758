"""What leads to other articles below one: boxes of related and hot ones, teasers, ways on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN, MARK, SEP, listed
from .shapes import either, inside, looking, matching, opening, pattern, telling

HEAD = listed("related")
MORE = r"(?: 更多 | more | 换一[批换] | 下一页 | top\d{0,3} | 榜 | [\d+]++ )"
FULL_TEXT = r"(?: 详细 | 阅读全文 | 查看全文 | 详情 | 更多 | 全文 | 查看详情 | 了解更多 | 点击查看 | 继续阅读 )"
HEADS = either(
    matching(rf"{SEP}*+ (?:{HEAD}) {SEP}*+ (?: {MORE} {SEP}*+ ){{0,3}}", longest=24),
    # these begin a section of an article at times
    matching(
        rf"""{SEP}*
            (?: (?:相关|相近|同类|类似|更多|关联|典型|热点|最新)(?:的)?(?:案例|知识|问题|资料|动态|公司|产品|评论|内容
            |精彩|消息|活动)
        | 相关附件 | 相关文件 | 相关文档 | 附件下载 | 新闻背景 | 新闻链接 | 相关链接 | 更多精彩 | 相关 | 推荐 | 更多
        | 热门 | 排行榜? | 图集
        | 往期 ) {SEP}* :? {SEP}*""",
        longest=16,
        weight=0.6,
    ),
    matching(
        r"""(?: 查看
            | 阅读 | 看?更多
            | 浏览 | 点击查看 ){1,2} (?:与|有关|关于)? .{1,20} (?:相关)? 的? (?:新闻|阅读|文章|内容|资讯|报道|报导) >*
        | (?:与|有关|关于) .{1,16} 相关的? (?:新闻|阅读|文章|资讯|信息) | .{1,4} 的其他文章 | (?:作者|ta|楼主|博主)
        的? (?:更多|其他|最近|全部|所有)? 文章
        | 本栏(?:最新|热门|推荐).{0,4}
        | .{1,6}编辑推荐:? | [百千\d]万?用户都在看 | [你您]?可能感兴趣的.{2,4}
        | (?:related|recent|popular|latest|recommended|more)(?:posts?|articles?|news|stories) | youmayalsolike
        | 看过.{0,6}的人还.{0,6} | 看了.{0,6}还看了? | 大家感兴趣的.{0,4} | .{1,10}:相关(?:新闻|阅读|文章)""",
        longest=30,
    ),
    opening(
        rf"""{SEP}* [【\[(]? (?: (?:相关|延伸|推荐|更多)(?:新闻|阅读|文章|报[道导]|链接|专题|推荐|内容|资讯)
            | 往期(?:回顾|精选|推荐)
        | 热门推荐 | 热点推荐 | 热门搜索 | 热搜 | 友情链接 | 相关(?:股票|个股) | 个股资料 | 关键词阅读
        | (?:相关|推荐|热门|热销)产品 | 产品推荐
        | 猜你喜欢 | 看更多.{{0,10}} | 更多.{{1,12}}(?:报[道导]|新闻) ) [】\])]? {SEP}* : [^。;]{{0,60}} $""",
        longest=90,
    ),
    matching(
        rf"""(?: 更多(?:精彩|内容|资讯|分析|消息|新闻|详情|报[道导]) | 看更多 ) [^{MARK}]{{0,10}} (?: 请 | 尽在 | 关注
            | 下载 | 登录 | 点击 | 看这里 | 点这里
        | 请看 ) [^{MARK}]{{0,20}} [。!]?""",
        longest=44,
    ),
    # 共找到 13,046 个相关新闻.
    matching(
        r"""(?: 共? (?:找到|有|搜索到) (?:约|大约)? )? [\d,]*+ [个条篇]
            相关 (?:新闻|网页|结果|文章|信息|资讯|报道) [.。]?""",
        longest=30,
    ),
    # 每经头条（nbdtoutiao）——谁在买下老渡口？
    matching(r"(?: 每经头条 | 头条 | [^。,]{0,6}头条 (?=\() ) (?:\([a-z]{3,20}\))? [—-]{2} .{6,100}", longest=130),
    matching(rf".{{0,80}}[^.]\.{{3,6}} [| >]{{0,2}} [\[【(]? {FULL_TEXT} [\]】)]? [>»›]*", longest=200),
    matching(rf"{SEP}* [\[【(] {FULL_TEXT} [\]】)] >* | {FULL_TEXT}>+ | [{HAN}]{{2,6}}{FULL_TEXT}>+", longest=16),
)

# 渡口停航三天 358人气: a title with how often it was read; alone it may be a head
COUNTED = pattern(r".{6,60} \d+(?:\.\d+)?万? (?: 人气 | 赞 | 阅读 | 浏览 | 评论 | 点击 | 播放 | 人看过 )")
COUNTED_LEAST, COUNTED_LONGEST = 3, 70  # lines on one page; characters of a line


def several(page: Page, hits: list[Hit]) -> list[Hit]:
    """Titles with counts where a page has several."""
    return hits if len(hits) >= COUNTED_LEAST else []


# …… is a sentence's own, ... and … are a cutter's
TEASER = re.compile(
    r"(?:(?:\.{3,}|(?<!…)…)[\])】]?"
    r"|(?i:read more|continue reading|[阅閱][读讀]更多|[继繼][续續][阅閱][读讀]|[详詳]?全文\s*[»›>])\s*[»›>→]*)$"
)
DOTS = re.compile(r"\.\.\.|readmore|continuereading|阅读更多|继续阅读|全文[»›>]")  # as a key has them
DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?")  # parts no teasers
TEASER_LEAST = 30  # characters; shorter ones are titles cut at a fixed width
TEASER_END = 20  # characters in which the dots or the words stand
TEASER_NEAR = 2  # lines: title, teaser, title, teaser
WIDE_LEAST, WIDE_LINES, WIDE_OFF = 120, 5, 3  # columns of a lead that was cut without dots; leads; columns
TITLE_MOST = 45  # characters
STOPS = "。!?;.”’」』):"


def teaser(page: Page, index: int) -> tuple[Hit, ...]:
    """A text that was cut and closed with dots."""
    text = page.lines[index].text.rstrip()
    return (Hit(index),) if len(text) >= TEASER_LEAST and TEASER.search(text[-TEASER_END:]) else ()


def near(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Those near another: the leads of other articles."""
    keys = page.line_keys
    place = {i: n for n, i in enumerate(i for i, key in enumerate(keys) if key and not DAY.fullmatch(key))}
    pairs = [(a, b) for a, b in itertools.pairwise(hits) if place[b.index] - place[a.index] <= TEASER_NEAR]
    yield from dict.fromkeys(itertools.chain.from_iterable(pairs))


def cut_alike(page: Page) -> Iterator[Hit]:
    """Leads that were cut at one width, without dots, each between its title and the next: in a paper with broken lines
    the sentence goes on below.
    """
    long = [i for i, key in enumerate(page.line_keys) if 2 * len(key) >= WIDE_LEAST and key[-1] not in STOPS]
    if len(long) < WIDE_LINES:
        return
    live = [i for i, key in enumerate(page.line_keys) if key]
    above, below = dict(zip(live[1:], live, strict=False)), dict(itertools.pairwise(live))
    titles = {i for i in live if is_title(page.line_keys[i])}
    leads = {
        i: columns(page.lines[i].text) for i in long if above.get(i) in titles and (i == live[-1] or below[i] in titles)
    }
    widest = max(leads.values(), default=0)
    if 2 * len(leads) >= len(long) and sum(width >= widest - WIDE_OFF for width in leads.values()) >= WIDE_LINES:
        yield from (Hit(i) for i in leads)


def columns(text: str) -> int:
    """The width of a text where hanzi take two columns."""
    return len(text.strip().encode("gb18030", "replace"))


def is_title(key: str) -> bool:
    """Short and without a stop."""
    return len(key) <= TITLE_MOST and not key.endswith(("。", ";", ","))


RULES = (
    Rule(
        "related-head",
        either(HEADS, Finder((telling(COUNTED.fullmatch, COUNTED, longest=COUNTED_LONGEST),), several)),
        "相关阅读",
    ),
    Rule(
        "related-teasers",
        Finder((looking(teaser, DOTS),), near),
        "记者昨天从市交通局了解到，今年全市将新开通二十条......\n今年全市计划改造老旧小区一百二十个，涉及居民两万余......",
    ),
    Rule(
        "related-leads",
        cut_alike,
        "南门天桥下个月通车\n"
        "江城南门外的过街天桥下个月通车，这座桥全长五十六米，桥面宽四米半，两头各有一部电梯，推婴儿车的和坐轮椅的都可以直接上桥，再也\n"
        "老菜市场搬进新楼\n"
        "搬了三个月，老菜市场终于在新楼里开了张，一楼卖菜，二楼卖肉和鱼，三楼留给了修鞋补锅的老师傅，摊位费和从前一样，头两年还可以少\n"
        "城南小学多了一条近路\n"
        "从上个星期开始，城南小学的孩子们放学以后可以从菜地中间的一条石板路回家，这条路是家长们自己铺的，一共用了四百多块旧石板，最长\n"
        "江边又看见白鹭\n"
        "守了十几年江边的护林员最近总带着望远镜出门，因为他在芦苇丛里看见了三只白鹭，这种鸟在江城已经有二十多年没有人见过，他担心人一\n"
        "旧书店的最后一天\n"
        "旧书店的门口贴出了一张手写的告示，说房租涨得太快，开了三十一年的店只好关门，最后一天所有的书都只卖一块钱，结果来的人没有一个",
    ),
    Rule(
        "related-link",
        inside(r"""[（(【](?: (?:详情|全文|更多|完整版|名单)请?(?:点击|戳|见链接)
            | 请?(?:点击|戳|点)(?:此处|这里|链接|查看|了解|进入|阅读|观看|收听
            |下载|图片|上方|下方|蓝字|全文|原文|详情) ) [^（）()【】。]{0,20} (?: [）)】] | [:：]\s*$ )
            | [（(] \s* (?:参数|图片|配置|询价|报价|口碑|论坛)
                (?: \s* [|｜丨] \s* (?:参数|图片|配置|询价|报价|口碑|论坛) )+ \s* [）)]
            | [（(] 第 \d{1,2} / \d{1,2} 页 [）)]"""),
        "会议昨天上午在江城会议中心召开。（详情请点击链接：）",
    ),
)
