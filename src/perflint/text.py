"""Source text and positions: the only place that decodes bytes and converts columns.

Inside perflint a position is an offset in code points into the decoded text (`Span`). What the outside wants, and each
format wants something else, is made here: 1-based lines and code points for people, UTF-16 units for SARIF and editors,
UTF-8 bytes for rdjson, display cells for code frames.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from functools import cache
from itertools import accumulate, repeat
from unicodedata import category, east_asian_width

from perflint.record import NamedTuple
from perflint.regex import lazy

_LINE_BREAK = lazy(r"\r\n|\r|\n")
_ASTRAL = lazy("[\U00010000-\U0010ffff]")
_NO_LETTER = lazy(r"[\W_]+")
_BLOCK = 4096
_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))


class Span(NamedTuple):
    """Code-point offsets into a decoded text; `end` is exclusive."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: 1-based line, 1-based column in the unit that was asked for."""

    line: int
    column: int


class Undecodable(Exception):
    """Bytes that are no text in any encoding perflint reads.

    `offset` is the 0-based byte offset of the first byte that does not fit; `truncated` says that only the very end is
    missing (a copy that broke off), `binary` that the bytes hold a NUL and no UTF-16 mark.
    """

    def __init__(self, offset: int, *, truncated: bool = False, binary: bool = False) -> None:
        super().__init__(offset)
        self.offset = offset
        self.truncated = truncated
        self.binary = binary


class SourceText:
    """One decoded source: its path as the user named it, its text without BOM, and how it was encoded."""

    __slots__ = ("_astral", "_starts", "_utf8", "bom", "encoding", "path", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8", bom: bytes = b"") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.bom = bom
        self._starts: list[int] | None = None
        self._astral: list[int] | None = None
        self._utf8: list[int] | None = None

    @classmethod
    def from_bytes(cls, path: str, data: bytes, is_known: Callable[[str], bool]) -> SourceText:
        """Decode `data`: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030.

        GB18030 decodes nearly anything, so it counts only where `is_known(text)` finds a word of the format in the
        result. Raises Undecodable.
        """
        for bom, encoding in _BOMS:
            if data.startswith(bom):
                return cls(path, _decode(data[len(bom) :], encoding, len(bom)), encoding, bom)
        if b"\0" in data:
            raise Undecodable(data.index(b"\0"), binary=True)
        try:
            return cls(path, data.decode("utf-8"))
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                raise Undecodable(error.start, truncated=True) from None
            offset = error.start
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise Undecodable(offset) from None
        if not is_known(text):
            raise Undecodable(offset)
        return cls(path, text, "gb18030")

    @property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin. A line ends with LF, CRLF or CR, as in editors; nothing else breaks one."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> Position:
        """1-based line and column in code points."""
        starts = self._starts or self.line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def utf16_position(self, offset: int) -> Position:
        """1-based line and column in UTF-16 code units (SARIF, LSP)."""
        line, column = self.position(offset)
        before = bisect_left(self.astral, self.line_starts[line - 1])
        return Position(line, column + bisect_left(self.astral, offset) - before)

    @property
    def astral(self) -> list[int]:
        """Offsets of the characters that are two code units in UTF-16; most sources have none."""
        if self._astral is None:
            self._astral = [match.start() for match in _ASTRAL.finditer(self.text)]
        return self._astral

    def utf8_position(self, offset: int) -> Position:
        """1-based line and column in UTF-8 bytes (rdjson)."""
        line, _ = self.position(offset)
        return Position(line, 1 + self._bytes_before(offset) - self._bytes_before(self.line_starts[line - 1]))

    def _bytes_before(self, offset: int) -> int:
        """How many bytes of UTF-8 stand before `offset`, counted from the nearest mark: a line may hold megabytes."""
        if self._utf8 is None:
            blocks = range(0, len(self.text), _BLOCK)
            self._utf8 = list(accumulate((self._bytes(start, start + _BLOCK) for start in blocks), initial=0))
        block = offset // _BLOCK
        return self._utf8[block] + self._bytes(block * _BLOCK, offset)

    def _bytes(self, start: int, end: int) -> int:
        return len(self.text[start:end].encode("utf-8", "surrogatepass"))

    def line_span(self, line: int) -> Span:
        """Where the 1-based `line` stands, without its line break."""
        start = self.line_starts[line - 1]
        if line == len(self.line_starts):
            return Span(start, len(self.text))
        end = self.line_starts[line] - 1
        return Span(start, end - self.text.startswith("\r\n", end - 1))

    def line_text(self, line: int) -> str:
        """The text of the 1-based `line`, without its line break."""
        return self.cut(self.line_span(line))

    def cut(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def encoded(self, text: str) -> bytes:
        """`text` as the bytes of such a file: its encoding, its byte order mark. Raises UnicodeEncodeError."""
        return self.bom + text.encode(self.encoding)


def lines(text: str) -> list[str]:
    """`text` cut at LF, CRLF and CR, the breaks left out; unlike `splitlines` at nothing else."""
    return _LINE_BREAK.split(text)


def letters(text: str) -> str:
    """`text` without spaces and punctuation."""
    return text if text.isalnum() else _NO_LETTER.sub("", text)


def cells(text: str, ambiguous: int = 1) -> int:
    """How many terminal cells `text` fills.

    Wide and full-width characters fill two. Signs of ambiguous width (≥ ≤ “ ” ‰ ℃ ①: one cell by Unicode, two in many
    Chinese terminals and fonts) fill `ambiguous`. Combining marks and controls fill none.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cell, text, repeat(ambiguous)))


@cache
def _cell(character: str, ambiguous: int) -> int:
    width = east_asian_width(character)
    if width in ("W", "F"):
        return 2
    if category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return ambiguous if width == "A" else 1


def _decode(data: bytes, encoding: str, skipped: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        at_end = error.reason in ("unexpected end of data", "truncated data")
        raise Undecodable(skipped + error.start, truncated=at_end) from None
