"""The rows of the published plain-text layout: which part of the joined text is a name, an amount, a goal, a value."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from perflint.readers.builder import read_amount
from perflint.readers.flow import Flow, Part
from perflint.readers.marks import SEPARATORS, STOP, Opening, read_openings, usual_fields
from perflint.record import NamedTuple
from perflint.regex import compiled, lazy
from perflint.vocabulary import words

_AMOUNT = lazy(r"[-－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_AMOUNT_OR_DASH = lazy(rf"{_AMOUNT.pattern}|[-–—]{{1,2}}")
_MAX_AMOUNTS = 12
_MAX_DIGITS = 24
_CODE = lazy(r"\s*\d{1,2}\s*[-－–—]")
_NUMBERING = lazy(r"\s*\d{1,3}\s*(?:[、.．]\s*|(?=[^\d\s]))")


class Gap(NamedTuple):
    """A part where something else was expected: a key of the vocabulary's `expected`, and its fields."""

    part: Part
    expected: str
    fields: Mapping[str, object] = MappingProxyType({})


@dataclass(slots=True)
class Record:
    """One indicator. `values` by field; `level2` and `name` None where the text has none."""

    part: Part
    number: int | None
    level1: Part | None = None
    level2: Part | None = None
    name: Part | None = None
    values: dict[str, Part] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One project, or the row of the unit's totals (`totals`, without goal and records)."""

    part: Part
    name: Part | None
    amounts: tuple[Part, ...] = ()
    goal: Part | None = None
    totals: bool = False
    records: list[Record] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def amount_of(text: str) -> Decimal | None:
    """An amount as it stands in a row; None for a dash and for what is no amount."""
    return read_amount(text) if len(text) <= _MAX_DIGITS and _AMOUNT.fullmatch(text) else None


def read_rows(flow: Flow, columns: int, unit: str | None) -> tuple[list[Entry], list[Gap]]:
    """Projects and totals in order, and the parts that belong to none of them.

    `columns` is the number of fund columns (0: not known), `unit` the unit's name, by which its totals are known.
    """
    return _Rows(flow, columns, unit).read()


class _Row(NamedTuple):
    """A line that ends in amounts. `sure` where they can hardly be anything else."""

    line: Part
    name: Part
    amounts: tuple[Part, ...]
    sure: bool

    @property
    def tells(self) -> bool:
        """Whether the line cannot be a value that is a bare number."""
        return self.sure and (len(self.amounts) > 1 or self.name.start < self.name.end)


class _Rows:
    """One reading of the rows: the flow, and what is known from the heading."""

    def __init__(self, flow: Flow, columns: int, unit: str | None) -> None:
        self.flow = flow
        self.text = flow.text
        self.columns = columns
        self.totals = {_bare(word) for word in words("layout")["totals"]} | ({_bare(unit)} if unit else set())
        self.entries: list[Entry] = []
        self.leftover: list[Gap] = []
        self.fields: set[str] = set()

    def read(self) -> tuple[list[Entry], list[Gap]]:
        openings = read_openings(self.text)
        self.fields = usual_fields(openings)
        end = self._notes(openings)
        first = openings[0].start if openings else end
        self._projects(0, min(first, end), followed=bool(openings))
        for index, opening in enumerate(openings):
            following = openings[index + 1] if index + 1 < len(openings) else None
            limit = following.start if following else max(end, opening.mark.end)
            record = Record(Part(opening.start, limit), opening.mark.number)
            stop, rest = self._closing(opening, following, limit, record)
            record.part = Part(opening.start, min(rest, limit))
            self._fill(record, opening, stop)
            if not self.entries or self.entries[-1].totals:
                self.entries.append(Entry(Part(opening.start, opening.start), None))
                self.entries[-1].gaps.append(Gap(Part(opening.start, opening.mark.end), "name"))
            self._number(record, opening)
            self.entries[-1].records.append(record)
            self.entries[-1].part = Part(self.entries[-1].part.start, record.part.end)
            if rest < limit:
                self._projects(rest, limit, followed=following is not None)
        return self.entries, self.leftover

    def _notes(self, openings: Sequence[Opening]) -> int:
        """Where notes under the table begin, else the end of the text."""
        pattern = _notes_pattern()
        starts = (start for start, end in self.flow.lines(0, len(self.text)) if pattern.match(self.text, start, end))
        last_label = max((label.end for opening in openings[-1:] for label in opening.labels), default=0)
        return next((start for start in starts if start > last_label), len(self.text))

    def _closing(self, opening: Opening, following: Opening | None, limit: int, record: Record) -> tuple[int, int]:
        """Where the last value of an indicator ends, and where the text after the indicator begins.

        A full stop at the end of a line ends the indicator where the next project's amounts follow, or nothing does;
        elsewhere it is part of the value.
        """
        start = opening.labels[-1].end if opening.labels else opening.mark.end
        line_end = min(self.flow.line_end(start), limit)
        fresh = following is None or following.mark.number == 1
        stops = [at for at in _stops(self.text, start, limit) if self.flow.ends_line(at)]
        rows = [row for row in self._rows(line_end, limit) if row.sure or fresh]
        if any(row.tells and row.line.start < (stops[0] if stops else limit) for row in rows) or (
            following is None and not stops and line_end < limit
        ):
            record.gaps.append(Gap(Part(start, line_end), "stop"))
            return line_end, line_end
        if stops and (rows or fresh):
            row = next((row for row in rows if row.line.start >= stops[0]), None)
            rest = max((at for at in stops if row and at <= row.line.start and at < row.name.end), default=stops[0])
            return rest - 1, rest
        value = self.text[start:limit].rstrip()
        if not value.endswith(STOP):
            record.gaps.append(Gap(Part(start, max(start + len(value), start)), "stop"))
        return start + len(value.removesuffix(STOP)), limit

    def _fill(self, record: Record, opening: Opening, stop: int) -> None:
        """Level, name and values of a record from its opening and labels."""
        body_end = opening.labels[0].start if opening.labels else stop
        self._describe(record, opening, body_end)
        for index, label in enumerate(opening.labels):
            end = opening.labels[index + 1].start if index + 1 < len(opening.labels) else stop
            if not label.separated:
                record.gaps.append(Gap(Part(label.start, label.end), "separator"))
            record.values[str(label.field)] = self._trimmed(label.end, max(end, label.end))
        whole = Part(record.part.start, max(stop, record.part.start))
        record.gaps.extend(Gap(whole, name) for name in sorted(self.fields - record.values.keys()))

    def _describe(self, record: Record, opening: Opening, end: int) -> None:
        """`11-数量指标；NAME` after a sound opening, `LEVEL1；LEVEL2；NAME` after a damaged one."""
        record.level1 = opening.mark.level1
        body = Part(opening.mark.end, max(end, opening.mark.end))
        parts = self._parts(body)
        if opening.mark.level1 is None:
            record.gaps.append(Gap(Part(opening.start, max(end, opening.start)), "opening"))
            numbering = _NUMBERING.match(self.text, parts[0].start, parts[0].end)
            if numbering and len(parts) > 1:
                parts[0] = Part(numbering.end(), parts[0].end)
            if len(parts) > 2:
                record.level1 = parts.pop(0)
        coded = _CODE.match(self.text, parts[0].start, parts[0].end)
        expects_code = record.level1 is not None and _CODE.match(self.text, record.level1.start, record.level1.end)
        if coded or (len(parts) > 1 and not expects_code):
            record.level2 = parts.pop(0)
        elif opening.mark.level1 is not None:
            record.gaps.append(Gap(body, "level2"))
        if parts:
            record.name = self._trimmed(parts[0].start, parts[-1].end)
        else:
            record.gaps.append(Gap(body, "indicator-name"))

    def _parts(self, body: Part) -> list[Part]:
        """The parts of a body between separators; at least one, the last may be empty text."""
        bounds = [body.start - 1]
        bounds.extend(at for at in range(body.start, body.end) if self.text[at] in SEPARATORS)
        return [self._trimmed(left + 1, right) for left, right in zip(bounds, [*bounds[1:], body.end], strict=True)]

    def _number(self, record: Record, opening: Opening) -> None:
        """Check the running number: the next one, or where the last was wrong the count of records."""
        records = self.entries[-1].records
        expected = (records[-1].number or len(records)) + 1 if records else 1
        if opening.mark.level1 is None:
            record.number = expected
        elif record.number not in (expected, len(records) + 1):
            record.gaps.insert(0, Gap(Part(opening.start, opening.mark.level1.end), "number", {"number": expected}))

    def _projects(self, start: int, end: int, followed: bool) -> None:
        """The projects whose name, amounts and goal stand between two indicators."""
        lines = [Part(*self._trimmed(*line)) for line in self.flow.lines(start, end)]
        lines = [line for line in lines if line.start < line.end]
        if not lines:
            return
        rows = self._rows(start, end)
        if rows and not self.entries and self._names_totals(lines[0].start, rows[0]):
            self.entries.append(self._entry(lines, rows[0], []))
            self.entries[0].totals = True
            self._projects(rows[0].line.end, end, followed)
            return
        chosen = [row for row in rows if row.sure] or rows[:1]
        if not chosen:
            self._without_amounts(lines, followed)
            return
        starts = [line.start for line in lines]
        places = [*(bisect_left(starts, row.line.start) for row in chosen), len(lines)]
        before = lines[: places[0]]
        for index, row in enumerate(chosen):
            goal_lines, name_lines = lines[places[index] + 1 : places[index + 1]], lines[:0]
            is_last = row is chosen[-1]
            if not is_last:
                goal_lines, name_lines = self._goal_and_name(goal_lines, chosen[index + 1])
            entry = self._entry(before, row, goal_lines)
            entry.totals = not self.entries and not goal_lines and not is_last
            self.entries.append(entry)
            before = name_lines

    def _entry(self, before: Sequence[Part], row: _Row, goal: Sequence[Part]) -> Entry:
        start = before[0].start if before else row.line.start
        name = self._trimmed(start, row.name.end)
        end = goal[-1].end if goal else row.line.end
        entry = Entry(Part(start, end), name if name.start < name.end else None, row.amounts)
        if goal:
            entry.goal = Part(goal[0].start, goal[-1].end)
        if entry.name is None:
            entry.gaps.append(Gap(row.line, "name"))
        if self.columns and len(row.amounts) > self.columns:
            entry.gaps.append(Gap(Part(row.amounts[0].start, row.amounts[-1].end), "fewer-amounts"))
        return entry

    def _without_amounts(self, lines: Sequence[Part], followed: bool) -> None:
        """Lines with no amounts: a project whose amounts are lost, or text that belongs to nothing."""
        whole = Part(lines[0].start, lines[-1].end)
        if not followed:
            self.leftover.append(Gap(whole, "nothing"))
            return
        entry = Entry(whole, lines[0], gaps=[Gap(lines[0], "amounts")])
        if len(lines) > 1:
            entry.goal = Part(lines[1].start, lines[-1].end)
        self.entries.append(entry)

    def _goal_and_name(self, lines: list[Part], row: _Row) -> tuple[list[Part], list[Part]]:
        """Lines between two rows: a goal ends with its last full stop, the rest is the next project's name."""
        ends = [index + 1 for index, line in enumerate(lines) if self.text[line.end - 1] == STOP]
        cut = ends[-1] if ends else 0
        if cut == len(lines) and row.name.start == row.name.end:
            cut -= 1
        return lines[:cut], lines[cut:]

    def _names_totals(self, start: int, row: _Row) -> bool:
        return _bare(self.text[start : row.name.end]) in self.totals

    def _rows(self, start: int, end: int) -> list[_Row]:
        """The lines between two offsets that end in amounts."""
        lines = (self._trimmed(*line) for line in self.flow.lines(start, end))
        return [row for line in lines if (row := self._row(line)) is not None]

    def _row(self, line: Part) -> _Row | None:
        text = self.text[line.start : line.end]
        tokens = _trailing_amounts(text)
        if not tokens:
            return None
        amounts = []
        end = line.end
        for token in reversed(tokens):
            start = self.text.rindex(token, line.start, end)
            amounts.append(Part(start, start + len(token)))
            end = start
        name = Part(line.start, line.start + len(self.text[line.start : end].rstrip()))
        sure = len(tokens) > 1 or self.columns == 1
        if not sure and name.start < name.end and "." not in tokens[0]:
            return None
        return _Row(line, name, tuple(reversed(amounts)), sure)

    def _trimmed(self, start: int, end: int) -> Part:
        return Part(*self.flow.trimmed(start, end))


def _bare(text: str) -> str:
    return "".join(text.split())


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """The offsets after the full stops between two offsets."""
    at = text.find(STOP, start, end)
    while at >= 0:
        yield at + 1
        at = text.find(STOP, at + 1, end)


def _trailing_amounts(text: str) -> list[str]:
    """The numbers at the end of a line that are amounts: as many as make a total and its parts, else those with
    decimals; a number before them (a year) belongs to the name."""
    tokens = text.rsplit(maxsplit=_MAX_AMOUNTS)
    first = len(tokens)
    while first and len(tokens[first - 1]) <= _MAX_DIGITS and _AMOUNT_OR_DASH.fullmatch(tokens[first - 1]):
        first -= 1
    values = [amount_of(token) or Decimal(0) for token in tokens]
    for start in range(first, len(tokens) - 1):
        if values[start] == sum(values[start + 1 :]):
            return tokens[start:]
    exact = len(tokens)
    while exact > first and ("." in tokens[exact - 1] or amount_of(tokens[exact - 1]) is None):
        exact -= 1
    found = tokens[exact:] or tokens[max(first, len(tokens) - 1) :]
    return found if any(amount_of(token) is not None for token in found) else []


@cache
def _notes_pattern() -> re.Pattern[str]:
    return compiled(words("layout")["notes"])
