"""markdown: parsed as GitHub would, it holds two tables of words and nothing else."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, markdown, render
from perflint.visible import visible

from .samples import Sample, sample_report
from .strategies import hostile_reports

FINDING = sample_report().findings[2]
APART = "\u200b"


def rendered(report: Report) -> str:
    return render("markdown", report, ReportOptions())


def parsed(text: str) -> list[Token]:
    """Tables, strike-through and bare links as in GitHub's dialect, HTML allowed so that it would be seen."""
    parser = MarkdownIt("commonmark", {"html": True, "linkify": True}).enable(["table", "strikethrough", "linkify"])
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False})
    return parser.parse(text)


def tables(text: str) -> list[list[list[str]]]:
    """The tables by rows and cells."""
    found: list[list[list[str]]] = []
    tokens = parsed(text)
    for token, after in pairwise(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("th_open", "td_open"):
            found[-1][-1].append("".join(child.content for child in after.children or ()))
    return found


def test_projects_and_findings_the_worst_first() -> None:
    projects, findings = tables(rendered(sample_report()))
    assert projects == [
        ["项目", "错误", "警告", "提示"],
        ["智慧校园[建设]", "1", "0", "1"],
        ["::error::读不了.yaml", "1", "0", "0"],
        ["食堂修缮", "0", "1", "1"],
    ]
    assert findings[0] == ["级别", "规则", "项目", "指标", "问题和改法", "位置"]
    assert [row[:2] for row in findings[1:]] == [
        ["错误", "E001"],
        ["错误", "U001"],
        ["警告", "V003"],
        ["提示", "G005"],
        ["提示", "U011"],
    ]
    assert findings[2][2:] == [
        "智慧校园[建设]",
        "日均“接入”量",
        "“ms”是时间单位，与“接入量”不符。按“接入量”改用“次”等单位。",
        "数据/目标 表.yaml:15:15",
    ]


def test_nothing_found_is_said() -> None:
    text = rendered(Report((), Summary(files=1, tables=1), (), fatal=False))
    assert "**没有发现问题。**" in text
    assert not tables(text)


def test_a_long_report_stays_below_what_a_comment_may_hold_and_says_what_is_left_out() -> None:
    text = rendered(Report((FINDING,) * 3000, Summary(error=3000), (), fatal=False))
    assert 60_000 < len(text) <= 65_536
    _, findings = tables(text)
    assert text.endswith(f"\n还有 {3000 - len(findings) + 1} 处没有列出。\n")


def test_many_projects_are_counted_and_a_long_name_is_cut() -> None:
    found = tuple(
        FINDING._replace(
            project=f"项目{number}" + "长" * 1000, place=Sample().place("ms", f"/projects/{number}/indicators/0/full")
        )
        for number in range(60)
    )
    text = rendered(Report(found, Summary(error=60), (), fatal=False))
    projects, _ = tables(text)
    assert len(projects) == 1 + markdown.PROJECTS
    assert "\n还有 10 个项目没有列出。\n" in text
    assert projects[1][0] == "项目0" + "长" * (markdown.CELL - 3) + "……"


def test_no_mention_no_reference_no_link() -> None:
    message = "@all #12 https://b.cn www.b.cn a@b.cn [x](//b) <b>甲</b> |乙| `丙` ~~丁~~ $x$ &lt;"
    text = rendered(Report((FINDING._replace(message=message, help=""),), Summary(error=1), (), fatal=False))
    cell = tables(text)[1][1][4]
    assert cell.replace(APART, "") == f"{message}。"
    assert re.findall(r"[@#][\w.]|://|www\.b", cell) == []
    assert "@all" not in text


@given(hostile_reports())
def test_hostile_texts_are_nothing_but_words(report: Report) -> None:
    text = rendered(report)
    tokens = parsed(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "strong_open", "strong_close", "softbreak"}
    assert not {"html_block", "fence", "code_block", "hr", "blockquote_open"} & {token.type for token in tokens}
    projects, findings = tables(text)
    assert {len(row) for row in projects} == {4}
    assert {len(row) for row in findings} == {6}
    assert len(findings) == 1 + len(report.findings)
    shown = {row[3].replace(APART, "") for row in findings[1:]}
    assert shown == {visible(finding.indicator or "").strip() for finding in report.findings}
