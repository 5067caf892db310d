"""What rules said in one process, sent to another that holds the same tables and rules: those are sent as numbers."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from itertools import islice
from types import MappingProxyType
from typing import IO, Any

from perflint.model import Amount, Cell, Node
from perflint.verdict import Verdict

Said = dict[int, list[Verdict]]
Known = Callable[[Iterable[int]], Iterable[object]]
"""The objects that both processes hold and that may be spoken of under those numbers, in the same order."""


def send(said: Said, sheet: IO[bytes], known: Known) -> None:
    """Write all that was said, by its number. Raises KeyError where it holds a node or rule that is not `known`."""
    spoken = [number for number, verdicts in said.items() if verdicts]
    held = list(known(spoken))
    numbers = {id(one): number for number, one in enumerate(held)}

    def numbered(one: object) -> tuple[Any, ...]:
        return _known, (numbers[id(one)],)

    def in_its_node(cell: Cell) -> tuple[Any, ...]:
        place = next(place for place, one in enumerate(cell.owner.own_cells) if one is cell)
        return _cell, (numbers[id(cell.owner)], place)

    pickle.dump(spoken, sheet)
    pickler = pickle.Pickler(sheet, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {
        **dict.fromkeys(map(type, held), numbered),
        **dict.fromkeys((Cell, Amount), in_its_node),
        MappingProxyType: _plain,
    }
    pickler.dump(said)
    sheet.flush()


def received(sheet: IO[bytes], known: Known) -> Said:
    """What the other process wrote."""
    sheet.seek(0)
    held = known(pickle.load(sheet))
    said: Said = _Unpickler(sheet, held).load()
    return said


class _Unpickler(pickle.Unpickler):
    def __init__(self, sheet: IO[bytes], held: Iterable[object]) -> None:
        super().__init__(sheet)
        self._held = list(held)

    def find_class(self, module: str, name: str) -> Any:
        if name == _known.__name__:
            return self._held.__getitem__
        return self._cell if name == _cell.__name__ else super().find_class(module, name)

    def _cell(self, number: int, place: int) -> Cell:
        node = self._held[number]
        assert isinstance(node, Node)
        return next(islice(node.own_cells, place, None))


def _known(number: int) -> object:
    """Stands in what is sent for what the other process finds under that number."""
    raise NotImplementedError


def _cell(number: int, place: int) -> object:
    """Stands for a cell: the number of its node, and where it is among that node's own."""
    raise NotImplementedError


def _plain(fields: MappingProxyType[str, Any]) -> tuple[Any, ...]:
    """A read-only mapping has no name that it could be sent under."""
    return dict, (dict(fields),)
