"""What no fix brings back: counted, never guessed."""

from __future__ import annotations

import re

MARK = re.compile("[，。；！？,.;!?…]")
LONG_LINE = 80  # characters; sound prose has a mark at least every 40
LOST_SHARE = 0.8  # of the long lines without any mark
QUERIES = re.compile(r"\?{4,}")
LEAST_QUERIES, QUERY_SHARE = 8, 0.05  # ???? alone is an exclamation; a page of it was characters
MEMORY = re.compile("烫{3,}|屯{3,}|葺{4,}|(?:铪){4,}")
TWICE = re.compile("[闂缂濠閻閿娴婵]")  # UTF-8 read as GBK, saved, and read as GBK again
LEAST_TWICE = 4  # of them in a line; each is rare, and none stands twice in one sentence
PRIVATE = re.compile("[\ue000-\uf8ff]")
TAILS = re.compile(r"[?？]#[0-9]{4,5};")
# no word of any language has six of these in a row, Chinese bytes read as latin-1 or windows-1252 have hundreds
LETTERS = re.compile("[\xa1-\xff\u20ac\u2018-\u201e\u0152-\u0178]{6,}")
LOCKED = "锟斤拷"  # U+FFFD twice in UTF-8, read as GBK


def losses(text: str, plain: bool = False) -> tuple[str, ...]:
    """Doubts about a repaired text, each with a count: "replacement characters: 3".

    `plain` says that the caller knows the text to hold no sign of damage: only punctuation may be missing.
    """
    found = [] if plain else [f"{name}: {n}" for name, n in counted(text).items() if n]
    if has_lost_punctuation(text):
        found.append("punctuation lost")
    return tuple(found)


def counted(text: str) -> dict[str, int]:
    """How often a text shows each loss."""
    return {
        "replacement characters": text.count("\ufffd"),
        "question marks for characters": questions(text),
        f"locked bytes {LOCKED}": text.count(LOCKED),
        "uninitialised memory": sum(map(len, MEMORY.findall(text))) if has_memory(text) else 0,
        "private-use characters": len(PRIVATE.findall(text)),
        "letters for bytes": sum(map(len, LETTERS.findall(text))),
        "orphan bytes": len(TAILS.findall(text)) if "#" in text else 0,
        "lines of doubled mojibake": doubled(text),
    }


def questions(text: str) -> int:
    """Question marks that stand for characters: long runs of them, where they are no small part of the text."""
    if "????" not in text:
        return 0
    inside = sum(map(len, QUERIES.findall(text)))
    return inside if inside >= max(LEAST_QUERIES, QUERY_SHARE * len(text)) else 0


def has_memory(text: str) -> bool:
    """Bytes CC, CD, AB or EE over and over, as debuggers fill memory."""
    return any(run in text for run in ("烫烫烫", "屯屯屯", "葺葺葺葺", "铪铪铪铪"))


def doubled(text: str) -> int:
    """Lines that went through the wrong charset twice."""
    if "闂" not in text and "缂" not in text and "閿" not in text:
        return 0
    return sum(len(TWICE.findall(line)) >= LEAST_TWICE for line in text.split("\n"))


def has_lost_punctuation(text: str) -> bool:
    """Are nearly all long lines without a single mark?"""
    long = bare = 0
    for line in text.split("\n"):
        if len(line) > LONG_LINE and not line.isascii():
            long += 1
            bare += not MARK.search(line)
    return bare > 0 and bare >= LOST_SHARE * long
