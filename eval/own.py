#!/usr/bin/env python3
"""Score taoxi on documents of your own, line by line.

    python eval/own.py --draft FOLDER
    python eval/own.py FOLDER

FOLDER holds texts in any charset in docs/ID.txt and labels in gold/ID.json:
`{"lines": [{"line": 1, "label": "keep"}]}`. Lines count from 1; labels are
keep, drop or unsure (not scored); `trim` lists the parts of a kept line that must go.
`--draft` writes gold/ID.json, every line unsure and with its text for reading, where there is none yet.

Prints each wrong line as FILE:LINE: what is wrong: RULE: TEXT, then the sums. Exit code 1 when a line was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from taoxi import Options, Verdict, clean
from taoxi.decode import decode

AS_IT_STOOD = Options(markup="text", script="keep", punctuation="keep")
LABELS = ("keep", "drop", "unsure")


@dataclass(frozen=True)
class Judged:
    """A labelled line with its verdict."""

    number: int
    label: str
    trim: tuple[str, ...]
    verdict: Verdict

    @property
    def fault(self) -> str | None:
        """What is wrong with the verdict, or None."""
        printed = self.verdict.printed
        if self.label == "unsure" or not self.verdict.line.text.strip():
            return None
        if self.label == "drop":
            return "left" if printed is not None else None
        if printed is None:
            return "lost"
        return "not trimmed" if any(part in printed for part in self.trim) else None


def judged(document: Path, gold: Path) -> Iterator[Judged]:
    """The labelled lines of a document. Raises ValueError for a label that is none, or a line that is not there."""
    verdicts = {verdict.line.number: verdict for verdict in clean(document.read_bytes(), AS_IT_STOOD).verdicts}
    for entry in json.loads(gold.read_text("utf-8"))["lines"]:
        number, label = entry["line"], entry["label"]
        if label not in LABELS or number not in verdicts:
            raise ValueError(f"{gold}: line {number}, label {label!r}: lines 1 to {len(verdicts)}, {', '.join(LABELS)}")
        yield Judged(number, label, tuple(entry.get("trim", ())), verdicts[number])


def draft(document: Path, gold: Path) -> None:
    """Write labels to be filled in."""
    lines = decode(document.read_bytes()).body.split("\n")
    entries = [{"line": n, "label": "unsure", "text": line} for n, line in enumerate(lines, 1) if line.strip()]
    gold.parent.mkdir(exist_ok=True)
    rows = ",\n ".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    gold.write_text(f'{{"lines": [\n {rows}\n]}}\n', "utf-8")


def score(folder: Path, documents: list[Path]) -> Counter[str]:
    """Print wrong lines; how many there were of which kind, and of how many."""
    counts: Counter[str] = Counter()
    for document in documents:
        rows = list(judged(document, folder / "gold" / f"{document.stem}.json"))
        counts.update(row.label for row in rows)
        wrong = [row for row in rows if row.fault]
        counts.update(row.fault or "" for row in wrong)
        counts["perfect"] += not wrong
        for row in wrong:
            rule = f" {row.verdict.rule}:" if row.verdict.rule else ""
            print(f"{document}:{row.number}: {row.fault}:{rule} {row.verdict.line.text}")
    return counts


def main() -> int:
    """Draft, or score and sum up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="with docs/ID.txt, and labels in gold/ID.json")
    parser.add_argument("--draft", action="store_true", help="write labels to be filled in where there are none")
    chosen = parser.parse_args()
    documents = sorted((chosen.folder / "docs").glob("*.txt"))
    bare = [path for path in documents if not (chosen.folder / "gold" / f"{path.stem}.json").exists()]
    if not documents:
        parser.error(f"{chosen.folder}/docs: holds no .txt file")
    if chosen.draft:
        for path in bare:
            draft(path, chosen.folder / "gold" / f"{path.stem}.json")
        print(f"{len(bare)} drafts in {chosen.folder / 'gold'}; put keep or drop in the place of unsure")
        return 0
    counts = score(chosen.folder, [path for path in documents if path not in bare])
    print(f"{counts['lost']} of {counts['keep']} article lines lost, {counts['not trimmed']} not trimmed")
    print(f"{counts['left']} of {counts['drop']} other lines left; {counts['unsure']} unsure")
    print(f"{counts['perfect']} of {len(documents) - len(bare)} documents without a wrong line")
    return int(any(counts[fault] for fault in ("lost", "left", "not trimmed")))


if __name__ == "__main__":
    sys.exit(main())
