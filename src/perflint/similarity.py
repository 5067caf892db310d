"""What two texts or two sets have in common, and a filter that spares most pairs the comparison.

Everything here is exact: the filter only drops pairs that cannot reach the wanted overlap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import and_

WHOLE = 4
"""How many parts of a set another must hold as a whole to be found by `Block`; more of them find fewer in vain."""


def common_with(first: str) -> Callable[[str], int]:
    """A function that gives the length of the longest common subsequence of `first` and another text, in characters.

    Bit-parallel (Hyyrö 2004): one step on a number of `len(first)` bits for each character of the other.
    """
    places: dict[str, int] = {}
    bit = 1
    for character in first:
        places[character] = places.get(character, 0) | bit
        bit <<= 1
    every = bit - 1

    def common(second: str) -> int:
        row = every
        for character in second:
            if character in places:
                matched = row & places[character]
                row = (row + matched) | (row - matched)
        return len(first) - (row & every).bit_count()

    return common


def tokens(text: str) -> list[str]:
    """The characters of a text, the second one of a kind as another element, and so on: a multiset as a set."""
    latest: dict[str, str] = {}
    again = []
    for character in text:
        if character in latest:
            token = latest[character] = _again[latest[character]]
            again.append(token)
        else:
            latest[character] = character
    return [*latest, *again]


class _Again(dict[str, str]):
    """After each token the next one of its kind (项, 项2, 项3): one string each, which is hashed once."""

    def __missing__(self, token: str) -> str:
        following = self[token] = f"{token[0]}{int(token[1:] or 1) + 1}"
        return following


_again = _Again()


def ranked(sets: Iterable[Iterable[Hashable]]) -> tuple[list[tuple[int, ...]], int]:
    """The elements of each set as numbers, the rarest first, without those of one set alone; how many there are."""
    found = [tuple(elements) for elements in sets]
    counts = Counter(chain.from_iterable(found))
    kinds = sorted(counts, key=counts.__getitem__)
    alone = bisect_right(kinds, 1, key=counts.__getitem__)
    rank = {element: place for place, element in enumerate(kinds, -alone)}
    numbers = (sorted(map(rank.__getitem__, elements)) for elements in found)
    return [tuple(known[bisect_left(known, 0) :]) for known in numbers], len(kinds) - alone


class Block:
    """Sets in order, of which those are found that hold nearly all of another: counted for all at once, a bit a set.

    Elements are numbers below `kinds`.
    """

    def __init__(self, sets: Sequence[Sequence[int]], kinds: int) -> None:
        rows: list[bytearray | None] = [None] * kinds
        size = len(sets) // 8 + 1
        for place, elements in enumerate(sets):
            byte, bit = place >> 3, 1 << (place & 7)
            for element in elements:
                row = rows[element]
                if row is None:
                    row = rows[element] = bytearray(size)
                row[byte] |= bit
        self._rows = [int.from_bytes(row, "little") if row else 0 for row in rows]

    def holding(self, elements: Sequence[int], missing: int) -> int:
        """The places, as bits, of all sets that have all but `missing` of the elements, and of a few others.

        The elements, the rarest first, are dealt out to some more parts than may be missing: of these, that many more
        are held as a whole.
        """
        rows = self._rows
        held = [row for element in elements if (row := rows[element])]
        missing -= len(elements) - len(held)
        if missing < 0:
            return 0
        whole = min(WHOLE, len(held) - missing)
        parts = missing + whole
        at_least = [0] * whole
        for part in range(parts):
            holders = reduce(and_, held[part::parts])
            if holders:
                for count in range(whole - 1, 0, -1):
                    if at_least[count - 1]:
                        at_least[count] |= at_least[count - 1] & holders
                at_least[0] |= holders
        return at_least[-1]


def places(bits: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
