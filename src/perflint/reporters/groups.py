"""Findings that stand together: those of a project, of a table outside its projects, of a file; table by table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from perflint.finding import Finding
from perflint.interface import say
from perflint.record import NamedTuple
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report
    from perflint.model import Table

_POINTER = re.compile(r"(?P<table>/\d+)?(?:/projects/\d+)?")


class Group(NamedTuple):
    """Where findings stand: the file, the pointer of the table (empty for a file's first), that of the project.

    `pointer` is that of the table where they belong to no project that has one; `project` is its name, if any.
    """

    path: str
    table: str
    pointer: str
    project: str | None


class Submission(NamedTuple):
    """What one table got: its findings by project, those on the table itself under its own pointer.

    Of a file that held no table, `table` is None.
    """

    path: str
    table: Table | None
    groups: list[tuple[Group, list[Finding]]]

    @property
    def key(self) -> tuple[str, str]:
        """The file and the pointer of the table, as its groups have them."""
        return self.path, self.table.pointer if self.table else ""

    @property
    def unit(self) -> str:
        """The unit and year, or the file where no unit is written."""
        table = self.table
        if table is None or table.unit is None or table.unit.blank:
            return visible(self.path)
        unit = visible(table.unit.text.strip())
        return say("opinion-unit-year", unit=unit, year=table.year) if table.year else unit


def grouped(findings: Iterable[Finding]) -> dict[Group, list[Finding]]:
    """In the order in which each group is first met; a project is one by its pointer, whatever a finding calls it."""
    found: dict[tuple[str, str, str, str | None], list[Finding]] = {}
    for finding in findings:
        found.setdefault(_key(finding), []).append(finding)
    return {
        Group(path, table, pointer, name or next((each.project for each in own if each.project), None)): own
        for (path, table, pointer, name), own in found.items()
    }


def _key(finding: Finding) -> tuple[str, str, str, str | None]:
    """File, table, project by their pointers; the name only where no pointer says which project."""
    match = _POINTER.match(finding.place.pointer or "")
    assert match is not None
    table, pointer = match["table"] or "", match.group()
    return finding.place.source.path, table, pointer, finding.project if pointer == table else None


def submissions(report: Report) -> Iterator[Submission]:
    """Table by table as they were read, then what lies outside all tables."""
    by_table: dict[tuple[str, str], list[tuple[Group, list[Finding]]]] = {}
    for group, findings in grouped(report.findings).items():
        by_table.setdefault((group.path, group.table), []).append((group, findings))
    for table in report.tables:
        path = table.source.path
        yield Submission(path, table, sorted(by_table.pop((path, table.pointer), ()), key=_place))
    for (path, _), groups in by_table.items():
        yield Submission(path, None, groups)


def _place(item: tuple[Group, list[Finding]]) -> int:
    """The table itself, then its projects by number."""
    pointer = item[0].pointer.removeprefix(item[0].table)
    return int(pointer.rpartition("/")[2]) if pointer else -1
