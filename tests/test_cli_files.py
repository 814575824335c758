"""`check` and `fix` as people and programs use them: output, messages, exit codes, files on disk."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from taoxi.cli import main

BODY = [
    "江城新图书馆向读者开放",
    "昨天上午，位于城东的新图书馆正式对外开放，首日接待读者三千余人，馆内座无虚席。",
    "馆长在开馆仪式上介绍，馆内共有藏书四十万册，全部免费借阅，周末也照常开放。",
    "读者可以凭身份证在自助机上办理借书证，每人每次最多可以借阅十册，期限一个月。",
]
EDITOR = "责任编辑：张三"
SHARE = "分享到： 微信 微博 QQ空间 复制链接"
DIRTY = "\n".join([*BODY, EDITOR, SHARE, ""])
CLEAN = "\n".join([*BODY, ""])


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A repository of one dirty and one clean text, as the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TAOXI_")]:
        monkeypatch.delenv(name)
    (tmp_path / ".git").mkdir()
    (tmp_path / "dirty.txt").write_text(DIRTY)
    (tmp_path / "clean.txt").write_text(CLEAN)
    return tmp_path


def run(*arguments, **more):
    return CliRunner().invoke(main, list(arguments), **more)


def test_check_names_file_line_column_rule_and_text(here):
    result = run("check", "dirty.txt", "clean.txt")
    assert result.exit_code == 1
    rows = [row.split(": ", 2) for row in result.stdout.splitlines()]
    assert [(place, rule.partition("-")[0], text) for place, rule, text in rows] == [
        ("dirty.txt:5:1", "editor", EDITOR),
        ("dirty.txt:6:1", "share", SHARE),
    ]
    assert "2 findings in 1 files" in result.stderr
    assert (here / "dirty.txt").read_text() == DIRTY


def test_check_of_clean_files_says_nothing_on_stdout(here):
    result = run("check", "clean.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert run("check", "--quiet", "clean.txt").stderr == ""


def test_check_looks_into_folders(here):
    (here / "more").mkdir()
    (here / "dirty.txt").rename(here / "more" / "dirty.md")
    assert run("check", ".").stdout.startswith("more/dirty.md:5:1: ")


def test_check_chooses_rules_by_flag_and_by_file(here):
    assert "editor" not in run("check", "--ignore", "editor", "dirty.txt").stdout
    assert [row.split(": ")[1] for row in run("check", "--select", "share", "dirty.txt").stdout.splitlines()] == [
        "share-bar"
    ]
    (here / "pyproject.toml").write_text('[tool.taoxi]\nignore = ["editor", "share"]\n')
    assert "editor-line" not in run("check", "dirty.txt").stdout


def test_check_shows_a_diff(here):
    result = run("check", "--diff", "dirty.txt")
    assert result.exit_code == 1
    assert result.stdout == (
        "--- a/dirty.txt\n+++ b/dirty.txt\n@@ -2,5 +2,3 @@\n"
        + "".join(f" {line}\n" for line in BODY[1:])
        + f"-{EDITOR}\n-{SHARE}\n"
    )


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
def test_the_diff_is_a_patch(here):
    (here / "dirty.txt").write_text(DIRTY.rstrip("\n"))
    patch = run("check", "--diff", "dirty.txt").stdout
    subprocess.run(["patch", "-p1"], input=patch, text=True, check=True, cwd=here, stdout=subprocess.DEVNULL)
    assert (here / "dirty.txt").read_text() == CLEAN.rstrip("\n")


def test_check_for_github(here):
    (here / "odd,name.txt").write_text("\n".join([*BODY[:3], f"{BODY[3]}（责任编辑：张三 100%）"]))
    (here / "dirty.txt").rename(here / "a%b:c.txt")
    rows = run("check", "--output-format", "github", "a%b:c.txt").stdout.splitlines()
    assert rows[0] == f"::warning file=a%25b%3Ac.txt,line=5,col=1,title=taoxi%3A editor-line::{EDITOR}"
    assert len(rows) == 2


def test_check_as_json(here):
    rows = json.loads(run("check", "--output-format", "json", "dirty.txt").stdout)
    assert rows[0] == {
        "file": "dirty.txt",
        "line": 5,
        "column": 1,
        "rule": "editor-line",
        "text": EDITOR,
        "instead": "",
    }
    assert json.loads(run("check", "--output-format", "json", "clean.txt").stdout) == []


def test_check_as_sarif(here):
    (here / "dirty.txt").rename(here / "脏 页.txt")
    log = json.loads(run("check", "--output-format", "sarif", "脏 页.txt").stdout)
    assert log["version"] == "2.1.0"
    (sarif,) = log["runs"]
    names = [rule["id"] for rule in sarif["tool"]["driver"]["rules"]]
    result = sarif["results"][0]
    assert names[result["ruleIndex"]] == result["ruleId"] == "editor-line"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%E8%84%8F%20%E9%A1%B5.txt"
    assert place["region"] == {"startLine": 5, "startColumn": 1}


def test_page_text_cannot_act_on_the_terminal(here):
    (here / "dirty.txt").write_text("\n".join([*BODY, "责任编辑：\u202e张\x1b[2J三"]))
    output = run("check", "dirty.txt").stdout
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert "责任编辑" in output


def test_fix_takes_out_what_check_found_and_the_second_run_nothing(here):
    first = run("fix", "dirty.txt", "clean.txt")
    assert (first.exit_code, first.stdout) == (1, "")
    assert "dirty.txt: fixed, 2 places" in first.stderr
    assert (here / "dirty.txt").read_text() == CLEAN
    assert run("check", "dirty.txt").exit_code == 0
    second = run("fix", "dirty.txt", "clean.txt")
    assert (second.exit_code, second.output) == (0, "")


def test_fix_reports_what_it_leaves_alone_and_changes_the_rest(here):
    bad = (
        (DIRTY.rstrip("\n").removesuffix(SHARE)).encode("gb18030").rstrip()
        + b"\xff\n"
        + SHARE.encode("gb18030")
        + b"\n"
    )
    (here / "dirty.txt").write_bytes(bad)
    result = run("fix", "dirty.txt")
    assert result.exit_code == 1
    assert "dirty.txt:5: left alone: bytes that are not gb18030 stand in the line" in result.stderr
    assert (here / "dirty.txt").read_bytes() == bad.removesuffix(SHARE.encode("gb18030") + b"\n")
    assert run("fix", "dirty.txt").exit_code == 3


def test_fix_never_writes_html(here):
    page = "<html><body><h1>{}</h1><p>{}</p><p>{}</p></body></html>".format(BODY[0], "</p><p>".join(BODY[1:]), EDITOR)
    for name in ("page.html", "page.txt"):
        (here / name).write_text(page)
        result = run("fix", name)
        assert (result.exit_code, (here / name).read_text()) == (3, page)
        assert f"{name}: left alone: HTML is checked and never rewritten" in result.stderr
        assert run("check", name).exit_code == 1


def test_files_that_are_not_there_or_not_ours(here):
    assert run("check", "absent.txt").exit_code == 2
    assert "absent.txt: no such file or folder" in run("fix", "absent.txt").stderr
    (here / "odd.jsonl").write_text("{}\n[1]\n")
    result = run("check", "odd.jsonl", "clean.txt")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "odd.jsonl:2: fix would leave it alone: the line is not a JSON object" in result.stderr
    (here / "link.txt").symlink_to("absent.txt")
    (here / "image.png").write_bytes(b"\x89PNG")
    result = run("fix", "link.txt", "image.png")
    assert result.exit_code == 3
    assert "link.txt: left alone: cannot be read: No such file or directory" in result.stderr
    assert "image.png: left alone: not a kind of file" in result.stderr


def test_fix_goes_on_after_a_file_that_cannot_be_read(here):
    (here / "a.txt").symlink_to("a.txt")
    result = run("fix", "a.txt", "dirty.txt")
    assert result.exit_code == 1
    assert "a.txt: left alone" in result.stderr
    assert (here / "dirty.txt").read_text() == CLEAN


REFUSED = """
import os
from click.testing import CliRunner
from taoxi.cli import main
os.chdir({here!r})
CliRunner().invoke(main, ["check", "clean.txt"])  # loads what another user may not read
os.setuid(65534)
main(["check", "dirty.txt", "clean.txt"])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else to be refused")
def test_a_file_without_permission_is_named(here):
    here.chmod(0o777)
    (here / "dirty.txt").chmod(0o600)
    (here / ".git").rmdir()  # so that settings are looked for above, where this user may not look
    command = [sys.executable, "-c", REFUSED.format(here=str(here))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.startswith("dirty.txt: cannot be read: Permission denied; ")
    assert done.returncode == 3


def test_mistakes_are_usage_errors_that_help(here):
    result = run("check", "--ignore", "shar", "dirty.txt")
    assert result.exit_code == 2
    assert "did you mean 'share'" in result.stderr
    (here / "taoxi.toml").write_text('ignroe = ["share"]')
    result = run("fix", "dirty.txt")
    assert result.exit_code == 2
    assert "unknown key 'ignroe'; did you mean 'ignore'?" in result.stderr
    assert (here / "dirty.txt").read_text() == DIRTY


def test_own_patterns_drop_and_keep(here):
    (here / "taoxi.toml").write_text('drop = ["^借书证办理"]\nkeep = ["^责任编辑"]\n')
    (here / "dirty.txt").write_text("\n".join([*BODY, "借书证办理处在一楼大厅右侧。", EDITOR]))
    run("fix", "dirty.txt")
    assert (here / "dirty.txt").read_text() == "\n".join([*BODY, EDITOR])


def test_a_full_disk_leaves_the_old_file(here, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    result = run("fix", "dirty.txt")
    assert result.exit_code == 4
    assert "dirty.txt: not written, the old file is whole: No space left on device" in result.stderr
    assert (here / "dirty.txt").read_text() == DIRTY
    assert sorted(path.name for path in here.iterdir()) == [".git", "clean.txt", "dirty.txt"]


@pytest.mark.parametrize("command", ["check", "fix"])
def test_an_interruption_has_a_status_of_its_own(here, monkeypatch, command):
    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("taoxi.corpus.splice_file.examine", interrupted)
    result = run(command, "dirty.txt")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def test_a_reader_that_goes_away_is_no_error(here):
    command = f"{sys.executable} -m taoxi check --quiet dirty.txt | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
