"""From what the user names to the sources of a run: files, folders, globs, standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from perflint.record import NamedTuple

_MAGIC = frozenset("*?[")
SUFFIXES = (".yaml", ".yml", ".json", ".txt")


class Source(NamedTuple):
    """One input: its path as shown, and its bytes where they did not come from a file.

    `named` says that the user named it: it is read whatever it holds, while a file found in a folder is passed over
    where it is no table.
    """

    path: str
    data: bytes | None = None
    named: bool = True


class Found(NamedTuple):
    """The sources in the order of the run (sorted by path, each once), and how many files were passed over."""

    sources: list[Source]
    skipped: int


def discover(paths: Sequence[str], stdin: Source | None = None) -> Found:
    """Every file that the paths mean. A path that is not there stays in: reading it says so."""
    found: dict[str, Source] = {}
    skipped = 0
    for path in paths:
        for source in _expand(path):
            if source.named or source.path.endswith(SUFFIXES):
                known = found.get(source.path)
                found[source.path] = source if known is None or source.named else known
            else:
                skipped += 1
    sources = sorted(found.values())
    return Found([stdin, *sources] if stdin else sources, skipped)


@cache
def root_of(folder: str) -> str | None:
    """The root of the git work tree that holds an absolute `folder`, None outside of one."""
    if os.path.exists(os.path.join(folder, ".git")):
        return folder
    parent = os.path.dirname(folder)
    return root_of(parent) if parent != folder else None


def relative_path(path: str) -> str:
    """`path` relative to its git root, else to the current folder, else as it is; always with `/`."""
    return _relative(path, os.getcwd())


@lru_cache(maxsize=65536)
def _relative(path: str, here: str) -> str:
    try:
        absolute = os.path.realpath(os.path.join(here, path))
    except (OSError, ValueError):
        return path
    for base in (root_of(os.path.dirname(absolute)), here):
        if base is not None and absolute.startswith(os.path.join(base, "")):
            return os.path.relpath(absolute, base).replace(os.sep, "/")
    return absolute.replace(os.sep, "/")


def _expand(path: str) -> Iterator[Source]:
    if os.path.isdir(path):
        yield from _walk(path)
    elif not _MAGIC.isdisjoint(path) and not os.path.lexists(path):
        from glob import glob

        matches = [match for match in sorted(glob(path, recursive=True)) if not os.path.isdir(match)]
        yield from (Source(match) for match in matches) if matches else [Source(path)]
    else:
        yield Source(path)


def _walk(folder: str) -> Iterator[Source]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Source(os.path.join(parent, name), named=False)
