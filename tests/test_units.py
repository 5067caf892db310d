"""Units as data: every spelling is read where it stands behind a number, once, and converts exactly."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest

from perflint import units
from perflint.expression import Quantity, parse, read_unit
from perflint.interface import speaking
from perflint.terminals import half_width
from perflint.units import Part, compound, dimension_name, entries, is_countable
from perflint.vocabulary import words

ENTRIES = list(entries().values())
KNOWN = [entry for entry in ENTRIES if entry.dimension != units.UNKNOWN]
DIMENSION = re.compile(r"[a-z]+(_[a-z]+)*")


def test_no_spelling_stands_for_two_units() -> None:
    written = [entry.spelling for entry in units._read(words("units"))]
    repeated = [spelling for spelling, times in Counter(map(half_width, written)).items() if times > 1]
    assert repeated == []
    assert len(written) == len(entries()) > 700


def test_every_dimension_has_a_name_for_people_and_an_identifier_for_programs() -> None:
    for dimension in words("units"):
        assert DIMENSION.fullmatch(dimension)
        assert dimension_name(dimension) != dimension
    assert dimension_name("area") == "面积"
    assert dimension_name("money/person/time") == "金额"
    assert dimension_name("nothing") == "nothing"
    with speaking("en"):
        assert dimension_name("person") == dimension_name("person/time") == "people"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.spelling)
def test_every_spelling_is_read_behind_a_number(entry: units.Entry) -> None:
    expression = parse(f"≥20{entry.spelling}")
    assert isinstance(expression, Quantity)
    assert expression.unit is not None
    assert expression.number == 20 * (10000 if entry.spelling == "万字" and expression.scale else 1)
    assert (expression.unit.name, expression.unit.text) == (entry.name, entry.spelling)
    assert (expression.unit.dimension, expression.unit.factor) == (entry.dimension, entry.factor)
    assert expression.unit.misspelt is entry.misspelt
    assert expression.unit.spelling == (entry.name if entry.misspelt else entry.spelling)
    assert expression.unit.whole is entry.whole


@pytest.mark.parametrize("entry", KNOWN, ids=lambda entry: entry.spelling)
def test_every_spelling_alone_is_a_unit(entry: units.Entry) -> None:
    unit = read_unit(entry.spelling)
    assert unit is not None
    assert (unit.name, unit.text, unit.dimension) == (entry.name, entry.spelling, entry.dimension)


@pytest.mark.parametrize("entry", [entry for entry in KNOWN if not entry.parts], ids=lambda entry: entry.spelling)
def test_every_spelling_can_be_a_denominator(entry: units.Entry) -> None:
    if entry.spelling.startswith("/"):
        return
    expression = parse(f"5元/{entry.spelling}")
    assert isinstance(expression, Quantity)
    assert expression.unit is not None
    assert expression.unit.name == f"元/{entry.name}"
    assert expression.unit.dimension == f"money/{entry.dimension}"
    assert expression.unit.factor == 1 / entry.factor


def test_a_canonical_name_is_a_spelling_of_its_own() -> None:
    for entry in ENTRIES:
        own = entries()[entry.name]
        assert (own.name, own.dimension, own.factor, own.misspelt) == (entry.name, entry.dimension, entry.factor, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2公里", "2000米"),
        ("2千米", "2公里"),
        ("5千 米", "5公里"),
        ("3亩", "2000平方米"),
        ("15亩", "1公顷"),
        ("100公顷", "1平方公里"),
        ("1顷", "100亩"),
        ("100厘米", "1米"),
        ("1吨", "1000公斤"),
        ("2斤", "1公斤"),
        ("1千克", "1000克"),
        ("1000毫升", "1升"),
        ("1立方米", "1000升"),
        ("1小时", "60分钟"),
        ("1天", "24小时"),
        ("1分钟", "60秒"),
        ("1秒", "1000毫秒"),
        ("12个月", "1年"),
        ("2个季度", "6个月"),
        ("1周", "7天"),
        ("1GB", "1024MB"),
        ("1Gbps", "1000Mbps"),
        ("1MB/s", "1024 KB/s"),
        ("1兆瓦时", "1000度"),
        ("1吉焦", "1000兆焦"),
        ("3.6兆焦", "1千瓦时"),
        ("1吨标准煤", "1000公斤标准煤"),
        ("1MPa", "1000kPa"),
        ("1万元", "10000元"),
        ("1成", "10%"),
        ("5‰", "0.5%"),
        ("1倍", "100%"),
        ("18/10万", "0.018%"),
        ("1克/升", "1公斤/立方米"),
        ("36公里/小时", "0.6公里/分钟"),
        ("5元/100公里", "0.05元/公里"),
        ("1台套", "1台（套）"),
    ],
)
def test_conversion_is_exact(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    assert first.base == second.base


@pytest.mark.parametrize(
    ("one", "other"),
    [("1工日", "1天"), ("1人天", "1天"), ("1学时", "1小时"), ("1工作日", "1小时"), ("1KB", "1000字节")],
)
def test_what_only_looks_equal_is_not(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    assert isinstance(first, Quantity)
    assert isinstance(second, Quantity)
    assert (first.base, first.unit and first.unit.dimension) != (second.base, second.unit and second.unit.dimension)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("％", "%"),
        ("百分比", "%"),
        ("平米", "平方米"),
        ("㎡", "平方米"),
        ("m2", "平方米"),
        ("m³", "立方米"),
        ("km", "公里"),
        ("kg", "公斤"),
        ("人/次", "人次"),
        ("户/次", "户次"),
        ("元/人.天", "元/人/天"),
        ("万元/㎡", "元/平方米"),
    ],
)
def test_a_misspelt_unit_has_a_canonical_name(text: str, name: str) -> None:
    unit = read_unit(text)
    assert unit is not None
    assert unit.misspelt
    assert unit.name == name


@pytest.mark.parametrize(
    "text",
    ["千米", "千克", "m", "ms", "kWh", "度", "GB", "个月", "个工作日", "平方", "方", "h", "℃", "mg/L", "台（套）"],
)
def test_what_is_merely_usual_is_accepted(text: str) -> None:
    unit = read_unit(text)
    assert unit is not None
    assert not unit.misspelt


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0",
        "万",
        "元元",
        "≥%",
        "以上",
        "M",
        "不知",
        "5元",
        "元以上",
        "元（含）",
        "兆",
        "/株",
        "1",
        "%%",
        "元；",
        "的",
    ],
)
def test_what_is_no_unit(text: str) -> None:
    assert read_unit(text) is None


def test_a_unit_with_its_scale_is_read_alone() -> None:
    unit = read_unit(" 万元 ")
    assert unit is not None
    assert (unit.name, unit.text) == ("元", "万元")


def test_a_unit_is_of_what_is_measured_first() -> None:
    price, money = read_unit("元/人.天"), read_unit("万元")
    assert price is not None
    assert money is not None
    assert (price.main, price.parts) == ("money", ("money", "person", "time"))
    assert (money.main, money.parts) == ("money", ("money",))


@pytest.mark.parametrize(
    ("spelling", "whole"),
    [
        ("人", True),
        ("学生", True),
        ("人次数", True),
        ("人/次", True),
        ("次", True),
        ("元", False),
        ("米", False),
        ("km", False),
        ("小时", False),
        ("人天", False),
    ],
)
def test_what_is_counted_cannot_be_divided(spelling: str, whole: bool) -> None:
    assert entries()[spelling].whole is whole


def test_a_share_in_words_is_no_thing_that_is_counted() -> None:
    share = parse("百分之九十五")
    assert isinstance(share, Quantity)
    assert share.unit is not None
    assert (share.unit.name, share.unit.text, share.unit.whole) == ("%", "百分之", False)


def test_people_for_a_time_are_people_and_time_in_a_denominator() -> None:
    assert {entry.spelling: entry.parts for entry in ENTRIES if entry.parts != ()} == {
        "人天": ("人", "天"),
        "人日": ("人", "日"),
        "人月": ("人", "月"),
        "人年": ("人", "年"),
    }


def test_people_things_and_events_are_countable() -> None:
    assert [dimension for dimension in words("units") if is_countable(dimension)] == [
        "person",
        "household",
        "event",
        "item",
    ]
    assert not is_countable("nothing")


def test_classifiers_are_no_nouns() -> None:
    """Nouns of two signs or more are words of a text; a classifier of `plain` never is one that says more than it."""
    for entry in ENTRIES:
        if entry.noun:
            assert entry.factor == 1
            assert not entry.misspelt
    nouns = {entry.spelling for entry in ENTRIES if entry.noun}
    assert {"学生", "企业", "学校", "村", "路灯", "农户"} <= nouns
    assert nouns.isdisjoint({"个", "名", "位", "户", "次", "场", "路", "条"})


def test_a_compound_joins_names_and_dimensions_and_divides_factors() -> None:
    known = entries()
    parts = [Part(known["公斤"]), Part(known["亩"]), Part(None, "茬")]
    assert compound(parts) == ("公斤/亩/茬", "mass/area/unknown", Fraction(1, 1000) / Fraction(2000, 3))
    assert compound([Part(known["人"]), Part(None, number="10万", size=Fraction(100000))]) == (
        "人/10万",
        "person",
        Fraction(1, 100000),
    )
    assert compound([Part(known["公斤"]), Part(known["公里"], number="100", size=Fraction(100))]) == (
        "公斤/100公里",
        "mass/length",
        Fraction(1, 1000) / (100 * 1000),
    )
    assert compound([Part(known["小时"])]) == ("小时", "time", Fraction(1, 24))
