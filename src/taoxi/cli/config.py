"""`taoxi config`: what is in force, and where each value comes from."""

from __future__ import annotations

import json
import os

import click

from ..config import DEFAULTS, Flag, Setting, Value, suggestion, unread, variable
from .common import say, write_text
from .settings import every_limit, every_setting, in_force
from .terminal import visible


@click.command()
@click.option("--show", is_flag=True, help="Show the settings (what it does anyway).")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@every_setting
@every_limit
def command(*, show: bool, as_json: bool, **flags: Flag) -> None:
    """Show what is in force here and where each value comes from.

    Flags win over TAOXI_… variables, those over the nearest taoxi.toml or [tool.taoxi] in pyproject.toml, those over
    defaults. The lines are TOML and may be copied into taoxi.toml.

    \b
    Example: taoxi config --show
             taoxi config --show --script keep
    """
    settings, _ = in_force({name.replace("_", "-"): value for name, value in flags.items()})
    write_text(_as_json(settings) if as_json else "".join(_lines(settings)))
    for name in unread(os.environ):
        say(f"taoxi reads no variable {name}{suggestion(name, map(variable, DEFAULTS))}")


def _as_json(settings: dict[str, Setting]) -> str:
    rows = {key: {"value": setting.value, "from": setting.origin} for key, setting in settings.items()}
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _lines(settings: dict[str, Setting]) -> list[str]:
    """One line of TOML a setting, with the place it comes from as a comment."""
    values = {key: visible(_toml(setting.value)) for key, setting in settings.items()}
    room = max(len(f"{key} = {value}") for key, value in values.items() if len(value) < 40)
    return [f"{f'{key} = {values[key]}':<{room}}  # {visible(setting.origin)}\n" for key, setting in settings.items()]


def _toml(value: Value) -> str:
    # a JSON string is a TOML string, and so is a number
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
