"""`perflint parse`: one result a text, in order, whatever the text."""

from __future__ import annotations

import json

import pytest

from cli.conftest import Perflint


def test_json_is_one_line_a_text_in_order(perflint: Perflint) -> None:
    code, out, err = perflint("parse", "≥95%", "持续扩大", "2024年12月底前", "--format", "json")
    results = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [result["text"] for result in results] == ["≥95%", "持续扩大", "2024年12月底前"]
    assert [result["kind"] for result in results] == ["quantity", "qualitative", "date"]
    assert (results[0]["comparator"], results[0]["number"], results[0]["unit"]) == ("≥", "95", "%")
    assert "≥95%" in out


def test_every_field_of_the_contract_is_there(perflint: Perflint) -> None:
    result = json.loads(perflint("parse", "≥1.2万亩", "--format", "json").out)
    assert {key: result[key] for key in ("number", "unit", "unit_text", "dimension")} == {
        "number": "12000",
        "unit": "亩",
        "unit_text": "万亩",
        "dimension": "area",
    }
    assert result["spans"] == {"comparator": [0, 1], "number": [1, 5], "unit": [5, 6]} or result["spans"]["unit"]
    names = "text kind comparator number low high unit unit_text dimension start end items direction notes spans"
    assert set(result) == set(names.split())


def test_a_text_that_begins_with_a_minus_follows_two(perflint: Perflint) -> None:
    result = json.loads(perflint("parse", "--format", "json", "--", "-5%").out)
    assert (result["text"], result["kind"], result["number"]) == ("-5%", "quantity", "-5")


def test_standard_input_is_one_text_a_line(perflint: Perflint) -> None:
    lines = "≥90%\n\n  \r\n持续扩大\r\n5天"
    out = perflint("parse", "-", "--format", "json", stdin=b"\xef\xbb\xbf" + lines.encode()).out
    results = [json.loads(line) for line in out.splitlines()]
    assert [result["text"] for result in results] == ["≥90%", "", "  ", "持续扩大", "5天"]
    assert [result["kind"] for result in results] == ["quantity", "empty", "empty", "qualitative", "quantity"]


def test_empty_input_gives_nothing(perflint: Perflint) -> None:
    assert perflint("parse", "-", "--format", "json") == (0, "", "")


@pytest.mark.parametrize("text", ["", "\u2028", "𠀀≥5个", "a\x1b[31mb", "\ud800", "≥90%%", "{}", '"'])
def test_no_text_is_refused(perflint: Perflint, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass") + b"\n"
    code, out, err = perflint("parse", "-", "--format", "json", stdin=data)
    assert (code, err) == (0, "")
    assert json.loads(out)["kind"]


def test_without_a_terminal_json_is_the_default(perflint: Perflint) -> None:
    assert json.loads(perflint("parse", "5个").out)["number"] == "5"


def test_text_names_the_fields_that_say_something(perflint: Perflint) -> None:
    code, out, err = perflint("parse", "≥95%", "--format", "text")
    assert (code, err) == (0, "")
    assert out == "≥95%\n  种类 quantity\n  比较 ≥\n  数值 95\n  单位 %\n  单位原文 %\n  量纲 ratio\n"


def test_text_shows_the_parts_of_a_list(perflint: Perflint) -> None:
    out = perflint("parse", "≥90%；≤5次", "--format", "text").out
    assert "  其中 ≥90%\n    种类 quantity\n" in out
    assert "  其中 ≤5次\n    种类 quantity\n" in out
