"""Which rules are asked about what: by scope, by place in the frame, by facts of a name, a row, a value, a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from perflint.facts import Facts, of_name, of_place, of_project, of_row, of_value
from perflint.model import Category, Indicator, Project, Value
from perflint.record import NamedTuple
from perflint.rule import Check, Rule, Scope, Settings


class Planned(NamedTuple):
    """A rule as it is run."""

    rule: Rule
    check: Check
    settings: Settings


class RowPlan:
    """The rules that look at one sort of indicator: `rules` at the row, `of` at its values."""

    __slots__ = ("_facts", "_found", "_of_values", "rules")

    def __init__(self, placed: Mapping[Scope, Sequence[Planned]], facts: Facts) -> None:
        self.rules = tuple(planned for planned in placed[Scope.INDICATOR] if planned.rule.may_speak(facts))
        self._of_values = placed[Scope.VALUE]
        self._facts = facts
        self._found: dict[tuple[Facts, str, bool], tuple[Planned, ...]] = {}

    def of(self, value: Value, again: bool) -> tuple[Planned, ...]:
        """The rules that look at such a value of the row.

        `again`: only those that look at one field, for a value whose text was judged before.
        """
        sort = of_value(value.text), value.field, again
        rules = self._found.get(sort)
        if rules is None:
            rules = self._found[sort] = tuple(self._looking(value.expression.kind, *sort))
        return rules

    def _looking(self, kind: str, facts: Facts, field: str, again: bool) -> Iterator[Planned]:
        known = self._facts | facts
        for planned in self._of_values:
            rule = planned.rule
            if (rule.fields or not again) and rule.reads(kind, field) and rule.may_speak(known):
                yield planned


class Plan:
    """The rules of a run with their settings; what is worked out for one sort of project or row serves all of it."""

    def __init__(self, rules: Iterable[Rule], settings: Mapping[str, Settings]) -> None:
        planned = [Planned(rule, rule.check, settings[rule.code]) for rule in rules]
        self._by_scope = {scope: tuple(one for one in planned if scope in one.rule.scopes) for scope in Scope}
        self._of_projects: dict[Facts, tuple[Planned, ...]] = {}
        self._of_rows: dict[tuple[Category, str | None, Facts, Facts], RowPlan] = {}
        self._placed: dict[tuple[Category, str | None], Mapping[Scope, Sequence[Planned]]] = {}

    def of_scope(self, scope: Scope) -> tuple[Planned, ...]:
        return self._by_scope[scope]

    def of_project(self, project: Project) -> tuple[Planned, ...]:
        """The rules that look at such a project."""
        facts = of_project(project)
        rules = self._of_projects.get(facts)
        if rules is None:
            rules = self._of_projects[facts] = tuple(
                planned for planned in self._by_scope[Scope.PROJECT] if planned.rule.may_speak(facts)
            )
        return rules

    def of_row(self, indicator: Indicator) -> RowPlan:
        """The rules that look at such an indicator and its values."""
        sort = indicator.category, indicator.naming.kind, of_name(indicator.naming.text), of_row(indicator)
        plan = self._of_rows.get(sort)
        if plan is None:
            facts = of_place(*sort[:2]) | sort[2] | sort[3]
            plan = self._of_rows[sort] = RowPlan(self._of_place(*sort[:2]), facts)
        return plan

    def _of_place(self, category: Category, head: str | None) -> Mapping[Scope, Sequence[Planned]]:
        placed = self._placed.get((category, head))
        if placed is None:
            placed = self._placed[category, head] = {
                scope: [planned for planned in self._by_scope[scope] if planned.rule.looks_at(category, head)]
                for scope in (Scope.INDICATOR, Scope.VALUE)
            }
        return placed
