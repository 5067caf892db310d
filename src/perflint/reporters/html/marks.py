"""Cells with their findings marked: the characters, and a sign with the finding's number that leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from perflint.finding import Anchor, Finding, Place, Severity
from perflint.interface import say
from perflint.model import Cell
from perflint.record import NamedTuple
from perflint.reporters.html.markup import Html, element, joined, words

SIGNS = {Severity.ERROR: "●", Severity.WARNING: "▲", Severity.INFO: "○"}
"""Beside the colours, for those who do not see them or print without."""
_RELATED = "↗"


class Numbered(NamedTuple):
    """A finding and its number in the page."""

    number: int
    finding: Finding


class _Mark(NamedTuple):
    start: int
    end: int | None
    numbered: Numbered
    primary: bool


class Marks:
    """Where the findings stand, by what they point at."""

    def __init__(self, findings: Iterable[Numbered]) -> None:
        self._by_anchor: dict[int, list[_Mark]] = {}
        for numbered in findings:
            self._add(numbered.finding.place, numbered, primary=True)
            for related in numbered.finding.related:
                self._add(related.place, numbered, primary=False)

    def cell(self, cell: Cell | None) -> Html:
        """The text of a cell, marked; of a blank one that is spoken of, that it is blank."""
        if cell is None:
            return Html("")
        marks = self._by_anchor.get(id(cell), ())
        if not marks:
            return words(cell.text)
        shown = joined(_pieces(cell.text, marks)) if not cell.blank else element("i", say("nothing-there"))
        return joined([shown, self.badges(cell)])

    def badges(self, anchor: Anchor) -> Html:
        """A sign for each finding on `anchor`, one even where it is there twice."""
        marks = self._by_anchor.get(id(anchor), ())
        signs = {mark.numbered.number: mark for mark in sorted(marks, key=_weight)}
        return joined(_badge(mark) for _, mark in sorted(signs.items()))

    def _add(self, place: Place, numbered: Numbered, *, primary: bool) -> None:
        mark = _Mark(place.start, place.end, numbered, primary)
        self._by_anchor.setdefault(id(place.anchor), []).append(mark)


def _pieces(text: str, marks: Iterable[_Mark]) -> Iterable[str]:
    """The text in pieces that the same marks cover; each looks like its gravest."""
    spans = [(mark.start, len(text) if mark.end is None else mark.end, mark) for mark in marks]
    borders = sorted({0, len(text), *(border for start, end, _ in spans for border in (start, end))})
    for start, end in pairwise(borders):
        over = [mark for first, last, mark in spans if first <= start and end <= last]
        piece = text[start:end]
        yield element("mark", piece, class_=_look(max(over, key=_weight))) if over else piece


def _weight(mark: _Mark) -> tuple[bool, int]:
    return mark.primary, mark.numbered.finding.severity.rank


def _look(mark: _Mark) -> str:
    return mark.numbered.finding.severity if mark.primary else "also"


def _badge(mark: _Mark) -> Html:
    number, finding = mark.numbered
    sign = SIGNS[finding.severity] if mark.primary else _RELATED
    title = f"{finding.code} {finding.message}"
    return element(
        "a", f"{sign}{number}", class_=f"badge {_look(mark)}", href=f"#f{number}", title=title, data_f=number
    )
