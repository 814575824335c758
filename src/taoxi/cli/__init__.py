"""The command line. Commands are loaded when asked for, so that `taoxi --help` costs next to nothing."""

from __future__ import annotations

import errno
import importlib
from typing import Any

import click

from .. import __version__
from .common import UNFINISHED, drop_output, open_streams, say
from .help import Context, fitted

# command -> its line in the help; the module of the same name holds it as `command`
COMMANDS = {
    "clean": "Clean a folder of dumps, or one file.",
    "undo": "Give the decoded text back from articles and audit.",
    "report": "Write the report of a run again.",
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

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of the table."""
        return list(COMMANDS)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """A context whose help fits the terminal, and those of its commands."""
        return super().make_context(info_name, args, parent, **{**fitted(), **extra})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; for a word that names none, the one it looks like is suggested."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from .advice import meant

            raise click.UsageError(f"{error.message} {meant(args[0], COMMANDS)}".rstrip(), ctx) from error

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program; a disk that is full under standard output is told, not thrown."""
        open_streams()
        try:
            return super().main(*args, **extra)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            drop_output()
            say(f"taoxi: standard output: {error.strerror}; send it where there is room and run again")
            raise SystemExit(UNFINISHED) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what is wrong with its words is told with what would be right."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            from .advice import advised

            raise advised(error) from error

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f".{cmd_name}", __name__).command
        assert isinstance(command, click.Command)
        command.context_class = Context
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="taoxi")
def main() -> None:
    """taoxi 淘洗: clean articles, metadata and an audit out of Chinese news dumps.

    Example: taoxi clean dumps -o out
    """


__all__ = ["main"]
