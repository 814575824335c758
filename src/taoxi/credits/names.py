"""Names of people out of lists, bylines, brackets and lead-ins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby, takewhile, zip_longest

from ..fold import plain

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
HANZI = re.compile(f"[{HAN}]")
DOTS = re.compile(r"(?<=[^\W\d])\s?[•‧・･∙●]\s?(?=[^\W\d])")  # between the parts of a foreign name
PAPERS = "日报|晚报|晨报|早报|时报|商报|都市报|青年报|快报|周报|周刊|新闻|客户端|通讯社|电视台|广播电台|融媒体?"
# what people work for:江城日报, 市文旅局宣传科; a name has one of these last characters only by its third
OFFICES = (
    rf"{PAPERS}|编辑部|中心|频道|公司|集团|大学|学院|学校|中学|小学|医院|银行|政府|委员会|办公室|协会|宣传部|工作室"
)
OFFICE = re.compile(rf"(?:{OFFICES})$|.{{3,}}[局厅处科院所站组室会团队部网报社台校委办馆]$")
NOBODY = re.compile(
    r"^(?:本站|本网|本报|本刊|本台|网站|原创|网络|互联网|网上|未知|不详|佚名|无名|匿名|无|其他|admin\w*|root|管理员|转载"
    r"|整理|网友|小编|编辑|记者|作者|作者系|通讯员|系统管理员|超级管理员|超管|user\w*|editor|webmaster|全文完|未完待续)$",
    re.I,
)
TITLED = re.compile(r"(?:教授|博士|硕士|研究员|主任|记者|院长|所长|学生|律师|编辑|摄影师)$")
PERSON = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:·[{HAN}A-Za-z]{{1,12}}\.?)+|[A-Za-z][A-Za-z0-9_.\- ]{{1,30}}")
LATIN = re.compile(r"[A-Z][A-Za-z'.\-]+(?: [A-Z][A-Za-z'.\-]*){1,3}")
CODE = re.compile(r"[A-Za-z]{1,4}\d{2,7}|\d{3,6}")  # of a newsroom's system: DH010
BODY = re.compile(rf"[{HAN}A-Za-z·]{{4,20}}")  # an author that is no person
TALK = re.compile("[的了吗呢么吧我你您他她这那怎哪什]")

NOTE = re.compile(r"[(\[【〔（][^()\[\]【】〔〕（）]*[)\]】〕）]?")
REACH = re.compile(r"[\w.\-]+@[\w.\-]+|(?:https?://|www\.)\S+|(?:\d{3,4}-)?\d{7,}")
PARTS = re.compile(rf"[、,/;&|\s_]+|(?<=[{HAN}]{{2}})(?:和|与)(?=[{HAN}]{{2,3}}(?:[、,\s]|$))")
WRITERS = (
    "(?:本报|本刊|本网|本台|特约|特派|见习|实习|首席|资深|全媒体|融媒体|新媒体|驻[^、,\\s]{2,5})*"
    "(?:记者|通讯员|实习生|特派员|评论员|撰稿人|撰稿|作者|编译)"
)
ROLE = re.compile(
    rf"^(?:{WRITERS}|采写|撰文|文字|摄影|整理|报道|文|图|摄)+:?(?=[{HAN}A-Za-z]{{2}})"
    rf"|(?<=[{HAN}]{{2}})(?:摄影报道|图文报道|联合报道|综合报道|采访报道|报道|摄影|整理|供图|供稿|采写|编译|发自.*)+$"
    rf"|(?<=[{HAN}]{{3}})[摄文图]$"
)
# what stands behind the last name: 作者：王小明 我要评论
TOOL = re.compile(
    "发布|发表|时间|日期|更新|点击|浏览|阅读|访问|字体|字号|分享|打印|评论|关闭|收藏|我要|我来|人气|热度|查看|已有|参与"
    "|更多|网友|跟贴|投稿|下载|微信|微博|电话|邮箱|文章|来源|返回|举报|纠错|扫一扫"
)

WRITER = re.compile(rf"{WRITERS}\s*[:/丨|]?\s*(?!节|站|证|会|手记|调查|感言|协会)")
BREAK = re.compile(r"[。!?;:()\[\]【】〔〕□■]|报道|讯")
PICTURE = re.compile(r"(?:摄影?|供图|制图|绘|图)\s*/?\s*$|^[/\s]*(?:摄影|摄|供图)")
# 台北3日電, 江城报道: where it was written stands behind the last name, often without a space
PLACED = re.compile(
    rf"(?P<names>[{HAN}·、,\s]{{2,}}?)\s*(?P<place>[{HAN}]{{2,4}}?)\s*(?:\d{{1,2}}月)?\d{{1,2}}日[^、,]{{0,2}}[电讯].*$"
)
REPORTED = re.compile(rf"(?P<names>[{HAN}·、,\s]{{2,}}?)(?P<place>[{HAN}]{{2,3}})$")

# not whose picture it is: （圖／江城電視）
BRACKETED = re.compile(
    r"[(](?!图[/片]|照片|资料|翻摄)(?:(?:图文|文图|文/图|图/文|文|记者|通讯员)[/\s:]*)?(?P<names>[^():]{2,40})[)]。?"
)
MARKED = re.compile(rf"[☉■●○◎◆◇]\s*(?P<names>[{HAN}]{{2,3}}(?:[\s、]+[{HAN}]{{2,3}}){{1,8}})")
# 王小明／台北報導
SLASHED = re.compile(
    rf"[(\[【〔]?(?P<names>[{HAN}、]{{2,12}})/[{HAN}]{{0,3}}(?:即时|综合|专题|连线|联合)?(?:报道|电|专访|外电报道)[)\]】〕]?"
)


@cache
def surnames() -> frozenset[str]:
    """Chinese surnames of one and two characters."""
    text = files("taoxi").joinpath("rules/words/surnames.txt").read_text("utf-8")
    return frozenset(word for word in text.split("\n") if word and not word.startswith("#"))


def spelled(text: str) -> str:
    """The text half width and simplified, with one kind of dot in names, and 报道 in the place of 报导."""
    return DOTS.sub("·", plain(text)).replace("报导", "报道")


def read_names(text: str) -> tuple[str, ...]:
    """The people of a list, each once: what stands between marks, without offices, addresses and notes."""
    text = NOTE.sub(" ", REACH.sub(" ", spelled(text)))
    if LATIN.fullmatch(text.strip()):
        return people(text)
    parts = list(takewhile(lambda part: not TOOL.match(part), filter(None, PARTS.split(text.strip()))))
    found = (name for part in joined(parts) for name in people(part))
    return tuple(dict.fromkeys(found))


def joined(parts: list[str]) -> Iterator[str]:
    """The parts with names of two characters put together again that were spaced apart: 陆　明　何小佳."""
    for single, run in groupby(parts, lambda part: len(part) == 1 and HANZI.match(part) is not None):
        row = list(run)
        yield from map("".join, zip(row[::2], row[1::2], strict=False)) if single and len(row) % 2 == 0 else row


def people(part: str) -> tuple[str, ...]:
    """The person that a part of a list names, or several where nothing stands between them; nobody for an office."""
    name = ROLE.sub("", part.strip(" .-—:~*#\"'“”《》<>")).strip()
    if NOBODY.match(name) or TITLED.search(name) or (len(name) > 2 and OFFICE.search(name)):
        return ()
    return (name,) if PERSON.fullmatch(name) and not CODE.fullmatch(name) else glued(name)


def glued(text: str) -> tuple[str, ...]:
    """The names in a run of hanzi that nothing parts: 王小明李大江. Nobody where there are several ways to part it."""
    if not 5 <= len(text) <= LONGEST_RUN or not re.fullmatch(rf"[{HAN}]+", text):
        return ()
    ways = list(partings(text))
    return ways[0] if len(ways) == 1 else next((way for way in ways if all(len(name) == 3 for name in way)), ())


LONGEST_RUN = 12  # characters: four names


def partings(text: str) -> Iterator[tuple[str, ...]]:
    """Every way to part a run of hanzi into names of two and three characters that begin with a surname."""
    if not text:
        yield ()
    for size in (2, 3):
        if len(text) >= size and text[0] in surnames():
            yield from ((text[:size], *rest) for rest in partings(text[size:]))


def read_codes(text: str) -> tuple[str, ...]:
    """The numbers by which newsrooms know their editors, where a list has nothing else."""
    parts = PARTS.split(spelled(text).strip())
    return tuple(dict.fromkeys(part for part in parts if CODE.fullmatch(part)))


def read_office(text: str) -> tuple[str, ...]:
    """What is named in a person's place: 市文旅局宣传科."""
    name = NOTE.sub("", spelled(text)).strip()
    is_none = NOBODY.match(name) or TITLED.search(name) or TALK.search(name) or not BODY.fullmatch(name)
    return () if is_none or TOOL.search(name) else (name,)


def read_byline(text: str) -> tuple[str, ...]:
    """The names behind 记者, 通讯员 and the like; nobody who only took the picture."""
    text = spelled(text)
    roles = list(WRITER.finditer(text))
    ends = [after.start() if after else len(text) for _, after in zip_longest(roles, roles[1:])]
    found = [name for role, end in zip(roles, ends, strict=True) for name in reporters(text[role.end() : end])]
    return tuple(dict.fromkeys(found))


def reporters(text: str) -> tuple[str, ...]:
    """The names of a byline behind its role: 王小明、李大江／台北報導."""
    text = GIVEN.sub("", text)
    report = REPORT.search(text)
    stop = BREAK.search(text)
    if report and (not stop or report.start() <= stop.start()):
        return read_names(unplaced(text[: report.start()]))
    text = BOTH.sub("", text[: stop.start()] if stop else text)
    return () if PICTURE.search(text) else read_names(text)


BOTH = re.compile(r"\s*(?:文/图|图/文|图文|文图|/文)\s*$")
# whose picture it is besides
GIVEN = re.compile(r"(?:受访者|受访单位|采访对象|资料|网络|本人|[^\s/]{2,6}[局方校院馆司])(?:供图|图片|图).*$")
REPORT = re.compile(
    r"\s*(?:/[^/]{0,6}?)?(?:摄影|图文|文图|文/图|综合|联合|独家|现场|即时|专题|采访|外电|整理|连线|采写|编译)*(?:报道|专访)"
    r"|\s*(?:\d{1,2}月)?\d{1,2}日[^、,]{0,2}[电讯]"
)
# cities that begin like a name
PLACES = (
    "武汉",
    "郑州",
    "沈阳",
    "温州",
    "苏州",
    "金华",
    "江苏",
    "成都",
    "高雄",
    "安徽",
    "石家庄",
    "乌鲁木齐",
    "华盛顿",
)


def unplaced(text: str) -> str:
    """The names in front of 报道 or 3日电, without the place that stands behind the last: 王小明江城, 王小明 江城."""
    run = re.search(rf"[{HAN}]+$", text)
    if not run:
        return text
    name, before = run[0], text[: run.start()]
    place = next((city for city in PLACES if name.endswith(city)), "")
    if place or (before.strip(" 、,/") and len(name) <= 4 and name[0] not in surnames()):
        return before + name.removesuffix(place or name)
    if len(name) < 4 or name[:2] in surnames() or name[0] not in surnames():
        return text
    return before + name[: 3 if len(name) > 4 else 2]


def bare_names(text: str) -> tuple[str, ...]:
    """Names alone in brackets, several behind a mark, or before a report: (王小明 李大江), 王小明／台北報導."""
    text = spelled(text).strip()
    match = BRACKETED.fullmatch(text) or MARKED.fullmatch(text) or SLASHED.fullmatch(text)
    return reporters(match["names"]) if match else ()


LEAD_IN = re.compile(r"^\s*[^。!?]{0,24}?[(【〔\[](?P<inner>[^()（）【】〔〕\[\]]{2,40})[)】〕\]]")
WIRED = re.compile(r"[电讯]\s*$")
TOLD = re.compile(rf"^[^。!?,]{{0,20}}?[电讯]\s*(?P<told>(?:{WRITERS})\s*[{HAN}·、\s]{{2,20}}?报道)")


def read_lead_in(text: str) -> tuple[str, ...]:
    """The names in the lead-in of a report: 本报讯（记者 王小明）, 中新网江城5月3日电 (王小明)."""
    text = spelled(text)
    if told := TOLD.match(text):
        return read_byline(told["told"])
    match = LEAD_IN.match(text)
    if not match:
        return ()
    if names := read_byline(match["inner"]):
        return names
    before = text[: match.start("inner") - 1]
    named = SLASHED.fullmatch(match["inner"]) or WIRED.search(before)
    return read_names(unplaced(REPORT.sub("", match["inner"]))) if named else ()


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))
