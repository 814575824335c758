"""Whole documents: tests/pages/<name>/in.* holds raw bytes.

`want.txt` shows what comes out now, line by line, and is rewritten by `pytest --update`. `must.txt` is the truth,
written by hand and never rewritten. Its rows go down the page in order; each begins with a mark and a space:

    +  the next line that begins like this is kept           -  … is dropped
    >  the line above is printed like this (its beginning)   x  this is cut out of the line above
    =  field: value of the metadata; `= doubt: …` (its beginning); `= charset: …`; `= text:` for an empty text
    ?+ ?- ?x ?= ?>  a known miss: fails when it comes right   #  a comment

Lines are looked for as repaired (`Verdict.line.text`), stripped; the width of letters and marks counts in `>` and `x`
rows only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from taoxi import Article, Verdict, clean
from taoxi.types import Metadata

FOLDERS = sorted(path for path in (Path(__file__).resolve().parent / "pages").iterdir() if path.is_dir())
LEAST_PAGES = 14
MARKS = "+->x="


@dataclass(frozen=True)
class Row:
    """One row of must.txt."""

    number: int
    mark: str
    text: str
    is_miss: bool


def article(folder: Path) -> Article:
    """The article of the page in a folder."""
    (page,) = folder.glob("in.*")
    return clean(page.read_bytes())


# ---------------------------------------------------------------- want.txt


def shown(verdict: Verdict) -> Iterator[str]:
    """A verdict as want.txt has it: what became of the line, its text with cuts marked, and what was printed."""
    text = verdict.line.text
    for cut in reversed(verdict.cuts):
        text = f"{text[: cut.start]}⟦{text[cut.start : cut.end]}⟧{text[cut.end :]}"
    signed = verdict.rule or "+".join(["kept", *(cut.rule for cut in verdict.cuts)])
    yield f"{signed:24} {text.strip()}".rstrip()
    if verdict.printed is not None and (verdict.cuts or verdict.printed != text.strip()):
        yield f"{'':20} =>  {verdict.printed}"


def want(found: Article) -> str:
    """All that came out of a page, for reading and comparing."""
    metadata = [(field.name, getattr(found.metadata, field.name)) for field in fields(Metadata)]
    head = [f"charset: {found.charset}", *(f"{name}: {value}" for name, value in metadata if value)]
    head += [f"doubt: {doubt}" for doubt in found.doubts]
    return "\n".join([*head, "", *(line for verdict in found.verdicts for line in shown(verdict)), ""])


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_want(folder: Path, update: bool) -> None:
    got, path = want(article(folder)), folder / "want.txt"
    if update:
        path.write_text(got, "utf-8")
    assert got.split("\n") == path.read_text("utf-8").split("\n"), "look at it; if it is right: pytest --update"


# ---------------------------------------------------------------- must.txt


def rows(folder: Path) -> Iterator[Row]:
    """The rows of a folder's must.txt."""
    for number, line in enumerate((folder / "must.txt").read_text("utf-8").split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            mark, _, text = line.partition(" ")
            assert mark.lstrip("?") in MARKS, f"{folder.name}/must.txt:{number}: begin with one of {MARKS} and a space"
            yield Row(number, mark.lstrip("?"), text, mark.startswith("?"))


def is_true_of_metadata(row: Row, found: Article) -> bool:
    """Does a '=' row hold?"""
    name, _, value = (part.strip() for part in row.text.partition(":"))
    if name == "doubt":
        return any(doubt.startswith(value) for doubt in found.doubts)
    if name in ("charset", "text"):
        return (getattr(found, name) or "") == value
    got = getattr(found.metadata, name)
    return ("、".join(got) if isinstance(got, tuple) else got or "") == value


def is_true_of_line(row: Row, verdict: Verdict) -> bool:
    """Does a row hold for its line?"""
    if row.mark == "x":
        taken = [verdict.line.text[cut.start : cut.end] for cut in verdict.cuts]
        return any(row.text in span for span in taken) and row.text not in (verdict.printed or row.text)
    if row.mark == ">":
        return (verdict.printed or "").startswith(row.text)
    return (verdict.rule is None) == (row.mark == "+")


def begins(verdict: Verdict, text: str) -> bool:
    """Does the line begin like this, whatever the width of its marks?"""
    line, head = (unicodedata.normalize("NFKC", side).strip() for side in (verdict.line.text, text))
    return line.startswith(head)


def failures(folder: Path) -> Iterator[str]:
    """What is not as must.txt says, as sentences."""
    found = article(folder)
    rest, verdict = iter(found.verdicts), None
    for row in rows(folder):
        if row.mark in "+-":
            verdict = next((v for v in rest if begins(v, row.text)), None)
        if row.mark != "=" and verdict is None:
            yield f"{row.number}: there is no such line (left): {row.text}"
            return
        holds = is_true_of_metadata(row, found) if row.mark == "=" else is_true_of_line(row, verdict)
        if holds == row.is_miss:
            signed = "" if row.mark == "=" else f" [{verdict.rule or 'kept'}]"
            yield f"{row.number}: {'is right now' if row.is_miss else row.mark}{signed} {row.text}"


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_must(folder: Path) -> None:
    assert list(failures(folder)) == []


def test_must_covers_the_pages() -> None:
    """Enough pages, and each says what stays and what goes (a page without an article says that)."""
    assert len(FOLDERS) >= LEAST_PAGES
    for folder in FOLDERS:
        marks = {row.mark for row in rows(folder)}
        empty = any(row.mark == "=" and row.text.strip() == "text:" for row in rows(folder))
        assert {"+", "-"} <= marks or (empty and "-" in marks), folder.name


def test_update_is_refused_in_ci() -> None:
    script = [sys.executable, "-m", "pytest", "--update", "--collect-only", str(Path(__file__))]
    done = subprocess.run(script, env={**os.environ, "CI": "1"}, capture_output=True, text=True, check=False)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "not in CI" in done.stderr
