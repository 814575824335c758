#!/usr/bin/env python3
"""taoxi beside other extractors on labelled Chinese news pages: quality and speed in one table.

    python bench/peers.py [--gold DIR] [--only NAME,…] [--halves] [--save]

DIR holds pages/ID.html (bytes as found), gold/ID.json (`paragraphs`, and what may stand or fall: `optional`, `title`)
and index.tsv (`id`, `site`). Peers that are not installed are named and left out (`pip install --group peers`). taoxi
gets the bytes; the others get characters, decoded by taoxi before the clock runs, so that none of them loses a page to
a wrong charset. `--save` writes the table into docs/html.md and the READMEs.

Text is compared in NFKC, lower case, simplified characters, letters and digits only. P, R, F1: overlap of character
4-grams, mean over pages. para: gold paragraphs found whole. leak: output lines that are not gold, per page. short: F1
on articles under 300 characters. empty, poor: pages with next to no output, pages with F1 under 0.5. raised: pages lost
to an exception. pages/s: of processor time, in one process, each tool after a warm-up.
"""

from __future__ import annotations

import argparse
import csv
import functools
import hashlib
import json
import logging
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "html"
SHORT = 300  # characters of an article that is easily outweighed by its page
POOR = 0.5
Call = Callable[[Any], str]  # bytes for taoxi, characters for the others
WARM = 3  # pages before the clock runs: imports, tables, compiled patterns


@functools.cache
def simplifier() -> Callable[[str], str]:
    """The converter of traditional characters."""
    from opencc import OpenCC

    return OpenCC("t2s").convert


def form(text: str) -> str:
    """The form in which text is compared."""
    text = simplifier()(unicodedata.normalize("NFKC", text)).replace("著", "着")
    return "".join(c for c in text if unicodedata.category(c)[0] in "LNM").lower()


def grams(text: str) -> Counter[str]:
    """A text's runs of four characters, counted."""
    return Counter(text[i : i + 4] for i in range(max(1, len(text) - 3))) if text else Counter()


@dataclass(frozen=True)
class Labelled:
    """A page and what must come out of it."""

    raw: bytes
    characters: str
    half: int
    paragraphs: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def body(self) -> str:
        """All paragraphs in comparing form."""
        return "".join(self.paragraphs)


def load(gold: Path) -> list[Labelled]:
    """The pages of a folder."""
    with (gold / "index.tsv").open(encoding="utf-8", newline="") as file:
        sites = {row["id"]: row["site"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    pages = []
    for path in sorted((gold / "gold").glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        free = sorted({form(line) for line in [*told["optional"], told["title"]]} - {""}, key=len, reverse=True)
        half = hashlib.md5(sites.get(told["id"], "").encode()).digest()[0] % 2
        raw = (gold / "pages" / f"{told['id']}.html").read_bytes()
        pages.append(Labelled(raw, characters(raw), half, tuple(map(form, told["paragraphs"])), tuple(free)))
    return pages


def score(page: Labelled, output: str) -> dict[str, float]:
    """The figures of one page."""
    body = page.body
    free = [line for line in page.optional if len(line) >= 4 and line not in body]
    lines = [line for line in map(form, re.split(r"[\r\n]+", output)) if line]
    lines = [line for line in lines if line in body or not any(line in option for option in page.optional)]
    leaked = 0
    for line in lines:
        left = functools.reduce(lambda text, option: text.replace(option, "", 1), free, line)
        parts = grams(left)
        leaked += left not in body and sum((parts & grams(body)).values()) < sum(parts.values()) / 2
    text = functools.reduce(lambda text, option: text.replace(option, "", 1), free, "".join(lines))
    have, want = grams(text), grams(body)
    shared = sum((have & want).values())
    p, r = shared / max(1, have.total()), shared / max(1, want.total())
    whole = [one for one in page.paragraphs if len(one) >= 4]
    found = sum(one in text for one in whole) / max(1, len(whole))
    return {"F1": 2 * p * r / (p + r) if p + r else 0.0, "P": p, "R": r, "para": found, "leak": leaked}


def characters(raw: bytes) -> str:
    """A page as peers get it."""
    from taoxi.decode import decode

    # a declaration of another charset makes lxml refuse characters
    return re.sub(r"^\s*<\?xml[^>]*>", "", decode(raw).body)


def with_taoxi() -> Call:
    from taoxi import clean

    return lambda page: clean(page).text


def with_trafilatura(**options: bool) -> Call:
    from trafilatura import extract

    return lambda page: extract(page, **options) or ""


def with_readability() -> Call:
    from lxml import html
    from readability import Document

    def call(page: str) -> str:
        tree = html.fromstring(Document(page).summary())
        return "\n".join(text.strip() for text in tree.itertext() if text.strip())

    return call


def with_justext() -> Call:
    import justext

    def call(page: str) -> str:
        # no stop list for Chinese; the lengths are those of Chinese paragraphs
        found = justext.justext(page, frozenset(), length_low=25, length_high=70, stopwords_low=0, stopwords_high=0)
        return "\n".join(part.text for part in found if not part.is_boilerplate)

    return call


def with_newspaper() -> Call:
    from newspaper import Article

    def call(page: str) -> str:
        article = Article("http://example.invalid/", language="zh", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        return article.text

    return call


def with_goose() -> Call:
    from goose3 import Goose
    from goose3.text import StopWordsChinese

    goose = Goose({"stopwords_class": StopWordsChinese, "enable_image_fetching": False})
    return lambda page: goose.extract(raw_html=page).cleaned_text


def with_resiliparse() -> Call:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: extract_plain_text(page, main_content=True, alt_texts=False)


def with_gne() -> Call:
    from gne import GeneralNewsExtractor

    return lambda page: GeneralNewsExtractor().extract(page)["content"]


PEERS: dict[str, tuple[str, Callable[[], Call]]] = {
    "taoxi": ("taoxi", with_taoxi),
    "trafilatura": ("trafilatura", with_trafilatura),
    "trafilatura precision": (
        "trafilatura",
        functools.partial(with_trafilatura, favor_precision=True, include_comments=False),
    ),
    "readability-lxml": ("readability-lxml", with_readability),
    "justext": ("justext", with_justext),
    "newspaper4k": ("newspaper4k", with_newspaper),
    "goose3": ("goose3", with_goose),
    "resiliparse": ("resiliparse", with_resiliparse),
    "gne": ("gne", with_gne),
}
COLUMNS = ("F1", "P", "R", "para", "leak", "short", "empty", "poor", "raised", "pages/s")
HEAD = ["extractor", "version", *COLUMNS]
DECIDING = ("F1", "para", "leak", "short", "poor", "pages/s")  # for the READMEs


def attempt(call: Call, page: bytes | str) -> str | None:
    """A peer's output, None where it raises."""
    try:
        return call(page) or ""
    except Exception:  # whatever a peer raises on a page costs it that page
        return None


def measure(call: Call, pages: list[Labelled], given: list[bytes] | list[str]) -> dict[str, float]:
    """One row of the table."""
    for page in given[:WARM]:
        attempt(call, page)
    start = time.process_time()
    outputs = [attempt(call, page) for page in given]
    seconds = time.process_time() - start
    rows = [score(page, output or "") for page, output in zip(pages, outputs, strict=True)]
    means = {name: sum(row[name] for row in rows) / len(rows) for name in ("F1", "P", "R", "para", "leak")}
    short = [row["F1"] for row, page in zip(rows, pages, strict=True) if len(page.body) < SHORT]
    return means | {
        "short": sum(short) / max(1, len(short)),
        "empty": sum(len(form(output or "")) < 20 for output in outputs),
        "poor": sum(row["F1"] < POOR for row in rows),
        "raised": outputs.count(None),
        "pages/s": len(pages) / max(seconds, 1e-9),
    }


def release(package: str) -> str | None:
    """A package's version, None when it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def cells(row: dict[str, float]) -> list[str]:
    """A row's figures as text."""
    shapes = {"leak": ".1f", "empty": ".0f", "poor": ".0f", "raised": ".0f", "pages/s": ".0f"}
    return [format(row[name], shapes.get(name, ".3f")) for name in COLUMNS]


def save(rows: list[list[str]], pages: int) -> None:
    """Write the table into docs/html.md, and the columns that decide into the READMEs."""
    sys.path.insert(0, str(ROOT / "docs"))
    import figures

    python = ".".join(map(str, sys.version_info[:3]))
    made = f"{pages} pages, {datetime.now(UTC):%Y-%m-%d}, Python {python}, made by `python bench/peers.py --save`."
    figures.put("peers", f"{figures.table(HEAD, rows)}\n\n{made}", ROOT / "docs" / "html.md")
    chosen = [HEAD.index(name) for name in ("extractor", "version", *DECIDING)]
    figures.put("peers", figures.table(*shortened(HEAD, rows, chosen)), *figures.READMES)


def shortened(head: list[str], rows: list[list[str]], chosen: list[int]) -> tuple[list[str], list[list[str]]]:
    """Some columns of a table."""
    return [head[n] for n in chosen], [[row[n] for n in chosen] for row in rows]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="taoxi beside other extractors on labelled pages.")
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help="folder with pages/, gold/, index.tsv")
    parser.add_argument("--only", metavar="NAME,…", help="these extractors, by the first word of their name")
    parser.add_argument("--halves", action="store_true", help="also the two halves of the sites")
    parser.add_argument("--save", action="store_true", help="write the table into docs/html.md and the READMEs")
    args = parser.parse_args()
    if not (args.gold / "index.tsv").is_file():
        sys.exit(f"no labelled pages in {args.gold}")
    logging.disable(logging.CRITICAL)
    pages = load(args.gold)
    rows = []
    for name, (package, make) in PEERS.items():
        if args.only and name.split()[0] not in args.only.split(","):
            continue
        installed = release(package)
        if installed is None:
            print(f"{name}: not installed", file=sys.stderr)
            continue
        call = make()
        for halves, label in ((0, 1), ""), *((((0,), ", half A"), ((1,), ", half B")) if args.halves else ()):
            part = [page for page in pages if page.half in halves]
            given = [page.raw if package == "taoxi" else page.characters for page in part]
            rows.append([name + label, installed, *cells(measure(call, part, given))])
        print(" ".join(rows[-1]), file=sys.stderr)
    print(*("  ".join(row) for row in [HEAD, *rows]), sep="\n")
    if args.save:
        save(rows, len(pages))


if __name__ == "__main__":
    main()
