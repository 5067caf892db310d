"""Where each character of a YAML scalar stands in the source, for every style.

The text of the scalar is known (the parser read it); what is found here is only the way back. Whatever cannot be
followed character by character stands at the whole scalar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from perflint.regex import lazy
from perflint.text import Span

Unit = tuple[str, int, int]
"""A character of the text, and where it begins and ends in the source."""

PLAIN, SINGLE, DOUBLE, BLOCK = "plain", "single", "double", "block"

_BREAK = r"(?:\r\n|\r|\n)"
_FOLD = rf"(?P<fold>[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)|(?P<blanks>[ \t]+)"
_PLAIN = lazy(rf"{_FOLD}|(?P<sign>.)", re.DOTALL)
_SINGLE = lazy(rf"{_FOLD}|(?P<sign>''|.)", re.DOTALL)
_DOUBLE = lazy(
    rf"(?P<joined>\\[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
    r"|(?P<escape>\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.))"
    rf"|{_FOLD}|(?P<sign>.)",
    re.DOTALL,
)
_LINE_BREAK = lazy(_BREAK)
_LINE = lazy(rf"( *)([^\r\n]*)({_BREAK}|\Z)")
_HEADER = lazy(rf"[|>][^\r\n]*(?:{_BREAK}|\Z)")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def characters(source: str, span: Span, text: str) -> Sequence[Span]:
    """One span of `source` for each character of `text`, the scalar that stands at `span`."""
    return spelled(source, span, text)[1]


def spelled(source: str, span: Span, text: str) -> tuple[str, Sequence[Span]]:
    """The scalar's style ("" where it cannot be told), and one span for each character of `text`."""
    for style in (*STYLES.get(source[span.start : span.start + 1], ()), PLAIN):
        units = list(_READERS[style](source, span, text))[: len(text)]
        if "".join(unit[0] for unit in units) == text:
            return style, [Span(start, end) for _, start, end in units]
    return "", [span] * len(text)


def _plain(source: str, span: Span, _: str) -> Iterator[Unit]:
    return _flow(_PLAIN, source, span.start, span.end)


def _single(source: str, span: Span, _: str) -> Iterator[Unit]:
    return _flow(_SINGLE, source, span.start + 1, span.end - 1)


def _double(source: str, span: Span, _: str) -> Iterator[Unit]:
    return _flow(_DOUBLE, source, span.start + 1, span.end - 1)


def _flow(pattern: re.Pattern[str], source: str, start: int, end: int) -> Iterator[Unit]:
    for match in pattern.finditer(source, start, end):
        begin, stop = match.span()
        style = match.lastgroup
        if style == "fold":
            yield from _breaks(source, begin, stop, " ")
        elif style == "joined":
            yield from _breaks(source, begin, stop, "")
        elif style == "escape":
            yield _escaped(match.group()), begin, stop
        elif style == "blanks":
            yield from ((source[offset], offset, offset + 1) for offset in range(begin, stop))
        else:
            yield source[begin], begin, stop


def _breaks(source: str, start: int, end: int, single: str) -> Iterator[Unit]:
    """Folded line breaks: one is a space (nothing after a backslash), each further one a line feed."""
    breaks = [match.span() for match in _LINE_BREAK.finditer(source, start, end)]
    if len(breaks) == 1:
        if single:
            yield single, start, end
        return
    for begin, stop in breaks[1:]:
        yield "\n", begin, stop


def _escaped(escape: str) -> str:
    if escape[1] in "xuU" and len(escape) > 2:
        code = int(escape[2:], 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _ESCAPES.get(escape[1], escape)


def _block(source: str, span: Span, text: str) -> list[Unit]:
    """A literal or folded block; its indentation is the one that gives the text. Nothing where it is no block."""
    header = _HEADER.match(source, span.start, span.end)
    if header is None:
        return []
    found = _LINE.finditer(source, header.end(), span.end)
    lines = [(match.start(), match.end(1), *match.span(3)) for match in found if match.group()]
    first = next((inner - start for start, inner, stop, _ in lines if inner < stop), 0)
    for indent in range(first, -1, -1):
        units = list(_block_units(source, lines, indent, folded=source[span.start] == ">"))[: len(text)]
        if "".join(unit[0] for unit in units) == text:
            return units
    return []


def _block_units(source: str, lines: list[tuple[int, int, int, int]], indent: int, *, folded: bool) -> Iterator[Unit]:
    """The characters of a block, all final line breaks kept. A line: start, first non-space, its break's span."""
    pending: list[Unit] = []
    was_indented = True
    for start, _, stop, after in lines:
        begin = start + indent
        if stop <= begin:
            pending.append(("\n", stop, after))
            continue
        is_indented = source[begin] in " \t"
        if folded and pending and not was_indented and not is_indented:
            _, fold, _ = pending.pop(0)
            if not pending:
                pending.append((" ", fold, begin))
        yield from chain(pending, ((source[offset], offset, offset + 1) for offset in range(begin, stop)))
        pending = [("\n", stop, after)] if after > stop else []
        was_indented = is_indented
    yield from pending


_Reader = Callable[[str, Span, str], Iterable[Unit]]
_READERS: dict[str, _Reader] = {PLAIN: _plain, SINGLE: _single, DOUBLE: _double, BLOCK: _block}
STYLES: dict[str, tuple[str, ...]] = {'"': (DOUBLE,), "'": (SINGLE,), "|": (BLOCK,), ">": (BLOCK,)}
"""The style that a scalar has by its first sign; a mended plain one may begin with any."""
