"""Accounts to follow: what papers, shops and authors on WeChat and the like say of theirs, in words of their own."""

from __future__ import annotations

from ..types import Rule
from .fragments import HAN
from .shapes import either, matching

ACCOUNT = r"""(?: (?: 微信 | qq | \(或qq\) ){0,2} (?: 公众 | 订阅 | 服务 ) (?: 号 | 平台 | [账帐]号 )
    | 微信 (?: 号 | [账帐]号 | 平台 | 公号 ) | 官方 (?: 微信 | 微博 | 公号 ) | 头条号 | 视频号 | 百家号 | 企鹅号
    | 官微 | 公号 )"""
ID = r"[a-z][a-z0-9_\-]{3,24}"
REACHED = rf"(?: 微信号? | qq | vx | 加v ) :? (?: \d{{6,13}} | {ID} )"
FOLLOW = r"(?: 关注 | 订阅 | 添加 | 搜索? | 加(?!强|快|大|入|工|班|剧|上|速|盟) )"
COME = r"""(?: 请 | 欢迎 | 敬请 | 快来 | 赶快 | 赶紧 | 快 | 那就 | 来 | 记得 | 马上 | 立即 | 可以? | 扫码 | 长按
    | 点击 | 唯一 ){0,4}"""
# who reads this is spoken to; of others an article tells
TOLD = r"""(?! .* (?: [他她其该某被] | (?<!名)称[,:“] | 受害 | 市民 | 居民 | 读者 | 用户 | 乘客 | 游客 | 考生 | 家长
    | 民警 | 警方 ) )"""
WISH = r"""(?: (?: 如果 | 要是 | 若 ) [你您]? | 想 | 要想 | (?: 了解 | 获取 | 获得 | 查看 | 看 | 知道 )? 更多 | 还没
    | 喜欢 ) [^。!]{1,40}?"""
GAIN = r"""(?: 后台 | 回复 | 即可 | 可以? | 领取 | 获取 | 查看 | 了解 | 更多 | 每[天日] | 第一时间 | 不定期 | 带[你您]
    | [和与][你您] | 一起 | 参与 | 参加 | 在 | 享 )"""
ACCOUNTS = either(
    # an account with its id: 欢迎关注微信公众号：jiangcheng123, and whatever is said behind it
    matching(
        rf"{TOLD} .{{0,70}}? {FOLLOW} [^。]{{0,24}} {ACCOUNT} [^。]{{0,16}}? [:(“\"「【]{{1,2}} {ID} .{{0,80}}",
        longest=150,
    ),
    matching(rf"{TOLD} [^。,]{{0,30}} 搜索? {ACCOUNT} :? {ID} ,? 关注 [^。]{{0,14}} [。!]?", longest=70),
    # 关注“江城夜话”公众号，回复“船票”参与抽奖
    matching(rf"{TOLD} {COME} {FOLLOW} [^。,]{{0,24}} {ACCOUNT} [^。,]{{0,16}} , {GAIN} .{{0,50}}", longest=100),
    matching(rf"{TOLD} {COME} {FOLLOW} [^。,]{{0,24}} {ACCOUNT} [^。,]{{0,4}} [:!]", longest=40),
    # 想看更多老照片，请关注我们的公众号
    matching(rf"{TOLD} {WISH} ,? {COME} {FOLLOW} [^。,]{{0,24}} {ACCOUNT} [^。]{{0,60}} [。!:]?", longest=130),
    matching(
        rf"{TOLD} {WISH} ,? 请? (?: 长按 | 扫描? | 识别 ) [^。]{{0,10}} 二维码 [^。]{{0,40}} [。!]?", longest=100
    ),
    matching(r"(?:微信|公众号|微信公众号) 搜索? (?: [“\"「【:] .{2,80} | 关注 [:“\"「【] .{1,24} )", longest=110),
    matching(rf"[{HAN}·a-z0-9“”]{{2,14}} {ACCOUNT} 二维码 :? | (?:订阅|关注) [^。,]{{2,12}} (?:微信|微博)", longest=24),
    # 点击上方“江城夜话”订阅我们, 点击标题即可阅读
    matching(
        r"""[↑↓▲▼>☞]* 点击? [^。,]{0,4} (?:上方|下方|上面|下面|蓝字|蓝色字) [^。]{0,24} (?:关注|订阅) [^。]{0,16} [。!]?
        | [↑↓▲▼>☞]* 点击? (?:标题|图片|链接|文字|下图|下方标题|书名) [^。,]{0,4} (?:阅读|查看|收听|观看|进入|购买)
            [^。,]{0,8} [。!]?
        | [↑↓▲▼>☞]* 点击? [^。,]{0,4} [“\"「【]阅读原文[”\"」】] [^。]{0,24} [。!]?
        | [“\"「【(]? 扫[一描]扫? [^。,]{0,4} (?:了解|查看|获取|领取|关注) [^。,]{0,16} [”\"」】)]?
        | (?:长按|按住) [^。,]{0,8} 二维码 [^。]{0,50} [。;!]?""",
        longest=60,
    ),
    matching(
        rf"{TOLD} [^。,]{{0,20}} ,? 请?在? (?:公众号|微信|本号)? 后台 (?:回复|留言) (?![说称道,]) [^。]{{0,20}} [。!]?",
        longest=50,
    ),
    matching(
        r"""(?: [你您]们? | 大家 ) 的? (?: 支持 | 关注 | 转发 | 点赞 | 鼓励 | 喜爱 ) ,? (?: 就?是 | 都是 )
            (?: 我们? | 小编 | 本号 ) [^。,]{0,14} 动力 .{0,40}""",
        longest=70,
    ),
    # who sells by word of mouth: 小丽微信12345678, 有意者私聊qq12345678
    matching(rf"[{HAN}☞]{{1,8}} {REACHED}", longest=32),
    matching(
        rf"{TOLD} .{{0,60}} (?: 私聊 | 约我 | 加我 | 找我 | 联系我 | 咨询我 ) .{{0,8}} {REACHED}",
        longest=100,
    ),
)  # fmt: skip

RULES = (Rule("share-account", ACCOUNTS, "欢迎关注江城夜话微信公众号：jiangcheng_yh，每天一段老街故事"),)
