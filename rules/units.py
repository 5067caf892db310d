"""U — 单位: whether a value has a unit, and the right one."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.expression import Quantity, parse
from perflint.finding import Edit, Fault, Fix, Place, Safety
from perflint.model import Cell, Value
from perflint.naming import Naming
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.bare import COUNTED, UNITLESS, completed, likely_unit
from perflint.rules.common import (
    MONEY_KINDS,
    NO_SHARE,
    NUMERIC,
    append_unit,
    bracket_unit,
    contradicts,
    is_cost,
    is_money,
    numbers,
    shown,
    stated_unit,
    unit_of,
    with_unit,
)
from perflint.units import Unit, dimension_name, is_countable
from perflint.vocabulary import words


@rule(
    "U001",
    "unit-contradicts-name",
    scope=Scope.VALUE,
    needs=("unit",),
    severity=ERROR,
    kinds=NUMERIC,
    silences=("D001", "D002", "D003", "D004", "D011"),
    around=("C001",),
    message="“{unit}”是{kind}单位，与名称里的“{head}”不符",
    help="按“{head}”重新填写：{expected}，数字和符号一并核定；如果要衡量的其实是{kind}，就改名称",
    texts={"many": "多少{unit}", "share": "百分之几"},
    variants={
        "near": (
            "“{head}”一般不用“{unit}”计，数的是什么不清楚",
            "要数{unit}，就把名称里的“{head}”改成“{unit}数”；不然按“{head}”重新填写：{expected}",
        )
    },
)
def unit_contradicts_name(value: Value, settings: Settings) -> Iterator[Fault]:
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
    if unit is None or not contradicts(unit, naming):
        return
    near = is_countable(unit.main) and any(is_countable(dimension) for dimension in naming.dimensions)
    yield Fault(
        value.at("unit"),
        {
            "unit": unit.text,
            "kind": dimension_name(unit.main),
            "head": naming.head,
            "expected": _expected(naming, settings),
        },
        variant="near" if near else None,
        severity=WARNING if near else None,
    )


@rule(
    "U002",
    "missing-unit",
    scope=Scope.VALUE,
    needs=("unitless",),
    severity=WARNING,
    kinds=NUMERIC,
    fix="unsafe",
    texts={"add": "补上单位“{unit}”"},
    message="“{text}”只有数字，没有单位，不知道数的是什么",
    help="在数字后写上单位，如 {example}",
    variants={
        "fixed": ("“{text}”没有写单位“{unit}”", "写成 {example}"),
        "open": (
            "“{text}”只有数字，没有单位，不知道数的是什么",
            "在数字后写上单位，写明“{name}”数的是什么",
        ),
        "two": ("名称里有{units}两种单位，“{text}”指哪一种不清楚", "拆成两个指标，各写各的单位"),
    },
)
def missing_unit(value: Value, settings: Settings) -> Iterator[Fault]:
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
    if naming.kind in UNITLESS or is_money(value) or _is_year(value):
        return
    given = {unit.name for unit in naming.bracket_units}
    if len(given) == 1:
        return
    place, text = value.at("number"), value.text.strip()
    if given:
        yield Fault(place, {"text": text, "units": sorted(given)}, variant="two")
        return
    if naming.fixed_unit is not None:
        unit = naming.fixed_unit
        fix = Fix(Safety.UNSAFE, settings.say("add", unit=unit), (append_unit(value, unit),))
        fields = {"text": text, "unit": unit, "example": completed(value)}
        yield Fault(place, fields, variant="fixed", severity=INFO, fix=fix)
        return
    likely = likely_unit(naming)
    if likely is None:
        yield Fault(place, {"text": text, "name": naming.core}, variant="open")
        return
    yield Fault(place, {"text": text, "example": completed(value)})


@rule(
    "U003",
    "rate-without-percent",
    scope=Scope.VALUE,
    heads=("rate", "satisfaction"),
    needs=("unitless",),
    severity=WARNING,
    kinds=NUMERIC,
    fix="unsafe",
    texts={"add": "补上 {unit}"},
    silences=("D004",),
    message="“{head}”是比率，“{text}”却没有写 %",
    help="写成 {example}",
    variants={"base": ("“{name}”通常以“{base}”为单位，“{text}”却没有写", "写成 {example}")},
)
def rate_without_percent(value: Value, settings: Settings) -> Iterator[Fault]:
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
    naming, bases = value.naming, words("heads")["official_bases"]
    base = next((base for rate, base in bases.items() if naming.core.endswith(rate)), None)
    unit = base or words("heads")["percent"]
    fields = {
        "head": naming.head,
        "text": value.text.strip(),
        "example": with_unit(value, unit) if base else completed(value),
    }
    fix = Fix(Safety.UNSAFE, settings.say("add", unit=unit), (append_unit(value, unit),))
    variant = "base" if base else None
    yield Fault(value.at("number"), {**fields, "name": naming.core, "base": base or ""}, variant=variant, fix=fix)


@rule(
    "U004",
    "rate-as-fraction",
    scope=Scope.VALUE,
    needs=("share",),
    severity=WARNING,
    kinds=("quantity",),
    fix="unsafe",
    texts={"write": "写成 {percent}"},
    silences=("U010",),
    message="“{text}”把比率写成了小数",
    help="写成百分数：{example}",
)
def rate_as_fraction(value: Value, settings: Settings) -> Iterator[Fault]:
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
    fill = append_unit(value, "%")
    if named:
        edits = [Edit(value.at("number"), shown(expression.number * 100)), Edit(value.at("unit"), "%")]
    elif fill.place.anchor is value.indicator.unit:
        edits = [Edit(value.at("number"), shown(expression.number * 100)), fill]
    else:
        edits = [Edit(value.at("number"), percent)]
    example = (expression.comparator or "") + percent
    yield Fault(
        value.at("number"),
        {"text": value.text.strip(), "example": example},
        fix=Fix(Safety.UNSAFE, settings.say("write", percent=percent), tuple(edits)),
    )


@rule(
    "U005",
    "percent-on-unmeasurable-name",
    scope=Scope.VALUE,
    needs=("ratio",),
    heads=("", "vague", "thing", "document", *MONEY_KINDS),
    severity=WARNING,
    kinds=NUMERIC,
    message="“{name}”不是比率，写“{text}”不知道是什么占什么",
    help="名称写成“…率”，让人看出什么占什么（如“{example}”是{reading}），或换成能数出来的量",
    variants={
        "rate-like": ("“{name}”用了百分数，名称却不是比率", "名称写成“{example}”"),
    },
)
def percent_on_unmeasurable_name(value: Value, _: Settings) -> Iterator[Fault]:
    """名称不是比率，值却是百分数。

    例如“安全保障 ≥90%”，没有分子和分母，谁也算不出来，考核时只能凭感觉。

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
    if unit is None or unit.name not in words("heads")["share_units"] or naming.kind not in NO_SHARE:
        return
    if naming.growing or naming.has("share_of_money") or not naming.core:
        return
    if words("heads")["rate_word"] in value.text:  # 工程质量 = 合格率100%
        return
    text = value.text.strip()
    if naming.rate_like:
        yield Fault(
            value.cell.at(), {"name": naming.core, "example": _as_rate(naming.core)}, variant="rate-like", severity=INFO
        )
        return
    data = words("heads")
    fields = {"name": naming.core, "text": text, "example": data["rate_example"], "reading": data["rate_reading"]}
    yield Fault(value.cell.at(), fields)


@rule(
    "U008",
    "incomplete-money-unit",
    scope=Scope.VALUE,
    needs=("unitless|per-unit",),
    severity=WARNING,
    kinds=NUMERIC,
    fix="unsafe",
    texts={"add": "补上“{unit}”"},
    silences=("U002", "U010", "V010"),
    message="“{text}”是金额，却没有写“元”",
    help="写成 {example}",
    variants={
        "bare": ("“{text}”是金额，没有写单位，是元还是万元不清楚", "写清单位，如 {example}元 或 {example}万元"),
        "shared": ("“{text}”是金额，没有写单位，也没有写每什么多少钱", "写清单位和每什么，如 {example}"),
    },
)
def incomplete_money_unit(value: Value, settings: Settings) -> Iterator[Fault]:
    """金额没有写“元”。

    例如“15万”“≤28.40/株”少了“元”，“3584”更不知是元还是万元，差一万倍。

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
    if unit is None and (
        bracket_unit(value) is not None or not any(numbers(value)) or getattr(expression, "ratio", None)
    ):
        return
    if not is_money(value) and not (unit is not None and _names_money(value)):
        return
    scale = getattr(expression, "scale", "")
    money = words("heads")["money_unit"]
    place = value.at("number")
    text = value.text.strip()
    if unit is None and not scale:
        column = value.indicator.unit
        if column is not None and _is_scale(column):
            written = text + column.text.strip()
            edit = Edit(Place(column, 0, len(column.text)), column.text.strip() + money)
            fix = Fix(Safety.UNSAFE, settings.say("add", unit=money), (edit,))
            yield Fault(place, {"text": written, "example": written + money}, fix=fix)
            return
        if value.naming.kind == "thing":  # it may be a count
            return
        share = _share_of(value.naming)
        example = completed(value) + (f"{money}{share}" if share else "")
        yield Fault(place, {"text": text, "example": example}, variant="shared" if share else "bare")
        return
    edit, example = _with_money(value, unit, scale, money)
    fix = Fix(Safety.UNSAFE, settings.say("add", unit=money), (edit,))
    yield Fault(place, {"text": text, "example": example if unit else completed(value)}, fix=fix)


@rule(
    "U009",
    "price-without-denominator",
    scope=Scope.VALUE,
    heads=MONEY_KINDS,
    severity=WARNING,
    kinds=NUMERIC,
    message="“{head}”是每一份的价钱，“{text}”却是一笔总数",
    help="写明每什么多少钱，如 {example}",
    variants={"open": ("“{head}”是每一份的价钱，“{text}”却是一笔总数", "写明每什么多少钱，如 {text}/人、{text}/件")},
)
def price_without_denominator(value: Value, _: Settings) -> Iterator[Fault]:
    """单价、标准没有写“每什么”。

    例如补助标准“120万元”，不知是每公里、每户还是总共，无法与支出标准比较。

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
    text = value.text.strip()
    share = _denominator(naming)
    fields = {"head": naming.head, "text": text, "example": text + share}
    yield Fault(value.cell.at(), fields, variant=None if share else "open")


@rule(
    "U010",
    "unclear-unit",
    scope=Scope.VALUE,
    needs=("unclear",),
    severity=WARNING,
    kinds=NUMERIC,
    message="单位“{unit}”含义不明",
    help="换成通用的计量单位，如 {expected}",
    variants={
        "letter": ("单位“{unit}”含义不明", "写全称，如 {expected}"),
        "cut": ("单位“{unit}”没有写完整", "写全，如 {expected}"),
    },
)
def unclear_unit(value: Value, _: Settings) -> Iterator[Fault]:
    """单位含义不明。

    例如“80M”，可以是米，也可以是兆；单位不认得，值就无从核对。

    依据：度量单位应规范统一（通行做法）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 雾炮车射程, full: 80M}    # U010 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 雾炮车射程, full: 80米}
    """
    unit, expected = unit_of(value), value.naming.units
    if unit is None or unit.name.startswith("/"):
        return
    if "unknown" not in unit.parts and unit.name not in words("heads")["unclear_units"]:
        return
    data = words("heads")
    meant = data["cut_units"].get(unit.text)
    if meant:
        yield Fault(value.at("unit"), {"unit": unit.text, "expected": meant}, variant="cut")
        return
    letters = data["letter_units"].get(unit.text)
    if letters and value.naming.kind in (None, "vague", *COUNTED):
        yield Fault(value.at("unit"), {"unit": unit.text, "expected": letters}, variant="letter")
        return
    if value.naming.kind in COUNTED:
        expected = (likely_unit(value.naming) or data["default_unit"],)
    yield Fault(value.at("unit"), {"unit": unit.text, "expected": expected or [data["default_unit"]]})


@rule(
    "U012",
    "fractional-count",
    scope=Scope.VALUE,
    needs=("decimal", "unit"),
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
    if (
        unit is None
        or not unit.whole
        or expression.scale
        or expression.ratio
        or value.naming.has("average", "per", "base")
    ):
        return
    if expression.number != expression.number.to_integral_value():
        yield Fault(value.at("number"), {"text": value.text.strip(), "unit": unit.name})


def _denominator(naming: Naming) -> str:
    """What a price is for, by a word of the name (`/亩`); "" where none tells."""
    return next((part for word, part in words("heads")["denominators"].items() if word in naming.core), "")


def _share_of(naming: Naming) -> str:
    """What an amount is for where the name says that it is no total; "" where it may be one."""
    shared = naming.kind == "price" or naming.has("price", "average")
    return (
        (_denominator(naming) or str(words("heads")["usual_denominator"])) if shared and not naming.has("per") else ""
    )


def _expected(naming: Naming, settings: Settings) -> str:
    """What a value of such a name says: how many of which unit, or what share."""
    unit = naming.fixed_unit or (likely_unit(naming) if naming.kind in COUNTED else None) or naming.units[0]
    return settings.say("share") if unit == words("heads")["percent"] else settings.say("many", unit=unit)


def _is_bare_rate(value: Value) -> bool:
    """A rate or satisfaction with no unit anywhere, and no base in its name to count by (万车死亡率)."""
    naming = value.naming
    return naming.is_rate and unit_of(value) is None and not naming.bracket_units and not naming.has("base")


def _is_year(value: Value) -> bool:
    """A bare year as the value of something that happens at a time."""
    return value.naming.kind == "deadline" and all(1900 <= number <= 2100 for number in numbers(value))


def _names_money(value: Value) -> bool:
    return value.naming.kind in MONEY_KINDS or is_cost(value.indicator)


def _is_scale(column: Cell) -> bool:
    """Whether a unit column says how many but not of what: 万."""
    read = parse(f"1{column.text.strip()}")
    return isinstance(read, Quantity) and read.unit is None and bool(read.scale)


def _with_money(value: Value, unit: Unit | None, scale: str, money: str) -> tuple[Edit, str]:
    """Put 元 after the scale, before what follows."""
    spans = value.expression.spans
    at = spans["number"].end if unit is None else spans["unit"].start + len(scale)
    return Edit(value.cut(at, at), money), (value.text[:at] + money + value.text[at:]).strip()


def _as_rate(name: str) -> str:
    """`合规性` → `合规率`, `全面覆盖` → `全面覆盖率`."""
    data = words("heads")
    return f"{name.removesuffix(data['quality_word'])}{data['rate_word']}"
