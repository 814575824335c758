"""Who edited and published it, when and where: lines of their own. What hangs on a body line is in `trims`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..types import Finder, Hit, Page, Rule
from .fragments import (
    AGO,
    CLOCK,
    COUNT,
    COUNT_LABEL,
    CREW,
    DATE,
    EDITOR,
    HAN,
    MARK,
    NAME,
    NAMES,
    OUTLET,
    PICTURE,
    PLAIN,
    SEP,
    SOURCE,
    TALK,
    VALUE,
    WEB,
    WEEK,
    WRITER,
    YEAR,
)  # fmt: skip
from .shapes import either, made_of, matching, pattern

TIME_LABEL = r"""(?: 发[布表稿]于? | 发布(?:时间|日期|于) | 发稿时间 | 时间 | 日期 | 更新(?:时间|日期|于)? | 最后更新
    | 录入时间 | (?:加入|公告|异动)(?:时间|日期) | 添加时间 | 上传时间 | 提交时间 | 刊发 | 编辑时间 )"""
FONT = r"""(?: 【?(?:浏览)?字[体号级型](?:大小|设定)?:?】? | 小中大特? | 大中小 | 特大 | [大中小] | a[-+]a?a?[-+]?\+?
    | 放大 | 缩小 | 默认 | 超大 | 收听 | 播报 | 朗读 | 背景色? )"""
TOOL = r"""(?: 【?(?:打印|关闭|收藏|纠错|复制|推荐|返回|投稿|转发|评论|发送|保存|订阅|繁体|简体)(?:本[页文稿]|窗口
    |此[页文]|文章|正文|全文|链接|顶部|列表|首页|新闻)?】? | 我要?来?说两?句?话? | 我要“?[纠揪]”?错 | 我有话说
    | 参与评论 | 发表评论 | 参与 | 分享到?:? | 分享至 | 微信 | 微博 | 新浪微博 | 腾讯微博 | qq空间 | qq好友 | qq
    | 空间 | 朋友圈 | 手机看 | 手机看新闻 | 扫[一码]?扫?二?维?码? | 加入收藏 | 原创 | 正文 | 已关注 | \+?关注
    | 页面功能 | 下载 | 文章?纠错 | 举报 | 返回搜狐,?查看更多 )"""
# what an event has and a dateline has not: 时间：…地点：…
EVENT = r"""(?: 公告编号 | 证券[代简][码称] | 股票[代简][码称] | 地点 | 地址 | 主题 | 对象 | 人数 | 费用 | 票价 | 主讲
    | 嘉宾 | 报名 | 活动 | 会议 | 开幕 | 演出 | 截止 | 电话 )"""
# what has its time told by a publisher: 发布时间, 收稿日期; 访谈时间 is the article's own
PUBLISHING = r"""(?: 发 | 更新 | 录入 | 添加 | 上传 | 提交 | 编辑 | 刊 | 本文 | 文章 | 新闻 | 信息 | 最后 | 成文 | 公开
    | 生成 | 审核 | 报[道导] | 来稿 | 创建 | 修改 | 入库 | 收录 | 投稿 | 收稿 | 修回 | 采集 | 上线 | 制作 | 首发 | 转载
    | 来源 | 建立 )"""
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

DATELINE = either(
    made_of(
        rf"{TIME_LABEL}[:]? | {DATE} | {CLOCK} | {WEEK} | {AGO} | {COUNT} | {FONT} | {TOOL} | {WEB}"
        rf"""| (?:{SOURCE}|作者|记者|{EDITOR}|{CREW}) :? {VALUE} | {OUTLET} | (?!{EVENT})[{HAN}]{{2,6}} : {VALUE}
            | [{HAN}]{{2,8}}[/|][{HAN}]{{2,4}} | \d{{1,2}}:\d\d | 农历[{HAN}]{{2,8}} | utc\+?\d* | \d{{6,}}""",
        # a year, or a day or an hour with something that only the head of an article has beside it
        need=rf"""^(?: (?!(?:{EVENT}|时间|日期) [^:]{{0,4}} :)
            (?!(?!{PUBLISHING})[{HAN}]{{1,4}}(?:时间|日期):) (?=[^\d民:]*[\d民:])
            (?=.{{0,119}} (?: {YEAR}[-/.年]\d | 民国[\d一二三四五六七八九十百] | 1[01]\d年\d
            | {TIME_LABEL}:
            | (?:{DATE}|\d{{1,2}}:\d\d)
            .{{0,60}} (?:{COUNT_LABEL}|字[体号]|{SOURCE}|{EDITOR}:|作者|记者|打印|分享|{WEB})
            | (?:{COUNT_LABEL}|{SOURCE}|作者|记者) .{{0,60}} (?:{DATE}|\d{{1,2}}:\d\d) ) )
            | (?:时间|日期)
            : .{{0,40}} (?:来源|作者|点击|浏览|编辑|阅读|字[体号]|{YEAR}[-/.]\d{{1,2}}[-/.]\d|\d\d:\d\d:\d\d) )""",
        rest=4,
        longest=120,
    ),
    # cut at the front, as common-crawl extracts leave them: 07 17:42:00 点击量：
    matching(rf"\d{{0,2}} \d{{1,2}}:\d\d(?::\d\d)? (?:{COUNT_LABEL}.{{0,8}} | {OUTLET} | {NAME} )"),
    matching(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d (?: \d{1,2}:\d\d )?", longest=18),
    matching(rf"\d{{1,2}} \d\d:\d\d:\d\d | (?:{DATE}|[昨今前][天日]) (?:{WEEK})? {CLOCK}"),
    matching(rf"(?!时间|日期) {TIME_LABEL} : (?: [^。!?]{{0,3}} (?: \d [^。!?]{{0,30}} | {DATE} ) )?"),
    matching(
        rf"(?: (?!共|已有){COUNT_LABEL} [:(\[]{{0,2}} \d+(?:,\d{{3}})*\.?\d*万?\+? [\]次人)]{{0,2}} {SEP}* ){{1,4}}",
        longest=40,
    ),
    matching(rf"{SEP}* (?: 点击 | 浏览 | 阅读 | 访问 )(?: 数 | 量 | 率 | 次数 ) :", longest=8),
    # how long it takes to read
    matching(
        r"""(?: 本[文篇] | 全文 | (?:本篇)?文章 )? (?: 约 | 共 | 全长 )? \d{3,5}字 ,? [^。]{0,8} \d{1,3}分钟 [^。,]{0,4}
            (?: ,建议 [^。,]{2,10} )? 。?
            | (?:预计|建议)? 阅读 (?:本文|全文)? (?:时间|时长|约|大约|大概|只|仅|需要?|用时|:){1,3} \d{1,3}分钟""",
        longest=34,
    ),
    # with the address it came from: 2024-02-01 来源:https://… 浏览: 关键词:…
    matching(
        rf"{DATE} (?:{CLOCK})? 来源: {WEB} [^。]{{0,16}} (?: 浏览 | 阅读 | 点击 ) :? \d* (?: 关键词 .{{0,120}} )?",
        longest=280,
    ),
    # 二〇二四年五月三日 来源:江城日报; 2024-05-03 08:15发布于浙江江城日报官方账号
    matching(
        rf"""{DATE} (?: (?:{SOURCE}|作者|{EDITOR}) : {VALUE} ){{1,3}}
        | {DATE} (?:{CLOCK})? 发布于 [{HAN}]{{2,3}} [{HAN}a-z]{{0,12}} (?:官方账号)?""",
        longest=60,
    ),
    # blogs: 2016年1月4日20:38:09 title 已关闭评论 861浏览
    matching(
        rf"""{DATE} (?:{CLOCK})? [^。]{{2,60}} 已关闭评论 [\d.浏览阅读字分秒条评论]{{0,30}}
        | (?: by | 作者:? )? [a-z0-9_.]{{2,20}} postedin .{{1,40}} (?: tagged .{{1,80}} )?
        | (?: 分类(?:于|:)? | 发[布表][于在]:? ) [^。,:]{{1,16}} (?:留下评论|发表评论|暂无评论|\d+条评论)""",
        longest=160,
    ),
    # 江城日报03月04日10:22, 江城日报 · 3小时前 · 江苏, IP属地：江苏
    matching(
        rf"""(?:@?{OUTLET})? {SEP}* {DATE} {CLOCK} (?:{OUTLET})?
            | @?{OUTLET} {SEP}* {AGO} (?:{SEP}+[{HAN}]{{2,3}})? | {AGO} {SEP}* {OUTLET}""",
        longest=36,
    ),
    matching(rf"(?:发布于|来自|ip属地:?){{1,2}}[{HAN}]{{2,3}}", longest=12, weight=0.7),
    # 更新于11月20日13:04•发布于11月20日13:05
    matching(rf"(?: {SEP}* (?:最后)?(?:更新|发布|发表|刊登)[于在] {DATE} (?:{CLOCK})? ){{1,3}}", longest=60),
    # 江畔的风 2025-01-08 资讯 101次浏览 0个评论
    matching(
        rf"""[^{MARK},:]{{0,12}} {DATE} (?:{CLOCK})? [{HAN}]{{0,6}} \d+ 次?(?:浏览|阅读|热度|围观)
        (?: \d+ [个条]?(?:评论|回复) )?"""
    ),
    matching(
        rf"(?:{MONTHS})[a-z]{{0,6}}\.?\d{{1,2}},?(?:19|20)\d\d (?:by[a-z]{{2,16}})? (?:leaveacomment|\d*comments?)?"
    ),
    matching(r"建立时间 \(hkt\) : [\d:]{4,12} | 香港时间 \d{1,2}时\d{1,2}分"),
    # the hour first: 14:40 01月15日; as WeChat has it: 原创 王小明 江城观察 2024-4-17 11:41 江苏
    matching(rf"{CLOCK} (?:{WEEK})? {DATE}", longest=24),
    matching(rf"(?:原创)? [^。,:]{{2,24}} {DATE} {CLOCK} (?:发表于|来自)? [{HAN}]{{2,3}}", longest=50),
    matching(rf"{SEP}* (?: 特?[大中小]{{3}} | a[+\-] | [a+\-]{{3,8}} ) {SEP}*", longest=20),
    # a tool bar: 字体： 【打印】 【关闭】
    made_of(
        rf"{FONT} | {TOOL} | 字[体号] | {SEP}",
        need=r"字[体号级型]|打印|关闭|我来说两句|纠错|揪",
        rest=0,
        longest=60,
    ),
    # alone: a schedule has them too, and so has the time of an event
    matching(rf"(?:时间|日期) : .{{0,30}} | {CLOCK} | {DATE} | \d+/\d+", weight=0.6),
    matching(r"0\d月\d\d日 | \d\d月0\d日"),
)
# a day as a person writes it: machines put a nought before a single figure
DAY = pattern(rf"(?:{YEAR}年)? [1-9]\d?月 [1-9]\d?日?")
MONTH = pattern(rf"{YEAR}年 \d{{1,2}}月")


def weak_days(page: Page, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Days that stand alone are weak datelines where a page has several, since chronicles have them as heads."""
    days = {hit.index for hit in hits if DAY.fullmatch(page.key(hit.index))}
    chronicle = len({page.key(i) for i in days}) > 1
    for hit in hits:
        weak = (chronicle and hit.index in days) or MONTH.fullmatch(page.key(hit.index))
        yield Hit(hit.index, None, 0.6) if weak else hit


PRESS = rf"""[{HAN}]{{2,8}}(?: 日报 | 晚报 | 时报 | 晨报 | 早报 | 报 | 网 | 社 | 电视台 | 发布 | 客户端 | 新闻
    | 融媒体?中心 | 周刊 )"""
SOURCE_LINE = either(
    # alone: a head may name a paper
    matching(
        r"""(?: (?:界面|央视|澎湃|腾讯|网易|搜狐|凤凰|封面|红星) 新闻 | (?:新浪|腾讯|网易|搜狐|凤凰|第一|和讯) 财经
            | (?:财联|新华|中新) 社 )""",
        longest=8,
        weight=0.7,
    ),
    matching(
        rf"""@? [{HAN}]{{2,6}} (?: 日报 | 晚报 | 晨报 | 早报 | 时报 | 商报 | 都市报 | 青年报 | 证券报 | 新闻网 | 财经网
            | 在线 | 发布 | 融媒体中心 ) 社? (?: 客户端 | 官方账号 | app | [·/—-]{{1,2}} {PRESS} )?""",
        longest=24,
        weight=0.7,
    ),
    # at the head of an article as often as at its foot
    matching(r"\(? (?:本文|文章|原文) (?:首发|原载|刊载|刊发|发表|首刊) [于在自] [^。!?]{2,40} 。? \)?", longest=60),
    matching(
        r"""本文 (?:由|系|为) [^。]{1,30} (?:发布|整理|原创|授权|转载|投稿|首发) [^。]{0,10}
            (?: ,希望 [^。]{2,14} )? [。!]?""",
        longest=60,
    ),
    matching(
        rf"""[(\[]? (?:本文|文章|内容|图文) (?:来自|来源于?|转自|选自|摘自) :? [^。!?,]{{0,8}}
            (?:公众号|视频号|客户端|app) [^。!?]{{0,50}} 。? [)\]]?
            | [(] [{HAN}]{{2,10}} (?: 日报 | 晚报 | 时报 | 早报 | 晨报 | 商报 | 都市报 | 证券报 | 周刊 | 杂志 | 新闻网
            | 财经网 | 通讯社 | 电视台 ) [)] | (?:摘自|选自|转自|原载于?) 《[^》]{{2,20}}》 [^。,!?的]{{0,16}}""",
        longest=70,
    ),
    matching(rf"""{SEP}* (?: 据 | 综合 | 整理自 ) :? {PRESS} (?: [、,/] {PRESS} ){{0,5}} 等? (?: 电 | 报[道导]
        | 消息 )? 。? {SEP}*""", longest=60),
    matching(r"(?:本文|原文|原始|文章|永久|本页) (?:链接|连结|地址|网址) (?: : .{0,120} )?", longest=160),
    matching(rf"""{SEP}*+ (?:{SOURCE}) (?={SEP}*?[:丨|/]) {SEP}*+ (?!《[^》]{{1,6}}》$) {PLAIN}{{0,40}}+ 。?
        {SEP}*+"""),
    # (以下内容从江城证券《…》研报附件原文摘录)
    matching(
        r"""[(\[【〔]? 以[上下](?:内容|文字|信息|资料) [^。]{0,80} (?:摘录|摘编|节选|摘自[^。]{2,30}) [)\]】〕]? 。?
            | [(\[【〔] (?:摘自|转自|选自|转载自|节选自|原载于?) [^。!?)]{2,24} [)\]】〕]""",
        longest=120,
    ),
    matching(r"[(\[【〔] (?:原标题|原题) : .{2,60} [)\]】〕] | (?:原标题|原题) : .{2,60}"),
    matching(rf"""[(\[【〔] (?: (?:{SOURCE}|原载于?) : {PLAIN}{{2,30}}
        | (?:{SOURCE}|原载于?|据) 《?{OUTLET}》?电?[^。!?)]{{0,8}}) [)\]】〕]"""),
    matching(rf"""(?: 来源|文章来源|稿源 ) (?![于自是地不可之及为在广多明]) {OUTLET}"""),  # 来源江城发布: WeChat
    matching(rf"{OUTLET} (?:{WEB}) "),
    matching(rf"(?:{YEAR}年 (?:\d{{1,2}}月)? (?:第\d+卷)? | 第\d+卷) ,? 总?第\d+期 [a-z.\d,()总第期]*", longest=60),
    matching(rf"《[^》]{{2,12}}(?:报|刊|志|周刊|人民|中国)》 \(? (?:{DATE})? [{HAN}\d第版\-]{{0,12}} \)?"),
    matching(rf"""[(\[【〔]? (?: 摘自 | 转自 | 选自 | 转载自 | 原载 | 原载于
        | 出处 ) :? 《?{OUTLET}》? [^。!?,]{{0,10}} [)\]】〕]?"""),
    made_of(
        rf"""(?:{SOURCE}) [:丨|/] {VALUE} | (?:作者|{WRITER}|{EDITOR}|{CREW}|{PICTURE}) [:丨|/] {VALUE} | {DATE}
            | {CLOCK}""",
        need=rf"(?:{SOURCE}) [:丨|/] (?!{PLAIN}{{0,40}}[{TALK}])",
        rest=3,
        longest=80,
    ),
)  # fmt: skip

CODE = r"(?: [a-z]{0,4}\d{2,7} | admin | [a-z]{2,12} )"
TEAM = rf"《?[{HAN}a-z]{{2,14}}》? (?: 编辑部 | 工作室 | 制作组 | 栏目组? | 团队 | 频道 | 运营部 )"
CREW_LINE = rf"(?:{CREW}) (?={SEP}*?[:/丨|]) {SEP}*+ (?: {TEAM} | {NAMES} | {CODE} | {PRESS} )"
EDITOR_LINE = either(
    matching(rf"""{SEP}* (?:{EDITOR}) (?: [/、&]? (?:{EDITOR}|{CREW}) ){{0,3}} [^\w:]{{0,4}} [:/丨|] (?![一两三])
        {PLAIN}{{0,36}}
        [)\]】〕]? 。? {SEP}*"""),
    matching(rf"""{SEP}*+ {CREW_LINE} (?: {SEP}*+ (?:{CREW}|{EDITOR}|{WRITER}|{PICTURE}) {SEP}*+ {NAMES} ){{0,4}}
        {SEP}*+"""),
    # 医务科、药剂科供稿 摄影/何佳 编辑/陈城
    matching(rf"[{HAN}、]{{2,24}} 供稿 (?: (?:{PICTURE}|{WRITER}|{EDITOR}) [:/|] {NAMES} ){{1,4}}", longest=70),
    # 编辑陈城 校对何佳: no colon, as on WeChat; 每经编辑 陈城
    matching(rf"""{SEP}* (?:每经|本[报网刊台])? (?: (?:{EDITOR}) [:/丨|]? (?!文件|文章|成果|成功|方案|方法|管理
    |时间) {NAMES} {SEP}*
        ){{1,6}}""", longest=40),
    matching(
        rf"""[(\[【〔] [^。!?)\]】]{{0,10}} (?:责任编辑|责编|编辑|审核|校对) (?: {SEP}*[:/丨|] {PLAIN}{{0,24}}
            | {NAMES}
            | {CODE} )
        [)\]】〕]? 。?"""
    ),
    matching(rf"[【\[] (?:责任编辑|责编|校对者|责任校对) [】\]] {PLAIN}{{2,12}} {SEP}*", longest=24),
    matching(rf"[(【〔] (?:本文)? (?:责任校对|责任编辑) {PLAIN}{{2,12}} [)】〕] {SEP}*", longest=24),
    made_of(
        rf"""(?:{EDITOR}) {SEP}* [:/丨|] {VALUE} | (?:{EDITOR}|{CREW}|{WRITER}|{PICTURE}) {SEP}* [:/丨|]? {NAMES}
            | (?:文|图文|文图) [:/丨|] {NAMES}
            | (?:{SOURCE}|作者) {SEP}* [:/丨|] {VALUE} | {CREW_LINE} | {DATE} | {CLOCK} | {TIME_LABEL}:? | {TOOL}
            | {COUNT}""",
        need=rf"(?:{EDITOR}|{CREW}) {SEP}* [:/丨|] (?![一两三]) (?!{PLAIN}{{0,36}}[{TALK}])",
        rest=3,
    ),
)  # fmt: skip

RULES = (
    Rule("editor-line", EDITOR_LINE, "（责任编辑：王小明）"),
    Rule(
        "dateline-line", Finder((DATELINE,), weak_days), "2024-03-05 09:12  来源：江城日报  点击：128次  字号：大 中 小"
    ),
    Rule("source-line", SOURCE_LINE, "来源：江城日报"),
)
