"""Values and names that advice offers: in the unit and the words of the row itself, such as no other rule returns."""

from __future__ import annotations

from perflint.interface import say
from perflint.model import Indicator, Project
from perflint.naming import Naming
from perflint.regex import compiled
from perflint.rules.bare import COUNTED, COUNTED_HEADS, likely_unit
from perflint.rules.common import is_cost
from perflint.rules.projects import funds
from perflint.vocabulary import term, words

_COUNTABLE = (*COUNTED_HEADS, *COUNTED, "place", "length", "weight", "volume", None)


def sample_value(indicator: Indicator) -> str:
    """A value such as the name asks for, "" where nothing tells what it would be."""
    naming = indicator.naming
    values: dict[str, str] = words("samples")["values"]
    if naming.is_rate:
        return _sample_share(naming, values)
    if naming.kind == "deadline":
        return values["deadline"]
    if naming.kind == "time_taken":
        return "" if naming.lessening else values["time_taken"]
    if is_cost(indicator):
        limit = funds(indicator.project)
        return f"≤{limit}" if naming.kind in ("cost", "investment") and not naming.has("per", "price") and limit else ""
    unit = naming.fixed_unit or likely_unit(naming)
    if naming.kind not in _COUNTABLE or unit is None or indicator.category.level2 == "quality":
        return ""
    return f"{values['none']}{unit}" if naming.polarity == "negative" else f"{values['count']}{unit}"


def _sample_share(naming: Naming, values: dict[str, str]) -> str:
    if naming.fixed_unit != words("heads")["percent"] or naming.polarity is None or naming.has("base"):
        return ""
    if naming.is_satisfaction:
        return values["satisfaction"] if naming.polarity == "positive" else ""
    if naming.growing or not naming.bounded:
        return ""
    return values[f"rate_{naming.polarity}"]


def told_value(indicator: Indicator) -> str:
    """What to fill in, in words: such a value, or what one is made of."""
    value = sample_value(indicator)
    return say("sample-value", value=value) if value else say("sample-form")


def sample_row(project: Project, key: str) -> str:
    """A row that such a project may have at the second level `key`: name and value with a blank between."""
    told = project.label or ""
    rows: dict[str, str] = words("samples")["rows"][key]
    return next(row for named, row in rows.items() if compiled(named).search(told))


def sample_name(indicator: Indicator) -> str:
    """A name that measures something, of the indicator's second level."""
    names: dict[str, str] = words("samples")["names"]
    return names.get(indicator.category.level2 or "", names[""])


def sample_change(level2: str | None) -> str:
    """What a benefit of that second level is about."""
    benefits: dict[str, str] = words("samples")["benefits"]
    key = level2 if level2 in benefits else ""
    return term("benefits", key or "any", benefits[key or ""])
