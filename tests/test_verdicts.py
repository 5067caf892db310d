"""Every rule on rows and tables of several sectors: what it must find, and what only looks like it."""

from __future__ import annotations

from collections import Counter

import pytest
from verdicts import SILENT, SPEAKS, Case, Silence, cases, silences

from perflint.discovery import Source
from perflint.linter import Options, Run, lint_text
from perflint.rule import Catalogue, catalogue

CASES = cases()
# What these judge is no table: a file's bytes or size, a run, another format. Their tests: tests/readers/test_files.py,
# tests/cli/test_bad_input.py, tests/test_rule_crashed.py, tests/test_layout.py, tests/test_funds.py.
ELSEWHERE = {"E001", "E008"}
FEWEST = 3


def of_rule(code: str) -> list[Case]:
    return [case for case in CASES if case.rule == code]


def codes(case: Case, *select: str, ignore: tuple[str, ...] = ()) -> list[str]:
    return [f.code for f in lint_text(case.text, case.name, Options(select=select, ignore=ignore)).findings]


@pytest.mark.parametrize("code", sorted({case.rule for case in CASES}))
def test_the_rule_speaks_where_it_must_and_nowhere_else(code: str) -> None:
    found = [(case.id, codes(case, code).count(code)) for case in of_rule(code)]
    assert found == [(case.id, int(case.verdict == SPEAKS)) for case in of_rule(code)]


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] != "M" and code not in ELSEWHERE])
def test_every_rule_has_cases_of_both_kinds_from_several_sectors(code: str) -> None:
    counts = Counter(case.verdict for case in of_rule(code))
    assert counts[SPEAKS] >= FEWEST, f"{code}: {counts[SPEAKS]} positives"
    assert counts[SILENT] >= FEWEST, f"{code}: {counts[SILENT]} near misses"
    for verdict in (SPEAKS, SILENT):
        assert len({case.sector for case in of_rule(code) if case.verdict == verdict}) >= 2


def test_no_case_stands_twice() -> None:
    assert [case for case, times in Counter((case.rule, case.text) for case in CASES).items() if times > 1] == []


@pytest.mark.parametrize("chunk", range(8))
def test_what_is_selected_changes_no_verdict(chunk: int) -> None:
    """A rule's findings are the same alone, with all rules, and without the rules that silence it."""
    for case in CASES[chunk::8]:
        silencers = tuple(rule.code for rule in catalogue().rules.values() if case.rule in rule.silences)
        alone = codes(case, case.rule).count(case.rule)
        assert codes(case).count(case.rule) == alone, case.id
        assert codes(case, ignore=silencers).count(case.rule) == alone, case.id


def test_every_declared_silence_has_a_case() -> None:
    declared = {(rule.code, code) for rule in catalogue().rules.values() for code in rule.silences}
    empty = {("E007", code) for code in catalogue().rules["E007"].silences}
    assert {(case.speaks, case.silent) for case in silences()} >= declared - empty - NEVER_TOGETHER


# Declared because the catalogue says so, though the second rule never looks at such a cell: what is malformed has no
# number to judge, a vague value no word of its own, money is no count, and what is only "none" no sign.
NEVER_TOGETHER = {
    *(("V010", code) for code in ("D001", "D002", "D003", "D011", "Q006", "U011")),
    *(("U008", code) for code in ("U002", "U010", "V010")),
    *(("Q001", "Q009"), ("Q002", "Q009"), ("Q004", "Q005"), ("Q005", "Q001")),
    *(("S011", "V010"), ("U004", "U010")),
}


@pytest.mark.parametrize("case", silences(), ids=lambda case: f"{case.speaks}-{case.silent}")
def test_a_silence_holds_whatever_is_selected(case: Silence) -> None:
    unmuted = Run(Options(select=(case.speaks, case.silent)), _outspoken())
    both = {finding.code for finding in unmuted.report([Source("表.yaml", case.text.encode())], 0).findings}
    assert both == {case.speaks, case.silent}, "without silence both would speak"
    assert_one_voice(case)


@pytest.mark.parametrize("case", silences("one_voice.txt"), ids=lambda case: f"{case.speaks}-{case.silent}")
def test_what_is_another_rules_to_say(case: Silence) -> None:
    assert_one_voice(case)


def test_of_an_empty_project_only_that_it_is_empty() -> None:
    text = "projects:\n  - name: 灌区改造\n    goal: 改造渠道60公里，农户灌溉等待时间缩短。\n    indicators: []\n"
    silent = {"S002", "S003", "S004", "S005", "S006", "S007", "S008", "S009"}
    found = {finding.code for finding in lint_text(text).findings}
    assert "E007" in found
    assert found.isdisjoint(silent)
    for options in (Options(select=tuple(silent)), Options(ignore=("E007",))):
        assert {finding.code for finding in lint_text(text, options=options).findings}.isdisjoint(silent)


def assert_one_voice(case: Silence) -> None:
    """Whatever is selected or left out, the second rule is silent, and the first speaks whenever it may."""
    for options in (
        Options(),
        Options(select=(case.silent,)),
        Options(ignore=(case.speaks,)),
        Options(select=(case.silent, case.speaks)),
    ):
        found = {finding.code for finding in lint_text(case.text, options=options).findings}
        assert case.silent not in found, options
        assert (case.speaks in found) == (options.select != (case.silent,) and not options.ignore)


def _outspoken() -> Catalogue:
    """The catalogue with no silence declared."""
    known = catalogue()
    rules = {code: rule._replace(silences=frozenset(), around=frozenset()) for code, rule in known.rules.items()}
    return Catalogue(rules, tuple(rules[rule.code] for rule in known.ordered))
