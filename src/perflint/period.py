"""Periods of projects: the years and months that a text such as `2024年-2025年` or `2023.07-2024.06` covers."""

from __future__ import annotations

from perflint.record import NamedTuple
from perflint.regex import lazy

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(1[0-2]|0?[1-9])(?!\d)"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?!\d)"
_POINT = rf"({_YEAR})(?:\s*[年./-]\s*{_MONTH}(?:\s*[月./-]\s*{_DAY}\s*日?|\s*月)?|\s*年)?度?"
_SEPARATOR = r"\s*(?:至|到|—+|–+|-+|~|～|－)\s*"
_PERIOD = lazy(rf"\s*{_POINT}(?:{_SEPARATOR}{_POINT})?\s*")
_YEARS = lazy(rf"(?<![\d.])({_YEAR})\s*年?(?:{_SEPARATOR}({_YEAR}(?!\d)|\d\d(?=\s*年)))?\s*年?(?![\d.])")


class Moment(NamedTuple):
    """A date as precise as written; month and day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> tuple[int, int, int]:
        """The earliest day it can mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """The latest day it can mean (31 serves for every month: it is only compared)."""
        return self.year, self.month or 12, self.day or 31


class Bounds(NamedTuple):
    """First and last moment of a period; either may be open."""

    start: Moment | None
    end: Moment | None

    @property
    def years(self) -> range | None:
        """The calendar years covered, None where an end is open or the ends are reversed."""
        if self.start is None or self.end is None or self.end.last < self.start.first:
            return None
        return range(self.start.year, self.end.year + 1)


def read_moment(text: str) -> Moment | None:
    """`2024`, `2024-01`, `2024年1月`, `2024.1.31`; None where the text is no such date."""
    bounds = read_bounds(text)
    return bounds.start if bounds and bounds.start == bounds.end else None


def read_bounds(text: str) -> Bounds | None:
    """`2024`, `2024-2025`, `2024年-2025年`, `2024.07-2025.06`; None where it is none (`2024年1月至12月`)."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    start = _moment(match.group(1), match.group(2), match.group(3))
    end = _moment(match.group(4), match.group(5), match.group(6)) if match.group(4) else start
    return Bounds(start, end)


def years_in(text: str) -> Bounds | None:
    """The years that a name speaks of (`2023年-2024年运维`, `2023-25年`), first to last; None without one."""
    pairs = ((match[1], match[2] or match[1]) for match in _YEARS.finditer(text))
    found = [int(first[: 4 - len(year)] + year) for first, last in pairs for year in (first, last)]
    return Bounds(Moment(min(found)), Moment(max(found))) if found else None


def _moment(year: str, month: str | None, day: str | None) -> Moment:
    return Moment(int(year), int(month) if month else None, int(day) if day else None)
