"""What rules are picked by: a rule that is not asked would have had nothing to say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from generator import ROOT, generate

from perflint import facts
from perflint.discovery import Source
from perflint.linter import Options, Run
from perflint.rule import Catalogue, Rule, catalogue
from perflint.testing import as_table
from perflint.vocabulary import words

NEEDY = [rule for rule in catalogue().rules.values() if rule.needs]


def unpicked() -> Catalogue:
    """All rules, asked about everything of their scope, place and kind."""
    rules = {code: rule._replace(needs=()) for code, rule in catalogue().rules.items()}
    return Catalogue(rules, tuple(rules[rule.code] for rule in catalogue().ordered))


def found(text: str, rules: Catalogue) -> list[tuple[object, ...]]:
    report = Run(Options(), rules).report([Source("table.yaml", text.encode())], 0)
    return [(finding.code, finding.message, finding.place.span) for finding in report.findings]


def tables() -> Iterator[tuple[str, str]]:
    yield "panyu", (ROOT / "examples" / "panyu-polytechnic-2024.yaml").read_text(encoding="utf-8")
    for kind in ("clean", "faulty"):
        yield kind, generate.make(kind, 2)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in tables()])
def test_whole_tables(text: str) -> None:
    assert found(text, catalogue()) == found(text, unpicked())


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in NEEDY])
def test_the_examples_of_every_rule(rule: Rule) -> None:
    for example in (rule.page.bad, rule.page.good):
        if example and not example.lstrip().startswith("# 文件"):
            assert found(as_table(example), catalogue()) == found(as_table(example), unpicked())


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("群众满意度", {"positive", "bounded"}),
        ("1、故障率（%）", {"negative", "failure", "bracket", "prefix", "signs", "digits"}),
        ("24", {"digits", "wordless"}),
        ("亩均产量", {"average", "yields"}),
    ],
)
def test_facts_of_a_name(name: str, some: set[str]) -> None:
    assert some <= facts.of_name(name)


@pytest.mark.parametrize(
    ("value", "all_"),
    [
        ("≥95%", {"quantity", "≥", "sign", "unit", "ratio"}),
        (">=100%", {"quantity", "≥", "sign", "glyph", "unit", "ratio", "hundred"}),
        ("0", {"quantity", "bare", "unitless", "zero", "hundred"}),
        ("0.5个", {"quantity", "bare", "unit", "share", "decimal", "hole"}),
        ("-3米", {"quantity", "bare", "unit", "negative-number"}),
        ("显著提升", {"qualitative", "bare"}),
    ],
)
def test_facts_of_a_value(value: str, all_: set[str]) -> None:
    assert facts.of_value(value) == all_


def test_what_a_placeholder_begins_with_is_a_sign_of_holes() -> None:
    data = words("placeholders")
    assert {word[0] for word in data["words"]} <= set(words("signs")["hole"])
    for hole in ("**", "＊＊", "xx", "XX", "Ｘｘ", "××", "╳╳", "✕✕", "……", "......", "__", "＿＿", "TBD"):
        assert "hole" in facts.of_text(hole), hole


def test_every_need_is_a_fact_that_is_documented_or_a_trait() -> None:
    known = {word for part in (facts.__doc__ or "").split("`")[1::2] for word in part.split()}
    known |= set(words("signs")) | set(words("names")["traits"]) | {"positive", "negative", *"≥>≤<=≈"}
    known |= {"quantity", "range", "date", "list", "qualitative", "malformed", "empty"}
    known |= {"sign", "before", "after", "about", "around", "more", "prefix", "doubled_comparator"}
    assert {fact for rule in NEEDY for need in rule.needs for fact in need} <= known
