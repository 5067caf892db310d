"""What rules see: tables of projects of indicators of cells, whatever the source was.

Every node knows its pointer and where it stands; a cell also knows how its text maps back to the source, so that a rule
speaks of `text[2:5]` and a reporter points at the right characters (escapes, folded lines, lines broken by a page).
Absent keys are None; a key without a value is a cell with the empty text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from perflint.expression import Expression, Segment, join_columns, parse
from perflint.finding import Place, Replacement, Rewrite
from perflint.naming import Naming, analyse, normal
from perflint.period import Bounds, years_in
from perflint.record import NamedTuple
from perflint.text import SourceText, Span

Built = TypeVar("Built")

VALUE_FIELDS = ("full", "annual", "value")

Pair = tuple[str, str]
"""The texts of a row's first and second level, "" where there is none."""

Misplacement = Literal["parent", "code1", "code2"]


class Category(NamedTuple):
    """Where an indicator stands in the frame, by the frame's keys; None where the text is no level of it.

    `fault`: what does not fit, if anything: the second level is no child of the first ("parent"), or the number before
    the first or second level is not that of the level ("code1", "code2").
    """

    level1: str | None
    level2: str | None
    fault: Misplacement | None = None


class Origin(Protocol):
    """A reader's knowledge of one source: its text, and how a scalar's characters lie in it."""

    source: SourceText

    def characters(self, span: Span, text: str) -> Sequence[Span]:
        """One source span for each character of `text`, the scalar that stands at `span`."""

    def rewritten(self, span: Span, text: str, replacements: Sequence[Replacement]) -> Sequence[Rewrite]:
        """What to write in the source so that this scalar's text has the replacements, which do not overlap."""


_WORKED_OUT = frozenset({"naming", "normal", "values", "judged"})
"""What an indicator's cells come to; set at the first asking."""

_LOW = (1 << 32) - 1


class Placed:
    """What stands in a source; where, it keeps as one number, since a span takes more memory than all else in a cell.

    Of `where` the low 32 bits are the start, the others the length.
    """

    __slots__ = ("where",)

    def __init__(self, span: tuple[int, int]) -> None:
        start, end = span
        self.where = end - start << 32 | start

    @property
    def span(self) -> Span:
        """Offsets in the source text."""
        start = self.where & _LOW
        return Span(start, start + (self.where >> 32))

    @span.setter
    def span(self, span: Span) -> None:
        start, end = span
        self.where = end - start << 32 | start


class Node(Placed):
    """A table, project, budget, period or indicator: a place with a pointer, `/projects/0/indicators/3`."""

    __slots__ = ("origin", "parent", "step")

    _held: ClassVar[tuple[str, ...]]
    """The slots of a kind of node that may hold cells."""

    def __init_subclass__(cls) -> None:
        slots = (slot for kind in cls.__mro__ for slot in getattr(kind, "__slots__", ()))
        cls._held = tuple(slot for slot in slots if slot not in _WORKED_OUT)

    def __init__(self, parent: Node | None, step: str, origin: Origin, span: Span) -> None:
        super().__init__(span)
        self.parent = parent
        self.step = step
        self.origin = origin

    @property
    def pointer(self) -> str:
        return (self.parent.pointer if self.parent else "") + self.step

    @property
    def subject(self) -> str:
        """The node that a rule judges here, for silence."""
        return self.pointer

    @property
    def source(self) -> SourceText:
        return self.origin.source

    @property
    def own_cells(self) -> Iterator[Cell]:
        """The cells that it holds itself, always in the same order."""
        held = [getattr(self, slot, None) for slot in self._held]
        yield from (cell for cell in held if isinstance(cell, Cell))
        yield from (cell for cells in held if isinstance(cells, Mapping) for cell in cells.values())

    def locate(self, start: int, end: int | None) -> Span:
        if end is None:
            return self.span
        return Span(self.span.start + start, self.span.start + end)

    def rewritten(self, replacements: Sequence[tuple[int, int | None, str]]) -> Sequence[Rewrite]:
        """A node's text is its source."""
        return [(self.locate(start, end), text) for start, end, text in replacements]

    def at(self) -> Place:
        return Place(self)


class Cell(Placed):
    """One scalar: its exact `text`, its field (`name`, `full`, …), and the node that owns it."""

    __slots__ = ("field", "owner", "text")

    def __init__(self, owner: Node, field: str, text: str, span: tuple[int, int]) -> None:
        start, end = span
        self.where = end - start << 32 | start  # as in `Placed`, without a call: nothing is made so often
        self.owner = owner
        self.field = field
        self.text = text

    @property
    def pointer(self) -> str:
        return f"{self.owner.pointer}/{self.field}"

    @property
    def source(self) -> SourceText:
        return self.owner.origin.source

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    def locate(self, start: int, end: int | None) -> Span:
        """Where `text[start:end]` stands in the source; the whole text, without quotes, where `end` is None."""
        text = self.text
        if not text:
            return self.span
        whole = len(text)
        if end is None:
            end = whole
        begin = self.where & _LOW
        if self.where >> 32 == whole and self.source.text.startswith(text, begin):
            return Span(begin + start, begin + end)
        characters = self.owner.origin.characters(self.span, text)
        if start == end:
            offset = characters[start].start if start < len(characters) else characters[-1].end
            return Span(offset, offset)
        return Span(characters[start].start, characters[end - 1].end)

    def rewritten(self, replacements: Sequence[tuple[int, int | None, str]]) -> Sequence[Rewrite]:
        whole = len(self.text)
        wanted = [(start, whole if end is None else end, text) for start, end, text in replacements]
        return self.owner.origin.rewritten(self.span, self.text, wanted)

    def at(self, start: int = 0, end: int | None = None) -> Place:
        return Place(self, start, end)

    def __repr__(self) -> str:
        return f"Cell({self.pointer!r}, {self.text!r})"


class Amount(Cell):
    """A cell of money; `amount` is in the table's money unit, None where the text is no number."""

    __slots__ = ("amount",)

    def __init__(self, owner: Node, field: str, text: str, span: Span, amount: Decimal | None) -> None:
        super().__init__(owner, field, text, span)
        self.amount = amount


class Value:
    """One value of an indicator as it is judged: the cell, joined with the row's comparator and unit columns.

    `field` is `full`, `annual` or `value`; `naming` is the indicator's.
    """

    __slots__ = ("_segments", "cell", "expression", "field", "indicator", "text")

    def __init__(self, indicator: Indicator, cell: Cell) -> None:
        self.indicator = indicator
        self.cell = cell
        self.field = cell.field
        comparator, unit = indicator.comparator, indicator.unit
        self._segments: tuple[Segment, ...] = ()
        self.text = cell.text
        if comparator is not None or unit is not None:
            self.text, self._segments = join_columns(
                comparator.text if comparator else None, cell.text, unit.text if unit else None
            )
        self.expression: Expression = parse(self.text)

    @property
    def naming(self) -> Naming:
        return self.indicator.naming

    @property
    def category(self) -> Category:
        return self.indicator.category

    @property
    def subject(self) -> str:
        return self.cell.pointer

    def at(self, part: str | None = None) -> Place:
        """Where `part` of the expression (`comparator`, `number`, `unit`) stands, in any column; else the cell."""
        span = self.expression.spans.get(part) if part else None
        return self.cut(*span) if span else self.cell.at()

    def cut(self, start: int, end: int) -> Place:
        """Where `text[start:end]` of the joined text stands; the value cell where it lies across columns."""
        if not self._segments:
            return self.cell.at(start, end)
        for segment in self._segments:
            if segment.start <= start and end <= segment.end:
                cell = getattr(self.indicator, segment.column) if segment.column != "value" else self.cell
                shift = segment.offset - segment.start
                return Place(cell, start + shift, end + shift)
        return self.cell.at()


class Indicator(Node):
    __slots__ = (
        "annual",
        "basis",
        "category",
        "comparator",
        "explanation",
        "full",
        "index",
        "judged",
        "level1",
        "level2",
        "name",
        "naming",
        "normal",
        "note",
        "project",
        "scoring",
        "unit",
        "value",
        "values",
        "weight",
    )

    level1: Cell | None
    level2: Cell | None
    name: Cell | None
    full: Cell | None
    annual: Cell | None
    value: Cell | None
    comparator: Cell | None
    unit: Cell | None
    weight: Cell | None
    explanation: Cell | None
    basis: Cell | None
    scoring: Cell | None
    note: Cell | None
    category: Category
    """The place in the policy's frame; set by the table's `outline.Outline`."""
    naming: Naming
    """The analysed name; that of the empty text where there is none."""
    normal: str
    """The name as it is compared with others (`Naming.normal`); "" where there is none."""
    values: tuple[Value, ...]
    """The value cells that hold something, in the order full, annual, value."""
    judged: Value | None
    """The value that says what the indicator asks for: full period, single value, or annual where full is blank."""

    def __init__(self, project: Project, index: int, origin: Origin, span: Span) -> None:
        super().__init__(project, f"/indicators/{index}", origin, span)
        self.project = project
        self.index = index
        self.level1 = self.level2 = self.name = None
        self.full = self.annual = self.value = None
        self.comparator = self.unit = self.weight = None
        self.explanation = self.basis = self.scoring = self.note = None
        object.__setattr__(self, "__class__", _Unasked)

    def read_values(self) -> None:
        """Work out `values` and `judged` now, and not at the first asking."""
        full, annual, single = (
            Value(self, cell) if cell is not None and not cell.blank else None
            for cell in (self.full, self.annual, self.value)
        )
        self.values = tuple([value for value in (full, annual, single) if value is not None])
        self.judged = full or single or annual

    @property
    def label(self) -> str | None:
        """The name for people, None where there is none."""
        return self.name.text.strip() if self.name else None

    @property
    def pair(self) -> Pair:
        return self.level1.text if self.level1 else "", self.level2.text if self.level2 else ""

    def value_of(self, field: str) -> Value | None:
        for value in self.values:
            if value.field == field:
                return value
        return None

    def title(self) -> Place:
        """Where to point when the fault is the indicator itself: its name, or the row."""
        return self.name.at() if self.name and not self.name.blank else self.at()


class _Unasked(Indicator):
    """An indicator of which nobody has asked yet what its name says.

    It works out what it is asked for, once its cells are set, and then is an indicator like any other. Python finds
    each attribute of an object that may not have it the slow way, seven times slower; of indicators nearly all is asked
    millions of times.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name not in _WORKED_OUT:
            raise AttributeError(f"an indicator has no {name!r}")
        if name == "naming":
            naming = analyse(self.name.text if self.name else "")
            # To ask for the values is to have them read: here at the latest.
            self.naming, self.normal, self.values = naming, naming.normal, self.values
            object.__setattr__(self, "__class__", Indicator)
        elif name == "normal":
            self.normal = normal(self.name.text) if self.name else ""
        else:
            self.read_values()
        return getattr(self, name)


class Budget(Node):
    """Funds in the table's money unit. `sources` by key (fiscal, special_account, …), in the order written."""

    __slots__ = ("annual", "sources", "total")

    def __init__(self, parent: Node, origin: Origin, span: Span) -> None:
        super().__init__(parent, "/budget", origin, span)
        self.total: Amount | None = None
        self.annual: Amount | None = None
        self.sources: dict[str, Amount] = {}


class Period(Node):
    """实施周期: `bounds` first and last day as precisely as written; None where the text says none."""

    __slots__ = ("bounds", "cells")

    def __init__(
        self, parent: Node, origin: Origin, span: Span, bounds: Bounds | None, cells: Mapping[str, Cell]
    ) -> None:
        super().__init__(parent, "/period", origin, span)
        self.bounds = bounds
        self.cells = cells


class Project(Node):
    __slots__ = (
        "_years",
        "annual_goal",
        "budget",
        "code",
        "goal",
        "index",
        "indicators",
        "kind",
        "name",
        "period",
        "table",
    )

    def __init__(self, table: Table, index: int, origin: Origin, span: Span) -> None:
        super().__init__(table, f"/projects/{index}", origin, span)
        self.table = table
        self.index = index
        self.name: Cell | None = None
        self.code: Cell | None = None
        self.kind: Cell | None = None
        self.period: Period | None = None
        self.budget: Budget | None = None
        self.goal: Cell | None = None
        self.annual_goal: Cell | None = None
        self.indicators: list[Indicator] = []
        self._years: tuple[range | None] | None = None

    @property
    def label(self) -> str | None:
        return self.name.text.strip() if self.name else None

    @property
    def total(self) -> Decimal | None:
        """The project's total funds in the table's money unit."""
        return self.budget.total.amount if self.budget and self.budget.total else None

    @property
    def years(self) -> range | None:
        """The calendar years it covers, by its period or else by its name; None where neither says."""
        if self._years is None:
            bounds = self.period.bounds if self.period else None
            if bounds is None and self.name is not None:
                bounds = years_in(self.name.text)
            self._years = ((bounds.years if bounds else None),)
        return self._years[0]

    def of(self, level1: str | None = None, level2: str | None = None) -> Iterator[Indicator]:
        """The indicators of a place in the frame, by its keys (`output`, `quantity`, …)."""
        for indicator in self.indicators:
            category = indicator.category
            if level1 in (None, category.level1) and level2 in (None, category.level2):
                yield indicator

    def title(self) -> Place:
        """Where to point when the fault is the project itself: its name, or the row."""
        return self.name.at() if self.name and not self.name.blank else self.at()


class Table(Node):
    """One submitting unit's table; `step` is empty for the first document of a file, `/1` for the second.

    `has_empty_units`: its rows have a column of units, and nothing in it; set by the table's `outline.Outline`.
    """

    __slots__ = ("budget", "has_empty_units", "money_unit", "projects", "unit", "year", "year_cell")

    def __init__(self, step: str, origin: Origin, span: Span) -> None:
        super().__init__(None, step, origin, span)
        self.unit: Cell | None = None
        self.year: int | None = None
        self.year_cell: Cell | None = None
        self.money_unit: Cell | None = None
        self.budget: Budget | None = None
        self.projects: list[Project] = []
        self.has_empty_units = False

    @property
    def indicators(self) -> Iterator[Indicator]:
        for project in self.projects:
            yield from project.indicators

    @property
    def nodes(self) -> Iterator[Node]:
        """The table and every node in it, those that an alias repeats each time; as projects come, they grow."""
        yield self
        if self.budget is not None:
            yield self.budget
        for project in self.projects:
            yield project
            yield from (node for node in (project.budget, project.period) if node is not None)
            yield from project.indicators

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell of the table, those of a node that an alias repeats each time."""
        for node in self.nodes:
            yield from node.own_cells


class Corpus:
    """All tables of a run, files in sorted path order; what several rules derive from them is built once."""

    __slots__ = ("_built", "tables")

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables
        self._built: dict[Callable[[Sequence[Table]], Any], Any] = {}

    def once(self, build: Callable[[Sequence[Table]], Built]) -> Built:
        """What `build` makes of the tables, made at the first asking."""
        if build not in self._built:
            self._built[build] = build(self.tables)
        built: Built = self._built[build]
        return built

    def at(self) -> Place:
        """Where to point when the fault is the run's: its first table."""
        return self.tables[0].at()


class Problem(NamedTuple):
    """What a reader could not take as it stands; the input rule named `key` words it."""

    key: str
    place: Place
    fields: Mapping[str, object]
    project: str | None = None
    indicator: str | None = None

    @property
    def subject(self) -> str | None:
        """The pointer of the node that it is about; silence works on it."""
        return self.place.pointer

    def at(self) -> Place:
        return self.place


class Remark(NamedTuple):
    """A comment that speaks to perflint: where it stands, and the part of the source that it covers."""

    source: SourceText
    span: Span
    covers: Span


class Reading(NamedTuple):
    """What a reader made of one source; `notes` are sentences for the user that are no findings."""

    tables: Sequence[Table]
    problems: Sequence[Problem]
    notes: Sequence[str] = ()
    remarks: Sequence[Remark] = ()
