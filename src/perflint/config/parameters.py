"""Whether a value may stand for a rule's parameter: it is of the kind of the default."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from perflint.interface import listed, say
from perflint.rule import Choice, Rule

Written = int | str | bool | Decimal


def name_of(written: str) -> str:
    """The parameter that is meant: `satisfaction-floor` is `satisfaction_floor`."""
    return written.replace("-", "_")


def fitted(default: Any, value: Any) -> Any:
    """The value as the rule takes it; None where it does not fit."""
    if isinstance(default, Choice):
        return value if value in default.known else None
    if isinstance(default, bool):
        return value if isinstance(value, bool) else None
    if isinstance(default, list):
        fits = isinstance(value, list) and value and all(fitted(default[0], item) is not None for item in value)
        return value if fits else None
    if isinstance(default, int):
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
    if isinstance(default, str) and _number(default) is None:
        return value if isinstance(value, str) else None
    return _number(value)


def expected(default: Any) -> str:
    """What may be written, in words."""
    if isinstance(default, Choice):
        return say("parameter-choice", known=listed(default.known))
    is_number = not isinstance(default, (bool, list, int)) and _number(default) is not None
    kind = "number" if is_number else type(default).__name__
    return say(f"parameter-{kind}")


def plain(default: Any, value: Any) -> Any:
    """A value as it is written: a number that rules take as text is a number."""
    if isinstance(default, (str, float)) and not isinstance(default, Choice):
        return value if _number(value) is None else Decimal(str(value))
    return value


def declaring(rules: Mapping[str, Rule], name: str) -> list[Rule]:
    """The rules that have a parameter of that name."""
    return [rule for rule in rules.values() if name in rule.parameters]


def _number(value: Any) -> str | None:
    """A number that is no whole one keeps its digits as text: no rule computes with floats."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return str(value) if number.is_finite() and number >= 0 else None
