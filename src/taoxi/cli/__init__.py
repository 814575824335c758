"""The command line. Commands are loaded when asked for, so that `taoxi --help` costs next to nothing."""

from __future__ import annotations

import importlib

import click

from .. import __version__

# command -> its line in the help; the module of the same name holds it as `command`
COMMANDS = {
    "clean": "Clean a folder of dumps, or one file.",
    "undo": "Give the decoded text back from articles and audit.",
    "explain": "Show every line with the rule that dropped or cut it.",
    "detect": "Tell the charset and the damage of files.",
    "check": "Find boilerplate and damage in files, change nothing.",
    "fix": "Take boilerplate and damage out of files, byte for byte.",
    "rules": "List the rules with an example each.",
    "config": "Show what is in force and where it comes from.",
    "completion": "Print the completion script of a shell.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f".{cmd_name}", __name__).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "TAOXI"})
@click.version_option(__version__, prog_name="taoxi")
def main() -> None:
    """taoxi 淘洗: clean article text, metadata and an audit out of Chinese news dumps.

    Example: taoxi clean dumps -o out
    """


__all__ = ["main"]
