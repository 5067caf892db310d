"""Edits of a YAML scalar's text, in the style that it is written in; in quotes where the new text needs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from perflint.finding import Replacement, Rewrite
from perflint.readers.mending import quoted
from perflint.readers.rewriting import in_place, replaced
from perflint.readers.yaml_marks import SIGNS
from perflint.readers.yaml_scalars import BLOCK, DOUBLE, PLAIN, SINGLE, STYLES, spelled
from perflint.regex import lazy
from perflint.text import Span

_LEADING = re.escape("".join(sorted(SIGNS - {*"-?:"})))
_NEEDS_QUOTES = lazy(rf"\A\Z|\A\s|\s\Z|:(?:[\s,\[\]{{}}]|\Z)|\s#|\A(?:[{_LEADING}\"']|[:?]|-(?:\s|\Z))")
"""What no plain scalar is or holds."""
_BRACKETS = lazy(r".?[,\[\]{}](?=(.?))", re.DOTALL)
"""What ends a plain scalar in a flow collection; those that it holds already, as they stand there, do no harm."""
_SIGN = "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_UNPRINTABLE, _ESCAPED = lazy(_SIGN), lazy(rf'{_SIGN}|[\\"]')
_LETTERS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BLANKS = (" ", "\t", "\r", "\n", "")


def rewritten(source: str, span: Span, text: str, replacements: Sequence[Replacement]) -> Sequence[Rewrite]:
    """What to write into `source` so that the scalar `text` at `span` has the replacements."""
    new = replaced(text, replacements)
    if not text:
        return [_filled(source, span, new)]
    raw = source[span.start : span.end]
    if raw == text and _is_plain(text) and _is_plain(new) and _may_stay(PLAIN, text, new):
        return [(Span(span.start + start, span.start + end), written) for start, end, written in replacements]
    style, units = spelled(raw, Span(0, len(raw)), text)
    if style and _may_stay(style, text, new):
        edits = in_place(_with_breaks(units, text), replacements, _WRITTEN[style])
        if _reads_as(raw, edits, style, new):
            return [(Span(span.start + start, span.start + end), written) for (start, end), written in edits]
    end = span.start + len(raw.rstrip(" \t\r\n"))  # a block ends where the next line begins
    return [(Span(span.start, end), _in_double(new) if _UNPRINTABLE.search(new) else quoted(new))]


def _is_plain(text: str) -> bool:
    """Whether the text, written as it is, is plain and of one line, its characters one for one: so are nearly all."""
    return text.isprintable() and text[:1] not in STYLES


def _with_breaks(units: Sequence[Span], text: str) -> Sequence[Span]:
    """Every line feed reaches to the next character: where it goes, the indentation behind it goes too."""
    joined = list(units)
    for index, (sign, unit) in enumerate(zip(text, units, strict=True)):
        if sign == "\n" and index + 1 < len(units):
            joined[index] = Span(unit.start, units[index + 1].start)
    return joined


def _may_stay(style: str, text: str, new: str) -> bool:
    """Whether the style can hold `new`, as it holds `text`."""
    if style == PLAIN:
        # A text that no plain scalar could be was mended: what did no harm in it need not do none elsewhere.
        harmless = set() if _NEEDS_QUOTES.search(text) else _brackets(text)
        return not _NEEDS_QUOTES.search(new) and _brackets(new) <= harmless
    if style == BLOCK:
        first, before = new.lstrip("\n")[:1], text.lstrip("\n")[:1]
        ends = {len(one) - len(one.rstrip("\n")) for one in (text, new)}
        return (first not in _BLANKS or first == before) and len(ends) == 1
    return True


def _brackets(text: str) -> set[tuple[str, str]]:
    """The brackets and commas in a text, each with what stands beside it."""
    return {(match[0], match[1]) for match in _BRACKETS.finditer(text)}


def _reads_as(raw: str, edits: Sequence[Rewrite], style: str, new: str) -> bool:
    """Whether the scalar written as `raw` reads as `new` with the edits, in the same style."""
    if _UNPRINTABLE.search("".join(written for _, written in edits)):
        return False
    mended = replaced(raw, [(*place, written) for place, written in edits])
    return spelled(mended, Span(0, len(mended)), new)[0] == style


def _filled(source: str, span: Span, new: str) -> Rewrite:
    """The place of an empty text taken by `new`."""
    opening = source[span.start : span.start + 1]
    if span.end - span.start == 2 and opening in _WRITTEN_BY_SIGN and not _UNPRINTABLE.search(new):
        inner = span.start + 1
        return Span(inner, inner), _WRITTEN_BY_SIGN[opening](new)
    special = _NEEDS_QUOTES.search(new) or _BRACKETS.search(new) or _UNPRINTABLE.search(new)
    written = _in_double(new) if special else new
    blank = "" if source[span.start - 1 : span.start] in _BLANKS else " "
    return span, blank + written


def _in_double(new: str) -> str:
    return f'"{_double(new)}"'


def _double(new: str) -> str:
    return _ESCAPED.sub(_escape, new)


def _single(new: str) -> str:
    return new.replace("'", "''")


def _escape(match: re.Match[str]) -> str:
    sign = match.group()
    code = ord(sign)
    return _LETTERS.get(sign) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


_WRITTEN: dict[str, Callable[[str], str]] = {DOUBLE: _double, SINGLE: _single, PLAIN: str, BLOCK: str}
_WRITTEN_BY_SIGN = {'"': _double, "'": _single}
