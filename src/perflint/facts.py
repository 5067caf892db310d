"""What is known of a name, a value, a row or a project before any rule looks at it: words that rules are picked by.

A rule says what it `needs` (see `perflint.rule`), so that most rules are never asked about most rows. Facts of a text
are worked out once per distinct text. They are:

* of a name: its traits (`names.yaml`, `heads.yaml`), its polarity, `bounded`, `limited`, `failure`, `growing`, `never`,
  `rate-like`, `bracket`, `prefix`; `signs` where it holds more than letters and digits, `digits`, `wordless`; `wish`
  where it begins with a verb of what is hoped for, `routine` and `inputs` by the patterns of `categories.yaml`;
* of a value: its kind, its comparator or `bare`, the roles of its marks, its notes, `glyph` (a sign that is not the
  comparator's own), `odd-digits`; of its unit `unit` or `unitless`, `ratio`, `per-unit` (a denominator alone),
  `misspelt`, `unclear`; of its numbers `zero`, `negative-number`, `share` (above 0, at most 1), `decimal`, `hundred`
  (may be 100 %), `over-hundred` (may be more);
* of a row: `weight`, `columns` (for comparator or unit), `both` values, which `differ`, `years` (several of them in its
  project), `unmeasured` (no number or date in any value), `misspelt` (a unit), `misplaced` and `unplaced` (its levels);
* of any text, and of a row by its values: those of `signs.yaml` (`space`, `round`, `joint`, `vague`, `past`), `hole`
  (what looks like one of a template), `odd-year` (a year far from these times; in a period also without 年) and
  `doubled` (a punctuation mark that is there twice);
* of a row `at:KEY` for the key of each of its levels, and `head:KIND` for the kind of its name's head (`head:` where
  it has none); of a value `field:FIELD`;
* of a project: all facts of the values that its indicators are judged by, the places `at:KEY` where they stand,
  `weight`, `funded` (a total other than 0); of its own texts as of any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING

from perflint.expression import Expression, Quantity, Range, parse
from perflint.naming import analyse
from perflint.regex import any_of, any_word, compiled, lazy
from perflint.vocabulary import words

if TYPE_CHECKING:
    from perflint.model import Category, Indicator, Project

Facts = frozenset[str]

_STATED = ("weight", "columns", "both", "differ", "years", "misplaced", "unplaced")
_NAMED = ("bounded", "limited", "failure", "growing", "never", "rate-like", "bracket", "prefix")
_said_of = attrgetter("bounded", "limited", "failure", "growing", "never", "rate_like", "brackets", "prefix")
_MEASURED = frozenset({"quantity", "range", "date", "list"})
_ODD_DIGITS = lazy(r"[0-9.,][OoＯｏ,，．]|[０-９．，]")
_NOTHING: Facts = frozenset()


@lru_cache(maxsize=65536)
def of_text(text: str) -> Facts:
    """What a text holds, whatever it is."""
    if not _any_sign().search(text):
        return _NOTHING
    return _shared(frozenset(fact for fact, sign in _signs().items() if sign.search(text)))


@lru_cache(maxsize=65536)
def of_name(text: str) -> Facts:
    return _shared(frozenset(_of_name(text)) | of_text(text))


@lru_cache(maxsize=65536)
def of_value(text: str) -> Facts:
    return _shared(frozenset(_of_expression(parse(text))) | of_text(text))


def of_row(indicator: Indicator) -> Facts:
    """What the row's cells and its project say, its name apart."""
    texts, years, category = [value.text for value in indicator.values], indicator.project.years, indicator.category
    return _of_row(
        tuple(map(of_value, texts)),
        indicator.weight is not None,
        indicator.comparator is not None or indicator.unit is not None,
        len(texts) > 1,
        len(texts) > 1 and texts[0] != texts[1],
        years is not None and len(years) > 1,
        category.fault is not None,
        category.level1 is None or category.level2 is None,
    )


def of_place(category: Category, head: str | None) -> Facts:
    """Where a row stands in the frame, and what kind of head its name has."""
    return _levels(category) | {f"head:{head or ''}"}


@cache
def of_field(field: str) -> Facts:
    """Which column a value stands in."""
    return frozenset({f"field:{field}"})


def of_project(project: Project) -> Facts:
    """What its indicators and their values say, its funds, and its own texts."""
    facts: set[str] = {"funded"} if project.total else set()
    for row in project.indicators:
        facts |= _levels(row.category)
        if row.judged is not None:
            facts |= of_value(row.judged.text)
        if row.weight is not None:
            facts.add("weight")
    dated = project.period.cells.values() if project.period is not None else ()
    for cell in (project.name, project.goal, project.annual_goal, *dated):
        if cell is not None:
            facts |= of_text(cell.text)
    if any(_odd_period().search(cell.text) for cell in dated):
        facts.add("odd-year")
    return _shared(frozenset(facts))


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    """The facts of any text, each with what it is found by."""
    signs = {fact: any_word(signs) for fact, signs in words("signs").items()}
    odd_year, doubled = compiled(words("periods")["odd_year"]), compiled(words("goals")["doubled"])
    return {**signs, "hole": holes(), "odd-year": odd_year, "doubled": doubled}


@cache
def _any_sign() -> re.Pattern[str]:
    return compiled("|".join(f"(?:{sign.pattern})" for sign in _signs().values()))


@cache
def _odd_period() -> re.Pattern[str]:
    return compiled(words("periods")["odd_period"])


@cache
def holes() -> re.Pattern[str]:
    """What looks like a hole of a template, or a word of a form that nobody replaced."""
    data = words("placeholders")
    return compiled("|".join([*data["holes"], any_of(data["words"])]))


@cache
def wish() -> re.Pattern[str]:
    """What a name begins with that says what is hoped for and not what is measured; the verb is its first group."""
    data = words("naming")
    verbs = [*data["improvement_verbs"], *data["verbs_of_things"]]
    return compiled(rf"(?:{any_of(data['adverbs'])})*({any_of(verbs)})")


@cache
def _sayings() -> Mapping[str, re.Pattern[str]]:
    return {fact: compiled(words("categories")[fact]) for fact in ("routine", "inputs")}


@cache
def _of_any_text() -> Facts:
    return frozenset(_signs()) | {"misspelt"}


@lru_cache(maxsize=256)
def _levels(category: Category) -> Facts:
    return frozenset(f"at:{key}" for key in category[:2] if key)


@lru_cache(maxsize=4096)
def _of_row(said: tuple[Facts, ...], *stated: bool) -> Facts:
    facts = frozenset(compress(_STATED, stated)).union(*(one & _of_any_text() for one in said))
    return facts | {"unmeasured"} if all(map(_MEASURED.isdisjoint, said)) else facts


@lru_cache(maxsize=4096)
def _shared(facts: Facts) -> Facts:
    """One object for equal facts: what is picked by them is then found without comparing sets."""
    return facts


def _of_name(text: str) -> Iterator[str]:
    naming = analyse(text)
    yield from naming.traits
    if naming.polarity:
        yield naming.polarity
    yield from compress(_NAMED, _said_of(naming))
    yield from (fact for fact, words_of_it in _sayings().items() if words_of_it.search(naming.core))
    if wish().match(naming.core):
        yield "wish"
    if not text.isalnum():
        yield "signs"
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
        yield from _of_numbers((expression.low, expression.high), expression)


def _of_numbers(numbers: Iterable[Decimal], expression: Quantity | Range) -> Iterator[str]:
    unit = expression.unit
    yield "unit" if unit else "unitless"
    if unit is not None and unit.misspelt:
        yield "misspelt"
    if unit is not None and ("unknown" in unit.parts or unit.name in words("heads")["unclear_units"]):
        yield "unclear"
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
