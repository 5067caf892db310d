"""Finding any of many words in a text: a set of words costs nothing to make, and becomes a pattern when much used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from perflint.record import NamedTuple


class Hit(Protocol):
    """What was found and where: a match of `re`, or a word."""

    @property
    def group(self) -> Callable[..., Any]: ...

    def groups(self) -> tuple[Any, ...]: ...

    def start(self) -> int: ...

    def end(self) -> int: ...

    def span(self, group: int = 0, /) -> tuple[int, int]: ...


class Matcher(Protocol):
    """What both a compiled pattern and a set of words can do."""

    def search(self, text: str, /) -> Hit | None: ...

    def finditer(self, text: str, /) -> Iterator[Hit]: ...

    def sub(self, replacement: str | Callable[[Any], str], text: str, /) -> str: ...

    def split(self, text: str, /) -> list[Any]: ...


class Found(NamedTuple):
    """A word and where it stands; read like a match of `re` that has no groups."""

    word: str
    offset: int

    def group(self, group: int = 0, /) -> str:
        return (self.word,)[group]

    def groups(self) -> tuple[Any, ...]:
        return ()

    def start(self) -> int:
        return self.offset

    def end(self) -> int:
        return self.offset + len(self.word)

    def span(self, group: int = 0, /) -> tuple[int, int]:
        return ((self.offset, self.offset + len(self.word)),)[group]


SYNTAX = frozenset("\\.^$*+?{}[]()")
"""Signs of which one at least is in a text that is a regular expression and not just words between bars."""

PATIENCE = 300
"""Texts to look through before compiling a regular expression pays; a small table never comes so far."""


Phrase = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A text, and what must not stand right before and right behind it."""


class WordSet:
    """A set of words; where two begin at the same place the longer one is found."""

    __slots__ = ("_by_first", "_firsts", "_patience", "_pattern")

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted(set(words), key=lambda word: (-len(word), word))
        self._index((word, (), ()) for word in ordered)

    def _index(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            self._by_first.setdefault(phrase[0][0], []).append(phrase)
        self._firsts = frozenset(self._by_first)
        self._patience = PATIENCE
        self._pattern: re.Pattern[str] | None = None

    def _source(self) -> str:
        return "|".join(re.escape(word) for group in self._by_first.values() for word, *_ in group)

    def search(self, text: str, start: int = 0) -> Hit | None:
        """The first word of the set in `text`."""
        if self._pattern is not None:
            return self._pattern.search(text, start)
        if self._firsts.isdisjoint(text):
            return None
        self._patience -= 1
        if not self._patience:
            self._pattern = re.compile(self._source())
        return self._found(text, start)

    def _found(self, text: str, start: int) -> Found | None:
        by_first = self._by_first
        for offset in range(start, len(text)):
            candidates = by_first.get(text[offset])
            if candidates is not None:
                for word, before, after in candidates:
                    if text.startswith(word, offset) and not (
                        (before and text.endswith(before, 0, offset))
                        or (after and text.startswith(after, offset + len(word)))
                    ):
                        return Found(word, offset)
        return None

    def finditer(self, text: str) -> Iterator[Hit]:
        """All words of the set in `text`, none overlapping."""
        if self._pattern is not None:
            yield from self._pattern.finditer(text)
            return
        found = self.search(text)
        while found is not None:
            yield found
            found = self.search(text, found.end())

    def sub(self, replacement: str | Callable[[Any], str], text: str) -> str:
        """`text` with every word of the set replaced."""
        pieces, position = [], 0
        for found in self.finditer(text):
            put = replacement if isinstance(replacement, str) else replacement(found)
            pieces += [text[position : found.start()], put]
            position = found.end()
        return "".join([*pieces, text[position:]])

    def split(self, text: str) -> list[str]:
        """What stands between the words of the set."""
        pieces, position = [], 0
        for found in self.finditer(text):
            pieces.append(text[position : found.start()])
            position = found.end()
        return [*pieces, text[position:]]


class PhraseSet(WordSet):
    """A regular expression as the phrases that it matches, in its own order (see `perflint.phrases`)."""

    __slots__ = ("_expression",)

    def __init__(self, expression: str, phrases: Iterable[Phrase]) -> None:
        self._expression = expression
        self._index(phrases)

    def _source(self) -> str:
        return self._expression
