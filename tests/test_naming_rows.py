"""Families C, Q and N on rows of many sectors, labelled by hand: not one finding more, not one less.

`naming_rows.tsv` and `naming_rows_held_out.tsv`: level 2, name, value, expected codes (`Q001?`: free), scoring.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from corpus import LEVEL1, LEVEL2

from perflint.linter import Options, lint_text

DATA = Path(__file__).parent / "data"
FILES = ("naming_rows.tsv", "naming_rows_held_out.tsv")
COSTS = {"经济成本": "经济成本指标", "社会成本": "社会成本指标", "生态成本": "生态环境成本指标"}
JUDGED = Options(select=("C", "Q", "N"), ignore=("C004", "C018", "Q003"))


class Row(NamedTuple):
    """One indicator; `free` codes may be found or not."""

    line: int
    cells: dict[str, str]
    must: frozenset[str]
    free: frozenset[str]


def rows(file: str) -> list[Row]:
    lines = enumerate((DATA / file).read_text(encoding="utf-8").splitlines(), 1)
    return [_row(number, line.split("\t")) for number, line in lines if line and not line.startswith("#")]


def _row(number: int, columns: list[str]) -> Row:
    level, name, value, codes, *scoring = columns
    level2 = COSTS.get(level) or LEVEL2[level]
    cells = {"level1": LEVEL1.get(level2, "成本指标"), "level2": level2, "name": name, "value": value}
    if scoring:
        cells["scoring"] = scoring[0]
    expected = set(codes.split()) - {"-"}
    free = {code for code in expected if code.endswith("?")}
    return Row(number, cells, frozenset(expected - free), frozenset(code.rstrip("?") for code in free))


def verdicts(labelled: list[Row]) -> list[set[str]]:
    projects = [{"name": "示例", "indicators": [row.cells]} for row in labelled]
    found: list[set[str]] = [set() for _ in labelled]
    for finding in lint_text(json.dumps({"projects": projects}), "rows.json", JUDGED).findings:
        found[int((finding.place.pointer or "").split("/")[2])].add(finding.code)
    return found


@pytest.mark.parametrize("file", FILES)
def test_the_rules_say_what_an_expert_says(file: str) -> None:
    labelled = rows(file)
    differing = [
        f"{file}:{row.line} {row.cells['name']} {row.cells['value']}: {sorted(row.must)}, found {sorted(found)}"
        for row, found in zip(labelled, verdicts(labelled), strict=True)
        if not row.must <= found <= row.must | row.free
    ]
    assert not differing, "\n".join(differing)


def test_the_corpus_is_broad() -> None:
    labelled = [row for file in FILES for row in rows(file)]
    lines = [line for file in FILES for line in (DATA / file).read_text(encoding="utf-8").splitlines()]
    assert len(labelled) >= 900
    assert sum(line.startswith("#") for line in lines) >= 30
    assert sum(not row.must for row in labelled) >= 500
