"""What several rules ask of a project: what to call it, its money, and whether it may be held against another."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perflint.expression import Quantity, parse
from perflint.interface import say
from perflint.model import Project, Table
from perflint.vocabulary import words


class Peers:
    """Projects that have something in common, in order: finds the first that another may be held against.

    Comparable are projects of one table, and projects of different name in tables of one year and different units: the
    same project in many units is one programme.
    """

    def __init__(self) -> None:
        self._in_table: dict[int, Project] = {}
        self._in_year: dict[int | None, dict[str, list[Project]]] = {}

    def __bool__(self) -> bool:
        return bool(self._in_table)

    def first(self, project: Project) -> Project | None:
        """The first of the projects so far that is comparable with `project`."""
        return self._elsewhere(project) or self._in_table.get(id(project.table))

    def add(self, project: Project) -> None:
        table = project.table
        self._in_table.setdefault(id(table), project)
        named = self._in_year.setdefault(table.year, {}).setdefault(own_name(project), [])
        unit = unit_name(table)
        if unit and len(named) < 2 and all(unit_name(known.table) != unit for known in named):
            named.append(project)

    def _elsewhere(self, project: Project) -> Project | None:
        unit, name = unit_name(project.table), own_name(project)
        if not unit:
            return None
        for other, known in self._in_year.get(project.table.year, {}).items():
            if other != name:
                found = next((peer for peer in known if unit_name(peer.table) != unit), None)
                if found is not None:
                    return found
        return None


def unit_name(table: Table) -> str:
    return table.unit.text.strip() if table.unit else ""


def own_name(project: Project) -> str:
    """The project's name without the unit's own and without punctuation."""
    name = project.name.text if project.name else ""
    unit = unit_name(project.table)
    return letters(name.replace(unit, "") if unit else name)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def titled(project: Project, beside: Project) -> str:
    """The project's name for people, with the unit where `beside` belongs to another."""
    name = f"“{project.label or say('nth-project', number=project.index + 1)}”"
    other = project.table is not beside.table and unit_name(project.table)
    return say("project-of", unit=other, project=name) if other else name


@lru_cache(maxsize=256)
def money_unit(table: Table) -> tuple[str, int]:
    """The unit of the table's amounts and how many 元 it is; the usual one where the table names none that is known."""
    text = table.money_unit.text.strip() if table.money_unit else ""
    usual: str = words("duplication")["money_unit"]
    return (text, factor) if (factor := _in_yuan(text)) else (usual, _in_yuan(usual))


@lru_cache(maxsize=64)
def _in_yuan(unit: str) -> int:
    """0 for what is no unit of money, or less than one 元."""
    expression = parse(f"1{unit}")
    if isinstance(expression, Quantity) and expression.unit is not None and expression.unit.dimension == "money":
        return int(expression.number * expression.unit.factor.numerator / expression.unit.factor.denominator)
    return 0


def budget_in_yuan(project: Project) -> Decimal | None:
    """The project's total in 元; None where it has none or where it is not above zero."""
    total = project.total
    return total * money_unit(project.table)[1] if total is not None and total > 0 else None


def funds(project: Project) -> str | None:
    """The project's total as written, with its unit; None where there is none."""
    if project.budget is None or project.budget.total is None or project.total is None:
        return None
    return project.budget.total.text.strip() + money_unit(project.table)[0]
