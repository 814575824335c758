#!/usr/bin/env python3
"""Whole-document speed beside what people would use instead, as ratios in one run.

    python bench/run.py [--seconds S] [--save]

Documents are put together from the pages in tests/pages, so the run needs nothing else. One process, one core. MB are
10^6 bytes of UTF-8, for every charset and every tool, so that rows compare. `--save` writes bench/RESULTS.md.
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import opencc  # noqa: E402
from material import MARKUP, SOUND, TEXTS  # noqa: E402

from taoxi import clean  # noqa: E402

DOCUMENTS = 60
CHARACTERS = 2000  # of a document: a long news article
PROSE = 30  # characters; shorter lines are heads, menus and credits
TRADITIONAL = ("big5-footer-in-body", "taiwan-report-traditional", "hongkong-double-caption")
MIRRORS = ("pinyin-mirror", "misaligned-mirror")


@dataclass(frozen=True)
class Row:
    """One measured function: MB/s, and what it is compared with."""

    what: str
    speed: float
    ratios: tuple[tuple[str, float], ...] = ()


def documents(pages: list[str], rng: random.Random) -> list[str]:
    """Pages of ours grown to the length of an article by paragraphs of the others."""
    prose = [line for page in pages for line in page.split("\n") if len(line) >= PROSE]
    grown = []
    for _ in range(DOCUMENTS):
        lines = rng.choice(pages).split("\n")
        while sum(map(len, lines)) < CHARACTERS:
            paragraph = rng.choice(prose)
            # cut and turned round, or the second copy of a paragraph would fall as a repeat
            at = rng.randrange(5, len(paragraph) - 5)
            lines.insert(len(lines) // 2, paragraph[at:] + paragraph[:at])
        grown.append("\n".join(lines))
    return grown


def speed(function: Callable[[object], object], inputs: list, megabytes: float, seconds: float) -> float:
    """MB/s over the inputs, again and again until the time is up; once before the clock starts."""
    function(inputs[0])
    rounds, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds or not rounds:
        for data in inputs:
            function(data)
        rounds += 1
    spent = time.perf_counter() - start
    return rounds * megabytes / spent


def size(texts: list[str]) -> float:
    """MB of UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def text_rows(seconds: float) -> list[Row]:
    """Sound text: simplified and traditional, in three charsets."""
    import ftfy

    rng = random.Random(1)
    plain = documents([text for name, text in SOUND.items() if name not in TRADITIONAL], rng)
    old = documents([SOUND[name] for name in TRADITIONAL], rng)
    t2s = opencc.OpenCC("t2s").convert
    utf8 = speed(clean, [text.encode() for text in plain], size(plain), seconds)
    fixed = speed(ftfy.fix_text, plain, size(plain), seconds)
    converted = speed(t2s, plain, size(plain), seconds)
    gb = speed(clean, [text.encode("gb18030") for text in plain], size(plain), seconds)
    traditional = speed(clean, [text.encode() for text in old], size(old), seconds)
    old_converted = speed(t2s, old, size(old), seconds)
    big5 = speed(clean, [text.encode("big5hkscs", "ignore") for text in old], size(old), seconds)
    return [
        Row("clean, UTF-8, simplified", utf8, (("ftfy", utf8 / fixed), ("OpenCC t2s", utf8 / converted))),
        Row("ftfy.fix_text, the same", fixed),
        Row("OpenCC t2s, the same", converted),
        Row("clean, GB18030, simplified", gb, (("UTF-8", gb / utf8),)),
        Row("clean, UTF-8, traditional", traditional, (("OpenCC t2s", traditional / old_converted),)),
        Row("OpenCC t2s, the same", old_converted),
        Row("clean, Big5, traditional", big5, (("UTF-8", big5 / traditional),)),
    ]


def damaged_rows(seconds: float) -> list[Row]:
    """Pages with annotations and misaligned bytes."""
    pages = [TEXTS[name] for name in MIRRORS]
    return [Row("clean, damaged mirrors", speed(clean, [page.encode() for page in pages], size(pages), seconds))]


def html_rows(seconds: float) -> list[Row]:
    """HTML pages."""
    import trafilatura

    pages = list(MARKUP.values())
    megabytes = sum(map(len, pages)) / 1e6
    ours, theirs = (speed(function, pages, megabytes, seconds) for function in (clean, trafilatura.extract))
    return [Row("clean, HTML", ours, (("trafilatura", ours / theirs),)), Row("trafilatura.extract, the same", theirs)]


def table(rows: list[Row]) -> str:
    """The rows in Markdown."""
    names = ("taoxi", "ftfy", "opencc", "trafilatura")
    head = [
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}; "
        + ", ".join(f"{name} {version(name)}" for name in names),
        "",
        f"| {'':32} | {'MB/s':>8} | ratio |",
        f"|:{'-' * 33}|{'-' * 9}:|:--|",
    ]
    body = [
        f"| {row.what:32} | {row.speed:>8.2f} | {', '.join(f'{ratio:.2f} x {peer}' for peer, ratio in row.ratios)} |"
        for row in rows
    ]
    return "\n".join([*head, *body])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="for each row")
    parser.add_argument("--save", action="store_true", help="also write bench/RESULTS.md")
    chosen = parser.parse_args()
    result = table([*text_rows(chosen.seconds), *damaged_rows(chosen.seconds), *html_rows(chosen.seconds)])
    print(result)
    if chosen.save:
        (ROOT / "bench" / "RESULTS.md").write_text(f"# Speed\n\nMade by `make bench`.\n\n{result}\n", "utf-8")


if __name__ == "__main__":
    main()
