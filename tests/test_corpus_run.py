"""Many documents: resume, growth, limits, repeats, names. Runs in this process's own workers."""

from __future__ import annotations

import heapq
import json
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_tools import BODY, article, dump, rows, snapshot
from hypothesis import given
from hypothesis import strategies as st

from taoxi import Options, clean
from taoxi.corpus import plan as planning
from taoxi.corpus.documents import Document, File, Shard, Trouble
from taoxi.corpus.engine import DEATHS, LocalEngine
from taoxi.corpus.fingerprint import fingerprint
from taoxi.corpus.inputs import NoInput, discover
from taoxi.corpus.job import Done, Job, Settings
from taoxi.corpus.limits import Limits
from taoxi.corpus.names import LONGEST, STATE, collision_key, mirrored
from taoxi.corpus.records import audit, record, undo
from taoxi.corpus.repeats import repeats_of, site_of
from taoxi.corpus.run import Task, Watcher, clean_corpus
from taoxi.corpus.sinks import OutputError, dumps
from taoxi.corpus.task import attempt
from taoxi.corpus.undo import undo_corpus
from taoxi.rules.page import line_hash


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder of text files and one of JSON lines."""
    return dump(tmp_path / "in", 4)


def task(source: Path, **named: object) -> Task:
    return Task((str(source),), source.parent / "out", **{"workers": 0, **named})  # type: ignore[arg-type]


def done_times(out: Path) -> dict[str, int]:
    return {place.name: place.stat().st_mtime_ns for place in (out / STATE / "done").iterdir()}


def test_a_run_its_outputs_and_the_way_back(source: Path) -> None:
    summary = clean_corpus(task(source))
    out = source.parent / "out"
    assert (summary.documents, summary.quarantined, summary.new) == (8, 0, 1)
    assert (out / "a" / "000.txt").read_text("utf-8").startswith("江城第0场雪后轮渡恢复\n")
    assert [row["path"] for row in rows(out / "metadata")] == [f"a/00{n}.txt" for n in range(4)]
    documents = rows(out / "documents")
    assert [(row["path"], row["record"], row["site"]) for row in documents] == [
        ("news.jsonl", n + 1, f"x{n % 3}.example") for n in range(4)
    ]
    assert ", ".join(documents[0]) == (
        "id, text, title, subtitle, date, source, author, editor, tags, rights, url, site, path, record, charset,"
        " script, steps, doubts, chars_in, chars_kept, lines_in, lines_kept, han_share, link_share, text_hash,"
        " taoxi, rules"
    )
    assert {row["rules"] for row in documents} == {fingerprint()}
    assert json.loads((out / "report.json").read_text("utf-8"))["documents"] == 8
    assert (out / "quarantine.jsonl").read_bytes() == b""
    assert (out / "_SUCCESS").exists()
    undone = {(each.path, each.record): each.text for each in undo_corpus(out)}
    assert undone == {(f"a/00{n}.txt", 0): article(n) for n in range(4)} | {
        ("news.jsonl", n + 1): article(n) for n in range(4)
    }
    # once more, and with a file more
    before = done_times(out)
    assert clean_corpus(task(source)).new == 0
    (source / "b.txt").write_text(article(9), "utf-8")
    assert clean_corpus(task(source, passes=1)).documents == 9
    assert (out / "b.txt").exists()
    assert set(before) < set(done_times(out))


def test_what_must_be_done_anew(source: Path) -> None:
    one = task(source, passes=1)
    out = one.out
    clean_corpus(one)
    first = done_times(out)
    # a damaged output counts as not done
    (out / "a" / "001.txt").write_bytes(b"x")
    assert clean_corpus(one).new == 1
    assert (out / "a" / "001.txt").read_text("utf-8") != "x"
    # a changed input, another option
    (source / "a" / "002.txt").write_text("江城今天放晴，轮渡恢复了。", "utf-8")
    assert clean_corpus(one).new == 1
    assert (out / "a" / "002.txt").read_text("utf-8") == "江城今天放晴，轮渡恢复了。\n"
    assert clean_corpus(replace(one, settings=Settings(Options(script="keep")))).new == 1
    # a file that is gone keeps its article, as long as nothing has to be made anew
    (source / "a" / "003.txt").unlink()
    assert clean_corpus(replace(one, settings=Settings(Options(script="keep")))).new == 0
    assert (out / "a" / "003.txt").exists()
    with pytest.raises(OutputError, match=r"003\.txt is gone"):
        clean_corpus(one)
    assert (out / "a" / "003.txt").exists()
    assert clean_corpus(replace(one, overwrite=True)).documents == 7
    assert not (out / "a" / "003.txt").exists()
    assert done_times(out).keys() == first.keys()


def test_another_input_is_refused(source: Path, tmp_path: Path) -> None:
    clean_corpus(task(source, passes=1))
    other = dump(tmp_path / "other", 1)
    with pytest.raises(OutputError, match="holds articles of"):
        clean_corpus(Task((str(other),), source.parent / "out", workers=0))


def test_files_of_others_in_out_are_not_written_over(source: Path) -> None:
    out = source.parent / "out"
    (out / "a").mkdir(parents=True)
    (out / "a" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="did not make"):
        clean_corpus(task(source))
    assert (out / "a" / "mine.txt").read_text("utf-8") == "mine"
    assert not (out / STATE).exists()


def test_a_limit(source: Path) -> None:
    summary = clean_corpus(task(source, limit=5))
    assert summary.documents == 5
    assert clean_corpus(task(source, limit=5)).new == 0
    assert clean_corpus(task(source)).documents == 8


def test_formats_of_output(source: Path) -> None:
    clean_corpus(task(source, passes=1, settings=Settings(form="jsonl")))
    out = source.parent / "out"
    assert len(rows(out / "documents")) == 8
    assert not (out / "a").exists()
    clean_corpus(task(source, passes=1, settings=Settings(form="txt")))
    assert (out / "news.jsonl" / "000003.txt").exists()
    assert not (out / "documents" / "00000.jsonl.zst").exists()
    assert len(list(undo_corpus(out))) == 8


def test_parquet(source: Path) -> None:
    import duckdb

    out = source.parent / "out"
    clean_corpus(task(source, passes=1, settings=Settings(form="jsonl")))
    want = rows(out / "documents")
    clean_corpus(task(source, passes=1, settings=Settings(form="parquet")))
    assert not list(out.glob("documents/*.jsonl.zst"))
    found = duckdb.read_parquet(str(out / "documents" / "*.parquet"))
    assert found.columns == list(want[0])
    assert found.fetchall() == [tuple(row.values()) for row in want]
    assert {each.text for each in undo_corpus(out)} == {article(n) for n in range(4)}


def test_what_parquet_cannot_hold_comes_back_by_undo(tmp_path: Path) -> None:
    text = "江城今天放晴，轮渡恢复了。\ud800\n\n  桥面的雪也扫净了，一切照旧。\0\n最后一班船夜里十一点开。"
    row = {"text": text, "title": "甲\udfff", "url": "http://x.example/\ud83d"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    settings = Settings(Options(script="keep"), form="parquet")
    clean_corpus(Task((str(tmp_path / "a.jsonl"),), tmp_path / "out", settings, workers=0))
    assert [each.text for each in undo_corpus(tmp_path / "out")] == [text]


def test_workers_that_die_before_they_begin_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying:
        def __init__(self, *_: object) -> None:
            made.append(self)

        def run(self, pending: deque[Job], _: object) -> list[Job]:
            return list(pending)

        def stop(self, *, idle: bool) -> None:
            assert not idle

    made: list[object] = []
    monkeypatch.setattr("taoxi.corpus.engine.Pool", Dying)
    job = Job(Path("out"), Shard("00000", (File(Path("a.json"), "a.json", 1, 1),)), Settings())
    with pytest.raises(OutputError, match=r"a\.json"):
        LocalEngine(1).alone(job, lambda _: None)
    assert len(made) == DEATHS


def test_a_pattern_that_never_ends_costs_its_document_only() -> None:
    endless = Settings(Options(drop=("(?:好|好好)+坏",)), limits=Limits(seconds=1))
    clean(BODY[0])  # the first takes its time
    trouble = attempt(Document("a.txt", "", 0, "坏" + "好" * 70), endless)
    assert isinstance(trouble, Trouble)
    assert trouble.reason == "takes longer than 1 seconds"
    assert not isinstance(
        attempt(Document("b.txt", "", 0, BODY[0]), replace(endless, limits=Limits(seconds=60))), Trouble
    )


@pytest.mark.parametrize("form", ["auto", "parquet"])
def test_workers_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(planning, "LEAST", 2000)
    source = dump(tmp_path / "in", 6)
    for workers in (0, 2):
        clean_corpus(Task((str(source),), tmp_path / str(workers), Settings(form=form), workers=workers))
    assert len(rows(tmp_path / "0" / "manifest.jsonl")) > 2
    assert snapshot(tmp_path / "0") == snapshot(tmp_path / "2")


def test_an_empty_file_is_an_empty_article(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    summary = clean_corpus(Task((str(tmp_path / "in"),), tmp_path / "out", workers=0))
    assert (summary.documents, summary.empty, summary.quarantined) == (1, 1, 0)
    assert (tmp_path / "out" / "a.txt").read_bytes() == b""
    assert [each.text for each in undo_corpus(tmp_path / "out")] == [""]


def test_surrogates_survive_the_audit(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "江城今天放晴。\\ud800\\n\\n  轮渡恢复。"}\n', "utf-8")
    clean_corpus(Task((str(tmp_path / "a.jsonl"),), tmp_path / "out", workers=0))
    assert [each.text for each in undo_corpus(tmp_path / "out")] == ["江城今天放晴。\ud800\n\n  轮渡恢复。"]


def test_names_that_collide_get_their_own_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.html", "a.html.txt", "A.html.txt"):
        (tmp_path / "in" / name).write_text("\n".join(BODY), "utf-8")
    clean_corpus(Task((str(tmp_path / "in"),), tmp_path / "out", workers=0, passes=1))
    files = {str(row["file"]) for row in rows(tmp_path / "out" / "metadata")}
    assert len({collision_key(name) for name in files}) == 3
    assert all((tmp_path / "out" / name).exists() for name in files)


def test_lines_that_repeat_over_a_site_fall(tmp_path: Path) -> None:
    plant = "江城生活圈·身边事早知道"
    for site in ("one", "two"):
        (tmp_path / "in" / site).mkdir(parents=True)
        for number in range(6):
            lines = article(number).rstrip("\n").split("\n")
            lines[5] = f"{site}的记者第{number}次来到江边，看到航标灯已经换成了新的，船工说夜里亮得多。"
            lines += [plant] if site == "one" else []
            (tmp_path / "in" / site / f"{number}.txt").write_text("\n".join(lines), "utf-8")
    clean_corpus(Task((str(tmp_path / "in"),), tmp_path / "out", workers=0))
    signed = [row for row in rows(tmp_path / "out" / "audit") if row["raw"] == plant]
    assert len(signed) == 6
    table = tmp_path / "out" / "repeats.sqlite"
    counts = repeats_of(table, "one/")
    assert counts.documents == 6
    assert counts.counts[line_hash(plant)] == 6
    assert line_hash(plant) not in repeats_of(table, "two/").counts
    # given again, for an increment
    assert line_hash(plant) in repeats_of(table, "one/").counts
    later = tmp_path / "later" / "one"
    later.mkdir(parents=True)
    (later / "7.txt").write_text("\n".join([*article(7).rstrip("\n").split("\n")[:4], plant]), "utf-8")
    clean_corpus(Task((str(tmp_path / "later"),), tmp_path / "out2", Settings(repeats=table), workers=0, passes=1))
    assert any(row["raw"] == plant for row in rows(tmp_path / "out2" / "audit"))


@pytest.mark.parametrize(
    ("path", "url", "site"),
    [
        ("a/b/c.txt", "http://www.x.example/1", "x.example"),
        ("a/b/c.txt", None, "a/"),
        ("c.txt", None, ""),
        ("a/c.txt", "http://[broken", "a/"),
    ],
)
def test_sites(path: str, url: str | None, site: str) -> None:
    assert site_of(Document(path, "", 0, "", url=url)) == site


# names


@pytest.mark.parametrize("path", ["../../etc/x", "/etc/x", "a/../../x", "a\0b", "con.txt", "a\\..\\b", "x" * 300, ". "])
def test_members_never_leave_out(path: str) -> None:
    place = mirrored("in.zip", path)
    parts = place.split("/")
    assert parts[0] == "in.zip"
    assert not {"", ".", ".."} & set(parts)
    assert all(len(part.encode()) <= LONGEST + 20 and part.isprintable() for part in parts)


@given(st.lists(st.text(min_size=1, max_size=8).filter(lambda name: "/" not in name and "\\" not in name), unique=True))
def test_members_of_different_names_have_different_files(names: list[str]) -> None:
    texts = [f"{name}.txt" for name in names if name.strip(".") and not name.startswith("~")]
    assert len({mirrored("a.zip", name) for name in texts}) == len(set(texts))


def test_own_names_are_not_taken() -> None:
    assert mirrored("audit/00000.txt") == "_audit/00000.txt"
    assert mirrored(".taoxi/plan.jsonl") == "_.taoxi/plan.jsonl.txt"


# walking


def test_walking(tmp_path: Path) -> None:
    source = dump(tmp_path / "in", 2)
    (source / ".hidden").mkdir()
    (source / ".hidden" / "x.txt").touch()
    (source / "pic.JPG").touch()
    (source / "gone.txt").symlink_to(source / "nowhere")
    (source / "loop").symlink_to(source)
    import os

    os.mkfifo(source / "pipe.txt")
    found = discover([str(source)])
    assert [file.relative for file in found.files] == ["a/000.txt", "a/001.txt", "news.jsonl"]
    assert {trouble.path: trouble.reason for trouble in found.troubles} == {
        "gone.txt": "link points nowhere", "pipe.txt": "is no regular file",
    }  # fmt: skip
    assert found.left == {".jpg": 1}
    assert [f.relative for f in discover([str(source)], include=("*.txt",), exclude=("a/000*",)).files] == ["a/001.txt"]
    assert [f.relative for f in discover([str(source / "a" / "*.txt")]).files] == ["000.txt", "001.txt"]
    assert [f.relative for f in discover([str(source / "a"), str(source / "news.jsonl")]).files] == [
        "a/000.txt", "a/001.txt", "news.jsonl",
    ]  # fmt: skip


def test_out_inside_the_input_is_passed_over(source: Path) -> None:
    out = source / "out"
    clean_corpus(Task((str(source),), out, workers=0, passes=1))
    assert clean_corpus(Task((str(source),), out, workers=0, passes=1)).new == 0
    assert len(discover([str(source)], out).files) == 5


def test_out_of_another_run_inside_the_input_is_left_alone_and_named(source: Path, tmp_path: Path) -> None:
    clean_corpus(Task((str(source),), source / "a" / "old", workers=0, passes=1))
    found = discover([str(source)], tmp_path / "out")
    assert len(found.files) == 5
    assert found.left == {"OUT of another run (a/old)": 1}
    with pytest.raises(NoInput, match="is the OUT of another run; give what holds its articles"):
        discover([str(source / "a" / "old")], tmp_path / "out")
    # its articles may be had by their names
    assert len(discover([str(source / "a" / "old" / "a")]).files) == 4
    assert discover([str(source / "a" / "old" / "documents")]).files


def test_a_plan_that_stands_is_not_narrowed(source: Path, tmp_path: Path) -> None:
    whole = Task((str(source),), tmp_path / "out", workers=0, passes=1)
    part = replace(whole, include=("a/*",))
    clean_corpus(part)
    assert clean_corpus(whole).new > 0
    with pytest.raises(NoInput, match=r"begun with \d files that --include .* leave out now .*choose another"):
        clean_corpus(part)
    clean_corpus(replace(part, overwrite=True))
    assert clean_corpus(part).new == 0
    clean_corpus(replace(part, out=tmp_path / "other"))


@pytest.mark.parametrize("out", [".", "..", "a/.."])
def test_out_that_would_cover_the_input(source: Path, out: str) -> None:
    with pytest.raises(NoInput, match="overwrit"):
        discover([str(source)], source / out)


def test_no_such_input() -> None:
    with pytest.raises(NoInput, match="no such file"):
        discover(["/nowhere/at/all/*.txt"])


def test_big_files_are_shared_out(tmp_path: Path) -> None:
    (tmp_path / "big.jsonl").write_bytes(b'{"text": "a"}\n' * 200_000)
    (tmp_path / "big.txt").write_bytes(b"a\n" * 1_500_000)
    (tmp_path / "array.json").write_bytes(b'[{"text": "a"}' + b',{"text": "a"}' * 400_000 + b"]")
    files = [File(p, p.name, p.stat().st_size, 0) for p in sorted(tmp_path.iterdir())]
    shards = planning.plan(files)
    assert [(s.files[0].relative, s.part.of) for s in shards] == [
        *[("array.json", 4)] * 4, *[("big.jsonl", 3)] * 3, ("big.txt", 1),
    ]  # fmt: skip
    # the plan stands when files are added
    (tmp_path / "0.txt").touch()
    more = [File(tmp_path / "0.txt", "0.txt", 0, 0), *files]
    assert planning.plan(more, shards)[:8] == shards
    assert [f.relative for f in planning.plan(more, shards)[8].files] == ["0.txt"]


def test_shards_are_of_equal_bytes() -> None:
    sizes = [(997 * number) % 60_000 for number in range(2000)]
    files = [File(Path(f"{n}.txt"), f"{n:04d}.txt", size, 0) for n, size in enumerate(sizes)]
    shards = planning.plan(files)
    assert sum(shard.size for shard in shards) == sum(sizes)
    assert all(0.9 * planning.LEAST < shard.size <= planning.LEAST for shard in shards[:-1])


@pytest.mark.parametrize("workers", [2, 4, 8])
def test_a_big_file_among_small_ones_keeps_all_workers_busy(tmp_path: Path, workers: int) -> None:
    with (tmp_path / "big.jsonl").open("wb") as big:
        big.write(b'{"text": "a"}\n')
        big.truncate(5 << 30)  # a hole: it takes no room
    (tmp_path / "small.jsonl").write_bytes(b'{"text": "a"}\n')
    small = [File(tmp_path / "small.jsonl", f"{n:04d}.jsonl", 100_000, 0) for n in range(1000)]
    shards = planning.plan([*small, File(tmp_path / "big.jsonl", "big.jsonl", 5 << 30, 0)])
    # as Progress hands them out: the biggest first, to whoever is idle
    busy = [0] * workers
    for size in sorted((shard.size for shard in shards), reverse=True):
        heapq.heapreplace(busy, busy[0] + size)
    assert max(busy) <= 1.1 * sum(busy) / workers


def test_parts_of_a_big_file_are_done_by_several_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "LEAST", 4000)
    source = dump(tmp_path / "in", 4)
    (source / "big.jsonl").write_text('{"text": "江城今天放晴，轮渡恢复了。"}\n' * 320, "utf-8")
    seen: list[tuple[str, int]] = []

    class Noting(Watcher):
        def advanced(self, shard: Shard, done: Done) -> None:
            seen.append((shard.files[0].relative, done.documents))

    clean_corpus(task(source, passes=1, workers=2), Noting())
    assert [documents for name, documents in seen if name == "big.jsonl" and documents] == [64] * 5


# records and audit

LINES = st.lists(
    st.sampled_from([*BODY, "", "  ", "首页 > 新闻 > 正文", "責任編輯：林小滿", "上一篇：没有了", "a\ud800"]),
    max_size=8,
)


@given(LINES, st.sampled_from(["keep", "drop", "add"]))
def test_undo_gives_the_text_back(lines: list[str], title: str) -> None:
    text = "\n".join(lines)
    document = Document("a.txt", "", 0, text, head="---\ntitle: 甲\n---\n")
    done = clean(text, Options(markup="text", title=title))
    table = [json.loads(dumps(row)) for row in audit(document, done, str(document.head))]
    row = record(document, done, "rules", str(document.head))
    assert undo(done.text, table, row["lines_in"]) == str(document.head) + text
    assert row["chars_in"] == len(str(document.head) + text)
