"""json: everything a finding holds, for programs.

`{"version": 1, "findings": [...], "summary": {...}}`; lines and columns are 1-based, columns count code points, ends
are exclusive. A finding stands on one line, so that two reports can be compared by `diff`. Where hidden findings are
asked for, `suppressed` holds them, each with its `suppression`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perflint.reporters import ReportOptions
from perflint.reporters.jsontext import dump
from perflint.reporters.positions import region

if TYPE_CHECKING:
    from perflint.finding import Change, Finding, Fix, Hidden, Related
    from perflint.linter import Report

VERSION = 1


def report(report: Report, options: ReportOptions) -> str:
    """The whole report as one JSON document."""
    document: dict[str, Any] = {"version": VERSION, "findings": [_finding(finding) for finding in report.findings]}
    if options.show_hidden:
        document["suppressed"] = [_hidden(hidden) for hidden in report.hidden]
    return dump({**document, "summary": report.summary._asdict()}, depth=2)


def _hidden(hidden: Hidden) -> dict[str, Any]:
    return {**_finding(hidden.finding), "suppression": {"kind": hidden.kind, "reason": hidden.reason}}


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "reason": finding.reason,
        "help": finding.help,
        "path": place.source.path,
        **region(place.source, place.span)._asdict(),
        "pointer": place.pointer,
        "project": finding.project,
        "indicator": finding.indicator,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix) if finding.fix else None,
        "fingerprint": finding.fingerprint,
    }


def _related(related: Related) -> dict[str, Any]:
    place = related.place
    line, column = place.source.position(place.span.start)
    return {
        "message": related.message,
        "path": place.source.path,
        "line": line,
        "column": column,
        "pointer": place.pointer,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {"safety": str(fix.safety), "title": fix.title, "edits": [_edit(change) for change in fix.changes]}


def _edit(change: Change) -> dict[str, Any]:
    return {**region(change.source, change.span)._asdict(), "text": change.text}
