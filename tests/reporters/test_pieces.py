"""A report goes out in pieces: many findings take time, not memory, and no format holds its text twice."""

from __future__ import annotations

import tracemalloc
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from perflint.files import write_atomically
from perflint.interface import language, say, speaking
from perflint.linter import Report
from perflint.reporters import FORMATS, ReportOptions, pieces, render
from reporters.samples import sample_report

STREAMED = ("concise", "json", "sarif", "github", "gitlab", "rdjson", "full")
"""Formats that need to know no more than a finding to tell of it; the others count, group or number first."""


def report_of(times: int) -> Report:
    """The sample's findings again and again, but for what could not be read: SARIF tells of that in its head, too."""
    sample = sample_report()
    return sample._replace(findings=sample.findings[1:] * times)


def peak(format: str, report: Report) -> int:
    """The most bytes that are held at once while the report is written and each piece forgotten.

    The least of three: a table of the whole process (of a cache, of names) may grow in one of them.
    """
    return min(_peak(format, report) for _ in range(3))


def _peak(format: str, report: Report) -> int:
    options = ReportOptions()
    deque(pieces(format, report, options), maxlen=0)  # what is loaded once
    tracemalloc.start()
    try:
        deque(pieces(format, report, options), maxlen=0)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("format", STREAMED)
def test_eight_times_as_many_findings_take_no_more_memory_than_a_list_of_them(format: str) -> None:
    few, many = report_of(200), report_of(1600)
    lists = 4 * 8 * len(many.findings)  # by severity, by group: of pointers, not of texts
    assert peak(format, many) < peak(format, few) + lists


@pytest.mark.parametrize("format", sorted(set(FORMATS) - set(STREAMED)))
def test_in_any_other_format_memory_grows_with_the_findings_and_no_faster(format: str) -> None:
    assert peak(format, report_of(400)) < 4.5 * peak(format, report_of(100))


@pytest.mark.parametrize("format", STREAMED)
def test_no_piece_is_a_large_part_of_a_long_report(format: str) -> None:
    made = [len(piece) for piece in pieces(format, report_of(2000), ReportOptions())]
    assert max(made) < sum(made) / 10


def test_between_the_pieces_nothing_is_said_in_the_report_s_language() -> None:
    report = report_of(100)._replace(lang="en")
    spoken = {language() for _ in pieces("opinion", report, ReportOptions())}
    with speaking("en"):
        title = say("opinion-title")
    assert (spoken, render("opinion", report, ReportOptions()).partition("\n")[0]) == ({"zh"}, title)


def test_a_report_that_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("old", encoding="utf-8")

    def broken() -> Iterator[str]:
        yield from ("{", '"findings": [')
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_atomically(path, broken())
    assert [(entry.name, entry.read_text(encoding="utf-8")) for entry in tmp_path.iterdir()] == [("report.json", "old")]
