"""The parts of the page: a project with its facts, its indicators and its findings; a table or file as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from perflint.finding import Finding, Place, Related, Severity
from perflint.interface import say
from perflint.model import Budget, Cell, Indicator, Project, Table
from perflint.readers import keys
from perflint.record import NamedTuple
from perflint.reporters.groups import Group, Submission, submissions
from perflint.reporters.html.marks import SIGNS, Marks, Numbered
from perflint.reporters.html.markup import Html, element, joined
from perflint.reporters.positions import point

if TYPE_CHECKING:
    from perflint.linter import Report

FIELDS = (
    *("level1", "level2", "name", "comparator", "full", "annual", "value", "unit", "weight"),
    *("explanation", "basis", "scoring", "note"),
)
DETAILED = 20_000
"""Findings that the page shows, the worst; a browser chokes on many more. What is left out is counted."""


class Section(NamedTuple):
    """A project, or a table or file as a whole, with its findings as they are numbered in the page.

    `node` is the project or the table, None for a file without one; `counts` are all its findings, shown or not.
    """

    id: str
    table: tuple[str, str]
    unit: str
    name: str
    node: Project | Table | None
    counts: Counter[Severity]
    findings: list[Numbered]


def sections(report: Report) -> Iterator[Section]:
    """Table by table, project by project; those without findings too, unless there are too many to show."""
    kept = _worst(report.findings)
    number = 0
    for count, submission in enumerate(submissions(report)):
        for at, (node, group, findings) in enumerate(_parts(submission)):
            shown = [finding for finding in findings if kept is None or id(finding) in kept]
            numbered = [Numbered(number + nth, finding) for nth, finding in enumerate(shown, 1)]
            number += len(numbered)
            if numbered or (kept is None and node is not None and (isinstance(node, Project) or node.budget)):
                yield Section(
                    id=f"s{count}-{at}",
                    table=(submission.path, submission.table.pointer if submission.table else ""),
                    unit=submission.unit,
                    name=_name(node, group, submission),
                    node=node,
                    counts=Counter(finding.severity for finding in findings),
                    findings=numbered,
                )


def _worst(findings: Sequence[Finding]) -> set[int] | None:
    """The identities of the findings that are shown; None for all."""
    if len(findings) <= DETAILED:
        return None
    return set(map(id, sorted(findings, key=lambda finding: -finding.severity.rank)[:DETAILED]))


def _parts(submission: Submission) -> Iterator[tuple[Project | Table | None, Group | None, list[Finding]]]:
    """The table itself and its projects, each with its findings; then what findings speak of and no table holds."""
    left = {group.pointer: (group, findings) for group, findings in submission.groups}
    table = submission.table
    if table is not None:
        nodes: list[Project | Table] = [table, *dict.fromkeys(table.projects)]
        for node in nodes:
            group, findings = left.pop(node.pointer, (None, []))
            yield node, group, findings
    for group, findings in left.values():
        yield None, group, findings


def unit(heading: str, parts: Sequence[Section]) -> Iterator[str]:
    """All of one table, its findings marked in it, section by section."""
    marks = Marks(chain.from_iterable(section.findings for section in parts))
    yield f'<section class="unit">{element("h2", heading)}'
    yield from (_section(section, marks) for section in parts)
    yield "</section>"


def _name(node: Project | Table | None, group: Group | None, submission: Submission) -> str:
    if isinstance(node, Project):
        return node.label or say("unnamed")
    if group is not None and group.pointer != group.table:
        return group.project or say("unnamed")
    return say("opinion-table" if submission.table else "opinion-file")


def _section(section: Section, marks: Marks) -> Html:
    node = section.node
    project = node if isinstance(node, Project) else None
    heading = joined([marks.cell(project.name), marks.badges(project)]) if project and project.name else section.name
    pieces = [element("h3", heading), *_facts(node, marks)]
    if project and project.indicators:
        pieces.append(element("div", _indicators(project, marks), class_="wide"))
    if section.findings:
        pieces.append(element("ol", *(_finding(numbered, section) for numbered in section.findings), class_="findings"))
    return element("article", *pieces, class_="project" if project else "whole", id=section.id)


def _facts(node: Project | Table | None, marks: Marks) -> Iterator[Html]:
    """What is written beside the indicators: code, period, money, goals."""
    rows = list(_project_facts(node, marks)) if isinstance(node, Project) else []
    if node is not None and node.budget is not None:
        money = _money(node.budget, marks)
        rows.insert(len(rows) - _goals(node), (keys.level("project").title("budget"), money))
    if rows:
        pairs = chain.from_iterable((element("dt", title), element("dd", text)) for title, text in rows)
        yield element("dl", *pairs, class_="facts")


def _goals(node: Project | Table) -> int:
    return (node.goal is not None) + (node.annual_goal is not None) if isinstance(node, Project) else 0


def _project_facts(project: Project, marks: Marks) -> Iterator[tuple[str, Html]]:
    title = keys.level("project").title
    for field in ("code", "kind"):
        yield from _fact(title(field), getattr(project, field), marks)
    if project.period:
        cells = [marks.cell(cell) for cell in project.period.cells.values()]
        yield title("period"), joined(_between(cells, say("html-until")))
    for field in ("goal", "annual_goal"):
        yield from _fact(title(field), getattr(project, field), marks)


def _fact(title: str, cell: Cell | None, marks: Marks) -> Iterator[tuple[str, Html]]:
    if cell is not None:
        yield title, marks.cell(cell)


def _money(budget: Budget, marks: Marks) -> Html:
    title = keys.level("budget").title
    amounts = {"total": budget.total, "annual": budget.annual, **budget.sources}
    listed = [joined([title(field), " ", marks.cell(cell)]) for field, cell in amounts.items() if cell is not None]
    return joined([*_between(listed, say("html-comma")), marks.badges(budget)])


def _between(parts: Iterable[Html], sign: str) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield sign
        yield part


def _indicators(project: Project, marks: Marks) -> Html:
    """The table: a column for each field that any row has."""
    fields = [field for field in FIELDS if any(getattr(row, field) is not None for row in project.indicators)]
    title = keys.level("indicator").title
    heading = element("tr", *(element("th", title(field), scope="col") for field in fields))
    rows = (_row(indicator, fields, marks) for indicator in dict.fromkeys(project.indicators))
    return element("table", element("thead", heading), element("tbody", *rows), class_="indicators")


def _row(indicator: Indicator, fields: Iterable[str], marks: Marks) -> Html:
    """The name heads its row; signs for the row as a whole stand there."""
    cells = []
    for field in fields:
        text = marks.cell(getattr(indicator, field))
        if field == "name":
            cells.append(element("th", text, marks.badges(indicator), scope="row"))
        else:
            cells.append(element("td", text))
    return element("tr", *cells)


def _finding(numbered: Numbered, section: Section) -> Html:
    number, finding = numbered
    severity = finding.severity
    heading = element(
        "p",
        element("span", f"{SIGNS[severity]}{number} {say(f'severity-{severity}')}", class_=f"severity {severity}"),
        " ",
        element("a", finding.code, href=f"#rule-{finding.code}"),
        *([" ", element("bdi", finding.indicator)] if finding.indicator else ()),
        " ",
        element("span", point(finding.place), class_="where"),
    )
    return element(
        "li",
        heading,
        element("p", element("bdi", finding.message), class_="what"),
        *_labelled(finding),
        *([element("ul", *map(_other, finding.related))] if finding.related else ()),
        class_=f"finding {severity}",
        id=f"f{number}",
        data_project=section.id,
        data_rule=finding.code,
        data_severity=severity,
    )


def _labelled(finding: Finding) -> Iterator[Html]:
    for key, text in (("help", finding.help), ("reason", finding.reason)):
        if text:
            yield element("p", say(f"full-{key}"), element("bdi", text), class_=key)
    if finding.fix:
        title = element("bdi", finding.fix.title)
        yield element("p", say(f"full-fix-{finding.fix.safety}"), title, class_="fix")


def _other(related: Related) -> Html:
    return element("li", element("bdi", related.message), " ", _where(related.place))


def _where(place: Place) -> Html:
    return element("span", point(place), class_="where")
