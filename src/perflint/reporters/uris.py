"""Where a file is for a code platform: relative to the repository's root; for SARIF percent-encoded."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import quote

from perflint.discovery import root_of
from perflint.text import SourceText

ROOT = "SRCROOT"


class Locator:
    """Paths of one run against one root: the git root of the current folder, or that of all sources, else the folder.

    Symlinks are resolved, since GitHub knows a file by its real path only. A file outside of the root has an absolute
    URI or path. `location` and `path` take the path as the user named it, and work each out once.
    """

    def __init__(self, sources: Iterable[SourceText]) -> None:
        here = Path.cwd().resolve()
        self.root = _root_of(here) or _shared_root(sources) or here
        self.location = cache(self._location)
        self.path = cache(self._path)

    def _location(self, path: str) -> dict[str, str]:
        """SARIF's `artifactLocation` of the file that the user calls `path`."""
        real = _real(path)
        if not real.is_relative_to(self.root):
            return {"uri": real.as_uri()}
        return {"uri": quote(os.fsencode(real.relative_to(self.root).as_posix())), "uriBaseId": ROOT}

    def _path(self, path: str) -> str:
        """The path with slashes, relative where it is under the root; a byte that is no text is escaped."""
        real = _real(path)
        inside = real.relative_to(self.root) if real.is_relative_to(self.root) else real
        return inside.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _shared_root(sources: Iterable[SourceText]) -> Path | None:
    roots = {_root_of(_real(source.path).parent) for source in sources}
    return roots.pop() if len(roots) == 1 else None


def _root_of(folder: Path) -> Path | None:
    root = root_of(str(folder))
    return Path(root) if root is not None else None


def _real(path: str) -> Path:
    """The absolute path, links resolved; as written where the system refuses the text (a NUL, a loop of links)."""
    try:
        return Path(path).resolve()
    except (OSError, ValueError, RuntimeError):
        return Path.cwd() / path
