#!/usr/bin/env python3
"""Write the pages of the documentation that come out of the code: docs/rules.md and docs/commands.md.

    python docs/generate.py

tests/test_docs.py fails when they are stale.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator
from pathlib import Path

import click

from taoxi.cli import main as command_line
from taoxi.rules import RULES
from taoxi.types import Rule

DOCS = Path(__file__).resolve().parent
BOOKS = DOCS.parent / "tests" / "lines"
WIDTH = 96  # characters of a help page
SHOWN = 2  # near misses shown for a rule

RULES_HEAD = """# Rules

Each rule is a name and a way of finding; the audit, `taoxi explain` and `--select`/`--ignore` speak of that name.
The first word is the rule's family. Rules only claim: `settle` weighs the claims over the whole page and decides
([how it works](how-it-works.md)). Under each rule stand a line it finds and lines that begin alike and stay.
This page is made from the code.

Four signatures are no rules but `settle`'s own, who knows the page: `span-before` and `span-after` for what stands
before the article begins and after it has ended, `title-copy` for a title that is printed again, `blank-line` for lines
with nothing on them.
"""
COMMANDS_HEAD = """# Commands

Data goes to stdout, messages to stderr. Exit codes: 0 done, or nothing to change; 1 `check` found something or `fix`
made changes; 2 a wrong command line; 3 some documents are in quarantine, or were left alone by `fix`;
4 the run could not finish; 130 interrupted, with everything finished so far safe. This page is made from the code.
"""


def code(line: str) -> str:
    """A line of a page as inline code that no mark inside can end."""
    return f"<code>{html.escape(line, quote=False)}</code>"


def near_misses(name: str) -> list[str]:
    """The first lines of a rule's case book that every rule keeps."""
    book = BOOKS / f"{name}.txt"
    rows = book.read_text("utf-8").split("\n") if book.exists() else []
    plain = [row[2:] for row in rows if row.startswith("+ ") and not row.startswith("+ {")]
    return plain[:SHOWN]


def rule_lines(rule: Rule) -> Iterator[str]:
    """The part of one rule."""
    yield f"### {rule.name}\n"
    for line in filter(str.strip, rule.example.split("\n")):
        yield f"- finds {code(line)}"
    if rule.family != "keep":  # the other rows of a protecting rule's book are what it finds
        yield from (f"- leaves {code(line)}" for line in near_misses(rule.name))
    yield ""


def rules_page() -> str:
    """docs/rules.md."""
    lines = [RULES_HEAD, f"{len(RULES)} rules.\n"]
    for family, rules in itertools.groupby(sorted(RULES, key=lambda rule: rule.name), key=lambda rule: rule.family):
        lines += [f"## {family}\n", *(line for rule in rules for line in rule_lines(rule))]
    return "\n".join(lines).rstrip("\n") + "\n"


def help_page(command: click.Command, name: str, parent: click.Context | None = None) -> str:
    """A command's help, as wide on every machine."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def commands_page() -> str:
    """docs/commands.md."""
    top = click.Context(command_line, info_name="taoxi", **command_line.context_settings)
    lines = [COMMANDS_HEAD, help_page(command_line, "taoxi")]
    for name in command_line.list_commands(top):
        command = command_line.get_command(top, name)
        assert command is not None
        lines += [f"## taoxi {name}\n", help_page(command, name, top)]
    return "\n".join(lines).rstrip("\n") + "\n"


def pages() -> dict[Path, str]:
    """Every generated page."""
    return {DOCS / "rules.md": rules_page(), DOCS / "commands.md": commands_page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
        print(f"wrote {path}")
