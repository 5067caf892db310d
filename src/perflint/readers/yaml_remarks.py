"""Comments of a YAML text that speak to perflint, and what each of them covers.

Comments stand in the gaps between scalars; the header line of a block scalar is such a gap, the text below it and the
inside of quotes are not. Offsets are those of the text that was composed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from perflint.model import Remark
from perflint.readers.nodes import Composition, Mapping, Scalar, Sequence, Tree
from perflint.regex import lazy
from perflint.text import SourceText, Span

_COMMENT = lazy(r"""(?:(?<=[\s,\[\]{}"'])|\A)#[^\r\n]*""")
_HEADER = lazy(r"[|>][^\r\n#]*+")
_SPOKEN_TO = lazy(r"#[^\r\n]*?perflint", re.IGNORECASE)
_NOTHING = lazy(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_LINE_END = lazy(r"[\r\n]|\Z")


Spans = list[tuple[int, int]]
"""Starts and ends, in order."""


def remarks(source: SourceText, text: str, composition: Composition, original: Callable[[int], int]) -> list[Remark]:
    """The comments of the composed `text`, in order; `original` leads from it to the text of `source`.

    Where reading ended early, only the documents before that place are looked at: what follows was not judged.
    """
    nodes = list(_nodes(composition.documents))
    scalars = sorted((node.start, node.end) for node in nodes if isinstance(node, Scalar))
    spans = sorted([*scalars, *(span for node in nodes for span in _around(text, node))])
    end = len(text) if composition.refused is None else max((stop for _, stop in spans), default=0)
    found = []
    below: dict[int, int] = {}
    # From the last one on: of comments that stand below each other, each goes on where the next one was led.
    for comment in reversed(list(_comments(text, scalars, end))):
        start, stop = _covered(text, comment, scalars, spans, below)
        found.append(
            Remark(
                source,
                Span(original(comment.start), original(comment.end)),
                Span(original(start), len(source.text) + 1 if stop > len(text) else original(stop)),
            )
        )
    return found[::-1]


def _nodes(documents: list[Tree]) -> Iterator[Tree]:
    """Every node once, however many aliases bring it in."""
    todo, seen = list(documents), set()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, Sequence):
            todo += node.items
        elif isinstance(node, Mapping):
            for pair in (*node.pairs, *node.merged):
                todo += pair


def _around(text: str, node: Tree) -> Iterator[tuple[int, int]]:
    """A collection, and the pairs of a mapping whose value stands behind its key and not where an alias points.

    The first dash of a list is that of its first item: a comment above it does not speak of the whole list.
    """
    if isinstance(node, Scalar):
        return
    if not isinstance(node, Sequence) or text.startswith("[", node.span.start):
        yield node.span
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            start, (_, end) = key.span.start, value.span
            if start < end <= node.span.end:
                # A key without a value ends where the value would stand; that place is the pair's own.
                yield start, max(end, value.span.start + 1)


def _comments(text: str, scalars: Spans, end: int) -> Iterator[Span]:
    """The comments outside of scalars that speak to perflint."""
    begin = 0
    for start, stop in (*scalars, (end, end)):
        yield from _spoken(text, begin, start)
        header = _HEADER.match(text, start, stop)
        if header is not None:
            # A comment behind | or > ends with its line; `stop` is where the block ends.
            line_end = _LINE_END.search(text, start)
            yield from _spoken(text, header.end(), line_end.start() if line_end else stop)
        begin = max(begin, stop)


def _spoken(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _COMMENT.finditer(text, start, end):
        if _SPOKEN_TO.match(text, *match.span()):
            yield Span(*match.span())


def _covered(text: str, comment: Span, scalars: Spans, spans: Spans, below: dict[int, int]) -> Span:
    """On a line of its own: the outermost node that begins on the next line with content. Else the cells of its line.

    The cells of a line are those that begin on it, to their end; a text that began further up is none of them. `below`
    leads from the lines of comments, if they are their own, to the next with content.
    """
    line = _line_start(text, comment.start)
    if text[line : comment.start].strip(" \t"):
        last = bisect_left(scalars, (line, 0)) - 1
        before = max(scalars[last][1], line) if last >= 0 else line
        return Span(before, max(comment.start, _end(scalars, line, comment.start)))
    start = comment.end
    while start < len(text) and (nothing := _NOTHING.match(text, start)) is not None:
        start = below.get(nothing.end(), nothing.end())
    below[line] = start
    match = _LINE_END.search(text, start)
    return Span(start, max(start, _end(spans, start, match.start() if match else len(text))))


def _end(spans: Spans, start: int, stop: int) -> int:
    """Where the last of the spans ends that begin in that stretch; an empty one counts as a character."""
    first, last = bisect_left(spans, (start, 0)), bisect_left(spans, (stop, 0))
    return max((end + (begin == end) for begin, end in spans[first:last]), default=start)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
