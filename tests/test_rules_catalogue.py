"""What every rule owes: a complete page, examples that hold, messages that quote, silence that names real rules."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path
from string import Formatter

import pytest

from perflint import rule as registry
from perflint.finding import Fault
from perflint.rule import WARNING, Catalogue, Rule, Scope, UnknownRule, catalogue, family_of
from perflint.testing import check_examples

RULES = list(catalogue().rules.values())
SPECIFICATION = Path(__file__).parents[2] / "shared" / "spec" / "rules.md"
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.name}")


@each_rule
def test_the_examples_on_a_page_hold(rule: Rule) -> None:
    """E001, M005 and M006 are about runs and files that no example on a page can be; their own tests show them."""
    if rule.page.bad:
        check_examples(rule)
    else:
        assert rule.code in WITHOUT_EXAMPLES


WITHOUT_EXAMPLES = {"E001", "M005", "M006"}


@each_rule
def test_a_page_is_complete(rule: Rule) -> None:
    page = rule.page
    assert page.title
    assert not page.title.endswith(("。", "."))
    assert page.reason.endswith("。"), "the reason is a whole sentence"
    assert page.source, "依据 is missing"


@each_rule
def test_code_and_name_are_well_formed(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)


@each_rule
def test_messages_quote_the_cell_and_help_says_what_to_write(rule: Rule) -> None:
    for wording in (rule.wording, *rule.variants.values()):
        for text in (wording.message, wording.help):
            assert text
            assert not text.endswith(("。", ".")), "no full stop: formats put messages into sentences of their own"
            assert all(name and name.isidentifier() for _, name, _, _ in Formatter().parse(text) if name is not None)


@each_rule
def test_silence_names_rules_of_the_catalogue(rule: Rule) -> None:
    known = catalogue().rules
    assert {code for code in rule.silences if code in known or code[0] in "CGNQTWBP"} == rule.silences
    assert rule.code not in rule.silences


@each_rule
def test_value_restrictions_are_only_on_rules_of_values(rule: Rule) -> None:
    if rule.kinds or rule.fields:
        assert rule.scopes == (Scope.VALUE,)
    assert rule.kinds <= {"quantity", "range", "date", "qualitative", "list", "malformed", "empty"}
    assert rule.fields <= {"full", "annual", "value"}


@each_rule
def test_no_two_rules_have_one_title(rule: Rule) -> None:
    assert [other.code for other in RULES if other.page.title == rule.page.title] == [rule.code]


class TestSelection:
    catalogue: Catalogue = catalogue()

    def test_a_rule_comes_after_those_that_silence_it(self) -> None:
        order = [rule.code for rule in self.catalogue.ordered]
        for rule in RULES:
            assert all(order.index(rule.code) < order.index(code) for code in rule.silences if code in order)

    def test_a_word_that_names_no_rule_names_the_nearest(self) -> None:
        with pytest.raises(UnknownRule) as caught:
            self.catalogue.select(["unit-contradict-name"])
        assert caught.value.nearest == "unit-contradicts-name"

    def test_a_pattern_is_no_misspelt_word(self) -> None:
        with pytest.raises(UnknownRule) as caught:
            self.catalogue.select(["unit-contradict-name*"])
        assert caught.value.nearest is None

    @pytest.mark.parametrize(
        "pattern", ["U", "u", "U001", "u00*", "*-unit*", "*", "U00[12]", "x", "Unit-*", "", "[", "G?"]
    )
    def test_a_pattern_means_what_it_means_of_each_rule(self, pattern: str) -> None:
        lower, upper = pattern.lower(), pattern.upper()
        meant = [
            rule.code
            for rule in self.catalogue.rules.values()
            if fnmatchcase(rule.name, lower) or fnmatchcase(rule.code, upper) or family_of(rule.code) == upper
        ]
        assert self.catalogue.meant(pattern) == meant


SEVERITIES = {"E": "error", "W": "warning", "I": "info"}


def specified() -> dict[str, list[str]]:
    """The rows of the specification by code: name, scope, severity, and the fix column where the family has one."""
    rows: dict[str, list[str]] = {}
    head: list[str] = []
    for line in SPECIFICATION.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells[:1] == ["code"]:
            head = cells
        elif cells and re.fullmatch(r"[A-Z]\d{3}", cells[0]):
            rows[cells[0]] = [
                cells[head.index(name)] if name in head else "" for name in ("name", "scope", "sev", "fix")
            ]
    return rows


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="the specification lies beside the repository")
class TestAgainstTheSpecification:
    def test_names_and_severities_are_those_specified(self) -> None:
        rows = specified()
        for rule in RULES:
            name, _, severity, _ = rows[rule.code]
            assert rule.name == name
            assert str(rule.severity) in {SEVERITIES[letter] for letter in severity.split("/")}

    def test_fixes_are_those_specified(self) -> None:
        """A family without a fix column may still have one in its row (V012)."""
        for rule in RULES:
            fix = specified()[rule.code][3]
            if fix:
                expected = re.findall("safe|unsafe", fix.replace("unsafe", "UNSAFE").lower()) if fix != "–" else []
                assert (rule.fix is None) == (not expected), f"{rule.code}: {rule.fix} against {fix!r}"

    def test_the_families_of_the_first_issue_are_complete(self) -> None:
        wanted = {code for code in specified() if code[0] in "ESUDVPX"} | {"M006", "M007", "M008"}
        assert wanted <= set(catalogue().rules), sorted(wanted - set(catalogue().rules))


@pytest.mark.parametrize(("code", "name"), [("U001", "of-its-own"), ("U900", "unit-contradicts-name")])
def test_a_code_or_a_name_is_given_once(monkeypatch: pytest.MonkeyPatch, code: str, name: str) -> None:
    def check(subject: object, settings: object) -> list[Fault]:
        return []

    monkeypatch.setattr(check, "__module__", "perflint.rules.units")
    with pytest.raises(ValueError, match=f"{code} {name}: already registered"):
        registry.rule(code, name, scope=Scope.VALUE, severity=WARNING, message="", help="")(check)
