"""Bytes as rows: each line with its bytes, its line end and its characters, one to one with the decoded text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from ..decode import decode

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LINE_END = regex.compile(r"\r\n|\r|\n")
LINE_END_BYTES = regex.compile(rb"\r\n|\r|\n")
# "key: value", "key = value", list items, tables, comments and continued values of YAML and TOML
SETTING = regex.compile(r"\s*|\s+\S.*|#.*|-\s.*|[\w.\"'-]+\s*[:=](?:\s.*)?|[\]\[{}].*")
FRONTS = {"---": ("---", "..."), "+++": ("+++",)}
FENCE = regex.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<rest>.*)", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its bytes, the bytes of its line end, its characters, and where it stands (counted from 1).

    `sound` is False where the bytes are not the characters in the file's charset, and nothing else; `fixed` lines
    are no lines of the article.
    """

    raw: bytes
    end: bytes
    text: str
    line: int
    column: int = 1
    sound: bool = True
    fixed: bool = False


def split_bom(data: bytes, charset: str) -> tuple[bytes, bytes]:
    """The byte-order mark, if it is that of the charset, and the rest."""
    for bom, name in BOMS:
        if name == charset and data.startswith(bom):
            return bom, data[len(bom) :]
    return b"", data


def read_rows(data: bytes) -> tuple[str, bytes, list[Row] | None]:
    """A file's charset, its BOM and its rows; None for the rows when they do not match the lines as decoded."""
    text = decode(data)
    charset = text.charset or "utf-8"
    bom, rest = split_bom(data, charset)
    return charset, bom, split_rows(rest, charset, text.body.split("\n"))


def split_rows(data: bytes, charset: str, texts: Sequence[str]) -> list[Row] | None:
    """The rows of a file without its BOM, given its lines as decoded; None when the two do not match."""
    wide = charset.startswith("utf-16")
    pieces = list(_wide_pieces(data, charset) if wide else _pieces(data))
    if len(pieces) != len(texts):
        return None
    return [
        Row(raw, end, text, number, sound=reads_as(raw, charset, text))
        for number, ((raw, end), text) in enumerate(zip(pieces, texts, strict=True), 1)
    ]


def reads_as(raw: bytes, charset: str, text: str) -> bool:
    """Whether the bytes are characters of the charset throughout, and these."""
    try:
        return raw.decode(charset) == text
    except (UnicodeDecodeError, LookupError):
        return False


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    # 0A and 0D never stand inside a character of UTF-8, GB18030, Big5, EUC or Shift-JIS
    start = 0
    for match in LINE_END_BYTES.finditer(data):
        yield data[start : match.start()], match[0]
        start = match.end()
    yield data[start:], b""


def _wide_pieces(data: bytes, charset: str) -> Iterator[tuple[bytes, bytes]]:
    whole = len(data) - len(data) % 2
    body = data[:whole].decode(charset, "surrogatepass")
    at = start = 0
    for match in LINE_END.finditer(body):
        raw = body[start : match.start()].encode(charset, "surrogatepass")
        end = match[0].encode(charset)
        yield raw, end
        at, start = at + len(raw) + len(end), match.end()
    yield data[at:], b""


def protected(texts: Sequence[str], *, markdown: bool) -> set[int]:
    """Places of lines that are no lines of the article: front matter and fenced code.

    A fence that is never closed runs to the end in Markdown, and is no fence elsewhere.
    """
    front = front_matter(texts)
    found = set(range(front))
    opened, mark = -1, ""
    for at in range(front, len(texts)):
        fence = FENCE.fullmatch(texts[at])
        if not fence:
            continue
        if opened < 0:
            if "`" not in fence["rest"] or fence["mark"].startswith("~"):
                opened, mark = at, fence["mark"]
        elif fence["mark"].startswith(mark) and not fence["rest"].strip():
            found.update(range(opened, at + 1))
            opened = -1
    if opened >= 0 and markdown:
        found.update(range(opened, len(texts)))
    return found


def front_matter(texts: Sequence[str]) -> int:
    """How many lines the front matter has: none, or those from `---` (YAML) or `+++` (TOML) to its end."""
    closers = FRONTS.get(texts[0].rstrip()) if texts else None
    if not closers:
        return 0
    for at in range(1, len(texts)):
        if texts[at].rstrip() in closers:
            return at + 1
        if not SETTING.fullmatch(texts[at]):
            return 0
    return 0
