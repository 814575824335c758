"""Names of people out of lists of them, and what stands in a person's place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby, takewhile

from ..fold import simplified
from ..words import words

# letters but for the Latin ones, and all; classes that name the ranges of hanzi take a hundred times longer to compile
HAN, LETTER = r"[^\W\d_A-Za-z]", r"[^\W\d_]"
HANZI = re.compile(HAN)
DATED = r"(?:\d{4}|民国)\s?[-/.年]?\s?\d{1,2}"
DOTS = re.compile(
    rf"(?<=[^\W\d])\s?[•‧・･∙●]\s?(?=[^\W\d])|(?<={HAN})\.(?={HAN})"
)  # between the parts of a foreign name
PAPERS = "日报|晚报|晨报|早报|时报|商报|都市报|青年报|快报|周报|周刊|新闻|客户端|通讯社|电视台|广播电台|融媒体?"
# what people work for: 江城日报, 市文旅局宣传科
OFFICES = (
    rf"{PAPERS}|编辑部|中心|频道|公司|集团|大学|学院|学校|中学|小学|医院|银行|政府|委员会|办公室|协会|宣传部|工作室"
    "|党支部|支队|大队"
)
LAST = "局厅处科院所站组室会团队部网报社台校委办馆"  # the last character of an office, and now and then of a name
OFFICE = re.compile(rf"(?:{OFFICES})$|.{{3,}}[{LAST}]$")
NOBODY = re.compile(
    r"(?:本站|本网|本报|本刊|本台|网站|原创|网络|互联网|网上|未知|不详|佚名|无名|匿名|无|其他|admin\w*|root|管理员|转载"
    r"|整理|提供|供稿|网友|小编|编辑|记者|本站记者|作者|作者系|通讯员|系统管理员|超级管理员|超管|user\w*|editor"
    r"|webmaster|全文完|未完待续|出镜|连线|简介|单位|图片|文字|稿件|新闻|来自|实习生|摄影|制图|(?:网络|综合)整理|评论员|特派员)",
    re.I,
)
TITLED = re.compile(r"(?:教授|博士|硕士|研究员|主任|记者|院长|所长|学生|律师|编辑|摄影师)$")
PERSON = re.compile(rf"{HAN}{{2,4}}|{HAN}{{1,8}}(?:·{LETTER}{{1,12}}\.?)+|[A-Za-z][A-Za-z0-9_.\- ]{{1,30}}")
LATIN = re.compile(r"[A-Z][A-Za-z'.\-]+(?: [A-Z][A-Za-z'.\-]*){1,3}")
CODE = re.compile(r"[A-Za-z]{1,4}\d{2,7}|\d{3,6}")  # of a newsroom's system: DH010
BODY = re.compile(rf"(?:{LETTER}|·){{4,20}}")  # an author that is no person
TALK = re.compile("[的了吗呢么吧我你您他她这那怎哪什]")

PICTURED = re.compile(r"[^\s、,/]+\s?/\s?[图摄](?=[\s、,]|$)")  # 李大江/图
NOTE = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]?")
REACH = re.compile(r"[\w.\-]+@[\w.\-]+|(?:https?://|www\.)\S+|(?:\d{3,4}-)?\d{7,}")
ROWS = re.compile(rf"[、,/;&|_]+|(?<={HAN}{{2}})(?:和|与)(?={HAN}{{2,3}}(?:[、,\s]|$))")
STEMS = "记者|通讯员|实习生|特派员|评论员|撰稿人|撰稿|作者|编译"
WRITERS = (
    "(?:本报|本刊|本网|本台|特约|特派|见习|实习|首席|资深|全媒体|融媒体|新媒体)*"
    rf"(?:驻[^、,\s]{{2,5}}(?:特约)?)?(?:{STEMS})"
)
ROLE = re.compile(
    rf"^(?:{WRITERS}|采写|撰文|文字|摄影|整理|报道|文|图|摄)+:?(?={LETTER}{{2}})"
    rf"|(?<={HAN}{{2}})(?:摄影报道|图文报道|联合报道|综合报道|采访报道|报道|摄影|整理|供图|供稿|采写|编译|发自.*)+$"
    rf"|(?<={HAN}{{3}})[摄文图]$"
)
# what stands behind the last name: 作者：王小明 我要评论
TOOL = re.compile(
    "发布|发表|时间|日期|更新|点击|浏览|阅读|访问|字体|字号|分享|打印|评论|关闭|收藏|我要|我来|人气|热度|查看|已有|参与"
    "|更多|网友|跟贴|投稿|下载|微信|微博|电话|邮箱|文章|来源|返回|举报|纠错|扫一扫|录入|上传|审稿|审核"
)
LONGEST_RUN = 12  # characters: four names with nothing between them
COMMON = frozenset("曾付申查")  # surnames that begin other words too often for a search in whole texts


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames of one and two characters."""
    return frozenset(words("surnames")) | COMMON


@lru_cache(maxsize=64)  # each way of reading asks for it
def even(text: str) -> str:
    """The text half width and simplified, with | for what looks like it, / for \\, and 报道 for 报导."""
    for presentation, plain in PRESENTED:
        text = text.replace(presentation, plain)
    return unicodedata.normalize("NFKC", text).translate(characters()).replace("报导", "报道")


PRESENTED = (("︱", "|"), ("︰", ":"))  # NFKC makes a dash and two points of them
STROKES = {ord(stroke): plain for stroke, plain in (("丨", "|"), ("∣", "|"), ("\\", "/"))}
SOME = "著瞭乾"  # simplified in some words only, which `script` knows: 名著, 瞭望


@cache
def characters() -> dict[int, str]:
    """Traditional character -> simplified for `str.translate`, but for those that stay in some words; and strokes."""
    return {code: new for code, new in simplified().items() if chr(code) not in SOME} | STROKES


def read_names(text: str) -> tuple[str, ...]:
    """The people of a list, each once: what stands between marks, without offices, addresses and notes."""
    text = PICTURED.sub(" ", NOTE.sub(" ", REACH.sub(" ", DOTS.sub("·", even(text))))).strip()
    if LATIN.fullmatch(text):
        return people(text)
    parts = (part for row in ROWS.split(text) for part in joined(row.split()))
    return unique(name for part in takewhile(lambda part: not TOOL.match(part), parts) for name in people(part))


def joined(parts: list[str]) -> Iterator[str]:
    """The parts with names put together again that were spaced apart: 陆　明　何小佳, 王 小 明."""
    for single, run in groupby(parts, lambda part: len(part) == 1 and HANZI.match(part) is not None):
        row = list(run)
        size = spacing(row) if single else 1
        yield from ("".join(row[at : at + size]) for at in range(0, len(row), size))


def spacing(row: list[str]) -> int:
    """How many single characters in a row make a name: the size that begins each with a surname, else 2."""
    sizes = [size for size in (2, 3) if len(row) % size == 0]
    return next((size for size in sizes if all(first in surnames() for first in row[::size])), min(sizes, default=1))


def people(part: str) -> tuple[str, ...]:
    """The person that a part of a list names, or several where nothing stands between them; nobody for an office."""
    name = ROLE.sub("", part.strip(" .-—:~*#\"'“”《》<>")).strip()
    if NOBODY.fullmatch(name) or TITLED.search(name) or is_office(name):
        return ()
    if not PERSON.fullmatch(name) or CODE.fullmatch(name):
        return glued(name)
    return (name[:2], name[2:]) if is_pair(name) else (name,)


def is_pair(name: str) -> bool:
    """Do four characters name two people: 王雷李伟?"""
    return len(name) == 4 and name[0] in surnames() and name[2] in surnames() and name[:2] not in surnames()


def is_office(name: str) -> bool:
    """Is it a newsroom or an office? Of three characters only what no surname begins."""
    return bool(OFFICE.search(name)) or (len(name) == 3 and name[-1] in LAST and name[0] not in surnames())


def is_known(name: str) -> bool:
    """Does it begin with a Chinese surname, or is it a foreign name with a dot?"""
    return name[0] in surnames() or name[:2] in surnames() or "·" in name


def glued(text: str) -> tuple[str, ...]:
    """The names in a run of hanzi that nothing parts: 王小明李大江. Nobody where there are several ways to part it."""
    if not 5 <= len(text) <= LONGEST_RUN or HANZI.sub("", text):
        return ()
    ways = list(partings(text))
    return ways[0] if len(ways) == 1 else next((way for way in ways if all(len(name) == 3 for name in way)), ())


def partings(text: str) -> Iterator[tuple[str, ...]]:
    """Every way to part a run of hanzi into names of two and three characters that begin with a surname."""
    if not text:
        yield ()
    for size in (2, 3):
        if len(text) >= size and text[0] in surnames():
            yield from ((text[:size], *rest) for rest in partings(text[size:]))


def read_codes(text: str) -> tuple[str, ...]:
    """The numbers by which newsrooms know their editors, where a list has nothing else."""
    parts = (part for row in ROWS.split(even(text)) for part in row.split())
    return unique(part for part in parts if CODE.fullmatch(part))


def read_office(text: str) -> tuple[str, ...]:
    """What is named in a person's place: 市文旅局宣传科."""
    name = NOTE.sub("", even(text)).strip()
    is_none = NOBODY.fullmatch(name) or TITLED.search(name) or TALK.search(name) or not BODY.fullmatch(name)
    return () if is_none or TOOL.match(name) else (name,)


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))
