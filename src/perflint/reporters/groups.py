"""Findings that stand together: those of a project, those of a table outside its projects, those of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perflint.finding import Finding
from perflint.record import NamedTuple

_POINTER = re.compile(r"(?P<table>/\d+)?(?:/projects/\d+)?")


class Group(NamedTuple):
    """Where findings stand: the file, the pointer of the table (empty for a file's first), that of the project.

    `pointer` is that of the table where they belong to no project; `project` is its name, if it has one.
    """

    path: str
    table: str
    pointer: str
    project: str | None


def group_of(finding: Finding) -> Group:
    match = _POINTER.match(finding.place.pointer or "")
    assert match is not None
    return Group(finding.place.source.path, match["table"] or "", match.group(), finding.project)


def grouped(findings: Iterable[Finding]) -> dict[Group, list[Finding]]:
    """In the order in which each group is first met."""
    groups: dict[Group, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(group_of(finding), []).append(finding)
    return groups
