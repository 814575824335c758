"""Credits and prompts that hang on the end of a body line: they are cut, the line stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..fold import fold
from ..types import ENDS, Hit, Page, Rule
from .fragments import CREW, EDITOR, HAN, LONG_PHONE, MACHINE, NAME, NAMES, OUTLET, PICTURE, PLAIN, SOURCE, TALK
from .shapes import either, ending, inside, looking, pattern

# who is in the bracket: （记者 王小明）, （江城日报记者 王小明 通讯员 李大江）, （图文/王小明）, （来源：江城日报）
PEOPLE = r"(?: 记者 | 通讯员 | 实习生 | 评论员 | 特派员 | 特约撰稿人 | 作者 | 撰稿 | 撰文 | 采写 | 执笔 )"
AFTER_NAMES = r"""(?: [/、]? (?: 摄影报道 | 报道 | 报导 | 摄影 | 摄 | 文/图 | 图/文 | 文图 | 图文 | 文 | 图 | 整理
    | 供图 | 供稿 ) ){0,2}"""
ROLE = rf"""[(\[【〔] (?:
    [^()。!?;,:{TALK}]{{0,14}}? {PEOPLE} [:/|丨]? {NAMES} (?: [^()。!?;,:{TALK}]{{0,10}}? {PEOPLE} [:/|丨]? {NAMES} )?
    {AFTER_NAMES}
  | {PEOPLE} (?!注|按|会|节|站|证|手记|调查|感言|协会|培训) [:/|丨]? [^()。!?;:{TALK}]{{2,24}}
  | (?:(?:图片|照片|资料)?来源|文章来源|稿源|信息来源|编辑|责编|责任编辑|校对|审核|摄影|图片|图源|照片|供图|供稿|采访
    |整理|视频|文字
    |编译|翻译|策划|{EDITOR}|{PICTURE}) (?: [:/|] [^()。!?;{TALK}]{{1,24}} | {NAMES} )
  | {NAMES} (?:综合|摄影|编译)? 报[道导]
  | (?:编辑|责编|责任编辑) [小阿老] [{HAN}]{{1,2}}
  | (?:文|图|图文|文图|文/图|图/文|文、图|图、文|文字) [:/、] [^()。!?;{TALK}]{{1,20}}
  | (?:图文|文图|文/图|图/文|文、图|图、文) [{HAN}]{{2,12}}
  | 文 [|丨] 《?{OUTLET}》? {PLAIN}{{0,14}} | 文 [|丨] 《 [^》]{{2,12}} 》 {PLAIN}{{0,12}}
  | (?:转自|摘自|原载|转载自|据) 《?{OUTLET}》? {PLAIN}{{0,8}}
  | (?: {NAMES} / (?:文|图|摄影?|审|编) ){{1,4}}
    ) [)\]】〕] 。?"""
# without brackets, behind a stop: 文/本报记者王小明
WRITERS = rf"""(?<=[。!?”.)\]】]) (?: 作者 | 文 | 图文 | 文图 | 撰[文稿写] | 供稿 | 采写 | 编译 | 整理 | 排版
    | 通讯员 | 信息员 )
    [:/丨|] (?: [{HAN}]{{0,8}}(?:记者|通讯员) )? {NAMES} 。?
  | (?<=[。!?”.)\]】]) (?:[{HAN}]{{2,8}}(?:报|社|网|台|刊|新闻))? (?:本报|本网|全媒体|见习|实习|首席|特约)*+ 记者
    {NAMES} (?: (?:本报)?(?:通讯员|实习生) {NAMES} )? 。?"""
GIVEN = r"""(?: 民众 | 车主 | 局 | 府 | 院 | 校 | 公司 | 中心 | 者 | 社 | 馆 | 站 | 委 | 部 | 会 | 方 | 网 | 报 | 人
    | 家属 | 娱乐 | 唱片 | 影业 | 传播 | 剧组 | 公关 )"""
PICTURES = rf"""(?<=[。!?”.」》\d]) (?:
    [(【] [^()。!?;由可将{TALK}]{{2,20}} (?: (?<!拍)摄 | 摄影 | 供图 | 供稿 | 制图 | 绘 | 摄影报[道导]
    | {GIVEN}提供 ) [)】]
  | [(【] (?:图|图片|照片)由 [^()。!?;]{{2,20}} 提供 [)】]
  | [(【] (?: 翻摄 | 取自 | 撷取自? | 截自 | 截图自 ) [^()。!?;]{{1,24}} [)】]
  | [(【] [^()。!?;{TALK}]{{1,14}} (?: 脸书 | ig | instagram | fb | 推特 | 微博 | threads ) (?:截图|提供)? [)】]
  | (?: 新华社 | 中新社 | 新华网 | 中新网 ) 发 \(? {NAMES} \)? 摄?
  | [(【]? (?: 民众 | 读者 | 网友 | 受访者 | 当事人 | 目击者 | 车主 | 业者 | 警方 | 校方 | 院方 | 店家 | 家属 | 记者
    | 主办单位 | 主办方 | 活动方 ) (?:提供|供图|翻摄) [)】]?
  | [(【] (?:图/)? (?: 资料照片? | 资料图片? | 档案照片? | 本报资料照片? | 示意图 | 情境照 ) [)】]
  | 图/[^。!?;,{TALK}]{{2,16}} | (?:摄影|图片来源|图片提供|照片来源|图源)[:/][^。!?;,{TALK}]{{2,16}}
  | (?:本报|本网|新华社|中新社)? 记者 {NAMES} /? (?: (?<!拍)摄 | 供图 | 摄影 ) | {NAMES} (?: (?<!拍)摄 | 供图 )
  ) 。?"""
OFFICES = rf"""(?<=[。!?.]) [(] 据? (?! .{{1,3}}岁 ) [{HAN}、]{{2,16}}
    (?:办公室|小学|中学|大学|学校|幼儿园|医院|办|局|委|部|中心|政府|公安|法院|检察院|学院|协会|街道|镇|乡|融媒|日报|晚报|晨报|时报|网|新闻|社
    |电视台|供稿) [)] 。?"""
SOURCES = rf"""(?<=[。!?”」.)\]】;]) (?: [(] {NAMES} [)] (?=[(]) )? [(\[【〔●■◆▲□○※]?
    (?: (?:文章|信息|新闻|稿件)?来源 | 稿源
    | 转自 | 转载自
    | 摘自 ) [:丨|] [^。!?;,{TALK}]{{2,24}}
  (?: {EDITOR}:? [^。!?;,]{{0,10}} )? [)\]】〕]? 。? \|?"""
EDITORS = rf"""(?<=[。!?”」.)\]】;]) [(\[【〔]? (?: 责任编辑 | 责编 | 编辑 | 编审 | 校对 | 审核
    | 监制 ) [:/丨|] [^。!?;,{TALK}]{{1,20}}
  [)\]】〕]? 。? (?: 1[01]\d (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01]) )?"""
# an editor's number, a day of the 民国 as agencies of Taiwan sign it: …八千余人。J060, …三十件。1060706
NUMBER = r"(?<=[。!?”]) (?: [a-z]{1,2}\d{3,4} | 1[01]\d (?:0[1-9]|1[0-2]) (?:0[1-9]|[12]\d|3[01]) )"
# several credits in a row need no stop above them: 来源：通讯员王小明发布：李大江责编：赵一
CHAIN = rf"""(?: [(\[【〔]? (?: {SOURCE} | {EDITOR} | {CREW} | 记者 | 通讯员 | 作者 | 撰稿人? | 摄影 | 单位 ) [:/丨]
    (?:记者|通讯员)?
    (?: {NAMES} | {OUTLET} | [{HAN}]{{2,10}}(?:学院|系|处|部|中心|团委|学校|医院|科) ) [)\]】〕]? ){{2,5}}
    (?: [【\[(] (?:打印|关闭)[^】\])]{{0,4}} [】\])] | 分享到:? | \| ){{0,3}}"""
OWN = rf"""(?<=[。!?”.)\]】]) [(\[【]? (?: (?:[{HAN}]{{2,16}})? 版权所有 | copyright | ©
    | 未经(?:本[报网站刊]|授权|许可|书面|允许) | 转载请?(?:务必)?(?:注明|联系)
    | 本[网站报]声明 | 侵权必究 | 欢迎转载 | 本文仅代表 ) [^。]{{0,40}} 。? [^。]{{0,30}}? 。?"""
HOTLINE = rf"""(?<=[。!?]) (?: 咨询 | 服务 | 联系 | 销售 | 订购 | 全国 | 客服 | 免费 | 统一 | 24小时 | 公司 | 招商
    | 预约 ){{0,3}} (?: 热线 | 电话 | 专线 )
    :? {LONG_PHONE} [^。]{{0,20}} 。?"""
# what a broker's note or a health page closes with, behind the last sentence
TEXTS = r"(?: 以上 | 上述 | 本文 | 文中 | 本栏目? | 本版 | 本资讯 | 本报告 )"
DECIDE = r"(?: 入市 | 投资 | 理财 | 操作 | 决策 | 选择 )"
MADE = rf"{MACHINE} (?:算法|大模型|辅助|写作)? (?:生成|撰写|创作|编写) [^。]{{0,50}} [。!]?"
NOTICES = rf"""(?<=[。!?”」.)\]】;]) [(\[【*]{{0,2}} (?:
    (?:风险|投资|重要|特别|温馨|友情|郑重|免责)?(?:提示|提醒|声明) : [^。]{{0,50}}?
      (?: 不构成 | 仅供参考 | 据此{DECIDE} | 不代表 | 有风险 ) [^。]{{0,24}}
  | (?: [{HAN}]{{2,12}}(?:证券|期货|投资|营业部) )? {TEXTS} [^。,]{{0,16}}
      (?: 仅供参考 | 不构成[^。,]{{0,12}}(?:建议|依据) | 仅?代表[^。,]{{0,8}}(?:个人|作者|本人)[^。,]{{0,4}}观点 )
      (?: , [^。]{{0,30}} (?: 建议 | 依据 | 风险 | 谨慎 | 无关 | 立场 | 为准 | 负责 | 自[担负] ) )?
  | (?: {TEXTS} | 部分 | 文章 | 图片 ){{1,2}} (?: 内容 | 图片 | 文字 | 信息 | 图文 )? 均?
      (?: 来[源自]于? (?: 网络 | 互联网 ) | [由为] [^。,]{{0,20}} (?: 整理 | 生成 ) , ) [^。]{{0,36}}
  | 本文 (?: 来自 | 首发于 | 转载自 | 原载于? ) [^。!?]{{2,40}}
  | (?: 个人 | 作者 | 本人 ) (?: 观点 | 意见 ) ,? 仅供参考
  | (?: 投资者 )? 据此 (?: {DECIDE} | 买卖 ) ,? [^。]{{0,6}} (?: 风险 | 后果 ) [^。]{{0,4}} (?: 自[担负] | 承担 )
  | (?: 股市 | 投资 | 市场 | 基金 | 入市 | 理财 | 期货 | 炒股 ) [有须需] 风险 ,? {DECIDE}? [需须请要应]? (?: 谨慎
    | 慎重 )
  ) [)\]】]? [。!]? [)\]】]?"""
SEE = r"(?: 关注 | 访问 | 登录 | 浏览 | 点击 | 下载 | 咨询 | 联系 | 来电 | 致电 | 拨打 | 扫描 | 锁定 )"
CALLS = rf"""(?<=[。!?”」.]) [(\[【]? (?:
    更多 [^。,]{{2,16}} ,? (?: (?:请|敬请|欢迎|可) [^。,]{{0,4}} {SEE} | 尽在 ) [^。]{{0,30}}
  | (?: 如需 | 欲 | 想要? ) 了解 [^。]{{0,20}} , [^。]{{0,6}} {SEE} [^。]{{0,24}}
  | (?: 如果您 | 若您 | 您若 ) [^。,]{{0,10}} (?: 产品 | 感兴趣 ) [^。,]{{0,10}} , [^。]{{0,6}} {SEE} [^。]{{0,24}}
  | 欢迎 [^。,]{{0,14}} (?: 来电 | 致电 | 垂询 | 选购 | 洽谈 | 订购 ) [^。]{{0,12}}
  | (?: 扫描 | 扫一扫 | 扫码 | 长按 | 识别 ) [^。,]{{0,10}} (?: 二维码 | 公众号 | 小程序 ) [^。]{{0,16}}
  | (?: 点击 )? (?: 下载 | 打开 ) [^。,]{{1,12}} (?: app | 客户端 ) [^。]{{0,20}}
  | (?: (?:好了|好啦|那么) ,? )? 以上 (?: 就 | 便 | 即 )? [是为] [^。]{{2,40}} (?: 全部内容 | 介绍 | 解答 | 内容 ) 了?
    (?: ,? 希望 [^。]{{2,16}} )?
  | (?: (?:好了|好啦|那么) ,? )? 以上 (?: 就 | 便 | 即 )? [是为] [^。,]{{2,40}} (?: 信息 | 资讯 | 知识 | 方法 | 攻略 |
    分享 | 内容 | 介绍 ) 了?
    , [^。]{{0,24}} (?: 希望 | 供 | 整理 | 参考 | 感谢 | 祝 | 帮助 | 收藏 | 关注 ) [^。]{{0,24}}
  ) [)\]】]? [。!]?"""
# …分享政见。长岛 华人 上一则 纽约客谈 下一则 市府急扩庇护所
WAYS = r"""(?<=[。!?”」)]) (?![”」)]) (?: [^。]{0,24}? 上一[篇则条] :? [^。]{4,32} 下一[篇则条] :? [^。]{4,32}
    | [上下]一[篇则条] : [^。]{4,40} )"""
TAGS = r"""(?<=[。!?”」)]) (?: 本文 | 此文 | 文章 | 相关 )? (?: 关键[词字] | 标签 | tags? ) : [^。!?]{2,60}"""
SHARING = r"""(?: 微信 | 朋友圈 | 新浪微博 | 腾讯微博 | 微博 | qq空间 | qq好友 | qq | 豆瓣 | 人人网? | 复制链接
    | 更多 )"""
SHARES = rf"""(?: 返回搜狐,?查看更多 | (?<![以可]) 分享到:
    | (?<=[。!?”.)]) 分享(?:到|至) (?: :? {SHARING}{{0,8}} | 好友和朋友圈 )
    | (?<=[。!?”.)]) 展开全文
    | (?<=[。!?”.)]) (?: (?:查看更多|阅读更多|readmore)[»>→]* | 阅读全文>* | 网页链接 | 举报/反馈 )
    | [\[【] (?:查看)? 详细 (?:内容|信息|报[道导])? [\]】]
    | [《<(\[]详?全文\.{{0,6}}[》>)\]] | (?<=[。!?”.)]) 点击查看.{{0,10}}>+ )"""

# Bare names in brackets are read in the text: in a key the space between （王小明 李大江） is gone.
BRACKET = re.compile(r"(?P<before>.?)\s*[（(【](?P<names>[^（）()【】。，！？]{2,40})[)）】]\s*+。?\s*+[|｜]?\s*+$")
BRACKETS = re.compile(r"[)】]")  # as a key has them
CLOSINGS = (")", "】", ")。", "】。", ")|", "】|")  # a bar where a table's cell was
BETWEEN = re.compile(r"[\s、,，·/]+")
CLOSED = "。！？!?…"  # behind a stop one name is a credit; behind ”》」 it may tell who is quoted, so two are asked for
SPOKEN = re.compile("[：:，,][“「][^“”「」]*[。！？!?][”」]$")  # who says it is told before: 他说：“…。”（王小明）
PEN_NAME = re.compile(rf"[{HAN}]{{2,3}}")
PERSON, PLACED = pattern(NAME), re.compile(r"全文完|未完待续|全剧终")


def is_numbered(key: str) -> bool:
    """Does a key end in a figure?"""
    return key[-1:].isdigit()


def has_labels(key: str) -> bool:
    """Do two labels stand at the end of a key?"""
    tail = key[-ENDS:]
    return tail.count(":") + tail.count("/") + tail.count("丨") > 1


def is_names(text: str, least: int) -> bool:
    """Persons' names only, at least so many; names of one character each are spaced apart: 王 明 李 江."""
    parts = [fold(part).key for part in BETWEEN.split(text.strip()) if part]
    if all(len(part) == 1 for part in parts) and len(parts) in (2, 4):
        parts = ["".join(parts[n : n + 2]) for n in range(0, len(parts), 2)]
    return len(parts) >= least and not PLACED.search(text) and all(PERSON.fullmatch(part) for part in parts)


def names(page: Page, index: int) -> Iterator[Hit]:
    """Names alone in brackets, at the end of a line or as a line."""
    if not page.line_keys[index].endswith(CLOSINGS):
        return
    text = page.lines[index].text
    tail = text[-60:]
    match = BRACKET.search(tail)
    if not match:
        return
    if not re.search(r"\w", text[: len(text) - len(tail) + match.start("names")]):
        # behind the quotation mark of the line above a single pen name is a credit too: ”（老安）。
        pen = match["before"] in ("”", "」") and PEN_NAME.fullmatch(match["names"].strip())
        if pen or is_names(match["names"], 1):
            yield Hit(index)
        return
    start = match.end("before") + len(text) - len(tail)
    alone = match["before"] in CLOSED or SPOKEN.search(text, 0, start)
    if match["before"] in CLOSED + "”」》" and is_names(match["names"], 1 if alone else 2):
        yield Hit(index, (start, len(text)))


RULES = (
    Rule("author-tail", either(ending(ROLE), ending(WRITERS)), "当天的活动吸引了三百多名市民参加。（记者 王小明）"),
    Rule("author-names", looking(names, BRACKETS), "当天的活动吸引了三百多名市民参加。（王小明 李大江）"),
    Rule("author-picture", ending(PICTURES), "当天的活动吸引了三百多名市民参加。王小明摄"),
    Rule("author-office", ending(OFFICES), "当天的活动吸引了三百多名市民参加。（市文旅局）"),
    Rule(
        "source-tail",
        either(ending(SOURCES), inside(r"[（(【]\s*原(?:标)?题\s*[:：][^（）()【】]{2,60}[)）】]")),
        "当天的活动吸引了三百多名市民参加。来源：江城日报",
    ),
    Rule(
        "editor-tail",
        either(ending(EDITORS), ending(NUMBER, may=is_numbered), ending(CHAIN, may=has_labels)),
        "当天的活动吸引了三百多名市民参加。责任编辑：王小明",
    ),
    Rule("copyright-tail", ending(OWN), "当天的活动吸引了三百多名市民参加。版权所有，未经授权不得转载。"),
    Rule(
        "disclaimer-tail", either(ending(NOTICES), ending(MADE)), "新厂预计明年投产。以上内容仅供参考，不构成投资建议。"
    ),
    Rule("promo-tail", ending(CALLS), "水管外面要缠上保温棉。更多水泵知识，请关注江城水泵网。"),
    Rule("tags-tail", ending(TAGS), "当天的活动吸引了三百多名市民参加。标签：江城 路灯"),
    Rule("contact-tail", ending(HOTLINE), "产品销往十二个省市，深受用户欢迎。咨询热线：400-123-4567，欢迎来电。"),
    Rule("prevnext-tail", ending(WAYS), "当天的活动吸引了三百多名市民参加。上一篇：老码头亮灯 下一篇：渡口又通了船"),
    Rule("share-tail", ending(SHARES), "当天的活动吸引了三百多名市民参加。返回搜狐，查看更多"),
)
