#!/usr/bin/env python3
"""Score taoxi on the labelled documents beside this checkout and compare with the floors.

    python eval/run.py [--rules] [--raise] [--save] [--only SET,…] [--shared DIR]

Prints one table: for each figure its value over all documents and over two halves (a site's documents lie all in one
half, so a rule made for one site lifts one half only), n, and the floor. Exit code 1 when a figure is worse than its
floor, or when the documents are not those the floors were measured on. `--raise` moves floors up to what is measured
now, never down; when the documents changed it writes all of them anew and says so. `--rules` prints, for each rule,
how many of the lines it dropped the labels drop too. `--save` writes the figures into docs/evaluation.md and the
READMEs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "docs"))

import figures as pages  # noqa: E402
from measures import SETS, Figure, rule_table  # noqa: E402

FLOORS = HERE / "floors.json"
SHARED = HERE.parent.parent / "shared"
# what a fingerprint covers: set -> folders and files below the shared folder
MEASURED = {
    "seeds": ("seeds",),
    "text": ("gold/text", "eval/score_text.py"),
    "news": ("gold/news", "eval/score_text.py"),
    "html": ("gold/html", "eval/score_html.py"),
    "damage": ("eval/clean/dev.txt", "eval/damage.py", "eval/readings.tsv"),
    "charset": ("eval/clean/dev.txt", "eval/charset.py", "eval/damage.py"),
}
# what a reader who decides wants to know
DECIDING = ("body lines lost", "boilerplate lines left", "documents without a wrong line")
STEP = 0.002  # floors are rounded to this, to the forgiving side: libraries' minor versions move a line or two


def fingerprint(shared: Path, parts: tuple[str, ...]) -> str:
    """SHA-256 over the names and contents of all measured files."""
    digest = hashlib.sha256()
    for part in parts:
        found = shared / part
        for path in sorted(found.rglob("*")) if found.is_dir() else [found]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(shared)}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def rounded(figure: Figure) -> float:
    """A floor for a figure: a little worse than it is."""
    if figure.exact:
        return figure.value
    steps = figure.value / STEP
    return round((math.floor(steps + 1e-9) if figure.more_is_better else math.ceil(steps - 1e-9)) * STEP, 6)


def is_worse(figure: Figure, floor: float) -> bool:
    """Is the figure on the wrong side of its floor, or not a number?"""
    holds = figure.value >= floor - 1e-9 if figure.more_is_better else figure.value <= floor + 1e-9
    return not holds


def compare(figures: list[Figure], floors: dict[str, float]) -> list[str]:
    """What is worse than its floor, as sentences."""
    return [
        f"{f.name} is {f.value:.4g}, its floor {floors[f.name]:.4g}"
        for f in figures
        if f.name in floors and is_worse(f, floors[f.name])
    ]


def table(figures: list[Figure], floors: dict[str, float]) -> Iterator[str]:
    """The lines people read. '<' in front of a floor means: at most."""
    yield f"{'figure':40}{'all':>9}{'half A':>9}{'half B':>9}{'n':>7}{'floor':>9}"
    for figure in figures:
        halves = "".join(f"{'-' if half is None else format(half, '.3f'):>9}" for half in figure.halves)
        floor = floors.get(figure.name)
        sign = "" if figure.more_is_better else "<"
        shown = "-" if floor is None else f"{sign}{floor:.3f}"
        mark = "  WORSE" if floor is not None and is_worse(figure, floor) else ""
        yield f"{figure.name:40}{figure.value:>9.3f}{halves}{figure.n:>7}{shown:>9}{mark}"


def save(figures: list[Figure]) -> None:
    """Write all figures into docs/evaluation.md, and what matters to a reader who decides into the READMEs."""
    rows = [
        (f.name, f"{f.value:.3f}", *("" if half is None else f"{half:.3f}" for half in f.halves), str(f.n))
        for f in figures
    ]
    made = f"{datetime.now(UTC):%Y-%m-%d}, made by `make eval EVAL_FLAGS=--save`."
    whole = f"{pages.table(('figure', 'all', 'half A', 'half B', 'n'), rows)}\n\n{made}"
    pages.put("eval", whole, HERE.parent / "docs" / "evaluation.md")
    named = {figure.name: figure for figure in figures}
    short = [
        (
            f"`{name}`",
            str(named[f"{name}: documents without a wrong line"].n),
            *(f"{named[f'{name}: {which}'].value:.1%}" for which in DECIDING),
        )
        for name in ("news", "text")
    ]
    pages.put("eval", pages.table(("labelled", "documents", *DECIDING), short), *pages.READMES)


def lifted(figures: list[Figure], floors: dict[str, float], anew: set[str]) -> dict[str, float]:
    """The floors moved up to the figures; those of sets that changed are written anew."""
    result = dict(floors)
    for figure in figures:
        old, new = floors.get(figure.name), rounded(figure)
        if old is None or figure.set in anew or (new > old) == figure.more_is_better:
            result[figure.name] = new
    return result


def read_floors() -> dict[str, dict[str, object]]:
    """Fingerprints and floors as pinned."""
    return json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"measured": {}, "floors": {}}


def write_floors(measured: dict[str, str], floors: dict[str, float]) -> None:
    """Pin fingerprints and floors."""
    pinned = {"measured": dict(sorted(measured.items())), "floors": dict(sorted(floors.items()))}
    FLOORS.write_text(json.dumps(pinned, indent=1, ensure_ascii=False) + "\n", "utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with gold/, eval/ and seeds/")
    parser.add_argument("--only", default=",".join(SETS), help=f"sets to measure, of {', '.join(SETS)}")
    parser.add_argument("--rules", action="store_true", help="for each rule: lines it dropped, and how many rightly")
    parser.add_argument("--raise", dest="lift", action="store_true", help="move the floors up to what is measured now")
    parser.add_argument("--save", action="store_true", help="write the figures into the documentation; needs all sets")
    chosen = parser.parse_args()
    if unknown := set(chosen.only.split(",")) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}; choose of {', '.join(SETS)}")
    return chosen


def main() -> int:
    """Measure, print, compare."""
    chosen = arguments()
    if not (chosen.shared / "gold").is_dir() or not (chosen.shared / "eval").is_dir():
        print(f"The labelled documents are not here ({chosen.shared}): nothing was measured, no floor was checked.")
        return 0
    sys.path.insert(0, str(chosen.shared / "eval"))
    if chosen.rules:
        print(*rule_table(chosen.shared), sep="\n")
        return 0
    return measure(chosen)


def measure(chosen: argparse.Namespace) -> int:
    """The table and the verdict."""
    names = [name for name in SETS if name in chosen.only.split(",")]
    pinned = read_floors()
    measured = {name: fingerprint(chosen.shared, MEASURED[name]) for name in names}
    changed = {name for name in names if pinned["measured"].get(name) not in (None, measured[name])}
    figures = [figure for name in names for figure in SETS[name](chosen.shared)]
    print(*table(figures, pinned["floors"]), sep="\n")
    if chosen.save:
        save(figures)
    if chosen.lift:
        write_floors({**pinned["measured"], **measured}, lifted(figures, pinned["floors"], changed))
        print(f"floors written to {FLOORS}" + "".join(f"; {name} changed, its floors are new" for name in changed))
        return 0
    problems = compare([figure for figure in figures if figure.set not in changed], pinned["floors"])
    problems += [f"{name}: not the documents the floors were measured on; look, then --raise" for name in changed]
    problems += [f"{name}: no floor is pinned; run with --raise" for name in names if name not in pinned["measured"]]
    print(*problems, sep="\n") if problems else print("every figure holds its floor")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
