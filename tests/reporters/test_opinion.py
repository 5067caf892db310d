"""opinion: a text to paste, by unit, project and what a reviewer judges by."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.linter import Report, Summary, lint, lint_text
from perflint.reporters import ReportOptions, render
from perflint.reporters.aspects import aspect, aspects
from perflint.rule import catalogue
from perflint.vocabulary import words

from .samples import Sample, sample_report
from .strategies import hostile_reports

FINDING = sample_report().findings[2]
TABLE = """\
unit: {unit}
year: 2024
projects:
  - name: 校园网络服务
    goal: 为5000名师生提供稳定的网络接入服务，全年中断不超过8小时。
    indicators:
      - {{level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms}}
      - {{level1: 产出指标, level2: 数量指标, name: 培训人次, full: 15}}
      - {{level1: 产出指标, level2: 数量指标, name: 服务人数, full: 30}}
      - {{level1: 产出指标, level2: 质量指标, name: 设备验收合格率, full: 100%}}
  - name: 食堂修缮
    goal: 修缮食堂2处，面积1200平方米，8月底前完工。
    indicators:
      - {{level1: 产出指标, level2: 数量指标, name: 修缮面积, full: ≥1200平方米}}
"""


def opinion(report: Report) -> list[str]:
    return render("opinion", report, ReportOptions()).split("\n")


def checked(text: str, *codes: str) -> list[str]:
    report = lint_text(text, "表.yaml")
    found = tuple(finding for finding in report.findings if finding.code in codes)
    return opinion(report._replace(findings=found))


def test_a_whole_opinion() -> None:
    assert checked(TABLE.format(unit="示例学校"), "U001", "U002", "S005") == [
        "项目支出绩效目标审核意见",
        "",
        "经审核，示例学校2024年度报送的2个项目、5条指标存在3处问题：应修改1处、建议完善2处。请按下列意见修改后重新报送。",
        "",
        "一、示例学校2024年度",
        "（一）校园网络服务",
        "1. 相关性",
        "（1）指标“日均接入量”，“ms”是时间单位，与名称里的“接入量”不符。"
        "按“接入量”重新填写：多少次，数字和符号一并核定；如果要衡量的其实是时间，就改名称。（应修改，U001）",
        "2. 规范性",
        "（1）指标“培训人次”，“15”没有写单位“人次”。写成 ≥15人次。（建议完善，U002）",
        "（2）指标“服务人数”，“30”没有写单位“人”。写成 ≥30人。（建议完善，U002）",
        "其余1个项目没有发现问题。",
        "",
    ]


def test_what_a_rule_says_with_the_same_advice_is_one_item_and_a_quoted_name_is_not_said_twice() -> None:
    found = (
        FINDING._replace(message="值只写“是”", help="写清多少", indicator="甲"),
        FINDING._replace(message="值只写“有”", help="写清多少", indicator="乙"),
        FINDING._replace(message="值只写“有”", help="写清多少", indicator="乙"),
        FINDING._replace(message="“丙率”是比率", help="改列", indicator="丙率(%)"),
    )
    lines = opinion(Report(found, Summary(tables=1), (), fatal=False))
    assert lines[7:-1] == [
        "（1）指标“甲”，值只写“是”；指标“乙”，值只写“有”。写清多少。（应修改，U001）",
        "（2）“丙率”是比率。改列。（应修改，U001）",
    ]


def test_units_one_after_the_other_and_what_could_not_be_read_at_the_end(tmp_path: Path) -> None:
    for name, unit in (("b.yaml", "乙校"), ("a.yaml", "甲校")):
        (tmp_path / name).write_text(TABLE.format(unit=unit), encoding="utf-8")
    report = lint([str(tmp_path / name) for name in ("a.yaml", "b.yaml", "无.yaml")])
    lines = opinion(report)
    assert lines[2].startswith("经审核，2个单位报送的4个项目、10条指标存在")
    headings = [line for line in lines if line.startswith(("一、", "二、", "三、"))]
    assert headings == ["一、甲校2024年度", "二、乙校2024年度", f"三、{tmp_path}/无.yaml"]
    assert lines[lines.index(headings[2]) + 1 :][:2] == ["（一）文件本身", "1. 完整性"]


def test_nothing_found_is_said() -> None:
    report = lint_text(TABLE.format(unit="示例学校"), "表.yaml")._replace(findings=())
    assert opinion(report)[2] == "经审核，示例学校2024年度报送的2个项目、5条指标没有发现需要修改的问题。"


def test_only_what_could_not_be_read() -> None:
    assert opinion(lint(["无.yaml"]))[2] == "无.yaml里没有可以审核的绩效目标表，请按下列意见处理后重新报送。"


@pytest.mark.parametrize(
    ("severity", "verdict"),
    [(0, "请按下列意见修改后重新报送。"), (4, "逐条核实"), (1, "可以报送，建议按下列意见完善。")],
)
def test_the_verdict_is_that_of_the_worst(severity: int, verdict: str) -> None:
    found = (sample_report().findings[severity], sample_report().findings[1])
    assert verdict in opinion(Report(found, Summary(tables=1), (), fatal=False))[2]


def test_numbers_are_written_as_in_official_texts() -> None:
    found = tuple(
        FINDING._replace(project=f"项目{number}", place=Sample().place("ms", f"/projects/{number}/goal"))
        for number in range(1, 121)
    )
    lines = opinion(Report(found, Summary(tables=1), (), fatal=False))
    numbers = {
        number: next(line for line in lines if line.endswith(f"）项目{number}")) for number in (9, 10, 11, 20, 99)
    }
    assert list(numbers.values()) == [
        "（九）项目9",
        "（十）项目10",
        "（十一）项目11",
        "（二十）项目20",
        "（九十九）项目99",
    ]
    assert "（100）项目100" in lines


def test_every_rule_belongs_to_one_aspect_and_every_exception_is_one() -> None:
    listed = words("review")["aspects"]
    families = [family for entry in listed for family in entry["families"]]
    exceptions = [code for entry in listed for code in entry["rules"]]
    assert sorted(families) == sorted({code[0] for code in catalogue().rules})
    assert len(set(exceptions)) == len(exceptions)
    assert set(exceptions) <= catalogue().rules.keys()
    for entry in listed:
        assert not any(code[0] in entry["families"] for code in entry["rules"]), entry["name"]
    assert [name for name in aspects() if len(name) == 3] == ["完整性", "相关性", "适当性", "可行性", "规范性"]
    assert (aspect("S001"), aspect("S014"), aspect("甲01")) == ("完整性", "规范性", "规范性")


def test_a_project_is_one_even_where_a_finding_does_not_name_it() -> None:
    place = Sample().place("ms", "/projects/0/goal")
    found = (FINDING._replace(project=None, place=place), FINDING._replace(project="甲", place=place))
    lines = opinion(Report(found, Summary(tables=1), (), fatal=False))
    assert [line for line in lines if "甲" in line] == ["（一）甲"]
    assert not any(line.startswith("（二）") for line in lines)


@given(hostile_reports(), st.booleans())
def test_hostile_texts_begin_no_line(report: Report, unread: bool) -> None:
    lines = opinion(report._replace(summary=report.summary._replace(tables=int(not unread))))
    assert lines[0] == "项目支出绩效目标审核意见"
    items = [line for line in lines[3:] if line]
    assert all(line.startswith(("一、", "（", "1. ", "2. ", "3. ")) for line in items)
