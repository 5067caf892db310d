"""From Lark's tree to the types of `perflint.expression`, inlined into the parser."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from perflint.expression import AT_LEAST, AT_MOST, Date, Expression, Listing, Mark, Point, Quantity, Range
from perflint.terminals import Words
from perflint.text import Span
from perflint.units import Unit, compound

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，：／－＿", "0123456789.,:/-_")
_LETTER_O = str.maketrans({"O": "0", "o": "0", "Ｏ": "0"})
_LEAP_YEAR = 2024


class Unreadable(Exception):
    """Comparators that contradict each other; `position` is where the second stands."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class Number(NamedTuple):
    """A number token: its value, where it stands, and its text put right where it was not well written."""

    value: Decimal
    span: Span
    repaired: str | None = None
    full_width: bool = False


class Amount(NamedTuple):
    number: Number
    unit: Unit | None = None
    unit_span: Span | None = None
    scale: str = ""
    ratio: str | None = None
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()


class Measured(NamedTuple):
    """A unit without its scale, and where it stands."""

    unit: Unit
    span: Span
    notes: tuple[str, ...] = ()


class When(NamedTuple):
    """What a moment means: from `start` (None: a deadline) to `end`."""

    start: Point | None
    end: Point


class Closing(NamedTuple):
    mark: Mark


class Transform:
    """One method a rule of the grammar (Lark calls them by name with the list of children)."""

    def __init__(self, words: Words) -> None:
        other, comparators = words.expressions, words.comparators
        self._spellings = words.spellings
        self._directions: dict[str, str] = other["directions"]
        self._signs = _inverse(comparators["signs"])
        self._before = _inverse(comparators["before"])
        self._after = _inverse(comparators["after"])
        self._weak = frozenset(comparators["weak"])
        self._scales = {word: Decimal(size) for word, size in other["scales"].items()}
        self._numerals: dict[str, int] = other["numerals"]
        self._quarters: dict[str, int] = other["quarters"]
        self._halves: dict[str, int] = other["halves"]
        self._ten_days: dict[str, int] = other["ten_days"]

    # --- the whole ---

    def start(self, children: list[Any]) -> Expression:
        expression: Expression
        *directions, expression = children
        text_direction = self._directions[str(directions[-1])] if directions else None
        marks = tuple(Mark("direction", "", str(token), _span(token)) for token in directions)
        return replace(expression, direction=text_direction, marks=marks + expression.marks) if directions else expression

    def listing(self, children: list[Any]) -> Listing:
        items = tuple(child for child in children if isinstance(child, Expression))
        return Listing("", items=items)

    # --- quantities ---

    def quantity(self, children: list[Any]) -> Quantity:
        amount = next(child for child in children if isinstance(child, Amount))
        marks = _marks(children)
        marks += [self._mark("around", child) for child in children if _is(child, "AROUND")]
        marks += [self._mark("after", child) for child in children if _is(child, "AFTER")]
        marks = sorted([*marks, *amount.marks], key=lambda mark: mark.span)
        comparator, doubled = self._agreed(marks)
        notes = [*amount.notes]
        if doubled:
            notes.append("doubled_comparator")
        if any(mark.role in ("prefix", "change", "label") for mark in marks):
            notes.append("prefix")
        if amount.number.repaired is not None:
            notes.append("full_width" if amount.number.full_width else "repaired_number")
        first = next((mark for mark in marks if mark.comparator), None)
        spans = {"number": amount.number.span}
        if first is not None:
            spans = {"comparator": first.span, **spans}
        if amount.unit_span is not None:
            spans["unit"] = amount.unit_span
        return Quantity(
            "",
            comparator=comparator,
            notes=tuple(notes),
            spans=spans,
            marks=tuple(marks),
            number=amount.number.value,
            unit=amount.unit,
            ratio=amount.ratio,
            scale=amount.scale,
            repaired=amount.number.repaired,
        )

    def aside(self, children: list[Any]) -> Mark:
        (token,) = children
        return Mark(token.type.rpartition("__")[2].lower(), "", str(token), _span(token))

    def comparator(self, children: list[Any]) -> list[Mark]:
        return [self._mark("sign" if _is(token, "SIGN") else "before", token) for token in children]

    def about(self, children: list[Any]) -> Mark:
        return self._mark("about", children[0])

    def plain(self, children: list[Any]) -> Amount:
        return self._amount(children)

    def scaled(self, children: list[Any]) -> Amount:
        return self._amount(children)

    def in_words(self, children: list[Any]) -> Amount:
        numeral, *rest = children
        return self._amount([Number(Decimal(self._count(str(numeral))), _span(numeral)), *rest])

    def per_cent(self, children: list[Any]) -> Amount:
        head, token = children
        number = token if isinstance(token, Number) else Number(Decimal(self._count(str(token))), _span(token))
        sign = {100: "%", 1000: "‰"}[self._count(str(head)[0])]
        entry = self._spellings[sign]
        unit = Unit(entry.name, str(head), entry.dimension, entry.factor, str(head))
        return Amount(number, unit, _span(head))

    def fraction(self, children: list[Any]) -> Amount:
        token = children[0]
        text = str(token)
        if "分之" in text:
            below, above = (self._count(part) for part in text.split("分之"))
        else:
            above, below = (int(part) for part in text.translate(_HALF_WIDTH).split("/"))
        if below == 0:
            raise Unreadable(token.start_pos)
        return self._quotient(token, Fraction(above, below), f"{above}/{below}")

    def ratio(self, children: list[Any]) -> Amount:
        token = children[0]
        left, right = "".join(str(token).translate(_HALF_WIDTH).replace("∶", ":").split()).split(":")
        if Decimal(right) == 0:
            raise Unreadable(token.start_pos)
        return self._quotient(token, Fraction(left) / Fraction(right), f"{left}:{right}")

    def number(self, children: list[Any]) -> Number:
        return _number(children[0])

    def negative(self, children: list[Any]) -> Number:
        dash, digits = children
        number = _number(digits)
        return number._replace(value=-number.value, span=Span(dash.start_pos, number.span.end))

    # --- units ---

    def unit(self, children: list[Any]) -> Measured:
        first, *rest = children
        return self._measured([(self._entry(first), "", str(first), first), *_flat_measures(rest)], rest)

    def rest_of_unit(self, children: list[Any]) -> Measured:
        parts = list(_flat_measures(children))
        name, dimension, factor = compound([(None, "", ""), *((entry, number, text) for entry, number, text, _ in parts)])
        start, end = _extent(children)
        spelling = "/" + "/".join(number + (entry.name if entry and entry.misspelt else text) for entry, number, text, _ in parts)
        return Measured(Unit(name, "", dimension, factor, spelling), Span(start, end))

    def unknown_unit(self, children: list[Any]) -> Measured:
        token = children[0]
        return Measured(Unit(str(token), "", "unknown", Fraction(1), str(token)), _span(token))

    def denominator(self, children: list[Any]) -> list[Any]:
        return children

    def joint(self, children: list[Any]) -> Any:
        return children[0]

    def measure(self, children: list[Any]) -> tuple[Any, str, str, Any]:
        *number, token = children
        digits = str(number[0]) if number else ""
        return self._entry(token), digits, str(token), token

    def alternative(self, children: list[Any]) -> Any:
        return children[0]

    # --- ranges ---

    def span(self, children: list[Any]) -> Range:
        numbers = [child for child in children if isinstance(child, Number)]
        low, high = numbers
        between = next(child.start_pos for child in children if _is(child, "DASH") or _is(child, "TO"))
        scales = {_side(child.start_pos, between): str(child) for child in children if _is(child, "SCALE")}
        measures = {_side(child.span.start, between): child for child in children if isinstance(child, Measured)}
        shared = self._scales[scales[1]] if 1 in scales else Decimal(1)
        own = self._scales[scales[0]] if 0 in scales else (shared if 0 not in measures else Decimal(1))
        measured = measures.get(1) or measures.get(0)
        scale_tokens = [child for child in children if _is(child, "SCALE")]
        return self._range(
            children,
            Span(low.span.start, high.span.end),
            low.value * own,
            high.value * shared,
            measured,
            low_unit=measures.get(0),
            scale=scale_tokens[-1] if scale_tokens else None,
        )

    def between_signs(self, children: list[Any]) -> Range:
        amounts = [child for child in children if isinstance(child, Amount)]
        marks = [child[-1] for child in children if isinstance(child, list)]
        bounds = {mark.comparator in AT_LEAST: amount for mark, amount in zip(marks, amounts, strict=True)}
        if len(bounds) != len(amounts):
            raise Unreadable(marks[-1].span.start)
        low, high = bounds[True], bounds[False]
        unit = high.unit or low.unit
        spans = {"number": Span(amounts[0].number.span.start, amounts[-1].number.span.end)}
        return Range("", spans=spans, low=low.number.value, high=high.number.value, unit=low.unit or unit, high_unit=unit)

    def tolerance(self, children: list[Any]) -> Range:
        number = next(child for child in children if isinstance(child, Number))
        measured = next((child for child in children if isinstance(child, Measured)), None)
        return self._range(children, number.span, -number.value, number.value, measured)

    def around_centre(self, children: list[Any]) -> Range:
        centre, width = (child for child in children if isinstance(child, Number))
        measured = next((child for child in children if isinstance(child, Measured)), None)
        span = Span(centre.span.start, width.span.end)
        return self._range(children, span, centre.value - width.value, centre.value + width.value, measured)

    # --- dates ---

    def point(self, children: list[Any]) -> Date:
        start, end = next(child for child in children if isinstance(child, When))
        closing = next((child for child in children if isinstance(child, Closing)), None)
        marks = _marks(children)
        deadline = closing is not None or start is None
        return Date(
            "",
            comparator="≤" if deadline else None,
            notes=_date_notes(marks),
            spans={"comparator": closing.mark.span} if closing else {},
            marks=(*marks, closing.mark) if closing else tuple(marks),
            start=None if deadline else start,
            end=end,
        )

    def period(self, children: list[Any]) -> Date:
        (start, first_end), (_, end) = (child for child in children if isinstance(child, When))
        start = start or first_end
        if end.year is None and start.year is not None:
            end = end._replace(year=start.year)
        marks = _marks(children)
        return Date("", notes=_date_notes(marks), marks=tuple(marks), start=start, end=end)

    def years(self, children: list[Any]) -> Date:
        text = str(children[0]).translate(_HALF_WIDTH)
        first, last = int(text[:4]), int("".join(character for character in text if character.isdigit())[-4:])
        return Date("", start=Point(first), end=Point(last))

    def closing(self, children: list[Any]) -> Closing:
        return Closing(Mark("after", "≤", str(children[0]), _span(children[0])))

    def done(self, children: list[Any]) -> Mark:
        return Mark("done", "", str(children[0]), _span(children[0]))

    def dotted(self, children: list[Any]) -> When:
        return _both(Point(*_digits(str(children[0]))))

    def year(self, children: list[Any]) -> When:
        return _both(Point(_digits(str(children[0]))[0]))

    def year_end(self, children: list[Any]) -> When:
        return When(None, Point(_year(children), 12, 31))

    def quarter(self, children: list[Any]) -> When:
        text = str(children[-1])
        number = next(self._quarters[sign] for sign in text if sign in self._quarters)
        return When(Point(_year(children), 3 * number - 2), Point(_year(children), 3 * number))

    def half(self, children: list[Any]) -> When:
        first = self._halves[str(children[-1])]
        return When(Point(_year(children), first), Point(_year(children), first + 5))

    def month(self, children: list[Any]) -> When:
        last = children[-1]
        number = int(last.value) if isinstance(last, Number) else _digits(str(last))[0]
        if not 1 <= number <= 12:
            raise Unreadable(getattr(last, "start_pos", 0))
        return _both(Point(_year(children), number))

    def month_end(self, children: list[Any]) -> When:
        year, month = _year(children), self._month(children)
        return When(None, Point(year, month, monthrange(year or _LEAP_YEAR, month)[1]))

    def ten_days(self, children: list[Any]) -> When:
        year, month = _year(children), self._month(children)
        last = min(self._ten_days[str(children[-1])], monthrange(year or _LEAP_YEAR, month)[1])
        first = {10: 1, 20: 11}.get(last, 21)
        return When(Point(year, month, first), Point(year, month, last))

    def day(self, children: list[Any]) -> When:
        year, month, day = _year(children), self._month(children), _digits(str(children[-1]))[0]
        if day > monthrange(year or _LEAP_YEAR, month)[1]:
            raise Unreadable(children[-1].start_pos)
        return _both(Point(year, month, day))

    # --- helpers ---

    def _month(self, children: list[Any]) -> int:
        return next(_digits(str(child))[0] for child in children if _is(child, "MONTH"))

    def _mark(self, role: str, token: Any) -> Mark:
        text = str(token)
        table = {"sign": self._signs, "after": self._after, "around": self._after}.get(role, self._before)
        return Mark(role, table[text], text, _span(token))

    def _agreed(self, marks: Iterable[Mark]) -> tuple[str | None, bool]:
        """The comparator that the marks agree on, and whether it was said twice. Raises Unreadable."""
        said = [mark for mark in marks if mark.comparator]
        if not said:
            return None, False
        first = said[0]
        for other in said[1:]:
            if _way(other.comparator) != _way(first.comparator):
                raise Unreadable(other.span.start)
        strong = [mark for mark in said if mark.text not in self._weak]
        return first.comparator, len(strong) > 1

    def _amount(self, children: list[Any]) -> Amount:
        number = next(child for child in children if isinstance(child, Number))
        scale = next((child for child in children if _is(child, "SCALE")), None)
        more = next((child for child in children if _is(child, "MORE")), None)
        measured = next((child for child in children if isinstance(child, Measured)), None)
        factor = self._scales[str(scale)] if scale is not None else Decimal(1)
        if scale is not None and measured is None:
            number = number._replace(span=Span(number.span.start, scale.end_pos))
        unit, unit_span = self._placed(measured, scale)
        marks = (Mark("more", "≈", str(more), _span(more)),) if more is not None else ()
        return Amount(
            number._replace(value=number.value * factor),
            unit,
            unit_span,
            str(scale) if scale is not None else "",
            None,
            marks,
            measured.notes if measured else (),
        )

    def _placed(self, measured: Measured | None, scale: Any) -> tuple[Unit | None, Span | None]:
        """The unit with its scale in its text."""
        if measured is None:
            return None, None
        if scale is None:
            return measured.unit, measured.span
        unit = measured.unit
        written = Unit(unit.name, unit.text, unit.dimension, unit.factor, str(scale) + unit.spelling, False)
        return written, Span(scale.start_pos, measured.span.end)

    def _quotient(self, token: Any, value: Fraction, text: str) -> Amount:
        number = Number(Decimal(value.numerator) / Decimal(value.denominator), _span(token))
        return Amount(number, ratio=text)

    def _range(
        self,
        children: list[Any],
        span: Span,
        low: Decimal,
        high: Decimal,
        measured: Measured | None,
        low_unit: Measured | None = None,
        scale: Any = None,
    ) -> Range:
        marks = _marks(children)
        marks += [self._mark("after", child) for child in children if _is(child, "AFTER")]
        unit, unit_span = self._placed(measured, scale)
        spans = {"number": span}
        if unit_span is not None:
            spans["unit"] = unit_span
        notes = [*(measured.notes if measured else ())]
        if any(mark.role == "after" for mark in marks):
            notes.append("suffix")
        if any(mark.role in ("prefix", "change", "label") for mark in marks):
            notes.append("prefix")
        repaired = any(child.repaired for child in children if isinstance(child, Number))
        if repaired:
            notes.append("repaired_number")
        return Range(
            "",
            notes=tuple(notes),
            spans=spans,
            marks=tuple(marks),
            low=low,
            high=high,
            unit=(low_unit.unit if low_unit else unit),
            high_unit=unit,
        )

    def _entry(self, token: Any) -> Any:
        return self._spellings[str(token)]

    def _measured(self, parts: list[tuple[Any, str, str, Any]], rest: list[Any]) -> Measured:
        name, dimension, factor = compound((entry, number, text) for entry, number, text, _ in parts)
        first = parts[0][3]
        tokens = [first, *(token for *_, token in parts[1:])]
        extra = next((child for child in rest if _is(child, "ALTERNATIVE")), None)
        end = max(_extent([first, *rest])[1], tokens[-1].end_pos)
        spelling = "/".join(number + (entry.name if entry.misspelt else text) for entry, number, text, _ in parts)
        whole = len(parts) == 1 and parts[0][0].whole
        notes = ("alternative_unit",) if extra is not None else ()
        if extra is not None:
            spelling += str(extra)
        return Measured(Unit(name, "", dimension, factor, spelling, whole), Span(first.start_pos, end), notes)

    def _count(self, text: str) -> int:
        """A plain Chinese numeral as a number (一万五千 → 15000, 百 → 100)."""
        total = section = digit = 0
        for sign in text:
            if sign in self._numerals:
                digit = digit * 10 + self._numerals[sign] if digit and self._numerals[sign] else self._numerals[sign] or digit
                continue
            size = int(self._scales[sign])
            if size < 10000:
                section += (digit or 1) * size
            else:
                total = (total + section + digit) * size
                section = 0
            digit = 0
        return total + section + digit


def completed(expression: Expression, text: str) -> Expression:
    """The expression with its own text and its units' texts, which the tree does not know."""
    if isinstance(expression, Listing):
        items = tuple(replace(completed(item, text), text=text[slice(*_reach(item))]) for item in expression.items)
        return replace(expression, text=text, items=items)
    if isinstance(expression, (Quantity, Range)) and expression.unit is not None:
        span = expression.spans.get("unit")
        written = text[span.start : span.end] if span else expression.unit.name
        expression = replace(expression, unit=replace(expression.unit, text=written))
    return replace(expression, text=text)


def _reach(expression: Expression) -> Span:
    spans = [*expression.spans.values(), *(mark.span for mark in expression.marks)]
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else Span(0, 0)


def _inverse(groups: dict[str, list[str]]) -> dict[str, str]:
    return {word: sign for sign, group in groups.items() for word in group}


def _is(child: Any, terminal: str) -> bool:
    return getattr(child, "type", "").rpartition("__")[2] == terminal


def _span(token: Any) -> Span:
    return Span(token.start_pos, token.end_pos)


def _side(offset: int, between: int) -> int:
    return int(offset > between)


def _marks(children: Iterable[Any]) -> list[Mark]:
    marks: list[Mark] = []
    for child in children:
        if isinstance(child, Mark):
            marks.append(child)
        elif isinstance(child, list):
            marks.extend(item for item in child if isinstance(item, Mark))
    return marks


def _way(comparator: str) -> str:
    return next((way for way, signs in (("up", AT_LEAST), ("down", AT_MOST)) if comparator in signs), comparator)


def _flat_measures(children: Iterable[Any]) -> Iterable[tuple[Any, str, str, Any]]:
    for child in children:
        if isinstance(child, list):
            yield from (part for part in child if isinstance(part, tuple))


def _extent(children: Iterable[Any]) -> tuple[int, int]:
    tokens = list(_tokens(children))
    return min(token.start_pos for token in tokens), max(token.end_pos for token in tokens)


def _tokens(children: Iterable[Any]) -> Iterable[Any]:
    for child in children:
        if hasattr(child, "start_pos"):
            yield child
        elif isinstance(child, (list, tuple)):
            yield from _tokens(child)


def _number(token: Any) -> Number:
    text = str(token)
    half = text.translate(_HALF_WIDTH)
    digits = half.translate(_LETTER_O)
    whole, dot, part = digits.partition(".")
    groups = whole.split(",")
    misplaced = len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:]))
    joined = "".join(groups)
    repaired = None
    if half != text or digits != half or misplaced:
        repaired = (joined if misplaced else whole) + dot + part
    return Number(Decimal(f"{joined}{dot}{part}"), _span(token), repaired, repaired is not None and digits == half and not misplaced)


def _digits(text: str) -> list[int]:
    found: list[int] = []
    run = ""
    for character in text.translate(_HALF_WIDTH) + " ":
        if character.isascii() and character.isdigit():
            run += character
        elif run:
            found.append(int(run))
            run = ""
    return found


def _year(children: Iterable[Any]) -> int | None:
    return next((_digits(str(child))[0] for child in children if _is(child, "YEAR")), None)


def _both(point: Point) -> When:
    return When(point, point)


def _date_notes(marks: Iterable[Mark]) -> tuple[str, ...]:
    roles = {mark.role for mark in marks}
    return tuple(note for note, wanted in (("prefix", {"prefix", "change", "label"}), ("suffix", {"done"})) if roles & wanted)

