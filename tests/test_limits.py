"""Bombs meet a limit, and say so: in time, in little memory, with a row of quarantine that names the way on."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import resource
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from taoxi.corpus.documents import MB, Document, Left, Reading, Trouble
from taoxi.corpus.formats import read, read_stream
from taoxi.corpus.inputs import discover

LITTLE = 1  # MB allowed for a document here; the bombs unpack to many times that
MUCH = 64 * MB
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress,
    "zst": lambda data: zstandard.ZstdCompressor().compress(data),
}  # fmt: skip


def found(data: bytes, name: str, most: float = LITTLE) -> list[Document | Trouble | Left]:
    """What a file of these bytes holds when a document may have so many MB."""
    return list(read_stream(io.BytesIO(data), Reading(name, most=int(most * MB))))


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
    items = found(bomb, f"{name}.{packer}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not [item for item in items if isinstance(item, Document)]
    assert "--max-document" in reasons(items)
    # JSON files of up to 64 MB are held whole
    assert peak < (48 * MB if name != "a.json" else 4 * MUCH)


def test_lines_after_one_that_is_too_long_are_read() -> None:
    rows = [json.dumps({"text": "a" * size}).encode() + b"\n" for size in (5, 3 * MB, 6)]
    good, bad, last = found(b"".join(rows), "a.jsonl")
    assert isinstance(good, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, Trouble)
    assert (bad.record, last.record) == (2, 3)


def zipped(name: str, data: bytes) -> bytes:
    """A ZIP of one member."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def tarred(name: str, data: bytes) -> bytes:
    """A TAR of one member."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


@pytest.mark.parametrize(("pack", "suffix"), [(zipped, "zip"), (tarred, "tar")])
def test_archives_in_archives_are_opened_to_a_depth(pack: Callable[[str, bytes], bytes], suffix: str) -> None:
    data = pack("a.txt", "江城昨天下雪。".encode())
    assert isinstance(found(data, f"a.{suffix}")[0], Document)
    for _ in range(2):
        data = pack(f"a.{suffix}", data)
    assert isinstance(found(data, f"a.{suffix}")[0], Document)
    for _ in range(40):
        data = pack(f"a.{suffix}", data)
        items = found(data, f"a.{suffix}")
        assert "archives in one another" in reasons(items)
        assert not [item for item in items if isinstance(item, Document)]


def test_a_member_that_is_a_bomb_is_told_before_it_is_unpacked() -> None:
    data = zipped("a.txt", b"a" * (100 * MB))
    assert "thousand times" in reasons(found(data, "a.zip", 512))


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"text":', '{"text":['])
def test_deep_json_is_not_followed(opening: str) -> None:
    for name in ("a.json", "a.jsonl"):
        items = found(opening.encode() * 100_000, name)
        assert not [item for item in items if isinstance(item, Document)]
        assert reasons(items)


def test_a_sparse_file_of_ten_gigabytes_is_told_in_no_memory(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl", "a.csv", "a.json", "a.dat"):
        with (tmp_path / name).open("wb") as file:
            file.write(b"title,text\n" if name.endswith("csv") else b"a")
            file.truncate(10 << 30)
    files = discover([str(tmp_path)]).files
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for file in files:
        if file.relative != "a.jsonl":  # one line, which is read past to its end
            items = list(read(file, Reading(file.relative, most=LITTLE * MB)))
            assert not [item for item in items if isinstance(item, Document)]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 300


def test_a_folder_of_many_files_is_walked(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.txt").touch()
    assert len(discover([str(tmp_path)]).files) == 3000
