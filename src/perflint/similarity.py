"""What two texts or two sets have in common, and a filter that spares most pairs the comparison.

Everything here is exact: the filter only drops pairs that cannot reach the wanted overlap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Generic, TypeVar

LOOKED_UP = 26
"""How many elements a set must share, of its rarest, to be kept by `Overlaps`; more of them keep fewer pairs."""

Element = TypeVar("Element", bound=Hashable)


def common_subsequence(first: str, second: str) -> int:
    """The length of the longest common subsequence, in characters.

    Bit-parallel (Hyyrö 2004): one step on a number of `len(first)` bits for each character of `second`.
    """
    places: dict[str, int] = defaultdict(int)
    for index, character in enumerate(first):
        places[character] |= 1 << index
    row = every = (1 << len(first)) - 1
    for character in second:
        if character in places:
            matched = row & places[character]
            row = (row + matched) | (row - matched)
    return len(first) - (row & every).bit_count()


def tokens(text: str) -> frozenset[str]:
    """The characters of a text; the second and later ones of a kind with their number: a multiset as a set."""
    counts = Counter(text)
    again = (f"{character}{number}" for character, count in counts.items() for number in range(2, count + 1))
    return frozenset(counts).union(again)


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


class Overlaps:
    """Pairs of sets of which one may have enough in common with the other, found for all sets at once.

    `needs`: how many elements (at least 1) each set must share where it is the smaller. Of any elements of the smaller
    set, at most all less `need` are outside the larger; so the rarest ones are looked up, a few more than that, and
    those sets are kept that hold these few. They are counted in numbers of a bit a set, one for each binary place.
    """

    def __init__(self, sets: Sequence[Set[str]], needs: Sequence[int], looked_up: int = LOOKED_UP) -> None:
        frequency = Counter(chain.from_iterable(sets))
        holding: dict[str, int] = defaultdict(int)
        for number, elements in enumerate(sets):
            for element in elements:
                if frequency[element] > 1:
                    holding[element] |= 1 << number
        self._near = [0] * len(sets)
        for number, (elements, need) in enumerate(zip(sets, needs, strict=True)):
            slack = len(elements) - need
            rarest = sorted(elements, key=frequency.__getitem__)[: slack + looked_up]
            near = _held(len(rarest) - slack, [holding[element] for element in rarest if element in holding])
            for other in _bits(near & ~(1 << number)):
                self._near[number] |= 1 << other
                self._near[other] |= 1 << number

    def near(self, number: int) -> Iterator[int]:
        """The numbers of the other sets that may be near this one, in order."""
        return _bits(self._near[number])


def _held(need: int, holders: Sequence[int]) -> int:
    """The bits that are set in at least `need` of the numbers."""
    places = max(len(holders), need).bit_length()
    counts = [0] * places
    for holder in holders:
        carry, place = holder, 0
        while carry:
            counts[place], carry = counts[place] ^ carry, counts[place] & carry
            place += 1
    short_of = (1 << places) - need
    overflow = 0
    for place, count in enumerate(counts):
        overflow = count | overflow if short_of >> place & 1 else count & overflow
    return overflow


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
