"""How often: findings counted by rule and by what was submitted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from perflint.finding import Finding, Safety, Severity
from perflint.record import NamedTuple
from perflint.reporters.groups import grouped, submissions
from perflint.rule import family_of

if TYPE_CHECKING:
    from perflint.linter import Report


class Tally(NamedTuple):
    """Findings by severity, those of them that have a fix, by its safety, and beside them those that are hidden."""

    total: int
    error: int
    warning: int
    info: int
    safe: int
    unsafe: int
    hidden: int

    @property
    def fixable(self) -> int:
        return self.safe + self.unsafe


class OfRule(NamedTuple):
    code: str
    name: str
    family: str
    title: str
    tally: Tally


class OfUnit(NamedTuple):
    """What one table got, or a file without any: `unit` is the unit and year, or the file."""

    unit: str
    path: str
    tally: Tally


def by_rule(report: Report) -> list[OfRule]:
    """The rules that found something, the most frequent first, then by code; with those of hidden findings only."""
    titles = {rule.code: rule.page.title for rule in report.rules}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        found.setdefault((finding.code, finding.name), []).append(finding)
    hidden: dict[tuple[str, str], int] = {}
    for one, _, _ in report.hidden:
        key = one.code, one.name
        hidden[key] = hidden.get(key, 0) + 1
    rules = (
        OfRule(*key, family_of(key[0]), titles.get(key[0], ""), _tally(found.get(key, ()), hidden.get(key, 0)))
        for key in sorted({**found, **hidden})
    )
    return sorted(rules, key=lambda rule: -rule.tally.total)


def by_unit(report: Report) -> list[OfUnit]:
    """All that was submitted, the worst first: by errors, then warnings, then infos, then as it was read."""
    hidden = {(group.path, group.table): len(own) for group, own in grouped(one for one, _, _ in report.hidden).items()}
    units = (
        OfUnit(
            each.unit,
            each.path,
            _tally((finding for _, own in each.groups for finding in own), hidden.get(each.key, 0)),
        )
        for each in submissions(report)
    )
    return sorted(units, key=lambda unit: [-count for count in unit.tally[1:4]])


def _tally(findings: Iterable[Finding], hidden: int) -> Tally:
    known = list(findings)
    error, warning, info = (sum(finding.severity is severity for finding in known) for severity in Severity)
    safe, unsafe = (sum(finding.fix is not None and finding.fix.safety is each for finding in known) for each in Safety)
    return Tally(len(known), error, warning, info, safe, unsafe, hidden)
