"""What several families ask of a value: its numbers, its percentage, its direction, whether it is money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from perflint.expression import Expression, Quantity, Range, parse
from perflint.finding import Edit, Place
from perflint.model import Cell, Indicator, Value
from perflint.naming import Naming
from perflint.numerals import EXACT
from perflint.units import Unit
from perflint.vocabulary import term, words

NUMERIC = ("quantity", "range")
AT_LEAST = ("≥", ">")
AT_MOST = ("≤", "<")
COST = ("output_cost", "economic_cost")
MONEY_KINDS = ("cost", "price", "investment", "income", "money")
NO_SHARE = (None, "vague", "thing", "document", *MONEY_KINDS)
"""Heads with which a percentage is a share of nothing (U005) rather than the wrong unit (U001)."""


def value_title(field: str) -> str:
    """What a column of values is called, by its field (`full`, `annual`)."""
    return term("values", field, words("keys")["levels"]["indicator"][field][0])


def numbers(value: Value) -> tuple[Decimal, ...]:
    """The number of a quantity, the bounds of a range; empty for anything else."""
    return numbers_of(value.expression)


def numbers_of(expression: Expression) -> tuple[Decimal, ...]:
    """The same of what was read of a text."""
    if isinstance(expression, Quantity):
        return (expression.number,)
    if isinstance(expression, Range):
        return expression.low, expression.high
    return ()


def unit_of(value: Value) -> Unit | None:
    """The unit written in the value or its column."""
    unit: Unit | None = getattr(value.expression, "unit", None)
    return unit


def stated_unit(value: Value) -> Unit | None:
    """The unit of the value: its own, else the only one that the name gives in brackets."""
    return unit_of(value) or bracket_unit(value)


def bracket_unit(value: Value) -> Unit | None:
    """The unit in brackets of the name; None where there is none or where two differ."""
    if not value.naming.brackets:
        return None
    found = {unit.name: unit for unit in value.naming.bracket_units}
    return next(iter(found.values())) if len(found) == 1 else None


def contradicts(unit: Unit, naming: Naming) -> bool:
    """Whether what the name says cannot be counted in that unit."""
    if not naming.dimensions or not naming.dimensions.isdisjoint(unit.parts):
        return False
    if "unknown" in unit.parts or (unit.main == "ratio" and naming.kind in NO_SHARE):
        return False
    if naming.kind == "rate" and len(unit.parts) > 1 and unit.main != "money":  # 人/亿元, 秒/百小时
        return False
    return not (naming.has("base") and unit.main == "ratio" and unit.name != "%")  # 每千人口床位数 6.5‰


def is_whole(value: Value) -> bool:
    """Whether it is all of a rate that cannot be more: 100 % of a 合格率."""
    naming = value.naming
    if not naming.bounded or naming.is_satisfaction or naming.polarity == "negative":
        return False
    found = percents(value)
    return bool(found) and all(percent == 100 for percent in found)


def percents(value: Value) -> tuple[Fraction, ...]:
    """The numbers in per cent; a bare number counts on a rate (95, 0.95) and where the name gives %. Else empty."""
    if unit_of(value) is not None:
        return _written_percents(value.text)
    given = bracket_unit(value)
    if given is not None:
        return _shares(numbers_of(value.expression), given)
    if not value.naming.is_rate:
        return ()
    return tuple(Fraction(number) * (100 if 0 < number <= 1 else 1) for number in numbers(value))


@lru_cache(maxsize=65536)
def _written_percents(text: str) -> tuple[Fraction, ...]:
    """Of a value that has a unit; by its text, since fractions are dear, to reckon with and to tell apart."""
    expression = parse(text)
    unit: Unit | None = getattr(expression, "unit", None)
    return _shares(numbers_of(expression), unit) if unit is not None else ()


def _shares(found: Iterable[Decimal], unit: Unit) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) * unit.factor * 100 for number in found) if unit.dimension == "ratio" else ()


def comparator_of(value: Value) -> str | None:
    """The value's comparator, else the one in a bracket of the name (`(≥**%)`)."""
    written = value.expression.comparator
    if written is not None:
        return written
    if not value.naming.brackets:
        return None
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
    if isinstance(number, Fraction):
        number = Decimal(round(number * 10_000)).scaleb(Decimal(-4), EXACT)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def without_comparator(value: Value) -> str:
    """The value's text without its comparator."""
    span = value.expression.spans.get("comparator")
    text = value.text
    return (text[: span.start] + text[span.end :] if span else text).strip()


def with_unit(value: Value, unit: str) -> str:
    """The value's text with `unit` after its number."""
    span = value.expression.spans.get("unit") or value.expression.spans["number"]
    if unit_of(value) is not None:
        return value.text.strip()
    return (value.text[: span.end] + unit + value.text[span.end :]).strip()


def append_unit(value: Value, unit: str) -> Edit:
    """The edit that puts `unit` into the row's empty unit column, or right after the number where there is none."""
    end = value.expression.spans["number"].end
    return _filled(value.indicator.unit, unit) or Edit(value.cut(end, end), unit)


def prepend_comparator(value: Value, sign: str) -> Edit:
    """The edit that puts `sign` into the row's empty comparator column, or before the number where there is none."""
    start = value.expression.spans["number"].start
    return _filled(value.indicator.comparator, sign) or Edit(value.cut(start, start), sign)


def without(place: Place) -> Edit:
    """The edit that takes a part of a cell out, with the blanks beside it that would come to an end of its text."""
    cell, start, end = place
    assert isinstance(cell, Cell)
    assert end is not None
    text = cell.text
    if not text[end:].strip():
        start = len(text[:start].rstrip())
    if not text[:start].strip():
        end += len(text[end:]) - len(text[end:].lstrip())
    return Edit(Place(cell, start, end), "")


def _filled(column: Cell | None, text: str) -> Edit | None:
    """The edit that fills a row's column; None where the row has none, or something in it."""
    return Edit(column.at(), text) if column is not None and column.blank else None
