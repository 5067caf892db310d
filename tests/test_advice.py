"""Advice is final: whoever writes what a finding suggests is not sent back by another rule for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from advice import follow
from verdicts import cases

from perflint.interface import CHINESE
from perflint.linter import Options, lint_text
from perflint.rule import Rule, catalogue
from perflint.testing import as_table, file_name

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data" / "real"
TABLES = [ROOT / "examples" / "panyu-polytechnic-2024.yaml", *sorted((ROOT / "tests/data/held_out").glob("*.yaml"))]
TABLES += sorted(SHARED.glob("*.yaml")) if SHARED.exists() else []


class Table(NamedTuple):
    id: str
    name: str
    text: str


def pages() -> Iterator[Table]:
    for rule in catalogue().rules.values():
        for part in filter(None, (rule.page.bad, rule.page.good)):
            yield Table(rule.code, file_name(part), as_table(part))


def raised(tables: list[Table]) -> tuple[int, list[str]]:
    """How many pieces of advice were followed, and what then came back."""
    count, back = 0, []
    for table in tables:
        report = lint_text(table.text, table.name, Options(year=2024))
        for finding in report.findings:
            for followed in follow(table.text, table.name, finding, report):
                count += 1
                told = f"{table.id} {finding.code} {finding.indicator}: {finding.help} -> {followed.what}"
                back += [f"{told}: {said.code} {said.message}" for said in followed.raised]
    return count, back


def test_the_advice_on_every_rule_s_page() -> None:
    count, back = raised(list(pages()))
    assert back == []
    assert count > 150


@pytest.mark.parametrize("chunk", range(4))
def test_the_advice_on_the_verdict_tables(chunk: int) -> None:
    count, back = raised([Table(case.id, case.name, case.text) for case in cases()[chunk::4]])
    assert back == []
    assert count > 50


def test_the_advice_on_whole_tables() -> None:
    count, back = raised([Table(path.name, path.name, path.read_text(encoding="utf-8")) for path in TABLES])
    assert back == []
    assert count > 50


@pytest.mark.parametrize("rule", catalogue().rules.values(), ids=lambda rule: rule.code)
def test_a_reason_says_that_the_cells_it_quotes_are_examples(rule: Rule) -> None:
    """Nobody is to search the own table for a cell that only the reason speaks of."""
    for language, before in ((CHINESE, "例如"), ("en", "such as|as in|for example|For example")):
        reason = catalogue(language).rules[rule.code].reason
        quoted = [match.start() for match in re.finditer(r"“[^”]*\d[^”]*”", reason)]
        assert not quoted or re.search(before, reason[: quoted[0]]), reason
