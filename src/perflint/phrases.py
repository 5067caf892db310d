"""Regular expressions that only list phrases, as lists of phrases: worked out when tables are built, never in a run.

Many patterns of the vocabulary are words with a few neighbours that they must not have (`更(?![新换])|节[约能]`).
They are searched for as words, which need no compiling; compiling patterns was a fifth of a start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, product
from re import UNICODE, _parser
from typing import Any

from perflint.wordsearch import Phrase

MOST = 400
"""Phrases beyond which an expression is left as it is."""


def phrases(pattern: str) -> list[Phrase] | None:
    """All that `pattern` matches, in the order in which it tries; None where that is no short list of phrases."""
    parsed = _parser.parse(pattern)
    if parsed.state.flags != UNICODE or parsed.state.groups > 1:
        return None
    try:
        found = list(chain.from_iterable(map(_guarded, _alternatives(list(parsed)))))
    except _Endless:
        return None
    return found if len(found) <= MOST and all(text for text, *_ in found) else None


class _Endless(Exception):
    """An expression that matches more than a list of phrases."""


def _alternatives(items: list[Any]) -> Iterator[list[Any]]:
    """The alternatives of the outermost level, a common beginning put back to each."""
    branch = next((index for index, (kind, _) in enumerate(items) if str(kind) == "BRANCH"), None)
    if branch is None or any(str(kind).startswith("ASSERT") for kind, _ in items[branch + 1 :]):
        yield items
        return
    for inner in items[branch][1][1]:
        yield from _alternatives([*items[:branch], *inner, *items[branch + 1 :]])


def _guarded(items: list[Any]) -> Iterator[Phrase]:
    before, after = [], []
    core = list(items)
    while core and _guard(core[0], -1):
        before += _texts(core.pop(0)[1][1])
    while core and _guard(core[-1], 1):
        after += _texts(core.pop()[1][1])
    for text in _texts(core):
        yield text, tuple(before), tuple(after)


def _guard(item: Any, direction: int) -> bool:
    kind, value = item
    return str(kind) == "ASSERT_NOT" and value[0] == direction


def _texts(items: Iterable[Any]) -> list[str]:
    """All texts that a sequence matches, in order. Raises _Endless."""
    parts = [_part(str(kind), value) for kind, value in items]
    size = 1
    for part in parts:
        size *= len(part)
        if size > MOST:
            raise _Endless
    return ["".join(pieces) for pieces in product(*parts)]


def _part(kind: str, value: Any) -> list[str]:
    if kind == "LITERAL":
        return [chr(value)]
    if kind == "IN":
        return [_member(str(inner), sign) for inner, sign in value]
    if kind == "BRANCH":
        return [text for branch in value[1] for text in _texts(branch)]
    if kind == "SUBPATTERN" and not value[1] and not value[2]:
        return _texts(value[3])
    if kind == "MAX_REPEAT" and value[:2] == (0, 1):
        return [*_texts(value[2]), ""]
    raise _Endless


def _member(kind: str, value: Any) -> str:
    if kind != "LITERAL":
        raise _Endless
    return chr(value)
