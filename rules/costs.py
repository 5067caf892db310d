"""B — 预算: whether cost indicators and amounts in prose fit the funds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from perflint.expression import Expression, Quantity, parse, read_unit
from perflint.finding import Fault, Place, Related
from perflint.model import Amount, Budget, Indicator, Project, Value
from perflint.record import NamedTuple
from perflint.rule import WARNING, Scope, Settings, rule
from perflint.rules.budgets import annual_funds, source
from perflint.rules.common import AT_MOST, COST, is_cost, shown, unit_of, without_comparator
from perflint.rules.patterns import pattern
from perflint.rules.projects import money_unit
from perflint.rules.promises import thing_of
from perflint.units import Unit, is_countable

_FEWEST_LETTERS = 2
_EXTENTS = ("length", "area", "volume", "mass")
_SLIP = (5000, 20000)
_NEAR = 8


class Control(NamedTuple):
    """A limit on the total cost: the value, its size and the funds that it is held against, both in 元."""

    value: Value
    size: Decimal
    funds: Amount
    budget: Decimal


@lru_cache(maxsize=256)
def _controls(indicator: Indicator) -> tuple[Control, ...]:
    """The total-cost controls of an indicator: its annual one against the year's funds, where they are given."""
    budget = indicator.project.budget
    if budget is None or not is_cost(indicator) or pattern("budgets", "prices").search(indicator.naming.core):
        return ()
    return tuple(_controlled(indicator, budget))


def _controlled(indicator: Indicator, budget: Budget) -> Iterator[Control]:
    factor = money_unit(indicator.project.table)[1]
    for value in indicator.values:
        size = _yuan(value.expression)
        if size is None:
            continue
        funds = budget.annual if value.field == "annual" and budget.annual is not None else budget.total
        if funds is not None and funds.amount:
            yield Control(value, size, funds, funds.amount * factor)


def _yuan(expression: Expression) -> Decimal | None:
    """What a quantity of money is in 元; None for anything else."""
    if not isinstance(expression, Quantity) or expression.unit is None or expression.unit.dimension != "money":
        return None
    return expression.number * expression.unit.factor.numerator / expression.unit.factor.denominator


@rule(
    "B005",
    "cost-exceeds-budget",
    scope=Scope.INDICATOR,
    places=("cost", *COST),
    severity=WARNING,
    message="成本“{text}”超过预算{budget}{unit}",
    help="成本上限不超过预算，如“≤{budget}{unit}”；另有资金来源的，补进预算",
    variants={
        "price": (
            "单价“{text}”乘以“{name}”的{quantity}是{sum}{unit}，超过预算{budget}{unit}",
            "核对单价、数量和预算，哪一个填错了改哪一个；另有资金来源的，补进预算",
        )
    },
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
          - {level1: 产出指标, level2: 数量指标, name: 更换消火栓数量, full: 200个}
          - {level1: 产出指标, level2: 成本指标, name: 消火栓更换单价, full: ≤0.6万元/个}    # B005 full
    正例：
        name: 消防改造
        budget: {total: 90}
        indicators:
          - {level1: 产出指标, level2: 成本指标, name: 项目总成本, full: ≤90万元}
          - {level1: 产出指标, level2: 成本指标, name: 单位成本, full: ≤120万元}
    """
    for control in _controls(indicator):
        at_most = control.value.expression.comparator in (None, "=", "≤", "<")
        if at_most and control.budget < control.size < control.budget * _SLIP[0]:
            amount = control.funds
            assert amount.amount is not None
            unit = money_unit(indicator.project.table)[0]
            fields = {"text": control.value.text.strip(), "budget": shown(amount.amount), "unit": unit}
            yield Fault(control.value.at("number"), fields, related=(Related(source(amount.field), amount.at()),))
            return
    yield from islice(_outspent(indicator), 1)


def _outspent(indicator: Indicator) -> Iterator[Fault]:
    """The unit prices of an indicator that, times the only quantity of their thing, come to more than the budget."""
    budget = indicator.project.budget
    if budget is None or not is_cost(indicator) or indicator.naming.has("fixed_subsidy"):
        return
    unit, factor = money_unit(indicator.project.table)
    for value in indicator.values:
        funds = budget.annual if value.field == "annual" and budget.annual is not None else budget.total
        if not funds or not funds.amount or not (share := _divided_by(value)):
            continue
        paid = [one for one in _amounts_of(value) if _same_measure(one, share)]
        if len(paid) != 1:
            continue
        assert isinstance(value.expression, Quantity)
        assert isinstance(paid[0].expression, Quantity)
        cost, limit = value.expression.base * paid[0].expression.base, Fraction(funds.amount * factor)
        if limit < cost < limit * _SLIP[0]:
            fields = {
                "text": value.text.strip(),
                "name": paid[0].naming.core,
                "quantity": without_comparator(paid[0]),
                "sum": shown(cost / Fraction(factor)),
                "budget": shown(funds.amount),
                "unit": unit,
            }
            related = (Related(paid[0].naming.core, paid[0].at("number")), Related(source(funds.field), funds.at()))
            yield Fault(value.at("number"), fields, "price", related=related)


def _divided_by(price: Value) -> Unit | None:
    """What a price is paid for, 辆 of 万元/辆; None for one per time, or per two things."""
    unit = unit_of(price)
    if unit is None or not isinstance(price.expression, Quantity) or price.expression.ratio:
        return None
    if price.expression.comparator not in (None, "=", "≤", "<") or len(unit.parts) != 2 or unit.main != "money":
        return None
    share = read_unit(unit.name.partition("/")[2])
    return share if share is not None and (is_countable(share.main) or share.main in _EXTENTS) else None


def _amounts_of(price: Value) -> Iterator[Value]:
    """The quantities of the project, of the price's own column, that count the very thing it is paid for."""
    thing = thing_of(pattern("budgets", "price_tails").sub("", price.naming.core))
    if len(thing) < _FEWEST_LETTERS:
        return
    for row in price.indicator.project.of("output", "quantity"):
        value = row.value_of(price.field)
        if value is not None and thing == thing_of(pattern("goals", "measures").sub("", row.naming.core)):
            yield value


def _same_measure(value: Value, share: Unit) -> bool:
    unit = unit_of(value)
    if unit is None or not isinstance(value.expression, Quantity) or value.expression.comparator in AT_MOST:
        return False
    return unit.name == share.name if is_countable(share.main) else unit.dimension == share.dimension


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
        if control.value.expression.comparator == "<" and control.size == control.budget:
            related = (Related(source(control.funds.field), control.funds.at()),)
            yield Fault(control.value.at("comparator"), {"text": control.value.text.strip()}, related=related)
            return


@rule(
    "B007",
    "money-unit-slip",
    scope=Scope.PROJECT,
    severity=WARNING,
    texts={"cost": "成本指标", "goal": "目标里写的"},
    message="{what}{amount}与{other}{compared}相差约{times}倍，像是元和万元写混了",
    help="核对金额单位：本表以{unit}为单位",
    variants={
        "large": (
            "{what}{amount}与{other}{compared}相差约{times}倍，像是元和万元写混了",
            "本表以{unit}为单位，{what}如果是{whole}元，应填 {meant}",
        )
    },
)
def money_unit_slip(project: Project, settings: Settings) -> Iterator[Fault]:
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
    total = abs(budget.total.amount * factor)
    other = next(_slipped(project, total, settings), None)
    if other is not None:
        less, more = sorted((total, other.size))
        fields = {
            "what": source("total"),
            "amount": shown(budget.total.amount) + unit,
            "other": other.what,
            "compared": other.text,
            "times": round(more / less),
            "unit": unit,
            "whole": shown(budget.total.amount),
            "meant": shown(budget.total.amount / factor),
        }
        variant = "large" if total > other.size and factor > 1 else None
        yield Fault(budget.total.at(), fields, variant, related=(Related(other.what, other.place),))


class Money(NamedTuple):
    """An amount of a project that is not zero: what it is, where, its size in 元 without sign, as people read it."""

    what: str
    place: Place
    size: Decimal
    text: str


def _slipped(project: Project, total: Decimal, settings: Settings) -> Iterator[Money]:
    """Of what the project's total is held against, that from which it is about ten thousand times away.

    The other funds, cost controls, the goal's only amount.
    """
    budget = project.budget
    assert budget is not None
    unit, factor = money_unit(project.table)
    for key, amount in [*budget.sources.items(), *annual_funds(budget)]:
        if amount.amount and _is_slip(total, size := abs(amount.amount * factor)):
            yield Money(source(key), amount.at(), size, shown(amount.amount) + unit)
    for indicator in filter(is_cost, project.indicators):
        for control in _controls(indicator):
            if control.size > 0 and _is_slip(total, control.size):
                yield Money(settings.say("cost"), control.value.at("number"), control.size, control.value.text.strip())
    if project.goal is not None:
        text = project.goal.text
        found = [(match, _yuan(parse(match.group()))) for match in pattern("budgets", "goal_amount").finditer(text)]
        stated = [(match, size) for match, size in found if size]
        if len(stated) == 1 and _is_slip(total, stated[0][1]) and not _is_price(text[: stated[0][0].start()]):
            match, size = stated[0]
            yield Money(settings.say("goal"), Place(project.goal, *match.span()), size, match.group())


def _is_slip(first: Decimal, second: Decimal) -> bool:
    less, more = (first, second) if first < second else (second, first)
    return less * _SLIP[0] <= more <= less * _SLIP[1]


def _is_price(before: str) -> bool:
    """Whether the words before an amount make it a price (每亩补助500元) or what is gained (支出减少800元)."""
    near = before[-_NEAR:]
    return any(pattern("budgets", key).search(near) for key in ("prices", "brought"))
