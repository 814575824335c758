"""Nothing is lost: from an article and its audit the decoded text comes back, character for character; of HTML the
page's lines do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, program
from corpus_tools import run
from material import MARKUP, TEXTS

from taoxi import clean
from taoxi.corpus.documents import Document, Reading
from taoxi.corpus.formats import read
from taoxi.corpus.inputs import discover
from taoxi.corpus.records import audit, record, undo
from taoxi.corpus.undo import undo_corpus
from taoxi.decode import decode
from taoxi.page import looks_like_html, read_page
from taoxi.types import Text

# real pages with labels, where they lie beside this checkout
LABELLED = {name: program("eval/run.py").SHARED / "gold" / name for name in ("text/docs", "news/docs", "html/pages")}
OWN = {**TEXTS, **MARKUP}
DUMPS = ROOT / "fixtures" / "dumps"
WAYS = ([], ["--format", "parquet", "--title", "add"], ["--script", "traditional", "--title", "drop", "--no-repeats"])


def wanted(data: bytes | str) -> str:
    """What must come back of a document."""
    text = Text(data) if isinstance(data, str) else decode(data)
    if not looks_like_html(text.body):
        return text.body
    return "\n".join(line.raw for line in read_page(text).lines if line.raw is not None)


def given_back(data: bytes) -> str:
    """What an article, its record and its audit give."""
    article, document = clean(data), Document("a", "", 0, data)
    row = record(document, article, "")
    return undo(row["text"], list(audit(document, article)), row["lines_in"])


@pytest.mark.parametrize("name", sorted(OWN))
def test_every_page_comes_back(name: str) -> None:
    page = OWN[name]
    data = page.encode("utf-8", "surrogatepass") if isinstance(page, str) else page
    assert given_back(data) == wanted(data)


@pytest.mark.parametrize("name", LABELLED)
def test_every_labelled_page_comes_back(name: str) -> None:
    places = sorted(LABELLED[name].glob("*"))
    if not places:
        pytest.skip("the labelled documents are not here")
    # names only: what differs is not ours to show
    assert [place.name for place in places if given_back(data := place.read_bytes()) != wanted(data)] == []


def documents() -> Iterator[tuple[str, int, str]]:
    """Path, record and text of every document of the fixtures."""
    for file in discover([str(DUMPS)]).files:
        for item in read(file, Reading(file.relative)):
            if isinstance(item, Document):
                head = item.head if isinstance(item.head, str) else decode(item.head).body
                yield f"{item.path}/{item.member}".rstrip("/"), item.record, head + wanted(item.data)


@pytest.mark.parametrize("flags", WAYS, ids=" ".join)
def test_every_document_of_every_format_comes_back_from_out(flags: list[str], tmp_path: Path) -> None:
    code, _, errors = run("clean", DUMPS, "-o", tmp_path / "out", "-j", 1, "--quiet", *flags)
    assert code == 0, errors
    have = Counter((each.path, each.record, each.text) for each in undo_corpus(tmp_path / "out"))
    want = Counter(documents())
    assert len(want) > 40
    assert have == want
