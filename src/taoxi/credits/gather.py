"""What a dropped line or a cut span tells, by the families of the rules that claim it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..dates import read_dates
from .bylines import bare_names, read_byline, read_stamped
from .labels import KEYWORDS, read_label, read_labels, read_tags
from .loose import LETTERS, SPOKEN, is_stamp, read_dated, read_loose
from .papers import read_alone, read_paper

DATED = frozenset(("dateline", "source", "editor", "author", "metadata", "breadcrumb"))
READ = DATED | {"nav"}
RIGHTS = frozenset(("copyright", "disclaimer"))
LOOSE = frozenset(("page", "share", "copy", "debris"))  # families that do not tell what a line is
# copyright, reprint and licence; other notices of these families say who answers for the text, or whom to call
RIGHT = re.compile(
    "版权|版權|著作权|著作權|转载|轉載|授权|授權|(?:许可|許可)(?![证證])|摘编|摘編|侵权|侵權|翻印|知识共享"
    "|©|copyright|all rights|licen[cs]e",
    re.I,
)
# changed: dates of later versions; today: a site's calendar; paper: what stands alone, which a digest has below each of
# its items
GATHERED = ("author", "editor", "source", "paper", "date", "changed", "today", "tags", "rights")


@dataclass(frozen=True, slots=True)
class Piece:
    """A dropped line or a cut span: its text, the families that claim it, and its place.

    The place is 0 within the article, and else the lines below its last (positive) or above its title (negative).
    """

    text: str
    families: frozenset[str]
    place: int


def is_read(families: frozenset[str]) -> bool:
    """May a line near the article that these families claim tell anything?"""
    return families <= LOOSE or not families.isdisjoint(READ)


def gather(gathered: dict[str, list[str]], piece: Piece) -> None:
    """Read one piece into the fields that its families may fill."""
    if "tags" in piece.families:
        gathered["tags"] += read_tags(piece.text)
        return
    if piece.families & RIGHTS and RIGHT.search(piece.text):
        gathered["rights"].append(piece.text.strip())
    if piece.families & (SAYS_WHO if piece.families & RIGHTS else DATED):
        if not TITLE.match(piece.text):
            gather_claimed(gathered, piece)
    elif "nav" in piece.families and (edition := EDITION.match(piece.text)):
        gathered["source"].append(edition["paper"])
        gathered["date"] += [date for date, _ in read_dates(piece.text)]
    elif piece.families <= LOOSE and ABOVE <= piece.place <= BELOW and HINT.search(piece.text):
        gather_loose(gathered, piece)


def gather_claimed(gathered: dict[str, list[str]], piece: Piece) -> None:
    """Read a line that a rule takes for a credit or a dateline."""
    labels = [] if piece.place < 0 and not COLON.search(piece.text) else list(read_labels(piece.text))
    for date, changed in read_dates(piece.text) if is_own(piece, bool(labels)) else ():
        is_todays = piece.place < 0 and not labels and WEEKDAY.search(piece.text)
        gathered["changed" if changed else "today" if is_todays else "date"].append(date)
    for field, value in labels:
        gathered[field] += read_label(field, value)
    if piece.families & SAYS_WHO:
        gathered["author"] += read_byline(piece.text)
    if "author" in piece.families:
        gathered["author"] += bare_names(piece.text)
    elif "dateline" in piece.families and not labels:
        gathered["author"] += read_stamped(piece.text)
    if "dateline" in piece.families:
        gathered["source"] += read_paper(piece.text)
    dated = read_dated(piece.text)
    gathered["paper"] += (dated[1],) if dated else read_alone(piece.text)


def gather_loose(gathered: dict[str, list[str]], piece: Piece) -> None:
    """Read a line that nothing claims, if it is a credit as a whole."""
    for field, values in read_loose(piece.text):
        gathered[field] += values
    if KEYWORDS.match(piece.text):
        gathered["tags"] += read_tags(piece.text)
    if dated := read_dated(piece.text):
        gathered["date"] += [date for date, _ in read_dates(dated[0])]
        gathered["paper"].append(dated[1])
        return
    if is_stamp(piece.text):
        gathered["date"] += [date for date, changed in read_dates(piece.text) if not changed]
        gathered["source"] += read_paper(piece.text)
        gathered["author"] += read_stamped(piece.text)
    if piece.place > 0 and REPRINT.search(piece.text):
        gathered["rights"].append(piece.text.strip())


def is_own(piece: Piece, labelled: bool) -> bool:
    """Is a date in this piece the article's? Below it bare dates are those of other articles."""
    if labelled or piece.place <= 0 or WHEN.search(piece.text):
        return True
    return piece.place <= BARE and len(LETTERS.findall(piece.text)) <= SPOKEN


# 《江城日报》（2024年5月3日 第11版）
EDITION = re.compile(r"\s*《(?P<paper>[^《》]{2,12}[报報](?:海外版)?)》\W{0,2}(?=\d{4})")
TITLE = re.compile(r"\W*(?:原标题|原標題|原题)")
COLON = re.compile("[:：︰/／|丨]")  # in a menu 编辑 and 来源 are followed by other words
WHEN = re.compile(r"时间|時間|日期|发布|發布|發佈|更新|收稿|刊")
WEEKDAY = re.compile("星期|周[一二三四五六日]|禮拜|礼拜|农历|農曆")
ABOVE, BELOW = -3, 8  # lines above the title, lines below the last one of the body: a line that nothing claims
SAYS_WHO = DATED - {"breadcrumb"}
# what a line that nothing claims must hold: a mark, a role, a year, a word of notices, or a name behind a space
HINT = re.compile(
    r"[:：︰/／|｜丨︱∣\\＼]|[记記]者|通[讯訊][员員]|[实實][习習]生|特派[员員]|[评評][论論][员員]|撰稿|作者|[编編][译譯輯辑]"
    r"|[责責][编編]|\d{4}|民[国國]|[键鍵]|主[题題][词詞]|转载|轉載|版权|版權|未[经經]|\S\s+\S\s?\S{1,2}\W*$"
)
REPRINT = re.compile(
    "转载请|轉載請|(?:不得|禁止|谢绝|謝絕|請勿|请勿)(?:转载|轉載)|版权所有|版權所有|未[经經].{0,8}(?:授权|授權|许可|許可)"
)
BARE = 3  # lines below the article in which a date without a label may still be its own
