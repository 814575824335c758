#!/usr/bin/env python3
"""Whole-document speed beside what people would use instead, as ratios in one run.

    python bench/run.py [--seconds S] [--only PART,…] [--accept]

Documents are put together from the pages in tests/pages; dumps beside the checkout are measured besides where there are
any. One process, one core, processor time. MB are 10^6 bytes of UTF-8, for every charset and every tool, so that rows
compare. A whole run goes to bench/RESULTS.md, unless a ratio fell by more than 15 % since the last one: that is told
then, nothing is written, and the status is 1; `--accept` writes it all the same. Whole runs: bench/scale.py.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate, groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import opencc  # noqa: E402
from damage import KINDS  # noqa: E402
from material import MARKUP, SOUND, TEXTS, forget  # noqa: E402
from results import RESULTS, Row, keep, losses, table  # noqa: E402

from taoxi import clean  # noqa: E402
from taoxi.repair import repair  # noqa: E402

DOCUMENTS = 60
CHARACTERS = 2000  # of a document: a long news article
PROSE = 30  # characters; shorter lines are heads, menus and credits
TRADITIONAL = ("big5-footer-in-body", "taiwan-report-traditional", "hongkong-double-caption")
MIRRORS = ("pinyin-mirror", "misaligned-mirror")
DAMAGED = 15  # documents of a kind of damage: what brings lost bytes back is slow
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000)  # bytes of one document
USUAL = 10_000  # the size that the others are compared with
DUMPS = ROOT.parent / "shared" / "dumps"
MOST = 4_000_000  # bytes of dumps


def documents(pages: list[str], rng: random.Random) -> list[str]:
    """Pages of ours grown to the length of an article by paragraphs of the others."""
    prose = paragraphs(pages)
    return [grown(rng.choice(pages).split("\n"), prose, rng) for _ in range(DOCUMENTS)]


def articles(pages: list[str], rng: random.Random) -> list[str]:
    """The same without a line of the site's: a title and paragraphs."""
    prose = paragraphs(pages)
    return [grown([f"江城开通第{number}条公交新线路", ""], prose, rng) for number in range(DOCUMENTS)]


def paragraphs(pages: list[str]) -> list[str]:
    """The sentences of the articles on pages."""
    kept = [line for page in pages for line in clean(page).text.split("\n")]
    return [line for line in kept if len(line) >= PROSE and line.endswith("。")]


def grown(lines: list[str], prose: list[str], rng: random.Random) -> str:
    """A document with paragraphs in its middle until it is as long as an article."""
    while sum(map(len, lines)) < CHARACTERS:
        paragraph = rng.choice(prose)[:-1]
        # cut and turned round, or the second copy of a paragraph would fall as a repeat
        at = rng.randrange(5, len(paragraph) - 5)
        lines.insert((len(lines) + 1) // 2, f"{paragraph[at:]}{paragraph[:at]}。")
    return "\n".join(lines)


def speed(
    function: Callable[[object], object], inputs: list, megabytes: float, seconds: float, *, warm: bool = True
) -> float:
    """MB/s of processor time, again and again over the inputs until the time is up, each time as if they were new; with
    `warm` all of them go through before the clock starts: compiling patterns counts for the start of a run.
    """
    for data in inputs if warm else ():
        function(data)
    rounds, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds or not rounds:
        forget()
        for data in inputs:
            function(data)
        rounds += 1
    return rounds * megabytes / max(spent, time.process_time() - start)


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
    sound = articles(list(SOUND.values()), rng)
    pure = speed(clean, [text.encode() for text in sound], size(sound), seconds)
    pure_fixed = speed(ftfy.fix_text, sound, size(sound), seconds)
    pure_converted = speed(t2s, sound, size(sound), seconds)
    utf8 = speed(clean, [text.encode() for text in plain], size(plain), seconds)
    fixed = speed(ftfy.fix_text, plain, size(plain), seconds)
    converted = speed(t2s, plain, size(plain), seconds)
    gb = speed(clean, [text.encode("gb18030") for text in plain], size(plain), seconds)
    traditional = speed(clean, [text.encode() for text in old], size(old), seconds)
    old_converted = speed(t2s, old, size(old), seconds)
    big5 = speed(clean, [text.encode("big5hkscs", "ignore") for text in old], size(old), seconds)
    return [
        Row("clean, UTF-8, articles alone", pure, (("ftfy", pure / pure_fixed), ("OpenCC t2s", pure / pure_converted))),
        Row("ftfy.fix_text, the same", pure_fixed),
        Row("OpenCC t2s, the same", pure_converted),
        Row("clean, UTF-8, simplified", utf8, (("ftfy", utf8 / fixed), ("OpenCC t2s", utf8 / converted))),
        Row("ftfy.fix_text, the same", fixed),
        Row("OpenCC t2s, the same", converted),
        Row("clean, GB18030, simplified", gb, (("UTF-8", gb / utf8),)),
        Row("clean, UTF-8, traditional", traditional, (("OpenCC t2s", traditional / old_converted),)),
        Row("OpenCC t2s, the same", old_converted),
        Row("clean, Big5, traditional", big5, (("UTF-8", big5 / traditional),)),
    ]


def damaged_rows(seconds: float) -> list[Row]:
    """Pages with annotations and misaligned bytes, and articles with each kind of damage, `repair` alone besides."""
    import ftfy

    pages = [TEXTS[name] for name in MIRRORS]
    rows = [Row("clean, damaged mirrors", speed(clean, [page.encode() for page in pages], size(pages), seconds))]
    for kind, damage in KINDS.items():
        damaged = [damage(text) for text in articles(list(SOUND.values()), random.Random(3))[:DAMAGED]]
        fixed = speed(ftfy.fix_text, damaged, size(damaged), seconds)
        repaired = speed(repair, damaged, size(damaged), seconds)
        cleaned = speed(clean, [text.encode() for text in damaged], size(damaged), seconds)
        rows += [
            Row(f"repair, {kind}", repaired, (("ftfy", repaired / fixed),)),
            Row(f"clean, {kind}", cleaned, (("ftfy", cleaned / fixed),)),
        ]
    return rows


def html_rows(seconds: float) -> list[Row]:
    """HTML pages."""
    import trafilatura

    pages = list(MARKUP.values())
    megabytes = sum(map(len, pages)) / 1e6
    ours, theirs = (speed(function, pages, megabytes, seconds) for function in (clean, trafilatura.extract))
    return [Row("clean, HTML", ours, (("trafilatura", ours / theirs),)), Row("trafilatura.extract, the same", theirs)]


def size_rows(seconds: float) -> list[Row]:
    """One document of each size beside the same text in documents of the usual size: MB/s, and what the largest needs
    of memory.
    """
    plain = documents([text for name, text in SOUND.items() if name not in TRADITIONAL], random.Random(2))
    prose = "\n".join(plain)
    rows = []
    for length in SIZES:
        lines = (prose * (length // len(prose.encode()) + 1)).encode()[:length].decode("utf-8", "ignore").split("\n")
        # numbered, or all but the first of a kind would fall as repeats
        numbered = [f"第{number}，{line}" for number, line in enumerate(lines)]
        one = "\n".join(numbered).encode()
        megabytes, most, warm = len(one) / 1e6, seconds if length < 1e6 else 0, length < 1e6
        whole = speed(clean, [one], megabytes, most, warm=warm)
        parts = speed(clean, cut_up(numbered, USUAL), megabytes, most, warm=warm)
        rows.append(Row(f"clean, one document of {length:,} bytes", whole, ((f"parts of {USUAL:,}", whole / parts),)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return [*rows, Row("memory after that", memory, (), "MB")]


def cut_up(lines: list[str], size: int) -> list[bytes]:
    """Documents of whole lines, each of about so many bytes."""
    starts = accumulate((len(line.encode()) + 1 for line in lines), initial=0)
    numbered = zip(starts, lines, strict=False)
    return ["\n".join(line for _, line in some).encode() for _, some in groupby(numbered, lambda pair: pair[0] // size)]


def start_rows(seconds: float) -> list[Row]:
    """From the start of a run to the end of its only document, on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "in"
        place.mkdir()
        (place / "a.txt").write_text(SOUND["interview-turns"], "utf-8")
        walls = []
        for number in range(3):
            out = Path(folder) / f"out{number}"
            start = time.perf_counter()
            command = [sys.executable, "-m", "taoxi", "clean", str(place), "-o", str(out), "-j", "1", "--quiet"]
            subprocess.run(command, check=True)
            walls.append(time.perf_counter() - start)
    return [Row("a run over one document, start to end", min(walls), (), "s")]


def dump_rows(seconds: float) -> list[Row]:
    """Texts of dumps beside the checkout, if there are any."""
    import ftfy

    texts = []
    for path in sorted(DUMPS.rglob("*.txt")) if DUMPS.is_dir() else []:
        if sum(map(len, texts)) < MOST and path.stat().st_size < MOST:
            texts.append(path.read_bytes())
    if not texts:
        return []
    decoded = [text.decode("utf-8", "replace") for text in texts]
    ours = speed(clean, texts, size(decoded), seconds)
    theirs = speed(ftfy.fix_text, decoded, size(decoded), seconds)
    return [Row("clean, dumps beside the checkout", ours, (("ftfy", ours / theirs),))]


PARTS: dict[str, Callable[[float], list[Row]]] = {
    "text": text_rows, "damage": damaged_rows, "html": html_rows, "dumps": dump_rows, "sizes": size_rows,
    "start": start_rows,
}  # fmt: skip


def main() -> int:
    """Measure, compare with the last results, print and keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="of processor time for each row")
    parser.add_argument("--only", metavar="PART,…", default=",".join(PARTS), help="nothing is kept then")
    parser.add_argument("--accept", action="store_true", help="keep the results even where a ratio fell")
    chosen = parser.parse_args()
    result = table([row for part in chosen.only.split(",") for row in PARTS[part](chosen.seconds)])
    print(result)
    fallen = losses(RESULTS.read_text("utf-8"), result) if RESULTS.exists() else []
    for words in fallen:
        print(f"fell: {words}", file=sys.stderr)
    if fallen and not chosen.accept:
        return 1
    if chosen.only == ",".join(PARTS):
        keep(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
