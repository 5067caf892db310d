"""Where a declared rule applies: `where` of a policy pack, all of whose parts must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perflint.declared.patterns import Pattern, compiled
from perflint.declared.subjects import Subject
from perflint.rules.projects import money_unit

Condition = Callable[[Subject], bool]
TEN_THOUSAND = 10_000


class Conditions:
    """All conditions of a rule as one."""

    def __init__(self, where: Mapping[str, Any]) -> None:
        self._conditions = tuple(_conditions(where))

    def __call__(self, subject: Subject) -> bool:
        return all(condition(subject) for condition in self._conditions)


def _conditions(where: Mapping[str, Any]) -> Iterator[Condition]:
    for key, meant in where.items():
        condition = _KINDS.get(key)
        if condition is not None:
            yield condition(meant)


def _level1(keys: list[str]) -> Condition:
    return lambda subject: subject.indicator is not None and subject.indicator.category.level1 in keys


def _level2(keys: list[str]) -> Condition:
    return lambda subject: subject.indicator is not None and subject.indicator.category.level2 in keys


def _head(ends: list[str]) -> Condition:
    """The head of the name, else the name itself where the vocabulary knows no head in it."""
    tails = tuple(ends)

    def holds(subject: Subject) -> bool:
        if subject.indicator is None:
            return False
        naming = subject.indicator.naming
        return naming.head.endswith(tails) or naming.core.endswith(tails)

    return holds


def _name(pattern: str) -> Condition:
    found = compiled(pattern)
    return lambda subject: subject.indicator is not None and _in(found, subject.indicator.label)


def _project(pattern: str) -> Condition:
    found = compiled(pattern)
    return lambda subject: _in(found, subject.project.label)


def _in(pattern: Pattern, text: str | None) -> bool:
    return text is not None and pattern.find(text) is not None


def _kind(kinds: list[str]) -> Condition:
    known = {kind.strip() for kind in kinds}
    return lambda subject: subject.project.kind is not None and subject.project.kind.text.strip() in known


def _budget(bounds: Mapping[str, Decimal]) -> Condition:
    """The project's total in ten thousand yuan, whatever the table counts in; a project without one is left alone."""
    low, high = (Fraction(bounds[end]) * TEN_THOUSAND if end in bounds else None for end in ("min", "max"))

    def holds(subject: Subject) -> bool:
        total = subject.project.total
        if total is None:
            return False
        amount = Fraction(total) * money_unit(subject.project.table)[1]
        return (low is None or amount >= low) and (high is None or amount <= high)

    return holds


_KINDS: Mapping[str, Callable[[Any], Condition]] = {
    "level1": _level1,
    "level2": _level2,
    "head": _head,
    "name": _name,
    "project": _project,
    "kind": _kind,
    "budget": _budget,
}
