"""C — 归类: whether what stands under output is what was done, and how well."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Fault
from perflint.model import Indicator
from perflint.rule import WARNING, Scope, Settings, rule
from perflint.rules.common import is_money, numbers, unit_of
from perflint.rules.places import (
    counted_in,
    counts_something,
    is_input,
    is_progress,
    misplaced,
    outcome_of,
    place_of_rate,
    remedy,
    says,
    tells_time,
)
from perflint.rules.samples import sample_change, sample_row
from perflint.vocabulary import words


@rule(
    "C001",
    "rate-in-quantity",
    scope=Scope.INDICATOR,
    places=("quantity",),
    severity=WARNING,
    texts={"rate": "“{name}”是比率", "percent": "“{name}”用百分数"},
    message="{what}，却列在数量指标下",
    help="建议改列：{instead}",
    variants={
        "alone": ("{what}，却列在数量指标下", "建议改列：{instead}；数量指标另写做了多少{unit}"),
        "progress": ("{what}，却列在数量指标下", "改写成完成的数量：名称写完成了什么，值写多少{unit}"),
        "input": (
            "{what}，却列在数量指标下",
            "这一行说的是投入，不必改列：删去，或改写成投入之后做成了什么：{outcome}",
        ),
    },
)
def rate_in_quantity(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """数量指标下列了比率。

    数量指标说提供多少产品和服务；比率说做得怎样，放在这里，实际做了多少反而看不到。

    依据：数量指标反映产品和服务的数量（财预〔2021〕101号，条文未核对；部分地方接受完成率列入数量指标）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 种植作物成活率, full: ≥85%}    # C001 level2
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 种植作物成活率, full: ≥85%}
        - {level1: 产出指标, level2: 数量指标, name: 巡查频率, full: 2次/月}
    """
    if indicator.category.level2 != "quantity":
        return
    naming, judged = indicator.naming, indicator.judged
    unit = unit_of(judged) if judged else None
    if naming.kind == "rate" or (unit is not None and unit.name in words("heads")["share_units"]):
        if naming.is_satisfaction:
            return
        what = settings.say("rate" if naming.kind == "rate" else "percent", name=naming.core)
        fields = {"instead": place_of_rate(indicator), "unit": counted_in(naming), "outcome": outcome_of(indicator)}
        yield misplaced(indicator, what=what, **fields)._replace(variant=remedy(indicator))


@rule(
    "C002",
    "count-in-quality",
    scope=Scope.INDICATOR,
    places=("quality",),
    severity=WARNING,
    message="“{name}”数的是多少（{value}），不是做得怎样，却列在质量指标下",
    help="建议改列：数量指标；质量指标写达到的标准，如“验收合格率 100%”",
)
def count_in_quality(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """质量指标下列了数量。

    质量指标说达到什么标准；件数、次数再多，也看不出做得好不好。

    依据：质量指标反映达到的标准、水平（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 实验室仪器维修维护, full: ≥4次}    # C002 level2
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 实验室仪器维修维护, full: ≥4次}
        - {level1: 产出指标, level2: 质量指标, name: 学生获省级以上奖项, full: ≥5项}
        - {level1: 产出指标, level2: 质量指标, name: 生师比, full: ＜20}
    """
    naming, judged = indicator.naming, indicator.judged
    if indicator.category.level2 != "quality" or judged is None or not counts_something(judged):
        return
    if not any(numbers(judged)):
        return
    if naming.polarity == "negative" or naming.has("average", "per") or says(indicator, "quality_words"):
        return
    if naming.kind in ("rate", "satisfaction", "perception", "index", "score", "physical", "length", "weight"):
        return
    yield misplaced(indicator, value=judged.text.strip())


@rule(
    "C003",
    "completion-in-quality",
    scope=Scope.INDICATOR,
    places=("quality",),
    severity=WARNING,
    message="“{name}”说的是做完没有，不是做得怎样，却列在质量指标下",
    help="建议改列：时效指标，写明完成时间；质量指标写做到什么标准",
    variants={
        "untimely": (
            "“{name}”说的是做完没有，不是做得怎样，却列在质量指标下",
            "改写成完成的数量，列在数量指标下；质量指标写做到什么标准",
        )
    },
)
def completion_in_quality(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """质量指标下列了完成进度。

    完成率100%只说明做完了，质量差也能做完，验收时没有标准可对。

    依据：质量指标反映达到的标准、水平（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 工程量完成率, full: 100%}    # C003 level2
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: 100%}
        - {level1: 产出指标, level2: 时效指标, name: 工程量完成率, full: 100%}
    """
    if indicator.category.level2 != "quality":
        return
    data = words("categories")
    finished = [value.text.strip() in data["finished_values"] for value in indicator.values]
    if is_progress(indicator) or any(finished):
        yield misplaced(indicator)._replace(variant=None if tells_time(indicator) else "untimely")


@rule(
    "C005",
    "money-as-quantity",
    scope=Scope.INDICATOR,
    places=("quantity",),
    severity=WARNING,
    message="“{name}”是资金，却列在数量指标下",
    help="数量指标写这笔钱办成多少事；花多少钱改列：成本指标",
)
def money_as_quantity(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """数量指标下列了资金。

    资金是投入，不是产出；把花多少钱当成绩效，钱花完就算完成。

    依据：财力、人力、物力等投入数量不能作为绩效目标（某市项目支出填报说明，已读）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 工程资金金额, full: 43.2万元}    # C005 level2
    正例：
        - {level1: 产出指标, level2: 成本指标, name: 工程造价, full: ≤43.2万元}
        - {level1: 产出指标, level2: 数量指标, name: 招商引资到位资金, full: ≥9000万元}
    """
    judged = indicator.judged
    if indicator.category.level2 != "quantity" or judged is None or says(indicator, "attracted"):
        return
    unit = unit_of(judged)
    if unit.main == "money" if unit is not None else (is_money(judged) and numbers(judged)):
        yield misplaced(indicator)


@rule(
    "C006",
    "input-as-output",
    scope=Scope.INDICATOR,
    needs=("inputs",),
    places=("output",),
    severity=WARNING,
    message="“{name}”说的是投入（人、钱、设备到位），不是产出",
    help="删去，或改写成投入之后做成了什么：{outcome}",
)
def input_as_output(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """产出指标下列了投入。

    钱到位、人配齐只是条件，事没办成也能达标，审核时会要求换成产出。

    依据：财力、人力、物力等投入数量不能作为绩效目标（某市项目支出填报说明，已读）。

    反例：
        - {level1: 产出指标, level2: 时效指标, name: 资金到位及时率, full: 100%}    # C006 level2
        - {level1: 产出指标, level2: 数量指标, name: 实施人员配备率, full: 100%}    # C006 level2
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 助学金发放及时率, full: 100%}
        - {level1: 产出指标, level2: 质量指标, name: 硕士或中级以上人员占比, full: ≥65%}
    """
    if is_input(indicator):
        yield misplaced(indicator, outcome=outcome_of(indicator))


@rule(
    "C007",
    "routine-management",
    scope=Scope.INDICATOR,
    needs=("routine",),
    severity=WARNING,
    silences=("C009",),
    message="“{name}”是单位自己的日常管理要求，不是项目的绩效",
    help="删去，或换成{better}",
    texts={"standard": "项目本身达到的标准，如“{example}”"},
)
def routine_management(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """把常规管理要求当成指标。

    资金合规、制度健全是花财政资金的底线，做到了也不说明项目有成效。

    依据：绩效指标应与产出、效益、成本高度关联，不列常规性管理要求（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 经费支出合规性, full: 严格执行制度}    # C007 level2
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 补贴发放合规率, full: ≥95%}
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: 100%}
    """
    if indicator.category.level1 and says(indicator, "routine") and not says(indicator, "delivered"):
        quality = settings.say("standard", example=sample_row(indicator.project, "quality"))
        yield misplaced(
            indicator,
            better=quality if indicator.category.level2 == "quality" else sample_change(indicator.category.level2),
        )
