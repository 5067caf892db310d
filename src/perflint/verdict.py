"""Verdicts: what rules say before silence, who makes whom silent, and the findings that verdicts become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from perflint.finding import Edit, Fault, Finding, Fix, Place, Related, Severity
from perflint.fingerprint import identity, owner_of
from perflint.interface import say
from perflint.model import Indicator, Project, Value
from perflint.record import NamedTuple
from perflint.rule import Rule
from perflint.text import Span


class Verdict(NamedTuple):
    """A fault that a rule yielded on a subject, before silence."""

    rule: Rule
    subject: str | None
    fault: Fault
    project: Project | None
    indicator: Indicator | None


def unsilenced(verdicts: Iterable[Verdict], rules: Iterable[Rule]) -> Iterator[Verdict]:
    """The verdicts that no other rule's verdict on the same node, or one around it, makes silent.

    `rules` in an order in which every rule comes after those that silence it.
    """
    by_rule: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_rule.setdefault(verdict.rule.code, []).append(verdict)
    muted: dict[str, set[tuple[int, str]]] = {}
    for rule in rules:
        for verdict in by_rule.get(rule.code, ()):
            nodes = muted.get(rule.code)
            if nodes and not nodes.isdisjoint(_around(verdict)):
                continue
            if rule.silences and verdict.subject is not None:
                source = id(verdict.fault.place.source)
                for code in rule.silences:
                    node = _holder(verdict.subject) if code in rule.around else verdict.subject
                    muted.setdefault(code, set()).add((source, node))
            yield verdict


def once(verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, Span]]:
    """Without what a rule says again of the same place for another subject: a text that an alias repeats.

    Each with the span of its place.
    """
    first: dict[tuple[str, int, Span], str | None] = {}
    for verdict in verdicts:
        place, subject = verdict.fault.place, verdict.subject
        span = place.span
        if first.setdefault((verdict.rule.code, id(place.source), span), subject) == subject:
            yield verdict, span


def verdict_of(rule: Rule, subject: Any, fault: Fault, project: Project | None, indicator: Indicator | None) -> Verdict:
    """A rule of a wider scope speaks of one member: the member's names go with the finding."""
    owner = owner_of(fault.place)
    return Verdict(rule, getattr(subject, "subject", None), fault, project or owner[0], indicator or owner[1])


def _around(verdict: Verdict) -> Iterator[tuple[int, str]]:
    """The keys of all nodes around a verdict: its subject, the cell it points at, and what holds them."""
    place, subject = verdict.fault.place, verdict.subject or ""
    source, pointer = id(place.source), place.pointer or ""
    yield source, ""
    for above in _prefixes(pointer):
        yield source, above
    if not f"{pointer}/".startswith(f"{subject}/"):
        for above in _prefixes(subject):
            yield source, above


def _holder(pointer: str) -> str:
    """What holds a node: `/projects/0/indicators/3` of its value, `/projects/0` of that row."""
    return pointer.rpartition("/")[0].removesuffix("/indicators")


def _prefixes(pointer: str) -> Iterator[str]:
    """`/projects/0/name`, `/projects/0`, `/projects`."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def mirrored(fault: Fault, full: Value, annual: Value) -> Fault:
    """The fault on the full-period value, with the equal annual value as related place and in the fix."""
    related = Related(say("same-in-annual"), _moved(fault.place, full, annual))
    fix = fault.fix
    if fix is not None:
        moved = tuple(
            Edit(_moved(edit.place, full, annual), edit.text) for edit in fix.edits if edit.place.anchor is full.cell
        )
        fix = Fix(fix.safety, fix.title, (*fix.edits, *moved))
    return fault._replace(related=(*fault.related, related), fix=fix)


def _moved(place: Place, full: Value, annual: Value) -> Place:
    if place.anchor is full.cell:
        return Place(annual.cell, place.start, place.end)
    return annual.cell.at()


def finding_of(verdict: Verdict, span: Span, severity: Severity | None) -> Finding:
    """The finding of a verdict at `span`; a `severity` that was set from outside holds for all that the rule says."""
    rule, fault = verdict.rule, verdict.fault
    worded = rule.worded(fault)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity or fault.severity or rule.severity,
        message=worded.message,
        reason=rule.reason,
        help=worded.help,
        place=fault.place,
        subject=verdict.subject,
        project=verdict.project.label if verdict.project else None,
        indicator=verdict.indicator.label if verdict.indicator else None,
        related=fault.related,
        fix=fault.fix,
        identity=identity(rule.code, fault.place, span, verdict.project, verdict.indicator),
        settled=span,
    )


def order(finding: Finding) -> tuple[str, Span, str]:
    return finding.place.source.path, finding.span, finding.code
