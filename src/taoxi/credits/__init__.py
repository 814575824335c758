"""Metadata out of what fell, of what was cut, and of lead-ins that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice

from ..dates import read_dates
from ..fold import plain
from ..types import Metadata, Verdict
from .bylines import bare_names, read_byline, read_lead_in
from .labels import read_label, read_labels, read_tags
from .names import read_names, unique
from .papers import read_alone, read_paper

DATED = frozenset(("dateline", "source", "editor", "author", "metadata", "breadcrumb"))
RIGHTS = frozenset(("copyright", "disclaimer"))
# copyright, reprint and licence; other notices of these families say who answers for the text, or whom to call
RIGHT = re.compile(
    "版权|版權|著作权|著作權|转载|轉載|授权|授權|(?:许可|許可)(?![证證])|摘编|摘編|侵权|侵權|翻印|知识共享"
    "|©|copyright|all rights|licen[cs]e",
    re.I,
)
LEAD_INS, LEAD_LONGEST = 8, 64  # printed lines from the top that may hold a lead-in; characters that it has at most
LEADS = re.compile("[(（【〔[]|记者|記者")
NEAR = 12  # lines from the article's title or end; further off stand the dates of other articles
UNKNOWN = Metadata()
# changed: dates of later versions; paper: what stands alone, which a digest has below each of its items
GATHERED = ("author", "editor", "source", "paper", "date", "changed", "tags", "rights")


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
        opening = verdict.line.text.lstrip()[:LEAD_LONGEST]
        if LEADS.search(opening):
            gathered["author"] += read_lead_in(opening)
    return Metadata(
        title=verdicts[title].printed if title is not None else None,
        subtitle=subtitle(verdicts, title),
        date=first_date(gathered["date"] or gathered["changed"]),
        source=first_source(gathered["source"] or only(gathered["paper"])),
        rights="\n".join(unique(gathered["rights"])) or None,
        author=unique(gathered["author"]),
        editor=unique(gathered["editor"]),
        tags=unique(gathered["tags"]),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A dropped line or a cut span: its text, the families that claim it, and its place.

    The place is 0 within the article, and else the lines below its last (positive) or above its title (negative).
    """

    text: str
    families: frozenset[str]
    place: int


def fallen(
    verdicts: Sequence[Verdict], families: Sequence[frozenset[str]], title: int | None, span: tuple[int, int] | None
) -> Iterator[Piece]:
    """Each dropped line and each cut span, in order; dates and names only near the article."""
    first = min(title if title is not None else 10**9, span[0] if span else 10**9) - NEAR
    end = next((i for i in range(len(verdicts) - 1, -1, -1) if verdicts[i].printed is not None), 0) + 1
    last = max(span[1] if span else 0, end) + NEAR
    for i, verdict in enumerate(verdicts):
        if verdict.rule and (first <= i < last or span is None or families[i] & (RIGHTS | {"tags"})):
            place = i - title if title is not None and i < title else max(0, i + 1 - end)
            yield Piece(labelled(verdicts, i), families[i], place)
        for cut in verdict.cuts:
            yield Piece(verdict.line.text[cut.start : cut.end], frozenset((cut.rule.partition("-")[0],)), 0)


def labelled(verdicts: Sequence[Verdict], index: int) -> str:
    """A dropped line, with the value that stands on the next line where this is a label and nothing else."""
    text = verdicts[index].line.text
    if LABEL_ONLY.fullmatch(text):
        after = next((v for v in verdicts[index + 1 : index + 1 + GAP] if v.rule != BLANK), None)
        if after and after.rule and len(after.line.text) <= LONGEST_VALUE and not LABEL_ONLY.fullmatch(after.line.text):
            return f"{text} {after.line.text}"
    return text


LABEL_ONLY = re.compile(r"[^:：]{2,12}[:：]\s*")
GAP, LONGEST_VALUE = 3, 24  # lines and characters


def gather(gathered: dict[str, list[str]], piece: Piece) -> None:
    """Read one piece into the fields that its families may fill."""
    if "tags" in piece.families:
        gathered["tags"] += read_tags(piece.text)
    elif piece.families & RIGHTS:
        gathered["rights"] += [piece.text.strip()] if RIGHT.search(piece.text) else []
    elif piece.families & DATED and not TITLE.match(piece.text):
        labels = [] if piece.place < 0 and not COLON.search(piece.text) else list(read_labels(piece.text))
        for date, changed in read_dates(piece.text) if is_own(piece, bool(labels)) else ():
            gathered["changed" if changed else "date"].append(date)
        for field, value in labels:
            gathered[field] += read_label(field, value)
        gathered["author"] += read_byline(piece.text)
        if "author" in piece.families:
            gathered["author"] += bare_names(piece.text)
        if "dateline" in piece.families:
            gathered["source"] += read_paper(piece.text)
        gathered["paper"] += read_alone(piece.text)


def is_own(piece: Piece, labelled: bool) -> bool:
    """Is a date in this piece the article's? Below it bare dates are those of other articles."""
    return labelled or piece.place <= 0 or bool(WHEN.search(piece.text)) or piece.place <= BARE


TITLE = re.compile(r"\W*(?:原标题|原標題|原题)")
COLON = re.compile("[:：︰/／|丨]")  # in a menu 编辑 and 来源 are followed by other words
WHEN = re.compile(r"时间|時間|日期|发布|發布|發佈|更新|收稿|刊")
BARE = 3  # lines below the article in which a date without a label may still be its own


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


def is_list(text: str) -> bool:
    """Does a line consist of names?"""
    return "".join(read_names(text)) == re.sub(r"[\s、,*]", "", text)


BLANK = "blank-line"
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
