"""Names that no colon announces: bylines, names alone in brackets, lead-ins."""

from __future__ import annotations

import re
from itertools import zip_longest

from .names import DATED, HAN, LAST, STEMS, WRITERS, even, is_known, is_office, read_names, surnames, unique
from .papers import SHARED

WRITER = re.compile(
    rf"(?<!该){WRITERS}\s*[:/|]?\s*(?!节|站|证|会|手记|调查|感言|协会|简介|单位|介绍|主页|注|按|系(?!\S{{1,2}}$))"
)
ROLES = re.compile(STEMS)  # what WRITER begins with may stand anywhere, what it ends with tells sooner
BREAK = re.compile(
    r"[。!?;:()\[\]【】〔〕□■]|报道|讯|来源|(?:\s\S{0,6})?(?:责任编辑|责编|编辑|校对|审核)|\s(?:制图|绘图|漫画|摄像|摄影)[:/\s]+(?!报道|整理)"
)
PICTURE = re.compile(r"(?:摄影?|供图|制图|绘|图|截屏)\s*/?\s*$|^[/\s]*(?:摄影|摄|供图)")
PICTURED = re.compile(r"(?:图|摄影?|供图)\s*[/:|]\s*[^\s/:|]{0,6}$")  # 图／江城日报实习
PICTURED_LONGEST = 16  # characters
# 周禾文/摄, 陈小江文摄; 周禾文 may be a name
BOTH = re.compile(rf"\s*(?:文[/、][图摄]|(?<={HAN}{{3}})文[图摄]|[图摄][/、]?文|/文)\s*$")
# whose picture it is besides: 王小明/文 受访者供图
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

# not whose picture it is: （圖／江城電視）
BRACKETED = re.compile(
    r"[(](?!图(?:/(?!文)|片)|照片|资料|翻摄)(?P<role>(?:图文|文图|文/图|图/文|文|记者|通讯员)[/\s:]*)?(?P<names>[^():]{2,40})[)]。?"
)
REPORTED = "(?:即时|综合|专题|连线|联合)?(?:报道|电|专访|外电报道)"
MARKED = re.compile(rf"[☉■●○◎◆◇](?P<role>\s*)(?P<names>{HAN}{{2,3}}(?:[\s、]+{HAN}{{2,3}}){{1,8}})")
# 王小明／台北報導
SLASHED = re.compile(
    rf"[(\[【〔]?(?P<role>)(?P<names>(?:{HAN}|、){{2,12}})/"
    rf"{HAN}{{0,3}}{REPORTED}[)\]】〕]?"
)
# 即时中心／王小明报道
DESKED = re.compile(
    rf"[(\[【〔]?(?P<role>){HAN}{{2,6}}(?:中心|组|部|室)/(?P<names>(?:{HAN}|、){{2,12}}?){REPORTED}[)\]】〕]?"
)
ENGLISH = re.compile(r"[Bb][Yy]:? (?P<name>[A-Z][A-Za-z'.\-]+(?: [A-Z][A-Za-z'.\-]*){1,3})")
SIGNED = re.compile(rf"^\W*(?P<name>{HAN}{{2,3}}|{HAN}\s{HAN})\s+(?={DATED}[-/.月])")
LEAD_IN = re.compile(
    r"^\s*(?:[【\[][^】\]]{2,16}[】\]]\s*(?=[(【〔\[]))?[^。!?]{0,24}?[(【〔\[](?P<inner>[^()（）【】〔〕\[\]]{2,40})[)】〕\]]"
)
# 王小明／台北報導 江城今天…, 即时中心／王小明報導
UNBRACKETED = re.compile(rf"(?:{HAN}|[/、]){{4,24}}{REPORTED}(?=\s)")
WIRED = re.compile(r"[电讯]\s*$")
# lead-ins without a bracket: 江城晚报讯 记者王小明报道, 江城网记者王小明报道，, 本报记者王小明发自江城
TOLD = re.compile(
    rf"^(?:[^。!?,]{{0,20}}?[电讯]\s*)?(?=\S{{0,8}}记者){HAN}{{0,6}}?(?P<told>{WRITERS}\s*(?:{HAN}|[·、\s]){{2,30}}?(?:报道|发自))"
)
# and with nothing behind the names but a space: 江城讯 记者王小明 李大江 通讯员周禾 昨天
WRITTEN = re.compile(
    rf"^[^。!?,]{{0,20}}?[电讯]\s+(?P<told>(?:{WRITERS}(?:\s?{HAN}{{2,3}}(?=[\s、])、?){{1,4}}\s*){{1,3}})\s"
)


def read_byline(text: str) -> tuple[str, ...]:
    """The names behind 记者, 通讯员 and the like; nobody who only took the picture."""
    text = even(text)
    if not ROLES.search(text):
        return ()
    roles = list(WRITER.finditer(text))
    found: dict[str, None] = {}
    for role, after in zip_longest(roles, roles[1:]):
        if not PICTURED.search(text[max(0, role.start() - PICTURED_LONGEST) : role.start()]):
            found |= dict.fromkeys(reporters(text[role.end() : after.start() if after else len(text)]))
    return tuple(found)


def reporters(text: str) -> tuple[str, ...]:
    """The names of a byline behind its role: 王小明、李大江／台北報導."""
    text = GIVEN.sub("", text)
    report, stop = REPORT.search(text), BREAK.search(text)
    if report and (not stop or report.start() <= stop.start()):
        return read_names(unplaced(text[: report.start()]))
    text = BOTH.sub("", text[: stop.start()] if stop else text)
    return () if PICTURE.search(text) else read_names(text)


def unplaced(text: str) -> str:
    """The names in front of 报道 or 3日电, without the place that stands behind the last: 王小明江城, 王小明 江城."""
    run = re.search(rf"{HAN}+$", text)
    if not run:
        return text
    name, before = run[0], text[: run.start()]
    place = next((city for city in PLACES if name.endswith(city)), "")
    if place or (before.strip(" 、,/") and len(name) <= 4 and name[0] not in surnames()):
        return before + name.removesuffix(place or name)
    if len(name) < 4 or name[:2] in surnames() or name[0] not in surnames():
        return text
    return before + name[: 3 if len(name) > 4 else 2]


# (宣传部 王小明/文 李大江/图), (江城网 王小明)
SENT = re.compile(r"[(](?P<inner>[^():]{4,60})[)]。?")
DESK = re.compile(rf"{HAN}+(?:[部处局站馆队组网报社台室]|中心|院|[委办科镇乡会]|街道|社区|公司|客户端|大学|[中小]学)")
DREW = re.compile(r"(?:图片?|摄影?|供图)/.*|.*/(?:图片?|摄影?)|.*(?:摄影?|绘|供图)")
DID = re.compile(r"^(?:文字?|图文|文图|供稿|撰稿)/|(?:/(?:文字?|图文|文图)|供稿|撰稿|报道)$")


def read_sent(text: str) -> tuple[str, ...] | None:
    """The people beside an office in brackets, but for those who took the pictures; None where no office stands."""
    match = SENT.fullmatch(text)
    parts = re.split(r"[\s、,]+", match["inner"]) if match else []
    offices = [part for part in parts if len(part) > 2 and DESK.fullmatch(part)]
    if not offices:
        return None
    writers = (DID.sub("", part) for part in parts if part not in offices and not DREW.fullmatch(part))
    return unique(name for part in writers for name in read_names(part) if is_known(name))


# 王小明 李大江 報導 / 台中市
REPORTED_AT = re.compile(rf"(?P<names>(?:{HAN}{{2,3}}[\s、]*){{1,4}})(?:采访|综合|摄影)?报道\s*/\s*{HAN}{{2,4}}")


# 报道：王小明
REPORTER = re.compile(r"(?:报道|撰述|采访(?:报道)?)\s*[:|]\s*(?P<names>.{2,24})")


def bare_names(text: str) -> tuple[str, ...]:
    """Names alone in brackets, several behind a mark, or before a report: (王小明 李大江), 王小明／台北報導."""
    text = even(text).strip()
    if english := ENGLISH.fullmatch(text):
        return (english["name"],)
    if shared := SHARED.fullmatch(text):
        return read_names(shared["people"])
    if (sent := read_sent(text)) is not None:
        return sent
    if reported := REPORTED_AT.fullmatch(text) or REPORTER.fullmatch(text):
        return read_names(reported["names"])
    match = BRACKETED.fullmatch(text) or MARKED.fullmatch(text) or DESKED.fullmatch(text) or SLASHED.fullmatch(text)
    if not match:
        return read_signed(text)
    names = bylined(match["names"]) if WRITER.search(match["names"]) else reporters(match["names"])
    return tuple(name for name in names if name not in PLACES and (match["role"] or is_known(name)))


def read_signed(text: str) -> tuple[str, ...]:
    """The name in front of a date: 王小明 2024/05/03 20:04 点阅 559 次."""
    match = SIGNED.match(even(text))
    return read_names(match["name"]) if match and is_person(match["name"]) else ()


# 2024-05-03 08:15 王小明李大江
STAMPED = re.compile(
    rf"{DATED}[-/.月]\s?\d{{1,2}}日?\s*\d{{1,2}}:\d\d(?::\d\d)?\s*(?P<names>{HAN}{{3}}(?:[\s、]?{HAN}{{3}}){{0,3}})$"
)


def read_stamped(text: str) -> tuple[str, ...]:
    """The names of three characters behind a date with its hour, where nothing else stands there."""
    match = STAMPED.search(even(text).strip())
    names = read_names(match["names"]) if match else ()
    return names if names and all(map(is_person, names)) else ()


def is_person(name: str) -> bool:
    """Does it look like somebody's name and like no office?"""
    return is_known(name) and not is_office(name) and name[-1] not in LAST


def bylined(text: str) -> tuple[str, ...]:
    """The names of a byline, and those in front of its first role: 曾小雨 江城日报记者 袁敏."""
    role = WRITER.search(text)
    # what touches the role is the newsroom
    before = re.sub(r"[^\s、,]+$", "", text[: role.start()]) if role else ""
    others = () if PICTURED.search(before) else read_names(before)
    return unique((*filter(is_known, others), *read_byline(text)))


def read_lead_in(text: str) -> tuple[str, ...]:
    """The names in the lead-in of a report: 本报讯（记者 王小明）, 中新网江城5月3日电 (王小明)."""
    text = even(text)
    tells = "报道" in text or "发自" in text
    if told := (tells and TOLD.match(text)) or WRITTEN.match(text):
        return tuple(filter(is_known, read_byline(told["told"])))
    if "/" in text and (lead := UNBRACKETED.match(text)):
        return bare_names(lead[0])
    match = LEAD_IN.match(text)
    if not match:
        return ()
    inner, before = match["inner"], text[: match.start("inner") - 1]
    if WRITER.search(inner):
        return bylined(inner) if read_byline(inner) else ()
    return reporters(inner) if SLASHED.fullmatch(inner) or WIRED.search(before) else ()
