"""junit: JUnit XML, for the test pages of Jenkins, GitLab and others.

A suite a file, a case a finding. What is sent back or asked about (error, warning) has failed, what could not be judged
at all is an error, and an info has passed with its text as output. A run without findings is one case that has passed:
an empty report counts as a fault. Cases of one name are numbered, since GitLab keeps the first of equals.
There is no time and no timestamp in it: the same table gives the same report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from perflint.finding import Finding, Severity
from perflint.interface import say
from perflint.reporters import ReportOptions
from perflint.reporters.positions import point
from perflint.reporters.sentences import told
from perflint.reporters.uris import Locator
from perflint.visible import visible, visible_line

if TYPE_CHECKING:
    from perflint.linter import Report

_CLEAN = '  <testsuite name="perflint" tests="1" failures="0" errors="0">\n    <testcase name="{}"/>\n  </testsuite>\n'


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The report as one XML document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    if not report.findings:
        yield f'<testsuites name="perflint" tests="1" failures="0" errors="0">\n{_CLEAN.format(say("junit-clean"))}'
    else:
        cases = Cases(report)
        yield f'<testsuites name="perflint" {cases.counts(report.findings)}>\n'
        for path, findings in groupby(report.findings, key=lambda finding: finding.place.source.path):
            yield from cases.suite(path, list(findings))
    yield "</testsuites>\n"


class Cases:
    """Findings as cases: what they share is which rules end a run, and which names are taken."""

    def __init__(self, report: Report) -> None:
        self.fatal = {rule.code for rule in report.rules if rule.fatal}
        self.locator = Locator(finding.place.source for finding in report.findings)
        self._seen: Counter[tuple[str, str]] = Counter()

    def counts(self, findings: Iterable[Finding]) -> str:
        """The counts of a suite as attributes."""
        outcomes = Counter(self._outcome(finding) for finding in findings)
        return f'tests="{outcomes.total()}" failures="{outcomes["failure"]}" errors="{outcomes["error"]}"'

    def suite(self, path: str, findings: list[Finding]) -> Iterator[str]:
        yield f"  <testsuite name={_quoted(self.locator.path(path))} {self.counts(findings)}>\n"
        for finding in findings:
            yield from self._case(finding, path)
        yield "  </testsuite>\n"

    def _case(self, finding: Finding, path: str) -> Iterator[str]:
        where = finding.project or path
        name = " ".join(filter(None, (finding.code, finding.name, finding.indicator)))
        yield f"    <testcase classname={_quoted(where)} name={_quoted(self._numbered(where, name))}>\n"
        element = self._outcome(finding)
        about = f" type={_quoted(finding.severity)} message={_quoted(finding.message)}"
        text = f"{point(finding.place)}\n{told(finding)}\n{visible_line(finding.reason)}"
        yield f"      <{element}{'' if element == 'system-out' else about}>{escape(text)}</{element}>\n"
        yield "    </testcase>\n"

    def _outcome(self, finding: Finding) -> str:
        if finding.code in self.fatal:
            return "error"
        return "system-out" if finding.severity is Severity.INFO else "failure"

    def _numbered(self, where: str, name: str) -> str:
        self._seen[where, name] += 1
        count = self._seen[where, name]
        return name if count == 1 else f"{name} #{count}"


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
