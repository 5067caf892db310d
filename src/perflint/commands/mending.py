"""`perflint check --fix` and `--diff`: the fixes made in the files, or shown."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from perflint.commands import console
from perflint.commands.arguments import Arguments, Choice, UsageError
from perflint.finding import Safety
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.discovery import Source
    from perflint.fixing import Judge, Mended
    from perflint.linter import Report

SAFETY = Choice("safety", ("safe", "unsafe", "off"))


def options(found: Arguments) -> None:
    """The options that make or show fixes."""
    found.option("--fix", text="fix", action="store_true")
    found.option("--unsafe-fixes", text="unsafe-fixes", action="store_true")
    found.option("--diff", text="diff", action="store_true")
    found.option("--fix-safety", text="fix-safety", metavar="rule-safety", action="append", default=[], type=_safety)


def safeties(found: Namespace) -> Mapping[str, str]:
    """What `--fix-safety` says of rules."""
    return dict(found.fix_safety)


def asked(found: Namespace) -> bool:
    """Whether fixes are to be made or shown. Raises UsageError for words that mean nothing together."""
    if found.unsafe_fixes and not (found.fix or found.diff):
        raise UsageError(say("unsafe-fixes-alone"))
    if found.diff and found.format:
        raise UsageError(say("diff-format"))
    return bool(found.fix or found.diff)


def mended(report: Report, judge: Judge, *, unsafe: bool) -> list[Mended]:
    """What the fixes make of every source; those that could not be made are told."""
    from perflint.fixing import mend

    made = list(mend(report, judge, unsafe=unsafe))
    for one in made:
        for finding, reason in one.refused:
            place = finding.place
            line, column = place.source.position(place.span.start)
            where = f"{place.source.path}:{line}:{column}"
            rule = f"{finding.code} {finding.name}"
            console.complain(say("fix-refused", where=where, rule=rule, reason=say(reason)))
    return made


def show(made: Sequence[Mended]) -> bool:
    """Print the diff, and how much it changes; whether there is any."""
    from perflint.reporters import diff

    if console.on_terminal():
        console.show(diff.shown(made, colour=console.coloured()))
    else:
        console.emit(diff.patch(made))
    return _tell("fix-would", made)


def write(made: Sequence[Mended], stdin: Source | None) -> bool:
    """Write every changed file, each whole or not at all; whether all could be. Standard input goes to output."""
    from perflint.files import one_by_file, write_atomically

    written: list[Mended] = []
    failed = False
    changed = (one for one in made if one.text != one.source.text)
    for one in one_by_file(changed, lambda one: one.source.path):
        path = one.source.path
        try:
            if stdin is None or path != stdin.path:
                write_atomically(path, one.after, instead_of=one.before)
        except OSError as error:
            failed = True
            console.complain(say("unwritable", path=path, reason=error.strerror))
        else:
            written.append(one)
    if written or not failed:
        _tell("fix-made", written)
    return not failed


def passed_on(made: Sequence[Mended], stdin: Source) -> Source:
    """Standard input with its fixes made, printed as the bytes that it was read as."""
    after = next((one.after for one in made if one.source.path == stdin.path), stdin.data or b"")
    console.emit_bytes(after)
    return stdin._replace(data=after)


def tell_of_unsafe(report: Report) -> None:
    """Say how many fixes wait to be asked for."""
    count = sum(finding.fix is not None and finding.fix.safety is Safety.UNSAFE for finding in report.findings)
    if count:
        console.complain(say("fix-waiting", count=count))


def _tell(key: str, made: Iterable[Mended]) -> bool:
    """Say how much was mended, whether anything was."""
    changed = [one for one in made if one.text != one.source.text]
    fixes = [finding.fix for one in changed for finding in one.made]
    safe = sum(fix is not None and fix.safety is Safety.SAFE for fix in fixes)
    if not changed:
        console.complain(say("fix-nothing"))
        return False
    console.complain(say(key, files=len(changed), total=len(fixes), safe=safe, unsafe=len(fixes) - safe))
    return True


def _safety(word: str) -> tuple[str, str]:
    rule, equals, safety = word.partition("=")
    if not equals or not rule:
        raise UsageError(say("bad-fix-safety", word=word))
    return rule.strip(), SAFETY(safety.strip())
