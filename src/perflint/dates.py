"""Dates: points, periods and deadlines, as precise as they are written."""

from __future__ import annotations

from perflint.amounts import Amount
from perflint.expression import Point
from perflint.meanings import Meanings
from perflint.numerals import integers
from perflint.record import NamedTuple
from perflint.text import Span
from perflint.tokens import Token, Unreadable, token

_LEAP_YEAR = 2024
_DECEMBER = 12


class When(NamedTuple):
    """What a date means by itself: from `start`, None for a deadline (年底), to `end`."""

    start: Point | None
    end: Point

    @property
    def first(self) -> Point:
        return self.start or self.end


class Rest(NamedTuple):
    """The end of a period that leaves out what the start said: 6月1日-30日, 2024.1.1-12.31."""

    month: int | None
    day: int
    start: int

    def after(self, start: Point) -> Point:
        return _day(start.year, self.month or start.month or 0, self.day, self.start)


class Dates:
    """The grammar's rules for dates: each method gets what its rule is made of, and where."""

    meanings: Meanings

    def figures(self, children: list[Token], span: Span) -> When:
        """2024.12.31, 2024/12."""
        year, month, *day = integers(children[0].word)
        return _both(_day(year, month, day[0], span.start) if day else Point(year, month))

    def year(self, children: list[Token], span: Span) -> When:
        return _both(Point(self._year(children)))

    def year_end(self, children: list[Token], span: Span) -> When:
        return When(None, Point(self._year(children), 12, 31))

    def quarter(self, children: list[Token], span: Span) -> When:
        written = token(children, "QUARTER")
        assert written is not None
        return self._months(children, 3 * self.meanings.whole(written.word) - 2, 3)

    def half_year(self, children: list[Token], span: Span) -> When:
        written = token(children, "HALF_YEAR")
        assert written is not None
        return self._months(children, self.meanings.half_years[written.word], 6)

    def month(self, children: list[Token], span: Span) -> When:
        written = children[-1]
        month = self.meanings.whole(written.word)
        if not 1 <= month <= 12:
            raise Unreadable(written.start)
        return _both(Point(self._year(children), month))

    def month_end(self, children: list[Token], span: Span) -> When:
        return When(None, _last(Point(self._year(children), self._month(children))))

    def ten_days(self, children: list[Token], span: Span) -> When:
        first = self.meanings.ten_days[children[-1].word]
        month = Point(self._year(children), self._month(children))
        last = first + 9 if first < 21 else _last(month).day
        return When(month._replace(day=first), month._replace(day=last))

    def day(self, children: list[Token], span: Span) -> When:
        written = children[-1]
        day = self.meanings.whole(written.word)
        return _both(_day(self._year(children), self._month(children), day, written.start))

    def rest(self, children: list[Token], span: Span) -> Rest:
        written = children[0]
        if written.type == "DAY":
            return Rest(None, self.meanings.whole(written.word), written.start)
        month, day = integers(written.word)
        return Rest(month, day, written.start)

    def _months(self, children: list[Token], first: int, size: int) -> When:
        """So many months from the first on; only the last day where their end is named (三季度末)."""
        year = self._year(children)
        last = Point(year, first + size - 1)
        return When(None, _last(last)) if token(children, "END") else When(Point(year, first), last)

    def _year(self, children: list[Token]) -> int | None:
        written = token(children, "YEAR")
        return self.meanings.whole(written.word) if written is not None else None

    def _month(self, children: list[Token]) -> int:
        written = token(children, "MONTH")
        assert written is not None
        return self.meanings.whole(written.word)


def month_of(amount: Amount) -> int:
    """The month that a bare number before a month means (1-12月). Raises Unreadable."""
    if amount.unit is None and amount.value in range(1, 13) and not (amount.scale or amount.more or amount.ratio):
        return int(amount.value)
    raise Unreadable(amount.number.span.start)


def _both(point: Point) -> When:
    return When(point, point)


def _last(month: Point) -> Point:
    """The last day of the month, the 29th of February where no year is given."""
    assert month.month is not None
    return month._replace(day=last_day(month.year, month.month))


def _day(year: int | None, month: int, day: int, position: int) -> Point:
    """Raises Unreadable where there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= last_day(year, month):
        raise Unreadable(position)
    return Point(year, month, day)


def last_day(year: int | None, month: int) -> int:
    """The last day of a month, of a leap year where no year is given."""
    # By `datetime`, which reading YAML has loaded, and not by `calendar`, a two-hundredth of a start.
    from datetime import date, timedelta

    return 31 if month == _DECEMBER else (date(year or _LEAP_YEAR, month + 1, 1) - timedelta(days=1)).day
