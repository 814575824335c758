"""Metadata out of what fell, of what was cut, and of lead-ins that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice

from ..dates import read_dates
from ..fold import plain
from ..types import Metadata, Verdict
from .labels import read_label, read_labels, read_tags
from .names import HAN, bare_names, read_byline, read_lead_in, unique

DATED = frozenset(("dateline", "source", "editor", "author", "metadata", "breadcrumb"))
RIGHTS = frozenset(("copyright", "disclaimer"))
# a paper that stands beside the date without a label: 江城日报 2024年2月1日
PAPER = re.compile(
    rf"(?<![{HAN}])[{HAN}]{{2,8}}(?:日报|晚报|晨报|早报|时报|商报|都市报|青年报|快报|周报|周刊|新闻网|网)(?![{HAN}])"
)
LEAD_INS, LEAD_LONGEST = 8, 64  # printed lines from the top that may hold a lead-in; characters that it has at most
LEADS = re.compile("[(（【〔[]|记者|記者")
NEAR = 12  # lines from the article's title or end; further off stand the dates of other articles
UNKNOWN = Metadata()
GATHERED = ("author", "editor", "source", "date", "changed", "tags", "rights")  # changed: dates of later versions


def credit(
    verdicts: Sequence[Verdict],
    families: Sequence[frozenset[str]],
    title: int | None = None,
    span: tuple[int, int] | None = None,
) -> Metadata:
    """What the visible lines say: fields out of dropped lines, cut spans and the lead-in of the first body line.

    `families` are those of the rules that claim each line; `title` and `span` tell where the article stands.
    """
    gathered: dict[str, list[str]] = {name: [] for name in GATHERED}
    for claimed, text in fallen(verdicts, families, title, span):
        gather(gathered, claimed, text)
    for verdict in islice((v for v in verdicts if v.printed), LEAD_INS):
        opening = verdict.line.text.lstrip()[:LEAD_LONGEST]
        if LEADS.search(opening):
            gathered["author"] += read_lead_in(opening)
    return Metadata(
        title=verdicts[title].printed if title is not None else None,
        subtitle=subtitle(verdicts, title),
        date=first_date(gathered["date"] or gathered["changed"]),
        source=next(iter(gathered["source"]), None),
        rights="\n".join(unique(gathered["rights"])) or None,
        author=unique(gathered["author"]),
        editor=unique(gathered["editor"]),
        tags=unique(gathered["tags"]),
    )


def first_date(dates: Sequence[str]) -> str | None:
    """The first of several dates, as precise as any of them tells the same day."""
    first = next(iter(dates), None)
    return first and max((date for date in dates if date.startswith(first)), key=len)


def gather(gathered: dict[str, list[str]], claimed: frozenset[str], text: str) -> None:
    """Read one fallen piece into the fields that its families may fill."""
    if "tags" in claimed:
        gathered["tags"] += read_tags(text)
    elif claimed & RIGHTS:
        gathered["rights"].append(text.strip())
    elif claimed & DATED:
        for date, changed in read_dates(text):
            gathered["changed" if changed else "date"].append(date)
        for field, value in read_labels(text):
            gathered[field] += read_label(field, value)
        gathered["author"] += read_byline(text)
        if "author" in claimed:
            gathered["author"] += bare_names(text)
        if "dateline" in claimed and (paper := PAPER.search(plain(text))):
            gathered["source"].append(paper[0])


def fallen(
    verdicts: Sequence[Verdict], families: Sequence[frozenset[str]], title: int | None, span: tuple[int, int] | None
) -> Iterator[tuple[frozenset[str], str]]:
    """Families and text of each dropped line and each cut span, in order; dates and names only near the article."""
    first = min(title if title is not None else 10**9, span[0] if span else 10**9) - NEAR
    end = next((i for i in range(len(verdicts) - 1, -1, -1) if verdicts[i].printed is not None), 0) + 1
    last = max(span[1] if span else 0, end) + NEAR
    for i, verdict in enumerate(verdicts):
        if verdict.rule and (first <= i < last or span is None or families[i] & (RIGHTS | {"tags"})):
            yield families[i], verdict.line.text
        for cut in verdict.cuts:
            yield frozenset((cut.rule.partition("-")[0],)), verdict.line.text[cut.start : cut.end]


def subtitle(verdicts: Sequence[Verdict], title: int | None) -> str | None:
    """The next printed line when it is a head, not a sentence."""
    if title is None:
        return None
    after = next((v.printed for v in verdicts[title + 1 :] if v.printed), None)
    return after if after and len(after) <= 60 and not re.search(r"[。！？!?；;：:，,]$", after) else None


def agreed(visible: Metadata, declared: Metadata) -> Metadata:
    """What the lines say, with the date as precise as the page's head has it where both mean the same day."""
    more = declared.date if visible.date and declared.date and declared.date.startswith(visible.date) else None
    return replace(visible, date=more) if more else visible


def disagreements(visible: Metadata, declared: Metadata) -> tuple[str, ...]:
    """Steps that name the fields in which the visible lines won over what the page's head declares."""
    if declared == UNKNOWN:
        return ()
    visible = agreed(visible, declared)
    pairs = ((name, getattr(visible, name), getattr(declared, name)) for name in ("date", "source", "author", "editor"))
    return tuple(
        f"metadata: {name} from the page, not from its head"
        for name, own, head in pairs
        if head and own and own != head
    )


def merge(*sources: Metadata) -> Metadata:
    """The first source that knows a field gives it."""
    merged = sources[0]
    for other in sources[1:]:
        if other == UNKNOWN:
            continue
        missing = {f.name: getattr(other, f.name) for f in fields(Metadata) if not getattr(merged, f.name)}
        merged = replace(merged, **missing)
    return merged
