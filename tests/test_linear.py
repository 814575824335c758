"""What taoxi does takes a time in proportion to what it is given, however hostile that is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from superlinear import plain_scan, wanting

TESTS = Path(__file__).resolve().parent
LEAST = 250  # patterns; were they no longer seen, the test would hold for nothing


def test_every_pattern_is_linear() -> None:
    program = [sys.executable, str(TESTS / "superlinear.py")]
    done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8", check=True, timeout=600)
    *found, sums = map(json.loads, done.stdout.splitlines())
    assert found == []
    assert sums["patterns"] >= LEAST
    assert sums["pairs"] >= LEAST


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(?:字+)+。", "match"), (r"(?:a|字|字字)+。", "fullmatch"), (r"[ \u3000]*\n", "sub"), (r"<a[^>]*>", "search"),
        (rb"\s+$", "search"), (r"(?:王[\u4e00-\u9fff]{1,2}){1,30}。", "match"),
    ],
)  # fmt: skip
def test_a_pattern_that_is_not_linear_is_found(pattern: str | bytes, way: str) -> None:
    assert list(wanting(re.compile(pattern), way, 10_000, plain_scan()))


@pytest.mark.parametrize(("pattern", "way"), [(r"(?>字+)+。", "match"), (r"(?<! ) *+\n", "sub"), (r"<a\b", "search")])
def test_a_pattern_that_is_linear_is_not_found(pattern: str, way: str) -> None:
    assert not list(wanting(re.compile(pattern), way, 10_000, plain_scan()))
