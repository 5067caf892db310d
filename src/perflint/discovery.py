"""From what the user names to the sources of a run: files, folders, globs, standard input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from perflint.interface import Refusal, say
from perflint.record import NamedTuple
from perflint.walking import walk
from perflint.wildcards import is_wild

SUFFIXES = (".yaml", ".yml", ".json", ".txt")


class Source(NamedTuple):
    """One input: its path as shown, and its bytes where they did not come from a file.

    `named` says that the user named it: it is read whatever it holds, while a file found in a folder is passed over
    where it is no table.
    """

    path: str
    data: bytes | None = None
    named: bool = True


class Sieve(NamedTuple):
    """What is left out. `excludes` tells of a file or folder by its path; a file that the user names is left out only
    where `forced`. With `only_tables` a named file is taken as if found in a folder: passed over where it is no table.
    """

    excludes: Callable[[str], bool]
    forced: bool = False
    only_tables: bool = False

    def admits(self, source: Source) -> bool:
        return not ((self.forced or not source.named) and self.excludes(source.path))


class Found(NamedTuple):
    """The sources in the order of the run (sorted by path, each once), and how many files were passed over.

    Of those `excluded` were left out by their path; a folder that is left out counts once. `folders` are those named,
    whose content is all among the sources.
    """

    sources: list[Source]
    skipped: int
    excluded: int = 0
    folders: Sequence[str] = ()


def discover(paths: Sequence[str], stdin: Source | None = None, sieve: Sieve | None = None) -> Found:
    """Every file that the paths mean. A path that is not there stays in: reading it says so."""
    found: list[Source] = []
    skipped = excluded = 0
    for met in _once(source for path in paths for source in expand(path, sieve)):
        if sieve is not None and not sieve.admits(met):
            excluded += 1
            continue
        source = met._replace(named=False) if sieve is not None and sieve.only_tables else met
        if source.named or source.path.endswith(SUFFIXES):
            found.append(source)
        else:
            skipped += 1
    sources = sorted(found)
    if stdin is not None and (sieve is None or sieve.admits(stdin)):
        sources.insert(0, stdin)
    elif stdin is not None:
        excluded += 1
    return Found(sources, skipped + excluded, excluded, [path for path in paths if os.path.isdir(path)])


def _once(sources: Iterable[Source]) -> Iterable[Source]:
    """Every file under the first of its spellings; a link is a file of its own. It is named where any of them is."""
    met: dict[str, Source] = {}
    for source in sources:
        place = _place(source.path)
        known = met.setdefault(place, source)
        if source.named and not known.named:
            met[place] = known._replace(named=True)
    return met.values()


def _place(path: str) -> str:
    """What all spellings of a path have in common. Where `..` leads to behind a link, only the system knows."""
    parts = path.split(os.sep)
    if os.pardir not in parts:
        return os.path.abspath(path)
    known = len(parts) - parts[::-1].index(os.pardir)
    return os.path.abspath(os.path.join(os.path.realpath(os.sep.join(parts[:known])), *parts[known:]))


def root_of(folder: str) -> str | None:
    """The root of the git work tree that holds an absolute `folder`, None outside of one."""
    while not _is_root(folder):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


@cache
def _is_root(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, ".git"))


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


def expand(path: str, sieve: Sieve | None) -> Iterator[Source]:
    """Every file that a path means, and the folders that are left out; what else is left out is for the caller.

    Raises Refusal for a pattern over more folders in one another than it can be looked for in.
    """
    if os.path.isdir(path):
        yield from _walk(path, sieve)
    elif is_wild(path) and not os.path.lexists(path):
        from glob import glob

        try:
            matches = [match for match in sorted(glob(path, recursive=True)) if not os.path.isdir(match)]
        except RecursionError:
            raise Refusal(say("glob-too-deep", path=path)) from None
        yield from (Source(match) for match in matches) if matches else [Source(path)]
    else:
        yield Source(path)


def _walk(folder: str, sieve: Sieve | None) -> Iterator[Source]:
    """The files below a folder, hidden ones left out; a folder that is left out stands for all in it."""
    unread: list[OSError] = []
    for parent, folders, files in walk(folder, unread.append):
        shown = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in shown if sieve is None or not sieve.excludes(os.path.join(parent, name))]
        yield from (Source(os.path.join(parent, name), named=False) for name in shown if name not in folders)
        for name in sorted(files):
            if not name.startswith("."):
                yield Source(os.path.join(parent, name), named=False)
    # What could not be looked into is told of as a file that cannot be read is.
    yield from (Source(error.filename) for error in unread)
