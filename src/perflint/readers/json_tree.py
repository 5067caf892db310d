"""JSON to the light tree, every text with its place: RFC 8259, one value a file, numbers kept as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from perflint.readers.nodes import Composition, Limits, Mapping, Refused, Scalar, Sequence, Tree, exceeded, misread
from perflint.regex import lazy
from perflint.text import Span

_TOKEN = lazy(
    r'[ \t\r\n]*+(?:(?P<string>"(?:[^"\\\0-\x1f]++|\\[^\0-\x1f])*+")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)(?![\w.])"
    r"|(?P<word>true|false|null)\b"
    r"|(?P<sign>[{}\[\]:,])|(?P<end>\Z)|(?P<wrong>.))",
    re.DOTALL,
)
_ESCAPE = lazy(
    r"\\(?:u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u(?P<code>(?![dD][89a-fA-F])[0-9a-fA-F]{4})|u(?P<half>[0-9a-fA-F]{4})"
    r'|(?P<letter>["\\/bfnrt])|(?P<wrong>))'
)
_LETTERS = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SIGNS = {sign: letter for letter, sign in _LETTERS.items() if letter != "/"}
_ESCAPED = lazy(r'[\x00-\x1f"\\]')
_LINE = lazy(r"[^\r\n]*")

Unit = tuple[str, int, int]


class _Due(Enum):
    """What the scanner waits for; the value begins with the kind of mistake where something else comes."""

    @property
    def mistake(self) -> str:
        return self.value.split()[0]

    VALUE = "json-value"
    ITEM = "json-value or the end of a list"
    KEY = "json-key"
    FIRST_KEY = "json-key or the end of a mapping"
    COLON = "json-colon"
    COMMA = "json-comma"
    END = "json-extra"


_OPENING = {"{": _Due.FIRST_KEY, "[": _Due.ITEM}
_CLOSING = {"}": "{", "]": "["}


def compose(text: str, limits: Limits, *, halves: bool = False) -> Composition:
    """Read a JSON text (without BOM) into a tree. Never raises on any text.

    With `halves`, half a surrogate pair may be escaped: it is no character, but a file's name may hold one.
    """
    composition = Composition()
    if not text.strip():
        return composition
    try:
        composition.documents.append(_value(text, limits, halves))
    except Refused as refused:
        composition.refused = refused
    return composition


def characters(source: str, span: Span, text: str) -> list[Span]:
    """One span of `source` for each character of `text`, the scalar that stands at `span`."""
    if source[span.start : span.start + 1] == '"':
        units = list(_units(source, span.start + 1, span.end - 1))
        if len(units) == len(text):
            return [Span(start, end) for _, start, end in units]
    return [span] * len(text)


def escaped(text: str) -> str:
    """`text` as it stands inside a string."""
    return _ESCAPED.sub(lambda match: _written(match.group()), text)


def is_number(text: str) -> bool:
    """Whether `text` means the same with and without quotes: a number as JSON writes it."""
    match = _TOKEN.fullmatch(text)
    return match is not None and match.lastgroup == "number" and match["number"] == text


def _written(sign: str) -> str:
    letter = _SIGNS.get(sign)
    return f"\\{letter}" if letter else f"\\u{ord(sign):04x}"


def _value(text: str, limits: Limits, halves: bool) -> Tree:
    """The value that the text holds, with a stack of its own for the open brackets."""
    stack: list[tuple[str, int, list[Tree]]] = []
    items: list[Tree] = []
    due, count = _Due.VALUE, 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "end"
        start, end = match.span(kind)
        sign = text[start] if kind == "sign" else ""
        wants_key = due in (_Due.KEY, _Due.FIRST_KEY)
        if kind == "end" and due is _Due.END:
            break
        if kind in ("wrong", "end"):
            raise _wrong(text, start, due, stack)
        if kind == "string" and wants_key:
            items.append(_scalar(text, start, end, limits, halves))
            due = _Due.COLON
        elif due in (_Due.VALUE, _Due.ITEM) and (not sign or sign in _OPENING):
            count += 1
            if count > limits.max_nodes:
                raise exceeded("max_nodes", limits.max_nodes, start, end)
            if sign:
                if len(stack) >= limits.max_depth:
                    raise exceeded("max_depth", limits.max_depth, start, end)
                stack.append((sign, start, items))
                items, due = [], _OPENING[sign]
                continue
            items.append(_scalar(text, start, end, limits, halves))
            due = _Due.COMMA if stack else _Due.END
        elif sign == ":" and due is _Due.COLON:
            due = _Due.VALUE
        elif sign == "," and due is _Due.COMMA:
            due = _Due.KEY if stack[-1][0] == "{" else _Due.VALUE
        elif sign in _CLOSING and _ends(stack, _CLOSING[sign], due):
            opening, begin, outer = stack.pop()
            outer.append(_container(opening, items, Span(begin, end)))
            items, due = outer, _Due.COMMA if stack else _Due.END
        else:
            raise _unexpected(start, end, sign if stack else "", due)
    return items[0]


def _ends(stack: list[tuple[str, int, list[Tree]]], opening: str, due: _Due) -> bool:
    """Whether the innermost open bracket is `opening` and may be closed here."""
    return due in (_Due.COMMA, _OPENING[opening]) and bool(stack) and stack[-1][0] == opening


def _container(opening: str, items: list[Tree], span: Span) -> Tree:
    if opening == "[":
        return Sequence(items, span)
    return Mapping(items, span)


def _scalar(text: str, start: int, end: int, limits: Limits, halves: bool) -> Scalar:
    if text[start] != '"':
        raw = text[start:end]
        return Scalar("" if raw == "null" else raw, start, end)
    raw = text[start + 1 : end - 1]
    if "\\" in raw:
        raw = "".join(unit[0] for unit in _units(text, start + 1, end - 1, halves))
    if limits.too_long(raw):
        raise exceeded("max_scalar", limits.max_scalar, start)
    return Scalar(raw, start, end)


def _units(source: str, start: int, end: int, halves: bool = False) -> Iterator[Unit]:
    """The characters of a string and where each stands. Raises Refused for an escape that is none."""
    offset = start
    while offset < end:
        if source[offset] != "\\":
            yield source[offset], offset, offset + 1
            offset += 1
            continue
        match = _ESCAPE.match(source, offset, end)
        if match is None or match["wrong"] is not None or (match["half"] and not halves):
            raise misread("escape", offset, min(end, offset + (6 if source[offset + 1] == "u" else 2)))
        yield _escaped(match), offset, match.end()
        offset = match.end()


def _escaped(match: re.Match[str]) -> str:
    if match["high"]:
        high, low = int(match["high"], 16), int(match["low"], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    code = match["code"] or match["half"]
    return chr(int(code, 16)) if code else _LETTERS[match["letter"]]


def _wrong(text: str, start: int, due: _Due, stack: list[tuple[str, int, list[Tree]]]) -> Refused:
    """A character that begins nothing, a string that does not end, or the end of the text."""
    line = _LINE.match(text, start)
    end = line.end() if line else start
    if start == len(text):
        return misread("json-end", stack[-1][1] if stack else start)
    if text[start] == '"':
        return misread("json-string", start, end)
    return misread(due.mistake, start)


def _unexpected(start: int, end: int, sign: str, due: _Due) -> Refused:
    """A token that is none of those that could come."""
    if sign in ("}", "]") and due in (_Due.KEY, _Due.VALUE):
        return misread("json-trailing", start, end)
    return misread(due.mistake, start, end)
