"""An expression searched for as its phrases finds what the expression finds, where it finds it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.phrases import phrases
from perflint.vocabulary import _strings, subjects, words
from perflint.wordsearch import SYNTAX, PhraseSet


def listed() -> list[str]:
    """The expressions of the vocabulary that only list phrases."""
    found = []
    for subject in subjects():
        for text in _strings(words(subject)):
            try:
                if SYNTAX.intersection(text) and phrases(text):
                    found.append(text)
            except re.error:
                continue
    return found


LISTED = listed()


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("更(?![新换])", [("更", (), ("新", "换"))]),
        ("(?<!动)员|者", [("员", ("动",), ()), ("者", (), ())]),
        ("惠[及民]|受益", [("惠及", (), ()), ("惠民", (), ()), ("受益", (), ())]),
        ("意义(?:十分|非常)?重大", [("意义十分重大", (), ()), ("意义非常重大", (), ()), ("意义重大", (), ())]),
        ("为了|为此", [("为了", (), ()), ("为此", (), ())]),
        (r"\d+个", None),
        ("打造[^，]{0,8}名片", None),
        ("员(?=$|和)", None),
        ("(亿元|万元)", None),
        ("增?", None),
    ],
)
def test_what_an_expression_lists(expression: str, known: object) -> None:
    assert phrases(expression) == known


def test_many_expressions_of_the_vocabulary_only_list_phrases() -> None:
    assert len(LISTED) > 20


@pytest.mark.parametrize("expression", LISTED)
def test_the_same_is_found_in_the_same_places(expression: str) -> None:
    found = phrases(expression)
    assert found
    pieces = sorted({piece for text, before, after in found for piece in (text, *before, *after, text[:1], text[-1:])})

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.sampled_from([*pieces, "甲", "，"]), max_size=6).map("".join))
    def same(text: str) -> None:
        spans = [match.span() for match in re.finditer(expression, text)]
        assert [hit.span() for hit in PhraseSet(expression, found).finditer(text)] == spans

    same()
