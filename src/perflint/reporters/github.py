"""github: workflow commands, which a GitHub Actions run shows as annotations at the lines.

`::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`, the worst first, since GitHub shows only the first
ten of each level in a step; where there are more, a notice says so, before all others so that it is among the ten.
Columns count code points, ends are exclusive: GitHub's documentation names no unit, and its runner only checks that the
numbers are in order. Columns of a place of several lines are left out, since the runner drops them.
Source: `ActionCommand.cs`, `ActionCommandManager.cs` in https://github.com/actions/runner
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perflint.finding import Finding, Severity
from perflint.interface import say
from perflint.reporters import ReportOptions
from perflint.reporters.positions import region
from perflint.reporters.sentences import told
from perflint.reporters.uris import Locator
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report

SHOWN = 10
"""Annotations of one level that GitHub shows for a step."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_PROPERTY = re.compile(r"[%\r\n:,]")
_DATA = re.compile(r"[%\r\n]")


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """One command a line."""
    return (f"{line}\n" for line in _commands(report))


def _commands(report: Report) -> Iterator[str]:
    summary = report.summary
    if max(summary.error, summary.warning, summary.info) > SHOWN:
        yield _command("notice", {"title": "perflint"}, say("github-many", shown=SHOWN, **_counts(report)))
    locator = Locator(finding.place.source for finding in report.findings)
    for finding in sorted(report.findings, key=lambda finding: -finding.severity.rank):
        yield _annotation(finding, locator)


def _annotation(finding: Finding, locator: Locator) -> str:
    place = finding.place
    at = region(place.source, finding.span)
    one_line = at.line == at.end_line
    properties = {
        "file": locator.path(place.source.path),
        "line": at.line,
        "endLine": at.end_line,
        **({"col": at.column, "endColumn": at.end_column} if one_line else {}),
        "title": f"{finding.code} {finding.name}",
    }
    return _command(COMMANDS[finding.severity], properties, told(finding))


def _command(name: str, properties: dict[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_escaped(_PROPERTY, str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_escaped(_DATA, message)}"


def _escaped(unsafe: re.Pattern[str], text: str) -> str:
    return unsafe.sub(lambda match: f"%{ord(match.group()):02X}", visible(text))


def _counts(report: Report) -> dict[str, int]:
    summary = report.summary
    return {"error": summary.error, "warning": summary.warning, "info": summary.info}
