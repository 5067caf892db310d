"""Names meant by patterns with `*`, `?` and `[…]`, as `fnmatch` has them."""

from __future__ import annotations

from fnmatch import fnmatchcase

from perflint.regex import lazy

_SET_OR_BRACKET = lazy(r"(\[!?+\]?+[^\]]*+\])|\[")
_BRACKET = "[[]"


def is_meant(name: str, pattern: str) -> bool:
    """Whether the pattern means the name, letters large or small as they are."""
    return fnmatchcase(name, _told_apart(pattern) if "[" in pattern else pattern)


def _told_apart(pattern: str) -> str:
    """The same with every bracket that nothing closes in a set of its own: `fnmatch` looks to the end for each."""
    sets, closing, rest = pattern.rpartition("]")
    told = _SET_OR_BRACKET.sub(lambda found: found[1] or _BRACKET, sets + closing)
    return told + rest.replace("[", _BRACKET)
