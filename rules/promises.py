"""The quantities that a goal in prose promises, and whether a value of an indicator measures them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from perflint.expression import Quantity, parse
from perflint.model import Cell, Project, Value
from perflint.rules.common import NUMERIC, numbers, stated_unit
from perflint.rules.patterns import any_of, pattern
from perflint.rules.projects import money_unit
from perflint.units import Unit, entries
from perflint.vocabulary import words

_LONGEST_UNIT = 6
_NEAR = 40
_BEFORE = re.compile(r"[^\W\d_a-zA-Z]*$")
_ABOUT = re.compile(r"的?([^\W\d_a-zA-Z]{0,12})")
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
)


class Promise(NamedTuple):
    """A quantity that a goal names: its text and place, its number with scale, its unit, the words of its clause right
    before and right behind it, and whether it only sums up the list before it.
    """

    text: str
    start: int
    end: int
    number: Decimal
    unit: Unit
    before: str
    about: str
    sums: bool

    @property
    def size(self) -> Fraction:
        """The number in the base unit of its dimension."""
        return Fraction(self.number) * self.unit.factor


def own_words(project: Project, cell: Cell) -> str:
    """A goal with its project's name and all that is no quantity blanked out; offsets stay."""
    return _blanked(project.label or "", cell.text)


def promises(project: Project, cell: Cell, *, summed: bool = False) -> list[Promise]:
    """The quantities that a goal names; those that only sum up the list before them where `summed` is asked for."""
    return [promise for promise in _quantities(cell.text, own_words(project, cell)) if summed or not promise.sums]


def covered(promise: Promise, values: list[Value]) -> bool:
    """Whether an indicator has the promise's number, in its name or as its value, or several add up to it."""
    return any(_valued(promise, value) or _written(promise, value) for value in values) or _added_up(promise, values)


def uncovered(made: list[Promise], values: list[Value]) -> list[Promise]:
    """Those of a goal's promises that no indicator measures, neither alone nor together with their neighbours."""
    alone = [covered(promise, values) for promise in made]
    for start, first in enumerate(made):
        total = first.number
        for end in range(start + 1, len(made)):
            if made[end].unit != first.unit:
                break
            total += made[end].number
            if any(_valued(first._replace(number=total), value) for value in values):
                alone[start : end + 1] = [True] * (end + 1 - start)
    return [promise for promise, found in zip(made, alone, strict=True) if not found]


def conflicts(project: Project, cell: Cell, values: list[Value]) -> list[tuple[Promise, Value]]:
    """Promises and values that count the same thing differently."""
    made = promises(project, cell)
    single = (value for value in values if value.expression.kind == "quantity")
    free = [value for value in single if not any(_valued(promise, value) for promise in made)]
    found = []
    for promise in uncovered(made, values):
        rival = next((value for value in free if _same_thing(promise, value, made, values)), None)
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


def _read_quantities(goal: str, text: str) -> Iterator[Promise]:
    """The quantities of `text`, which is `goal` with all else blanked out."""
    left_out = words("goals")["not_quantities"]
    near, behind = "", 0
    for start, end in sorted(_amounts(text)):
        written = text[start:end].strip()
        read = parse(written)
        if not isinstance(read, Quantity) or read.unit is None or read.unit.name in left_out:
            continue
        if goal[behind:start] not in words("goals")["same_thing"]:
            near = _words_before(goal[max(0, start - _NEAR) : start])
        about, behind = _ABOUT.match(goal, end), end
        assert about is not None
        sums = _sums_list(text, start, read.number)
        yield Promise(written, start, end, read.number, read.unit, near, about.group(1), sums)


def _words_before(goal: str) -> str:
    """The words that a number belongs to, at the end of the goal so far (达标率由88%提高到 → 达标率)."""
    found = _BEFORE.search(pattern("goals", "baselines").sub("", goal))
    return pattern("goals", "links").sub("", found.group() if found else "")


def _amounts(text: str) -> Iterator[tuple[int, int]]:
    """Where a number and its unit stand: digits with any unit, or a Chinese numeral with a measure word."""
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
    known = entries()
    lengths = range(_LONGEST_UNIT, 0, -1)
    return next((text[start : start + length] for length in lengths if text[start : start + length] in known), "")


@cache
def _number() -> re.Pattern[str]:
    scale = f"(?:{any_of(words('expressions')['scales'])})?"
    more = f"(?:{any_of(words('comparators')['more'])})?"
    return re.compile(rf"(?<![\d.A-Za-z])\d[\d,]*(?:\.\d+)?\s*{scale}\s*{more}\s*{scale}\s*")


@cache
def _numeral() -> re.Pattern[str]:
    data, more = words("goals"), any_of(words("comparators")["more"])
    return re.compile(rf"(?:{data['numeral']})(?:{more})?(?:{any_of(data['measure_words'])})")


def _sums_list(text: str, start: int, number: Decimal) -> bool:
    """Whether the number directly follows a list of as many things."""
    clause = pattern("goals", "clause_ends").split(text[:start])[-1]
    pieces = [piece for piece in pattern("goals", "list_joints").split(clause) if piece.strip("\0 ")]
    return len(pieces) >= 2 and 2 <= number <= len(pieces) and bool(clause) and clause[-1].isalnum()


def _added_up(promise: Promise, values: list[Value]) -> bool:
    """Whether values that follow one another in one unit make up the promise (改造 70处, 新建 50处: 120处)."""
    sums: list[Fraction] = []
    for value in values:
        found, unit = numbers(value), stated_unit(value)
        if len(found) != 1 or unit is None or unit.dimension == "ratio" or not _same_kind(promise, value):
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


def _valued(promise: Promise, value: Value) -> bool:
    """Whether the value's number is the promise's, in a unit of the same kind."""
    if value.expression.kind not in NUMERIC:
        return False
    unit, found = stated_unit(value), numbers(value)
    if unit is None or unit.dimension != promise.unit.dimension or unit.factor == promise.unit.factor:
        if promise.number not in found:
            return False
    elif promise.size not in [Fraction(number) * unit.factor for number in found]:
        return False
    return _same_kind(promise, value) or len(value.naming.bracket_units) > 1


def _same_kind(promise: Promise, value: Value) -> bool:
    """Whether a value is in the promise's unit; 人 and 名 are one kind, 人次 another; a bare number fits any."""
    unit = stated_unit(value)
    person = promise.unit.dimension == "person"
    if unit is None:
        fixed = value.naming.fixed_unit
        return fixed in (None, promise.unit.name) or (person and fixed == words("goals")["person"])
    if unit.name == promise.unit.name:
        return True
    apart = words("goals")["apart"]
    return unit.main == promise.unit.main and promise.unit.name not in apart and unit.name not in apart


def _same_thing(promise: Promise, value: Value, made: list[Promise], values: list[Value]) -> bool:
    """Whether the value counts what is promised: in the same unit, and by the same words.

    A part and the whole (检测设备, 设备) are one thing only where nothing else in the unit is promised or measured.
    """
    unit = stated_unit(value)
    if not _same_kind(promise, value) or (unit is None and value.naming.kind != "people"):
        return False
    if unit is not None and unit.dimension != promise.unit.dimension:
        return False
    measured = pattern("goals", "measures").sub("", value.naming.core)
    thing, promised = _thing(measured), _thing(promise.before)
    named = {promised, _thing(pattern("goals", "measures").sub("", promise.before))}
    nested = min(len(thing), len(promised)) > 1 and (promised.endswith(thing) or thing.endswith(promised))
    if promise.unit.main in ("ratio", "money"):
        return nested
    alone = all(other.unit.dimension != promise.unit.dimension or other.text == promise.text for other in made)
    if not _is_generic(thing):
        single = alone and sum(_same_kind(promise, other) for other in values) == 1
        return not named.isdisjoint((thing, measured)) or promise.about.startswith(thing) or (nested and single)
    served = promise.unit.dimension in ("person", "household") and _speaks_of_served(promise)
    return alone and (served or (bool(measured) and measured in promise.before))


def _speaks_of_served(promise: Promise) -> bool:
    return pattern("goals", "beneficiaries").search(promise.before + promise.about) is not None


def _thing(text: str) -> str:
    """What is acted upon: the words behind the first act (全年购置检测设备 → 检测设备)."""
    act = pattern("goals", "acts").search(text)
    return text[act.end() :] if act else text


def _is_generic(thing: str) -> bool:
    return not thing or thing in words("goals")["generic_people"]
