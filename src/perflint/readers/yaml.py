"""YAML to tables: mended where a sign was not quoted, read as a light tree, built into the model."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from perflint.finding import Anchor, Place, Replacement, Rewrite, Spot
from perflint.model import Cell, Problem, Reading, Remark
from perflint.readers.builder import Builder, Told, reading
from perflint.readers.mending import SILENT, Mend, Mended
from perflint.readers.nodes import Composition, Limits, Refused, relocate
from perflint.readers.yaml_clean import is_clean
from perflint.readers.yaml_tree import MERGE, compose
from perflint.text import SourceText, Span


class YamlOrigin:
    """Knows how the scalars of one YAML source are written."""

    __slots__ = ("source",)

    def __init__(self, source: SourceText) -> None:
        self.source = source

    def characters(self, span: Span, text: str) -> Sequence[Span]:
        from perflint.readers.yaml_scalars import characters

        return characters(self.source.text, span, text)

    def rewritten(self, span: Span, text: str, replacements: Sequence[Replacement]) -> Sequence[Rewrite]:
        from perflint.readers.yaml_rewriting import rewritten

        return rewritten(self.source.text, span, text, replacements)


def read(
    source: SourceText, limits: Limits, *, named: bool = True, pure: bool = False, told: Told | None = None
) -> Reading | None:
    """The tables of a decoded YAML source; None where it was not named and its top level is no table's.

    `pure` takes the parser that needs no compiled library.
    """
    found = _mends(source)
    mended = Mended(source.text, found)
    if found or _is_knit(source.text):
        composition = compose(mended.text, limits, pure=pure)
        builder = Builder(YamlOrigin(source), shares=composition.shares)
    else:
        builder = Builder(YamlOrigin(source), shares=False, told=told)
        composition = compose(source.text, limits, pure=pure, taken=builder.take)
        if not composition.documents:
            # What was built of a table that breaks off is none.
            builder = Builder(YamlOrigin(source), shares=False)
    remarks = _remarks(source, mended, composition)
    if found:
        composition = _relocated(composition, mended)
    made = reading(builder, composition, named=named)
    if made is None:
        return None
    made = made._replace(remarks=remarks)
    if not found:
        return made
    reached = composition.refused.span.start if composition.refused else len(source.text)
    spoken = (mend for mend in mended.mends if mend.start < reached and mend.kind != SILENT)
    return made._replace(problems=[*made.problems, *_told(source, spoken, made)])


def _is_knit(text: str) -> bool:
    """Whether a part of the tree may be needed after it is built: an alias, a merge or a comment speaks of it."""
    return "&" in text or MERGE in text or _may_remark(text)


def _may_remark(text: str) -> bool:
    """Most texts do not even hold our name."""
    return "erflint" in text or "ERFLINT" in text


def _remarks(source: SourceText, mended: Mended, composition: Composition) -> Sequence[Remark]:
    """The comments that speak to perflint."""
    if not _may_remark(source.text):
        return ()
    from perflint.readers.yaml_remarks import remarks

    return remarks(source, mended.text, composition, mended.original)


def _mends(source: SourceText) -> Sequence[Mend]:
    if is_clean(source.text):
        return ()
    from perflint.readers.yaml_signs import mends

    return mends(source)


def _relocated(composition: Composition, mended: Mended) -> Composition:
    """All positions, from the mended text to the original."""
    relocate(composition.documents, mended.original)
    refused = composition.refused
    if refused is not None:
        start, end = (mended.original(offset) for offset in refused.span)
        composition.refused = Refused(refused.key, Span(start, max(start, end)), refused.fields)
    return composition


def _told(source: SourceText, mends_told: Iterable[Mend], made: Reading) -> Iterator[Problem]:
    """A problem for every mend, at the cell whose text or key it is, or that comes next."""
    keys = (problem.place.anchor for problem in made.problems)
    held = [cell for table in made.tables for cell in table.cells]
    cells = sorted((*held, *(key for key in keys if isinstance(key, Cell))), key=lambda cell: cell.span)
    starts = [cell.span.start for cell in cells]
    for mend in mends_told:
        span = Span(mend.start, mend.end)
        anchor: Anchor = Spot(source, span, "")
        index = bisect_left(starts, mend.start)
        if index < len(cells):
            cell = cells[index]
            anchor = Cell(cell.owner, cell.field, source.cut(span), span)
        fields = {"kind": mend.kind, "key": mend.key, "sign": source.text[mend.start], "replacement": mend.text}
        yield Problem("unquoted-sign", Place(anchor), fields)
