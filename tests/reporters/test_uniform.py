"""What holds for every format."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

from perflint import __version__
from perflint.linter import Report, Summary
from perflint.reporters import FOR_PROGRAMS, FORMATS, ReportOptions, render

from .samples import golden, sample_report
from .strategies import hostile_reports

LINE_BY_LINE = ("concise", "github")
"""Formats without a frame: nothing found is nothing written."""
STORED = {
    "github": "report.github.txt",
    "gitlab": "report.gitlab.json",
    "junit": "report.xml",
    "rdjson": "report.rdjson",
    "markdown": "report.md",
    "html": "report.html",
    "opinion": "report.opinion.txt",
}
"""Formats whose golden file has no test of its own."""
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("format", STORED)
def test_the_whole_report(format: str) -> None:
    text = render(format, sample_report(), ReportOptions()).replace(f"perflint {__version__} ", "perflint 0.0.0 ")
    assert text == golden(STORED[format], text)


@pytest.mark.parametrize("format", FORMATS)
@given(report=hostile_reports())
def test_hostile_texts_neither_command_a_terminal_nor_turn_a_line_round(format: str, report: Report) -> None:
    text = render(format, report, ReportOptions())
    assert not CONTROLS.search(text)
    assert text == render(format, report, ReportOptions())


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_can_be_written_as_utf8_and_ends_its_line(format: str) -> None:
    text = render(format, sample_report(), ReportOptions())
    assert text.encode("utf-8").endswith(b"\n")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_report(format: str) -> None:
    text = render(format, Report((), Summary(), (), fatal=False), ReportOptions())
    assert text == "" if format in LINE_BY_LINE else text.endswith("\n")


def test_formats_for_programs_have_no_colour() -> None:
    report = sample_report()
    for format in FOR_PROGRAMS:
        assert render(format, report, ReportOptions(colour=True)) == render(format, report, ReportOptions())
