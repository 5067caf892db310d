"""The event stream of ruamel.yaml: its C parser, or the pure one where that is not installed.

Both are brought to agree: signs that only one of them takes for a line break or a byte order mark reach neither, and
where they refuse a text, their sentence is only used to tell the kind of mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

from perflint.readers.nodes import Refused, misread
from perflint.readers.yaml_marks import is_key

NextEvent = Callable[[], Any]
"""The next event of the stream, None after the last."""

_ODD = "\x85\u2028\u2029\ufeff"
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|x[0-9A-Fa-f]{0,2}|.)")
_TAB = re.compile(r" *\t")
_KEY = re.compile(r"\s*(?:- +)*([^\s:]+)\s*")
_GLUED = re.compile(r"\s*(?:- +)*([^\s:]+):(?=[^\s:])")
_PRIVATE = range(0xE000, 0xF900)
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


def events(text: str, *, pure: bool = False) -> tuple[NextEvent, Mapping[int, int]]:
    """The events of a YAML text (without BOM), and a table that gives back the signs hidden from the parser."""
    hidden = _stand_ins(text)
    shown = text.translate({original: stand_in for stand_in, original in hidden.items()}) if hidden else text
    parser = None if pure else _c_parser()
    if parser is not None:
        return parser(shown).get_event, hidden
    return _pure_events(shown), hidden


@contextmanager
def own_words(text: str) -> Iterator[None]:
    """Turns a parser's refusal of `text` into `Refused`, at its cause."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield
    except MarkedYAMLError as error:
        raise _located(text, error) from None
    except (YAMLError, ValueError, OverflowError):
        raise _forbidden(text) from None


def _located(text: str, error: Any) -> Refused:
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


def _forbidden(text: str) -> Refused:
    """The parser met a character that no YAML may hold."""
    match = _FORBIDDEN.search(text)
    if match is None:
        return misread("other", 0)
    return misread("control", match.start(), sign=f"U+{ord(match.group()):04X}")


def _stand_ins(text: str) -> dict[int, int]:
    """Private characters that the text does not hold, each for a sign that the parsers take differently."""
    found = [sign for sign in _ODD if sign in text]
    if not found:
        return {}
    free = (code for code in _PRIVATE if chr(code) not in text)
    return {stand_in: ord(sign) for stand_in, sign in zip(free, found, strict=False)}


@cache
def _c_parser() -> Any:
    try:
        return getattr(import_module("ruamel.yaml.cyaml"), "CParser", None)
    except ImportError:
        return None


def _pure_events(text: str) -> NextEvent:
    from ruamel.yaml import YAML

    stream = YAML(typ="safe", pure=True).parse(text)
    return lambda: next(stream, None)
