"""opinion (审核意见): a text that a reviewer pastes into the reply, unit by unit, project by project.

Within a project by what a reviewer judges by (`aspects`), the worst first; what one rule says several times with the
same advice is one item. Numbered as official texts are: 一、（一） 1. （1）. The only code is the rule's, in brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING

from perflint.finding import Finding, Severity
from perflint.interface import listed, say, sentences
from perflint.record import NamedTuple
from perflint.reporters import ReportOptions
from perflint.reporters.aspects import aspect, aspects
from perflint.reporters.groups import Group, grouped
from perflint.reporters.visible import visible
from perflint.vocabulary import term

if TYPE_CHECKING:
    from perflint.linter import Report
    from perflint.model import Table


_QUOTED = re.compile("“([^”]+)”")


class Submission(NamedTuple):
    """What one table got: its findings by project, those on the table itself under its own pointer.

    Of a file that held no table, `table` is None.
    """

    path: str
    table: Table | None
    groups: list[tuple[Group, list[Finding]]]

    @property
    def unit(self) -> str:
        """The unit and year, or the file where no unit is written."""
        table = self.table
        if table is None or table.unit is None or table.unit.blank:
            return visible(self.path)
        unit = visible(table.unit.text.strip())
        return say("opinion-unit-year", unit=unit, year=table.year) if table.year else unit


def report(report: Report, options: ReportOptions) -> str:
    """The opinion as plain text."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    submissions = list(_submissions(report))
    yield say("opinion-title")
    yield ""
    yield _overall(report, submissions)
    for number, submission in zip(count(1), (each for each in submissions if each.groups), strict=False):
        yield ""
        yield say("opinion-unit", number=_numeral(number), unit=submission.unit)
        yield from _submission(submission)


def _submissions(report: Report) -> Iterator[Submission]:
    """Table by table as they were read, then what lies outside all tables."""
    by_table: dict[tuple[str, str], list[tuple[Group, list[Finding]]]] = {}
    for group, findings in grouped(report.findings).items():
        by_table.setdefault((group.path, group.table), []).append((group, findings))
    for table in report.tables:
        path = table.source.path
        yield Submission(path, table, sorted(by_table.pop((path, table.pointer), ()), key=_place))
    for (path, _), groups in by_table.items():
        yield Submission(path, None, groups)


def _place(item: tuple[Group, list[Finding]]) -> int:
    """The table itself, then its projects by number."""
    pointer = item[0].pointer.removeprefix(item[0].table)
    return int(pointer.rpartition("/")[2]) if pointer else -1


def _overall(report: Report, submissions: list[Submission]) -> str:
    summary = report.summary
    units = [each for each in submissions if each.table] or submissions
    unit = units[0].unit if len(units) == 1 else say("opinion-units", count=len(units))
    looked = {"unit": unit, "projects": summary.projects, "indicators": summary.indicators}
    counts = Counter(finding.severity for finding in report.findings)
    if not counts:
        return say("opinion-clean", **looked)
    if not summary.tables:
        return say("opinion-unread", unit=unit)
    worst = max(counts, key=lambda severity: severity.rank)
    words = listed(
        say("opinion-count", word=say(f"opinion-{severity}"), count=counts[severity])
        for severity in Severity
        if counts[severity]
    )
    return say("opinion-overall", **looked, total=counts.total(), counts=words, verdict=say(f"opinion-verdict-{worst}"))


def _submission(submission: Submission) -> Iterator[str]:
    for number, (group, findings) in enumerate(submission.groups, 1):
        yield say("opinion-project", number=_numeral(number), project=_name(group, submission))
        yield from _judged(findings)
    judged = sum(group.pointer != group.table for group, _ in submission.groups)
    if submission.table and (fine := len(submission.table.projects) - judged) > 0:
        yield say("opinion-fine", count=fine)


def _name(group: Group, submission: Submission) -> str:
    if group.pointer == group.table:
        return say("opinion-table" if submission.table else "opinion-file")
    return visible(group.project or say("unnamed"))


def _judged(findings: Iterable[Finding]) -> Iterator[str]:
    """The findings of a project, by aspect and then by weight."""
    by_aspect: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
        by_aspect.setdefault(aspect(finding.code), []).append(finding)
    for number, name in enumerate((name for name in aspects() if name in by_aspect), 1):
        yield say("opinion-aspect", number=number, aspect=term("aspects", name, name))
        for item, same in enumerate(_alike(by_aspect[name]), 1):
            yield say("opinion-item", number=item, text=_told(same), word=_word(same[0]), code=same[0].code)


def _alike(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Together what one rule says with the same weight and the same advice."""
    alike: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.severity, finding.help), []).append(finding)
    return alike.values()


def _told(findings: list[Finding]) -> str:
    """What is wrong, once for each indicator, and what to write instead."""
    wrong = dict.fromkeys(_wrong(finding) for finding in findings)
    texts = (say("opinion-joined").join(wrong), visible(findings[0].help))
    return sentences(text for text in texts if text)


def _wrong(finding: Finding) -> str:
    """The message, with the indicator's name unless it quotes that (without its unit, perhaps)."""
    message, indicator = visible(finding.message), finding.indicator
    if not indicator or any(indicator.startswith(said) for said in _QUOTED.findall(finding.message)):
        return message
    return say("opinion-indicator", indicator=visible(indicator), message=message)


def _word(finding: Finding) -> str:
    return say(f"opinion-{finding.severity}")


def _numeral(number: int) -> str:
    """1 as 一, 12 as 十二, 30 as 三十; from a hundred on in digits, which are read faster, as where they are usual."""
    signs = say("numerals")
    tens, ones = divmod(number, 10)
    if number > 99 or not signs:
        return str(number)
    before = "" if tens == 0 else signs[9] if tens == 1 else signs[tens - 1] + signs[9]
    return before + (signs[ones - 1] if ones else "")
