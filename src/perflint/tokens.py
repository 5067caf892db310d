"""What the parser hands to the transform: tokens, with their places in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from perflint.record import NamedTuple
from perflint.text import Span


class Token(NamedTuple):
    """A terminal of the grammar: `word` is the text in half-width, without the spaces inside a word."""

    type: str
    word: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Unreadable(Exception):
    """Parts that fit the grammar and contradict each other; `position` is where the second stands."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def tokens(children: Iterable[Any], *types: str) -> Iterator[Token]:
    """The tokens among `children`; those of the given types only, if any are given."""
    return (child for child in children if isinstance(child, Token) and (not types or child.type in types))


def token(children: Iterable[Any], *types: str) -> Token | None:
    """The first of those tokens."""
    return next(tokens(children, *types), None)
