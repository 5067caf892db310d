"""Judging the beginning of a table while its end is still being read, where there are helpers to do it.

What is judged early rests on what the table has said so far: its own fields and its `Outline`. Where its end says
otherwise, or the table breaks off, all of that is forgotten and judged anew. No rule can rest on more: to whoever
judges early the projects of the table are out of reach (`crew.StillRead`).
"""

from __future__ import annotations

from collections.abc import Sequence

from perflint.crew import STINT, Crew, Stint, cut
from perflint.model import Project, Table
from perflint.outline import Outline
from perflint.policy import Frame
from perflint.vocabulary import forget


class Ahead:
    """Has the tables of one source judged. `year` is for those that state none."""

    def __init__(self, crew: Crew, frame: Frame, year: int | None) -> None:
        self._crew = crew
        self._frame = frame
        self._year = year
        self._since = crew.taken
        self._waiting: list[Project] = []
        self._rows = 0
        self._outline: Outline | None = None
        self._fields: tuple[object, ...] = ()
        self._holds = True

    def take(self, project: Project) -> None:
        """The next project of the first table, which is still being read; what stands before its projects is known."""
        self._waiting.append(project)
        self._rows += len(project.indicators)
        if self._rows >= STINT and self._holds:
            self._crew.open = project.table
            self._hand_over(project.table)
            self._crew.begin()

    def settle(self, tables: Sequence[Table]) -> None:
        """The source has been read to its end and holds these tables: what was not yet judged of them now can be."""
        begun, self._crew.open = self._crew.open, None
        if begun is not None and self._held_to_the_end(begun, tables):
            tables = tables[1:]
        elif begun is not None:
            self._crew.forget(self._since)
            # What was worked out of rows and tables is kept in many caches, and rests on what did not hold.
            forget("perflint")
        for table in tables:
            self._begin(table).take(table.projects)
            self._take(table, table.projects)

    def _held_to_the_end(self, begun: Table, tables: Sequence[Table]) -> bool:
        """Whether all that was judged early holds. If so, the rest of the table is handed over, too."""
        if not (self._holds and tables and tables[0] is begun and _own_fields(begun) == self._fields):
            return False
        self._hand_over(begun)
        return self._holds

    def _hand_over(self, table: Table) -> None:
        """Have the waiting projects judged, if what was told of those before them still holds."""
        if self._outline is None:
            self._outline = self._begin(table)
            self._fields = _own_fields(table)
        self._holds = self._outline.take(self._waiting)
        if self._holds:
            self._take(table, self._waiting)
        self._waiting, self._rows = [], 0

    def _take(self, table: Table, projects: Sequence[Project]) -> None:
        """Have those projects judged."""
        if self._crew.has_helpers:
            # Who looks at all tables asks for all values: each is read here and not in every helper again.
            for project in dict.fromkeys(projects):
                for row in project.indicators:
                    if row.project is project:  # and no alias of another's
                        row.read_values()
        self._crew.take(cut(table, projects))

    def _begin(self, table: Table) -> Outline:
        if table.year is None:
            table.year = self._year
        self._crew.take([Stint(table, None)])
        return Outline(table, self._frame)


def _own_fields(table: Table) -> tuple[object, ...]:
    """The same objects unless the fields were read anew."""
    return table.unit, table.year_cell, table.money_unit, table.budget
