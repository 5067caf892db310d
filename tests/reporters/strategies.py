"""Texts that are hard on columns, and places in them."""

from __future__ import annotations

from hypothesis import strategies as st

from perflint.finding import Place, Spot
from perflint.text import SourceText, Span

BLANKS = ("\t", " ", "\n", "\r\n", "\r", "\u3000")
PIECES = (*BLANKS, "a", "：", "项目", "绩", "≥", "“", "‰", "95%", "𠀀", "😀", "👩‍🏫", "e\u0301", "ä", "{0}")

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


@st.composite
def places(draw: st.DrawFn, source: SourceText) -> Place:
    """Any span of the source, empty ones and ones over line breaks among them."""
    start = draw(st.integers(0, len(source.text)))
    end = draw(st.integers(start, len(source.text)))
    return Place(Spot(source, Span(start, end), "/projects/0"))
