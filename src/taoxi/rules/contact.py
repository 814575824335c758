"""How to reach a newsroom or a company, and what a company says about itself."""

from __future__ import annotations

from dataclasses import replace

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN, LONG_PHONE, MAIL, MARK, PHONE, SEP, WEB
from .shapes import either, holding, made_of, matching, opening

LABEL = r"""(?:
    (?: 联系|咨询|服务|客服|热线|投稿|新闻|报料|爆料|举报|监督|订阅|广告|合作|值班|传真|办公|业务|销售|全国
    |免费|招商|商务|24小时|预约|急救|公司|医院|编辑部|总机|官方|企业|邮购|发行|售后|加盟|移动|手机|投诉|电子|采编
    |通讯 ){0,4}
    (?: 电话|热线|专线|传真|手机号?|邮箱|邮件|邮编|邮政编码|地址|网址|qq群?|微信号?|e-?mail|mail|tel|fax|mobile|phone
    |addr?(?:ess)?
    |网站|官网|msn|skype|whatsapp|传呼|联系人|联系方式|客服|邮政信箱 ) (?: 号码?|地址|一|二|\d )? | 地\.?址 | 公司地址
    | 厂址
    | 办公地址 | 邮编 | 咨询热线 | 投诉 | 举报 )"""
VALUE = rf"(?: {PHONE} | {MAIL} | {WEB} | \d{{6}} | [\d\-—/转、()+]{{5,}} )"
# a number, a letter, or a place: 手机：让人欢喜让人忧 is a head
TOLD = r"(?= $ | .{0,60}(?: \d{3} | \d\d.?\d\d | [a-z]{2} | [省市区县镇乡路街道号楼室层院幢栋村] ))"
NAMED = rf"[^{MARK}的了是]{{0,70}}"
DAY = r"(?> \(?24小时\)? | 工作日 | 转\d{1,6}+ | \([^()]{0,12}\) | \d{1,2}:\d\d-\d{1,2}:\d\d | [、/,;|] )"
CARD = rf"""{LABEL} :? | {VALUE} | 24小时 | 工作日 | \d+:\d+
    | (?:[{HAN}\d]{{2,8}}[省市区县镇路街道号楼室层座院幢栋]){{2,6}}
    | [{HAN}]{{2,16}}(?:公司|医院|中心|学校|委员会|厂|报社|大厦)"""
NAMED_NUMBER = rf"""{LABEL} :? (?: {MAIL} | {WEB} )
    | {LABEL} .{{0,31}} (?: {LONG_PHONE} | \d{{6}}(?!\d) | (?<![a-z0-9._\-])(?:{MAIL}|{WEB}) )"""
LINES = either(
    matching(rf"{SEP}* {LABEL} {SEP}* : {TOLD} {NAMED} {SEP}*", longest=90),
    made_of(CARD, need=NAMED_NUMBER, rest=8),
    # a number of its own: 0.775 15.5 6000 is a row of a table
    made_of(CARD, need=rf"^ [^{HAN}]{{0,20}} (?: (?<![\d.]) {LONG_PHONE} (?![\d.]) | {MAIL} | {WEB} )", rest=8),
    matching(
        rf"""{SEP}* (?: 联系(?:我们|方式|电话|地址|人) | 与我们联系 | 联络我们 | 在线客服 | 客服中心 | 客户服务
        | 在线咨询 | 联系客服 | 服务热线 | 投稿邮箱 | 新闻热线 | 商务合作 | 报料热线 | 爆料热线 ) {SEP}* :? {SEP}*""",
        longest=14,
    ),
    matching(rf"""{SEP}*+ (?> {MAIL} | {WEB} | {LONG_PHONE} ) {SEP}*+ (?: {LONG_PHONE} {SEP}*+ )?""", longest=60),
    matching(rf"""{SEP}*+ {LABEL} {SEP}*+ (?> {MAIL} | {WEB} | {LONG_PHONE}
        | \d{{5}} ) {DAY}*+ (?: {LABEL} :? (?>{VALUE}) {DAY}*+ ){{0,4}} {SEP}*+""", longest=90),
    matching(
        rf"""(?: 如有(?:新闻|线索|爆料|意见) | 欢迎 | 本报 | 新闻 | 爆料 | 报料 | 我要 | 您有 | 如果您 | 更多 | 广告
            | 投稿 | 线索 | 有新闻 )[^。]{{0,30}} (?: 热线 | 电话 | 邮箱 | 爆料 | 投稿
        | 拨打 | 来电 ) [^。]{{0,10}} (?: {LONG_PHONE} | {MAIL} | \d{{5}} ) [^。]{{0,20}} [。!]?""",
        longest=80,
    ),
    matching(r"""(?: 欢迎 | 敬请 ) [^。]{0,14} (?: 来电 | 致电 | 咨询 | 爆料 | 投稿 | 拨打 | 选购
        | 垂询 ) [^。]{0,20} [。!]?""", longest=40),
    opening(
        rf"""[^。]{{0,40}}? (?: 新闻|报料|爆料|热线|投稿|咨询|服务|订购 )[^。]{{0,8}}(?: 热线|电话|邮箱
            )?:?[^。]{{0,6}} (?:
            {LONG_PHONE} | {MAIL} )""",
        longest=80,
        weight=0.5,
    ),
)  # fmt: skip
DIRECTORY = 8  # contact lines on one page: a footer has fewer, an article that lists shops or offices has more


def listed(page: Page, hits: list[Hit]) -> list[Hit]:
    """Contact lines are weak where the page is a directory of them."""
    return [replace(hit, weight=0.4) for hit in hits] if len(hits) > DIRECTORY else hits


FIRM = r"(?: 公司 | 厂 | 集团 | 医院 | 中心 | 学校 )"
PROFILE = holding(
    rf"""^[^。]{{2,24}} {FIRM} [^。]{{0,10}} (?: 成立于 | 是一家 | 主要从事 | 专业从事 | 主营 | 专注于? | 位于
        | 坐落 ) .{{0,200}}
    (?: 欢迎[^。]{{0,16}}(?:客户|咨询|来电|合作|选购|光临|垂询|洽谈) | 咨询(?:热线|电话) | 服务热线 | 来电咨询
    | 来电洽谈 )
    | (?: 公司 | 本厂 | 本店 | 厂家 ) [^。]{{0,20}} (?: 主要从事 | 主营
    | 专业(?:生产|从事|提供|制作) ) [^。]{{0,100}} (?: 欢迎 | 来电 | 选购 )""",
    longest=300,
)

# what a company or a site says to its readers below an article, and in front of it
WE = r"(?: 我们 | 本[站网店院司] | 官网 | 公众号 | 客服 | 小编 | 在线(?:医生|专家|客服|咨询) )"
SEE = r"(?: 关注 | 访问 | 登录 | 浏览 | 点击 | 进入 | 咨询 | 联系 | 来电 | 致电 | 拨打 )"
CALL = either(
    matching(
        rf"""[^。,]{{0,12}} 欢迎 [^。,]{{0,6}} (?:客户|用户|顾客|朋友|各界|同仁) [^。]{{0,12}} (?:参观|洽谈|选购|合作
        |咨询|光临
        |惠顾|垂询|考察) [^。]{{0,10}} [。!]?
        | [^。]{{0,16}} (?:竭诚|诚挚|全心全意) [^。,]{{0,4}} 为 (?:您|广大|新老) [^。,]{{0,10}} 服务 [。!]?
        | (?:如果?您?|若您?|您若) [^。,]{{0,10}} (?:产品|感兴趣|需要|需求|疑问) [^。]{{0,10}}, (?:请|欢迎|可以?)
        [^。]{{0,10}} {SEE} [^。]{{0,6}} {WE} [^。]{{0,10}} [。!]?
        | (?:想要?|如需|欲|若想) (?:了解|知道|获取) [^。]{{0,30}} , (?:欢迎 [^。]{{0,6}} {SEE} [^。]{{0,40}}
        | (?:请|可以?|就) [^。]{{0,8}} {SEE} [^。]{{0,6}} {WE} [^。]{{0,16}}) [。!]?
        | 更多 [^。]{{2,20}} (?:请|敬请) {SEE} [^。]{{0,20}} [。!]?
        | 本文由 [^。]{{2,24}} (?:整理|发布|提供|编辑|撰写|原创) [^。,]{{0,8}}, [^。]{{0,30}} (?:关注|访问
        |联系) [^。]{{0,16}} [。!]?
        | 以上(?:就是|是) [^。]{{2,40}}, (?:如有|如果|想要?
        |如需) [^。]{{0,20}} {SEE} [^。]{{0,10}} {WE} [^。]{{0,10}} [。!]?
        | [^。,]{{2,16}} , 您 (?:身边|值得信赖|信赖|放心) 的? [^。,]{{0,14}} (?:专家|伙伴|选择|朋友|管家) [!。]?
        | (?:您好,?)? 欢迎(?:您|光临|来到|访问) [^。,]{{2,24}} (?:网站?|官网|公司|主页|首页) [!。]?
        | [^。,]{{2,16}} (?:网|网站|公司) 欢迎您 [^。,]{{0,4}} [!。]?""",
        longest=90,
    ),
    # what machines write above and below a text that they put together
    matching(
        r"""(?: 今天 | 本篇文章 | 本文 | 小编 | 下面 | 这篇文章 ){0,3} (?: 给 | 为 | 和 | 跟 | 与 )
            (?: 大家 | 各位 | 你 | 您 ) (?: 谈谈 | 聊聊 | 说说 | 讲讲 | 分享 | 介绍 | 整理了 ) .{2,120}?
            (?: 收藏本站 | 关注本站 | (?:希望|希望能|希望可以)(?:帮助你|帮助您|对你|对您|对大家|对各位) ) .{0,60}
        | 关于 .{2,80} 的? (?:介绍|内容|知识|问题) (?:到此|今天|就|先|,){1,3}
            (?: 结束 | 聊到 | 说到 | 讲到 | 分享到 | 介绍到 ) .{0,120}
        | .{0,60} (?: 记得收藏 | 别忘了收藏 | 不要忘了收藏 ) (?:关注)?本站 .{0,20}
        | 《[^》]{2,60}》 由会员分享 ,? 可在线阅读 .{0,160}""",
        longest=300,
    ),
    matching(r"专注 [^。,]{2,14} (?:\d{1,2}|[一二三四五六七八九十]{1,3}) 余? 年 [!。]?", longest=24, weight=0.7),
)

RULES = (
    Rule("contact-line", Finder((LINES,), listed), "联系电话：010-12345678  传真：010-12345679"),
    Rule("promo-call", CALL, "欢迎新老客户前来参观洽谈！"),
    Rule("promo-profile", PROFILE, "江城某某机械有限公司主要从事水泵的生产和销售，欢迎新老客户来电咨询。"),
)
