"""The table of `--timing`: what each rule took, the slowest first, and what everything else took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perflint.interface import say
from perflint.reporters.columns import columns

if TYPE_CHECKING:
    from perflint.timing import Clock, Spent


def table(clock: Clock) -> str:
    """Seconds, share of the whole, calls. Rules that were asked about nothing are left out."""
    called = [spent for spent in clock.rules.values() if spent.calls]
    slowest = sorted(called, key=lambda spent: -spent.seconds)
    whole = clock.total.seconds

    def row(spent: Spent, label: str) -> list[str]:
        return [*_numbers(spent.seconds, whole), str(spent.calls), label]

    rows = [
        [say(f"timing-{key}") for key in ("seconds", "share", "calls", "what")],
        *(row(spent, spent.label) for spent in slowest),
        row(clock.reading, say("timing-reading")),
        [*_numbers(clock.other, whole), "", say("timing-other")],
        [*_numbers(clock.reporting.seconds, whole), "", say("timing-reporting")],
        [*_numbers(whole, whole), "", say("timing-total")],
    ]
    return "\n".join(columns(rows, 3))


def _numbers(seconds: float, whole: float) -> tuple[str, str]:
    return f"{seconds:.4f}", f"{100 * seconds / whole:.1f}%" if whole else ""
