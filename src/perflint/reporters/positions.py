"""Where a place is, as formats write it: 1-based lines and columns, ends exclusive."""

from __future__ import annotations

from perflint.finding import Place
from perflint.record import NamedTuple
from perflint.text import SourceText, Span
from perflint.visible import visible_path


class Region(NamedTuple):
    """1-based lines and columns of both ends, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def region(source: SourceText, span: Span) -> Region:
    """Columns in code points."""
    line, column = source.position(span.start)
    if line < len(source.line_starts) and span.end < source.line_starts[line]:
        return Region(line, column, line, column + span.end - span.start)
    return Region(line, column, *source.position(span.end))


def utf16_region(source: SourceText, span: Span) -> Region:
    """Columns in UTF-16 code units."""
    if not source.astral:
        return region(source, span)
    return Region(*source.utf16_position(span.start), *source.utf16_position(span.end))


def utf8_region(source: SourceText, span: Span) -> Region:
    """Columns in bytes of UTF-8."""
    return Region(*source.utf8_position(span.start), *source.utf8_position(span.end))


def point(place: Place) -> str:
    """`PATH:LINE:COLUMN`, fit to be shown."""
    line, column = place.source.position(place.span.start)
    return f"{visible_path(place.source.path)}:{line}:{column}"
