"""Reading a text as a run does, and what the tests of all readers ask of the result."""

from __future__ import annotations

from collections.abc import Sequence

from perflint import readers
from perflint.discovery import Source
from perflint.model import Cell, Indicator, Problem, Project, Reading
from perflint.readers.nodes import Limits, Mapping, Scalar, Tree
from perflint.rule import Settings

LIMITS = Limits(max_bytes=64 * 1024 * 1024, max_depth=100, max_nodes=5_000_000, max_scalar=1024 * 1024)
SETTINGS = {"E008": Settings(LIMITS._asdict(), None)}
INDICATOR = "projects:\n  - name: 校舍维修\n    indicators:\n      - level1: 产出指标\n        name: 维修面积\n        "
"""A table up to the third line of its only indicator."""


def read(text: str | bytes, path: str = "data.yaml") -> Reading:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    reading = readers.read(Source(path, data), SETTINGS)
    assert reading is not None
    return reading


def indicator_of(text: str) -> Indicator:
    """The only indicator of a table that holds no fault."""
    reading = read(text)
    assert reading.problems == []
    ((indicator,),) = [project.indicators for project in reading.tables[0].projects]
    return indicator


def project_of(text: str, path: str = "data.yaml") -> Project:
    """The only project of a table that holds no fault."""
    reading = read(text, path)
    assert reading.problems == []
    (project,) = reading.tables[0].projects
    return project


def shown(cell: Cell | None) -> tuple[str, str] | None:
    """A cell as its text and what stands in the source at its place."""
    return (cell.text, cell.source.cut(cell.locate(0, None))) if cell else None


def told(reading: Reading) -> list[tuple[str, str | None, str]]:
    """The problems as key, pointer and what stands at their places."""
    return [(problem.key, problem.place.pointer, standing(problem)) for problem in reading.problems]


def standing(problem: Problem) -> str:
    return problem.place.source.cut(problem.place.span)


def at(problem: Problem) -> tuple[int, int]:
    """Line and column of a problem, 1-based."""
    return tuple(problem.place.source.position(problem.place.span.start))


def plain(tree: Tree) -> object:
    """A tree with all its positions, to be compared."""
    if isinstance(tree, Scalar):
        return tree.text, tree.span
    if isinstance(tree, Mapping):
        return tree.span, [[plain(part) for part in pair] for pair in (*tree.pairs, *tree.merged)]
    return tree.span, [plain(item) for item in tree.items]


def plainly(documents: Sequence[Tree]) -> list[object]:
    return [plain(tree) for tree in documents]
