"""Files behind URLs: what comes out is what the same files in a folder give."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_tools import article, dump, environment, rows, run, snapshot, start, stop

from taoxi.corpus.inputs import NoInput, discover
from taoxi.corpus.job import Settings
from taoxi.corpus.remote import Remote, listed
from taoxi.corpus.run import Task, clean_corpus, look_ahead
from taoxi.corpus.sinks import OutputError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[str]:
    """An empty folder in this process's memory."""
    yield "memory://news/dumps"
    fsspec.filesystem("memory").store.clear()


def put(source: Path, url: str) -> None:
    """Copy a folder to a URL."""
    system, top = fsspec.url_to_fs(url)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            system.pipe_file(f"{top}/{path.relative_to(source).as_posix()}", path.read_bytes())


def articles(out: Path) -> dict[str, object]:
    """What must not depend on where the input lies: all but the inputs' times, which stand in the manifest."""
    return {name: data for name, data in snapshot(out).items() if name != "manifest.jsonl"}


def test_inputs_behind_a_url(tmp_path: Path, memory: str) -> None:
    source = dump(tmp_path / "in", 4)
    shutil.make_archive(str(source / "more"), "zip", source / "a")
    put(source, memory)
    one = Task((str(source),), tmp_path / "want", workers=0)
    other = Task((memory,), tmp_path / "out", workers=0)
    assert clean_corpus(one).documents == clean_corpus(other).documents == 12
    assert articles(tmp_path / "out") == articles(tmp_path / "want")
    # nothing is done twice; what changed or came is; what is gone keeps its article
    assert clean_corpus(other).new == 0
    system = fsspec.filesystem("memory")
    system.pipe_file("/news/dumps/a/001.txt", "江城今天放晴，轮渡恢复了。".encode())
    system.pipe_file("/news/dumps/b.txt", "江城昨夜下雪，轮渡停了。".encode())
    assert clean_corpus(other).documents == 13
    assert (tmp_path / "out" / "a" / "001.txt").read_text("utf-8") == "江城今天放晴，轮渡恢复了。\n"
    system.rm("/news/dumps/b.txt")
    assert clean_corpus(other).new == 0
    assert (tmp_path / "out" / "b.txt").exists()


@pytest.fixture
def hadoop() -> Iterator[None]:
    """The driver of hdfs:// with the files of this machine where a namenode would be asked."""
    arrow = pytest.importorskip("fsspec.implementations.arrow")
    from pyarrow.fs import LocalFileSystem

    class Hadoop(arrow.HadoopFileSystem):
        def __init__(self, host: str = "default", port: int = 0, **others: object) -> None:
            assert (host, port) == ("namenode", 8020)
            arrow.ArrowFSWrapper.__init__(self, fs=LocalFileSystem())

    fsspec.register_implementation("hdfs", Hadoop, clobber=True)
    yield
    fsspec.register_implementation("hdfs", arrow.HadoopFileSystem, clobber=True)


def test_inputs_behind_hdfs(tmp_path: Path, hadoop: None) -> None:
    source = dump(tmp_path / "in", 3)
    one = Task((str(source),), tmp_path / "want", workers=0)
    other = Task((f"hdfs://namenode:8020{source}",), tmp_path / "out", workers=0)
    assert clean_corpus(one).documents == clean_corpus(other).documents > 0
    assert articles(tmp_path / "out") == articles(tmp_path / "want")
    assert clean_corpus(other).new == 0


def test_walking_behind_a_url(tmp_path: Path, memory: str) -> None:
    put(dump(tmp_path / "in", 2), memory)
    system = fsspec.filesystem("memory")
    system.pipe_file("/news/dumps/.git/config", b"x")
    system.pipe_file("/news/dumps/logo.PNG", b"x")
    system.pipe_file("/news/dumps/old/.taoxi/plan.jsonl", b"{}")
    system.pipe_file("/news/dumps/old/000.txt", b"x")
    found = discover([memory])
    assert [file.relative for file in found.files] == ["a/000.txt", "a/001.txt", "news.jsonl"]
    assert found.left == {".png": 1, "OUT of another run (old)": 1}
    with pytest.raises(NoInput, match="is the OUT of another run"):
        discover([f"{memory}/old"])
    assert [f.relative for f in discover([f"{memory}/"], None, ("*.txt",), ("*1.txt",)).files] == ["a/000.txt"]
    assert [f.relative for f in discover([f"{memory}/news.jsonl"]).files] == ["news.jsonl"]


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (("memory://nowhere",), "no such file"),
        (("memory://a", "memory://b"), "stands alone"),
        (("nonsense://a",), "nonsense"),
    ],
)
def test_urls_that_cannot_be_inputs(inputs: tuple[str, ...], words: str) -> None:
    with pytest.raises(NoInput, match=words):
        discover(inputs)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A bucket of a real S3 server on this machine; child processes find it by their environment."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    here = {
        "ENDPOINT_URL": f"http://{host}:{port}",
        "ACCESS_KEY_ID": "x",
        "SECRET_ACCESS_KEY": "x",
        "REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in here.items():
            patch.setenv(f"AWS_{name}", value)
        fsspec.filesystem("s3").mkdir("news")
        yield "s3://news"
    server.stop()


@pytest.fixture
def bucket(server: str, tmp_path: Path) -> str:
    """An empty place in the bucket."""
    return f"{server}/{tmp_path.name}"


def test_s3(tmp_path: Path, bucket: str) -> None:
    source, out = dump(tmp_path / "in", 4), f"{bucket}/clean"
    put(source, f"{bucket}/dumps")
    env = {**os.environ, **environment(tmp_path)}
    code, _, errors = run("clean", source, "-o", tmp_path / "want", "-j", 1, env=env)
    assert code == 0, errors
    code, _, errors = run("clean", f"{bucket}/dumps", "-o", out, "-j", 2, env=env)
    assert code == 0, errors
    assert f"everything is in {out}" in errors
    assert articles(fetched(out, tmp_path / "out")) == articles(tmp_path / "want")
    assert len(rows(tmp_path / "out" / "manifest.jsonl")) > 2
    assert "nothing to do" in run("clean", f"{bucket}/dumps", "-o", out, env=env)[2]
    code, _, errors = run("clean", f"{bucket}/nowhere", "-o", out, env=env)
    assert (code, "no such file" in errors) == (2, True)
    code, _, errors = run("clean", f"{bucket}/dumps/a/000.txt", env=env)
    assert (code, "needs -o OUT" in errors) == (2, True)


def test_a_run_into_s3_is_killed(tmp_path: Path, bucket: str) -> None:
    source, out = dump(tmp_path / "in", 4), f"{bucket}/clean"
    fast = {**os.environ, **environment(tmp_path)}
    code, _, errors = run("clean", source, "-o", tmp_path / "want", "-j", 1, env=fast)
    assert code == 0, errors
    process = start("clean", source, "-o", out, "-j", 1, env={**fast, "TAOXI_TEST_SLOW": "0.2"})
    end = time.monotonic() + 60
    while not done(out):
        assert (process.poll(), time.monotonic() < end) == (None, True)
        time.sleep(0.02)
    stop(process)
    before = done(out)
    assert not (Remote(out) / "_SUCCESS").exists()
    code, _, errors = run("clean", source, "-o", out, "-j", 1, env=fast)
    assert code == 0, errors
    assert "done before" in errors
    # what was finished was not done again: a record tells its own time
    assert {name: version for name, version in done(out).items() if name in before} == before
    assert snapshot(fetched(out, tmp_path / "out")) == snapshot(tmp_path / "want")


def done(out: str) -> dict[str, int]:
    """The done-records behind a URL, and what stands for their bytes."""
    try:
        return {name: status.st_mtime_ns for name, _, status in listed(f"{out}/.taoxi/done")}
    except FileNotFoundError:
        return {}


def fetched(url: str, folder: Path) -> Path:
    """A copy of all that lies behind a URL."""
    for name, place, _ in listed(url):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with place.open() as stream:
            (folder / name).write_bytes(stream.read())
    return folder


def test_out_behind_a_url(tmp_path: Path, memory: str) -> None:
    source, out = dump(tmp_path / "in", 4), Remote("memory://out/news")
    one, other = (Task((str(source),), place, workers=0) for place in (tmp_path / "want", out))
    clean_corpus(one)
    assert look_ahead(other)["counted"] == 0
    clean_corpus(other)
    assert snapshot(fetched(str(out), tmp_path / "1")) == snapshot(tmp_path / "want")
    assert (look_ahead(other)["counted"], clean_corpus(other).new) == (1, 0)
    # a damaged article, a new file, another option, all of it afresh, each as in a folder
    fsspec.filesystem("memory").pipe_file("/out/news/a/001.txt", b"x")
    assert clean_corpus(other).new == 1
    (source / "b.txt").write_text(article(9), "utf-8")
    for change in ({}, {"settings": Settings(form="jsonl")}, {"overwrite": True}):
        clean_corpus(replace(one, **change))  # type: ignore[arg-type]
        clean_corpus(replace(other, **change))  # type: ignore[arg-type]
        place = tmp_path / f"after-{next(iter(change), 'nothing')}"
        assert snapshot(fetched(str(out), place)) == snapshot(tmp_path / "want")


def test_out_behind_a_url_that_is_not_ours(tmp_path: Path, memory: str) -> None:
    source = dump(tmp_path / "in", 1)
    put(source, memory)
    with pytest.raises(OutputError, match=r"already holds a/000\.txt"):
        clean_corpus(Task((str(source),), Remote(memory), workers=0))
    assert clean_corpus(Task((memory,), Remote(f"{memory}/out"), workers=0)).documents == 2
    assert clean_corpus(Task((memory,), Remote(f"{memory}/out"), workers=0)).new == 0
    with pytest.raises(NoInput, match="lies in OUT"):
        clean_corpus(Task((f"{memory}/out/a",), Remote(f"{memory}/out"), workers=0))
    with pytest.raises(OutputError, match="--engine dask needs an OUT in a folder"):
        clean_corpus(Task((str(source),), Remote("memory://new"), engine="dask"))
    with pytest.raises(OutputError, match="nonsense"):
        clean_corpus(Task((str(source),), Remote("nonsense://new")))
