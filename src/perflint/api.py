"""What a notebook or another program calls; `from perflint import lint, parse, convert`."""

from __future__ import annotations

import os
from collections.abc import Iterable

from perflint.conversion import convert
from perflint.expression import parse
from perflint.linter import Options, Report
from perflint.linter import lint as lint_paths

__all__ = ["convert", "lint", "parse"]


def lint(
    *paths: str | os.PathLike[str],
    year: int | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    policy: str | os.PathLike[str] = "default",
    lang: str | None = None,
) -> Report:
    """Check files, folders and globs: `lint("data.yaml", "表/", ignore="N")`.

    `year` is for tables that state none. `select` and `ignore` name rules by name, code, family (`U`) or glob, one or
    several. `policy` is the name of a shipped pack or a pack file. `lang` is the language of the findings, `zh` (the
    default) or `en`. The report's `findings` are in order of path and position; a file that cannot be read is a finding
    too. Raises `perflint.rule.UnknownRule` for a word that names no rule, `perflint.packs.PackError` for a policy that
    cannot be used, ValueError for another language.
    """
    options = Options(_several(select), _several(ignore), year=year, policy=os.fspath(policy), lang=lang)
    return lint_paths([os.fspath(path) for path in paths], options)


def _several(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
