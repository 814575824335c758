"""What broke off the page: marks alone, end signs, scraps of scripts, and what a server says when it has no page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..types import Finder, Hit, Page, Rule
from .fragments import HAN
from .shapes import closing, either, holding, inside, matching

END = r"(?: end | 完 | 正文完 | 全文完 | 本文完 | theend | endofarticle | 分割线 | tobecontinued | 未完待续 )"
TAG = r"""(?: </?(?:div|script|span|iframe|style|img|table|br|td|tr|li|ul|font|strong)
    | </?[pa](?:>|href|class|target|style) )"""
SCRAP = either(
    # …… is an article's own, and so are lines drawn around a diagram
    matching(r"(?! \.{6}。? $) (?: _ | [^\w\"“”‘’《》〈〉│┌┐└┘├┤┬┴┼] ){1,80}+", longest=80),
    matching(
        r"\d{1,4}[.、]? | [a-z]{1,2} | \d+\.?\d*[%万k]? | n/a | null | undefined | none | nan | true | false",
        longest=8,
        weight=0.7,
    ),
    matching(rf"[-=*~_—\#.·•(\[【]* {END} [-=*~_—\#.·•)\]】]*", longest=30),
    matching(r"""[a-z\-]{0,20}(?:border|margin|padding|font-size|display|line-height|text-align
        |background):[^\u3400-\u9fff]{1,200}""", longest=240),
    # the name of a place on the page: top_nav_01
    matching(r"[a-z]{2,12} (?: _[a-z0-9]{1,12} ){1,5}", longest=48, weight=0.7),
    holding(rf"{TAG} [^{HAN}]{{0,80}} >? $ | ^{TAG} | &[a-z]{{2,6}};$", longest=400),
)  # fmt: skip
NUMBERS = matching(r"(?!\d{1,2}:\d\d-\d{1,2}:\d\d$) (?=.?\d) [\d\-/:.]{6,24} | \d{6,}。?", longest=26)
SCRIPT = holding(
    r"""document\.(?:write|getelement|cookie|location|domain) | getelementby | function\( | ^var[a-z_]+=
        | \$\([^)]{0,40}\)\. | window\.[a-z_]+ | javascript:
    | onclick= | \.push\( | _hmt | ^\}+\)*;?$ | addeventlistener | \{[a-z-]+:[^}]{0,80}\}""",
    longest=400,
)
SIGN = r"!-/:-@\[-`{-~"  # in a class: the marks of ASCII
CLOSING = re.compile(r"(?!::)[。.!?;:,、)\]】〕”’]+")
SENTENCE, STOPPED = 12, ("。", "!", "?", ":", ";")  # characters of a line that broke in mid-sentence; what ends one


def broken_off(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """All but the marks that a break parted from the end of the sentence above."""
    for hit in hits:
        above = next((page.key(i) for i in range(hit.index - 1, -1, -1) if page.key(i)), "")
        parted = len(above) >= SENTENCE and not above.endswith(STOPPED)
        # a question mark alone is what a mirror made of a space
        if page.key(hit.index) == "?" or not (parted and CLOSING.fullmatch(page.key(hit.index))):
            yield hit


ROWS = 4  # lines of figures on one page: a table; a stray number or two stand on many pages


def rows(page: Page, hits: list[Hit]) -> list[Hit]:
    """Lines of figures are weak where they make a table."""
    return [replace(hit, weight=0.4) for hit in hits] if len(hits) >= ROWS else hits


PROGRAM = 5  # lines of script on one page: scraps are fewer, an article on programming has more


def listing(page: Page, hits: list[Hit]) -> list[Hit]:
    """What looks like a script is weak where the page is about programs."""
    return [replace(hit, weight=0.4) for hit in hits] if len(hits) > PROGRAM else hits


ERROR = either(
    matching(
        r"""错误代码:[a-z0-9.\-]{1,20} | (?: error | http | 错误 | 出错 | 抱歉 | sorry | oops )? [:,]? (?: 404 | 403
            | 500 | 502
            | 503 ) [:,\-|]{0,2} (?: notfound | error | 错误 | 页面[^。]{0,10}
        | forbidden | 找不到[^。]{0,10} | badgateway | internalservererror | serviceunavailable | nginx
        | 您访问的[^。]{0,20} ) [^。]{0,12}""",
        longest=40,
    ),
    matching(
        r"""(?: (?:抱歉|对不起|很遗憾|非常抱歉|sorry|oops|哎呀|出错了|提示)[!,:。]* )?
            (?:您|你|该|此|本|当前|请求|要|访问|查看|浏览|所|的|正在){0,8}
        (?: (?:页面|网页|内容|文章|信息|链接)(?:不存在|找不到|未找到|已(?:经)?(?:被)?(?:删除|下线|失效|移除)|无法访问
        |出错|不见了|走丢了)
        | (?:新闻|帖子|主题|商品|资源|栏目) (?:不存在|未找到|已(?:经)?(?:被)?(?:删除|下线|失效|移除)) (?= $ | [,。!或] )
        | 找不到(?:您?你?(?:要)?(?:访问|浏览|查看|请求)的?)?(?:页面|网页|内容)
        | (?:您?你?)?访问的(?:页面|内容|文章|网页)[^。,]{0,8}(?:不存在|已?删除|不见|找不到|失效|走丢)
        | 请(?:先)?(?:开启|启用|打开)[^。]{0,8}javascript | (?:启用|开启|支持)javascript | enablejavascript
        | \d(?:秒|s)(?:钟)?后[^。]{0,6}(?:跳转|返回|进入)
        | 正在(?:为您)?跳转 | 此内容因违规 | 服务器(?:内部)?错误 | 访问(?:过于频繁|受限|被拒绝|异常)
        | 请(?:完成|进行)(?:安全)?验证 | pagenotfound
        | accessdenied | forbidden | 浏览器版本过低 ) [^。]{0,24} [。!.]?""",
        longest=48,
    ),
    # what a forum tells its guests
    matching(
        r"""(?: (?:抱歉|对不起)[!,:。]* )? (?: 本帖 | 本版 | 本主题 | 该帖 | 该主题 | 您?查看的内容 | 此?内容 )
        (?: 要求 | 需要? | 仅限 | 须 ) (?:您|用户|会员)? (?:先)? 登录 [^。]{0,16} [。!]?
        | (?: (?:抱歉|对不起)[!,:。]* )? (?:您|你) (?:尚未登录 | 还没有登录 | 没有登录 | 无权 | 没有权限 | 所在的用户组)
            [^。]{0,24} [。!]?
        | 请(?:您)?先?登录(?:后(?:再)?(?:浏览|查看|访问|操作)[^。]{0,8})? [。!]?""",
        longest=40,
    ),
    # what an interface answered: {"code":404,"msg":"文章不存在","data":null}
    matching(
        r"""\{ [^{}]{0,80}? "(?:code|errno|error_?code|status|iserror|success|type|ret)":
        [^{}]{0,80}? "(?:msg|message|errmsg|error|info)": "[^"]{1,60}" [^{}]{0,120} (?:\{\}|\[\])? [^{}]{0,20} \}""",
        longest=300,
    ),
    holding(r"""(?:页面|文章|内容|信息)已(?:经)?(?:被)?(?:删除|下线|失效)|网站(?:维护|升级)中|服务器错误""",
        longest=80, weight=0.5),
)  # fmt: skip

RULES = (
    Rule("error-page", ERROR, "抱歉，您访问的页面不存在"),
    Rule(
        "debris-line",
        either(Finder((SCRAP,), broken_off), Finder((NUMBERS,), rows), Finder((SCRIPT,), listing)),
        "*****",
    ),
    Rule(
        "debris-tag",
        closing(r"<[\u3400-\u9fff]{2,14}"),
        "平时可以做些适量的运动，少去人多不通风的地方。<江城股权分割",
    ),
    Rule(
        "debris-frame",
        # of a table that was laid out in bars, a mirror's stars, spaces that became question marks
        either(
            # the number of a picture: 2578C410-6FB7-4684-BC2F-344162CFBBE4
            inside(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
            closing(r"(?:\s+\|)+ | \*{4,}", body=4),
            inside(rf"^\s*+ (?: [?？]{{4,}}+ \s*+ | [?？]++ \s++ ) (?=[“《【{HAN}])"),
            # what a forum puts between its lines against copying: 6 \9 S! Z) @9 w. x+ A.
            inside(
                rf"""^\s*+ (?![^{HAN}=]*+=) (?=(?:[^{HAN}{SIGN}]*+[{SIGN}]){{4}})
                (?: [!-~]{{1,3}}+ \s++ ){{7,}}+ [!-~]{{0,3}} \s* (?=[“《【{HAN}])"""
            ),
        ),
        "江城两条新公交线路今日开通 |",
    ),
    Rule("debris-dashes", closing(r"\s?-(?:\s-)+", body=4), "谁来为老楼装电梯“埋单”？- -"),
)
