"""Tables made when the wheel is built, so that a start neither reads YAML vocabulary nor builds the grammar.

A wheel holds them as Python modules under `perflint/_compiled` (bytecode is the fastest thing Python can load). An
editable install has none and works from the sources, so that a changed word counts at once.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


def table(name: str) -> ModuleType | None:
    """The compiled module `name`, or None where this installation works from the sources."""
    try:
        return import_module(f"perflint._compiled.{name}")
    except ModuleNotFoundError:
        return None
