"""Make the table that charset scoring reads: what each character costs in Chinese news, in eighths of a nat.

Usage: python eval/make_charset_table.py FILE[:WEIGHT] … -o src/taoxi/data/charset_costs.txt
FILE is UTF-8 text in simplified characters (.txt or .txt.zst); WEIGHT, 1 by default, is its share of the mixture,
whatever its size. The text is also converted to traditional characters by OpenCC (s2t, s2tw), and a character's
probability is the highest of the three, since a document is written in one script.

The shipped table: see src/taoxi/data/charset_costs.md.
"""

import argparse
import io
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

CONVERSIONS = ("s2t", "s2tw")
UNITS = 8  # costs are in 1/8 nat, so that a byte holds up to 31 nats
LEAST = 2  # a character seen once may be a misprint
# letters of other alphabets are left to the blocks of taoxi.decode.score: in news they are names, elsewhere words
HAN_AND_MARKS, MARKS = 0x2000, "·×°"
# spoken Cantonese, which newspapers of the mainland do not print: as likely as a rare name
CANTONESE = "嘅啲咗冇佢喺嚟嘢咁睇咩唔攞嗰哋乜噉諗佬啱揾氹攰冚嘥"
CANTONESE_COST = 9.5
# traditional forms that OpenCC's converters leave out, though Taiwan and Hong Kong print them
VARIANTS = str.maketrans("爲裏着衆羣峯綫麪牀竈啓曆臺", "為裡著眾群峰線麵床灶啟歷台")


def read(path: Path) -> Iterator[str]:
    """The lines of a text file, packed or not."""
    if path.suffix == ".zst":
        import zstandard

        with path.open("rb") as packed:
            yield from io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), encoding="utf-8")
    else:
        with path.open(encoding="utf-8") as lines:
            yield from lines


def counted(lines: list[str]) -> dict[str, Counter[str]]:
    """Script -> how often each character stands in the text."""
    import opencc

    counts = {"simplified": Counter("".join(lines))}
    for name in CONVERSIONS:
        convert = opencc.OpenCC(name).convert
        counts[name] = Counter(convert("".join(lines)))
        counts[name + " variants"] = Counter(convert("".join(lines)).translate(VARIANTS))
    return counts


def mixed(sources: list[tuple[Path, float]]) -> dict[str, float]:
    """Character -> its probability in the script where it is likeliest."""
    whole = sum(weight for _, weight in sources)
    shares: dict[str, dict[str, float]] = {}
    for path, weight in sources:
        for script, counts in counted(list(read(path))).items():
            kept = {c: n for c, n in counts.items() if n >= LEAST and (ord(c) >= HAN_AND_MARKS or c in MARKS)}
            total = sum(kept.values())
            into = shares.setdefault(script, {})
            for character, n in kept.items():
                into[character] = into.get(character, 0.0) + weight / whole * n / total
    return {c: max(share.get(c, 0.0) for share in shares.values()) for c in set().union(*shares.values())}


def table(sources: list[tuple[Path, float]]) -> str:
    """The table as text: a cost and the characters that have it on each line."""
    costs = {c: round(-math.log(p) * UNITS) for c, p in mixed(sources).items()}
    for character in CANTONESE:
        costs[character] = min(costs.get(character, 255), round(CANTONESE_COST * UNITS))
    rows: dict[int, list[str]] = {}
    for character, cost in costs.items():
        if len(character.encode("utf-16-le")) == 2 and cost < 256:
            rows.setdefault(cost, []).append(character)
    lines = [f"{cost}\t{''.join(sorted(rows[cost]))}\n" for cost in sorted(rows)]
    return "# cost in 1/8 nat, then the characters that have it; made by eval/make_charset_table.py\n" + "".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("source", nargs="+", help="FILE or FILE:WEIGHT")
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    pairs = [source.partition(":") for source in arguments.source]
    text = table([(Path(name), float(weight or 1)) for name, _, weight in pairs])
    arguments.output.write_text(text, encoding="utf-8")
    print(f"{arguments.output}: {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
