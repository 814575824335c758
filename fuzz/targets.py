"""What is fuzzed, and what must hold for any bytes at all: each target raises when something does not."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from pathlib import PurePosixPath

from taoxi import Options, clean
from taoxi.corpus.documents import Document, Reading, Trouble
from taoxi.corpus.formats import read_stream
from taoxi.corpus.limits import MB, Limits
from taoxi.corpus.names import mirrored
from taoxi.corpus.records import audit, record, undo
from taoxi.corpus.splice import splice
from taoxi.corpus.splice_json import splice_json
from taoxi.corpus.unpack import READ_ERRORS, unpack
from taoxi.decode import decode
from taoxi.page import read_page
from taoxi.repair import repair
from taoxi.types import Article, Text

TEXT = Options(markup="text")
MOST = 1 << 20  # bytes of one document here: beyond, a limit must tell
LIMITS = Limits(document=MOST / MB)
SMALL = 1 << 16  # bytes of a document that is cleaned besides being read
# a name for each reader; the first bytes decide before the name does
NAMES = (
    "a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.csv", "a.tsv", "a.dat", "a.zip", "a.tar", "a.warc", "a.xlsx",
    "a.sqlite", "a.parquet", "a",
)  # fmt: skip


def fuzz_clean(data: bytes) -> None:
    """Text or HTML, as found out."""
    check(clean(data))


def fuzz_text(data: bytes) -> None:
    """Text: nothing is lost, and what was cleaned stays as it is."""
    article = clean(data, TEXT)
    check(article)
    body = decode(data).body
    assert "\n".join(verdict.raw for verdict in article.verdicts if verdict.raw is not None) == body
    # HTML within a text is taken for what a page about tags shows until the lines that told so have fallen
    if repair(article.text) == article.text:
        assert clean(article.text, TEXT).text == article.text
    document = Document("a.txt", "", 0, data)
    row = record(document, article, "")
    assert undo(row["text"], list(audit(document, article)), row["lines_in"]) == body


def check(article: Article) -> None:
    """What holds for every article."""
    article.text.encode("utf-8")
    printed = [verdict.printed for verdict in article.verdicts if verdict.printed is not None]
    assert "\n".join(printed) == article.text
    numbers = [verdict.line.number for verdict in article.verdicts]
    assert numbers == sorted(numbers)
    for verdict in article.verdicts:
        spans = [(cut.start, cut.end) for cut in verdict.cuts]
        assert all(0 <= start < end <= len(verdict.line.text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def fuzz_decode(data: bytes) -> None:
    """Bytes to characters, whatever is declared."""
    for declared in (None, "gbk", "big5", "utf-16", "no-such"):
        text = decode(data, charset=declared)
        text.body.encode("utf-8", "surrogatepass")
        assert "\r" not in text.body or text.body.count("\r") <= data.count(b"\r")


def fuzz_repair(data: bytes) -> None:
    """Repair twice is repair once."""
    text = decode(data).body
    once = repair(text)
    assert repair(once) == once


def fuzz_page(data: bytes) -> None:
    """HTML, whether it looks like it or not."""
    page = read_page(decode(data))
    numbers = [line.number for line in page.lines]
    assert numbers == sorted(numbers)
    assert isinstance(repair(page).lines, tuple)


def fuzz_readers(data: bytes) -> None:
    """Every format, told by the bytes and by a name that the first byte chooses."""
    if not data:
        return
    name = NAMES[data[0] % len(NAMES)]
    for item in read(data[1:], name):
        if isinstance(item, Document):
            out = PurePosixPath(mirrored(*item.place))
            assert not out.is_absolute()
            assert ".." not in out.parts
            assert len(item.data) <= MOST
            if len(item.data) <= SMALL:
                check(clean(item.data, url=item.url, given=item.given))
        elif isinstance(item, Trouble):
            assert item.reason
            assert item.advice


def read(data: bytes, name: str) -> list[object]:
    """What the bytes hold under a name, up to damage."""
    found: list[object] = []
    try:
        for item in read_stream(io.BytesIO(data), Reading(name, limits=LIMITS)):
            found.append(item)
            if len(found) > 200:
                break
    except READ_ERRORS:
        pass
    return found


def fuzz_unpack(data: bytes) -> None:
    """Compressed streams."""
    try:
        stream, head = unpack(io.BytesIO(data), LIMITS)
        first = stream.read(MOST)
        assert first[: len(head)] == head[: len(first)]
    except READ_ERRORS:
        pass


def fuzz_fix(data: bytes) -> None:
    """What was fixed once stays as it is, in texts and in JSON lines."""
    for fix in (splice, splice_json):
        once = fix(data, TEXT).data
        assert fix(once, TEXT).data == once


def fuzz_str(data: bytes) -> None:
    """Characters that no charset gives, lone surrogates among them."""
    text = data.decode("utf-16-le", "surrogatepass") if len(data) % 2 == 0 else data.decode("utf-8", "surrogateescape")
    check(clean(text))
    read_page(Text(text))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "clean": fuzz_clean, "text": fuzz_text, "decode": fuzz_decode, "repair": fuzz_repair, "page": fuzz_page,
    "readers": fuzz_readers, "unpack": fuzz_unpack, "str": fuzz_str, "fix": fuzz_fix,
}  # fmt: skip
