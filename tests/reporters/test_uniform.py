"""What holds for every format."""

from __future__ import annotations

import pytest

from perflint.linter import Report, Summary
from perflint.reporters import FOR_PROGRAMS, FORMATS, ReportOptions, render

from .samples import sample_report


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_can_be_written_as_utf8_and_ends_its_line(format: str) -> None:
    text = render(format, sample_report(), ReportOptions())
    assert text.encode("utf-8").endswith(b"\n")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_report(format: str) -> None:
    text = render(format, Report((), Summary(), (), fatal=False), ReportOptions())
    assert text == "" if format == "concise" else text.endswith("\n")


def test_formats_for_programs_have_no_colour() -> None:
    report = sample_report()
    for format in FOR_PROGRAMS:
        assert render(format, report, ReportOptions(colour=True)) == render(format, report, ReportOptions())
