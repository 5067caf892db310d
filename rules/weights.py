"""W — 权重: whether the weights of a project add up and follow the policy. Only where a table has weights."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perflint.expression import Quantity, parse
from perflint.finding import Fault
from perflint.model import Indicator, Project
from perflint.rule import ERROR, WARNING, Scope, Settings, rule
from perflint.rules.common import shown


def weight_of(indicator: Indicator) -> Decimal | None:
    """The weight as a number; None where there is none or it is no number."""
    cell = indicator.weight
    if cell is None or cell.blank:
        return None
    read = parse(cell.text.strip())
    return read.number if isinstance(read, Quantity) and read.ratio is None else None


def _weights(project: Project) -> list[tuple[Indicator, Decimal]]:
    found = ((indicator, weight_of(indicator)) for indicator in project.indicators)
    return [(indicator, weight) for indicator, weight in found if weight is not None]


@rule(
    "W001",
    "weights-do-not-add-up",
    scope=Scope.PROJECT,
    needs=("weight",),
    severity=ERROR,
    parameters={"weight_totals": [100, 90]},
    texts={"or": "或"},
    message="权重合计是{total}，应为{totals}",
    help="调整各指标权重，使合计为{totals}（90是另有10分预算执行率的情形）",
)
def weights_do_not_add_up(project: Project, settings: Settings) -> Iterator[Fault]:
    """权重合计不对。

    合计不是满分，评出来的得分就没法用，系统一般不让上报。

    依据：单位自评预算执行率10、产出50、效益30、满意度10（财预〔2020〕10号，见到转述）。

    反例：
        name: 公园维护    # W001 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 50}
          - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 30}
    正例：
        name: 公园维护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 60}
          - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 30}
    """
    weights = _weights(project)
    total = sum((weight for _, weight in weights), Decimal(0))
    if weights and total not in [Decimal(str(wanted)) for wanted in settings.weight_totals]:
        wanted = settings.say("or").join(str(one) for one in settings.weight_totals)
        yield Fault(project.title(), {"total": shown(total), "totals": wanted})


@rule(
    "W002",
    "weights-off-policy",
    scope=Scope.PROJECT,
    needs=("weight",),
    severity=WARNING,
    parameters={"weight_tolerance": 5},
    message="{level}的权重占{share}，按规定是{expected}左右",
    help="按 {policy} 调整",
)
def weights_off_policy(project: Project, settings: Settings) -> Iterator[Fault]:
    """一级指标的权重偏离规定。

    各类权重有通行比例，偏得多会被问为什么，也影响项目之间比较。

    依据：单位自评产出50、效益30、满意度10（财预〔2020〕10号，见到转述）；设成本指标的20、40、20、10（财预〔2021〕101号，条文未核对）。

    反例：
        name: 公园维护    # W002 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 80}
          - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 10}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 游客满意度, full: ≥90%, weight: 10}
    正例：
        name: 公园维护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 55}
          - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 33}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 游客满意度, full: ≥90%, weight: 12}
    """
    shares: dict[str, Decimal] = {}
    for indicator, weight in _weights(project):
        if indicator.category.level1 is not None:
            shares[indicator.category.level1] = shares.get(indicator.category.level1, Decimal(0)) + weight
    total = sum(shares.values(), Decimal(0))
    if total <= 0 or len(shares) < 2:
        return
    bands, whole = settings.policy.bands(frozenset(shares))
    frame = settings.policy.frame
    for key, band in bands.items():
        share = shares.get(key, Decimal(0)) / total * whole
        if not band.low - settings.weight_tolerance <= share <= band.high + settings.weight_tolerance:
            policy = [f"{frame.first[level].name}{expected}" for level, expected in bands.items()]
            fields = {"level": frame.first[key].name, "share": shown(round(share, 2)), "expected": str(band)}
            yield Fault(project.title(), {**fields, "policy": policy})
            return


@rule(
    "W003",
    "nonpositive-weight",
    scope=Scope.INDICATOR,
    needs=("weight",),
    severity=ERROR,
    message="权重“{text}”不是大于0的数",
    help="填大于0的数；不考核的指标删去",
)
def nonpositive_weight(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """权重为零、负数或不是数字。

    没有分值的指标不参加评价，留着只会让人误会。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 0}    # W003 weight
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 10}
    """
    cell, weight = indicator.weight, weight_of(indicator)
    if cell is not None and not cell.blank and (weight is None or weight <= 0):
        yield Fault(cell.at(), {"text": cell.text.strip()})


@rule(
    "W004",
    "dominant-weight",
    scope=Scope.INDICATOR,
    needs=("weight",),
    severity=WARNING,
    message="“{name}”一条占了权重的{share}%",
    help="压到一半以下，把分值分给其他指标",
)
def dominant_weight(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """一条指标的权重超过一半。

    一条定胜负，其他指标做不做都一样。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 70}    # W004 weight
        - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 30}
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 50}
        - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 50}
    """
    weight, cell = weight_of(indicator), indicator.weight
    if weight is None or cell is None:
        return
    weights = _weights(indicator.project)
    total = sum((one for _, one in weights), Decimal(0))
    if len(weights) > 1 and total > 0 and weight * 2 > total:
        yield Fault(cell.at(), {"name": indicator.naming.core, "share": shown(round(weight / total * 100, 1))})


@rule(
    "W005",
    "partial-weights",
    scope=Scope.PROJECT,
    needs=("weight",),
    severity=WARNING,
    message="有权重的{some}条，没有权重的{none}条（{names}）",
    help="每条指标都填权重",
)
def partial_weights(project: Project, _: Settings) -> Iterator[Fault]:
    """有的指标有权重，有的没有。

    没填的算不算分说不清，合计也对不上。

    依据：系统要求权重不为空（一体化系统的校验规则，见到的是其公开副本）。

    反例：
        name: 公园维护    # W005 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 50}
          - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次}
    正例：
        name: 公园维护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个, weight: 50}
          - {level1: 效益指标, level2: 社会效益指标, name: 接待人次, full: ≥20万人次, weight: 50}
    """
    without = [row for row in project.indicators if row.weight is None or row.weight.blank]
    having = len(project.indicators) - len(without)
    if having and without:
        names = [row.naming.core for row in without]
        yield Fault(project.title(), {"some": having, "none": len(without), "names": names})
