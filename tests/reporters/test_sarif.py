"""sarif: what GitHub and editors need, point by point; the validators run in `.ci/sarif`."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint import __version__
from perflint.finding import Edit, Finding, Fix, Place, Related, Safety, Severity, Spot
from perflint.linter import Report, Summary
from perflint.pages import rule_markdown, rule_text
from perflint.reporters import ReportOptions, render, sarif
from perflint.text import SourceText, Span

from .samples import PATH, RULES, Sample, golden, sample_report
from .strategies import places, texts

FINDING = sample_report().findings[2]


def run_of(*findings: Finding, fatal: bool = False, exit_code: int | None = None) -> dict[str, Any]:
    report = Report(findings, Summary(), RULES, fatal)
    log = json.loads(render("sarif", report, ReportOptions(exit_code=exit_code)).encode("utf-8"))
    found: dict[str, Any] = log["runs"][0]
    return found


def result_of(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = run_of(FINDING._replace(**changes))["results"][0]
    return found


def physical(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["locations"][0]["physicalLocation"]
    return found


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_whole_report() -> None:
    text = render("sarif", sample_report(), ReportOptions(exit_code=2)).replace(f'"{__version__}"', '"0.0.0"')
    assert text == golden("report.sarif", text)


def test_the_same_report_gives_the_same_text() -> None:
    first, second = (render("sarif", sample_report(), ReportOptions()) for _ in range(2))
    assert first == second


def test_the_worst_come_first_and_then_their_places() -> None:
    order = [(result["ruleId"], result["level"]) for result in run_of(*sample_report().findings)["results"]]
    assert order == [("E001", "error"), ("U001", "error"), ("V003", "warning"), ("G005", "note"), ("U011", "note")]


def test_all_enabled_rules_are_described_whether_they_fired_or_not() -> None:
    rules = run_of()["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"]) for rule in rules] == [
        ("E001", "UnreadableFile"),
        ("G005", "SloganGoal"),
        ("U001", "UnitContradictsName"),
        ("U011", "UnitSpelling"),
        ("V003", "FullSatisfaction"),
    ]
    rule = rules[2]
    assert rule["shortDescription"]["text"] == "单位与指标名称的量纲不符。"
    assert rule["fullDescription"]["text"] == f"{RULES[2].page.title}。{RULES[2].page.reason}"
    assert rule["help"] == {"text": rule_text(RULES[2]), "markdown": rule_markdown(RULES[2])}
    assert rule["help"]["markdown"].startswith("# U001 unit-contradicts-name\n\n**单位与指标名称的量纲不符**\n\n")
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"] == {"tags": ["单位"], "precision": "very-high", "problem.severity": "error"}
    assert run_of(FINDING)["results"][0]["ruleIndex"] == 2


def test_an_info_is_a_note_and_a_recommendation() -> None:
    rule = run_of()["tool"]["driver"]["rules"][1]
    assert rule["defaultConfiguration"] == {"level": "note"}
    assert rule["properties"]["problem.severity"] == "recommendation"


def test_the_level_is_the_findings_own() -> None:
    assert result_of(severity=Severity.WARNING)["level"] == "warning"


def test_a_message_says_what_is_wrong_and_what_to_write_and_links_its_related_places() -> None:
    result = result_of()
    assert result["message"]["text"] == (
        "“ms”是时间单位，与“接入量”不符。按“接入量”改用“次”等单位。另见：[年度值相同](1)、[名称\\[1\\](2)](2)。"
    )
    assert [(place["id"], place["message"]["text"]) for place in result["relatedLocations"]] == [
        (1, "年度值相同"),
        (2, "名称\\[1\\](2)"),
    ]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("名称{0}", "名称{{0}}。"),
        ("见[这里](1)", "见\\[这里\\](1)。"),
        ("甲\\[乙", "甲\\\\\\[乙。"),
        ("甲\n乙\x1b[0m\u202e", "甲␊乙␛\\[0m\\\\u202e。"),
        ("孤\ud83d", "孤\\\\ud83d。"),
        ("**粗** <script>&amp;", "**粗** <script>&amp;。"),
        ("已有句号。", "已有句号。"),
    ],
)
def test_words_of_the_data_are_neither_placeholders_nor_links(message: str, text: str) -> None:
    assert result_of(message=message, help="", related=())["message"]["text"] == text


def test_places_are_relative_to_the_root_and_percent_encoded() -> None:
    assert physical(result_of())["artifactLocation"] == {
        "uri": "%E6%95%B0%E6%8D%AE/%E7%9B%AE%E6%A0%87%20%E8%A1%A8.yaml",
        "uriBaseId": "SRCROOT",
    }


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a:b.yaml", "a%3Ab.yaml"),
        ("::error::x.yaml", "%3A%3Aerror%3A%3Ax.yaml"),
        ("./100%#?.yaml", "100%25%23%3F.yaml"),
        ("里/../外.yaml", "%E5%A4%96.yaml"),
        ("-", "-"),
        ("坏\udcff.yaml", "%E5%9D%8F%FF.yaml"),
    ],
)
def test_unusual_paths(path: str, uri: str) -> None:
    assert physical(result_of(place=Sample(path=path).place("ms")))["artifactLocation"]["uri"] == uri


def test_the_root_is_that_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "仓库" / ".git").mkdir(parents=True)
    (tmp_path / "仓库" / "表").mkdir()
    from_outside = result_of(place=Sample(path="仓库/表/a.yaml").place("ms"))
    monkeypatch.chdir(tmp_path / "仓库" / "表")
    from_inside = result_of(place=Sample(path="a.yaml").place("ms"))
    assert physical(from_outside)["artifactLocation"] == physical(from_inside)["artifactLocation"]
    assert physical(from_inside)["artifactLocation"] == {"uri": "%E8%A1%A8/a.yaml", "uriBaseId": "SRCROOT"}


def test_sources_of_several_repositories_are_relative_to_the_folder(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name / ".git").mkdir(parents=True)
    findings = [FINDING._replace(place=Sample(path=f"{name}/a.yaml").place("ms")) for name in ("甲", "乙")]
    uris = [physical(result)["artifactLocation"]["uri"] for result in run_of(*findings)["results"]]
    assert uris == ["%E7%94%B2/a.yaml", "%E4%B9%99/a.yaml"]


def test_a_link_is_followed_to_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    os.symlink(tmp_path / "a.yaml", tmp_path / "link.yaml")
    assert physical(result_of(place=Sample(path="link.yaml").place("ms")))["artifactLocation"]["uri"] == "a.yaml"


def test_outside_of_the_root_the_uri_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "内").mkdir()
    monkeypatch.chdir(tmp_path / "内")
    location = physical(result_of(place=Sample(path="../外.yaml").place("ms")))["artifactLocation"]
    assert location == {"uri": (tmp_path / "外.yaml").as_uri()}


def test_no_absolute_path_is_told(tmp_path: Path) -> None:
    text = render("sarif", sample_report(), ReportOptions())
    assert str(tmp_path) not in text
    assert "file:" not in text


def test_columns_are_utf16_units_and_said_to_be() -> None:
    result = result_of(place=Sample("甲𠀀😀乙", "a.yaml").place("乙"))
    assert run_of()["columnKind"] == "utf16CodeUnits"
    assert physical(result)["region"] == {
        "startLine": 1,
        "startColumn": 6,
        "endLine": 1,
        "endColumn": 7,
        "snippet": {"text": "乙"},
    }


def test_the_context_is_a_line_more_on_both_sides_and_of_a_long_line_a_part() -> None:
    short = physical(result_of())["contextRegion"]
    assert short["snippet"]["text"] == "        name: 日均“接入”量\n        full: ≥10ms\n        annual: ≥10ms"
    long = physical(result_of(place=Sample("前" * 9000 + "乙" + "后" * 9000, "a.json").place("乙")))["contextRegion"]
    assert long["snippet"]["text"] == "前" * sarif.CONTEXT + "乙" + "后" * sarif.CONTEXT


def test_a_huge_region_has_no_snippet() -> None:
    result = result_of(place=Sample("长" * 5000, "a.json").place("长" * 5000))
    assert "snippet" not in physical(result)["region"]


def test_a_pointer_is_the_logical_location() -> None:
    assert result_of()["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "/projects/0/indicators/0/full"}]
    assert "logicalLocations" not in result_of(place=Sample().place("ms"))["locations"][0]


def test_both_fingerprints() -> None:
    assert result_of()["partialFingerprints"] == {
        "primaryLocationLineHash": "b77fb99a286b1116:1",
        "perflint/v1": "4e07408562bedb8b",
    }


def test_a_source_without_text_leaves_the_line_hash_to_github() -> None:
    assert list(run_of(sample_report().findings[0])["results"][0]["partialFingerprints"]) == ["perflint/v1"]


def test_a_fix_is_replacements_in_the_unmodified_file() -> None:
    (fix,) = result_of()["fixes"]
    assert fix["description"]["text"] == "“ms”改为“次”"
    assert fix["properties"] == {"applicability": "unsafe"}
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 15, "startColumn": 18, "endLine": 15, "endColumn": 20},
            "insertedContent": {"text": "次"},
        },
        {
            "deletedRegion": {"startLine": 16, "startColumn": 20, "endLine": 16, "endColumn": 22},
            "insertedContent": {"text": "次"},
        },
    ]


def test_the_invocation_tells_how_the_run_went() -> None:
    assert run_of(FINDING, exit_code=1)["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    (invocation,) = run_of(sample_report().findings[0], fatal=True, exit_code=2)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    (notification,) = invocation["toolExecutionNotifications"]
    assert (notification["level"], notification["message"]["text"]) == ("error", "没有这个文件")
    assert notification["associatedRule"] == {"id": "E001", "index": 0}


def test_more_results_than_github_shows_are_all_written_and_said() -> None:
    run = run_of(*[FINDING] * (sarif.GITHUB_SHOWS + 1))
    assert len(run["results"]) == 5001
    assert run["invocations"][0]["toolExecutionNotifications"] == [
        {
            "level": "warning",
            "message": {"text": "共 5001 处问题；GitHub 只显示最严重的 5000 处，超过 25000 处会拒收。"},
        }
    ]


def test_a_file_in_another_encoding_is_named() -> None:
    source = SourceText("旧.yaml", "a: 甲", "gb18030")
    run = run_of(FINDING._replace(place=Place(Spot(source, Span(3, 4))), fix=None, related=()))
    assert run["artifacts"] == [{"location": {"uri": "%E6%97%A7.yaml", "uriBaseId": "SRCROOT"}, "encoding": "GB18030"}]
    assert "artifacts" not in run_of(FINDING)


def test_suppressed_findings_leave_no_trace() -> None:
    assert "suppressions" not in render("sarif", sample_report(), ReportOptions())
    assert PATH not in render("sarif", sample_report(), ReportOptions())


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


@given(texts, st.sampled_from(ENCODINGS), st.data())
def test_every_region_cut_by_its_own_columns_is_its_snippet(text: str, encoding: str, data: st.DataObject) -> None:
    written = f"项目: 目标\n{text}".encode(encoding)
    source = SourceText.from_bytes("表.yaml", written, lambda _: True)
    primary, related, edited = (data.draw(places(source)) for _ in range(3))
    fix = Fix(Safety.SAFE, "改", (Edit(edited, "新"),))
    result = result_of(place=primary, related=(Related("另", related),), fix=fix)
    whole = written.decode(encoding)
    regions = [region for place in (*result["locations"], *result["relatedLocations"]) for region in _regions(place)]
    assert len(regions) >= 2
    for region in regions:
        assert cut(whole, region) == region["snippet"]["text"]
    assert physical(result)["region"]["snippet"]["text"] == source.cut(primary.span)
    deleted = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert cut(whole, deleted) == source.cut(edited.span)


def _regions(location: dict[str, Any]) -> list[dict[str, Any]]:
    found = location["physicalLocation"]
    return [found[key] for key in ("region", "contextRegion") if key in found]


def cut(text: str, region: dict[str, int]) -> str:
    """The text of a region, by lines and UTF-16 units alone."""
    lines = [*re.findall(r"[^\r\n]*(?:\r\n|\r|\n)", text), re.split(r"[\r\n]", text)[-1]]
    units = [line.encode("utf-16-le") for line in lines[region["startLine"] - 1 : region["endLine"]]]
    units[-1] = units[-1][: 2 * (region["endColumn"] - 1)]
    units[0] = units[0][2 * (region["startColumn"] - 1) :]
    return b"".join(units).decode("utf-16-le")
