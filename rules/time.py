"""T — 时间: whether dates, years and periods fit the table and each other."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.expression import Date, Point
from perflint.finding import Fault, Place, Related
from perflint.interface import say
from perflint.model import Cell, Indicator, Project, Table, Value
from perflint.period import Bounds, Moment, years_in
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule
from perflint.rules.patterns import pattern
from perflint.vocabulary import words

_EARLIEST, _LATEST = 1900, 2100
_DATES = ("date",)


def _window(project: Project) -> Bounds | None:
    """The days in which the project runs: its period, else the table's year, widened by the years of its name.

    None where neither is known, and where a period is given that cannot be read.
    """
    period = project.period
    if period is not None and (period.bounds is not None or not all(cell.blank for cell in period.cells.values())):
        return period.bounds
    year = project.table.year
    if year is None:
        return None
    named = _named_years(project)
    first = min(year, named.start.year) if named and named.start else year
    last = max(year, named.end.year) if named and named.end else year
    return Bounds(Moment(first), Moment(last))


def _shown(bounds: Bounds) -> str:
    start, end = ("-".join(f"{part:02}" for part in moment if part) if moment else "" for moment in bounds)
    return start if start == end else say("from-to", start=start, end=end)


@rule(
    "T001",
    "stale-project-year",
    scope=Scope.PROJECT,
    severity=WARNING,
    message="项目名称写的是{year}年，表是{table}年的",
    help="如是跨年支付，在名称里写明“尾款”或“续建”；否则改成当年的项目名称",
)
def stale_project_year(project: Project, _: Settings) -> Iterator[Fault]:
    """项目名称里的年份早于预算年度。

    往年的项目又来要钱，审核时会问是不是照抄去年、钱有没有花完。

    依据：项目期与预算年度应一致（通行做法）；支付尾款属正常，需要说明。

    反例：
        year: 2024
        projects:
          - name: 2020年信息化建设项目    # T001 name
            indicators: []
    正例：
        year: 2024
        projects:
          - name: 2023年-2024年信息系统运行维护项目
            indicators: []
    """
    year, name = project.table.year, project.name
    named = _named_years(project)
    if name is None or year is None or named is None or named.end is None or named.end.year >= year:
        return
    late = pattern("periods", "instalments").search(name.text) is not None
    start = name.text.find(str(named.end.year))
    place = Place(name, start, start + len(str(named.end.year))) if start >= 0 else name.at()
    yield Fault(place, {"year": named.end.year, "table": year}, severity=INFO if late else None)


@rule(
    "T002",
    "deadline-after-period",
    scope=Scope.VALUE,
    severity=ERROR,
    kinds=_DATES,
    silences=("T008",),
    message="“{text}”晚于项目期（{window}）",
    help="改到项目期内；如确需延期，先改实施周期",
)
def deadline_after_period(value: Value, _: Settings) -> Iterator[Fault]:
    """完成时间晚于项目期。

    项目期结束时这一条还没到期，年底评价只能算没完成。

    依据：完成时间应在项目期内（通行做法）。

    反例：
        year: 2024
        projects:
          - name: 道路改造
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2025年3月底前}    # T002 full
    正例：
        year: 2024
        projects:
          - name: 道路改造
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2024年11月底前}
    """
    window, end = _window(value.indicator.project), _moment(value, "end")
    if window is not None and window.end is not None and end is not None and end.first > window.end.last:
        yield Fault(value.cell.at(), {"text": value.text.strip(), "window": _shown(window)})


@rule(
    "T003",
    "deadline-before-period",
    scope=Scope.VALUE,
    severity=ERROR,
    kinds=_DATES,
    silences=("T008",),
    message="“{text}”早于项目期（{window}）",
    help="改到项目期内；多半是照抄了往年的日期",
)
def deadline_before_period(value: Value, _: Settings) -> Iterator[Fault]:
    """完成时间早于项目期。

    项目还没开始就已完成，多半是照抄往年的表没有改。

    依据：完成时间应在项目期内（通行做法）。

    反例：
        year: 2024
        projects:
          - name: 道路改造
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2023年11月底前}    # T003 full
    正例：
        year: 2024
        projects:
          - name: 道路改造
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 11月底前}
    """
    window, end = _window(value.indicator.project), _moment(value, "end")
    if window is not None and window.start is not None and end is not None and end.last < window.start.first:
        yield Fault(value.cell.at(), {"text": value.text.strip(), "window": _shown(window)})


@rule(
    "T004",
    "period-reversed",
    scope=Scope.PROJECT,
    severity=ERROR,
    message="实施周期的结束（{end}）早于开始（{start}）",
    help="核对起止时间，对调或改正",
)
def period_reversed(project: Project, _: Settings) -> Iterator[Fault]:
    """实施周期结束早于开始。

    起止倒置，项目期算不出来，按期的指标都无法核对。

    依据：项目起止时间的逻辑核对（通行做法）。

    反例：
        name: 道路改造
        period: {start: 2024-07, end: 2024-03}    # T004 period
        indicators: []
    正例：
        name: 道路改造
        period: {start: 2024-03, end: 2024-07}
        indicators: []
    """
    period = project.period
    if period is None or period.bounds is None:
        return
    start, end = period.bounds
    if start is not None and end is not None and end.last < start.first:
        yield Fault(period.at(), {"start": _shown(Bounds(start, start)), "end": _shown(Bounds(end, end))})


@rule(
    "T005",
    "period-as-deadline",
    scope=Scope.VALUE,
    places=("timeliness",),
    severity=WARNING,
    kinds=_DATES,
    message="“{text}”是一段时间，看不出哪天要做完",
    help="写截止日期，如“{end}”",
)
def period_as_deadline(value: Value, _: Settings) -> Iterator[Fault]:
    """时效写成起止时间。

    一段时间里哪天完成都行，进度无从考核；时效要写截止日期。

    依据：时效指标应写明整体完成时间（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 时效指标, name: 项目完成时间, full: 2023.07-2024.01}    # T005 full
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 项目完成时间, full: 2024年1月底前}
        - {level1: 产出指标, level2: 时效指标, name: 项目完成时间, full: 2021年第三季度}
    """
    expression = value.expression
    assert isinstance(expression, Date)
    if value.category.level2 != "timeliness" or not expression.is_period or expression.end is None:
        return
    if pattern("periods", "between").search(value.text) is None:
        return
    asked = pattern("periods", "asks_for_period").search(value.naming.core) is not None
    fields = {"text": value.text.strip(), "end": _deadline(expression.end)}
    yield Fault(value.cell.at(), fields, severity=INFO if asked else None)


@rule(
    "T006",
    "implausible-year",
    scope=(Scope.TABLE, Scope.PROJECT, Scope.INDICATOR),
    needs=("odd-year",),
    severity=ERROR,
    message="“{year}年”不像年份",
    help="核对后改正，应为四位年份，如 2024",
)
def implausible_year(subject: Table | Project | Indicator, _: Settings) -> Iterator[Fault]:
    """年份写错。

    例如“2202年”“20024年”，一看就是笔误，按它算出来的期限都不对。

    依据：常见笔误（通行做法）。

    反例：
        - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2202年12月底前}    # T006 full
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2022年12月底前}
        - {level1: 效益指标, level2: 社会效益指标, name: 展示5000年文明的场次, full: ≥3场}
    """
    for cell, key in _dated_cells(subject):
        for match in pattern("periods", key).finditer(cell.text):
            if not _EARLIEST <= int(match.group(1)) <= _LATEST:
                yield Fault(Place(cell, *match.span(1)), {"year": match.group(1)})
    if isinstance(subject, Table) and subject.year_cell is not None:
        digits = subject.year_cell.text.strip()
        if digits.isdigit() and not _EARLIEST <= int(digits) <= _LATEST:
            yield Fault(subject.year_cell.at(), {"year": digits})


@rule(
    "T007",
    "overlapping-projects",
    scope=Scope.TABLE,
    severity=INFO,
    texts={"earlier": "先列的一个"},
    message="与“{other}”是同一件事，年份（{years}和{others}）有重叠",
    help="重叠的年份只在一个项目里安排；如内容不同，在名称里写明区别",
)
def overlapping_projects(table: Table, settings: Settings) -> Iterator[Fault]:
    """两个项目内容相同、年份重叠。

    同一件事、同一年列了两个项目，审核时会问是否重复安排资金。

    依据：避免重复安排（通行做法）。

    反例：
        unit: 某学院
        projects:
          - name: 某学院2023年-2024年信息系统运行维护项目
            indicators: []
          - name: 某学院2024-2025年信息化运维服务项目    # T007 name
            indicators: []
    正例：
        unit: 某学院
        projects:
          - name: 某学院2023年信息系统运行维护项目
            indicators: []
          - name: 某学院2024年信息化运维服务项目
            indicators: []
    """
    seen: dict[str, list[tuple[Project, range]]] = {}
    for project in table.projects:
        years = _named_years(project)
        if project.name is None or years is None or years.years is None:
            continue
        earlier = seen.setdefault(_same_work(project.name.text, table.unit), [])
        for other, others in earlier:
            if others != years.years and _overlap(others, years.years):
                fields = {"other": other.label or "", "years": _years(years.years), "others": _years(others)}
                yield Fault(project.title(), fields, related=(Related(settings.say("earlier"), other.title()),))
                break
        earlier.append((project, years.years))


@rule(
    "T008",
    "annual-deadline-outside-year",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=_DATES,
    fields=("annual",),
    message="年度值“{text}”不在{year}年",
    help="年度值写当年要完成的，日期改到{year}年内；以后年度的写在实施周期值里",
)
def annual_deadline_outside_year(value: Value, _: Settings) -> Iterator[Fault]:
    """年度值的日期不在本年。

    年度值是当年的要求，日期在别的年份，年底无法考核。

    依据：年度指标值对应当年（地方填报说明，见到转述）。

    反例：
        year: 2024
        projects:
          - name: 道路改造
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2025年6月, annual: 2025年6月}  # T008 annual
    正例：
        year: 2024
        projects:
          - name: 道路改造
            indicators:
              - {level1: 产出指标, level2: 时效指标, name: 完工时间, full: 2025年6月底前, annual: 2024年12月底前}
    """
    end, year = _moment(value, "end"), value.indicator.project.table.year
    if end is not None and year is not None and end.year != year:
        yield Fault(value.cell.at(), {"text": value.text.strip(), "year": year})


def _deadline(end: Point) -> str:
    """A deadline in words: 2024年底前, 2024年1月底前, 2024年6月30日前."""
    year = f"{end.year}年" if end.year else ""
    if end.month is None:
        return f"{year}底前"
    return f"{year}{end.month}月{'底' if end.day is None else f'{end.day}日'}前"


def _named_years(project: Project) -> Bounds | None:
    """The years that the project's name speaks of; an amount (2000亩) is none."""
    return years_in(pattern("periods", "amounts").sub("", project.name.text)) if project.name else None


def _moment(value: Value, which: str) -> Moment | None:
    point = getattr(value.expression, which)
    return point.moment if point is not None else None


def _dated_cells(subject: Table | Project | Indicator) -> Iterator[tuple[Cell, str]]:
    """The cells of a subject that may hold a date, and how a year is found in them."""
    if isinstance(subject, Indicator):
        cells = (subject.name, subject.full, subject.annual, subject.value)
        yield from ((cell, "dated") for cell in cells if cell is not None)
    elif isinstance(subject, Project):
        if subject.name is not None:
            yield subject.name, "opening_year"
        if subject.period is not None:
            yield from ((cell, "period_year") for cell in subject.period.cells.values())
        yield from ((cell, "dated") for cell in (subject.goal, subject.annual_goal) if cell is not None)


def _same_work(name: str, unit: Cell | None) -> str:
    """A project's name without what does not tell two projects apart."""
    bare = pattern("periods", "years").sub("", name)
    if unit is not None and unit.text.strip():
        bare = bare.replace(unit.text.strip(), "")
    for word, same in words("periods")["synonyms"].items():
        bare = bare.replace(word, same)
    return pattern("periods", "dropped").sub("", bare)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _years(years: range) -> str:
    return f"{years.start}" if len(years) == 1 else f"{years.start}-{years.stop - 1}"
