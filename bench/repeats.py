#!/usr/bin/env python3
"""How many of the lines that a site puts on all its pages go, signed as such, and what goes with them?

    python bench/repeats.py [--sites N] [--pages N] [--workers N]

First over made-up news sites with planted templates (tests/sites.py), where it is known what is template and what is
body; then over a portal's pages beside the checkout, if they are there: of these every line that repeats often enough
must fall, and what is kept must be what one pass keeps but for such lines. Exits with status 1 when too little or too
much goes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import sites  # noqa: E402
from corpus_tools import rows  # noqa: E402

from taoxi.corpus.repeats import repeats_of  # noqa: E402
from taoxi.corpus.run import Task, clean_corpus  # noqa: E402
from taoxi.rules.page import repeats  # noqa: E402

PORTAL = ROOT.parent / "shared" / "dumps" / "cx_html_txt"
SITE = "RawHtml/"
SIGNATURE = "repeated-line"
LEAST_GONE, MOST_LOST = 0.98, 0.001


def planted(folder: Path, count: int, pages: int, workers: int) -> bool:
    """Made-up sites: is enough gone, and not too much?"""
    made = list(sites.corpus(count, pages))
    source, out = sites.write(folder / "in", made), folder / "out"
    clean_corpus(Task((str(source),), out, workers=workers))
    score = sites.score(made, rows(out / "documents"), rows(out / "audit"))
    print(
        f"{count} sites of {pages} pages: {score.gone:,} of {score.planted:,} planted lines gone"
        f" ({score.gone / score.planted:.2%}), {score.signed:,} of them signed {SIGNATURE}"
        f" ({score.signed / score.gone:.2%}); {score.lost:,} of {score.body:,} body lines lost"
        f" ({score.lost / score.body:.3%})",
        flush=True,
    )
    enough = min(score.gone / score.planted, score.signed / score.gone) >= LEAST_GONE
    return enough and score.lost <= MOST_LOST * score.body


def portal(folder: Path, workers: int) -> bool:
    """Real pages of one site: the same of the lines that repeat."""
    one, two = folder / "one", folder / "two"
    clean_corpus(Task((str(PORTAL),), one, workers=workers, passes=1))
    clean_corpus(Task((str(PORTAL),), two, workers=workers))
    known = repeats_of(two / "repeats.sqlite", SITE)
    ids = {row["id"] for row in rows(two / "metadata") if str(row["path"]).startswith(SITE)}
    fell = [(str(row["raw"]).strip(), row["rule"]) for row in rows(two / "audit") if row["id"] in ids]
    signers = Counter(rule for line, rule in fell if rule and line and repeats(known, line))
    kept = sum(1 for line in lines(two) if repeats(known, line))
    gone, before = signers.total(), Counter(lines(one))
    lost = sum(1 for line in (before - Counter(lines(two))).elements() if not repeats(known, line))
    print(
        f"{len(ids)} pages of a portal: {gone:,} of {gone + kept:,} lines that repeat gone,"
        f" {signers[SIGNATURE]:,} of them signed {SIGNATURE}; {lost:,} of {before.total():,} other lines lost",
        flush=True,
    )
    return min(gone / (gone + kept), signers[SIGNATURE] / gone) >= LEAST_GONE and lost <= MOST_LOST * before.total()


def lines(out: Path) -> Iterator[str]:
    """The lines of all articles of the portal's pages."""
    for place in sorted((out / SITE).glob("*.txt")):
        yield from filter(None, place.read_text("utf-8").split("\n"))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--pages", type=int, default=50, help="of each site")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="taoxi-bench-") as name:
        well = planted(Path(name) / "planted", chosen.sites, chosen.pages, chosen.workers)
        if PORTAL.is_dir():
            well &= portal(Path(name) / "portal", chosen.workers)
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
