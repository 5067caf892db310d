"""Mends: small edits of a text that make it mean what was meant, and the way back to the original's offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from perflint.record import NamedTuple

SILENT = "silent"
"""The kind of a mend that is nobody's fault: good YAML that one of the parsers does not take."""


class Mend(NamedTuple):
    """Put `text` in the place of `[start:end]`; `kind` picks the wording, `key` is the key that it speaks of."""

    start: int
    end: int
    text: str
    kind: str
    key: str = ""


class Mended:
    """A text with its mends made. `text` is what is read; offsets into it lead back by `original`."""

    def __init__(self, text: str, mends: Sequence[Mend]) -> None:
        self.mends = sorted(mends)
        self._starts: list[int] = []
        self._ends: list[int] = []
        pieces: list[str] = []
        done = length = 0
        for mend in self.mends:
            pieces += (text[done : mend.start], mend.text)
            length += mend.start - done
            self._starts.append(length)
            length += len(mend.text)
            self._ends.append(length)
            done = mend.end
        self.text = "".join((*pieces, text[done:]))

    def original(self, offset: int) -> int:
        """Where what stands at `offset` of the mended text stands in the original."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        mend = self.mends[index]
        if offset >= self._ends[index]:
            return offset - self._ends[index] + mend.end
        return min(mend.start + offset - self._starts[index], mend.end)


def quoted(raw: str) -> str:
    """`raw` as a YAML scalar that means nothing but itself."""
    if '"' not in raw and "\\" not in raw:
        return f'"{raw}"'
    return "'" + raw.replace("'", "''") + "'"
