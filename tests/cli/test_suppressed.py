"""Ignore comments in a real run: what each format says of hidden findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import FAULTY, MESSAGE, PLACE, Perflint

IGNORED = FAULTY.replace("full: ≤10ms", "full: ≤10ms # perflint: ignore[unit-contradicts-name] 合同约定，见附件{1}")
SELECT = ("--select", "U001,M")


@pytest.fixture
def ignored(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(IGNORED, encoding="utf-8")
    return path


@pytest.mark.usefixtures("ignored")
class TestHidden:
    def test_the_run_passes_and_counts_it(self, perflint: Perflint) -> None:
        done = perflint("data.yaml", "--format", "full", *SELECT)
        assert (done.code, done.err) == (0, "")
        assert done.out == (
            "没有发现问题。\n检查了 1 个文件、1 张表、1 个项目、4 个指标。\n"
            "没有列出：跳过的文件 0 个，注释忽略的 1 处，基线里的 0 处。\n"
        )

    def test_full_shows_it_when_asked(self, perflint: Perflint) -> None:
        done = perflint("data.yaml", "--format", "full", "--show-suppressed", *SELECT)
        assert done.code == 0
        assert done.out.startswith(
            "忽略了的问题：\n"
            f"  error[U001] unit-contradicts-name  data.yaml:{PLACE}  注释忽略（合同约定，见附件{{1}}）\n"
            f"    {MESSAGE}\n\n没有发现问题。\n"
        )

    def test_json(self, perflint: Perflint) -> None:
        report = json.loads(perflint("data.yaml", "--format", "json", *SELECT).out)
        assert report.keys() == {"version", "findings", "summary"}
        assert report["summary"]["suppressed"] == 1
        report = json.loads(perflint("data.yaml", "--format", "json", "--show-suppressed", *SELECT).out)
        [hidden] = report["suppressed"]
        assert (hidden["code"], hidden["message"], hidden["line"]) == ("U001", MESSAGE, 10)
        assert hidden["suppression"] == {"kind": "inSource", "reason": "合同约定，见附件{1}"}

    def test_sarif(self, perflint: Perflint) -> None:
        assert results(perflint("data.yaml", "--format", "sarif", *SELECT).out) == []
        shown = results(perflint("data.yaml", "--format", "sarif", "--show-suppressed", "--select", "U001,M,B004").out)
        assert [(result["ruleId"], result["suppressions"]) for result in shown] == [
            ("B004", []),
            (
                "U001",
                [{"kind": "inSource", "status": "accepted", "justification": "合同约定，见附件{1}"}],
            ),
        ]


def results(sarif: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sarif)["runs"][0]["results"]
    return found
