"""Reporters: one module a format, each a pure function `report(Report, ReportOptions)` that gives its text in pieces.

`full` and `concise` are for people, the others for programs. A format's module is imported when it is asked for.
Whatever the format, no control character, bidi control or terminal escape of the data reaches the output as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import islice
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


_TOGETHER = 128
"""Pieces, of a finding or a line as a rule, that go out in one: some ten thousand characters."""


class ReportOptions(NamedTuple):
    """What a reporter may know of where its text goes.

    `ambiguous_width` is how many cells a sign of ambiguous width fills in the reader's terminal (≥ ≤ “ ” ‰ ℃ ①: 1 by
    Unicode, 2 in many Chinese fonts), `width` how many cells a line of it holds, 0 where that is not known. `exit_code`
    is that of the process. `show_hidden`: what comments and the baseline hide is shown, too, and said to be hidden.
    `jobs` is how many processes may share the work.
    """

    ambiguous_width: int = 1
    colour: bool = False
    width: int = 0
    exit_code: int | None = None
    show_hidden: bool = False
    jobs: int = 1


def render(format: str, report: Report, options: ReportOptions) -> str:
    """The report, in its language, in one of the `FORMATS` or as `STATISTICS`; unless empty it ends its line."""
    return "".join(pieces(format, report, options))


def pieces(format: str, report: Report, options: ReportOptions) -> Iterator[str]:
    """What `render` gives, some findings at a time: with many of them the text is larger than all that it tells of."""
    with speaking(report.lang):
        made: Iterator[str] = iter(import_module(f"perflint.reporters.{format}").report(report, options))
    while True:
        # Not around the loop: what happens to a piece is not said in the report's language.
        with speaking(report.lang):
            batch = list(islice(made, _TOGETHER))
        if not batch:
            return
        yield "".join(batch)
