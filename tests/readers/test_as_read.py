"""Projects that are built as they are read are those that are built when all has been read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.model import Project, Reading
from perflint.readers import yaml
from perflint.readers.nodes import Limits
from perflint.text import SourceText
from readers.builds import BUILDS, HERE
from readers.reading import LIMITS

PROJECTS = (
    "- {name: 甲, total: 3, goal: 更换路灯, indicators: [{level1: 产出指标, name: 数量, full: 3盏}]}\n"
    "- name: 乙\n  budget: {total: x}\n  period: 2024\n  indicators:\n  - {name: 数量, value: 1, full: 2}\n  - 无\n"
    "- nam: 丙\n  indicators: 无\n"
)
PARTS = st.sampled_from(
    [
        *("projects:\n", "项目:\n", "year: 2024\n", "unit: 局\n", "budget: {total: 1}\n", "其他: x\n", "其他:\n"),
        *(PROJECTS, "- 无\n", "- - {name: 丁}\n", "  indicators:\n", "---\n", "- {name: 戊}\n", "[", "? "),
    ]
)


def whole(text: str, limits: Limits = LIMITS) -> Reading | None:
    """The reading of a text that is read to its end first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "_is_knit", lambda _: True)
        return yaml.read(SourceText("data.yaml", text), limits)


def shown(reading: Reading | None) -> Iterator[object]:
    """All that is in a reading, in order; problems in that of their places."""
    if reading is None:
        return
    for table in reading.tables:
        yield table.year
        for node in table.nodes:
            yield type(node), node.pointer, node.span
            yield from ((cell.pointer, cell.text, cell.span) for cell in node.own_cells)
    for problem in sorted(reading.problems, key=lambda one: (one.place.span, one.key, str(one.fields))):
        yield problem.place.span, problem.key, problem.place.pointer, sorted(map(str, problem.fields.items()))


@pytest.mark.parametrize("build", BUILDS)
def test_every_build_is_the_same_table(build: str) -> None:
    text = BUILDS[build].replace(HERE, PROJECTS)

    assert list(shown(yaml.read(SourceText("data.yaml", text), LIMITS))) == list(shown(whole(text)))


@settings(max_examples=300)
@given(st.lists(PARTS, max_size=9).map("".join))
def test_any_text_is_the_same_table(text: str) -> None:
    assert list(shown(yaml.read(SourceText("data.yaml", text), LIMITS))) == list(shown(whole(text)))


@pytest.mark.parametrize("most", [3, 20, 40])
def test_a_table_over_a_limit_is_none(most: int) -> None:
    text, limits = BUILDS["plain"].replace(HERE, PROJECTS), LIMITS._replace(max_nodes=most)
    made = yaml.read(SourceText("data.yaml", text), limits)

    assert list(shown(made)) == list(shown(whole(text, limits)))
    assert made is not None
    assert not made.tables


def test_projects_are_told_of_before_the_rest_is_read() -> None:
    """What comes after the list has not been looked at when its projects are told of."""
    told: list[tuple[str | None, object, int]] = []

    def note(project: Project) -> None:
        told.append((project.label, project.table.year, len(project.table.projects)))

    made = yaml.read(SourceText("data.yaml", f"projects:\n{PROJECTS}year: 2024\n"), LIMITS, told=note)

    assert told == [("甲", None, 1), ("乙", None, 2), (None, None, 3)]
    assert made is not None
    assert made.tables[0].year == 2024
    assert [project.label for project in made.tables[0].projects] == ["甲", "乙", None]
