"""Sound tables of many sectors, as a careful officer writes them: nothing to say, until a fault is planted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from perflint.linter import Options, lint, lint_text

FOLDER = Path(__file__).parent / "data" / "good"
TABLES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_nothing_is_found(path: Path) -> None:
    found = lint([str(path)]).findings
    assert [(finding.code, finding.place.pointer, finding.message) for finding in found] == []


def test_the_tables_are_many() -> None:
    summary = lint([str(FOLDER)]).summary
    assert (summary.skipped, summary.files) == (0, len(TABLES))
    assert summary.tables >= 40
    assert summary.indicators >= 700


def lines(pattern: str, change: Callable[[str], str]) -> Callable[[str], tuple[str, int]]:
    """Change every line that fits; the text and how many lines are no longer the same."""

    def planted(text: str) -> tuple[str, int]:
        before = text.split("\n")
        after = [change(line) if re.search(pattern, line) else line for line in before]
        return "\n".join(after), sum(one != other for one, other in zip(before, after, strict=True))

    return planted


SATISFACTION = r"(满意度|满意率), (value|指标值): ≥\d+%"
PLANTED = {
    "D001": lines(SATISFACTION, lambda line: line.replace("≥", "≤")),
    "D005": lines(SATISFACTION, lambda line: line.replace("≥", "")),
    "U003": lines(SATISFACTION, lambda line: line.replace("%", "")),
    "V003": lines(SATISFACTION, lambda line: re.sub(r"≥\d+%", "100%", line)),
    "V004": lines(SATISFACTION, lambda line: re.sub(r"≥\d+%", "≥75%", line)),
    "Q008": lines(SATISFACTION, lambda line: re.sub(r"≥\d+%", "群众满意", line)),
    "S011": lines(SATISFACTION, lambda line: re.sub(r"≥\d+%", "——", line)),
    "S013": lines(SATISFACTION, lambda line: re.sub(r"≥\d+%", "≥**%", line)),
    "V010": lines(SATISFACTION, lambda line: line.replace("%", "%%")),
    "D009": lines(SATISFACTION, lambda line: line.replace("≥", "≧")),
    "D010": lines(SATISFACTION, lambda line: re.sub(r"(≥\d+%)", r"\1以上", line)),
    "N006": lines(SATISFACTION, lambda line: re.sub(r"(name|三级指标): ", r"\1: 指标1：", line)),
    "D003": lines(r"时间|时限|用时", lambda line: re.sub(r": ≤(\d+)", r": ≥\1", line)),
    "C001": lines(
        r"(产出指标, \w+: 质量指标.*率, (value|指标值): )", lambda line: line.replace("质量指标", "数量指标")
    ),
}


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_fault_is_found_wherever_it_stands(code: str) -> None:
    planted = found = 0
    for path in TABLES:
        text = path.read_text(encoding="utf-8")
        faulty, count = PLANTED[code](text)
        planted += count
        found += sum(finding.code == code for finding in lint_text(faulty, options=Options(select=(code,))).findings)
    assert planted >= 20
    assert found == planted
