"""Small dumps of our own, and runs of the command line as real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import zstandard

from taoxi.report.page import without_timing

BODY = (
    "本报讯（记者 方远）江城昨天迎来入冬以来的第一场雪，市内三条轮渡航线上午停航，下午两点后陆续恢复。",
    "市交通部门说，夜里将再派四十名工人清扫桥面，早高峰前撒完融雪剂，公交车第一班推迟一刻钟。",
    "在城北的菜市场，摊主老周一早就把白菜搬进了棚子，他说价格和上周一样，“雪大了菜就难运了”。",
)
SLOW = 0.03  # seconds a document takes in runs that are to be disturbed

# Read by every Python that has this folder on its path: small shards, slow documents, and some that misbehave. What
# is tested is the run around `clean`, so a light stand-in may take its place: it costs a worker no second to load.
CUSTOMIZE = """
import itertools, os, signal, sys, time, types
if os.environ.get("TAOXI_TEST_SHARD"):
    import taoxi.corpus.fingerprint
    taoxi.corpus.fingerprint.fingerprint = lambda: "0123456789abcdef"  # someone may be editing the package
    if os.environ.get("TAOXI_TEST_LIGHT"):
        from taoxi.lines import split
        from taoxi.types import Article, Line, Metadata, Verdict

        def light(data, options, **named):
            text = data if isinstance(data, str) else data.decode("utf-8", "replace")
            lines = [Line(raw, raw, number) for number, raw in enumerate(text.split("\\n"), 1)]
            kept = [(line, line.text.strip()) for line in lines]
            verdicts = [Verdict(l, None, (), text) if text else Verdict(l, "blank-line") for l, text in kept]
            printed = [v.printed for v in verdicts if v.printed is not None]
            return Article("\\n".join(printed), named["given"] or Metadata(), "utf-8", (), tuple(verdicts), ())

        house = sys.modules["taoxi.clean"] = types.ModuleType("taoxi.clean")
        house.clean = light
        house.read = lambda text, options, given, url: split(text, given)
        mending = sys.modules["taoxi.repair"] = types.ModuleType("taoxi.repair")
        mending.repair = lambda page: page
        script = sys.modules["taoxi.script"] = types.ModuleType("taoxi.script")
        script.page_script = lambda texts: "simplified"
        dates = sys.modules["taoxi.dates"] = types.ModuleType("taoxi.dates")
        dates.read_date, dates.read_dates = (lambda text: text), (lambda text: ())
    else:
        import taoxi.clean
        house = sys.modules["taoxi.clean"]
    import taoxi.corpus.guard
    taoxi.corpus.guard.GRACE = 0.5
    if os.environ.get("TAOXI_TEST_POISON"):
        import taoxi.corpus.formats
        whole = taoxi.corpus.formats.read

        def read(file, reading):
            if file.relative == os.environ["TAOXI_TEST_POISON"]:
                os.kill(os.getpid(), signal.SIGKILL)
            return whole(file, reading)

        taoxi.corpus.formats.read = read
    import taoxi.corpus.plan
    taoxi.corpus.plan.LEAST = int(os.environ["TAOXI_TEST_SHARD"])
    real = house.clean

    def clean(data, *args, **named):
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        time.sleep(float(os.environ.get("TAOXI_TEST_SLOW", "0")))
        if "杀死工人" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "永不结束" in text:
            time.sleep(600)
        if "充耳不闻" in text:
            sum(itertools.repeat(0))  # in C, for ever
        if "自家差错" in text:
            raise KeyError("oops")
        if "吃光内存" in text:
            raise MemoryError
        if "越吹越大" in text:
            blown = [b"x" * (1 << 20) for _ in range(600)]
            time.sleep(600)
        return real(data, *args, **named)

    house.clean = clean
"""


def article(number: int) -> str:
    """A short text dump of one article."""
    lines = [f"江城第{number}场雪后轮渡恢复", "", f"2021-03-{number % 28 + 1:02d} 08:30 来源：江城晚报"]
    lines += [f"第{number}天，{line}" for line in BODY]  # lines that all articles share would fall as template
    return "\n".join([*lines, f"第{number}路公交车改走滨江大道，预计周五恢复原线。", "（责任编辑：林小满）", ""])


def dump(folder: Path, count: int = 12) -> Path:
    """A folder of text files and one of JSON lines, `count` documents each."""
    (folder / "a").mkdir(parents=True)
    for number in range(count):
        (folder / "a" / f"{number:03d}.txt").write_text(article(number), "utf-8")
    rows = ({"title": f"第{n}篇", "content": article(n), "url": f"http://x{n % 3}.example/{n}"} for n in range(count))
    (folder / "news.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return folder


def environment(folder: Path, shard: int = 1700, slow: float = 0.0, *, light: bool = True) -> dict[str, str]:
    """The environment of a run with small shards and `slow` seconds a document."""
    (folder / "sitecustomize.py").write_text(CUSTOMIZE, "utf-8")
    set_here = {"TAOXI_TEST_SHARD": str(shard), "TAOXI_TEST_SLOW": str(slow), "TAOXI_TEST_LIGHT": "1" if light else ""}
    return {**os.environ, "PYTHONPATH": str(folder), **set_here}


def start(*args: object, env: dict[str, str] | None = None) -> subprocess.Popen[str]:
    """Start the command line, with Ctrl-C heard even where the tests run in the background and do not hear it."""
    command = [sys.executable, "-m", "taoxi", *map(str, args)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  # no threads here
    )


def hear_interrupts() -> None:
    """Let SIGINT have its usual effect."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def run(*args: object, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run the command line: exit code, stdout, stderr."""
    process = start(*args, env=env)
    out, errors = process.communicate(timeout=60)
    return process.returncode, out, errors


def wait_until_done(out: Path, count: int, process: subprocess.Popen[str], seconds: float = 30) -> None:
    """Wait until so many shards are done; fails when the process ends before."""
    end = time.monotonic() + seconds
    while len(list((out / ".taoxi" / "done").glob("*.json"))) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.005)


def rows(place: Path) -> list[dict[str, object]]:
    """The rows of a table, packed or not, or of all tables in a folder."""
    if place.is_dir():
        return [row for each in sorted(place.iterdir()) for row in rows(each)]
    data = place.read_bytes()
    if place.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(data).read()
    return [json.loads(line) for line in data.splitlines()]


def snapshot(out: Path) -> dict[str, object]:
    """Everything in OUT that must not depend on how a run went: bytes by path, times taken out."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith(".taoxi"):
            found[name] = path.read_bytes()
    found["report.html"] = without_timing((out / "report.html").read_bytes())
    for name in ("manifest.jsonl", "report.json"):
        text = (out / name).read_text("utf-8")
        lines = text.splitlines() if name.endswith("l") else [text]
        found[name] = [{**json.loads(line), "timing": None} for line in lines]
    return found


def stop(process: subprocess.Popen[str], how: signal.Signals = signal.SIGKILL) -> tuple[int, str, str]:
    """End a run with a signal: exit code, stdout, stderr."""
    process.send_signal(how)
    out, errors = process.communicate(timeout=30)
    return process.returncode, out, errors
