"""`perflint baseline`: known findings put into a file, or taken out of it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from perflint.baseline import DEFAULT, Entry, entries_of, load, written
from perflint.commands import check, console
from perflint.commands.arguments import FILE, Arguments, Choice, UsageError
from perflint.commands.configured import choosing_options, configuration, explained, file_options, sieve
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.linter import Report

DONE, FATAL = 0, 2


class Judge(Protocol):
    """Checks all sources, with the known findings of a file hidden where one is given."""

    def __call__(self, *, baseline: str | None = None) -> Report: ...


def arguments() -> Arguments:
    found = Arguments("baseline", _action(), FILE)
    found.option("-o", "--output", text="baseline-file", metavar="file", default=DEFAULT)
    choosing_options(found)
    file_options(found)
    return found


def run(found: Namespace) -> int:
    """Do one of the `ACTIONS`. 2: a source could not be read or checked, and nothing was written of it."""
    action, *paths = found.words or [""]
    if not action:
        raise UsageError(say("baseline-no-action"))
    act = ACTIONS[_action()(action)]
    if not paths:
        raise UsageError(say("baseline-no-paths", action=action))
    with explained():
        configured = configuration(found, paths)
        judge = partial(check.checked, configured, paths, sieve=sieve(found, configured))
        return _complained(act(judge, found.output))


def _create(judge: Judge, file: str) -> Report:
    if os.path.lexists(file):
        raise UsageError(say("baseline-exists", path=file))
    report = judge()
    entries = _entries(report)
    _save(file, entries)
    console.tell(say("baseline-created", path=file, count=len(entries)))
    return report


def _update(judge: Judge, file: str) -> Report:
    before = load(file).entries
    report = judge()
    entries = _entries(report)
    now = {entry.fingerprint for entry in entries}
    _save(file, entries)
    counts = {"count": len(entries), "added": len(now - before.keys()), "removed": len(before.keys() - now)}
    console.tell(say("baseline-updated", path=file, **counts))
    return report


def _prune(judge: Judge, file: str) -> Report:
    before = load(file).entries
    report = judge(baseline=file)
    stale = set(report.stale)
    if not stale:
        console.tell(say("baseline-current", path=file))
        return report
    kept = [entry for entry in before.values() if entry.fingerprint not in stale]
    _save(file, kept)
    console.tell(say("baseline-pruned", path=file, count=len(kept), removed=len(stale)))
    return report


ACTIONS: dict[str, Callable[[Judge, str], Report]] = {"create": _create, "update": _update, "prune": _prune}


def _action() -> Choice:
    return Choice("baseline-action", ACTIONS)


def _entries(report: Report) -> list[Entry]:
    """What is to be known from now on."""
    from perflint.hiding import Judging

    return entries_of(report.findings, Judging(report.rules))


def _save(path: str, entries: Iterable[Entry]) -> None:
    console.save(path, written(entries))


def _complained(report: Report) -> int:
    """Say what is no matter of the baseline: notes, and sources that could not be checked."""
    from perflint import reporters

    console.complain(*report.notes)
    if not report.fatal:
        return DONE
    fatal = {rule.code for rule in report.rules if rule.fatal}
    failed = report._replace(findings=tuple(one for one in report.findings if one.code in fatal))
    console.aside(reporters.pieces("concise", failed, reporters.ReportOptions()))
    return FATAL
