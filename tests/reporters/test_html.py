"""html: what stands in the page; what a browser makes of it is in `.ci/browser`."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib import import_module
from typing import Any

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from perflint.finding import Related, Severity
from perflint.linter import Options, Report, lint_text
from perflint.reporters import ReportOptions, render
from perflint.text import lines
from perflint.visible import visible

from .samples import sample_report
from .strategies import encodable, hostile_reports, hostile_texts

TABLE = """\
unit: 示例学校
year: 2024
budget: {total: 20, fiscal: 19}
projects:
  - name: 校园网络<b>服务</b>
    budget: {total: 12.5, fiscal: 12.5}
    goal: |
      为5000名师生提供稳定的网络接入服务，
      全年中断不超过8小时。
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms, annual: ≤10ms, note: 试行}
      - {level1: 产出指标, level2: 质量指标, name: 设备验收合格率, full: 100%, annual: ""}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度, full: ≥90%, annual: ≥90%}
  - name: 食堂修缮
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 修缮面积, full: ≥1200平方米, annual: ≥1200平方米}
"""


def page(report: Report) -> Any:
    """The page as a browser's parser reads it; it complains of every fault."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(render("html", report, ReportOptions()))


def checked(text: str, *codes: str) -> Any:
    return page(lint_text(text, "表.yaml", Options(select=codes)))


def words(element: Any) -> str:
    return "".join(element.itertext())


def of(tree: Any, name: str) -> list[Any]:
    """The elements with a class."""
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def test_the_table_with_its_marked_cells() -> None:
    tree = checked(TABLE, "U001", "S011")
    first, second = of(tree, "project")
    heading, *rows = first.iter("tr")
    assert [words(cell) for cell in heading] == [
        *("一级指标", "二级指标", "指标名称", "实施周期指标值", "年度指标值", "备注"),
    ]
    assert [words(cell) for cell in rows[0]] == ["产出指标", "数量指标", "日均接入量", "≤10ms●1", "≤10ms↗1", "试行"]
    assert [(mark.get("class"), mark.text) for mark in first.iter("mark")] == [("error", "ms"), ("also", "ms")]
    assert [badge.get("href") for badge in of(first, "badge")] == ["#f1", "#f1"]
    assert not list(second.iter("mark"))


def test_marks_that_overlap_look_like_the_gravest_of_each_piece() -> None:
    report = lint_text(TABLE, "表.yaml")
    goal = report.tables[0].projects[0].goal
    assert goal is not None
    [first, second] = [found for found in report.findings if found.code in ("U001", "S003")][:2]
    found = (
        first._replace(place=goal.at(1, 6), severity=Severity.WARNING, related=()),
        second._replace(place=goal.at(3, 4), severity=Severity.ERROR, related=(Related("另见", goal.at(5, 8)),)),
    )
    [project, _] = of(page(report._replace(findings=found)), "project")
    marks = [(mark.get("class"), mark.text) for mark in project.iter("mark")]
    assert marks == [("warning", "50"), ("error", "0"), ("warning", "0"), ("warning", "名"), ("also", "师生")]
    assert [badge.text for badge in of(project, "badge")] == ["▲1", "●2"]


def test_what_is_written_beside_the_table() -> None:
    tree = checked(TABLE, "U001")
    [project, _] = of(tree, "project")
    facts = [(words(title), words(text)) for title, text in zip(project.iter("dt"), project.iter("dd"), strict=True)]
    assert facts == [
        ("预算", "总计 12.5，财政拨款 12.5"),
        ("绩效目标", "为5000名师生提供稳定的网络接入服务，全年中断不超过8小时。"),
    ]
    assert words(next(project.iter("h3"))) == "校园网络<b>服务</b>"
    assert words(next(of(tree, "whole")[0].iter("dd"))) == "总计 20，财政拨款 19"


def test_a_finding_says_all_and_leads_to_its_rule() -> None:
    tree = checked(TABLE, "U001")
    [finding] = of(tree, "finding")
    assert [words(part) for part in finding] == [
        "●1 错误 U001 日均接入量 表.yaml:11:60",
        "“ms”是时间单位，与名称里的“接入量”不符",
        "改法：按“接入量”重新填写：多少次，数字和符号一并核定；如果要衡量的其实是时间，就改名称",
        "原因：名称说的是一种量，单位却是另一种，完成与否无从判断，审核时会被退回。",
        "年度值相同 表.yaml:11:75",
    ]
    assert {key: finding.get(f"data-{key}") for key in ("project", "rule", "severity")} == {
        "project": "s0-1",
        "rule": "U001",
        "severity": "error",
    }
    [rule] = tree.iter("details")
    assert (rule.get("id"), words(next(rule.iter("summary")))) == ("rule-U001", "U001 单位与指标名称的量纲不符")
    assert [heading.text for heading in rule.iter("h4")] == ["反例", "正例"]


def test_a_blank_cell_that_is_spoken_of_says_that_it_is_blank() -> None:
    tree = checked(TABLE.replace("full: 100%", 'full: ""'), "S011")
    assert "（空白）●1" in [words(cell) for cell in tree.iter("td")]


def test_the_charts_are_tables_of_their_numbers() -> None:
    by_project, by_family = of(checked(TABLE, "U001", "S003", "S007"), "chart")
    assert [[words(cell) for cell in row] for row in by_project.iter("tr")][1:] == [
        ["校园网络<b>服务</b>", "", "2", "0", "1"],
        ["食堂修缮", "", "1", "0", "1"],
    ]
    assert [[words(cell) for cell in row] for row in by_family.iter("tr")][1:] == [
        ["完整性", "", "2", "0", "2"],
        ["单位", "", "1", "0", "0"],
    ]


def test_the_filter_offers_what_is_there() -> None:
    project, rule = checked(TABLE, "U001", "S003", "S007").iter("select")
    assert [(option.get("value"), words(option)) for option in project.iter("option")] == [
        ("", "全部项目"),
        ("s0-1", "校园网络<b>服务</b>（3）"),
        ("s0-2", "食堂修缮（2）"),
    ]
    assert [(option.get("value"), words(option)) for option in rule.iter("option")] == [
        ("", "全部规则"),
        ("S", "完整性，全部（4）"),
        ("S003", "S003 没有效益指标（2）"),
        ("S007", "S007 产出里没有时效指标（2）"),
        ("U", "单位，全部（1）"),
        ("U001", "U001 单位与指标名称的量纲不符（1）"),
    ]


def test_findings_that_no_table_holds_are_there_too() -> None:
    tree = page(sample_report())
    assert [words(heading) for heading in tree.iter("h2")] == ["::error::读不了.yaml", "数据/目标 表.yaml", "规则说明"]
    assert [words(heading) for part in of(tree, "whole") for heading in part.iter("h3")] == [
        *("文件本身", "智慧校园[建设]", "食堂修缮"),
    ]
    assert len(of(tree, "finding")) == 5


def test_nothing_found_is_a_page_of_the_tables() -> None:
    tree = checked(TABLE, "X")
    assert words(of(tree, "lead")[0]) == "没有发现问题。"
    assert len(of(tree, "project")) == 2
    assert not [*tree.iter("script"), *of(tree, "filter"), *of(tree, "chart")]


def test_more_than_a_browser_bears_is_cut_to_the_worst_and_said(monkeypatch: Any) -> None:
    monkeypatch.setattr(import_module("perflint.reporters.html.sections"), "DETAILED", 2)
    report = lint_text(TABLE, "表.yaml")
    tree = page(report)
    shown = of(tree, "finding")
    assert [finding.get("data-severity") for finding in shown] == ["error", "error"]
    assert "这里只列出最重的 2 处和有关的项目" in words(tree)
    numbers = [int(words(cell)) for cell in of(of(tree, "chart")[1], "number")]
    assert sum(numbers) == len(report.findings)


def test_the_policy_allows_the_page_its_own_style_and_script_and_nothing_else() -> None:
    text = render("html", sample_report(), ReportOptions())
    tree = page(sample_report())
    [policy] = [meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv")]

    def allowed(name: str) -> str:
        [content] = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; style-src {allowed('style')}; script-src {allowed('script')}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not [element for element in tree.iter() if {"src", "style", "onclick"} & element.attrib.keys()]
    links = {element.get("href") for element in tree.iter() if element.get("href")}
    assert all(link.startswith("#") for link in links)


ATTRIBUTES = {
    *("class", "id", "href", "title", "lang", "charset", "content", "http-equiv", "name", "scope", "type", "value"),
    *("data-f", "data-field", "data-value", "data-project", "data-rule", "data-severity", "data-text", "aria-label"),
    *("aria-live", "aria-hidden", "checked", "hidden", "label", "placeholder", "viewBox", "preserveAspectRatio"),
    *("x", "y", "width", "height"),
}
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article", "div", "p"),
    *("h1", "h2", "h3", "h4", "span", "b", "i", "a", "bdi", "br", "mark", "dl", "dt", "dd", "ol", "ul", "li", "table"),
    *("thead", "tbody", "tr", "th", "td", "svg", "rect", "button", "form", "fieldset", "legend", "label", "input"),
    *("select", "option", "optgroup", "output", "details", "summary", "dialog", "script", "strong", "pre", "code"),
}


@given(st.lists(hostile_texts.map(encodable), min_size=4, max_size=4))
def test_a_hostile_table_is_nothing_but_words(texts: list[str]) -> None:
    """Names, values and what rules say of them."""
    levels = {"level1": "产出指标", "level2": "数量指标"}
    rows = [
        {**levels, "name": f"{text}日均接入量（个）", "full": f"≤10ms{texts[0]}", "note": texts[1]} for text in texts
    ]
    table = {"unit": texts[2], "projects": [{"name": text, "goal": texts[3], "indicators": rows} for text in texts]}
    report = lint_text(json.dumps({"year": 2024, **table}), "表.json")
    tree = page(report)
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= TAGS
    assert not [name for element in tree.iter() for name in element.attrib if name not in ATTRIBUTES]
    assert len(of(tree, "finding")) == len(report.findings)
    assert len(of(tree, "indicators")) == len(texts)
    notes = {words(list(row)[-1]) for part in of(tree, "indicators") for row in list(part)[1]}
    assert notes == {"".join(map(visible, lines(texts[1])))}


@given(hostile_reports())
def test_hostile_texts_are_nothing_but_words(report: Report) -> None:
    tree = page(report)
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= TAGS
    assert len(list(tree.iter("script"))) == 1
    found = of(tree, "finding")
    assert len(found) == len(report.findings)
    told = [words(of(finding, "what")[0]) for finding in found]
    assert sorted(told) == sorted("".join(map(visible, lines(finding.message))) for finding in report.findings)
    assert sum(int(words(cell)) for cell in of(of(tree, "chart")[0], "number")) == len(found)
    assert {finding.get("data-severity") for finding in found} <= set(Severity)
