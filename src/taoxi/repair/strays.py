"""Characters that carry nothing: lone surrogates, line ends other than "\\n", controls, zero-width characters, spaces
between all characters.

Inside this room "\\r" stands for a line break that the text did not have before; `repair` makes lines of it.
"""

from __future__ import annotations

import re

SURROGATE = re.compile("[\ud800-\udfff]")
BREAK = re.compile("[\x0c\x85\u2028\u2029]")
ENDS = re.compile("[\r\x0c\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# joiners mean something between emoji and inside Arabic and Indic words, bidi marks beside Hebrew and Arabic
JOINING = "\u0590-\u08ff\u0900-\u109f\ufb1d-\ufdff\ufe70-\ufefc"
PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
INVISIBLE = re.compile("[\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
ZERO_WIDTH = re.compile(
    # between two letters of latin-1 a soft hyphen is more likely a byte of a character
    "[\u200b\u2060-\u2064\ufeff\u180e]|(?<![\x80-\xff])\xad|\xad(?![\x80-\xff])"
    f"|(?<![{JOINING}{PICTURE}])[\u200c\u200d](?![{JOINING}])|(?<![{JOINING}])[\u200c\u200d](?![{JOINING}{PICTURE}])"
    f"|(?<![{JOINING}])[\u200e\u200f\u202a-\u202e\u2066-\u2069](?![{JOINING}])"
)

HAN = "\u3400-\u9fff"
GAP = re.compile(f"[{HAN}] (?=[{HAN}])")
TOUCHING = re.compile(f"[{HAN}](?=[{HAN}])")
SPACED = re.compile(f" [{HAN}] [{HAN}] [{HAN}] ")
BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) (?=[^ ])|(?<=[^ ]) (?=[^\x00-\x7f])")
DIGITS = re.compile(r"(?<![!-~])[0-9](?: [0-9.%])+(?![!-~])")
LEAST_GAPS = 8  # shorter lines are names in a list, letters of a sign or verse
SPACED_SHARE = 0.8  # a text cut into words has spaces in less than half of the places


def surrogates(text: str) -> str:
    """Half a surrogate pair stands for no character: U+FFFD."""
    return SURROGATE.sub("\ufffd", text)


def line_ends(text: str) -> str:
    """Form feed, next line and the Unicode separators break lines; a carriage return before "\\n" goes."""
    return BREAK.sub("\r", text.replace("\r\n", "\n"))


def controls(text: str) -> str:
    """Without control characters."""
    return CONTROL.sub("", text)


def zero_width(text: str) -> str:
    """Without zero-width characters, soft hyphens and bidi marks, where no script needs them."""
    return ZERO_WIDTH.sub("", text) if INVISIBLE.search(text) else text


def is_spaced(line: str) -> bool:
    """Does a space stand between nearly all hanzi?"""
    gaps = len(GAP.findall(line))
    return gaps >= LEAST_GAPS and gaps >= SPACED_SHARE * (gaps + len(TOUCHING.findall(line)))


def close_up(line: str) -> str:
    """A spaced line without its spaces; those inside words of letters stay."""
    return BETWEEN.sub("", DIGITS.sub(lambda match: match[0].replace(" ", ""), line))


def spaces(text: str) -> str:
    """研 发 中 心 -> 研发中心, in lines written so from end to end."""
    if not SPACED.search(text):
        return text
    pieces = re.split("([\n\r])", text)
    return "".join(close_up(piece) if is_spaced(piece) else piece for piece in pieces)
