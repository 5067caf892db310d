"""Whole-process time and peak memory of perflint on generated tables, beside what no YAML linter can undercut.

    python benchmarks/speed.py [--rounds 5] [--sizes 1,10,100] [--gate]

Beside it, in the same interleaved rounds: `python -c pass`, and a bare read of the same file's libyaml events. Tables
come in two kinds, faulty (the Panyu table with its hundreds of faults, varied) and clean. The installed wheel is timed,
bytecode compiled. Times are medians; ratios mean more than seconds, since machines drift. Needs `wait4` (Linux, macOS).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from measuring import KINDS, Cost, Table, Words, events_reader, generated, installed_wheel, interleaved

START_LIMIT = 12.0
"""1x within so many times `python -c pass`."""
EVENTS_LIMIT = 4.0
"""The largest clean table within so many times a bare read of its events."""
MEMORY_SLACK = 1.1
"""Memory may grow this much faster than the file before it counts."""


def measured(python: Path, tables: Sequence[Table], rounds: int, folder: Path) -> dict[str, Cost]:
    """Medians of perflint, of bare reads of events and of `python -c pass`, by what was run."""
    events = events_reader(folder)
    commands: dict[str, Words] = {"pass": [python, "-c", "pass"]}
    for table in tables:
        commands[f"events {table.kind} {table.times}"] = [python, events, table.path]
        perflint = python.with_name("perflint")
        commands[f"perflint {table.kind} {table.times}"] = [perflint, table.path, "--format", "concise"]
    return interleaved(commands, rounds, folder)


def shown(costs: dict[str, Cost], tables: Sequence[Table]) -> Iterator[str]:
    base = costs["pass"]
    yield f"python -c pass: {base.seconds * 1000:.0f} ms, {base.memory:.0f} MiB"
    yield f"{'table':12}{'MB':>8}{'events s':>10}{'perflint s':>12}{'/ pass':>8}{'/ events':>10}{'MiB':>8}"
    for table in tables:
        events = costs[f"events {table.kind} {table.times}"]
        ours = costs[f"perflint {table.kind} {table.times}"]
        name = f"{table.kind} {table.times}x"
        yield (
            f"{name:12}{table.megabytes:8.3f}{events.seconds:10.3f}{ours.seconds:12.3f}"
            f"{ours.seconds / base.seconds:8.1f}{ours.seconds / events.seconds:10.2f}{ours.memory:8.0f}"
        )


def faults(costs: dict[str, Cost], tables: Sequence[Table]) -> Iterator[str]:
    """The targets that were missed."""
    base = costs["pass"]
    for table in tables:
        ours = costs[f"perflint {table.kind} {table.times}"]
        if table.times == 1 and ours.seconds > START_LIMIT * base.seconds:
            yield f"{table.kind} 1x takes {ours.seconds / base.seconds:.1f} times `python -c pass`, over {START_LIMIT}"
        events = costs[f"events {table.kind} {table.times}"]
        largest = table.times == max(other.times for other in tables)
        if table.kind == "clean" and largest and ours.seconds > EVENTS_LIMIT * events.seconds:
            ratio = ours.seconds / events.seconds
            yield f"clean {table.times}x takes {ratio:.1f} times a read of its events, over {EVENTS_LIMIT}"
    for kind in KINDS:
        row = sorted((table for table in tables if table.kind == kind), key=lambda table: table.times)
        for small, large in pairwise(row):
            memory = [costs[f"perflint {kind} {table.times}"].memory - base.memory for table in (small, large)]
            growth, allowed = memory[1] / memory[0], large.megabytes / small.megabytes * MEMORY_SLACK
            if growth > allowed:
                yield f"{kind}: memory grows {growth:.1f} times from {small.times}x to {large.times}x, the file less"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds (default 5)")
    parser.add_argument("--sizes", default="1,10,100", help="how many times the table (default 1,10,100)")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a target is missed")
    arguments = parser.parse_args()
    sizes = sorted(int(size) for size in arguments.sizes.split(","))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = generated(folder, sizes)
        costs = measured(installed_wheel(folder), tables, arguments.rounds, folder)
        print("\n".join(shown(costs, tables)))
        missed = list(faults(costs, tables))
    for fault in missed:
        print("missed:", fault)
    return 1 if missed and arguments.gate else 0


if __name__ == "__main__":
    sys.exit(main())
