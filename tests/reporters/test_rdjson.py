"""rdjson: what reviewdog reads; its format is also checked by a validator of its own in `.ci/formats`."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perflint.finding import Edit, Fix, Place, Related, Safety, Spot
from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, render
from perflint.text import SourceText

from .samples import Sample, sample_report
from .strategies import hostile_reports, places, texts

FINDING = sample_report().findings[2]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def diagnostics(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render("rdjson", report, ReportOptions()).encode("utf-8"))["diagnostics"]
    return found


def diagnostic(**changes: Any) -> dict[str, Any]:
    return diagnostics(Report((FINDING._replace(**changes),), Summary(), (), fatal=False))[0]


def cut(text: str, range: dict[str, dict[str, int]]) -> str:
    """The text of a range, by lines and bytes of UTF-8 alone."""
    start, end = range["start"], range["end"]
    lines = [*re.findall(r"[^\r\n]*(?:\r\n|\r|\n)", text), re.split(r"[\r\n]", text)[-1]]
    chosen = [line.encode() for line in lines[start["line"] - 1 : end["line"]]]
    chosen[-1] = chosen[-1][: end["column"] - 1]
    chosen[0] = chosen[0][start["column"] - 1 :]
    return b"".join(chosen).decode()


def test_a_diagnostic() -> None:
    found = diagnostic(related=())
    assert found == {
        "message": "“ms”是时间单位，与“接入量”不符。按“接入量”改用“次”等单位。",
        "location": {
            "path": "数据/目标 表.yaml",
            "range": {"start": {"line": 15, "column": 15}, "end": {"line": 15, "column": 22}},
        },
        "severity": "ERROR",
        "code": {"value": "U001"},
        "suggestions": [
            {"range": {"start": {"line": 15, "column": 20}, "end": {"line": 15, "column": 22}}, "text": "次"},
            {"range": {"start": {"line": 16, "column": 22}, "end": {"line": 16, "column": 24}}, "text": "次"},
        ],
    }


def test_the_severities() -> None:
    found = [entry["severity"] for entry in diagnostics(sample_report())]
    assert found == ["ERROR", "INFO", "ERROR", "INFO", "WARNING"]


def test_changes_on_one_line_are_one_suggestion_with_what_lies_between() -> None:
    sample = Sample("值: ≥10ms，约10ms", "a.yaml")
    fix = Fix(Safety.UNSAFE, "改", (Edit(sample.place("ms", nth=2), "次"), Edit(sample.place("ms"), "个")))
    [suggestion] = diagnostic(place=sample.place("≥10ms"), related=(), fix=fix)["suggestions"]
    assert suggestion["text"] == "个，约10次"
    assert cut(sample.source.text, suggestion["range"]) == "ms，约10ms"


def test_a_fix_that_touches_another_file_is_no_suggestion() -> None:
    fix = Fix(Safety.SAFE, "改", (Edit(Sample().place("ms"), "次"), Edit(Sample("乙", "b.yaml").place("乙"), "丙")))
    assert "suggestions" not in diagnostic(fix=fix)


@given(texts, st.sampled_from(ENCODINGS), st.data())
def test_every_range_cut_by_its_bytes_is_the_text_meant(text: str, encoding: str, data: st.DataObject) -> None:
    written = f"项目: 目标\n{text}".encode(encoding)
    source = SourceText.from_bytes("表.yaml", written, lambda _: True)
    primary, related, edited = (data.draw(places(source)) for _ in range(3))
    fix = Fix(Safety.SAFE, "改", (Edit(edited, "新"),))
    found = diagnostic(place=primary, related=(Related("另", related),), fix=fix)
    (other,), (suggestion,) = found["related_locations"], found["suggestions"]
    assert cut(source.text, found["location"]["range"]) == source.cut(primary.span)
    assert cut(source.text, other["location"]["range"]) == source.cut(related.span)
    assert cut(source.text, suggestion["range"]) == source.cut(edited.span)


def test_columns_far_along_a_line_are_right() -> None:
    """Bytes are counted from marks in a long text."""
    source = SourceText("a.json", "甲a𠀀" * 9000 + "乙" + "丙" * 9000)
    offset = source.text.index("乙")
    found = diagnostic(place=Place(Spot(source, source.line_span(1)), offset, offset + 1), fix=None)
    assert found["location"]["range"]["start"] == {"line": 1, "column": 9000 * 8 + 1}
    assert cut(source.text, found["location"]["range"]) == "乙"


@given(hostile_reports())
def test_hostile_texts_stay_texts_and_fixes_do_what_they_say(report: Report) -> None:
    for found, finding in zip(diagnostics(report), report.findings, strict=True):
        assert "\n" not in found["message"]
        for suggestion in found.get("suggestions", ()):
            assert finding.fix is not None
            assert suggestion["text"] == finding.fix.edits[0].text
