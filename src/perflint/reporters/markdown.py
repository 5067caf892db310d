"""markdown: a summary for a pull request or a build's summary page: counts by project, then the findings, worst first.

GitHub takes no comment of more than 65 536 characters, so long cells are cut and rows that find no room are counted.
Words of the data are no markup: what could begin any is a character reference, and `@`, `#` and `://` are taken apart
by an empty character, since GitHub and GitLab look for mentions and links in the finished page, after all escapes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from perflint.finding import Finding, Severity
from perflint.interface import say
from perflint.reporters import ReportOptions
from perflint.reporters.groups import Group, grouped
from perflint.reporters.positions import point
from perflint.reporters.sentences import told
from perflint.reporters.summary import details, found
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report

LONGEST = 65_000
"""Characters of the whole; GitHub's limit is 65 536."""
PROJECTS = 50
CELL = 300
"""Characters of a cell that are shown."""
_ALIVE = re.compile(r"(?P<markup>[\\`*_~\[\]<>|&$])|@|#|:(?=//)|(?<=[wW]{3})\.")
_APART = "&#8203;"


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The summary as GitHub-flavoured Markdown."""
    text = "\n\n".join([say("markdown-title"), f"**{found(report)}**", "\n".join(details(report))]) + "\n"
    if report.findings:
        text += "\n" + _projects(report.findings)
        text += "\n" + _findings(report.findings, LONGEST - len(text))
    yield text


def _projects(findings: Iterable[Finding]) -> str:
    """How many findings of each severity the projects have, those with the worst first."""
    counted = {group: Counter(finding.severity for finding in own) for group, own in grouped(findings).items()}
    ordered = sorted(counted, key=lambda group: [-counted[group][severity] for severity in Severity])
    heading = [say("column-project"), *(say(f"severity-{severity}") for severity in Severity)]
    rows = [
        [_cell(_name(group)), *(str(counted[group][severity]) for severity in Severity)] for group in ordered[:PROJECTS]
    ]
    table = "".join([_row(heading), _row(["---", *["---:"] * len(Severity)]), *map(_row, rows)])
    more = len(ordered) - PROJECTS
    return table + (f"\n{say('more-projects', count=more)}\n" if more > 0 else "")


def _findings(findings: Sequence[Finding], room: int) -> str:
    """As many rows as there is room for, and how many had none."""
    heading = [say(f"column-{key}") for key in ("severity", "rule", "project", "indicator", "finding", "place")]
    pieces = [_row(heading), _row(["---"] * len(heading))]
    room -= sum(map(len, pieces)) + len(say("more-findings", count=len(findings))) + 2
    listed = 0
    for row in _rows(findings):
        room -= len(row)
        if room < 0:
            break
        pieces.append(row)
        listed += 1
    more = len(findings) - listed
    return "".join(pieces) + (f"\n{say('more-findings', count=more)}\n" if more else "")


def _rows(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
        severity = say(f"severity-{finding.severity}")
        texts = (finding.project or "", finding.indicator or "", told(finding), point(finding.place))
        yield _row([severity, finding.code, *map(_cell, texts)])


def _name(group: Group) -> str:
    if group.project:
        return group.project
    return group.path if group.pointer == group.table else say("unnamed")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    """Words of the data, in one line, cut where they are too long, as nothing but words."""
    shown = visible(text)
    if len(shown) > CELL:
        shown = say("cut", text=shown[:CELL])
    return _ALIVE.sub(_dead, shown)


def _dead(match: re.Match[str]) -> str:
    sign = match.group()
    return f"&#{ord(sign)};" if match["markup"] else f"{sign}{_APART}"
