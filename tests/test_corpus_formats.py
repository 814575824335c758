"""Every dump format, the same four articles in each; damage in each kind of file."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import zstandard
from conftest import ROOT

from taoxi.corpus.columns import document_of
from taoxi.corpus.documents import Document, File, Left, Part, Reading, Trouble
from taoxi.corpus.formats import read, sheets, sniff
from taoxi.corpus.formats.elements import streamed
from taoxi.corpus.formats.warc import plain_body
from taoxi.corpus.limits import Limits

DUMPS = ROOT / "fixtures" / "dumps"
TITLES = (
    "滨江大道桥头段周五恢复通车",
    "老粮仓改成的小剧场开张",
    "今年第一批早樱比去年早开六天",
    "江心洲轮渡下月改用电动船",
)
RECORDS = (
    "news.jsonl", "news.jsonl.gz", "news.jsonl.zst", "array.json", "wrapped.json", "gb18030.csv", "bom.csv",
    "utf16.tsv", "sogou.dat", "news.xlsx", "news.sqlite", "news.parquet",
)  # fmt: skip
# a table of text is text, an object on one line is a line: only their names tell
UNNAMED = [name for name in RECORDS if not name.endswith((".csv", ".tsv", "wrapped.json"))]
WHOLE = Part()


def all_of(path: Path, name: str | None = None, part: Part = WHOLE, **named: object) -> list[Document | Trouble | Left]:
    file = File(path, name or path.name, path.stat().st_size, 0)
    return list(read(file, Reading(file.relative, part=part, **named)))  # type: ignore[arg-type]


def of_bytes(folder: Path, name: str, data: bytes, **named: object) -> list[Document | Trouble | Left]:
    (folder / name).write_bytes(data)
    return all_of(folder / name, **named)  # type: ignore[arg-type]


def body(document: Document) -> str:
    return document.data if isinstance(document.data, str) else document.data.decode("gb18030")


@pytest.mark.parametrize("name", RECORDS)
def test_records_with_their_titles(name: str) -> None:
    found = all_of(DUMPS / name)
    assert [item.given.title for item in found if isinstance(item, Document)] == list(TITLES)
    assert [item.record for item in found if isinstance(item, Document)] == [1, 2, 3, 4]
    assert "江水味" in body(found[1])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name in RECORDS if name != "news.xlsx"])
def test_records_with_their_addresses(name: str) -> None:
    assert [item.url for item in all_of(DUMPS / name) if isinstance(item, Document)] == [
        f"http://news.jiangcheng.example/{number}.html" for number in range(4)
    ]


@pytest.mark.parametrize("name", [*UNNAMED, "pages.warc.gz", "pages.wet.gz", "gbk_names.zip", "folder.tar.gz"])
def test_told_by_content_when_the_name_lies(name: str, tmp_path: Path) -> None:
    (tmp_path / "liar.txt").write_bytes((DUMPS / name).read_bytes())
    assert len(all_of(tmp_path / "liar.txt")) == 4


EVERY = sorted(path for path in DUMPS.rglob("*") if path.is_file() and path.suffix != ".py")
PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress}


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.relative_to(DUMPS).as_posix())
def test_every_format_in_every_packing(path: Path, packing: str, tmp_path: Path) -> None:
    want = [replace(item, path="") for item in all_of(path)]
    found = of_bytes(tmp_path, f"{path.name}.{packing}", PACKERS[packing](path.read_bytes()))
    assert [replace(item, path="") for item in found] == want
    assert all(isinstance(item, Document) for item in found)


@pytest.mark.parametrize("name", ["gbk_names.zip", "news.sqlite", "news.parquet", "news.xlsx"])
def test_a_file_that_is_not_packed_is_not_copied(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (DUMPS / name).read_bytes()
    assert len(of_bytes(tmp_path, f"[1]*{name}", data)) == 4  # a name that DuckDB would take for a pattern
    monkeypatch.setattr("taoxi.corpus.formats.spool.tempfile", None)
    assert len(of_bytes(tmp_path, name, data)) == 4


def test_a_database_whose_error_no_charset_reads(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE 新闻 (正文)")
        data = base.serialize()
    damaged = data.replace(b"CREATE", b"CRXATE").replace("新闻".encode(), b"\xe6\x96\xe6\x96\xe6\x96")
    (trouble,) = of_bytes(tmp_path, "news.sqlite", damaged)
    assert isinstance(trouble, Trouble)
    assert "damaged SQLite database" in trouble.reason


@pytest.mark.parametrize("name", [*RECORDS, "gbk_names.zip", "pages.warc.gz"])
def test_a_path_from_here_reads_as_well(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    want = all_of(DUMPS / name)
    monkeypatch.chdir(DUMPS)
    assert all_of(Path(name)) == want
    assert want


@pytest.mark.parametrize("number", ["题目", "file_row_number"])  # a name that DuckDB has a use for
def test_parquet_whose_pages_need_more_memory_than_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    place, group = tmp_path / "big.parquet", 2048
    texts = f"repeat('江', CASE WHEN i < {group} THEN 10 ELSE 3000000 END)"
    query = f"SELECT i AS {number}, {texts} AS 正文, repeat('x', 1000) AS page FROM range({group + 3}) AS t(i)"
    with duckdb.connect() as base:
        base.execute(f"COPY ({query}) TO '{place}' (FORMAT parquet, ROW_GROUP_SIZE {group})")
    fetched = sheets.fetched
    read: list[object] = []
    monkeypatch.setattr(sheets, "fetched", lambda cursor: (read.append(row) or row for row in fetched(cursor)))
    monkeypatch.setattr(sheets, "MEMORY", ("20MB", "80%"))
    found = [item for item in all_of(place) if isinstance(item, Document)]
    assert [item.record for item in found] == list(range(1, group + 4))
    assert [len(item.data) for item in found] == [10] * group + [3_000_000] * 3
    assert len(read) == group + 3  # none of them twice
    monkeypatch.setattr(sheets, "MEMORY", ("20MB",))
    *documents, trouble = all_of(place)
    assert len(documents) <= group
    assert isinstance(trouble, Trouble)
    assert "needs more memory than there is" in trouble.reason


def test_a_zip_whose_directory_points_before_its_beginning(tmp_path: Path) -> None:
    data = bytearray((DUMPS / "gbk_names.zip").read_bytes())
    end = data.rindex(b"PK\x05\x06") + 16
    data[end : end + 4] = (int.from_bytes(data[end : end + 4], "little") + 500).to_bytes(4, "little")
    assert isinstance(of_bytes(tmp_path, "moved.zip", bytes(data))[0], Trouble)


def test_dates_as_columns_have_them() -> None:
    assert [d.given.date for d in all_of(DUMPS / "gb18030.csv")][:3] == [  # type: ignore[union-attr]
        "2021-03-04T08:30", "2021-03-05T10:15", "2021-03-06",
    ]  # fmt: skip


def test_labels_that_were_left_in_columns() -> None:
    row = {"正文": "江城昨天下雪。", "来源": "来源：江城日报", "作者": "作者：王小明 李大江", "责任编辑": "责任编辑："}
    found = document_of(row, Reading("a.jsonl"), 0)
    assert isinstance(found, Document)
    assert (found.given.source, found.given.author, found.given.editor) == ("江城日报", ("王小明", "李大江"), ())
    plain = document_of(
        {"text": "江城昨天下雪。", "author": "王小明，李大江", "source": "来源不明"}, Reading("a.jsonl"), 0
    )
    assert isinstance(plain, Document)
    assert (plain.given.source, plain.given.author) == ("来源不明", ("王小明", "李大江"))


def test_warc_gives_address_and_declared_charset() -> None:
    found = all_of(DUMPS / "pages.warc.gz")
    assert [(d.url, d.charset) for d in found][:1] == [("http://news.jiangcheng.example/0.html", "gb2312")]  # type: ignore[union-attr]
    assert [d.markup for d in all_of(DUMPS / "pages.wet.gz")] == ["text"] * 4  # type: ignore[union-attr]


def test_names_in_gbk_inside_a_zip() -> None:
    assert [item.member for item in all_of(DUMPS / "gbk_names.zip")] == [f"新闻/{n}.txt" for n in range(4)]  # type: ignore[union-attr]


def test_sogou_paragraphs_become_lines() -> None:
    first = all_of(DUMPS / "sogou.dat")[0]
    assert isinstance(first, Document)
    assert body(first).count("\n") == 2
    assert first.charset == "gb18030"


def test_fudan_labels_become_metadata() -> None:
    (found,) = all_of(DUMPS / "fudan" / "art.txt")
    assert isinstance(found, Document)
    assert (found.given.title, found.given.author, found.given.date) == (TITLES[1], ("何苗", "方远"), "2021-03-05")
    assert body(found).startswith("昨天晚上")
    assert str(found.head).endswith("【 正  文 】\n")


def test_front_matter_is_kept_out() -> None:
    (found,) = all_of(DUMPS / "front.md")
    assert isinstance(found, Document)
    assert found.given.title == TITLES[3]
    assert found.head.endswith(b"---\n")  # type: ignore[arg-type]
    assert found.data.startswith(TITLES[3].encode())  # type: ignore[arg-type]


def test_a_rule_at_the_top_of_markdown_is_no_front_matter(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "a.md", "---\n正文里的一条横线。\n".encode())
    assert isinstance(found, Document)
    assert found.head == b""


def test_blank_lines_between_articles() -> None:
    found = all_of(DUMPS / "blank_lines.txt", split="blank-lines")
    assert [body(d).split("\n")[0] for d in found] == list(TITLES)  # type: ignore[arg-type]
    assert len(all_of(DUMPS / "blank_lines.txt")) == 1


def test_parts_share_the_records_out(tmp_path: Path) -> None:
    data = b"".join(b'{"text": "%d"}\n' % number for number in range(300))
    (tmp_path / "many.jsonl").write_bytes(data)
    parts = [all_of(tmp_path / "many.jsonl", part=Part(index, 3)) for index in range(3)]
    assert all(len(part) >= 64 for part in parts)
    records = sorted(item.record for part in parts for item in part)  # type: ignore[union-attr]
    assert records == list(range(1, 301))


def test_a_line_that_is_not_json(tmp_path: Path) -> None:
    found = of_bytes(
        tmp_path, "a.jsonl", b'{"text": "a"}\n{"text": \n\n[1, 2]\n{"no": 1}\n{"text": 5}\n{"text": "b"}\n'
    )
    assert [(type(item).__name__, item.record) for item in found] == [  # type: ignore[union-attr]
        ("Document", 1), ("Trouble", 2), ("Trouble", 4), ("Trouble", 5), ("Trouble", 6), ("Document", 7),
    ]  # fmt: skip
    reasons = [item.reason for item in found if isinstance(item, Trouble)]
    assert "line 2 is not JSON" in reasons[0]
    assert "no text column among: no" in reasons[2]


def test_lone_surrogates_survive(tmp_path: Path) -> None:
    for name, data in {"a.jsonl": b'{"text": "x\\ud800y"}\n', "a.json": b'[{"text": "x\\ud800y"}]'}.items():
        (found,) = of_bytes(tmp_path, name, data)
        assert isinstance(found, Document)
        assert found.data == "x\ud800y"


def test_json_in_another_charset(tmp_path: Path) -> None:
    for charset in ("gb18030", "utf-16"):
        data = json.dumps([{"text": "江城今天放晴，轮渡恢复，市民出行方便了许多。"}] * 3, ensure_ascii=False).encode(
            charset
        )
        found = of_bytes(tmp_path, "a.json", data)
        assert [d.data[:4] for d in found] == ["江城今天"] * 3, charset  # type: ignore[union-attr]


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
def test_elements_are_told_apart_wherever_chunks_end(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taoxi.corpus.formats.elements.CHUNK", step)
    rows = [{"a": 'q"]}\\'}, {"b": [1, {"c": "[{"}]}, ["x"], {"中": "\\\\"}, "甲", 1.5, 10**30, {"x": "a\ud800"}]
    assert [e.value for e in streamed(io.BytesIO(json.dumps(rows).encode()), Limits())] == rows
    lines = b"\n".join(json.dumps(row).encode() for row in rows[:2])
    assert [(e.value, e.is_item) for e in streamed(io.BytesIO(lines), Limits())] == [(row, False) for row in rows[:2]]


def test_arrays_too_long_to_be_parsed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"text": f"江城第{number}场雪"} for number in range(300)]
    data = json.dumps(rows, ensure_ascii=False).encode("gb18030")
    whole = of_bytes(tmp_path, "a.json", data)
    monkeypatch.setattr("taoxi.corpus.formats.elements.WHOLE", 100)
    assert of_bytes(tmp_path, "a.json", data) == whole
    *found, last = of_bytes(tmp_path, "a.json", data[:-3] + b"\n")
    assert len(found) == 299
    assert isinstance(last, Trouble)


def test_numbers_that_are_none_and_bare_line_ends_in_strings(tmp_path: Path) -> None:
    found = of_bytes(tmp_path, "a.json", '[{"text": "江城\n放晴", "n": NaN}, {"text": "b"}]'.encode())
    assert [item.data for item in found] == ["江城\n放晴", "b"]  # type: ignore[union-attr]


def test_brackets_without_end(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "a.json", b"[" * 100_000)
    assert isinstance(found, Trouble)
    assert "nested too deeply" in found.reason


def test_arrays_one_after_the_other(tmp_path: Path) -> None:
    found = of_bytes(tmp_path, "a.json", b'[{"text": "a"}]\n[{"text": "b"}]')
    assert [item.data for item in found] == ["a", "b"]  # type: ignore[union-attr]


def cut_off() -> Iterator[tuple[str, bytes]]:
    rows = b"".join(b'{"text": "%d"}\n' % number for number in range(20000))
    for name in ("gz", "bz2", "xz"):
        module = __import__({"gz": "gzip", "bz2": "bz2", "xz": "lzma"}[name])
        yield f"a.jsonl.{name}", module.compress(rows)
    yield "a.jsonl.zst", zstandard.compress(rows)


@pytest.mark.parametrize(("name", "data"), list(cut_off()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_stream_that_is_cut_off_is_not_passed_off_as_whole(name: str, data: bytes, tmp_path: Path) -> None:
    assert all(isinstance(item, Document) for item in of_bytes(tmp_path, name, data))
    *documents, last = of_bytes(tmp_path, name, data[: len(data) * 2 // 3])
    assert isinstance(last, Trouble)
    assert "cannot be read" in last.reason
    assert all(isinstance(item, Document) for item in documents[:-1])
    assert name.endswith("bz2") or len(documents) > 5_000  # bz2 packs 900 KB at once, zst 128 KB


def test_a_text_that_is_cut_off_gives_no_article(tmp_path: Path) -> None:
    data = gzip.compress("江城今天放晴。\n".encode() * 5000)
    (found,) = of_bytes(tmp_path, "a.txt.gz", data[:-20])
    assert isinstance(found, Trouble)


def test_two_streams_one_after_the_other_are_one_file(tmp_path: Path) -> None:
    for name, pack in (("a.txt.gz", gzip.compress), ("a.txt.zst", zstandard.compress)):
        (found,) = of_bytes(tmp_path, name, pack(b"abc") + pack(b"def"))
        assert isinstance(found, Document)
        assert found.data == b"abcdef"


def test_an_array_that_is_cut_off(tmp_path: Path) -> None:
    found = of_bytes(tmp_path, "a.json", b'[{"text": "a"}, {"text": "b"}, {"te')
    assert [type(item).__name__ for item in found] == ["Document", "Document", "Trouble"]


def test_one_object_is_one_document(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "a.json", b'{\n "title": "t",\n "content": "c"\n}\n')
    assert isinstance(found, Document)
    assert (found.record, found.data, found.given.title) == (0, "c", "t")


def test_pictures_and_office_files_under_a_wrong_name(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    assert isinstance(found, Trouble)
    assert "PNG" in found.reason
    (left,) = of_bytes(tmp_path, "a.weird", b"\x01\x02\0\0" * 50)
    assert isinstance(left, Left)
    assert left.kind == ".weird"


def test_zeros_are_a_text_like_any_other(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "zeros.txt", bytes(10_000))
    assert isinstance(found, Document)


def test_a_broken_member_leaves_the_others_alone(tmp_path: Path) -> None:
    data = bytearray((DUMPS / "gbk_names.zip").read_bytes())
    at = data.index("老粮仓".encode("gb18030"))
    data[at] ^= 0xFF
    found = of_bytes(tmp_path, "a.zip", bytes(data))
    assert [type(item).__name__ for item in found] == ["Document", "Trouble", "Document", "Document"]
    assert found[1].member == "新闻/1.txt"  # type: ignore[union-attr]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("../a.txt", "甲")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("../a.txt", "乙")
        made.writestr("b.jpg", b"\xff\xd8\xff")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/hosts")
    found = of_bytes(tmp_path, "a.zip", out.getvalue())
    assert [item.place for item in found if isinstance(item, Document)] == [
        ("a.zip", "../a.txt", 0), ("a.zip", "../a.txt~", 0),
    ]  # fmt: skip
    assert isinstance(found[2], Left)
    assert len(found) == 3


def test_an_archive_that_is_none(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "a.zip", b"PK\x03\x04" + b"x" * 100)
    assert isinstance(found, Trouble)


def test_warc_that_is_cut_off(tmp_path: Path) -> None:
    data = gzip.decompress((DUMPS / "pages.warc.gz").read_bytes())
    found = of_bytes(tmp_path, "a.warc", data[:-300])
    assert [type(item).__name__ for item in found] == ["Document"] * 3 + ["Trouble"]


@pytest.mark.parametrize(
    ("old", "new", "documents"),
    [
        (b"WARC-Type: response", b"WARC-Tipe: response", 0),
        (b"Content-Length: 9\r\n", b"Content-Length: 99999\r\n", 0),  # swallows what follows
        (b"\r\n", b"\n", 0),
        (b"\r\n\r\nWARC/1.0", b"\r\n\r\nrubbish\r\nWARC/1.0", 0),
        (b"200 OK", b"404 Not Found", 0),
    ],
)
def test_damaged_warc_is_told_of(old: bytes, new: bytes, documents: int, tmp_path: Path) -> None:
    data = gzip.decompress((DUMPS / "pages.warc.gz").read_bytes()).replace(old, new)
    found = of_bytes(tmp_path, "a.warc", data)
    assert sum(isinstance(item, Document) for item in found) == documents
    assert any(isinstance(item, Trouble) for item in found)


def test_warc_without_fastwarc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (found,) = all_of(DUMPS / "pages.warc.gz")
    assert isinstance(found, Trouble)
    assert "taoxi[warc]" in found.advice


def test_warc_in_any_packing(tmp_path: Path) -> None:
    import tarfile

    data = gzip.decompress((DUMPS / "pages.warc.gz").read_bytes())
    for name, packed in (
        ("a.warc", data),
        ("a.warc.xz", lzma.compress(data)),
        ("a.warc.zst", zstandard.compress(data)),
    ):
        assert len(of_bytes(tmp_path, name, packed)) == 4, name
    with tarfile.open(tmp_path / "a.tar", "w") as made:
        made.add(DUMPS / "pages.warc.gz", "b.warc.gz")
    assert [(item.member, item.record) for item in all_of(tmp_path / "a.tar")] == [  # type: ignore[union-attr]
        ("b.warc.gz", number) for number in (1, 2, 3, 4)
    ]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("transfer", "content", "data"),
    [
        ("chunked", "", b"3\r\n<p>\r\n6\r\nsnow!\n\r\n0\r\n\r\n"),
        ("", "gzip", gzip.compress(b"<p>snow!\n", mtime=0)),
        ("", "x-gzip", gzip.compress(b"<p>snow!\n", mtime=0)),
        ("", "deflate", zlib.compress(b"<p>snow!\n")),
        ("", "Deflate", raw_deflate(b"<p>snow!\n")),
        ("chunked", "gzip", b"<p>snow!\n"),  # headers kept, encoding undone by the crawler
        ("identity", "br", b"<p>snow!\n"),
    ],
)
def test_encodings_of_http(transfer: str, content: str, data: bytes) -> None:
    assert plain_body(data, transfer, content, 100) == b"<p>snow!\n"


def test_a_bad_byte_in_a_table_costs_one_character(tmp_path: Path) -> None:
    good = "标题,正文\n甲,江城今天放晴。\n乙,轮渡下午恢复。\n"
    for charset in ("utf-8", "gb18030"):
        data = bytearray(good.encode(charset))
        data[-4] = 0xFF
        found = of_bytes(tmp_path, "a.csv", bytes(data))
        assert found[0].data == "江城今天放晴。"  # type: ignore[union-attr]
        last = found[1].data  # type: ignore[union-attr]
        assert isinstance(last, str)
        assert last.startswith("轮渡下午恢")
        assert "\ufffd" in last


def test_rows_in_another_charset(tmp_path: Path) -> None:
    rows = "标题,正文\n甲,江城今天放晴，轮渡恢复。\n" * 30
    data = rows.encode() + "乙,下午雪停了，桥面撒完融雪剂。\n".encode("gb18030")
    found = of_bytes(tmp_path, "a.csv", data)
    assert found[-1].data == "下午雪停了，桥面撒完融雪剂。"  # type: ignore[union-attr]


def test_tables_without_a_header_say_so(tmp_path: Path) -> None:
    (found,) = of_bytes(tmp_path, "a.csv", "江城放晴,2021\n轮渡恢复,2022\n".encode())
    assert isinstance(found, Trouble)
    assert "--text-field" in found.advice
    (named,) = of_bytes(tmp_path, "b.csv", "标题,新闻稿\n甲,江城放晴。\n".encode(), text_fields=("新闻稿",))
    assert isinstance(named, Document)
    assert named.data == "江城放晴。"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b'{"a": 1}\n{"a": 2}\n', "x.txt", "jsonl"),
        (b'{"a": 1}', "x.json", "json"),
        (b"{\n", "x.dat", "json"),
        (b'[{"a"', "x.txt", "json"),
        ("[记者手记]今天放晴。".encode(), "x.txt", "text"),
        (b"{code} is a word", "x.txt", "text"),
        (b"<doc>\n<url>http://a</url>", "x.dat", "sogou"),
        (b"WARC/1.0\r\n", "x", "warc"),
        (b"", "x.txt", "text"),
        (b"plain", "x.parquet", "text"),
    ],
)
def test_sniffing(head: bytes, name: str, kind: str) -> None:
    assert sniff(head, name) == kind
