"""`perflint check --watch`: check again whenever something changes that the result depends on."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable

from perflint.commands import console
from perflint.commands.arguments import UsageError
from perflint.commands.configured import configuration, explained, sieve
from perflint.config import lookup
from perflint.interface import say
from perflint.vocabulary import forget
from perflint.watching import Watch


def watch(found: Namespace, check: Callable[[], int]) -> int:
    """Check, wait, check again, until somebody interrupts it or nobody reads any more.

    What cannot be followed at the start ends it (raises UsageError); later on that is told, since it may be mended.
    """
    watched = Watch(found.words, [output.path for output in found.output])
    code = _round(found, watched, check)
    while not console.abandoned():
        console.complain(say("watch-waiting"))
        with explained():
            changed = watched.changes()
        _clear()
        console.complain(_told(changed))
        try:
            code = _round(found, watched, check)
        except UsageError as error:
            console.refuse(error)
    return code


def _told(changed: list[str]) -> str:
    """What changed, one of several by its name, from the current folder where it is below that."""
    path = changed[0].removeprefix(os.path.join(os.getcwd(), ""))
    return say("watch-changed-more" if len(changed) > 1 else "watch-changed", path=path, count=len(changed))


def _round(found: Namespace, watched: Watch, check: Callable[[], int]) -> int:
    """One check. No table of it stays: in a single run nothing is ever in the way, so that nothing is cleared away."""
    lookup.forget()
    try:
        with explained():
            watched.begin(lambda: sieve(found, configuration(found, found.words)))
        return check()
    finally:
        forget("perflint.rules")
        gc.collect()


def _clear() -> None:
    """Empty a terminal, so that what it shows is how things stand."""
    if not console.on_terminal() or os.environ.get("TERM") == "dumb":
        return
    if sys.platform == "win32":
        os.system("cls")
    else:
        console.show("\x1b[2J\x1b[H")
