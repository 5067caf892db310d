"""YAML events to the light tree: one tree a document, aliases shared, merge keys resolved, limits kept.

No recursion anywhere: a table nested ten thousand deep ends at the depth limit, not at the interpreter's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from itertools import chain
from typing import Any

from perflint.readers.nodes import (
    Composition,
    Limits,
    Mapping,
    Pair,
    Refused,
    Scalar,
    Sequence,
    Tree,
    exceeded,
    misread,
)
from perflint.readers.yaml_events import NextEvent, events, own_words
from perflint.regex import lazy
from perflint.text import Span

MERGE = "<<"
# What is taken is not given back: a comment may hold any number of #.
_INDICATOR = lazy(r"(?:[ \t\r\n]++|#[^\r\n]*+)*+[-:?]")
_PROPERTIES = lazy(r"(?:[&!][^ \t\r\n]*+(?:[ \t\r\n]++|#[^\r\n]*+)*+)++")
_SURROGATE = lazy("[\ud800-\udfff]")


Taken = Callable[[list[Tree], list[Tree]], None]
"""Told of a mapping as soon as it is read, as the last item of a list in a document's top mapping.

It is given all that stands before the list in that mapping, keys and values in turn, and the list so far.
"""


def compose(text: str, limits: Limits, *, pure: bool = False, taken: Taken | None = None) -> Composition:
    """Read a YAML text (without BOM) into trees. Never raises on any text.

    `taken` is told of the first document's items while the rest is still to be read; it may replace them.
    """
    composition = Composition()
    composer = _Composer(text, limits, composition)
    try:
        for before, items in composer.run(pure=pure):
            if taken is not None and not composition.documents:
                taken(before, items)
    except Refused as refused:
        composition.refused = composer.cause(refused) if refused.key == "syntax-error" else refused
    return composition


class _Composer:
    def __init__(self, text: str, limits: Limits, composition: Composition) -> None:
        self.text = text
        self.limits = limits
        self.hidden: Table[int, int] = {}
        # Keys and many values repeat: one string for all equal ones is hashed once, and found in the processor's cache.
        self._texts: dict[str, str] = {}
        self._items: list[Tree] = []
        self._stack: list[tuple[list[Tree], int, str | None, int, type]] = []
        self.composition = composition
        self.anchors: dict[str, tuple[Tree | None, int]] = {}

    def run(self, *, pure: bool) -> Iterator[tuple[list[Tree], list[Tree]]]:
        """Put every document of the stream into the list; gives what `Taken` is told, of any document. Raises Refused.

        The reader of the events has its own words for what it refuses; what is done between items is none of its.
        """
        with own_words(self.text):
            next_event, self.hidden = events(self.text, pure=pure)
            yield from self._documents(next_event)

    def _documents(self, next_event: NextEvent) -> Iterator[tuple[list[Tree], list[Tree]]]:
        from ruamel.yaml.events import (
            AliasEvent,
            DocumentStartEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
            StreamEndEvent,
        )

        text, limits = self.text, self.limits
        long, most, deepest = limits.max_scalar // 4, limits.max_nodes, limits.max_depth
        has_properties = "&" in text or "!" in text
        is_odd = has_properties or bool(self.hidden) or "\\" in text
        merges = MERGE in text
        items = self._items = []
        stack = self._stack
        shared = self._texts.setdefault
        count = end = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start, stop = event.start_mark.index, event.end_mark.index
                if is_odd or start == stop or stop - start > long:
                    scalar = self._scalar(event, start, stop, end)
                    end = scalar.end
                else:
                    value = event.value
                    scalar = Scalar(shared(value, value), start, stop)
                    end = stop
                items.append(scalar)
                count += 1
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark.index
                end = start
                if len(stack) >= deepest:
                    raise exceeded("max_depth", deepest, start, start + 1)
                anchor = event.anchor
                if anchor:
                    self.anchors[anchor] = (None, 0)
                stack.append((items, start, anchor, count, kind))
                items = self._items = []
                count += 1
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                close = event.end_mark.index
                if text[close - 1 : close] in ("}", "]"):
                    end = close
                inner = items
                items, start, anchor, before, _ = stack.pop()
                self._items = items
                if has_properties:
                    start = self._after_properties(start, end)
                span = Span(start, end)
                if kind is SequenceEndEvent:
                    node: Tree = Sequence(inner, span)
                else:
                    node = Mapping(inner, span)
                    if merges:
                        node = _merged(node)
                items.append(node)
                if anchor:
                    self.anchors[anchor] = (node, count - before)
                if len(stack) == 2 and kind is MappingEndEvent:
                    (*_, above), (outer, *_, around) = stack
                    # An even number of nodes before it: the list is no value, but a key.
                    if above is MappingStartEvent and around is SequenceStartEvent and len(outer) % 2:
                        yield outer, items
            elif kind is AliasEvent:
                end = event.end_mark.index
                self.composition.shares = True
                target, size = self._target(event.anchor, event.start_mark.index, end)
                items.append(target)
                count += size
            elif kind is DocumentStartEvent:
                items = self.composition.documents
                self.anchors = {}
                end = event.end_mark.index
            elif kind is StreamEndEvent or event is None:
                return
            if count > most:
                raise exceeded("max_nodes", most, end)

    def cause(self, refused: Refused) -> Refused:
        """The cause of a syntax error that lies before the place where the parser noticed it."""
        text, noticed = self.text, refused.span.start
        last = self._items[-1] if self._items else None
        if isinstance(last, Scalar) and not text[last.end : noticed].strip():
            raw = text[last.start : last.end]
            if raw[:1] in ("'", '"') and ("\n" in raw or "\r" in raw):
                # An open quote ends at the next one, lines below; only what follows that was refused.
                return misread("open-quote", last.start)
        opened = self._stack[-1][1] if self._stack else len(text)
        if not text[noticed:].strip() and text[opened : opened + 1] in ("[", "{"):
            return misread("open-bracket", opened)
        return refused

    def _scalar(self, event: Any, start: int, end: int, previous: int) -> Scalar:
        """A scalar that may have properties, no text at all, signs that were hidden, or too many."""
        start = self._after_properties(start, end)
        value = event.value
        if start == end:
            start = end = self._empty(previous)
        if self.limits.too_long(value):
            raise exceeded("max_scalar", self.limits.max_scalar, start)
        if _SURROGATE.search(value):
            raise misread("escape", start, end)
        scalar = Scalar(value.translate(self.hidden) if self.hidden else value, start, end)
        if event.anchor:
            self.anchors[event.anchor] = (scalar, 1)
        return scalar

    def _target(self, name: str, start: int, end: int) -> tuple[Tree, int]:
        if name not in self.anchors:
            raise misread("anchor", start, end)
        target, size = self.anchors[name]
        if target is None:
            # An alias inside of its own anchor: expanded, it never ends.
            raise exceeded("max_nodes", self.limits.max_nodes, start, end)
        return target, size

    def _after_properties(self, start: int, end: int) -> int:
        """Where a node begins after its anchor and tag."""
        match = _PROPERTIES.match(self.text, start, end)
        return match.end() if match else start

    def _empty(self, previous: int) -> int:
        """Where a value that is not there would stand: right after its colon or dash."""
        match = _INDICATOR.match(self.text, previous)
        return match.end() if match else previous


def _merged(node: Mapping) -> Mapping:
    """The mapping with its merge keys taken out and followed."""
    pairs = node.pairs
    own = [pair for pair in pairs if not _is_merge(pair[0])]
    if len(own) == len(pairs):
        return node
    merged: list[Pair] = []
    for key, value in pairs:
        if not _is_merge(key):
            continue
        for base in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(base, Mapping):
                merged += base.pairs
                merged += base.merged
            else:
                own.append((key, value))
    return Mapping(list(chain.from_iterable(own)), node.span, merged)


def _is_merge(key: Tree) -> bool:
    return isinstance(key, Scalar) and key.text == MERGE and key.end - key.start == len(MERGE)
