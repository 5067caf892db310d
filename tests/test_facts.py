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

NEEDY = [rule for rule in catalogue().rules.values() if rule.needs or rule.unless]


def unpicked() -> Catalogue:
    """All rules, asked about everything of their scope, place and kind."""
    rules = {code: rule._replace(needs=(), unless=frozenset()) for code, rule in catalogue().rules.items()}
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
        ("0.5个", {"quantity", "bare", "unit", "share", "decimal"}),
        ("≥XX人", {"qualitative", "bare", "hole"}),
        ("-3米", {"quantity", "bare", "unit", "negative-number"}),
        ("显著提升", {"qualitative", "bare"}),
    ],
)
def test_facts_of_a_value(value: str, all_: set[str]) -> None:
    assert facts.of_value(value) == all_


@pytest.mark.parametrize(
    ("text", "all_"),
    [
        ("完成数量", set()),
        ("培训（含网络）及考核", {"round", "joint"}),
        ("待定", {"hole"}),
        ("等待定期检查", {"hole", "vague"}),
        ("1.5万 元", {"space"}),
        ("2024年12月底前", set()),
        ("2202年12月", {"odd-year"}),
        ("2202亩", set()),
        ("20024年", {"odd-year"}),
        ("1900-2099", set()),
        ("99年", set()),
    ],
)
def test_facts_of_any_text(text: str, all_: set[str]) -> None:
    assert facts.of_text(text) == all_


def test_facts_of_a_project() -> None:
    text = (
        "projects:\n  - name: 造林\n    budget: {total: 12}\n    indicators:\n"
        "      - {level1: 产出指标, level2: 数量指标, name: 造林面积, full: ≥1200亩}\n"
    )
    source = Source("table.yaml", text.encode())
    (table,) = Run(Options()).report([source], 0).tables

    assert facts.of_project(table.projects[0]) == {
        "funded",
        "at:output",
        "at:quantity",
        "quantity",
        "≥",
        "sign",
        "unit",
    }


def test_every_need_is_a_fact_that_is_documented_or_a_trait() -> None:
    known = {word for part in (facts.__doc__ or "").split("`")[1::2] for word in part.split()}
    known |= set(words("signs")) | set(words("names")["traits"]) | {"positive", "negative", *"≥>≤<=≈"}
    known |= {"quantity", "range", "date", "list", "qualitative", "malformed", "empty"}
    known |= {"sign", "before", "after", "about", "around", "more", "prefix", "doubled_comparator"}
    asked = {fact for rule in NEEDY for need in (*rule.needs, rule.unless) for fact in need}
    frame = Run(Options()).policy.frame
    known |= {f"at:{key}" for key in (*frame.first, *frame.second)}
    known |= {f"head:{group['kind']}" for group in words("heads")["groups"]}
    assert asked <= known


def test_no_trait_of_a_name_is_taken_for_the_kind_of_a_value() -> None:
    of_heads = {trait for group in words("heads")["groups"] for trait in group.get("traits", ())}
    kinds = {kind for rule in catalogue().rules.values() for kind in rule.kinds}

    assert kinds.isdisjoint({*words("names")["traits"], *of_heads})


def test_a_rule_is_asked_where_it_looks() -> None:
    """Places and heads of rows, kinds and fields of values."""
    rows = (
        "{level1: 产出指标, level2: 成本指标, name: 培训总成本, full: ≤90万元, annual: ≤80万元}",
        "{level1: 产出指标, level2: 时效指标, name: 培训完成时间, full: 2024年底前, annual: 2024年11月底前}",
        "{level1: 满意度指标, level2: 服务对象满意度指标, name: 学员满意度, full: ≥90%, annual: ≥90%}",
    )
    text = "projects:\n  - name: 培训\n    indicators:\n" + "".join(f"      - {row}\n" for row in rows)
    run = Run(Options())
    (table,) = run.report([Source("table.yaml", text.encode())], 0).tables
    asked = [
        {one.rule.code for one in (*plan.rules, *(one for value in row.values for one in plan.of(value, False)))}
        for row in table.indicators
        for plan in [run.plan.of_row(row)]
    ]

    for code, expected in {"B005": [1, 0, 0], "T005": [0, 1, 0], "N010": [0, 0, 1], "V003": [0, 0, 1]}.items():
        assert [code in codes for codes in asked] == list(map(bool, expected)), code
