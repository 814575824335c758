"""HTML, which is checked and never rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..clean import clean
from ..decode import decode
from ..page import looks_like_html
from ..types import BLANK, Article, Options
from .splice import REPAIR, Finding, Left, Splice, wanted

OUTSIDE = "page-outside"  # every page has navigation round its article: no reason to complain
NEVER = "HTML is checked and never rewritten; `taoxi clean` makes texts of pages"
WORD = 8  # characters that find a line again in the source; tags and entities may stand behind them


def looks_like_page(data: bytes) -> bool:
    """Whether a file holds HTML, whatever its name."""
    return b"<" in data and looks_like_html(decode(data).body)


def splice_page(data: bytes, options: Options) -> Splice:
    """What falls, is cut or is repaired inside the page's article; the bytes stay.

    Lines and columns are those of the source, as near as they can be found again.
    """
    source = decode(data)
    article = clean(data, replace(options, script="keep", punctuation="keep", markup="html"))
    findings = tuple(_findings(article, source.body, options))
    left = (Left(0, NEVER),) if findings else ()
    return Splice(data, article.charset or "utf-8", findings, left)


def _findings(article: Article, source: str, options: Options) -> Iterator[Finding]:
    """The lines that fell or were cut, found again in the source one after the other."""
    at, line, start = 0, 1, 0
    for verdict in (wanted(verdict, options) for verdict in article.verdicts):
        text = verdict.line.text.strip()
        found = source.find(text[:WORD], at) if text else -1
        if found >= 0:
            line += source.count("\n", at, found)
            start, at = source.rfind("\n", 0, found) + 1, found
        if verdict.rule is None and verdict.raw not in (None, verdict.line.text):
            yield Finding(line, at - start + 1, REPAIR, (verdict.raw or "").strip(), text)
        if verdict.rule not in (None, BLANK, OUTSIDE):
            yield Finding(line, at - start + 1, verdict.rule or "", text)
        for cut in verdict.cuts:
            yield Finding(line, at - start + 1, cut.rule, verdict.line.text[cut.start : cut.end])
