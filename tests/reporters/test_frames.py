"""The caret stands under the cells of the span, whatever characters are before it."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

from hypothesis import given
from hypothesis import strategies as st

from perflint.finding import Place, Spot
from perflint.reporters.frames import TAB, Canvas, frame, small_frame
from perflint.text import SourceText, Span

from .strategies import texts


def width(text: str, ambiguous: int) -> int:
    """Cells as Unicode's East Asian Width gives them, written apart from `perflint.text`."""
    total = 0
    for character in text:
        if category(character) in ("Mn", "Me", "Cf"):
            continue
        total += {"W": 2, "F": 2, "A": ambiguous}.get(east_asian_width(character), 1)
    return total


def expanded(text: str, ambiguous: int) -> str:
    out = ""
    for character in text:
        out += " " * (TAB - width(out, ambiguous) % TAB) if character == "\t" else character
    return out


def drawn(source: SourceText, span: Span, canvas: Canvas) -> tuple[str, str]:
    """The numbered row of the span's first line and the row of marks below it, the gutter taken off."""
    lines = ["".join(piece.text for piece in pieces) for pieces in small_frame(Place(Spot(source, span)), canvas, "")]
    return lines[0][canvas.gutter + 3 :], lines[1][canvas.gutter + 3 :]


@given(texts.map(lambda text: re.sub(r"[\r\n]", "", text)), st.data(), st.sampled_from([1, 2]))
def test_the_mark_begins_at_the_cell_of_the_span_and_is_as_long(text: str, data: st.DataObject, ambiguous: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown, mark = drawn(SourceText("表.yaml", text), Span(start, end), Canvas(1000, ambiguous, 1))
    before, marked = expanded(text[:start], ambiguous), expanded(text[:end], ambiguous)
    assert shown == expanded(text, ambiguous)
    assert len(mark) - len(mark.lstrip(" ")) == width(before, ambiguous)
    assert mark.strip(" ") == "-" * max(1, width(marked, ambiguous) - width(before, ambiguous))


@given(texts.map(lambda text: re.sub(r"[\r\n\t]", "", text)), st.data(), st.sampled_from([1, 2]))
def test_in_a_line_cut_to_the_terminal_the_mark_is_still_under_the_span(
    text: str, data: st.DataObject, ambiguous: int
) -> None:
    text = text * data.draw(st.integers(1, 8))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    canvas = Canvas(44, ambiguous, 3)
    shown, mark = drawn(SourceText("表.yaml", text), Span(start, end), canvas)
    assert width(shown, ambiguous) <= canvas.room
    blank, marks = len(mark) - len(mark.lstrip(" ")), len(mark.strip(" "))
    under = per_cell(shown, ambiguous)[blank : blank + marks]
    meant = per_cell(text[start:end], ambiguous) or per_cell(text[start:], ambiguous)[:1]
    assert meant.startswith(under)
    assert under == meant or shown.endswith("...")


def per_cell(text: str, ambiguous: int) -> str:
    """The character that fills each cell: a wide one stands twice, a combining one not at all."""
    return "".join(character * width(character, ambiguous) for character in text)


@given(texts, st.data())
def test_every_line_of_a_frame_is_a_line_of_the_source(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Place(Spot(SourceText("表.yaml", text), Span(start, end)))
    lines = re.split(r"\r\n|\r|\n", text)
    for pieces in frame(place, Canvas(1000, 1, 3), ""):
        number, shown = "".join(piece.text for piece in pieces).split(" | ", 1)
        if number.strip():
            assert shown == expanded(lines[int(number) - 1], 1)
        else:
            assert set(shown) <= set(" ^") or shown == "..."
