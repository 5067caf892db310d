"""U — 单位: units in names, and how units are written."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Edit, Fault, Fix, Place, Safety
from perflint.model import Indicator, Value
from perflint.naming import Bracket
from perflint.regex import lazy
from perflint.rule import ERROR, INFO, Scope, Settings, rule
from perflint.rules.common import NUMERIC, append_unit, unit_of, with_unit, without
from perflint.units import Entry, Unit, entries
from perflint.vocabulary import words

_NUMBER = lazy(r"\d+")
_LATIN = lazy(r"[A-Za-z0-9]")
# No spelling of a unit is longer.
_LONGEST = 6


@rule(
    "U006",
    "unit-in-name",
    scope=Scope.INDICATOR,
    needs=("bracket",),
    severity=INFO,
    fix="mixed",
    texts={"drop": "名称去掉单位", "move": "单位移到指标值里"},
    message="名称里带着单位“{bracket}”",
    help="单位写在指标值里：名称写“{name}”，值写 {example}",
    variants={
        "several": ("名称里带着{units}几种单位", "拆成几个指标，单位写在各自的值里"),
        "conflict": ("名称里带着单位“{bracket}”", "先定下用哪个单位，只写在指标值里；名称去掉括号"),
    },
)
def unit_in_name(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """名称末尾用括号写了单位。

    名称只说衡量什么，单位属于指标值；两处都写，改了一处就会对不上。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积（亩）, full: 2067亩}    # U006 name
        - {level1: 产出指标, level2: 数量指标, name: 完成实训室改造(个), full: "3"}    # U006 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积, full: 2067亩}
        - {level1: 产出指标, level2: 数量指标, name: 实践（实验）教学基地, full: 3个}
    """
    brackets = [bracket for bracket in indicator.naming.brackets if bracket.is_unit]
    if not brackets or indicator.name is None or indicator.project.table.has_empty_units:
        return
    last = brackets[-1]
    place = Place(indicator.name, last.span.start, last.span.end)
    if len(indicator.naming.bracket_units) > 1:
        yield Fault(place, {"units": [bracket.text for bracket in brackets]}, variant="several")
        return
    judged = indicator.judged
    own = unit_of(judged) if judged else None
    if own is not None and last.unit is not None and own.main != last.unit.main:
        yield Fault(place, {"bracket": indicator.name.text[last.span.start : last.span.end]}, variant="conflict")
        return
    unit = last.unit.spelling if last.unit else last.text
    example = with_unit(judged, unit) if judged and judged.expression.kind in NUMERIC else unit
    fields = {
        "bracket": indicator.name.text[last.span.start : last.span.end],
        "name": indicator.naming.core,
        "example": example,
    }
    yield Fault(place, fields, fix=_out_of_name(indicator, last, place, settings))


@rule(
    "U007",
    "name-unit-conflict",
    scope=Scope.VALUE,
    needs=("bracket", "unit"),
    severity=ERROR,
    kinds=NUMERIC,
    silences=("U001", "D001", "D002", "D003", "D011"),
    message="名称里写的单位是“{named}”，值却用“{unit}”",
    help="两处留一处：名称去掉括号，值用与“{named}”同类的单位",
)
def name_unit_conflict(value: Value, _: Settings) -> Iterator[Fault]:
    """名称末尾的单位与值的单位不是一类。

    同一行里两个单位互相矛盾，哪一个算数无从知道。

    依据：绩效指标应细化量化、可衡量（财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积（亩）, full: 20公里}    # U007 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积（亩）, full: 1.5公顷}
    """
    unit = unit_of(value)
    if unit is None or "unknown" in unit.parts:
        return
    for bracket in value.naming.brackets:
        if bracket.at_end and bracket.is_unit and bracket.unit is not None and bracket.unit.main != unit.main:
            yield Fault(value.at("unit"), {"named": bracket.text, "unit": unit.text})


@rule(
    "U011",
    "unit-spelling",
    scope=Scope.INDICATOR,
    needs=("misspelt|bracket|digits",),
    severity=INFO,
    fix="safe",
    texts={"write": "写成“{canonical}”"},
    message="单位“{written}”不是规范写法",
    help="写成“{canonical}”",
)
def unit_spelling(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """单位写法不规范。

    同一个单位几种写法，汇总和比对时会被当成几个单位。

    依据：法定计量单位和通行写法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 修缮面积, full: 300平米}    # U011 full
        - {level1: 产出指标, level2: 成本指标, name: 人均培训成本（元/人.天）, full: ≤550}    # U011 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 修缮面积, full: 300平方米}
        - {level1: 产出指标, level2: 时效指标, name: 审批时限, full: ≤7个工作日}
    """
    seen: set[str] = set()
    for value in indicator.values:
        unit = unit_of(value)
        if unit is None or not _misspelt(unit) or value.text in seen:
            continue
        seen.add(value.text)
        places = [twin.at("unit") for twin in indicator.values if twin.text == value.text]
        yield _respelt(places, unit.text, unit.spelling, settings)
    if indicator.name is not None:
        for written, start, canonical in _misspelt_in_name(indicator):
            place = Place(indicator.name, start, start + len(written))
            yield _respelt([place], written, canonical, settings)


def _out_of_name(indicator: Indicator, bracket: Bracket, place: Place, settings: Settings) -> Fix:
    """Take the bracket out of the name; where a value has no unit, put it there."""
    bare = [value for value in indicator.values if value.expression.kind in NUMERIC and unit_of(value) is None]
    values = [value for value in indicator.values if value.expression.kind in NUMERIC]
    same = bool(values) and not bare and all(_same_unit(unit_of(value), bracket.unit) for value in values)
    if same:
        return Fix(Safety.SAFE, settings.say("drop"), (without(place),))
    unit = bracket.unit.spelling if bracket.unit else bracket.text
    edits = (without(place), *(append_unit(value, unit) for value in bare))
    return Fix(Safety.UNSAFE, settings.say("move" if bare else "drop"), edits)


def _same_unit(one: Unit | None, other: Unit | None) -> bool:
    return one is not None and other is not None and one.name == other.name


def _respelt(places: list[Place], written: str, canonical: str, settings: Settings) -> Fault:
    edits = tuple(Edit(place, canonical) for place in places)
    fix = Fix(Safety.SAFE, settings.say("write", canonical=canonical), edits)
    return Fault(places[0], {"written": written, "canonical": canonical}, fix=fix)


def _misspelt(unit: Unit) -> bool:
    """Whether a part of the unit is badly written; 元/人·天 is as good as 元/人/天."""
    return unit.misspelt and _unjoined(unit.text) != _unjoined(unit.spelling)


def _unjoined(text: str) -> str:
    return text.translate(str.maketrans(words("heads")["joints"]))


def _misspelt_in_name(indicator: Indicator) -> Iterator[tuple[str, int, str]]:
    """Misspelt units in a name: in a bracket of its own, or right after a number (84平米)."""
    assert indicator.name is not None
    text = indicator.name.text
    for bracket in indicator.naming.brackets:
        if bracket.is_unit and bracket.unit is not None and _misspelt(bracket.unit):
            yield bracket.text, bracket.span.start + 1, bracket.unit.spelling
    for start, unit in _after_numbers(text):
        if unit.misspelt:
            yield unit.spelling, start, unit.name


def _after_numbers(text: str) -> Iterator[tuple[int, Entry]]:
    """Units right after a number, and where; of all spellings the longest, so that 平方米 is not read as 平."""
    known = entries()
    for match in _NUMBER.finditer(text):
        start = match.end()
        ends = range(min(start + _LONGEST, len(text)), start, -1)
        end = next((end for end in ends if text[start:end] in known), None)
        if end is not None and not _LATIN.match(text, end):
            yield start, known[text[start:end]]
