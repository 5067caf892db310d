"""What a fix would do, as a small diff: each stretch of touched lines before and after."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Change, Fix
from perflint.interface import say
from perflint.record import NamedTuple
from perflint.reporters.frames import CUT, Canvas, shown
from perflint.reporters.styled import Line, Piece, line
from perflint.text import SourceText, Span, cells, lines

MAX_HUNKS = 3
_REMOVED, _ADDED = "red", "green"


class Hunk(NamedTuple):
    """Changes of one source whose lines touch."""

    source: SourceText
    changes: list[Change]

    @property
    def span(self) -> Span:
        """From the first change to the end of the last."""
        return Span(self.changes[0].span.start, self.changes[-1].span.end)

    @property
    def lines(self) -> Span:
        """From the start of the first touched line to the end of the last, without its break."""
        first, last = self.changes[0].span.start, self.changes[-1].span.end
        start = self.source.line_starts[self.source.position(first).line - 1]
        return Span(start, self.source.line_span(self.source.position(last).line).end)

    def mended(self, within: Span) -> str:
        """The text of `within` with the changes made."""
        pieces, at = [], within.start
        for _, span, text in self.changes:
            pieces += [self.source.text[at : span.start], text]
            at = span.end
        return "".join([*pieces, self.source.text[at : within.end]])


def changes(fix: Fix, canvas: Canvas) -> Iterator[Line]:
    """The lines of the diff, the first few hunks of it."""
    found = list(hunks(fix))
    indent = " " * (canvas.gutter + 3)
    for hunk in found[:MAX_HUNKS]:
        within, before, after = _window(hunk, canvas)
        for sign, style, text in (("-", _REMOVED, hunk.source.cut(within)), ("+", _ADDED, hunk.mended(within))):
            for part in lines(text) if text else ():
                yield line(indent, Piece(f"{sign} {before}{shown(part, canvas.ambiguous)}{after}", style))
    if len(found) > MAX_HUNKS:
        yield line(indent, say("full-more", count=len(found) - MAX_HUNKS))


def hunks(fix: Fix) -> Iterator[Hunk]:
    """The changes of a fix in order, those whose lines touch together."""
    open_hunk: Hunk | None = None
    for change in fix.changes:
        source = change.source
        if open_hunk and open_hunk.source is source and change.span.start <= open_hunk.lines.end:
            open_hunk.changes.append(change)
            continue
        if open_hunk:
            yield open_hunk
        open_hunk = Hunk(source, [change])
    if open_hunk:
        yield open_hunk


def _window(hunk: Hunk, canvas: Canvas) -> tuple[Span, str, str]:
    """The lines of a hunk, or where one is too long what lies around the changes, and the signs for what is cut."""
    start, end = hunk.lines
    around = canvas.room // 3
    first = max(start, hunk.changes[0].span.start - around)
    last = min(end, hunk.changes[-1].span.end + around)
    text = hunk.source.text
    if end - start <= 4 * canvas.width and all(
        cells(part, canvas.ambiguous) <= canvas.room for part in lines(text[start:end])
    ):
        return Span(start, end), "", ""
    return Span(first, last), CUT if first > start else "", CUT if last < end else ""
