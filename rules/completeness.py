"""S, 完整性: whether a project has as many indicators as it needs, each once, with both of its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perflint.finding import Fault, Place, Related
from perflint.model import Cell, Indicator, Project, Table
from perflint.policy import Frame
from perflint.rule import INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import stated_unit, value_title
from perflint.rules.patterns import pattern

_FEWEST_LETTERS = 4


@rule(
    "S009",
    "too-few-indicators",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="只有{count}条指标，少于{least}条",
    help="至少写{least}条，产出、效益、满意度都要有",
    parameters={"min_indicators": 3},
)
def too_few_indicators(project: Project, settings: Settings) -> Iterator[Fault]:
    """指标太少。

    一两条指标说不清一个项目做了什么、有什么用、服务对象是否满意，审核时会要求补充。

    依据：有的地方在填报说明里规定三级指标总数不得少于3个（已核对一地的说明）。

    反例：
        name: 森林防火宣传    # S009 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 发放宣传册, full: ≥5000份}
    正例：
        name: 森林防火宣传
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 发放宣传册, full: ≥5000份}
          - {level1: 效益指标, level2: 社会效益指标, name: 群众知晓率, full: ≥90%}
          - {level1: 满意度指标, level2: 服务对象满意度指标, name: 林区群众满意度, full: ≥90%}
    """
    count = len(project.indicators)
    if 0 < count < settings.min_indicators:
        yield Fault(project.title(), {"count": count, "least": settings.min_indicators})


@rule(
    "S010",
    "too-many-indicators",
    scope=Scope.PROJECT,
    severity=INFO,
    texts={"level": "{name}有{number}条"},
    message="有{count}条指标，超过{most}条，看不出重点",
    help="留下最能说明项目成效的，合并同类，控制在{most}条以内",
    variants={
        "level2": ("{levels}，一类超过{most}条，看不出重点", "同类指标合并或择要，每类控制在{most}条以内"),
    },
    parameters={"max_indicators": 20, "max_per_level2": 8},
)
def too_many_indicators(project: Project, settings: Settings) -> Iterator[Fault]:
    """指标太多。

    什么都考核等于没有重点，年底取数、打分的工作量也大；指标要少而精。

    依据：财预〔2021〕101号要求指标突出重点（条文未核对）；上限为经验值，可用 `max_indicators`、`max_per_level2` 调整。

    反例：
        name: 基层卫生服务    # S010 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 建档人数, full: 9000人}
          - {level1: 产出指标, level2: 数量指标, name: 老年人体检人数, full: 1200人}
          - {level1: 产出指标, level2: 数量指标, name: 孕产妇访视人数, full: 90人}
          - {level1: 产出指标, level2: 数量指标, name: 新生儿访视人数, full: 88人}
          - {level1: 产出指标, level2: 数量指标, name: 高血压随访人数, full: 800人}
          - {level1: 产出指标, level2: 数量指标, name: 糖尿病随访人数, full: 300人}
          - {level1: 产出指标, level2: 数量指标, name: 疫苗接种人次, full: 2600人次}
          - {level1: 产出指标, level2: 数量指标, name: 健康讲座场次, full: 12场}
          - {level1: 产出指标, level2: 数量指标, name: 宣传资料种类, full: 12种}
    正例：
        name: 基层卫生服务
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 建档人数, full: 9000人}
          - {level1: 产出指标, level2: 数量指标, name: 慢性病随访人数, full: 1100人}
    """
    count = len(project.indicators)
    if count > settings.max_indicators:
        yield Fault(project.title(), {"count": count, "most": settings.max_indicators})
        return
    if count <= settings.max_per_level2:
        return
    counts = Counter(row.category.level2 for row in project.indicators if row.category.level2)
    crowded = {key: number for key, number in counts.items() if number > settings.max_per_level2}
    if crowded:
        second = settings.policy.frame.second
        levels = [settings.say("level", name=second[key].name, number=number) for key, number in crowded.items()]
        yield Fault(project.title(), {"levels": levels, "most": settings.max_per_level2}, variant="level2")


@rule(
    "S017",
    "duplicate-indicator",
    scope=Scope.PROJECT,
    severity=WARNING,
    texts={"first": "先出现的一条", "no-level": "指标"},
    message="“{name}”在本项目的{level}里已经有了",
    help="删去一条；两条衡量的不是一回事的，把名称写得能够区分，如注明对象或范围",
    variants={
        "reworded": (
            "“{name}”和本项目{level}里的“{other}”说的是一件事",
            "删去一条，留下与目标一致的数；衡量的不是一回事的，把名称写得能够区分，如注明对象或范围",
        )
    },
)
def duplicate_indicator(project: Project, settings: Settings) -> Iterator[Fault]:
    """同一指标重复出现。

    同一项目同一类下两条指标同名，取数和打分会重复，值不同时更不知道以哪条为准。

    一条只有实施期值、另一条只有年度值的，是分两栏填写，不算重复。

    依据：由“一条指标衡量一件事”推定，无明文。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 检测样品数（批次）, full: 300批次}
        - {level1: 产出指标, level2: 数量指标, name: 检测样品数, full: 280批次}    # S017 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 农产品检测样品数, full: 300批次}
        - {level1: 产出指标, level2: 数量指标, name: 水产品检测样品数, full: 280批次}
        - {level1: 产出指标, level2: 数量指标, name: 水产品检测人数, full: ≥26人}
    """
    for rows in _by_place(project, settings.policy.frame):
        seen: dict[object, Indicator] = {}
        for row in rows:
            first = seen.setdefault(row.naming.normal, row)
            if first is row and (reworded := _reworded(row)):
                first = seen.setdefault(reworded, row)
            if first is row or _complement(first, row):
                continue
            fields = {
                "name": row.naming.core,
                "level": _level_text(row).strip() or settings.say("no-level"),
                "other": first.naming.core,
            }
            variant = "reworded" if first.naming.normal != row.naming.normal else None
            related = (Related(settings.say("first"), first.title()),)
            yield Fault(row.title(), fields, variant, related=related)


def _by_place(project: Project, frame: Frame) -> Iterator[list[Indicator]]:
    """The rows that have names, those under the same levels together; no row that is alone there."""
    places: dict[tuple[str | None, str], list[Indicator]] = {}
    for row in project.indicators:
        if row.naming.normal:
            level1, level2, _ = row.category
            places.setdefault((level1, level2 or frame.normal(_level_text(row))), []).append(row)
    return (rows for rows in places.values() if len(rows) > 1)


def _level_text(row: Indicator) -> str:
    cell = row.level2 or row.level1
    return cell.text if cell else ""


def _reworded(row: Indicator) -> object:
    """The letters of a counting name in any order, with its unit: 举办临时展览数量 is 临时展览举办个数."""
    value = row.judged
    unit = stated_unit(value) if value else None
    counted = pattern("goals", "measures").sub("", row.naming.normal)
    if unit is None or counted == row.naming.normal or len(counted) < _FEWEST_LETTERS:
        return None
    return unit.name, "".join(sorted(counted))


def _complement(first: Indicator, second: Indicator) -> bool:
    """Whether two rows fill different value columns, as two halves of one indicator do."""
    mine, other = ({value.field for value in row.values} for row in (first, second))
    return bool(mine and other) and mine.isdisjoint(other)


@rule(
    "S018",
    "missing-period-value",
    scope=Scope.TABLE,
    severity=WARNING,
    message="{missing}空着，表里多数指标两栏都填了",
    help="补上{missing}；一年的项目，两栏可以相同",
)
def missing_period_value(table: Table, settings: Settings) -> Iterator[Fault]:
    """实施周期值和年度值只填了一个。

    跨年项目既要看总目标，也要看当年做到哪一步；别的指标两栏都填，只有这一条缺一栏，多半是漏填。

    依据：一地申报系统要求中期目标和年度目标都要填写（已核对该系统的校验项）；一年的项目可以不填项目期目标，见一地的填报说明（已核对）。

    反例：
        name: 2024-2026年水库除险加固
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 加固水库数, full: 9座, annual: 3座}
          - {level1: 产出指标, level2: 质量指标, name: 单元工程优良率, full: ≥85%, annual: ≥85%}
          - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2026年11月底前, annual: ""}    # S018 annual
    正例：
        name: 2024年水库除险加固
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 加固水库数, full: 3座, annual: 3座}
          - {level1: 产出指标, level2: 质量指标, name: 单元工程优良率, full: ≥85%, annual: ≥85%}
          - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: "", annual: 2024年11月底前}
    """
    # One that an alias brings in again is one.
    rows = [row for row in dict.fromkeys(table.indicators) if row.full is not None or row.annual is not None]
    lacking = [row for row in rows if len(row.values) < 2]
    if len(lacking) * 2 >= len(rows) and not {"full", "annual"} <= set(settings.policy.columns):
        return
    for row in lacking:
        match [value.field for value in row.values]:
            case ["full"]:
                yield Fault(_blank(row, row.annual), {"missing": value_title("annual")})
            case ["annual"] if not _is_one_year(row.project):
                yield Fault(_blank(row, row.full), {"missing": value_title("full")})


def _blank(row: Indicator, cell: Cell | None) -> Place:
    return row.title() if cell is None else cell.at()


def _is_one_year(project: Project) -> bool:
    return project.years is not None and len(project.years) == 1
