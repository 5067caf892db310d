"""What rules said in one process, sent to another that holds the same tables and rules: those are sent as numbers."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import IO, Any

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

    pickle.dump(spoken, sheet)
    pickler = pickle.Pickler(sheet, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {**dict.fromkeys(map(type, held), numbered), MappingProxyType: _plain}
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
        self._held = held

    def find_class(self, module: str, name: str) -> Any:
        return list(self._held).__getitem__ if name == _known.__name__ else super().find_class(module, name)


def _known(number: int) -> object:
    """Stands in what is sent for what the other process finds under that number."""
    raise NotImplementedError


def _plain(fields: MappingProxyType[str, Any]) -> tuple[Any, ...]:
    """A read-only mapping has no name that it could be sent under."""
    return dict, (dict(fields),)
