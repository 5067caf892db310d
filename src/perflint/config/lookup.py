"""The configuration file for a folder: the nearest one upward. Nothing else is imported where there is none."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache

from perflint.content import whole

OWN, SHARED = "perflint.toml", "pyproject.toml"
_MENTION = rb"""(?m)^[ \t\[]*["']?tool["']?[ \t]*(?:\.[ \t]*["']?perflint|[\]=])"""
"""What a pyproject.toml without a section of ours does not hold, so that most of them are never parsed."""


def nearest(folder: str) -> str | None:
    """The path of the configuration file that holds in the absolute `folder`, None where there is none."""
    while True:
        own = _in(folder)
        parent = os.path.dirname(folder)
        if own is not None or parent == folder:
            return own
        folder = parent


def forget() -> None:
    """Look anew from here on: files may have come and gone."""
    _in.cache_clear()


def start(paths: Sequence[str]) -> str:
    """The absolute folder that all paths of a run share; the current folder where they share none or there are none."""
    try:
        shared = os.path.commonpath([_folder(path) for path in paths])
    except ValueError:
        return os.getcwd()
    return shared


def folder_of(path: str) -> str:
    """The absolute folder in which a file stands."""
    return os.path.dirname(os.path.abspath(path))


def _folder(path: str) -> str:
    """The nearest folder that is there: of a path that is a glob or is missing, one above."""
    folder = os.path.abspath(path)
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


@cache
def _in(folder: str) -> str | None:
    own = os.path.join(folder, OWN)
    if os.path.isfile(own):
        return own
    shared = os.path.join(folder, SHARED)
    return shared if os.path.isfile(shared) and _mentions(shared) else None


def _mentions(path: str) -> bool:
    try:
        data = whole(path)
    except OSError:
        return False
    if not re.search(_MENTION, data):
        return False
    from perflint.config.toml import has_section

    return has_section(path, data)
