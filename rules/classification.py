"""C — 归类: whether cost, satisfaction and time stand at their places, and like beside like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.expression import Date
from perflint.finding import Fault, Related
from perflint.model import Indicator, Table
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import is_cost, percents
from perflint.rules.places import (
    is_input,
    is_not_applicable,
    is_progress,
    level_cell,
    level_name,
    misplaced,
    place_of_rate,
    says,
    tells_time,
)
from perflint.rules.projects import funds
from perflint.vocabulary import words


@rule(
    "C004",
    "inconsistent-category",
    scope=Scope.TABLE,
    severity=WARNING,
    texts={"first": "先出现的一处"},
    message="“{name}”在这里列为{here}，在“{project}”里列为{there}",
    help="同一个指标全表列在同一类下",
    variants={"rate": ("“{name}”在这里列为{here}，在“{project}”里列为{there}", "是比率，全表统一列在{fit}下")},
)
def inconsistent_category(table: Table, settings: Settings) -> Iterator[Fault]:
    """同一指标在表内归类不一。

    同名指标一处算数量、一处算质量，说明没有统一口径，汇总时也对不上。

    依据：通行做法。

    反例：
        projects:
          - name: 运动场改造工程
            indicators:
              - {level1: 产出指标, level2: 质量指标, name: 工程量完成率, full: 100%}
          - name: 山坡支护工程
            indicators:
              - {level1: 产出指标, level2: 数量指标, name: 工程量完成率(%), full: 100%}    # C004 level2
    正例：
        projects:
          - name: 运动场改造工程
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 工程量完成率, full: 100%}
          - name: 山坡支护工程
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 工程量完成率(%), full: 100%}
    """
    named: dict[str, list[Indicator]] = {}
    for indicator in table.indicators:
        if indicator.category.level2 is not None:
            named.setdefault(indicator.normal, []).append(indicator)
    for normal, rows in named.items():
        if len(rows) > 1 and normal and not normal.isdigit() and len({row.category.level2 for row in rows}) > 1:
            yield from _listed_differently(rows, settings)


def _listed_differently(rows: Iterable[Indicator], settings: Settings) -> Iterator[Fault]:
    """Each of the rows of one name that stands elsewhere than the first; one that only repeats its level is no name."""
    named = [row for row in rows if not settings.policy.frame.echoed(row)]
    for indicator in named[1:]:
        known = named[0]
        if known.category.level2 == indicator.category.level2 or known.level2 is None or indicator.level2 is None:
            continue
        fields = {
            "here": indicator.level2.text.strip(),
            "there": known.level2.text.strip(),
            "project": known.project.label or "",
        }
        related = Related(settings.say("first"), level_cell(known))
        rated = indicator.naming.kind == "rate" and not (is_input(indicator) or is_progress(indicator))
        fit = place_of_rate(indicator)
        rated &= fit in (fields["here"], fields["there"])
        fields |= {"name": indicator.naming.core, "fit": fit}
        yield Fault(level_cell(indicator), fields, variant="rate" if rated else None, related=(related,))


@rule(
    "C012",
    "cost-filled-with-benefit",
    scope=Scope.INDICATOR,
    places=("cost", "output_cost", "economic_cost"),
    severity=ERROR,
    silences=("C013", "Q004"),
    message="“{name}”写的是好处，不是成本",
    help="成本指标写要花多少钱或造成多少损害的上限；好处改列：效益指标",
)
def cost_filled_with_benefit(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """成本指标里写了效益。

    社会成本、生态环境成本是项目带来的损害，写“提升”“长远”正好反了。

    依据：社会成本、生态环境成本是对社会和自然的负面影响的控制范围（某地填报说明，见到转述）。

    反例：
        - {level1: 成本指标, level2: 生态环境成本指标, name: 提升博物馆绿化水平, full: 提升}    # C012 level2
    正例：
        - {level1: 成本指标, level2: 经济成本指标, name: 道路提升改造工程造价, full: ≤500万元}
        - {level1: 成本指标, level2: 社会成本指标, name: 施工对交通的不利影响, full: ≤30天}
    """
    if not (is_cost(indicator) or indicator.category.level1 == "cost"):
        return
    judged = indicator.judged
    if judged is not None and judged.expression.kind in ("quantity", "range"):
        return
    if says(indicator, "improvements", value=True) and not says(indicator, "harms", value=True):
        yield misplaced(indicator)


@rule(
    "C013",
    "rate-as-cost",
    scope=Scope.INDICATOR,
    places=("cost", "output_cost", "economic_cost"),
    severity=WARNING,
    message="“{name}”是比率，说不出花多少钱，却列在{level}下",
    help="写总额或单价的上限，如“{example}”",
)
def rate_as_cost(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """成本指标写成达标率、使用效率。

    成本指标要看花多少钱；达标率100%，贵一倍也达标。

    依据：成本指标是预期的成本控制范围（某地填报说明，见到转述）。

    反例：
        - {level1: 产出指标, level2: 成本指标, name: 生均补助标准达标率, full: 100%}    # C013 level2
    正例：
        - {level1: 产出指标, level2: 成本指标, name: 成本节约率, full: ≥3%}
        - {level1: 产出指标, level2: 成本指标, name: 生均补助标准, full: 1000元/生}
    """
    if not (is_cost(indicator) or indicator.category.level1 == "cost"):
        return
    judged, naming = indicator.judged, indicator.naming
    in_percent = judged is not None and bool(percents(judged))
    efficient = in_percent and naming.core.endswith(words("categories")["efficiency"])
    if (naming.kind == "rate" or efficient) and not says(indicator, "cost_rates"):
        limit = funds(indicator.project)
        example = words("categories")["suggestions"]["cost"]
        yield misplaced(indicator, level=level_name(indicator), example=f"{example} ≤{limit}" if limit else example)


@rule(
    "C014",
    "satisfaction-elsewhere",
    scope=Scope.INDICATOR,
    heads=("satisfaction",),
    severity=WARNING,
    silences=("C010", "C011"),
    around=("S004",),
    message="“{name}”是满意度，却列在{level}下",
    help="建议改列：满意度指标",
)
def satisfaction_elsewhere(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """满意度列在别的类别下。

    用满意度充当效益或质量，项目真正的效果就没有指标了。

    依据：以满意度代替效益是常见错误（基层填报问题分析，已读）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 市民对空气质量改善的满意程度, full: ≥85%}    # C014 level2
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 市民满意度, full: ≥85%}
        - {level1: 产出指标, level2: 数量指标, name: 满意度调查份数, full: ≥500份}
    """
    category = indicator.category
    if not (category.level1 or category.level2) or category.level1 == "satisfaction" or category.level2 == "served":
        return
    if indicator.naming.is_satisfaction and says(indicator, "satisfied"):
        yield misplaced(indicator, level=level_name(indicator))


@rule(
    "C015",
    "not-satisfaction",
    scope=Scope.INDICATOR,
    places=("satisfaction", "served"),
    severity=WARNING,
    message="“{name}”不是满意度，却列在满意度指标下",
    help="写谁满意，如“{example}”；原来的内容改列：效益指标",
)
def not_satisfaction(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """满意度指标不是满意度。

    满意度要问服务对象的感受；写受益人数、提升作用，问卷无从问起。

    依据：满意度指标反映服务对象的认可程度（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 受益贫困人口, full: ≥300人}    # C015 level2
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 受益群众满意度, full: ≥95%}
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众安全感, full: ≥90%}
    """
    category = indicator.category
    if not (category.level1 == "satisfaction" or category.level2 == "served") or not indicator.naming.core:
        return
    if not (says(indicator, "satisfaction_words") or is_not_applicable(indicator)):
        yield misplaced(indicator, example=words("categories")["suggestions"]["satisfaction"])


@rule(
    "C016",
    "timeliness-without-time",
    scope=Scope.INDICATOR,
    places=("timeliness",),
    severity=WARNING,
    message="“{name}”看不出什么时候，却列在时效指标下",
    help="写什么时候完成，如“11月底前”",
    variants={
        "rate": (
            "“{name}”看不出什么时候，却列在时效指标下",
            "写明按什么时间算，如名称加上“按期”“及时”；与时间无关的，改写成完成的数量，列在数量指标下",
        )
    },
)
def timeliness_without_time(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """时效指标没有时间。

    时效要说什么时候做完、多快响应；写成别的内容，拖到年底也无从考核。

    依据：时效指标应写明整体完成时间（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 时效指标, name: 教育均衡化发展, full: 有效}    # C016 level2
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 工程完工时间, full: 2024年11月底前}
        - {level1: 产出指标, level2: 时效指标, name: 环境卫生考核, full: 1次/月}
    """
    if indicator.category.level2 != "timeliness" or not indicator.naming.core or is_not_applicable(indicator):
        return
    if not tells_time(indicator):
        rate = indicator.naming.kind == "rate"
        yield misplaced(indicator)._replace(variant="rate" if rate else None)


@rule(
    "C017",
    "time-elsewhere",
    scope=Scope.INDICATOR,
    places=("quantity", "quality"),
    severity=INFO,
    message="“{value}”是日期，却列在{level}下",
    help="建议改列：时效指标",
)
def time_elsewhere(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """数量、质量指标下列了日期。

    日期说的是什么时候，列在数量或质量下，时效反而缺了一条。

    依据：时效指标反映完成的时间（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 项目完工, full: 2024年11月底前}    # C017 level2
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 项目完工, full: 2024年11月底前}
    """
    judged = indicator.judged
    if judged is None or indicator.category.level2 not in ("quantity", "quality"):
        return
    if isinstance(judged.expression, Date):
        yield misplaced(indicator, value=judged.text.strip(), level=level_name(indicator))
