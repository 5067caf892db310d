"""X, 雷同: whole sets of indicators carried over from one project to another (X001 to X003)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from perflint.expression import Quantity
from perflint.finding import Fault, Related
from perflint.model import Cell, Corpus, Indicator, Project, Table, Value
from perflint.record import NamedTuple
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import shown
from perflint.rules.likeness import Item, Likeness
from perflint.rules.projects import Peers, budget_in_yuan, funds, titled, unit_name
from perflint.text import letters

FEWEST_ROWS = 4
NEAR = Fraction(8, 10)


class Profile(NamedTuple):
    """A project and its indicator set: a number for each distinct row of second level, name and values."""

    project: Project
    rows: frozenset[int]


def _profiles(tables: Sequence[Table]) -> list[Profile]:
    """Every project with enough rows, in order."""
    numbers: dict[object, int] = {}
    amounts = _Amounts()
    profiles = []
    for project in (project for table in tables for project in table.projects):
        if len(project.indicators) < FEWEST_ROWS:
            continue
        rows = frozenset(numbers.setdefault(_row(row, amounts), len(numbers)) for row in project.indicators)
        if len(rows) >= FEWEST_ROWS:
            profiles.append(Profile(project, rows))
    return profiles


def _row(row: Indicator, amounts: _Amounts) -> object:
    """What makes two rows the same: second level, name and values, however they are written."""
    level = row.category.level2 or (row.level2 or row.level1)
    # A single value stands for that of the full period. Two are always those of the full period and the year: beside
    # one of them a single value is no field (`readers.builder`).
    is_annual = bool(row.values) and row.values[0].field == "annual"
    return (
        letters(level.text) if isinstance(level, Cell) else level,
        row.normal,
        is_annual,
        *[amounts.of(value) for value in row.values],
    )


class _Amounts:
    """Values as they are compared, a number for each: by comparator, number and unit, else by text without spaces."""

    def __init__(self) -> None:
        self._of_text: dict[str, int] = {}
        self._numbers: dict[object, int] = {}

    def of(self, value: Value) -> int:
        number = self._of_text.get(value.text)
        if number is None:
            number = self._of_text[value.text] = self._numbers.setdefault(self._read(value), len(self._numbers))
        return number

    def _read(self, value: Value) -> object:
        expression = value.expression
        if not isinstance(expression, Quantity):
            return "".join(value.text.split())
        return expression.comparator, expression.number, expression.unit.name if expression.unit else None


class Twins(NamedTuple):
    """A profile and the first comparable project before it that has the very same rows, if any."""

    profile: Profile
    first: Project | None


def _twins(tables: Sequence[Table]) -> list[Twins]:
    peers: dict[frozenset[int], Peers] = {}
    found = []
    for profile in _profiles(tables):
        same = peers.setdefault(profile.rows, Peers())
        found.append(Twins(profile, same.first(profile.project)))
        same.add(profile.project)
    return found


@rule(
    "X001",
    "identical-indicators",
    scope=Scope.CORPUS,
    severity=WARNING,
    texts={"first": "指标相同的第一个项目"},
    message="{count}条指标与{first}一字不差",
    help="按本项目自己的任务重写指标和指标值；其实是一件事的，合并成一个项目",
)
def identical_indicators(corpus: Corpus, settings: Settings) -> Iterator[Fault]:
    """整套指标与另一个项目完全相同。

    两个项目做的事不同，指标和指标值却一条不差，说明是复制来的，看不出这个项目要做什么，审核时会要求重写。

    不同单位的同名项目是同一项政策，不算雷同。

    依据：财预〔2015〕88号要求绩效目标与项目内容相应匹配（条文未核对）；公开的目标表中有四个信息化项目共用一套指标的实例。

    反例：
        - name: 一号泵站检修
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 检修次数, full: ≥12次}
            - {level1: 产出指标, level2: 质量指标, name: 检修合格率, full: 100%}
            - {level1: 效益指标, level2: 社会效益指标, name: 设备完好率, full: ≥98%}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 受益群众满意度, full: ≥90%}
        - name: 防汛物资储备    # X001 name
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 检修次数, full: ">=12次"}
            - {level1: 产出指标, level2: 质量指标, name: 检修合格率, full: 100%}
            - {level1: 效益指标, level2: 社会效益指标, name: 设备完好率, full: ≥98%}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 受益群众满意度, full: ≥90%}
    正例：
        - name: 一号泵站检修
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 检修次数, full: ≥12次}
            - {level1: 产出指标, level2: 质量指标, name: 检修合格率, full: 100%}
            - {level1: 效益指标, level2: 社会效益指标, name: 设备完好率, full: ≥98%}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 受益群众满意度, full: ≥90%}
        - name: 防汛物资储备
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 储备编织袋, full: ≥20000条}
            - {level1: 产出指标, level2: 质量指标, name: 物资合格率, full: 100%}
            - {level1: 效益指标, level2: 社会效益指标, name: 险情处置及时率, full: 100%}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 受益群众满意度, full: ≥90%}
    """
    for (project, rows), first in corpus.once(_twins):
        if first is not None:
            related = (Related(settings.say("first"), first.title()),)
            yield Fault(project.title(), {"count": len(rows), "first": titled(first, project)}, related=related)


@rule(
    "X002",
    "identical-despite-budget",
    scope=Scope.CORPUS,
    severity=ERROR,
    texts={
        "budget": "预算{total}",
        "no-budget": "没有填预算",
        "member": "{project}{budget}",
        "same": "同一套指标，{budget}",
    },
    message="{count}个项目共用同一套{rows}条指标，预算却相差{ratio}倍：{members}",
    help="按各项目的规模分别写数量和成本指标：钱多的项目，任务量也应当多",
    parameters={"budget_ratio": 3},
)
def identical_despite_budget(corpus: Corpus, settings: Settings) -> Iterator[Fault]:
    """指标完全相同，预算却相差悬殊。

    花十几万和花几百万的项目，任务量和效果都一样，说明目标和资金不匹配：不是指标定低了，就是预算要多了，会被退回。

    依据：财预〔2015〕88号要求绩效目标与计划期内的任务数、预算额相对应（条文未核对）；公开的目标表中有预算相差三十多倍的实例。

    反例：
        - name: 东片区路灯养护    # X002 name
          budget: {total: 20}
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 巡检次数, full: ≥24次}
            - {level1: 产出指标, level2: 质量指标, name: 亮灯率, full: ≥98%}
            - {level1: 效益指标, level2: 社会效益指标, name: 夜间照明投诉, full: ≤10件}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 居民满意度, full: ≥90%}
        - name: 西片区路灯养护
          budget: {total: 260}
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 巡检次数, full: ≥24次}
            - {level1: 产出指标, level2: 质量指标, name: 亮灯率, full: ≥98%}
            - {level1: 效益指标, level2: 社会效益指标, name: 夜间照明投诉, full: ≤10件}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 居民满意度, full: ≥90%}
    正例：
        - name: 东片区路灯养护
          budget: {total: 20}
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 养护路灯数, full: 600盏}
            - {level1: 产出指标, level2: 质量指标, name: 亮灯率, full: ≥98%}
            - {level1: 效益指标, level2: 社会效益指标, name: 夜间照明投诉, full: ≤10件}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 居民满意度, full: ≥90%}
        - name: 西片区路灯养护
          budget: {total: 260}
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 养护路灯数, full: 7800盏}
            - {level1: 产出指标, level2: 质量指标, name: 亮灯率, full: ≥98%}
            - {level1: 效益指标, level2: 社会效益指标, name: 夜间照明投诉, full: ≤10件}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 居民满意度, full: ≥90%}
    """
    sharing: dict[frozenset[int], list[Project]] = {}
    for (project, rows), _ in corpus.once(_twins):
        sharing.setdefault(rows, []).append(project)
    for rows, projects in sharing.items():
        for circle in _circles(projects):
            budgets = [budget for budget in map(budget_in_yuan, circle) if budget is not None]
            if len(budgets) < 2 or max(budgets) < Decimal(str(settings.budget_ratio)) * min(budgets):
                continue
            first, *others = circle
            fields = {
                "count": len(circle),
                "rows": len(rows),
                "ratio": shown(round(max(budgets) / min(budgets), 1)),
                "members": [
                    settings.say("member", project=titled(project, first), budget=_budgeted(project, settings))
                    for project in circle
                ],
            }
            related = tuple(
                Related(settings.say("same", budget=_budgeted(project, settings)), project.title())
                for project in others
            )
            yield Fault(first.title(), fields, related=related)


def _circles(projects: Iterable[Project]) -> Iterator[list[Project]]:
    """The projects that are held against each other: of one table, or of one year where several units share the set."""
    by_year: dict[int | None, list[Project]] = {}
    for project in projects:
        by_year.setdefault(project.table.year, []).append(project)
    for members in by_year.values():
        named = [project for project in members if unit_name(project.table)]
        several = len({unit_name(project.table) for project in named}) > 1
        by_table: dict[object, list[Project]] = {}
        for project in members:
            shared = several and unit_name(project.table)
            by_table.setdefault("year" if shared else id(project.table), []).append(project)
        yield from by_table.values()


def _budgeted(project: Project, settings: Settings) -> str:
    total = funds(project)
    return settings.say("budget", total=total) if total else settings.say("no-budget")


@rule(
    "X003",
    "near-identical-indicators",
    scope=Scope.CORPUS,
    severity=INFO,
    texts={"first": "指标大部分相同的项目"},
    message="{count}条指标中有{same}条与{first}相同",
    help="把照搬的指标换成本项目自己的任务和成效",
)
def near_identical_indicators(corpus: Corpus, settings: Settings) -> Iterator[Fault]:
    """大部分指标与另一个项目相同。

    改了一两条，其余照搬，本项目的特点还是看不出来，审核时可能要求区分。

    不同单位的同名项目是同一项政策，不算雷同。

    依据：财预〔2015〕88号要求绩效目标与项目内容相应匹配（条文未核对）；以相同指标占八成为界是经验值。

    反例：
        - name: 城东交通岗亭维护
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 维护岗亭数, full: 36座}
            - {level1: 产出指标, level2: 质量指标, name: 维护验收合格率, full: 100%}
            - {level1: 产出指标, level2: 时效指标, name: 故障修复时间, full: ≤24小时}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 执勤民警满意度, full: ≥90%}
        - name: 城西交通岗亭维护    # X003 name
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 维护岗亭数, full: 36座}
            - {level1: 产出指标, level2: 质量指标, name: 维护验收合格率, full: 100%}
            - {level1: 产出指标, level2: 时效指标, name: 故障修复时间, full: ≤24小时}
            - {level1: 效益指标, level2: 社会效益指标, name: 早高峰拥堵时长, full: ≤40分钟}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 执勤民警满意度, full: ≥90%}
    正例：
        - name: 城东交通岗亭维护
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 维护岗亭数, full: 36座}
            - {level1: 产出指标, level2: 质量指标, name: 维护验收合格率, full: 100%}
            - {level1: 产出指标, level2: 时效指标, name: 故障修复时间, full: ≤24小时}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 执勤民警满意度, full: ≥90%}
        - name: 城西交通岗亭维护
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 维护岗亭数, full: 22座}
            - {level1: 产出指标, level2: 质量指标, name: 维护验收合格率, full: 100%}
            - {level1: 产出指标, level2: 时效指标, name: 故障修复时间, full: ≤24小时}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 执勤民警满意度, full: ≥90%}
    """
    twins = corpus.once(_twins)
    likeness = Likeness(((twin.profile.rows, twin.profile.project) for twin in twins), Rows)
    for (project, rows), _ in twins:
        found = likeness.first_like(rows, project)
        if found is None:
            continue
        first, theirs, mine = found
        if theirs is not mine:
            related = (Related(settings.say("first"), first.title()),)
            fields = {"count": len(rows), "same": len(rows & theirs.rows), "first": titled(first, project)}
            yield Fault(project.title(), fields, related=related)


class Rows(Item):
    """The indicator set of one or several projects: like another if they share eight tenths of what is in either.

    That leaves the smaller one at most a ninth of its rows outside the other.
    """

    __slots__ = ("rows",)

    def __init__(self, rows: frozenset[int]) -> None:
        super().__init__(len(rows), len(rows) - len(rows) // 9, floor(len(rows) / NEAR))
        self.rows = rows

    def parts(self) -> frozenset[int]:
        return self.rows

    def likeness(self) -> Callable[[Item], bool]:
        def like(other: Item) -> bool:
            if not isinstance(other, Rows):
                return False
            same = len(self.rows & other.rows)
            return same >= NEAR * (self.size + other.size - same)

        return like
