"""JSON text for the json and sarif formats: readable, fast, the same for the same data, and safe to print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from perflint.regex import lazy

# Valid in JSON as they are, but not as UTF-8 (lone surrogates) or not on a terminal (C1 controls, bidi controls); a
# GitHub runner obeys `##[` anywhere in a line.
_ESCAPED = lazy(
    "[\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\udfff\\U000e0000-\\U000e007f]"
    "|(?<=##)\\["
)


def dump(document: Any, depth: int) -> str:
    """`document` as JSON: the outer `depth` levels a line each, what lies deeper on its parent's line."""
    return _ESCAPED.sub(_escape, "".join(_pieces(document, depth, "\n"))) + "\n"


def _pieces(value: Any, depth: int, newline: str) -> Iterator[str]:
    if depth == 0 or not value or not isinstance(value, (dict, list)):
        yield _compact(value)
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    keyed = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    inner = f"{newline}  "
    separator = opening
    for key, item in keyed:
        yield f"{separator}{inner}" if key is None else f"{separator}{inner}{_compact(key)}: "
        yield from _pieces(item, depth - 1, inner)
        separator = ","
    yield f"{newline}{closing}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _escape(match: re.Match[str]) -> str:
    return "\\u005b" if match.group() == "[" else json.dumps(match.group())[1:-1]
