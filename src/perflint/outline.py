"""What a table as a whole says of each of its rows: where its levels stand in the frame, and where its units are.

So that rows can be judged before the table has been read to its end, it is taken in part by part, and what each part
makes of it is held against what was told to the rows before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perflint.model import Category, Pair, Project, Table
from perflint.policy import Frame


class Outline:
    """Of one table, in the frame of its policy."""

    def __init__(self, table: Table, frame: Frame) -> None:
        self._table = table
        self._frame = frame
        self._categories: Mapping[Pair, Category] = {}
        self._has_units = False

    def take(self, projects: Iterable[Project]) -> bool:
        """Read the next projects and tell their rows. Says whether all that was told before still holds.

        Where it does not, only an outline of the whole table tells the truth.
        """
        rows = [row for project in dict.fromkeys(projects) for row in project.indicators]
        told, empty = self._categories, self._table.has_empty_units
        pairs = [row.pair for row in rows]
        if new := set(pairs) - told.keys():
            self._categories = self._frame.categories(new | told.keys())
        for row, pair in zip(rows, pairs, strict=True):
            row.category = self._categories[pair]
        columns = [row.unit for row in rows if row.unit is not None]
        self._has_units |= any(not column.blank for column in columns)
        self._table.has_empty_units = not self._has_units and (empty or bool(columns))
        return not told or (
            empty == self._table.has_empty_units and all(self._categories[pair] == told[pair] for pair in told)
        )
