"""Regular expressions, compiled when the wheel is built: compiling them in a run was a quarter of a start.

What `re` makes of an expression is a list of numbers for its matcher, bound to one version of Python. The build writes
down the numbers of all that is declared or that the rules' own examples need; another Python, and another expression,
compiles as ever.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from perflint.compiled import table

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")

_asked: set[tuple[str, int]] = set()
"""What this process had to compile."""
_declared: list[tuple[str, int]] = []
"""What may come to be compiled."""


@cache
def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns."""
    asked = source, int(flags)  # a flag's own hash is not that of its number
    ready = _ready().get(asked)
    if ready is None:
        _asked.add(asked)
        return re.compile(source, flags)
    all_flags, numbers, groups, by_name, names = ready
    code = memoryview(numbers).cast("I").tolist()
    return cast("re.Pattern[str]", _sre.compile(source, all_flags, code, groups, by_name, names))


def any_of(words: Iterable[str]) -> str:
    """One expression for all words, the longest first; of no words one that matches nothing."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """`any_of` the words, compiled."""
    return compiled(any_of(words))


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, to all who only use its methods; compiled at the first use of one."""
    _declared.append((source, flags))
    return cast("re.Pattern[str]", _Lazy(source, flags))


class _Lazy:
    """Stands for a compiled expression; after the first use its methods are that expression's own."""

    __slots__ = ("flags", "source", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        pattern = compiled(self.source, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def table_source() -> str:
    """All that this process asked for or may ask for, as the source of one Python module (see `perflint.compiled`)."""
    for declared in _declared:
        compiled(*declared)
    return f"PYTHON = {_python()!r}\nCONTENT = {{\n{''.join(map(_entry, sorted(_asked)))}}}\n"


def _entry(asked: tuple[str, int]) -> str:
    """One line of the table: what `_sre.compile` takes, worked out as `re.compile` does, and with its beginnings."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    from perflint.beginnings import hurried

    source, flags = asked
    parsed = _parser.parse(source, flags)
    groups, by_name = parsed.state.groups, dict(parsed.state.groupdict)
    names: list[str | None] = [None] * groups
    for name, group in by_name.items():
        names[group] = name
    numbers = hurried(_compiler._code(parsed, flags), parsed, flags | parsed.state.flags)
    code = array("I", numbers).tobytes()
    return f"{asked!r}: {(flags | parsed.state.flags, code, groups - 1, by_name, tuple(names))!r},\n"


@cache
def _ready() -> Mapping[tuple[str, int], Any]:
    """What the build compiled, by expression and flags; nothing where it was built by another Python."""
    ready = table("patterns")
    return ready.CONTENT if ready is not None and _python() == ready.PYTHON else {}


def _python() -> tuple[Any, ...]:
    """What the numbers are bound to."""
    return sys.implementation.cache_tag, sys.hexversion, _sre.MAGIC, _sre.CODESIZE, sys.byteorder
