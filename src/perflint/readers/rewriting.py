"""Edits of a scalar's text as edits of its source: what every format shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from perflint.finding import Replacement, Rewrite
from perflint.text import Span


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """`text` with the replacements made, which do not overlap."""
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def in_place(
    units: Sequence[Span], replacements: Iterable[Replacement], written: Callable[[str], str] = str
) -> list[Rewrite]:
    """The replacements where the characters stand (`units`, one span each, at least one), each written by `written`.

    Characters that lie apart, as where a page breaks a line, are taken out one stretch after another, and what stands
    between them stays.
    """
    found: list[Rewrite] = []
    for start, end, new in replacements:
        if start == end:
            offset = units[start - 1].end if start else units[0].start
            found.append((Span(offset, offset), written(new)))
            continue
        first, *rest = _stretches(units[start:end])
        found.append((first, written(new)))
        found += ((stretch, "") for stretch in rest)
    return found


def _stretches(units: Sequence[Span]) -> list[Span]:
    """Spans that follow one another without a gap, joined."""
    cuts = [0, *(index + 1 for index, (one, other) in enumerate(pairwise(units)) if one.end != other.start), len(units)]
    return [Span(units[first].start, units[last - 1].end) for first, last in pairwise(cuts)]
