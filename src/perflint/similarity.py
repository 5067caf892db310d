"""What two texts or two sets have in common, and a filter that spares most pairs the comparison.

Everything here is exact: the filter only drops pairs that cannot reach the wanted overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from typing import Generic, TypeVar

Element = TypeVar("Element", bound=Hashable)


def common_subsequence(first: str, second: str) -> int:
    """The length of the longest common subsequence, in characters.

    Bit-parallel (Hyyrö 2004): one step on a number of `len(first)` bits for each character of `second`.
    """
    places: dict[str, int] = defaultdict(int)
    for index, character in enumerate(first):
        places[character] |= 1 << index
    every = (1 << len(first)) - 1
    row = every
    for character in second:
        matched = row & places.get(character, 0)
        row = ((row + matched) | (row - matched)) & every
    return len(first) - row.bit_count()


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
