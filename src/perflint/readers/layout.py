"""The published plain-text layout of 项目支出绩效目标表, as a page's text comes out of a PDF.

Title, unit line, column heads, the unit's totals; then for every project its name, its amounts, its goal, and its
indicators as `1、1-产出指标；11-数量指标；NAME；实施周期指标值:X；年度指标值:Y。`, all broken over lines and pages.
Lines are joined with nothing between them; nothing else of the text is changed. What leaves the layout is a problem
`broken-layout` at its place, and what could be read is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perflint.finding import Place
from perflint.interface import listed, say
from perflint.model import Amount, Budget, Cell, Indicator, Node, Problem, Project, Reading, Table
from perflint.readers import funds
from perflint.readers.flow import Flow, Part
from perflint.readers.heading import Break, Column, Heading, is_layout, split
from perflint.readers.rows import Entry, Gap, Record, amount_of, read_rows
from perflint.rule import Settings
from perflint.text import SourceText, Span
from perflint.vocabulary import words

__all__ = ["is_layout", "read"]

_SHOWN = 24
"""How many characters of a broken place a message quotes."""


def read(source: SourceText, settings: Mapping[str, Settings]) -> Reading:
    """Read a text; whatever it holds, never raises. `settings` are not needed: the layout has no parameters."""
    heading, lines = split(source)
    flow = Flow(source, lines)
    entries, leftover = read_rows(flow, len(heading.columns), source.cut(heading.unit) if heading.unit else None)
    builder = _Builder(flow, heading)
    if not heading.columns and not any(entry.records for entry in entries):
        return Reading((), builder.broken(heading.breaks))
    table = builder.table(entries)
    return Reading((table,), [*builder.broken(heading.breaks), *builder.problems, *builder.gaps(table, leftover)])


class _Builder:
    """Puts a Table together from the parts of the text, and collects the problems."""

    def __init__(self, flow: Flow, heading: Heading) -> None:
        self.flow = flow
        self.heading = heading
        self.result = Table("", flow, heading.span)
        self.problems: list[Problem] = []

    def table(self, entries: Sequence[Entry]) -> Table:
        table, heading = self.result, self.heading
        totals = next((entry for entry in entries if entry.totals), None)
        table.unit = self._heading_cell("unit", heading.unit)
        table.money_unit = self._heading_cell("money_unit", heading.money_unit)
        table.year_cell = self._heading_cell("year", heading.year)
        table.year = int(table.year_cell.text) if table.year_cell else None
        if totals is not None:
            table.budget = self._budget(table, totals)
            if table.unit is None and totals.name and self._text(totals.name) not in words("layout")["totals"]:
                table.unit = self._cell(table, "unit", totals.name)
            self.problems.extend(self.gaps(table, totals.gaps))
        table.projects = [self._project(index, entry) for index, entry in enumerate(_projects(entries))]
        self._place_funds(totals, [entry.amounts for entry in _projects(entries)])
        return table

    def broken(self, breaks: Sequence[Break]) -> list[Problem]:
        """The problems of the heading, as the table's."""
        return [self._problem(self.result, item.span, item.expected, item.fields) for item in breaks]

    def gaps(self, node: Node, gaps: Sequence[Gap]) -> list[Problem]:
        """The problems of a node."""
        return [self._problem(node, self.flow.span(*gap.part), gap.expected, gap.fields) for gap in gaps]

    def _project(self, index: int, entry: Entry) -> Project:
        project = Project(self.result, index, self.flow, self.flow.span(*entry.part))
        if entry.name:
            project.name = self._cell(project, "name", entry.name)
        if entry.amounts:
            project.budget = self._budget(project, entry)
        if entry.goal:
            project.goal = self._cell(project, "goal", entry.goal)
        self.problems.extend(self.gaps(project, entry.gaps))
        project.indicators = [self._indicator(project, number, record) for number, record in enumerate(entry.records)]
        return project

    def _indicator(self, project: Project, index: int, record: Record) -> Indicator:
        indicator = Indicator(project, index, self.flow, self.flow.span(*record.part))
        parts = {"level1": record.level1, "level2": record.level2, "name": record.name, **record.values}
        for field, part in parts.items():
            if part is not None:
                setattr(indicator, field, self._cell(indicator, field, part))
        self.problems.extend(self.gaps(indicator, record.gaps))
        return indicator

    def _budget(self, owner: Node, entry: Entry) -> Budget:
        """A row's funds, the total alone at first."""
        whole = Part(entry.amounts[0].start, entry.amounts[-1].end)
        budget = Budget(owner, self.flow, self.flow.span(*whole))
        budget.total = self._amount(budget, "total", entry.amounts[self._total_at(entry.amounts)])
        return budget

    def _total_at(self, amounts: Sequence[Part]) -> int:
        """Which of a row's amounts is the total: the first, unless the heads put it last."""
        columns = self.heading.columns
        return -1 if len(columns) > 1 and columns[-1].key == "total" and len(amounts) == len(columns) else 0

    def _sources(self, amounts: Sequence[Part]) -> list[Part]:
        """A row's amounts without its total."""
        if len(self.heading.columns) == 1 and self.heading.columns[0].key != "total":
            return list(amounts)
        sources = list(amounts)
        if sources:
            del sources[self._total_at(amounts)]
        return sources

    def _place_funds(self, totals: Entry | None, rows: Sequence[tuple[Part, ...]]) -> None:
        """Give every source amount its column, and say where that was inferred or could not be."""
        columns = [column for column in self.heading.columns if column.key != "total"]
        sources = [self._sources(row) for row in rows]
        if not columns:
            return
        sources = [row if len(row) <= len(columns) else [] for row in sources]
        stated = [[self._number(part) for part in row] for row in sources]
        unit = self._sources(totals.amounts) if totals else None
        placed = funds.place(
            len(columns),
            [self._number(part) or Decimal(0) for part in unit] if unit else None,
            [_given(row, len(columns)) for row in stated],
        )
        if self.result.budget and unit and len(unit) <= len(columns):
            self._fill(self.result.budget, columns, range(len(unit)), unit)
        for project, row, places in zip(self.result.projects, sources, placed.places, strict=True):
            if project.budget and places is not None:
                given = row if len(row) == len(columns) else [part for part in row if self._number(part) is not None]
                self._fill(project.budget, columns, places, given)
        self._tell_of_funds(columns, placed)

    def _fill(self, budget: Budget, columns: Sequence[Column], places: Sequence[int], parts: Sequence[Part]) -> None:
        """Set the sources, all or none: not where one stands in an unknown column or two in columns of one kind."""
        placed = [(columns[at].key, part) for at, part in zip(places, parts, strict=False)]
        filled = [(key, part) for key, part in placed if self._number(part) is not None]
        sources = {key: self._amount(budget, key, part) for key, part in filled if key is not None}
        if len(sources) == len(filled):
            budget.annual = sources.pop("annual", None)
            budget.sources = sources

    def _tell_of_funds(self, columns: Sequence[Column], placed: funds.Funds) -> None:
        """One problem a table: which projects stand outside the largest column, or that the columns stay unknown."""
        projects = self.result.projects
        if placed.inferred and placed.main is not None:
            subject = projects[placed.moved[0]] if placed.moved else projects[0]
            moved = [self._moved(projects[index], columns, placed.places[index] or ()) for index in placed.moved]
            fields: dict[str, object] = {"moved": moved, "main": columns[placed.main].name}
            self._infer(subject, "moved" if moved else "all-in-one", fields)
        elif not placed.complete:
            subject = projects[placed.places.index(None)]
            budget = self.result.budget
            total = budget.total.amount if budget and budget.total else None
            projects_total = sum((project.total or Decimal(0) for project in projects), Decimal(0))
            self._infer(subject, _why_unknown(placed, total, projects_total), {"total": total, "sum": projects_total})

    def _moved(self, project: Project, columns: Sequence[Column], places: Sequence[int]) -> str:
        names = [columns[place].name for place in places]
        return say("moved-funds", project=project.label or say("unnamed"), columns=listed(names))

    def _infer(self, project: Project, kind: str, fields: Mapping[str, object]) -> None:
        place = project.budget.at() if project.budget else project.title()
        self.problems.append(Problem("inferred-funds", place, {"kind": kind, **fields}, project.label))

    def _problem(self, node: Node, span: Span, expected: str, fields: Mapping[str, object]) -> Problem:
        place = Place(node, span.start - node.span.start, span.end - node.span.start)
        cut = self.flow.source.text[span.start : min(span.end, span.start + 8 * _SHOWN)]
        found = "".join(line.strip() for line in cut.splitlines())
        shown = found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
        shown = shown or say("nothing-there")
        project = node if isinstance(node, Project) else node.parent if isinstance(node.parent, Project) else None
        indicator = node.label if isinstance(node, Indicator) else None
        return Problem(
            "broken-layout",
            place,
            {"expected": expected, "given": fields, "found": shown},
            project.label if project else None,
            indicator,
        )

    def _cell(self, owner: Node, field: str, part: Part) -> Cell:
        return Cell(owner, field, self._text(part), self.flow.span(*part))

    def _heading_cell(self, field: str, span: Span | None) -> Cell | None:
        return Cell(self.result, field, self.flow.source.cut(span), span) if span else None

    def _amount(self, budget: Budget, field: str, part: Part) -> Amount:
        return Amount(budget, field, self._text(part), self.flow.span(*part), self._number(part))

    def _number(self, part: Part) -> Decimal | None:
        return amount_of(self._text(part))

    def _text(self, part: Part) -> str:
        return self.flow.text[part.start : part.end]


def _why_unknown(placed: funds.Funds, total: Decimal | None, projects_total: Decimal) -> str:
    """Why the columns could not be inferred, as a variant of the message."""
    if total is None:
        return "no-totals"
    if total != projects_total:
        return "totals-differ"
    return "undecided" if placed.undecided else "no-fit"


def _projects(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.totals]


def _given(row: Sequence[Decimal | None], columns: int) -> list[Decimal]:
    """A row's amounts for the search: dashes hold a place where every column is there, else they say nothing."""
    if len(row) == columns:
        return [amount or Decimal(0) for amount in row]
    return [amount for amount in row if amount is not None]
