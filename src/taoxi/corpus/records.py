"""An article as a record, its audit, and the way back from both to the decoded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from .. import __version__
from ..script import page_script
from ..types import Article, Metadata, Verdict
from .documents import Document

Row = dict[str, Any]

FIELDS = ("title", "subtitle", "date", "source", "author", "editor", "tags", "rights", "url", "site")
HAN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]+")  # of the base planes: damage and rare extensions do not count
FRONT = "front-matter"  # signs for lines of a document's head, which is never cleaned


def identity(document: Document) -> str:
    """The document's id: 32 hex digits, xxh3 of path, member and record."""
    import xxhash

    name = "\0".join((document.path, document.member, str(document.record)))
    return xxhash.xxh3_128_hexdigest(name.encode("utf-8", "surrogatepass"))


def shown_path(document: Document) -> str:
    """The input's path; inside an archive, the member's below it."""
    return f"{document.path}/{document.member}" if document.member else document.path


def record(document: Document, article: Article, rules: str, head: str = "") -> Row:
    """The row of `documents/` for an article, fields in their documented order; `head` as for `audit`."""
    import xxhash

    known = with_given(article.metadata, document)
    raws = head.split("\n")[:-1] + [verdict.raw for verdict in article.verdicts if verdict.raw is not None]
    return {
        "id": identity(document),
        "text": article.text,
        **{field: listed(getattr(known, field)) for field in FIELDS},
        "path": shown_path(document),
        "record": document.record,
        "charset": article.charset or document.charset,
        "script": page_script(raws),
        "steps": list(article.steps),
        "doubts": list(article.doubts),
        "chars_in": sum(map(len, raws)) + max(0, len(raws) - 1),
        "chars_kept": len(article.text),
        "lines_in": len(raws),
        "lines_kept": article.text.count("\n") + 1 if article.text else 0,
        "han_share": share(length(HAN.findall(article.text)), length(article.text.split())),
        "link_share": link_share(article.verdicts),
        "text_hash": xxhash.xxh3_128_hexdigest(article.text.encode("utf-8", "surrogatepass")),
        "taoxi": __version__,
        "rules": rules,
    }


def with_given(known: Metadata, document: Document) -> Metadata:
    """What the article says of itself; the address at least is known from outside."""
    return known if known.url or not document.url else replace(known, url=document.url)


def listed(value: object) -> object:
    """A tuple as a list: JSON knows no tuples."""
    return list(value) if isinstance(value, tuple) else value


def share(part: int, whole: int) -> float:
    """Part by whole, to four digits; 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def length(pieces: Iterable[str]) -> int:
    """Characters of all pieces."""
    return sum(map(len, pieces))


def link_share(verdicts: Sequence[Verdict]) -> float:
    """Linked characters by all characters of a page's lines."""
    return share(sum(v.line.linked for v in verdicts), sum(len(v.line.text) for v in verdicts))


def audit(document: Document, article: Article, head: str = "") -> Iterator[Row]:
    """A row for every raw line whose raw form is not what was printed, and for lines that were added.

    `head` is the document's head as decoded, ending in a line feed; its lines come first and shift the others.
    """
    name = identity(document)
    lines = head.split("\n")[:-1]
    for number, line in enumerate(lines, 1):
        yield {"id": name, "line": number, "raw": line, "printed": 0, "rule": FRONT, "cuts": [], "by": [FRONT]}
    for number, group in groupby(article.verdicts, key=lambda verdict: verdict.line.number):
        verdicts = list(group)
        printed = [verdict.printed for verdict in verdicts if verdict.printed is not None]
        raw = verdicts[0].raw
        if printed != [raw]:
            yield {
                "id": name,
                "line": number and number + len(lines),
                "raw": raw,
                "printed": len(printed),
                "rule": next((verdict.rule for verdict in verdicts if verdict.rule), None),
                "cuts": [[cut.start, cut.end, cut.rule] for verdict in verdicts for cut in verdict.cuts],
                "by": list(dict.fromkeys(doer for verdict in verdicts for doer in doers(verdict))),
            }


def doers(verdict: Verdict) -> Iterator[str]:
    """Who changed a line: a rule, or the stages in their order."""
    from ..settle.weigh import without  # whoever only reads or shares out work needs no rules

    line = verdict.line
    if line.raw is not None and line.text != line.raw:
        yield "repair"
    if verdict.printed is None:
        yield verdict.rule or "cut"
        return
    if verdict.cuts:
        yield "cut"
        yield from (cut.rule for cut in verdict.cuts)
    rest = without(line.text, verdict.cuts)
    if verdict.printed != rest.strip():
        yield "script"
    elif rest != verdict.printed:
        yield "strip"


def undo(text: str, rows: Iterable[Row], lines_in: int) -> str:
    """The decoded text again, from an article's text, its audit rows and its number of lines."""
    changed = {row["line"]: row for row in rows}
    printed = text.split("\n")
    at = changed[0]["printed"] if 0 in changed else 0
    raws: list[str] = []
    for number in range(1, lines_in + 1):
        row = changed.get(number)
        raws.append(printed[at] if row is None else row["raw"])
        at += 1 if row is None else row["printed"]
    return "\n".join(raws)
