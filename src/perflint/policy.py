"""Policy packs: what a bureau decides. The frame of levels, thresholds and parameters of rules, as data.

Packs are YAML files of one shape: those under `perflint.rules.policies` and a bureau's own (`perflint.packs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from perflint.model import Category, Indicator, Misplacement, Pair
from perflint.record import NamedTuple
from perflint.regex import compiled, lazy

OFF = "off"


class Level(NamedTuple):
    """A level of the frame: its key in rules (`output`), its names (the canonical one first), its code, its parent."""

    key: str
    names: tuple[str, ...]
    code: str | None
    parent: str | None

    @property
    def name(self) -> str:
        return self.names[0]


Levels = tuple[Level | None, Level | None]

_CODE = lazy(r"\s*(\d{1,4})\s*[-—－–]?\s*(?=[^\W\d_])")


class Frame:
    """The levels a policy knows, and how the texts of a table are placed in it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._dropped = compiled(data["dropped"])
        self.normal = lru_cache(maxsize=4096)(self._normal)
        self._wordings = lru_cache(maxsize=4096)(self._level_wordings)
        self._suffixes = tuple(data["suffixes"])
        self.first: dict[str, Level] = {}
        self.second: dict[str, Level] = {}
        for key, entry in data["levels"].items():
            self.first[key] = _level(key, entry, None)
            for child, child_entry in entry.get("children", {}).items():
                self.second[child] = _level(child, child_entry, key)
        self._first_names = {self.normal(name): level for level in self.first.values() for name in level.names}
        self._second_names = self._by_parent(self.second.values())
        self._names = self._first_names.keys() | self._second_names.keys()
        self._local: Mapping[str, str] = data.get("local", {})

    def __contains__(self, key: str) -> bool:
        return key in self.first or key in self.second

    def _normal(self, text: str) -> str:
        """A level's text without code, brackets, scores, spaces and 指标."""
        return self._stem(self._dropped.sub("", text))

    def _stem(self, bare: str) -> str:
        while bare.endswith(self._suffixes) and bare not in self._suffixes:
            bare = bare.removesuffix(next(end for end in self._suffixes if bare.endswith(end)))
        return bare

    def code(self, text: str) -> str | None:
        """The code written before a level's name (`22` in `22-社会效益`); a list number (`2.`, `2、`) is none."""
        match = _CODE.match(text)
        return match.group(1) if match else None

    def first_of(self, text: str) -> Level | None:
        return self._first_names.get(self.normal(text))

    def second_of(self, text: str, parent: str | None = None) -> Level | None:
        """The second level that `text` names; where several levels share the name, the one under `parent`."""
        named = self._second_names.get(self.normal(text), {})
        return named.get(parent) or next(iter(named.values()), None)

    def local_to(self, key: str) -> str | None:
        """Another first level under which the second level `key` may stand."""
        return self._local.get(key)

    def children(self, key: str) -> list[Level]:
        return [level for level in self.second.values() if level.parent == key]

    def echoed(self, indicator: Indicator) -> Level | None:
        """The indicator's own level whose wording its name only repeats; None where the name says more."""
        stem = self._stem(indicator.normal)
        if stem not in self._names:
            return None
        first, second = indicator.level1, indicator.level2
        wordings = self._wordings(indicator.category, first.text if first else None, second.text if second else None)
        return wordings.get(stem)

    def _level_wordings(self, category: Category, text1: str | None, text2: str | None) -> Mapping[str, Level]:
        """How the two levels of a row may be worded, each wording with its level; the second level's come first."""
        levels = (self.first.get(category.level1 or ""), text1), (self.second.get(category.level2 or ""), text2)
        return {
            self.normal(wording): level
            for level, text in levels
            if level is not None and text is not None
            for wording in (text, level.name)
        }

    def categories(self, pairs: Iterable[Pair]) -> dict[Pair, Category]:
        """The categories of the pairs of level texts that the rows of one table have.

        A second level kept under another first level than the frame's (`local`: satisfaction under benefit) counts as
        the frame's own wherever the whole table does so. A table that numbers a level to which the frame gives no
        number has a numbering of its own, and its codes are not judged.
        """
        placed = {pair: self._placed(pair) for pair in pairs}
        accepted = self._accepted(placed.values())
        own_numbers = any(
            self._is_own_number(*row) for pair, levels in placed.items() for row in zip(pair, levels, strict=True)
        )
        return {pair: self._category(pair, levels, accepted, own_numbers) for pair, levels in placed.items()}

    def _placed(self, pair: Pair) -> Levels:
        first = self.first_of(pair[0])
        return first, self.second_of(pair[1], first.key if first else None)

    def _accepted(self, placed: Iterable[Levels]) -> set[tuple[str, str]]:
        """The local placements (second, first) that the table uses throughout."""
        used = {(second.key if second else None, first.key) for first, second in placed if first}
        firsts = {first for _, first in used}
        local = {(key, first) for key, first in self._local.items() if self.second[key].parent not in firsts}
        return local & used

    def _category(self, pair: Pair, levels: Levels, accepted: set[tuple[str, str]], own_numbers: bool) -> Category:
        first, second = levels
        if first and second and (second.key, first.key) in accepted:
            return Category(second.parent, second.key)
        fault: Misplacement | None = None
        if first and second and second.parent != first.key:
            fault = "parent"
        elif not own_numbers and self._is_misnumbered(pair[0], first):
            fault = "code1"
        elif not own_numbers and self._is_misnumbered(pair[1], second):
            fault = "code2"
        return Category(first.key if first else None, second.key if second else None, fault)

    def _is_own_number(self, text: str, level: Level | None) -> bool:
        return level is not None and level.code is None and self.code(text) is not None

    def _is_misnumbered(self, text: str, level: Level | None) -> bool:
        """A code as long as the level's own that is another one; a shorter one counts the rows of a list."""
        code = self.code(text)
        return bool(level and level.code and code and len(code) == len(level.code) and code != level.code)

    def _by_parent(self, levels: Iterable[Level]) -> dict[str, dict[str | None, Level]]:
        names: dict[str, dict[str | None, Level]] = {}
        for level in levels:
            for name in level.names:
                names.setdefault(self.normal(name), {}).setdefault(level.parent, level)
        return names


class Band(NamedTuple):
    """A share of the weights, from and to; the same where the policy gives one number."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}–{self.high}"


class Policy:
    """What a pack says: its frame, what it asks for, and how it sets rules.

    `required`: keys of levels that every project has; `columns`: the value columns that every indicator fills.
    `parameters` by rule name, `thresholds` by the parameter's own name. `severities` and `switches` by patterns of
    rules (names, codes, families, globs) in the order written: the last that fits counts.
    """

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name: str = data.get("name", name)
        self.frame = Frame(data["frame"])
        self.required = tuple(key for key in data.get("required", ()) if key in self.frame)
        self.columns: tuple[str, ...] = tuple(data.get("columns", ()))
        self.parameters: Mapping[str, Mapping[str, Any]] = data.get("parameters", {})
        self.thresholds: Mapping[str, Any] = data.get("thresholds", {})
        self.severities: Mapping[str, str] = data.get("severities", {})
        self.switches: Mapping[str, str] = data.get("rules", {})
        self._weights: Mapping[str, Any] = data.get("weights", {})

    def parameters_of(self, rule: str, declared: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of the rule of that name: the `declared` ones where the pack says nothing else."""
        named = {key: value for key, value in self.thresholds.items() if key in declared}
        return {**declared, **named, **self.parameters.get(rule, {})}

    def bands(self, used: frozenset[str]) -> tuple[dict[str, Band], int]:
        """The share of each first level (keys of the frame), for a project that uses the levels `used`; their total.

        With a first level of cost another split holds; where there is no satisfaction, benefit has its share. Empty
        where the policy has no weights.
        """
        split = self._weights.get("with_cost" if "cost" in used else "without_cost", {})
        bands = {key: _band(share) for key, share in split.items() if key in self.frame.first}
        total = self._weights.get("total") or sum(band.low for band in bands.values())
        if "satisfaction" not in used and "benefit" in bands and "satisfaction" in bands:
            taken, kept = bands.pop("satisfaction"), bands["benefit"]
            bands["benefit"] = Band(kept.low + taken.low, kept.high + taken.high)
        return bands, total


def _band(share: int | list[int]) -> Band:
    return Band(share[0], share[-1]) if isinstance(share, list) else Band(share, share)


def _level(key: str, entry: Mapping[str, Any], parent: str | None) -> Level:
    code = str(entry["code"]) if "code" in entry else None
    return Level(key, (entry["name"], *entry.get("aliases", ())), code, parent)
