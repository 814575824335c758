"""`taoxi clean` and `taoxi undo` as people use them: through click's runner, and as processes."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from corpus_tools import article, dump, environment, rows, run

from taoxi.cli import main

DUMPS = ROOT / "fixtures" / "dumps"


def call(*args: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(map(str, args)), input=stdin)


def test_one_file_is_printed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1), "utf-8")
    result = call("clean", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("江城第1场雪后轮渡恢复\n")
    assert "责任编辑" not in result.stdout
    assert result.stderr == ""


def test_standard_input_is_printed() -> None:
    packed = gzip.compress(article(1).encode("gb18030"))
    assert call("clean", "-", stdin=packed).stdout == call("clean", "-", stdin=article(1).encode()).stdout != ""


def test_standard_input_to_a_folder(tmp_path: Path) -> None:
    out, data = tmp_path / "out", gzip.compress((DUMPS / "news.jsonl").read_bytes(), mtime=0)
    assert call("clean", "-", "-o", out, "-q", stdin=data).exit_code == 0
    assert [(row["path"], row["record"]) for row in rows(out / "documents")] == [("stdin", n) for n in (1, 2, 3, 4)]
    # the same bytes again are done; others are not
    assert "nothing to do: 4 documents" in call("clean", "-", "-o", out, stdin=data).stderr
    assert call("clean", "-", "-o", out, "-q", stdin=article(1).encode()).exit_code == 0
    assert [row["file"] for row in rows(out / "metadata")] == ["stdin.txt"]
    assert not (out / "documents").exists() or not rows(out / "documents")


def test_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1), "utf-8")
    record = json.loads(call("clean", "--json", tmp_path / "a.txt").stdout)
    assert (record["editor"], record["path"], record["charset"]) == (["林小满"], "a.txt", "utf-8")
    lines = call("clean", DUMPS / "gb18030.csv").stdout.splitlines()
    assert [json.loads(line)["record"] for line in lines] == [1, 2, 3, 4]


def test_a_file_that_holds_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4\n")
    result = call("clean", tmp_path / "a.txt")
    assert result.exit_code == 3
    assert "PDF" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["/nowhere"], "no such file"),
        (["/nowhere/*.txt", "-o", "OUT"], "no such file"),
        (["IN"], "need -o OUT"),
        (["IN/a.txt", "IN/b.txt"], "need -o OUT"),
        (["IN", "-o", "IN"], "overwrite"),
        (["IN", "-o", "IN/.."], "overwritten"),
        (["-", "IN", "-o", "OUT"], "stands alone"),
        (["-", "-o", "OUT", "--stage", "count"], "--stage needs files"),
        (["IN", "-o", "OUT", "--script", "cyrillic"], "cyrillic"),
        (["IN", "-o", "OUT", "--select", "nonsense"], "nonsense"),
        (["IN", "-o", "OUT", "--repeats", "IN/a.txt", "--no-repeats"], "exclude each other"),
        (["IN", "-o", "OUT", "--limit", "0"], "--limit"),
        ([], "INPUT"),
    ],
)
def test_what_cannot_be_asked_for(args: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("江城今天放晴。", "utf-8")
    named = [arg.replace("IN", str(tmp_path / "in")).replace("OUT", str(tmp_path / "out")) for arg in args]
    result = call("clean", *named)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "out").exists()
    assert sorted(path.name for path in (tmp_path / "in").iterdir()) == ["a.txt", "b.txt"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    source = dump(tmp_path / "in", 3)
    result = call("clean", source, "-o", tmp_path / "out", "--dry-run", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) | {"bytes": 0} == {
        "files": 4, "bytes": 0, "shards": 1, "new": 1, "counted": 0, "left": {}, "troubles": [],
    }  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_a_folder_and_back(tmp_path: Path) -> None:
    source, out, env = dump(tmp_path / "in", 3), tmp_path / "out", environment(tmp_path, light=False)
    code, data, messages = run("clean", source, "-o", out, "--json", "-j", 1, env=env)
    assert code == 0, messages
    assert json.loads(data)["documents"] == 6
    assert "blank-line" in messages
    assert "6 documents" in messages
    assert "\x1b" not in messages
    code, data, messages = run("clean", source, "-o", out, env=env)
    assert (code, data) == (0, "")
    assert "nothing to do: 6 documents" in messages
    # undo
    assert call("undo", out, "--only", "a/001.txt").stdout == article(1)
    assert [json.loads(line)["text"] for line in call("undo", out).stdout.splitlines()].count(article(2)) == 2
    again = call("undo", out, "-o", tmp_path / "again")
    assert again.exit_code == 0
    assert (tmp_path / "again" / "a" / "002.txt").read_text("utf-8") == article(2)
    assert call("undo", out, "--only", "nothing").exit_code == 2
    assert call("undo", source).exit_code == 4
    # an audit that is not whole is not passed over
    place = min((out / "audit").iterdir())
    place.write_bytes(place.read_bytes()[:-30])
    assert call("undo", out).exit_code == 4


def test_every_kind_of_trouble_leaves_the_rest_unharmed(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 2), tmp_path / "out"
    (source / "empty.txt").touch()
    (source / "zeros.txt").write_bytes(bytes(1_000_000))
    (source / "long.txt").write_text("江城放晴" * 500_000, "utf-8")
    (source / "cut.txt.gz").write_bytes(gzip.compress(article(1).encode())[:-9])
    (source / "bad.jsonl").write_bytes(b'{"text": "a"}\nnot json\n{"text": "b"}\n')
    (source / "folder.txt").mkdir()
    (source / "dangling.txt").symlink_to("nowhere")
    (source / "a.png").write_bytes(b"\x89PNG")
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    code, _, messages = run("clean", source, "-o", out, "-j", 2, env=environment(tmp_path, shard=1 << 20))
    assert code == 3, messages
    assert "Traceback" not in messages
    found = {(row["path"], row["record"]): row for row in rows(out / "quarantine.jsonl")}
    assert set(found) == {("cut.txt.gz", 0), ("bad.jsonl", 2), ("dangling.txt", 0)}
    assert all(row["reason"] and row["advice"] for row in found.values())
    assert {row["path"] for row in rows(out / "metadata")} == {
        "a/000.txt", "a/001.txt", "empty.txt", "zeros.txt", "long.txt",
    }  # fmt: skip
    assert (out / "_SUCCESS").exists()
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


def test_quiet_and_the_environment(tmp_path: Path) -> None:
    source, env = dump(tmp_path / "in", 1), environment(tmp_path)
    assert run("clean", source, "-o", tmp_path / "out", "-q", env={**env, "TAOXI_SCRIPT": "keep"}) == (0, "", "")


def test_starting_is_cheap() -> None:
    code = "import sys, taoxi.cli; sys.exit(any(name in sys.modules for name in ('rich', 'opencc', 'duckdb', 'lxml')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_command_has_a_help_with_an_example() -> None:
    assert "clean" in call("--help").stdout
    for name in ("clean", "undo"):
        assert "Example:" in call(name, "--help").stdout


def test_stages_wrongly_asked_for(tmp_path: Path) -> None:
    source = dump(tmp_path / "in", 1)
    for wrong in (
        ("--shard-count", 2),
        ("--stage", "clean", "--shard-index", 2, "--shard-count", 2),
        ("--stage", "reduce", "--shard-count", 2),
        ("--stage", "count", "--overwrite"),
    ):
        result = call("clean", source, "-o", tmp_path / "out", *wrong)
        assert result.exit_code == 2
        assert "--s" in result.stderr
    assert not (tmp_path / "out").exists()
