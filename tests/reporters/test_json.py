"""json: the field names and units that the issue fixes, valid whatever the data holds."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from perflint.finding import Edit, Fix, Related, Safety
from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, render
from perflint.reporters.jsontext import dump
from perflint.text import SourceText

from .samples import Sample, golden, sample_report
from .strategies import places, texts


def as_json(report: Report) -> str:
    return render("json", report, ReportOptions())


def one(**changes: Any) -> dict[str, Any]:
    finding = sample_report().findings[2]._replace(**changes)
    found: dict[str, Any] = json.loads(as_json(Report((finding,), Summary(), (), fatal=False)))["findings"][0]
    return found


def test_the_whole_report() -> None:
    text = as_json(sample_report())
    assert text == golden("report.json", text)


def test_the_fields_of_a_finding_and_their_order() -> None:
    assert list(one()) == [
        "code", "name", "severity", "message", "reason", "help", "path", "line", "column", "end_line", "end_column",
        "pointer", "project", "indicator", "related", "fix", "fingerprint",
    ]  # fmt: skip
    assert list(one()["related"][0]) == ["message", "path", "line", "column", "pointer"]
    assert list(one()["fix"]) == ["safety", "title", "edits"]
    assert list(one()["fix"]["edits"][0]) == ["line", "column", "end_line", "end_column", "text"]
    document = json.loads(as_json(sample_report()))
    assert document["version"] == 1
    assert list(document["summary"]) == [
        "files", "skipped", "tables", "projects", "indicators", "error", "warning", "info", "suppressed", "baselined",
    ]  # fmt: skip


def test_what_is_missing_is_null() -> None:
    found = one(project=None, indicator=None, fix=None, related=())
    assert (found["project"], found["indicator"], found["fix"], found["related"]) == (None, None, None, [])
    assert one(place=Sample().place("ms"))["pointer"] is None


def test_nothing_found() -> None:
    text = as_json(Report((), Summary(files=1), (), fatal=False))
    assert text.startswith('{\n  "version": 1,\n  "findings": [],\n  "summary": {\n    "files": 1,\n')
    assert text.endswith("  }\n}\n")


def test_hanzi_are_not_escaped_and_controls_are() -> None:
    finding = sample_report().findings[2]._replace(message="超\x1b[31m\x9b\u202e\u2028")
    text = as_json(Report((finding,), Summary(), (), fatal=False))
    assert '"message": "超\\u001b[31m\\u009b\\u202e\\u2028"' in text


def test_a_lone_surrogate_can_be_written_and_comes_back() -> None:
    text = dump({"message": "\ud83d，😀"}, depth=1)
    assert text == '{\n  "message": "\\ud83d，😀"\n}\n'
    assert json.loads(text.encode("utf-8")) == {"message": "\ud83d，😀"}


PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@given(st.text(st.characters(exclude_categories=()), max_size=30).filter(lambda words: not PAIR.search(words)))
def test_any_text_gives_json_that_is_utf8_and_equal(words: str) -> None:
    text = dump({words: [words, {words: words}]}, depth=2)
    assert json.loads(text.encode("utf-8")) == {words: [words, {words: words}]}
    assert not re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]", text)


@given(texts, st.data())
def test_every_region_cut_by_its_own_columns_is_what_was_meant(text: str, data: st.DataObject) -> None:
    source = SourceText("表.yaml", text)
    primary, related, edited = (data.draw(places(source)) for _ in range(3))
    fix = Fix(Safety.SAFE, "改", (Edit(edited, "新"),))
    found = one(place=primary, related=(Related("另", related),), fix=fix)
    assert cut(text, found) == source.cut(primary.span)
    assert cut(text, found["fix"]["edits"][0]) == source.cut(edited.span)
    start = found["related"][0] | {"end_line": len(lines(text)), "end_column": len(lines(text)[-1]) + 1}
    assert cut(text, start) == text[related.span.start :]


def lines(text: str) -> list[str]:
    """Lines with their breaks; the last has none."""
    return [*re.findall(r"[^\r\n]*(?:\r\n|\r|\n)", text), re.split(r"[\r\n]", text)[-1]]


def cut(text: str, region: dict[str, int]) -> str:
    """The text of a region, by lines and code points alone."""
    whole = lines(text)[region["line"] - 1 : region["end_line"]]
    tail = len(whole[-1]) - (region["end_column"] - 1)
    joined = "".join(whole)
    return joined[region["column"] - 1 : len(joined) - tail]
