"""From the grammar's rules to the types of `perflint.expression`, each method called by the name of its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from perflint.amounts import Amount, Amounts, Number
from perflint.dates import Dates, Rest, When, month_of
from perflint.expression import AT_LEAST, AT_MOST, Date, Expression, Listing, Mark, Point, Quantity, Range
from perflint.meanings import Meanings
from perflint.numerals import EXACT, integers
from perflint.record import NamedTuple
from perflint.text import Span
from perflint.tokens import Token, Unreadable, token, tokens
from perflint.units import Unit

_ROLES = {
    "SIGN": "sign",
    "BEFORE": "before",
    "AFTER": "after",
    "MORE": "more",
    "DEADLINE": "after",
    "SINCE": "after",
    "PREFIX": "prefix",
    "CHANGE": "change",
    "LABEL": "label",
    "DIRECTION": "direction",
    "DONE": "done",
}
_APPROXIMATE = {"before": "about", "after": "around"}
_ASIDE = frozenset({"prefix", "change", "label"})
_BEHIND = frozenset({"after", "around", "more"})


class Said(NamedTuple):
    """The comparator that all marks agree on, the first mark that says it, and whether it was said twice."""

    comparator: str | None = None
    mark: Mark | None = None
    doubled: bool = False


class Transform(Amounts, Dates):
    """The whole of one text."""

    def __init__(self, meanings: Meanings, text: str) -> None:
        self.meanings = meanings
        self.text = text

    def start(self, children: list[Any], span: Span) -> Expression:
        expression: Expression = next(child for child in children if isinstance(child, Expression))
        directions = list(tokens(children, "DIRECTION"))
        notes = list(expression.notes)
        if token(children, "ITEM_MARK") and "prefix" not in notes:
            notes.append("prefix")
        if token(children, "STOP") and "suffix" not in notes:
            notes.append("suffix")
        return expression.replaced(
            text=self.text,
            direction=self.meanings.directions[directions[-1].word] if directions else None,
            notes=tuple(notes),
            marks=(*map(self._mark, directions), *expression.marks),
        )

    def bracketed(self, children: list[Any], span: Span) -> Expression:
        expression = self.start(children, span)
        return expression.replaced(notes=(*expression.notes, "brackets"))

    def listing(self, children: list[Any], span: Span) -> Listing:
        items = tuple(child for child in children if isinstance(child, Expression))
        return Listing(self.text, items=items)

    # --- quantities ---

    def each(self, children: list[Token], span: Span) -> Token:
        """每株: set aside like 每年, which is a word of its own."""
        return Token("PREFIX", "".join(child.word for child in children), span.start, span.end)

    def quantity(self, children: list[Any], span: Span) -> Quantity:
        (amount,) = (child for child in children if isinstance(child, Amount))
        return self._quantity(children, amount, span)

    def months(self, children: list[Any], span: Span) -> Quantity:
        """≤12月, 12月以内: a duration, unlike 12月."""
        (month,) = tokens(children, "MONTH")
        unit = month.word.lstrip(self.meanings.digits + " ")
        number = month.word.removesuffix(unit).rstrip()
        measured = Span(month.end - len(unit), month.end)
        entry = self.meanings.entry(unit)
        text = self.text[measured.start : measured.end]
        amount = Amount(
            Number(Decimal(self.meanings.whole(number)), Span(month.start, month.start + len(number))),
            Unit(entry.name, text, entry.dimension, entry.factor, text),
            measured,
        )
        return self._quantity(children, amount, span)

    # --- ranges ---

    def from_to(self, children: list[Any], span: Span) -> Range:
        *lower, high = (child for child in children if isinstance(child, Amount))
        low = lower[0] if lower else Amount(self._number(next(tokens(children, "NUMERAL"))))
        before = self._marks(tokens(children, "SIGN", "BEFORE"))
        if wrong := next((mark for mark in before if mark.comparator != "≈"), None):
            raise Unreadable(wrong.span.start)
        return self._range(children, span, (low, high), (self._bound(low, high), high.value))

    def between_signs(self, children: list[Any], span: Span) -> Range:
        first, second = (child for child in children if isinstance(child, Amount))
        signs = self._marks(tokens(children, "SIGN", "BEFORE", "AFTER"))
        middle = next(tokens(children, "AND")).start
        ways = (
            _way(self._agreed(mark for mark in signs if mark.span.start < middle).comparator),
            _way(self._agreed(mark for mark in signs if mark.span.start > middle).comparator),
        )
        if ways == ("up", "down"):
            return self._range(children, span, (first, second), (self._bound(first, second), second.value))
        if ways == ("down", "up"):
            return self._range(children, span, (second, first), (second.value, self._bound(first, second)))
        raise Unreadable(signs[-1].span.start if signs else middle)

    def tolerance(self, children: list[Any], span: Span) -> Range:
        (width,) = (child for child in children if isinstance(child, Amount))
        return self._range(children, span, (width, width), (width.value.copy_negate(), width.value))

    def around(self, children: list[Any], span: Span) -> Range:
        centre, width = (child for child in children if isinstance(child, Amount))
        middle = self._bound(centre, width)
        bounds = EXACT.subtract(middle, width.value), EXACT.add(middle, width.value)
        return self._range(children, span, (centre, width), bounds)

    # --- dates ---

    def point(self, children: list[Any], span: Span) -> Date:
        (when,) = (child for child in children if isinstance(child, When))
        marks = self._marks(children, deadlines=True)
        said = self._agreed(marks)
        way = _way(said.comparator)
        if way == "down" or (way is None and when.start is None):
            start, end = None, when.end
        elif way == "up":
            start, end = when.first, None
        else:
            start, end = when.first, when.end
        return Date(
            self._cut(span),
            comparator=said.comparator or ("≤" if start is None else None),
            notes=tuple(_notes(children, marks, said)),
            spans=_spans(said),
            marks=tuple(marks),
            start=start,
            end=end,
        )

    def period(self, children: list[Any], span: Span) -> Date:
        first, last = (child for child in children if isinstance(child, (When, Rest)))
        assert isinstance(first, When)
        end = last.after(first.first) if isinstance(last, Rest) else last.end
        return self._period(children, span, first.first, end if end.year else end._replace(year=first.first.year))

    def months_of_a_year(self, children: list[Any], span: Span) -> Date:
        """1-12月."""
        (amount,) = (child for child in children if isinstance(child, Amount))
        (month,) = tokens(children, "MONTH")
        return self._period(children, span, Point(None, month_of(amount)), Point(None, self.meanings.whole(month.word)))

    def years(self, children: list[Token], span: Span) -> Date:
        first, last = integers(children[0].word)
        return self._period(children, span, Point(first), Point(last))

    # --- helpers ---

    def _quantity(self, children: list[Any], amount: Amount, span: Span) -> Quantity:
        has_unit = amount.unit is not None
        amount, used = self._with_bracket(children, amount)
        marks = self._marks([*children, *amount.more])
        said = self._agreed(marks)
        notes = [*(["alternative_unit"] if used and has_unit else []), *_notes(children, marks, said, used)]
        return Quantity(
            self._cut(span),
            comparator=said.comparator,
            notes=(*notes, *_repairs([amount.number])),
            spans=_spans(said, amount.number.span, amount.unit_span),
            marks=tuple(marks),
            number=amount.value,
            unit=amount.unit,
            ratio=amount.ratio,
            scale=amount.scale,
            repaired=amount.number.repaired,
        )

    def _range(
        self, children: list[Any], span: Span, written: tuple[Amount, Amount], bounds: tuple[Decimal, Decimal]
    ) -> Range:
        """`bounds`: low and high; `written`: the amounts that stand for them."""
        low, high = written
        amounts = sorted(set(written), key=lambda amount: amount.number.span)
        marks = self._marks([*children, *(more for amount in amounts for more in amount.more)])
        own = low if low.unit is not None and high.unit is not None and low.unit.name != high.unit.name else None
        last = own or next((amount for amount in reversed(amounts) if amount.unit is not None), amounts[-1])
        return Range(
            self._cut(span),
            notes=(*_notes(children, marks, Said()), *_repairs(amount.number for amount in amounts)),
            spans=_spans(Said(), Span(amounts[0].number.span.start, amounts[-1].number.span.end), last.unit_span),
            marks=tuple(marks),
            low=bounds[0],
            high=bounds[1],
            unit=last.unit,
            high_unit=high.unit or last.unit,
            is_ratio=any(amount.ratio for amount in amounts),
        )

    def _period(self, children: list[Any], span: Span, start: Point, end: Point) -> Date:
        marks = self._marks(children, deadlines=True)
        notes = tuple(_notes(children, marks, Said()))
        return Date(self._cut(span), notes=notes, marks=tuple(marks), start=start, end=end)

    def _bound(self, low: Amount, high: Amount) -> Decimal:
        """The lower bound in the scale that stands behind both (5-10万元)."""
        shared = not low.scale and low.unit is None and high.scale
        return EXACT.multiply(low.value, self.meanings.scales[high.scale]) if shared else low.value

    def _with_bracket(self, children: list[Any], amount: Amount) -> tuple[Amount, bool]:
        """件(册): units in a bracket right behind the unit belong to its text; 80(%) has its unit in the bracket.

        Also whether the bracket was used so.
        """
        remark = token(children, "REMARK")
        before = amount.unit_span or amount.number.span
        if remark is None or amount.ratio or self.text[before.end : remark.start].strip():
            return amount, False
        inside = remark.word[1:-1].strip()
        if not self.meanings.are_units(inside):
            return amount, False
        if amount.unit is not None:
            behind = self.text[before.end : remark.end]
            unit = amount.unit._replace(text=amount.unit.text + behind, spelling=amount.unit.spelling + behind)
            return amount._replace(unit=unit, unit_span=Span(before.start, remark.end)), True
        if not self.meanings.is_unit(inside):
            return amount, False
        start = self.text.index(self.text[remark.start + 1 : remark.end - 1].strip(), remark.start)
        written = Token("UNIT", inside, start, start + len(inside))
        own, own_span = self._unit(self.unit([written], written.span))
        return amount._replace(unit=own, unit_span=own_span), True

    def _cut(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _mark(self, token: Token, role: str = "", comparator: str = "") -> Mark:
        return Mark(role or _ROLES[token.type], comparator, self._cut(token.span), token.span)

    def _marks(self, children: Iterable[Any], deadlines: bool = False) -> list[Mark]:
        """The signs and words among `children`, in order; before a date, words like 截至 make a deadline."""
        marks = []
        for written in tokens(children, *_ROLES):
            comparator = self.meanings.comparators.get(written.type, {}).get(written.word, "")
            role = _ROLES[written.type]
            if deadlines and written.type == "PREFIX" and written.word in self.meanings.until:
                comparator = "≤"
            elif comparator == "≈":
                role = _APPROXIMATE.get(role, role)
            marks.append(self._mark(written, role, comparator))
        return sorted(marks, key=lambda mark: mark.span)

    def _agreed(self, marks: Iterable[Mark]) -> Said:
        """What the marks say together. Raises Unreadable where they contradict each other, or two signs meet."""
        said = [mark for mark in marks if mark.comparator]
        signs = [mark for mark in said if mark.role == "sign"]
        if len(signs) > 1:
            raise Unreadable(signs[1].span.start)
        if not said:
            return Said()
        strong = [mark for mark in said if mark.text not in self.meanings.light] or said
        way = _way(strong[0].comparator)
        for other in strong[1:]:
            if _way(other.comparator) != way:
                raise Unreadable(other.span.start)
        agreeing = [mark for mark in said if _way(mark.comparator) == way]
        first, *others = agreeing
        usual = len(others) == 1 and first.text in self.meanings.weak and others[0].role in _BEHIND
        return Said(first.comparator, first, bool(others) and not usual)


def _way(comparator: str | None) -> str | None:
    if comparator is None:
        return None
    return "up" if comparator in AT_LEAST else "down" if comparator in AT_MOST else comparator


def _spans(said: Said, number: Span | None = None, unit: Span | None = None) -> dict[str, Span]:
    parts = {"comparator": said.mark.span if said.mark else None, "number": number, "unit": unit}
    return {part: span for part, span in parts.items() if span is not None}


def _notes(children: list[Any], marks: Iterable[Mark], said: Said, bracket_used: bool = False) -> Iterator[str]:
    roles = {mark.role for mark in marks}
    if said.doubled:
        yield "doubled_comparator"
    if not roles.isdisjoint(_ASIDE) or (said.mark is None and "about" in roles):
        yield "prefix"
    behind = "done" in roles or token(children, "INCLUDING") or any(isinstance(child, list) for child in children)
    outside = said.mark is None and not roles.isdisjoint(_BEHIND)
    remarks = len(list(tokens(children, "REMARK"))) > bracket_used
    if behind or outside or remarks:
        yield "suffix"


def _repairs(numbers: Iterable[Number]) -> Iterator[str]:
    repaired = [number for number in numbers if number.repaired is not None]
    if any(not number.full_width for number in repaired):
        yield "repaired_number"
    if any(number.full_width for number in repaired):
        yield "full_width"
