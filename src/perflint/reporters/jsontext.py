"""JSON text for programs: readable, fast, the same for the same data, safe to print, and written piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from perflint.processes import shared
from perflint.record import NamedTuple
from perflint.regex import lazy
from perflint.visible import is_safe

try:
    # What `json` itself quotes with; the package around it has a reader, too, which every run would have to load.
    from _json import encode_basestring as quoted
except ImportError:
    from json.encoder import encode_basestring as quoted

__all__ = ["Each", "Json", "dump", "quoted", "safe", "written"]

# Valid in JSON as they are, but not as UTF-8 (lone surrogates) or not on a terminal (C1 controls, bidi controls); a
# GitHub runner obeys `##[` anywhere in a line.
_ESCAPED = lazy(
    "[\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\udfff\\U000e0000-\\U000e007f]"
    "|(?<=##)\\["
)


class Json(str):
    """Text that is JSON already."""

    __slots__ = ()


class Each(NamedTuple):
    """A list of what `make` makes of each item: made as it is written."""

    make: Callable[[Any], Any]
    items: Sequence[Any]


def dump(document: Any, depth: int) -> str:
    """`document` as JSON: the outer `depth` levels a line each, what lies deeper on its parent's line."""
    return "".join(written(document, depth))


def written(document: Any, depth: int, jobs: int = 1) -> Iterator[str]:
    """What `dump` gives, in pieces. A list among the outer levels may be an `Each`.

    `jobs` processes share the work: worth it where an item takes longer, some 40 µs, than the pages that both touch.
    """
    yield from _pieces(document, depth, "\n", jobs)
    yield "\n"


def _pieces(value: Any, depth: int, newline: str, jobs: int) -> Iterator[str]:
    kind = type(value)
    if depth == 0 or kind not in (dict, list, Each):
        yield safe(_compact(value))
        return
    opening, closing = "{}" if kind is dict else "[]"
    inner = f"{newline}  "
    separator = opening
    if kind is Each:
        texts = shared(lambda item: f"{inner}{_text(value.make(item), depth - 1, inner)}", value.items, jobs)
        for text in texts:
            yield separator + text
            separator = ","
    else:
        for key, item in value.items() if kind is dict else ((None, item) for item in value):
            label = "" if key is None else f"{safe(quoted(key))}: "
            yield f"{separator}{inner}{label}"
            yield from _pieces(item, depth - 1, inner, jobs)
            separator = ","
    yield f"{opening}{closing}" if separator == opening else f"{newline}{closing}"


def _text(value: Any, depth: int, newline: str) -> str:
    """What `_pieces` gives, as one, for what holds no `Each`: one of a list's many items."""
    if depth == 0 or not value or not isinstance(value, (dict, list)):
        return safe(_compact(value))
    inner, after = f"{newline}  ", depth - 1
    if isinstance(value, dict):
        fields = [f"{safe(quoted(key))}: {_text(item, after, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(fields)}{newline}}}"
    items = [_text(item, after, inner) for item in value]
    return f"[{inner}{f',{inner}'.join(items)}{newline}]"


def _compact(value: Any) -> str:
    kind = type(value)
    if kind is Json:
        text: str = value
        return text
    if kind is str:
        return quoted(value)
    if kind is int:
        return str(value)
    return _encoder()(value)


@cache
def _encoder() -> Callable[[Any], str]:
    from json import JSONEncoder

    return JSONEncoder(ensure_ascii=False).encode


def safe(text: str) -> str:
    """JSON with what is not to be printed escaped in its strings."""
    return text if is_safe(text) else _ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    from json import dumps

    return "\\u005b" if match.group() == "[" else dumps(match.group())[1:-1]
