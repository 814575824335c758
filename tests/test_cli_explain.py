"""`explain`, `detect`, `rules`, `config` and `completion`, through click's runner and as programs."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from click.testing import CliRunner

from taoxi.clean import clean
from taoxi.cli import explain, main
from taoxi.cli.terminal import HOSTILE, pad, visible, width, wrap
from taoxi.config import DEFAULTS
from taoxi.rules import RULES

BODY = [
    "江城新图书馆向读者开放",
    "昨天上午，位于城东的新图书馆正式对外开放，首日接待读者三千余人，馆内座无虚席。",
    "馆长在开馆仪式上介绍，馆内共有藏书四十万册，全部免费借阅，周末也照常开放。",
    "读者可以凭身份证在自助机上办理借书证，每人每次最多可以借阅十册，期限一个月。",
]
EDITOR = "责任编辑：张三"
TAIL = f"{BODY[3]}（责任编辑：张三）"
DAMAGED = BODY[2].replace("，", "，\u200b&nbsp;", 1)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TAOXI_")]:
        monkeypatch.delenv(name)
    (tmp_path / ".git").mkdir()
    return tmp_path


def run(*arguments, **more):
    return CliRunner().invoke(main, list(arguments), **more)


def on_terminal(*arguments, columns, **environment):
    """What the program writes when its stdout is a terminal of that many columns."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color", **environment}
    command = [sys.executable, "-m", "taoxi", *arguments]
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=environment) as program:
        os.close(follower)
        pieces = []
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            pieces.append(piece)
        program.wait()
    os.close(leader)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def table(output):
    """The lines of explain below its head."""
    return output.partition("\n\n")[2].splitlines()


def test_explain_shows_every_line_with_mark_and_rule(here):
    (here / "a.txt").write_text("\n".join([*BODY[:3], "", TAIL, EDITOR]))
    result = run("explain", "a.txt")
    assert result.exit_code == 0
    head = result.stdout.partition("\n\n")[0].splitlines()
    assert head[0] == "a.txt: utf-8"
    assert "editor: 张三" in head
    assert f"title: {BODY[0]}" in head
    rows = [row.split(maxsplit=3) for row in table(result.stdout)]
    assert [row[:2] for row in rows] == [
        ["1", "kept"], ["2", "kept"], ["3", "kept"], ["4", "dropped"], ["5", "cut"], ["6", "dropped"],
    ]  # fmt: skip
    assert rows[0][2] == BODY[0]
    assert rows[3][2] == "blank-line"
    assert rows[4][3] == f"{BODY[3]}[-（责任编辑：张三）-]"
    assert rows[4][2].endswith("-tail")
    assert rows[5][2:] == ["editor-line", EDITOR]


def test_explain_shows_a_repaired_line_as_it_was(here):
    (here / "a.txt").write_text("\n".join([*BODY[:2], DAMAGED, BODY[3]]))
    rows = table(run("explain", "a.txt").stdout)
    assert rows[2].split(maxsplit=2)[:2] == ["3", "repaired"]
    assert rows[3].split(maxsplit=1) == ["was", visible(DAMAGED)]
    assert "&nbsp;" not in rows[2]


def test_explain_lines_up_in_cells(here):
    (here / "a.txt").write_text("\n".join([*BODY, EDITOR]))
    rows = table(run("explain", "a.txt").stdout)
    starts = {width(row.partition(text)[0]) for row, text in zip(rows, [*BODY, EDITOR], strict=True)}
    assert len(starts) == 1


def test_explain_as_json_holds_everything(here):
    (here / "a.txt").write_text("\n".join([*BODY[:2], DAMAGED, TAIL, EDITOR]))
    told = json.loads(run("explain", "a.txt", "--json").stdout)
    article = clean((here / "a.txt").read_bytes())
    assert told["text"] == article.text
    assert told["charset"] == "utf-8"
    assert [row["mark"] for row in told["lines"]] == ["kept", "kept", "repaired", "cut", "dropped"]
    assert told["lines"][2]["raw"] == DAMAGED
    assert told["lines"][3]["cuts"][0]["rule"].endswith("-tail")
    assert told["metadata"]["editor"] == ["张三"]


def test_explain_is_plain_in_a_pipe_and_coloured_on_a_terminal(here):
    (here / "a.txt").write_text("\n".join([*BODY, EDITOR]))
    assert "\x1b" not in run("explain", "a.txt").stdout
    assert "\x1b[31m" in run("explain", "a.txt", "--color").stdout
    output = on_terminal("explain", str(here / "a.txt"), columns=200)
    assert "\x1b[31m" in output
    assert EDITOR in ANSI.sub("", output)
    assert "\x1b" not in on_terminal("explain", str(here / "a.txt"), columns=200, NO_COLOR="1")


def test_explain_fits_a_narrow_terminal(here):
    (here / "a.txt").write_text("\n".join([*BODY, EDITOR]))
    rows = table(ANSI.sub("", on_terminal("explain", str(here / "a.txt"), columns=60)))
    assert max(map(width, rows)) <= 60
    margin = len(rows[0]) - len(rows[0].split(maxsplit=2)[2])
    folded = "".join(row[margin:] if row[:margin].strip() == "" else "\n" + row[margin:] for row in rows)
    assert BODY[1] in folded.splitlines()


@pytest.mark.parametrize("command", [["explain"], ["explain", "--color"], ["detect"]])
def test_hostile_text_cannot_act_on_the_terminal(here, command):
    lines = [
        *BODY,
        "新馆\x1b]0;owned\x07开放\x1b[2J当天\u202e读者很多\x9b31m，队伍排到了路口\u2066。",
        "责任编辑：\x1b[8m张三",
    ]
    (here / "a\x1b[2J.txt").write_text("\n".join(lines))
    output = ANSI.sub("", run(*command, "a\x1b[2J.txt").stdout)
    assert not set(output) & set("\x1b\x07\x9b\u202e\u2066\r")


def test_explain_reads_standard_input_compressed_files_and_pages(here):
    data = "\n".join([*BODY, EDITOR]).encode("gb18030")
    assert run("explain", "-", input=data).stdout.startswith("-: gb18030")
    (here / "a.txt.gz").write_bytes(gzip.compress(data))
    assert run("explain", "a.txt.gz").stdout.startswith("a.txt.gz: gb18030")
    (here / "a.txt.gz").write_bytes(gzip.compress(data)[:-9])
    broken = run("explain", "a.txt.gz")
    assert broken.exit_code == 3
    assert "a.txt.gz: cannot be read" in broken.stderr
    page = "<html><body>{}</body></html>".format("".join(f"<p>{line}</p>" for line in [*BODY, EDITOR]))
    (here / "a.html").write_text(page)
    assert EDITOR in run("explain", "a.html").stdout
    assert {row["tag"] for row in json.loads(run("explain", "a.html", "--json").stdout)["lines"]} == {"p"}


def test_explain_shows_each_record(here):
    rows = [{"title": BODY[0], "text": "\n".join([*BODY, EDITOR])}, {"none": 1}, {"story": "\n".join(BODY)}]
    (here / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = run("explain", "a.jsonl")
    assert result.exit_code == 3
    assert result.stdout.startswith("a.jsonl:1: ")
    assert "a.jsonl:2: no text column among: none" in result.stderr
    told = run("explain", "a.jsonl", "--json", "--text-field", "story").stdout.splitlines()
    assert [json.loads(row)["file"] for row in told] == ["a.jsonl:3"]


def test_explain_obeys_options(here):
    (here / "a.txt").write_text("\n".join([*BODY, EDITOR]))
    assert [row.split()[1] for row in table(run("explain", "a.txt", "--select", "share").stdout)] == ["kept"] * 5
    (here / "taoxi.toml").write_text('select = ["tags"]')
    assert [row.split()[1] for row in table(run("explain", "a.txt").stdout)] == ["kept"] * 5


def test_a_mark_for_every_verdict():
    article = clean("\n".join([*BODY[:2], DAMAGED, TAIL, EDITOR]))
    assert [explain.mark(verdict) for verdict in article.verdicts] == ["kept", "kept", "repaired", "cut", "dropped"]


def test_detect_names_charset_how_and_damage(here):
    (here / "a.txt").write_bytes("\n".join(BODY).encode("gb18030"))
    (here / "b.txt").write_text("\n".join([BODY[0], DAMAGED, *BODY[2:]]))
    result = run("detect", "a.txt", "b.txt")
    assert result.exit_code == 0
    first, second = re.split(r"(?=b\.txt: )", result.stdout)
    assert first.startswith("a.txt: gb18030\n  charset: gb18030")
    assert second.startswith("b.txt: utf-8\n")
    assert "  repair: zero width\n" in second
    assert "  repair: entities\n" in second


def test_detect_as_json_lines(here):
    (here / "a.txt").write_bytes("\n".join(BODY).encode() + b"\xff")
    row = json.loads(run("detect", "--json", "a.txt").stdout)
    assert row["file"] == "a.txt"
    assert row["charset"] == "utf-8"
    assert any("undecodable" in doubt for doubt in row["doubts"])


def test_detect_goes_on_after_a_file_that_cannot_be_read(here):
    (here / "a.txt").write_text("\n".join(BODY))
    result = run("detect", "absent.txt", ".", "a.txt")
    assert result.exit_code == 3
    assert "absent.txt: cannot be read: No such file or directory" in result.stderr
    assert ".: cannot be read: Is a directory" in result.stderr
    assert result.stdout.startswith("a.txt: utf-8")


def test_rules_lists_all_with_examples_and_fingerprint():
    result = run("rules")
    names = [row.split()[0] for row in result.stdout.splitlines() if row and not row[0].isdigit()]
    assert names == [rule.name for rule in RULES]
    assert re.search(r"^\d+ rules, fingerprint of the rule book: [0-9a-f]{16}$", result.stdout, re.M)
    told = json.loads(run("rules", "--json").stdout)
    assert [row["example"] for row in told["rules"]] == [rule.example for rule in RULES]
    assert told["fingerprint"] in result.stdout


def test_rules_of_a_family():
    told = json.loads(run("rules", "editor", "--json").stdout)
    assert {row["family"] for row in told["rules"]} == {"editor"}
    wrong = run("rules", "editr")
    assert wrong.exit_code == 2
    assert "did you mean 'editor'" in wrong.stderr


def test_config_shows_values_and_where_they_come_from(here, monkeypatch):
    (here / "taoxi.toml").write_text('script = "keep"\ndrop = ["^广告\\\\d$"]\n')
    monkeypatch.setenv("TAOXI_TITLE", "drop")
    result = run("config", "--show")
    assert result.exit_code == 0
    told = tomllib.loads(result.stdout)
    assert set(told) == set(DEFAULTS)
    assert (told["script"], told["title"], told["drop"]) == ("keep", "drop", [r"^广告\d$"])
    origins = {row.split(" = ")[0]: row.rpartition("# ")[2] for row in result.stdout.splitlines()}
    assert origins["script"] == "taoxi.toml"
    assert (origins["title"], origins["keep"]) == ("TAOXI_TITLE", "default")
    assert json.loads(run("config", "--json").stdout)["title"] == {"value": "drop", "from": "TAOXI_TITLE"}


def test_config_shows_flags_and_names_variables_that_nobody_reads(here, monkeypatch):
    monkeypatch.setenv("TAOXI_SCIRPT", "keep")
    result = run("config", "--show", "--title", "drop", "--ignore", "share")
    assert result.exit_code == 0
    assert "taoxi reads no variable TAOXI_SCIRPT; did you mean 'TAOXI_SCRIPT'?" in result.stderr
    told = json.loads(run("config", "--json", "--title", "drop", "--ignore", "share").stdout)
    assert told["title"] == {"value": "drop", "from": "--title"}
    assert told["ignore"] == {"value": ["share"], "from": "--ignore"}
    assert told["script"]["from"] == "default"


def test_config_errors_are_usage_errors(here):
    (here / "taoxi.toml").write_text('drop = ["("]')
    result = run("config", "--show")
    assert result.exit_code == 2
    assert "taoxi.toml: drop, pattern 1: '(' is no regular expression" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_TAOXI_COMPLETE={shell}_complete" in result.stdout
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=result.stdout, text=True, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_completion_completes_commands_and_options():
    environment = {**os.environ, "_TAOXI_COMPLETE": "bash_complete", "COMP_WORDS": "taoxi de", "COMP_CWORD": "1"}
    command = [sys.executable, "-c", "from taoxi.cli import main; main(prog_name='taoxi')"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "plain,detect"
    environment |= {"COMP_WORDS": "taoxi check --output-format s", "COMP_CWORD": "3"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "plain,sarif"


@pytest.mark.parametrize("name", ["explain", "detect", "check", "fix", "rules", "completion", "config"])
def test_every_command_has_help_with_an_example(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Example: taoxi {name}" in result.stdout


def test_visible_text_has_no_character_that_acts():
    text = "".join(map(chr, range(0x3000))) + "\ud800"
    shown = visible(text)
    assert not {ord(character) for character in shown} & set(HOSTILE)
    assert visible("正常，文字 abc") == "正常，文字 abc"
    assert visible("a\x1b\u202eb") == r"a\x1b\u202eb"


def test_cells():
    assert width("新闻a，") == 7
    assert pad("新闻", 6) == "新闻  "
    assert wrap("新闻a联播", 5) == ["新闻a", "联播"]
    assert wrap("新闻", 3) == ["新", "闻"]
    assert wrap("", 5) == [""]
    assert wrap("新闻", 1) == ["新", "闻"]
