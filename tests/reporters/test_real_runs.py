"""Reports on real tables: positions hold for what readers and rules make, not only for made findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perflint.linter import Report, lint
from perflint.reporters import ReportOptions, render

from .test_json import cut as cut_code_points
from .test_sarif import cut as cut_utf16

ROOT = Path(__file__).parents[2]
TABLES = sorted([*(ROOT / "examples").glob("*.yaml"), *(ROOT.parent / "shared" / "data" / "real").glob("*.yaml")])


@pytest.fixture(scope="module")
def report() -> Report:
    """The examples, and the tables beside the repository where they are there."""
    return lint([str(path) for path in TABLES])


def test_every_snippet_is_cut_by_its_own_columns(report: Report) -> None:
    (run,) = json.loads(render("sarif", report, ReportOptions()))["runs"]
    texts = {finding.fingerprint: finding.place.source.text for finding in report.findings}
    assert len(run["results"]) == len(report.findings)
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        for region in (place["region"], place["contextRegion"]):
            assert cut_utf16(texts[result["partialFingerprints"]["perflint/v1"]], region) == region["snippet"]["text"]


def test_json_points_at_the_same_text(report: Report) -> None:
    found = json.loads(render("json", report, ReportOptions()))["findings"]
    for entry, finding in zip(found, report.findings, strict=True):
        assert cut_code_points(finding.place.source.text, entry) == finding.place.source.cut(finding.place.span)


def test_no_two_findings_share_a_fingerprint(report: Report) -> None:
    fingerprints = [finding.fingerprint for finding in report.findings]
    assert len(set(fingerprints)) == len(fingerprints)


def test_every_finding_has_its_place_in_the_other_formats(report: Report) -> None:
    concise = render("concise", report, ReportOptions()).splitlines()
    full = render("full", report, ReportOptions(width=80))
    assert len(concise) == len(report.findings)
    for line, finding in zip(concise, report.findings, strict=True):
        place = line.split(": ", 1)[0]
        assert f"{finding.severity}[{finding.code}] {finding.name}  {place}\n" in full
