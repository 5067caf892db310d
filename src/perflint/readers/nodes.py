"""The light tree that every structured reader makes first: scalars with their exact text, mappings, sequences.

No type is guessed: `036`, `是`, `1:18` and `12.10` are the texts they are. Spans are offsets into the decoded text.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Fields
from typing import TypeAlias

from perflint.record import NamedTuple
from perflint.text import Span


class Scalar:
    """One scalar: its text, and where it stands, quotes or block header included."""

    __slots__ = ("end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Mapping:
    """Keys and values in turn (`written`) as they stand; `merged` are those that `<<` brings in, the nearest first."""

    __slots__ = ("merged", "span", "written")

    def __init__(self, written: list[Tree], span: Span, merged: Pairs = ()) -> None:
        self.written = written
        self.span = span
        self.merged = merged

    @property
    def pairs(self) -> list[Pair]:
        """Each key with its value; made anew each time, since a large file has a million of them."""
        return list(zip(self.written[::2], self.written[1::2], strict=True))


class Sequence:
    __slots__ = ("items", "span")

    def __init__(self, items: list[Tree], span: Span) -> None:
        self.items = items
        self.span = span


Tree: TypeAlias = Scalar | Mapping | Sequence
Pair: TypeAlias = tuple[Tree, Tree]
Pairs: TypeAlias = list[Pair] | tuple[()]


class Limits(NamedTuple):
    """How much one source may hold: bytes, levels, nodes (aliases counted as expanded), bytes of one scalar."""

    max_bytes: int
    max_depth: int
    max_nodes: int
    max_scalar: int

    def too_long(self, text: str) -> bool:
        """Whether a scalar's text fills more bytes than one may; UTF-8 has four at most for a character."""
        return len(text) > self.max_scalar // 4 and len(text.encode("utf-8", "surrogatepass")) > self.max_scalar


class Refused(Exception):
    """A source that cannot be read on: the input rule's name, where, and the fields of its message."""

    def __init__(self, key: str, span: Span, fields: Fields[str, object]) -> None:
        super().__init__(key, span)
        self.key = key
        self.span = span
        self.fields = fields


class Composition:
    """The documents of one text that could be read, and what ended the reading, if anything did.

    `shares`: there are aliases, so that a part of the tree may be met more than once.
    """

    def __init__(self) -> None:
        self.documents: list[Tree] = []
        self.shares = False
        self.refused: Refused | None = None


def misread(kind: str, start: int, end: int | None = None, **fields: object) -> Refused:
    """A syntax error of a kind that the page of `syntax-error` words, at its cause."""
    return Refused("syntax-error", Span(start, start + 1 if end is None else end), {"kind": kind, **fields})


def exceeded(limit: str, allowed: int, start: int, end: int | None = None) -> Refused:
    """A source over one of the `Limits`, by its name."""
    return Refused("resource-limit", Span(start, start if end is None else end), {"limit": limit, "allowed": allowed})


def relocate(documents: list[Tree], original: Callable[[int], int]) -> None:
    """Move every node of the trees, each once, to where `original` says that it stands."""
    todo: list[Tree] = list(documents)
    seen: set[int] = set()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            node.start, node.end = original(node.start), original(node.end)
            continue
        node.span = Span(original(node.span.start), original(node.span.end))
        if isinstance(node, Sequence):
            todo += node.items
        else:
            for pair in (*node.pairs, *node.merged):
                todo += pair
