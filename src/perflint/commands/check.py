"""`perflint check`: lint sources and write the report in one format or several."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Sequence, Set
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from perflint import reporters
from perflint.commands import console, mending
from perflint.commands.arguments import FILE, Arguments, Choice, UsageError, count
from perflint.commands.configured import choosing_options, configuration, explained, file_options, sieve
from perflint.config.settings import NEVER
from perflint.finding import Severity
from perflint.interface import say
from perflint.processes import allowed
from perflint.progress import progress
from perflint.record import NamedTuple

if TYPE_CHECKING:
    from perflint.config.configuration import Configuration
    from perflint.discovery import Sieve, Source
    from perflint.linter import Options, Report
    from perflint.timing import Clock

CLEAN, FINDINGS, FATAL = 0, 1, 2
STDIN = "-"

FORMAT = Choice("format", reporters.FORMATS)


class Output(NamedTuple):
    """A report that goes into a file."""

    format: str
    path: str


class Asked(NamedTuple):
    """What is to be done: the options, the paths, standard input where it is read, and whether fixes are made."""

    found: Namespace
    paths: Sequence[str]
    stdin: Source | None
    mends: bool


def arguments() -> Arguments:
    found = Arguments("check", FILE)
    found.option("--format", text="format", metavar="format", type=FORMAT)
    found.option("--output", text="output", metavar="format-file", action="append", default=[], type=_output)
    found.option("--statistics", text="statistics", action="store_true")
    choosing_options(found)
    mending.options(found)
    found.option("--baseline", text="baseline", metavar="file")
    found.option("--since", text="since", metavar="revision")
    found.option("--add-ignores", text="add-ignores", metavar="reason")
    found.option("--show-suppressed", text="show-suppressed", action="store_true")
    found.option("--stdin-filename", text="stdin-filename", metavar="file")
    file_options(found)
    found.option("--watch", text="watch", action="store_true")
    found.option("--jobs", text="jobs", metavar="count", type=count)
    found.option("--cache", text="cache", action="store_true")
    found.option("--timing", text="timing", action="store_true")
    found.option("--ambiguous-width", text="ambiguous-width", metavar="cells", type=Choice("cells", "12"))
    return found


def run(found: Namespace) -> int:
    """Check, mend where that was asked for, report, and return the exit code, which no format changes."""
    paths = [word for word in found.words if word != STDIN]
    if not found.words:
        raise UsageError(say("no-paths"))
    _refuse_overwriting(found.output, [*paths, *([found.baseline] if found.baseline else [])])
    _refuse_uncounted(found)
    if found.watch:
        _refuse_to_watch(found)
    mends = mending.asked(found)
    if found.add_ignores is not None and (mends or STDIN in found.words):
        raise UsageError(say("add-ignores-alone"))
    if found.cache:
        _refuse_to_remember(found)
    asked = Asked(found, paths, _stdin(found), mends)
    if not found.watch:
        return _timed(asked)
    from perflint.commands import watching

    return watching.watch(found, lambda: _timed(asked))


def _timed(asked: Asked) -> int:
    """Check once; say where the time went, where that was asked for."""
    clock = _clock() if asked.found.timing else None
    with clock.total if clock else nullcontext(), explained():
        code = _remembered(asked) if asked.found.cache else _run(asked, clock)
    if clock:
        from perflint.reporters import timings

        console.aside(f"{timings.table(clock)}\n")
    return code


def _remembered(asked: Asked) -> int:
    """Check once, or say again what an earlier run said of the same."""
    from perflint.commands import remembering

    return remembering.run(asked.found, asked.paths, asked.stdin, lambda: _run(asked, None))


def _clock() -> Clock:
    from perflint.timing import Clock

    return Clock()


def _run(asked: Asked, clock: Clock | None) -> int:
    found, paths, stdin, mends = asked
    configured, set_up = _set_up(asked)
    admitted = sieve(found, configured)
    # Times of rules that run side by side would add up to more than there was.
    jobs = 1 if clock else allowed(found.jobs)
    check = partial(checked, configured, baseline=found.baseline, since=found.since, jobs=jobs, clock=clock)
    report = check(paths, stdin, admitted)
    if found.output:
        _refuse_overwriting(found.output, set_up | _read_by(report))
    whole = True
    if mends:
        made = mending.mended(report, lambda source: check([], source), unsafe=found.unsafe_fixes)
        if found.diff:
            code = FATAL if report.fatal else FINDINGS if mending.show(made) else CLEAN
            _saved(report, found, configured, code, jobs)
            return code
        whole = mending.write(made, stdin)
        stdin = mending.passed_on(made, stdin) if stdin else None
        report = check(paths, stdin, admitted)
        if not found.unsafe_fixes:
            mending.tell_of_unsafe(report)
    if found.add_ignores is not None:
        from perflint.commands import ignoring

        whole = ignoring.write(report, found.add_ignores)
        report = check(paths, stdin, admitted)
    code = _exit_code(report, configured.value("fail-on")) if whole else FATAL
    with clock.reporting if clock else nullcontext():
        shown = _saved(report, found, configured, code, jobs)
        _show(found, report, shown, aside=mends and bool(stdin))
    console.complain(*report.notes)
    if not report.summary.files and not report.findings:
        console.complain(say("nothing-checked"))
    console.complain(*configured.notices())
    return code


def _set_up(asked: Asked) -> tuple[Configuration, Set[str]]:
    """The configuration; where reports go into files, also what was read for it and for the policy."""
    named = asked.found.stdin_filename
    paths = [*asked.paths, *([named] if named else [])]
    if not asked.found.output:
        return configuration(asked.found, paths), frozenset()
    from perflint import packs
    from perflint.opened import listen

    read: set[str] = set()
    listen(read.add)
    configured = configuration(asked.found, paths)
    packs.load(configured.options().policy)
    return configured, frozenset(read)


def _saved(
    report: Report, found: Namespace, configured: Configuration, code: int, jobs: int
) -> reporters.ReportOptions:
    """Write the reports that go into files; the options that they were written with."""
    width = int(configured.value("ambiguous-width"))
    options = reporters.ReportOptions(width, exit_code=code, show_hidden=found.show_suppressed, jobs=jobs)
    for output in found.output:
        console.save(output.path, reporters.pieces(output.format, report, options))
    return options


def _exit_code(report: Report, fail_on: str) -> int:
    if report.fatal:
        return FATAL
    return FINDINGS if report.fails(None if fail_on == NEVER else Severity(fail_on)) else CLEAN


def checked(
    configured: Configuration,
    paths: Sequence[str],
    stdin: Source | None = None,
    sieve: Sieve | None = None,
    *,
    baseline: str | None = None,
    since: str | None = None,
    jobs: int | None = None,
    clock: Clock | None = None,
) -> Report:
    """The report of a run, with a progress bar; `jobs` None: on all cores. Raises what `explained` explains."""
    from perflint.linter import lint

    own = configured.options()
    options = own if baseline is None and since is None else own._replace(baseline=baseline, since=since)

    def options_of(path: str) -> Options:
        found = configured.options_of(path)
        return options if found is own else found

    with progress() as bar:
        return lint(
            paths,
            options,
            stdin=stdin,
            progress=bar,
            sieve=sieve,
            options_of=options_of,
            jobs=allowed(jobs),
            clock=clock,
        )


def _stdin(found: Namespace) -> Source | None:
    from perflint.discovery import Source

    if STDIN in found.words:
        if found.since is not None:
            raise UsageError(say("since-stdin"))
        return Source(found.stdin_filename or STDIN, console.read_input())
    if found.stdin_filename:
        raise UsageError(say("stdin-filename-alone"))
    return None


def _output(word: str) -> Output:
    name, equals, path = word.partition("=")
    if not equals or not path or path == STDIN:
        raise UsageError(say("bad-output", word=word))
    return Output(FORMAT(name), path)


def _refuse_overwriting(outputs: Sequence[Output], paths: Iterable[str]) -> None:
    """No report may take the place of a source, nor of another report."""
    taken = {os.path.realpath(path) for path in paths}
    for output in outputs:
        if os.path.realpath(output.path) in taken:
            raise UsageError(say("output-taken", path=output.path))
        taken.add(os.path.realpath(output.path))


def _read_by(report: Report) -> set[str]:
    """The sources of a report, as far as anybody would miss them: tables, and what could not be read."""
    sources = (*(table.source for table in report.tables), *(finding.place.source for finding in report.findings))
    return {source.path for source in sources}


def _refuse_uncounted(found: Namespace) -> None:
    """Statistics take the place of the list of findings, so they need a format that they have, too."""
    if found.statistics and found.diff:
        raise UsageError(say("statistics-diff"))
    if found.statistics and found.format not in (None, *reporters.STATISTICS):
        raise UsageError(say("statistics-format", format=found.format))


def _refuse_to_watch(found: Namespace) -> None:
    """Watching looks at files, again and again, changes none, and tells people."""
    if STDIN in found.words:
        raise UsageError(say("watch-stdin"))
    if found.fix or found.diff or found.add_ignores is not None:
        raise UsageError(say("watch-changes"))
    if found.format in reporters.FOR_PROGRAMS:
        raise UsageError(say("watch-format", format=found.format))


def _refuse_to_remember(found: Namespace) -> None:
    """What changes files, watches them, or depends on a clock or on git is not the same twice."""
    if found.fix or found.diff or found.add_ignores is not None:
        raise UsageError(say("cache-changes"))
    if found.watch or found.timing or found.since is not None:
        raise UsageError(say("cache-never-same"))


def _show(found: Namespace, report: Report, options: reporters.ReportOptions, *, aside: bool) -> None:
    """Print the report, or how much there is of what; `aside` on standard error, where standard output is taken."""
    format = found.format or ("full" if console.on_terminal() else "concise")
    shown = reporters.STATISTICS[format] if found.statistics else format
    if aside:
        console.aside(reporters.pieces(shown, report, options))
    elif format in reporters.FOR_PROGRAMS:
        console.emit(reporters.pieces(shown, report, options))
    else:
        options = options._replace(colour=console.coloured(), width=console.width())
        console.show(reporters.pieces(shown, report, options))
