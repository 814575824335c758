"""A system that does not behave: disks that fail, clocks that jump, no home, no terminal, another language. What can be
done is done each time, what cannot is named, and nothing is lost.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_tools import article, dump, environment, rows, run, snapshot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD, /proc and setpriv as Linux has them")
# reads beyond 1 KB of files with 坏盘 in their name fail, and so do writes below a folder of that name once told to
SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int bad(int fd, const char *mark) {
    char link[64], path[4096];
    ssize_t n;
    if (!mark) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return strstr(path, mark) != NULL;
}
ssize_t read(int fd, void *to, size_t size) {
    ssize_t (*real)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
    if (bad(fd, getenv("BAD_READ")) && lseek(fd, 0, SEEK_CUR) >= 1024) { errno = EIO; return -1; }
    return real(fd, to, size);
}
ssize_t write(int fd, const void *from, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (bad(fd, getenv("BAD_WRITE"))) { errno = EIO; return -1; }
    return real(fd, from, size);
}
int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    if (bad(fd, getenv("BAD_SYNC"))) { errno = EIO; return -1; }
    return real(fd);
}
"""


@pytest.fixture(scope="module")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an environment needs for reads and writes to fail."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler")
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(SHIM, "utf-8")
    made = [compiler, "-shared", "-fPIC", "-o", str(folder / "shim.so"), str(folder / "shim.c"), "-ldl"]
    subprocess.run(made, check=True, capture_output=True)
    return {"LD_PRELOAD": str(folder / "shim.so")}


def test_a_disk_that_cannot_be_read_costs_its_files_only(failing_disk: dict[str, str], tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    (source / "坏盘.txt").write_text(article(1) * 20, "utf-8")
    (source / "坏盘.jsonl").write_bytes((source / "news.jsonl").read_bytes() * 9)
    env = environment(tmp_path) | failing_disk | {"BAD_READ": "坏盘"}
    code, _, errors = run("clean", source, "-o", out, "-j", 1, "--no-repeats", env=env)
    assert code == 3, errors
    found = {str(row["path"]): str(row["reason"]) for row in rows(out / "quarantine.jsonl")}
    assert set(found) == {"坏盘.txt", "坏盘.jsonl"}
    assert all("Input/output error" in reason for reason in found.values())
    assert len(rows(out / "metadata")) == 3
    # the disk is mended: nothing is missing
    again, _, errors = run(
        "clean", source, "-o", out, "-j", 1, "--no-repeats", "--retry-quarantine", env=environment(tmp_path)
    )
    assert again == 0, errors
    assert len(rows(out / "metadata")) == 4


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """The input, and what a run over it gives when nothing happens."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = dump(folder / "in", 4)
    code, _, errors = run("clean", source, "-o", folder / "out", "-j", 1, env=environment(folder))
    assert code == 0, errors
    return source, snapshot(folder / "out")


Undisturbed = tuple[Path, dict[str, object]]


@pytest.mark.parametrize("how", ["BAD_WRITE", "BAD_SYNC"])
def test_a_disk_that_cannot_be_written_stops_the_run(
    failing_disk: dict[str, str], undisturbed: Undisturbed, tmp_path: Path, how: str
) -> None:
    (source, want), out = undisturbed, tmp_path / "out"
    calm = environment(tmp_path)
    code, _, errors = run("clean", source, "-o", out, "-j", 2, env=calm | failing_disk | {how: "/out/.taoxi/tmp/"})
    assert code == 4, errors
    assert "Input/output error" in errors
    assert "Traceback" not in errors
    assert not (out / "_SUCCESS").exists()
    assert run("clean", source, "-o", out, "-j", 2, env=calm)[0] == 0
    assert snapshot(out) == want


# every look at the calendar's clock finds it a day further on, or back
JUMPING = """
import itertools, time
right, turns = time.time, itertools.count()
time.time = lambda: right() + 86400 * (next(turns) % 3 - 1)
"""


def test_a_clock_that_jumps_changes_nothing(undisturbed: Undisturbed, tmp_path: Path) -> None:
    (source, want), env = undisturbed, environment(tmp_path, slow=0.3)
    with (tmp_path / "sitecustomize.py").open("a", encoding="utf-8") as file:
        file.write(JUMPING)
    code, _, errors = run("clean", source, "-o", tmp_path / "out", "-j", 2, "--time-limit", 20, env=env)
    assert code == 0, errors
    assert snapshot(tmp_path / "out") == want


def test_an_out_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    source, closed = dump(tmp_path / "in", 2), tmp_path / "closed"
    closed.mkdir(mode=0o500)
    wrapper = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if wrapper and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv to make it mind")
    done = subprocess.run(
        [*wrapper, sys.executable, "-m", "taoxi", "clean", str(source), "-o", str(closed / "out")],
        env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert "Permission denied" in done.stderr
    assert str(closed) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_ends_the_command_in_silence(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    dump(tmp_path / "in", 300)
    shutil.copy(tmp_path / "in" / "news.jsonl", place)
    for words in (["clean", str(place)], ["explain", str(place)]):
        with subprocess.Popen(
            [sys.executable, "-m", "taoxi", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment(tmp_path),
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


def test_any_locale_and_names_in_no_charset(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 2), tmp_path / "out"
    name = os.fsencode(source) + b"/" + "雪".encode("gb18030") + b"\xff.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - the name is no text
        file.write(article(7).encode("gb18030"))
    env = {**environment(tmp_path), "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code, _, errors = run("clean", source, "-o", out, "-j", 1, env=env)
    assert code == 0, errors
    assert len(rows(out / "metadata")) == 3
    code, text, errors = run("undo", out, env=env)
    assert code == 0, errors
    assert len(text.splitlines()) == 5
    done = subprocess.run([sys.executable, "-m", "taoxi", "detect", name], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b".txt: utf-8" in done.stdout


def test_neither_home_nor_terminal_nor_standard_streams(tmp_path: Path) -> None:
    source = dump(tmp_path / "in", 2)
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    kept = {key: value for key, value in environment(tmp_path).items() if key not in ("TERM", "XDG_CACHE_HOME")}
    env = {**kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "none")}
    for number, streams in enumerate(("</dev/null", "<&- >&- 2>&-")):
        out = tmp_path / f"out{number}"
        command = f'exec "$0" -m taoxi clean "$1" -o "$2" -j 1 {streams}'
        done = subprocess.run(
            ["sh", "-c", command, sys.executable, str(source), str(out)], env=env, start_new_session=True,
            capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, (streams, done.stderr)
        assert (out / "_SUCCESS").exists()
    assert not list(home.iterdir())
