"""What two texts or two sets have in common, and a filter that spares most pairs the comparison.

Everything here is exact: the filter only drops pairs that cannot reach the wanted overlap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from itertools import chain
from operator import and_
from sys import intern
from typing import Generic, TypeVar

WHOLE = 4
"""How many parts of a set another must hold as a whole to be found by `Block`; more of them find fewer in vain."""

Element = TypeVar("Element", bound=Hashable)


def common_with(first: str) -> Callable[[str], int]:
    """A function that gives the length of the longest common subsequence of `first` and another text, in characters.

    Bit-parallel (Hyyrö 2004): one step on a number of `len(first)` bits for each character of the other.
    """
    at: dict[str, int] = defaultdict(int)
    for index, character in enumerate(first):
        at[character] |= 1 << index
    every = (1 << len(first)) - 1
    places = dict(at)

    def common(second: str) -> int:
        row = every
        for character in second:
            if character in places:
                matched = row & places[character]
                row = (row + matched) | (row - matched)
        return len(first) - (row & every).bit_count()

    return common


def tokens(text: str) -> list[str]:
    """The characters of a text, the second one of a kind twice, and so on: a multiset as a set."""
    counts = Counter(text)
    several = [(character, count) for character, count in counts.items() if count > 1]
    return [*counts, *(intern(character * number) for character, count in several for number in range(2, count + 1))]


def ranked(sets: Iterable[Iterable[str]]) -> tuple[list[tuple[int, ...]], int]:
    """The elements of each set as numbers, the rarest first, without those of one set alone; how many there are."""
    found = [tuple(elements) for elements in sets]
    counts = Counter(chain.from_iterable(found))
    shared = sorted((element for element, count in counts.items() if count > 1), key=counts.__getitem__)
    rank = {element: place for place, element in enumerate(shared)}
    return [tuple(sorted([rank[element] for element in elements if element in rank])) for elements in found], len(rank)


class Shortlist(Generic[Element]):
    """Sets in the order they were added, found again by a set that may be near them.

    Two sets can be near only if the smaller has at most its `slack` elements outside the other. Of any `slack + 1`
    elements of the smaller one, then, one is in the other; the rarest by `frequency` find the fewest.
    """

    def __init__(self, frequency: Mapping[Element, int]) -> None:
        self._frequency: Callable[[Element], int] = frequency.__getitem__
        self._holding: dict[Element, list[int]] = defaultdict(list)
        self._marked_by: dict[Element, list[int]] = defaultdict(list)
        self._count = 0

    def near(self, elements: Set[Element], slack: int) -> Iterator[int]:
        """The numbers of the sets that may be near, each once: those around this one, then those inside it."""
        seen: set[int] = set()
        for element in self._marks(elements, slack):
            yield from self._unseen(self._holding.get(element, []), seen)
        for element in elements:
            yield from self._unseen(self._marked_by.get(element, []), seen)

    def add(self, elements: Set[Element], slack: int) -> int:
        """Put a set in; its number, from 0."""
        number, self._count = self._count, self._count + 1
        for element in elements:
            self._holding[element].append(number)
        for element in self._marks(elements, slack):
            self._marked_by[element].append(number)
        return number

    def _marks(self, elements: Set[Element], slack: int) -> list[Element]:
        return sorted(elements, key=self._frequency)[: slack + 1]

    def _unseen(self, numbers: list[int], seen: set[int]) -> Iterator[int]:
        for number in numbers:
            if number not in seen:
                seen.add(number)
                yield number


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
                    at_least[count] |= at_least[count - 1] & holders
                at_least[0] |= holders
        return at_least[-1]


def places(bits: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
