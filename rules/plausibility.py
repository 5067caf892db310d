"""V — 取值: whether a value can be right at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from perflint.dates import last_day
from perflint.expression import Malformed, Quantity, Range, Words, parse
from perflint.finding import Edit, Fault, Fix, Safety
from perflint.model import Value
from perflint.naming import Naming
from perflint.regex import any_word, compiled
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import NUMERIC, numbers, percents, shown, stated_unit, unit_of
from perflint.rules.patterns import either, pattern
from perflint.rules.samples import sample_value
from perflint.units import dimension_name, is_countable
from perflint.vocabulary import words

_COUNTED = ("people", "households", "times", "count")
_NAMELESS = (None, "vague")
_EXTENT = ("length", "area")
_SIGNED_KINDS = ("physical", "index")
_SIGNED_DIMENSIONS = ("temperature", "sound")
_FOUR_BEFORE_COMMA = compiled(r"\d{4}[,，]")


@rule(
    "V001",
    "rate-over-100",
    scope=Scope.VALUE,
    needs=("bounded", "over-hundred"),
    severity=ERROR,
    kinds=NUMERIC,
    message="“{name}”最高是100%，却写成“{text}”",
    help="核对数字，写成不超过100%的数，如 ≥95%",
    variants={
        "read-as-2": (
            "“{name}”最高是100%，却写成“{text}”，可能是把“≥{rest}%”的“≥”看成了“2”",
            "核对原件，如果是“≥”，改为 ≥{rest}%",
        ),
    },
)
def rate_over_100(value: Value, _: Settings) -> Iterator[Fault]:
    """不可能超过100%的比率超过了100%。

    合格率、满意度、覆盖率是部分占全体，最多100%；写成292%，多半是录入或识别出错，必被退回。

    依据：比率的定义；扫描件里“≥”被认成“2”的情形见过实例。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: 292%}    # V001 full
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, full: ≥105%}    # V001 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: ≥92%}
        - {level1: 效益指标, level2: 经济效益指标, name: 农民收入增长率, full: ≥120%}
    """
    highest = max(percents(value), default=Fraction(0))
    if not value.naming.bounded or highest <= 100:
        return
    fields = {"name": value.naming.core, "text": value.text.strip(), "rest": shown(highest - 200)}
    yield Fault(value.at("number"), fields, variant="read-as-2" if 200 <= highest < 300 else None)


@rule(
    "V002",
    "negative-value",
    scope=Scope.VALUE,
    needs=("negative-number",),
    severity=ERROR,
    kinds=NUMERIC,
    message="“{name}”不会小于0，却写成“{text}”",
    help="去掉负号，写成 {positive}；如果是横线误成了负号，一并改正",
)
def negative_value(value: Value, _: Settings) -> Iterator[Fault]:
    """不可能为负的值写成了负数。

    人数、次数、比率没有负的，多半是破折号或短横录进了数字里，必被退回。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: -200人次}    # V002 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 疫苗冷藏温度, full: -20℃}
        - {level1: 产出指标, level2: 质量指标, name: 测量结果, full: ±3%以内}
        - {level1: 效益指标, level2: 经济效益指标, name: 用电量同比增长率, full: ≤-3%}
    """
    unit = unit_of(value)
    if all(number >= 0 for number in numbers(value)) or "±" in value.text or _may_be_negative(value.naming):
        return
    if unit is not None and unit.main in _SIGNED_DIMENSIONS:
        return
    text = value.text.strip()
    fields = {"name": value.naming.core, "text": text, "positive": re.sub(r"[-－−–—]", "", text)}
    yield Fault(value.at("number"), fields)


@rule(
    "V009",
    "accident-allowed",
    scope=Scope.VALUE,
    needs=("never",),
    severity=WARNING,
    kinds=(*NUMERIC, "qualitative"),
    message="“{name}”是不允许发生的事，却写成“{text}”",
    help="写成 {example}",
)
def accident_allowed(value: Value, _: Settings) -> Iterator[Fault]:
    """不该发生的事没有写成0。

    重大事故、泄密、群体性事件只能是0；例如写成“≤1起”，等于事先允许发生一次。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 重大安全事故发生次数, full: ≤1次}    # V009 full
        - {level1: 产出指标, level2: 质量指标, name: 泄密事件发生率, full: ≤2%}    # V009 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 重大安全事故发生次数, full: 0次}
        - {level1: 产出指标, level2: 数量指标, name: 事故应急演练次数, full: ≥4次}
        - {level1: 产出指标, level2: 数量指标, name: 防泄密培训人次, full: ≥200人次}
    """
    if value.naming.never and not _denied(value.naming) and not _means_zero(value):
        unit = unit_of(value)
        example = f"0{unit.text if unit else ''}"
        yield Fault(value.cell.at(), {"name": value.naming.core, "text": value.text.strip(), "example": example})


@rule(
    "V010",
    "malformed-value",
    scope=Scope.VALUE,
    severity=ERROR,
    kinds=("malformed",),
    texts={"like": "，如 {value}"},
    silences=("D001", "D002", "D003", "D011", "U011", "Q006"),
    message="“{text}”读不通：“{before}”之后的“{rest}”接不上",
    help="写成“符号＋数字＋单位”{told}",
    variants={
        "whole": ("“{text}”读不通，不是一个完整的值", "写成“符号＋数字＋单位”{told}"),
        "no-month": ("“{text}”里没有{month}月这个月份", "核对日期，月份写1到12"),
        "no-day": ("“{text}”里的日期不存在：{month}月没有{day}日", "核对日期，{month}月最晚是{last}日"),
    },
)
def malformed_value(value: Value, settings: Settings) -> Iterator[Fault]:
    """指标值写得不成样子。

    只有符号和数字，却拼不成一个值，系统读不出，评价时也没法核对，必被退回。

    依据：申报系统要求先选计算符号再填数值和单位（一体化系统的校验规则，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 出勤率, full: ≥90%%}    # V010 full
        - {level1: 产出指标, level2: 质量指标, name: 到课率, full: 90%-}    # V010 full
        - {level1: 产出指标, level2: 质量指标, name: 完好率, full: ≤95%以上}    # V010 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 出勤率, full: ≥90%}
        - {level1: 产出指标, level2: 时效指标, name: 办理时限, full: 5-10天}
    """
    expression = value.expression
    assert isinstance(expression, Malformed)
    date = pattern("plausibility", "calendar_date").search(value.text)
    if date and (impossible := _impossible(value, *date.groups())):
        yield impossible
        return
    start, end = expression.position, len(value.text.rstrip())
    before, rest = value.text[:start].strip(), value.text[start:end].strip()
    sample = sample_value(value.indicator)
    told = settings.say("like", value=sample) if sample else ""
    fields = {"text": value.text.strip(), "before": before, "rest": rest, "told": told}
    if before and rest:
        yield Fault(value.cut(start, end), fields)
    else:
        yield Fault(value.cell.at(), fields, variant="whole")


@rule(
    "V011",
    "reversed-range",
    scope=Scope.VALUE,
    severity=ERROR,
    kinds=("range",),
    message="“{text}”前大后小，没有数落在中间",
    help="改为从小到大：{example}",
    variants={
        "units": ("“{text}”两头单位不同，前面是{low}，后面是{high}", "两头用同一个单位，如 5-10天"),
    },
)
def reversed_range(value: Value, _: Settings) -> Iterator[Fault]:
    """区间前大后小，或两头单位不是一类。

    例如“10-5天”里没有一个数，“5%-10人”两头比不了，怎样都判不了完成，必被退回。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 时效指标, name: 办理时限, full: 10-5天}    # V011 full
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 办理时限, full: 5-10天}
        - {level1: 产出指标, level2: 数量指标, name: 供水管道长度, full: 0.8-1.2公里}
    """
    expression = value.expression
    assert isinstance(expression, Range)
    low, high, text = expression.unit, expression.high_unit, value.text.strip()
    if low is not None and high is not None and low.dimension != high.dimension:
        fields = {"text": text, "low": dimension_name(low.main), "high": dimension_name(high.main)}
        yield Fault(value.cell.at(), fields, variant="units")
        return
    if Fraction(expression.low) * (low.factor if low else 1) > Fraction(expression.high) * (high.factor if high else 1):
        least, most = (unit.name if unit else "" for unit in (high or low, low or high))
        example = f"{shown(expression.high)}{least if least != most else ''}-{shown(expression.low)}{most}"
        yield Fault(value.at("number"), {"text": text, "example": example})


@rule(
    "V012",
    "number-format",
    scope=Scope.VALUE,
    needs=("odd-digits",),
    severity=INFO,
    kinds=(*NUMERIC, "date", "list"),
    fix="mixed",
    texts={"write": "写成 {number}"},
    message="数字“{written}”写法不规范",
    help="数字写成 {repaired}",
)
def number_format(value: Value, settings: Settings) -> Iterator[Fault]:
    """数字写法不规范。

    全角数字、点错位置的千分位、拿字母O当0，人看得懂，系统和表格却当成文字，不能汇总。

    依据：通行做法，仅为书写建议。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥１２００人次}    # V012 full
        - {level1: 效益指标, level2: 经济效益指标, name: 销售收入, full: "≥1,0000元"}    # V012 full
        - {level1: 产出指标, level2: 质量指标, name: 出勤率, full: ≥9O%}    # V012 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥1200人次}
        - {level1: 效益指标, level2: 经济效益指标, name: 销售收入, full: "≥10,000元"}
    """
    found = pattern("plausibility", "digits").finditer(value.text)
    mended = [(match, text) for match in found if (text := getattr(parse(match.group()), "repaired", None))]
    if not mended:
        return
    edits = tuple(Edit(value.cut(*match.span()), text) for match, text in mended)
    first, repaired = mended[0]
    # 2024,2025 may be two numbers, whatever the grammar makes of it.
    doubtful = any(_FOUR_BEFORE_COMMA.search(match.group()) for match, _ in mended)
    fix = Fix(Safety.UNSAFE if doubtful else Safety.SAFE, settings.say("write", number=repaired), edits)
    yield Fault(edits[0].place, {"written": first.group(), "repaired": repaired}, fix=fix)


@rule(
    "V013",
    "zero-target",
    scope=Scope.VALUE,
    needs=("zero",),
    severity=WARNING,
    kinds=("quantity",),
    message="“{name}”是要做到的事，却写成“{text}”，等于不做",
    help="填上计划完成的数；今年不做的，整行删去",
)
def zero_target(value: Value, _: Settings) -> Iterator[Fault]:
    """该做的事目标写成0。

    目标是0，什么都不做也算完成；多半是漏填，系统自动补了0。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: 0人次}    # V013 full
        - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 0%}    # V013 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥200人次}
        - {level1: 产出指标, level2: 质量指标, name: 安全事故发生率, full: 0%}
        - {level1: 产出指标, level2: 数量指标, name: 因公出国人数, full: 0人}
    """
    if any(numbers(value)) or value.expression.comparator == ">" or getattr(value.expression, "ratio", None):
        return
    if _is_result(value.naming) or (value.category.level2 == "quantity" and _is_output(value)):
        yield Fault(value.at("number"), {"name": value.naming.core, "text": value.text.strip()})


def _impossible(value: Value, year: str | None, month: str, day: str | None) -> Fault | None:
    """The fault of a date that no calendar has, None where it has it."""
    number, date = int(month), int(day or 1)
    fields = {"text": value.text.strip(), "month": number, "day": date}
    if not 1 <= number <= 12:
        return Fault(value.cell.at(), fields, variant="no-month")
    last = last_day(int(year) if year else None, number)
    return None if 1 <= date <= last else Fault(value.cell.at(), {**fields, "last": last}, variant="no-day")


def _words(key: str) -> list[str]:
    found: list[str] = words("plausibility")[key]
    return found


def _may_be_negative(naming: Naming) -> bool:
    """Changes, deviations and temperatures: below zero they mean something, and zero is a target."""
    return (
        naming.growing
        or naming.has("measured_below_zero")
        or naming.kind in _SIGNED_KINDS
        or naming.head.startswith(tuple(_words("change")))
    )


def _is_result(naming: Naming) -> bool:
    """More is better of it, and it is no change that may well be zero."""
    return naming.polarity == "positive" and naming.kind not in _NAMELESS and not _may_be_negative(naming)


def _is_output(value: Value) -> bool:
    """A count of what is done or served, with nothing bad in its name and no ceiling wanted."""
    naming, unit = value.naming, stated_unit(value)
    if naming.has("capped") or naming.never or naming.polarity == "negative" or _unwanted().search(naming.core):
        return False
    if unit is None:
        return naming.kind in _COUNTED
    return is_countable(unit.dimension) or unit.dimension in _EXTENT


@cache
def _unwanted() -> re.Pattern[str]:
    return any_word([*words("polarity")["negative"], *_words("unwanted")])


def _denied(naming: Naming) -> bool:
    """`无重大安全事故`, `杜绝泄密`: the name itself says that it does not happen."""
    return either("plausibility", "absent").search(naming.core) is not None


def _means_zero(value: Value) -> bool:
    expression = value.expression
    if isinstance(expression, Words):
        return either("plausibility", "absent").search(value.text) is not None
    if isinstance(expression, Quantity) and expression.comparator == "<" and expression.unit is not None:
        return expression.unit.whole and expression.number <= 1
    return not any(numbers(value))
