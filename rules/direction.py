"""D — 方向: whether the comparator points the way the name does."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Edit, Fault, Fix, Safety
from perflint.model import Value
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.bare import COUNTED_HEADS, completed, lacks_sign, wanted_sign
from perflint.rules.common import (
    AT_LEAST,
    AT_MOST,
    comparator_of,
    is_cost,
    is_money,
    numbers,
    percents,
    prepend_comparator,
    stated_unit,
    without_comparator,
)
from perflint.units import is_countable
from perflint.vocabulary import words

# Heads that D003 judges, so that D002 leaves them.
_COSTLY = ("cost", "price", "investment", "money", "time_taken")


@rule(
    "D001",
    "positive-capped",
    scope=Scope.VALUE,
    heads=("rate", "satisfaction", "score", "perception", "ahead"),
    needs=("positive", "≤|<|bracket"),
    severity=ERROR,
    kinds=("quantity",),
    silences=("D007", "P004", "P006", "V006"),
    message="“{name}”越高越好，却写成“{text}”，等于限制做好",
    help="改为 ≥{number}",
    variants={
        "ahead": ("“{name}”越长越好，却写成“{text}”，等于限制做好", "改为 ≥{number}"),
        "utmost": ("“{name}”越高越好，却写成“{text}”，等于限制做好", "把“≤”改成“≥”，写一个能做到的数"),
    },
)
def positive_capped(value: Value, _: Settings) -> Iterator[Fault]:
    """越高越好的指标写成了“不超过”。

    例如“满意度 ≤90%”是说满意的人不能再多，方向写反了，必被退回。

    依据：通行做法；公开的申报表里确有写反的（见过实例）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, full: ≤90%}    # D001 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 群众满意度, full: ≥90%}
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤5%}
        - {level1: 产出指标, level2: 时效指标, name: 洪水预警提前时间, full: ≥2小时}
        - {level1: 产出指标, level2: 成本指标, name: 成本控制率, full: ≤100%}
    """
    naming = value.naming
    measured = naming.is_rate or naming.kind in ("score", "perception", "ahead")
    if measured and naming.polarity == "positive" and not naming.limited and comparator_of(value) in AT_MOST:
        fields = {"name": naming.core, "text": value.text.strip(), "number": without_comparator(value)}
        utmost = any(percent >= 100 for percent in percents(value))
        variant = "utmost" if utmost else None
        yield Fault(value.at("comparator"), fields, variant="ahead" if naming.kind == "ahead" else variant)


@rule(
    "D002",
    "negative-floored",
    scope=Scope.VALUE,
    needs=("negative", "≥|>|bracket"),
    severity=ERROR,
    kinds=("quantity",),
    silences=("D007", "P004", "P006", "V005"),
    message="“{name}”越低越好，却写成“{text}”",
    help="改为 ≤{number}",
    variants={
        "never": ("“{name}”越低越好，却写成“{text}”，怎样都能达到", "不许发生就改为 {number}"),
        "lax": ("“{name}”越低越好，却写成“{text}”", "把“≥”改成“≤”，上限按往年水平从严填写，{number}太松"),
    },
)
def negative_floored(value: Value, _: Settings) -> Iterator[Fault]:
    """越低越好的指标写成了“不低于”。

    例如“故障率 ≥8%”是要求至少坏这么多，方向写反了，必被退回。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≥8%}    # D002 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 设备故障率, full: ≤5%}
        - {level1: 产出指标, level2: 质量指标, name: 故障响应率, full: ≥95%}
        - {level1: 效益指标, level2: 社会效益指标, name: 交通事故下降率, full: ≥8%}
    """
    naming = value.naming
    if naming.polarity == "negative" and naming.kind not in _COSTLY and comparator_of(value) in AT_LEAST:
        fields = {"name": naming.core, "text": value.text.strip(), "number": without_comparator(value)}
        yield Fault(value.at("comparator"), fields, variant=_how_wrong(value))


@rule(
    "D003",
    "cost-floored",
    scope=Scope.VALUE,
    needs=("≥|>|bracket", "at:cost|at:output_cost|at:economic_cost|head:cost|head:time_taken"),
    severity=WARNING,
    kinds=("quantity",),
    message="“{name}”应有上限，却写成“{text}”，花得越多越达标",
    help="改为 ≤{number}",
    variants={"time": ("“{name}”应有上限，却写成“{text}”，拖得越久越达标", "改为 ≤{number}")},
)
def cost_floored(value: Value, _: Settings) -> Iterator[Fault]:
    """成本、用时写成了“不低于”。

    成本和用时要控制，写成“≥”就成了花得越多、拖得越久越好。

    依据：成本指标是预期的成本控制范围（某地填报说明，见到转述；财预〔2021〕101号条文未核对）。

    反例：
        - {level1: 产出指标, level2: 成本指标, name: 防疫室建设成本, full: ≥1050元}    # D003 full
        - {level1: 产出指标, level2: 时效指标, name: 故障响应时间, full: ≥30分钟}    # D003 full
    正例：
        - {level1: 产出指标, level2: 成本指标, name: 防疫室建设成本, full: ≤1050元}
        - {level1: 产出指标, level2: 成本指标, name: 低保补助标准, full: ≥700元/人}
        - {level1: 产出指标, level2: 时效指标, name: 图书馆开放时间, full: ≥300天}
    """
    naming = value.naming
    if comparator_of(value) not in AT_LEAST or naming.lessening:
        return
    if naming.kind != "time_taken" and naming.has("saving"):
        return
    spent = is_cost(value.indicator) and is_money(value) and naming.kind != "income"
    if spent or naming.kind in ("cost", "time_taken"):
        fields = {"name": naming.core, "text": value.text.strip(), "number": without_comparator(value)}
        yield Fault(value.at("comparator"), fields, variant="time" if naming.kind == "time_taken" else None)


@rule(
    "D004",
    "missing-comparator",
    scope=Scope.VALUE,
    needs=("bare",),
    severity=INFO,
    kinds=("quantity",),
    parameters={"comparator_required": False},
    fix="unsafe",
    texts={"add": "补上 {sign}"},
    message="“{text}”没有写 ≥ 或 ≤，多做或少做算不算完成说不清",
    help="写成 {example}",
)
def missing_comparator(value: Value, settings: Settings) -> Iterator[Fault]:
    """该有方向的数值没有写比较符号。

    例如发表论文“15篇”，按字面是不多不少正好15篇；写明 ≥ 或 ≤，评价时才好判断。

    计划定死的数不报：买几台、建几门课、修多长、照计划做几次，不写符号就是等于；受益的人、得到的成果、用的时间和钱才有多好少好。

    依据：申报系统要求先选计算符号再填指标值（一体化系统的校验规则，见到的是其公开副本）；部分地方不写即表示等于。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 发表论文数量, full: 15篇}    # D004 full
        - {level1: 产出指标, level2: 质量指标, name: 造林成活率, full: 85%}    # D004 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 发表论文数量, full: ≥15篇}
        - {level1: 产出指标, level2: 数量指标, name: 精品课程建设数, full: 8门}
        - {level1: 产出指标, level2: 成本指标, name: 造林补助, full: 300元/亩}
    """
    if not lacks_sign(value):
        return
    direction = wanted_sign(value)
    if direction is None and not settings.comparator_required:
        return
    sign = direction or "="
    fix = Fix(Safety.UNSAFE, settings.say("add", sign=sign), (prepend_comparator(value, sign),))
    yield Fault(value.at("number"), {"text": value.text.strip(), "example": completed(value, sign)}, fix=fix)


@rule(
    "D005",
    "satisfaction-without-floor",
    scope=Scope.VALUE,
    heads=("satisfaction",),
    needs=("bare|=",),
    severity=WARNING,
    kinds=("quantity",),
    fix="unsafe",
    silences=("D004",),
    texts={"add": "补上 {sign}"},
    message="满意度“{text}”没有写 ≥，按字面高于它也算没完成",
    help="写成 {example}",
)
def satisfaction_without_floor(value: Value, settings: Settings) -> Iterator[Fault]:
    """满意度没有写“≥”。

    满意度是下限，例如写成“90%”或“=90%”，实际95%反而不相符。

    依据：通行做法。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度, full: 90%}    # D005 full
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 家长满意度, full: =95%}    # D005 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度, full: ≥90%}
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度（≥**%）, full: 90%}
    """
    if (
        not value.naming.is_satisfaction
        or value.naming.polarity != "positive"
        or comparator_of(value) not in (None, "=")
    ):
        return
    if not all(0 < percent < 100 for percent in percents(value)) or not percents(value):
        return
    written = "comparator" in value.expression.spans
    edit = Edit(value.at("comparator"), "≥") if written else prepend_comparator(value, "≥")
    fields = {"text": value.text.strip(), "example": _floored(value)}
    yield Fault(value.at("number"), fields, fix=Fix(Safety.UNSAFE, settings.say("add", sign="≥"), (edit,)))


@rule(
    "D006",
    "unreachable-bound",
    scope=Scope.VALUE,
    needs=(">|<",),
    severity=ERROR,
    kinds=("quantity",),
    texts={"high": "高", "low": "低"},
    message="“{text}”不可能达到：“{name}”最{extreme}就是{limit}",
    help="写成 {example}",
)
def unreachable_bound(value: Value, settings: Settings) -> Iterator[Fault]:
    """界限永远达不到。

    例如合格率“>100%”、事故“<0起”，做得再好也完不成。

    依据：指标值应切实可行（财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: ＞100%}    # D006 full
        - {level1: 产出指标, level2: 质量指标, name: 安全事故起数, full: ＜0起}    # D006 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 验收合格率, full: 100%}
        - {level1: 效益指标, level2: 经济效益指标, name: 农民收入增长率, full: ＞100%}
    """
    naming, sign = value.naming, value.expression.comparator
    text = value.text.strip()
    if naming.bounded and sign == ">" and any(percent == 100 for percent in percents(value)):
        fields = {
            "text": text,
            "name": naming.core,
            "extreme": settings.say("high"),
            "limit": "100%",
            "example": "100%",
        }
        yield Fault(value.at("comparator"), fields)
    elif sign == "<" and 0 in numbers(value) and not naming.has("measured_below_zero") and not naming.growing:
        fields = {
            "text": text,
            "name": naming.core,
            "extreme": settings.say("low"),
            "limit": "0",
            "example": without_comparator(value),
        }
        yield Fault(value.at("comparator"), fields)


@rule(
    "D007",
    "trivial-bound",
    scope=Scope.VALUE,
    needs=("≥|≤", "zero|hundred"),
    severity=WARNING,
    kinds=("quantity",),
    message="“{text}”怎样都能达到，等于没有要求",
    help="写一个要努力才能达到的数",
)
def trivial_bound(value: Value, _: Settings) -> Iterator[Fault]:
    """界限永远成立。

    例如“≥0”“≤100%”，什么都不做也完成，起不到约束作用。

    依据：指标值应从严从高（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥0人次}    # D007 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥200人次}
        - {level1: 效益指标, level2: 经济效益指标, name: 税收增长率, full: ≥0%}
    """
    naming, sign = value.naming, value.expression.comparator
    floor = sign == "≥" and 0 in numbers(value) and not naming.has("measured_below_zero") and not naming.growing
    ceiling = sign == "≤" and naming.bounded and any(percent == 100 for percent in percents(value))
    if floor or ceiling:
        yield Fault(value.cell.at(), {"text": value.text.strip()})


@rule(
    "D011",
    "service-capped",
    scope=Scope.VALUE,
    places=("quantity",),
    needs=("≤|<|bracket",),
    severity=WARNING,
    kinds=("quantity",),
    message="“{name}”是要做到的数量，却写成“{text}”，一个不做也算完成",
    help="改为 ≥{number}；如果确是上限，名称写明“控制数”",
)
def service_capped(value: Value, _: Settings) -> Iterator[Fault]:
    """服务人数、产出数量写成了“不超过”。

    例如“就读人数 ≤6962人”，一个人不来也算完成。

    依据：通行做法；公开的申报表里确有写反的（见过实例）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 小学就读人数, full: ≤6962人}    # D011 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 小学就读人数, full: ≥6962人}
        - {level1: 产出指标, level2: 数量指标, name: 因公出国人数, full: ≤5人}
        - {level1: 产出指标, level2: 数量指标, name: 召开会议次数, full: ≤10次}
    """
    naming, unit = value.naming, stated_unit(value)
    if value.category.level2 != "quantity" or comparator_of(value) not in AT_MOST or naming.has("capped"):
        return
    if naming.polarity == "negative" or naming.kind not in (*COUNTED_HEADS, "thing", "document"):
        return
    if unit is None or is_countable(unit.main):
        fields = {"name": naming.core, "text": value.text.strip(), "number": without_comparator(value)}
        yield Fault(value.at("comparator"), fields)


def _how_wrong(value: Value) -> str | None:
    """Whether a floor under what should be low is none at all (`never`), or no ceiling either (`lax`)."""
    if 0 in numbers(value):
        return "never"
    lax = words("plausibility")["lax_share"]
    return "lax" if any(percent > lax for percent in percents(value)) else None


def _floored(value: Value) -> str:
    """The value with ≥ in the place of = or nothing, and with the % that it lacks."""
    return f"≥{without_comparator(value)}" if "comparator" in value.expression.spans else completed(value, "≥")
