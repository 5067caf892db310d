"""C — 归类: whether what stands under benefit is what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Fault
from perflint.model import Indicator, Project
from perflint.rule import WARNING, Scope, Settings, rule
from perflint.rules.common import numbers, unit_of
from perflint.rules.patterns import pattern
from perflint.rules.places import (
    counts_something,
    is_not_applicable,
    level_name,
    misplaced,
    says,
)
from perflint.rules.samples import sample_change
from perflint.vocabulary import words

# What an economy brings forth is money, or weighed or metered; what only nature is measured in needs no word for it.
_YIELDS = frozenset(("money", "mass", "energy"))
_MEASURED_IN_NATURE = frozenset(("concentration", "turbidity"))


@rule(
    "C008",
    "output-in-benefit",
    scope=Scope.INDICATOR,
    places=("benefit",),
    severity=WARNING,
    silences=("C010",),
    message="“{name}”是做出来的东西，属于产出，却列在{level}下",
    help="建议改列：数量指标；{level}写{change}",
)
def output_in_benefit(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """效益指标下列了产出。

    论文、课程、培训办了多少是产出；效益要说这些带来了什么变化。

    依据：产出与效益的定义（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 申请专利数, full: ≥3项}    # C008 level2
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 申请专利数, full: ≥3项}
        - {level1: 效益指标, level2: 社会效益指标, name: 培训后就业人数, full: ≥300人}
    """
    judged = indicator.judged
    if indicator.category.level1 != "benefit" or judged is None or not counts_something(judged):
        return
    unit = unit_of(judged)
    if unit is not None and unit.main in ("person", "household"):
        return
    if says(indicator, "produced") and not says(indicator, "not_produced"):
        yield misplaced(indicator, level=level_name(indicator), change=sample_change(indicator.category.level2))


@rule(
    "C009",
    "quality-in-benefit",
    scope=Scope.INDICATOR,
    places=("benefit",),
    severity=WARNING,
    silences=("C010",),
    message="“{name}”说的是服务或工程本身的质量，却列在{level}下",
    help="建议改列：{instead}；{level}写{change}",
)
def quality_in_benefit(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """效益指标下列了质量。

    故障率、响应率是交付的好坏，属于产出质量；效益要说别人因此得到什么。

    依据：把质量指标与效益指标相混是常见错误（基层填报问题分析，已读）。

    反例：
        - {level1: 效益指标, level2: 经济效益指标, name: 故障响应率, full: ≥95%}    # C009 level2
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 故障响应率, full: ≥95%}
        - {level1: 效益指标, level2: 社会效益指标, name: 设备使用率, full: ≥98%}
        - {level1: 效益指标, level2: 社会效益指标, name: 困难学生资助覆盖率, full: 100%}
    """
    if indicator.category.level1 != "benefit" or says(indicator, "not_delivered_quality"):
        return
    if indicator.category.level2 == "sustained" and says(indicator, "lasting_quality"):
        return
    if says(indicator, "delivered_quality") or says(indicator, "routine_coverage"):
        instead = words("categories")["suggestions"]["quality_rate"]
        yield misplaced(
            indicator, level=level_name(indicator), instead=instead, change=sample_change(indicator.category.level2)
        )


@rule(
    "C010",
    "economic-without-economics",
    scope=Scope.INDICATOR,
    places=("economic",),
    severity=WARNING,
    message="“{name}”看不出钱的增减，却列在经济效益下",
    help="写项目带来的收入、产值、节约或减少的损失；没有经济效益就不列这一行",
    variants={
        "counted": (
            "“{name}”看不出钱的增减，却列在经济效益下",
            "建议改列：社会效益指标；经济效益写项目带来的收入、产值、节约或减少的损失",
        )
    },
)
def economic_without_economics(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """经济效益没有经济内容。

    经济效益要说增了多少收、省了多少钱；写成环境、满意度，等于没有经济效益。

    依据：经济效益的定义（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 经济效益指标, name: 业务用房办公环境, full: 明显改善}    # C010 level2
    正例：
        - {level1: 效益指标, level2: 经济效益指标, name: 节约水电费, full: ≥12万元}
        - {level1: 效益指标, level2: 经济效益指标, name: 减轻学生家庭负担, full: ≥300元/人}
    """
    if indicator.category.level2 != "economic" or not indicator.naming.core or is_not_applicable(indicator):
        return
    judged = indicator.judged
    unit = unit_of(judged) if judged else None
    if unit is not None and not _YIELDS.isdisjoint(unit.parts):
        return
    only_words = pattern("categories", "economic_only_in_words")
    texts = [indicator.naming.core, *(value.text for value in indicator.values)]
    if not any(pattern("categories", "economic").search(only_words.sub("", text)) for text in texts):
        yield misplaced(indicator)._replace(variant=_other_benefit(indicator))


@rule(
    "C011",
    "ecological-without-ecology",
    scope=Scope.INDICATOR,
    places=("ecological",),
    severity=WARNING,
    message="“{name}”与生态环境无关，却列在生态效益下",
    help="写污染、能耗、绿化、水质等变化；没有生态效益就不列这一行",
    variants={
        "counted": (
            "“{name}”与生态环境无关，却列在生态效益下",
            "建议改列：社会效益指标；生态效益写污染、能耗、绿化、水质等变化",
        )
    },
)
def ecological_without_ecology(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """生态效益没有生态内容。

    生态效益要说对自然环境的影响；写成安全、成本，是为了填满格子，审核时会被要求删改。

    依据：生态效益的定义（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 生态效益指标, name: 校园安全情况, full: 有效}    # C011 level2
    正例：
        - {level1: 效益指标, level2: 生态效益指标, name: 生活污水处理率, full: ≥90%}
    """
    if indicator.category.level2 != "ecological" or not indicator.naming.core or is_not_applicable(indicator):
        return
    if indicator.judged and (unit := unit_of(indicator.judged)) and not _MEASURED_IN_NATURE.isdisjoint(unit.parts):
        return
    others = pattern("categories", "other_environments")
    texts = [indicator.naming.core, *(value.text for value in indicator.values)]
    if not any(pattern("categories", "ecological").search(others.sub("", text)) for text in texts):
        yield misplaced(indicator)._replace(variant=_other_benefit(indicator))


@rule(
    "C018",
    "satisfaction-only-benefit",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="效益指标只有满意度（{names}），没有写项目带来的变化",
    help="补一条经济、社会或生态效益指标；满意度改列：满意度指标",
)
def satisfaction_only_benefit(project: Project, _: Settings) -> Iterator[Fault]:
    """效益指标全是满意度。

    满意不等于有效果；效益全用满意度代替，项目该带来的变化没有人检查。

    依据：以满意度代替效益是常见错误（基层填报问题分析，已读）。

    反例：
        name: 公园维护项目    # C018 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个}
          - {level1: 效益指标, level2: 社会效益指标, name: 市民满意度, full: ≥90%}
    正例：
        name: 公园维护项目
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护公园数, full: 3个}
          - {level1: 效益指标, level2: 社会效益指标, name: 年接待游客人次, full: ≥20万人次}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 市民满意度, full: ≥90%}
    """
    benefits = [indicator for indicator in project.of("benefit") if indicator.naming.core]
    if benefits and all(indicator.naming.is_satisfaction for indicator in benefits):
        yield Fault(project.title(), {"names": [indicator.naming.core for indicator in benefits]})


def _other_benefit(indicator: Indicator) -> str | None:
    """The variant for a benefit that is measured, if not in what its place asks for (C010, C011)."""
    judged = indicator.judged
    return "counted" if judged is not None and any(numbers(judged)) and unit_of(judged) is not None else None
