"""What the rules of family C ask of a row: what it measures, and where that belongs."""

from __future__ import annotations

from perflint.expression import Date, Quantity
from perflint.finding import Fault, Place
from perflint.model import Indicator, Value
from perflint.naming import Naming
from perflint.regex import compiled
from perflint.rules.bare import likely_unit
from perflint.rules.common import numbers, percents, unit_of
from perflint.rules.patterns import pattern
from perflint.units import is_countable
from perflint.vocabulary import term, words


def says(indicator: Indicator, key: str, *, value: bool = False) -> bool:
    """Whether the name (and the value, where asked for) has one of the words of `key`."""
    found = pattern("categories", key)
    if found.search(indicator.naming.core):
        return True
    return value and any(found.search(one.text) for one in indicator.values)


def level_cell(indicator: Indicator) -> Place:
    """The cell to change: the second level, else the first, else the name."""
    cell = indicator.level2 or indicator.level1
    return cell.at() if cell is not None and not cell.blank else indicator.title()


def level_name(indicator: Indicator) -> str:
    """The level as it is written in the row, the second before the first."""
    cell = indicator.level2 or indicator.level1
    return cell.text.strip() if cell is not None else ""


def misplaced(indicator: Indicator, **fields: object) -> Fault:
    """The row stands in the wrong place: its level is to be changed."""
    return Fault(level_cell(indicator), {"name": indicator.naming.core, **fields})


def counted_in(naming: Naming) -> str:
    """The unit of what a rate is taken of (苗木成活率: 株), the usual ones where the name does not say."""
    unit = likely_unit(naming) if naming.kind == "rate" else None
    return unit if unit and unit != naming.fixed_unit else str(words("categories")["suggestions"]["units"])


def place_of_rate(indicator: Indicator) -> str:
    """Where a rate belongs: under timeliness where it speaks of time, else under quality."""
    suggestions: dict[str, str] = words("categories")["suggestions"]
    return suggestions["timely_rate" if indicator.naming.kind == "rate" and tells_time(indicator) else "quality_rate"]


def is_quality(indicator: Indicator) -> bool:
    """Whether it is a rate that belongs under quality, wherever it stands."""
    if indicator.naming.kind != "rate" or remedy(indicator) in ("input", "progress"):
        return False
    suggestions: dict[str, str] = words("categories")["suggestions"]
    return place_of_rate(indicator) == suggestions["quality_rate"]


def remedy(indicator: Indicator) -> str | None:
    """What else is to be said to a rate under quantity (C001): which of its variants."""
    if is_input(indicator):
        return "input"
    if is_progress(indicator) and not tells_time(indicator):
        return "progress"
    others = (row for row in indicator.project.of(level2="quantity") if row is not indicator)
    return None if any(row.judged and not percents(row.judged) for row in others) else "alone"


def is_progress(indicator: Indicator) -> bool:
    """Named by how far something has got (完成率, 进度)."""
    finished = tuple(words("categories")["finished_heads"])
    return indicator.naming.normal.endswith(finished) and not says(indicator, "not_finished")


def is_input(indicator: Indicator) -> bool:
    """What is put in, not what comes out (C006)."""
    return indicator.category.level1 == "output" and says(indicator, "inputs") and not says(indicator, "not_inputs")


def outcome_of(indicator: Indicator) -> str:
    """What an input may be put as, by what is put in."""
    outcomes: dict[str, dict[str, str]] = words("categories")["outcomes"]
    put = next(put for put in outcomes if compiled(outcomes[put]["of"]).search(indicator.naming.core))
    return term("outcomes", put, outcomes[put]["says"])


def tells_time(indicator: Indicator) -> bool:
    """Whether name or value has any notion of time."""
    if any(_has_time(value) for value in indicator.values):
        return True
    timely, untimely = pattern("categories", "timely"), pattern("categories", "untimely")
    texts = [indicator.naming.core, *(value.text for value in indicator.values)]
    return any(timely.search(untimely.sub("", text)) for text in texts)


def is_not_applicable(indicator: Indicator) -> bool:
    """Whether the row only says that there is nothing of the kind (不涉及)."""
    return says(indicator, "not_applicable", value=True)


def counts_something(value: Value | None) -> bool:
    """A number of people, things or events, or a bare integer on a name that is no rate."""
    if value is None or not isinstance(value.expression, Quantity) or value.expression.ratio:
        return False
    unit = unit_of(value)
    if unit is not None:
        return len(unit.parts) == 1 and is_countable(unit.main)
    bracket = value.naming.bracket_units
    if bracket:
        return len(bracket) > 1 or is_countable(bracket[0].main)
    whole = all(number == number.to_integral_value() for number in numbers(value))
    return whole and value.naming.kind in (None, "people", "households", "times", "count", "thing", "document")


def _has_time(value: Value) -> bool:
    """A date, a duration, a frequency; not a volume of hours."""
    if isinstance(value.expression, Date):
        return True
    unit = unit_of(value)
    return unit is not None and "time" in unit.parts and unit.name not in words("heads")["volume_units"]
