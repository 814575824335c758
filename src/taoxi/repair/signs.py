"""Does a text hold anything that a fix or a doubt looks for? One search says no for nearly all sound pages."""

from __future__ import annotations

import re

from .annotations import NOTES
from .crossed import CROSSED_SIGNS
from .escapes import CODED, UNSLASHED_RUN
from .hanzi import GARBLED
from .strays import SPACED

# characters that sound Chinese text does without: controls, Western letters (not °±²³ and ·), tone letters, zero-width
# characters, radicals, surrogates, private use, compatibility ideographs, half-width marks, U+FFFD
ODD_CLASS = (
    "\x00-\x08\x0b-\x1f\x7f-\xaf\xb4-\xb6\xb8-\u02ff\u0300-\u036f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2e80-\u2fdf"
    "\ud800-\uf8ff\uf900-\ufaff\ufeff\uff61-\uff9f\ufff0-\uffff\U0002f800-\U0002fa1f"
)
ODD = re.compile(f"[{ODD_CLASS}]")
LOST = "锟烫屯葺铪闂缂閿"  # of locked bytes, uninitialised memory, doubled mojibake
# 12 ms for a million characters, against 15 to find each of these by itself
SELDOM = re.compile(f"[{ODD_CLASS}{GARBLED}{CROSSED_SIGNS}{LOST}\\\\&#>]")
# what ordinary text holds too, and what must stand around it
COMMON = (
    *NOTES.items(),
    (" ", SPACED),
    ("%", CODED),
    ("u", UNSLASHED_RUN),
    ("????", re.compile(r"\?{4}")),
)


def is_plain(text: str) -> bool:
    """No fix changes such a text, and nothing in it shows a loss but its want of punctuation."""
    if SELDOM.search(text):
        return False
    return not any(sign in text and pattern.search(text) for sign, pattern in COMMON)
