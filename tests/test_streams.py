"""Big dumps stream through: a worker needs no more memory for a dump of five times the size."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from corpus_tools import article

from taoxi.corpus.limits import Limits
from taoxi.corpus.unpack import unpack

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc as Linux has it")

SMALL = 3 << 20  # bytes: more than is read to tell a charset
TIMES = 5
SLACK = 6 << 10  # KB that the memory may differ by: less than half of what the dumps differ by

READ = """
import sys
import tracemalloc
from pathlib import Path
from taoxi.corpus.documents import Document, File, Reading
from taoxi.corpus.formats import read

place = Path(sys.argv[1])
found = sum(isinstance(item, Document) for item in read(File(place, place.name, 0, 0), Reading(place.name)))
print(found, Path("/proc/self/status").read_text("ascii").partition("VmHWM:")[2].split()[0])
"""


def lines(texts: list[str]) -> bytes:
    return b"".join(json.dumps({"content": text}, ensure_ascii=False).encode() + b"\n" for text in texts)


def table(texts: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["正文"], *([text] for text in texts)])
    return out.getvalue().encode("gb18030")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.jsonl.zst", lambda texts: zstandard.compress(lines(texts))),
        ("a.csv", table),
    ],
)
def test_memory_does_not_grow_with_a_dump(name: str, make: Callable[[list[str]], bytes], tmp_path: Path) -> None:
    noise = random.Random(0)  # or zstd would pack all of it in a few bytes
    texts = [f"{noise.randbytes(200).hex()}\n{article(number)}" for number in range(SMALL // 1500)]
    needs = []
    for times in (1, TIMES):
        (tmp_path / name).write_bytes(make(texts * times))
        run = subprocess.run([sys.executable, "-c", READ, tmp_path / name], capture_output=True, text=True, check=True)
        documents, most = map(int, run.stdout.split())
        assert documents == len(texts) * times
        needs.append(most)
    assert needs[1] - needs[0] < SLACK


def test_zeros_that_unpack_without_end_come_in_bounded_pieces() -> None:
    packed = zstandard.compress(bytes(1 << 28))
    assert len(packed) < 1 << 16
    tracemalloc.start()
    stream, _ = unpack(io.BytesIO(packed), Limits())
    for _ in range(100):
        assert stream.read(1 << 16) == bytes(1 << 16)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 160 << 20
