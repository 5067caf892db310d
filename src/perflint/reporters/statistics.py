"""The table of `--statistics`: how often each rule spoke, and in a run on several tables what each of them got."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perflint.finding import Severity
from perflint.interface import say
from perflint.reporters import ReportOptions
from perflint.reporters.columns import columns
from perflint.reporters.summary import details, found
from perflint.reporters.tallies import OfRule, OfUnit, Tally, by_rule, by_unit
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The tables, that of the rules last, and the summary."""
    return (f"{line}\n" for line in _lines(report, options))


def _lines(report: Report, options: ReportOptions) -> Iterator[str]:
    hides = bool(report.hidden)
    units = by_unit(report)
    told = [unit for unit in units if unit.tally.total or unit.tally.hidden]
    if len(units) > 1 and told:
        yield say("statistics-units", count=len(units), found=sum(unit.tally.total > 0 for unit in units))
        yield from _table([say("statistics-unit"), say("file")], map(_of_unit, told), hides, options)
        yield ""
    if rules := by_rule(report):
        yield say("statistics-rules", count=len(rules))
        yield from _table([say("column-rule")], map(_of_rule, rules), hides, options)
        yield ""
    yield found(report)
    yield from details(report)


Row = tuple[Tally, Sequence[str]]


def _of_unit(unit: OfUnit) -> Row:
    return unit.tally, (unit.unit, visible(unit.path))


def _of_rule(rule: OfRule) -> Row:
    return rule.tally, (f"{rule.code} {rule.name}  {rule.title}",)


def _table(names: Sequence[str], rows: Iterator[Row], hides: bool, options: ReportOptions) -> list[str]:
    """The rows under their heading; how much is hidden only where anything is."""
    counted = [say("statistics-total"), *(say(f"severity-{severity}") for severity in Severity)]
    counted += [say("statistics-fixable"), *([say("statistics-hidden")] if hides else ())]
    body = [[*map(str, (*tally[:4], tally.fixable, tally.hidden)[: len(counted)]), *texts] for tally, texts in rows]
    return columns([[*counted, *names], *body], len(counted), options.ambiguous_width)
