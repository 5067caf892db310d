"""Split columns become one text; what a finding points at is found again in its own column."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.expression import Quantity, Segment, join_columns, parse

COLUMN = st.one_of(
    st.none(),
    st.sampled_from(["≥", "=", "不低于", "%", "万元", "个", " 元/人 ", "无", "/", "", " ", "≥≥", "定性", "km", "以内"]),
    st.text(max_size=4),
)
VALUE = st.one_of(
    st.sampled_from(
        [
            "95",
            "≥95",
            "95%",
            "90以上",
            "100多",
            "5-10",
            "5-10以内",
            "及时",
            "三",
            "12月底前",
            "1:18",
            "≥90%；≤5次",
            "/",
            "",
            "15万",
            " 7 ",
        ]
    ),
    st.text(max_size=8),
)


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "text"),
    [
        ("≥", "95", "%", "≥95%"),
        ("≥", "95", None, "≥95"),
        (None, "95", "%", "95%"),
        ("不低于", "1.2万", "亩", "不低于1.2万亩"),
        (" ≥ ", " 95 ", " % ", "≥ 95% "),
        ("≥", "95\n", "%", "≥95%\n"),
        ("", "95", "  ", "95"),
        # What the value already says is not said twice, whether it agrees or not.
        ("≥", "≥95", "%", "≥95%"),
        ("≤", "≥95", "%", "≥95%"),
        ("≥", "95%", "%", "≥95%"),
        ("≥", "95%", "个", "≥95%"),
        (None, "300元", "/人", "300元"),
        ("≥", "90以上", "%", "90%以上"),
        ("=", "5-10", "天", "5-10天"),
        ("≥", "≥90%；≤5次", "%", "≥90%；≤5次"),
        ("≤", "12月底前", None, "12月底前"),
        # The unit goes behind the number.
        (None, "90以上", "%", "90%以上"),
        (None, "5-10以内", "天", "5-10天以内"),
        (None, "100多", "人", "100多人"),
        (None, "每年2", "次", "每年2次"),
        ("≥", "每年2", "次", "≥每年2次"),
        (None, "三", "个", "三个"),
        (None, "二十", "人次", "二十人次"),
        # With its unit it is no date any more.
        ("=", "2024.12", "万元", "=2024.12万元"),
        (None, "2000-2050", "人", "2000-2050人"),
        (None, "12月底前", "元", "12月底前"),
        # A ratio has no unit, words have neither.
        (None, "1:18", "比", "1:18"),
        ("=", "及时", "项", "及时"),
        ("=", "是", None, "是"),
        ("≥", "/", "%", "/"),
        ("≥", "", "%", ""),
        # A column that says nothing leaves the value alone.
        ("/", "95", "/", "95"),
        ("无", "95", "无", "95"),
        ("—", "95", "—", "95"),
        ("定性", "95", "%", "定性95%"),
        ("正向", "95", "%", "正向95%"),
        # What is wrong stays wrong.
        ("≥≥", "95", "%", "≥≥95%"),
        ("≥", "90%%", None, "≥90%%"),
    ],
)
def test_the_joined_text(comparator: str | None, value: str, unit: str | None, text: str) -> None:
    assert join_columns(comparator, value, unit)[0] == text


def test_segments_lead_back_to_the_columns() -> None:
    text, segments = join_columns(" ≥", "90左右", " % ")
    assert text == "90%左右"
    assert segments == (Segment(0, 2, "value", 0), Segment(2, 3, "unit", 1), Segment(3, 5, "value", 2))
    text, segments = join_columns(" ≥", "90", " % ")
    assert text == "≥90%"
    assert segments == (Segment(0, 1, "comparator", 1), Segment(1, 3, "value", 0), Segment(3, 4, "unit", 1))


def test_a_joined_unit_is_the_unit_of_the_value() -> None:
    expression = parse(join_columns("≥", "15万", "元/亩")[0])
    assert isinstance(expression, Quantity)
    assert expression.unit is not None
    assert (expression.number, expression.unit.name, expression.unit.text) == (Decimal(150000), "元/亩", "万元/亩")


@given(COLUMN, VALUE, COLUMN)
def test_every_character_of_the_joined_text_stands_in_its_column(
    comparator: str | None, value: str, unit: str | None
) -> None:
    text, segments = join_columns(comparator, value, unit)
    columns = {"comparator": comparator or "", "value": value, "unit": unit or ""}
    assert "".join(text[segment.start : segment.end] for segment in segments) == text
    for segment in segments:
        size = segment.end - segment.start
        assert text[segment.start : segment.end] == columns[segment.column][segment.offset : segment.offset + size]
    assert "".join(text[one.start : one.end] for one in segments if one.column == "value") == value
