"""What perflint itself says to people, beside the messages of rules; the texts are in `perflint.texts`."""

from __future__ import annotations

from perflint.texts.zh import TEXTS


def say(key: str, **fields: object) -> str:
    """The text of `key` with its fields filled in."""
    return TEXTS[key].format_map(fields)
