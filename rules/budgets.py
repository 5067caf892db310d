"""B — 预算: whether funds are there and add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perflint.finding import Fault, Place, Related, Spot
from perflint.model import Amount, Budget, Project, Table
from perflint.rule import ERROR, WARNING, Scope, Settings, rule
from perflint.rules.common import shown
from perflint.rules.projects import money_unit
from perflint.vocabulary import term, words


def source(key: str) -> str:
    """What a column of funds is called, by its key."""
    return term("funds", key, words("budgets")["sources"][key])


def _sum_of(budget: Budget) -> Decimal | None:
    """What the sources sum to; None where none is given."""
    given = [amount.amount for amount in budget.sources.values() if amount.amount is not None]
    return sum(given, Decimal(0)) if given else None


@rule(
    "B001",
    "funds-do-not-add-up",
    scope=(Scope.PROJECT, Scope.TABLE),
    severity=ERROR,
    parameters={"amount_tolerance": "0.01"},
    message="总计{total}{unit}，各项来源合计{sum}{unit}，相差{difference}{unit}",
    help="核对总计和各项来源，改正填错的一项",
)
def funds_do_not_add_up(subject: Project | Table, settings: Settings) -> Iterator[Fault]:
    """总计与资金来源合计不符。

    数字自己对不上，整张表的可信度都会被怀疑，系统一般不让上报。

    依据：资金总额等于各项来源之和（申报表的表内关系；同类工具也查）。

    反例：
        name: 委托业务
        budget: {total: 0, fiscal: 90}    # B001 total
        indicators: []
    正例：
        name: 委托业务
        budget: {total: 90, fiscal: 60, other: 30}
        indicators: []
    """
    budget = subject.budget
    if budget is None or budget.total is None or budget.total.amount is None:
        return
    summed = _sum_of(budget)
    if summed is None:
        return
    difference = abs(budget.total.amount - summed)
    if difference > Decimal(str(settings.amount_tolerance)):
        table = subject if isinstance(subject, Table) else subject.table
        fields = {
            "total": shown(budget.total.amount),
            "sum": shown(summed),
            "difference": shown(difference),
            "unit": money_unit(table)[0],
        }
        yield Fault(budget.total.at(), fields)


@rule(
    "B002",
    "projects-do-not-add-up",
    scope=Scope.TABLE,
    severity=ERROR,
    parameters={"amount_tolerance": "0.01"},
    texts={"difference": "{source}合计{stated}，项目之和{sum}，差{gap}{unit}", "joined": "；"},
    message="单位合计与各项目之和不符：{differences}",
    help="核对合计行，或看是不是漏了、多了项目",
)
def projects_do_not_add_up(table: Table, settings: Settings) -> Iterator[Fault]:
    """单位合计与项目之和不符。

    合计和明细对不上，不是漏了项目就是填错了金额。

    依据：表内勾稽关系（通行做法）。

    反例：
        budget: {total: 100}    # B002
        projects:
          - {name: 甲, budget: {total: 60}, indicators: []}
          - {name: 乙, budget: {total: 30}, indicators: []}
    正例：
        budget: {total: 90}
        projects:
          - {name: 甲, budget: {total: 60}, indicators: []}
          - {name: 乙, budget: {total: 30}, indicators: []}
    """
    if table.budget is None or not table.projects:
        return
    tolerance, unit = Decimal(str(settings.amount_tolerance)), money_unit(table)[0]
    differences, related = [], []
    for key, stated in _columns(table.budget):
        parts = [_part(project, key) for project in table.projects]
        known = [part for part in parts if part is not None]
        if stated.amount is None or len(known) < len(parts):
            continue
        summed = sum(known, Decimal(0))
        if abs(stated.amount - summed) > tolerance:
            amounts = {"stated": shown(stated.amount), "sum": shown(summed), "gap": shown(abs(stated.amount - summed))}
            differences.append(settings.say("difference", source=source(key), **amounts, unit=unit))
            related.append(Related(source(key), stated.at()))
    if differences:
        first = Spot(table.source, related[0].place.span, table.pointer)
        yield Fault(Place(first), {"differences": settings.say("joined").join(differences)}, related=tuple(related))


def _part(project: Project, key: str) -> Decimal | None:
    """What a project adds to a column of the table; None where it does not say.

    A source that is not given counts nothing where those that are make up the total; else it was left out.
    """
    budget = project.budget
    if budget is None:
        return None
    given = budget.total if key == "total" else budget.sources.get(key)
    if given is not None and not given.blank:
        return given.amount
    if key == "total":
        return _sum_of(budget)
    return Decimal(0) if project.total is not None and project.total == (_sum_of(budget) or 0) else None


def _columns(budget: Budget) -> Iterator[tuple[str, Amount]]:
    if budget.total is not None:
        yield "total", budget.total
    yield from budget.sources.items()


def annual_funds(budget: Budget) -> Iterator[tuple[str, Amount]]:
    """The year's funds with their key, where they are given."""
    if budget.annual is not None:
        yield "annual", budget.annual


@rule(
    "B003",
    "annual-exceeds-total",
    scope=Scope.PROJECT,
    severity=ERROR,
    message="年度资金{annual}{unit}超过项目总额{total}{unit}",
    help="核对两个数，年度资金不能多于项目总额",
)
def annual_exceeds_total(project: Project, _: Settings) -> Iterator[Fault]:
    """年度资金超过项目总额。

    一年的钱比几年的还多，两个数必有一个错了。

    依据：表内勾稽关系（通行做法）。

    反例：
        name: 运维服务
        budget: {total: 100, annual: 120}    # B003 annual
        indicators: []
    正例：
        name: 运维服务
        budget: {total: 240, annual: 120}
        indicators: []
    """
    budget = project.budget
    if budget is None or budget.annual is None or budget.annual.amount is None or project.total is None:
        return
    if budget.annual.amount > project.total:
        unit = money_unit(project.table)[0]
        fields = {"annual": shown(budget.annual.amount), "total": shown(project.total), "unit": unit}
        related = (Related(source("total"), budget.total.at()),) if budget.total else ()
        yield Fault(budget.annual.at(), fields, related=related)


@rule(
    "B004",
    "no-budget",
    scope=Scope.PROJECT,
    unless=("funded",),
    severity=WARNING,
    message="项目有{count}条指标，却没有预算金额",
    help="填写项目资金总额；没有资金的项目不列入本表",
)
def no_budget(project: Project, _: Settings) -> Iterator[Fault]:
    """有指标没有预算。

    没有钱的项目不需要绩效目标；多半是金额漏填，或填到了别的栏。

    依据：绩效目标应与资金量相匹配（财预〔2015〕88号，条文未核对）。

    反例：
        name: 委托业务
        budget: {total: 0}    # B004 total
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 委托项目数, full: ≥50个}
    正例：
        name: 委托业务
        budget: {total: 90}
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 委托项目数, full: ≥50个}
    """
    if not project.indicators:
        return
    budget = project.budget
    if budget is not None and budget.total is not None and budget.total.amount is None and not budget.total.blank:
        return
    if budget is not None and budget.total is None and _sum_of(budget):
        return
    if not project.total:
        place = budget.total.at() if budget is not None and budget.total is not None else project.title()
        yield Fault(place, {"count": len(project.indicators)})


@rule(
    "B008",
    "negative-amount",
    scope=(Scope.PROJECT, Scope.TABLE),
    severity=ERROR,
    message="{source}是负数：{amount}",
    help="核对金额；收回资金在说明里写，不填负数",
)
def negative_amount(subject: Project | Table, _: Settings) -> Iterator[Fault]:
    """金额为负。

    预算没有负数，多半是输入时多了一个减号。

    依据：通行做法。

    反例：
        name: 委托业务
        budget: {total: 90, fiscal: 100, other: -10}    # B008 other
        indicators: []
    正例：
        name: 委托业务
        budget: {total: 90, fiscal: 90}
        indicators: []
    """
    budget = subject.budget
    if budget is None:
        return
    for key, amount in [*_columns(budget), *annual_funds(budget)]:
        if amount.amount is not None and amount.amount < 0:
            yield Fault(amount.at(), {"source": source(key), "amount": amount.text.strip()})
