"""S, 完整性: works, repairs and purchases want a cost target (S008)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from perflint.finding import Fault
from perflint.model import Indicator, Project, Table
from perflint.record import NamedTuple
from perflint.regex import any_of, any_word, compiled
from perflint.rule import WARNING, Scope, Settings, rule
from perflint.rules.common import is_cost
from perflint.rules.projects import funds
from perflint.vocabulary import words


class Works(NamedTuple):
    """The words of construction, repair and purchase, and what in a name only looks like them."""

    always: re.Pattern[str]
    only_buildings: re.Pattern[str]
    building: re.Pattern[str]
    lookalike: re.Pattern[str]
    informatisation: re.Pattern[str]
    service: re.Pattern[str]
    running: re.Pattern[str]

    def word(self, name: str, includes_it: bool) -> re.Match[str] | None:
        """The word in a project's name that makes it capital whatever else is written; None where there is none."""
        if self.service.search(name):
            return None
        if includes_it and (found := self.informatisation.search(name)):
            return found
        return self.always.search(self._bare(name))

    def place(self, name: str) -> re.Match[str] | None:
        """The word in a project's name that makes it capital if a building is meant."""
        if self.service.search(name) or self.running.search(name):
            return None
        return self.only_buildings.search(self._bare(name))

    def _bare(self, name: str) -> str:
        """The name with what only looks like works blanked out, every character at its place."""
        for pattern in (self.informatisation, self.lookalike):
            name = pattern.sub(lambda match: " " * len(match.group()), name)
        return name


@cache
def _works() -> Works:
    data = words("capital")
    neighbours = [f"(?:{any_of(found)}){word}" for word, found in data["before"].items()]
    neighbours += [f"{word}(?:{any_of(found)})" for word, found in data["after"].items()]
    return Works(
        always=any_word(data["always"]),
        only_buildings=any_word(data["only_buildings"]),
        building=compiled(f"{any_of(data['buildings'])}|{data['floor_area']}"),
        lookalike=compiled("|".join([*data["training"], *neighbours])),
        informatisation=compiled("|".join(data["informatisation"])),
        service=any_word(data["services"]),
        running=any_word(data["running"]),
    )


@rule(
    "S008",
    "capital-without-cost",
    scope=Scope.PROJECT,
    unless=("at:cost", "at:output_cost", "at:economic_cost"),
    severity=WARNING,
    message="项目名称里有“{word}”，属于工程、修缮、购置类，却没有成本指标",
    help="补一条成本指标，写明总额或单价的上限，如“项目总成本 ≤{limit}”",
    variants={
        "building": (
            "项目名称里有“{word}”，又写到“{building}”，属于房屋建设，却没有成本指标",
            "补一条成本指标，写明总额或单价的上限，如“项目总成本 ≤{limit}”",
        ),
    },
    parameters={"capital_includes_it": False},
)
def capital_without_cost(project: Project, settings: Settings) -> Iterator[Fault]:
    """工程、修缮、购置项目没有成本指标。

    这类项目花钱多、价格可比，没有成本指标就看不出会不会超支、买贵，审核时会要求补上。

    名称里只有“建设”“中心”“大楼”的，要另有房屋建筑的说法或建筑面积才算。

    信息化建设默认不算，本地要求算的，把 `capital_includes_it` 设为 true。

    依据：财预〔2021〕101号要求工程基建、大型修缮和购置类项目设成本指标（条文未核对）。

    反例：
        - name: 中心小学操场改造    # S008 name
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 改造面积, full: 5600平方米}
        - name: 文化中心建设项目    # S008 name
          goal: 新建文化中心一座，建筑面积3200平方米，满足周边居民读书看报、排练演出的需要。
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 建成场所数, full: 1个}
    正例：
        - name: 中心小学操场改造
          indicators:
            - {level1: 产出指标, level2: 成本指标, name: 单位面积造价, full: ≤420元/平方米}
        - name: 智慧校园平台建设
          goal: 在教学楼、办公楼部署统一平台，服务师生3000人，提升管理效率。
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 接入系统数, full: 9个}
        - name: 数控专业建设
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 开发课程数, full: 6门}
    """
    if project.name is None or any(_states_cost(row) for row in project.indicators):
        return
    works = _works()
    name = _without_unit(project.name.text, project.table)
    word, building = works.word(name, settings.capital_includes_it), None
    if word is None:
        word = works.place(name)
        building = _building(project, works) if word else None
        if building is None:
            return
    if word is not None:
        fields = {"word": word.group(), "building": building, "limit": funds(project) or words("capital")["limit"]}
        yield Fault(project.name.at(*word.span()), fields, variant="building" if building else None)


def _building(project: Project, works: Works) -> str | None:
    """The building word or floor area that a project speaks of, None where there is none."""
    found = next((match for text in _texts(project) if (match := works.building.search(text))), None)
    return found.group() if found else None


def _without_unit(name: str, table: Table) -> str:
    """The project's name with the unit's own name blanked out: a construction bureau builds nothing by its name."""
    unit = table.unit.text.strip() if table.unit else ""
    return name.replace(unit, " " * len(unit)) if unit else name


def _states_cost(row: Indicator) -> bool:
    """Whether a row is a cost: at either level, or by its name where it has no second level."""
    if row.category.level2 is not None:
        return is_cost(row)
    return is_cost(row) or any(word in row.naming.core for word in words("capital")["cost"])


def _texts(project: Project) -> Iterator[str]:
    """What a project says of itself: name, goals, and every row's name with its values."""
    for cell in (project.name, project.goal, project.annual_goal):
        if cell is not None:
            yield cell.text
    for row in project.indicators:
        yield " ".join([row.naming.text, *(value.text for value in row.values)])
