"""full: for people. Grouped by file and project; each finding with its code frame, why, what to write, and its fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from perflint.finding import Finding, Place, Severity
from perflint.interface import say
from perflint.processes import shared
from perflint.reporters import ReportOptions
from perflint.reporters.changes import changes
from perflint.reporters.frames import Canvas, frame, last_line, small_frame
from perflint.reporters.groups import Group, grouped
from perflint.reporters.positions import point
from perflint.reporters.styled import Line, Piece, line, written
from perflint.reporters.summary import details, found
from perflint.visible import visible, visible_line, visible_path

if TYPE_CHECKING:
    from perflint.linter import Report

MAX_RELATED = 5
WIDTH = 100
"""Cells of a line where the terminal, or a file, does not say."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_RELATED, _HEADING, _LABEL = "blue", "bold", "cyan"


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The report as text for a terminal."""
    groups = grouped(report.findings)
    heads = {id(findings[0]): group for group, findings in groups.items()}

    def entry(finding: Finding) -> str:
        return "".join(written(_entry(finding, heads.get(id(finding)), options), colour=options.colour))

    yield from shared(entry, [finding for findings in groups.values() for finding in findings], options.jobs)
    yield from written(_ending(report, options), colour=options.colour)


def _entry(finding: Finding, head: Group | None, options: ReportOptions) -> Iterator[Line]:
    """A finding; before it the heading of its group, where it is the first."""
    if head is not None:
        yield line(Piece(_heading(head), _HEADING))
        yield ()
    yield from _finding(finding, options)
    yield ()


def _ending(report: Report, options: ReportOptions) -> Iterator[Line]:
    if options.show_hidden and report.hidden:
        yield from _hidden(report)
    yield from _summary(report)


def _heading(group: Group) -> str:
    path = visible_path(group.path)
    return say("full-project", path=path, project=visible(group.project)) if group.project else path


def _hidden(report: Report) -> Iterator[Line]:
    """A line for each hidden finding, and why it is hidden."""
    yield line(Piece(say("full-hidden-heading"), _HEADING))
    for finding, kind, reason in report.hidden:
        why = say(f"full-hidden-{kind}") + (say("full-hidden-reason", reason=visible(reason)) if reason else "")
        yield line(f"  {finding.severity}[{finding.code}] {finding.name}  {point(finding.place)}  ", Piece(why, _LABEL))
        yield line("    ", visible_line(finding.message))
    yield ()


def _finding(finding: Finding, options: ReportOptions) -> Iterator[Line]:
    style = _STYLES[finding.severity]
    places = [finding.place, *(related.place for related in finding.related[:MAX_RELATED])]
    gutter = max(len(str(last_line(place))) for place in places)
    canvas = Canvas(options.width or WIDTH, options.ambiguous_width, gutter)
    yield line(Piece(f"{finding.severity}[{finding.code}]", style), f" {finding.name}  {point(finding.place)}")
    yield line("  ", Piece(visible_line(finding.message), "bold"))
    if _has_text(finding.place):
        yield from frame(finding.place, canvas, style)
    for key, text in (("indicator", finding.indicator), ("reason", finding.reason), ("help", finding.help)):
        if text:
            yield _labelled(canvas, f"full-{key}", visible(text))
    yield from _related(finding, canvas)
    if finding.fix:
        yield _labelled(canvas, f"full-fix-{finding.fix.safety}", visible(finding.fix.title))
        yield from changes(finding.fix, canvas)


def _related(finding: Finding, canvas: Canvas) -> Iterator[Line]:
    for related in finding.related[:MAX_RELATED]:
        yield _labelled(canvas, "full-related", f"{visible(related.message)}  {point(related.place)}")
        if _has_text(related.place):
            yield from small_frame(related.place, canvas, _RELATED)
    if more := finding.related[MAX_RELATED:]:
        yield _labelled(canvas, "full-related", say("full-more", count=len(more)))


def _has_text(place: Place) -> bool:
    """A source that could not be read has nothing to show."""
    return bool(place.source.text)


def _labelled(canvas: Canvas, key: str, text: str) -> Line:
    return line(" " * (canvas.gutter + 1), Piece(f"= {say(key)}", _LABEL), text)


def _summary(report: Report) -> Iterator[Line]:
    """What was found, what of it can be mended, what was looked at, what was left out."""
    yield line(Piece(found(report), _HEADING if report.findings else "bold green"))
    yield from map(line, details(report))
