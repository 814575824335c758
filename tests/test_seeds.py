"""The five samples: text and metadata exactly as expected."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from taoxi import clean

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FIELDS = ("title", "date", "source", "author", "editor", "tags")
SAMPLES = sorted(SEEDS.glob("*.txt"))


def folded(value: object) -> object:
    """One spelling for comparing: NFKC, no outer space, nothing for empty."""
    if isinstance(value, list | tuple):
        return [folded(item) for item in value] or None
    return unicodedata.normalize("NFKC", str(value)).strip() if value else None


def test_there_are_five() -> None:
    assert len(SAMPLES) == 5


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_text_is_exact(path: Path) -> None:
    want = (SEEDS / "expected" / path.name).read_text("utf-8")
    assert str(folded(clean(path.read_bytes()).text)).split("\n") == str(folded(want)).split("\n")


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_metadata_is_exact(path: Path) -> None:
    want = json.loads((SEEDS / "expected" / f"{path.stem}.json").read_text("utf-8"))["metadata"]
    metadata = clean(path.read_bytes()).metadata
    assert {name: folded(getattr(metadata, name)) for name in FIELDS if name in want} == {
        name: folded(want[name]) for name in FIELDS if name in want
    }
