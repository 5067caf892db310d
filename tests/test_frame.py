"""The frame of levels: what a table's own words for them mean."""

from __future__ import annotations

from collections import Counter

import pytest

from perflint.packs import load
from perflint.policy import Frame, Level

FRAME: Frame = load().policy.frame
LEVELS = [*FRAME.first.values(), *FRAME.second.values()]


def test_a_name_means_one_level_of_its_parent() -> None:
    names = Counter((level.parent, FRAME.normal(name)) for level in LEVELS for name in level.names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.key)
def test_every_name_is_found_again_however_it_is_dressed(level: Level) -> None:
    for name in level.names:
        for text in (name, f"{name}指标", f"{name}（10分）", f" {name} ", f"★{name}值", f"{name}指标等", f"一、{name}"):
            found = FRAME.second_of(text, level.parent) if level.parent else FRAME.first_of(text)
            assert found is level, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("22-社会效益", "22"),
        ("1－产出指标", "1"),
        ("11数量", "11"),
        ("2.质量", None),
        ("2、质量", None),
        ("产出", None),
    ],
)
def test_a_code_is_no_list_number(text: str, code: str | None) -> None:
    assert FRAME.code(text) == code
