"""V — 取值: values that are the same throughout a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.finding import Fault, Related
from perflint.model import Project, Value
from perflint.rule import ERROR, WARNING, Scope, Settings, rule
from perflint.rules.common import NUMERIC, percents, unit_of


@rule(
    "V007",
    "all-hundred",
    scope=Scope.PROJECT,
    needs=("hundred",),
    severity=WARNING,
    parameters={"hundred_share": 80, "hundred_min": 4},
    message="{total}条指标里有{count}条是100%，看不出哪些是重点、难在哪里",
    help="按实际能力分别填写；能数的改成数量，如培训多少人、完成多少处",
)
def all_hundred(project: Project, settings: Settings) -> Iterator[Fault]:
    """几乎所有指标都是100%。

    什么都写100%，多半没有测算过；年底一条做不到就扣分，也分不出项目好坏。

    依据：通行做法；公开的申报表里见过整表100%的。

    反例：
        name: 校舍维修    # V007 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维修完成率, full: 100%}
          - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 100%}
          - {level1: 产出指标, level2: 时效指标, name: 完工及时率, full: 100%}
          - {level1: 效益指标, level2: 社会效益指标, name: 校舍使用率, full: ≥100%}
    正例：
        name: 校舍维修
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维修面积, full: 1200平方米}
          - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 100%}
          - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 8月底前}
          - {level1: 效益指标, level2: 社会效益指标, name: 受益学生人数, full: ≥860人}
    """
    judged = _judged(project)
    full = [value for value in judged if _is_hundred(value)]
    if len(judged) < settings.hundred_min or len(full) * 100 < settings.hundred_share * len(judged):
        return
    yield Fault(project.title(), {"total": len(judged), "count": len(full)}, related=_places(full))


@rule(
    "V008",
    "all-same-value",
    scope=Scope.PROJECT,
    needs=("quantity|range",),
    severity=ERROR,
    parameters={"same_min": 4},
    message="{count}条有数字的指标全是“{number}”，单位和内容却不同，像是整列复制的",
    help="逐条按实际任务填写各自的数",
)
def all_same_value(project: Project, settings: Settings) -> Iterator[Fault]:
    """所有数字都一样。

    人数、天数、金额全是同一个数，不可能是测算出来的，必被退回。

    依据：公开的申报表里见过整表同一个数的。

    反例：
        name: 乡村道路养护    # V008 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护路段数, full: 30段}
          - {level1: 产出指标, level2: 时效指标, name: 养护工期, full: ≤30天}
          - {level1: 产出指标, level2: 成本指标, name: 养护总成本, full: ≤30万元}
          - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, full: ≥30人}
    正例：
        name: 乡村道路养护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护路段数, full: 30段}
          - {level1: 产出指标, level2: 时效指标, name: 养护工期, full: ≤60天}
          - {level1: 产出指标, level2: 成本指标, name: 养护总成本, full: ≤48万元}
          - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, full: ≥2600人}
    """
    judged = [value for value in _judged(project) if value.expression.kind in NUMERIC]
    if len(judged) < settings.same_min:
        return
    written = _written(judged[0])
    if any(_written(value) != written for value in judged) or not _differ(judged):
        return
    if any(_is_hundred(value) for value in judged) or all(percents(value) for value in judged):
        return
    yield Fault(project.title(), {"count": len(judged), "number": written}, related=_places(judged))


def _judged(project: Project) -> list[Value]:
    """What the indicators ask for, one value each."""
    return [value for indicator in project.indicators if (value := indicator.judged) is not None]


def _is_hundred(value: Value) -> bool:
    found = percents(value)
    return bool(found) and all(percent == 100 for percent in found)


def _written(value: Value) -> str:
    """The number as written, without comparator and unit."""
    span = value.expression.spans["number"]
    return value.text[span.start : span.end].strip()


def _differ(values: Iterable[Value]) -> bool:
    """Whether units or categories differ."""
    chosen = list(values)
    units = {unit.name if (unit := unit_of(value)) else None for value in chosen}
    return len(units) > 1 or len({value.category.level2 for value in chosen}) > 1


def _places(values: Iterable[Value]) -> tuple[Related, ...]:
    return tuple(Related(value.naming.core, value.cell.at()) for value in values)
