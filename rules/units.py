"""U — 单位: whether a value's unit is there, is the right one, and is written as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from perflint.expression import Quantity, Range, parse, read_unit
from perflint.finding import Edit, Fault, Fix, Place, Safety
from perflint.model import Indicator, Value
from perflint.naming import Bracket
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import (
    MONEY_KINDS,
    NUMERIC,
    bracket_unit,
    is_cost,
    is_money,
    numbers,
    shown,
    stated_unit,
    unit_of,
)
from perflint.units import Unit, dimension_name, entries, is_countable
from perflint.vocabulary import words

# Heads with which a percentage is U005's matter: a share of nothing rather than the wrong unit.
_NO_SHARE = (None, "vague", "thing", "document", *MONEY_KINDS)
# Heads whose bare numbers are complete.
_UNITLESS = ("index", "score", "rate", "satisfaction", "perception", "physical")


def _listed(units: Iterable[str]) -> str:
    return "、".join(units)


@rule(
    "U001",
    "unit-contradicts-name",
    scope=Scope.VALUE,
    severity=ERROR,
    kinds=NUMERIC,
    silences=("D001", "D002", "D003", "D004", "D011"),
    message="“{unit}”是{kind}单位，与名称里的“{head}”不符",
    help="按“{head}”改用{expected}等单位；如果要衡量的其实是{kind}，就改名称",
    variants={
        "near": (
            "“{head}”一般不用“{unit}”计，数的是什么不清楚",
            "改用{expected}等单位，或把名称写成“{unit}”所数的对象",
        )
    },
)
def unit_contradicts_name(value: Value, _: Settings) -> Iterator[Fault]:
    """单位与指标名称的量纲不符。

    名称说的是一种量，单位却是另一种，完成与否无从判断，审核时会被退回。

    依据：绩效指标应细化量化、可衡量（财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms}    # U001 full
        - {level1: 产出指标, level2: 数量指标, name: 参训人数, full: ≥90%}    # U001 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≥5000次}
        - {level1: 产出指标, level2: 质量指标, name: 硕士人数占比, full: ≥65%}
        - {level1: 产出指标, level2: 数量指标, name: 参训人数, full: ≥90人次}
    """
    naming, unit = value.naming, unit_of(value)
    if unit is None or not naming.dimensions or not naming.dimensions.isdisjoint(unit.parts):
        return
    if "unknown" in unit.parts or (unit.main == "ratio" and naming.kind in _NO_SHARE):
        return
    if naming.is_rate and len(unit.parts) > 1 and unit.parts[0] == unit.parts[1]:
        return
    near = is_countable(unit.main) and any(is_countable(dimension) for dimension in naming.dimensions)
    yield Fault(
        value.at("unit"),
        {"unit": unit.text, "kind": dimension_name(unit.main), "head": naming.head, "expected": _listed(naming.units)},
        variant="near" if near else None,
        severity=WARNING if near else None,
    )


@rule(
    "U002",
    "missing-unit",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=NUMERIC,
    fix="unsafe",
    message="“{text}”只有数字，没有单位，不知道数的是什么",
    help="在数字后写上单位，如 {example}",
    variants={
        "fixed": ("“{text}”没有写单位“{unit}”", "写成 {example}"),
        "two": ("名称里有{units}两种单位，“{text}”指哪一种不清楚", "拆成两个指标，各写各的单位"),
    },
)
def missing_unit(value: Value, _: Settings) -> Iterator[Fault]:
    """数值没有单位。

    只写数字，不知道是人、次还是个，填报和评价时各有各的理解。

    依据：申报系统一般要求计量单位不为空（一体化系统的校验规则，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 服务人数, full: ≥12000}    # U002 full
        - {level1: 产出指标, level2: 数量指标, name: 发表论文数量, full: "15"}    # U002 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 服务人数, full: ≥12000人}
        - {level1: 产出指标, level2: 数量指标, name: 改造实训室(个), full: "3"}
        - {level1: 效益指标, level2: 社会效益指标, name: 生师比, full: ＜20}
    """
    naming = value.naming
    if unit_of(value) is not None or not any(numbers(value)) or getattr(value.expression, "ratio", None):
        return
    if naming.kind in _UNITLESS or is_money(value) or _is_year(value):
        return
    given = {unit.name for unit in naming.bracket_units}
    if len(given) == 1:
        return
    place, text = value.at("number"), value.text.strip()
    if given:
        yield Fault(place, {"text": text, "units": _listed(sorted(given))}, variant="two")
        return
    if naming.fixed_unit is not None:
        example = _with_unit(value, naming.fixed_unit)
        fix = Fix(Safety.UNSAFE, f"补上单位“{naming.fixed_unit}”", (_append(value, naming.fixed_unit),))
        fields = {"text": text, "unit": naming.fixed_unit, "example": example}
        yield Fault(place, fields, variant="fixed", severity=INFO, fix=fix)
        return
    likely = naming.units[0] if naming.units else words("heads")["default_unit"]
    yield Fault(place, {"text": text, "example": _with_unit(value, likely)})


@rule(
    "U003",
    "rate-without-percent",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=NUMERIC,
    fix="unsafe",
    silences=("D004",),
    message="“{head}”是比率，“{text}”却没有写 %",
    help="写成 {example}",
)
def rate_without_percent(value: Value, _: Settings) -> Iterator[Fault]:
    """比率没有写百分号。

    比率写成大于1的数而没有 %，按字面就是百分之几千，评价时无法核对。

    依据：申报系统一般要求计量单位不为空（一体化系统的校验规则，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: "100"}    # U003 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, full: 100%}
        - {level1: 产出指标, level2: 质量指标, name: 种植作物成活率(≥**%), full: ≥85}
    """
    if not _is_bare_rate(value) or not any(number > 1 for number in numbers(value)):
        return
    example = _with_unit(value, "%")
    fix = Fix(Safety.UNSAFE, "补上 %", (_append(value, "%"),))
    yield Fault(value.at("number"), {"head": value.naming.head, "text": value.text.strip(), "example": example}, fix=fix)


@rule(
    "U004",
    "rate-as-fraction",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=("quantity",),
    fix="unsafe",
    silences=("U010",),
    message="“{text}”把比率写成了小数",
    help="写成百分数：{example}",
)
def rate_as_fraction(value: Value, _: Settings) -> Iterator[Fault]:
    """比率写成小数，或单位写成“比例”。

    同一张表里有的写 0.97、有的写 97%，汇总时会差一百倍。

    依据：度量单位应规范统一（通行做法）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 视频监控在线率, full: ≥0.97比例}    # U004 full
        - {level1: 产出指标, level2: 质量指标, name: 设备完好率, full: "0.95"}    # U004 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 视频监控在线率, full: ≥97%}
        - {level1: 产出指标, level2: 质量指标, name: 差错率（%）, full: "0.5"}
    """
    expression, unit = value.expression, unit_of(value)
    assert isinstance(expression, Quantity)
    if expression.ratio is not None or not 0 < expression.number <= 1:
        return
    named = unit is not None and unit.name in words("heads")["fraction_units"]
    if not named and not _is_bare_rate(value):
        return
    percent = f"{shown(expression.number * 100)}%"
    edits = [Edit(value.at("number"), percent)]
    if named:
        edits.append(Edit(value.at("unit"), ""))
    example = (expression.comparator or "") + percent
    yield Fault(
        value.at("number"),
        {"text": value.text.strip(), "example": example},
        fix=Fix(Safety.UNSAFE, f"写成 {percent}", tuple(edits)),
    )


@rule(
    "U005",
    "percent-on-unmeasurable-name",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=NUMERIC,
    message="“{name}”不是比率，写“{text}”不知道是什么占什么",
    help="把名称改成有分子分母的比率（如“{example}”），或换成能数出来的量",
    variants={
        "rate-like": ("“{name}”用了百分数，名称却不是比率", "名称写成“{example}”"),
    },
)
def percent_on_unmeasurable_name(value: Value, _: Settings) -> Iterator[Fault]:
    """名称不是比率，值却是百分数。

    “安全保障 ≥90%”没有分子和分母，谁也算不出来，考核时只能凭感觉。

    依据：绩效指标应可衡量（财预〔2015〕88号，条文未核对）；定量指标须能说明计算公式（某市项目支出填报说明，已读）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 安全保障, full: ≥90%}    # U005 full
        - {level1: 产出指标, level2: 质量指标, name: 资金使用合规性, full: 100%}    # U005 full
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 安全隐患整改率, full: ≥90%}
        - {level1: 产出指标, level2: 数量指标, name: 资金支出率达到目标值, full: 95%}
        - {level1: 效益指标, level2: 经济效益指标, name: 农民收入增长, full: ≥8%}
    """
    naming, unit = value.naming, unit_of(value)
    if unit is None or unit.name not in words("heads")["share_units"] or naming.kind not in _NO_SHARE:
        return
    if naming.growing or naming.has("share_of_money") or not naming.core:
        return
    text = value.text.strip()
    if naming.rate_like:
        yield Fault(value.cell.at(), {"name": naming.core, "example": _as_rate(naming.core)}, variant="rate-like", severity=INFO)
        return
    yield Fault(value.cell.at(), {"name": naming.core, "text": text, "example": words("heads")["rate_example"]})


@rule(
    "U006",
    "unit-in-name",
    scope=Scope.INDICATOR,
    severity=INFO,
    fix="safe",
    message="名称里带着单位“{bracket}”",
    help="单位写在指标值里：名称写“{name}”，值写 {example}",
    variants={"several": ("名称里带着{units}几种单位", "拆成几个指标，单位写在各自的值里")},
)
def unit_in_name(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称末尾用括号写了单位。

    名称只说衡量什么，单位属于指标值；两处都写，改了一处就会对不上。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积（亩）, full: 2067亩}    # U006 name
        - {level1: 产出指标, level2: 数量指标, name: 完成实训室改造(个), full: "3"}    # U006 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积, full: 2067亩}
        - {level1: 产出指标, level2: 数量指标, name: 实践（实验）教学基地, full: 3个}
    """
    brackets = [bracket for bracket in indicator.naming.brackets if bracket.is_unit]
    if not brackets or indicator.name is None or _unit_column_is_empty(indicator):
        return
    last = brackets[-1]
    place = Place(indicator.name, last.span.start, last.span.end)
    if len(indicator.naming.bracket_units) > 1:
        yield Fault(place, {"units": _listed(bracket.text for bracket in brackets)}, variant="several")
        return
    judged = indicator.judged
    example = _with_unit(judged, last.text) if judged and judged.expression.kind in NUMERIC else last.text
    fields = {"bracket": indicator.name.text[last.span.start : last.span.end], "name": indicator.naming.core, "example": example}
    yield Fault(place, fields, fix=_out_of_name(indicator, last, place))


@rule(
    "U007",
    "name-unit-conflict",
    scope=Scope.VALUE,
    severity=ERROR,
    kinds=NUMERIC,
    silences=("U001", "D001", "D002", "D003", "D011"),
    message="名称里写的单位是“{named}”，值却用“{unit}”",
    help="两处留一处：名称去掉括号，值用与“{named}”同类的单位",
)
def name_unit_conflict(value: Value, _: Settings) -> Iterator[Fault]:
    """名称末尾的单位与值的单位不是一类。

    同一行里两个单位互相矛盾，哪一个算数无从知道。

    依据：绩效指标应细化量化、可衡量（财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积（亩）, full: 20公里}    # U007 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积（亩）, full: 1.5公顷}
    """
    unit = unit_of(value)
    if unit is None or "unknown" in unit.parts:
        return
    for bracket in value.naming.brackets:
        if bracket.at_end and bracket.is_unit and bracket.unit is not None and bracket.unit.main != unit.main:
            yield Fault(value.at("unit"), {"named": bracket.text, "unit": unit.text})


@rule(
    "U008",
    "incomplete-money-unit",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=NUMERIC,
    fix="unsafe",
    silences=("U002", "U010", "V010"),
    message="“{text}”是金额，却没有写“元”",
    help="写成 {example}",
    variants={"bare": ("“{text}”是金额，没有写单位，是元还是万元不清楚", "写清单位，如 {text}元 或 {text}万元")},
)
def incomplete_money_unit(value: Value, _: Settings) -> Iterator[Fault]:
    """金额没有写“元”。

    “15万”“≤28.40/株”少了“元”，“3584”更不知是元还是万元，差一万倍。

    依据：申报系统一般要求计量单位不为空（一体化系统的校验规则，见到的是其公开副本）。

    反例：
        - {level1: 效益指标, level2: 经济效益指标, name: 技术服务到账金额, full: 15万}    # U008 full
        - {level1: 产出指标, level2: 成本指标, name: 人工成本, full: ≤620万/月}    # U008 full
    正例：
        - {level1: 效益指标, level2: 经济效益指标, name: 技术服务到账金额, full: 15万元}
        - {level1: 产出指标, level2: 成本指标, name: 项目总投入(≤**万元), full: "6070"}
    """
    expression = value.expression
    unit = unit_of(value)
    if unit is not None and not unit.name.startswith("/"):
        return
    if unit is None and (bracket_unit(value) is not None or not any(numbers(value)) or getattr(expression, "ratio", None)):
        return
    if not is_money(value) and not (unit is not None and _names_money(value)):
        return
    scale = getattr(expression, "scale", "")
    place = value.at("number")
    text = value.text.strip()
    if unit is None and not scale:
        if value.naming.kind in (None, "thing", "vague") and _counts(value):
            return
        yield Fault(place, {"text": text}, variant="bare")
        return
    money = words("heads")["money_unit"]
    edit, example = _with_money(value, unit, scale, money)
    yield Fault(place, {"text": text, "example": example}, fix=Fix(Safety.UNSAFE, f"补上“{money}”", (edit,)))


@rule(
    "U009",
    "price-without-denominator",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=NUMERIC,
    message="“{head}”是每一份的价钱，“{text}”却是一笔总数",
    help="写明每什么多少钱，如 {example}",
)
def price_without_denominator(value: Value, _: Settings) -> Iterator[Fault]:
    """单价、标准没有写“每什么”。

    补助标准“120万元”不知是每公里、每户还是总共，无法与支出标准比较。

    依据：单位成本应与支出标准对照（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 成本指标, name: 硬化公路补助标准, full: ≤120万元}    # U009 full
    正例：
        - {level1: 产出指标, level2: 成本指标, name: 硬化公路补助标准, full: ≤120万元/公里}
        - {level1: 产出指标, level2: 成本指标, name: 每公里硬化公路补助标准, full: ≤120万元}
    """
    naming, unit = value.naming, stated_unit(value)
    priced = naming.kind == "price" or (naming.has("price") and naming.kind in MONEY_KINDS and naming.kind != "income")
    if not priced or unit is None or unit.dimension != "money" or naming.has("per"):
        return
    if any("/" in given.name for given in naming.bracket_units):
        return
    example = value.text.strip() + words("heads")["denominator_example"]
    yield Fault(value.cell.at(), {"head": naming.head, "text": value.text.strip(), "example": example})


@rule(
    "U010",
    "unclear-unit",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=NUMERIC,
    message="单位“{unit}”含义不明",
    help="写全称：如是长度写“米”，如是数据量写“MB”",
    variants={"column": ("单位“{unit}”不认识", "换成通用的计量单位")},
)
def unclear_unit(value: Value, _: Settings) -> Iterator[Fault]:
    """单位含义不明。

    “80M”可以是米，也可以是兆；单位不认得，值就无从核对。

    依据：度量单位应规范统一（通行做法）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 雾炮车射程, full: 80M}    # U010 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 雾炮车射程, full: 80米}
    """
    unit = unit_of(value)
    if unit is None or unit.name.startswith("/"):
        return
    if "unknown" in unit.parts or unit.name in words("heads")["unclear_units"]:
        yield Fault(value.at("unit"), {"unit": unit.text})


@rule(
    "U011",
    "unit-spelling",
    scope=Scope.INDICATOR,
    severity=INFO,
    fix="safe",
    message="单位“{written}”不是规范写法",
    help="写成“{canonical}”",
)
def unit_spelling(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """单位写法不规范。

    同一个单位几种写法，汇总和比对时会被当成几个单位。

    依据：法定计量单位和通行写法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 修缮面积, full: 300平米}    # U011 full
        - {level1: 产出指标, level2: 成本指标, name: 人均培训成本（元/人.天）, full: ≤550}    # U011 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 修缮面积, full: 300平方米}
        - {level1: 产出指标, level2: 时效指标, name: 审批时限, full: ≤7个工作日}
    """
    seen: set[str] = set()
    for value in indicator.values:
        unit = unit_of(value)
        if unit is None or not _misspelt(unit) or value.text in seen:
            continue
        seen.add(value.text)
        places = [twin.at("unit") for twin in indicator.values if twin.text == value.text]
        yield _respelt(places, unit.text, unit.spelling)
    if indicator.name is not None:
        for written, start, canonical in _misspelt_in_name(indicator):
            place = Place(indicator.name, start, start + len(written))
            yield _respelt([place], written, canonical)


@rule(
    "U012",
    "fractional-count",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=("quantity",),
    message="“{text}”：{unit}不能有小数",
    help="写整数；如果是平均数，名称写明“平均”",
)
def fractional_count(value: Value, _: Settings) -> Iterator[Fault]:
    """不可分的东西出现小数。

    人、件、次没有半个，多半是平均数没有写明，或者单位写错了。

    依据：指标值应符合实际（通行做法）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人数, full: 36.5人}    # U012 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 平均每班培训人数, full: 36.5人}
        - {level1: 产出指标, level2: 数量指标, name: 服务人次, full: 1.25万人次}
    """
    expression = value.expression
    assert isinstance(expression, Quantity)
    unit = expression.unit
    if unit is None or not unit.whole or expression.scale or expression.ratio or value.naming.has("average", "per"):
        return
    if expression.number != expression.number.to_integral_value():
        yield Fault(value.at("number"), {"text": value.text.strip(), "unit": unit.name})


@rule(
    "U013",
    "unit-stated-twice",
    scope=Scope.VALUE,
    severity=WARNING,
    fix="safe",
    message="“{part}”在值里和{column}里写了两遍",
    help="留一处：值只写 {example}",
)
def unit_stated_twice(value: Value, _: Settings) -> Iterator[Fault]:
    """值和单位栏（或符号栏）写了两遍。

    系统会把两处拼起来，“95%”成了“95%%”。

    依据：申报系统把指标值、计算符号和计量单位分栏填写（一体化系统的表样，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: 95%, unit: "%", comparator: ≥}    # U013 value
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: ≥95, unit: "%", comparator: ≥}    # U013 value
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: "95", unit: "%", comparator: ≥}
    """
    for part, column, written, stated in _both_stated(value):
        if written == stated:
            span = parse(value.cell.text).spans[part]
            place = Place(value.cell, span.start, span.end)
            left = value.cell.text[: span.start] + value.cell.text[span.end :]
            fields = {"part": place.anchor.text[span.start : span.end], "column": column, "example": left.strip()}
            yield Fault(place, fields, fix=Fix(Safety.SAFE, "值里去掉一遍", (Edit(place, ""),)))


@rule(
    "U014",
    "column-disagrees",
    scope=Scope.VALUE,
    severity=ERROR,
    message="值里写的是“{written}”，{column}写的是“{stated}”，两处矛盾",
    help="改成一致：值里只写数字，符号和单位各写在自己的栏里",
)
def column_disagrees(value: Value, _: Settings) -> Iterator[Fault]:
    """值与单位栏（或符号栏）互相矛盾。

    两处说法不同，系统取哪一个，结果就是哪一个。

    依据：申报系统把指标值、计算符号和计量单位分栏填写（一体化系统的表样，见到的是其公开副本）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: 95%, unit: 个}    # U014 value
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 合格率, value: "95", unit: "%"}
    """
    for part, column, written, stated in _both_stated(value):
        if written != stated:
            span = parse(value.cell.text).spans[part]
            yield Fault(Place(value.cell, span.start, span.end), {"written": written, "column": column, "stated": stated})


def _is_bare_rate(value: Value) -> bool:
    """A rate or satisfaction with no unit anywhere."""
    return value.naming.is_rate and unit_of(value) is None and not value.naming.bracket_units


def _is_year(value: Value) -> bool:
    """A bare year as the value of something that happens at a time."""
    return value.naming.kind == "deadline" and all(1900 <= number <= 2100 for number in numbers(value))


def _names_money(value: Value) -> bool:
    return value.naming.kind in MONEY_KINDS or is_cost(value.indicator)


def _counts(value: Value) -> bool:
    """A bare number under cost whose name is a thing: it may be a count."""
    return value.naming.kind == "thing"


def _with_unit(value: Value, unit: str) -> str:
    """The value's text with `unit` after its number."""
    span = value.expression.spans.get("unit") or value.expression.spans["number"]
    if unit_of(value) is not None:
        return value.text.strip()
    return (value.text[: span.end] + unit + value.text[span.end :]).strip()


def _append(value: Value, unit: str) -> Edit:
    """The edit that puts `unit` right after the number."""
    end = value.expression.spans["number"].end
    return Edit(value.cut(end, end), unit)


def _with_money(value: Value, unit: Unit | None, scale: str, money: str) -> tuple[Edit, str]:
    """Put 元 after the scale, before what follows."""
    spans = value.expression.spans
    at = spans["number"].end if unit is None else spans["unit"].start + len(scale)
    return Edit(value.cut(at, at), money), (value.text[:at] + money + value.text[at:]).strip()


def _as_rate(name: str) -> str:
    """`合规性` → `合规率`, `全面覆盖` → `全面覆盖率`."""
    rate, suffix = words("heads")["rate_word"], words("heads")["quality_word"]
    return name.removesuffix(suffix) + rate


def _unit_column_is_empty(indicator: Indicator) -> bool:
    """The table has a unit column and nothing in it: its template puts units into names."""
    columns = [row.unit for row in indicator.project.table.indicators if row.unit is not None]
    return bool(columns) and all(column.blank for column in columns)


def _out_of_name(indicator: Indicator, bracket: Bracket, place: Place) -> Fix:
    """Take the bracket out of the name; where a value has no unit, put it there."""
    bare = [value for value in indicator.values if value.expression.kind in NUMERIC and unit_of(value) is None]
    values = [value for value in indicator.values if value.expression.kind in NUMERIC]
    same = bool(values) and not bare and all(_same_unit(unit_of(value), bracket.unit) for value in values)
    if same:
        return Fix(Safety.SAFE, "名称去掉单位", (Edit(place, ""),))
    edits = [Edit(place, ""), *(_append(value, bracket.text.strip()) for value in bare)]
    return Fix(Safety.UNSAFE, "单位移到指标值里", tuple(edits))


def _same_unit(one: Unit | None, other: Unit | None) -> bool:
    return one is not None and other is not None and one.name == other.name


def _both_stated(value: Value) -> Iterator[tuple[str, str, str, str]]:
    """What the value's cell and a column both say: part, column's name, canonical in the cell, canonical in the column."""
    own = parse(value.cell.text)
    if not isinstance(own, (Quantity, Range)):
        return
    titles = words("heads")["columns"]
    unit, comparator = value.indicator.unit, value.indicator.comparator
    if unit is not None and not unit.blank and own.unit is not None and "unit" in own.spans:
        stated = read_unit(unit.text.strip())
        if stated is not None:
            yield "unit", titles["unit"], own.unit.name, stated.name
    if comparator is not None and not comparator.blank and own.comparator is not None and "comparator" in own.spans:
        sign = parse(comparator.text + "1").comparator
        if sign is not None:
            yield "comparator", titles["comparator"], own.comparator, sign


def _respelt(places: list[Place], written: str, canonical: str) -> Fault:
    edits = tuple(Edit(place, canonical) for place in places)
    return Fault(
        places[0],
        {"written": written, "canonical": canonical},
        fix=Fix(Safety.SAFE, f"写成“{canonical}”", edits),
    )


def _misspelt(unit: Unit) -> bool:
    """Whether a part of the unit is badly written; 元/人·天 is as good as 元/人/天."""
    return unit.misspelt and _unjoined(unit.text) != _unjoined(unit.spelling)


def _unjoined(text: str) -> str:
    return text.translate(str.maketrans(words("heads")["joints"]))


def _misspelt_in_name(indicator: Indicator) -> Iterator[tuple[str, int, str]]:
    """Misspelt units in a name: in a bracket of its own, or right after a number (84平米)."""
    assert indicator.name is not None
    text = indicator.name.text
    for bracket in indicator.naming.brackets:
        if bracket.is_unit and bracket.unit is not None and _misspelt(bracket.unit):
            yield bracket.text, bracket.span.start + 1, bracket.unit.spelling
    for match in _misspelt_after_number().finditer(text):
        yield match.group(1), match.start(1), entries()[match.group(1)].name


@cache
def _misspelt_after_number() -> re.Pattern[str]:
    spellings = sorted((entry.spelling for entry in entries().values() if entry.misspelt), key=len, reverse=True)
    return re.compile(rf"(?<=\d)({'|'.join(map(re.escape, spellings))})(?![A-Za-z0-9])")


