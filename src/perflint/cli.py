"""The command `perflint`: which subcommand, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from perflint import __version__
from perflint.commands import COMMANDS, console
from perflint.commands.arguments import HELP, VERSION, Arguments, UsageError, speak_as_asked, table
from perflint.interface import say, speaking
from perflint.spelling import code_meant, is_close, nearest

USAGE = 2


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default) and return its exit code. Raises KeyboardInterrupt.

    0: nothing at or above `--fail-on`; 1: findings; 2: the command line, an output or a source is unusable.
    """
    console.prepare()
    with speaking(None):
        try:
            return _run(speak_as_asked(sys.argv[1:] if words is None else words))
        except UsageError as error:
            console.refuse(error)
            return USAGE
        except FileNotFoundError:
            if _has_folder():
                raise
            console.refuse(UsageError(say("no-current-folder")))
            return USAGE


def _run(words: Sequence[str]) -> int:
    if not words:
        raise UsageError(say("no-arguments"))
    if words[0] in VERSION:
        console.show(f"perflint {__version__}\n")
        return 0
    named = words[0] in COMMANDS
    if not named:
        _refuse_misspelt(words[0])
    command = import_module(f"perflint.commands.{words[0] if named else 'check'}")
    rest = words[1:] if named else words
    arguments: Arguments = command.arguments()
    if arguments.asks_help(rest):
        console.show(arguments.help() if named else _about(arguments))
        return 0
    found = arguments.parse(rest)
    for word in arguments.files(found.words):
        _refuse_rule(word)
    code: int = command.run(found)
    return code


def _has_folder() -> bool:
    """Whether the current folder is there: a path is told from it, and it may be deleted any time."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return False
    return True


def _about(check: Arguments) -> str:
    """The page of `perflint --help`."""
    commands = table((name, say(f"does-{name}")) for name in (*COMMANDS, VERSION[-1]))
    return say("about", does=say("does-perflint"), commands=commands, check=check.help())


def _refuse_misspelt(word: str) -> None:
    """`perflint chek …`: a bare word that is no file and nearly a command, or an option without its signs."""
    if not word.isalpha() or os.path.lexists(word):
        return
    option = f"--{word}" if f"--{word}" in (*HELP, *VERSION) else None
    if close := option or nearest(word, COMMANDS):
        raise UsageError(say("unknown-command", word=word, nearest=close))


def _refuse_rule(word: str) -> None:
    """`perflint U001`: a word in the place of a file that is no file and names a rule, or nearly so."""
    if not word.isascii() or not word.replace("-", "").isalnum() or os.path.lexists(word):
        return
    from perflint.rule import catalogue

    close = catalogue().nearest(word)
    if close and (close == code_meant(word) or is_close(word, close)):
        raise UsageError(say("rule-as-file", word=word, rule=close))
