"""Real kills, real signals, a really full disk: afterwards the same command gives what an undisturbed run gives."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus_tools import SLOW, article, dump, environment, rows, run, snapshot, start, stop, wait_until_done

from taoxi.corpus.guard import memory_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, tmpfs and /proc as Linux has them")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """The input, and what a run over it gives when nothing happens."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = dump(folder / "in")
    code, _, errors = run("clean", source, "-o", folder / "out", "-j", 2, env=environment(folder))
    assert code == 0, errors
    return source, snapshot(folder / "out")


def test_several_shards_are_at_stake(undisturbed: tuple[Path, dict[str, object]]) -> None:
    names = [name for name in undisturbed[1] if name.startswith("audit/")]
    assert len(names) >= 6


ENGINES = (("-j", "1"), ("-j", "2"), ("--engine", "dask", "-j", "2"))


@pytest.mark.parametrize("done", [2, 3])
@pytest.mark.parametrize("engine", ENGINES, ids=" ".join)
def test_kill_9_and_again(
    undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, engine: tuple[str, ...], done: int
) -> None:
    source, want = undisturbed
    env, out = environment(tmp_path, slow=SLOW), tmp_path / "out"
    process = start("clean", source, "-o", out, *engine, env=env)
    wait_until_done(out, done, process)
    assert stop(process)[0] == -signal.SIGKILL
    assert not (out / "_SUCCESS").exists()
    before = {place.name: place.stat().st_mtime_ns for place in (out / ".taoxi" / "done").iterdir()}
    assert done <= len(before) < len(rows_of_manifest(want))
    code, _, errors = run("clean", source, "-o", out, *engine, env=env)
    assert code == 0, errors
    assert snapshot(out) == want
    # what was finished was not done again
    after = {place.name: place.stat().st_mtime_ns for place in (out / ".taoxi" / "done").iterdir()}
    assert {name: after[name] for name in before} == before


def test_kill_9_while_parquet_is_written(tmp_path: Path) -> None:
    source, want, out = dump(tmp_path / "in"), tmp_path / "want", tmp_path / "out"
    code, _, errors = run("clean", source, "-o", want, "--format", "parquet", "-j", 1, env=environment(tmp_path))
    assert code == 0, errors
    assert len(list((want / "documents").glob("*.parquet"))) >= 6
    process = start("clean", source, "-o", out, "--format", "parquet", "-j", 2, env=environment(tmp_path, slow=SLOW))
    wait_until_done(out, 2, process)
    stop(process)
    code, _, errors = run("clean", source, "-o", out, "--format", "parquet", "-j", 2, env=environment(tmp_path))
    assert code == 0, errors
    assert snapshot(out) == snapshot(want)


def rows_of_manifest(want: dict[str, object]) -> list[object]:
    manifest = want["manifest.jsonl"]
    assert isinstance(manifest, list)
    return manifest


KINDS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM, "worker")
MOMENTS = (13, 12, 5)  # for each engine: Dask takes seconds to start


@pytest.mark.parametrize(("engine", "moments"), [*zip(ENGINES, MOMENTS, strict=True)], ids=[*map(" ".join, ENGINES)])
def test_stopped_at_random_moments(
    undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, engine: tuple[str, ...], moments: int
) -> None:
    source, want = undisturbed
    env, out = environment(tmp_path, slow=SLOW), tmp_path / "out"
    chance = random.Random(f"{os.environ.get('TAOXI_TEST_SEED', '7')} {engine}")
    left = int(os.environ.get("TAOXI_TEST_MOMENTS", moments))
    while left:
        left -= disturbed(start("clean", source, "-o", out, *engine, env=env), out, chance)
        if (out / "_SUCCESS").exists():
            assert snapshot(out) == want
            shutil.rmtree(out)
    code, _, errors = run("clean", source, "-o", out, *engine, env=env)
    assert code == 0, errors
    assert snapshot(out) == want
    ids = [row["id"] for table in ("documents", "metadata") for row in rows(out / table)]
    assert len(ids) == len(set(ids)) == 24


def disturbed(process: subprocess.Popen[str], out: Path, chance: random.Random) -> bool:
    """Stop a run, or one of its workers, at some moment of its work; False when it was through before."""
    done = out / ".taoxi" / "done"
    most = chance.randint(0, 7)  # shards that the moment waits for, of eight; those of runs before count, too
    while process.poll() is None and len(list(done.glob("*.json"))) < most:
        time.sleep(0.005)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0, 0.3))
    how = chance.choice(KINDS)
    worker = worker_at(out) if how == "worker" else 0
    if process.poll() is not None or worker is None:
        code, errors = process.wait(60), process.communicate()[1]
        assert code == 0, errors
        return False
    if not isinstance(how, signal.Signals):
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
        return True
    code, _, errors = stop(process, how)
    # an interrupt that comes before anything was begun, or after all was done, is answered by Python or click
    assert code in ((-how,) if how == signal.SIGKILL else (130, -how, 0, 1)), errors
    return True


@pytest.mark.parametrize("done", [1, 3])
@pytest.mark.parametrize("engine", ENGINES, ids=" ".join)
def test_a_worker_is_killed(
    undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, engine: tuple[str, ...], done: int
) -> None:
    source, want = undisturbed
    out = tmp_path / "out"
    process = start("clean", source, "-o", out, *engine, env=environment(tmp_path, slow=SLOW))
    wait_until_done(out, done, process)
    os.kill(worker_of(out), signal.SIGKILL)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert snapshot(out) == want


def worker_of(out: Path) -> int:
    """The process id of a worker that is at work, sooner or later."""
    for _ in range(2000):
        if worker := worker_at(out):
            return worker
        time.sleep(0.005)
    raise AssertionError("no worker at work")


def worker_at(out: Path) -> int | None:
    """The process id of a worker that is at work now."""
    for place in (out / ".taoxi" / "running").glob("*.json"):
        with contextlib.suppress(OSError, ValueError):
            return int(json.loads(place.read_bytes())[2])
    return None


@pytest.mark.parametrize("done", [1, 3])
@pytest.mark.parametrize("engine", ENGINES, ids=" ".join)
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_and_again(
    undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, how: signal.Signals, engine: tuple[str, ...], done: int
) -> None:
    source, want = undisturbed
    env, out = environment(tmp_path, slow=SLOW), tmp_path / "out"
    process = start("clean", source, "-o", out, *engine, env=env)
    wait_until_done(out, done, process)
    worker = worker_of(out)
    code, _, errors = stop(process, how)
    assert code == 130
    assert "goes on from there" in errors
    assert "Traceback" not in errors
    assert is_gone(worker)
    assert run("clean", source, "-o", out, *engine, env=env)[0] == 0
    assert snapshot(out) == want


def is_gone(process: int) -> bool:
    """Has the process ended within a few seconds?"""
    for _ in range(500):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_workers_do_not_outlive_their_parent(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in"), tmp_path / "out"
    process = start("clean", source, "-o", out, "-j", 1, env=environment(tmp_path, slow=0.2))
    worker = worker_of_started(out, process)
    stop(process)
    assert is_gone(worker)


def worker_of_started(out: Path, process: subprocess.Popen[str]) -> int:
    """As worker_of, for a run that has only just begun."""
    end = time.monotonic() + 30
    while not (out / ".taoxi" / "running").exists():
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
    return worker_of(out)


def test_two_runs_do_not_share_an_out(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in"), tmp_path / "out"
    first = start("clean", source, "-o", out, "-j", 1, "--quiet", env=environment(tmp_path, slow=0.3))
    wait_until_done(out, 1, first)
    code, _, errors = run("clean", source, "-o", out, env=environment(tmp_path))
    assert code == 4
    assert f"process {first.pid}" in errors
    # the one that was there first is none the worse for it
    assert first.poll() is None
    stop(first)


def test_documents_that_kill_or_hang_are_quarantined_by_name(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    words = {"die": "杀死工人", "hang": "永不结束", "deaf": "充耳不闻", "eat": "吃光内存", "bug": "自家差错"}
    for name, word in words.items():
        (source / f"{name}.txt").write_text(f"{word}\n{article(1)}", "utf-8")
    code, _, errors = run("clean", source, "-o", out, "-j", 2, "--time-limit", 3, env=environment(tmp_path))
    assert code == 3, errors
    found = {row["path"]: str(row["reason"]) for row in rows(out / "quarantine.jsonl")}
    assert {f"{name}.txt" for name in words} == set(found)
    assert "killed 2 workers" in found["die.txt"]
    assert "longer than 3 seconds" in found["hang.txt"]
    assert "longer than 3 seconds" in found["deaf.txt"]
    assert "memory" in found["eat.txt"]
    assert "KeyError" in found["bug.txt"]
    assert (out / "_SUCCESS").exists()
    assert len(rows(out / "documents")) + len(rows(out / "metadata")) == 6
    # they stay where they are until asked for again
    again, _, errors = run("clean", source, "-o", out, env=environment(tmp_path))
    assert again == 3
    assert "nothing to do" in errors


def test_a_document_that_needs_too_much_memory_is_quarantined_by_name(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    (source / "grow.txt").write_text(f"越吹越大\n{article(1)}", "utf-8")
    code, _, errors = run(
        "clean", source, "-o", out, "-j", 1, "--memory-limit", 300, "--no-repeats", env=environment(tmp_path)
    )
    assert code == 3, errors
    (row,) = rows(out / "quarantine.jsonl")
    assert (row["path"], row["reason"]) == ("grow.txt", "needs more than 300 MB of memory")
    assert len(rows(out / "documents")) + len(rows(out / "metadata")) == 6


def test_where_memory_is_short_the_kernel_takes_a_worker(tmp_path: Path) -> None:
    """Where the test may not make a control group, it does what the kernel does in one: SIGKILL for the process of the
    highest oom_score.
    """
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    (source / "grow.txt").write_text(f"越吹越大\n{article(1)}", "utf-8")
    limits = ("--memory-limit", 0, "--time-limit", 0)
    process = start("clean", source, "-o", out, "-j", 1, *limits, "--no-repeats", env=environment(tmp_path))
    for _ in range(2):
        worker = worker_blown_up(out, process)
        victim = max((process.pid, *children(process.pid)), key=lambda each: proc(each, "oom_score"))
        assert victim == worker
        # also where the parent, with a list of millions of files, is the larger one
        assert proc(worker, "oom_score_adj") > proc(process.pid, "oom_score_adj")
        os.kill(victim, signal.SIGKILL)
        assert is_gone(victim)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 3, errors
    (row,) = rows(out / "quarantine.jsonl")
    assert (row["path"], row["reason"]) == ("grow.txt", "killed 2 workers")
    assert len(rows(out / "documents")) + len(rows(out / "metadata")) == 6


MEMORY_GROUPS = (  # cgroups(7): where, the file with the limit, and the file that counts the kernel's kills
    ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.oom_control"),
    ("/sys/fs/cgroup", "memory.max", "memory.events"),
)


@pytest.fixture
def small_memory() -> Iterator[tuple[Path, Path]]:
    """A control group whose processes have 400 MB in all, and its count of the kernel's kills."""
    for place, limit, kills in MEMORY_GROUPS:
        group = Path(place) / f"taoxi-test-{os.getpid()}"
        if is_made(group, limit):
            yield group, group / kills
            remove(group)
            return
    pytest.skip("making a control group needs root")


def remove(group: Path) -> None:
    """Take a control group away; the kernel refuses while a process in it is still ending."""
    for _ in range(500):
        with contextlib.suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.01)
    assert not (group / "cgroup.procs").read_text("ascii"), "processes that outlived their parent"


def is_made(group: Path, limit: str) -> bool:
    """Could a control group with a limit be made?"""
    with contextlib.suppress(OSError):
        group.mkdir()
        (group / limit).write_text(str(400 << 20), "ascii")
        return True
    with contextlib.suppress(OSError):
        group.rmdir()
    return False


def test_the_kernel_takes_a_worker_and_not_the_parent(tmp_path: Path, small_memory: tuple[Path, Path]) -> None:
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    (source / "grow.txt").write_text(f"越吹越大\n{article(1)}", "utf-8")
    limits = ("--memory-limit", 0, "--time-limit", 0)
    process = start("clean", source, "-o", out, "-j", 1, *limits, "--no-repeats", env=environment(tmp_path))
    group, kills = small_memory
    (group / "cgroup.procs").write_text(str(process.pid), "ascii")  # its workers will be in it, too
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 3, errors
    assert re.search(r"^oom_kill 2$", kills.read_text("ascii"), re.M)
    (row,) = rows(out / "quarantine.jsonl")
    assert (row["path"], row["reason"]) == ("grow.txt", "killed 2 workers")
    assert len(rows(out / "documents")) + len(rows(out / "metadata")) == 6


def worker_blown_up(out: Path, process: subprocess.Popen[str]) -> int:
    """The process id of a worker that a document has made grow by half a gigabyte."""
    end = time.monotonic() + 60
    while not ((worker := worker_at(out)) and memory_of(worker) > 500 << 20):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
    return worker


def proc(process: int, name: str) -> int:
    """What the kernel says of a process."""
    return int(Path(f"/proc/{process}/{name}").read_text("ascii"))


def children(process: int) -> list[int]:
    """The ids of the processes that a process has started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            if int(place.read_text("utf-8", "replace").rpartition(")")[2].split()[1]) == process:
                found.append(int(place.parent.name))
    return found


def test_a_file_whose_reading_kills_workers_is_quarantined_by_name(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 3), tmp_path / "out"
    env = environment(tmp_path) | {"TAOXI_TEST_POISON": "a/001.txt"}
    code, _, errors = run("clean", source, "-o", out, "-j", 1, "--no-repeats", env=env)
    assert code == 3, errors
    (row,) = rows(out / "quarantine.jsonl")
    assert (row["path"], row["reason"]) == ("a/001.txt", "reading it killed 3 workers")
    assert len(rows(out / "documents")) + len(rows(out / "metadata")) == 5


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A tmpfs of 400 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("mounting a tmpfs needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("room", [40_000, 60_000])
@pytest.mark.parametrize("engine", ENGINES, ids=" ".join)
def test_a_full_disk_and_again(
    undisturbed: tuple[Path, dict[str, object]], small_disk: Path, tmp_path: Path, engine: tuple[str, ...], room: int
) -> None:
    source, want = undisturbed
    env, out = environment(tmp_path), small_disk / "out"
    free = os.statvfs(small_disk)
    # room for the first shards only
    (small_disk / "filler").write_bytes(b"x" * (free.f_bavail * free.f_frsize - room))
    code, _, errors = run("clean", source, "-o", out, *engine, env=env)
    assert code == 4, errors
    assert "No space left on device" in errors
    assert "Traceback" not in errors
    assert not (out / "_SUCCESS").exists()
    assert not list((out / ".taoxi" / "tmp").glob("*"))
    (small_disk / "filler").unlink()
    code, _, errors = run("clean", source, "-o", out, *engine, env=env)
    assert code == 0, errors
    assert snapshot(out) == want


WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")  # root that minds permissions


def test_files_and_folders_without_permission(tmp_path: Path) -> None:
    source, out = dump(tmp_path / "in", 2), tmp_path / "out"
    (source / "closed").mkdir()
    (source / "closed" / "a.txt").write_text(article(1), "utf-8")
    (source / "closed").chmod(0)
    (source / "a" / "000.txt").chmod(0)
    wrapper = WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()
    if wrapper and not shutil.which("setpriv"):
        pytest.skip("root may read everything, and there is no setpriv to make it mind")
    process = subprocess.run(
        [*wrapper, sys.executable, "-m", "taoxi", "clean", str(source), "-o", str(out), "-j", "1"],
        capture_output=True, text=True, timeout=60, check=False, env=environment(tmp_path),
    )  # fmt: skip
    (source / "closed").chmod(0o755)
    assert process.returncode == 3, process.stderr
    found = {row["path"]: row["reason"] for row in rows(out / "quarantine.jsonl")}
    assert set(found) == {"closed", "a/000.txt"}
    assert all("Permission denied" in str(reason) for reason in found.values())
    assert (out / "a" / "001.txt").exists()


@pytest.mark.parametrize(("gone", "changed"), [("011", "010"), ("009", "011")])
@pytest.mark.parametrize("engine", ENGINES, ids=" ".join)
def test_an_input_that_vanishes_and_one_that_changes(
    undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, engine: tuple[str, ...], gone: str, changed: str
) -> None:
    _, want = undisturbed
    source, out = dump(tmp_path / "in"), tmp_path / "out"
    process = start("clean", source, "-o", out, *engine, env=environment(tmp_path, slow=0.15))
    worker_of_started(out, process)
    # the walk is over, and nothing has been cleaned: the parent hands no more out for now
    process.send_signal(signal.SIGSTOP)
    (source / "a" / f"{gone}.txt").unlink()
    (source / "a" / f"{changed}.txt").write_text("改了。", "utf-8")
    process.send_signal(signal.SIGCONT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 3, errors
    found = {row["path"]: str(row["reason"]) for row in rows(out / "quarantine.jsonl")}
    assert "No such file" in found.pop(f"a/{gone}.txt")
    assert "changed" in found.pop(f"a/{changed}.txt")
    assert not found
    have = snapshot(out)
    same = [name for name in want if name.startswith(("a/", "documents/")) and name[2:5] not in (gone, changed)]
    assert len(same) == 10 + len([name for name in want if name.startswith("documents/")])
    assert {name: have[name] for name in same} == {name: want[name] for name in same}
    # once more: the changed file is taken as it is now
    assert run("clean", source, "-o", out, env=environment(tmp_path))[0] == 3
    assert (out / "a" / f"{changed}.txt").read_text("utf-8") == "改了。\n"
    assert not (out / "a" / f"{gone}.txt").exists()
