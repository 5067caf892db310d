"""What rules said in one process, sent to another that holds the same tables and rules: those are sent as numbers."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import IO, Any

from perflint.verdict import Verdict

Said = dict[int, list[Verdict]]
Known = Callable[[], Iterable[object]]
"""The objects that both processes hold, in the same order."""


def send(said: Said, sheet: IO[bytes], known: Known) -> None:
    """Write all that was said, by its number."""
    _Pickler(sheet, known() if any(said.values()) else ()).dump(said)
    sheet.flush()


def received(sheet: IO[bytes], known: Known) -> Said:
    """What the other process wrote."""
    sheet.seek(0)
    said: Said = _Unpickler(sheet, known).load()
    return said


class _Pickler(pickle.Pickler):
    def __init__(self, sheet: IO[bytes], known: Iterable[object]) -> None:
        super().__init__(sheet, pickle.HIGHEST_PROTOCOL)
        self._numbers = {id(one): number for number, one in enumerate(known)}

    def persistent_id(self, one: Any) -> int | None:
        return self._numbers.get(id(one))

    def reducer_override(self, one: Any) -> Any:
        return (MappingProxyType, (dict(one),)) if isinstance(one, MappingProxyType) else NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, sheet: IO[bytes], known: Known) -> None:
        super().__init__(sheet)
        self._known = known
        self._objects: list[object] = []

    def persistent_load(self, number: int) -> object:
        if not self._objects:
            self._objects = list(self._known())
        return self._objects[number]
