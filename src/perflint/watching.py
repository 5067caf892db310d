"""What a run depends on, looked at again and again: its sources, and whatever else it has read.

Looked at, not listened to: the system's own notices do not come from network drives, where finance offices keep their
tables, and a look costs next to nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter, sleep

from perflint.config.lookup import OWN, SHARED
from perflint.discovery import SUFFIXES, Sieve, expand
from perflint.opened import listen

Stamp = tuple[int, int, int]
"""By which a change is known: the time of the last one, the size, the file's number (another is put in its place)."""
State = dict[str, Stamp | None]
"""By absolute path; None where there is no file."""

INTERVAL = 0.5
"""Seconds between two looks, at least."""

SHARE = 0.03
"""Of the time that looking may take; where a look is slow, the next one waits."""

SETTLING = 0.1
"""Seconds in which nothing more must change: a file is not read while it is being written."""

_PATIENCE = 50


class Watch:
    """Of the files that `paths` mean, of every other file that this process reads, and of configuration yet to come.

    `written` are files that the run itself writes. Not more than one in a process (`perflint.opened`).
    """

    def __init__(self, paths: Sequence[str], written: Iterable[str] = ()) -> None:
        self._paths = paths
        self._written = {os.path.abspath(path) for path in written}
        self._read: set[str] = set()
        self._state: State = {}
        self._sieve: Sieve | None = None
        listen(self._heard)

    def begin(self, sieve: Callable[[], Sieve]) -> None:
        """Before a run, with what says what is left out of it: what changes from now on is a change.

        Where `sieve` raises, what was left out before still is.
        """
        try:
            self._sieve = sieve()
        finally:
            self._state = self._look()

    def changes(self) -> list[str]:
        """Wait for one, and until there are no more; the absolute paths, sorted."""
        while True:
            since = perf_counter()
            if _differing(self._state, self._look()) and (changed := self._settled()):
                return changed
            sleep(max(INTERVAL, (perf_counter() - since) / SHARE))

    def _settled(self) -> list[str]:
        """What has changed when no more does; nothing where all is as before."""
        state = self._look()
        for _ in range(_PATIENCE):
            sleep(SETTLING)
            before, state = state, self._look()
            if not _differing(before, state):
                break
        return _differing(self._state, state)

    def _look(self) -> State:
        paths = self._read.union(map(os.path.abspath, self._found()))
        return {path: stamp(path) for path in paths - self._written}

    def _found(self) -> Iterator[str]:
        """The files that a run would look at, and the configuration that one of them may get."""
        folders: set[str] = set()
        for path in self._paths:
            for met in expand(path, self._sieve):
                if met.named:
                    folders.add(os.path.dirname(os.path.abspath(met.path)))
                elif not met.path.endswith((*SUFFIXES, OWN, SHARED)):
                    continue
                if self._sieve is None or self._sieve.admits(met):
                    yield met.path
            if os.path.isdir(path):
                folders.add(os.path.abspath(path))
        for folder in _upward(folders):
            yield os.path.join(folder, OWN)
            yield os.path.join(folder, SHARED)

    def _heard(self, path: str) -> None:
        self._read.add(path)
        if path not in self._state and path not in self._written:
            self._state[path] = stamp(path)


def _upward(folders: Iterable[str]) -> set[str]:
    """With all that they lie in."""
    found: set[str] = set()
    for folder in folders:
        above = folder
        while above not in found:
            found.add(above)
            above = os.path.dirname(above)
    return found


def _differing(one: State, other: State) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def stamp(path: str) -> Stamp | None:
    """None where there is no such file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
