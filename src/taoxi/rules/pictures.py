"""What stands in a text for pictures and films: stubs, credits, player controls. Captions that tell something stay."""

from __future__ import annotations

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN, NAMES, OUTLET, PLAIN, SEP, TALK
from .shapes import either, matching, pattern, telling

PICTURE = r"(?: 图片? | 图像 | 照片 | 配图 | 插图 | 题图 | 截图 | 视频截图 | 视频 | 资料图片? | 资料照片? | 图文 )"
AGENCY = r"""(?: 新华社 | 中新社 | 人民网 | 视觉中国 | 图虫 | 东方ic | 图片社 | 法新社 | 美联社 | 路透社 | 本报
    | 新华网 | 资料图片? | 央视 | 网络 )"""
STUB = either(
    matching(
        rf"""{SEP}* (?: (?:相关)?{PICTURE} | 首图 | (?:文章|正文|内容)(?:插图|配图|图片|题图) | 图片资料 | 音频
        | 封面图? | 点击(?:图片)?(?:查看|放大|进入).{{0,6}}
            | 图片?\d{{1,2}} | 图集 | video
        | image | img | photo | logo | gif | 二维码 | 海报 | 缩略图 | 头像 | 默认图片 ) {SEP}*""",
        longest=14,
    ),
    matching(
        rf"""[(\[]? (?: (?:相关|[“"]?[^()。,:]{{2,12}}[”"]?)?资料(?:图片?|照片) (?: ,?仅供参考 | :? {OUTLET} )?
        | (?:本文|文中|文内|以上|部分)? (?:图片|资料|配图|图文|封面|照片|图) .{{0,6}} (?:仅供参考 | (?:图文)?无关
        | 与(?:本|正|内)文无关
        | 均?(?:来自|来源于?|来源:?|源自|源于)(?:于)?(?:网络|互联网|网上).{{0,6}})
        | (?:本文|文中|文内|以上|部分)? (?:图片|配图|照片) 均? (?:来[源自]于?|由|系|为|源于) [^。,]{{1,16}}
        (?:提供|拍摄|供图) ) 。? [)\]]?""",
        longest=40,
    ),
    matching(
        rf"""[(\[◎▲]* (?: 图片?
            | 照片 | 摄影 | 供图 | 制图 | 视频 ) (?:来源|提供|版权) [:/|]? [^。!?,{TALK}]{{1,24}} [)\]]?
        | [(\[◎▲]+ (?: 图片? | 视频 | 资料图 ) [:/|] [^。!?,{TALK}]{{1,24}} [)\]]?
        | [(\[◎▲]* (?: 图片? | 摄影 | 照片 | 供图 ) [:/|] (?: {NAMES} | {AGENCY} | {OUTLET} | @[^。!?,]{{1,20}}
        | [^。!?,]{{0,16}}(?:截图|提供) | [^\W{TALK}]{{2,6}} ) [)\]]?""",
        longest=36,
    ),
    # 操作手册下载(PDF格式 124KB)
    matching(
        r"""[^。,]{0,24} 下载 \( [^()。]{0,16} (?: pdf | docx? | word | pptx? | xlsx? | excel | zip | rar | \d[kmg]b? )
            [^()。]{0,16} \)""",
        longest=60,
    ),
    # of a chart: 白糖价格走势图
    matching(
        rf"(?!如何|怎[么样]|看懂|画|读) [{HAN}a-z\d()]{{0,12}} (?: 走势图 | k线图 | 分时图 | 行情图 | 曲线图 ) 。?",
        longest=18,
    ),
    # 图片来自国家统计局, 数据来源：万得
    matching(
        rf"""[(\[◎▲]* (?:本文|文中|以上|部分)? (?:图片|配图|照片|图|题图|封面图?|封面图片|图表) 均? 来(?:自
        |源于) {PLAIN}{{2,16}} [)\]]?
            | [(\[◎▲]* 封面图?片? (?:来源|提供) :? {PLAIN}{{2,16}} [)\]]?
            | [(\[◎▲*]* (?:数据|图表|制图) (?:来源|整理) [:/|] {PLAIN}{{2,40}} [)\]]?
            | [(]? (?: (?:image|photo|picture)? (?:source|credit|via)s? [:/|] | photoby ) [^。!?]{{2,40}} [)]?""",
        longest=60,
    ),
    matching(rf"""{SEP}* 图 (?: 源(?!头|于) | 据 ) :? {PLAIN}{{1,14}} (?:,?侵删)? {SEP}*
        | [{HAN}]{{2,10}}(?<!拍摄)供图
        | {SEP}* (?:图/)? (?: 翻摄 | 取自 ) (?: 自? [^。!?,]{{0,12}} ) {SEP}*""", longest=30),
    matching(
        r"""<image>.*</image> | !\[[^\]]*\](?:\([^)]*\))? | \[(?:图片?|image|img|视频|表情)\] | <img.{0,80}
            | [^\s。,]{1,40}\.(?:jpe?g|png|gif
        |bmp|webp|mp4|swf|pdf|docx?|xlsx?|rar|zip)""",
        longest=160,
    ),
    matching(
        rf"""[▲△■◆●▼↑↓] (?: (?:活动|会议|比赛|事发|施工)现场图? | 现场图 | 效果图 | 示意图 | 资料图
            | [{HAN}]{{2,8}}(?:效果图|示意图|现场) ) 。?""",
        longest=16,
    ),
    matching(
        rf"""[(\[]? (?: {AGENCY} | {OUTLET} )? (?: 记者 | 通讯员 | 特约记者 | 发 | / | 资料 ){{0,3}} \(? (?: {NAMES}
            | [{HAN}]{{2,3}}·[{HAN}]{{2,8}} )
        (?: (?<!拍)摄 | 摄影 (?=[)\]]) | 供图 | 制图 ) [)\]]{{0,2}}
        | [(\[] [^()。!?;{TALK}]{{2,20}} (?:(?<!拍)摄|供图|制图|提供) [)\]]
        | {AGENCY}发(?:\({NAMES}(?:摄|供图)?\))?""",
        longest=26,
    ),
    matching(
        r"""(?:展开|收起|展开全文|点击展开.{0,4}|点击播放.{0,4}|播放|暂停|静音|全屏|倍速|重播|\d\.\d{1,2}x
        |\d\d:\d\d/\d\d:\d\d|正在(?:加载|播放)[.视频中]{0,6}|加载中.{0,3}|视频加载中.{0,10}|请点击此处.{0,10}
        |[您你]的浏览器(?:不支[持援]|暂不).{0,30}|自动播放|高清|标清|超清|字幕|画中画|收听|听新闻|语音播报|听全文|播放视频
        |进入全屏|退出全屏|全屏观看|播放/暂停|播放新闻|收听新闻|自动连播|循环播放|直播回看|下一个视频
        |听新闻\d{1,2}:\d\d/\d{1,2}:\d\d|(?:视频|音频|图片|页面|内容)?加载失败[,!。]?(?:请?(?:刷新|重试|稍后)[^。,]{0,8})?
        |(?:该视频|此视频|视频)?(?:暂不支持播放|仅支持在客户端[内中]?播放)[,。!]?(?:请[^。,]{2,16})?
        |请?(?:使?用|在)wi-?fi(?:环境)?(?:下)?观看(?:影片|视频)?
        |(?:查看|点击查看|点击看|看)(?:原图|大图|高清图|图[集辑]|组图)|幻灯片|高清大图|支持键盘[^。]{0,6}翻页
        |共\d{1,3}张图?(?:图片|照片)?|打开[^。,]{2,8}(?:新闻|app|客户端),?查看(?:更多)?(?:高清|精彩)?(?:图片|大图|视频))""",
        longest=40,
    ),
    # 示意图／取自Pixabay; ▲示意图。（图／取自网络）; （本报资料照片）
    matching(
        r"""[(\[▲△◎]* (?: 示意图 | 资料图片? | 资料照片? | 情境图 | 配图 ) 。? [(\[/|]* (?:图/)? (?:取自|翻摄自?|来自)
            [^。!?,]{1,16} [)\]]* | [(\[] (?:本[报刊台网社]) (?:资料|档案) (?:照片?|图片?|画面) [)\]]""",
        longest=34,
    ),
    matching(rf"[{HAN}]{{0,8}} (?: 影片 | 视频 | 短片 | 直播 | 新闻 | 网上 ){{1,2}} 截图", longest=14),
    # who is seen, in a name, and who took it: 周禾。记者陈大文／摄影
    matching(rf"[^。,:!?]{{1,8}} 。 (?:[{HAN}]{{2,6}})? 记者 {NAMES} /? (?: 摄影 | 翻摄 | 摄 )", longest=32),
    # what a page says to an old browser
    matching(
        r"""(?: 此 | 本 | 该 )? (?:页面?|网页|页面上的内容|视频|播放器|内容){0,2} [^。]{0,6} (?: 需要 | 须 | 要求 )
            [^。]{0,16} flashplayer [^。]{0,12} [。!]?
        | (?: 获取 | 下载 | 安装 | 点击 | 请 | 最新 | 更新 ){0,4} adobeflashplayer (?:插件|播放器|最新版)? [。!]?
        | 请? (?:更新|升级) (?:您|你)的? 浏览器 (?:版本)? [。!]?
        | (?:您|你) (?:目前|正在|当前)? 使用的浏览器 [^。,]{0,8} (?:版本)? [^。,]{0,4}
            (?:较旧|过旧|太旧|过低|太低|较低) [^。]{0,30} 。?
            (?: (?:建议|请) [^。]{2,40} 。? )?""",
        longest=90,
    ),
)  # fmt: skip

COUNTER = pattern(r"\(? (?P<place>\d{1,3}) / (?P<of>\d{1,3}) \)?")
LEAST = 3  # pictures of a gallery: 1/2 is a fraction as often


def counters(page: Page, hits: list[Hit]) -> list[Hit]:
    """The counters of a gallery, which all count up to the same number; the cells of a table do not."""
    found = [match for hit in hits if (match := COUNTER.fullmatch(page.line_keys[hit.index]))]
    sizes = {match["of"] for match in found}
    counted = all(0 < int(match["place"]) <= int(match["of"]) for match in found)
    return hits if len(sizes) == 1 and counted and int(sizes.pop()) >= LEAST else []


RULES = (
    Rule(
        "image-stub",
        either(STUB, Finder((telling(COUNTER.fullmatch, COUNTER, longest=9),), counters)),
        "（资料图片，仅供参考）",
    ),
)
