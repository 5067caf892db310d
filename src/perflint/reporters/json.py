"""json: everything a finding holds, for programs.

`{"version": 1, "findings": [...], "summary": {...}}`; lines and columns are 1-based, columns count code points, ends
are exclusive. A finding stands on one line, so that two reports can be compared by `diff`. Where hidden findings are
asked for, `suppressed` holds them, each with its `suppression`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perflint.reporters import ReportOptions
from perflint.reporters.jsontext import Each, Json, quoted, written
from perflint.reporters.positions import region

if TYPE_CHECKING:
    from perflint.finding import Change, Finding, Fix, Hidden, Related
    from perflint.linter import Report

VERSION = 1


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The whole report as one JSON document."""
    document: dict[str, Any] = {"version": VERSION, "findings": Each(_finding, report.findings)}
    if options.show_hidden:
        document["suppressed"] = Each(_hidden, report.hidden)
    return written({**document, "summary": report.summary._asdict()}, depth=2)


def _finding(finding: Finding) -> Json:
    return Json(f"{{{_fields(finding)}}}")


def _hidden(hidden: Hidden) -> Json:
    suppression = f'{{"kind": {quoted(hidden.kind)}, "reason": {quoted(hidden.reason)}}}'
    return Json(f'{{{_fields(hidden.finding)}, "suppression": {suppression}}}')


def _fields(finding: Finding) -> str:
    # Written out: there may be a million of them, and a dict to be encoded costs four times as much.
    place = finding.place
    source = place.source
    at = region(source, finding.span)
    return (
        f'"code": {quoted(finding.code)}, "name": {quoted(finding.name)}, "severity": "{finding.severity}", '
        f'"message": {quoted(finding.message)}, "reason": {quoted(finding.reason)}, "help": {quoted(finding.help)}, '
        f'"path": {quoted(source.path)}, "line": {at.line}, "column": {at.column}, '
        f'"end_line": {at.end_line}, "end_column": {at.end_column}, "pointer": {_text(place.pointer)}, '
        f'"project": {_text(finding.project)}, "indicator": {_text(finding.indicator)}, '
        f'"related": [{", ".join(map(_related, finding.related))}], '
        f'"fix": {_fix(finding.fix) if finding.fix else "null"}, "fingerprint": "{finding.fingerprint}"'
    )


def _text(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _related(related: Related) -> str:
    place = related.place
    line, column = place.source.position(place.span.start)
    return (
        f'{{"message": {quoted(related.message)}, "path": {quoted(place.source.path)}, '
        f'"line": {line}, "column": {column}, "pointer": {_text(place.pointer)}}}'
    )


def _fix(fix: Fix) -> str:
    edits = ", ".join(map(_edit, fix.changes))
    return f'{{"safety": "{fix.safety}", "title": {quoted(fix.title)}, "edits": [{edits}]}}'


def _edit(change: Change) -> str:
    at = region(change.source, change.span)
    return (
        f'{{"line": {at.line}, "column": {at.column}, "end_line": {at.end_line}, "end_column": {at.end_column}, '
        f'"text": {quoted(change.text)}}}'
    )
