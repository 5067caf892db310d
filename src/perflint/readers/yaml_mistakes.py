"""Where a YAML parser refused a text, and what kind of mistake that is: its sentence is only used to tell the kind."""

from __future__ import annotations

from typing import Any

from perflint.readers.nodes import Refused, misread
from perflint.readers.yaml_marks import is_key
from perflint.regex import lazy

_FORBIDDEN = lazy("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = lazy(r"\\(?:u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|x[0-9A-Fa-f]{0,2}|.)")
_TAB = lazy(r" *\t")
_KEY = lazy(r"\s*(?:- +)*([^\s:]+)\s*")
_GLUED = lazy(r"\s*(?:- +)*([^\s:]+):(?=[^\s:])")
_SENTENCES = (
    ("quoted scalar", "unexpected end", "open-quote", True),
    ("quoted scalar", "document", "open-quote", True),
    ("quoted scalar", "double-quoted scalar", "escape", False),
    ("quoted scalar", "escape", "escape", False),
    ("flow", "expected ',' or", "open-bracket", True),
    ("", "mapping values are not allowed", "colon", False),
    ("", "sequence entries are not allowed", "dash", False),
    ("", "simple key", "no-colon", True),
    ("", "cannot start any token", "sign", False),
    ("block mapping", "expected", "indentation", False),
    ("block collection", "expected", "indentation", False),
    ("", "document start", "indentation", False),
    ("anchor", "", "anchor", False),
    ("alias", "", "anchor", False),
    ("", "alias", "anchor", False),
    ("tag", "", "sign", True),
    ("directive", "", "sign", True),
    ("block scalar", "", "block", True),
)
"""What the parsers' sentences hold (context, problem), the kind of mistake, whether its cause is at the context."""


def located(text: str, error: Any) -> Refused:
    context, problem = error.context or "", error.problem or ""
    mark, context_mark = error.problem_mark, error.context_mark
    for in_context, in_problem, kind, at_context in _SENTENCES:
        if in_context in context and (in_problem in problem or in_problem in context):
            chosen = context_mark if at_context and context_mark is not None else mark
            return _cause(text, kind, min((chosen or context_mark).index, len(text)))
    return _cause(text, "other", min((mark or context_mark).index, len(text)))


def _cause(text: str, kind: str, offset: int) -> Refused:
    """A nearer look at the line where a parser stopped: it often takes one mistake for another."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    tab = _TAB.match(text, start)
    if tab is not None:
        return misread("tab", tab.end() - 1)
    glued = _GLUED.match(text, start) if kind in ("no-colon", "colon", "indentation") else None
    if glued is not None and is_key(glued[1]):
        return misread("colon-space", glued.end(1), glued.end(1) + 1)
    if kind == "escape":
        escape = _ESCAPE.match(text, max(text.rfind("\\", start, offset + 1), start))
        return misread(kind, *escape.span()) if escape else misread(kind, offset)
    key = _KEY.fullmatch(text, start, offset) if kind == "colon" else None
    if key is not None and is_key(key[1]):
        return misread("indentation", key.start(1), key.end(1))
    return misread(kind, offset)


def forbidden(text: str) -> Refused:
    """The parser met a character that no YAML may hold."""
    match = _FORBIDDEN.search(text)
    if match is None:
        return misread("other", 0)
    return misread("control", match.start(), sign=f"U+{ord(match.group()):04X}")
