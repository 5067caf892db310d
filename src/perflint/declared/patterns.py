"""Patterns that users write, in time linear in the text: RE2, which knows no backtracking.

A policy pack may come from anyone; with Python's `re`, `(a+)+$` in one would stop a run for good. The library is an
extra (`perflint[patterns]`) and is only loaded where a pack has a pattern.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from perflint.text import Span


class Missing(Exception):
    """RE2 is not installed."""


class Wrong(Exception):
    """No pattern; the text is RE2's reason."""


class Useless(Exception):
    """A pattern that no text has."""


class Pattern:
    """A pattern, searched anywhere in a text unless it says otherwise (`^`, `$`)."""

    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled

    def find(self, text: str) -> Span | None:
        """Where the pattern first stands in the text, in code points."""
        match = self._compiled.search(text)
        return Span(*match.span()) if match else None


@cache
def compiled(pattern: str) -> Pattern:
    """The pattern ready for use. Raises Missing, Wrong or Useless."""
    try:
        re2 = import_module("re2")
    except ImportError:
        raise Missing from None
    options = re2.Options()
    options.log_errors = False
    try:
        made = re2.compile(pattern, options)
    except re2.error as error:
        [reason, *_] = error.args
        raise Wrong(reason.decode() if isinstance(reason, bytes) else str(reason)) from None
    if made.programsize <= 1:
        raise Useless
    return Pattern(made)
