"""What perflint is to reach, as data, and what it reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from measuring import Cost

PASS, EVENTS, PERFLINT, ONE, TWO = "python -c pass", "events", "perflint", "perflint --jobs 1", "perflint --jobs 2"
UNASKED, FOLDER = "perflint, no rule", "folder"

Costs = Mapping[str, Mapping[str, Cost]]
"""Medians by what was read (`clean 1x`, …, `folder`) and by what read it; perflint's memory is that of all its
processes."""


class Target(NamedTuple):
    """`perflint` on `data` is to take so many times what `beside` takes (on `of`, if that is other data)."""

    data: str
    limit: float
    beside: str
    of: str | None = None
    memory: bool = False

    def verdict(self, costs: Costs) -> Verdict | None:
        """None where it was not measured."""
        ours = costs.get(self.data, {}).get(PERFLINT)
        theirs = costs.get(self.of or self.data, {}).get(self.beside)
        if ours is None or theirs is None:
            return None
        reached = ours.memory / theirs.memory if self.memory else ours.seconds / theirs.seconds
        what = f"{'memory' if self.memory else 'time'}, {self.data} / {self.of or self.beside}"
        return Verdict(what, reached, f"<= {self.limit:g}", reached <= self.limit)


class Verdict(NamedTuple):
    """`reached` is the measured figure, `limit` what was asked for."""

    what: str
    reached: float
    limit: str
    met: bool

    def row(self) -> str:
        return f"{'met' if self.met else 'MISSED':8}{self.what:48}{self.reached:8.2f}  ({self.limit})"


BOTH = ("clean", "faulty")
TARGETS = (
    *(Target(f"{kind} 1x", 0.15, "spectral") for kind in BOTH),
    *(Target(f"{kind} 1x", 0.5, "yamllint") for kind in BOTH),
    *(Target(f"{kind} 1x", 10, PASS) for kind in BOTH),
    Target("clean 100x", 0.4, "spectral"),
    Target("clean 100x", 0.1, "yamllint"),
    Target("clean 100x", 2.5, EVENTS),
    Target("faulty 100x", 0.8, "spectral"),
    *(Target(f"{kind} 1000x", 11, PERFLINT, of=f"{kind} 100x") for kind in BOTH),
    *(Target(f"{kind} 1000x", 11, PERFLINT, of=f"{kind} 100x", memory=True) for kind in BOTH),
)
MEGABYTES = {"clean 100x": 100.0, "faulty 100x": 160.0}
"""Peak memory, of all processes together."""
SPEEDUP = 1.7
"""Two cores against one, on the folder."""


def verdicts(costs: Costs) -> Iterator[Verdict]:
    """Of everything that was measured."""
    yield from (found for target in TARGETS if (found := target.verdict(costs)))
    for data, limit in MEGABYTES.items():
        if ours := costs.get(data, {}).get(PERFLINT):
            megabytes = ours.memory * 2**20 / 1e6
            yield Verdict(f"peak memory in MB, {data}", megabytes, f"<= {limit:g}", megabytes <= limit)
    if folder := costs.get(FOLDER):
        speedup = folder[ONE].seconds / folder[TWO].seconds
        yield Verdict("folder, one core / two", speedup, f">= {SPEEDUP:g}", speedup >= SPEEDUP)
