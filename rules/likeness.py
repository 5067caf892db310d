"""What projects have that is nearly the same: for each project, the first before it that is like it (X003, X004).

No step looks at every pair: which items have nearly all elements of another is counted in bits, for thousands of them
at once, and only those are compared. Where thousands are alike, each is compared until it has its first, no longer.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import inf
from typing import Generic, TypeVar

from perflint.model import Project
from perflint.rules.projects import Owner, Peers, owner
from perflint.similarity import Block, places, ranked

BLOCK = 1 << 14
"""Items that are counted at once: their bits still fit into a processor's own memory."""


class Item(ABC):
    """What projects may have in common, and those that have it: in all (`owners`), and so far (`peers`).

    `size`: how large it is; `largest`: how large another may be that is like it; `wanted`: how many of its elements at
    least that one has. `elements` are those that others have, too, and so many as `missing` may not be in the other.
    `near`: the numbers of the items that are like it; all that are below `enough`, where its projects find theirs.
    """

    __slots__ = ("asks_again", "elements", "enough", "largest", "missing", "near", "owners", "peers", "size", "wanted")

    def __init__(self, size: int, wanted: int, largest: int) -> None:
        self.size = size
        self.wanted = wanted
        self.largest = largest
        self.elements: tuple[int, ...] = ()
        self.missing = -1
        self.owners: list[Owner] = []
        self.asks_again = False
        self.peers = Peers()
        self.near: list[int] = []
        self.enough: float = inf

    @abstractmethod
    def parts(self) -> Iterable[Hashable]:
        """All its elements; none where it is only to be found by its equal."""

    @abstractmethod
    def likeness(self) -> Callable[[Item], bool]:
        """A function that says whether another, of a size that may be, is like it."""

    def add(self, mine: Owner) -> None:
        """One more project has it; if the first one is none to be named by that, it has to look further."""
        self.asks_again = self.asks_again or (bool(self.owners) and not self.owners[0].comparable(mine))
        self.owners.append(mine)

    def hear_of(self, number: int, other: Item) -> None:
        """The item of that number is like this one."""
        self.near.append(number)
        if not self.asks_again and self.owners[0].comparable(other.owners[0]):
            self.enough = number

    def is_foreign_to(self, other: Item) -> bool:
        """Whether no project with the one may be held against one with the other."""
        alone = len(self.owners) == len(other.owners) == 1
        return alone and not self.owners[0].comparable(other.owners[0])


class Comparison:
    """An item held against others that are no smaller."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self._like = item.likeness()

    def fits(self, other: Item) -> bool:
        item = self.item
        return item.size <= other.size <= item.largest and not item.is_foreign_to(other) and self._like(other)


Key = TypeVar("Key", bound=Hashable)
Kind = TypeVar("Kind", bound=Item)


class Likeness(Generic[Key, Kind]):
    """All items of projects; each project asks in its turn for one before it whose item is the same or like it."""

    def __init__(self, owned: Iterable[tuple[Key, Project]], kind: Callable[[Key], Kind]) -> None:
        self._items: dict[Key, Kind] = {}
        for key, project in owned:
            item = self._items.get(key)
            if item is None:
                item = self._items[key] = kind(key)
            item.add(owner(project))
        self._numbered = list(self._items.values())
        self._join()

    def first_like(self, key: Key, project: Project) -> tuple[Project, Kind, Kind] | None:
        """A comparable project before, with its item and that of the project: the same, or else one that is like it."""
        mine = self._items[key]
        first = mine.peers.first(project) if mine.peers else None
        found = (first, mine, mine) if first else self._first_near(mine, project)
        mine.peers.add(project)
        return found

    def _first_near(self, mine: Kind, project: Project) -> tuple[Project, Kind, Kind] | None:
        for other in map(self._numbered.__getitem__, mine.near):
            first = other.peers.first(project)
            if first is not None:
                return first, other, mine
        return None

    def _join(self) -> None:
        """Find the items that are like each other."""
        items = self._numbered
        elements, kinds = ranked(item.parts() for item in items)
        for item, known in zip(items, elements, strict=True):
            item.elements = known
            item.missing = len(known) - item.wanted
        by_size = sorted(range(len(items)), key=lambda number: items[number].size)
        for start in range(0, len(items), BLOCK):
            self._join_to(by_size[start : start + BLOCK], kinds)
        for item in items:
            item.near.sort()

    def _join_to(self, members: Sequence[int], kinds: int) -> None:
        """Find the items, in order, that are like one of the members and no larger.

        An item looks among the larger ones before it until it has found what its project may name; before that, it was
        told of the others before it, and now it tells those after it that have not found any.
        """
        items = self._numbered
        smallest, largest = (items[number].size for number in (members[0], members[-1]))
        members = sorted(members)
        block = Block([items[number].elements for number in members], kinds)
        bits = {number: 1 << place for place, number in enumerate(members)}
        before, waiting = 0, (1 << len(members)) - 1
        for number, item in enumerate(items):
            bit = bits.get(number, 0)
            if not item.asks_again:
                waiting ^= waiting & bit
            if item.missing >= 0 and item.size <= largest and smallest <= item.largest:
                holders = block.holding(item.elements, item.missing)
                holders ^= holders & bit
                asked, told = holders if item.asks_again else holders & before, holders & waiting
                if asked or told:
                    compared = Comparison(item)
                    self._ask(compared, (members[place] for place in places(asked)))
                    waiting ^= self._tell(compared, number, members, told)
            if bit:
                before |= bit

    def _ask(self, compared: Comparison, others: Iterable[int]) -> None:
        """Find those of the others, in order, that are like the item and larger, until it needs no more."""
        item = compared.item
        for number in others:
            if number > item.enough:
                return
            other = self._numbered[number]
            if other.size > item.size and compared.fits(other):
                item.hear_of(number, other)

    def _tell(self, compared: Comparison, number: int, members: Sequence[int], told: int) -> int:
        """Have others that are like the item, which has that number, know it; those that need no more, as bits."""
        served = 0
        for place in places(told):
            other = self._numbered[members[place]]
            if compared.fits(other):
                other.hear_of(number, compared.item)
                if other.enough == number:
                    served |= 1 << place
        return served
