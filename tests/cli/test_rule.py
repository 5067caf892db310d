"""`perflint rule`: the pages of the rules."""

from __future__ import annotations

import json

import pytest

from cli.conftest import Perflint
from perflint.rule import catalogue


@pytest.mark.parametrize("word", ["U001", "u001", "unit-contradicts-name"])
def test_code_and_name_give_the_same_page(perflint: Perflint, word: str) -> None:
    code, out, err = perflint("rule", word)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("U001")
    assert "unit-contradicts-name" in out
    assert "反例" in out
    assert "正例" in out


def test_all_rules_by_code(perflint: Perflint) -> None:
    pages = json.loads(perflint("rule", "--all", "--format", "json").out)
    assert [page["code"] for page in pages] == sorted(catalogue().rules)
    markdown = perflint("rule", "--all", "--format", "markdown").out
    assert all(f"{rule.code} " in markdown and rule.name in markdown for rule in catalogue().rules.values())


def test_json_of_one_rule_is_an_object(perflint: Perflint) -> None:
    page = json.loads(perflint("rule", "U001", "--format", "json").out)
    assert (page["code"], page["name"], page["severity"]) == ("U001", "unit-contradicts-name", "error")


def test_several_in_the_order_asked(perflint: Perflint) -> None:
    pages = json.loads(perflint("rule", "U002", "U001", "--format", "json").out)
    assert [page["code"] for page in pages] == ["U002", "U001"]


def test_a_misspelt_rule(perflint: Perflint) -> None:
    code, out, err = perflint("rule", "unit-contradict-name")
    assert (code, out) == (2, "")
    assert err == "perflint：没有“unit-contradict-name”这条规则；是不是想写 unit-contradicts-name？\n"
