"""Metadata out of what fell, of what was cut, and of lead-ins that stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice, takewhile

from .fold import simplified
from .types import Metadata, Verdict

HAN = r"\u3400-\u9fff"
EDITORS = r"责任编辑|责任编缉|责编|值班编辑|网络编辑|网页编辑|本文编辑|本期编辑|编辑|小编"
WRITERS = (
    r"(?:本报|本刊|本网|特约|见习|实习|首席|全媒体|融媒体)*记者|通讯员|实习生|作者|撰稿人?|撰文|执笔|采写|图文|文图|文/图|图/文"
    r"|特约评论员|评论员|文"
)
SOURCES = r"文章来源|新闻来源|稿件来源|信息来源|内容来源|本文来源|来源于|来源|稿源|出处|转自|摘自|转载自"
OTHERS = (
    r"发布时间|发布日期|发表时间|更新时间|时间|日期|点击|浏览|阅读|访问|字体|字号|分享|打印|评论|摄影|摄|图片|图|校对|审核|编审"
    r"|监制|责任校对|审校|终审|复审|初审|签发|策划|制作|发布|人气|关闭|收藏|我要|热度|一审|二审|三审|主编|美编|标签|关键词|查看"
)
LABEL = re.compile(
    rf"(?:(?P<editor>{EDITORS})|(?P<author>{WRITERS})|(?P<source>{SOURCES})|(?P<other>{OTHERS}))\s*[:：/／丨|]\s*"
)
NO_COLON = re.compile(
    rf"^\W*(?:本文)?(?:(?P<source>来源|稿源)|(?P<editor>责任编辑|责编|编辑))[\s】\]]*"
    rf"(?P<value>[{HAN}a-zA-Z]{{2,12}}|[{HAN}]{{1,4}}(?:\s+[{HAN}]{{1,4}}){{1,5}})\W*$"
)
# what stands behind the last name or source: 作者：王小明 我要评论
TOOLS = rf"{OTHERS}|发表|已有|参与|我来|更多|投稿|下载|微信|微博"
TOOL = re.compile(TOOLS)
STOPS = re.compile(rf"\s{{2,}}|[|｜丨;；)）\]】>》。]|\s(?=\d{{4}}[-/年.]|{TOOLS})|(?=\d{{4}}[-/年.]\d{{1,2}})|$")
NAME_PARTS = re.compile(r"[、,，/／;；&\s]+|和(?=[\u3400-\u9fff]{2,3}$)")
NAME = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}})+"
    r"|[A-Za-z][A-Za-z0-9_.\- ]{1,30}|[A-Z]{1,4}\d{2,6}|\d{3,6}"
)
ROLE = re.compile(
    rf"^(?:{WRITERS}|摄影|摄|文|图|编辑|整理|报道)+[:：]?|(?<=[{HAN}]{{2}})(?:摄影报道|报道|摄影|整理|供图|供稿|发自.*)$|(?<=[{HAN}]{{3}})[摄文]$"
)
BYLINE = re.compile(
    rf"(?:本报|本刊|本网|[{HAN}]{{2,6}}(?:日报|晚报|网|报|社|新闻))?(?:特约|见习|实习|首席|全媒体)*(?:记者|通讯员|实习生)"
    rf"\s*[:：丨|]?\s*(?P<names>[{HAN}·]{{2,4}}(?:[\s、,，]+(?:通讯员\s*|实习生\s*|记者\s*)?[{HAN}·]{{2,4}})*)"
)
LEAD_IN = re.compile(r"^\s*[^。！？!?]{0,16}?[(（【](?P<inner>[^()（）【】]{2,40})[)）】]")
TAGS = re.compile(r"^\W*(?:本文|文章|新闻|相关|热门)?(?:标签|关键词|关键字|[Tt]ags?|TAGS?|热词|主题词)\s*[:：]?\s*")
TAG_PARTS = re.compile(r"[\s,，、;；|#/]+")
DATE = re.compile(
    r"(?P<roc>(?:中华)?民国\s*)?(?P<year>(?:19|20)\d\d|1[01]\d(?=\s*年)|\d{2}(?=\s*年))"
    r"\s*[-/.年]\s*(?P<month>\d{1,2})\s*(?:[-/.月]\s*(?P<day>\d{1,2})\s*日?)?"
    r"(?:\s*(?:T|星期.|周.|[(（]\S+[)）])?\s*(?P<half>上午|下午|晚上|[AaPp][Mm])?"
    r"\s*(?P<hour>\d{1,2})[:：时点](?P<minute>\d{1,2})(?:[:：分](?P<second>\d{1,2}))?)?"
)
# not whose picture it is: （圖／江城電視）
BRACKETED = re.compile(r"[(](?!图[/片]|照片|资料|翻摄)(?:(?:图文|文图|文|记者|通讯员)/)?(?P<names>[^():]{2,24})[)]。?")
MARKED = re.compile(rf"[☉■●○◎◆◇]\s*(?P<names>[{HAN}]{{2,3}}(?:[\s、]+[{HAN}]{{2,3}}){{1,8}})")
DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d.])")
DATED = frozenset(("dateline", "source", "editor", "author", "metadata", "breadcrumb"))
RIGHTS = frozenset(("copyright", "disclaimer"))
# a paper that stands beside the date without a label: 江城日报 2024年2月1日
PAPER = re.compile(
    rf"(?<![{HAN}])[{HAN}]{{2,8}}(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|快报|周报|周刊|新闻网|网)(?![{HAN}])"
)
LEAD_INS, LEAD_LONGEST = 8, 64  # printed lines from the top that may hold a lead-in; characters that it has at most
OPENS = re.compile("[(（【]")
NEAR = 12  # lines from the article's title or end; further off stand the dates of other articles
UNKNOWN = Metadata()
SITES = re.compile(r"^(?:本站|本网|本站原创|原创|网络|互联网|未知|不详|admin|转载|整理|网友|匿名)$")


def plain(text: str) -> str:
    """Half width and simplified, as the patterns here are written; spaces stay, since they part names."""
    return unicodedata.normalize("NFKC", text.replace("︰", "：")).translate(simplified())


def read_date(text: str) -> str | None:
    """The first date of a text in ISO 8601, as precise as it stands there; 民国 years are 1911 + n."""
    from dateutil import parser

    for match in DATE.finditer(DAY_FIRST.sub(r"\3-\2-\1", plain(text))):
        year = int(match["year"])
        if match["roc"] or (year < 200 and year >= 100):
            year += 1911
        elif year < 100:
            continue
        parts = [f"{year:04d}-{int(match['month']):02d}"]
        if match["day"]:
            parts[0] += f"-{int(match['day']):02d}"
        if match["hour"] and match["day"]:
            half = {"下午": "pm", "晚上": "pm", "上午": "am"}.get(match["half"] or "", (match["half"] or "").lower())
            clock = ":".join(p for p in (match["hour"], match["minute"], match["second"]) if p)
            parts.append(clock + (half if int(match["hour"]) <= 12 else ""))
        try:
            when = parser.parse(" ".join(parts), yearfirst=True)
        except (ValueError, OverflowError):
            continue
        if len(parts) == 1:
            return parts[0]
        return when.isoformat(timespec="seconds" if match["second"] else "minutes")
    return None


def read_labels(text: str) -> Iterator[tuple[str, str]]:
    """Field and value of each label of a line: 来源：江城日报  责任编辑：王小明."""
    text = plain(text)
    if match := NO_COLON.match(text):
        yield ("source" if match["source"] else "editor"), match["value"]
        return
    labels = list(LABEL.finditer(text))
    for here, after in zip(labels, [*labels[1:], None], strict=False):
        value = text[here.end() : after.start() if after else len(text)]
        stop = STOPS.search(value.lstrip())
        value = value.lstrip()[: stop.start()] if stop else value
        field = here.lastgroup or "other"
        if field != "other" and value.strip(" [](【】（）-_·"):
            yield field, value.strip(" [](【】（）-_·、,，")


def read_names(text: str) -> tuple[str, ...]:
    """The names of a list of people."""
    parts = list(takewhile(lambda part: not TOOL.match(part), NAME_PARTS.split(plain(text).strip())))
    if len(parts) in (2, 4) and all(len(part) == 1 for part in parts):  # spaced apart: 陆　明
        parts = ["".join(parts[n : n + 2]) for n in range(0, len(parts), 2)]
    found = (ROLE.sub("", part.strip()).strip() for part in parts)
    return tuple(name for name in found if NAME.fullmatch(name) and not SITES.match(name))


def read_byline(text: str) -> tuple[str, ...]:
    """The names behind 记者 or 通讯员."""
    text = re.sub(r"(?<=\s)(?:通讯员|实习生|记者)\s*", " ", plain(text))
    return tuple(name for match in BYLINE.finditer(text) for name in read_names(match["names"]))


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of a line that is labelled 标签, 关键词, tags …"""
    rest, found = TAGS.subn("", plain(text).strip())
    return tuple(tag for tag in TAG_PARTS.split(rest) if 1 < len(tag) <= 20) if found else ()


def credit(
    verdicts: Sequence[Verdict],
    families: Sequence[frozenset[str]],
    title: int | None = None,
    span: tuple[int, int] | None = None,
) -> Metadata:
    """What the visible lines say: fields out of dropped lines, cut spans and the lead-in of the first body line.

    `families` are those of the rules that claim each line; `title` and `span` tell where the article stands.
    """
    gathered: dict[str, list[str]] = {name: [] for name in ("author", "editor", "source", "date", "tags", "rights")}
    for claimed, text in fallen(verdicts, families, title, span):
        gather(gathered, claimed, text)
    for verdict in islice((v for v in verdicts if v.printed), LEAD_INS):
        opening = verdict.line.text.lstrip()[:LEAD_LONGEST]
        if OPENS.search(opening) and (match := LEAD_IN.match(plain(opening))):
            gathered["author"] += read_byline(match["inner"])
    return Metadata(
        title=verdicts[title].printed if title is not None else None,
        subtitle=subtitle(verdicts, title),
        date=next(iter(gathered["date"]), None),
        source=next(iter(gathered["source"]), None),
        rights="\n".join(unique(gathered["rights"])) or None,
        author=unique(gathered["author"]),
        editor=unique(gathered["editor"]),
        tags=tuple(gathered["tags"]),
    )


def gather(gathered: dict[str, list[str]], claimed: frozenset[str], text: str) -> None:
    """Read one fallen piece into the fields that its families may fill."""
    if "tags" in claimed:
        gathered["tags"] += read_tags(text)
    elif claimed & RIGHTS:
        gathered["rights"].append(text.strip())
    elif claimed & DATED:
        if not gathered["date"] and (date := read_date(text)):  # the first that is read counts
            gathered["date"].append(date)
        for field, value in read_labels(text):
            gathered[field] += read_names(value) if field != "source" else [value] if len(value) <= 30 else []
        if "author" in claimed:
            gathered["author"] += read_byline(text) or bare_names(text)
        if "dateline" in claimed and (paper := PAPER.search(plain(text))):
            gathered["source"].append(paper[0])


def bare_names(text: str) -> tuple[str, ...]:
    """Names that stand alone in brackets, or several behind a mark: (王小明 李大江), ●王小明 李大江."""
    text = plain(text).strip()
    match = BRACKETED.fullmatch(text) or MARKED.fullmatch(text)
    return read_names(match["names"]) if match else ()


def fallen(
    verdicts: Sequence[Verdict], families: Sequence[frozenset[str]], title: int | None, span: tuple[int, int] | None
) -> Iterator[tuple[frozenset[str], str]]:
    """Families and text of each dropped line and each cut span, in order; dates and names only near the article."""
    first = min(title if title is not None else 10**9, span[0] if span else 10**9) - NEAR
    end = next((i for i in range(len(verdicts) - 1, -1, -1) if verdicts[i].printed is not None), 0) + 1
    last = max(span[1] if span else 0, end) + NEAR
    for i, verdict in enumerate(verdicts):
        if verdict.rule and (first <= i < last or span is None or families[i] & (RIGHTS | {"tags"})):
            yield families[i], verdict.line.text
        for cut in verdict.cuts:
            yield frozenset((cut.rule.partition("-")[0],)), verdict.line.text[cut.start : cut.end]


def subtitle(verdicts: Sequence[Verdict], title: int | None) -> str | None:
    """The next printed line when it is a head, not a sentence."""
    if title is None:
        return None
    after = next((v.printed for v in verdicts[title + 1 :] if v.printed), None)
    return after if after and len(after) <= 60 and not re.search(r"[。！？!?；;：:，,]$", after) else None


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(values))


def agreed(visible: Metadata, declared: Metadata) -> Metadata:
    """What the lines say, with the date as precise as the page's head has it where both mean the same day."""
    more = declared.date if visible.date and declared.date and declared.date.startswith(visible.date) else None
    return replace(visible, date=more) if more else visible


def disagreements(visible: Metadata, declared: Metadata) -> tuple[str, ...]:
    """Steps that name the fields in which the visible lines won over what the page's head declares."""
    if declared == UNKNOWN:
        return ()
    visible = agreed(visible, declared)
    pairs = ((name, getattr(visible, name), getattr(declared, name)) for name in ("date", "source", "author", "editor"))
    return tuple(
        f"metadata: {name} from the page, not from its head"
        for name, own, head in pairs
        if head and own and own != head
    )


def merge(*sources: Metadata) -> Metadata:
    """The first source that knows a field gives it."""
    merged = sources[0]
    for other in sources[1:]:
        if other == UNKNOWN:
            continue
        missing = {f.name: getattr(other, f.name) for f in fields(Metadata) if not getattr(merged, f.name)}
        merged = replace(merged, **missing)
    return merged
