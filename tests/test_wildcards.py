"""Patterns for names: what `fnmatch` makes of them, in time that grows with their length."""

from __future__ import annotations

from fnmatch import fnmatchcase
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.rule import meant
from perflint.wildcards import is_meant

TEXTS = st.text("[]!-^ab*?\\", max_size=12)


@given(st.text("[]!-^ab", max_size=6), TEXTS)
def test_a_name_is_meant_as_fnmatch_has_it(name: str, pattern: str) -> None:
    assert is_meant(name, pattern) is fnmatchcase(name, pattern)


@pytest.mark.parametrize("piece", ["[", "[!", "[]", "][", "[a", "a[]]["])
def test_brackets_take_no_longer_than_they_are_long(piece: str) -> None:
    pattern = piece * (50_000 // len(piece))
    began = process_time()
    assert not is_meant("U001", pattern)
    assert not meant({"U001": "unit-conflict"}, pattern)
    assert process_time() - began < 3
