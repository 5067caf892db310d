"""G — 总体目标: whether the goal in prose says something, and whether the indicators bear it out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from perflint.finding import Edit, Fault, Fix, Place, Related, Safety
from perflint.model import Cell, Project
from perflint.regex import lazy
from perflint.rule import INFO, WARNING, Scope, Settings, rule
from perflint.rules.blanks import SHORTEST_GOAL, has_hanzi, says_nothing
from perflint.rules.patterns import pattern
from perflint.rules.promises import conflicts, names_quantity, own_funds, own_words, promises, uncovered
from perflint.text import letters

_SPACING = lazy(r"(?<=[^\x00-\x7f\s])[ \t\u3000\u00a0]+(?=[^\x00-\x7f\s])")


def _goals(project: Project) -> Iterator[tuple[Cell, str]]:
    """The goals that say something, each with the value field that it is held against."""
    for cell, field in ((project.goal, "full"), (project.annual_goal, "annual")):
        if cell is not None and _is_goal(cell.text):
            yield cell, field


@lru_cache(maxsize=4096)
def _is_goal(text: str) -> bool:
    return not says_nothing(text) and has_hanzi(text, SHORTEST_GOAL)


def _goal(project: Project) -> Cell | None:
    """The goal of the full period, where it says something."""
    cell = project.goal
    return cell if cell is not None and _is_goal(cell.text) else None


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

    只是把前面列出的几样数一遍的（路灯、井盖、护栏三项设施），不算。

    依据：绩效指标是绩效目标的细化（财预〔2015〕88号相关性审核，条文未核对）。

    反例：
        name: 教师培训
        goal: 全年面向全市教师开展培训，累计不少于20000学时，促进教师队伍发展。    # G001 goal
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 培训班次, full: ≥12期}
    正例：
        - name: 教师培训
          goal: 全年面向全市教师开展培训，累计不少于20000学时，促进教师队伍发展。
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 培训学时, full: ≥20000学时}
        - name: 市政设施维护
          goal: 做好路灯、井盖、护栏三项设施的日常维护，保证设施完好、安全，方便市民出行。
          indicators:
            - {level1: 产出指标, level2: 质量指标, name: 市政设施完好率, full: ≥98%}
    """
    for cell, field in _goals(project):
        left = uncovered(project, cell, field)
        if left:
            rivalled = (promise for promise, _ in conflicts(project, cell, field))
            spoken_of = [*rivalled, *own_funds(project, promises(project, cell))]
            left = [promise for promise in left if promise not in spoken_of]
        if left:
            first, *others = ((promise.text, Place(cell, promise.start, promise.end)) for promise in left)
            related = tuple(Related(*other) for other in others)
            yield Fault(first[1], {"numbers": [promise.text for promise in left]}, related=related)


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
        for promise, value in conflicts(project, cell, field):
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
    if cell is not None and not names_quantity(project, cell):
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
    text = pattern("goals", "not_results").sub("", own_words(project, cell))
    if pattern("goals", "results").search(text) or pattern("goals", "beneficiaries").search(text):
        return
    clauses = [clause for clause in pattern("goals", "clause_ends").split(text) if clause.strip("\0 ")]
    told = [clause for clause in clauses if not pattern("goals", "framing").search(clause)] or clauses
    if all(pattern("goals", "doing").search(clause) for clause in told):
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

    例如“意义重大”“保驾护航”，放在哪个项目都行，说不出这个项目的效果。

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

    例如“达到培训总体目标”，没有说目标是什么，是模板没有填完。

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
    needs=("space|doubled",),
    severity=INFO,
    fix="safe",
    texts={"other": "另一处", "tidy": "去掉多余的空格和标点"},
    message="目标里有{count}处多余的空格或重复的标点",
    help="去掉多余的空格，标点只留一个",
)
def goal_spacing(project: Project, settings: Settings) -> Iterator[Fault]:
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
        spaces = [(*match.span(), "") for match in _SPACING.finditer(cell.text)]
        doubled = [(*match.span(), match.group()[0]) for match in pattern("goals", "doubled").finditer(cell.text)]
        found = sorted(spaces + doubled)
        if found:
            places = [Place(cell, start, end) for start, end, _ in found]
            edits = tuple(Edit(place, text) for place, (*_, text) in zip(places, found, strict=True))
            related = tuple(Related(settings.say("other"), place) for place in places[1:])
            fix = Fix(Safety.SAFE, settings.say("tidy"), edits)
            yield Fault(places[0], {"count": len(found)}, related=related, fix=fix)


@rule(
    "G009",
    "identical-goals",
    scope=Scope.PROJECT,
    severity=WARNING,
    texts={"whole": "总体目标"},
    message="跨年项目的年度目标与总体目标一字不差",
    help="年度目标写本年要做到的，总体目标写整个项目期的",
)
def identical_goals(project: Project, settings: Settings) -> Iterator[Fault]:
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
    same = letters(goal.text) == letters(annual.text)
    if same and project.years is not None and len(project.years) > 1:
        yield Fault(annual.at(), related=(Related(settings.say("whole"), goal.at()),))


@rule(
    "G010",
    "achieved-goal",
    scope=Scope.PROJECT,
    needs=("past",),
    severity=INFO,
    message="“{phrase}”像是已经做完，目标要写将来",
    help="去掉“了”“已”，写“将……”“达到……”",
)
def achieved_goal(project: Project, _: Settings) -> Iterator[Fault]:
    """目标写成了已经完成。

    申报时事情还没做，例如“保障了”“已建成”，多半是从总结里抄来的。

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
    text = pattern("goals", "not_achieved").sub(lambda match: "\0" * len(match.group()), cell.text)
    match = pattern("goals", "achieved").search(text)
    if match is not None:
        yield Fault(Place(cell, *match.span()), {"phrase": match.group()})
