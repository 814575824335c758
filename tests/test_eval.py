"""The evaluation's own arithmetic: floors hold, move up only, and know whether the documents are the same."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, program

run = program("eval/run.py")
from measures import Figure, half_of_site  # noqa: E402


def share(value: float, *, more_is_better: bool = True) -> Figure:
    return Figure("text", "drop F1", value, 10, more_is_better=more_is_better)


def test_a_worse_figure_is_named() -> None:
    assert run.compare([share(0.90)], {"text: drop F1": 0.91}) == ["text: drop F1 is 0.9, its floor 0.91"]
    assert run.compare([share(0.05, more_is_better=False)], {"text: drop F1": 0.04})
    assert run.compare([share(math.nan)], {"text: drop F1": 0.1})


def test_a_figure_at_its_floor_holds() -> None:
    assert run.compare([share(0.91)], {"text: drop F1": 0.91}) == []
    assert run.compare([share(0.04, more_is_better=False)], {"text: drop F1": 0.04}) == []


@pytest.mark.parametrize(("value", "more", "floor"), [(0.9417, True, 0.94), (0.0117, False, 0.012), (1.0, True, 1.0)])
def test_floors_are_rounded_to_the_forgiving_side(value: float, more: bool, floor: float) -> None:
    assert run.rounded(share(value, more_is_better=more)) == floor


def test_floors_move_up_only() -> None:
    floors = {"text: drop F1": 0.93}
    assert run.lifted([share(0.95)], floors, set()) == {"text: drop F1": 0.95}
    assert run.lifted([share(0.90)], floors, set()) == floors
    assert run.lifted([share(0.90, more_is_better=False)], floors, set()) == {"text: drop F1": 0.90}
    assert run.lifted([share(0.95, more_is_better=False)], floors, set()) == floors


def test_floors_of_changed_documents_are_written_anew() -> None:
    assert run.lifted([share(0.90)], {"text: drop F1": 0.93}, {"text"}) == {"text: drop F1": 0.90}


def test_the_fingerprint_sees_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    page = tmp_path / "gold" / "a.txt"
    page.write_text("一", "utf-8")
    first = run.fingerprint(tmp_path, ("gold",))
    assert run.fingerprint(tmp_path, ("gold",)) == first
    page.write_text("二", "utf-8")
    second = run.fingerprint(tmp_path, ("gold",))
    page.rename(page.with_name("b.txt"))
    assert len({first, second, run.fingerprint(tmp_path, ("gold",))}) == 3


def test_sites_fall_into_both_halves_and_stay_there() -> None:
    halves = [half_of_site(f"site{n}.example.com") for n in range(40)]
    assert set(halves) == {0, 1}
    assert half_of_site("news.example.com") == half_of_site("news.example.com")


def test_without_documents_nothing_is_claimed(tmp_path: Path) -> None:
    script = [sys.executable, str(ROOT / "eval" / "run.py"), "--shared", str(tmp_path)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "nothing was measured" in done.stdout


def test_a_set_that_does_not_exist_is_refused() -> None:
    script = [sys.executable, str(ROOT / "eval" / "run.py"), "--only", "txet"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "txet" in done.stderr


def test_documents_of_ones_own_are_drafted_and_scored(tmp_path: Path) -> None:
    """A draft for every text; a label that disagrees is a wrong line; nothing is scored that is unsure."""
    (tmp_path / "docs").mkdir()
    text = (ROOT / "fixtures" / "tutorial" / "evening" / "2021" / "ferry.txt").read_bytes()
    (tmp_path / "docs" / "ferry.txt").write_bytes(text)

    def own(*words: str) -> tuple[int, list[str]]:
        command = [sys.executable, ROOT / "eval" / "own.py", *words, tmp_path]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    assert own("--draft")[0] == 0
    gold = tmp_path / "gold" / "ferry.json"
    assert own() == (
        0,
        [
            "0 of 0 article lines lost, 0 not trimmed",
            "0 of 0 other lines left; 12 unsure",
            "1 of 1 documents without a wrong line",
        ],
    )
    labels = json.loads(gold.read_text("utf-8"))
    for entry, label in zip(
        labels["lines"], ["drop", "keep", "keep", "drop", *["keep"] * 4, *["drop"] * 4], strict=True
    ):
        entry["label"] = label
    labels["lines"][7]["trim"] = ["（记者 方远）"]
    labels["lines"][4]["label"] = "drop"
    gold.write_text(json.dumps(labels), "utf-8")
    code, lines = own()
    assert code == 1
    assert [line.partition("ferry.txt:")[2].split(" ")[:3] for line in lines[:2]] == [
        ["3:", "lost:", "dateline-line:"], ["5:", "left:", lines[1].partition("left: ")[2]],
    ]  # fmt: skip
    assert lines[2:4] == ["1 of 5 article lines lost, 0 not trimmed", "1 of 7 other lines left; 0 unsure"]
