"""`perflint completion`: the script by which a shell completes perflint's command lines."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from perflint.commands import console
from perflint.commands.arguments import Arguments, Choice, UsageError
from perflint.interface import say

SHELL = Choice("shell", ("bash", "zsh", "fish", "powershell"))


def arguments() -> Arguments:
    return Arguments("completion", SHELL)


def run(found: Namespace) -> int:
    """Print the script of one shell."""
    if len(found.words) != 1:
        raise UsageError(say("completion-which"))
    shell = SHELL(found.words[0])

    from perflint.commands.completion.program import described

    console.show(import_module(f"perflint.commands.completion.{shell}").script(described()))
    return 0
