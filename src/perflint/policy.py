"""Policy packs: what a bureau decides. The frame of levels, thresholds and parameters of rules, as data.

Packs are the YAML files under `perflint.rules.policies`; a bureau's own pack is one file of the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from perflint.model import Table


class Category(NamedTuple):
    """Where an indicator stands in the frame, by the frame's keys; None where the text is no level of it.

    `stands` says whether the second level is a child of the first, codes included.
    """

    level1: str | None
    level2: str | None
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the frame: its key in rules (`output`), its names (the first is the canonical one), its code, its parent."""

    key: str
    names: tuple[str, ...]
    code: str | None
    parent: str | None

    @property
    def name(self) -> str:
        return self.names[0]


_CODE = re.compile(r"\s*(\d+)\s*[-—.、．－]\s*")


class Frame:
    """The levels a policy knows, and how the texts of a table are placed in it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._dropped = re.compile(data["dropped"])
        self._suffixes = tuple(data["suffixes"])
        self.first: dict[str, Level] = {}
        self.second: dict[str, Level] = {}
        for key, entry in data["levels"].items():
            self.first[key] = _level(key, entry, None)
            for child, child_entry in entry.get("children", {}).items():
                self.second[child] = _level(child, child_entry, key)
        self._first_names = self._index(self.first.values())
        self._second_names = self._index(self.second.values())
        self.local: Mapping[str, str] = data.get("local", {})

    def normal(self, text: str) -> str:
        """A level's text without code, brackets, scores, spaces and 指标."""
        bare = self._dropped.sub("", _CODE.sub("", text))
        while True:
            suffix = next((end for end in self._suffixes if bare.endswith(end) and len(bare) > len(end)), None)
            if suffix is None:
                return bare
            bare = bare.removesuffix(suffix)

    def code(self, text: str) -> str | None:
        """The code written before a level's name (`22` in `22-社会效益`)."""
        match = _CODE.match(text)
        return match.group(1) if match else None

    def first_of(self, text: str) -> Level | None:
        return self._first_names.get(self.normal(text))

    def second_of(self, text: str) -> Level | None:
        return self._second_names.get(self.normal(text))

    def children(self, key: str) -> list[Level]:
        return [level for level in self.second.values() if level.parent == key]

    def classify(self, table: Table) -> None:
        """Give every indicator of `table` its category.

        A second level kept under another first level than the frame's (`local`: satisfaction under benefit) counts as
        the frame's own wherever the whole table does so.
        """
        accepted = self._accepted(table)
        for indicator in table.indicators:
            first = self.first_of(indicator.level1.text) if indicator.level1 else None
            second = self.second_of(indicator.level2.text) if indicator.level2 else None
            if first and second and (second.key, first.key) in accepted:
                indicator.category = Category(second.parent, second.key)
                continue
            indicator.category = Category(
                first.key if first else None,
                second.key if second else None,
                second is None or first is None or second.parent == first.key,
            )

    def _accepted(self, table: Table) -> set[tuple[str, str]]:
        """The local placements (second, first) that the table uses throughout."""
        used: dict[str, set[str]] = {key: set() for key in self.local}
        for indicator in table.indicators:
            if not (indicator.level1 and indicator.level2):
                continue
            first, second = self.first_of(indicator.level1.text), self.second_of(indicator.level2.text)
            if first and second and second.key in used:
                used[second.key].add(first.key)
        return {(key, self.local[key]) for key, parents in used.items() if parents == {self.local[key]}}

    def _index(self, levels: Iterable[Level]) -> dict[str, Level]:
        return {self.normal(name): level for level in levels for name in level.names}


@dataclass(frozen=True, slots=True)
class Policy:
    """One pack: its frame, and parameters of rules by rule name."""

    name: str
    frame: Frame
    parameters: Mapping[str, Mapping[str, Any]]


@cache
def load(name: str = "default") -> Policy:
    """The shipped pack `name`. Raises KeyError where there is none."""
    from perflint.vocabulary import packs

    data = packs(name)
    return Policy(name, Frame(data["frame"]), data.get("parameters", {}))


def _level(key: str, entry: Mapping[str, Any], parent: str | None) -> Level:
    return Level(key, (entry["name"], *entry.get("aliases", ())), str(entry["code"]) if "code" in entry else None, parent)
