"""`perflint convert`: a published table as a data file."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from perflint import reporters
from perflint.commands import console
from perflint.commands.arguments import FILE, Arguments, UsageError, year
from perflint.finding import Severity
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.conversion import Conversion

STREAM = "-"
WHOLE, BROKEN, FATAL = 0, 1, 2


def arguments() -> Arguments:
    found = Arguments("convert", FILE)
    found.option("-o", "--output", text="convert-output", metavar="file", default=STREAM)
    found.option("--year", text="year", metavar="year", type=year)
    return found


def run(found: Namespace) -> int:
    """Write the data file; what the reader had to say goes to standard error. 1: something could not be read."""
    from perflint.conversion import convert
    from perflint.discovery import Source

    if len(found.words) != 1:
        raise UsageError(say("no-source"))
    [path] = found.words
    if found.output != STREAM and os.path.realpath(found.output) == os.path.realpath(path):
        raise UsageError(say("output-taken", path=found.output))
    conversion = convert(Source(path, console.read_input() if path == STREAM else None), found.year)
    if conversion.findings:
        console.aside(_said(conversion))
    if conversion.fatal:
        return FATAL
    _write(found.output, conversion)
    return BROKEN if any(finding.severity is Severity.ERROR for finding in conversion.findings) else WHOLE


def _said(conversion: Conversion) -> Iterator[str]:
    from perflint.linter import Report, Summary

    report = Report(conversion.findings, Summary(), (), conversion.fatal)
    return reporters.pieces("concise", report, reporters.ReportOptions())


def _write(path: str, conversion: Conversion) -> None:
    if path == STREAM:
        console.emit(conversion.text)
        return
    console.save(path, conversion.text)
    projects = [project for table in conversion.tables for project in table.projects]
    indicators = sum(len(project.indicators) for project in projects)
    console.complain(say("converted", path=path, projects=len(projects), indicators=indicators))
