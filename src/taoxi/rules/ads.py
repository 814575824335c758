"""Advertisements, calls to install things, and spam that was injected into the page."""

from __future__ import annotations

from ..types import Rule
from .fragments import MARK, SEP, listed
from .shapes import either, holding, inside, matching, opening

LINE = either(
    matching(
        r"""[(\[【〔]? (?: (?:点击|点此|戳|戳这里|请点击|更多.{0,12}点击) (?!量|率|数)
            (?:此处|这里|进入|查看|阅读|观看|收听|下载|图片
        |上方|下方|左下角|右上角|链接){0,3} [^。,]{0,24} ) [>→↓↑)\]】〕]+
        | (?:点击|点此|戳)(?:此处|这里|进入|阅读原文|查看原文|查看更多).{0,12}""",
        longest=50,
    ),
    matching(
        rf"""{SEP}*
            (?: (?:广告|推广|赞助|赞助商链接|ad|ads|advertisement|advertisements|sponsored|本页广告|广告位.{{0,8}}
            |请继续往下阅读
        |继续往下阅读|以下为广告|点击关闭|广告关闭|关闭广告|商业推广|文章未完,?请往下继续阅读|下拉继续阅读) {SEP}*
        ){{1,3}}""",
        longest=24,
    ),
)

APP = r"(?: app | 客户端 | 小程序 )"
CALL = rf"""{SEP}* (?: (?:请|立即|马上|免费|快来|点击|扫码|敬请|欢迎)? (?: 下载 | 打开 | 安装 | 登录 | 前往 | 进入
    | 上
    | 请用 | 使用 | 点击 ) [^{MARK},]{{0,12}} {APP}
    [^{MARK}]{{0,20}} [。!]?
    | (?: [^{MARK},]{{1,12}} {APP} ) (?:下载) | {APP} (?:下载|内打开|内查看|扫码) [^{MARK}]{{0,8}}
    | .{{0,12}} (?:立即|点击|扫码|免费|马上)下载 [^{MARK}]{{0,12}} [。!]?
    | [^{MARK}]{{0,16}} (?:请|快来|立即|马上|欢迎|敬请)下载 [^{MARK}]{{0,16}} [。!]?
    | .{{0,8}} 加入 [^。]{{0,10}} (?:qq群|微信群|社群|交流群|读者群|会员|line好友|好友)[^{MARK},]{{0,10}} [。!]?
    | (?:粉丝|读者|交流|qq|微信){{1,2}}群:?\d{{5,}}
    | (?:点击|立即|免费)订阅 | (?:免费|立即|我要)?订阅(?:电子报|每日|新闻|专栏|我们)[^{MARK},]{{0,12}}
    | 加入[^{MARK}]{{0,10}}(?:line|telegram|脸书|粉丝团|粉专)[^{MARK}]{{0,16}} [。!]?
    | (?:点我|按我|按此|点这里?)(?:下载|看|查看|前往|加入|订阅)[^{MARK}]{{0,16}}
    | [^{MARK}]{{0,16}}用app看新闻[^{MARK}]{{0,16}} | 立即打开
    | 炒股就看 [^。]{{2,12}}(?:分析师|研报|资讯|app) [^。]{{0,50}} [。!]?
    | 按[^{MARK}]{{0,6}}(?:赞|like)[^{MARK}]{{0,20}}
    | .{{0,24}} (?: 点我 | 点击 | 扫码 | 立即 | 马上 ) 加入 .{{0,14}} (?: line | 好友 | 粉丝团 | 社群
    | 交流群 ) .{{0,8}}
    | 下载 [^。]{{0,16}} {APP} , [^。]{{0,40}} (?: 即可 | 随时 ) [^。]{{0,30}} 。?
    | .{{0,10}} (?: 订户 | 会员 | vip | 付费用户 ) (?: 专享 | 专属 | 可见 ) [^。]{{0,8}} 。? [^。]{{0,12}} (?: 订阅
    | 登录 | 开通 | 付费 )
    [^。]{{0,8}} 。? )"""
PROMPT = either(
    matching(CALL, longest=70),
    holding(
        rf"""(?:下载|打开|安装|登录)[^。]{{0,10}}{APP}[^。]{{0,16}}(?:查看|阅读|看|体验|更多|下载|精彩|订阅|关注|参与
            |新闻)
        |(?:关注|搜索)[^。]{{0,12}}(?:公众号|微信号|官方微信|官方微博|视频号|订阅号)""",
        longest=70,
        weight=0.5,
    ),
)  # fmt: skip

BRAND = r"(?:威尼斯人|太阳城|皇冠|葡京|金沙|永利|必威|亚博|欧宝|万博|新濠|博狗|bet365|澳门|伟德)"
THING = r"(?:现金网?|娱乐城?|体育|网址|线路|官网|平台|手机版|赌场|棋牌|在线|下载|app|注册|登录)"
HOUSE, FILTH = listed("gambling"), listed("filth")
DOING = r"""(?: 注册 | 登录 | 登陆 | 官网 | 网址 | 平台 | 开户 | 下载 | 投注 | 充值 | 娱乐 | 手机版 | 入口 | 送彩金
    | app | 导航 | 线路 )"""
SPAM = either(
    # spam mirrors glue a house to the article's own title, so only lines that are nothing else fall
    matching(rf"[^{MARK},]{{0,8}} {HOUSE} [^{MARK},]{{0,6}} {DOING} [^{MARK},]{{0,6}}", longest=24),
    matching(rf"[^{MARK}]{{0,30}} {HOUSE} .{{0,6}} {DOING} [^{MARK}]{{0,20}} {HOUSE} [^{MARK}]{{0,40}}", longest=90),
    matching(rf"[^{MARK}]{{0,30}} {HOUSE} .{{0,6}} {DOING} [^{MARK}]{{0,40}}", longest=90, weight=0.5),
    matching(
        rf"""(?: [^|{MARK}]{{1,16}} \| ){{0,3}} [^|{MARK}]{{0,6}} {HOUSE} [^|{MARK}]{{0,10}}
        (?: \| [^|{MARK}]{{1,16}} ){{2,4}}"""
    ),
    matching(rf"(?: [^|{MARK}]{{1,16}} \| ){{2,4}} [^|{MARK}]{{0,6}} {HOUSE} [^|{MARK}]{{0,10}}"),
    matching(rf"[^{MARK}]{{0,40}} {HOUSE} [^{MARK}]{{0,20}} {HOUSE} [^{MARK}]{{0,60}}", longest=90, weight=0.7),
    # an abstract that a machine wrote begins with the house
    opening(
        rf"""(?: (?:文章|本文|内容)? (?:摘要|导读|简介|描述) | 简要描述 )
            : [^,:{MARK}]{{0,6}} {HOUSE} [^,:{MARK}]{{0,6}} {DOING} ,""",
        longest=400,
    ),
    matching(rf"""[^{MARK}]{{0,40}} {FILTH} (?> [^{MARK}]{{0,12}}? {FILTH} ){{2}} [^{MARK}]{{0,60}}""",
        longest=120),
    matching(rf"(?: [^|{MARK}]{{0,20}} {FILTH} [^|{MARK}]{{0,20}} \| ){{2}} .{{0,100}}", longest=160),
)  # fmt: skip

RULES = (
    Rule("ad-line", LINE, "广告"),
    Rule("ad-prompt", PROMPT, "下载江城新闻APP，查看更多精彩内容"),
    Rule("ad-spam", SPAM, "金沙娱乐官网注册_江城棋牌平台登录"),
    Rule(
        "ad-brand",
        either(
            inside(rf"[\u3400-\u9fffa-zA-Z0-9]{{0,8}} {BRAND} {THING}{{2,4}} [:：]"),
            # at the head of a line, behind a title it stands with a space or nothing
            inside(
                rf"^\s*(?i: [\u3400-\u9fffa-z0-9]{{0,4}} {HOUSE} [\u3400-\u9fffa-z0-9]{{0,4}} {DOING} ) [:：]", body=4
            ),
        ),
        "江城金沙娱乐平台网址：昨天上午，江城新开了两条公交线路，方便沿线市民出行。",
    ),
)
