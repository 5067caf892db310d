"""B — 预算: whether funds add up, and whether cost indicators fit them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perflint.expression import Quantity, parse
from perflint.finding import Fault, Place, Related
from perflint.model import Amount, Budget, Indicator, Project, Table, Value
from perflint.rule import ERROR, WARNING, Scope, Settings, rule
from perflint.rules.common import COST, is_cost, shown
from perflint.rules.patterns import pattern
from perflint.rules.projects import money_unit
from perflint.vocabulary import words


def _source(key: str) -> str:
    name: str = words("budgets")["sources"][key]
    return name


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
            gap = shown(abs(stated.amount - summed))
            differences.append(f"{_source(key)}合计{shown(stated.amount)}，项目之和{shown(summed)}，差{gap}{unit}")
            related.append(Related(_source(key), stated.at()))
    if differences:
        yield Fault(table.at(), {"differences": "；".join(differences)}, related=tuple(related))


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
        related = (Related(_source("total"), budget.total.at()),) if budget.total else ()
        yield Fault(budget.annual.at(), fields, related=related)


@rule(
    "B004",
    "no-budget",
    scope=Scope.PROJECT,
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


class Control(NamedTuple):
    """A limit on the total cost: the value, what it says, and the funds that it is held against."""

    value: Value
    expression: Quantity
    funds: Amount
    budget: Fraction
    """The funds in 元."""


def _controls(indicator: Indicator) -> Iterator[Control]:
    """The total-cost controls of an indicator: its annual one against the year's funds, where they are given."""
    budget = indicator.project.budget
    if budget is None or not is_cost(indicator) or pattern("budgets", "prices").search(indicator.naming.core):
        return
    factor = money_unit(indicator.project.table)[1]
    for value in indicator.values:
        expression = value.expression
        if not isinstance(expression, Quantity) or expression.unit is None or expression.unit.dimension != "money":
            continue
        funds = budget.annual if value.field == "annual" and budget.annual is not None else budget.total
        if funds is not None and funds.amount:
            yield Control(value, expression, funds, Fraction(funds.amount) * factor)


@rule(
    "B005",
    "cost-exceeds-budget",
    scope=Scope.INDICATOR,
    places=("cost", *COST),
    severity=WARNING,
    message="成本“{text}”超过预算{budget}{unit}",
    help="成本上限不超过预算，如“≤{budget}{unit}”；另有资金来源的，补进预算",
)
def cost_exceeds_budget(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """成本控制数超过预算。

    控制数比预算还高，等于没有控制，也可能是单位写错。

    依据：成本指标不得高于预算支出标准（财预〔2021〕101号，条文未核对）。

    反例：
        name: 消防改造
        budget: {total: 80}
        indicators:
          - {level1: 产出指标, level2: 成本指标, name: 项目总成本, full: ≤90万元}    # B005 full
    正例：
        name: 消防改造
        budget: {total: 90}
        indicators:
          - {level1: 产出指标, level2: 成本指标, name: 项目总成本, full: ≤90万元}
          - {level1: 产出指标, level2: 成本指标, name: 单位成本, full: ≤120万元}
    """
    for control in _controls(indicator):
        at_most = control.expression.comparator in (None, "=", "≤", "<")
        if at_most and 1 < control.expression.base / control.budget < _SLIP[0]:
            amount = control.funds
            assert amount.amount is not None
            unit = money_unit(indicator.project.table)[0]
            fields = {"text": control.value.text.strip(), "budget": shown(amount.amount), "unit": unit}
            yield Fault(control.value.at("number"), fields, related=(Related(_source(amount.field), amount.at()),))
            return


@rule(
    "B006",
    "strict-cost-at-budget",
    scope=Scope.INDICATOR,
    places=("cost", *COST),
    severity=WARNING,
    message="成本“{text}”正好是预算数：钱全部用完就算没完成",
    help="把 ＜ 改为 ≤",
)
def strict_cost_at_budget(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """成本写成“小于预算”。

    预算正常执行完，成本等于预算，按“＜”却是不合格。

    依据：通行做法；公开的申报表里确有写错的（见过实例）。

    反例：
        name: 机房租赁
        budget: {total: 168.168}
        indicators:
          - {level1: 产出指标, level2: 成本指标, name: 租赁成本, full: ＜1681680元}    # B006 full
    正例：
        name: 机房租赁
        budget: {total: 168.168}
        indicators:
          - {level1: 产出指标, level2: 成本指标, name: 租赁成本, full: ≤1681680元}
    """
    for control in _controls(indicator):
        if control.expression.comparator == "<" and control.expression.base == control.budget:
            related = (Related(_source(control.funds.field), control.funds.at()),)
            yield Fault(control.value.at("comparator"), {"text": control.value.text.strip()}, related=related)
            return


_SLIP = (5000, 20000)
_NEAR = 8


@rule(
    "B007",
    "money-unit-slip",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="{what}{amount}与{other}{compared}相差约{times}倍，像是元和万元写混了",
    help="核对金额单位：本表以{unit}为单位",
)
def money_unit_slip(project: Project, _: Settings) -> Iterator[Fault]:
    """元和万元写混。

    同一个项目的两笔金额差一万倍，多半有一处把元写成了万元。

    依据：同类检查工具的经验（元与万元混写是常见错误）。

    反例：
        name: 消防改造
        budget: {total: 900000}    # B007 total
        goal: 投入90万元改造库房消防设备，保障12万卷档案安全。
        indicators: []
    正例：
        name: 消防改造
        budget: {total: 90}
        goal: 投入90万元改造库房消防设备，保障12万卷档案安全。
        indicators: []
    """
    budget = project.budget
    if budget is None or budget.total is None or not budget.total.amount:
        return
    unit, factor = money_unit(project.table)
    total = abs(Fraction(budget.total.amount) * factor)
    for other in _other_amounts(project):
        times = max(total, other.size) / min(total, other.size)
        if _SLIP[0] <= times <= _SLIP[1]:
            fields = {
                "what": _source("total"),
                "amount": shown(budget.total.amount) + unit,
                "other": other.what,
                "compared": other.text,
                "times": round(times),
                "unit": unit,
            }
            yield Fault(budget.total.at(), fields, related=(Related(other.what, other.place),))
            return


class Money(NamedTuple):
    """An amount of a project that is not zero: what it is, where, its size in 元 without sign, as people read it."""

    what: str
    place: Place
    size: Fraction
    text: str


def _other_amounts(project: Project) -> Iterator[Money]:
    """What the project's total is held against: the other funds, cost controls, the goal's only amount."""
    budget = project.budget
    assert budget is not None
    unit, factor = money_unit(project.table)
    titles = words("budgets")["titles"]
    for key, amount in [*budget.sources.items(), *_annual(budget)]:
        if amount.amount:
            yield Money(_source(key), amount.at(), abs(Fraction(amount.amount) * factor), shown(amount.amount) + unit)
    for indicator in project.indicators:
        for control in _controls(indicator):
            if control.expression.base > 0:
                value = control.value
                yield Money(titles["cost"], value.at("number"), control.expression.base, value.text.strip())
    if project.goal is not None:
        text = project.goal.text
        found = [(match, parse(match.group())) for match in pattern("budgets", "goal_amount").finditer(text)]
        stated = [(match, read.base) for match, read in found if isinstance(read, Quantity) and read.base > 0]
        if len(stated) == 1 and not _is_price(text[: stated[0][0].start()]):
            match, size = stated[0]
            yield Money(titles["goal"], Place(project.goal, *match.span()), size, match.group())


def _is_price(before: str) -> bool:
    """Whether the words before an amount make it a price (每亩补助500元)."""
    return pattern("budgets", "prices").search(before[-_NEAR:]) is not None


def _annual(budget: Budget) -> Iterator[tuple[str, Amount]]:
    if budget.annual is not None:
        yield "annual", budget.annual


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
    for key, amount in [*_columns(budget), *_annual(budget)]:
        if amount.amount is not None and amount.amount < 0:
            yield Fault(amount.at(), {"source": _source(key), "amount": amount.text.strip()})
