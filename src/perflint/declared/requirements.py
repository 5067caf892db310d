"""What must hold: `require` of a policy pack. Each requirement says nothing, or by how much a subject misses it.

Requirements of texts look at any field, those of numbers and dates at values. A blank text misses `required` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perflint.declared.patterns import compiled
from perflint.declared.subjects import Subject
from perflint.expression import Date, Expression, Listing, Quantity, Range, parse, plain, read_unit
from perflint.interface import listed, say
from perflint.period import Moment
from perflint.policy import OFF, Frame
from perflint.record import NamedTuple
from perflint.regex import any_word
from perflint.rules.common import bracket_unit, comparator_of
from perflint.text import Span
from perflint.units import Unit, dimension_name

NONE = "none"


class Miss(NamedTuple):
    """What was found instead, and where in the subject's text; the whole of it where `span` is None."""

    found: str
    span: Span | None = None


Test = Callable[[Subject], Miss | None]


class Requirement(NamedTuple):
    """A test, and what it asks for, in words for people."""

    key: str
    expected: str
    test: Test

    def __call__(self, subject: Subject) -> Miss | None:
        return self.test(subject)


def requirements(require: Mapping[str, Any], frame: Frame) -> tuple[Requirement, ...]:
    """In the order of the schema, whatever the pack's: what is there at all comes before how it is written."""
    return tuple(_requirements(require, frame))


def text_requirements(require: Mapping[str, Any]) -> Iterator[Callable[[str], bool]]:
    """Those requirements that a text alone meets or not."""
    for key, meant in require.items():
        if key in _OF_TEXT:
            yield _holds(_OF_TEXT[key](meant)[1])


def _holds(test: Callable[[str], Miss | None]) -> Callable[[str], bool]:
    return lambda text: test(text) is None


def _requirements(require: Mapping[str, Any], frame: Frame) -> Iterator[Requirement]:
    if require.get("required", OFF) != OFF:
        yield Requirement("required", say("own-something"), _required)
    if "has" in require:
        yield from (_has(keys, frame) for keys in require["has"])
    for key, meant in require.items():
        if key in _OF_TEXT:
            expected, test = _OF_TEXT[key](meant)
            yield Requirement(key, expected, _on_text(test))
        elif key in _OF_VALUE:
            expected, judge = _OF_VALUE[key](meant)
            yield Requirement(key, expected, _on_value(judge))


# Whether anything is there.


def _required(subject: Subject) -> Miss | None:
    return Miss(say("nothing-there")) if subject.blank else None


def _has(keys: list[str], frame: Frame) -> Requirement:
    """`keys`: the levels that a word names, any of which will do (成本 under 产出, or as a first level)."""
    level = frame.first.get(keys[0]) or frame.second[keys[0]]
    wanted = {*keys, *(child.key for key in keys for child in frame.children(key))}

    def test(subject: Subject) -> Miss | None:
        rows = subject.project.indicators
        there = any(not wanted.isdisjoint(row.category[:2]) for row in rows)
        return None if there or not rows else Miss(say("own-none-of", level=level.name))

    return Requirement("has", level.name, test)


# Texts.

TextTest = Callable[[str], Miss | None]


def _on_text(test: TextTest) -> Test:
    return lambda subject: None if subject.blank else test(subject.text)


def _one_of(allowed: list[str]) -> tuple[str, TextTest]:
    known = {text.strip() for text in allowed}
    return listed(allowed), lambda text: None if text.strip() in known else Miss(text.strip())


def _pattern(pattern: str) -> tuple[str, TextTest]:
    found = compiled(pattern)
    return pattern, lambda text: None if found.find(text) else Miss(text.strip())


def _contains(wanted: list[str]) -> tuple[str, TextTest]:
    known = any_word(wanted)
    return listed(wanted), lambda text: None if known.search(text) else Miss(text.strip())


def _forbidden(unwanted: list[str]) -> tuple[str, TextTest]:
    known = any_word(unwanted)

    def test(text: str) -> Miss | None:
        hit = known.search(text)
        return Miss(hit.group(), Span(*hit.span())) if hit else None

    return listed(unwanted), test


def _length(bounds: Mapping[str, int]) -> tuple[str, TextTest]:
    low, high = bounds.get("min", 0), bounds.get("max")

    def test(text: str) -> Miss | None:
        count = len(text.strip())
        return None if low <= count and (high is None or count <= high) else Miss(str(count))

    return _span(bounds, ""), test


_OF_TEXT: Mapping[str, Callable[[Any], tuple[str, TextTest]]] = {
    "one_of": _one_of,
    "pattern": _pattern,
    "contains": _contains,
    "forbidden": _forbidden,
    "length": _length,
}


# Values.

Judge = Callable[[Subject, Expression], Miss | None]


def _on_value(judge: Judge) -> Test:
    def test(subject: Subject) -> Miss | None:
        return None if subject.value is None else judge(subject, subject.value.expression)

    return test


def _form(forms: list[str]) -> tuple[str, Judge]:
    names = [say(f"form-{form}") for form in forms]

    def judge(subject: Subject, read: Expression) -> Miss | None:
        return None if read.kind in forms else Miss(say(f"form-{read.kind}"))

    return listed(names), judge


def _comparator(signs: list[str]) -> tuple[str, Judge]:
    names = [say("own-no-comparator") if sign == NONE else sign for sign in signs]

    def judge(subject: Subject, read: Expression) -> Miss | None:
        if not isinstance(read, Quantity) or subject.value is None:
            return None
        written = comparator_of(subject.value) or NONE
        found = say("own-no-comparator") if written == NONE else written
        return None if written in signs else Miss(found, read.spans.get("comparator"))

    return listed(names), judge


def _unit(units: list[str]) -> tuple[str, Judge]:
    wanted = [(text, unit) for text in units if (unit := read_unit(text)) is not None]

    def accepted(unit: Unit) -> bool:
        """A unit with a scale (万元) asks for it; without one, any scale will do."""
        return any(unit.text == text or (unit.name == one.name == text) for text, one in wanted)

    return listed(units), _judging_units(accepted)


def _dimension(dimensions: list[str]) -> tuple[str, Judge]:
    def accepted(unit: Unit) -> bool:
        return unit.dimension in dimensions or unit.main in dimensions

    return listed(map(dimension_name, dimensions)), _judging_units(accepted)


def _judging_units(accepted: Callable[[Unit], bool]) -> Judge:
    def judge(subject: Subject, read: Expression) -> Miss | None:
        for part in _numeric(read):
            unit = part.unit or (bracket_unit(subject.value) if subject.value else None)
            if unit is None:
                return Miss(say("own-no-unit"))
            if not accepted(unit):
                return Miss(unit.text, read.spans.get("unit"))
        return None

    return judge


def _number(bounds: Mapping[str, Any]) -> tuple[str, Judge]:
    unit: str = bounds.get("unit", "")
    low, high = (_amount(bounds.get(end), unit) for end in ("min", "max"))
    target = read_unit(unit) if unit else None

    def judge(subject: Subject, read: Expression) -> Miss | None:
        for part in _numeric(read):
            for number, own in _bounds(part):
                if unit and (own is None or target is None or own.dimension != target.dimension):
                    continue
                amount = Fraction(number) * (own.factor if own and unit else 1)
                if (low is not None and amount < low) or (high is not None and amount > high):
                    return Miss(_written(read), read.spans.get("number"))
        return None

    return _span(bounds, unit), judge


def _written(read: Expression) -> str:
    """The number with its unit, as written; the whole text where several stand in it."""
    spans = [span for part in ("number", "unit") if (span := read.spans.get(part)) is not None]
    return read.text[spans[0].start : spans[-1].end] if spans else read.text.strip()


def _amount(number: Decimal | None, unit: str) -> Fraction | None:
    """The number in the base unit of its dimension."""
    if number is None:
        return None
    read = parse(f"{plain(number)}{unit}")
    return read.base if unit and isinstance(read, Quantity) else Fraction(number)


def _numeric(read: Expression) -> list[Quantity | Range]:
    parts = read.items if isinstance(read, Listing) else (read,)
    return [part for part in parts if isinstance(part, (Quantity, Range))]


def _bounds(part: Quantity | Range) -> list[tuple[Decimal, Unit | None]]:
    if isinstance(part, Quantity):
        return [(part.number, part.unit)] if part.ratio is None else []
    return [(part.low, part.unit or part.high_unit), (part.high, part.high_unit or part.unit)]


def _before(day: str) -> tuple[str, Judge]:
    year, month, date = (int(part) if part else None for part in day.rsplit("-", 2))

    def judge(subject: Subject, read: Expression) -> Miss | None:
        if not isinstance(read, Date) or read.end is None:
            return None
        of_table = subject.project.table.year
        own, limit = read.end.year or of_table, year or of_table
        if own is None or limit is None:
            return None
        last = Moment(own, read.end.month, read.end.day).last
        return None if last < (limit, month or 1, date or 1) else Miss(read.text.strip())

    return day.strip("-"), judge


_OF_VALUE: Mapping[str, Callable[[Any], tuple[str, Judge]]] = {
    "form": _form,
    "comparator": _comparator,
    "unit": _unit,
    "dimension": _dimension,
    "number": _number,
    "before": _before,
}
OF_VALUE = frozenset(_OF_VALUE)
OF_TEXT = frozenset(_OF_TEXT)


def _span(bounds: Mapping[str, Any], unit: str) -> str:
    low, high = bounds.get("min"), bounds.get("max")
    ends = [None if end is None else f"{plain(Decimal(end))}{unit}" for end in (low, high)]
    if ends[0] is None or ends[1] is None:
        return say("own-at-least", low=ends[0]) if ends[1] is None else say("own-at-most", high=ends[1])
    return say("own-between", low=ends[0], high=ends[1]) if low != high else ends[0]
