"""A progress bar on standard error for runs that take long, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

from perflint.interface import say

DELAY = 0.7
"""Seconds that a run may take before it shows a bar; rich is imported only then."""


@contextmanager
def progress() -> Iterator[Callable[[int, int], None] | None]:
    """What a run calls with the sources read and their total; None where nobody would see a bar."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        yield _Bar(stack)


class _Bar:
    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._start = monotonic()
        self._show: Callable[[int, int], None] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self._show is None and monotonic() - self._start < DELAY:
            return
        if self._show is None:
            self._show = _rich_bar(self._stack)
        self._show(done, total)


def _rich_bar(stack: ExitStack) -> Callable[[int, int], None]:
    """A bar that leaves no trace when the run is over."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(say("progress"), markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    stack.enter_context(bar)
    task = bar.add_task("")

    def show(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total, refresh=True)

    return show
