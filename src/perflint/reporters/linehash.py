"""GitHub's `primaryLocationLineHash`, computed as its `upload-sarif` action does; that one warns where a hash differs.

A line's hash covers the hundred UTF-16 units from its start that are no blank or tab, with all line breaks as LF and
0xFFFF at the end of the file; equal hashes are told apart by `:n`.
Source of the method: https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, chain, repeat

from perflint.regex import lazy
from perflint.text import SourceText

WINDOW = 100
_END_OF_FILE = 0xFFFF
_MODULUS = 1 << 64
_FACTOR = 37
_DROPPED = pow(_FACTOR, WINDOW, _MODULUS)
_UTF16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
_BREAK = lazy(r"\r\n|\r")


def line_hashes(text: str) -> list[str]:
    """The hash of every line of `text`."""
    bare = _BREAK.sub("\n", text).replace(" ", "").replace("\t", "")
    units = array("H", bare.encode(_UTF16, "surrogatepass"))
    units.append(_END_OF_FILE)
    padded = chain(units, repeat(0, WINDOW))
    rolled = array("Q", accumulate(padded, lambda value, unit: (value * _FACTOR + unit) % _MODULUS, initial=0))
    seen: Counter[str] = Counter()
    hashes = []
    for start in _line_starts(bare):
        value = f"{(rolled[start + WINDOW] - rolled[start] * _DROPPED) % _MODULUS:x}"
        seen[value] += 1
        hashes.append(f"{value}:{seen[value]}")
    return hashes


def source_hashes(source: SourceText) -> list[str]:
    """The hashes of a source's lines; none where it has no text to go by.

    GitHub reads every file as UTF-8, mark and all, and so does this: the lines of a UTF-16 file are not its own.
    """
    if not source.text:
        return []
    if source.encoding == "utf-8":
        return line_hashes(source.bom.decode("utf-8") + source.text)
    return line_hashes((source.bom + source.text.encode(source.encoding)).decode("utf-8", "replace"))


def _line_starts(bare: str) -> Iterator[int]:
    """In UTF-16 units."""
    sizes = (len(line.encode(_UTF16, "surrogatepass")) // 2 + 1 for line in bare.split("\n")[:-1])
    return accumulate(sizes, initial=0)
