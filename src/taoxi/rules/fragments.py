"""Pieces of patterns that several families share. All are for keys: half width, simplified, no spaces, lower case."""

from __future__ import annotations

import re

from ..words import words

HAN = r"\u3400-\u9fff"
MARK = r"。!?;"  # what ends a sentence; a comma or a colon does not
SEP = r"[\s|/\\,、·•丨:\-—_~.>»()\[\]【】「」〔〕■◆●▲△▼★☆※►▶◎○⊙↓↑→←*]"


MACHINE = "本文 (?:内容)? (?: 由 | 为 | 系 ) (?:人工智能|ai|机器)"  # who wrote it
MENU_LONGEST = 400  # characters of the key of a line that may be a menu
CLAUSE = re.compile(r"[。!?;,、:“”]")  # a mark that no menu has


def listed(name: str) -> str:
    """One pattern of all words of words/<name>.txt, in a group that looks at the first character before any word."""
    firsts = "".join(sorted({word[0] for word in words(name)}))
    return f"(?:(?=[{re.escape(firsts)}])(?:" + "|".join(map(re.escape, words(name))) + "))"


# A person: a surname and one or two characters more, a double surname, or a foreign or minority name with all its dots.
# Names may stand with nothing between; what a mark closes is settled (`(?>`), or n names would be read in 2^n ways.
SURNAME = f"[{''.join(word for word in words('surnames') if len(word) == 1)}]"
DOUBLE = "|".join(word for word in words("surnames") if len(word) == 2)
FOREIGN = rf"[{HAN}]{{2,6}}+ (?: ·[{HAN}]{{1,8}}+ (?=·) )*+ ·[{HAN}]{{1,8}}"
PERSON = rf"(?: (?:{DOUBLE})[{HAN}]{{1,2}} | {SURNAME}[{HAN}]{{1,2}} )"
NAME = rf"(?: {FOREIGN} | {PERSON} )"
GLUED = rf"(?: {PERSON} 和? ){{0,4}} {NAME}"
NAMES = rf"(?: (?> {GLUED} [/、,&] ) ){{0,9}} {GLUED}"
TALK = "的了吗呢么吧是我你您他她这那怎哪什"  # characters that talk has and names, offices and papers have not
PLAIN = rf"[^{MARK}{TALK}]"

YEAR = r"(?:19|20)\d\d"
DATE = rf"""(?: {YEAR} [-/.年] \d{{1,2}} [-/.月] \d{{1,2}} 日?
  | (?: [〇零○一二三四五六七八九]{{4}} | (?:中华)?民国 [一二三四五六七八九十百]{{1,6}} ) 年
    [一二三四五六七八九十]{{1,2}} 月 [一二三四五六七八九十廿]{{1,3}} 日
  | (?:中华)?民国 \d{{2,3}} 年 \d{{1,2}} 月 \d{{1,2}} 日? | 1[01]\d 年 \d{{1,2}} 月 \d{{1,2}} 日?
  | \d{{1,2}} 月 \d{{1,2}} 日 | \d{{1,2}} [-/] \d{{1,2}} (?: (?!\d) | (?=\d\d:) ) | {YEAR}年\d{{1,2}}月 )"""
CLOCK = r"""(?: [上下]午|凌晨|晚上|am|pm )? \d{1,2} (?: : | 时 | 点 ) \d{1,2} (?: (?: :
    | 分 ) \d{1,2} )? [秒分]? (?:am
    |pm)?"""
WEEK = r"(?: 星期 | 周 | 礼拜 ) [一二三四五六日天]"
AGO = r"(?: (?: \d+ | 几 | 半 ) (?: 秒 | 分钟 | 小?时 | 天 | 日 | 周 | 个?月 | 年 ) 前 | 昨天 | 今天 | 刚刚 )"

WRITER = r"""(?: (?:本报|本刊|本网|本台|特约|见习|实习|首席|全媒体|融媒体|新媒体)*+ 记者 | (?:本报)?实习生 | 通讯员
    | 作者
    | 撰稿人 | 撰[稿文写] | 执笔 | 采写 | 文字 | 整理 | 编译 | 翻译 | 译者 | 供稿 | 来稿 | 投稿 | 特约评论员 | 评论员
    | 特派员 | 信息员 | 报道员 )"""
PICTURE = r"(?: 摄影 | 摄制 | 图片 | 摄 | 供图 | 制图 | 绘图 | 漫画 | 视频 | 剪辑 | 图 )"
# who answers for a text: no article's line begins with one of these and a colon
EDITOR = r"""(?: 责任编[辑缉审] | 责编 | 责校 | 值班编[辑委] | 本[文期]编辑
    | (?:网络|网页|微信|新媒体|执行|助理|版面|本版|核稿|图片|视觉)?编辑
    | 小编
    | 编审 | 审编 | 校对 | 校审 | 初审 | 复审 | 终审 | 审核 | 审校 | 编校 | 审签 | 审读 | 审稿 | 签发 | 监制 | 总监制
    | 一审 | 二审
    | 三审 | 一校 | 二校 | 三校 | 核稿 | 版式 | 美编 | (?:总|副|执行)?主编 )"""
# who helped to make it: words that begin other lines too, so a name must follow
CREW = r"""(?: 策划 | 总策划 | 统筹 | 总统筹 | 值班主任 | 值班总监 | 值班 | 排版 | 制作 | 出品 | 出品人 | 发布 | 录入
    | 上传
    | 文案 | 运营 | 后期 | 设计 | 海报 | 导演 | 编导 | 制片 | 监制人 | 视觉 | 拍摄 | 摄像 | 配音 | 主播 | 总编 | 总编辑
    | 报道员 | 学术顾问 )"""
SOURCE = r"""(?: (?:信息|文章|新闻|稿件|内容|本文|图文|素材|图片|信息及图片)? 来源 | 来源于 | 资料来源 | 来自 | 转自
    | 摘自
    | 转载自 | 转载于 | 原文出处 | 稿源 | 来稿 | 供稿单位 | 供稿 | 发布机构 | 发布单位 | 发布者 | 发布人 | 上传者
    | 发稿人 | 信息提供 )"""
VALUE = rf"""[^。!?,;:|/]{{0,18}}?(?={SEP}|{DATE}|{SOURCE}|{EDITOR}|{CREW}|作者|记者|点击|浏览|阅读|字体|字号|分享
    |打印
    |关闭|时间|我要|$)"""
COUNT_LABEL = r"""(?: 围观 | 点[击阅](?:率|数|量|次数|人次)? | 浏览(?:量|数|次数|人次|次)?
    | 阅读(?:量|数|次数|人次)? | 访问(?:量|次数)? | (?:观看|播放)(?:量|数|次数|人次) | 读者人次
    | 累计(?:阅读|浏览|点击) | 人气(?:指数|值)?
    | 热度
    | 查看(?:次?数)? | 字数 | 评论数? | 跟[帖贴] | 回复 | 收藏 | 已有 | 共有? | hits? | views? )"""
COUNT = rf"""(?: {COUNT_LABEL} [:(\[]? \[?\d*+(?:,\d{{3}})*+(?:\.\d*+)?万?\+?\]? (?:次|人|条|位|c)?
    | \d++(?:\.\d*+)?万? (?:次|人|位|条)? (?:{COUNT_LABEL}|参与|推荐) (?:评论|量|数)? | \d++ (?:次|条|人) | 次浏览 )"""
OUTLET = rf"""[{HAN}a-z·]{{2,10}}(?:日报|晚报|时报|早报|晨报|商报|快报|都市报|青年报|新报|周报|周刊|网|新闻|电视台
    |通讯社|社
    |在线|发布|客户端|频道|中心|公众号|报|杂志|teleg|门户网站|人民政府|委员会|局|办公室|宣传部|融媒)"""

PHONE = r"""(?: \+?86-?)? (?: 0\d{2,3}[-—)]* )? \d{7,8} (?: -\d{1,5} )? | (?:\+?86)? 1[3-9]\d{9} | [48]00 (?:-?\d){7}
    | 1\d{4} | 9\d{4}"""
LONG_PHONE = r"(?: \d{2,4}[-—)]*\d{7,8} | \d{7,8} | 1[3-9]\d{9} | [48]00(?:-?\d){7} )"
MAIL = r"[a-z0-9._\-]++ (?: @ | \#at\# | \[at\] ) [a-z0-9.\-]+"
WEB = r"""(?: https?:// [\w.\-/?=&%:\#]+ | (?<![a-z\d.]) (?: www | wap | m )\. [\w.\-/?=&%:]+
    | (?:[a-z0-9\-]++\.)+(?: com | cn | net | org | gov | edu )(?:\.[a-z]{2})? (?: /[\w./?=&%\-]* )? )"""
