"""github: read back as GitHub's runner reads workflow commands."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import given

from perflint.finding import Severity
from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, github, render
from perflint.reporters.positions import region
from perflint.reporters.sentences import told
from perflint.visible import visible

from .samples import Sample, sample_report
from .strategies import hostile_reports

FINDING = sample_report().findings[2]


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def obeyed(line: str) -> Command | None:
    """What the runner makes of a line of a log (`ActionCommand.TryParseV2`), None where it is text."""
    match = re.match(
        r"\s*::(error|warning|notice|debug|group|stop-commands|add-mask)(?: (.*?))?::(.*)", line, re.DOTALL
    )
    if match is None:
        return None
    pairs = (part.split("=", 1) for part in (match[2] or "").strip().split(",") if part)
    properties = {pair[0]: unescaped(pair[1], ":,\r\n") for pair in pairs if len(pair) == 2}
    return Command(match[1], properties, unescaped(match[3], "\r\n"))


def unescaped(text: str, signs: str) -> str:
    for sign in (*signs, "%"):
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def lines(report: Report) -> list[str]:
    return render("github", report, ReportOptions()).split("\n")[:-1]


def commands(*changed: dict[str, object]) -> list[Command | None]:
    findings = tuple(FINDING._replace(**changes) for changes in changed)  # type: ignore[arg-type]
    return [obeyed(line) for line in lines(Report(findings, Summary(), (), fatal=False))]


def test_a_finding_is_an_annotation_at_its_characters() -> None:
    assert commands({}) == [
        Command(
            "error",
            {
                "file": "数据/目标 表.yaml",
                "line": "15",
                "endLine": "15",
                "col": "15",
                "endColumn": "20",
                "title": "U001 unit-contradicts-name",
            },
            "“ms”是时间单位，与“接入量”不符。按“接入量”改用“次”等单位。",
        )
    ]


def test_a_place_of_several_lines_has_no_columns_since_the_runner_drops_them() -> None:
    [command] = commands({"place": Sample().place("建成后𠀀区学生人人满意，\n      保障")})
    assert command is not None
    assert {name: command.properties[name] for name in ("line", "endLine")} == {"line": "5", "endLine": "6"}
    assert not {"col", "endColumn"} & command.properties.keys()


def test_the_worst_come_first() -> None:
    names = [(obeyed(line) or FINDING).name for line in lines(sample_report())]
    assert names == ["error", "error", "warning", "notice", "notice"]


def test_a_message_cannot_begin_a_command_nor_add_a_property() -> None:
    [line] = lines(
        Report(
            (FINDING._replace(message="甲%0A::error::乙\n::add-mask::丙 ##[group]丁", help=""),), Summary(), (), False
        )
    )
    assert line.endswith("::甲%250A::error::乙␊::add-mask::丙 ##\\[group]丁。")
    [command] = commands({"place": Sample(path="a,line=1::x%.yaml").place("ms")})
    assert command is not None
    assert (command.properties["file"], command.properties["line"]) == ("a,line=1::x%.yaml", "15")


def test_more_than_github_shows_is_said_before_all_else() -> None:
    many = Report((FINDING,) * (github.SHOWN + 1), Summary(error=github.SHOWN + 1, info=2), (), fatal=False)
    first, *others = lines(many)
    assert first == (
        "::notice title=perflint::GitHub 每个级别只显示 10 条；共有错误 11、警告 0、提示 2，全部在日志里。"
    )
    assert len(others) == github.SHOWN + 1
    few = Report((FINDING,) * github.SHOWN, Summary(error=github.SHOWN), (), fatal=False)
    assert len(lines(few)) == github.SHOWN


@given(hostile_reports())
def test_hostile_texts_are_read_back_as_they_are_shown(report: Report) -> None:
    found = sorted(report.findings, key=lambda finding: -finding.severity.rank)
    for line, finding in zip(lines(report), found, strict=True):
        command = obeyed(line)
        assert command is not None
        assert command.name == {Severity.INFO: "notice"}.get(finding.severity, str(finding.severity))
        assert command.message == told(finding)
        assert command.properties["title"] == f"{finding.code} {finding.name}"
        assert command.properties["file"].endswith(visible(finding.place.source.path))
        at = region(finding.place.source, finding.place.span)
        assert (command.properties["line"], command.properties["endLine"]) == (str(at.line), str(at.end_line))
        assert "##[" not in line
