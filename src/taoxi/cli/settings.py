"""The settings a command works with: its flags, the environment, the nearest file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from .. import config
from ..types import MARKUPS, PUNCTUATIONS, SCRIPTS, TITLES, Options

Decorated = TypeVar("Decorated", bound=Callable[..., object])
select = click.option("--select", multiple=True, metavar="RULE", help="Only this rule or family (may be repeated).")
ignore = click.option("--ignore", multiple=True, metavar="RULE", help="Not this rule or family (may be repeated).")
text_field = click.option("--text-field", multiple=True, metavar="NAME", help="The text field of JSON records.")
script = click.option("--script", type=click.Choice(SCRIPTS), help="Script of the output.")
punctuation = click.option(
    "--punctuation", type=click.Choice(PUNCTUATIONS), help="Restore full-width marks, or leave all."
)
title = click.option("--title", type=click.Choice(TITLES), help="What becomes of the title line.")
markup = click.option("--markup", type=click.Choice(MARKUPS), help="How to read files.")


def every_setting(command: Decorated) -> Decorated:
    """All that can be set by flags, as the help has them in order."""
    for option in (text_field, ignore, select, markup, title, punctuation, script):
        command = option(command)
    return command


def limit(name: str, metavar: str, help_text: str) -> Callable[[Decorated], Decorated]:
    """A flag for a limit; its default stands in corpus/limits.py, as it does for variables and files."""
    whole, above = name in config.WHOLE, name in config.NOT_ZERO
    kind = click.IntRange(min=int(above)) if whole else click.FloatRange(min=0, min_open=above)
    default = f"  [default: {config.DEFAULTS[name]:g}]"
    return click.option(f"--{name}", type=kind, metavar=metavar, help=help_text + default)


LIMITS = (
    limit("time-limit", "SECONDS", "For one document; longer ones go to quarantine. 0: none."),
    limit("memory-limit", "MB", "For one worker; a document that needs more goes to quarantine (on Linux). 0: none."),
    limit("max-document", "MB", "Longer documents go to quarantine unread."),
    limit("max-nesting", "N", "Archives in one another, and compressions in one another, that are opened."),
    limit("max-ratio", "N", "What unpacks to more than N times its size is not read on. 0: none."),
    limit("max-json-depth", "N", "Brackets of JSON in one another."),
    limit("max-temp", "MB", "Temporary space that one file may be unpacked into. 0: no limit."),
)


def every_limit(command: Decorated) -> Decorated:
    """All limits, as the help has them in order."""
    for option in reversed(LIMITS):
        command = option(command)
    return command


# sign for lines outside the article and for repaired characters; chosen like rules, but no rules of the book
BESIDES = ("span", "repair")


def in_force(flags: Mapping[str, config.Flag]) -> tuple[dict[str, config.Setting], Options]:
    """The settings in force and the options they make; click.UsageError for what cannot be."""
    try:
        settings = config.load(Path.cwd(), os.environ, flags)
        for key in ("select", "ignore"):
            if chosen := config.names(settings, key):
                config.check_rules(chosen, _rule_names(), _place(key, settings[key].origin))
        return settings, config.options(settings)
    except config.ConfigError as error:
        raise click.UsageError(str(error)) from error


def _place(key: str, origin: str) -> str:
    """Where a wrong name stands: flags and variables are called by their key, files hold many."""
    return origin if origin in (f"--{key}", config.variable(key)) else f"{origin}: {key}"


def _rule_names() -> list[str]:
    from ..rules import RULES

    return [*(rule.name for rule in RULES), *BESIDES]
