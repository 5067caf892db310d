"""A value read by its shape is the value that the grammar reads."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perflint.expression import Expression, Quantity, plain
from perflint.grammars import Grammar
from perflint.shapes import of
from perflint.terminals import vocabulary
from perflint.units import entries

WORDS = vocabulary()
GRAMMAR = Grammar(WORDS)
PIECES = st.sampled_from(
    [
        *entries(),
        *"≥≤><=-±/:.,()（） 年月日号时点第万千亿余多半",
        "不低于",
        "以上",
        "左右",
        "每",
        "季度",
        "底前",
        "完成",
        "％",
        "O",
    ]
)
AROUND = st.lists(PIECES, max_size=3).map("".join)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(0, 40).map(str),
    st.integers(1890, 2110).map(str),
    st.decimals(0, 10**6, places=2).map(str),
)


@given(AROUND, NUMBERS, AROUND)
@example("≥", "620", "盏")
@example("", "2024", "年")
@example("≤", "810.80", "万元")
@example("", "12.31", "")
@example("±", "620", "盏")
@example("", "620", "O盏")
def test_the_same_as_the_grammar(before: str, number: str, after: str) -> None:
    text = before + number + after
    assert of(GRAMMAR.parse, WORDS).parse(text) == GRAMMAR.parse(text)


@pytest.mark.parametrize("number", ["32", "99", "620", "1999.5", "20245", "810.80", "123456789"])
def test_a_copy_is_the_value_with_another_number(number: str) -> None:
    text = f"正向 不低于{number}万元以上"
    read = of(GRAMMAR.parse, WORDS).parse(text)
    assert isinstance(read, Quantity)
    assert read == GRAMMAR.parse(text)


def test_a_scale_may_be_a_part_of_one() -> None:
    """Where a vocabulary counts in thousandths, too, the grammar reads every such value itself."""
    words = WORDS._replace(expressions={**WORDS.expressions, "scales": {**WORDS.expressions["scales"], "毫": "0.001"}})
    read = of(Grammar(words).parse, words).parse("620毫元")
    assert isinstance(read, Quantity)
    assert plain(read.number) == "0.62"


@pytest.mark.parametrize(
    ("texts", "parsed"),
    [
        (["≥620盏", "≥350盏", "≥999盏"], 1),
        (["≥620盏", "≥62盏", "≥6.5盏"], 3),
        (["2024年", "2025年"], 2),
        (["12天", "31天"], 2),
        (["32天", "99天", "31天"], 2),
        (["≥12座", "≥31座", "≥5座", "≥9座"], 2),
        (["第3座", "第4座"], 2),
        (["300-500盏", "300-600盏"], 2),
    ],
    ids=[
        "one shape",
        "other lengths",
        "years",
        "days of a month",
        "more days",
        "few things",
        "an ordinal",
        "two numbers",
    ],
)
def test_how_many_texts_the_grammar_reads(texts: list[str], parsed: int) -> None:
    read: list[str] = []

    def parse(text: str) -> Expression:
        read.append(text)
        return GRAMMAR.parse(text)

    shapes = of(parse, WORDS)
    for text in texts:
        shapes.parse(text)
    assert len(read) == parsed


@pytest.mark.parametrize("sign", ["", "≥"])
def test_small_numbers_of_every_unit(sign: str) -> None:
    shapes = of(GRAMMAR.parse, WORDS)
    for unit in entries():
        for number in (1, 2, 12, 31):
            text = f"{sign}{number}{unit}"
            assert shapes.parse(text) == GRAMMAR.parse(text), text
