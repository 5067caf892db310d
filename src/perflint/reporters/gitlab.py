"""gitlab: a Code Quality report, which a GitLab merge request shows beside its changes.

A JSON array; GitLab shows the description only, so it begins with the rule's code, and of equal fingerprints it keeps
one. It stops reading at the first entry that lacks something, so every entry has all that its schema asks for.
Source: `app/validators/json_schemas/codeclimate.json` and `lib/gitlab/ci/parsers/codequality` in
https://gitlab.com/gitlab-org/gitlab, and https://docs.gitlab.com/ci/testing/code_quality/
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from perflint.finding import Finding, Severity
from perflint.reporters import ReportOptions
from perflint.reporters.jsontext import Each, written
from perflint.reporters.positions import region
from perflint.reporters.sentences import told
from perflint.reporters.uris import Locator

if TYPE_CHECKING:
    from perflint.linter import Report

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """One entry a finding, each on a line, in the report's order."""
    locator = Locator(finding.place.source for finding in report.findings)
    return written(Each(partial(_entry, locator=locator), report.findings), depth=1)


def _entry(finding: Finding, locator: Locator) -> dict[str, Any]:
    source = finding.place.source
    at = region(source, finding.span)
    return {
        "description": f"{finding.code} {told(finding)}",
        "check_name": finding.name,
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": locator.path(source.path), "lines": {"begin": at.line, "end": at.end_line}},
    }
