"""Stages under a cluster's batch system: processes that share nothing but OUT, some of which are killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from corpus_tools import SLOW, article, dump, environment, run, snapshot, start, stop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals as Linux has them")


def shares(stage: str, of: int = 2) -> list[tuple[object, ...]]:
    """The options of the processes of one stage."""
    return [("--stage", stage, "--shard-index", index, "--shard-count", of) for index in range(of)]


def wait_for(folder: Path, files: int) -> None:
    """Wait until so many files lie in a folder."""
    end = time.monotonic() + 60
    while len(list(folder.glob("*.json"))) < files:
        assert time.monotonic() < end
        time.sleep(0.005)


def test_two_at_once_one_killed_and_given_again(tmp_path: Path) -> None:
    source, out, want = dump(tmp_path / "in"), tmp_path / "out", tmp_path / "want"
    fast = environment(tmp_path)
    assert run("clean", source, "-o", want, "-j", 1, env=fast)[0] == 0
    slow = {**fast, "TAOXI_TEST_SLOW": str(SLOW)}
    command = ("clean", source, "-o", out, "-j", 1)
    for stage, state in (("count", "counted"), ("clean", "done")):
        first, second = shares(stage)
        killed = start(*command, *first, env=slow if stage == "clean" else fast)
        other = start(*command, *second, env=fast)
        wait_for(out / ".taoxi" / state, 1)
        stop(killed)
        assert other.wait(60) == 0, other.communicate()
        # the next stage says what is missing, and the killed one goes on
        (out / ".taoxi" / state / "00000.json").unlink(missing_ok=True)
        if stage == "count":
            code, _, errors = run(*command, "--stage", "reduce", env=fast)
            assert (code, "shards are not counted: give --stage count again" in errors) == (4, True), errors
        else:
            assert not (out / "_SUCCESS").exists()
        code, _, errors = run(*command, *first, env=fast)
        assert code == 0, errors
        if stage == "count":
            code, _, errors = run(*command, *shares("clean")[0], env=fast)
            assert (code, "give --stage reduce first" in errors) == (4, True), errors
            assert run(*command, "--stage", "reduce", env=fast)[0] == 0
    # the command without a stage ends the run; nothing is left to do
    names = {place.name: place.stat().st_mtime_ns for place in (out / ".taoxi" / "done").iterdir()}
    code, _, errors = run(*command, env=fast)
    assert code == 0, errors
    assert snapshot(out) == snapshot(want)
    assert {place.name: place.stat().st_mtime_ns for place in (out / ".taoxi" / "done").iterdir()} == names


def test_a_table_older_than_the_counts(tmp_path: Path) -> None:
    source, env = dump(tmp_path / "in", 3), environment(tmp_path)
    command = ("clean", source, "-o", tmp_path / "out", "-j", 1, "--stage")
    for stage in ("count", "reduce"):
        assert run(*command, stage, env=env)[0] == 0
    (source / "new.txt").write_text(article(9), "utf-8")
    code, _, errors = run(*command, "clean", env=env)
    assert (code, "1 of" in errors and "give --stage count again" in errors) == (4, True), errors
    assert run(*command, "count", env=env)[0] == 0
    code, _, errors = run(*command, "clean", env=env)
    assert (code, "older than the counts: give --stage reduce first" in errors) == (4, True), errors
