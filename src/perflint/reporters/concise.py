"""concise: `PATH:LINE:COL: error U001 unit-contradicts-name: MESSAGE`, a line a finding and nothing else.

There is no summary, so that every line can be read by a program (an editor's problem matcher, `grep`, `wc -l`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perflint.reporters import ReportOptions
from perflint.reporters.positions import point
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.finding import Finding
    from perflint.linter import Report


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """One line a finding, in the report's order."""
    return (f"{_line(finding)}\n" for finding in report.findings)


def _line(finding: Finding) -> str:
    return f"{point(finding.place)}: {finding.severity} {finding.code} {finding.name}: {visible(finding.message)}"
