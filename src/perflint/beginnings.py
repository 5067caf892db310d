"""With what characters a match of a regular expression can begin, so that a search skips all others at once.

`re` works this out for the plainest expressions alone (`更新|更换`); one word with a condition before or behind it
(`更(?!名)`) and the whole expression is tried at every character of a text. Only used when the wheel is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _compiler, _constants  # type: ignore[attr-defined]
from typing import Any

_INFO_HEAD = 5
"""Numbers of an INFO block before its set: the opcode, how far to skip, the mask, least and most width."""
_NO_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
_OPPOSITES = {
    _constants.CATEGORY_NOT_DIGIT: _constants.CATEGORY_DIGIT,
    _constants.CATEGORY_NOT_SPACE: _constants.CATEGORY_SPACE,
    _constants.CATEGORY_NOT_WORD: _constants.CATEGORY_WORD,
}
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


class _Anything(Exception):
    """A match may begin with any character, as far as is known here."""


def hurried(code: list[int], parsed: Any, flags: int) -> list[int]:
    """The matcher's numbers for an expression, with the set of beginnings put in where `re` found none.

    `parsed` is what `re` parsed. Jumps are relative, so what stands behind the block stays as it is.
    """
    opcode, skip, mask, least, _ = code[:_INFO_HEAD]
    if opcode != _constants.INFO or mask or not least or flags & re.IGNORECASE:
        return code
    try:
        beginnings, _ = _beginnings(parsed)
    except _Anything:
        return code
    signs: list[int] = []
    _compiler._compile_charset(_compiler._optimize_charset(beginnings)[0], flags, signs)
    block = [opcode, skip + len(signs), _constants.SRE_INFO_CHARSET, *code[3:_INFO_HEAD], *signs]
    return block + code[_INFO_HEAD:]


def _beginnings(parts: Iterable[tuple[Any, Any]]) -> tuple[list[Any], bool]:
    """The members of the set, and whether the parts may match nothing at all; raises _Anything."""
    found: list[Any] = []
    for opcode, given in parts:
        members, may_be_empty = _beginnings_of(opcode, given)
        found += members
        if not may_be_empty:
            return found, False
    return found, True


def _beginnings_of(opcode: Any, given: Any) -> tuple[list[Any], bool]:
    if opcode in _NO_WIDTH:
        return [], True
    if opcode is _constants.LITERAL:
        return [(opcode, given)], False
    if opcode is _constants.IN:
        return _members(given), False
    if opcode is _constants.BRANCH:
        ways = [_beginnings(way) for way in given[1]]
        return [member for members, _ in ways for member in members], any(empty for _, empty in ways)
    if opcode in _REPEATS:
        least, _, repeated = given
        members, may_be_empty = _beginnings(repeated)
        return members, may_be_empty or not least
    if opcode is _constants.ATOMIC_GROUP:
        return _beginnings(given)
    if opcode is _constants.SUBPATTERN and not given[1] & re.IGNORECASE:
        return _beginnings(given[3])
    raise _Anything


def _members(given: Sequence[tuple[Any, Any]]) -> list[Any]:
    """What is in a set, or in one around it: `[^\\S\\n]` is in `\\s`."""
    if given[0][0] is not _constants.NEGATE:
        return list(given)
    for opcode, member in given[1:]:
        if opcode is _constants.CATEGORY and member in _OPPOSITES:
            return [(opcode, _OPPOSITES[member])]
    raise _Anything
