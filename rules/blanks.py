"""S, 完整性: rows that say nothing, and texts where something should stand and does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

from perflint.facts import holes, of_text
from perflint.finding import Fault, Place, Related
from perflint.model import Cell, Indicator, Project, Value
from perflint.rule import ERROR, Scope, Settings, rule
from perflint.rules.common import bracket_unit, comparator_of, contradicts, is_whole, unit_of
from perflint.rules.patterns import either
from perflint.rules.samples import told_value
from perflint.text import Span
from perflint.vocabulary import words

SHORTEST_GOAL = 6


@rule(
    "S001",
    "missing-goal",
    scope=Scope.PROJECT,
    severity=ERROR,
    message="项目没有绩效目标",
    help="用两三句话写明：做什么、做多少、给谁、达到什么效果",
    variants={
        "empty": (
            "绩效目标“{goal}”等于没写",
            "用两三句话写明：做什么、做多少、给谁、达到什么效果，不要用“详见附件”代替",
        ),
        "short": ("绩效目标“{goal}”不到6个字，说不清要做什么", "用两三句话写明：做什么、做多少、给谁、达到什么效果"),
    },
)
def missing_goal(project: Project, settings: Settings) -> Iterator[Fault]:
    """项目没有绩效目标。

    绩效目标是整张表的总纲，空着、写“无”或“详见附件”，指标就没有依据，会被退回。

    只填年度目标、不填实施期目标的，不算缺。

    依据：中发〔2018〕34号把绩效目标作为申请预算的前置条件（已核对）；财预〔2015〕88号的完整性审核（条文未核对）。

    反例：
        name: 敬老院取暖补助
        goal: 详见附件    # S001 goal
        indicators: []
    正例：
        name: 敬老院取暖补助
        goal: 为全县12所敬老院的860名老人提供四个月集中供暖，室温不低于18℃。
        indicators: []
    """
    goal = _goal(project)
    if goal is None:
        blank = project.goal or project.annual_goal
        yield Fault(blank.at() if blank is not None else project.title())
    elif reason := _no_goal(goal.text.strip()):
        yield Fault(goal.at(), {"goal": goal.text.strip()}, variant=reason)


def _goal(project: Project) -> Cell | None:
    """The cell that states the goal: the full period's, or the year's where that is blank."""
    goal = project.goal
    if goal is None or goal.blank:
        goal = project.annual_goal
    return goal if goal is not None and not goal.blank else None


def _hanzi(text: str) -> Iterator[str]:
    return (
        sign for sign in text if "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign >= "\U00020000"
    )


def has_hanzi(text: str, count: int) -> bool:
    """Whether a text has at least so many hanzi."""
    return next(islice(_hanzi(text), count - 1, None), None) is not None


def _no_goal(goal: str) -> str | None:
    """Why a text is no goal: "empty" or "short"; None where it is one."""
    if says_nothing(goal) or _points_elsewhere(goal):
        return "empty"
    return None if has_hanzi(goal, SHORTEST_GOAL) else "short"


@lru_cache(maxsize=65536)
def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing to say: 无, /, 不适用."""
    placeholders = words("placeholders")
    bare = text.strip().strip(placeholders["signs"]).lower()
    return not bare or bare in placeholders["nothing"]


def _points_elsewhere(goal: str) -> bool:
    placeholders = words("placeholders")
    elsewhere = goal.startswith(tuple(placeholders["goal_elsewhere"]))
    return elsewhere and not has_hanzi(goal, placeholders["goal_elsewhere_max"] + 1)


@rule(
    "S011",
    "empty-value",
    scope=Scope.INDICATOR,
    needs=("unmeasured",),
    severity=ERROR,
    texts={"also": "这里也没有值"},
    message="指标值空着",
    help="填上要达到的值，{told}；本项目用不着的指标，整行删去",
    variants={
        "words": ("指标值“{text}”等于没有值", "填上要达到的值，{told}；本项目用不着的指标，整行删去"),
    },
    silences=("V010",),
)
def empty_value(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """指标没有值。

    没有值的指标到年底没法打分，系统也不让提交。

    “事故情况”这类越少越好的指标写“无”，意思是不发生，不算空着。

    依据：一体化申报系统对指标值作非空校验（已核对一地系统的校验项）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 巡河次数, full: ""}    # S011 full
        - {level1: 效益指标, level2: 生态效益指标, name: 水质改善情况, full: 不适用}    # S011 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 巡河次数, full: ≥48次}
        - {level1: 产出指标, level2: 质量指标, name: 溺水事故, full: 无}
    """
    cells = [cell for cell in (indicator.full, indicator.annual, indicator.value) if cell is not None]
    if not cells or not all(_is_empty(cell, indicator) for cell in cells):
        return
    first, *others = sorted(cells, key=lambda cell: cell.blank)
    related = tuple(Related(settings.say("also"), other.at()) for other in others)
    fields = {"text": first.text.strip(), "told": told_value(indicator)}
    yield Fault(first.at(), fields, variant=None if first.blank else "words", related=related)


def _is_empty(cell: Cell, indicator: Indicator) -> bool:
    if indicator.naming.polarity == "negative" and cell.text.strip() in words("placeholders")["denials"]:
        return False
    return says_nothing(cell.text)


@rule(
    "S012",
    "empty-name",
    scope=Scope.INDICATOR,
    needs=("wordless",),
    severity=ERROR,
    silences=("U005",),
    message="指标没有名称",
    help="写出衡量什么，如“培训人数”“设备验收合格率”",
    variants={
        "signs": ("指标名称“{name}”里没有文字", "写出衡量什么，如“培训人数”“设备验收合格率”；数字应填在指标值里")
    },
)
def empty_name(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """指标没有名称。

    只有值、没有名称，不知道考核的是什么；名称里只有数字或符号，多半是填错了列，会被退回。

    依据：一体化申报系统对三级指标作非空校验（已核对一地系统的校验项）；公开的目标表中有名称只填数字的。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: "88", full: 100场}    # S012 name
        - {level1: 产出指标, level2: 数量指标, name: "", full: 60场}    # S012 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 送戏下乡场次, full: 100场}
        - {level1: 产出指标, level2: 数量指标, name: 5G基站数, full: 20座}
    """
    name = indicator.name
    if name is not None and not any(character.isalpha() for character in name.text):
        yield Fault(name.at(), {"name": name.text.strip()}, variant=None if name.blank else "signs")


def says_something(text: str) -> bool:
    """Whether words are a value: no placeholder of a template, no "none"."""
    return not says_nothing(text) and placeholder(text) is None


@lru_cache(maxsize=65536)
def placeholder(text: str) -> Span | None:
    """Where the first placeholder stands that no ordinary word covers; once per distinct text."""
    if "hole" not in of_text(text):
        return None
    traps = either("placeholders", "traps")
    for match in holes().finditer(text):
        if not any(trap.start() < match.end() and match.start() < trap.end() for trap in traps.finditer(text)):
            return Span(*match.span())
    return None


@rule(
    "S013",
    "template-placeholder",
    scope=(Scope.PROJECT, Scope.INDICATOR, Scope.VALUE),
    needs=("hole",),
    severity=ERROR,
    message="模板里的“{text}”没有换成实际内容",
    help="把“{text}”改成本项目的实际内容",
    variants={
        "name": ("指标名称里留着模板的“{text}”", "名称只写衡量什么，删去“{text}”这部分；要达到多少写在指标值里"),
        "bracket": ("指标名称里留着模板的“{text}”", "名称只写“{name}”；要达到多少写在指标值里"),
        "whole": ("指标名称里留着模板的“{text}”", "名称只写“{name}”，值写 {value}"),
        "value": ("指标值里的“{text}”没有换成实际数值", "填上要达到的值，{told}"),
    },
)
def template_placeholder(subject: Project | Indicator | Value, settings: Settings) -> Iterator[Fault]:
    """模板占位符没有替换。

    “**”“XX”“待定”是模板留给填表人的空格，留在表里说明没有认真填，会被直接退回。

    依据：公开的目标表中约五分之一的指标名称还留着模板的占位符（统计所得）；申报系统的“暂不确定”“项目实际值”不能作为考核依据（推定）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 造林面积(≥**亩), full: ≥1200亩}    # S013 name
        - {level1: 产出指标, level2: 数量指标, name: 培训人数, full: ≥XX人}    # S013 full
        - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 待定}    # S013 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 造林面积, full: ≥1200亩}
        - {level1: 产出指标, level2: 数量指标, name: XXL码防护服数量, full: ≥300套}
        - {level1: 产出指标, level2: 时效指标, name: 药品配送时间, full: 不等待定期配送}
    """
    for text, place, variant in _pieces(subject):
        hole = placeholder(text)
        if hole is not None:
            wording = variant
            name = subject.naming.core if isinstance(subject, Indicator) else ""
            left_over = name and placeholder(name) is None
            fields = {"text": text[hole.start : hole.end], "name": name}
            if isinstance(subject, Value):
                fields["told"] = told_value(subject.indicator)
            if isinstance(subject, Indicator) and left_over:
                fields["value"] = _with_brackets(subject)
                wording = "whole" if fields["value"] else "bracket"
            yield Fault(place(*hole), fields, variant=wording)


def _with_brackets(indicator: Indicator) -> str:
    """The value with the sign and the unit that only the name's template gives, if it needs and bears them.

    "" where it is no number, or the unit is none for what the name says.
    """
    value = indicator.judged
    if value is None or value.expression.kind != "quantity" or indicator.unit is not None:
        return ""
    given, own = bracket_unit(value), unit_of(value)
    if given is not None and own is not None and given.main != own.main:
        return ""
    number = value.text[slice(*value.expression.spans["number"])]
    unit = own if own is not None and (given is None or len(own.parts) > 1) else given
    if unit is not None and contradicts(unit, indicator.naming):
        return ""
    sign = comparator_of(value) or ""
    scale = getattr(value.expression, "scale", "")
    text = "" if unit is None else unit.spelling.removeprefix(scale) if own is None else unit.spelling
    return f"{'' if sign == '≥' and is_whole(value) else sign}{number}{text}"


def _pieces(subject: Project | Indicator | Value) -> Iterator[tuple[str, Callable[[int, int], Place], str | None]]:
    """The texts of a node that may hold a placeholder, how to point into each, and the wording for it."""
    if isinstance(subject, Value):
        yield subject.text, subject.cut, "value"
    elif isinstance(subject, Project):
        for goal in (subject.goal, subject.annual_goal):
            if goal is not None and _no_goal(goal.text.strip()) is None:
                yield goal.text, goal.at, None
    elif subject.name is not None:
        yield subject.name.text, subject.name.at, "name"
