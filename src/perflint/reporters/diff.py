"""What fixes would change, as a unified diff: for people on a terminal, and as a patch that other programs apply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perflint.fixing import Mended
from perflint.reporters.styled import Line, Piece, line, written
from perflint.visible import visible, visible_path

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_UNENDED = "\n\\ No newline at end of file\n"
_STYLES = (("---", "bold"), ("+++", "bold"), ("@@", "cyan"), ("-", "red"), ("+", "green"))


def patch(mended: Iterable[Mended]) -> str:
    """The diff exactly as the files have it, line ends included; "" where nothing changes."""
    return "".join(row if row.endswith("\n") else row + _UNENDED for one in mended for row in _rows(one, "\t"))


def shown(mended: Iterable[Mended], *, colour: bool) -> Iterator[str]:
    """The diff for a terminal: controls made visible."""
    return written((_styled(row) for one in mended for row in _rows(one)), colour=colour)


def _rows(mended: Mended, stop: str = "") -> Iterator[str]:
    """The lines of a diff; `stop` ends a path that holds blanks, for programs that take the first for its end."""
    from difflib import unified_diff

    path = visible_path(mended.source.path)
    named = path + stop if " " in path else path
    before, after = (_LINE.findall(text) for text in (mended.source.text, mended.text))
    yield from unified_diff(before, after, named, named)


def _styled(row: str) -> Line:
    style = next((style for opening, style in _STYLES if row.startswith(opening)), "")
    return line(Piece(visible(row.rstrip("\r\n")), style))
