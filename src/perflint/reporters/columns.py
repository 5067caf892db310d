"""Rows of text as columns under one another, whatever width their signs have."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.text import cells

_GAP = "  "


def columns(rows: Sequence[Sequence[str]], numbers: int, ambiguous: int = 1) -> list[str]:
    """A line a row, all rows as long as the first: the first `numbers` columns end, the others begin, together.

    `ambiguous` is how many cells a sign of ambiguous width fills.
    """
    widths = [max(cells(row[at], ambiguous) for row in rows) for at in range(len(rows[0]))] if rows else []

    def line(row: Sequence[str]) -> str:
        parts = []
        for at, (text, width) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (width - cells(text, ambiguous))
            parts.append(blanks + text if at < numbers else text + blanks)
        return (_GAP + _GAP.join(parts)).rstrip()

    return [line(row) for row in rows]
