"""V — 取值: whether a rate asks for enough: satisfaction, pass rates, failure rates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perflint.finding import Fault
from perflint.model import Value
from perflint.naming import Naming
from perflint.rule import INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import AT_MOST, NUMERIC, percents
from perflint.vocabulary import words

# What a satisfaction is said to rise by is less than this; what it is said to rise to is more.
_LEAST_LEVEL = 50


@rule(
    "V003",
    "full-satisfaction",
    scope=Scope.VALUE,
    heads=("satisfaction",),
    severity=WARNING,
    kinds=NUMERIC,
    message="“{name}”要求“{text}”，有一人不满意就没完成",
    help="写一个调查能达到的数，如 ≥95%",
)
def full_satisfaction(value: Value, _: Settings) -> Iterator[Fault]:
    """满意度写成100%。

    满意度靠问卷调查，人人满意很难做到；审核时会问依据，年底多半要扣分。

    依据：满意度一般按90%以上得满分计分（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 家长满意度, full: 100%}    # V003 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 家长满意度, full: ≥95%}
    """
    found = percents(value)
    if not _is_satisfaction(value) or not found or value.expression.comparator in AT_MOST:
        return
    if all(percent == 100 for percent in found):
        yield Fault(value.at("number"), {"name": value.naming.core, "text": value.text.strip()})


@rule(
    "V004",
    "low-satisfaction",
    scope=Scope.VALUE,
    heads=("satisfaction",),
    severity=WARNING,
    kinds=NUMERIC,
    parameters={"satisfaction_floor": 80, "satisfaction_expected": 90},
    message="“{name}”只要求“{text}”，低于{limit}%",
    help="提高到 ≥{expected}%；确有困难的，说明往年调查结果",
)
def low_satisfaction(value: Value, settings: Settings) -> Iterator[Fault]:
    """满意度定得偏低。

    满意度一般要求90%以上；低于80%等于允许每五人里有一人不满意，审核时会问为什么。

    依据：满意度分档计分，90%以上得满分（财预〔2021〕101号，条文未核对）；指标值应从严从高（同上，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 住宿学生满意度, full: ≥85%}    # V004 full
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 办事群众满意度, full: ≥75%}    # V004 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 住宿学生满意度, full: ≥90%}
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度提高, full: ≥5%}
    """
    found = percents(value)
    if not found or not _is_satisfaction(value):
        return
    if value.naming.tail.endswith(tuple(words("plausibility")["change"])) and min(found) < _LEAST_LEVEL:
        return
    floor, expected = settings.satisfaction_floor, settings.satisfaction_expected
    yield from _too_low(value, min(found), floor, expected)


@rule(
    "V005",
    "lax-failure-rate",
    scope=Scope.VALUE,
    needs=("failure", "negative"),
    severity=WARNING,
    kinds=NUMERIC,
    parameters={"failure_ceiling": 5},
    message="“{name}”允许到“{text}”，超过{ceiling}%，要求太松",
    help="按设备或系统的实际水平从严填写，建议写为 ≤{ceiling}%",
)
def lax_failure_rate(value: Value, settings: Settings) -> Iterator[Fault]:
    """故障率、差错率定得太宽。

    故障率8%就是每百台坏八台，不用管理也能做到，起不到约束作用。

    依据：指标值应从严从高（财预〔2021〕101号，条文未核对）；5%为通行的参考线，可按行业调整。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤8%}    # V005 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤2%}
        - {level1: 产出指标, level2: 质量指标, name: 故障响应率, full: ≥98%}
        - {level1: 产出指标, level2: 成本指标, name: 合同变更率, full: ≤10%}
    """
    naming, ceiling = value.naming, settings.failure_ceiling
    if not naming.failure or naming.polarity != "negative":
        return
    if max(percents(value), default=Fraction(0)) > ceiling:
        yield Fault(value.at("number"), {"name": naming.core, "text": value.text.strip(), "ceiling": ceiling})


@rule(
    "V006",
    "lax-pass-rate",
    scope=Scope.VALUE,
    heads=("rate",),
    needs=("positive",),
    severity=WARNING,
    kinds=NUMERIC,
    parameters={"pass_floor": 90, "pass_expected": 95},
    message="“{name}”只要求“{text}”，低于{limit}%",
    help="按验收或检测标准从严填写，建议写为 ≥{expected}%",
)
def lax_pass_rate(value: Value, settings: Settings) -> Iterator[Fault]:
    """合格率、达标率、验收通过率定得偏低。

    合格是最低要求，例如“合格率 ≥85%”等于允许近六分之一不合格，审核时会要求提高。

    依据：指标值不能设定过低（公开的审核要求，见到转述）；从严从高（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: ≥85%}    # V006 full
        - {level1: 产出指标, level2: 质量指标, name: 系统测评通过率, full: ＞90%}    # V006 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: ≥98%}
        - {level1: 产出指标, level2: 质量指标, name: 学员结业考试合格率, full: ≥85%}
    """
    if value.naming.polarity != "positive" or not _is_pass_rate(value.naming):
        return
    if found := percents(value):
        yield from _too_low(value, min(found), settings.pass_floor, settings.pass_expected)


def _too_low(value: Value, percent: Fraction, floor: int, expected: int) -> Iterator[Fault]:
    """A warning below `floor`, an info below `expected`; the bound counts, strict or not."""
    if percent >= expected:
        return
    low = percent < floor
    limit = floor if low else expected
    fields = {"name": value.naming.core, "text": value.text.strip(), "limit": limit, "expected": expected}
    yield Fault(value.at("number"), fields, severity=None if low else INFO)


def _is_satisfaction(value: Value) -> bool:
    return value.naming.is_satisfaction and value.naming.polarity == "positive"


def _is_pass_rate(naming: Naming) -> bool:
    """A pass rate of things and works, not of people who sit an exam or are chosen."""
    known = words("plausibility")["pass_rates"]
    if naming.has("biological") or (naming.has("exam") and not naming.has("goods")):
        return False
    if naming.head.endswith(tuple(known["always"])):
        return True
    return naming.head.endswith(tuple(known["inspected"])) and naming.has("inspected")
