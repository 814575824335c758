"""taoxi inside others' pipelines, run by these pipelines themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from corpus_tools import article

from taoxi import Options, clean

PLAIN = {"text": "江城的桥修好了，昨天下午通车。", "url": "http://a.example/1"}


def news(folder: Path, count: int) -> Path:
    """JSON lines of articles that are marked up alike, and one that has nothing to remove."""
    rows = [{"text": article(n), "url": f"http://x{n % 3}.example/{n}", "id": str(n)} for n in range(count)]
    rows.append({**PLAIN, "id": "plain"})
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "news.jsonl"
    place.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return place


def test_a_datatrove_pipeline(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from taoxi.adapters.datatrove import Taoxi

    news(tmp_path / "in", 5)
    steps = [JsonlReader(str(tmp_path / "in")), Taoxi(), JsonlWriter(str(tmp_path / "out"), compression=None)]
    executor = LocalPipelineExecutor(steps, tasks=1, logging_dir=str(tmp_path / "logs"))
    executor.run()
    rows = [json.loads(line) for line in (tmp_path / "out" / "00000.jsonl").read_text("utf-8").splitlines()]
    assert [row["text"] for row in rows] == [clean(article(n)).text for n in range(5)] + [PLAIN["text"]]
    found = rows[1]["metadata"]
    assert (found["title"], found["source"], found["editor"]) == ("江城第1场雪后轮渡恢复", "江城晚报", ["林小满"])
    assert (found["url"], found["date"]) == ("http://x1.example/1", "2021-03-02T08:30")
    stats = {name: each for name, each in stats_of(tmp_path / "logs").items() if "taoxi" in name}
    (sums,) = stats.values()
    assert (sums["total"], sums["forwarded"]) == (6, 6)
    assert sums["lines_in"]["total"] > sums["lines_kept"]["total"]
    assert sums["rule/editor-line"] == 5
    assert sums["rule/dateline-line"] == 5


def stats_of(logs: Path) -> dict[str, dict[str, Any]]:
    """datatrove's own statistics by step."""
    return {step["name"]: step["stats"] for step in json.loads((logs / "stats.json").read_text("utf-8"))}


RUN = """
import sys
from datasets import disable_progress_bars, load_dataset
from taoxi import Options
from taoxi.adapters.datasets import Cleaner

if __name__ == "__main__":
    disable_progress_bars()
    rows = load_dataset("json", data_files=sys.argv[1], split="train", cache_dir=sys.argv[2])
    clean = Cleaner(Options(script="keep"))
    made = rows.map(clean, features=clean.features(rows.features), num_proc=2)
    print(made._fingerprint, *sorted(file["filename"] for file in made.cache_files))
    made.to_json(sys.argv[3], force_ascii=False)
"""


def test_datasets_map_in_two_processes_and_from_its_cache(tmp_path: Path) -> None:
    pytest.importorskip("datasets")
    place = news(tmp_path, 5)
    script = tmp_path / "script.py"
    script.write_text(RUN, "utf-8")

    def run(seed: int) -> tuple[str, list[str]]:
        env = {**os.environ, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "1", "PYTHONHASHSEED": str(seed)}
        command = [sys.executable, script, place, tmp_path / "cache", tmp_path / "out.jsonl"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=120)
        assert done.returncode == 0, done.stderr
        fingerprint, *files = done.stdout.split()
        return fingerprint, files

    first, files = run(1)
    assert len(files) == 2
    before = [Path(file).stat().st_mtime_ns for file in files]
    made = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["text"] for row in made] == [clean(article(n)).text for n in range(5)] + [PLAIN["text"]]
    assert (made[1]["editor"], made[1]["subtitle"], made[5]["title"]) == (["林小满"], None, None)
    # another process, other hash seeds: found, not made again
    assert run(2) == (first, files)
    assert [Path(file).stat().st_mtime_ns for file in files] == before


def test_a_cleaner_of_rows() -> None:
    pytest.importorskip("datasets")
    from datasets import Features, Value
    from datasets.fingerprint import Hasher

    from taoxi.adapters.datasets import Cleaner

    assert Hasher.hash(Cleaner()) == Hasher.hash(Cleaner(Options()))
    assert Hasher.hash(Cleaner()) != Hasher.hash(Cleaner(Options(script="keep")))
    assert Hasher.hash(Cleaner()) != Hasher.hash(Cleaner(code="another version"))
    cleaner = Cleaner(Options(title="drop"))
    assert cleaner({"正文": article(1), "n": 1})["正文"] == clean(article(1), Options(title="drop")).text
    assert list(cleaner.features(Features({"正文": Value("string"), "n": Value("int64")})))[:2] == ["正文", "n"]
    assert Cleaner(text="Main")({"Main": None, "text": "x"})["Main"] == ""
    with pytest.raises(ValueError, match="no text column among n"):
        cleaner({"n": 1})
