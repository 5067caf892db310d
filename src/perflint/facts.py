"""What is known of a name, a value, a row or a project before any rule looks at it: words that rules are picked by.

A rule says what it `needs` (see `perflint.rule`), so that most rules are never asked about most rows. Facts of a text
are worked out once per distinct text. They are:

* of a name: its traits (`names.yaml`, `heads.yaml`), its polarity, `bounded`, `limited`, `failure`, `growing`, `never`,
  `rate-like`, `bracket`, `prefix`; `signs` where it holds more than letters and digits, `digits`, `wordless`;
* of a value: its kind, its comparator or `bare`, the roles of its marks, its notes, `glyph` (a sign that is not the
  comparator's own), `odd-digits`; of its unit `unit` or `unitless`, `ratio`, `per-unit` (a denominator alone),
  `misspelt`; of its numbers `zero`, `negative-number`, `share` (above 0, at most 1), `decimal`, `hundred` (may be
  100 %), `over-hundred` (may be more);
* of a row: `weight`, `columns` (for comparator or unit), `both` values, which `differ`, `years` (several of them in its
  project), `unmeasured` (no number or date in any value), `misspelt` (a unit), `misplaced` and `unplaced` (its levels);
  of any text in it `space`, `round` (brackets, quotes), `long-number` (four digits or more);
* of a project: all facts of the values that its indicators are judged by, `weight`; of its texts as of a row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from perflint.expression import Expression, Quantity, Range, parse
from perflint.naming import analyse

if TYPE_CHECKING:
    from perflint.model import Indicator, Project

Facts = frozenset[str]

_STATED = ("weight", "columns", "both", "differ", "years", "unmeasured", "misspelt", "misplaced", "unplaced")
_MEASURED = frozenset({"quantity", "range", "date", "list"})
_ODD_DIGITS = re.compile(r"[0-9.,][OoＯｏ,，．]|[０-９．，]")
_WRITTEN = re.compile(r"(?P<space>\s)|(?P<round>[()\[\]（）［］“”\"])|(?P<number>\d{4})")
_SHOWN = {"space": "space", "round": "round", "number": "long-number"}


@lru_cache(maxsize=65536)
def of_name(text: str) -> Facts:
    return _shared(frozenset(_of_name(text)))


@lru_cache(maxsize=65536)
def of_value(text: str) -> Facts:
    return _shared(frozenset(_of_expression(parse(text))))


def of_row(indicator: Indicator) -> Facts:
    """What the row's cells and its project say, its name and values apart."""
    values, years, category = indicator.values, indicator.project.years, indicator.category
    fields = [value.field for value in values]
    texts = {value.text for value in values}
    said = [of_value(text) for text in texts]
    facts = _stated(
        indicator.weight is not None,
        indicator.comparator is not None or indicator.unit is not None,
        "full" in fields and "annual" in fields,
        len(texts) > 1,
        years is not None and len(years) > 1,
        all(_MEASURED.isdisjoint(one) for one in said),
        any("misspelt" in one for one in said),
        category.fault is not None,
        category.level1 is None or category.level2 is None,
    )
    for cell in (indicator.name, indicator.full, indicator.annual, indicator.value):
        if cell is not None and (found := _written(cell.text)):
            facts |= found
    return _shared(facts)


def of_project(project: Project) -> Facts:
    """What the values of its indicators say, and its own texts."""
    facts: set[str] = set()
    for row in project.indicators:
        if row.judged is not None:
            facts |= of_value(row.judged.text)
        if row.weight is not None:
            facts.add("weight")
    dated = project.period.cells.values() if project.period is not None else ()
    for cell in (project.name, project.goal, project.annual_goal, *dated):
        if cell is not None:
            facts |= _written(cell.text)
    return frozenset(facts)


@lru_cache(maxsize=65536)
def _written(text: str) -> Facts:
    """Only what is rare is looked for: most texts have none of it."""
    return _shared(frozenset(_SHOWN[match.lastgroup or ""] for match in _WRITTEN.finditer(text)))


@lru_cache(maxsize=4096)
def _shared(facts: Facts) -> Facts:
    """One object for equal facts: what is picked by them is then found without comparing sets."""
    return facts


@lru_cache(maxsize=1024)
def _stated(*holds: bool) -> Facts:
    return frozenset(compress(_STATED, holds))


def _of_name(text: str) -> Iterator[str]:
    naming = analyse(text)
    yield from naming.traits
    if naming.polarity:
        yield naming.polarity
    given = {
        "bounded": naming.bounded,
        "limited": naming.limited,
        "failure": naming.failure,
        "growing": naming.growing,
        "never": naming.never,
        "rate-like": naming.rate_like,
        "bracket": naming.brackets,
        "prefix": naming.prefix,
        "signs": not text.isalnum(),
    }
    yield from (fact for fact, holds in given.items() if holds)
    if not text.isalpha():
        if any(map(str.isdigit, text)):
            yield "digits"
        if not any(map(str.isalpha, text)):
            yield "wordless"


def _of_expression(expression: Expression) -> Iterator[str]:
    yield expression.kind
    yield expression.comparator or "bare"
    yield from expression.notes
    if _ODD_DIGITS.search(expression.text):
        yield "odd-digits"
    for part in (expression, *getattr(expression, "items", ())):
        for mark in part.marks:
            yield mark.role
            if mark.role == "sign" and mark.text != mark.comparator:
                yield "glyph"
    if isinstance(expression, Quantity):
        yield from _of_numbers((expression.number,), expression)
    elif isinstance(expression, Range):
        yield from _of_numbers((bound for bound in (expression.low, expression.high) if bound is not None), expression)


def _of_numbers(numbers: Iterable[Decimal], expression: Quantity | Range) -> Iterator[str]:
    unit = expression.unit
    yield "unit" if unit else "unitless"
    if unit is not None and unit.misspelt:
        yield "misspelt"
    if unit is not None and unit.dimension == "ratio":
        yield "ratio"
    if unit is not None and unit.name.startswith("/"):
        yield "per-unit"
    for number in numbers:
        if number == 0:
            yield "zero"
        elif number < 0:
            yield "negative-number"
        elif number <= 1:
            yield "share"
        if number != number.to_integral_value():
            yield "decimal"
        if unit is None:
            yield "hundred"
            if number > 1:
                yield "over-hundred"
        elif unit.dimension == "ratio":
            percent = number * 100 * unit.factor.numerator
            if percent == 100 * unit.factor.denominator:
                yield "hundred"
            elif percent > 100 * unit.factor.denominator:
                yield "over-hundred"
