"""`taoxi rules`: the rule book."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable

import click

from ..config import ConfigError, check_rules
from ..types import Rule
from .common import write_text
from .terminal import pad, shortened, visible, width


@click.command()
@click.argument("names", nargs=-1, metavar="[FAMILY|RULE]...")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def command(*, names: tuple[str, ...], as_json: bool) -> None:
    """List the rules, each with a line that it finds, and the fingerprint of the rule book.

    The first word of a rule's name is its family. Both can be given to --select and --ignore,
    and so can `span` (lines that fall because they stand outside the article) and `repair` (damaged characters).

    \b
    Example: taoxi rules contact
    """
    from ..rules import RULES

    try:
        check_rules(names, (rule.name for rule in RULES), "taoxi rules")
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    chosen = [rule for rule in RULES if not names or rule.name in names or rule.family in names]
    write_text(_as_json(chosen) if as_json else _table(chosen))


def _as_json(rules: Iterable[Rule]) -> str:
    rows = [{"name": rule.name, "family": rule.family, "example": rule.example} for rule in rules]
    return json.dumps({"fingerprint": _fingerprint(), "rules": rows}, ensure_ascii=False, indent=1) + "\n"


def _table(rules: list[Rule]) -> str:
    room = max((width(rule.name) for rule in rules), default=0) + 2
    cells = shutil.get_terminal_size().columns - room if sys.stdout.isatty() else sys.maxsize
    rows = "".join(f"{pad(rule.name, room)}{shortened(_shown(rule), cells)}".rstrip() + "\n" for rule in rules)
    return f"{rows}\n{len(rules)} rules, fingerprint of the rule book: {_fingerprint()}\n"


def _shown(rule: Rule) -> str:
    """The example on one line, its own lines kept apart by slashes."""
    return " / ".join(visible(line) for line in rule.example.split("\n") if line)


def _fingerprint() -> str:
    from ..corpus.fingerprint import fingerprint

    return fingerprint()
