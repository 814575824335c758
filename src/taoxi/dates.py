"""Dates as Chinese pages write them, in ISO 8601."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from .fold import plain

DIGITS = {mark: str(value) for value, marks in enumerate(("〇零○", *"一二三四五六七八九")) for mark in marks}
UNITS = {"十": 10, "百": 100}
HANZI = "".join((*DIGITS, *UNITS, "廿卅元"))
# 二〇二四年五月三日, 民国一百一十三年
IN_HANZI = re.compile(rf"(?<=[年月])[{HANZI}]{{1,3}}(?=[月日号])|[{HANZI}]{{1,5}}(?=年)")
TENS = str.maketrans({"廿": "二十", "卅": "三十", "元": "一"})

YEAR = r"(?P<year>(?:19|20)\d\d|(?:民国\s?\d{1,3}|1[01]\d)(?=\s?年)|(?:民国\s?|(?<=[:期间于])\s?)1[01]\d)"
# how many spaces may stand between parts; more would let a line of spaces be read again from each
GAP = r"\s{0,4}"
CLOCK = r"""
    (?: [\sT,]{0,6} (?: (?:(?:星期|周|礼拜)[一二三四五六日天] | \([^()\s]{1,6}\)) [\s,]{0,6} )?
        (?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚间|am|pm)? \s?
        (?P<hour>\d{1,2}) [:时点] (?P<minute>\d{1,2})(?!\d)
        (?: [:分] (?P<second>\d{2})(?!\d) (?:\.\d+)? )? [分秒]?
        (?: \s? (?P<after>am|pm)\b )?
        (?P<zone> Z\b | \s?[+]\d\d:?\d\d(?!\d) | (?<=T\d\d:\d\d:\d\d)-\d\d:?\d\d(?!\d) )? )?
"""
NUMBERS = re.compile(
    rf"(?<!\d){YEAR} (?:{GAP}[-/.年—–]{GAP} | \s(?=\d\d\s?/\s?\d\d\s\d\d:)) (?P<month>\d{{1,2}})(?!\d)"
    rf"(?: {GAP}[-/.月—–]{GAP} (?P<day>\d{{1,2}})(?!\d)[日号]? )?{CLOCK}",
    re.X | re.I | re.A,
)
# 20240503, 20240503081522: where a label says that it is a date, or alone
COMPACT = re.compile(
    r"(?:(?<=[:期间于])\s?|^\s?)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)",
    re.A,
)
DAY_FIRST = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d.])", re.A)
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])", re.A)
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
ENGLISH = re.compile(
    rf"\b(?:{MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s?{MONTH}),?\s?(?:19|20)\d\d\b", re.I
)
NOON, MIDNIGHT, DAY = 12, 0, 24
LATER = ("中午", "下午", "傍晚", "晚上", "晚间", "pm")
REPUBLIC = 1911  # the year before the first year of 民国
# a page says when it was changed as well as when it came out; the day on which it was fetched is none of the article's
CHANGED = re.compile(r"(?:更新|修改|修订|异动|最后)[^\d:]{0,6}[:\s]*$")
LABEL = 24  # characters before a date that tell what it is
# the days of an event: 2024-05-03至2024-05-06, 2024年5月3日9:00-11:00
RANGE = re.compile(r"\s?(?:--?|—{1,2}|~|至|到)\s?\d")
RANGE_END = re.compile(r"\d日?\s?(?:--|—{1,2}|~|至|到)\s?$")
DATED = re.compile(r"\d|年")  # no date is without
TODAY = re.compile(r"(?:今天|今日|现在|当前)(?:是|时间|日期)?[:\s]*$")


def read_date(text: str) -> str | None:
    """The date of a text in ISO 8601, as precise as it stands there; 民国 years are 1911 + n.

    A zone is given only where the text gives one. Of several dates the first counts, and one that tells when the page
    was changed only where no other stands. Three numbers of which nothing tells the month are no date.
    """
    found = list(read_dates(text))
    return next((date for date, changed in found if not changed), found[0][0] if found else None)


def read_dates(text: str) -> Iterator[tuple[str, bool]]:
    """Every date of a text, in order, and whether it tells when the page was changed."""
    if not DATED.search(text):
        return
    text = numbered(plain(text))
    end = 0
    for match in sorted((*NUMBERS.finditer(text), *COMPACT.finditer(text)), key=re.Match.start):
        if RANGE.match(text, match.end()) or RANGE_END.search(text, max(0, match.start() - 6), match.start()):
            continue
        before, end = text[max(end, match.start() - LABEL) : match.start()], match.end()
        date = compact(match) if match.re is COMPACT else iso(match)
        if date and not TODAY.search(before):
            yield date, bool(CHANGED.search(before))


def numbered(text: str) -> str:
    """The text with years first and in Arabic numerals, wherever nothing else can be meant."""
    text = IN_HANZI.sub(lambda match: number(match[0]), text)
    text = ENGLISH.sub(lambda match: english(match[0]), DAY_FIRST.sub(r"\3-\2-\1", text))
    return SLASHED.sub(year_first, text)


def number(hanzi: str) -> str:
    """A number of Chinese characters in digits: 二〇二四 is 2024, 一百一十三 is 113."""
    hanzi = hanzi.translate(TENS)
    if not any(unit in hanzi for unit in UNITS):
        return "".join(DIGITS[mark] for mark in hanzi)
    total, digit = 0, 0
    for mark in hanzi:
        if mark in UNITS:
            total += (digit or 1) * UNITS[mark]
            digit = 0
        else:
            digit = int(DIGITS[mark])
    return str(total + digit)


def year_first(match: re.Match[str]) -> str:
    """05/23/2024 and 23/05/2024 as 2024-05-23; as it was where both may be the month."""
    one, two = int(match[1]), int(match[2])
    if one <= NOON < two or one == two:
        return f"{match[3]}-{one}-{two}"
    return f"{match[3]}-{two}-{one}" if two <= NOON < one else match[0]


def english(text: str) -> str:
    """May 3, 2024 as 2024-05-03."""
    from dateutil import parser

    try:
        return parser.parse(text).date().isoformat()
    except (ValueError, OverflowError):
        return text


def compact(match: re.Match[str]) -> str | None:
    """The date in a run of eight, twelve or fourteen digits."""
    year, month, day, *clock = match.groups()
    return dated(year, month, day, ":".join(part for part in clock if part))


def iso(match: re.Match[str]) -> str | None:
    """What a match says as ISO 8601; None for a day or a month that there is not."""
    year = match["year"].removeprefix("民国").strip()
    if len(year) < 4:
        year = str(int(year) + REPUBLIC)
    return dated(year, match["month"], match["day"], clock(match))


def dated(year: str, month: str, day: str | None, clock: str) -> str | None:
    """The parts as one date, None where the calendar has no such day."""
    try:
        date = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    if not day:
        return f"{date:%Y-%m}"
    return f"{date:%Y-%m-%d}T{clock}" if clock else date.isoformat()


def clock(match: re.Match[str]) -> str:
    """The hour, with a zone where one stands there; "" for none, and for one that no clock shows."""
    if not match["hour"]:
        return ""
    hour, minute, second = int(match["hour"]), int(match["minute"]), match["second"]
    half = (match["half"] or match["after"] or "").lower()
    if half in LATER and hour < NOON:
        hour += NOON
    elif half == "am" and hour == NOON:
        hour = MIDNIGHT
    if hour >= DAY or minute >= 60 or int(second or 0) >= 60 or (half in ("晚上", "晚间") and hour == NOON):
        return ""
    zone = (match["zone"] or "").strip()
    if len(zone) == len("+0800"):
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{hour:02d}:{minute:02d}" + (f":{second}" if second else "") + zone.upper()
