"""Text that pages broke over lines, joined again, with every character's place in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from perflint.finding import Replacement, Rewrite
from perflint.record import NamedTuple
from perflint.text import SourceText, Span


class Part(NamedTuple):
    """A part of the joined text, by offsets into it."""

    start: int
    end: int


class Flow:
    """Stretches of a source in order, as one text with nothing put between them.

    It is the `Origin` of the cells cut from it: a cell's text is always the stretches' characters within its span.
    Offsets called `start` and `end` here are offsets into `text`; spans are the source's.
    """

    __slots__ = ("_offsets", "_stretches", "source", "text")

    def __init__(self, source: SourceText, stretches: Sequence[Span]) -> None:
        self.source = source
        self._stretches = stretches
        self._offsets = list(accumulate((end - start for start, end in stretches), initial=0))
        self.text = "".join(source.text[start:end] for start, end in stretches)

    def lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches between two offsets, each as (start, end), cut at both ends."""
        first, last = bisect_right(self._offsets, start) - 1, bisect_left(self._offsets, end)
        bounds = [start, *self._offsets[first + 1 : last], end]
        return [(left, right) for left, right in pairwise(bounds) if left < right]

    def ends_line(self, offset: int) -> bool:
        """Whether a stretch ends at `offset`."""
        index = bisect_left(self._offsets, offset)
        return index < len(self._offsets) and self._offsets[index] == offset

    def line_end(self, offset: int) -> int:
        """The end of the stretch that holds the character at `offset`, the end of the text where there is none."""
        index = bisect_right(self._offsets, offset)
        return self._offsets[min(index, len(self._offsets) - 1)]

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the source, line breaks and page furniture within it included."""
        if start >= end:
            offset = self._place(start - 1) + 1 if start else self._place(0)
            return Span(offset, offset)
        index = bisect_right(self._offsets, start) - 1
        shift = self._stretches[index].start - self._offsets[index]
        last = end + shift if end <= self._offsets[index + 1] else self._place(end - 1) + 1
        return Span(start + shift, last)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """`start` and `end` moved inwards past white space."""
        text = self.text[start:end]
        return end - len(text.lstrip()), start + len(text.rstrip()) if text.strip() else end

    def characters(self, span: Span, text: str) -> Sequence[Span]:
        """One source span for each character of `text`, the joined characters within `span`."""
        index = max(bisect_right(self._stretches, span.start, key=lambda stretch: stretch.start) - 1, 0)
        found: list[Span] = []
        while index < len(self._stretches) and self._stretches[index].start < span.end:
            start, end = self._stretches[index]
            found.extend(Span(at, at + 1) for at in range(max(start, span.start), min(end, span.end)))
            index += 1
        return found

    def rewritten(self, span: Span, text: str, replacements: Sequence[Replacement]) -> Sequence[Rewrite]:
        """The text as it stands; lines and pages stay broken where they are."""
        from perflint.readers.rewriting import in_place

        if self.source.cut(span) == text:
            units: Sequence[Span] = [Span(at, at + 1) for at in range(*span)]
        else:
            units = self.characters(span, text)
        return in_place(units or [span], replacements)

    def _place(self, offset: int) -> int:
        """The source offset of the character at `offset`, of the end where there is none."""
        if not self._stretches:
            return 0
        index = min(bisect_right(self._offsets, offset), len(self._stretches)) - 1
        return self._stretches[index].start + offset - self._offsets[index]
