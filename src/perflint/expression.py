"""The text of one value cell, understood: quantity, range, date, words, list, or malformed.

The syntax is `grammar/indicator.lark`; the tree becomes these types in `perflint.transform`. A text is parsed once per
distinct text and shared, so offsets here are relative to the text; the cell maps them to its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, ClassVar, Self

from perflint.period import Moment
from perflint.record import NamedTuple
from perflint.terminals import half_width, vocabulary
from perflint.text import Span
from perflint.units import Unit

AT_LEAST = frozenset("≥>")
AT_MOST = frozenset("≤<")
_NOWHERE: Mapping[str, Span] = MappingProxyType({})
LONGEST = 400
"""Characters beyond which a text is prose."""


class Mark(NamedTuple):
    """A sign or word that was written: what it is (`sign`, `before`, `after`, `about`, `around`, `more`, `prefix`,
    `change`, `label`, `direction`, `done`), the comparator it stands for ("" for none), the text, and where.
    """

    role: str
    comparator: str
    text: str
    span: Span


class Segment(NamedTuple):
    """`text[start:end]` of a joined text came from `column` (comparator, value, unit), from `offset` on there."""

    start: int
    end: int
    column: str
    offset: int


class Expression:
    """What every kind has in common.

    `comparator`: ≥ > ≤ < = ≈ or None. `direction`: positive, negative or qualitative where a template's direction word
    stands before. `notes`: what was set aside or mended. `spans`: comparator, number and unit, where they are there.
    `marks`: the signs and words as written.
    """

    __slots__ = ("comparator", "direction", "marks", "notes", "spans", "text")

    kind: ClassVar[str]

    def __init__(
        self,
        text: str,
        *,
        comparator: str | None = None,
        direction: str | None = None,
        notes: tuple[str, ...] = (),
        spans: Mapping[str, Span] = _NOWHERE,
        marks: tuple[Mark, ...] = (),
    ) -> None:
        self.text = text
        self.comparator = comparator
        self.direction = direction
        self.notes = notes
        self.spans = spans
        self.marks = marks

    def replaced(self, **changes: Any) -> Self:
        """The same with other values for the fields named."""
        return type(self)(**{**self._fields(), **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and self.kind == other.kind and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((self.kind, self.text))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._fields().items())})"

    def _fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for kind in type(self).__mro__ for name in getattr(kind, "__slots__", ())}

    def as_json(self) -> dict[str, Any]:
        """The object that `perflint parse --format json` prints."""
        return {
            "text": self.text,
            "kind": self.kind,
            "comparator": self.comparator,
            "number": None,
            "low": None,
            "high": None,
            "unit": None,
            "unit_text": None,
            "dimension": None,
            "start": None,
            "end": None,
            "items": [],
            "direction": self.direction,
            "notes": list(self.notes),
            "spans": {part: list(span) for part, span in self.spans.items()},
        }

    def marked(self, *roles: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.role in roles]


class Quantity(Expression):
    """A number with its scale folded in. `ratio` is the text of `1:18` or `2/3`, whose `number` is then the quotient.

    `scale` is the scale as written (万), `repaired` the number's text put right where it was not well written.
    """

    __slots__ = ("number", "ratio", "repaired", "scale", "unit")

    kind: ClassVar[str] = "quantity"

    def __init__(
        self,
        text: str,
        *,
        number: Decimal,
        unit: Unit | None,
        scale: str,
        ratio: str | None = None,
        repaired: str | None = None,
        **common: Any,
    ) -> None:
        super().__init__(text, **common)
        self.number = number
        self.unit = unit
        self.ratio = ratio
        self.scale = scale
        self.repaired = repaired

    @property
    def is_ratio(self) -> bool:
        return self.ratio is not None

    @property
    def base(self) -> Fraction:
        """The number in the base unit of its dimension, exact for a ratio too."""
        if self.ratio is not None:
            above, below = self.ratio.replace(":", "/").split("/")
            return Fraction(above) / Fraction(below)
        return Fraction(self.number) * (self.unit.factor if self.unit else 1)

    def as_json(self) -> dict[str, Any]:
        return {
            **Expression.as_json(self),
            "number": self.ratio or plain(self.number),
            **_unit_json(self.unit),
            **({"dimension": "ratio"} if self.ratio else {}),
        }


class Range(Expression):
    """Two bounds, scales folded in. `unit` is that of the low bound, `high_unit` that of the high one, the same but in
    2公里-3000米. `is_ratio`: the bounds are quotients (1:18-1:20).
    """

    __slots__ = ("high", "high_unit", "is_ratio", "low", "unit")

    kind: ClassVar[str] = "range"

    def __init__(
        self,
        text: str,
        *,
        low: Decimal,
        high: Decimal,
        unit: Unit | None,
        high_unit: Unit | None,
        is_ratio: bool,
        **common: Any,
    ) -> None:
        super().__init__(text, **common)
        self.low = low
        self.high = high
        self.unit = unit
        self.high_unit = high_unit
        self.is_ratio = is_ratio

    def as_json(self) -> dict[str, Any]:
        return {
            **Expression.as_json(self),
            "low": plain(self.low),
            "high": plain(self.high),
            **_unit_json(self.unit),
        }


class Point(NamedTuple):
    """A date as precise as written; the year may be missing."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """`2024-12-31`, `2024-12`, `2024`, `--12-31`, `--12`."""
        year = f"{self.year:04}" if self.year else "-"
        return "-".join([year, *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def moment(self) -> Moment | None:
        """The same for comparing; None where the year is missing."""
        return Moment(self.year, self.month, self.day) if self.year else None


class Date(Expression):
    """A deadline (`end` only), a point (both the same) or a period (both)."""

    __slots__ = ("end", "start")

    kind: ClassVar[str] = "date"

    def __init__(self, text: str, *, start: Point | None, end: Point | None, **common: Any) -> None:
        super().__init__(text, **common)
        self.start = start
        self.end = end

    @property
    def is_period(self) -> bool:
        return self.start is not None and self.end is not None and self.start != self.end

    def as_json(self) -> dict[str, Any]:
        return {
            **Expression.as_json(self),
            "start": self.start.iso() if self.start else None,
            "end": self.end.iso() if self.end else None,
        }


class Words(Expression):
    """Prose, with or without numbers."""

    __slots__ = ()

    kind: ClassVar[str] = "qualitative"


class Listing(Expression):
    """Two or more quantities, ranges or dates in one cell; their spans are those of the whole text."""

    __slots__ = ("items",)

    kind: ClassVar[str] = "list"

    def __init__(self, text: str, *, items: tuple[Expression, ...], **common: Any) -> None:
        super().__init__(text, **common)
        self.items = items

    def as_json(self) -> dict[str, Any]:
        return {**Expression.as_json(self), "items": [item.as_json() for item in self.items]}


class Malformed(Expression):
    """Only signs, digits, units and comparator words, and still no value. `position`: where it breaks."""

    __slots__ = ("position",)

    kind: ClassVar[str] = "malformed"

    def __init__(self, text: str, *, position: int, **common: Any) -> None:
        super().__init__(text, **common)
        self.position = position


class Empty(Expression):
    """Nothing but space."""

    __slots__ = ()

    kind: ClassVar[str] = "empty"


def parse(text: str) -> Expression:
    """Understand a value. Never fails: what cannot be understood is Words or Malformed."""
    return Words(text) if len(text) > LONGEST and text.strip() else _parsed(text)


@lru_cache(maxsize=4096)
def read_unit(text: str) -> Unit | None:
    """A text that is nothing but a unit (万元, 元/人.天, ％); None for any other."""
    if not text or len(text) > LONGEST or not text.strip():
        return None
    read = parse("100" + text)
    if not isinstance(read, Quantity) or read.unit is None or read.unit.dimension.startswith("unknown"):
        return None
    if read.comparator or read.marks or read.unit.text != text.strip():
        return None
    return read.unit


def join_columns(comparator: str | None, value: str, unit: str | None) -> tuple[str, tuple[Segment, ...]]:
    """The joined text of split columns, and where its parts came from.

    A comparator or unit that the value already carries is dropped, whether it agrees or not, and so is what makes no
    value of it (a column that says 无); rules that judge that parse the columns by themselves. The unit goes right
    behind the number: 90以上 and % make 90%以上.
    """
    text, segments = _joined([("value", value, 0)])
    if unit is not None and unit.strip():
        at = _unit_goes(value, unit.strip())
        if at is not None:
            parts = [("value", value[:at], 0), ("unit", unit.strip(), _margin(unit)), ("value", value[at:], at)]
            text, segments = _joined(parts)
    if comparator is None or not comparator.strip():
        return text, segments
    sign = comparator.strip()
    read, with_sign = parse(text), parse(sign + text)
    carries = read.comparator is not None or isinstance(read, (Range, Listing, Words, Empty))
    if carries or not (is_value(with_sign) or parse(sign).kind == Malformed.kind):
        return text, segments
    return _joined(
        [
            ("comparator", sign, _margin(comparator)),
            *((one.column, text[slice(*one[:2])], one.offset) for one in segments),
        ]
    )


def plain(number: Decimal) -> str:
    """Decimal digits without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_value(expression: Expression) -> bool:
    """Whether it is a number, a range or a date."""
    return isinstance(expression, (Quantity, Range, Date))


def table_source() -> str:
    """The parser's tables as the source of one Python module (see `perflint.compiled`)."""
    from perflint import grammars

    return grammars.table_source()


def _unit_goes(value: str, unit: str) -> int | None:
    """Where in `value` the unit of its column belongs; None where it does not make an amount of the value."""
    read = parse(value)
    at = len(value.rstrip())
    if isinstance(read, (Quantity, Range)):
        if read.unit is not None:
            return None
        at = max([read.spans["number"].end, *(mark.span.end for mark in read.marked("more"))])
    joined = parse(value[:at] + unit + value[at:])
    return at if isinstance(joined, (Quantity, Range)) and joined.unit is not None else None


def _joined(parts: Iterable[tuple[str, str, int]]) -> tuple[str, tuple[Segment, ...]]:
    """Parts given as (column, text, offset of the text in its column), empty ones left out."""
    segments: list[Segment] = []
    text = ""
    for column, part, offset in parts:
        if part:
            segments.append(Segment(len(text), len(text) + len(part), column, offset))
            text += part
    return text, tuple(segments)


def _margin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _unit_json(unit: Unit | None) -> dict[str, str | None]:
    if unit is None:
        return {"unit": None, "unit_text": None, "dimension": None}
    return {"unit": unit.name, "unit_text": unit.text, "dimension": unit.dimension}


@lru_cache(maxsize=65536)
def _parsed(text: str) -> Expression:
    return _grammar().parse(text) if half_width(text).strip() else Empty(text)


@cache
def _grammar() -> Any:
    from perflint.grammars import Grammar
    from perflint.shapes import of

    words = vocabulary()
    return of(Grammar(words).parse, words)
