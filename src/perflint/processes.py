"""Further processes: forked, so that they hold all that this one holds and need not be told of it. Linux alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, TypeVar

Item = TypeVar("Item")

PART = 400
"""Items that one process makes something of in one go."""

WORTH = 2000
"""Items below which another process is not worth the hundredth of a second that it takes."""

_ROOM = 1 << 20
"""Bytes that a pipe is asked to hold: about two parts, so that nobody waits for who reads it."""


def allowed(asked: int | None) -> int:
    """How many processes may share the work: those asked for, else one for each core that this one may use.

    1 where a process cannot fork safely.
    """
    if not hasattr(os, "memfd_create"):  # Linux alone
        return 1
    return asked or len(os.sched_getaffinity(0))


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl+C waits: between a process's birth and its being known nobody would end it."""
    from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, pthread_sigmask

    before = pthread_sigmask(SIG_BLOCK, [SIGINT])
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


def forked(work: Callable[[], None]) -> int | None:
    """A new process that does `work`, ends, and never returns; None where none is to be had.

    To be called while `uninterrupted`, until somebody knows of it. Its exit code is 0 if all went well.
    """
    try:
        process = os.fork()
    except OSError:
        return None
    if process:
        return process
    # It never leaves this block: who is interrupted ends it.
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def dismiss(process: int) -> None:
    """End a process that has nobody left to work for."""
    with suppress(ProcessLookupError):
        os.kill(process, 9)
    os.waitpid(process, 0)


def shared(make: Callable[[Item], str], items: Sequence[Item], jobs: int) -> Generator[str, None, None]:
    """What `make` makes of each item, in order; of many items `jobs` processes make one part after another in turn.

    What a helper leaves undone is made here, so that the result does not depend on them; closed, it leaves none behind.
    """
    if jobs < 2 or len(items) < WORTH:
        yield from map(make, items)
        return
    # The first part before there is a helper: what a process works out once is then known to all.
    yield from map(make, items[:PART])
    parts = [items[start : start + PART] for start in range(PART, len(items), PART)]
    jobs = min(jobs, len(parts))
    helpers: list[_Helper] = []
    try:
        for turn in range(1, jobs):
            with uninterrupted():
                helpers.append(_Helper(make, parts[turn::jobs]))
        for number, part in enumerate(parts):
            turn = number % jobs
            made = helpers[turn - 1].next() if turn else None
            yield from map(make, part) if made is None else made
    finally:
        for helper in helpers:
            helper.dismiss()


class _Helper:
    """Makes some parts, one after another, and is never far ahead of who asks for them: a pipe holds little."""

    def __init__(self, make: Callable[[Item], str], parts: Sequence[Sequence[Item]]) -> None:
        """To be made while `uninterrupted`, until somebody knows of it."""
        self._process: int | None = None
        self._made: IO[bytes] | None = None
        try:
            reading, writing = os.pipe()
        except OSError:
            return
        self._made = os.fdopen(reading, "rb")
        with suppress(OSError):
            _widen(writing)
        self._process = forked(partial(_write, make, parts, reading, writing))
        os.close(writing)

    def next(self) -> list[str] | None:
        """What it made of its next part; None where it came to grief."""
        from pickle import UnpicklingError, load

        if self._made is None:
            return None
        try:
            made: list[str] = load(self._made)
        except (EOFError, OSError, UnpicklingError):
            return None
        return made

    def dismiss(self) -> None:
        if self._made is not None:
            self._made.close()
        if self._process is not None:
            dismiss(self._process)


def _write(make: Callable[[Item], str], parts: Sequence[Sequence[Item]], reading: int, writing: int) -> None:
    from pickle import dump

    os.close(reading)
    with os.fdopen(writing, "wb") as stream:
        for part in parts:
            dump(list(map(make, part)), stream)
            stream.flush()


def _widen(pipe: int) -> None:
    from fcntl import F_SETPIPE_SZ, fcntl

    fcntl(pipe, F_SETPIPE_SZ, _ROOM)
