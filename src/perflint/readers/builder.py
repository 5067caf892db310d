"""The light tree to the model: keys to fields, texts to cells, and what does not fit to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar
from unicodedata import normalize

from perflint.finding import Place, Spot
from perflint.model import (
    VALUE_FIELDS,
    Amount,
    Budget,
    Cell,
    Indicator,
    Node,
    Origin,
    Period,
    Problem,
    Project,
    Reading,
    Table,
)
from perflint.period import Bounds, read_bounds, read_moment
from perflint.readers import keys
from perflint.readers.keys import Level
from perflint.readers.nodes import Composition, Mapping, Scalar, Sequence, Tree
from perflint.regex import lazy
from perflint.text import Span

_AMOUNT = lazy(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_YEAR = lazy(r"((?:19|20)\d\d|2100)\s*年?度?")
_YEAR_LIKE = lazy(r"\d{4,5}")

_GUESSES = 300
"""For how many different unknown keys of a source the nearest known one is looked for."""

_SPENT = Mapping([], Span(0, 0))
"""In the place of a tree whose node is built."""

Told = Callable[[Project], None]
"""Told of each project of a table as soon as it is built, while others may still be to come."""

Found = dict[str, tuple[Scalar, Tree]]
"""The fields of one mapping: key and value as written."""

Built = TypeVar("Built", bound=Node)


def pointer_step(key: str) -> str:
    """A key as it stands in a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


class Builder:
    """Builds the tables of one source. A tree that aliases share becomes one node, built where its anchor stands.

    Where there are none (`shares`), a tree is let go as soon as its node is built: both together are most of what a
    run ever holds. There a project can also be built as soon as it is read (`take`), and others be `told` of it.
    """

    def __init__(self, origin: Origin, *, shares: bool = True, told: Told | None = None) -> None:
        self.origin = origin
        self._shares = shares
        self._told = told
        self._begun: Table | None = None
        self._before = 0
        self._list: list[Tree] | None = None
        self._lists_projects = False
        self.problems: list[Problem] = []
        self._reported: set[tuple[str, Span, object]] = set()
        self._built: dict[int, Node] = {}
        self._guessed: set[str] = set()

    def tables(self, documents: list[Tree]) -> Iterator[Table]:
        """A table for every document that holds one; where all are empty, one without projects."""
        filled = [(number, tree) for number, tree in enumerate(documents) if not _is_nothing(tree)]
        if not filled:
            yield Table("", self.origin, Span(0, 0))
        for number, tree in filled:
            step = f"/{number}" if number else ""
            if isinstance(tree, Mapping):
                yield self._table(tree, step)
            else:
                spot = Spot(self.origin.source, self._head(tree.span), step)
                self._report("wrong-type", Place(spot), expected="mapping", given=_kind(tree), title=None)

    def take(self, before: list[Tree], items: list[Tree]) -> None:
        """The first document goes on with the last of `items`, a mapping in a list that stands behind `before`.

        A project is built here and now. Only for texts in which nothing stands for what is written elsewhere.
        """
        if items is not self._list:
            self._list, self._lists_projects = items, self._begins(before)
        item, index = items[-1], len(items) - 1
        if self._lists_projects and self._begun is not None and isinstance(item, Mapping):
            project = self._project(self._begun, index, item)
            self._begun.projects.append(project)
            items[index] = _SPENT
            if self._told is not None:
                self._told(project)

    def _begins(self, before: list[Tree]) -> bool:
        """Whether the first list of projects comes next. If so, its table is begun with what stands before."""
        *pairs, key = before
        if self._before or not _means_projects(key):
            return False
        self._before = len(before)
        if any(map(_means_projects, pairs[::2])):
            return False
        table = self._begun = Table("", self.origin, Span(0, 0))
        told, reported = len(self.problems), set(self._reported)
        found = self._fields(table, Mapping(pairs, table.span), keys.level("table"))
        # What is to be said of keys rests on all of them: it is said when the table is at its end.
        del self.problems[told:]
        self._reported = reported
        self._own_fields(table, found)
        return True

    def _table(self, tree: Mapping, step: str) -> Table:
        begun = None if step else self._begun
        table = begun or Table(step, self.origin, tree.span)
        table.span = tree.span
        level = keys.level("table")
        found = self._fields(table, tree, level)
        if begun is None or any(map(_means_own_field, tree.written[self._before + 1 :: 2])):
            self._own_fields(table, found)
        for index, item in self._members(table, level, "projects", found):
            if item is _SPENT:
                continue
            built = self._built.get(id(item))
            if not isinstance(built, Project):
                built = self._kept(item, self._project(table, index, item))
            table.projects.append(built)
        self._require(table, level, found)
        return table

    def _own_fields(self, table: Table, found: Found) -> None:
        """The table's own fields."""
        level = keys.level("table")
        table.unit = self._cell(table, level, "unit", found)
        table.year_cell = self._cell(table, level, "year", found)
        table.year = self._year(table.year_cell)
        table.money_unit = self._money_unit(self._cell(table, level, "money_unit", found))
        table.budget = self._budget(table, level, found)

    def _project(self, table: Table, index: int, tree: Mapping) -> Project:
        project = Project(table, index, self.origin, tree.span)
        level = keys.level("project")
        found = self._fields(project, tree, level)
        for field in ("name", "code", "kind", "goal", "annual_goal"):
            setattr(project, field, self._cell(project, level, field, found))
        project.budget = self._budget(project, level, found)
        project.period = self._period(project, level, found)
        for number, item in self._members(project, level, "indicators", found):
            built = self._built.get(id(item))
            if not isinstance(built, Indicator):
                built = self._kept(item, self._indicator(project, number, item))
            project.indicators.append(built)
        self._require(project, level, found)
        return project

    def _indicator(self, project: Project, index: int, tree: Mapping) -> Indicator:
        indicator = Indicator(project, index, self.origin, tree.span)
        level = keys.level("indicator")
        fields = level.in_turn(tuple([key.text if type(key) is Scalar else "" for key in tree.written[::2]]))
        if fields is not None and _is_measured(fields) and not tree.merged:
            for field, value in zip(fields, tree.written[1::2], strict=True):
                if type(value) is Scalar:  # as in `_set`, without a call: nothing is done so often
                    setattr(indicator, field, Cell(indicator, field, value.text, (value.start, value.end)))
                else:
                    self._wrong(indicator, level, field, value, "text")
            return indicator
        found = self._fields(indicator, tree, level)
        if "value" in found and ("full" in found or "annual" in found):
            key, _ = found.pop("value")
            other = found["full" if "full" in found else "annual"][0]
            first = self._key(indicator, "value", other)
            self._report("duplicate-key", self._key(indicator, "value", key), first=first)
        for field, (_, value) in found.items():
            self._set(indicator, level, field, value)
        self._require(indicator, level, found)
        if found.keys().isdisjoint(VALUE_FIELDS):
            titles = [level.title(field) for field in VALUE_FIELDS]
            self._report("missing-field", self._place(indicator), field="full", title=titles, any=True)
        return indicator

    def _set(self, indicator: Indicator, level: Level, field: str, value: Tree) -> None:
        if type(value) is Scalar:
            setattr(indicator, field, Cell(indicator, field, value.text, (value.start, value.end)))
        else:
            self._wrong(indicator, level, field, value, "text")

    def _fields(self, node: Node, tree: Mapping, level: Level) -> Found:
        """The fields that a mapping gives, each once; keys of its own before those merged in."""
        found: Found = {}
        unknown: list[Scalar] = []
        names = level.fields
        for key, value in tree.pairs:
            if type(key) is not Scalar:
                self._report("wrong-type", self._spot(node, "", key), expected="key", given=_kind(key), title=None)
                continue
            field = names.get(key.text) or level.find(key.text)
            if field is None:
                unknown.append(key)
            elif field in found:
                first = self._key(node, field, found[field][0])
                self._report("duplicate-key", self._key(node, field, key), first=first)
            else:
                found[field] = key, value
        taken = frozenset(found)
        for key, value in tree.merged:
            if isinstance(key, Scalar):
                field = level.find(key.text)
                if field is None:
                    unknown.append(key)
                else:
                    found.setdefault(field, (key, value))
        for key in unknown:
            self._unknown(node, key, level, taken)
        return found

    def _require(self, node: Node, level: Level, found: Found) -> None:
        for field in level.required:
            if field not in found:
                self._report("missing-field", self._place(node), field=field, title=level.title(field), any=False)

    def _unknown(self, node: Node, key: Scalar, level: Level, taken: Set[str]) -> None:
        """A key that means no field; `taken` are those that its mapping gives."""
        nearest = level.nearest(key.text) if self._may_guess(key.text) else None
        meant = level.fields[nearest] if nearest else None
        self._report(
            "unknown-key",
            self._key(node, pointer_step(key.text), key),
            key=key.text,
            nearest=nearest,
            rename=nearest is not None and meant not in taken,
        )

    def _may_guess(self, word: str) -> bool:
        """Whether to look for the key that an unknown one means: it takes a while, and a file may hold thousands."""
        if len(self._guessed) < _GUESSES:
            self._guessed.add(word)
        return word in self._guessed

    def _cell(self, node: Node, level: Level, field: str, found: Found) -> Cell | None:
        if field not in found:
            return None
        value = found[field][1]
        if isinstance(value, Scalar):
            return Cell(node, field, value.text, value.span)
        self._wrong(node, level, field, value, "text")
        return None

    def _members(self, node: Node, level: Level, field: str, found: Found) -> Iterator[tuple[int, Mapping]]:
        """The mappings of a list, with their places in it."""
        tree = found[field][1] if field in found else None
        if tree is None or _is_nothing(tree):
            return
        if not isinstance(tree, Sequence):
            self._wrong(node, level, field, tree, "list")
            return
        for index, item in enumerate(tree.items):
            if isinstance(item, Mapping):
                yield index, item
                if not self._shares:
                    tree.items[index] = _SPENT
            else:
                place = self._spot(node, f"{field}/{index}", item)
                self._report("wrong-type", place, expected="item", given=_kind(item), title=level.title(field))

    def _kept(self, tree: Mapping, node: Built) -> Built:
        """The node of a tree, remembered where that may be met again."""
        if self._shares:
            self._built[id(tree)] = node
        return node

    def _budget(self, node: Node, level: Level, found: Found) -> Budget | None:
        tree = self._mapping(node, level, "budget", found)
        if tree is None:
            return None
        built = self._built.get(id(tree))
        if isinstance(built, Budget):
            return built
        budget = self._kept(tree, Budget(node, self.origin, tree.span))
        inner = keys.level("budget")
        for field, (_, value) in self._fields(budget, tree, inner).items():
            if not isinstance(value, Scalar):
                self._wrong(budget, inner, field, value, "amount")
                continue
            amount = Amount(budget, field, value.text, value.span, read_amount(value.text))
            if amount.amount is None and not amount.blank:
                self._report("wrong-type", amount.at(), expected="number", given=amount.text, title=inner.title(field))
            if field in ("total", "annual"):
                setattr(budget, field, amount)
            else:
                budget.sources[field] = amount
        return budget

    def _period(self, node: Node, level: Level, found: Found) -> Period | None:
        if "period" not in found:
            return None
        tree = found["period"][1]
        if isinstance(tree, Scalar):
            cell = Cell(node, "period", tree.text, tree.span)
            bounds = read_bounds(tree.text)
            if bounds is None:
                self._unread(cell, "period", level.title("period"))
            return Period(node, self.origin, tree.span, bounds, {"period": cell})
        mapping = self._mapping(node, level, "period", found)
        if mapping is None:
            return None
        period = Period(node, self.origin, mapping.span, None, {})
        inner = keys.level("period")
        ends = self._fields(period, mapping, inner)
        given = ((field, self._cell(period, inner, field, ends)) for field in inner.spellings)
        cells = {field: cell for field, cell in given if cell is not None}
        moments = {field: read_moment(cell.text) for field, cell in cells.items()}
        for field, moment in moments.items():
            if moment is None:
                self._unread(cells[field], "moment", inner.title(field))
        period.cells = cells
        period.bounds = Bounds(moments.get("start"), moments.get("end")) if any(moments.values()) else None
        return period

    def _unread(self, cell: Cell, expected: str, title: str) -> None:
        """A period that says no time; a year that cannot be is another rule's."""
        if not cell.blank and not _YEAR_LIKE.search(cell.text):
            self._report("wrong-type", cell.at(), expected=expected, given=cell.text, title=title)

    def _year(self, cell: Cell | None) -> int | None:
        if cell is None or cell.blank:
            return None
        match = _YEAR.fullmatch(normalize("NFKC", cell.text).strip())
        if match:
            return int(match.group(1))
        if not _YEAR_LIKE.search(cell.text):
            title = keys.level("table").title("year")
            self._report("wrong-type", cell.at(), expected="year", given=cell.text, title=title)
        return None

    def _money_unit(self, cell: Cell | None) -> Cell | None:
        if cell is not None and not cell.blank and cell.text.strip() not in keys.money_units():
            title = keys.level("table").title("money_unit")
            allowed = keys.money_units()
            self._report("wrong-type", cell.at(), expected="money_unit", given=cell.text, title=title, allowed=allowed)
        return cell

    def _mapping(self, node: Node, level: Level, field: str, found: Found) -> Mapping | None:
        tree = found[field][1] if field in found else None
        if tree is None or isinstance(tree, Mapping):
            return tree
        if not _is_nothing(tree):
            self._wrong(node, level, field, tree, "mapping")
        return None

    def _wrong(self, node: Node, level: Level, field: str, tree: Tree, expected: str) -> None:
        title = level.title(field)
        self._report("wrong-type", self._spot(node, field, tree), expected=expected, given=_kind(tree), title=title)

    def _key(self, node: Node, field: str, key: Scalar) -> Place:
        """A key as a place of its own, with the pointer of its field."""
        return Cell(node, field, key.text, key.span).at()

    def _spot(self, node: Node, field: str, tree: Tree) -> Place:
        return Cell(node, field, "", self._head(tree.span)).at()

    def _place(self, node: Node) -> Place:
        """A node, by its first line."""
        return Place(node, 0, self._head(node.span).end - node.span.start)

    def _head(self, span: Span) -> Span:
        source = self.origin.source
        return Span(span.start, min(span.end, source.line_span(source.position(span.start).line).end))

    def _report(self, key: str, place: Place, /, **fields: object) -> None:
        mark = key, place.span, fields.get("field")
        if mark not in self._reported:
            self._reported.add(mark)
            self.problems.append(Problem(key, place, fields))


@lru_cache(maxsize=1024)
def _is_measured(fields: tuple[str, ...]) -> bool:
    """Whether a row has a column for its value, or for those of the full period and the year, not both."""
    columns = {field for field in fields if field in VALUE_FIELDS}
    return bool(columns) and (columns == {"value"} or "value" not in columns)


def read_amount(text: str) -> Decimal | None:
    """An amount as written, `12,146.57`; None where the text is no number."""
    bare = text if text.isascii() else normalize("NFKC", text)
    match = _AMOUNT.fullmatch(bare.strip())
    return Decimal(match.group().replace(",", "")) if match else None


def _is_nothing(tree: Tree) -> bool:
    return isinstance(tree, Scalar) and tree.text.strip() in keys.nothing()


def _kind(tree: Tree) -> str:
    """`text`, `list`, `mapping`, or `nothing`."""
    if isinstance(tree, Mapping):
        return "mapping"
    if isinstance(tree, Sequence):
        return "list"
    return "nothing" if _is_nothing(tree) else "text"


def reading(builder: Builder, composition: Composition, *, named: bool) -> Reading | None:
    """The tables of all documents that could be read to their end, and what stopped the reading.

    None where the file was found in a folder and no document has a table's top level.
    """
    documents, refused = composition.documents, composition.refused
    if not named and refused is None and not any(map(_is_table, documents)):
        return None
    tables = list(builder.tables(documents)) if documents or refused is None else []
    if refused is None:
        return Reading(tables, builder.problems)
    pointer = None if refused.key == "syntax-error" else ""
    source = builder.origin.source
    # What is missing at the very end has no sign to point at.
    span = Span(*(min(offset, len(source.text)) for offset in refused.span))
    place = Place(Spot(source, span, pointer))
    return Reading(tables, [*builder.problems, Problem(refused.key, place, refused.fields)])


def _is_table(tree: Tree) -> bool:
    return isinstance(tree, Mapping) and any(map(_means_projects, tree.written[::2]))


def _means_own_field(key: Tree) -> bool:
    return isinstance(key, Scalar) and keys.level("table").find(key.text) not in (None, "projects")


def _means_projects(key: Tree) -> bool:
    return isinstance(key, Scalar) and keys.level("table").find(key.text) == "projects"
