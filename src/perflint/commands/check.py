"""`perflint check`: lint sources and write the report in one format or several."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perflint import reporters
from perflint.commands import console
from perflint.commands.arguments import Arguments, UsageError, choice, year
from perflint.files import write_atomically
from perflint.finding import Severity
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.discovery import Source
    from perflint.linter import Options, Report
    from perflint.rule import UnknownRule

CLEAN, FINDINGS, FATAL = 0, 1, 2
NEVER = "never"
STDIN = "-"

_format = choice("format", reporters.FORMATS)


class Output(NamedTuple):
    """A report that goes into a file."""

    format: str
    path: str


def arguments() -> Arguments:
    found = Arguments("check")
    found.option("--format", text="format", metavar="format", type=_format)
    found.option("--output", text="output", metavar="format-file", action="append", default=[], type=_output)
    found.option("--fail-on", text="fail-on", metavar="severity", default="error", type=choice("severity", _THRESHOLDS))
    found.option("--select", text="select", metavar="rules", action="append", default=[])
    found.option("--ignore", text="ignore", metavar="rules", action="append", default=[])
    found.option("--year", text="year", metavar="year", type=year)
    found.option("--stdin-filename", text="stdin-filename", metavar="file")
    found.option("--ambiguous-width", text="ambiguous-width", metavar="cells", default="1", type=choice("cells", "12"))
    return found


def run(found: Namespace) -> int:
    """Check, report, and return the exit code, which no format changes."""
    paths = [word for word in found.words if word != STDIN]
    if not found.words:
        raise UsageError(say("no-paths"))
    _refuse_overwriting(found.output, paths)
    report = _checked(paths, _stdin(found), _options(found))
    ambiguous_width = int(found.ambiguous_width)
    for output in found.output:
        _save(output, reporters.render(output.format, report, ReportOptions(ambiguous_width)))
    options = ReportOptions(ambiguous_width, colour=console.coloured())
    _show(found.format or ("full" if console.on_terminal() else "concise"), report, options)
    if not report.summary.files and not report.findings:
        console.complain(say("nothing-checked"))
    if report.fatal:
        return FATAL
    return FINDINGS if report.fails(_threshold(found.fail_on)) else CLEAN


def _checked(paths: Sequence[str], stdin: Source | None, options: Options) -> Report:
    from perflint.linter import lint
    from perflint.rule import UnknownRule

    with reporters.progress() as progress:
        try:
            return lint(paths, options, stdin=stdin, progress=progress)
        except UnknownRule as error:
            raise UsageError(unknown_rule(error)) from None


def unknown_rule(error: UnknownRule) -> str:
    """The complaint about a rule that is none, with the nearest that is."""
    hint = say("nearest", nearest=error.nearest) if error.nearest else say("all-rules")
    return say("unknown-rule", word=error.wanted, hint=hint)


def _options(found: Namespace) -> Options:
    from perflint.linter import Options

    return Options(select=tuple(_listed(found.select)), ignore=tuple(_listed(found.ignore)), year=found.year)


def _listed(values: Sequence[str]) -> Iterator[str]:
    for value in values:
        yield from (word.strip() for word in value.replace("，", ",").split(",") if word.strip())


def _stdin(found: Namespace) -> Source | None:
    from perflint.discovery import Source

    if STDIN in found.words:
        return Source(found.stdin_filename or STDIN, console.read_input())
    if found.stdin_filename:
        raise UsageError(say("stdin-filename-alone"))
    return None


def _output(word: str) -> Output:
    name, equals, path = word.partition("=")
    if not equals or not path or path == STDIN:
        raise UsageError(say("bad-output", word=word))
    return Output(_format(name), path)


def _refuse_overwriting(outputs: Sequence[Output], paths: Sequence[str]) -> None:
    """No report may take the place of a source, nor of another report."""
    taken = {os.path.realpath(path) for path in paths}
    for output in outputs:
        if os.path.realpath(output.path) in taken:
            raise UsageError(say("output-taken", path=output.path))
        taken.add(os.path.realpath(output.path))


def _save(output: Output, text: str) -> None:
    try:
        write_atomically(output.path, text)
    except OSError as error:
        raise UsageError(say("unwritable", path=output.path, reason=error.strerror)) from None


def _show(format: str, report: Report, options: ReportOptions) -> None:
    text = reporters.render(format, report, options)
    if format in reporters.FOR_PROGRAMS:
        console.emit(text)
    else:
        console.show(text)


_THRESHOLDS = (*map(str, Severity), NEVER)


def _threshold(word: str) -> Severity | None:
    return None if word == NEVER else Severity(word)
