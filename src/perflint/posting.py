"""What rules said in one process, sent to another that holds the same tables and rules: those are sent as numbers."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from itertools import islice
from types import MappingProxyType
from typing import IO, Any

from perflint.model import Amount, Cell, Node, Table
from perflint.record import NamedTuple
from perflint.rule import Rule
from perflint.text import SourceText
from perflint.verdict import Verdict

Said = dict[int, list[Verdict]]


class Held(NamedTuple):
    """What both processes hold, in the same order. Of tables one may hold further ones, and more of the last."""

    rules: Sequence[Rule]
    tables: Sequence[Table]


def send(said: Said, sheet: IO[bytes], held: Held) -> None:
    """Write all that was said, by its number. Raises KeyError where a rule, source or node of it is not held."""
    numbers = {id(rule): number for number, rule in enumerate(held.rules)}
    sources = {id(table.source): number for number, table in enumerate(held.tables)}
    nodes = _Nodes(held.tables)

    def numbered(rule: Rule) -> tuple[Any, ...]:
        return _rule, (numbers[id(rule)],)

    def of_a_table(source: SourceText) -> tuple[Any, ...]:
        return _source, (sources[id(source)],)

    def in_its_table(node: Node) -> tuple[Any, ...]:
        return _node, nodes.place(node)

    def in_its_node(cell: Cell) -> tuple[Any, ...]:
        place = next(place for place, one in enumerate(cell.owner.own_cells) if one is cell)
        return _cell, (*nodes.place(cell.owner), place)

    pickler = pickle.Pickler(sheet, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {
        Rule: numbered,
        SourceText: of_a_table,
        **dict.fromkeys(_kinds(Node), in_its_table),
        **dict.fromkeys((Cell, Amount), in_its_node),
        MappingProxyType: _plain,
    }
    pickler.dump(said)
    sheet.flush()


def received(sheet: IO[bytes], held: Held) -> Said:
    """What the other process wrote."""
    sheet.seek(0)
    said: Said = _Unpickler(sheet, held).load()
    return said


class _Nodes:
    """Where nodes are: the number of the table, and of the node in it. What is not spoken of is not looked into."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = {id(table): number for number, table in enumerate(tables)}
        self._places: dict[int, dict[int, int]] = {}

    def place(self, node: Node) -> tuple[int, int]:
        table = node
        while table.parent is not None:
            table = table.parent
        number = self._tables[id(table)]
        if number not in self._places:
            assert isinstance(table, Table)
            self._places[number] = {id(one): place for place, one in enumerate(table.nodes)}
        return number, self._places[number][id(node)]


class _Unpickler(pickle.Unpickler):
    def __init__(self, sheet: IO[bytes], held: Held) -> None:
        super().__init__(sheet)
        self._held = held
        self._nodes: dict[int, list[Node]] = {}

    def find_class(self, module: str, name: str) -> Any:
        held = {
            "_rule": self._held.rules.__getitem__,
            "_source": self._source,
            "_node": self._node,
            "_cell": self._cell,
        }
        return held[name] if module == __name__ and name in held else super().find_class(module, name)

    def _source(self, table: int) -> SourceText:
        return self._held.tables[table].source

    def _node(self, table: int, place: int) -> Node:
        if table not in self._nodes:
            self._nodes[table] = list(self._held.tables[table].nodes)
        return self._nodes[table][place]

    def _cell(self, table: int, place: int, own: int) -> Cell:
        return next(islice(self._node(table, place).own_cells, own, None))


def _rule(number: int) -> Rule:
    """Stands in what is sent for the rule of that number."""
    raise NotImplementedError


def _source(table: int) -> SourceText:
    """Stands for the source of the table of that number."""
    raise NotImplementedError


def _node(table: int, place: int) -> Node:
    """Stands for a node: the number of its table, and where it is in that."""
    raise NotImplementedError


def _cell(table: int, place: int, own: int) -> Cell:
    """Stands for a cell: its node, and where it is among that node's own."""
    raise NotImplementedError


def _plain(fields: MappingProxyType[str, Any]) -> tuple[Any, ...]:
    """A read-only mapping has no name that it could be sent under."""
    return dict, (dict(fields),)


def _kinds(kind: type[Node]) -> Iterator[type[Node]]:
    """A class and all that are made of it."""
    yield kind
    for special in kind.__subclasses__():
        yield from _kinds(special)
