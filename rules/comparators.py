"""D — 方向: how comparators are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perflint.expression import Expression, Mark
from perflint.finding import Edit, Fault, Fix, Place, Safety
from perflint.model import Indicator, Value
from perflint.regex import compiled
from perflint.rule import INFO, WARNING, Choice, Scope, Settings, rule
from perflint.rules.common import is_whole, without, without_comparator
from perflint.vocabulary import words


@rule(
    "D008",
    "redundant-bound",
    scope=Scope.VALUE,
    heads=("rate",),
    needs=("≥", "bounded", "hundred"),
    severity=INFO,
    kinds=("quantity",),
    fix="safe",
    texts={"equal": "写成等于", "drop": "去掉 {sign}"},
    message="“{text}”里的“{sign}”多余：比率最高就是100%",
    help="写成 {example}",
)
def redundant_bound(value: Value, settings: Settings) -> Iterator[Fault]:
    """“≥100%”里的符号多余。

    合格率、及时率到不了100%以上，例如“≥100%”写“100%”就够了。

    依据：通行做法，仅为书写建议。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 报告合格率, full: ≥100%}    # D008 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 报告合格率, full: 100%}
        - {level1: 产出指标, level2: 数量指标, name: 计划完成率, full: ≥100%}
    """
    if not _is_redundant(value):
        return
    place = value.at("comparator")
    column = place.anchor is value.indicator.comparator
    fields = {"text": value.text.strip(), "sign": _sign_text(value), "example": without_comparator(value)}
    edit = Edit(place, "=") if column else without(place)
    title = settings.say("equal") if column else settings.say("drop", sign=fields["sign"])
    fix = Fix(Safety.SAFE, title, (edit,))
    yield Fault(place, fields, fix=fix)


@rule(
    "D009",
    "comparator-glyph",
    scope=Scope.VALUE,
    needs=("glyph",),
    severity=INFO,
    parameters={"comparator_width": Choice("any", "half")},
    fix="safe",
    texts={"write": "写成“{sign}”"},
    message="比较符号“{written}”不是规范写法",
    help="写成“{canonical}”",
    variants={"redundant": ("比较符号“{written}”不是规范写法", "比率最高就是100%，符号可以不写：写成 {example}")},
)
def comparator_glyph(value: Value, settings: Settings) -> Iterator[Fault]:
    """比较符号写法不规范。

    “≧”“>=”“═”看着像，系统和查找替换却认不出是同一个符号。

    依据：申报系统的计算符号只有 ≥、＞、＝、＜、≤ 和定性（一体化系统的校验规则，见到的是其公开副本）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 教学满意度, full: ≧90%}    # D009 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 教学满意度, full: ≥90%}
        - {level1: 产出指标, level2: 数量指标, name: 服务次数, full: ＞300次}
    """
    accepted = () if settings.comparator_width == "half" else words("comparators")["accepted"]
    for mark in _marks(value.expression, "sign"):
        if mark.text != mark.comparator and mark.text not in accepted:
            place = value.cut(*mark.span)
            fix = Fix(Safety.SAFE, settings.say("write", sign=mark.comparator), (Edit(place, mark.comparator),))
            fields = {"written": mark.text, "canonical": mark.comparator, "example": without_comparator(value)}
            yield Fault(place, fields, variant="redundant" if _is_redundant(value) else None, fix=fix)


@rule(
    "D010",
    "double-comparator",
    scope=Scope.VALUE,
    needs=("doubled_comparator",),
    severity=WARNING,
    kinds=("quantity",),
    fix="safe",
    texts={"drop": "去掉“{sign}”"},
    message="“{first}”和“{second}”是同一个意思，写了两遍",
    help="写成 {example}",
)
def double_comparator(value: Value, settings: Settings) -> Iterator[Fault]:
    """比较符号写了两遍。

    例如“≥90%以上”，两个“以上”叠在一起，边界算不算在内说不清。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 参训合格率, full: ≥90%以上}    # D010 full
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 参训合格率, full: ≥90%}
        - {level1: 产出指标, level2: 质量指标, name: 参训合格率, full: 达到90%以上}
    """
    if "doubled_comparator" not in value.expression.notes:
        return
    first, *rest = [mark for mark in value.expression.marks if mark.comparator]
    extra = rest[-1]
    place = value.cut(*extra.span)
    example = value.text[: extra.span.start] + value.text[extra.span.end :]
    fix = Fix(Safety.SAFE, settings.say("drop", sign=extra.text), (without(place),))
    yield Fault(place, {"first": first.text, "second": extra.text, "example": example.strip()}, fix=fix)


@rule(
    "D012",
    "comparator-in-name",
    scope=Scope.INDICATOR,
    needs=("digits",),
    severity=WARNING,
    silences=("N005", "U006"),
    message="名称里写了“{part}”，这是指标值",
    help="名称只写“{name}”，“{part}”写到指标值里",
)
def comparator_in_name(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称里写了带符号的数值。

    名称和指标值各写一个数，两处不一致时不知道以哪个为准。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 参训合格率（≥90%）, full: ≥95%}    # D012 name
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 参训合格率, full: ≥95%}
        - {level1: 产出指标, level2: 成本指标, name: 费用控制在预算内, full: ≤50万元}
    """
    if indicator.name is None:
        return
    text = indicator.name.text
    match = _stated().search(text)
    if match is None:
        return
    left = re.sub(r"[（(]\s*[)）]", "", text[: match.start()] + text[match.end() :])
    yield Fault(Place(indicator.name, *match.span()), {"part": match.group(), "name": left.strip()})


def _is_redundant(value: Value) -> bool:
    return value.expression.comparator == "≥" and is_whole(value)


def _sign_text(value: Value) -> str:
    span = value.expression.spans["comparator"]
    return value.text[span.start : span.end]


def _marks(expression: Expression, role: str) -> list[Mark]:
    """The marks of a role, in the items of a list too."""
    items = getattr(expression, "items", ())
    return [*expression.marked(role), *(mark for item in items for mark in item.marked(role))]


@cache
def _stated() -> re.Pattern[str]:
    """A comparator, sign or word, right before a number with its unit."""
    comparators = words("comparators")
    before = [word for sign, group in comparators["before"].items() if sign in "≥>≤<" for word in group]
    known = [*(sign for group in comparators["signs"].values() for sign in group), *before]
    ordered = sorted(known, key=len, reverse=True)
    after = "|".join(re.escape(word) for group in comparators["after"].values() for word in group)
    unit = r"(?:[%％‰]|[万千百亿]?[^\W\d_a-zA-Z]{0,2}(?=[)）]|$))?"
    return compiled(rf"(?:{'|'.join(map(re.escape, ordered))})\s*\d[\d.,]*\s*{unit}(?:{after})?")
