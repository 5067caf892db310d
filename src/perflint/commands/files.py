"""`perflint files`: which files a run would read."""

from __future__ import annotations

from argparse import Namespace

from perflint.commands import console
from perflint.commands.arguments import FILE, Arguments, UsageError
from perflint.commands.configured import configuration, explained, file_options, present, sieve
from perflint.interface import say
from perflint.visible import visible_path


def arguments() -> Arguments:
    found = Arguments("files", FILE)
    file_options(found)
    return found


def run(found: Namespace) -> int:
    """Print the paths, one a line; how many files were passed over goes to standard error."""
    if not found.words:
        raise UsageError(say("no-paths"))
    with explained():
        from perflint import readers
        from perflint.discovery import discover
        from perflint.linter import Run

        configured = configuration(found, found.words)
        files = discover(found.words, None, sieve(found, configured))
        present(source.path for source in files.sources)
        settings = Run(configured.options()).settings
        read = [source.path for source in files.sources if readers.read(source, settings) is not None]
    # A path with a line break in it must not pass for two, one with an escape not command the terminal.
    console.emit("".join(f"{visible_path(path)}\n" for path in read))
    other = files.skipped - files.excluded + len(files.sources) - len(read)
    console.complain(say("files-count", read=len(read), other=other, excluded=files.excluded))
    return 0
