"""TOML with the place of every key and value: the standard library reads the values, a scanner finds where they stand.

The scanner runs only over what `tomllib` has accepted, so that it needs to know no more of TOML than where things end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perflint.config import ConfigError
from perflint.interface import say
from perflint.record import NamedTuple
from perflint.text import SourceText, Span, Undecodable

MAX_BYTES = 1024 * 1024
SECTION = ("tool", "perflint")

Path = tuple[str | int, ...]


class Origin(NamedTuple):
    """Where something was written: a span of a file, or an option of the command line, which stands as the path."""

    source: SourceText
    span: Span = Span(0, 0)

    @property
    def is_option(self) -> bool:
        return self.source.path.startswith("--")

    def __str__(self) -> str:
        """`perflint.toml:3:12`, or `--config KEY=VALUE` as it was written; empty for the other options."""
        if self.is_option:
            return self.source.path if " " in self.source.path else ""
        line, column = self.source.position(self.span.start)
        return f"{self.source.path}:{line}:{column}"

    @property
    def line(self) -> str:
        """`perflint.toml:3`, or the name of the option."""
        if self.is_option:
            return self.source.path.partition(" ")[0]
        return f"{self.source.path}:{self.source.position(self.span.start).line}"


class Complaint(NamedTuple):
    """What is wrong in a configuration, and where; an option of the command line needs no more than its own words."""

    origin: Origin
    text: str

    def __str__(self) -> str:
        where = str(self.origin)
        return say("config-said", where=where, text=self.text) if where else self.text

    def order(self) -> tuple[str, int]:
        return self.origin.source.path, self.origin.span.start


class Node(NamedTuple):
    """A value: a table as a dict of nodes, an array as a list of nodes, anything else as `tomllib` gives it.

    `key` is where the key stands, `origin` where the value does; of a table given by headings both are a key.
    """

    value: Any
    origin: Origin
    key: Origin

    def items(self) -> Iterator[tuple[str, Node]]:
        yield from self.value.items()

    @property
    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain for node in self.value]
        return self.value


def read(source: SourceText) -> Node:
    """The whole document. Raises ConfigError with the place where it stops being TOML."""
    deep = _DEEP_KEY.search(source.text)
    if deep is not None:  # tomllib takes a second for a key of 10 000 parts, and four times as long for twice as many
        raise ConfigError([Complaint(Origin(source, Span(*deep.span())), say("toml-limit"))])
    try:
        data = tomllib.loads(source.text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_complaint(source, str(error))]) from None
    except (RecursionError, ValueError):
        raise ConfigError([Complaint(Origin(source), say("toml-limit"))]) from None
    return _node(data, (), _Scanner(source.text).places(), source)


def decoded(path: str, data: bytes) -> SourceText:
    """The text of a file. Raises ConfigError where it is none: configuration is UTF-8, with or without BOM."""
    empty = Origin(SourceText(path, ""))
    if len(data) > MAX_BYTES:
        raise ConfigError([Complaint(empty, say("toml-limit"))])
    try:
        return SourceText.from_bytes(path, data, lambda text: False)
    except Undecodable as error:
        raise ConfigError([Complaint(empty, say("toml-encoding", offset=error.offset))]) from None


def has_section(path: str, data: bytes) -> bool:
    """Whether a pyproject.toml has a section of ours, or may have one: reading it says what is wrong with it."""
    try:
        return section(read(decoded(path, data))) is not None
    except ConfigError:
        return True


def section(document: Node) -> Node | None:
    """`[tool.perflint]` of a pyproject.toml."""
    found: Node | None = document
    for key in SECTION:
        found = found.value.get(key) if found and isinstance(found.value, dict) else None
    return found


def _node(value: Any, path: Path, places: dict[Path, tuple[Span, Span]], source: SourceText) -> Node:
    key, span = places.get(path, (Span(0, 0), Span(0, 0)))
    if len(path) > _DEEPEST:
        raise ConfigError([Complaint(Origin(source, key), say("toml-limit"))])
    if isinstance(value, dict):
        value = {name: _node(item, (*path, name), places, source) for name, item in value.items()}
    elif isinstance(value, list):
        value = [_node(item, (*path, number), places, source) for number, item in enumerate(value)]
    return Node(value, Origin(source, span), Origin(source, key))


_DEEPEST = 50
"""How deep keys and lists may be nested; settings need five."""
_DEEP_KEY = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_DEEPEST}}}""",
    re.ASCII,
)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_REASONS = (
    ("Cannot overwrite", "toml-twice"),
    ("Cannot declare", "toml-twice"),
    ("Cannot mutate", "toml-twice"),
    ("Duplicate", "toml-twice"),
    ("Unterminated string", "toml-open-string"),
    ("Unclosed", "toml-open-bracket"),
    ("Expected ']", "toml-open-bracket"),
    ("Expected '='", "toml-no-equals"),
    ("Invalid value", "toml-bad-value"),
    ("Unescaped '\\'", "toml-backslash"),
    ("Expected newline", "toml-one-a-line"),
)


def _complaint(source: SourceText, message: str) -> Complaint:
    """The library's complaint in Chinese; what it says only in English is at least placed."""
    found = _PLACE.search(message)
    at = len(source.text)
    if found and found[1]:
        at = min(at, source.line_starts[min(int(found[1]), len(source.line_starts)) - 1] + int(found[2]) - 1)
    key = next((key for start, key in _REASONS if message.startswith(start)), "toml-invalid")
    return Complaint(Origin(source, Span(at, at)), say(key))


_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|\'[^\']*\'')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\''
    r"|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\]}#]+"
)


class _Scanner:
    """Where the keys and values of a TOML text stand that is known to be right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._places: dict[Path, tuple[Span, Span]] = {}
        self._last: dict[Path, int] = {}
        """The index of the last table of each array of tables."""

    def places(self) -> dict[Path, tuple[Span, Span]]:
        """The span of the key and of the value, by path from the top."""
        table: Path = ()
        while self._next():
            if self._next() == "[":
                table = self._heading()
            else:
                self._pair(table)
        return self._places

    def _next(self) -> str:
        """Go over blanks and comments to what comes next; empty at the end."""
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.text[self.at : self.at + 1]

    def _heading(self) -> Path:
        """`[table]` or `[[array of tables]]`: the path of what follows."""
        is_array = self.text.startswith("[[", self.at)
        self._skip("[[" if is_array else "[")
        path = self._keys((), is_array)
        self._skip("]]" if is_array else "]")
        return path

    def _pair(self, table: Path) -> None:
        path = self._keys(table)
        self._skip("=")
        self._value(path)

    def _keys(self, path: Path, is_array: bool = False) -> Path:
        """The path that a dotted key means below `path`, every part placed."""
        while True:
            self._next()
            start = self.at
            name = self._match(_KEY)
            span = Span(start, self.at)
            path = (*path, _named(name))
            self._places.setdefault(path, (span, span))
            dot = _DOT.match(self.text, self.at)
            if dot is None:
                break
            self.at = dot.end()
            if path in self._last:
                path = (*path, self._last[path])
        if is_array:
            self._last[path] = self._last.get(path, -1) + 1
        if path in self._last:
            path = (*path, self._last[path])
            self._places.setdefault(path, (span, span))
        return path

    def _value(self, path: Path) -> None:
        opening = self._next()
        start = self.at
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline(path)
        else:
            self._match(_SCALAR)
        span = Span(start, self.at)
        self._places[path] = (self._places.get(path, (span, span))[0], span)

    def _array(self, path: Path) -> None:
        self._skip("[")
        number = 0
        while self._next() != "]":
            self._value((*path, number))
            number += 1
            if self._next() == ",":
                self._skip(",")
        self._skip("]")

    def _inline(self, path: Path) -> None:
        self._skip("{")
        while self._next() != "}":
            self._pair(path)
            if self._next() == ",":
                self._skip(",")
        self._skip("}")

    def _skip(self, mark: str) -> None:
        self._next()
        self.at += len(mark)

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(self.at)
        self.at = found.end()
        return found.group()


def _named(token: str) -> str:
    """The name that a key's token stands for."""
    return next(iter(tomllib.loads(f"{token} = 0"))) if token[0] in "\"'" else token
