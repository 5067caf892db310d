"""`--statistics`: how often each rule spoke and what each unit got, in the place of the findings."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from cli.conftest import CLEAN, FAULTY, Perflint

OTHER = FAULTY.replace("示例学校", "青溪县第一中学").replace("≥90%", "100%")
"""A unit with U001 at line 10, V003 at line 22."""


def units(tmp_path: Path) -> None:
    for name, text in (("甲", CLEAN), ("乙", FAULTY), ("丙", OTHER)):
        path = tmp_path / "各单位" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_counts_by_unit_and_by_rule_the_worst_and_the_most_frequent_first(perflint: Perflint, tmp_path: Path) -> None:
    units(tmp_path)
    assert perflint("各单位", "--select", "U001,V003,D009", "--statistics") == (
        1,
        """\
按单位（共 3 张表，有问题的 2 张）：
  合计  错误  警告  提示  可自动修改  单位                    文件
     2     1     1     0           0  青溪县第一中学2024年度  各单位/丙.yaml
     1     1     0     0           0  示例学校2024年度        各单位/乙.yaml

按规则（2 条）：
  合计  错误  警告  提示  可自动修改  规则
     2     2     0     0           0  U001 unit-contradicts-name  单位与指标名称的量纲不符
     1     0     1     0           0  V003 full-satisfaction  满意度写成100%

发现 3 处问题：错误 2，警告 1，提示 0。
检查了 3 个文件、3 张表、3 个项目、12 个指标。
""",
        "",
    )


def test_counts_what_can_be_mended_and_what_is_hidden(perflint: Perflint, tmp_path: Path) -> None:
    table = FAULTY.replace("≤10ms", "≤10ms  # perflint: ignore[U001] 合同如此").replace("≥90%", ">=90%")
    (tmp_path / "data.yaml").write_text(table, encoding="utf-8")
    assert (
        perflint("data.yaml", "--select", "U001,D009", "--statistics").out
        == """\
按规则（2 条）：
  合计  错误  警告  提示  可自动修改  没有列出  规则
     1     0     0     1           1         0  D009 comparator-glyph  比较符号写法不规范
     0     0     0     0           0         1  U001 unit-contradicts-name  单位与指标名称的量纲不符

发现 1 处问题：错误 0，警告 0，提示 1。
可自动修改：意思不变的 1 处，要先确认的 0 处。
检查了 1 个文件、1 张表、1 个项目、4 个指标。
没有列出：跳过的文件 0 个，注释忽略的 1 处，基线里的 0 处。
"""
    )


def test_of_a_clean_table_says_so(perflint: Perflint, clean: Path) -> None:
    ran = perflint("clean.yaml", "--select", "U", "--statistics")
    assert ran.out.splitlines()[0] == "没有发现问题。"


def test_a_file_without_a_table_is_counted_under_its_name(perflint: Perflint, tmp_path: Path) -> None:
    units(tmp_path)
    (tmp_path / "坏.yaml").write_text("项目: [\n", encoding="utf-8")
    ran = perflint("坏.yaml", "各单位", "--select", "U001", "--statistics")
    assert ran.code == 2
    assert "     1     1     0     0           0  坏.yaml                 坏.yaml\n" in ran.out


class TestJson:
    def test_holds_the_same_for_programs(self, perflint: Perflint, tmp_path: Path) -> None:
        units(tmp_path)
        ran = perflint("各单位", "--select", "U001,V003", "--statistics", "--format", "json")
        document = json.loads(ran.out)
        assert (ran.code, ran.err, list(document)) == (1, "", ["version", "rules", "units", "summary"])
        counts = {"total": 2, "error": 2, "warning": 0, "info": 0, "safe": 0, "unsafe": 0, "hidden": 0}
        assert document["rules"][0] == {
            "code": "U001",
            "name": "unit-contradicts-name",
            "family": "U",
            "title": "单位与指标名称的量纲不符",
            **counts,
        }
        assert [(unit["path"], unit["total"]) for unit in document["units"]] == [
            ("各单位/丙.yaml", 2),
            ("各单位/乙.yaml", 1),
            ("各单位/甲.yaml", 0),
        ]
        assert document["summary"]["files"] == 3

    def test_adds_up_to_the_findings_of_the_full_report(self, perflint: Perflint, tmp_path: Path) -> None:
        units(tmp_path)
        (tmp_path / "各单位" / "丁.yaml").write_text(FAULTY.replace("≥90%", ">=90%"), encoding="utf-8")
        perflint("baseline", "create", "各单位/乙.yaml")
        words = ("各单位", "--baseline", "perflint-baseline.json", "--format", "json")
        counted = json.loads(perflint(*words, "--statistics").out)
        listed = json.loads(perflint(*words, "--show-suppressed").out)
        assert listed["suppressed"]
        for rows, key in (("rules", "code"), ("units", "path")):
            for field, findings in (("total", listed["findings"]), ("hidden", listed["suppressed"])):
                known = {row[key]: row[field] for row in counted[rows] if row[field]}
                assert known == Counter(finding[key] for finding in findings)
            fixes = [finding["fix"]["safety"] for finding in listed["findings"] if finding["fix"]]
            for safety in ("safe", "unsafe"):
                assert sum(row[safety] for row in counted[rows]) == fixes.count(safety)
        assert counted["summary"] == listed["summary"]


def test_files_beside_hold_the_findings(perflint: Perflint, faulty: Path, tmp_path: Path) -> None:
    perflint("data.yaml", "--statistics", "--output", "concise=结果.txt")
    assert " U001 " in (tmp_path / "结果.txt").read_text(encoding="utf-8")


def test_speaks_english(perflint: Perflint, faulty: Path) -> None:
    out = perflint("data.yaml", "--select", "U001", "--statistics", "--lang", "en").out
    assert out.startswith("""\
By rule (1):
  total  error  warning  info  fixable  Rule
      1      1        0     0        0  U001 unit-contradicts-name  The unit does not fit the indicator's name
""")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--format", "sarif"), "--statistics 的结果只有文字和 json 两种，不能写成 sarif；"),
        (("--format", "opinion"), "--statistics 的结果只有文字和 json 两种，不能写成 opinion；"),
        (("--diff",), "--diff 只打印会怎么改，不列问题，不要和 --statistics 一起用"),
    ],
)
def test_what_it_does_not_go_with(perflint: Perflint, faulty: Path, words: tuple[str, ...], complaint: str) -> None:
    ran = perflint("data.yaml", "--statistics", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"perflint：{complaint}")
