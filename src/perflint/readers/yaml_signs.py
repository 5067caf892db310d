"""Values and keys of a YAML text that begin with a sign of its syntax and were not meant so.

One pass over the lines, needed only where a text is not plainly clean (`yaml_clean`). It knows as much of YAML as it
takes to tell a line of structure from text: block scalars, quotes, flow collections (`yaml_flow`), anchors and aliases.
Whatever is really used as syntax is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from perflint.readers.mending import SILENT, Mend, quoted
from perflint.readers.yaml_flow import FlowReader
from perflint.readers.yaml_marks import SIGNS, WIDE, References, is_key, narrow, quoted_end, width
from perflint.regex import lazy
from perflint.text import SourceText

_INDENT = lazy(rf"[ {WIDE}]*")
_DASH = lazy(rf"-(?:[ \t{WIDE}]+|(?=[\r\n]|\Z))")
_BLANKS = lazy(rf"[ \t{WIDE}]*")
_KEY_END = lazy(rf":(?=[ \t\r\n{WIDE}]|\Z)|(?<=[ \t])#")
_COMMENT = lazy(r"(?<=[ \t])#")
_HEADER = lazy(r"[|>](?P<indent>[+-]?[1-9]|[1-9][+-])?[+-]?[ \t]*(?:(?<=[ \t])#.*)?\Z")
_DIRECTIVE = lazy(r"%(?:YAML|TAG)[ \t]|(?:---|\.\.\.)(?=\s|\Z)")
_REMARK = lazy(r"#(?:[\s#]|perflint|\Z)")
_STRUCTURED = lazy(r"[\[{,][ \t]*\Z|:[ \t]")
_FILLED = lazy(r"\S+[ \t]*")
_PAIR = lazy(r":[ \t]")
_WORD = lazy(r"[^\s,，。；;、！？“”（）()\"']{1,12}")


def mends(source: SourceText) -> list[Mend]:
    """What has to be changed in a YAML source so that it reads as it was meant."""
    return _LineMender(source.text, source.line_starts).run()


class _LineMender:
    """Goes over the lines of structure. A method that looks at a line returns the index of the next one to look at."""

    def __init__(self, text: str, line_starts: Sequence[int]) -> None:
        self.text = text
        self.starts = line_starts
        self.mends: list[Mend] = []
        self.references = References(text)
        self.flows = FlowReader(text, self.references)
        self.index = 0
        self.column = -1
        self.text_column: int | None = None

    def run(self) -> list[Mend]:
        while self.index < len(self.starts):
            self.index = self._line()
        return self.mends

    def _line(self) -> int:
        start, end = self._bounds(self.index)
        indent = _INDENT.match(self.text, start, end)
        offset = indent.end() if indent else start
        if offset == end or self.text[offset] == "#" or _DIRECTIVE.match(self.text, start, end):
            return self.index + 1
        blanks = self.text[start:offset]
        column = width(blanks)
        if self.text_column is not None and column > self.text_column:
            return self.index + 1
        self.text_column = None
        self._blanks(start, offset, narrow(blanks))
        self.column = -1
        while (dash := _DASH.match(self.text, offset, end)) is not None:
            self._blanks(offset + 1, dash.end(), " " if dash.end() < end else "")
            self.column = column
            column += width(dash.group())
            offset = dash.end()
        return self._entry(offset, end, column) if offset < end else self.index + 1

    def _entry(self, offset: int, end: int, column: int) -> int:
        """What stands after the indentation and dashes: a key with its value, or a value of a list."""
        sign = self.text[offset]
        if sign in "&!" and (after := self._property(offset, end, column)) is not None:
            blanks = _BLANKS.match(self.text, after, end)
            offset = blanks.end() if blanks else after
            if offset == end:
                return self.index + 1
            sign = self.text[offset]
        if sign in "[{" and (further := self._collection(offset, end, column)) is not None:
            return further
        if sign in "\"'":
            return self._quoted_entry(offset, end, column)
        if sign == "?" and self.text[offset + 1 : offset + 2] in ("", " ", "\t", "\r", "\n"):
            return self.index + 1
        colon = self._key_end(offset, end)
        full = self.text.find("：", offset, end if colon is None else colon)
        if full != -1 and self._is_meant_key(offset, full, colon):
            return self._after_full_colon(offset, full, end, column)
        if colon is None:
            return self._value(offset, end, self.column) if self.column >= 0 else self.index + 1
        if sign in SIGNS and self._is_sign(offset, end) and self._alias(offset) is None:
            self._quote(offset, colon, "sign")
        return self._after_colon(colon + 1, end, column)

    def _quoted_entry(self, offset: int, end: int, column: int) -> int:
        close = quoted_end(self.text, offset)
        if close is None:
            return self.index + 1
        if close > end:
            return self._line_after(close)
        colon = self._key_end(close, end)
        if colon is None:
            return self._after_quotes(offset, close, end, column)
        if self.text[close:colon].strip():
            self._quote(offset, colon, "quote")
        return self._after_colon(colon + 1, end, column)

    def _after_full_colon(self, offset: int, full: int, end: int, column: int) -> int:
        follows = self.text[full + 1 : full + 2]
        needs_blank = full + 1 < end and follows not in (" ", "\t", *WIDE)
        key = self.text[offset:full].strip()
        self.mends.append(Mend(full, full + 1, ": " if needs_blank else ":", "colon", key))
        return self._after_colon(full + 1, end, column)

    def _after_colon(self, offset: int, end: int, column: int) -> int:
        """The value of a key, from behind its colon."""
        blanks = _BLANKS.match(self.text, offset, end)
        start = blanks.end() if blanks else offset
        self._blanks(offset, start, " " if start < end else "")
        return self._value(start, end, column) if start < end else self.index + 1

    def _value(self, offset: int, end: int, column: int) -> int:
        """A value in a block at `column`: text, or one of the structures that begin with a sign."""
        sign = self.text[offset]
        if sign in "\"'":
            close = quoted_end(self.text, offset)
            if close is None:
                return self.index + 1
            return self._after_quotes(offset, close, end, column)
        if sign not in SIGNS or not self._is_sign(offset, end):
            self.text_column = column
            return self.index + 1
        if sign in ">|":
            header = _HEADER.match(self.text, offset, end)
            if header is not None:
                indent = int((header["indent"] or "1").strip("+-"))
                if self._goes_on(column + indent - 1, text=True):
                    return self._block(column)
                if header["indent"] is None:
                    return self.index + 1
        elif sign in "[{":
            further = self._collection(offset, end, column)
            if further is not None:
                return further
        elif sign == "*":
            after = self._alias(offset)
            if after is not None and self._is_rest(after, end):
                return self.index + 1
        elif sign in "&!":
            after = self._property(offset, end, column)
            if after is not None:
                blanks = _BLANKS.match(self.text, after, end)
                start = blanks.end() if blanks else after
                return self._value(start, end, column) if start < end else self.index + 1
        elif sign == "#" and (_REMARK.match(self.text, offset, end) or self._goes_on(column)):
            return self.index + 1
        return self._whole(offset, end, column, "sign")

    def _after_quotes(self, offset: int, close: int, end: int, column: int) -> int:
        if close > end:
            return self._line_after(close)
        if self._is_rest(close, end):
            return self.index + 1
        return self._whole(offset, end, column, "quote")

    def _whole(self, offset: int, end: int, column: int, kind: str) -> int:
        """Quote a value to the end of its line, and of the lines that go on with it."""
        index, close = self.index, self._raw_end(offset, end)
        while close == end and index + 1 < len(self.starts):
            start, after = self._bounds(index + 1)
            indent = _INDENT.match(self.text, start, after)
            inner = indent.end() if indent else start
            if inner == after or width(self.text[start:inner]) <= column or self._key_end(inner, after) is not None:
                break
            index, end, close = index + 1, after, self._raw_end(inner, after)
        self._quote(offset, close, kind)
        return index + 1

    def _collection(self, offset: int, end: int, column: int) -> int | None:
        """The line after a flow collection; None where the bracket only opens a text."""
        flow = self.flows.read(offset, column)
        if flow is not None:
            index = self._index_of(flow.end)
            if self._is_rest(flow.end, self._bounds(index)[1]):
                self.mends += flow.mends
                return index + 1
            is_text = index == self.index and not _PAIR.search(self.text, offset, flow.end)
            return None if is_text else index + 1
        return self.index + 1 if _STRUCTURED.search(self.text, offset, end) else None

    def _block(self, column: int) -> int:
        """The line after a block scalar. Lines indented by ideographic spaces alone belong to it where they look so."""
        index = self.index + 1
        while index < len(self.starts):
            start, end = self._bounds(index)
            indent = _INDENT.match(self.text, start, end)
            offset = indent.end() if indent else start
            blanks = self.text[start:offset]
            if offset < end and width(blanks) <= column:
                break
            if offset < end and len(blanks) - len(blanks.lstrip(" ")) <= column:
                self._blanks(start, offset, narrow(blanks))
            index += 1
        return index

    def _goes_on(self, column: int, *, text: bool = False) -> bool:
        """Whether the next line that holds something belongs to the value of a key at `column`."""
        for index in range(self.index + 1, len(self.starts)):
            start, end = self._bounds(index)
            indent = _INDENT.match(self.text, start, end)
            offset = indent.end() if indent else start
            if offset == end or (not text and self.text[offset] == "#"):
                continue
            inner = width(self.text[start:offset])
            is_item = not text and _DASH.match(self.text, offset, end) is not None and self.column < 0
            return inner > column or (is_item and inner == column)
        return False

    def _property(self, offset: int, end: int, column: int) -> int | None:
        blanks = _FILLED.match(self.text, offset, end)
        after = blanks.end() if blanks else end
        opens = self.text[after] in "[{|>" if after < end and self.text[after] != "#" else self._goes_on(column)
        return self.references.property(offset, opens=opens)

    def _alias(self, offset: int) -> int | None:
        return self.references.alias(offset) if self.text[offset] == "*" else None

    def _key_end(self, offset: int, end: int) -> int | None:
        """The colon that ends a key on this line, None where there is none before a comment."""
        match = _KEY_END.search(self.text, offset, end)
        return match.start() if match and match.group() == ":" else None

    def _is_meant_key(self, offset: int, full: int, colon: int | None) -> bool:
        """Whether what stands before a full-width colon was meant as a key."""
        word = self.text[offset:full].strip(f" \t{WIDE}")
        return is_key(word) or (colon is None and _WORD.fullmatch(word) is not None and word[0] not in SIGNS)

    def _is_sign(self, offset: int, end: int) -> bool:
        """Whether the sign at `offset` is one: - and ? need a blank or the line's end behind them."""
        return self.text[offset] not in "-?" or offset + 1 == end or self.text[offset + 1] in " \t"

    def _is_rest(self, offset: int, end: int) -> bool:
        """Whether only blanks and a comment are left of the line."""
        blanks = _BLANKS.match(self.text, offset, end)
        start = blanks.end() if blanks else offset
        return start >= end or (self.text[start] == "#" and start > offset)

    def _raw_end(self, offset: int, end: int) -> int:
        comment = _COMMENT.search(self.text, offset + 1, end)
        return comment.start() if comment else end

    def _quote(self, start: int, end: int, kind: str) -> None:
        raw = self.text[start:end].rstrip(f" \t{WIDE}")
        self.mends.append(Mend(start, start + len(raw), quoted(raw), kind))

    def _blanks(self, start: int, end: int, replacement: str) -> None:
        """Wide spaces and tabs among the blanks of structure, made plain spaces."""
        blanks = self.text[start:end]
        if not blanks.isascii():
            self.mends.append(Mend(start, end, replacement, "space"))
        elif "\t" in blanks:
            self.mends.append(Mend(start, end, replacement, SILENT))

    def _bounds(self, index: int) -> tuple[int, int]:
        """Start and end of a line, without its break."""
        start = self.starts[index]
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def _index_of(self, offset: int) -> int:
        from bisect import bisect_right

        return bisect_right(self.starts, max(offset - 1, 0)) - 1

    def _line_after(self, offset: int) -> int:
        return self._index_of(offset) + 1
