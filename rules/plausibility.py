"""V — 取值: whether a value can be right at all, and whether it asks for enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache

from perflint.dates import last_day
from perflint.expression import Malformed, Quantity, Range, Words, parse
from perflint.finding import Edit, Fault, Fix, Related, Safety
from perflint.model import Project, Value
from perflint.naming import Naming
from perflint.regex import any_word, compiled
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import AT_MOST, NUMERIC, numbers, percents, shown, stated_unit, unit_of
from perflint.rules.patterns import either, pattern
from perflint.rules.samples import sample_value
from perflint.units import dimension_name, is_countable
from perflint.vocabulary import words

_COUNTED = ("people", "households", "times", "count")
# What a satisfaction is said to rise by is less than this; what it is said to rise to is more.
_LEAST_LEVEL = 50
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
    "V003",
    "full-satisfaction",
    scope=Scope.VALUE,
    heads=("satisfaction",),
    severity=WARNING,
    kinds=NUMERIC,
    message="“{name}”要求“{text}”，有一人不满意就没完成",
    help="写一个调查能达到的数，如 ≥95%",
)
def full_satisfaction(value: Value, _: Settings) -> Iterator[Fault]:
    """满意度写成100%。

    满意度靠问卷调查，人人满意很难做到；审核时会问依据，年底多半要扣分。

    依据：满意度一般按90%以上得满分计分（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 家长满意度, full: 100%}    # V003 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 家长满意度, full: ≥95%}
    """
    found = percents(value)
    if not _is_satisfaction(value) or not found or value.expression.comparator in AT_MOST:
        return
    if all(percent == 100 for percent in found):
        yield Fault(value.at("number"), {"name": value.naming.core, "text": value.text.strip()})


@rule(
    "V004",
    "low-satisfaction",
    scope=Scope.VALUE,
    heads=("satisfaction",),
    severity=WARNING,
    kinds=NUMERIC,
    parameters={"satisfaction_floor": 80, "satisfaction_expected": 90},
    message="“{name}”只要求“{text}”，低于{limit}%",
    help="提高到 ≥{expected}%；确有困难的，说明往年调查结果",
)
def low_satisfaction(value: Value, settings: Settings) -> Iterator[Fault]:
    """满意度定得偏低。

    满意度一般要求90%以上；低于80%等于允许每五人里有一人不满意，审核时会问为什么。

    依据：满意度分档计分，90%以上得满分（财预〔2021〕101号，条文未核对）；指标值应从严从高（同上，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 住宿学生满意度, full: ≥85%}    # V004 full
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 办事群众满意度, full: ≥75%}    # V004 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 住宿学生满意度, full: ≥90%}
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度提高, full: ≥5%}
    """
    found = percents(value)
    if not found or not _is_satisfaction(value):
        return
    if value.naming.tail.endswith(tuple(_words("change"))) and min(found) < _LEAST_LEVEL:
        return
    floor, expected = settings.satisfaction_floor, settings.satisfaction_expected
    yield from _too_low(value, min(found), floor, expected)


@rule(
    "V005",
    "lax-failure-rate",
    scope=Scope.VALUE,
    needs=("failure", "negative"),
    severity=WARNING,
    kinds=NUMERIC,
    parameters={"failure_ceiling": 5},
    message="“{name}”允许到“{text}”，超过{ceiling}%，要求太松",
    help="按设备或系统的实际水平从严填写，建议写为 ≤{ceiling}%",
)
def lax_failure_rate(value: Value, settings: Settings) -> Iterator[Fault]:
    """故障率、差错率定得太宽。

    故障率8%就是每百台坏八台，不用管理也能做到，起不到约束作用。

    依据：指标值应从严从高（财预〔2021〕101号，条文未核对）；5%为通行的参考线，可按行业调整。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤8%}    # V005 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤2%}
        - {level1: 产出指标, level2: 质量指标, name: 故障响应率, full: ≥98%}
        - {level1: 产出指标, level2: 成本指标, name: 合同变更率, full: ≤10%}
    """
    naming, ceiling = value.naming, settings.failure_ceiling
    if not naming.failure or naming.polarity != "negative":
        return
    if max(percents(value), default=Fraction(0)) > ceiling:
        yield Fault(value.at("number"), {"name": naming.core, "text": value.text.strip(), "ceiling": ceiling})


@rule(
    "V006",
    "lax-pass-rate",
    scope=Scope.VALUE,
    needs=("positive",),
    severity=WARNING,
    kinds=NUMERIC,
    parameters={"pass_floor": 90, "pass_expected": 95},
    message="“{name}”只要求“{text}”，低于{limit}%",
    help="按验收或检测标准从严填写，建议写为 ≥{expected}%",
)
def lax_pass_rate(value: Value, settings: Settings) -> Iterator[Fault]:
    """合格率、达标率、验收通过率定得偏低。

    合格是最低要求，例如“合格率 ≥85%”等于允许近六分之一不合格，审核时会要求提高。

    依据：指标值不能设定过低（公开的审核要求，见到转述）；从严从高（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: ≥85%}    # V006 full
        - {level1: 产出指标, level2: 质量指标, name: 系统测评通过率, full: ＞90%}    # V006 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: ≥98%}
        - {level1: 产出指标, level2: 质量指标, name: 学员结业考试合格率, full: ≥85%}
    """
    if value.naming.polarity != "positive" or not _is_pass_rate(value.naming):
        return
    if found := percents(value):
        yield from _too_low(value, min(found), settings.pass_floor, settings.pass_expected)


@rule(
    "V007",
    "all-hundred",
    scope=Scope.PROJECT,
    needs=("hundred",),
    severity=WARNING,
    parameters={"hundred_share": 80, "hundred_min": 4},
    message="{total}条指标里有{count}条是100%，看不出哪些是重点、难在哪里",
    help="按实际能力分别填写；能数的改成数量，如培训多少人、完成多少处",
)
def all_hundred(project: Project, settings: Settings) -> Iterator[Fault]:
    """几乎所有指标都是100%。

    什么都写100%，多半没有测算过；年底一条做不到就扣分，也分不出项目好坏。

    依据：通行做法；公开的申报表里见过整表100%的。

    反例：
        name: 校舍维修    # V007 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维修完成率, full: 100%}
          - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 100%}
          - {level1: 产出指标, level2: 时效指标, name: 完工及时率, full: 100%}
          - {level1: 效益指标, level2: 社会效益指标, name: 校舍使用率, full: ≥100%}
    正例：
        name: 校舍维修
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 维修面积, full: 1200平方米}
          - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 100%}
          - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 8月底前}
          - {level1: 效益指标, level2: 社会效益指标, name: 受益学生人数, full: ≥860人}
    """
    judged = _judged(project)
    full = [value for value in judged if _is_hundred(value)]
    if len(judged) < settings.hundred_min or len(full) * 100 < settings.hundred_share * len(judged):
        return
    yield Fault(project.title(), {"total": len(judged), "count": len(full)}, related=_places(full))


@rule(
    "V008",
    "all-same-value",
    scope=Scope.PROJECT,
    needs=("quantity|range",),
    severity=ERROR,
    parameters={"same_min": 4},
    message="{count}条有数字的指标全是“{number}”，单位和内容却不同，像是整列复制的",
    help="逐条按实际任务填写各自的数",
)
def all_same_value(project: Project, settings: Settings) -> Iterator[Fault]:
    """所有数字都一样。

    人数、天数、金额全是同一个数，不可能是测算出来的，必被退回。

    依据：公开的申报表里见过整表同一个数的。

    反例：
        name: 乡村道路养护    # V008 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护路段数, full: 30段}
          - {level1: 产出指标, level2: 时效指标, name: 养护工期, full: ≤30天}
          - {level1: 产出指标, level2: 成本指标, name: 养护总成本, full: ≤30万元}
          - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, full: ≥30人}
    正例：
        name: 乡村道路养护
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 养护路段数, full: 30段}
          - {level1: 产出指标, level2: 时效指标, name: 养护工期, full: ≤60天}
          - {level1: 产出指标, level2: 成本指标, name: 养护总成本, full: ≤48万元}
          - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, full: ≥2600人}
    """
    judged = [value for value in _judged(project) if value.expression.kind in NUMERIC]
    if len(judged) < settings.same_min:
        return
    written = _written(judged[0])
    if any(_written(value) != written for value in judged) or not _differ(judged):
        return
    if any(_is_hundred(value) for value in judged) or all(percents(value) for value in judged):
        return
    yield Fault(project.title(), {"count": len(judged), "number": written}, related=_places(judged))


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


def _too_low(value: Value, percent: Fraction, floor: int, expected: int) -> Iterator[Fault]:
    """A warning below `floor`, an info below `expected`; the bound counts, strict or not."""
    if percent >= expected:
        return
    low = percent < floor
    limit = floor if low else expected
    fields = {"name": value.naming.core, "text": value.text.strip(), "limit": limit, "expected": expected}
    yield Fault(value.at("number"), fields, severity=None if low else INFO)


def _is_satisfaction(value: Value) -> bool:
    return value.naming.is_satisfaction and value.naming.polarity == "positive"


def _may_be_negative(naming: Naming) -> bool:
    """Changes, deviations and temperatures: below zero they mean something, and zero is a target."""
    return (
        naming.growing
        or naming.has("measured_below_zero")
        or naming.kind in _SIGNED_KINDS
        or naming.head.startswith(tuple(_words("change")))
    )


def _is_pass_rate(naming: Naming) -> bool:
    """A pass rate of things and works, not of people who sit an exam or are chosen."""
    known = words("plausibility")["pass_rates"]
    if naming.has("biological") or (naming.has("exam") and not naming.has("goods")):
        return False
    if naming.head.endswith(tuple(known["always"])):
        return True
    return naming.head.endswith(tuple(known["inspected"])) and naming.has("inspected")


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


def _judged(project: Project) -> list[Value]:
    """What the indicators ask for, one value each."""
    return [value for indicator in project.indicators if (value := indicator.judged) is not None]


def _is_hundred(value: Value) -> bool:
    found = percents(value)
    return bool(found) and all(percent == 100 for percent in found)


def _written(value: Value) -> str:
    """The number as written, without comparator and unit."""
    span = value.expression.spans["number"]
    return value.text[span.start : span.end].strip()


def _differ(values: Iterable[Value]) -> bool:
    """Whether units or categories differ."""
    chosen = list(values)
    units = {unit.name if (unit := unit_of(value)) else None for value in chosen}
    return len(units) > 1 or len({value.category.level2 for value in chosen}) > 1


def _places(values: Iterable[Value]) -> tuple[Related, ...]:
    return tuple(Related(value.naming.core, value.cell.at()) for value in values)
