"""G — 总体目标: whether the goal in prose says something, and whether the indicators bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from perflint.expression import Quantity, parse
from perflint.finding import Edit, Fault, Fix, Place, Related, Safety
from perflint.model import Cell, Project, Value
from perflint.period import years_in
from perflint.rule import INFO, WARNING, Scope, Settings, rule
from perflint.rules.blanks import HANZI, says_nothing
from perflint.rules.common import NUMERIC, numbers, stated_unit
from perflint.rules.patterns import any_of, pattern
from perflint.units import entries
from perflint.vocabulary import words

_SPACING = re.compile(r"(?<=[^\x00-\x7f\s])[ \t\u3000\u00a0]+(?=[^\x00-\x7f\s])")
_ABOUT = re.compile(r"的?([^\W\d_a-zA-Z]{0,8})")


class Promise(NamedTuple):
    """A quantity that a goal names: its text, where it stands, its number, its unit, the words that follow, and whether
    it only sums up the list before it.
    """

    text: str
    start: int
    end: int
    number: Decimal
    unit: str
    dimension: str
    about: str
    sums: bool


def _goals(project: Project) -> Iterator[tuple[Cell, str]]:
    """The goals that say something, each with the value field that it is held against."""
    for cell, field in ((project.goal, "full"), (project.annual_goal, "annual")):
        if cell is not None and not says_nothing(cell.text) and len(HANZI.findall(cell.text)) >= words("goals")["shortest"]:
            yield cell, field


def _goal(project: Project) -> Cell | None:
    return next((cell for cell, field in _goals(project) if field == "full"), None)


@rule(
    "G001",
    "goal-number-uncovered",
    scope=Scope.PROJECT,
    severity=INFO,
    message="目标里的{numbers}，没有指标来衡量",
    help="各补一条指标，值与目标一致；不打算考核的数从目标里删去",
)
def goal_number_uncovered(project: Project, _: Settings) -> Iterator[Fault]:
    """目标里的数没有对应指标。

    目标答应了的数，指标里没有，年底就没有人检查做到没有。

    依据：绩效指标是绩效目标的细化（财预〔2015〕88号相关性审核，条文未核对）。

    反例：
        name: 教师培训
        goal: 全年面向全市教师开展培训，累计不少于20000学时，促进教师队伍发展。    # G001 goal
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 培训班次, full: ≥12期}
    正例：
        name: 教师培训
        goal: 全年面向全市教师开展培训，累计不少于20000学时，促进教师队伍发展。
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 培训学时, full: ≥20000学时}
    """
    for cell, field in _goals(project):
        values = _values(project, field)
        if not values:
            continue
        conflicts = {promise for promise, _ in _conflicts(project, cell, values)}
        open_ = [
            promise
            for promise in _promises(project, cell)
            if promise not in conflicts and not _covered(promise, values) and not _own_funds(promise, project)
        ]
        if open_:
            related = tuple(Related(promise.text, Place(cell, promise.start, promise.end)) for promise in open_[1:])
            fields = {"numbers": [promise.text for promise in open_]}
            yield Fault(Place(cell, open_[0].start, open_[0].end), fields, related=related)


@rule(
    "G002",
    "goal-number-conflict",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="目标里是{promised}，指标“{name}”却是{value}",
    help="两处改成同一个数",
)
def goal_number_conflict(project: Project, _: Settings) -> Iterator[Fault]:
    """目标与指标的数不一致。

    同一件事两个数，评价时按哪一个都会被质疑，多半是照抄别的项目没有改全。

    依据：绩效指标是绩效目标的细化（财预〔2015〕88号相关性审核，条文未核对）。

    反例：
        name: 校园网升级
        goal: 升级校园网络，满足13000多名师生的教学需要。    # G002 goal
        indicators:
          - {level1: 效益指标, level2: 社会效益指标, name: 服务人数, full: ＞12000人}
    正例：
        name: 校园网升级
        goal: 升级校园网络，满足12000多名师生的教学需要。
        indicators:
          - {level1: 效益指标, level2: 社会效益指标, name: 服务人数, full: ＞12000人}
    """
    for cell, field in _goals(project):
        for promise, value in _conflicts(project, cell, _values(project, field)):
            fields = {"promised": promise.text, "name": value.naming.core, "value": value.text.strip()}
            related = (Related(value.naming.core, value.cell.at()),)
            yield Fault(Place(cell, promise.start, promise.end), fields, related=related)


@rule(
    "G003",
    "goal-without-number",
    scope=Scope.PROJECT,
    severity=INFO,
    message="目标里没有一个数",
    help="写上做多少、给多少人、达到多少，与指标一致",
)
def goal_without_number(project: Project, _: Settings) -> Iterator[Fault]:
    """目标没有数量。

    通篇定性，做多做少都算完成；有几个关键数，目标才立得住。

    依据：绩效目标应细化量化（财预〔2015〕88号，条文未核对）。

    反例：
        name: 教师培训
        goal: 开展教师继续教育培训，提高教师队伍的专业素质能力。    # G003 goal
        indicators: []
    正例：
        name: 教师培训
        goal: 培训中小学教师1200人次，提高教师队伍的专业素质能力。
        indicators: []
    """
    cell = _goal(project)
    if cell is not None and not _promises(project, cell, summed=True):
        yield Fault(cell.at())


@rule(
    "G004",
    "goal-is-spending-plan",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="目标只说花钱、买什么、建什么，没有说给谁、带来什么",
    help="在后面补上结果，如“满足多少师生使用”“故障率降到多少以下”",
)
def goal_is_spending_plan(project: Project, _: Settings) -> Iterator[Fault]:
    """目标只是用钱计划。

    钱花了、东西建了不是目的；受益对象和效果没有写，就不知道为什么要花这笔钱。

    依据：绩效目标是预期的产出和效果（财预〔2021〕101号，开头部分已读）。

    反例：
        name: 实训系统建设
        goal: 实施建筑工程实训系统、旅游商务实训系统的建设，并完成全部项目的验收工作。    # G004 goal
        indicators: []
    正例：
        name: 实训系统建设
        goal: 建成两套实训系统并通过验收，满足12000名学生实训使用。
        indicators: []
    """
    cell = _goal(project)
    if cell is None:
        return
    text = pattern("goals", "not_results").sub("", _own_words(project.label or "", cell.text))
    says_result = pattern("goals", "results").search(text) or pattern("goals", "beneficiaries").search(text)
    if pattern("goals", "doing").search(text) and not says_result:
        yield Fault(cell.at())


@rule(
    "G005",
    "slogan-goal",
    scope=Scope.PROJECT,
    severity=INFO,
    message="目标里有套话：{phrases}",
    help="换成能检查的结果，或删去",
)
def slogan_goal(project: Project, _: Settings) -> Iterator[Fault]:
    """目标里有套话。

    “意义重大”“保驾护航”放在哪个项目都行，说不出这个项目的效果。

    依据：绩效目标应指向明确（财预〔2015〕88号，条文未核对）。

    反例：
        name: 物业服务
        goal: 提供保洁和安保服务3万平方米，为学校发展保驾护航。    # G005 goal
        indicators: []
    正例：
        name: 物业服务
        goal: 提供保洁和安保服务3万平方米，全年无安全责任事故。
        indicators: []
    """
    cell = _goal(project)
    if cell is None:
        return
    found = list(pattern("goals", "slogans").finditer(cell.text))
    if found:
        related = tuple(Related(match.group(), Place(cell, *match.span())) for match in found[1:])
        phrases = [f"“{match.group()}”" for match in found]
        yield Fault(Place(cell, *found[0].span()), {"phrases": phrases}, related=related)


@rule(
    "G006",
    "goal-length",
    scope=Scope.PROJECT,
    severity=INFO,
    parameters={"goal_min": 20, "goal_max": 500},
    message="目标只有{count}个字，说不清要做什么",
    help="写明做什么、做多少、给谁、达到什么效果",
    variants={"long": ("目标有{count}个字，重点看不出来", "压到{most}字以内，背景和意义放到立项依据里")},
)
def goal_length(project: Project, settings: Settings) -> Iterator[Fault]:
    """目标太短或太长。

    太短说不清做什么；太长多是背景和意义，要考核的几句反而找不到。

    依据：通行做法，字数可在策略里调整。

    反例：
        name: 物业服务
        goal: 保障物业正常运行。    # G006 goal
        indicators: []
    正例：
        name: 物业服务
        goal: 提供保洁和安保服务3万平方米，全年无安全责任事故。
        indicators: []
    """
    cell = _goal(project)
    if cell is None:
        return
    count = len("".join(cell.text.split()))
    if count < settings.goal_min:
        yield Fault(cell.at(), {"count": count})
    elif count > settings.goal_max:
        yield Fault(cell.at(), {"count": count, "most": settings.goal_max}, variant="long")


@rule(
    "G007",
    "unfinished-goal",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="目标以“{ending}”收尾，却没有说是什么目标",
    help="写出目标本身：达到多少、给谁、什么时候",
)
def unfinished_goal(project: Project, _: Settings) -> Iterator[Fault]:
    """目标以“达到总体目标”收尾。

    “达到培训总体目标”没有说目标是什么，是模板没有填完。

    依据：绩效目标应指向明确（财预〔2015〕88号，条文未核对）。

    反例：
        name: 教师培训
        goal: 开展教师培训1200人次，达到培训总体目标。    # G007 goal
        indicators: []
    正例：
        name: 教师培训
        goal: 开展教师培训1200人次，达到合格率98%以上的目标。
        indicators: []
    """
    cell = _goal(project)
    match = pattern("goals", "unfinished").search(cell.text) if cell else None
    if cell is not None and match is not None:
        end = match.start() + len(match.group().rstrip("。．. \n\t"))
        yield Fault(Place(cell, match.start(), end), {"ending": cell.text[match.start() : end]})


@rule(
    "G008",
    "goal-spacing",
    scope=Scope.PROJECT,
    severity=INFO,
    fix="safe",
    message="目标里有{count}处多余的空格或重复的标点",
    help="去掉多余的空格，标点只留一个",
)
def goal_spacing(project: Project, _: Settings) -> Iterator[Fault]:
    """目标里有多余的空格或标点。

    多半是从别处粘贴带来的，交上去显得没有校对。

    依据：通行做法。

    反例：
        name: 双高计划
        goal: 建成一支高水平“双师”队伍，支撑产 业链升级，培训教师300人。。    # G008 goal
        indicators: []
    正例：
        name: 双高计划
        goal: 建成一支高水平“双师”队伍，支撑产业链升级，培训教师300人。
        indicators: []
    """
    for cell, _field in _goals(project):
        spaces = [(match, "") for match in _SPACING.finditer(cell.text)]
        doubled = [(match, match.group()[0]) for match in pattern("goals", "doubled").finditer(cell.text)]
        found = sorted([*spaces, *doubled], key=lambda pair: pair[0].span())
        if found:
            places = [Place(cell, *match.span()) for match, _ in found]
            edits = tuple(Edit(place, text) for place, (_, text) in zip(places, found, strict=True))
            related = tuple(Related(words("goals")["spacing_place"], place) for place in places[1:])
            fix = Fix(Safety.SAFE, "去掉多余的空格和标点", edits)
            yield Fault(places[0], {"count": len(found)}, related=related, fix=fix)


@rule(
    "G009",
    "identical-goals",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="跨年项目的年度目标与总体目标一字不差",
    help="年度目标写本年要做到的，总体目标写整个项目期的",
)
def identical_goals(project: Project, _: Settings) -> Iterator[Fault]:
    """跨年项目的年度目标照抄总体目标。

    几年的事一年做完是不可能的，年底按总体目标评价，必然完不成。

    依据：长期目标与年度目标相混是常见错误（基层填报问题分析，已读）。

    反例：
        name: 雾炮车服务
        period: 2023-2024
        goal: 租用雾炮车10辆，改善主城区空气质量，优良天数达到300天。
        annual_goal: 租用雾炮车10辆，改善主城区空气质量，优良天数达到300天。    # G009 annual_goal
        indicators: []
    正例：
        name: 雾炮车服务
        period: 2023-2024
        goal: 租用雾炮车10辆，改善主城区空气质量，两年优良天数达到600天。
        annual_goal: 租用雾炮车10辆，改善主城区空气质量，优良天数达到300天。
        indicators: []
    """
    goal, annual = project.goal, project.annual_goal
    if goal is None or annual is None or says_nothing(goal.text):
        return
    bounds = project.period.bounds if project.period else None
    years = bounds.years if bounds else None
    if years is None and project.name is not None:
        named = years_in(project.name.text)
        years = named.years if named else None
    if years is not None and len(years) > 1 and "".join(goal.text.split()) == "".join(annual.text.split()):
        yield Fault(annual.at(), related=(Related(words("goals")["whole_goal"], goal.at()),))


@rule(
    "G010",
    "achieved-goal",
    scope=Scope.PROJECT,
    severity=INFO,
    message="“{phrase}”像是已经做完，目标要写将来",
    help="去掉“了”“已”，写“将……”“达到……”",
)
def achieved_goal(project: Project, _: Settings) -> Iterator[Fault]:
    """目标写成了已经完成。

    申报时事情还没做，“保障了”“已建成”多半是从总结里抄来的。

    依据：绩效目标是预期（财预〔2021〕101号，开头部分已读）。

    反例：
        name: 物业服务
        goal: 通过物业管理，服务了本校区1.2万名师生的日常学习和生活。    # G010 goal
        indicators: []
    正例：
        name: 物业服务
        goal: 为了方便师生了解办事流程，全年服务本校区1.2万名师生。
        indicators: []
    """
    cell = _goal(project)
    if cell is None:
        return
    found = [match for match in pattern("goals", "achieved").finditer(cell.text) if not _is_no_past(match.group())]
    found += pattern("goals", "already").finditer(cell.text)
    if found:
        first = min(found, key=lambda match: match.start())
        start = max(0, first.start() - 1)
        while start > 0 and first.start() - start < 2 and cell.text[start - 1].isalpha():
            start -= 1
        phrase = cell.text[first.start() - 1 if first.start() else 0 : first.end()].strip("，。；、 ")
        yield Fault(Place(cell, *first.span()), {"phrase": phrase})


def _is_no_past(text: str) -> bool:
    return pattern("goals", "not_achieved").search(text) is not None


def _values(project: Project, field: str) -> list[Value]:
    """The numeric values that a goal is held against: full or single ones, or the annual ones."""
    wanted = ("full", "value") if field == "full" else ("annual",)
    return [value for row in project.indicators for value in row.values if value.field in wanted]


@lru_cache(maxsize=4096)
def _own_words(name: str, text: str) -> str:
    """A goal with its project's name and all that is no quantity blanked out; offsets stay."""
    blanked = text.replace(name, "\0" * len(name)) if name else text
    for key in ("quoted", "ordinals", "document_numbers", "dates", "list_numbers", "policy_names"):
        blanked = pattern("goals", key).sub(lambda match: "\0" * len(match.group()), blanked)
    return blanked


def _promises(project: Project, cell: Cell, *, summed: bool = False) -> list[Promise]:
    """The quantities that a goal names; those that only sum up the list before them where `summed` is asked for."""
    found = _quantities(_own_words(project.label or "", cell.text))
    return [promise for promise in found if summed or not promise.sums]


@lru_cache(maxsize=4096)
def _quantities(text: str) -> tuple[Promise, ...]:
    return tuple(_read_quantities(text))


def _read_quantities(text: str) -> Iterator[Promise]:
    left_out = words("goals")["not_quantities"]
    for start, end in _amounts(text):
        written = text[start:end].strip()
        read = parse(written)
        if not isinstance(read, Quantity) or read.unit is None or read.unit.name in left_out:
            continue
        about = _ABOUT.match(text, end)
        yield Promise(
            written,
            start,
            end,
            read.number,
            read.unit.name,
            read.unit.dimension,
            about.group(1) if about else "",
            _sums_list(text, start, read.number),
        )


def _amounts(text: str) -> Iterator[tuple[int, int]]:
    """Where a number and its unit stand: digits with any unit, or a Chinese numeral with a measure word."""
    for match in _number().finditer(text):
        unit = _unit_at(text, match.end())
        if unit:
            end = match.end() + len(unit)
            below = _unit_at(text, end + 1) if text.startswith("/", end) else ""
            yield match.start(), end + (len(below) + 1 if below else 0)
    for match in _numeral().finditer(text):
        if not text.startswith(tuple(words("goals")["no_measure"]), match.end()):
            yield match.span()


def _unit_at(text: str, start: int) -> str:
    """The longest unit that stands at `start`, "" where none does."""
    known = entries()
    return next((text[start : start + length] for length in range(6, 0, -1) if text[start : start + length] in known), "")


@cache
def _number() -> re.Pattern[str]:
    scale = f"(?:{any_of(words('expressions')['scales'])})?"
    more = f"(?:{any_of(words('comparators')['more'])})?"
    return re.compile(rf"(?<![\d.A-Za-z])\d[\d,]*(?:\.\d+)?\s*{scale}\s*{more}\s*{scale}\s*")


@cache
def _numeral() -> re.Pattern[str]:
    data, more = words("goals"), any_of(words("comparators")["more"])
    return re.compile(rf"[{data['numeral_starts']}][{data['numeral_signs']}]*(?:{more})?(?:{any_of(data['measure_words'])})")


def _sums_list(text: str, start: int, number: Decimal) -> bool:
    """Whether the number directly follows a list of as many things."""
    clause = pattern("goals", "clause_ends").split(text[:start])[-1]
    pieces = [piece for piece in pattern("goals", "list_joints").split(clause) if piece.strip("\0 ")]
    return len(pieces) >= 2 and 2 <= number <= len(pieces) and bool(clause) and clause[-1].isalnum()


def _same_kind(promise: Promise, value: Value) -> bool:
    """Whether a value is in the promise's unit; 人 and 名 are one kind, 人次 another; a bare number fits any."""
    unit = stated_unit(value)
    if unit is None:
        fixed = value.naming.fixed_unit
        return fixed is None or fixed == promise.unit or (promise.dimension == "person" and fixed == words("goals")["person"])
    if unit.name == promise.unit:
        return True
    apart = words("goals")["apart"]
    return unit.dimension == promise.dimension and promise.unit not in apart and unit.name not in apart


def _covered(promise: Promise, values: list[Value]) -> bool:
    if any(promise.text in value.naming.text or promise.text in value.text for value in values):
        return True
    return any(
        value.expression.kind in NUMERIC and promise.number in numbers(value) and _fits(promise, value) for value in values
    )


def _fits(promise: Promise, value: Value) -> bool:
    return _same_kind(promise, value) or len(value.naming.bracket_units) > 1


def _conflicts(project: Project, cell: Cell, values: list[Value]) -> list[tuple[Promise, Value]]:
    """Promises and values that count the same thing differently."""
    promises = _promises(project, cell)
    free = [value for value in values if value.expression.kind == "quantity" and not _promised(value, promises)]
    found = []
    for promise in promises:
        if _covered(promise, values):
            continue
        rival = next((value for value in free if _same_thing(promise, value)), None)
        if rival is not None:
            found.append((promise, rival))
    return found


def _promised(value: Value, promises: list[Promise]) -> bool:
    """Whether the value's number stands in the goal."""
    return any(promise.number in numbers(value) and _same_kind(promise, value) for promise in promises)


def _same_thing(promise: Promise, value: Value) -> bool:
    unit, naming = stated_unit(value), value.naming
    if unit is None and naming.kind != "people":
        return False
    if not _same_kind(promise, value) or promise.dimension.startswith(("ratio", "money")):
        return False
    people = promise.dimension == "person" and naming.kind == "people"
    if people and pattern("goals", "generic_people").search(naming.core):
        return promise.unit not in words("goals")["apart"]
    nouns = {promise.about[start : start + 2] for start in range(len(promise.about) - 1)}
    return bool(nouns) and any(noun in naming.core for noun in nouns) and unit is not None and unit.name == promise.unit


def _own_funds(promise: Promise, project: Project) -> bool:
    """Whether the promise is the project's own money."""
    if not promise.dimension.startswith("money") or project.budget is None:
        return False
    money = project.table.money_unit.text.strip() if project.table.money_unit else words("budgets")["default_unit"]
    read = parse("1" + money)
    scale = read.number if isinstance(read, Quantity) else Decimal(10000)
    amounts = [project.budget.total, project.budget.annual, *project.budget.sources.values()]
    return any(amount is not None and amount.amount is not None and amount.amount * scale == promise.number for amount in amounts)
