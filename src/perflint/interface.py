"""What perflint itself says to people, beside the rules' messages: one table of templates with named fields."""

from __future__ import annotations

_TEXTS = {
    "same-in-annual": "年度值相同",
    "crash": "{error}",
}


def say(key: str, **fields: object) -> str:
    """The text of `key` with its fields filled in."""
    return _TEXTS[key].format_map(fields)
