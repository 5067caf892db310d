"""A run that finds a great deal takes work and memory that grow with the findings, and no faster.

Seconds drift; calls of functions and bytes do not. Measured on a million findings: `docs/reliability.md`.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from functools import partial

import pytest

from perflint.linter import Report, lint_text
from perflint.reporters import ReportOptions, render

ROW = "      - {name: 甲, full: 1, x: 1}\n"
"""A row of which four rules speak."""
FORMATS = ("concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "full", "html", "opinion")
FEW, MANY = 4, 16


def table(projects: int) -> str:
    return "projects:\n" + "".join(f"  - name: 项{number}\n    indicators:\n{ROW * 10}" for number in range(projects))


@pytest.fixture(scope="module")
def reports() -> tuple[Report, Report]:
    few, many = (lint_text(table(projects)) for projects in (FEW, MANY))
    assert len(few.findings) > FEW * 10 * 4
    assert len(many.findings) == MANY // FEW * len(few.findings)
    return few, many


def calls(act: Callable[[], object]) -> int:
    """How many functions are called, those in C among them."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def peak(act: Callable[[], object]) -> int:
    """The most bytes held at once; the least of three, since a table of the whole process may grow in one of them."""
    return min(_peak(act) for _ in range(3))


def _peak(act: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        kept = act()
        return tracemalloc.get_traced_memory()[1] if kept is not act else 0
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("measured", [calls, peak])
def test_judging(measured: Callable[[Callable[[], object]], int], reports: tuple[Report, Report]) -> None:
    few, many = (measured(partial(lint_text, table(projects))) for projects in (FEW, MANY))
    assert few < many < 1.1 * MANY / FEW * few


@pytest.mark.parametrize("format", FORMATS)
def test_writing(format: str, reports: tuple[Report, Report]) -> None:
    few, many = (calls(partial(render, format, report, ReportOptions())) for report in reports)
    assert few < many < 1.1 * MANY / FEW * few
