"""Which reader a file needs: told by its first bytes, then by its name. One reader a format."""

from __future__ import annotations

import codecs
import importlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Protocol, cast

from ..documents import Document, File, Left, Reading, Trouble
from ..limits import NO_RATIO
from ..unpack import CHUNK, READ_ERRORS, SUFFIXES, unpack


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble | Left]:
        """Documents in the order of the file. `reading.part` says which of them to give. May raise READ_ERRORS."""


# format -> module and function; loaded when first met
READERS = {
    "text": ("plain", "read_text"),
    "markdown": ("plain", "read_markdown"),
    "fudan": ("fudan", "read_fudan"),
    "jsonl": ("lines", "read_json_lines"),
    "json": ("elements", "read_json"),
    "table": ("table", "read_table"),
    "sogou": ("sogou", "read_sogou"),
    "warc": ("warc", "read_warc"),
    "zip": ("archives", "read_zip"),
    "tar": ("archives", "read_tar"),
    "excel": ("sheets", "read_excel"),
    "sqlite": ("sheets", "read_sqlite"),
    "parquet": ("sheets", "read_parquet"),
}
ALONE = ("text", "markdown", "fudan")  # formats whose file is one document
# tasks that may share one big file. Each reads past the others' records, in lines at 3 GB/s; JSON has to be parsed for
# that, at 18 MB/s, and sheets to be loaded
SHARES, SHARES_COSTLY = 32, 4
COSTLY = ("json", "excel")
NAMES = {
    "text": (".txt", ".text", ".html", ".htm", ".shtml", ".xhtml", ".shtm"),
    "markdown": (".md", ".markdown"),
    "jsonl": (".jsonl", ".ndjson", ".jsonlines", ".jl"),
    "json": (".json",),
    "table": (".csv", ".tsv"),
    "zip": (".zip",),
    "tar": (".tar", ".tgz", ".tbz", ".txz"),
    "warc": (".warc", ".wet"),
    "excel": (".xlsx", ".xlsm"),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
    "parquet": (".parquet",),
}
MAGIC = (
    (b"WARC/", "warc"), (b"PAR1", "parquet"), (b"SQLite format 3\0", "sqlite"),
    (b"\xff\xd8\xff", "JPEG image"), (b"\x89PNG\r\n", "PNG image"), (b"GIF8", "GIF image"), (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"), (b"\x7fELF", "program"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"), (b"Rar!\x1a\x07", "RAR archive"),
)  # fmt: skip
ZIP = b"PK\x03\x04"
TAR_AT = 257  # where a tar's first header says "ustar": POSIX.1-1988
OFFICE = b"[Content_Types].xml"  # a member of Office files, ISO 29500-2
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
OBJECT = re.compile(rb'\s*\{\s*(?:"|\}|$)')
ARRAY = re.compile(rb'\s*\[\s*(?:\{\s*"|\]\s*$)')
SOGOU = re.compile(rb"\s*(?:<doclist>\s*)?<doc>\s*<(?:url|docno|contenttitle)>")
# 【 标  题 】 or 【 正  文 】 at the beginning of a line, in UTF-8 or GB18030
FUDAN = re.compile(b"|".join(rb"^\s*" + re.escape(label.encode(charset)) for charset in ("utf-8", "gb18030")
                             for label in ("【 标  题 】", "【 正  文 】")), re.MULTILINE)  # fmt: skip


def read(file: File, reading: Reading) -> Iterator[Document | Trouble | Left]:
    """Everything a file holds; what keeps it from being read comes as a Trouble, never as an exception."""
    try:
        with file.path.open("rb", CHUNK) as stream:
            yield from read_stream(stream, reading)
    except Exception as error:  # besides READ_ERRORS, whatever a library says of a damaged file
        if reading.part.takes(0):
            yield reading.fault("cannot be read", error, "fetch the file again or grant read access")


def read_stream(stream: IO[bytes], reading: Reading) -> Iterator[Document | Trouble | Left]:
    """Everything an open file holds; it may be compressed. Raises READ_ERRORS."""
    stream, head = unpack(stream, reading.limits)
    kind = sniff(head, PurePosixPath(reading.member or reading.path).name)
    if kind in READERS:
        for item in reader(kind)(stream, reading):
            is_long = isinstance(item, Document) and len(item.data) > reading.most
            yield reading.too_long(item.record) if is_long and isinstance(item, Document) else item
    elif reading.part.takes(0):
        yield refused(kind, reading)


def shares(file: File) -> int:
    """How many tasks may share the file; 1 where it is one document, or none."""
    try:
        with file.path.open("rb") as stream:
            kind = sniff(unpack(stream, NO_RATIO)[1], PurePosixPath(file.relative).name)
    except READ_ERRORS:
        return 1
    if kind in ALONE or kind not in READERS:
        return 1
    return SHARES_COSTLY if kind in COSTLY else SHARES


def reader(kind: str) -> Reader:
    """The reader of a format."""
    module, function = READERS[kind]
    return cast(Reader, getattr(importlib.import_module(f".{module}", __name__), function))


def refused(kind: str, reading: Reading) -> Trouble | Left:
    """What is said of a file that no reader takes: a quarantine row where its name promises text."""
    name = reading.member or reading.path
    if format_of(name) is None:
        return Left(reading.path, PurePosixPath(name).suffix.lower() or kind)
    return reading.trouble(f"holds no text: {kind}", "give text, or remove it from the input")


def sniff(head: bytes, name: str) -> str:
    """The format of these first (unpacked) bytes under this name, or in plain words what else it is."""
    found = next((kind for magic, kind in MAGIC if head.startswith(magic)), None) or packed_kind(head, name)
    if found:
        return found
    named = format_of(name)
    if OBJECT.match(head) or ARRAY.match(head):
        return "jsonl" if named != "json" and is_json_line(head) else "json"
    if SOGOU.match(head):
        return "sogou"
    return "fudan" if named in (None, "text") and FUDAN.search(head) else plain_kind(head, named)


def plain_kind(head: bytes, named: str | None) -> str:
    """The format of what has no mark of its own."""
    if named:
        # a format with a mark, by name only: what it holds is something else
        return named if named in ("text", "markdown", "jsonl", "json", "table") else "text"
    return "binary data" if b"\0" in head and not head.startswith(MARKS) else "text"


def packed_kind(head: bytes, name: str) -> str | None:
    """What kind of archive it is, if any."""
    if head[TAR_AT : TAR_AT + 5] == b"ustar":
        return "tar"
    if not head.startswith(ZIP):
        return None
    if OFFICE in head or format_of(name) == "excel":
        return "excel" if b"xl/" in head else "Office document"
    return "zip"


def format_of(name: str) -> str | None:
    """The format that a name promises, compression aside."""
    path = PurePosixPath(name.lower())
    while path.suffix in SUFFIXES:
        path = path.with_suffix("")
    return next((kind for kind, suffixes in NAMES.items() if path.suffix in suffixes), None)


def is_json_line(head: bytes) -> bool:
    """Is the first line a whole JSON object, or the beginning of one that is longer than what was read?"""
    from .lines import BOM, load

    line, end, _ = head.removeprefix(BOM).lstrip().partition(b"\n")
    if line.startswith(b"["):
        return False
    if not end and line.startswith((b'{"', b'{ "')):
        return True
    try:
        return isinstance(load(line), dict)
    except ValueError:
        return False
