"""What a bare number lacks: the sign that D004 asks for, the unit that U002, U003 and U008 ask for.

Each of these rules speaks of its own part; what they tell people to write is the whole value, so that nobody mends a
cell twice.
"""

from __future__ import annotations

from perflint.expression import Quantity
from perflint.model import Value
from perflint.naming import Naming
from perflint.rules.common import (
    comparator_of,
    is_cost,
    is_money,
    numbers,
    percents,
    stated_unit,
    unit_of,
)
from perflint.vocabulary import words

COUNTED_HEADS = ("people", "households", "times", "count")
# Heads of what may be counted in any unit of things.
COUNTED = ("count", "thing", "document")
# Heads whose bare numbers are complete.
UNITLESS = ("index", "score", "rate", "satisfaction", "perception", "physical")


def completed(value: Value, sign: str | None = None) -> str:
    """The value's text with all that its number lacks; `sign` where the caller knows which."""
    if sign is None:
        sign = (wanted_sign(value) or "") if lacks_sign(value) else ""
    text, spans = value.text, value.expression.spans
    end = spans["number"].end
    text = text[:end] + lacking_unit(value) + text[end:] if unit_of(value) is None else text
    start = spans["number"].start
    return (text[:start] + sign + text[start:]).strip()


def lacking_unit(value: Value) -> str:
    """The unit to write behind a number without any: of a rate, of money with its scale (15万), of what is counted.

    Empty where the number is complete, or where nothing tells what it counts.
    """
    if unit_of(value) is not None or value.naming.bracket_units or not any(numbers(value)):
        return ""
    if getattr(value.expression, "ratio", None):
        return ""
    naming = value.naming
    if is_money(value):
        return str(words("heads")["money_unit"]) if getattr(value.expression, "scale", "") else ""
    if naming.is_rate:
        return str(words("heads")["percent"]) if any(number > 1 for number in numbers(value)) else ""
    if naming.kind in UNITLESS:
        return ""
    return naming.fixed_unit or likely_unit(naming) or ""


def likely_unit(naming: Naming) -> str | None:
    """The unit of what is counted, by the last thing that the name speaks of; None where nothing tells."""
    known = words("heads")["classifiers"]
    places = {naming.core.rfind(thing) + len(thing): unit for thing, unit in known.items() if thing in naming.core}
    if places:
        return str(places[max(places)])
    return naming.units[0] if naming.units and naming.kind not in COUNTED else None


def lacks_sign(value: Value) -> bool:
    """Whether a number has no sign at all, in its cell or in its name."""
    expression = value.expression
    if not isinstance(expression, Quantity) or not expression.number or expression.ratio:
        return False
    return comparator_of(value) is None and not expression.marked("more") and not value.naming.has("stated_ceiling")


def wanted_sign(value: Value) -> str | None:
    """The sign that a value without one is meant to have; None where the plan may fix the amount exactly."""
    naming, unit = value.naming, stated_unit(value)
    number = numbers(value)[0]
    if _is_share(value):
        if not 0 < percents(value)[0] < 100 or not _has_direction(value):
            return None
        return "≤" if naming.polarity == "negative" else "≥"
    if number == 1 or (unit is not None and len(unit.parts) > 1):
        return None
    if naming.polarity == "negative" and naming.kind in COUNTED_HEADS:
        return "≤"
    if naming.kind == "time_taken" and not naming.lessening and unit is not None and unit.main == "time":
        return "≤"
    if is_money(value):
        return _wanted_of_money(value)
    if naming.has("result", "visits", "yields"):
        return "≥"
    return "≥" if _serves(value) else None


def _wanted_of_money(value: Value) -> str | None:
    """Money received wants a floor, a total cost a ceiling; a fixed amount per case neither."""
    naming = value.naming
    if naming.kind == "income":
        return "≥"
    if naming.has("fixed_subsidy", "price", "per") or naming.kind == "price":
        return None
    return "≤" if is_cost(value.indicator) and naming.kind in (None, "thing", "vague", "cost", "investment") else None


def _serves(value: Value) -> bool:
    """People, households or cases served: nobody plans them to the last one."""
    naming, unit = value.naming, stated_unit(value)
    if naming.has("planned") or naming.kind == "document":
        return False
    if unit is None:
        return naming.kind in ("people", "households")
    return unit.main in ("person", "household") or unit.name in words("heads")["case_units"]


def _has_direction(value: Value) -> bool:
    """Whether more or less of a share is better: any …率 that no plan fixes, any other whose words say so."""
    naming = value.naming
    rated = naming.kind == "rate" and naming.head.endswith(words("heads")["rate_word"])
    if naming.has("either_way") or (naming.lessening and naming.polarity is None):
        return False
    return rated or naming.polarity is not None or naming.rate_like or naming.growing


def _is_share(value: Value) -> bool:
    unit = unit_of(value)
    known = (*words("heads")["share_units"], *words("heads")["fraction_units"])
    return bool(percents(value)) and (unit is None or unit.name in known)
