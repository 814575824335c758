"""Readings put behind traditional characters by converters: 產(chǎn)業(yè) back to 產業.

Such a page annotates a fixed set of characters that GB2312 lacks, each with one reading whatever the context, and it
annotates them always. Readers for learners annotate everything, news a rare name now and then: both stay.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files

from ..fold import simplifier

TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜêếềńňǹḿ"
HAN = "\u3400-\u9fff"
READING = f"[a-zü{TONES}ăŏĕĭŭɡ\u0300-\u036f]{{1,9}}"
# readings behind one character; found by their bracket
ROW = re.compile(rf"[(（](?<=([{HAN}])[(（]){READING} ?[)）](?:[(（]{READING} ?[)）])*")
# 到z(sī): the last byte of 到 and z look like 絲
SPLICED = re.compile(rf"([@-~])[(（]({READING}) ?[)）]")
ONE = re.compile(rf"[(（]({READING}) ?[)）]")
PLAIN = re.compile(rf"([{HAN}])((?:\([a-z]{{1,6}} ?\))+)")
BRACKETED = re.compile(r"\([a-z]{1,6} ?\)")
NOTES = {bracket: re.compile(rf"\{bracket}[a-zü{TONES}ăŏĕĭŭɡ]") for bracket in "(（"}
TONED = re.compile(f"[{TONES}]")
BRACKET = re.compile(r"\(([a-z]+) ?\)")
SPELLING = str.maketrans("ăŏĕĭŭɡ", "ǎǒěǐǔg")

LEAST = 3  # distinct characters: sound news has one or two rare names with a reading
LEAST_LONG, LONG = 5, 1000  # characters of a page from which more distinct ones are asked for
VALID_SHARE = 0.8  # of annotations, on traditional-only characters with their reading
ALWAYS_SHARE = 0.8  # of a character's occurrences that carry it: 0 of 115 characters broke this in real pages
SPARSE = 150  # characters of a page for each annotation, at most
REMEMBERED = 10_000  # characters of a page that is not too long to be remembered


@dataclass(frozen=True, slots=True)
class Found:
    """What a page's annotations look like: character -> reading for those that the page annotates always."""

    table: dict[str, str]
    total: int
    valid: int
    broken: int  # readings of no such character, behind one that GB2312 holds


@functools.cache
def readings() -> dict[str, str]:
    """Character -> its one reading without context (pypinyin), commonest characters first."""
    rows = files("taoxi.data").joinpath("repair_readings.tsv").read_text(encoding="utf-8").split("\n")
    return dict(row.split("\t") for row in rows if row and not row.startswith("#"))


@functools.cache
def toneless(reading: str) -> str:
    """A reading without tone marks; ü stays."""
    plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not "\u0300" <= c <= "\u036f" or c == "\u0308")
    return unicodedata.normalize("NFC", plain)


@functools.cache
def spelled(reading: str) -> str:
    """A reading as the table spells it."""
    return unicodedata.normalize("NFC", reading.translate(SPELLING)).translate(SPELLING)


def is_traditional_only(character: str) -> bool:
    """Would simplifying change it?"""
    return character in simplifier()


def has_notes(text: str) -> bool:
    """Does a bracket open in front of a letter that readings begin with?"""
    return any(bracket in text and note.search(text) for bracket, note in NOTES.items())


def survey(text: str) -> Found:
    """The annotations of a page; two fixes ask about the same one, so one that is not long is remembered."""
    return remembered(text) if len(text) <= REMEMBERED else surveyed(text)


@functools.lru_cache(maxsize=1)
def remembered(text: str) -> Found:
    """The same, once for each page."""
    return surveyed(text)


def surveyed(text: str) -> Found:
    """The annotations of a page."""
    pairs: Counter[tuple[str, str]] = Counter()
    total = valid = broken = 0
    rows = Counter([(match[1], match[0]) for match in ROW.finditer(text)])
    for (character, row), times in rows.items():
        for reading in map(spelled, ONE.findall(row)):
            total += times
            if is_converters(character, reading):
                pairs[character, reading] += times
                valid += times
            elif reading not in (other := readings().get(character, "")) and toneless(reading) != toneless(other):
                broken += times
    table = {c: r for (c, r), n in pairs.items() if n >= ALWAYS_SHARE * text.count(c)}
    return Found(table, total, valid, broken)


def is_annotated(text: str, found: Found, annotations: int) -> bool:
    """Did a converter annotate this page?"""
    least = LEAST_LONG if len(text) > LONG else LEAST
    return len(found.table) >= least and found.valid >= VALID_SHARE * found.total and annotations * SPARSE >= len(text)


def before(match: re.Match[str]) -> str:
    """The character in front of a match; "" at the text's beginning."""
    return match.string[match.start() - 1] if match.start() else ""


@functools.lru_cache(maxsize=4096)
def authors(character: str, row: str) -> str:
    """The readings of a row behind a character that no converter put there."""
    return "".join([match[0] for match in ONE.finditer(row) if not is_converters(character, spelled(match[1]))])


def strip(text: str) -> str:
    """The text without the readings that belong to the character before them."""

    def spliced(match: re.Match[str]) -> str:
        last = before(match).encode("gbk", "ignore")
        character = (last[1:] + match[1].encode("ascii")).decode("gbk", "ignore")
        return match[1] if is_converters(character, spelled(match[2])) else match[0]

    return SPLICED.sub(spliced, ROW.sub(lambda match: authors(match[1], match[0]), text))


def is_converters(character: str, reading: str) -> bool:
    """Is this the reading a converter puts there?"""
    return readings().get(character) == reading and is_traditional_only(character)


def plain_annotations(text: str) -> str:
    """近(jin)日 back to 近日: readings without tones behind all sorts of characters, once or twice.

    A reader that marks tones writes 的(de) and 了(le) so, too: pages with tones are left alone.
    """
    distinct: set[str] = set()
    total = valid = 0
    for match in PLAIN.finditer(text):
        total += 1
        own = readings().get(match[1], "")
        if own != toneless(own) and all(reading == toneless(own) for reading in BRACKET.findall(match[2])):
            valid += 1
            distinct.add(match[1])
    if len(distinct) < LEAST_LONG or valid < VALID_SHARE * total or total * SPARSE < len(text):
        return text
    return text if TONED.search(text) else PLAIN.sub(lambda m: m[1] if m[1] in distinct else m[0], text)


def unannotated(text: str) -> str:
    """Without the readings a converter put in, on a page where one did."""
    if not has_notes(text):
        return text
    if BRACKETED.search(text):
        text = plain_annotations(text)
    if not TONED.search(text):
        return text
    found = survey(text)
    return strip(text) if is_annotated(text, found, found.total) else text
