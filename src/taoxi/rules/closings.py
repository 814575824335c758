"""What mills and shops put around a text: closings, welcomes, the words they want to be found by, titles of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..types import Finder, Hit, Page, Rule, Stop
from .fragments import HAN, WEB
from .shapes import either, in_order, looking, matching, pattern, telling

OURS = "(?: 我们 | 我们公司 | 本公司 | 我公司 | 我司 | 本店 | 本厂 | 我厂 )"
CLOSING = either(
    matching(
        rf"""(?: {OURS} [^。“]{{2,60}} , )? [^。,“]{{0,6}} 有 (?:需要|需求|意向|兴趣) 的? [^。,“]{{0,8}}
            (?:联系|咨询|致电|来电|私信) [^。“]{{0,12}} [。!]?
        | (?: 以上 | 本文 | 上述 ) (?:内容|信息|资讯|文章|知识) 由 [^。,]{{2,24}} (?:为您|为大家|为你)? (?:提供|整理
            |发布|分享|编辑)
            [^。,]{{0,6}} [。!]?
        | (?: (?:好了|好啦|那么) ,? )? 关于 [^。,]{{2,24}} 就 (?:先|暂时|为大家|给大家|跟大家){{0,2}} (?:介绍|讲|说|聊
            |分享)
            到 (?:这里|此|这) [^。]{{0,40}} [。!]?
        | (?: 今天 | 本文 | 下面 | 接下来 ) ,? (?:小编)? 就?来? (?:给|为|带|跟|和) (?:大家|您|你|各位)
            (?:讲讲|说说|聊聊|讲一讲|说一说|聊一聊|介绍|分享|科普|讲解|普及) [^。]{{2,40}} , [^。,]{{0,4}} 希望
                [^。]{{2,20}} [。!]?
        | [^。?“]{{4,40}} \? (?:欢迎|快来|请|可以|不妨) [^。“]{{0,10}} (?:留言|评论|讨论|分享|告诉我们) [^。“]{{0,12}}
            [。!]?""",
        longest=120,
    ),
    # 选择江边，选择放心！ 江边供水期待与您的合作！ 买水箱，找江边！
    matching(
        r"""选择 [^。,]{2,10} , (?:就是)?选择了? [^。,的]{2,8} [。!]?
        | [^。,“]{2,12} (?:期待|盼望|恭候|静候) (?:与|着|和)? 您 [^。,]{0,12} [。!]?
        | [^。,“]{2,12} (?:温馨|友情)? 提醒您 : [^。]{4,40} (?:专业|正规|厂家|公司|机构|选择|认准) [^。]{0,16} [。!]?
        | (?:联系|选择|关注|认准) [^。,]{2,10} , 让 您?的? [^。,]{2,16} 更 [^。,]{1,8} [。!]?
        | [^。,“]{2,14} —{1,2} (?:您|你) (?:身边|值得|信赖|放心) [^。,]{2,16} [。!]?
        | (?:买|选|找|订|定制) [^。,“]{2,10} , (?:就)?[找选来认] (?!准) [^。,”]{2,10} !
        | [^。,“]{2,14} , (?:值得(?:信赖|您信赖|您的信赖|拥有)|(?:您)?值得拥有) [。!]?
        | 需要 [^。,“]{2,16} 的 (?:朋友|客户|用户) [^。“]{0,10} (?:联系|咨询|致电|来电) [^。“]{0,40} [。!]?""",
        longest=80,
    ),
    # 江边供水，专业生产水箱
    matching(
        rf"[{HAN}a-z]{{2,10}} , (?:专业|专注于?|致力于|只做|专做|主营) [{HAN}a-z、\d]{{3,18}} !?",
        longest=32,
    ),
    # 水泵保养www.jiangcheng.example
    matching(rf"[{HAN}a-z\d]{{2,16}} [-|(:]? {WEB} \)?", longest=60),
)

OTHER_MARKS, HANZI = re.compile("[，、|]"), re.compile(f"[{HAN}]")
WORDS_LEAST, WORD_MOST = 3, 10  # words of a row; characters of one


def row(page: Page, index: int) -> tuple[Hit, ...]:
    """水泵厂家,离心水泵,潜水泵价格: words for machines, with a comma of theirs between and one word in all."""
    text = page.lines[index].text.strip()
    words = [word.strip() for word in text.split(",")]
    if len(words) < WORDS_LEAST or OTHER_MARKS.search(text) or not all(map(is_word, words)):
        return ()
    first = {words[0][n : n + 2] for n in range(len(words[0]) - 1)}
    return (Hit(index),) if any(all(pair in word for word in words) for pair in first) else ()


def is_word(word: str) -> bool:
    """A few hanzi, or letters among them, and no mark."""
    return 2 <= len(word) <= WORD_MOST and word.isalnum() and HANZI.search(word) is not None


# 水箱保温层脱落怎么办？: what people ask of machines has no I and you
QUESTION = pattern(
    r"""[^。“”]{0,24} (?:带|教|告诉) (?:你|您|大家) (?:了解|如何|怎么|怎样|认识|看懂|选) [^。,]{2,20}
    | [^。,“”]{4,24} ,? 你 (?:知道|了解|清楚|选对|做对) [^。,]{0,6} 吗 \??
    | [^。,“”]{4,20} , (?:这|那)? (?:几|[二三四五六七八九十\d]) (?:点|招|个[^。,]{1,6}|大[^。,]{1,6}) [^。,]{0,6}
        (?:注意|知道|了解|牢记) !?
    | [^。,!;:?“你您我他她咱谁]{4,26} (?: 怎么[办做样选洗修用算看] | 怎么回事 | 是什么(?:意思|原因)? | 有哪些 | 哪家好
        | 多少钱[^。,?]{0,4}
    | 什么意思 | 什么原因 | 好不好 | 为什么 | 如何[^。,?]{2,8} | 哪[个种]好 ) \?"""
)
PARAGRAPH, ENDS = 40, ("。", "!", "”")  # characters; how a paragraph ends
QUESTION_LEAST = 2  # paragraphs of an article


def asked_last(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Questions that nothing answers: no paragraph stands below them, and several above."""
    order, place = in_order(page)
    long = [place[i] for i in order if len(page.line_keys[i]) >= PARAGRAPH and page.line_keys[i].endswith(ENDS)]
    yield from (hit for hit in hits if len(long) >= QUESTION_LEAST and place[hit.index] > long[-1])


RULES = (
    Rule("promo-close", CLOSING, "以上内容由江城水泵为您提供。"),
    Rule("tags-row", looking(row, re.compile(","), stop=Stop.NOWHERE), "水泵厂家,离心水泵,潜水泵价格"),
    Rule(
        "related-question",
        Finder((telling(QUESTION.fullmatch, QUESTION, longest=50),), asked_last),
        "冬天停用水泵以后，要先把泵壳下面的放水塞拧开，把里面的水放干净，不然很容易把泵体冻裂，修起来也麻烦。\n"
        "露天安装的水泵要加一个保温罩，水管外面也要缠上保温棉，接头的地方多缠几层，这样就可以安全过冬了。\n"
        "水泵声音太大是什么原因？",
    ),
)
