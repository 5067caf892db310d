"""Rules that a bureau declares in its policy pack: data becomes a `Rule` with a check, like any other.

What arrives here has been read and checked by `perflint.packs`: levels by their keys, choices by their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from perflint.declared.conditions import Conditions
from perflint.declared.fixes import fixer
from perflint.declared.requirements import requirements
from perflint.declared.subjects import Subject, subjects
from perflint.finding import Fault, Severity
from perflint.policy import Frame
from perflint.rule import Page, Rule, Scope, Settings, Wording, documented, joined

Data = Mapping[str, Any]

SCOPES = {"value": Scope.VALUE, "indicator": Scope.INDICATOR, "project": Scope.PROJECT}
NAME = ("name",)


def build(declared: Iterable[Data], frame: Frame, origin: str) -> tuple[Rule, ...]:
    """The rules of a pack called `origin`, in order of their codes."""
    return tuple(sorted((_rule(data, frame, origin) for data in declared), key=lambda rule: rule.code))


def _rule(data: Data, frame: Frame, origin: str) -> Rule:
    where: Data = data.get("where", {})
    scope = SCOPES[where.get("scope", "value")]
    return Rule(
        code=data["code"],
        name=data["name"],
        scopes=(scope,),
        severity=Severity(data.get("severity", "warning")),
        wording=Wording(joined(data["message"]), joined(data.get("help", ""))),
        variants={},
        silences=frozenset(),
        parameters={},
        kinds=frozenset(),
        fields=frozenset(where.get("field", ())) if scope is Scope.VALUE else frozenset(),
        places=frozenset(where.get("level2") or where.get("level1") or ()),
        heads=frozenset(),
        fix=data["fix"].get("safety", "unsafe") if "fix" in data else None,
        fatal=False,
        check=_Check(data, frame, scope),
        doc=documented(_page(data)),
    ).brought_by(origin)


class _Check:
    """What the engine calls: every subject that the conditions let through, against each requirement in turn."""

    def __init__(self, data: Data, frame: Frame, scope: Scope) -> None:
        where: Data = data.get("where", {})
        self._fields: tuple[str, ...] = tuple(where.get("field", NAME))
        self._scope = scope
        self._applies = Conditions(where)
        self._requirements = requirements(data["require"], frame)
        self._fix = fixer(data.get("fix", {}))
        self._frame = frame

    def __call__(self, node: Any, settings: Settings) -> Iterator[Fault]:
        for subject in subjects(node, self._scope, self._fields):
            if self._applies(subject):
                yield from self._faults(subject)

    def _faults(self, subject: Subject) -> Iterator[Fault]:
        """The first requirement that does not hold speaks."""
        for requirement in self._requirements:
            miss = requirement(subject)
            if miss is None:
                continue
            fields = {**subject.fields(), "found": miss.found, "expected": requirement.expected}
            yield Fault(subject.at(miss.span), fields, fix=self._fix(subject, miss))
            return


def _page(data: Data) -> Page:
    return Page(
        title=joined(data.get("title", data["message"])).rstrip("。"),
        reason=data.get("reason", ""),
        source=data.get("source", ""),
        body="",
        bad=data.get("bad", "").rstrip("\n"),
        good=data.get("good", "").rstrip("\n"),
    )
