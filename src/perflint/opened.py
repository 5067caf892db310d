"""What files this process opens to read: the interpreter tells of each one (an audit event)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.machinery import all_suffixes
from typing import Any

_MODULES = tuple(all_suffixes())
_SYSTEM = ("/dev/", "/proc/", "/sys/")
_MEMORY = "/dev/shm/"
"""A disk in memory: its files are anybody's."""


def listen(tell: Callable[[str], None]) -> None:
    """From now on `tell` of every file that is opened only to be read, by its absolute path, just before it is.

    So whatever a run may come to depend on, a policy or what that extends, is known without being listed anywhere.
    Modules and the system's own files are left out. For good: what hears cannot be taken off again.
    """

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(given[0], str) and _is_read(*given):
            tell(os.path.abspath(given[0]))

    sys.addaudithook(hear)


def _is_read(path: str, mode: str | None, flags: int) -> bool:
    written = set(mode).isdisjoint("r") or "+" in mode if mode else flags & (os.O_WRONLY | os.O_RDWR)
    return not (written or path.endswith(_MODULES) or is_system(path))


def is_system(path: str) -> bool:
    """Whether it is no file of anybody's, but what the system tells or gives."""
    return path.startswith(_SYSTEM) and not path.startswith(_MEMORY)
