"""Regular expressions that are compiled at their first use: compiling all of them took a quarter of a start."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Lazy:
    """Stands for a compiled expression; after the first use its methods are that expression's own."""

    __slots__ = ("flags", "source", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self.source = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.source, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, to all who only use its methods."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
