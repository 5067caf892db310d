"""Code frames: source lines with their numbers, and a mark under the characters that a finding speaks of.

The mark stands right under wide characters, tabs (four cells) and escaped controls. Signs of ambiguous width (≥ “ ” ‰)
fill as many cells as the reader says; where that is wrong the colour of the span still shows the place. A line too long
for the terminal is cut to the part around the span.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from perflint.finding import Place
from perflint.record import NamedTuple
from perflint.regex import lazy
from perflint.reporters.styled import Line, Piece, line
from perflint.text import SourceText, Span, cells, lines
from perflint.visible import UNSAFE, is_safe, show

TAB = 4
CUT = "..."
MAX_LINES = 4
FAINT = "dim"
_INK = lazy(r"\S")


@dataclass(frozen=True, slots=True)
class Canvas:
    """What frames are drawn on: cells in a line, cells of ambiguous signs, cells of the line numbers."""

    width: int
    ambiguous: int
    gutter: int

    @property
    def room(self) -> int:
        """Cells left for source text beside the line number."""
        return max(30, self.width - self.gutter - len(" | "))


class Pen(NamedTuple):
    """What a span is marked with: the sign below it, and its colour."""

    mark: str
    style: str


class Row(NamedTuple):
    """A source line as it is shown: what stands before the mark, what is marked, what follows."""

    before: str
    marked: str
    after: str


def row(source: SourceText, number: int, mark: Span, canvas: Canvas) -> Row:
    """The 1-based line `number`, `mark` (within it) kept in sight."""
    whole, room = source.line_span(number), canvas.room
    # A line may hold megabytes: only what could come into sight is looked at.
    near = Span(max(whole.start, mark.start - room), min(whole.end, mark.start + 2 * room))
    at, to = mark.start - near.start, min(mark.end, near.end) - near.start
    text = source.cut(near)
    if near == whole and is_safe(text) and cells(text, canvas.ambiguous) <= room:
        return Row(text[:at], text[at:to], text[to:])
    pieces = _pieces(text, canvas.ambiguous)
    columns = list(accumulate((cells(piece, canvas.ambiguous) for piece in pieces), initial=0))
    first, last = 0, len(pieces)
    if near != whole or columns[-1] > room:
        ends_here = near.end == whole.end
        tail = columns[-1] - columns[at] if ends_here else room
        lead = max(room // 3, room - tail - 2 * len(CUT))
        if near.start > whole.start or columns[at] > lead:
            first = bisect_left(columns, columns[at] - lead)
        left = room - (len(CUT) if first or near.start > whole.start else 0)
        if not ends_here or columns[-1] - columns[first] > left:
            last = bisect_right(columns, columns[first] + left - len(CUT)) - 1
    to = min(to, last)
    return Row(
        (CUT if first or near.start > whole.start else "") + "".join(pieces[first:at]),
        "".join(pieces[at:to]),
        "".join(pieces[to:last]) + (CUT if last < len(pieces) or near.end < whole.end else ""),
    )


def shown(text: str, ambiguous: int = 1) -> str:
    """A piece of source as it may stand in one line: tabs as blanks, controls visible."""
    return "".join(_pieces(text, ambiguous))


def frame(place: Place, canvas: Canvas, style: str) -> Iterator[Line]:
    """The lines of a place, blank ones left out, with one line before and one after."""
    source, span = place.source, _visible_span(place)
    first, last = source.position(span.start).line, source.position(span.end).line
    yield from _around(source, first - 1, canvas)
    inked = [number for number in range(first + 1, last + 1) if _tells(source, number)]
    yield from _marked(source, span, [first, *inked], Pen("^", style), canvas)
    yield from _around(source, last + 1, canvas)


def small_frame(place: Place, canvas: Canvas, style: str) -> Iterator[Line]:
    """The first line of a place, marked with dashes."""
    source, span = place.source, _visible_span(place)
    first = source.position(span.start).line
    yield from _marked(source, span, [first], Pen("-", style), canvas)


def last_line(place: Place) -> int:
    """The number of the last line that a frame of `place` shows."""
    last = place.source.position(_visible_span(place).end).line
    return last + 1 if _tells(place.source, last + 1) else last


def _marked(source: SourceText, span: Span, numbers: list[int], pen: Pen, canvas: Canvas) -> Iterator[Line]:
    """The lines of a span, of many the first ones and the last."""
    many = len(numbers) > MAX_LINES
    for number in [*numbers[: MAX_LINES - 1], numbers[-1]] if many else numbers:
        if many and number == numbers[-1]:
            yield _numbered("", canvas, CUT)
        part = _part(source, number, span)
        before, marked, after = row(source, number, part, canvas)
        yield _numbered(str(number), canvas, before, Piece(marked, pen.style), after)
        if part.start < part.end or len(numbers) == 1:
            blank = " " * cells(before, canvas.ambiguous)
            yield _numbered("", canvas, blank, Piece(pen.mark * max(1, cells(marked, canvas.ambiguous)), pen.style))


def _around(source: SourceText, number: int, canvas: Canvas) -> Iterator[Line]:
    """A line before or after the place."""
    if _tells(source, number):
        start = source.line_starts[number - 1]
        yield _numbered(str(number), canvas, *row(source, number, Span(start, start), canvas))


def _tells(source: SourceText, number: int) -> bool:
    """Whether there is such a line and it is not blank."""
    if not 1 <= number <= len(source.line_starts):
        return False
    return _INK.search(source.text, *source.line_span(number)) is not None


def _part(source: SourceText, number: int, span: Span) -> Span:
    """What of `span` lies on a line, indentation left out where the line is not its first."""
    whole = source.line_span(number)
    start, end = max(span.start, whole.start), max(min(span.end, whole.end), whole.start)
    if span.start < whole.start:
        while start < end and source.text[start] in " \t":
            start += 1
    return Span(min(start, whole.end), max(end, min(start, whole.end)))


def _visible_span(place: Place) -> Span:
    """The place's span without the line breaks at its end: a block scalar ends where the next key begins."""
    text = place.source.cut(place.span)
    kept = len(text.rstrip("\r\n \t"))
    if not kept or len(lines(text[kept:])) == 1:
        return place.span
    return Span(place.span.start, place.span.start + kept)


def _numbered(number: str, canvas: Canvas, *pieces: Piece | str) -> Line:
    return line(Piece(f"{number:>{canvas.gutter}} | ", FAINT), *pieces)


def _pieces(text: str, ambiguous: int) -> list[str]:
    """What is shown for each character of a part of one line."""
    pieces = list(text)
    for match in UNSAFE.finditer(text):
        pieces[match.start()] = show(match)
    if "\t" in text:
        column = 0
        for index, character in enumerate(text):
            if character == "\t":
                pieces[index] = " " * (TAB - column % TAB)
            column += cells(pieces[index], ambiguous)
    return pieces
