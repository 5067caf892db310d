"""gitlab: what GitLab's parser asks for, entry by entry."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from jsonschema import Draft202012Validator

from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, render

from .samples import Sample, sample_report
from .strategies import hostile_reports

FINDING = sample_report().findings[2]
TEXT = {"type": "string", "minLength": 1}
# What GitLab's schema and documentation ask for, in our words; GitLab stops at the first entry that lacks it.
WANTED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {**TEXT, "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def entries(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render("gitlab", report, ReportOptions()).encode("utf-8"))
    Draft202012Validator(WANTED).validate(found)
    return found


def test_an_entry() -> None:
    assert entries(sample_report())[2] == {
        "description": "U001 “ms”是时间单位，与“接入量”不符。按“接入量”改用“次”等单位。",
        "check_name": "unit-contradicts-name",
        "fingerprint": "4e07408562bedb8b",
        "severity": "major",
        "location": {"path": "数据/目标 表.yaml", "lines": {"begin": 15, "end": 15}},
    }


def test_the_severities() -> None:
    assert [entry["severity"] for entry in entries(sample_report())] == ["major", "info", "major", "info", "minor"]


def test_nothing_found_is_an_empty_array_and_no_mark_stands_before_it() -> None:
    assert render("gitlab", Report((), Summary(), (), fatal=False), ReportOptions()) == "[]\n"


def test_a_path_has_no_dot_in_front() -> None:
    report = Report((FINDING._replace(place=Sample(path="./表/../a.yaml").place("ms")),), Summary(), (), fatal=False)
    assert entries(report)[0]["location"]["path"] == "a.yaml"


@given(hostile_reports())
def test_hostile_texts_are_valid_and_complete(report: Report) -> None:
    found = entries(report)
    assert [entry["fingerprint"] for entry in found] == [finding.fingerprint for finding in report.findings]
    assert all("\n" not in entry["description"] for entry in found)
