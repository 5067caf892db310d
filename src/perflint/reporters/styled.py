"""Lines of styled pieces: plain text without colour, rich `Text` with it; never a markup string.

rich is imported only where colours are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from perflint.record import NamedTuple

if TYPE_CHECKING:
    from rich.console import Console


class Piece(NamedTuple):
    """Some text and its style in rich's words (`bold red`), empty for none."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]


def line(*pieces: Piece | str) -> Line:
    """A line of pieces; a bare string has no style."""
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)


def written(lines: Iterable[Line], *, colour: bool) -> Iterator[str]:
    """The lines as text, each with a line break and without blanks at its end."""
    if colour:
        return _coloured(lines)
    return ("".join([piece.text for piece in pieces]).rstrip() + "\n" for pieces in lines)


def _coloured(lines: Iterable[Line]) -> Iterator[str]:
    from rich.text import Text

    console = _console()
    for pieces in lines:
        text = Text.assemble(*pieces)
        text.rstrip()
        with console.capture() as captured:
            console.print(text, soft_wrap=True)
        yield captured.get()


@cache
def _console() -> Console:
    """Whether to colour is decided by the caller: what rich would read from the environment is overruled."""
    from io import StringIO

    from rich.console import Console

    return Console(
        file=StringIO(),
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
