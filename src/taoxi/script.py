"""The script and the marks that are printed: simplified or traditional characters, full-width punctuation."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from .fold import simplifier

# 著 is 着 in traditional text but for these words; t2s leaves it as it is (標志著 -> 标志著)
KEPT_ZHU = re.compile(
    r"(?:名|原|土|巨|论|論|译|譯|编|編|专|專|遗|遺|拙|合|显|顯|卓|昭|撰|新|旧|舊|大|所|力|佳|史|全|钜|主)著"
    r"(?![他她它我你这這那眼手急重力火想看说說])|著(?=[作名称稱述者书書录錄文译譯论論录于於])"
)
FULL_WIDTH = {",": "，", "!": "！", "?": "？", ":": "：", ";": "；"}
FOLDED_LEAST = 5  # marks next to hanzi on one page that must be half width before any is taken to have been folded
WIDE = r"[\u3400-\u9fff\uf900-\ufaff\u3001\u3002\u201c\u201d\u2018\u2019\u300a\u300b\u3010\u3011\uff00-\uff60…—]"
HALF_WIDTH = re.compile(r"[,!?:;]")
RUN = re.compile(r"[,!?:;]+")  # ?! is one mark: it has one neighbour on each side
WIDE_ONE = re.compile(WIDE)
NEXT_TO_HAN = re.compile(rf"(?<={WIDE})[,!?:;]|[,!?:;](?={WIDE})")
BRACKETS = re.compile(r"\(([^()\n]*)\)")
HAN = re.compile(r"[\u3400-\u9fff]")


@functools.cache
def converter(config: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name."""
    import opencc

    return opencc.OpenCC(config).convert


@functools.cache
def traditional() -> re.Pattern[str]:
    """Finds a character that exists in traditional text only; 著 does not, nor 苧, which t2s makes of 薴."""
    return re.compile("[" + "".join(c for c in simplifier() if c not in "著苧") + "]")


def page_script(texts: Sequence[str]) -> str:
    """The script that most of the telling characters of a page are in: "traditional" or "simplified"."""
    body = "\n".join(texts)
    found = len(traditional().findall(body))
    return "traditional" if found and found * 25 > len(HAN.findall(body)) else "simplified"


def simplify(text: str, *, whole: bool = False) -> str:
    """The text in simplified characters, by t2s and a table of our own for 著.

    Text without a traditional character passes as it is, but for 著 when the `whole` page is traditional.
    """
    if not traditional().search(text) and not (whole and "著" in text):
        return text
    text = converter("t2s")(text)
    if "著" in text:
        kept = {match.start() + match[0].index("著") for match in KEPT_ZHU.finditer(text)}
        text = "".join("着" if c == "著" and at not in kept else c for at, c in enumerate(text))
    return text


def convert(texts: Sequence[str], script: str) -> list[str]:
    """Each text in the script asked for: "simplified", "traditional" or "keep"."""
    if script == "keep":
        return list(texts)
    if script == "traditional":
        return [converter("s2t")(text) for text in texts]
    body = "\n".join(texts)
    if not traditional().search(body):
        return list(texts)
    whole = page_script([body]) == "traditional"
    return [simplify(text, whole=whole) for text in texts]


def punctuate(texts: Sequence[str]) -> list[str]:
    """The texts with full-width marks next to hanzi, where a page's marks were folded to ASCII.

    A page's marks were folded when at least 5 stand next to hanzi in half width; a kind of mark that the page also
    has in full width was not.
    """
    body = "\n".join(texts)
    brackets = [match for match in BRACKETS.finditer(body) if HAN.search(match[1])]
    beside = sum(bool(NEXT_TO_HAN.match(body, match.start())) for match in HALF_WIDTH.finditer(body))
    if beside + 2 * len(brackets) < FOLDED_LEAST:
        return list(texts)
    marks = {half: full for half, full in FULL_WIDTH.items() if full not in body}
    paired = "（" not in body and "）" not in body
    return [wide_marks(text, marks, paired=paired) for text in texts]


def wide_marks(text: str, marks: dict[str, str], *, paired: bool) -> str:
    """One line with the marks of a table in full width next to hanzi, and brackets around or beside hanzi too."""
    table = str.maketrans(marks)

    def widen(match: re.Match[str]) -> str:
        return f"（{match[1]}）" if HAN.search(match[1]) or HAN.search(neighbours(match)) else match[0]

    def in_full(match: re.Match[str]) -> str:
        return match[0].translate(table) if WIDE_ONE.search(neighbours(match)) else match[0]

    # brackets first: a mark behind one stands next to a wide character then
    return RUN.sub(in_full, BRACKETS.sub(widen, text) if paired else text)


def neighbours(match: re.Match[str]) -> str:
    """The characters before and behind a match, none at the text's ends."""
    return match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
