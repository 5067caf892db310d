"""`--statistics` for programs: `{"version": 1, "rules": [...], "units": [...], "summary": {...}}`, a line each.

Counts are of findings: `total` and by severity, those of them with a fix by its safety (`safe`, `unsafe`), and beside
them how many are `hidden` by comments and the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perflint.reporters import ReportOptions
from perflint.reporters.jsontext import written
from perflint.reporters.tallies import OfRule, OfUnit, by_rule, by_unit

if TYPE_CHECKING:
    from perflint.linter import Report

VERSION = 1


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The statistics as one JSON document; units without findings are there, too."""
    document = {
        "version": VERSION,
        "rules": [_flat(rule) for rule in by_rule(report)],
        "units": [_flat(unit) for unit in by_unit(report)],
        "summary": report.summary._asdict(),
    }
    return written(document, depth=2)


def _flat(row: OfRule | OfUnit) -> dict[str, Any]:
    """The row with its counts beside its names."""
    names = row._asdict()
    counts = names.pop("tally")
    return {**names, **counts._asdict()}
