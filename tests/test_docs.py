"""The documents say what the code does: generated pages are fresh, every name stands somewhere, every example runs."""

from __future__ import annotations

import importlib.util
import re
import shlex
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import click
import pytest
import shown
from click.testing import CliRunner
from conftest import ROOT

from taoxi import Metadata, Options, clean
from taoxi.cli import main
from taoxi.rules import RULES

READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, *sorted((ROOT / "docs").glob("*.md"))]
ONCE = [path for path in PAGES if path != READMES[1]]  # whose examples are those of the other
OTHERS = ("datasets", "datatrove", "pandas")  # whose users read the recipes; the tests may do without
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def module(name: str) -> ModuleType:
    """A program in docs/ as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def blocks(path: Path, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    return [body for name, body in BLOCK.findall(path.read_text("utf-8")) if name == language]


@pytest.mark.parametrize("name", ["rules.md", "commands.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    fresh = next(text for path, text in module("generate").pages().items() if path.name == name)
    assert (ROOT / "docs" / name).read_text("utf-8") == fresh, "run: python docs/generate.py"


def test_every_rule_is_documented() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert [rule.name for rule in RULES if f"### {rule.name}\n" not in page] == []


def test_every_signature_on_our_pages_is_documented() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    articles = [clean(path.read_bytes()) for path in sorted((ROOT / "tests" / "pages").glob("*/in.*"))]
    verdicts = [verdict for article in articles for verdict in article.verdicts]
    signed = {verdict.rule for verdict in verdicts} | {cut.rule for verdict in verdicts for cut in verdict.cuts}
    assert sorted(name for name in signed - {None} if f"`{name}`" not in page and f"### {name}\n" not in page) == []


def test_every_command_has_help_with_an_example() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert "xample" in (command.help or "") + (command.epilog or ""), name
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert [option.name for option in options if not option.help and not option.hidden] == [], name


@pytest.mark.parametrize("kind", [Options, Metadata])
def test_every_field_is_documented(kind: type) -> None:
    """The names a caller may use stand in the pages people read."""
    said = "\n".join(path.read_text("utf-8") for path in PAGES)
    assert [field.name for field in fields(kind) if f"`{field.name}`" not in said] == []


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_links_lead_somewhere(path: Path) -> None:
    assert [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", ONCE, ids=[path.name for path in ONCE])
def test_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, update: bool) -> None:
    """Blocks of one page run one after another in a folder with a dump; their `assert`s say what comes out."""
    monkeypatch.chdir(tmp_path)
    shown.prepare(tmp_path)
    if update:
        path.write_text(shown.retold(path), "utf-8")
        return
    try:
        for example in shown.SYBIL.parse(path).examples():
            example.evaluate()
    except ModuleNotFoundError as error:
        if error.name not in OTHERS:
            raise
        pytest.skip(f"{error.name} is not installed")


def commands_shown(path: Path) -> list[list[str]]:
    """The taoxi command lines a page shows, as words."""
    lines = [line for body in blocks(path, "sh") for line in body.split("\n")]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("taoxi ")]


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_shown_commands_and_options_exist(path: Path) -> None:
    context = click.Context(main)
    for words in commands_shown(path):
        command = main.get_command(context, words[1])
        assert command is not None, words
        known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
        asked = {word.partition("=")[0] for word in words[2:] if word.startswith("-") and word != "-"}
        assert asked <= known | {"--help", "-h"}, words


def test_both_readmes_show_the_same_commands() -> None:
    assert [commands_shown(path) for path in READMES[:1]] == [commands_shown(path) for path in READMES[1:]]
    assert blocks(READMES[0], "python") == blocks(READMES[1], "python") != []


@pytest.mark.parametrize(
    "pattern", [r"^(#+) ", r"^(- |\d\. )", r"\]\((?!README)([^)]*)\)", r"^(\|.*\|)$", r"^make .*?(?= *#)"]
)
def test_both_readmes_have_the_same_parts(pattern: str) -> None:
    """Headings, lists, links, rows of tables with their figures, commands of make."""
    english, chinese = (sorted(re.findall(pattern, path.read_text("utf-8"), re.M)) for path in READMES)
    assert english == chinese != []


def test_the_readmes_repeat_figures_that_were_measured() -> None:
    """What the tables of the READMEs say stands in the longer tables, which the commands that measure write."""
    whole = {row[0]: set(row) for row in rows_between(ROOT / "docs" / "html.md", "peers")}
    short = rows_between(READMES[0], "peers")
    assert len(short) > 3
    assert [row[0] for row in short if not set(row) <= whole[row[0]]] == []
    whole = {row[0]: row[1] for row in rows_between(ROOT / "docs" / "evaluation.md", "eval")}
    head, *short = rows_between(READMES[0], "eval")
    for name, _, *values in short[1:]:
        measured = [float(whole[f"{name.strip('`')}: {which}"]) for which in head[2:]]
        assert [float(value.rstrip("%")) / 100 for value in values] == pytest.approx(measured, abs=0.0006)


def rows_between(path: Path, name: str) -> list[list[str]]:
    """The rows of the table between the marks of that name."""
    text = path.read_text("utf-8").partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in text.split("\n") if row.startswith("|")]


def test_figures_are_put_between_their_marks(tmp_path: Path) -> None:
    figures = module("figures")
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x -->\nold\n<!-- /x -->\nb\n")
    figures.put("x", figures.table(["what", "n"], [["one", "1"]]), page)
    assert page.read_text() == "a\n<!-- x -->\n| what | n |\n| --- | --: |\n| one | 1 |\n<!-- /x -->\nb\n"
    with pytest.raises(ValueError, match="no <!-- y -->"):
        figures.put("y", "", page)


def test_the_first_example_of_the_readme_works(tmp_path: Path) -> None:
    """What the README promises first: a folder of dumps in, clean articles out."""
    dumps, out = tmp_path / "dumps", tmp_path / "out"
    dumps.mkdir()
    page = ROOT / "tests" / "pages" / "wechat-tail" / "in.txt"
    (dumps / "page.txt").write_bytes(page.read_bytes())
    result = CliRunner().invoke(main, ["clean", str(dumps), "-o", str(out)])
    assert result.exit_code == 0, result.output
    article = (out / "page.txt").read_text("utf-8")
    assert "停用了十一年的临江老码头" in article
    assert "编辑周小禾" not in article


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_picture_in_the_readme_is_true(path: Path) -> None:
    """Left what comes in, in the middle what goes out."""
    rows = [re.split(r" {3,}", row) for row in blocks(path, "text")[0].rstrip("\n").split("\n")]
    article = clean("\n".join(row[0] for row in rows))
    assert article.text.split("\n") == [row[1] for row in rows if not row[1].startswith("✗")]
    assert (article.metadata.date, article.metadata.source) == ("2023-05-06T19:02", "临江晚报")
    assert (article.metadata.author, article.metadata.editor) == (("宋遥",), ("周禾",))
