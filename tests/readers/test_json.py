"""JSON in: the same shape as YAML, numbers as written, every escape, and mistakes at their place."""

from __future__ import annotations

import pytest

from readers.reading import at, project_of, read, shown, told

ROW = '{"projects": [{"name": "甲", "indicators": [{"level1": "产出", "name": "乙", "full": %s}]}]}'


@pytest.mark.parametrize(
    ("written", "text", "cut"),
    [
        ("12.10", "12.10", "12.10"),
        ("1e3", "1e3", "1e3"),
        ("-0", "-0", "-0"),
        ("true", "true", "true"),
        ('"\\u2265\\ud83d\\ude00"', "≥😀", "\\u2265\\ud83d\\ude00"),
        ('"a\\"\\\\\\/\\n"', 'a"\\/\n', 'a\\"\\\\\\/\\n'),
    ],
)
def test_a_value(written: str, text: str, cut: str) -> None:
    (indicator,) = project_of(ROW % written, "data.json").indicators
    assert shown(indicator.full) == (text, cut)


def test_an_escape_is_one_character_of_the_text() -> None:
    (indicator,) = project_of(ROW % '"x\\ud83d\\ude00y"', "data.json").indicators
    assert indicator.full is not None
    assert indicator.full.source.cut(indicator.full.locate(1, 2)) == "\\ud83d\\ude00"


def test_null_is_blank() -> None:
    (indicator,) = project_of(ROW % "null", "data.json").indicators
    assert indicator.full is not None
    assert indicator.full.blank


def test_the_same_problems_as_in_yaml() -> None:
    text = '{"项目": [{"name": "甲", "name": "乙", "indicators": {}, "budget": {"total": "x"}}], "unti": 1}'
    assert told(read(text, "data.json")) == [
        ("unknown-key", "/unti", "unti"),
        ("duplicate-key", "/projects/0/name", "name"),
        ("wrong-type", "/projects/0/budget/total", "x"),
        ("wrong-type", "/projects/0/indicators", "{}"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "column"),
    [
        ('{"projects": [}', "json-value", 15),
        ('{"projects" []}', "json-colon", 13),
        ('{"projects": [1,]}', "json-trailing", 17),
        ('{"projects": [], }', "json-trailing", 18),
        ('{"projects": [1 2]}', "json-comma", 17),
        ('{"projects": []', "json-end", 1),
        ('{"projects": []} x', "json-extra", 18),
        ("{projects: []}", "json-key", 2),
        ("{'projects': []}", "json-key", 2),
        ('{"projects": "甲}', "json-string", 14),
        ('{"projects": "甲\n"}', "json-string", 14),
        ('{"projects": "\\ud83d"}', "escape", 15),
        ('{"projects": "\\ude00\\ud83d"}', "escape", 15),
        ('{"projects": "\\x"}', "escape", 15),
        ('{"projects": 01}', "json-value", 14),
        ('{"projects": NaN}', "json-value", 14),
        ('{"projects": [1}', "json-comma", 16),
        ("]", "json-value", 1),
    ],
)
def test_a_mistake_is_told_at_its_cause(text: str, kind: str, column: int) -> None:
    reading = read(text, "data.json")
    (problem,) = reading.problems
    assert (problem.key, problem.fields["kind"], problem.place.pointer) == ("syntax-error", kind, None)
    assert at(problem) == (1, column)
    assert reading.tables == []
