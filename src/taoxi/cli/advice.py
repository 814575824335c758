"""What would be right, put behind what was wrong with a command line."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from .terminal import visible


def advised(error: click.UsageError) -> click.UsageError:
    """The error, with what would be right where click itself does not say it. What names hold of control characters
    stands as escapes.
    """
    hint = ""
    if isinstance(error, click.MissingParameter):
        hint = example(error.ctx.command.help or "") if error.ctx else ""
    elif isinstance(error, click.BadParameter) and error.param is not None:
        hint = right_value(error.param, error.message)
    return click.UsageError(visible(f"{error.format_message()} {hint}".rstrip()), error.ctx)


def example(help_text: str) -> str:
    """The first example of a command's help, as the end of a message."""
    _, _, examples = help_text.partition("Example: ")
    return f"For example: {examples.split(chr(10))[0]}" if examples else ""


def right_value(param: click.Parameter, message: str) -> str:
    """What a value of that parameter may have been meant to be, as the end of a message."""
    kind = param.type
    if isinstance(kind, click.Choice):
        return meant(message.split("'")[1], map(str, kind.choices))  # 'kep' is not one of …
    if isinstance(kind, click.IntRange | click.FloatRange):
        number = "a whole number" if isinstance(kind, click.IntRange) else "a number"
        return f"Give {number}, {kind.min} or more."
    return ""


def meant(wrong: str, known: Iterable[str]) -> str:
    """The known word that looks like a wrong one, as the end of a message."""
    close = get_close_matches(wrong, list(known), n=1)
    return f"Did you mean '{close[0]}'?" if close else ""
