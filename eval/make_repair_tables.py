"""Make the packaged tables of `taoxi.repair`: readings, n-grams and words.

    python eval/make_repair_tables.py readings [TSV]        src/taoxi/data/repair_readings.tsv
    python eval/make_repair_tables.py ngrams TEXT…          src/taoxi/data/repair_ngrams.bin
    python eval/make_repair_tables.py words LIST            src/taoxi/data/repair_words.bin

Readings come from a table "character<TAB>reading", commonest characters first, or, without one, from pypinyin (MIT),
characters of GB2312 before the others. N-grams come from any clean Chinese text, a paragraph a line, .txt or .txt.zst;
`TEXT*2` counts a text twice; `TEXT%5` leaves out every fifth line, to measure on; `words:LIST` adds a list of words,
"word frequency" or `["word", frequency]` a line. What the packaged tables were made from stands in
src/taoxi/data/repair_tables.md.
"""

from __future__ import annotations

import io
import json
import math
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from taoxi.repair.lexicon import LONGEST
from taoxi.repair.lexicon import STEP as WORD_STEP
from taoxi.repair.lexicon import VERSION as WORD_VERSION
from taoxi.repair.ngrams import BACK_STEP, STEP, VERSION, folded

DATA = Path(__file__).resolve().parent.parent / "src" / "taoxi" / "data"
DISCOUNT = 1.0  # taken off every count of three: what was seen once says no more than its last two characters
CHARACTERS = 8000
WORDS = "words:"
TEMPER = 0.5  # of a word's frequency: lists are of other text than ours, what they know is which words there are
PAIRS, TRIPLETS = 600_000, 1_400_000  # the most telling ones; more would not fit into 4 MB


def read(source: str) -> Iterator[tuple[str, int]]:
    """Lines of a text and how often each counts."""
    name, _, times = source.partition("*")
    name, _, spared = name.partition("%")
    path = Path(name)
    if path.suffix == ".zst":
        import zstandard

        stream = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(path.open("rb")), encoding="utf-8")
    else:
        stream = path.open(encoding="utf-8")
    with stream:
        for number, line in enumerate(stream):
            if not spared or number % int(spared):
                yield line.strip(), int(times or 1)


def listed(path: Path) -> Counter[str]:
    """Words as counted and how often each occurs, from lines `word frequency …` or `["word", frequency]`."""
    found: Counter[str] = Counter()
    for row in path.read_text(encoding="utf-8").split("\n"):
        word, frequency, *_ = json.loads(row) if row.startswith("[") else (*row.split(" "), "0", "0")
        found[folded(word)] += round(float(frequency))
    return found


def is_hanzi(word: str) -> bool:
    """Does a word hold nothing else?"""
    return all("\u4e00" <= c <= "\u9fff" for c in word)


def words(path: Path) -> Iterator[tuple[str, int]]:
    """Words of hanzi and how often each counts."""
    for word, frequency in listed(path).items():
        if 2 <= len(word) <= 8 and is_hanzi(word):
            yield word, round(frequency**TEMPER)


def count(sources: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Counts of one, two and three neighbouring characters; a line begins and ends with a line break."""
    single: Counter[str] = Counter()
    double: Counter[str] = Counter()
    triple: Counter[str] = Counter()
    for source in sources:
        if source.startswith(WORDS):
            for word, times in words(Path(source.removeprefix(WORDS))):
                double.update(dict.fromkeys(map("".join, pairwise(word)), times))
                triple.update({word[n : n + 3]: times for n in range(len(word) - 2)})
            continue
        for line, times in read(source):
            text = "\n\n" + folded(line) + "\n"
            for _ in range(times):
                single.update(text[1:])
                double.update(map("".join, pairwise(text)))
                triple.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return single, double, triple


def level(score: float, step: float) -> int:
    """A logarithm as steps below 0, in a byte."""
    return max(0, min(255, round(-score / step)))


def smoothed(
    counts: Counter[str], lower: dict[str, float], discount: float
) -> tuple[dict[str, float], dict[str, float]]:
    """Interpolated Kneser-Ney: n-gram -> probability, and context -> what is left for the shorter context."""
    totals, left = Counter[str](), Counter[str]()
    for ngram, n in counts.items():
        totals[ngram[:-1]] += n
        left[ngram[:-1]] += min(n, discount)
    share = {context: left[context] / totals[context] for context in totals}
    kept = (ngram for ngram in counts if ngram[1:] in lower)
    found = {g: max(0.0, counts[g] - discount) / totals[g[:-1]] + share[g[:-1]] * lower[g[1:]] for g in kept}
    return found, share


def ngrams(sources: list[str]) -> None:
    """Write the n-gram table."""
    single, double, triple = count(sources)
    known = {c for c, _ in single.most_common(CHARACTERS) if c < "\uffff"}
    before, behind = Counter[str](), Counter[str]()  # in how many contexts a character, a pair, stands
    for pair in double:
        before[pair[1]] += 1
    for triplet in triple:
        behind[triplet[1:]] += 1
    for source in sources:
        if source.startswith(WORDS):
            for word, times in words(Path(source.removeprefix(WORDS))):
                behind[word[:2]] += times
    total = sum(before.values())
    one = {c: (before[c] + 0.5) / total for c in known}
    pairs = Counter({p: n for p, n in behind.items() if p[0] in known and p[1] in known})
    two, back_two = smoothed(pairs, one, 0.75)
    triples = Counter({t: n for t, n in triple.items() if t[1:] in two and t[0] in known})
    three, back_three = smoothed(triples, two, DISCOUNT)
    print(f"{len(one)} characters, {len(two)} pairs, {len(three)} triplets")

    gains = {p: double[p] * math.log(two[p] / (back_two[p[0]] * one[p[1]])) for p in two}
    kept_two = set(sorted(gains, key=gains.__getitem__, reverse=True)[:PAIRS])
    gains = {
        t: triple[t] * math.log(three[t] / (back_three[t[:2]] * two[t[1:]]))
        for t in three
        if triple[t] > DISCOUNT and t[:2] in kept_two and t[1:] in kept_two
    }
    kept_three = sorted(gains, key=gains.__getitem__, reverse=True)[:TRIPLETS]
    (DATA / "repair_ngrams.bin").write_bytes(packed(Model(one, two, three, back_two, back_three, kept_two, kept_three)))


class Model(NamedTuple):
    """Probabilities, what is left for shorter contexts, and which pairs and triplets the table keeps."""

    one: dict[str, float]
    two: dict[str, float]
    three: dict[str, float]
    back_two: dict[str, float]
    back_three: dict[str, float]
    pairs: set[str]
    triplets: list[str]


def packed(model: Model) -> bytes:
    """The table as `taoxi.repair.ngrams` reads it: arrays one behind the other, likeliest followers first."""
    characters = "".join(sorted(model.one, key=lambda c: (-model.one[c], c)))
    number = {c: n for n, c in enumerate(characters)}
    followers: dict[str, list[str]] = {c: [] for c in characters}
    for pair in sorted(model.pairs, key=lambda p: (-model.two[p], p)):
        followers[pair[0]].append(pair[1])
    place = {a + b: n for a in characters for n, b in enumerate(followers[a])}
    thirds: dict[str, list[str]] = {pair: [] for pair in place}
    for triplet in sorted(model.triplets, key=lambda t: place[t[1:]]):
        thirds[triplet[:2]].append(triplet)
    pairs = [a + b for a in characters for b in followers[a]]
    triplets = [triplet for pair in pairs for triplet in thirds[pair]]
    parts = (
        len(characters).to_bytes(4, "little") + len(pairs).to_bytes(4, "little"),
        halved(map(ord, characters)),
        bytes(level(math.log(model.one[c]), STEP) for c in characters),
        bytes(level(math.log(model.back_two.get(c, 1.0)), BACK_STEP) for c in characters),
        halved(len(followers[c]) for c in characters),
        halved(number[pair[1]] for pair in pairs),
        bytes(level(math.log(model.two[pair]), STEP) for pair in pairs),
        bytes(level(math.log(model.back_three.get(pair, 1.0)), BACK_STEP) for pair in pairs),
        halved(len(thirds[pair]) for pair in pairs),
        halved(place[triplet[1:]] for triplet in triplets),
        bytes(level(math.log(model.three[triplet]), STEP) for triplet in triplets),
    )
    table = VERSION + zlib.compress(b"".join(parts), 9)
    print(f"{len(pairs)} pairs and {len(triplets)} triplets kept, {len(table)} bytes")
    return table


def lexicon(source: str) -> None:
    """Write the list of words."""
    every = listed(Path(source))
    total = sum(every.values())
    kept = (w for w in every if len(w) <= LONGEST and (is_hanzi(w) or len(w) == 1) and not w.isdigit() and w.strip())
    levels = {word: level(math.log(every[word] / total), WORD_STEP) for word in kept if max(word) <= "\uffff"}
    table = packed_words(levels)
    (DATA / "repair_words.bin").write_bytes(table)
    print(f"{len(levels)} words, {len(table)} bytes")


def packed_words(levels: dict[str, int]) -> bytes:
    """The list as `taoxi.repair.lexicon` reads it.

    For each length how many words have it, their first characters, their second ones and so on, and their levels:
    sorted, so that the first columns pack to nothing.
    """
    parts = []
    for length in range(1, LONGEST + 1):
        words = sorted(word for word in levels if len(word) == length)
        columns = [halved(map(ord, column)) for column in zip(*words, strict=True)]
        parts += [len(words).to_bytes(4, "little"), *columns, bytes(map(levels.__getitem__, words))]
    return WORD_VERSION + zlib.compress(b"".join(parts), 9)


def halved(values: Iterable[int]) -> bytes:
    """Numbers of two bytes: the lower bytes of all, then the higher ones."""
    both = array("H", values).tobytes()
    return both[::2] + both[1::2]


def readings(source: str | None) -> None:
    """Write the table of readings."""
    if source:
        rows = [row for row in Path(source).read_text(encoding="utf-8").split("\n")[1:] if row]
    else:
        from pypinyin import pinyin

        codes = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
        hanzi = [c for code in codes if "\u4e00" <= (c := code.decode("gbk", "ignore")) <= "\u9fff"]
        hanzi.sort(key=lambda c: c.encode("gb2312", "ignore") or b"\xff")
        rows = [f"{c}\t{pinyin(c)[0][0]}" for c in hanzi]
    note = (
        "# character, its reading without context (pypinyin, MIT); commonest first; made by eval/make_repair_tables.py"
    )
    (DATA / "repair_readings.tsv").write_text("\n".join([note, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["readings"]:
        readings(sys.argv[2] if len(sys.argv) > 2 else None)
    elif sys.argv[1:2] == ["words"] and len(sys.argv) == 3:
        lexicon(sys.argv[2])
    elif sys.argv[1:2] == ["ngrams"] and len(sys.argv) > 2:
        ngrams(sys.argv[2:])
    else:
        sys.exit(__doc__)
