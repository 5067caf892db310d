"""EX, the rules of the example: what one bureau asks beside what perflint knows."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Fault
from perflint.model import Value
from perflint.rule import WARNING, Scope, Settings, rule


@rule(
    "EX001",
    "too-round",
    scope=Scope.VALUE,
    kinds=("quantity",),
    places=("quantity",),
    severity=WARNING,
    parameters={"round_to": 1000},
    message="“{text}”是{step}的整数倍，像是估的",
    help="写测算出来的数；确实是定好的，在备注里写明依据",
)
def too_round(value: Value, settings: Settings) -> Iterator[Fault]:
    """数值太整。

    测算出来的任务量很少正好是整千整万，审核时会要求说明怎样算的。

    依据：例子，没有出处。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥3000人次}    # EX001 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥3120人次}
    """
    number = value.expression.number
    if number and number % settings.round_to == 0:
        yield Fault(value.cell.at(), {"text": value.text, "step": settings.round_to})
