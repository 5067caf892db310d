"""Which fund column an amount stood in, where the text lost it: inferred from the columns' totals, exactly.

A subset-sum problem, solved over the sums that can be reached, a bit a sum: first which projects leave the largest
column, then how they are dealt out among the others. Hundreds of projects take no time; where a search would take
longer than some seconds, as it can with three columns, nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations, product
from math import gcd, prod

from perflint.record import NamedTuple

_WORK = 20_000_000_000
"""How many bits a search may touch, some seconds' worth; beyond that nothing is inferred."""
_STEP = 4_000
"""What a step costs whatever its length, in bits."""
_MAX_ARRANGEMENTS = 512
_MAX_MOVED = 400
_Places = dict[int, tuple[int, ...]]
"""The columns of each project's amounts, by the project's index."""


class Funds(NamedTuple):
    """The columns of every project's amounts, in their order; None where they are not known.

    `inferred` says that the columns of some were found by the totals: all in `main` (the largest column) but those of
    the projects `moved`; `undecided` that the search was given up.
    """

    places: tuple[tuple[int, ...] | None, ...]
    inferred: bool = False
    main: int | None = None
    moved: tuple[int, ...] = ()
    undecided: bool = False

    @property
    def complete(self) -> bool:
        return None not in self.places


def place(columns: int, totals: Sequence[Decimal] | None, projects: Sequence[Sequence[Decimal]]) -> Funds:
    """Find the column of every amount.

    `totals` are the unit's amounts, which fill the columns from the left; None where the text has none. `projects` are
    the amounts of each project, in the order of the columns, blank ones left out. The columns must add up
    exactly. Where several arrangements do, the one with the fewest projects outside the largest column is taken, the
    first of these by the order of the projects.
    """
    known = [tuple(range(columns)) if len(amounts) == columns else None for amounts in projects]
    known = [() if not amounts else there for amounts, there in zip(projects, known, strict=True)]
    if None not in known or (totals is not None and len(totals) > columns):
        return Funds(tuple(known))
    try:
        found = _arranged(columns, totals, projects, known) if totals else None
    except _TooLarge:
        return Funds(tuple(known), undecided=True)
    return found or Funds(tuple(known))


def _arranged(
    columns: int, totals: Sequence[Decimal], projects: Sequence[Sequence[Decimal]], known: list[tuple[int, ...] | None]
) -> Funds | None:
    """The best arrangement, None where none fits. Raises _TooLarge."""
    main = max(range(len(totals)), key=lambda column: totals[column])
    unit, *amounts = _whole([totals, *projects])
    wanted = [*unit, *[0] * (columns - len(unit))]
    for row, there in zip(amounts, known, strict=True):
        for column, amount in zip(there or (), row, strict=False):
            wanted[column] -= amount
    open_rows = {index: amounts[index] for index, there in enumerate(known) if there is None}
    rest = [amount for row in open_rows.values() for amount in row]
    if min([*wanted, *rest]) < 0 or sum(wanted) != sum(rest):
        return None
    moved = _cheapest_arrangement(wanted, main, open_rows)
    if moved is None:
        return None
    places = tuple(there if there is not None else moved[index] for index, there in enumerate(known))
    outside = tuple(index for index in open_rows if main not in moved[index])
    return Funds(places, True, main, outside)


def _cheapest_arrangement(wanted: Sequence[int], main: int, rows: dict[int, list[int]]) -> _Places | None:
    """The columns of every row with the fewest rows outside `main`: rows of several amounts one arrangement after
    another, rows of one amount by the search for sums."""
    columns = [column for column, amount in enumerate(wanted) if amount > 0 or column == main]
    several = {index: row for index, row in rows.items() if len(row) > 1}
    single = [(index, row[0]) for index, row in rows.items() if len(row) == 1]
    choices = [list(combinations(range(len(wanted)), len(row))) for row in several.values()]
    if prod(map(len, choices)) > _MAX_ARRANGEMENTS:
        raise _TooLarge
    best: tuple[int, _Places] | None = None
    search = _Search()
    for arrangement in product(*choices):
        left = list(wanted)
        for places, row in zip(arrangement, several.values(), strict=True):
            for column, amount in zip(places, row, strict=True):
                left[column] -= amount
        if min(left) < 0:
            continue
        targets = {column: left[column] for column in columns if column != main and left[column]}
        found = search.spread(single, targets)
        if found is None:
            continue
        cost = len(found) + sum(main not in places for places in arrangement)
        if best is None or cost < best[0]:
            placed = {index: (found.get(index, main),) for index, _ in single}
            best = cost, placed | dict(zip(several, arrangement, strict=True))
    return best[1] if best else None


class _TooLarge(Exception):
    """The search would take too long."""


class _Search:
    """A search for sums, with a bound on its work."""

    def __init__(self) -> None:
        self.work = 0

    def spread(self, items: Sequence[tuple[int, int]], targets: dict[int, int]) -> dict[int, int] | None:
        """The fewest items (key, amount) that can be dealt out so as to make every target exactly: {key: column}.

        First the set of all items that move, then its division among the columns. None where nothing fits.
        """
        if not targets:
            return {}
        for moved in self.subsets([amount for _, amount in items], sum(targets.values())):
            dealt = self._dealt([items[at] for at in moved], targets)
            if dealt is not None:
                return dealt
        return None

    def _dealt(self, items: Sequence[tuple[int, int]], targets: dict[int, int]) -> dict[int, int] | None:
        """Every item's column."""
        (column, target), *others = targets.items()
        if not others:
            return {key: column for key, _ in items}
        for chosen in self.subsets([amount for _, amount in items], target):
            left = [item for at, item in enumerate(items) if at not in chosen]
            rest = self._dealt(left, dict(others))
            if rest is not None:
                return {items[at][0]: column for at in chosen} | rest
        return None

    def subsets(self, amounts: Sequence[int], target: int) -> Iterator[tuple[int, ...]]:
        """All sets of positions whose amounts make `target`, the smaller sets first, then in order of position."""
        usable = [at for at, amount in enumerate(amounts) if 0 < amount <= target]
        scale = gcd(target, *(amounts[at] for at in usable))
        values = [amounts[at] // scale for at in usable]
        target //= scale
        ascending = sorted(values)
        fewest = 1 + sum(total < target for total in accumulate(reversed(ascending)))
        most = sum(total <= target for total in accumulate(ascending))
        if fewest <= most and self._reachable(values, min(target, sum(values) - target)):
            if fewest > _MAX_MOVED:
                raise _TooLarge
            for count in range(fewest, min(most, _MAX_MOVED) + 1):
                for chosen in self._exactly(values, target, count, 0):
                    yield tuple(usable[position] for position in chosen)

    def _reachable(self, values: Sequence[int], target: int) -> bool:
        """Whether any values make `target`, or that would take long to tell."""
        if len(values) * target > _WORK // 4:
            return True
        self._spend(len(values) * (target + _STEP))
        mask = (1 << (target + 1)) - 1
        sums = 1
        for value in values:
            if value <= target:
                sums |= (sums << value) & mask
        return bool(sums >> target & 1)

    def _exactly(self, values: Sequence[int], target: int, count: int, start: int) -> Iterator[tuple[int, ...]]:
        """All sets of `count` positions from `start` on whose values make `target`, in order of position."""
        if count == 0:
            if target == 0:
                yield ()
            return
        for first in self._firsts(values, target, count, start):
            for rest in self._exactly(values, target - values[first], count - 1, first + 1):
                yield (first, *rest)

    def _firsts(self, values: Sequence[int], target: int, count: int, start: int) -> list[int]:
        """The positions with which such a set can begin.

        A set of `count` values is the largest ones with some of them, `out`, exchanged for as many others, `into`.
        Counted from the smallest of the largest, every exchange lowers the sum by the distances of the two values from
        it; all distances must make up what the largest have too much. That is far less than the sum itself, so few
        bits do: from the last position back, `sums[n]` has bit s set where n more values go in than out and their
        distances make s.
        """
        ranked = sorted(range(start, len(values)), key=lambda position: (-values[position], position))
        top = set(ranked[:count])
        excess = sum(values[position] for position in top) - target
        if len(top) < count or excess < 0:
            return []
        pivot = values[ranked[count - 1]]
        distances = {position: abs(values[position] - pivot) for position in ranked}
        sides = ranked[:count], ranked[count:]
        most = min(_fitting([distances[position] for position in side], excess) for side in sides)
        self._spend(len(ranked) * (2 * most + 1) * (excess + _STEP))
        mask, sizes = (1 << (excess + 1)) - 1, set(range(-most, most + 1))
        out_distance = sum(distances[position] for position in top)
        out_count = len(top)
        sums = {0: 1}
        firsts: list[int] = []
        for position in reversed(range(start, len(values))):
            distance, step = distances[position], -1 if position in top else 1
            if position in top:  # where a set begins here, only the largest before are surely out
                out_distance -= distance
                out_count -= 1
            into = step > 0
            left = excess - out_distance - distance * into
            if left >= 0 and sums.get(out_count - into, 0) >> left & 1:
                firsts.append(position)
            if distance <= excess:
                moved = {size + step: reached << distance & mask for size, reached in sums.items()}
                for size in moved.keys() & sizes:
                    sums[size] = sums.get(size, 0) | moved[size]
        return firsts[::-1]

    def _spend(self, bits: int) -> None:
        self.work += bits
        if self.work > _WORK:
            raise _TooLarge


def _fitting(distances: Sequence[int], limit: int) -> int:
    """How many of the distances, the smallest first, stay within a limit."""
    return sum(total <= limit for total in accumulate(sorted(distances)))


def _whole(rows: Sequence[Sequence[Decimal]]) -> list[list[int]]:
    """Amounts as whole numbers of the finest unit that occurs in any (hundredths, as a rule)."""
    finest = max((-int(amount.as_tuple().exponent) for row in rows for amount in row), default=0)
    return [[int(amount.scaleb(max(finest, 0))) for amount in row] for row in rows]
