"""The fuzz targets hold for what is at hand: documents of ours and pieces of them."""

from __future__ import annotations

import random

import pytest
from conftest import program

seeds = program("fuzz/run.py").seeds
from targets import NAMES, TARGETS  # noqa: E402

SPOILT = 25  # documents for each target


def spoilt(rng: random.Random, known: list[bytes]) -> bytes:
    """Pieces of two documents with some bytes changed."""
    first, second = rng.choice(known), rng.choice(known)
    data = bytearray(first[: rng.randint(0, 3000)] + second[rng.randint(0, len(second)) :][:3000])
    for _ in range(rng.randint(0, 8)):
        if data:
            data[rng.randrange(len(data))] = rng.choice((0, 0x0A, 0x1B, 0x28, 0x3C, 0x7E, 0x80, 0xA1, 0xFF))
    return bytes(data)


@pytest.mark.parametrize("target", TARGETS)
def test_targets_hold_for_spoilt_documents(target: str) -> None:
    rng, known = random.Random(target), sorted(seeds())
    for _ in range(SPOILT):
        data = spoilt(rng, known)
        TARGETS[target](bytes([rng.randrange(len(NAMES))]) + data if target == "readers" else data)


def test_a_fault_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("targets.repair", lambda text: text + "。")
    with pytest.raises(AssertionError):
        TARGETS["repair"](b"a")
