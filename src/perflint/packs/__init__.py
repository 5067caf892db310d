"""Policy packs: a shipped one by its name, a bureau's own by its file.

A shipped pack is compiled into the wheel and loads at once. A file is read and checked (`perflint.packs.reading`), and
what it does not say is taken from the pack that it extends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from types import MappingProxyType
from typing import Any

from perflint.policy import Policy
from perflint.record import NamedTuple
from perflint.rule import Catalogue, Rule, catalogue
from perflint.vocabulary import packs

DEFAULT = "default"


class Pack(NamedTuple):
    """A policy in force: its parts as the engine wants them, the rules that it declares itself, and its words.

    `words`: the subjects of the vocabulary that it adds to (`vocabulary.extended`).
    """

    policy: Policy
    rules: tuple[Rule, ...] = ()
    words: Mapping[str, Any] = MappingProxyType({})

    def catalogue(self, language: str) -> Catalogue:
        """The shipped rules in that language, and those of the pack in its own."""
        known = catalogue(language)
        return known.extended(self.rules) if self.rules else known


class Mistake(NamedTuple):
    """What is wrong in a pack, where (1-based; 0 where it is the file itself), in words for people."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}" if self.line else self.message


class PackError(Exception):
    """A pack that cannot be used, with all its mistakes in the order of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


def load(wanted: str = DEFAULT) -> Pack:
    """The pack of a name or file. Raises PackError."""
    with suppress(KeyError):
        return _shipped(wanted)
    from perflint.packs.reading import read

    return read(wanted)


@cache
def _shipped(name: str) -> Pack:
    return Pack(Policy(name, content(name)))


def content(name: str) -> Mapping[str, Any]:
    """The data of the shipped pack `name`, with all that it takes from the pack that it extends. Raises KeyError."""
    data: Mapping[str, Any] = packs(name)
    if "extends" not in data:
        return data
    from perflint.packs.merging import merged

    return merged(content(data["extends"]), data)
