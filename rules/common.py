"""What several families ask of a value: its numbers, its percentage, its direction, whether it is money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from perflint.expression import Quantity, Range
from perflint.model import Indicator, Value
from perflint.units import Unit

NUMERIC = ("quantity", "range")
AT_LEAST = ("≥", ">")
AT_MOST = ("≤", "<")
COST = ("output_cost", "economic_cost")
MONEY_KINDS = ("cost", "price", "investment", "income", "money")


def numbers(value: Value) -> tuple[Decimal, ...]:
    """The number of a quantity, the bounds of a range; empty for anything else."""
    expression = value.expression
    if isinstance(expression, Quantity):
        return (expression.number,)
    if isinstance(expression, Range):
        return tuple(bound for bound in (expression.low, expression.high) if bound is not None)
    return ()


def unit_of(value: Value) -> Unit | None:
    """The unit written in the value or its column."""
    expression = value.expression
    return expression.unit if isinstance(expression, (Quantity, Range)) else None


def stated_unit(value: Value) -> Unit | None:
    """The unit of the value: its own, else the only one that the name gives in brackets."""
    return unit_of(value) or bracket_unit(value)


def bracket_unit(value: Value) -> Unit | None:
    """The unit in brackets of the name; None where there is none or where two differ."""
    found = {unit.name: unit for unit in value.naming.bracket_units}
    return next(iter(found.values())) if len(found) == 1 else None


def percents(value: Value) -> tuple[Fraction, ...]:
    """The numbers in per cent; a bare number counts on a rate (95, 0.95) and where the name gives %. Else empty."""
    unit = unit_of(value)
    if unit is not None:
        return tuple(Fraction(number) * unit.factor * 100 for number in numbers(value)) if unit.dimension == "ratio" else ()
    given = bracket_unit(value)
    if given is not None and given.dimension == "ratio":
        return tuple(Fraction(number) * given.factor * 100 for number in numbers(value))
    if given is not None or not value.naming.is_rate:
        return ()
    return tuple(Fraction(number) * (100 if 0 < number <= 1 else 1) for number in numbers(value))


def comparator_of(value: Value) -> str | None:
    """The value's comparator, else the one in a bracket of the name (`(≥**%)`)."""
    written = value.expression.comparator
    if written is not None:
        return written
    return next((bracket.comparator for bracket in value.naming.brackets if bracket.comparator), None)


def is_cost(indicator: Indicator) -> bool:
    """Whether the indicator stands under cost, at either level."""
    return indicator.category.level1 == "cost" or indicator.category.level2 in COST


def is_money(value: Value) -> bool:
    """Whether the value is money by its unit, the name's bracket, the name's head, or its place under cost."""
    unit = stated_unit(value)
    if unit is not None:
        return unit.dimension.partition("/")[0] == "money"
    naming = value.naming
    if naming.kind is None or naming.kind in ("thing", "vague"):
        return is_cost(value.indicator)
    return naming.kind in MONEY_KINDS


def shown(number: Fraction | Decimal) -> str:
    """A number for people: no exponent, no trailing zeros, at most four decimals."""
    text = f"{float(number):.4f}" if isinstance(number, Fraction) else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
