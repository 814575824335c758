"""Charsets of other languages: a declaration or chardet names one, and its letters must bear it out."""

from __future__ import annotations

import re
import unicodedata

from .names import CHINESE, canonical, codec
from .sample import ALONE, high_count

KANA = re.compile("[\u3041-\u30ff]")
HANGUL = re.compile("[\uac00-\ud7a3]")
EAST_ASIAN = {"euc-jp": KANA, "shift_jis": KANA, "iso-2022-jp": KANA, "euc-kr": HANGUL, "iso-2022-kr": HANGUL}
LATIN = re.compile(r"windows-125[0247]|iso-8859-(?:[12349]|1[03456])")
WESTERN = "windows-1252"
SCRIPT_SHARE = 0.25  # Japanese prose has more kana than that, Korean more hangul, Chinese neither
LETTER_SHARE = 0.9  # of characters outside ASCII; quotes and dashes are the rest
ACCENT_SHARE = 0.4  # of all letters: French has 4 %, Vietnamese 25 %
ALONE_SHARE = 0.8  # of bytes outside ASCII: an accented letter stands among plain ones, Chinese bytes go in pairs
WESTERN_SHARE = 1 / 4  # of all bytes
LEAST_HIGH = 24  # bytes outside ASCII; chardet guesses wildly on fewer
MISTAKEN = {"MacCyrillic": "windows-1251"}  # chardet 5 says so of Russian in small letters


def other_charset(sample: bytes, declared: tuple[str, ...]) -> tuple[str, str] | None:
    """A charset that is not Chinese and fits the sample, and how it was found ("declared", "scored" or "chardet")."""
    for name in declared:
        if name not in CHINESE and fits(sample, name):
            return name, "declared"
    return (WESTERN, "scored") if is_western(sample) else asked(sample)


def is_western(sample: bytes) -> bool:
    """Do the few bytes outside ASCII stand alone among ASCII letters?"""
    high = high_count(sample)
    return 0 < high <= WESTERN_SHARE * len(sample) and len(ALONE.findall(sample)) >= ALONE_SHARE * high


def asked(sample: bytes) -> tuple[str, str] | None:
    """What chardet says, if it fits."""
    if high_count(sample) < LEAST_HIGH:
        return None
    import chardet

    said = chardet.detect(sample)["encoding"] or ""
    name = canonical(MISTAKEN.get(said, said))
    return (name, "chardet") if name and name not in CHINESE and fits(sample, name) else None


def fits(sample: bytes, charset: str) -> bool:
    """Does the sample decode, but for a cut end, to letters of the charset's language?"""
    text = ""
    for end in (len(sample), -1, -2):
        try:
            text = sample[:end].decode(codec(charset))
        except UnicodeDecodeError:
            continue
        break
    wide = [character for character in text if character > "\x7f"]
    if charset in EAST_ASIAN:
        return len(EAST_ASIAN[charset].findall(text)) > SCRIPT_SHARE * len(wide)
    if LATIN.fullmatch(charset):
        return sum(map(is_letter, wide)) < ACCENT_SHARE * sum(map(is_letter, text))
    return sum(map(is_letter, wide)) > LETTER_SHARE * len(wide)


def is_letter(character: str) -> bool:
    """A letter, or a mark that belongs to one."""
    return unicodedata.category(character)[0] in "LM"
