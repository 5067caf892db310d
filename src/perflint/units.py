"""Units and exact conversion. The units themselves are data (`rules/vocabulary/units.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache, lru_cache
from math import prod

from perflint.record import NamedTuple
from perflint.vocabulary import term, words

UNKNOWN = "unknown"
_ONE = Fraction(1)


class Entry(NamedTuple):
    """One spelling of one unit. `misspelt`: to be put right; `noun`: an ordinary word as well; `whole`: not divisible;
    `parts`: the units that it stands for in a denominator (人天: 人 and 天).
    """

    spelling: str
    name: str
    dimension: str
    factor: Fraction
    misspelt: bool
    noun: bool
    whole: bool
    parts: tuple[str, ...] = ()


class Unit(NamedTuple):
    """A unit as it stands in a value.

    `name`: canonical, parts joined by `/` (元/人/天). `text`: as written, scale included (万亩). `dimension`: parts
    joined by `/` (money/person/time). `factor`: to the dimension's base unit, scale not included. `spelling`: the text
    with every misspelt part put right; equal to `text` where nothing is. `whole`: counts things that cannot be divided.
    """

    name: str
    text: str
    dimension: str
    factor: Fraction
    spelling: str
    whole: bool = False

    @property
    def main(self) -> str:
        """The dimension of what is measured: money for 元/人."""
        return self.dimension.partition("/")[0]

    @property
    def parts(self) -> tuple[str, ...]:
        return _parts(self.dimension)

    @property
    def misspelt(self) -> bool:
        return self.spelling != self.text


@lru_cache(maxsize=1024)
def _parts(dimension: str) -> tuple[str, ...]:
    return tuple(dimension.split("/"))


@cache
def entries() -> dict[str, Entry]:
    """Every spelling of every unit."""
    return {entry.spelling: entry for entry in _read(words("units"))}


def dimension_name(dimension: str) -> str:
    """The dimension for people (面积); the dimension itself where it has no name."""
    main = dimension.partition("/")[0]
    data = words("units").get(main)
    return term("dimensions", main, data["name"]) if data else dimension


def is_countable(dimension: str) -> bool:
    """Whether the dimension counts people, things or events."""
    return bool(words("units").get(dimension, {}).get("countable"))


class Part(NamedTuple):
    """One part of a compound unit: `text` where no entry knows it, `number` before it (元/100公里) and its `size`.

    A denominator may be a bare number (人/10万); it has no dimension.
    """

    entry: Entry | None
    text: str = ""
    number: str = ""
    size: Fraction = Fraction(1)


def compound(parts: Iterable[Part]) -> tuple[str, str, Fraction]:
    """Name, dimension and factor; the first part is what is measured."""
    names: list[str] = []
    dimensions: list[str] = []
    factors: list[Fraction] = []
    for entry, text, number, size in parts:
        names.append(number + (entry.name if entry else text))
        if entry or not number:
            dimensions.append(entry.dimension if entry else UNKNOWN)
        factors.append(size * entry.factor if entry else size)
    measured, *per = factors
    return "/".join(names), "/".join(dimensions), measured / prod(per)


def _read(data: dict[str, dict[str, object]]) -> Iterator[Entry]:
    for dimension, group in data.items():
        whole = bool(group.get("countable"))
        for noun, key in ((False, "plain"), (True, "nouns")):
            for name in _list(group.get(key)):
                yield Entry(name, name, dimension, _ONE, False, noun, whole)
        units = group.get("units") or {}
        assert isinstance(units, dict)
        for name, facts in units.items():
            factor = Fraction(str(facts["factor"])) if "factor" in facts else _ONE
            parts = tuple(_list(facts.get("parts")))
            right, wrong = [name, *_list(facts.get("also"))], _list(facts.get("misspelt"))
            for misspelt, spellings in ((False, right), (True, wrong)):
                for spelling in spellings:
                    yield Entry(spelling, name, dimension, factor, misspelt, False, whole, parts)


def _list(value: object) -> list[str]:
    return list(value) if isinstance(value, list) else []
