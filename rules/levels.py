"""S, 完整性: which levels of the frame a project fills, and whether each row stands where its levels say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.finding import Fault, Related
from perflint.model import Cell, Indicator, Project, Table
from perflint.policy import Frame, Level, Policy
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.places import is_quality
from perflint.rules.samples import sample_name, sample_row


def fills(project: Project, frame: Frame, key: str) -> bool:
    """Whether a row of the project stands under the first level `key`, by its 一级 or by its 二级."""
    seconds = {level.key for level in frame.children(key)}
    return any(row.category.level1 == key or row.category.level2 in seconds for row in project.indicators)


def lacks(project: Project, policy: Policy, key: str) -> bool:
    """Whether the policy asks for the first level `key` and no row of a project with indicators stands under it."""
    return key in policy.required and bool(project.indicators) and not fills(project, policy.frame, key)


def lacks_second(project: Project, policy: Policy, key: str) -> bool:
    """Whether the policy asks for the second level `key`, its first level is there, and no row of that is `key`.

    A row without 二级 may be the missing one: nothing is said then.
    """
    if key not in policy.required:
        return False
    rows = [row.category.level2 for row in project.of(policy.frame.second[key].parent)]
    return bool(rows) and None not in rows and not any(project.of(level2=key))


@rule(
    "S002",
    "missing-output",
    scope=Scope.PROJECT,
    unless=("at:output",),
    severity=ERROR,
    message="{count}条指标里没有一条产出指标",
    help="补产出指标，写明做多少、做成什么样，如数量指标“维修面积 1200平方米”、质量指标“验收合格率 100%”",
)
def missing_output(project: Project, settings: Settings) -> Iterator[Fault]:
    """没有产出指标。

    钱花出去买到什么，全靠产出指标说明；没有产出，项目无从验收，也无从评价，目标表会被退回。

    依据：中发〔2018〕34号要求绩效目标涵盖产出、成本和各类效益（已核对）；财预〔2021〕101号要求每个项目都设产出指标（条文未核对）。

    反例：
        name: 乡村医生补助    # S002 name
        indicators:
          - {level1: 效益指标, level2: 社会效益指标, name: 村卫生室开诊率, full: ≥95%}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 村民满意度, full: ≥90%}
    正例：
        name: 乡村医生补助
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 补助乡村医生人数, full: 86人}
          - {level1: 效益指标, level2: 社会效益指标, name: 村卫生室开诊率, full: ≥95%}
    """
    if lacks(project, settings.policy, "output"):
        yield Fault(project.title(), {"count": len(project.indicators)})


@rule(
    "S003",
    "missing-benefit",
    scope=Scope.PROJECT,
    unless=("at:benefit",),
    severity=ERROR,
    message="{count}条指标里没有一条效益指标",
    help="补一条效益指标，写明做成以后带来什么，如社会效益指标“受益群众人数 ≥3000人”",
)
def missing_benefit(project: Project, settings: Settings) -> Iterator[Fault]:
    """没有效益指标。

    只写做了什么，不写做成以后有什么用，审核时会问这笔钱值不值；经济、社会、生态、可持续影响中至少要有一项。

    依据：中发〔2018〕34号要求绩效目标涵盖经济效益、社会效益、生态效益和可持续影响（已核对）；财预〔2021〕101号要求每个项目都设效益指标（条文未核对）。

    反例：
        name: 县道养护    # S003 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护里程, full: 86公里}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 沿线群众满意度, full: ≥90%}
    正例：
        name: 县道养护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护里程, full: 86公里}
          - {level1: 效益指标, level2: 社会效益指标, name: 道路优良路率, full: ≥80%}
    """
    if lacks(project, settings.policy, "benefit"):
        yield Fault(project.title(), {"count": len(project.indicators)})


@rule(
    "S004",
    "missing-satisfaction",
    scope=Scope.PROJECT,
    unless=("at:satisfaction",),
    severity=ERROR,
    message="{count}条指标里没有一条满意度指标",
    help="补一条满意度指标，写明问谁，如“受益群众满意度 ≥90%”",
)
def missing_satisfaction(project: Project, settings: Settings) -> Iterator[Fault]:
    """没有满意度指标。

    项目办得好不好，服务对象最清楚；没有满意度指标，表里就缺一类，会被退回补齐。

    依据：中发〔2018〕34号把服务对象满意度列为绩效目标的内容（已核对）；财预〔2021〕101号允许不直接服务公众的项目不设（条文未核对），这类项目可以写明理由后忽略本条。

    反例：
        name: 高标准农田管护    # S004 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 管护面积, full: 5200亩}
          - {level1: 效益指标, level2: 经济效益指标, name: 亩均增产, full: ≥50公斤}
    正例：
        name: 高标准农田管护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 管护面积, full: 5200亩}
          - {level1: 效益指标, level2: 服务对象满意度指标, name: 受益农户满意度, full: ≥90%}
    """
    if lacks(project, settings.policy, "satisfaction"):
        yield Fault(project.title(), {"count": len(project.indicators)})


@rule(
    "S005",
    "missing-quantity",
    scope=Scope.PROJECT,
    unless=("at:quantity",),
    severity=WARNING,
    message="产出指标里有{present}，没有数量指标",
    help="补一条数量指标，写明做多少，如“{example}”",
)
def missing_quantity(project: Project, settings: Settings) -> Iterator[Fault]:
    """产出里没有数量指标。

    没有数量，就不知道这笔钱要办多少事，预算多少也无从对照，审核时会要求补上。

    依据：财预〔2021〕101号要求产出一般同时设数量和质量指标（条文未核对）。

    反例：
        name: 信息系统运行维护    # S005 name
        indicators:
          - {level1: 产出指标, level2: 质量指标, name: 系统可用率, full: ≥99%}
          - {level1: 产出指标, level2: 时效指标, name: 故障修复时间, full: ≤4小时}
    正例：
        name: 信息系统运行维护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维护系统数, full: 12个}
          - {level1: 产出指标, level2: 质量指标, name: 系统可用率, full: ≥99%}
    """
    if lacks_second(project, settings.policy, "quantity"):
        example = sample_row(project, "quantity")
        yield Fault(project.title(), {"present": _present(project, settings.policy.frame), "example": example})


@rule(
    "S006",
    "missing-quality",
    scope=Scope.PROJECT,
    unless=("at:quality",),
    severity=WARNING,
    message="产出指标里有{present}，没有质量指标",
    help="补一条质量指标，写明做到什么标准，如“{example}”",
    variants={"misplaced": ("产出指标里有{present}，没有质量指标", "把数量指标里的{rates}改列到质量指标下")},
)
def missing_quality(project: Project, settings: Settings) -> Iterator[Fault]:
    """产出里没有质量指标。

    只写做多少、不写做成什么样，粗制滥造也算完成任务，审核时会要求补上。

    依据：财预〔2021〕101号要求产出一般同时设数量和质量指标（条文未核对）。

    反例：
        name: 派出所装备更新    # S006 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 更新执法记录仪数量, full: 120台}
          - {level1: 产出指标, level2: 时效指标, name: 完成时间, full: 2024年10月底前}
    正例：
        name: 派出所装备更新
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 更新执法记录仪数量, full: 120台}
          - {level1: 产出指标, level2: 质量指标, name: 装备验收合格率, full: 100%}
    """
    if lacks_second(project, settings.policy, "quality"):
        rates = [row.naming.core for row in project.of(level2="quantity") if is_quality(row)]
        fields = {"present": _present(project, settings.policy.frame), "example": sample_row(project, "quality")}
        yield Fault(project.title(), {**fields, "rates": rates}, variant="misplaced" if rates else None)


@rule(
    "S007",
    "missing-timeliness",
    scope=Scope.PROJECT,
    unless=("at:timeliness",),
    severity=INFO,
    message="产出指标里有{present}，没有时效指标",
    help="有明确完成时间的，补一条时效指标，如“完成时间 11月底前”“补助资金发放及时率 100%”",
)
def missing_timeliness(project: Project, settings: Settings) -> Iterator[Fault]:
    """产出里没有时效指标。

    什么时候做完没有约定，年底才发现没做完就晚了；时效指标不是每个项目都必设，有明确时限的最好写上。

    依据：财预〔2021〕101号把时效指标作为按需设置的产出指标（条文未核对）。

    反例：
        name: 流浪动物收容    # S007 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 收容数量, full: ≥300只}
          - {level1: 产出指标, level2: 质量指标, name: 免疫率, full: 100%}
    正例：
        name: 流浪动物收容
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 收容数量, full: ≥300只}
          - {level1: 产出指标, level2: 时效指标, name: 接报后到场时间, full: ≤2小时}
    """
    if lacks_second(project, settings.policy, "timeliness"):
        yield Fault(project.title(), {"present": _present(project, settings.policy.frame)})


@rule(
    "S014",
    "level-mismatch",
    scope=Scope.INDICATOR,
    needs=("misplaced",),
    severity=ERROR,
    message="“{level2}”不是“{level1}”的下级",
    help="把一级指标改成“{parent}”；要留在“{level1}”下，二级指标改用{children}",
    variants={"code": ("“{text}”的编码是{code}，与名称不符", "“{name}”的编码是{expected}：改编码，或改名称")},
)
def level_mismatch(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """一级指标和二级指标对不上。

    二级指标放错了一级，或编码与名称矛盾，系统里会归错类，权重和得分跟着算错，会被退回。

    满意度整张表都放在效益下面的，是有的地方的做法，不算错。

    依据：指标体系自身的层级（推定，无明文）；编码 1、2、3，11 至 14，21 至 24，31 见公开的预算绩效目标表。

    反例：
        - {level1: 1-产出指标, level2: 22-社会效益指标, name: 服务企业数, full: ≥50家}    # S014 level2
        - {level1: 1-产出指标, level2: 12-数量指标, name: 走访企业次数, full: ≥200次}    # S014 level2
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 企业满意度, full: ≥90%}
    正例：
        - {level1: 1-产出指标, level2: 11-数量指标, name: 走访企业次数, full: ≥200次}
        - {level1: 2-效益指标, level2: 22-社会效益指标, name: 服务企业数, full: ≥50家}
        - {level1: 2-效益指标, level2: 31-服务对象满意度, name: 企业满意度, full: ≥90%}
    """
    frame: Frame = settings.policy.frame
    category = indicator.category
    first, second = frame.first.get(category.level1 or ""), frame.second.get(category.level2 or "")
    match category.fault:
        case "parent":
            yield from _misplaced(frame, indicator, first, second)
        case "code1":
            yield from _misnumbered(frame, indicator.level1, first)
        case "code2":
            yield from _misnumbered(frame, indicator.level2, second)


def _misplaced(frame: Frame, indicator: Indicator, first: Level | None, second: Level | None) -> Iterator[Fault]:
    if not (indicator.level1 and indicator.level2 and first and second and second.parent):
        return
    fields = {
        "level1": indicator.level1.text.strip(),
        "level2": indicator.level2.text.strip(),
        "parent": frame.first[second.parent].name,
        "children": _names(frame.children(first.key)),
    }
    yield Fault(indicator.level2.at(), fields)


def _misnumbered(frame: Frame, cell: Cell | None, level: Level | None) -> Iterator[Fault]:
    if cell is None or level is None:
        return
    fields = {"text": cell.text.strip(), "code": frame.code(cell.text), "name": level.name, "expected": level.code}
    yield Fault(cell.at(), fields, variant="code")


@rule(
    "S015",
    "unknown-level",
    scope=Scope.INDICATOR,
    needs=("unplaced",),
    severity=WARNING,
    texts={"level1": "一级指标", "level2": "二级指标"},
    message="没有“{text}”这个{tier}",
    help="改用{known}",
    variants={"near": ("没有“{text}”这个{tier}", "可能是“{near}”；{tier}有{known}")},
)
def unknown_level(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """一级或二级指标不在指标体系里。

    类别写错或自造，系统里对不上号，权重无处计算，审核时会要求改成规定的名称。

    本地另有规定的，在自己的政策包里补上名称。

    依据：财预〔2021〕101号等规定的指标分类（条文未核对）；通行的别名取自各地公开的目标表。

    反例：
        - {level1: 产出指标, level2: 实效指标, name: 完成时间, full: 12月底前}    # S015 level2
        - {level1: 管理指标, level2: 数量指标, name: 检查次数, full: 4次}    # S015 level1
    正例：
        - {level1: 产出指标(50分), level2: 时效指标, name: 完成时间, full: 12月底前}
        - {level1: 产出值, level2: 数量值, name: 检查次数, full: 4次}
    """
    frame: Frame = settings.policy.frame
    category = indicator.category
    if category.level1 is None:
        yield from _unknown(frame, indicator.level1, settings.say("level1"), frame.first.values())
    if category.level2 is None:
        among = frame.children(category.level1) if category.level1 else frame.second.values()
        yield from _unknown(frame, indicator.level2, settings.say("level2"), among)


def _unknown(frame: Frame, cell: Cell | None, tier: str, levels: Iterable[Level]) -> Iterator[Fault]:
    """A text that names no level; blanks and bare signs are no text."""
    from difflib import get_close_matches

    text = frame.normal(cell.text) if cell else ""
    if cell is None or not text:
        return
    levels = list(levels)
    names = {frame.normal(name): level.name for level in levels for name in level.names}
    near = get_close_matches(text, names, 1, 0.5)
    fields = {"text": cell.text.strip(), "tier": tier, "known": _names(levels), "near": names[near[0]] if near else ""}
    yield Fault(cell.at(), fields, variant="near" if near else None)


@rule(
    "S016",
    "mixed-cost-frames",
    scope=Scope.TABLE,
    severity=WARNING,
    texts={"under": "产出下的“{level}”", "first": "一级指标“{level}”"},
    message="成本在这张表里有两个位置：既是“{under}”下的二级指标，又是一级指标“{first}”",
    help="全表统一成一种：都放在产出指标下的成本指标，或都放在一级指标成本指标下",
)
def mixed_cost_frames(table: Table, settings: Settings) -> Iterator[Fault]:
    """同一张表里成本指标有两种摆法。

    旧办法把成本放在产出下面，新指引把成本列为一级指标；一张表混用两套，权重无法统一计算，审核时会要求统一。

    依据：财预〔2021〕101号把成本列为一级指标，此前的办法列在产出之下（条文未核对）。

    反例：
        unit: 某县水利局    # S016
        projects:
          - name: 泵站改造
            indicators:
              - {level1: 产出指标, level2: 成本指标, name: 单座改造成本, full: ≤45万元}
          - name: 堤防除险
            indicators:
              - {level1: 成本指标, level2: 经济成本指标, name: 每公里除险成本, full: ≤80万元}
    正例：
        unit: 某县水利局
        projects:
          - name: 泵站改造
            indicators:
              - {level1: 成本指标, level2: 经济成本指标, name: 单座改造成本, full: ≤45万元}
          - name: 堤防除险
            indicators:
              - {level1: 成本指标, level2: 社会成本指标, name: 断航天数, full: ≤5天}
    """
    under = _first_cell(table, "level2", ("output", "output_cost"))
    first = _first_cell(table, "level1", ("cost",))
    if under is None or first is None:
        return
    related = (
        Related(settings.say("under", level=under.text.strip()), under.at()),
        Related(settings.say("first", level=first.text.strip()), first.at()),
    )
    yield Fault(
        table.at(), {"under": settings.policy.frame.first["output"].name, "first": first.text.strip()}, related=related
    )


@rule(
    "S019",
    "name-repeats-category",
    scope=Scope.INDICATOR,
    severity=WARNING,
    message="指标名称“{name}”只是重复了“{level}”",
    help="写出具体衡量什么，如“{example}”",
)
def name_repeats_category(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """指标名称只是重复了类别。

    三级指标应当是一件具体的事；把二级指标的名字再抄一遍，等于没有指标，审核时会要求重写。

    依据：财预〔2021〕101号要求指标名称简洁明确、反映具体内容（条文未核对）；各地公开的目标表中确有其例。

    反例：
        - {level1: 效益指标, level2: 可持续影响指标, name: 可持续影响指标, full: 持续发展}    # S019 name
    正例：
        - {level1: 效益指标, level2: 可持续影响指标, name: 设备使用年限, full: ≥8年}
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 服务对象满意度, full: ≥90%}
    """
    echoed = settings.policy.frame.echoed(indicator)
    if indicator.name is not None and echoed and "satisfaction" not in (echoed.key, echoed.parent):
        yield Fault(
            indicator.name.at(),
            {"name": indicator.name.text.strip(), "level": echoed.name, "example": sample_name(indicator)},
        )


def _present(project: Project, frame: Frame) -> list[str]:
    """The second levels of 产出 that the project has, in the frame's order."""
    found = {row.category.level2 for row in project.of("output")}
    return _names(level for level in frame.second.values() if level.key in found)


def _names(levels: Iterable[Level]) -> list[str]:
    return [level.name for level in levels]


def _first_cell(table: Table, field: str, keys: tuple[str, ...]) -> Cell | None:
    """The `field` (level1, level2) of the table's first row that stands at `keys`."""
    rows = (row for row in table.indicators if row.category[: len(keys)] == keys)
    return next((getattr(row, field) for row in rows), None)
