"""What a run found, what of it can be mended, what it looked at and what it left out, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perflint.finding import Safety
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.linter import Report


def found(report: Report) -> str:
    """How many findings of each severity."""
    summary = report.summary
    counts = {"error": summary.error, "warning": summary.warning, "info": summary.info}
    total = sum(counts.values())
    return say("summary-found", total=total, **counts) if total else say("summary-clean")


def details(report: Report) -> list[str]:
    """The other sentences that have something to say."""
    summary = report.summary
    safeties = [finding.fix.safety for finding in report.findings if finding.fix]
    fixable = {"safe": safeties.count(Safety.SAFE), "unsafe": safeties.count(Safety.UNSAFE)}
    seen = {
        "files": summary.files,
        "tables": summary.tables,
        "projects": summary.projects,
        "indicators": summary.indicators,
    }
    hidden = {"skipped": summary.skipped, "suppressed": summary.suppressed, "baselined": summary.baselined}
    return [
        *([say("summary-fixable", **fixable)] if any(fixable.values()) else ()),
        say("summary-looked-at", **seen),
        *([say("summary-hidden", **hidden)] if any(hidden.values()) else ()),
    ]
