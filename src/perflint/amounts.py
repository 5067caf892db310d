"""Numbers with their units: the part of a value that is measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perflint.meanings import Meanings
from perflint.numerals import EXACT, integers, read_digits
from perflint.record import NamedTuple
from perflint.text import Span
from perflint.tokens import Token, Unreadable, token, tokens
from perflint.units import Part, Unit, compound

_HALF = Decimal("0.5")


class Number(NamedTuple):
    """A number as written: its value, where it stands, its text put right, and whether full-width was all its fault."""

    value: Decimal
    span: Span
    repaired: str | None = None
    full_width: bool = False


class Edit(NamedTuple):
    """What to write instead of a misspelt part of a unit."""

    span: Span
    text: str


class Measured(NamedTuple):
    """A unit without its scale."""

    name: str
    dimension: str
    factor: Fraction
    whole: bool
    span: Span
    edits: tuple[Edit, ...]


class Measure(NamedTuple):
    """One part of a denominator, and the token of its unit, if it has one."""

    part: Part
    unit: Token | None


class Amount(NamedTuple):
    """A number and its unit. `scale`: as written; `ratio`: the text of 1:18 or 2/3; `more`: 余 or 多 inside."""

    number: Number
    unit: Unit | None = None
    unit_span: Span | None = None
    scale: str = ""
    ratio: str | None = None
    more: tuple[Token, ...] = ()

    @property
    def value(self) -> Decimal:
        return self.number.value


class Amounts:
    """The grammar's rules for amounts: each method gets what its rule is made of, and where."""

    meanings: Meanings
    text: str

    # --- numbers ---

    def number(self, children: list[Token], span: Span) -> Number:
        *signs, digits = children
        value, repaired = read_digits(digits.word)
        if any(sign.type == "DASH" or sign.word in self.meanings.negative for sign in signs):
            value = value.copy_negate()
        if repaired is None and self._written(digits) == digits.word:
            return Number(value, span)
        before = self.text[span.start : digits.start]
        return Number(value, span, before + (repaired or digits.word), repaired is None)

    def amount(self, children: list[Any], span: Span) -> Amount:
        number, more = self._number(children[0]), tuple(tokens(children, "MORE"))
        scale, measured = token(children, "SCALE"), _measured(children)
        if scale is None:
            return Amount(number, *self._unit(measured), more=more)
        value = EXACT.multiply(number.value, self.meanings.scales[scale.word])
        if measured is None:
            number = self._together(value, Span(number.span.start, scale.end), [number])
        else:
            number = number._replace(value=value)
        return Amount(number, *self._unit(measured, scale), scale=scale.word, more=more)

    def summed(self, children: list[Any], span: Span) -> Amount:
        """1亿2千万: the scales come down; a sign before it is that of the whole."""
        scales = list(tokens(children, "SCALE"))
        sizes = [self.meanings.scales[scale.word] for scale in scales]
        for scale, size, smaller in zip(scales[1:], sizes, sizes[1:], strict=False):
            if smaller >= size:
                raise Unreadable(scale.start)
        parts = [children[0], *(self.number([digits], digits.span) for digits in tokens(children, "NUMBER"))]
        total = Decimal(0)
        for part, size in zip(parts, sizes, strict=True):
            total = EXACT.add(total, EXACT.multiply(part.value.copy_abs(), size))
        number = self._together(total.copy_sign(parts[0].value), Span(span.start, scales[-1].end), parts)
        return Amount(number, *self._unit(_measured(children)))

    def with_half(self, children: list[Any], span: Span) -> Amount:
        """半年, 两个半月, 1年半."""
        half, measured = token(children, "HALF"), _measured(children)
        assert half is not None
        assert measured is not None
        if children[0] is half:
            return Amount(Number(_HALF, half.span), *self._unit(measured))
        number = self._number(children[0])
        at = Span(number.span.start, max(number.span.end, half.end))
        value = EXACT.add(number.value, _HALF.copy_sign(number.value))
        return Amount(self._together(value, at, [number]), *self._unit(measured))

    def per_cent(self, children: list[Any], span: Span) -> Amount:
        head, number = children[0], self._number(children[1])
        entry = self.meanings.entry(self.meanings.parts_per[head.word])
        unit = Unit(entry.name, self._written(head), entry.dimension, entry.factor, self._written(head))
        return Amount(number, unit, head.span)

    def quotient(self, children: list[Token], span: Span) -> Amount:
        """1:18, 2/3, 三分之二."""
        (written,) = children
        if written.type == "RATIO":
            left, right = (part.strip() for part in written.word.replace("∶", ":").split(":"))
            text = f"{left}:{right}"
        elif "/" in written.word:
            left, right = map(str, integers(written.word))
            text = f"{left}/{right}"
        else:
            right, left = (str(self.meanings.count(part)) for part in written.word.split("分之"))
            text = f"{left}/{right}"
        if not Decimal(right):
            raise Unreadable(written.start)
        return Amount(Number(Decimal(left) / Decimal(right), span), ratio=text)

    # --- units ---

    def unit(self, children: list[Any], span: Span) -> Measured:
        first = children[0] if isinstance(children[0], Token) else None
        entry = self.meanings.entry(first.word) if first is not None and first.type == "UNIT" else None
        below = [child for child in children if isinstance(child, list)]
        measures = [part for denominator in below for part in denominator if isinstance(part, Measure)]
        parts = [Part(entry, first.word if first is not None else "")]
        for measure in measures:
            parts += self._parts(measure.part)
        name, dimension, factor = compound(parts)
        edits = [] if entry is None or not entry.misspelt or first is None else [Edit(first.span, entry.name)]
        edits += [edit for denominator in below for edit in _edits(denominator)]
        used = [entry, *(measure.part.entry for measure in measures)]
        if any(part is not None and _is_symbol(part.spelling) and not part.misspelt for part in used):
            # μg/m3: symbols stay among themselves.
            edits = [edit for edit in edits if not _is_symbol(self.text[edit.span.start])]
        return Measured(name, dimension, factor, bool(entry and entry.whole and not below), span, tuple(edits))

    def denominator(self, children: list[Any], span: Span) -> list[Any]:
        return children

    def measure(self, children: list[Token], span: Span) -> Measure:
        number, scale, written = token(children, "NUMBER"), token(children, "SCALE"), token(children, "UNIT")
        size = Fraction(read_digits(number.word).value) if number is not None else Fraction(1)
        if number is not None and not size:  # 5元/0公里 says nothing
            raise Unreadable(number.start)
        if scale is not None:
            size *= Fraction(self.meanings.scales[scale.word])
        before = "".join(part.word for part in (number, scale) if part is not None)
        return Measure(Part(self.meanings.entry(written.word) if written else None, "", before, size), written)

    # --- helpers ---

    def _written(self, written: Token) -> str:
        return self.text[written.start : written.end]

    def _number(self, child: Number | Token) -> Number:
        return child if isinstance(child, Number) else Number(Decimal(self.meanings.count(child.word)), child.span)

    def _together(self, value: Decimal, span: Span, parts: Sequence[Number]) -> Number:
        """The number that parts are, with what stands between and behind them; put right where they are."""
        edits = [Edit(part.span, part.repaired) for part in parts if part.repaired is not None]
        if not edits:
            return Number(value, span)
        full_width = all(part.full_width for part in parts if part.repaired is not None)
        return Number(value, span, self._put_right(span, edits), full_width)

    def _put_right(self, span: Span, edits: Iterable[Edit]) -> str:
        text, position = "", span.start
        for edit in sorted(edits):
            text += self.text[position : edit.span.start] + edit.text
            position = edit.span.end
        return text + self.text[position : span.end]

    def _unit(self, measured: Measured | None, scale: Token | None = None) -> tuple[Unit | None, Span | None]:
        """The unit as it stands, its scale included."""
        if measured is None:
            return None, None
        span = measured.span if scale is None else Span(scale.start, measured.span.end)
        spelling = self._put_right(span, measured.edits)
        text = self.text[span.start : span.end]
        whole = measured.whole and scale is None
        return Unit(measured.name, text, measured.dimension, measured.factor, spelling, whole), span

    def _parts(self, part: Part) -> list[Part]:
        """The part, or what it is put together of: 人天 is 人 and 天."""
        if part.entry is None or not part.entry.parts:
            return [part]
        return [Part(self.meanings.entry(word)) for word in part.entry.parts]


def _is_symbol(spelling: str) -> bool:
    """mg, ㎡, %: international signs, no Chinese."""
    return not "\u4e00" <= spelling[0] <= "\u9fff"


def _measured(children: Iterable[Any]) -> Measured | None:
    return next((child for child in children if isinstance(child, Measured)), None)


def _edits(denominator: list[Any]) -> Iterator[Edit]:
    """元/（人.天） → 元/人/天; a bracket goes with the joint inside it."""
    joined = token(denominator, "JOINT") is not None
    for part in denominator:
        if isinstance(part, Measure):
            entry = part.part.entry
            if entry is not None and entry.misspelt and part.unit is not None:
                yield Edit(part.unit.span, entry.name)
        elif joined and part.type == "JOINT":
            yield Edit(part.span, "/")
        elif joined and part.type in ("OPEN", "CLOSE"):
            yield Edit(part.span, "")
