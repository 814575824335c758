"""How often decode is right, and how fast, beside chardet in the same run.

Usage: python bench/charset.py TEXT [--copies N] [--seed S]
TEXT is clean simplified Chinese, UTF-8, a paragraph a line; use text the charset table was not made from. Right means:
no more characters lost than decoding with the true codec loses, plus one.
"""

import argparse
import difflib
import random
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from taoxi.decode import decode

CODECS = {"utf-8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
CODECS |= {name: name for name in ("utf-16-le", "utf-16-be", "hz")}
LENGTHS = (20, 50, 200, 1000, 5000)
PAGE = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'
FORMS = ("pure", "wrong declaration", "one bad byte", "cut", "3 % bad bytes")
BAD_BYTES = (0xFF, 0x80, 0x20, 0xC0)


def with_bad_bytes(data: bytes, count: int, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for place in rng.sample(range(len(data)), min(count, len(data))):
        changed[place] = rng.choice(BAD_BYTES)
    return bytes(changed)


def document(text: str, encoding: str, size: int, form: str, rng: random.Random) -> tuple[str, bytes]:
    """A text of about so many bytes and how it is found."""
    text = text.encode(encoding, "ignore").decode(encoding)
    while len(text.encode(encoding)) > size:
        text = text[: max(1, len(text) * size // len(text.encode(encoding)) - 1)]
    if form == "wrong declaration":
        text = PAGE.format("gb2312" if encoding == "utf-8" else "utf-8", text)
    data = text.encode(encoding)
    if form == "one bad byte":
        data = with_bad_bytes(data, 1, rng)
    elif form == "3 % bad bytes":
        data = with_bad_bytes(data, max(1, len(data) * 3 // 100), rng)
    return text, data[:-1] if form == "cut" else data


def lost(truth: str, text: str) -> int:
    """Characters of the truth that are not in the text, in order."""
    if truth == text:
        return 0
    blocks = difflib.SequenceMatcher(None, truth, text, autojunk=False).get_matching_blocks()
    return len(truth) - sum(block.size for block in blocks)


def by_chardet(data: bytes) -> str:
    import chardet

    name = (chardet.detect(data)["encoding"] or "latin-1").lower()
    name = {"gb2312": "gb18030", "big5": "big5hkscs", "hz-gb-2312": "hz"}.get(name, name)
    return data.decode(name, "replace")


def texts(lines: list[str], size: int, rng: random.Random, traditional: Callable[[str], str], encoding: str) -> str:
    start = rng.randrange(len(lines))
    text = "".join((lines[start:] + lines)[: size // 20 + 2])
    return traditional(text) if encoding in ("gbk", "big5") else text


def accuracy(lines: list[str], traditional: Callable[[str], str], copies: int, seed: int) -> None:
    rng, right = random.Random(seed), defaultdict(list)
    for encoding, codec in CODECS.items():
        for size in LENGTHS:
            for form in FORMS:
                for _ in range(copies):
                    text = texts(lines, size, rng, traditional, encoding)
                    truth, data = document(text, encoding, size, form, rng)
                    most = lost(truth, data.decode(codec, "replace")) + 1
                    missing = lost(truth, decode(data).body)
                    for group in (encoding, f"{size} bytes", form):
                        right[group].append(missing <= most)
                    if form == "one bad byte":
                        right["one bad byte costs 2 characters at most"].append(missing <= 2)
    for group, found in right.items():
        print(f"{group:42}{sum(found) / len(found):8.4f} of {len(found)}")


def speed(lines: list[str], traditional: Callable[[str], str], seconds: float = 2.0) -> None:
    for encoding in ("utf-8", "gbk", "gb2312", "big5"):
        rng = random.Random(7)
        documents = [
            document(texts(lines, 6000, rng, traditional, encoding), encoding, 6000, "pure", rng)[1] for _ in range(50)
        ]
        rates = []
        for function in (decode, by_chardet):
            done, start = 0, time.process_time()
            while time.process_time() - start < seconds:
                data = documents[done // 6000 % len(documents)]
                function(data)
                done += len(data)
            rates.append(done / 1e6 / (time.process_time() - start))
        print(f"{encoding:10}{rates[0]:8.2f} MB/s, chardet {rates[1]:.3f} MB/s: {rates[0] / rates[1]:.0f} times")


def main() -> None:
    import opencc

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--copies", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    lines = [line for line in arguments.text.read_text(encoding="utf-8").split("\n") if line.strip()]
    traditional = opencc.OpenCC("s2tw").convert
    accuracy(lines, traditional, arguments.copies, arguments.seed)
    speed(lines, traditional)


if __name__ == "__main__":
    main()
