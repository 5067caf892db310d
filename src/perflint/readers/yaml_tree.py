"""YAML events to the light tree: one tree a document, aliases shared, merge keys resolved, limits kept.

No recursion anywhere: a table nested ten thousand deep ends at the depth limit, not at the interpreter's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table

from perflint.readers.nodes import Composition, Limits, Mapping, Pair, Refused, Scalar, Sequence, Tree, exceeded, misread
from perflint.readers.yaml_events import NextEvent, events, own_words
from perflint.text import Span

MERGE = "<<"
_INDICATOR = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*[-:?]")
_PROPERTIES = re.compile(r"(?:[&!][^ \t\r\n]*(?:[ \t\r\n]+|#[^\r\n]*)*)+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def compose(text: str, limits: Limits, *, pure: bool = False) -> Composition:
    """Read a YAML text (without BOM) into trees. Never raises on any text."""
    composition = Composition()
    try:
        with own_words(text):
            next_event, hidden = events(text, pure=pure)
            _Composer(text, limits, hidden, composition.documents).run(next_event)
    except Refused as refused:
        composition.refused = refused
    return composition


class _Composer:
    def __init__(self, text: str, limits: Limits, hidden: Table[int, int], documents: list[Tree]) -> None:
        self.text = text
        self.limits = limits
        self.hidden = hidden
        self.documents = documents
        self.anchors: dict[str, tuple[Tree | None, int]] = {}
        self.count = 0

    def run(self, next_event: NextEvent) -> None:
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
        longest, most, deepest = limits.max_scalar, limits.max_nodes, limits.max_depth
        plain_text = not self.hidden and "\\" not in text
        has_properties = "&" in text or "!" in text
        merges = MERGE in text
        items: list[Tree] = []
        stack: list[tuple[list[Tree], int, str | None, int]] = []
        count = end = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                start = event.start_mark.index
                previous, end = end, event.end_mark.index
                if has_properties and text[start : start + 1] in ("&", "!"):
                    start = self._after_properties(start, end)
                if start == end:
                    start = end = self._empty(previous)
                elif not plain_text:
                    value = self._revealed(value, start, end)
                if len(value) > longest:
                    raise exceeded("max_scalar", longest, start)
                node: Tree = Scalar(value, start, end)
                items.append(node)
                count += 1
                if has_properties and event.anchor:
                    self.anchors[event.anchor] = (node, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                start = event.start_mark.index
                end = start
                if len(stack) >= deepest:
                    raise exceeded("max_depth", deepest, start, start + 1)
                anchor = event.anchor
                if anchor:
                    self.anchors[anchor] = (None, 0)
                stack.append((items, start, anchor, count))
                items = []
                count += 1
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                close = event.end_mark.index
                if text[close - 1 : close] in ("}", "]"):
                    end = close
                inner = items
                items, start, anchor, before = stack.pop()
                if has_properties:
                    start = self._after_properties(start, end)
                span = Span(start, end)
                if kind is SequenceEndEvent:
                    node = Sequence(inner, span)
                else:
                    pairs = list(zip(inner[::2], inner[1::2], strict=True))
                    node = _merged(pairs, span) if merges else Mapping(pairs, span, [])
                items.append(node)
                if anchor:
                    self.anchors[anchor] = (node, count - before)
            elif kind is AliasEvent:
                end = event.end_mark.index
                target, size = self._target(event.anchor, event.start_mark.index, end)
                items.append(target)
                count += size
            elif kind is DocumentStartEvent:
                items = self.documents
                self.anchors = {}
                end = event.end_mark.index
            elif kind is StreamEndEvent or event is None:
                return
            if count > most:
                raise exceeded("max_nodes", most, end)

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

    def _revealed(self, value: str, start: int, end: int) -> str:
        """The text with the signs that were hidden from the parser; half a character is no text."""
        match = _SURROGATE.search(value)
        if match is not None:
            raise misread("escape", start, end)
        return value.translate(self.hidden) if self.hidden else value


def _merged(pairs: list[Pair], span: Span) -> Mapping:
    own = [pair for pair in pairs if not _is_merge(pair[0])]
    if len(own) == len(pairs):
        return Mapping(pairs, span, [])
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
    return Mapping(own, span, merged)


def _is_merge(key: Tree) -> bool:
    return isinstance(key, Scalar) and key.text == MERGE and key.end - key.start == len(MERGE)
