"""Patterns for files: `*`, `?` and `[…]` within a name, `**` over any depth, relative to the configuration file.

A pattern without `/` is a name at any depth; one that matches a folder covers all in it. Matching takes no more than
(parts of the pattern) × (parts of the path) steps, whatever somebody has written.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from perflint.walking import walk
from perflint.wildcards import is_meant

ANY_DEPTH = "**"
_MAGIC = frozenset("*?[")


def parts_of(pattern: str) -> tuple[str, ...]:
    """The pattern cut at `/`, as it is matched from the folder of its file."""
    parts = tuple(part for part in pattern.replace("\\", "/").split("/") if part not in ("", "."))
    return parts if "/" in pattern.strip("/") or pattern.startswith("/") else (ANY_DEPTH, *parts)


def matches(pattern: Sequence[str], path: Sequence[str]) -> bool:
    """Whether `path` (parts relative to the pattern's folder) or a folder above it is meant."""
    # The places of the pattern that are reached after each part of the path; `**` may stay where it is.
    reached = _skipped({0}, pattern)
    for part in path:
        at_work = (at for at in reached if at < len(pattern) and _is(pattern[at], part))
        reached = _skipped({at if pattern[at] == ANY_DEPTH else at + 1 for at in at_work}, pattern)
        if len(pattern) in reached:
            return True
    return False


def relative(path: str, folder: str) -> tuple[str, ...] | None:
    """The parts of `path` below `folder`; None where it is not below it."""
    try:
        relative = os.path.relpath(os.path.abspath(path), folder)
    except ValueError:
        return None
    parts = tuple(relative.split(os.sep))
    return None if parts[0] == os.pardir else parts


def finds_any(pattern: Sequence[str], folder: str) -> bool:
    """Whether there is a file or folder below `folder` that the pattern means."""
    known = 0
    while known < len(pattern) and _MAGIC.isdisjoint(pattern[known]):
        known += 1
    start = os.path.join(folder, *pattern[:known])
    if known == len(pattern) or not os.path.isdir(start):
        return os.path.lexists(start) and known == len(pattern)
    for parent, folders, files in walk(start):
        folders[:] = [name for name in folders if not name.startswith(".")]
        above = relative(parent, folder) or ()
        above = () if above == (os.curdir,) else above
        if any(matches(pattern, (*above, name)) for name in (*files, *folders)):
            return True
    return False


def _skipped(reached: set[int], pattern: Sequence[str]) -> set[int]:
    """With what is reached by letting `**` stand for nothing."""
    found = set(reached)
    for at, part in enumerate(pattern):
        if part == ANY_DEPTH and at in found:
            found.add(at + 1)
    return found


def _is(pattern: str, name: str) -> bool:
    return pattern in (ANY_DEPTH, name) or is_meant(name, pattern)
