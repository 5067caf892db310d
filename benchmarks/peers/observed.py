"""A run looked at closely, untimed: what it printed, and the memory of all its processes together."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tools import Command

EVERY = 0.02
"""Seconds between looks at the memory."""


class Observed(NamedTuple):
    """`digest` is of the output, `findings` its lines that stand for one, `memory` the most MiB seen at once."""

    digest: str
    findings: int
    memory: float


def observe(command: Command, cwd: Path) -> Observed:
    """Run it. Raises where it ends with more than 1 (findings)."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command.words, cwd=cwd, stdout=output)
        memory = 0.0
        while process.poll() is None:
            memory = max(memory, sum(_share(number) for number in _with_children(process.pid)))
            time.sleep(EVERY)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command.words} ended with {process.returncode}")
        digest, findings = hashlib.sha256(), 0
        output.seek(0)
        for line in output:  # a line at a time: what this process takes would count as its children's
            digest.update(line)
            findings += bool(command.finding and command.finding.match(line))
    return Observed(digest.hexdigest(), findings, memory)


def _with_children(number: int) -> Iterator[int]:
    """A process and all that stem from it."""
    yield number
    children = ""
    with suppress(OSError):
        children = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
    for child in children.split():
        yield from _with_children(int(child))


def _share(number: int) -> float:
    """The MiB of a process, what it shares with others divided among them; 0 once it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
