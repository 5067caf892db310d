"""Reporters: one module a format, each a pure function `report(Report, ReportOptions) -> str`.

`full` and `concise` are for people, the others for programs. A format's module is imported when it is asked for.
Whatever the format, no control character, bidi control or terminal escape of the data reaches the output as it is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from perflint.interface import speaking
from perflint.record import NamedTuple

if TYPE_CHECKING:
    from perflint.linter import Report

FOR_PEOPLE = ("full", "concise", "opinion")
FOR_PROGRAMS = ("json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html")
"""Formats that are UTF-8 wherever they go, since a program shows them."""
FORMATS = FOR_PEOPLE + FOR_PROGRAMS
STATISTICS = {"full": "statistics", "concise": "statistics", "json": "statistics_json"}
"""What counts findings in the place of a format that lists them."""


class ReportOptions(NamedTuple):
    """What a reporter may know of where its text goes.

    `ambiguous_width` is how many cells a sign of ambiguous width fills in the reader's terminal (≥ ≤ “ ” ‰ ℃ ①: 1 by
    Unicode, 2 in many Chinese fonts), `width` how many cells a line of it holds, 0 where that is not known. `exit_code`
    is that of the process. `show_hidden`: what comments and the baseline hide is shown, too, and said to be hidden.
    """

    ambiguous_width: int = 1
    colour: bool = False
    width: int = 0
    exit_code: int | None = None
    show_hidden: bool = False


def render(format: str, report: Report, options: ReportOptions) -> str:
    """The report, in its language, in one of the `FORMATS` or as `STATISTICS`; unless empty it ends its line."""
    with speaking(report.lang):
        text: str = import_module(f"perflint.reporters.{format}").report(report, options)
        return text
