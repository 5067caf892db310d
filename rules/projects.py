"""What several rules ask of a project: what to call it, its money, and whether it may be held against another."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perflint.expression import Quantity, parse
from perflint.interface import say
from perflint.model import Project, Table
from perflint.record import NamedTuple
from perflint.text import letters
from perflint.vocabulary import words


class Owner(NamedTuple):
    """What decides whether a project may be held against another: its table, year, unit and name."""

    table: int
    year: int | None
    unit: str
    name: str

    def comparable(self, other: Owner) -> bool:
        """Whether they are of one table, or of different name in tables of one year and different units."""
        if self.table == other.table:
            return True
        units = self.unit and other.unit and self.unit != other.unit
        return bool(units) and self.year == other.year and self.name != other.name


@lru_cache(maxsize=1 << 14)
def owner(project: Project) -> Owner:
    """Each rule that compares projects goes through all of them in turn."""
    return Owner(id(project.table), project.table.year, unit_name(project.table), own_name(project))


class Peers:
    """Projects that have something in common, in order: finds the first that another may be held against.

    The same project in many units is one programme, so that only such of different name are comparable (`Owner`).
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
        mine = owner(project)
        self._in_table.setdefault(mine.table, project)
        named = self._in_year.setdefault(mine.year, {}).setdefault(mine.name, [])
        if mine.unit and len(named) < 2 and all(unit_name(known.table) != mine.unit for known in named):
            named.append(project)

    def _elsewhere(self, project: Project) -> Project | None:
        mine = owner(project)
        if not mine.unit:
            return None
        for other, known in self._in_year.get(mine.year, {}).items():
            if other != mine.name:
                found = next((peer for peer in known if unit_name(peer.table) != mine.unit), None)
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
