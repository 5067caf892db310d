"""M006: a rule that raises is said, with the rule, the cell and the exception, and the rest of the run goes on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from generator import generate

from perflint.discovery import Source
from perflint.finding import Fault
from perflint.linter import Options, Run, lint_text
from perflint.rule import Catalogue, catalogue
from perflint.vocabulary import words

TABLE = """projects:
  - name: 道路改造
    goal: 改造农村公路36公里，方便沿线1.2万名群众出行。
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 日均接入量, value: ≤10ms}
"""


def breaking(code: str) -> Catalogue:
    """The catalogue with one rule that raises."""

    def check(subject: Any, settings: Any) -> Iterator[Fault]:
        raise ZeroDivisionError
        yield

    known = catalogue()
    broken = known.rules[code]._replace(check=check)
    put = {code: broken}
    return Catalogue({**known.rules, **put}, tuple(put.get(rule.code, rule) for rule in known.ordered))


@pytest.mark.parametrize(
    ("code", "pointer", "line"),
    [
        ("U001", "/projects/0/indicators/0/value", 5),
        ("S019", "/projects/0/indicators/0", 5),
        ("S003", "/projects/0", 2),
        ("S016", "", 1),
        ("X001", "", 1),
    ],
    ids=["value", "indicator", "project", "table", "corpus"],
)
def test_a_rule_that_raises_is_said_at_what_it_judged(code: str, pointer: str, line: int) -> None:
    report = Run(Options(), breaking(code)).report([Source("data.yaml", TABLE.encode())], 0)
    (found,) = [finding for finding in report.findings if finding.code == "M006"]
    assert found.place.pointer == pointer
    assert found.place.source.position(found.place.span.start).line == line
    assert code in found.message
    assert "ZeroDivisionError" in found.message
    assert report.fatal


def test_the_rest_of_the_run_goes_on() -> None:
    report = Run(Options(), breaking("S003")).report([Source("data.yaml", TABLE.encode())], 0)
    assert {"U001", "S004"} <= {finding.code for finding in report.findings}


def test_a_page_of_the_readers_may_raise_too() -> None:
    text = TABLE.replace("level2", "level9")
    report = Run(Options(), breaking("E005")).report([Source("data.yaml", text.encode())], 0)
    (found,) = [finding for finding in report.findings if finding.code == "M006"]
    assert "E005" in found.message
    assert "U001" in {finding.code for finding in report.findings}


@pytest.mark.parametrize("kind", ["clean", "faulty"])
def test_no_rule_raises_on_generated_tables(kind: str) -> None:
    assert "M006" not in {finding.code for finding in lint_text(generate.make(kind, 1)).findings}


def test_no_rule_raises_whatever_funds_and_fields_a_project_has() -> None:
    """Each fund source and each optional key of a project or indicator, by itself and blank."""
    levels = words("keys")["levels"]
    funds = [f"budget: {{total: 90, {key}: 90}}" for key in levels["budget"] if key != "total"]
    rows = [
        f"{{level1: 产出指标, level2: 成本指标, name: 项目总成本, value: ≤90万元, {key}: {value}}}"
        for key, value in itertools.product(
            levels["indicator"].keys() - {"level1", "level2", "name", "value"}, ("10", '""')
        )
        if key not in ("full", "annual")
    ]
    projects = "".join(
        f"  - name: 道路改造\n    {fund}\n    goal: 投入90万元改造公路。\n    indicators: [{rows[0]}]\n"
        for fund in funds
    )
    projects += "".join(f"  - name: 道路改造\n    indicators: [{row}]\n" for row in rows)
    assert "M006" not in {finding.code for finding in lint_text(f"projects:\n{projects}").findings}
