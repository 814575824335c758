"""Lines near an article that no rule claims, and that are credits all the same by what they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..types import Verdict
from .bylines import WRITER, is_person, read_byline, read_signed
from .labels import LABEL, read_label, read_labels
from .names import DATED, HAN, even, is_known, is_office, read_names

LONGEST = 60  # characters of a line that is nothing but a credit
BEFORE = 18  # characters in front of a role: the newsroom
REST = 12  # characters of a byline that are neither newsroom nor role nor name: 文/图, 摄影报道
SENTENCE = re.compile("[。!?;]|,.*,")
SURE = re.compile("责任编辑|责编|本文(?:来源|作者)")  # wherever they stand in a line
STAFF = re.compile(rf"\W*(?P<office>{HAN}{{4,24}})\s+(?P<name>{HAN}{{2,3}}|{HAN}\s{HAN})\W*")
STAMPED = re.compile(rf"{DATED}[-/.月]\s?\d{{1,2}}日?\s*\d{{1,2}}:\d\d")
PICTURES = re.compile(r"\W*(?:图|视频|摄)[/、:|]\s?(?!文)")  # 图、视频／江城晚报记者 王小明
LETTERS = re.compile(HAN)
SPOKEN = 16  # letters beside a date and its hour in a line that says little more
DATED_OFFICE = re.compile(
    rf"(?:(?P<above>{HAN}{{4,16}})\s+)?(?P<day>{DATED}[-/.月]\d{{1,2}}日?(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?)(?:\s+(?P<behind>{HAN}{{4,16}}))?"
)
ALONE = re.compile(rf"\W*(?P<name>{HAN}{{3}}|{HAN}\s{{1,2}}{HAN})\W*")
SHORT = 5  # characters: what a menu's words have


def read_loose(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Fields and values of a line that is a credit as a whole; a sentence that names people gives nothing."""
    text = even(text).strip()
    if len(text) > LONGEST or SENTENCE.search(text.rstrip("。")):
        return
    whole = is_byline(text)
    if whole or SURE.search(text) or LABEL.match(text.lstrip(EDGES)):
        yield from ((field, read_label(field, value)) for field, value in read_labels(text))
    yield "author", read_byline(text) if whole else read_signed(text) or read_staff(text)


def read_dated(text: str) -> tuple[str, str] | None:
    """The day and the office of a line that holds nothing else: 2024-05-03 江城市交警支队."""
    match = DATED_OFFICE.fullmatch(even(text).strip())
    office = match and (match["above"] or match["behind"])
    return (match["day"], office) if match and office and is_office(office) else None


def read_staff(text: str) -> tuple[str, ...]:
    """The name behind an office, where the line has nothing else: 江城市人民检察院 王小明."""
    match = STAFF.fullmatch(text)
    return read_names(match["name"]) if match and is_office(match["office"]) and is_person(match["name"]) else ()


EDGES = " -—·•([【〔□■●◎◆*"


def is_byline(text: str) -> bool:
    """Is there little in a line but a newsroom, roles and names: 本版采写／江城晚报记者 王小明?"""
    role, names = WRITER.search(text), read_byline(text)
    if not role or not names or role.start() > BEFORE or not all(map(is_known, names)) or PICTURES.match(text):
        return False
    roles = sum(len(match[0]) for match in WRITER.finditer(text))
    return len(text) - role.start() - roles - sum(map(len, names)) <= REST


def is_stamp(text: str) -> bool:
    """Does a line say little more than a day and an hour?"""
    text = even(text)
    return STAMPED.search(text) is not None and len(LETTERS.findall(text)) <= SPOKEN


def read_signature(verdicts: Sequence[Verdict], near: Sequence[int]) -> tuple[str, ...]:
    """The name that stands alone on a dropped line, given the lines that may hold it; words of a menu are several."""
    for index in near:
        match = ALONE.fullmatch(even(verdicts[index].line.text))
        if match and is_person(match["name"]) and not any(map(is_word, beside(verdicts, index))):
            return read_names(match["name"])
    return ()


def read_listed(lines: Sequence[str]) -> tuple[str, ...]:
    """The people that the first of the lines under a title consists of, as papers have them: 王小明　李大江*."""
    text = lines[0].replace("*", "") if lines else ""
    names = read_names(text) if text and is_list(text) else ()
    known = sum(map(is_known, names))
    return names if 2 * known > len(names) and max(map(len, names)) < SHORT else ()


def is_list(text: str) -> bool:
    """Does a line consist of names?"""
    return len(text) <= LONGEST and not MARKS.search(text) and "".join(read_names(text)) == NOTES.sub("", even(text))


MARKS = re.compile(r"[^\w\s、,，*＊·•‧・･∙●.．]")


NOTES = re.compile(r"[\s、,*]")


def beside(verdicts: Sequence[Verdict], index: int) -> Iterator[str]:
    """The dropped lines above and below one, blank ones passed over."""
    for row in (verdicts[:index][::-1][:FAR], verdicts[index + 1 :][:FAR]):
        verdict = next((verdict for verdict in row if verdict.line.text.strip()), None)
        if verdict and verdict.rule:
            yield even(verdict.line.text).strip()


FAR = 3  # lines


def is_word(text: str) -> bool:
    """May it be a word of a menu, or a label whose value comes next?"""
    return text.endswith(":") or (len(text) < SHORT and text.isalpha())
