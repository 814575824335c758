"""What lost its line break: dates in front of a paragraph and behind it, noise that a forum strews against copying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..fold import simplified
from ..types import ENDS, Finder, Hit, Page, Rule
from .fragments import HAN
from .shapes import inside, looking

DAY = r"(?:19|20)\d\d (?: -\d{1,2}-\d{1,2} | /\d{1,2}/\d{1,2} | \.\d{1,2}\.\d{1,2} )"
HOUR = r"\d{1,2}:\d\d (?: :\d\d )?"
WRITTEN = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
TOLD = r"(?: (?:发布|发表|更新|发稿|上传|编辑)? (?:时间|日期|于) \W{0,3}+ )"
SOURCE = r"(?: \s++ (?:来源|作者|编辑|浏览|阅读|点击)(?:次数|量)? \W{1,3}+ \w{1,14} (?=\s) )"
# 2024-03-05 09:12:00 渡口昨天恢复通航，…; a day alone only where the page has it once, since chronicles have several
HEAD = re.compile(
    rf"""\s*+ (?: {TOLD}? (?: {DAY} | {WRITTEN} ) \s* {HOUR} {SOURCE}{{0,3}}
    | {TOLD} (?: {DAY} | {WRITTEN} )
    {SOURCE}{{0,3}}
    | {DAY} {SOURCE}{{0,3}} (?=\s) ) \s* (?=[“《【（{HAN}\d])""",
    re.VERBOSE,
)
# what a crawler writes above a page: date 2024-03-05 渡口恢复通航
STAMP = re.compile(rf"\s*+ date \s++ {DAY} \s++ (?=\S)", re.VERBOSE)
# …恢复通航。2024-03-05; a day in full may sign a notice
TAIL = re.compile(
    rf"""(?<=[。！？!?”）)]) \s* (?:
    [（(\[] \s* )? (?: {TOLD}? {DAY} (?: \s* {HOUR} )? | {TOLD}? {WRITTEN} \s* {HOUR} | {TOLD} {WRITTEN} )
    (?: \s* [）)\]] )? \s* \Z""",
    re.VERBOSE,
)
# 渡口恢复通航 2024-03-05
TITLE = re.compile(
    rf"""\s* [{HAN}“《【\d] [^。]{{8,48}}? (?<=[{HAN}！？!?”）)]) (?P<date> \s* {TOLD}? {DAY} (?: \s* {HOUR} )?
    (?: \s*+ 来源 \W{{1,3}}+ \w{{2,14}} )? \s* )""",
    re.VERBOSE,
)
NEEDED = re.compile(r"(?:19|20)\d\d")
FULL = re.compile(r"\d[-/.年]\d{1,2}[-/.月]\d")  # what each of the three holds
BODY, TITLE_LONGEST = 40, 80  # characters of a paragraph; of a title with its date


def dates(page: Page, index: int) -> tuple[Hit, ...]:
    """A date in front of a paragraph, behind its last sentence, or behind a title."""
    if not FULL.search(page.lines[index].text):
        return ()
    text = plain(page, index)
    if stamp := STAMP.match(text):
        return (Hit(index, stamp.span()),)
    if len(text.strip()) >= BODY and (head := HEAD.match(text)) and "。" in text[head.end() :]:
        return (Hit(index, head.span()),)
    tail = TAIL.search(text, max(0, len(text) - ENDS))
    if tail and len(text[: tail.start()].strip()) >= BODY:
        return (Hit(index, tail.span()),)
    title = TITLE.fullmatch(text) if len(text) <= TITLE_LONGEST else None
    return (Hit(index, title.span("date")),) if title else ()


def plain(page: Page, index: int) -> str:
    """A line as it stands, but simplified."""
    return page.lines[index].text.translate(simplified())


def alone(page: Page, hits: list[Hit]) -> Iterator[Hit]:
    """Those behind a stop, and the others where the page has one: lists and chronicles have several."""
    loose = [hit for hit in hits if not (TAIL.search(text := plain(page, hit.index)) or STAMP.match(text))]
    yield from (hit for hit in hits if hit not in loose or len(loose) == 1)


# 4 w4 F5 z# W" j1 O% s: what Discuz strews between and into sentences
NOISE = re.compile(
    rf"(?:^|(?<=[{HAN}，。、；：？！”）]))\s?(?:[!-~]{{1,3}} +){{3,}}[!-~]{{1,3}}(?:\s*$|\s?(?=[{HAN}“（]))"
)
SIGN, SIGNS = re.compile(r"[!-/:-@\[-`{-~]"), re.compile(r"[^0-9A-Za-z\s]")
SPACES = 3  # in such a run
NOISY, SIGNS_LEAST = 2, 4  # such runs on one page; signs in them that are neither letters nor figures


def noise(page: Page, index: int) -> Iterator[Hit]:
    """Runs of single letters and signs within a line."""
    text = page.lines[index].text
    if text.count(" ") < SPACES:
        return
    for match in NOISE.finditer(text):
        if "=" not in match[0] and SIGNS.search(match[0]):
            yield Hit(index, match.span())


def strewn(page: Page, hits: list[Hit]) -> list[Hit]:
    """Where a page has several, with more signs than a formula."""
    texts = (page.lines[hit.index].text[slice(*hit.span)] for hit in hits if hit.span)
    return hits if len(hits) >= NOISY and sum(len(SIGNS.findall(text)) for text in texts) >= SIGNS_LEAST else []


RULES = (
    Rule(
        "dateline-glued",
        Finder((looking(dates, NEEDED),), alone),
        "2024-03-05 09:12:00 渡口昨天恢复通航，停航十一年的木船重新下水，老街上的铺子也跟着开了门，岸边站满了人。",
    ),
    Rule(
        "source-glued",
        # 来源：江城网 江城网5月3日电 …
        inside(
            rf"""^\s*+ [来來]源 [:：] \s*+ [{HAN}]{{1,10}} (?: [网網报報社台] | 新[闻聞] | [发發]布 | 客[户戶]端 | 中心
                | 公安 | 在[线線] ) \s++ (?=[^。]{{12,}}。 | [^。]{{0,60}}[电電讯訊] )""",
            body=40,
        ),
        "来源：江城网 江城网5月3日电 渡口昨天恢复通航，停航十一年的木船重新下水，老街上的铺子跟着开了门，很热闹。",
    ),
    Rule(
        "debris-noise",
        Finder((looking(noise, SIGN),), strewn),
        '渡口昨天恢复通航，7 }; @& O* y- a4 ~! 停航十一年的木船重新下水。2 q" b1 Z5 d% k',
    ),
)
