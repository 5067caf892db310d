"""C — 归类: whether an indicator stands under the level where what it measures belongs."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.expression import Date, Quantity
from perflint.finding import Fault, Place, Related
from perflint.model import Indicator, Project, Table, Value
from perflint.naming import Naming
from perflint.regex import compiled
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.bare import likely_unit
from perflint.rules.common import is_cost, is_money, numbers, percents, unit_of
from perflint.rules.patterns import pattern
from perflint.rules.projects import funds
from perflint.rules.samples import sample_change, sample_row
from perflint.units import is_countable
from perflint.vocabulary import term, words

# What an economy brings forth is money, or weighed or metered; what only nature is measured in needs no word for it.
_YIELDS = frozenset(("money", "mass", "energy"))
_MEASURED_IN_NATURE = frozenset(("concentration", "turbidity"))


def _says(indicator: Indicator, key: str, *, value: bool = False) -> bool:
    """Whether the name (and the value, where asked for) has one of the words of `key`."""
    found = pattern("categories", key)
    if found.search(indicator.naming.core):
        return True
    return value and any(found.search(one.text) for one in indicator.values)


def _level(indicator: Indicator) -> Place:
    """The cell to change: the second level, else the first, else the name."""
    cell = indicator.level2 or indicator.level1
    return cell.at() if cell is not None and not cell.blank else indicator.title()


def _level_name(indicator: Indicator) -> str:
    cell = indicator.level2 or indicator.level1
    return cell.text.strip() if cell is not None else ""


def _fault(indicator: Indicator, **fields: object) -> Fault:
    return Fault(_level(indicator), {"name": indicator.naming.core, **fields})


def _counted_in(naming: Naming) -> str:
    """The unit of what a rate is taken of (苗木成活率: 株), the usual ones where the name does not say."""
    unit = likely_unit(naming) if naming.kind == "rate" else None
    return unit if unit and unit != naming.fixed_unit else str(words("categories")["suggestions"]["units"])


def _place_of_rate(indicator: Indicator) -> str:
    """Where a rate belongs: under timeliness where it speaks of time, else under quality."""
    suggestions: dict[str, str] = words("categories")["suggestions"]
    return suggestions["timely_rate" if indicator.naming.kind == "rate" and _tells_time(indicator) else "quality_rate"]


def is_quality(indicator: Indicator) -> bool:
    """Whether it is a rate that belongs under quality, wherever it stands."""
    if indicator.naming.kind != "rate" or _remedy(indicator) in ("input", "progress"):
        return False
    suggestions: dict[str, str] = words("categories")["suggestions"]
    return _place_of_rate(indicator) == suggestions["quality_rate"]


def _remedy(indicator: Indicator) -> str | None:
    """What else is to be said to a rate under quantity (C001): which of its variants."""
    if _is_input(indicator):
        return "input"
    if _is_progress(indicator) and not _tells_time(indicator):
        return "progress"
    others = (row for row in indicator.project.of(level2="quantity") if row is not indicator)
    return None if any(row.judged and not percents(row.judged) for row in others) else "alone"


def _is_progress(indicator: Indicator) -> bool:
    """Named by how far something has got (完成率, 进度)."""
    finished = tuple(words("categories")["finished_heads"])
    return indicator.naming.normal.endswith(finished) and not _says(indicator, "not_finished")


def _is_input(indicator: Indicator) -> bool:
    """What is put in, not what comes out (C006)."""
    return indicator.category.level1 == "output" and _says(indicator, "inputs") and not _says(indicator, "not_inputs")


def _outcome(indicator: Indicator) -> str:
    """What an input may be put as, by what is put in."""
    outcomes: dict[str, dict[str, str]] = words("categories")["outcomes"]
    put = next(put for put in outcomes if compiled(outcomes[put]["of"]).search(indicator.naming.core))
    return term("outcomes", put, outcomes[put]["says"])


def _tells_time(indicator: Indicator) -> bool:
    """Whether name or value has any notion of time."""
    if any(_has_time(value) for value in indicator.values):
        return True
    timely, untimely = pattern("categories", "timely"), pattern("categories", "untimely")
    texts = [indicator.naming.core, *(value.text for value in indicator.values)]
    return any(timely.search(untimely.sub("", text)) for text in texts)


def _other_benefit(indicator: Indicator) -> str | None:
    """The variant for a benefit that is measured, if not in what its place asks for (C010, C011)."""
    judged = indicator.judged
    return "counted" if judged is not None and any(numbers(judged)) and unit_of(judged) is not None else None


def _not_applicable(indicator: Indicator) -> bool:
    return _says(indicator, "not_applicable", value=True)


def _counts_something(value: Value | None) -> bool:
    """A number of people, things or events, or a bare integer on a name that is no rate."""
    if value is None or not isinstance(value.expression, Quantity) or value.expression.ratio:
        return False
    unit = unit_of(value)
    if unit is not None:
        return len(unit.parts) == 1 and is_countable(unit.main)
    bracket = value.naming.bracket_units
    if bracket:
        return len(bracket) > 1 or is_countable(bracket[0].main)
    whole = all(number == number.to_integral_value() for number in numbers(value))
    return whole and value.naming.kind in (None, "people", "households", "times", "count", "thing", "document")


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
        fields = {"instead": _place_of_rate(indicator), "unit": _counted_in(naming)}
        yield _fault(indicator, what=what, outcome=_outcome(indicator), **fields)._replace(variant=_remedy(indicator))


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
    if indicator.category.level2 != "quality" or judged is None or not _counts_something(judged):
        return
    if not any(numbers(judged)):
        return
    if naming.polarity == "negative" or naming.has("average", "per") or _says(indicator, "quality_words"):
        return
    if naming.kind in ("rate", "satisfaction", "perception", "index", "score", "physical", "length", "weight"):
        return
    yield _fault(indicator, value=judged.text.strip())


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
    if _is_progress(indicator) or any(finished):
        yield _fault(indicator)._replace(variant=None if _tells_time(indicator) else "untimely")


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
    first: dict[str, Indicator] = {}
    for indicator in table.indicators:
        normal, second = indicator.normal, indicator.category.level2
        if not normal or normal.isdigit() or second is None or settings.policy.frame.echoed(indicator):
            continue
        known = first.setdefault(normal, indicator)
        if known.category.level2 == second or known.level2 is None or indicator.level2 is None:
            continue
        fields = {
            "here": indicator.level2.text.strip(),
            "there": known.level2.text.strip(),
            "project": known.project.label or "",
        }
        related = Related(settings.say("first"), _level(known))
        rated = indicator.naming.kind == "rate" and not (_is_input(indicator) or _is_progress(indicator))
        fit = _place_of_rate(indicator)
        rated &= fit in (fields["here"], fields["there"])
        fields |= {"name": indicator.naming.core, "fit": fit}
        yield Fault(_level(indicator), fields, variant="rate" if rated else None, related=(related,))


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
    if indicator.category.level2 != "quantity" or judged is None or _says(indicator, "attracted"):
        return
    unit = unit_of(judged)
    if unit.main == "money" if unit is not None else (is_money(judged) and numbers(judged)):
        yield _fault(indicator)


@rule(
    "C006",
    "input-as-output",
    scope=Scope.INDICATOR,
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
    if _is_input(indicator):
        yield _fault(indicator, outcome=_outcome(indicator))


@rule(
    "C007",
    "routine-management",
    scope=Scope.INDICATOR,
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
    if indicator.category.level1 and _says(indicator, "routine") and not _says(indicator, "delivered"):
        quality = settings.say("standard", example=sample_row(indicator.project, "quality"))
        yield _fault(
            indicator,
            better=quality if indicator.category.level2 == "quality" else sample_change(indicator.category.level2),
        )


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
    if indicator.category.level1 != "benefit" or judged is None or not _counts_something(judged):
        return
    unit = unit_of(judged)
    if unit is not None and unit.main in ("person", "household"):
        return
    if _says(indicator, "produced") and not _says(indicator, "not_produced"):
        yield _fault(indicator, level=_level_name(indicator), change=sample_change(indicator.category.level2))


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
    if indicator.category.level1 != "benefit" or _says(indicator, "not_delivered_quality"):
        return
    if indicator.category.level2 == "sustained" and _says(indicator, "lasting_quality"):
        return
    if _says(indicator, "delivered_quality") or _says(indicator, "routine_coverage"):
        instead = words("categories")["suggestions"]["quality_rate"]
        yield _fault(
            indicator, level=_level_name(indicator), instead=instead, change=sample_change(indicator.category.level2)
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
    if indicator.category.level2 != "economic" or not indicator.naming.core or _not_applicable(indicator):
        return
    judged = indicator.judged
    unit = unit_of(judged) if judged else None
    if unit is not None and not _YIELDS.isdisjoint(unit.parts):
        return
    only_words = pattern("categories", "economic_only_in_words")
    texts = [indicator.naming.core, *(value.text for value in indicator.values)]
    if not any(pattern("categories", "economic").search(only_words.sub("", text)) for text in texts):
        yield _fault(indicator)._replace(variant=_other_benefit(indicator))


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
    if indicator.category.level2 != "ecological" or not indicator.naming.core or _not_applicable(indicator):
        return
    if indicator.judged and (unit := unit_of(indicator.judged)) and not _MEASURED_IN_NATURE.isdisjoint(unit.parts):
        return
    others = pattern("categories", "other_environments")
    texts = [indicator.naming.core, *(value.text for value in indicator.values)]
    if not any(pattern("categories", "ecological").search(others.sub("", text)) for text in texts):
        yield _fault(indicator)._replace(variant=_other_benefit(indicator))


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
    if _says(indicator, "improvements", value=True) and not _says(indicator, "harms", value=True):
        yield _fault(indicator)


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
    if (naming.kind == "rate" or efficient) and not _says(indicator, "cost_rates"):
        limit = funds(indicator.project)
        example = words("categories")["suggestions"]["cost"]
        yield _fault(indicator, level=_level_name(indicator), example=f"{example} ≤{limit}" if limit else example)


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
    if indicator.naming.is_satisfaction and _says(indicator, "satisfied"):
        yield _fault(indicator, level=_level_name(indicator))


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
    if not (_says(indicator, "satisfaction_words") or _not_applicable(indicator)):
        yield _fault(indicator, example=words("categories")["suggestions"]["satisfaction"])


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
    if indicator.category.level2 != "timeliness" or not indicator.naming.core or _not_applicable(indicator):
        return
    if not _tells_time(indicator):
        rate = indicator.naming.kind == "rate"
        yield _fault(indicator)._replace(variant="rate" if rate else None)


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
        yield _fault(indicator, value=judged.text.strip(), level=_level_name(indicator))


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


def _has_time(value: Value) -> bool:
    """A date, a duration, a frequency; not a volume of hours."""
    if isinstance(value.expression, Date):
        return True
    unit = unit_of(value)
    return unit is not None and "time" in unit.parts and unit.name not in words("heads")["volume_units"]
