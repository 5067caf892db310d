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
from perflint.reporters import ReportOptions
from perflint.reporters.aspects import aspect, aspects
from perflint.reporters.groups import Group, Submission, submissions
from perflint.visible import visible_line
from perflint.vocabulary import term

if TYPE_CHECKING:
    from perflint.linter import Report


_QUOTED = re.compile("“([^”]{1,400}+)”")


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The opinion as plain text."""
    return (f"{visible_line(line)}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    found = list(submissions(report))
    yield say("opinion-title")
    yield ""
    yield _overall(report, found)
    for number, submission in zip(count(1), (each for each in found if each.groups), strict=False):
        yield ""
        yield say("opinion-unit", number=_numeral(number), unit=submission.unit)
        yield from _submission(submission)


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
    return group.project or say("unnamed")


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
    texts = (say("opinion-joined").join(wrong), findings[0].help)
    return sentences(text for text in texts if text)


def _wrong(finding: Finding) -> str:
    """The message, with the indicator's name unless it quotes that (without its unit, perhaps)."""
    message, indicator = finding.message, finding.indicator
    if not indicator or any(indicator.startswith(said) for said in _QUOTED.findall(finding.message)):
        return message
    return say("opinion-indicator", indicator=indicator, message=message)


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
