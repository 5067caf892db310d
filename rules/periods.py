"""P — 周期: whether the full-period value and the annual value fit together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perflint.expression import Quantity, Words
from perflint.finding import Fault, Related, Severity
from perflint.model import Indicator, Value
from perflint.naming import Naming
from perflint.record import NamedTuple
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.blanks import says_something
from perflint.rules.common import (
    AT_LEAST,
    AT_MOST,
    NUMERIC,
    percents,
    stated_unit,
    unit_of,
    value_title,
    without_comparator,
)
from perflint.rules.patterns import pattern
from perflint.rules.promises import is_kept_by, promises
from perflint.units import Unit, dimension_name, is_countable
from perflint.vocabulary import words

_SUMMED = ("length", "area", "volume", "mass", "money")
_SUMMED_KINDS = ("people", "households", "times", "count", "place", "length", "weight", "volume", "thing", "document")
_NEVER_SUMMED = (
    "rate",
    "satisfaction",
    "perception",
    "score",
    "index",
    "physical",
    "lasting",
    "time_taken",
    "deadline",
    "ahead",
    "price",
)


class Pair(NamedTuple):
    """The two values of an indicator, both filled in."""

    full: Value
    annual: Value


class Amounts(NamedTuple):
    """The two numbers in one unit."""

    full: Fraction
    annual: Fraction


@rule(
    "P001",
    "annual-exceeds-full",
    scope=Scope.INDICATOR,
    needs=("differ",),
    severity=ERROR,
    message="年度值“{annual}”比实施周期的“{full}”还多",
    help="核对两个数，一年的量不能超过整个周期：年度值不超过 {most}，或把周期值改成各年之和",
)
def annual_exceeds_full(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """一年的量超过了整个周期的量。

    各年加起来才是整个周期，其中一年不会比全部还多，必有一个数填错了。

    依据：长期目标与年度目标混淆是常见问题（公开的填报辅导材料，已读）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥500人次, annual: ≥800人次}    # P001 annual
        - {level1: 产出指标, level2: 数量指标, name: 管网改造长度, full: 2公里, annual: 3000米}    # P001 annual
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥800人次, annual: ≥300人次}
        - {level1: 产出指标, level2: 数量指标, name: 平均每班人数, full: ≥40人, annual: ≥45人}
        - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: ≥95%, annual: 100%}
    """
    pair = _pair(indicator)
    amounts = _sums(pair) if pair else None
    if pair and amounts and amounts.annual > amounts.full:
        yield _on_annual(pair, most=without_comparator(pair.full))


@rule(
    "P002",
    "annual-equals-full",
    scope=Scope.INDICATOR,
    needs=("both", "years"),
    severity=WARNING,
    texts={"years": "{first}—{last}年"},
    message="项目跨{years}，年度值却与实施周期值同是“{annual}”",
    help="周期值填各年之和，年度值只填本年要完成的量；每年做的是同一批，或者本年就全部完成的，在备注里说明",
)
def annual_equals_full(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """跨年项目的年度值照抄了周期值。

    项目要做几年，数量却一年就做完，其余年份做什么说不清；多半是复制的，审核时会问。

    依据：长期目标与年度目标混淆是常见问题（公开的填报辅导材料，已读）。

    反例：
        name: 农村公路硬化（2024-2026年）
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 硬化里程, full: 90公里, annual: 90公里}    # P002 annual
    正例：
        name: 农村公路硬化（2024-2026年）
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 硬化里程, full: 90公里, annual: 30公里}
          - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 100%, annual: 100%}
          - {level1: 产出指标, level2: 数量指标, name: 年度硬化里程, full: 30公里, annual: 30公里}
          - {level1: 产出指标, level2: 数量指标, name: 养护桥梁, full: 6座, annual: 6座, note: 同一批，每年养护一次}
    """
    years = indicator.project.years
    if years is None or len(years) < 2 or indicator.naming.has("annual"):
        return
    pair = _pair(indicator)
    amounts = _sums(pair) if pair else None
    if pair and amounts and amounts.annual == amounts.full != 0 and not _are_caps(pair):
        if _remarked(indicator, "same_each_year") or _is_of_every_year(pair.full):
            return
        yield _on_annual(pair, years=settings.say("years", first=years[0], last=years[-1]))


@rule(
    "P003",
    "period-unit-mismatch",
    scope=Scope.INDICATOR,
    needs=("differ",),
    severity=ERROR,
    message="实施周期值的单位“{full_unit}”是{full_kind}，年度值的“{annual_unit}”是{annual_kind}",
    help="两个值用同一个单位，或拆成两个指标",
    variants={
        "share": (
            "实施周期值的单位是“{full_unit}”，年度值是“{annual_unit}”，一个是总数，一个是每份的数",
            "两个值用同一个单位，或拆成两个指标",
        )
    },
)
def period_unit_mismatch(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """周期值和年度值的单位不是一类。

    一个数人、一个数次，两个值说的不是一件事，合不起来也比不了，必被退回。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 道路养护, full: 20公里, annual: 5000平方米}    # P003 annual
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 道路养护, full: 20公里, annual: 5000米}
    """
    pair = _pair(indicator)
    if pair is None:
        return
    full, annual = unit_of(pair.full), unit_of(pair.annual)
    if full is None or annual is None or full.dimension == annual.dimension:
        return
    if "unknown" in (*full.parts, *annual.parts):
        return
    yield Fault(
        pair.annual.at("unit"),
        {
            "full_unit": full.text,
            "full_kind": dimension_name(full.main),
            "annual_unit": annual.text,
            "annual_kind": dimension_name(annual.main),
        },
        variant="share" if full.main == annual.main else None,
        related=(Related(value_title("full"), pair.full.at("unit")),),
    )


@rule(
    "P004",
    "period-comparator-mismatch",
    scope=Scope.INDICATOR,
    needs=("differ",),
    severity=WARNING,
    message="实施周期写“{full}”，年度写“{annual}”，方向相反",
    help="越多越好两个都用 ≥，越少越好两个都用 ≤",
    variants={
        "exact": (
            "实施周期写“{full}”，年度写“{annual}”，一个有方向一个没有",
            "两个值用同一个符号",
        )
    },
)
def period_comparator_mismatch(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """周期值和年度值的比较符号不一致。

    同一个指标，周期要求“不少于”、年度要求“不多于”，做多做少都说不清算不算完成。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 巡查次数, full: ≥48次, annual: ≤12次}    # P004 annual
        - {level1: 产出指标, level2: 数量指标, name: 培训期数, full: ≥12期, annual: 4期}    # P004 annual
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 巡查次数, full: ≥48次, annual: ＞12次}
        - {level1: 产出指标, level2: 时效指标, name: 任务按期完成率, full: 100%, annual: ≥95%}
        - {level1: 产出指标, level2: 数量指标, name: 培训期数, full: 12期, annual: =4期}
    """
    pair = _pair(indicator)
    if pair is None or not _are_quantities(pair):
        return
    full, annual = _direction(pair.full), _direction(pair.annual)
    if full == annual or "about" in (full, annual):
        return
    if "exact" not in (full, annual):
        yield _on_wrong(pair, full)
    elif not any(_is_utmost(value) for value in pair):
        yield _on_annual(pair, "comparator", variant="exact", severity=INFO)


@rule(
    "P005",
    "period-kind-mismatch",
    scope=Scope.INDICATOR,
    needs=("differ",),
    severity=WARNING,
    message="实施周期值“{full}”与年度值“{annual}”一个是数、一个是文字，对不上",
    help="两个值都写成数；如果本年只做准备，另设一个时效指标",
)
def period_kind_mismatch(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """周期值和年度值一个是数、一个是文字。

    例如周期要求96%，年度却写“完成测评申请”，本年做到什么程度算完成一个指标说了两件事。

    依据：通行做法；公开的申报表里见过实例。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 测评通过率, full: ≥96%, annual: 完成测评申请}    # P005 annual
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 测评通过率, full: ≥96%, annual: ≥96%}
        - {level1: 产出指标, level2: 时效指标, name: 测评申请完成时间, full: 2024年9月底前, annual: 9月底前}
    """
    pair = _pair(indicator)
    if pair is None:
        return
    if sum(map(_is_words, pair)) == 1 and sum(value.expression.kind in NUMERIC for value in pair) == 1:
        yield _on_annual(pair)


@rule(
    "P006",
    "annual-looser-than-full",
    scope=Scope.INDICATOR,
    needs=("differ",),
    severity=WARNING,
    message="年度值“{annual}”比实施周期的“{full}”还松",
    help="年度值至少与周期值一样严；确需逐年提高的，在备注里写明各年的目标",
)
def annual_looser_than_full(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """比率的年度值比周期值还差。

    每一年都按年度值去做，周期值就达不到，两个值里有一个写错了。

    依据：通行做法；公开的申报表里见过实例。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤3%, annual: ≤5%}    # P006 annual
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度, full: ≥95%, annual: ≥90%}    # P006 annual
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤5%, annual: ≤3%}
        - {level1: 产出指标, level2: 质量指标, name: 设备完好率, full: ≥98%, annual: ≥96%, note: 2024年96%，2025年98%}
        - {level1: 效益指标, level2: 经济效益指标, name: 农民收入增长率, full: ≥30%, annual: ≥10%}
    """
    pair, naming = _pair(indicator), indicator.naming
    if pair is None or not (naming.is_rate or naming.kind == "perception") or _accumulates(naming):
        return
    full, annual = (percents(value) for value in pair)
    if len(full) != 1 or len(annual) != 1:
        return
    looser = annual < full if naming.polarity == "positive" else naming.polarity == "negative" and annual > full
    if looser and not _remarked(indicator, "by_year"):
        yield _on_annual(pair)


@rule(
    "P007",
    "annual-name-differs",
    scope=Scope.INDICATOR,
    needs=("differ",),
    severity=WARNING,
    message="名称说的是一年的量，实施周期“{full}”与年度“{annual}”却不同",
    help="两个值都填一年的量；如果周期值是各年之和，名称去掉“年度”一类的字",
)
def annual_name_differs(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称限定了“年度”，周期值却与年度值不同。

    例如“年度对接数”，只能是一年的数，周期写300、年度写100，不知道300是几年的。

    依据：通行做法；公开的申报表里见过实例。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 年度对接数, full: ≥300次, annual: ≥100次}    # P007 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 年度对接数, full: ≥100次, annual: ≥100次}
        - {level1: 产出指标, level2: 数量指标, name: 年度报告份数, full: 3份, annual: 1份}
    """
    pair = _pair(indicator)
    if pair is None or not indicator.naming.has("annual") or not _are_quantities(pair):
        return
    amounts = _amounts(pair)
    if amounts and amounts.full != amounts.annual:
        fields = {"full": pair.full.text.strip(), "annual": pair.annual.text.strip()}
        yield Fault(pair.full.at("number"), fields, related=(Related(value_title("annual"), pair.annual.at("number")),))


def _pair(indicator: Indicator) -> Pair | None:
    full, annual = indicator.value_of("full"), indicator.value_of("annual")
    return Pair(full, annual) if full is not None and annual is not None else None


def _remarked(indicator: Indicator, key: str) -> bool:
    """Whether the row's own remark or explanation says what the words of `key` say."""
    remarks = (indicator.note, indicator.explanation)
    return any(remark is not None and pattern("plausibility", key).search(remark.text) for remark in remarks)


def _is_of_every_year(value: Value) -> bool:
    """Whether the goal promises the value's number anew each year (每年检修8台闸门)."""
    project = value.indicator.project
    if project.goal is None:
        return False
    said = (promise for promise in promises(project, project.goal) if is_kept_by(promise, value))
    return any(pattern("goals", "every_year").search(promise.clause) for promise in said)


def _on_annual(
    pair: Pair, part: str = "number", variant: str | None = None, severity: Severity | None = None, **others: str
) -> Fault:
    """The fault on the annual value, both values in its message, the full-period value beside it."""
    fields = {"full": pair.full.text.strip(), "annual": pair.annual.text.strip(), **others}
    return Fault(
        pair.annual.at(part), fields, variant, severity, related=(Related(value_title("full"), pair.full.at(part)),)
    )


def _on_wrong(pair: Pair, full: str) -> Fault:
    """The fault of two opposite signs: on the one that runs against the name where the name says which it is."""
    fields = {"full": pair.full.text.strip(), "annual": pair.annual.text.strip()}
    wrong_way = {"up": "negative", "down": "positive"}[full]
    if pair.full.naming.polarity != wrong_way:
        return _on_annual(pair, "comparator")
    return Fault(
        pair.full.at("comparator"), fields, related=(Related(value_title("annual"), pair.annual.at("comparator")),)
    )


def _is_utmost(value: Value) -> bool:
    """100 % of a rate: as good as ≥100 %, the year's share of it may well be ≥80 %."""
    return value.naming.is_rate and percents(value) == (Fraction(100),)


def _are_caps(pair: Pair) -> bool:
    """What may happen at most, not money: each year's ceiling is no part of the whole's."""
    unit = stated_unit(pair.full)
    capped = all(_direction(value) == "down" for value in pair)
    return capped and (unit is None or unit.dimension != "money")


def _are_quantities(pair: Pair) -> bool:
    return all(isinstance(value.expression, Quantity) for value in pair)


def _is_words(value: Value) -> bool:
    return isinstance(value.expression, Words) and says_something(value.cell.text)


def _direction(value: Value) -> str:
    """`up`, `down`, `about` (left open) or `exact` (a bare number or =)."""
    sign = value.expression.comparator
    if sign in AT_LEAST:
        return "up"
    if sign in AT_MOST:
        return "down"
    return "exact" if sign in (None, "=") else "about"


def _amounts(pair: Pair) -> Amounts | None:
    """Both numbers in the base unit, exactly; None where they cannot be compared."""
    full, annual = pair.full.expression, pair.annual.expression
    if not isinstance(full, Quantity) or not isinstance(annual, Quantity) or full.ratio or annual.ratio:
        return None
    return Amounts(full.base, annual.base) if _are_comparable(full, annual) else None


def _are_comparable(full: Quantity, annual: Quantity) -> bool:
    """In units that convert (公里 and 米), in the same unit of things counted (人次 is not 人), or bare."""
    if full.unit is None or annual.unit is None:
        return all(_counts_by_one(unit) for unit in (full.unit, annual.unit))
    if full.unit.dimension != annual.unit.dimension:
        return False
    return full.unit.name == annual.unit.name or not is_countable(full.unit.main)


def _counts_by_one(unit: Unit | None) -> bool:
    return unit is None or is_countable(unit.dimension)


def _sums(pair: Pair) -> Amounts | None:
    """Both numbers of a quantity that adds up over the years; None for any other."""
    return _amounts(pair) if _adds_up(pair.full) and _adds_up(pair.annual) else None


def _adds_up(value: Value) -> bool:
    """A count, length, area, volume, mass or money total: no rate, average, stock, duration or price."""
    naming, data = value.naming, words("plausibility")
    if naming.kind in _NEVER_SUMMED or naming.has("average", "per", "stock", "years", "price"):
        return False
    if naming.core.startswith(tuple(data["yearly"])) or naming.head in data["extents"]:
        return False
    unit = stated_unit(value)
    if unit is None:
        return _is_bare_sum(value)
    if unit.dimension == "money":
        return not naming.has("fixed_subsidy") or any(word in naming.core for word in data["sums"])
    return unit.dimension in _SUMMED or is_countable(unit.dimension)


def _is_bare_sum(value: Value) -> bool:
    """A number with no unit anywhere: what the name or the category says that it counts."""
    kind = value.naming.kind
    return kind in _SUMMED_KINDS or (kind in (None, "vague") and value.category.level2 == "quantity")


def _accumulates(naming: Naming) -> bool:
    """A growth, or the progress of a project: the years add up to the whole."""
    data = words("plausibility")
    sources = (*data["change"], *data["progress"])
    return naming.growing or naming.head.startswith(sources) or naming.modifiers.endswith(sources)
