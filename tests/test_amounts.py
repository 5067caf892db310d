"""Amounts: number, scale and unit of a value, exact whatever its size."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perflint.expression import Quantity, Range, parse, plain


def quantity(text: str) -> Quantity:
    expression = parse(text)
    assert isinstance(expression, Quantity)
    return expression


@pytest.mark.parametrize(
    ("text", "unit_text", "number_text"),
    [
        ("≥1.2万亩", "万亩", "1.2"),
        ("10余万元", "万元", "10"),
        ("10万余元", "万余元", "10"),
        ("15万", None, "15万"),
        ("10万件(册)", "万件(册)", "10"),
        ("80 （ ％ ）以上", "％", "80"),
        ("380元/（人·天）以内", "元/（人·天）", "380"),
        ("≤620万/月", "万/月", "620"),
        ("100 人 次", "人 次", "100"),
        ("不低于百分之九十", "百分之", "九十"),
        ("1亿2千万元", "元", "1亿2千万"),
        ("1亿2千万3百元", "元", "1亿2千万3百"),
        ("负5%", "%", "负5"),
        ("12 月以内", "月", "12"),
        ("半年", "年", "半"),
        ("≥80M", "M", "80"),
        ("２／３以上", None, "２／３"),
    ],
)
def test_the_text_of_the_unit_has_its_scale_and_the_number_all_else(
    text: str, unit_text: str | None, number_text: str
) -> None:
    found = quantity(text)
    assert (found.unit.text if found.unit else None) == unit_text
    assert text[slice(*found.spans["number"])] == number_text


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("95%", "ratio"),
        ("百分之九十五", "ratio"),
        ("1:18", "ratio"),
        ("2/3", "ratio"),
        ("100人次", "person"),
        ("380元/人.天", "money/person/time"),
        ("380元/人天", "money/person/time"),
        ("380元/（人/天）", "money/person/time"),
        ("300人天", "workload"),
        ("≤28.40/株", "unknown/item"),
        ("500元/100公里", "money/length"),
        ("12人/10万", "person"),
        ("80M", "unknown"),
        ("100兆", "unknown"),
        ("3种次", "unknown"),
        ("5T/年", "unknown/time"),
        ("10万件(册)", "item"),
        ("15万", None),
    ],
)
def test_dimensions(text: str, dimension: str | None) -> None:
    assert quantity(text).as_json()["dimension"] == dimension


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2公里", Fraction(2000)),
        ("3亩", Fraction(2000)),
        ("95%", Fraction(19, 20)),
        ("1:3", Fraction(1, 3)),
        ("三分之二", Fraction(2, 3)),
        ("1:1.5", Fraction(2, 3)),
        ("百分之九十五", Fraction(19, 20)),
        ("380元/人", Fraction(380)),
        ("5元/100公里", Fraction(5, 100000)),
        ("5元/万人", Fraction(5, 10000)),
        ("5元/10万人", Fraction(5, 100000)),
        ("18/10万", Fraction(18, 100000)),
        ("1.2万", Fraction(12000)),
        ("300", Fraction(300)),
    ],
)
def test_the_base_is_exact(text: str, base: Fraction) -> None:
    assert quantity(text).base == base


@pytest.mark.parametrize(("text", "number"), [("1:4", "0.25"), ("3/8以上", "0.375"), ("四分之三", "0.75")])
def test_the_number_of_a_ratio_is_the_quotient(text: str, number: str) -> None:
    assert plain(quantity(text).number) == number


def test_no_digit_is_ever_rounded_away() -> None:
    digits = "9" * 60 + "." + "9" * 60
    assert plain(quantity(digits + "万元").number) == "9" * 64 + "." + "9" * 56
    assert plain(quantity("-" + digits).number) == "-" + digits


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("300平米", "平方米"),
        ("3万平米", "万平方米"),
        ("95％", "%"),
        ("25人/次", "人次"),
        ("380元/人.天", "元/人/天"),
        ("380元/（人·天）", "元/人/天"),
        ("380元 / 人 . 天", "元 / 人 / 天"),
        ("500元/100km", "元/100公里"),
        ("10平米（间）", "平方米（间）"),
        ("5万元/㎡", "万元/平方米"),
    ],
)
def test_a_misspelt_unit_is_put_right_and_the_rest_of_it_left(text: str, spelling: str) -> None:
    unit = quantity(text).unit
    assert unit is not None
    assert unit.misspelt
    assert unit.spelling == spelling


@pytest.mark.parametrize(
    "text",
    [
        "7个工作日",
        "3个月",
        "200ms",
        "10kWh",
        "5GB",
        "100m",
        "5 000元",
        "10万 元",
        "10万余元",
        "380元/人天",
        "380元/（人/天）",
        "380元每人每天",
        "300元/个月",
        "百分之95",
        "35μg/m³",
        "2m³/s",
        "1000千米",
        "5/10万",
    ],
)
def test_an_accepted_spelling_is_never_put_right(text: str) -> None:
    unit = quantity(text).unit
    assert unit is not None
    assert not unit.misspelt


@pytest.mark.parametrize(("text", "scale"), [("1.2万亩", "万"), ("15亿", "亿"), ("36人", ""), ("1:18", "")])
def test_the_scale_is_kept_as_it_was_written(text: str, scale: str) -> None:
    assert quantity(text).scale == scale


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("36人", True),
        ("36人次", True),
        ("36台（套）", True),
        ("3.6万人", False),
        ("36元/人", False),
        ("36人/天", False),
        ("36米", False),
    ],
)
def test_only_a_lone_countable_unit_without_scale_is_whole(text: str, whole: bool) -> None:
    unit = quantity(text).unit
    assert unit is not None
    assert unit.whole is whole


def test_a_range_over_two_units_keeps_both() -> None:
    found = parse("2公里-3000米")
    assert isinstance(found, Range)
    assert found.unit is not None
    assert found.high_unit is not None
    assert (found.unit.name, found.high_unit.name) == ("公里", "米")
    assert Fraction(found.low) * found.unit.factor < Fraction(found.high) * found.high_unit.factor


def test_a_unit_behind_the_low_bound_alone_is_that_of_both() -> None:
    found = parse("5元-10")
    assert isinstance(found, Range)
    assert found.unit is not None
    assert found.unit == found.high_unit
    assert found.spans["unit"] == (1, 2)


def test_a_range_over_two_spellings_of_one_unit_has_the_last() -> None:
    text = "2km-3公里"
    found = parse(text)
    assert isinstance(found, Range)
    assert found.unit is not None
    assert found.unit == found.high_unit
    assert found.unit.text == "公里"
    assert text[slice(*found.spans["number"])] == "2km-3"
