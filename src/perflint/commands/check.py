"""`perflint check`: lint sources and write the report in one format or several."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perflint import reporters
from perflint.commands import console, mending
from perflint.commands.arguments import Arguments, UsageError, choice, unknown_rule, unusable, year
from perflint.finding import Severity
from perflint.interface import say
from perflint.progress import progress
from perflint.record import NamedTuple
from perflint.reporters.visible import visible

if TYPE_CHECKING:
    from perflint.discovery import Source
    from perflint.linter import Options, Report

CLEAN, FINDINGS, FATAL = 0, 1, 2
DEFAULT = "default"
NEVER = "never"
THRESHOLDS = (*map(str, Severity), NEVER)
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
    found.option("--fail-on", text="fail-on", metavar="severity", default="error", type=choice("severity", THRESHOLDS))
    found.option("--select", text="select", metavar="rules", action="append", default=[])
    found.option("--ignore", text="ignore", metavar="rules", action="append", default=[])
    found.option("--policy", text="policy", metavar="policy", default=DEFAULT)
    found.option("--year", text="year", metavar="year", type=year)
    mending.options(found)
    found.option("--stdin-filename", text="stdin-filename", metavar="file")
    found.option("--ambiguous-width", text="ambiguous-width", metavar="cells", default="1", type=choice("cells", "12"))
    return found


def run(found: Namespace) -> int:
    """Check, mend where that was asked for, report, and return the exit code, which no format changes."""
    paths = [word for word in found.words if word != STDIN]
    if not found.words:
        raise UsageError(say("no-paths"))
    _refuse_overwriting(found.output, paths)
    mends = mending.asked(found)
    stdin, options = _stdin(found), _options(found)
    report = _checked(paths, stdin, options)
    whole = True
    if mends:
        made = mending.mended(report, lambda source: _checked([], source, options), unsafe=found.unsafe_fixes)
        if found.diff:
            code = FATAL if report.fatal else FINDINGS if mending.show(made) else CLEAN
            _saved(report, found, code)
            return code
        whole = mending.write(made, stdin)
        stdin = mending.passed_on(made, stdin) if stdin else None
        report = _checked(paths, stdin, options)
        if not found.unsafe_fixes:
            mending.tell_of_unsafe(report)
    code = _exit_code(report, found.fail_on) if whole else FATAL
    shown = _saved(report, found, code)
    _show(found.format or ("full" if console.on_terminal() else "concise"), report, shown, aside=mends and bool(stdin))
    for note in report.notes:
        console.complain(visible(note))
    if not report.summary.files and not report.findings:
        console.complain(say("nothing-checked"))
    return code


def _saved(report: Report, found: Namespace, code: int) -> reporters.ReportOptions:
    """Write the reports that go into files; the options that they were written with."""
    options = reporters.ReportOptions(int(found.ambiguous_width), exit_code=code)
    for output in found.output:
        console.save(output.path, reporters.render(output.format, report, options))
    return options


def _exit_code(report: Report, fail_on: str) -> int:
    if report.fatal:
        return FATAL
    return FINDINGS if report.fails(None if fail_on == NEVER else Severity(fail_on)) else CLEAN


def _checked(paths: Sequence[str], stdin: Source | None, options: Options) -> Report:
    from perflint.linter import lint
    from perflint.packs import PackError
    from perflint.rule import UnknownRule

    with progress() as bar:
        try:
            return lint(paths, options, stdin=stdin, progress=bar)
        except UnknownRule as error:
            raise unknown_rule(error.wanted, error.nearest) from None
        except PackError as error:
            raise unusable(error) from None


def _options(found: Namespace) -> Options:
    from perflint.linter import Options

    return Options(
        select=tuple(_listed(found.select)),
        ignore=tuple(_listed(found.ignore)),
        year=found.year,
        policy=found.policy,
        fixes=mending.safeties(found),
    )


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


def _show(format: str, report: Report, options: reporters.ReportOptions, *, aside: bool) -> None:
    """Print the report; `aside` on standard error, where standard output is taken."""
    if aside:
        console.complain(reporters.render(format, report, options).rstrip("\n"))
    elif format in reporters.FOR_PROGRAMS:
        console.emit(reporters.render(format, report, options))
    else:
        options = options._replace(colour=console.coloured(), width=console.width())
        console.show(reporters.render(format, report, options))
