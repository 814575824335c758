"""`taoxi completion`: the script that teaches a shell taoxi's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .common import write_text

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    Example: taoxi completion bash > ~/.local/share/bash-completion/completions/taoxi
             taoxi completion zsh > "${fpath[1]}/_taoxi"
             taoxi completion fish > ~/.config/fish/completions/taoxi.fish
    """
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"this version of click cannot complete {shell}")
    write_text(maker(context.find_root().command, {}, "taoxi", "_TAOXI_COMPLETE").source() + "\n")
