"""Metadata out of what fell, of what was cut, and of lead-ins that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice

from ..fold import plain
from ..types import BLANK, Metadata, Verdict
from .bylines import read_lead_in
from .gather import GATHERED, LOOSE, RIGHTS, Piece, gather, is_read
from .labels import KEYWORDS, read_tags
from .loose import is_list, read_listed, read_signature
from .names import unique

# printed lines from the top that may hold a lead-in; characters that it has at most, and with what it is indented by
LEAD_INS, LEAD_LONGEST, INDENT = 8, 64, 128
BRACKETS, OPENED = "(（【〔[/／\\", 48  # one of which stands so far from the beginning, or a reporter who tells
REPORTERS, TELLING = ("记者", "記者"), "报報发發讯訊电電"
NEAR = 12  # lines from the article's title or end; further off stand the dates of other articles
UNKNOWN = Metadata()


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
    for piece in fallen(verdicts, families, title, span):
        gather(gathered, piece)
    for verdict in islice((v for v in verdicts if v.printed), LEAD_INS):
        opening = verdict.line.text[:INDENT].lstrip()[:LEAD_LONGEST]
        if KEYWORDS.match(opening):
            gathered["tags"] += read_tags(verdict.line.text)
        elif may_lead(opening):
            gathered["author"] += read_lead_in(opening)
    listed = read_listed(below(verdicts, families, title))
    if len(listed) > 1 or not gathered["author"]:
        gathered["author"] = [*listed, *gathered["author"]]
    if not gathered["author"]:
        gathered["author"] += read_signature(verdicts, loose(verdicts, families, title, span))
    return Metadata(
        title=verdicts[title].printed if title is not None and not KEYWORDS.match(verdicts[title].line.text) else None,
        subtitle=subtitle(verdicts, title),
        date=first_date(gathered["date"] or gathered["changed"] or gathered["today"]),
        source=first_source(gathered["source"] or only(gathered["paper"])),
        rights="\n".join(unique(gathered["rights"])) or None,
        author=unique(gathered["author"]),
        editor=unique(gathered["editor"]),
        tags=unique(gathered["tags"]),
    )


def may_lead(opening: str) -> bool:
    """May a line that begins so have a lead-in? Looking for characters takes a tenth of what reading one takes."""
    if any(map(opening[:OPENED].__contains__, BRACKETS)):
        return True
    return any(map(opening.__contains__, REPORTERS)) and any(map(opening.__contains__, TELLING))


def fallen(
    verdicts: Sequence[Verdict], families: Sequence[frozenset[str]], title: int | None, span: tuple[int, int] | None
) -> Iterator[Piece]:
    """Each dropped line and each cut span, in order; dates and names only near the article."""
    first = min(title if title is not None else 10**9, span[0] if span else 10**9) - NEAR
    end = next((i for i in range(len(verdicts) - 1, -1, -1) if verdicts[i].printed is not None), 0) + 1
    last = max(span[1] if span else 0, end) + NEAR
    for i, verdict in enumerate(verdicts):
        if verdict.rule in SILENT:
            pass
        elif families[i] & ANYWHERE or ((first <= i < last or span is None) and is_read(families[i])):
            place = i - title if title is not None and i < title else max(0, i + 1 - end)
            yield Piece(labelled(verdicts, i), families[i], place)
        for cut in verdict.cuts:
            yield Piece(verdict.line.text[cut.start : cut.end], frozenset((cut.rule.partition("-")[0],)), 0)


def loose(
    verdicts: Sequence[Verdict], families: Sequence[frozenset[str]], title: int | None, span: tuple[int, int] | None
) -> list[int]:
    """Dropped lines, none blank, between title and body and just below the body."""
    if span is None:
        return []
    end = span[1]
    first = span[0] if title is None else min(title + 1, span[0])
    return [
        i
        for i in (*range(first, span[0]), *range(end, min(end + GAP, len(verdicts))))
        if verdicts[i].rule not in (None, BLANK) and families[i] <= LOOSE
    ]


def below(verdicts: Sequence[Verdict], families: Sequence[frozenset[str]], title: int | None) -> list[str]:
    """The lines under the title that stay, and those that no rule claims and that are made of parts."""
    near = range(title + 1, min(title + 1 + NEAR, len(verdicts))) if title is not None else range(0)
    return [
        text
        for i in near
        if (text := verdicts[i].line.text.strip())
        and (verdicts[i].printed or (families[i] <= LOOSE and re.search(r"[\s、]", text)))
    ]


def labelled(verdicts: Sequence[Verdict], index: int) -> str:
    """A dropped line, with the value that stands on the next line where this is a label and nothing else."""
    text = verdicts[index].line.text
    if LABEL_ONLY.fullmatch(text):
        after = next((v for v in verdicts[index + 1 : index + 1 + GAP] if v.rule != BLANK), None)
        if after and after.rule and after.rule.partition("-")[0] in TOOLS:
            return text
        if after and after.rule and len(after.line.text) <= LONGEST_VALUE and not LABEL_ONLY.fullmatch(after.line.text):
            return f"{text} {after.line.text}"
    return text


TOOLS = frozenset(("share", "related", "prevnext", "comment", "ad"))  # families of lines that are no label's value
LABEL_ONLY = re.compile(r"[^:：]{2,12}[:：]\s*")
GAP, LONGEST_VALUE = 3, 24  # lines and characters


def first_date(dates: Sequence[str]) -> str | None:
    """The first of several dates that tells a day, as precise as any of them tells it; else the first month."""
    first = next((date for date in dates if len(date) > len("2024-05")), next(iter(dates), None))
    return first and max((date for date in dates if date.startswith(first)), key=len)


def first_source(sources: Sequence[str]) -> str | None:
    """The first of several sources that names one, else the first: 转载, 网络."""
    return next((source for source in sources if not NAMELESS.fullmatch(source)), next(iter(sources), None))


def only(values: Sequence[str]) -> Sequence[str]:
    """The values where they are one and the same."""
    return values if len(set(values)) == 1 else ()


NAMELESS = re.compile(r"(?:本站|本网|网站)?(?:原创|转载|整理|综合)?(?:文章|稿件)?|(?:互联)?网络?(?:转载|综合|整理)?")


def subtitle(verdicts: Sequence[Verdict], title: int | None) -> str | None:
    """The head under the title: a dash tells it, or a sentence below it; behind a dateline only a lead-in does."""
    if title is None:
        return None
    below = [v for v in verdicts[title + 1 :] if v.rule != BLANK]
    kept = [v.printed for v in below if v.printed][: LADDER + 1]
    if not kept or NO_HEAD.search(kept[0]) or not SHORTEST_HEAD <= len(kept[0]) <= LONGEST_HEAD or is_list(kept[0]):
        return None
    body = next((text for text in kept[1:] if SENTENCE.search(text)), "") if below[0].rule else "".join(kept[1:2])
    return kept[0] if (LEAD if below[0].rule else SENTENCE).search(body) or DASH.match(kept[0]) else None


SILENT = frozenset((None, BLANK))
ANYWHERE = RIGHTS | {"tags"}  # families that are read however far from the article they stand
LADDER = 5  # heads under a title
SHORTEST_HEAD, LONGEST_HEAD = 8, 60  # characters
DASH = re.compile(r"[-—─–]{1,2}")
LEAD = re.compile(r"^[^。！？!?]{0,24}(?:讯|电|消息|報道|报道|訊|電)")
SENTENCE = re.compile(r"。|[！？!?…”][”」]?$")
# sentences, items, sections, captions, labels
NO_HEAD = re.compile(
    r"[。；;：:，,]|[！？!?][”」]?$|^[【●•·◆■▲△▼★☆◎○□(（\d一二三四五六七八九十“]|^图|第.{1,3}[章节条]|[摄图摘要]$|供图"
)


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
    """The first source that knows a field gives it; a subtitle only to the title that it stands under."""
    merged = sources[0]
    for other in sources[1:]:
        if other == UNKNOWN:
            continue
        missing = {f.name: getattr(other, f.name) for f in fields(Metadata) if not getattr(merged, f.name)}
        if merged.title and other.title and bare(merged.title) != bare(other.title):
            missing.pop("subtitle", None)
        if "author" in missing:  # a head gives its editor as the author too
            missing["author"] = tuple(name for name in missing["author"] if name not in merged.editor)
        merged = replace(merged, **missing)
    return merged


def bare(title: str) -> str:
    """A title without its spaces, half width and simplified."""
    return "".join(plain(title).split())
