"""What lies below a folder, however deep: `os.walk` calls itself for every level, and a tree may have thousands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator


def walk(top: str, onerror: Callable[[OSError], object] | None = None) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every folder with the names of its folders and its other files, in the order of `os.walk`: the names of folders
    that are taken out of their list, and links, are not followed.
    """
    waiting = [top]
    while waiting:
        parent = waiting.pop()
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(parent) as entries:
                for entry in entries:
                    (folders if _is_folder(entry) else files).append(entry.name)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        yield parent, folders, files
        below = [os.path.join(parent, name) for name in reversed(folders)]
        waiting += [folder for folder in below if not os.path.islink(folder)]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False
