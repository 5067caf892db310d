"""The quantities that a goal in prose promises, and whether a value of an indicator measures them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import chain

from perflint.expression import Quantity, parse
from perflint.model import Cell, Project, Value
from perflint.record import NamedTuple
from perflint.regex import any_of, compiled, lazy
from perflint.rules.common import NUMERIC, numbers, stated_unit
from perflint.rules.patterns import pattern
from perflint.rules.projects import money_unit
from perflint.units import Unit, entries
from perflint.vocabulary import words

_LONGEST_UNIT = 6
_NEAR = 40
_FEWEST_LETTERS = 4
_MOST = 200
"""Promises of a goal that are held against each other; a text with more is no goal that anybody wrote."""
_NEIGHBOURS = 20
"""How many promises of a goal may add up to one indicator; no real one has more, and a made one has thousands."""
_BEFORE = lazy(r"[^\W\d_a-zA-Z]*$")
_HANZI = lazy(r"[^\W\d_a-zA-Z]")
_ABOUT = lazy(r"的?([^\W\d_a-zA-Z]{0,12})")
_NO_QUANTITIES = (
    "quoted",
    "ordinals",
    "document_numbers",
    "dates",
    "list_numbers",
    "policy_names",
    "places",
    "round_the_clock",
    "baselines",
    "served_places",
    "own_ways",
)


class Prose(NamedTuple):
    """A goal as written, and with all blanked out that is no quantity."""

    goal: str
    blanked: str


class Promise:
    """A quantity that a goal names: its text and place, its number with scale, and its unit.

    What stands around it is looked at only when it is asked for: most promises are kept, and nobody asks.
    """

    def __init__(self, text: Prose, span: tuple[int, int], number: Decimal, unit: Unit, last: Last) -> None:
        self.goal, self._blanked = text
        self.start, self.end = span
        self.text = self.goal[self.start : self.end].strip()
        self.number = number
        self.unit = unit
        self._last = last

    @property
    def size(self) -> Fraction:
        """The number in the base unit of its dimension."""
        return Fraction(self.number) * self.unit.factor

    @cached_property
    def before(self) -> str:
        """The words of its clause right before it; those of the quantity before where both are of one thing."""
        if self._last and self.goal[self._last.end : self.start] in words("goals")["same_thing"]:
            return self._last.before
        return _words_before(self.goal[max(0, self.start - _NEAR) : self.start])

    @cached_property
    def letters(self) -> Counter[str]:
        """All hanzi that its clause says of it, its unit included: from the quantity before it to the next mark."""
        start = self._last.end if self._last else 0
        before = pattern("goals", "sentence_ends").split(self.goal[start : self.start])[-1]
        return Counter(_HANZI.findall(before + self.text + self.about))

    @property
    def clause(self) -> str:
        """What its clause says before it."""
        return pattern("goals", "clause_ends").split(self.goal[: self.start])[-1]

    @cached_property
    def about(self) -> str:
        """The words right behind it."""
        match = _ABOUT.match(self.goal, self.end)
        assert match is not None
        return match.group(1)

    @cached_property
    def sums(self) -> bool:
        """Whether it only sums up the list before it."""
        return _sums_list(self._blanked, self.start, self.number)


Last = Promise | None


def is_kept_by(promise: Promise, value: Value) -> bool:
    """Whether the value's number is the promise's, in a unit of the same kind."""
    return _valued(promise.number, promise.unit, value)


class Measures:
    """The values that a goal is held against, and which of them have a number."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.values = tuple(values)
        self._by_number: dict[Decimal, list[Value]] = {}
        self._scaled: list[Value] = []
        for value in self.values:
            unit = stated_unit(value)
            if unit is not None and unit.factor != 1:
                self._scaled.append(value)
            for number in numbers(value):
                self._by_number.setdefault(number, []).append(value)

    @cached_property
    def _written(self) -> str:
        """All names and values."""
        return "\n".join(text for value in self.values for text in (value.naming.text, value.text))

    def cover(self, promise: Promise) -> bool:
        """Whether an indicator has the promise's number, in its name or as its value, or several add up to it."""
        if any(_valued(promise.number, promise.unit, value) for value in self._candidates(promise)):
            return True
        if promise.text in self._written and any(_written(promise, value) for value in self.values):
            return True
        return _added_up(promise, self.values)

    def uncovered(self, made: Sequence[Promise]) -> list[Promise]:
        """Those of a goal's promises that no indicator measures, neither alone nor together with their neighbours."""
        alone = list(map(self.cover, made))
        if all(alone):
            return []
        for start, first in enumerate(made):
            total = first.number
            for end in range(start + 1, min(len(made), start + _NEIGHBOURS)):
                if made[end].unit != first.unit:
                    break
                total += made[end].number
                if any(_valued(total, first.unit, value) for value in self.values):
                    alone[start : end + 1] = [True] * (end + 1 - start)
        return [promise for promise, found in zip(made, alone, strict=True) if not found]

    def _candidates(self, promise: Promise) -> Iterable[Value]:
        """The values that may have the promise's number: those with its digits, and those in units of another size."""
        if promise.unit.factor != 1:
            return self.values
        return chain(self._by_number.get(promise.number, ()), self._scaled)


@lru_cache(maxsize=4)
def measures(project: Project, field: str) -> Measures:
    """What a project's goal is held against: the full or single values, or the annual ones."""
    wanted = _fields(field)
    return Measures(value for row in project.indicators for value in row.values if value.field in wanted)


def _fields(field: str) -> tuple[str, ...]:
    """The columns that a goal of the full period (`full`) or of the year (`annual`) is held against."""
    return ("full", "value") if field == "full" else ("annual",)


def own_words(project: Project, cell: Cell) -> str:
    """A goal with its project's name and all that is no quantity blanked out; offsets stay."""
    return _blanked(project.label or "", cell.text)


def promises(project: Project, cell: Cell) -> list[Promise]:
    """The quantities that a goal names, without those that only sum up the list before them."""
    return [promise for promise in _quantities(cell.text, own_words(project, cell)) if not promise.sums]


def names_quantity(project: Project, cell: Cell) -> bool:
    """Whether a goal names any quantity; what is that of a value, sign by sign, has been read already."""
    stated = _stated_amounts(project, "full")
    return any(
        _counts(stated[amount]) if amount in stated else _quantity(amount) is not None
        for amount in _own_amounts(project, cell)
    )


@lru_cache(maxsize=4)
def uncovered(project: Project, cell: Cell, field: str) -> Sequence[Promise]:
    """The promises of a goal that no indicator keeps; none where there is nothing to hold it against."""
    if _all_stated(project, cell, field):
        return ()
    measured = measures(project, field)
    return measured.uncovered(promises(project, cell)) if measured.values else ()


def _all_stated(project: Project, cell: Cell, field: str) -> bool:
    """Whether each amount of a goal is, sign by sign, that of a value: most are, and then none has to be read."""
    stated = _stated_amounts(project, field)
    return all(amount in stated for amount in _own_amounts(project, cell))


def _own_amounts(project: Project, cell: Cell) -> list[str]:
    """The amounts of a goal, as they are written."""
    text = own_words(project, cell)
    return [text[start:end].strip() for start, end in _amounts(text)]


@lru_cache(maxsize=4)
def _stated_amounts(project: Project, field: str) -> Mapping[str, Unit]:
    """What the values that a goal is held against state, as they write it: numbers with their units."""
    wanted = _fields(field)
    values = (value for row in project.indicators for value in row.values if value.field in wanted)
    return dict(stated for value in values if (stated := _stated(value.text)))


@lru_cache(maxsize=4)
def conflicts(project: Project, cell: Cell, field: str) -> Sequence[tuple[Promise, Value]]:
    """Promises of a goal and values that count the same thing differently."""
    left = uncovered(project, cell, field)
    made = promises(project, cell) if left else []
    if not left or len(made) > _MOST:
        return ()
    measured = measures(project, field)
    single = (value for value in measured.values if value.expression.kind == "quantity")
    free = [value for value in single if not any(_valued(promise.number, promise.unit, value) for promise in made)]
    found = []
    for promise in left:
        rival = next((value for value in free if _same_thing(promise, value, made, measured.values)), None)
        rival = rival or _spelled_out(promise, free, (made, left), measured.values)
        if rival is not None:
            found.append((promise, rival))
    return found


def own_funds(project: Project, made: list[Promise]) -> list[Promise]:
    """Those of the promises that are the project's own money, whole or parted."""
    if project.budget is None:
        return []
    given = [project.budget.total, project.budget.annual, *project.budget.sources.values()]
    factor = money_unit(project.table)[1]
    funds = {Fraction(amount.amount) * factor for amount in given if amount is not None and amount.amount is not None}
    money = [promise for promise in made if promise.unit.dimension == "money"]
    parts = [promise for promise in money if promise.size not in funds]
    if sum(part.size for part in parts) in funds:
        return money
    return [promise for promise in money if promise not in parts]


@lru_cache(maxsize=4096)
def _blanked(name: str, text: str) -> str:
    blanked = text.replace(name, "\0" * len(name)) if name else text
    for key in _NO_QUANTITIES:
        blanked = pattern("goals", key).sub(lambda match: "\0" * len(match.group()), blanked)
    return blanked


@lru_cache(maxsize=4096)
def _quantities(goal: str, text: str) -> tuple[Promise, ...]:
    return tuple(_read_quantities(goal, text))


def _read_quantities(goal: str, blanked: str) -> Iterator[Promise]:
    """The quantities of `goal`, of which `blanked` has only what may be one."""
    last = None
    for start, end in _amounts(blanked):
        read = _quantity(blanked[start:end])
        if read is not None:
            last = Promise(Prose(goal, blanked), (start, end), *read, last)
            yield last


def _quantity(text: str) -> tuple[Decimal, Unit] | None:
    """Number and unit of an amount as it stands in prose; None for what is no quantity."""
    read = parse(text.strip())
    if not isinstance(read, Quantity) or read.unit is None or not _counts(read.unit):
        return None
    return read.number, read.unit


def _counts(unit: Unit) -> bool:
    """Whether what has such a unit is a quantity."""
    return unit.name not in words("goals")["not_quantities"]


@lru_cache(maxsize=65536)
def _stated(text: str) -> tuple[str, Unit] | None:
    """The number with its unit as a value states them, and that unit; alone they are no other quantity.

    None where it states none.
    """
    read = parse(text)
    if not isinstance(read, Quantity) or read.unit is None:
        return None
    return text[read.spans["number"].start : read.spans["unit"].end].strip(), read.unit


def _words_before(goal: str) -> str:
    """The words that a number belongs to, at the end of the goal so far (达标率由88%提高到 → 达标率)."""
    found = _BEFORE.search(pattern("goals", "baselines").sub("", goal))
    return pattern("goals", "links").sub("", found.group() if found else "")


@lru_cache(maxsize=4096)
def _amounts(text: str) -> Sequence[tuple[int, int]]:
    """Where a number and its unit stand, in order: digits with any unit, or a Chinese numeral with a measure word."""
    return sorted(_amounts_in(text))


def _amounts_in(text: str) -> Iterator[tuple[int, int]]:
    for match in _number().finditer(text):
        unit = _unit_at(text, match.end())
        if unit:
            end = match.end() + len(unit)
            below = _unit_at(text, end + 1) if text.startswith("/", end) else ""
            yield match.start(), end + (len(below) + 1 if below else 0)
    for match in _numeral().finditer(text):
        if not text.startswith(tuple(words("goals")["no_measure"]), match.end()):
            yield match.span()


def _unit_at(text: str, start: int) -> str:
    """The longest unit that stands at `start`, "" where none does."""
    known = _units()
    lengths = range(_LONGEST_UNIT, 0, -1)
    return next((text[start : start + length] for length in lengths if text[start : start + length] in known), "")


@cache
def _units() -> frozenset[str]:
    """What may stand behind a number in prose: any unit that no narrow column cut off (个工作|日)."""
    return frozenset(entries()).difference(words("heads")["cut_units"])


@cache
def _number() -> re.Pattern[str]:
    scale = f"(?:{any_of(words('expressions')['scales'])})?"
    more = f"(?:{any_of(words('comparators')['more'])})?"
    return compiled(rf"(?<![\d.A-Za-z])\d[\d,]*(?:\.\d+)?\s*{scale}\s*{more}\s*{scale}\s*")


@cache
def _numeral() -> re.Pattern[str]:
    data, more = words("goals"), any_of(words("comparators")["more"])
    return compiled(rf"(?:{data['numeral']})(?:{more})?(?:{any_of(data['measure_words'])})")


def _sums_list(text: str, start: int, number: Decimal) -> bool:
    """Whether the number directly follows a list of as many things."""
    if not 2 <= number <= start:
        return False
    ends = [match.end() for match in pattern("goals", "clause_ends").finditer(text[:start])]
    clause = text[ends[-1] if ends else 0 : start]
    pieces = [piece for piece in pattern("goals", "list_joints").split(clause) if piece.strip("\0 ")]
    return 2 <= number <= len(pieces) and clause[-1].isalnum()


def _added_up(promise: Promise, values: Sequence[Value]) -> bool:
    """Whether values that follow one another in one unit make up the promise (改造 70处, 新建 50处: 120处)."""
    sums: list[Fraction] = []
    for value in values:
        found, unit = numbers(value), stated_unit(value)
        if len(found) != 1 or unit is None or unit.dimension == "ratio" or not _same_kind(promise.unit, value):
            sums = []
            continue
        size = Fraction(found[0]) * unit.factor
        sums = [total + size for total in sums]
        if promise.size in sums:
            return True
        sums.append(size)
    return False


def _written(promise: Promise, value: Value) -> bool:
    """Whether the promise's own words stand in the indicator's name or value (建设节点(8个))."""
    if promise.text not in value.naming.text and promise.text not in value.text:
        return False
    cuts = (text.partition(promise.text) for text in (value.naming.text, value.text))
    return any(found and not before[-1:].isdecimal() for before, found, _ in cuts)


def _valued(number: Decimal, unit: Unit, value: Value) -> bool:
    """Whether the value's number is that one, in a unit of the same kind."""
    if value.expression.kind not in NUMERIC:
        return False
    stated, found = stated_unit(value), numbers(value)
    # Units of one name are equally large; fractions are dear to compare.
    if stated is None or stated.name == unit.name or stated.dimension != unit.dimension or stated.factor == unit.factor:
        if number not in found:
            return False
    elif Fraction(number) * unit.factor not in [Fraction(one) * stated.factor for one in found]:
        return False
    return _same_kind(unit, value) or len(value.naming.bracket_units) > 1


def _same_kind(unit: Unit, value: Value) -> bool:
    """Whether a value is in such a unit; 人 and 名 are one kind, 人次 another; a bare number fits any."""
    stated = stated_unit(value)
    if stated is None:
        fixed = value.naming.fixed_unit
        return fixed in (None, unit.name) or (unit.dimension == "person" and fixed == words("goals")["person"])
    if stated.name == unit.name:
        return True
    apart = words("goals")["apart"]
    return stated.main == unit.main and unit.name not in apart and stated.name not in apart


def _spelled_out(
    promise: Promise, free: Sequence[Value], made: tuple[Sequence[Promise], Sequence[Promise]], values: Sequence[Value]
) -> Value | None:
    """The only value whose name says nothing that the goal does not say of the promise, in whatever order.

    路面修复里程 is what 修复国道破损路面48.6公里 promises; None where another value or promise could be meant as well:
    of all promises `made` one that the name fits, of those `left` uncovered any in the same unit.
    """
    all_made, left = made
    if any(other.unit.name == promise.unit.name for other in left if other.text != promise.text):
        return None
    named = [value for value in values if _is_told(value, promise)]
    if len(named) != 1 or named[0] not in free:
        return None
    others = (other for other in all_made if other.text != promise.text)
    return None if any(_is_told(named[0], other) for other in others) else named[0]


def _is_told(value: Value, promise: Promise) -> bool:
    unit = stated_unit(value)
    if unit is None or unit.dimension != promise.unit.dimension or not _same_kind(promise.unit, value):
        return False
    letters = Counter(_HANZI.findall(pattern("goals", "measures").sub("", value.naming.core)))
    return letters.total() >= _FEWEST_LETTERS and letters <= promise.letters


def _same_thing(promise: Promise, value: Value, made: Sequence[Promise], values: Sequence[Value]) -> bool:
    """Whether the value counts what is promised: in the same unit, and by the same words.

    A part and the whole (检测设备, 设备) are one thing only where nothing else in the unit is promised or measured.
    """
    unit = stated_unit(value)
    if not _same_kind(promise.unit, value) or (unit is None and value.naming.kind != "people"):
        return False
    if unit is not None and unit.dimension != promise.unit.dimension:
        return False
    measured = pattern("goals", "measures").sub("", value.naming.core)
    thing, promised = thing_of(measured), pattern("goals", "listed").sub("", thing_of(promise.before))
    named = {promised, thing_of(pattern("goals", "measures").sub("", promise.before))}
    nested = min(len(thing), len(promised)) > 1 and (promised.endswith(thing) or thing.endswith(promised))
    if promise.unit.main in ("ratio", "money"):
        return nested
    alone = all(other.unit.dimension != promise.unit.dimension or other.text == promise.text for other in made)
    if not _is_generic(thing):
        single = alone and sum(_same_kind(promise.unit, other) for other in values) == 1
        return not named.isdisjoint((thing, measured)) or promise.about.startswith(thing) or (nested and single)
    served = promise.unit.dimension in ("person", "household") and _speaks_of_served(promise)
    return alone and (served or (bool(measured) and measured in promise.before))


def _speaks_of_served(promise: Promise) -> bool:
    return pattern("goals", "beneficiaries").search(promise.before + promise.about) is not None


def thing_of(text: str) -> str:
    """What is acted upon: the words behind the first act (购置检测设备 → 检测设备), else those before it."""
    act = pattern("goals", "acts").search(text)
    return (text[act.end() :] or text[: act.start()]) if act else text


def _is_generic(thing: str) -> bool:
    return not thing or thing in words("goals")["generic_people"]
