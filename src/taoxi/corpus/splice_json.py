"""Clean the text field of JSON lines in place: every other byte of every record stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from json.decoder import scanstring  # type: ignore[attr-defined]

import regex

from ..page import looks_like_html
from ..types import Options
from .columns import flatten, metadata, text_column
from .splice import UNMAPPED, UNSOUND, Finding, Left, Splice, Writing, read_back, splice_rows
from .splice_rows import Row, read_rows

NO_JSON = "the line is not a JSON object; write one a line"
NO_FIELD = "the record has no text field; name it with --text-field"
HTML = "the text field holds HTML, which is never rewritten; `taoxi clean` makes texts of pages"
NO_STRING = "the text field is not a string; name another with --text-field"
SPACE = regex.compile(r"[ \t\r\n]*")
# escapes of a JSON string, those that end a line by name
ESCAPE = regex.compile(r"(?P<end>(?:\\r|\\u000[dD])(?:\\n|\\u000[aA])|\\[rn]|\\u000[aAdD])|\\.")
# numbers are never read, only skipped: int() refuses more than 4,300 digits
READER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str)


@dataclass(frozen=True, slots=True)
class Value:
    """A member of an object: its value, and the span of the characters that write it."""

    value: object
    start: int
    end: int


def splice_json(data: bytes, options: Options, fields: Sequence[str] = ()) -> Splice:
    """Clean the text of each record, `fields` naming the text field before the usual names.

    Lines that are no JSON object, or hold no text, are left alone and named.
    """
    charset, bom, rows = read_rows(data)
    if rows is None:
        return Splice(data, charset, left=(Left(0, UNMAPPED.format(charset=charset)),))
    findings: list[Finding] = []
    left: list[Left] = []
    pieces = [bom]
    for row in rows:
        changed = _record(row, charset, options, fields) if row.text.strip() else Splice(row.raw)
        pieces += (changed.data, row.end)
        findings += changed.findings
        left += [replace(each, line=row.line) for each in changed.left]
    return read_back(data, Splice(b"".join(pieces), charset, tuple(findings), tuple(left)))


def _record(row: Row, charset: str, options: Options, fields: Sequence[str]) -> Splice:
    """One line: its bytes with the text's value cleaned."""
    members = read_members(row.text)
    if members is None:
        return Splice(row.raw, charset, left=(Left(row.line, NO_JSON),))
    columns = flatten({name: member.value for name, member in members.items()})
    name = text_column(columns, tuple(fields))
    found = _member(members, name)
    if found is None or not isinstance(found.value, str):
        reason = NO_FIELD if found is None else NO_STRING
        return Splice(row.raw, charset, left=(Left(row.line, reason),) if found is None or found.value else ())
    given = metadata(columns, name or "")
    literal = row.text[found.start + 1 : found.end - 1]
    if "<" in found.value and looks_like_html(found.value):
        return Splice(row.raw, charset, left=(Left(row.line, HTML),))
    if not row.sound or row.text.encode(charset) != row.raw:
        return Splice(row.raw, charset, left=(Left(row.line, UNSOUND.format(charset=charset)),))
    rows = list(_literal_rows(literal, row, found.start + 1, charset))
    changed = splice_rows(rows, Writing(charset, _escaping(literal)), options, given)
    if changed.data == literal.encode(charset):
        return replace(changed, data=row.raw)
    head, tail = row.text[: found.start + 1].encode(charset), row.text[found.end - 1 :].encode(charset)
    return replace(changed, data=head + changed.data + tail)


def read_members(text: str) -> dict[str, Value] | None:
    """The members of a JSON object with the places of their values; None for anything else.

    Of members of one name the last counts, as for every reader.
    """
    try:
        return dict(_members(text, SPACE.match(text).end()))  # type: ignore[union-attr]
    except (ValueError, IndexError, RecursionError):
        return None


def _members(text: str, at: int) -> Iterator[tuple[str, Value]]:
    if text[at] != "{":
        raise ValueError("not an object")
    at = _skip(text, at + 1)
    while text[at] != "}":
        if text[at] != '"':
            raise ValueError("not a name")
        name, at = scanstring(text, at + 1, False)
        at = _skip(text, at)
        if text[at] != ":":
            raise ValueError("no colon")
        start = _skip(text, at + 1)
        value, end = READER.raw_decode(text, start)
        yield name, Value(value, start, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
        elif text[at] != "}":
            raise ValueError("no comma")
    if _skip(text, at + 1) != len(text):
        raise ValueError("more than an object")


def _skip(text: str, at: int) -> int:
    match = SPACE.match(text, at)
    return match.end() if match else at


def _member(members: dict[str, Value], column: str | None) -> Value | None:
    """The member that a column was made of."""
    return next((value for name, value in members.items() if name.strip().lower() == column), None)


def _literal_rows(literal: str, row: Row, column: int, charset: str) -> Iterator[Row]:
    """The lines inside a JSON string, `column` counting the characters of the record before it."""
    start = 0
    for match in ESCAPE.finditer(literal):
        if match["end"]:
            yield _literal_row(literal[start : match.start()], match["end"], row.line, column + start, charset)
            start = match.end()
    yield _literal_row(literal[start:], "", row.line, column + start, charset)


def _literal_row(raw: str, end: str, line: int, column: int, charset: str) -> Row:
    text, _ = scanstring(raw + '"', 0, False)
    return Row(raw.encode(charset), end.encode(charset), text, line, column + 1)


def _escaping(literal: str) -> Callable[[str], str]:
    """How the writer of a JSON string wrote characters: all ASCII, or as they are."""
    ascii_only = literal.isascii() and "\\u" in literal
    return lambda text: json.dumps(text, ensure_ascii=ascii_only)[1:-1]
