"""Flow collections (`{…}`, `[…]`) that are meant as such, and the values in them that YAML would split or refuse."""

from __future__ import annotations

import re

from perflint.readers.mending import SILENT, Mend, quoted
from perflint.readers.yaml_marks import SIGNS, WIDE, References, is_key, quoted_end
from perflint.record import NamedTuple
from perflint.regex import lazy

_DEEPEST = 1000
_SKIPPED = lazy(rf"(?:[ \t\r\n{WIDE}]++|(?<=[\s{WIDE}])#[^\r\n]*+)*+")
_SKIPPED_TO_VALUE = lazy(rf"(?:[ \t\r\n{WIDE}]++|(?<=[\s{WIDE}])#(?=[\s#])[^\r\n]*+)*+")
_RUN = lazy(rf"(?:[^,\[\]{{}}:#\r\n]++|:(?![\s,\[\]{{}}{WIDE}]|\Z)|(?<![ \t])#)*+")
_REFUSED = lazy(r"[:?]")  # inside a plain text, as in 1:18: good YAML since 1.2, but not for every libyaml
_BROKEN_LINE = lazy(r"[\r\n][ \t]*")
_BLOCK_KEY = lazy(r"(?:- |[^\s,\[\]{}:][^,\[\]{}:\r\n]*:(?:[ \t]|$))", re.MULTILINE)
_NEXT_KEY = lazy(r"，\s*([^，:：\s]+)\s*(?:：|\Z)")


class Flow(NamedTuple):
    """Where a collection ends, and the mends inside of it."""

    end: int
    mends: list[Mend]


class FlowReader:
    """Reads one collection at a time, to its closing bracket."""

    def __init__(self, text: str, references: References) -> None:
        self.text = text
        self.references = references
        self.mends: list[Mend] = []

    def read(self, start: int, column: int) -> Flow | None:
        """The collection that opens at `start`; None where it never closes before a line of block style.

        `column` is that of the key or dash it belongs to: lines of block style begin there or further left.
        """
        text, self.mends = self.text, []
        stack: list[str] = []
        offset, wants_value = start, False
        while True:
            offset = self._skip(offset, column, _SKIPPED_TO_VALUE if wants_value else _SKIPPED)
            sign = text[offset : offset + 1]
            if not sign:
                return None
            if len(stack) > _DEEPEST:
                # Too deep for any table: the parser will stop here, there is nothing to mend behind it.
                return Flow(len(text), [])
            if sign in "[{":
                stack.append("]" if sign == "[" else "}")
                offset, wants_value = offset + 1, False
            elif sign in "]}":
                if stack.pop() != sign:
                    return None
                offset, wants_value = offset + 1, False
                if not stack:
                    return Flow(offset, self.mends)
            elif sign == ",":
                offset, wants_value = offset + 1, False
            elif sign == ":":
                offset, wants_value = self._after_colon(offset + 1), True
            elif stack[-1] == "]":
                offset = self._item(offset)
            elif wants_value:
                offset, wants_value = self._value(offset), False
            else:
                offset, wants_value = self._key(offset)

    def _skip(self, offset: int, column: int, skipped: re.Pattern[str]) -> int:
        """Over blanks and comments; to the end of the text where block style goes on."""
        match = skipped.match(self.text, offset)
        end = match.end() if match else offset
        for line in _BROKEN_LINE.finditer(self.text, offset, end):
            inner = line.end()
            if inner == end and inner - line.start() - 1 <= column and _BLOCK_KEY.match(self.text, inner):
                return len(self.text)
        return end

    def _after_colon(self, start: int) -> int:
        """Over the blanks behind a colon; wide ones are mended."""
        end = start
        while self.text[end : end + 1] in (" ", "\t", *WIDE):
            end += 1
        if any(sign in self.text[start:end] for sign in WIDE):
            self.mends.append(Mend(start, end, " ", "space"))
        return end

    def _key(self, start: int) -> tuple[int, bool]:
        """Over a key; whether its value follows."""
        text = self.text
        if text[start] in "\"'":
            return (quoted_end(text, start) or len(text)), False
        end = max(self._run(start), start + 1)
        raw = text[start:end]
        before, colon, _ = raw.partition("：")
        if colon and is_key(before):
            self._colon(start, start + len(before))
            return start + len(before) + 1, True
        if text[end : end + 1] == ":" and raw[0] in SIGNS and self._is_sign(start):
            self._quote(start, end, "sign")
        return end, False

    def _value(self, start: int) -> int:
        """Over a value; whatever stands in its way is mended."""
        text = self.text
        if text[start] in "\"'":
            return self._after_quotes(start)
        if text[start] in "*&!" and (end := self._reference(start)) is not None:
            return end
        end = max(self._run(start + 1 if text[start] == "#" else start), start + 1)
        follower = _NEXT_KEY.search(text, start, end)
        if follower is not None and is_key(follower[1]) and (follower[0][-1] == "：" or text[end : end + 1] == ":"):
            self.mends.append(Mend(follower.start(), follower.start() + 1, ", ", "full-comma", follower[1]))
            return self._checked(start, follower.start(), follower.start() + 1)
        joined = end
        while (further := self._bare_item(joined)) is not None:
            joined = further
        if joined > end:
            self._quote(start, joined, "comma")
            return joined
        return self._checked(start, end, end)

    def _checked(self, start: int, end: int, resume: int) -> int:
        if self.text[start] in SIGNS and self._is_sign(start):
            self._quote(start, end, "sign")
        elif _REFUSED.search(self.text, start, end):
            self._quote(start, end, SILENT)
        return resume

    def _bare_item(self, comma: int) -> int | None:
        """The end of what follows a comma, where that is neither a key with a value nor a key of the format."""
        text = self.text
        if text[comma : comma + 1] != ",":
            return None
        start = comma + 1
        while text[start : start + 1] in (" ", "\t"):
            start += 1
        if text[start : start + 1] in ("", "\r", "\n", '"', "'", *"[]{},#"):
            return None
        end = self._run(start)
        raw = text[start:end]
        if text[end : end + 1] not in (",", "}") or is_key(raw) or is_key(raw.partition("：")[0]):
            return None
        return end

    def _after_quotes(self, start: int) -> int:
        """The end of a quoted value; with text behind the quotes all of it is one."""
        end = quoted_end(self.text, start)
        if end is None:
            return len(self.text)
        further = self._run(end)
        if self.text[end:further].strip() and self.text[further : further + 1] != ":":
            self._quote(start, further, "quote")
            return further
        return end

    def _item(self, start: int) -> int:
        """Over an item of a list."""
        if self.text[start] in "\"'":
            return quoted_end(self.text, start) or len(self.text)
        end = max(self._run(start), start + 1)
        return end if self.text[start] in SIGNS else self._checked(start, end, end)

    def _reference(self, start: int) -> int | None:
        if self.text[start] == "*":
            return self.references.alias(start)
        return self.references.property(start, opens=False)

    def _run(self, start: int) -> int:
        match = _RUN.match(self.text, start)
        return match.end() if match else start

    def _is_sign(self, start: int) -> bool:
        """Whether the sign at `start` is one where it stands: - needs a blank or an end behind it."""
        return self.text[start] != "-" or self.text[start + 1 : start + 2] in ("", *" \t\r\n,]}")

    def _quote(self, start: int, end: int, kind: str) -> None:
        raw = self.text[start:end].rstrip(f" \t{WIDE}")
        self.mends.append(Mend(start, start + len(raw), quoted(raw), kind))

    def _colon(self, start: int, colon: int) -> None:
        blank = self.text[colon + 1 : colon + 2] in (" ", "\t")
        self.mends.append(Mend(colon, colon + 1, ":" if blank else ": ", "colon", self.text[start:colon].strip()))
