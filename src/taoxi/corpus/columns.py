"""Find text, title, address and date in a record by the usual names of columns, English and Chinese."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from ..credits.labels import read_label, read_labels
from ..dates import read_date
from ..types import Metadata
from .documents import Document, Reading, Trouble


def names(words: str) -> tuple[str, ...]:
    """Column names, written with spaces between."""
    return tuple(words.split())


# the first name that a record has wins; raw_content is cc_net's and WuDao's name
TEXT = names(
    "text content raw_content body article article_body articlebody maintext news_content content_text html raw_html"
    " 正文 内容 內容 文章内容 新闻内容 正文内容 文本 全文 文章"
)
FIELDS = {
    "title": names("title contenttitle headline news_title 标题 標題 新闻标题 文章标题 题目"),
    "date": names(
        "date time datetime date_time publish_time publish_date published pubdate pub_time publishdate datepublished"
        " published_at 日期 时间 時間 发布时间 發布時間 发布日期 发表时间"
    ),
    "source": names("source news_source media 来源 來源 新闻来源 媒体 出处"),
    "author": names("author authors byline 作者 记者"),
    "editor": names("editor editors 编辑 責任編輯 责任编辑 责编"),
    "tags": names("tags keywords kw 关键词 标签"),
    "url": names("url link href source_url page_url uri 链接 網址 网址 地址 url地址 原文链接"),
}
NESTED = ("info", "meta", "metadata")  # objects whose members count as the record's own, after them
# column -> the field that it fills, and how many names of that field go before it
PLACES = {name: (field, rank) for field, names in FIELDS.items() for rank, name in enumerate(names)}
KNOWN = frozenset((*TEXT, *NESTED, *PLACES))
# a crawler that took the whole element left its label in the column: 责任编辑：王小明
LABELLED = re.compile(
    r"\s*(?:来源|來源|作者|记者|記者|编辑|編輯|责任编辑|責任編輯|责编|責編|关键词|關鍵詞|标签|標籤)\s*[:：]"
)
MANY = ("author", "editor", "tags")
EPOCHS = ((1e11, 1.0), (1e14, 1e3))  # numbers below 10^11 are seconds since 1970, below 10^14 milliseconds
EARLIEST = 1e8  # 1973: a smaller number is a year or a count


def document_of(
    row: Mapping[str, object], reading: Reading, record: int, charset: str | None = None
) -> Document | Trouble:
    """The document of a record, or a trouble that says which columns there are. `charset` is what the file was in."""
    columns = flatten(row)
    name = text_column(columns, reading.text_fields)
    if name is None:
        names = ", ".join(sorted(map(str, row)))[:200] or "none"
        return reading.trouble(f"no text column among: {names}", "name it with --text-field", record)
    value = columns[name]
    text = "\n".join(map(str, value)) if is_paragraphs(value) and isinstance(value, list) else value
    if text is None:
        text = ""
    if not isinstance(text, str):
        return reading.trouble(f"{name} holds no text but {type(value).__name__}", "name another --text-field", record)
    given = metadata(columns, name)
    return Document(reading.path, reading.member, record, text, given, given.url, charset)


def flatten(row: Mapping[str, object]) -> dict[str, object]:
    """Columns by name in lower case; members of `info`, `meta` and `metadata` where the record has no such column."""
    columns = {str(key).strip().lower(): value for key, value in row.items()}
    for name in NESTED:
        inner = columns.get(name)
        if isinstance(inner, dict):
            columns = {str(key).strip().lower(): value for key, value in inner.items()} | columns
    return columns


def text_column(columns: Mapping[str, object], wanted: tuple[str, ...] = ()) -> str | None:
    """The name of the column that holds the text; those wanted come first, and no others then."""
    names = [name.strip().lower() for name in wanted] or TEXT
    return next((name for name in names if name in columns), None)


def is_header(names: Iterable[str], wanted: tuple[str, ...] = ()) -> bool:
    """Is there a text column among these names?"""
    return text_column(dict.fromkeys(name.strip().lower() for name in names), wanted) is not None


def is_read(name: str, wanted: tuple[str, ...] = ()) -> bool:
    """May a column of that name say something of a document?"""
    return name.strip().lower() in KNOWN.union(each.strip().lower() for each in wanted)


def is_paragraphs(value: object) -> bool:
    """Is it a list of strings?"""
    return isinstance(value, list) and all(isinstance(piece, str) for piece in value)


def metadata(columns: Mapping[str, object], text: str) -> Metadata:
    """What the columns beside the text say."""
    best: dict[str, tuple[int, object]] = {}
    for name, value in columns.items():
        if name in PLACES and name != text and value not in (None, "", []):
            field, rank = PLACES[name]
            if field not in best or rank < best[field][0]:
                best[field] = (rank, value)
    found: dict[str, object] = {}
    for field, (_, value) in best.items():
        if field == "date":
            found[field] = date(value)
        elif isinstance(value, str) and LABELLED.match(value):
            read = [one for label, said in read_labels(value) if label == field for one in read_label(field, said)]
            found[field] = tuple(read) if field in MANY else next(iter(read), None)
        elif field in MANY:
            found[field] = several(value)
        elif isinstance(value, str) and value.strip():
            found[field] = value.strip()
    return Metadata(**found)  # type: ignore[arg-type]


def several(value: object) -> tuple[str, ...]:
    """A list of names, whatever way it was written."""
    if isinstance(value, str):
        pieces = value.replace("，", ",").replace("、", ",").replace(";", ",").split(",")
        return tuple(piece.strip() for piece in pieces if piece.strip())
    return tuple(str(piece).strip() for piece in value if piece) if isinstance(value, list | tuple) else ()


def date(value: object) -> str | None:
    """A date in ISO 8601: numbers are seconds or milliseconds since 1970, in UTC; text that is no date stays."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        written = str(value).strip() if value is not None else ""
        return read_date(written) or written or None
    if not math.isfinite(value) or value < EARLIEST:
        return None
    scale = next((scale for limit, scale in EPOCHS if value < limit), None)
    return datetime.fromtimestamp(value / scale, UTC).isoformat().replace("+00:00", "Z") if scale else None
