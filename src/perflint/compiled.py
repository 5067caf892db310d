"""Tables made when the wheel is built, so that a start neither reads YAML vocabulary nor builds the grammar.

A wheel holds them as Python modules under `perflint/_compiled` (bytecode is the fastest thing Python can load). An
editable install has none and works from the sources, so that a changed word counts at once.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType


def table(name: str) -> ModuleType | None:
    """The compiled module `name`, or None where this installation works from the sources."""
    try:
        return import_module(f"perflint._compiled.{name}")
    except ModuleNotFoundError:
        return None


def write_tables(folder: Path) -> None:
    """Write every compiled table into `folder`. Called once, by the build."""
    from perflint import expression, vocabulary

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text('"""Made by the build; see perflint.compiled."""\n', encoding="utf-8")
    (folder / "words.py").write_text(vocabulary.table_source(), encoding="utf-8")
    (folder / "parser.py").write_text(expression.table_source(), encoding="utf-8")
