"""Which signs a match of a regular expression can begin with: worked out when tables are built, never in a run."""

from __future__ import annotations

from collections.abc import Iterable
from re import _parser
from typing import Any


def first_signs(pattern: str) -> str:
    """The signs that a match can begin with, sorted; "" where it may be any, or none at all."""
    found = _firsts(_parser.parse(pattern))
    return "" if found is None or "" in found else "".join(sorted(found))


def _firsts(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """First signs, "" among them where the whole may be empty; None for any sign."""
    firsts: set[str] = set()
    for kind, value in items:
        found = _firsts_of(str(kind), value)
        if found is None:
            return None
        firsts |= found - {""}
        if "" not in found:
            return firsts
    return firsts | {""}


def _firsts_of(kind: str, value: Any) -> set[str] | None:
    if kind == "LITERAL":
        return {chr(value)}
    if kind == "IN":
        return _set_of(value)
    if kind == "SUBPATTERN":
        return _firsts(value[-1])
    if kind == "BRANCH":
        branches = [_firsts(branch) for branch in value[1]]
        return None if None in branches else set().union(*(branch for branch in branches if branch))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, repeated = value
        found = _firsts(repeated)
        return found if found is None or least else found | {""}
    return {""} if kind in ("AT", "ASSERT", "ASSERT_NOT") else None


def _set_of(members: Iterable[tuple[Any, Any]]) -> set[str] | None:
    signs: set[str] = set()
    for kind, value in members:
        if str(kind) == "LITERAL":
            signs.add(chr(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < 64:
            signs.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return signs
