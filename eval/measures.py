"""What is measured: each set as a list of figures, by the scorers' own functions."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

DAMAGE_PAGES = 6  # a page is 8-30 lines: enough to see a kind break, not to compare versions
CHARSET_COPIES = 1


@dataclass(frozen=True)
class Figure:
    """One measured value. `halves`: the same over the documents of each half of the sites; `exact` ones are counts."""

    set: str
    what: str
    value: float
    n: int
    halves: tuple[float | None, float | None] = (None, None)
    more_is_better: bool = True
    exact: bool = False

    @property
    def name(self) -> str:
        """The set and what is measured on it."""
        return f"{self.set}: {self.what}"


def half_of_site(site: str) -> int:
    """0 (A) or 1 (B), the same for all documents of a site, on any machine."""
    return hashlib.md5(site.encode()).digest()[0] % 2


def halved(rows: list[dict], gold: Path) -> list[list[dict]]:
    """All rows, those of half A, those of half B."""
    with (gold / "index.tsv").open(encoding="utf-8", newline="") as file:
        half = {row["id"]: half_of_site(row["site"]) for row in csv.DictReader(file, delimiter="\t")}
    return [rows, *([row for row in rows if half[row["id"]] == wanted] for wanted in (0, 1))]


def figure(set_: str, what: str, values: list[float], n: int, *, down: bool = False, exact: bool = False) -> Figure:
    """A figure from its values over all, half A and half B."""
    whole, *halves = (math.nan if value is None else value for value in values)
    return Figure(set_, what, whole, n, (halves[0], halves[1]), not down, exact)


# ---------------------------------------------------------------- documents

# what, average, the scorer's name for it, what n counts, whether less is better
TEXT_FIGURES = (
    ("drop F1, macro", "macro", "drop_f1", None, False),
    ("drop F1, micro", "micro", "drop_f1", "drop_lines", False),
    ("keepF1c, micro", "micro", "keep_f1c", "keep_lines", False),
    ("body lines lost", "micro", "body_lost_lines", "keep_lines", True),
    ("body characters lost", "micro", "body_lost_chars", "keep_lines", True),
    ("boilerplate lines left", "micro", "boiler_left_lines", "drop_lines", True),
    ("boilerplate characters left", "micro", "boiler_left_chars", "drop_lines", True),
    ("trim accuracy", "micro", "trim_accuracy", "trims", False),
    ("lines trimmed wrongly", "micro", "overtrim", "keep_lines", True),
)


def text(shared: Path, name: str = "text") -> list[Figure]:
    """Line by line on text documents."""
    import score_text

    import taoxi

    gold = shared / "gold" / name
    parts = halved(score_text.evaluate(taoxi.clean, gold)["per_document"], gold)
    groups = [score_text.group(rows) for rows in parts]
    micro, n = groups[0]["micro"], len(parts[0])
    errors = [float(sum(row["error"] is not None for row in rows)) for rows in parts]
    return [
        *(
            figure(
                name, what, [float(group[average][key]) for group in groups], micro[of] if of else n,
                down=down, exact=key == "overtrim",
            )
            for what, average, key, of, down in TEXT_FIGURES
            if of is None or micro[of]  # one of the sets has nothing to trim
        ),
        figure(name, "documents without a wrong line", [group["perfect"] for group in groups], n),
        figure(name, "documents that raised", errors, n, down=True, exact=True),
    ]  # fmt: skip


def news(shared: Path) -> list[Figure]:
    """The same on the news pages as text dumps."""
    return text(shared, "news")


HTML_FIGURES = (
    ("F1", "f1", False), ("precision", "precision", False), ("recall", "recall", False), ("paragraphs", "para", False),
    ("leaked lines", "leak", True), ("pages with a leaked credit", "credit", True), ("empty pages", "empty", True),
    ("pages with F1 < 0.5", "poor", True),
)  # fmt: skip


def html(shared: Path) -> list[Figure]:
    """Whole pages as bytes."""
    import score_html

    import taoxi

    gold = shared / "gold" / "html"
    parts = halved(score_html.evaluate(taoxi.clean, gold)["per_page"], gold)
    groups = [score_html.summary(rows) for rows in parts]
    errors = [float(sum(row["error"] is not None for row in rows)) for rows in parts]
    return [
        *(
            figure(
                "html", what, [float(group[key]) for group in groups], len(parts[0]),
                down=down, exact=key in ("empty", "poor"),
            )
            for what, key, down in HTML_FIGURES
        ),
        figure("html", "pages that raised", errors, len(parts[0]), down=True, exact=True),
    ]  # fmt: skip


# ---------------------------------------------------------------- samples, damage, charsets


def seeds(shared: Path) -> list[Figure]:
    """The five samples, text and metadata."""
    import seeds as scorer

    with contextlib.redirect_stdout(io.StringIO()) as said:
        scorer.main()
    exact, _, all_ = said.getvalue().rstrip().split("\n")[-1].split(" ")[0].partition("/")
    return [Figure("seeds", "samples exact", float(exact), int(all_), exact=True)]


def damage(shared: Path) -> list[Figure]:
    """Lines restored, by kind of damage, and sound lines changed; on few generated pages."""
    import damage as scorer

    result = scorer.score(shared / "eval" / "clean" / "dev.txt", pages=DAMAGE_PAGES)
    sound = result["sound"].values()
    changed, lines = (sum(row[key] for row in sound) for key in ("changed", "lines"))
    kinds = [
        Figure("damage", f"{kind}: exact lines", row["exact"], row["lines"])
        for kind, row in result["damage"].items()
        if not kind.endswith("*")  # these need later stages than repair
    ]
    return [*kinds, Figure("damage", "sound lines changed", float(changed), lines, more_is_better=False, exact=True)]


def charset(shared: Path) -> list[Figure]:
    """Documents decoded right, by encoding and by form."""
    import charset as scorer
    import damage as generator

    decode = scorer.load("taoxi.decode:decode")
    lines = generator.clean_lines(shared / "eval" / "clean" / "dev.txt")
    cases = scorer.matrix(lines, decode, CHARSET_COPIES, seed=1)
    forms = Counter(case[2] for case in cases)
    recovered = [case[4] for case in cases if case[4] is not None]
    return [
        Figure("charset", "all", scorer.accuracy(cases), len(cases)),
        Figure("charset", "from 50 bytes", scorer.accuracy(cases, 50), sum(case[1] >= 50 for case in cases)),
        *(Figure("charset", form, scorer.accuracy(cases, form=form), forms[form]) for form in scorer.FORMS),
        Figure("charset", "one bad byte costs <= 2", sum(recovered) / len(recovered), len(recovered)),
    ]


SETS: dict[str, Callable[[Path], list[Figure]]] = {
    "seeds": seeds, "text": text, "news": news, "html": html, "damage": damage, "charset": charset,
}  # fmt: skip


# ---------------------------------------------------------------- rules


def is_meant(entry: dict, cut: str) -> bool:
    """Do the labels want this part of a line gone, or allow it?"""
    import score_text

    taken = score_text.normalise(cut)
    wanted = [score_text.normalise(part) for field in ("trim", "trim_optional") for part in entry.get(field, [])]
    return entry["label"] == "drop" or any(part in taken or taken in part for part in wanted)


def rule_counts(gold: Path) -> dict[str, Counter[str]]:
    """Rule -> how many scored lines it dropped or cut, and how many of them rightly by the labels."""
    import taoxi

    counts: dict[str, Counter[str]] = {}
    for path in sorted((gold / "gold").glob("*.json")):
        entries = json.loads(path.read_text("utf-8"))["lines"]
        labels = {entry["line"]: entry for entry in entries if entry["kind"] != "empty" and entry["label"] != "unsure"}
        for verdict in taoxi.clean((gold / "docs" / f"{path.stem}.txt").read_bytes().decode("utf-8")).verdicts:
            entry = labels.get(verdict.line.number)
            if entry and verdict.rule:
                counts.setdefault(verdict.rule, Counter()).update(hit=1, right=entry["label"] == "drop")
            elif entry:
                for cut in verdict.cuts:
                    right = is_meant(entry, verdict.line.text[cut.start : cut.end])
                    counts.setdefault(cut.rule, Counter()).update(hit=1, right=right)
    return counts


def rule_table(shared: Path) -> Iterator[str]:
    """The lines of the table of rules, the least precise first, those hitting most first among equals."""
    names = ("text", "news")
    yield f"{'rule':32}" + "".join(f"{name + ' hits':>14}{'right':>7}{'share':>7}" for name in names)
    per_set = [rule_counts(shared / "gold" / name) for name in names]
    both = {rule: sum((counts.get(rule, Counter()) for counts in per_set), Counter()) for rule in set().union(*per_set)}
    for rule in sorted(both, key=lambda r: (both[r]["right"] / both[r]["hit"], -both[r]["hit"], r)):
        cells = [counts.get(rule, Counter()) for counts in per_set]
        shares = [format(cell["right"] / cell["hit"], ".3f") if cell else "-" for cell in cells]
        yield f"{rule:32}" + "".join(
            f"{cell['hit']:>14}{cell['right']:>7}{share:>7}" for cell, share in zip(cells, shares, strict=True)
        )
