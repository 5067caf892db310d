"""rdjson: reviewdog's Diagnostic Format, for review comments with suggestions on many code platforms.

Lines and columns are 1-based, ends exclusive, and columns count bytes of UTF-8, whatever the file's own encoding.
A suggestion has no path of its own: it is always in the file of its diagnostic. A fix that touches another file is left
out, since half of it would be wrong.
Source: `proto/rdf/reviewdog.proto` in https://github.com/reviewdog/reviewdog
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from perflint.finding import Finding, Fix, Severity
from perflint.reporters import ReportOptions
from perflint.reporters.changes import hunks
from perflint.reporters.jsontext import Each, written
from perflint.reporters.positions import utf8_region
from perflint.reporters.sentences import told
from perflint.reporters.uris import Locator
from perflint.text import SourceText, Span
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """One diagnostic a finding, each on a line, in the report's order."""
    locator = Locator(finding.place.source for finding in report.findings)
    diagnostics = Each(partial(_diagnostic, locator=locator), report.findings)
    return written({"source": {"name": "perflint"}, "diagnostics": diagnostics}, depth=2, jobs=options.jobs)


def _diagnostic(finding: Finding, locator: Locator) -> dict[str, Any]:
    place = finding.place
    related = [
        {"message": visible(other.message), "location": _location(other.place.source, other.place.span, locator)}
        for other in finding.related
    ]
    suggestions = _suggestions(finding.fix, place.source) if finding.fix else []
    return {
        "message": told(finding),
        "location": _location(place.source, finding.span, locator),
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code},
        **({"suggestions": suggestions} if suggestions else {}),
        **({"related_locations": related} if related else {}),
    }


def _suggestions(fix: Fix, source: SourceText) -> list[dict[str, Any]]:
    """Changes on lines that touch are one suggestion: each is taken or left by itself."""
    if any(change.source is not source for change in fix.changes):
        return []
    return [{"range": _range(source, hunk.span), "text": hunk.mended(hunk.span)} for hunk in hunks(fix)]


def _location(source: SourceText, span: Span, locator: Locator) -> dict[str, Any]:
    return {"path": locator.path(source.path), "range": _range(source, span)}


def _range(source: SourceText, span: Span) -> dict[str, Any]:
    at = utf8_region(source, span)
    return {
        "start": {"line": at.line, "column": at.column},
        "end": {"line": at.end_line, "column": at.end_column},
    }
