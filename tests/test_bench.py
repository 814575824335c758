"""A ratio that falls is told; one that rises, or is new, is not."""

from __future__ import annotations

import pytest
from conftest import program

results = program("bench/results.py")
Row = results.Row


def shown(ratio: float) -> str:
    """A table of one row."""
    rows = (Row("clean, UTF-8", 12.5, (("ftfy", ratio), ("OpenCC t2s", 0.4))),)
    body = (f"| {r.what} | {r.figure:.2f} MB/s | {', '.join(f'{x:.2f} x {p}' for p, x in r.ratios)} |" for r in rows)
    return "\n".join(("| | | ratio |", "|:--|--:|:--|", *body))


def test_ratios_are_read_back() -> None:
    assert results.ratios(shown(17.25)) == {("clean, UTF-8", "ftfy"): 17.25, ("clean, UTF-8", "OpenCC t2s"): 0.4}


@pytest.mark.parametrize(("now", "told"), [(20.0, 0), (17.0, 0), (8.4, 1), (0.01, 1)])
def test_a_ratio_that_fell_is_told(now: float, told: int) -> None:
    assert len(results.losses(shown(10.0), shown(now))) == told
