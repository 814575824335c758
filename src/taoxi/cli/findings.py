"""What `taoxi check` found, in the forms that people and continuous integration read."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from .. import __version__
from .terminal import visible

if TYPE_CHECKING:
    from ..corpus.splice import Finding
    from ..corpus.splice_file import Examined

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Row:
    """A finding and the file it stands in, as the caller named it."""

    file: str
    finding: Finding

    @property
    def message(self) -> str:
        """What stands there, and what would stand there instead; on one line, without control characters."""
        found = self.finding
        return visible(f"{found.text} → {found.instead}" if found.instead else found.text)


def as_text(rows: Iterable[Row]) -> str:
    """FILE:LINE:COLUMN: RULE: TEXT, a line each."""
    return "".join(
        f"{visible(row.file)}:{row.finding.line}:{row.finding.column}: {row.finding.rule}: {row.message}\n"
        for row in rows
    )


def github(rows: Iterable[Row]) -> str:
    """Workflow commands of GitHub Actions: a warning at each place."""
    return "".join(
        f"::warning file={_property(row.file)},line={row.finding.line},col={row.finding.column},"
        f"title={_property('taoxi: ' + row.finding.rule)}::{_data(row.message)}\n"
        for row in rows
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(rows: Sequence[Row]) -> str:
    """A JSON array of objects: file, line, column, rule, text, instead."""
    return json.dumps([{"file": row.file, **asdict(row.finding)} for row in rows], ensure_ascii=False, indent=1) + "\n"


def sarif(rows: Sequence[Row]) -> str:
    """SARIF 2.1.0, as code scanning services read it."""
    names = sorted({row.finding.rule for row in rows})
    driver = {"name": "taoxi", "version": __version__, "rules": [{"id": name} for name in names]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, names.index(row.finding.rule)) for row in rows],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _result(row: Row, index: int) -> dict[str, object]:
    region = {"startLine": row.finding.line, "startColumn": row.finding.column}
    place = {"artifactLocation": {"uri": quote(row.file)}, "region": region}
    return {
        "ruleId": row.finding.rule,
        "ruleIndex": index,
        "level": "warning",
        "message": {"text": row.message},
        "locations": [{"physicalLocation": place}],
    }


Form = Callable[[Sequence[Row]], str]
FORMATS: dict[str, Form] = {"text": as_text, "github": github, "json": as_json, "sarif": sarif}


def diff(examined: Examined) -> str:
    """A unified diff of the file as characters; "" when nothing would change."""
    before, after = (_lines(data, examined.after.charset) for data in (examined.before, examined.after.data))
    name = examined.path.as_posix()
    rows = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def shown(diff: str) -> str:
    """The diff for a terminal: coloured, without a character that could act on it."""
    import click

    colors = {"-": "red", "+": "green", "@": "cyan"}
    return "".join(click.style(visible(row), fg=colors.get(row[:1])) + "\n" for row in diff.split("\n")[:-1])


def _lines(data: bytes, charset: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", data.decode(charset or "utf-8", "replace"))
