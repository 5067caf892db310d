"""JSON to tables: the same shape as the YAML file, read as a light tree, built into the model."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.finding import Replacement, Rewrite
from perflint.model import Reading
from perflint.readers.builder import Builder, reading
from perflint.readers.json_tree import characters, compose, escaped, is_number
from perflint.readers.nodes import Limits
from perflint.text import SourceText, Span


class JsonOrigin:
    """Knows how the scalars of one JSON source are written."""

    __slots__ = ("source",)

    def __init__(self, source: SourceText) -> None:
        self.source = source

    def characters(self, span: Span, text: str) -> Sequence[Span]:
        return characters(self.source.text, span, text)

    def rewritten(self, span: Span, text: str, replacements: Sequence[Replacement]) -> Sequence[Rewrite]:
        """In the string as it is written; a number or null becomes a string where it must."""
        from perflint.readers.rewriting import in_place, replaced

        if self.source.text[span.start] == '"':
            units = characters(self.source.text, span, text)
            if units and units[0] != span:
                return in_place(units, replacements, escaped)
        new = replaced(text, replacements)
        return [(span, new if is_number(new) else f'"{escaped(new)}"')]


def read(source: SourceText, limits: Limits, *, named: bool = True) -> Reading | None:
    """The tables of a decoded JSON source; None where it was not named and its top level is no table's."""
    return reading(Builder(JsonOrigin(source), shares=False), compose(source.text, limits), named=named)
