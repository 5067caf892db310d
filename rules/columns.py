"""U — 单位: a value beside the columns for comparator and unit."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.expression import Quantity, Range, parse, read_unit
from perflint.finding import Fault, Fix, Place, Safety
from perflint.model import Value
from perflint.rule import ERROR, WARNING, Scope, Settings, rule
from perflint.rules.common import without
from perflint.vocabulary import term, words


@rule(
    "U013",
    "unit-stated-twice",
    scope=Scope.VALUE,
    needs=("columns",),
    severity=WARNING,
    fix="safe",
    texts={"drop": "值里去掉一遍"},
    message="“{part}”在值里和{column}里写了两遍",
    help="留一处：值只写 {example}",
)
def unit_stated_twice(value: Value, settings: Settings) -> Iterator[Fault]:
    """值和单位栏（或符号栏）写了两遍。

    系统会把两处拼起来，例如“95%”成了“95%%”。

    依据：申报系统把指标值、计算符号和计量单位分栏填写（一体化系统的表样，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: 95%, unit: "%", comparator: ≥}    # U013 value
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: ≥95, unit: "%", comparator: ≥}    # U013 value
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: "95", unit: "%", comparator: ≥}
    """
    for part, column, written, stated in _both_stated(value):
        if written == stated:
            span = parse(value.cell.text).spans[part]
            place = Place(value.cell, span.start, span.end)
            text = value.cell.text
            left = text[: span.start] + text[span.end :]
            fields = {"part": text[span.start : span.end], "column": column, "example": left.strip()}
            yield Fault(place, fields, fix=Fix(Safety.SAFE, settings.say("drop"), (without(place),)))


@rule(
    "U014",
    "column-disagrees",
    scope=Scope.VALUE,
    needs=("columns",),
    severity=ERROR,
    message="值里写的是“{written}”，{column}写的是“{stated}”，两处矛盾",
    help="改成一致：值里只写数字，符号和单位各写在自己的栏里",
)
def column_disagrees(value: Value, _: Settings) -> Iterator[Fault]:
    """值与单位栏（或符号栏）互相矛盾。

    两处说法不同，系统取哪一个，结果就是哪一个。

    依据：申报系统把指标值、计算符号和计量单位分栏填写（一体化系统的表样，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: 95%, unit: 个}    # U014 value
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: "95", unit: "%"}
    """
    for part, column, written, stated in _both_stated(value):
        if written != stated:
            span = parse(value.cell.text).spans[part]
            yield Fault(
                Place(value.cell, span.start, span.end), {"written": written, "column": column, "stated": stated}
            )


def _both_stated(value: Value) -> Iterator[tuple[str, str, str, str]]:
    """What a value's cell and a column both say: part, column's title, what the cell says, what the column says."""
    own = parse(value.cell.text)
    if not isinstance(own, (Quantity, Range)):
        return
    titles = words("heads")["columns"]
    unit, comparator = value.indicator.unit, value.indicator.comparator
    if unit is not None and not unit.blank and own.unit is not None and "unit" in own.spans:
        stated = read_unit(unit.text.strip())
        if stated is not None:
            yield "unit", term("columns", "unit", titles["unit"]), own.unit.name, stated.name
    if comparator is not None and not comparator.blank and own.comparator is not None and "comparator" in own.spans:
        sign = parse(comparator.text + "1").comparator
        if sign is not None:
            title = term("columns", "comparator", titles["comparator"])
            yield "comparator", title, own.comparator, sign
