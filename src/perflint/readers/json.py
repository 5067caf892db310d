"""JSON to tables: the same shape as the YAML file, read as a light tree, built into the model."""

from __future__ import annotations

from collections.abc import Sequence

from perflint.model import Reading
from perflint.readers.builder import Builder, reading
from perflint.readers.json_tree import characters, compose
from perflint.readers.nodes import Limits
from perflint.text import SourceText, Span


class JsonOrigin:
    """Knows how the scalars of one JSON source are written."""

    __slots__ = ("source",)

    def __init__(self, source: SourceText) -> None:
        self.source = source

    def characters(self, span: Span, text: str) -> Sequence[Span]:
        return characters(self.source.text, span, text)


def read(source: SourceText, limits: Limits, *, named: bool = True) -> Reading | None:
    """The tables of a decoded JSON source; None where it was not named and its top level is no table's."""
    return reading(Builder(JsonOrigin(source)), compose(source.text, limits), named=named)
