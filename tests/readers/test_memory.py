"""The light tree and the model made from it are never there whole both."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable

import pytest

from perflint.readers import json_tree, yaml_tree
from readers.reading import LIMITS, read

ROW = {"level1": "产出指标", "level2": "数量指标", "name": "维修面积", "full": "≥1200平方米", "annual": "≥1200平方米"}
TABLE = {"projects": [{"name": f"校舍维修{number}", "indicators": [ROW] * 10} for number in range(200)]}
JSON = json.dumps(TABLE, ensure_ascii=False)
YAML = "projects:\n" + "".join(
    f"  - name: {project['name']}\n    indicators:\n"
    + "".join(f"      - {json.dumps(row, ensure_ascii=False)}\n" for row in project["indicators"])
    for project in TABLE["projects"]
)


def peak(act: Callable[[], object]) -> int:
    """The most bytes held at once."""
    act()
    tracemalloc.start()
    try:
        kept = act()
        return tracemalloc.get_traced_memory()[1] if kept else 0
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("path", "text", "compose"),
    [("data.yaml", YAML, yaml_tree.compose), ("data.json", JSON, json_tree.compose)],
    ids=["yaml", "json"],
)
def test_building_the_model_takes_hardly_more_than_the_tree_took(
    path: str, text: str, compose: Callable[..., object]
) -> None:
    assert peak(lambda: read(text, path)) < 1.25 * peak(lambda: compose(text, LIMITS))


def test_a_part_that_is_met_again_is_still_there() -> None:
    """With an alias nothing is let go: what it points to is built where it is met as something else."""
    reading = read("budget: &a\n  total: 10\nprojects:\n  - name: 甲\n    budget: *a\n    indicators: [*a]\n")
    table = reading.tables[0]
    assert table.budget is table.projects[0].budget
    assert reading.problems[0].key == "unknown-key"
