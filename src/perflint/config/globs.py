"""Patterns for files: `*`, `?` and `[…]` within a name, `**` over any depth, relative to the configuration file.

A pattern without `/` is a name at any depth; one that matches a folder covers all in it. Matching takes no more than
(parts of the pattern) × (parts of the path) steps, whatever somebody has written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from perflint.walking import walk
from perflint.wildcards import is_meant, is_wild

Pattern = tuple[str, ...]
"""Cut at `/`."""

ANY_DEPTH = "**"


def parts_of(pattern: str) -> Pattern:
    """The pattern cut at `/`, as it is matched from the folder of its file."""
    parts = tuple(part for part in pattern.replace("\\", "/").split("/") if part not in ("", "."))
    return parts if "/" in pattern.strip("/") or pattern.startswith("/") else (ANY_DEPTH, *parts)


class Patterns:
    """Patterns asked together: what begins alike is followed once, and a plain name is looked up."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._start = _Step()
        for pattern in patterns:
            step = self._start
            for part in pattern:
                step = step.to(part)
            step.whole = pattern

    def meaning(self, path: Sequence[str]) -> set[Pattern]:
        """Those that mean `path` (parts relative to the patterns' folder) or a folder above it."""
        return self.meaning_any(path[:-1], path[-1:])

    def meaning_any(self, above: Sequence[str], names: Iterable[str]) -> set[Pattern]:
        """Those that mean one of the `names` in the folder `above`, or a folder above that."""
        reached, found = _reached([self._start]), set[Pattern]()
        for part in above:
            reached = _reached(_after(reached, part))
            found |= _wholes(reached)
        last = [_wholes(_reached(_after(reached, name))) for name in names]
        return found.union(*last)


def relative(path: str, folder: str) -> tuple[str, ...] | None:
    """The parts of `path` below `folder`; None where it is not below it."""
    try:
        relative = os.path.relpath(os.path.abspath(path), folder)
    except ValueError:
        return None
    parts = tuple(relative.split(os.sep))
    return None if parts[0] == os.pardir else parts


def present(patterns: Iterable[Pattern], folder: str) -> set[Pattern]:
    """Those patterns that mean a file or folder that is there, below `folder`."""
    found: set[Pattern] = set()
    sought: dict[str, list[Pattern]] = {}
    for pattern in dict.fromkeys(patterns):
        plain = tuple(takewhile(lambda part: not is_wild(part), pattern))
        start = os.path.join(folder, *plain)
        if plain != pattern and os.path.isdir(start):
            sought.setdefault(start, []).append(pattern)
        elif plain == pattern and os.path.lexists(start):
            found.add(pattern)
    for start, those in sought.items():
        found |= _met(those, start, folder)
    return found


def _met(sought: Sequence[Pattern], start: str, folder: str) -> set[Pattern]:
    """Those that mean something in `start`, a folder in `folder`."""
    patterns, found = Patterns(sought), set[Pattern]()
    for parent, folders, files in walk(start):
        folders[:] = [name for name in folders if not name.startswith(".")]
        above = relative(parent, folder) or ()
        found |= patterns.meaning_any(() if above == (os.curdir,) else above, (*files, *folders))
        if len(found) == len(sought):
            break
    return found


class _Step:
    """A place in patterns that begin alike: the steps from it by the part that leads there, and which pattern ends."""

    __slots__ = ("magic", "next", "stays", "whole")

    def __init__(self, *, stays: bool = False) -> None:
        self.next: dict[str, _Step] = {}
        self.magic: list[str] = []
        self.stays = stays
        self.whole: Pattern | None = None

    def to(self, part: str) -> _Step:
        if part not in self.next:
            self.next[part] = _Step(stays=part == ANY_DEPTH)
            if part != ANY_DEPTH and is_wild(part):
                self.magic.append(part)
        return self.next[part]


def _after(reached: Iterable[_Step], name: str) -> Iterator[_Step]:
    """Where the next part of a path leads."""
    for step in reached:
        if step.stays:
            yield step
        if name in step.next and name != ANY_DEPTH:
            yield step.next[name]
        yield from (step.next[part] for part in step.magic if is_meant(name, part))


def _reached(steps: Iterable[_Step]) -> set[_Step]:
    """With what is reached by letting `**` stand for nothing."""
    found: set[_Step] = set()
    for step in steps:
        further: _Step | None = step
        while further is not None and further not in found:
            found.add(further)
            further = further.next.get(ANY_DEPTH)
    return found


def _wholes(reached: Iterable[_Step]) -> set[Pattern]:
    return {step.whole for step in reached if step.whole is not None}
