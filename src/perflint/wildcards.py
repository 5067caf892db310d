"""Names meant by patterns with `*`, `?` and `[…]`, as `fnmatch` has them."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import filter as filtered
from fnmatch import fnmatchcase

from perflint.regex import lazy

_SET_OR_BRACKET = lazy(r"(\[!?+\]?+[^\]]*+\])|\[")
_BRACKET = "[[]"
_WILD = frozenset("*?[")


def is_meant(name: str, pattern: str) -> bool:
    """Whether the pattern means the name, letters large or small as they are."""
    return fnmatchcase(name, _told_apart(pattern)) if is_wild(pattern) else name == pattern


def all_meant(names: Iterable[str], pattern: str) -> list[str]:
    """Those of the names that the pattern means; the names of rules, which hold no capitals, or all capitals."""
    return filtered(names, _told_apart(pattern)) if is_wild(pattern) else [name for name in names if name == pattern]


def is_wild(pattern: str) -> bool:
    """Whether the pattern is more than the name that it means."""
    return not _WILD.isdisjoint(pattern)


def _told_apart(pattern: str) -> str:
    """The same with every bracket that nothing closes in a set of its own: `fnmatch` looks to the end for each."""
    if "[" not in pattern:
        return pattern
    sets, closing, rest = pattern.rpartition("]")
    told = _SET_OR_BRACKET.sub(lambda found: found[1] or _BRACKET, sets + closing)
    return told + rest.replace("[", _BRACKET)
