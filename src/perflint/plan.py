"""Which rules are asked about what: by scope, by place in the frame, by facts of a name, a row, a value, a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perflint.facts import Facts, of_field, of_name, of_place, of_project, of_row, of_value
from perflint.model import Category, Indicator, Project, Value
from perflint.record import NamedTuple
from perflint.rule import Check, Rule, Scope, Settings


class Planned(NamedTuple):
    """A rule as it is run."""

    rule: Rule
    check: Check
    settings: Settings


class Picked(NamedTuple):
    """A rule of one scope, and what it is picked by beside the facts it is kept under.

    A fact of each further need, and none of `unless`.
    """

    planned: Planned
    needs: tuple[Facts, ...]
    unless: Facts

    def may_speak(self, known: Facts) -> bool:
        return self.unless.isdisjoint(known) and not any(map(known.isdisjoint, self.needs))


class Picking:
    """The rules of each scope, kept by the facts of which they need one: most are never looked at."""

    def __init__(self, planned: Iterable[Planned]) -> None:
        self._picked: list[Picked] = []
        self._free: dict[Scope, list[int]] = {scope: [] for scope in Scope}
        self._by_fact: dict[Scope, dict[str, list[int]]] = {scope: {} for scope in Scope}
        for one in planned:
            for scope in one.rule.scopes:
                needs, number = sorted(one.rule.needed_at(scope), key=len), len(self._picked)
                self._picked.append(Picked(one, tuple(needs[1:]), one.rule.unless))
                if not needs:
                    self._free[scope].append(number)
                    continue
                for fact in needs[0]:
                    self._by_fact[scope].setdefault(fact, []).append(number)

    def of(self, scope: Scope, known: Facts) -> list[Planned]:
        """The rules of a scope that may have something to say where these facts hold, in order."""
        by_fact = self._by_fact[scope]
        met = {number for fact in known & by_fact.keys() for number in by_fact[fact]}.union(self._free[scope])
        picked = map(self._picked.__getitem__, sorted(met))
        return [one.planned for one in picked if one.may_speak(known)]


class RowPlan:
    """The rules that look at one sort of indicator: `rules` at the row, `of` at its values."""

    __slots__ = ("_facts", "_found", "_picking", "rules")

    def __init__(self, picking: Picking, facts: Facts) -> None:
        self.rules = tuple(picking.of(Scope.INDICATOR, facts))
        self._picking = picking
        self._facts = facts
        self._found: dict[tuple[Facts, str, bool], tuple[Planned, ...]] = {}

    def of(self, value: Value, again: bool) -> tuple[Planned, ...]:
        """The rules that look at such a value of the row.

        `again`: only those that look at one field, for a value whose text was judged before.
        """
        sort = of_value(value.text), value.field, again
        rules = self._found.get(sort)
        if rules is None:
            picked = self._picking.of(Scope.VALUE, self._facts.union(sort[0], of_field(value.field)))
            rules = self._found[sort] = tuple(one for one in picked if one.rule.fields or not again)
        return rules


class Plan:
    """The rules of a run with their settings; what is worked out for one sort of project or row serves all of it."""

    def __init__(self, rules: Iterable[Rule], settings: Mapping[str, Settings]) -> None:
        planned = [Planned(rule, rule.check, settings[rule.code]) for rule in rules]
        self._by_scope = {scope: tuple(one for one in planned if scope in one.rule.scopes) for scope in Scope}
        self._picking = Picking(planned)
        self._of_projects: dict[Facts, tuple[Planned, ...]] = {}
        self._of_rows: dict[tuple[Category, str | None, Facts, Facts], RowPlan] = {}

    def of_scope(self, scope: Scope) -> tuple[Planned, ...]:
        return self._by_scope[scope]

    def of_project(self, project: Project) -> tuple[Planned, ...]:
        """The rules that look at such a project."""
        facts = of_project(project)
        rules = self._of_projects.get(facts)
        if rules is None:
            rules = self._of_projects[facts] = tuple(self._picking.of(Scope.PROJECT, facts))
        return rules

    def of_row(self, indicator: Indicator) -> RowPlan:
        """The rules that look at such an indicator and its values."""
        sort = indicator.category, indicator.naming.kind, of_name(indicator.naming.text), of_row(indicator)
        plan = self._of_rows.get(sort)
        if plan is None:
            place = of_place(*sort[:2])
            plan = self._of_rows[sort] = RowPlan(self._picking, place.union(*sort[2:]))
        return plan
