"""The examples of the documentation, run: blocks marked `python`, `sh` (each line of taoxi's must work) and `console`
(`$ command`, and under it exactly what it says). `<!-- skip: next -->` before a block says that it needs what is not
here.
"""

from __future__ import annotations

import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner
from conftest import ROOT
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

from taoxi.cli import main

RAN_WELL = (0, 1, 3)  # 1: check found; 3: something in quarantine; the others say that the example is wrong
OURS = re.compile(r"(?:\w+=\S+ )*(?:taoxi|echo) ")  # nothing else is installed, started or removed by a test
NEEDS_A_SHELL = re.compile(r"[|<>;&$]")


def prepare(folder: Path) -> None:
    """What the examples find where they run: a dump, single pages, a folder of texts."""
    tutorial = ROOT / "fixtures" / "tutorial"
    shutil.copytree(tutorial, folder / "dumps")
    for name, page in (("article.txt", "mirror/bees.txt"), ("page.html", "web/market.html")):
        shutil.copy(tutorial / page, folder / name)
    for name in ("page.txt", "corpus/article.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(tutorial / "evening/2021/ferry.txt", folder / name)
    (folder / ".git").mkdir()


def run(line: str) -> tuple[int, str]:
    """Run a command line here: its exit code, and what it says on both streams."""
    if NEEDS_A_SHELL.search(line) or not line.startswith("taoxi "):
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["bash", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, check=False
        )
        return done.returncode, done.stdout.decode()
    words = shlex.split(line, comments=True)[1:]
    result = CliRunner().invoke(main, [name for word in words for name in sorted(glob.glob(word)) or [word]])  # noqa: PTH207
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result.exit_code, result.output


def each_line_works(example: Example) -> str | None:
    """What is wrong with the lines of an `sh` block."""
    for line in filter(OURS.match, example.parsed.split("\n")):
        code, output = run(line)
        if code not in RAN_WELL:
            return f"{line}: exit code {code}\n{output}"
    return None


def talk(block: str) -> Iterator[str]:
    """A dialogue again, with what its commands really say."""
    for line in block.split("\n"):
        if line.startswith("$ "):
            yield f"{line}\n{run(line[2:])[1]}"


def dialogue_is_true(example: Example) -> str | None:
    """What is wrong with a `console` block."""
    said = "".join(talk(example.parsed))
    return None if said == example.parsed else f"what is said is:\n{said}"


SYBIL = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser("sh", each_line_works),
        CodeBlockParser("console", dialogue_is_true),
        SkipParser(),
    ]
)


def retold(path: Path) -> str:
    """The page with its dialogues as they really go."""
    document = SYBIL.parse(path)
    text, pieces, at = document.text, [], 0
    for example in document.examples():
        block = text[example.region.start : example.region.end]
        if example.region.evaluator is not dialogue_is_true:
            example.evaluate()
        else:
            pieces += [text[at : example.region.start], block.replace(example.parsed, "".join(talk(example.parsed)))]
            at = example.region.end
    return "".join([*pieces, text[at:]])
