"""Dask with a real scheduler and real workers: what comes out is what the local engine makes, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from corpus_tools import SLOW, article, dump, environment, rows, run, snapshot, start, stop, wait_until_done

from taoxi.corpus import station
from taoxi.corpus.cluster import DaskEngine, Errand
from taoxi.corpus.documents import File, Shard
from taoxi.corpus.engine import DEATHS
from taoxi.corpus.fingerprint import fingerprint
from taoxi.corpus.job import Job, Settings, running_place
from taoxi.corpus.run import Task, clean_corpus
from taoxi.corpus.sinks import OutputError

KilledWorker = pytest.importorskip("distributed").KilledWorker
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals as Linux has them")


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    address: str = ""
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> Cluster:
        """Start the scheduler at a free port."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self.dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        return self

    def add_worker(self, *, slow: float = 0.0, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a worker whose documents take so many seconds, or with another environment."""
        where = ("--local-directory", str(self.folder), "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1")
        worker = self.dask("worker", self.address, *where, env=env or environment(self.folder, slow=slow))
        self.workers.append(worker)
        return worker

    def dask(self, *args: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A process of Dask's command line, in a group of its own: its nanny's children end with it."""
        with (self.folder / f"{args[0]}.log").open("ab") as log:
            command = [sys.executable, "-m", "dask", *args]
            return subprocess.Popen(command, stdout=log, stderr=log, env=env, start_new_session=True)

    def stop(self) -> None:
        """End everything."""
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            kill_group(process)


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 a process and its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder).start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """The input, and what the local engine makes of it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = dump(folder / "in")
    (source / "die.txt").write_text(f"杀死工人\n{article(1)}", "utf-8")
    code, _, errors = run("clean", source, "-o", folder / "out", "-j", 2, env=environment(folder))
    assert code == 3, errors
    assert [row["path"] for row in rows(folder / "out" / "quarantine.jsonl")] == ["die.txt"]
    return source, snapshot(folder / "out")


def dask(source: Path, out: Path, *args: str) -> tuple[object, ...]:
    return "clean", source, "-o", out, "--engine", "dask", *args


def test_a_cluster_of_its_own(undisturbed: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    source, want = undisturbed
    code, _, errors = run(*dask(source, tmp_path / "out", "-j", "2"), env=environment(tmp_path))
    assert code == 3, errors
    assert "Traceback" not in errors
    assert snapshot(tmp_path / "out") == want


def test_a_worker_is_killed(undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, cluster: Cluster) -> None:
    source, want = undisturbed
    out = tmp_path / "out"
    first = cluster.add_worker(slow=SLOW)
    cluster.add_worker(slow=SLOW)
    process = start(*dask(source, out, "--scheduler", cluster.address), env=environment(tmp_path))
    wait_until_done(out, 2, process)
    kill_group(first)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 3, errors
    assert snapshot(out) == want
    # the same cluster finds nothing to do; another engine agrees
    code, _, errors = run(*dask(source, out, "--scheduler", cluster.address), env=environment(tmp_path))
    assert (code, "nothing to do" in errors) == (3, True)
    assert "nothing to do" in run("clean", source, "-o", out, "-j", 1, env=environment(tmp_path))[2]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_run_is_stopped_and_another_engine_goes_on(
    undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, cluster: Cluster, how: signal.Signals
) -> None:
    source, want = undisturbed
    env, out = environment(tmp_path), tmp_path / "out"
    cluster.add_worker(slow=4 * SLOW)
    process = start(*dask(source, out, "--scheduler", cluster.address), env=env)
    wait_until_done(out, 1, process)
    code, _, errors = stop(process, how)
    assert code == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in errors
    assert not (out / "_SUCCESS").exists()
    code, _, errors = run("clean", source, "-o", out, "-j", 1, env=env)
    assert code == 3, errors
    assert snapshot(out) == want
    # the worker is free for the next run, and what it did last is not written any more
    code, _, errors = run(*dask(source, out, "--scheduler", cluster.address, "--overwrite"), env=env)
    assert code == 3, errors
    assert snapshot(out) == want


def test_the_scheduler_is_lost(undisturbed: tuple[Path, dict[str, object]], tmp_path: Path, cluster: Cluster) -> None:
    source, want = undisturbed
    env, out = environment(tmp_path), tmp_path / "out"
    cluster.add_worker(slow=SLOW)
    process = start(*dask(source, out, "--scheduler", cluster.address), env=env)
    wait_until_done(out, 1, process)
    assert cluster.scheduler
    kill_group(cluster.scheduler)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 4, errors
    assert f"the scheduler {cluster.address} was lost" in errors
    assert run("clean", source, "-o", out, "-j", 2, env=env)[0] == 3
    assert snapshot(out) == want


# what people are told


def test_dask_is_not_installed(tmp_path: Path) -> None:
    source, env = dump(tmp_path / "in", 1), environment(tmp_path)
    with (tmp_path / "sitecustomize.py").open("a") as file:
        file.write("\nsys.modules['distributed'] = None\n")
    code, _, errors = run(*dask(source, tmp_path / "out"), env=env)
    assert code == 4
    assert "pip install 'taoxi[dask]'" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--scheduler", "tcp://127.0.0.1:1"), "--scheduler needs --engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "-j", 2), "--jobs is for this machine"),
        (("--engine", "dask", "--stage", "count"), "takes no --engine dask"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, args: tuple[object, ...], words: str) -> None:
    code, _, errors = run("clean", dump(tmp_path / "in", 1), "-o", tmp_path / "out", *args)
    assert code == 2
    assert words in errors


def test_no_scheduler_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taoxi.corpus.cluster.CONNECT", 1.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(OutputError, match=f"no scheduler answers at {address}"):
        clean_corpus(Task((str(dump(tmp_path / "in", 1)),), tmp_path / "out", engine="dask", scheduler=address))
    with pytest.raises(OutputError, match="no scheduler answers at nowhere:"):
        clean_corpus(Task((str(tmp_path / "in"),), tmp_path / "out", engine="dask", scheduler="nowhere://"))


def test_no_worker_comes_and_then_one_with_other_code(tmp_path: Path, cluster: Cluster) -> None:
    source, out = dump(tmp_path / "in", 1), tmp_path / "out"
    env = environment(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    worker = environment(other)
    code = (other / "sitecustomize.py").read_text("utf-8")
    (other / "sitecustomize.py").write_text(code.replace("0123456789abcdef", "fedcba9876543210"), "utf-8")
    with (tmp_path / "sitecustomize.py").open("a") as file:
        file.write("\nimport taoxi.corpus.cluster\ntaoxi.corpus.cluster.WORKERS = 0.5\n")
    status, _, errors = run(*dask(source, out, "--scheduler", cluster.address), env=env)
    assert (status, "no worker came within" in errors) == (4, True), errors
    environment(tmp_path)
    cluster.add_worker(env=worker)
    status, _, errors = run(*dask(source, out, "--scheduler", cluster.address), env=env)
    assert status == 4
    assert "worker tcp://" in errors
    assert "fingerprint fedcba9876543210" in errors


def job_of(source: Path, out: Path) -> Job:
    names = sorted(path.name for path in source.iterdir())
    files = tuple(File(source / name, name, (source / name).stat().st_size, 1) for name in names)
    return Job(out, Shard("00000", files), Settings(rules=fingerprint()))


def test_a_worker_that_does_not_see_the_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(station, "PATIENCE", 0.0)
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(article(1), "utf-8")
    (source / "b.txt").write_text(article(2), "utf-8")
    job, token = job_of(source, tmp_path / "out"), tmp_path / "token"
    with pytest.raises(station.Unfit, match="does not see the run's folder"):
        station.perform(job, token)
    token.touch()
    (source / "a.txt").unlink()
    with pytest.raises(station.Unseen, match=r"a\.txt") as raised:
        station.perform(job, token)
    # it is gone for everybody: the run goes on, and the file is quarantined; else the run is over
    engine, answer = DaskEngine(tmp_path / "out", 1), Failed(raised.value)
    again = engine.outcome(Errand(job), answer)  # type: ignore[arg-type]
    assert again == Errand(job, ("a.txt",))
    (source / "a.txt").touch()
    with pytest.raises(OutputError, match=r"does not see a\.txt"):
        engine.outcome(Errand(job), answer)  # type: ignore[arg-type]


@dataclass
class Failed:
    """A future that failed."""

    error: BaseException
    status: str = "error"

    def exception(self) -> BaseException:
        return self.error

    def cancelled(self) -> bool:
        return False


def test_workers_that_die_whole_over_one_document(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    job = job_of(tmp_path / "in", tmp_path / "out")
    mark, place = running_place(job.out, job.shard.name), ("a.txt", "", 0)
    mark.parent.mkdir(parents=True)
    for barred in ((), ((place, "killed 2 workers"),)):
        mark.write_text(json.dumps([place, 1.0, 1]), "utf-8")
        assert station.without_killers(job).barred == barred
        mark.unlink()
    error = Failed(KilledWorker("key", SimpleNamespace(address="tcp://x"), 3))
    errand = Errand(job)
    for _ in range(DEATHS):
        errand = DaskEngine(job.out, 1).outcome(errand, error) or errand  # type: ignore[arg-type]
    with pytest.raises(OutputError, match="without end"):
        DaskEngine(job.out, 1).outcome(errand, error)  # type: ignore[arg-type]
