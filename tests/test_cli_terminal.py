"""What people see: messages that say what would be right, help that fits, a summary, starting fast, real shells."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus_tools import dump

from taoxi.cli import COMMANDS, main
from taoxi.cli.progress import Lines, duration, size
from taoxi.cli.summary import show_summary
from taoxi.cli.terminal import shortened, width
from taoxi.corpus.documents import File, Shard
from taoxi.corpus.job import Done
from taoxi.corpus.summary import Summary

HEAVY = (
    "chardet", "dataclasses", "duckdb", "ijson", "lxml", "opencc", "orjson", "regex", "rich", "trafilatura",
    "xxhash", "zstandard",
)  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dump, a file, an empty folder and something binary, as the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TAOXI_")]:
        monkeypatch.delenv(name)
    (tmp_path / ".git").mkdir()
    dump(tmp_path / "dumps", 3)
    (tmp_path / "file").write_text("江城今天放晴。", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "program").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(4000))
    return tmp_path


def call(*args: object) -> Result:
    return CliRunner().invoke(main, list(map(str, args)))


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ("claen dumps -o out", 2, "No such command 'claen'. Did you mean 'clean'?"),
        ("clean", 2, "Missing argument 'INPUT...'. For example: taoxi clean dumps -o out"),
        ("clean dumps -o out --scirpt keep", 2, "--script"),
        ("clean dumps -o out --script kep", 2, "Did you mean 'keep'?"),
        ("clean dumps -o out -j 0", 2, "Give a whole number, 1 or more."),
        ("clean dumps -o out -j many", 2, "Give a whole number, 1 or more."),
        ("clean dumps -o out --time-limit -3", 2, "Give a number, 0 or more."),
        ("clean dumps -o out --select edtor", 2, "--select: no rule or family 'edtor'; did you mean 'editor'?"),
        ("clean dmups -o out", 2, "dmups: no such file or folder; did you mean 'dumps'?"),
        ("clean nothing/here -o out", 2, "nothing is not there either"),
        ("clean zzz", 2, "zzz: no such file or folder; see how it is spelt"),
        ("clean dumps", 2, "need -o OUT: taoxi clean dumps -o out"),
        ("clean dumps -o file", 2, "file: is a file; -o wants a folder"),
        ("clean dumps -o file/out", 2, "file: is a file; -o wants a folder"),
        ("clean dumps -o dumps", 2, "choose another folder for -o"),
        ("clean dumps/a -o dumps", 2, "choose another folder for -o"),
        ("clean program", 3, "program: holds no text (program); leave it out"),
        ("clean empty -o out", 0, "no document found; see that INPUT, --include and --exclude are what you mean"),
        ("clean dumps -o out --include *.pdf", 0, "no document found"),
        ("undo", 2, "For example: taoxi undo out"),
        ("undo otu", 2, "otu: no such file or folder"),
        ("undo dumps", 4, "holds nothing that taoxi made; give the folder that `taoxi clean` had as -o"),
        ("explain dumps", 3, "Is a directory; name a file in it"),
        ("explain program", 3, "holds no text (program); leave it out"),
        ("explain", 2, "For example: taoxi explain article.txt"),
        ("detect empty", 3, "Is a directory; name a file in it"),
        ("check dmups", 2, "did you mean 'dumps'?"),
        ("check dumps --output-format sarfi", 2, "Did you mean 'sarif'?"),
        ("fix dumps --ignore shar", 2, "--ignore: no rule or family 'shar'; did you mean 'share'?"),
        ("rules contct", 2, "did you mean 'contact'?"),
        ("completion tcsh", 2, "'bash', 'zsh', 'fish'"),
    ],
)
def test_mistakes_say_what_would_be_right(here: Path, args: str, code: int, words: str) -> None:
    before = sorted(path for path in here.rglob("*") if "out" not in path.parts)
    result = call(*args.split())
    assert (result.exit_code, result.exception) == (code, None) or isinstance(result.exception, SystemExit)
    assert result.exit_code == code
    assert words in result.stderr
    assert sorted(path for path in here.rglob("*") if "out" not in path.parts) == before


def test_out_below_the_input_is_passed_over(here: Path) -> None:
    assert call("clean", "dumps", "-o", "dumps/out", "-j", 1, "-q").exit_code == 0
    again = call("clean", "dumps", "-o", "dumps/out", "-j", 1)
    assert "nothing to do: 6 documents in dumps/out are done" in again.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(here: Path) -> None:
    (here / "file").chmod(0)
    assert "see that it is there, whole, and may be read" in call("clean", "file").stderr


def test_undo_wants_a_folder_of_its_own(here: Path) -> None:
    assert call("clean", "dumps", "-o", "out", "-j", 1, "-q").exit_code == 0
    for folder in ("out", "dumps"):
        result = call("undo", "out", "-o", folder)
        assert result.exit_code == 2
        assert f"{folder}: is not empty; choose a new or an empty folder for -o" in result.stderr


def test_a_text_is_printed_with_its_doubts(here: Path) -> None:
    (here / "a.txt").write_bytes("江城今天放晴，轮渡全线恢复，市民可以照常出行。".encode() + b"\xff")
    assert call("clean", "a.txt").stderr.startswith("taoxi: a.txt: doubt: undecodable bytes: 1\n")
    assert call("clean", "a.txt", "-q").stderr == ""


def test_a_full_disk_under_standard_output_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    for words in (["rules"], ["--help"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "taoxi", *words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, "Traceback" in done.stderr) == (4, False)
        assert "send it where there is room" in done.stderr


def test_help_fits_a_screen() -> None:
    lines = call("--help").stdout.splitlines()
    assert len(lines) <= 23  # and the prompt
    assert max(map(width, lines)) <= 80


@pytest.mark.parametrize("name", ["", *COMMANDS])
@pytest.mark.parametrize("cells", [40, 50])  # click's runner says 80 where we say nothing
def test_help_fits_narrow_terminals(name: str, cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(cells))
    lines = call(*([name] if name else []), "--help").stdout.splitlines()
    shown = [line for line in lines if "taoxi " not in line and "[" not in line]  # examples and choices do not break
    assert max(map(width, shown)) <= cells


def test_the_summary_shows_a_line_for_each_rule(here: Path) -> None:
    messages = call("clean", "dumps", "-o", "out", "-j", 1).stderr
    assert re.search(r"^editor-line +\d+  （责任编辑：林小满）$", messages, re.M)
    assert re.search(r"^6 documents: \d+ lines out of \d+, \d+% of the characters$", messages, re.M)
    assert messages.endswith("everything is in out; open out/report.html to read what fell\n")
    assert max(map(width, messages.splitlines())) <= 100
    assert "\x1b" not in messages


def test_the_summary_counts_what_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summary = Summary(new=1, documents=2, quarantined=1, chars_in=10, chars_kept=5, lines_in=4, lines_kept=2)
    summary.rules.update({f"rule-{number:02d}": 30 - number for number in range(25)})
    summary.doubts.update({"no sentences": 1})
    summary.left.update({".png": 3})
    show_summary(summary, tmp_path)
    told = capsys.readouterr().err
    assert f"50% of the characters; 1 in quarantine, {tmp_path / 'quarantine.jsonl'} says why\n" in told
    assert "5 more   40\n" in told
    assert "doubts: 1 no sentences\n" in told
    assert "left alone: 3 .png\n" in told


def test_plain_progress_tells_each_pass_and_the_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    files = [(File(Path(f"{n}.txt"), f"{n}.txt", 1000, 0),) for n in range(4)]
    shards = [Shard(f"{n:05d}", each) for n, each in enumerate(files)]
    done = [Done(shard.name, "", [], [], {"documents": 5, "quarantined": 0}, {}) for shard in shards]
    watcher = Lines()
    watcher.begun("clean", shards, done[:1])
    now[0] += 20
    watcher.advanced(shards[1], done[1])
    assert capsys.readouterr().err.splitlines() == [
        "cleaning: 4 files, 4.0 kB, 1.0 kB of it done before",
        "cleaning: 50%, 5 documents, 40 s left",
    ]


def test_times_and_sizes_as_people_say_them() -> None:
    assert [duration(seconds) for seconds in (4.2, 89, 600, 11_100)] == ["4 s", "89 s", "10 min", "3 h 5 min"]
    assert size(23_400_000) == "23.4 MB"


def test_shortened_lines_end_in_time() -> None:
    assert [shortened("新闻a联播", cells) for cells in (9, 8, 5, 2)] == ["新闻a联播", "新闻a联…", "新闻…", ""]
    assert all(width(shortened("江城abc今天放晴", cells)) <= max(cells, 0) for cells in range(-3, 20))


@pytest.mark.parametrize("code", ["import taoxi", "import taoxi.cli", "import taoxi.config"])
def test_importing_loads_nothing_heavy(code: str) -> None:
    """0.1 s beyond the interpreter's own is kept by not loading, whatever the machine."""
    heavy = [name for name in HEAVY if name != "dataclasses" or code == "import taoxi"]
    told = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(set(told.stdout.split()) & set(heavy)) == []


def test_the_package_lists_what_it_offers() -> None:
    import taoxi

    assert set(taoxi.__all__) <= set(dir(taoxi))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        taoxi.nonsense  # noqa: B018


BIN = Path(sys.executable).parent


def bash(script: Path, words: str) -> str:
    """What bash's function offers behind the words."""
    ask = f"source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _taoxi_completion taoxi"
    return shell_says("bash", "--norc", "-c", f'{ask}; echo "${{COMPREPLY[@]}}"')


def fish(script: Path, words: str) -> str:
    """What fish offers behind the words."""
    return shell_says("fish", "--no-config", "-c", f"source {script}; complete -C '{words}'")


def zsh(script: Path, words: str) -> str:
    """What zsh makes of the words when Tab is pressed behind them; its completion works at a prompt only."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        ["zsh", "-f", "-i"], stdin=follower, stdout=follower, stderr=follower, env=environment(), start_new_session=True
    ) as program:
        os.write(leader, f"PS1=rea'dy> '; autoload -U compinit; compinit -u -D; source {script}\n".encode())
        heard(leader, "ready> ")
        os.write(leader, f"{words}\t".encode())
        told = heard(leader, f"{words}\\S+ ")
        program.kill()
    os.close(leader)
    os.close(follower)
    return told


def heard(terminal: int, pattern: str) -> str:
    """What a terminal shows until it shows the pattern, or for half a minute."""
    seen, end = "", time.monotonic() + 30
    while not re.search(pattern, seen) and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65536).decode("utf-8", "replace")
    return seen


def shell_says(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, env=environment(), check=False).stdout


def environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "TERM": "dumb"}


@pytest.mark.parametrize("shell", [bash, zsh, fish])
def test_completion_in_real_shells(shell: Callable[[Path, str], str], tmp_path: Path) -> None:
    if not shutil.which(shell.__name__) or not (BIN / "taoxi").exists():
        pytest.skip(f"no {shell.__name__}, or taoxi is not installed as a program")
    script = tmp_path / "taoxi.completion"
    script.write_text(call("completion", shell.__name__).stdout, "utf-8")
    assert "detect" in shell(script, "taoxi de")
    assert "sarif" in shell(script, "taoxi check --output-format sa")
