"""What a firm says of itself below a text that it printed: who it is, how good, and that one should ring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..types import Finder, Hit, Page, Rule
from .fragments import LONG_PHONE
from .shapes import either, matching, pattern, telling

DOES = r"""(?: 专业 (?:生产|从事|制造|提供|销售|承接) | 主营 | 主要从事 | 集[^。,]{1,6}、 | 是一家 | 厂家直销
    | (?:源头|生产)厂家
    | 专注 )"""
VIRTUE = r"""(?: (?:质量|品质) (?:可靠|第一|保证|为本|过硬|优良) | 价格 (?:优惠|合理|实惠|低廉) | 量大从优
    | 信誉 (?:至上|第一)
    | 售后服务 | 服务体系 | (?:型号|品种|规格) 齐全 | 货源充足 | 支持定制 | 量身定制 | 全国包邮 | 一站式 | 技术团队
    | (?:行业|丰富的?|多年的?) 经验 | (?:客户|用户|顾客) 至上 | 深受 [^。,]{0,12} (?:好评|信赖|青睐|欢迎|喜爱)
    | 赢得了? [^。,]{0,14} (?:信赖|支持|好评|信任) | 畅销 | 远销 | 秉承 | 宗旨 | 优质的?(?:产品|服务) | 共创 | 全程无忧
    | 免费 (?:提供|上门|咨询|设计) )"""
ASKS = r"""(?: 欢迎 [^。]{0,20} (?:来电|致电|咨询|洽谈|选购|订购|垂询|拨打|联系|光临)
    | (?:请|可以?|随时|详情) [^。,]{0,8} (?:咨询|联系|拨打|点击|来电|致电) [^。,]{0,8}
      (?:我们|客服|热线|电话|厂家?|在线|公司|本店|经理)
    | 期待与?您 | 为您 (?:提供|服务|解答|带来|量身) | 与?我们联系 | 联系我们 | 竭诚 [^。,]{0,4} 为 [^。,]{0,10} 服务
    | (?:我们|公司|我司) [^。,]{0,4} 愿与 [^。,]{0,16} (?:携手|合作) )"""
ASKED, PRAISED, DONE, RING = pattern(ASKS), pattern(VIRTUE), pattern(DOES), pattern(LONG_PHONE)
REPORTED = re.compile("(?:表示|指出|强调|介绍|认为|说|称)[,:]|[“「]")  # somebody tells it: an article
LEAST, LONGEST, ENOUGH = 40, 400, 4  # characters of a line; different words that make it a firm's own


def is_promo(key: str) -> bool:
    """Does a paragraph praise a firm in several words and ask its reader to come?"""
    if len(key) < LEAST or REPORTED.search(key):
        return False
    asked = {match[0] for match in ASKED.finditer(key)}
    praised = {match[0] for match in PRAISED.finditer(key)}
    told = len(asked) + len(praised) + bool(DONE.search(key)) + bool(RING.search(key))
    return bool(asked) and told >= ENOUGH


def beside(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Weak where half of the page's paragraphs are such: then the firm is what the page is about."""
    paragraphs = sum(len(key) >= LEAST for key in page.line_keys)
    about = 2 * len(hits) >= paragraphs
    yield from (replace(hit, weight=0.4) if about else hit for hit in hits)


# how a firm begins to tell of itself, and what it then says
OPENS = pattern(
    r"""(?: 关于我们 :? | (?:公司|企业)简介 :? )? [^。,!?:;“]{2,30}?
    (?: 是 (?= [^。,]{0,6}一家 | 国内 | 全国 | 集 | 专业 | 目前 | 中国 ) | 成立于 | 创建于 | 始建于 | 创立于 | 坐落于
        | 专业从事 | 主要生产 | 主营 | 位于
    )"""
)
BOAST = pattern(
    r"""高新技术企业 | 集 [^。]{2,80} [于为]一体 | 现有员工 | 占地 | 产品 [^。,]{0,8} (?:远销|畅销|广泛应用) | 领先 |
    专业 (?:从事|生产|制造|提供)
    | 专注 | 致力于 | 研发、 | 生产基地 | 一站式 | (?:供应|服务)商 | 解决方案 | 知名 | 畅销 | 欢迎 | 的企业 | 价格 |
        注册资[金本] | 专利 | 热线 |
    官网 | iso\d{4}
    | 质量管理体系 | 宗旨 | 秉承 | 理念 | 好评 | 信赖 | 服务体系 | 技术力量 | 设备先进 | 现代化企业"""
)
HAPPENED = re.compile("去年|今年|昨[天日晚]|近日|日前|记者|据|本月|上个?月|[年月]底")  # news of a firm
BOASTS = 3  # different ones; a reporter who tells of a factory has one or two
# 江城生活网是江城最大的生活平台，每天为您提供打折信息
SITE_SELF = r"""[^。,:“]{2,16} (?: 网 | 站 | 平台 | 论坛 | 社区 | 频道 | 公众号 | 客户端 ) (?:\([^()]{3,30}\))? ,? 是
    [^。]{4,60}
    (?: 平台 | 网站 | 门户 | 媒体 | 社区 ) [^。]{0,12} , [^。]{0,24} [为给] (?: 您 | 你 | 大家 | 广大网友 | 读者 |
    网友 ) [^。]{2,80} 。?"""


# 江城互联是一家集网站建设、网络营销为一体的建站企业，帮助…: pasted between the paragraphs of somebody's article
STRANGER = pattern(
    r"""[^。,!?:;“是]{2,20} 是一家 (?: 集 [^。]{4,120} [于为]一体 | 专业 (?:从事|提供|生产|做) | 专注 | 致力于 )
    [^。]{0,60} (?: 企业 | 公司 | 厂家 | 服务商 | 平台 | 机构 | 工厂 ) .*"""
)
# 江城水泵有限公司产品包括离心泵、潜水泵、…: what a firm sells, below a text in which it does not come up
CATALOGUE = pattern(
    r"""[^。,!?:;“]{4,30}? (?:公司|厂) ,? (?: (?:的|主要|主营)* 产品 (?:主要)? (?:包括|包含|涵盖|有)
    | 主要 (?:生产|供应|销售) | 主营 | 专业? (?:生产|供应|销售) )
    [^。、]{1,24} 、 [^。、]{1,24} 、 [^。、]{1,24} 、 .*"""
)
OWN = re.compile("公司|企业|集团|工厂|该厂|厂家|品牌")  # what an article says of a firm
NAMED = 4  # characters of a firm's name


# 关于恒江：…, 恒江水箱自成立以来…, 我们是专业的水箱厂家…: how a firm begins its last words on a page of its own
LAST = pattern(
    r"""(?: 【[^】]{2,12}】 | 关于 [^。,:]{2,16} : | [^。,!?:;“]{2,30}?
    (?: 是 (?: 全球 | 国内 | 国际 | 专业 | 一家 | [^。,]{0,10} (?:较早|领先|专业) ) | 专注 | 致力于
    | 主要生产 | 自成立以来 | 常年 (?:供应|生产|销售) | 提供 [^。,]{2,12} 服务 | 厂家 ) )"""
)
PUFFS = pattern(
    r"""全球 | 领先 | 较早 | 厂家 | 遍布 | 丰富的?[^。,]{0,4}经验 | 主要产品 | 供应 | 规格齐全 | 有意者 | 电联 | 已服务
    | 万家 | 资质 | 周期短 | 费用低 | 免费上门 | 全国包 | 一直秉承 | 广泛应用 | 专业的? | 欢迎"""
)
LAST_LEAST = 2  # different words of praise


def is_own_voice(key: str) -> bool:
    """Does nobody report what a line tells, and nothing happen in it?"""
    return not REPORTED.search(key) and not HAPPENED.search(key)


def is_last_word(key: str) -> bool:
    """Does a firm's line say nothing but who it is and how good?"""
    if not LAST.match(key) or REPORTED.search(key.removeprefix("关于")[16:]) or HAPPENED.search(key):
        return False
    told = {match[0] for test in (BOAST, PUFFS, PRAISED, ASKED) for match in test.finditer(key)}
    return len(told) >= LAST_LEAST


def tells_of_firm(key: str) -> bool:
    """Does a line tell who a firm is or what it sells, whoever says it?"""
    own = bool(STRANGER.match(key)) and is_own_voice(key)
    return own or is_profile(key) or is_last_word(key) or is_catalogue(key)


def is_profile(key: str) -> bool:
    """Does a line tell who a firm is, in a firm's words?"""
    told = {match[0] for match in BOAST.finditer(key)} if OPENS.match(key) else set()
    return len(told) >= BOASTS and is_own_voice(key)


def is_catalogue(key: str) -> bool:
    """Does a line tell what a firm sells?"""
    return bool(CATALOGUE.match(key)) and is_own_voice(key)


def apart(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Those below the text (no other paragraph follows, and one stands above) with boasts enough or with the wares of a
    firm that the text does not name, and those of a firm that no other paragraph speaks of.
    """
    found = {hit.index for hit in hits}
    told = [i for i, key in enumerate(page.line_keys) if (len(key) >= LEAST or "。" in key) and i not in found]
    text = "\n".join([key for i, key in enumerate(page.line_keys) if "。" in key and i not in found])
    for hit in hits:
        key = page.line_keys[hit.index]
        below = told and hit.index > told[-1]
        own = is_profile(key) or is_last_word(key) or (is_catalogue(key) and key[:NAMED] not in text)
        if (below and own) or (told and is_stranger(key, text)):
            yield hit


def is_stranger(key: str, text: str) -> bool:
    """Does a line tell who a firm is of which a text neither says the name nor that it is one?"""
    return bool(STRANGER.match(key)) and not OWN.search(text) and key[:NAMED] not in text


ANY_OF = pattern(f"{OPENS.pattern} | {LAST.pattern} | {CATALOGUE.pattern}")
RULES = (
    Rule(
        "promo-about",
        either(
            Finder((telling(tells_of_firm, ANY_OF, longest=LONGEST),), apart),
            matching(SITE_SELF, longest=200),
        ),
        "冬天停用水泵以后，要先把泵壳下面的放水塞拧开，把里面的水放干净，不然很容易把泵体冻裂，修起来也麻烦。\n"
        "江城水泵有限公司是一家专业从事水泵研发、生产和销售的高新技术企业，产品远销二十多个国家。",
    ),
    Rule(
        "promo-firm",
        Finder((telling(is_promo, ASKED, longest=LONGEST),), beside),
        "冬天停用水泵以后，要先把泵壳下面的放水塞拧开，把里面的水放干净，不然很容易把泵体冻裂，修起来也麻烦。\n"
        "露天安装的水泵要加一个保温罩，水管外面也要缠上保温棉，接头的地方多缠几层，这样就可以安全过冬了。\n"
        "江城水泵厂专业生产离心泵、潜水泵，质量可靠，价格优惠，售后服务完善，欢迎新老客户来电咨询，我们将竭诚为您服务。",
    ),
)
