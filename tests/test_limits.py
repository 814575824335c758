"""Bombs meet a limit, and say so: in time, in little memory, with a row of quarantine that names the way on."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import resource
import sqlite3
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from click.testing import CliRunner
from conftest import ROOT

from taoxi import clean
from taoxi.cli import main
from taoxi.corpus.documents import Document, Left, Reading, Trouble
from taoxi.corpus.formats import read, read_stream
from taoxi.corpus.inputs import discover
from taoxi.corpus.limits import ALLOW, FREE, MB, Limits
from taoxi.corpus.unpack import READ_ERRORS

LITTLE = 1  # MB allowed for a document here; the bombs unpack to many times that
MUCH = 64 * MB
SNOW = "江城昨天下雪。".encode()
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress,
    "zst": lambda data: zstandard.ZstdCompressor().compress(data),
}  # fmt: skip


Items = list[Document | Trouble | Left]


def found(data: bytes, name: str, **limits: float) -> Items:
    """What a file of these bytes holds within limits, those of a document being tight."""
    return held(data, name, document=LITTLE, **limits)


def held(data: bytes, name: str, **limits: float) -> Items:
    """The same, what is wrong with the whole file included."""
    reading = Reading(name, limits=Limits(**limits))  # type: ignore[arg-type]
    try:
        return list(read_stream(io.BytesIO(data), reading))
    except READ_ERRORS as error:
        return [reading.fault("cannot be read", error, "")]


def reasons(items: list[Document | Trouble | Left]) -> str:
    """Why what is quarantined is, and what would be right."""
    return "; ".join(f"{item.reason}: {item.advice}" for item in items if isinstance(item, Trouble))


@pytest.mark.parametrize(
    ("name", "packer"),
    [*(("a.txt", packer) for packer in PACKERS), *((name, "zst") for name in ("a.jsonl", "a.csv", "a.json", "a.dat"))],
)
def test_a_packed_bomb_is_not_unpacked(name: str, packer: str) -> None:
    heads = {
        "a.txt": b"", "a.jsonl": b'{"text": "', "a.csv": b'title,text\n1,"', "a.json": b'[{"text": "',
        "a.dat": b"<doc>\n<url>u</url>\n<content>",
    }  # fmt: skip
    bomb = PACKERS[packer](heads[name] + b"a" * MUCH)
    tracemalloc.start()
    items = found(bomb, f"{name}.{packer}", ratio=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not [item for item in items if isinstance(item, Document)]
    assert "--max-document" in reasons(items)
    # JSON files of up to 64 MB are held whole
    assert peak < (48 * MB if name != "a.json" else 4 * MUCH)


def test_lines_after_one_that_is_too_long_are_read() -> None:
    lines = [json.dumps({"text": "a" * size}).encode() + b"\n" for size in (5, 3 * MB, 6)]
    good, bad, last = found(b"".join(lines), "a.jsonl")
    assert isinstance(good, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, Trouble)
    assert (bad.record, last.record) == (2, 3)


def zipped(name: str, data: bytes, *others: tuple[str, bytes]) -> bytes:
    """A ZIP of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, body in ((name, data), *others):
            archive.writestr(member, body)
    return packed.getvalue()


def tarred(name: str, data: bytes, *others: tuple[str, bytes]) -> bytes:
    """A TAR of these members."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for member, body in ((name, data), *others):
            info = tarfile.TarInfo(member)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return packed.getvalue()


@pytest.mark.parametrize(("pack", "suffix"), [(zipped, "zip"), (tarred, "tar")])
def test_archives_in_archives_are_opened_to_a_depth(pack: Callable[[str, bytes], bytes], suffix: str) -> None:
    data = pack("a.txt", SNOW)
    assert isinstance(found(data, f"a.{suffix}")[0], Document)
    for _ in range(2):
        data = pack(f"a.{suffix}", data)
    assert isinstance(found(data, f"a.{suffix}")[0], Document)
    for _ in range(40):
        data = pack(f"a.{suffix}", data)
        items = found(data, f"a.{suffix}")
        assert "archives in one another" in reasons(items)
        assert not [item for item in items if isinstance(item, Document)]


def tell(items: Items, option: str, count: int = 1) -> bool:
    """Is the last item a trouble that names this option, after so many documents at least?"""
    *before, last = items
    ends = isinstance(last, Trouble) and f"(--{option})" in last.reason and last.advice == ALLOW
    return ends and sum(isinstance(item, Document) for item in before) >= count


def test_archives_in_one_another_are_an_option() -> None:
    data = zipped("b.zip", zipped("a.txt", SNOW))
    assert isinstance(held(data, "a.zip", nesting=2)[0], Document)
    assert tell(held(data, "a.zip", nesting=1), "max-nesting", 0)
    # those next to the one that is too deep are read
    mixed = tarred("b.tar", tarred("c.tar", tarred("a.txt", SNOW)), ("a.txt", SNOW))
    first, last = held(mixed, "a.tar", nesting=2)
    assert isinstance(first, Trouble)
    assert isinstance(last, Document)


@pytest.mark.parametrize("packer", PACKERS)
def test_compressions_in_one_another_are_an_option(packer: str) -> None:
    data = SNOW
    for _ in range(3):
        data = PACKERS[packer](data)
    assert isinstance(held(data, f"a.txt.{packer}")[0], Document)
    assert tell(held(data, f"a.txt.{packer}", nesting=2), "max-nesting", 0)
    assert tell(held(PACKERS[packer](data), f"a.txt.{packer}"), "max-nesting", 0)


def test_a_member_that_is_a_bomb_is_told_before_it_is_unpacked() -> None:
    data = zipped("a.txt", b"a" * (100 * MB))
    assert tell(held(data, "a.zip"), "max-ratio", 0)
    assert isinstance(held(data, "a.zip", ratio=2000)[0], Document)
    assert isinstance(held(data, "a.zip", ratio=0)[0], Document)


def test_members_that_lie_on_one_another_are_told_before_they_are_unpacked() -> None:
    """Each is packed well enough, but all are the same bytes: a directory of 20 that unpacks to 1.2 GB."""
    data = zipped("00.txt", b"a" * (60 * MB))
    at = data.index(b"PK\1\2")
    entry, end = data[at : data.index(b"PK\5\6")], data[data.index(b"PK\5\6") :]
    entries = b"".join(entry.replace(b"00.txt", b"%02d.txt" % number) for number in range(20))
    end = end[:8] + struct.pack("<HHI", 20, 20, len(entries)) + end[16:]
    bomb = data[:at] + entries + end
    assert len(zipfile.ZipFile(io.BytesIO(bomb)).infolist()) == 20
    assert tell(held(bomb, "a.zip"), "max-ratio", 0)


ROW = b'{"text": "' + SNOW + b'"}\n'


EMPTY = b" " * ((1 << 16) - 1) + b"\n"  # a line that holds no record


@pytest.mark.parametrize("name", ["a.jsonl", "a.tar"])
def test_a_stream_without_end_is_left_where_it_swells(name: str) -> None:
    """No line of it is too long."""
    lines = EMPTY * (2 * FREE // len(EMPTY))
    data = ROW + lines if name == "a.jsonl" else tarred("a.txt", SNOW, ("b", lines))
    bomb = PACKERS["zst"](data)
    assert tell(held(bomb, f"{name}.zst"), "max-ratio")
    assert len(held(bomb, f"{name}.zst", ratio=0)) == (1 if name == "a.jsonl" else 2)


@pytest.fixture
def sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to 1 MB must be packed well enough."""
    monkeypatch.setattr("taoxi.corpus.limits.FREE", MB)


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.usefixtures("sooner")
def test_every_packing_has_a_ratio(packer: str) -> None:
    bomb = PACKERS[packer](ROW + EMPTY * 64)
    assert tell(held(bomb, f"a.jsonl.{packer}", ratio=100), "max-ratio")
    assert len(held(bomb, f"a.jsonl.{packer}", ratio=0)) == 1


@pytest.mark.usefixtures("sooner")
def test_packed_twice_the_ratio_is_that_of_both() -> None:
    once = gzip.compress(ROW + EMPTY * 64)  # deflate packs a thousandfold at most, RFC 1951
    assert len(held(once, "a.jsonl.gz")) == 1
    assert tell(held(gzip.compress(once), "a.jsonl.gz.gz"), "max-ratio")


@pytest.mark.usefixtures("sooner")
def test_a_bomb_in_an_archive_costs_itself_only() -> None:
    bomb = bz2.compress(ROW + EMPTY * 64)
    for data, name in (
        (tarred("a.jsonl.bz2", bomb, ("b.txt", SNOW)), "a.tar"), (zipped("a.jsonl.bz2", bomb, ("b.txt", SNOW)), "a.zip")
    ):  # fmt: skip
        first, told, last = held(data, name)
        assert isinstance(first, Document)
        assert tell([first, told], "max-ratio")
        assert isinstance(last, Document)


def test_a_spreadsheet_that_is_a_bomb_is_not_loaded() -> None:
    book = (ROOT / "fixtures" / "dumps" / "news.xlsx").read_bytes()
    packed = io.BytesIO(book)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.xml", b"<a/>" * (20 * MB))
    assert tell(held(packed.getvalue(), "a.xlsx", ratio=100), "max-ratio", 0)
    assert len(held(packed.getvalue(), "a.xlsx")) == len(held(book, "a.xlsx")) == 4


def database(size: int) -> bytes:
    """An SQLite database of one text of so many bytes."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE news (text TEXT)")
        base.execute("INSERT INTO news VALUES (?)", ["a" * size])
        base.commit()
        return base.serialize()


@pytest.mark.parametrize("packer", ["gz", "zst"])
@pytest.mark.parametrize("name", ["a.sqlite", "a.zip"])
def test_temporary_space_is_bounded(packer: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = database(4 * MB) if name == "a.sqlite" else zipped("a.txt", random.Random(1).randbytes(4 * MB))
    bomb = PACKERS[packer](data)
    assert tell(held(bomb, f"{name}.{packer}", temporary=3), "max-temp", 0)
    assert "temporary space" not in reasons(held(bomb, f"{name}.{packer}", temporary=0))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"text":', '{"text":['])
def test_deep_json_is_not_followed(opening: str) -> None:
    for name in ("a.json", "a.jsonl"):
        items = found(opening.encode() * 100_000, name)
        assert not [item for item in items if isinstance(item, Document)]
        assert reasons(items)


def test_how_deep_json_may_be_is_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = b'{"text": "' + SNOW + b'", "more": ' + b"[" * 20 + b"]" * 20 + b"}"
    for name in ("a.json", "a.jsonl"):
        data = b"\n".join((ROW[:-1], deep)) if name == "a.jsonl" else b"[" + ROW + b"," + deep + b"]"
        assert len(held(data, name)) == 2
        assert len(held(data, name, json_depth=22)) == 2
        assert tell(held(data, name, json_depth=20), "max-json-depth")
    monkeypatch.setattr("taoxi.corpus.formats.elements.WHOLE", 10)  # by events
    assert tell(held(data, name, json_depth=20), "max-json-depth")


def test_limits_are_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag wins over a variable, that over a file; what is beyond is named with the option that allows more."""
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(zipped("b.zip", zipped("a.txt", SNOW)))

    def said(command: str, *flags: str) -> str:
        done = CliRunner().invoke(main, [command, "a.zip", *flags, *(["--quiet"] if command == "clean" else [])])
        assert done.exit_code == (3 if done.stderr else 0), done.stderr
        return done.stderr

    assert said("clean") == said("explain") == ""
    Path("taoxi.toml").write_text("max-nesting = 1\n")
    assert "(--max-nesting)" in said("clean")
    assert "(--max-nesting)" in said("explain")
    monkeypatch.setenv("TAOXI_MAX_NESTING", "2")
    assert said("clean") == ""
    assert "(--max-nesting)" in said("clean", "--max-nesting", "0")


def test_a_sparse_file_of_ten_gigabytes_is_told_in_no_memory(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl", "a.csv", "a.json", "a.dat"):
        with (tmp_path / name).open("wb") as file:
            file.write(b"title,text\n" if name.endswith("csv") else b"a")
            file.truncate(10 << 30)
    files = discover([str(tmp_path)]).files
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for file in files:
        if file.relative != "a.jsonl":  # one line, which is read past to its end
            items = list(read(file, Reading(file.relative, limits=Limits(document=LITTLE))))
            assert not [item for item in items if isinstance(item, Document)]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 300


def test_a_folder_of_many_files_is_walked(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.txt").touch()
    assert len(discover([str(tmp_path)]).files) == 3000


NEEDED = 30  # bytes of memory for a character of a long text, at most at any time; 22 when this was written


def test_a_long_text_needs_memory_for_its_characters() -> None:
    text = "江城开通新线路\n2021-03-04 来源：江城晚报\n" + "".join(
        f"第{number}天，江上有雾，渡船停航，岸边等船的人把车停在路旁，从第{number * 7}号码头走回家去。\n"
        for number in range(5000)
    )
    clean(text[:3000])
    data = text.encode()
    tracemalloc.start()
    article = clean(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(article.text) > len(text) / 2
    assert peak / len(text) < NEEDED
