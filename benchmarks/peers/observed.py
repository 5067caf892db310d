"""A run looked at closely, untimed: what it printed, and the memory of all its processes together."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from measuring import memory_of
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
            memory = max(memory, memory_of(process.pid))
            time.sleep(EVERY)
        if process.returncode not in (0, 1):
            raise SystemExit(f"{command.words} ended with {process.returncode}")
        digest, findings = hashlib.sha256(), 0
        output.seek(0)
        for line in output:  # a line at a time: what this process takes would count as its children's
            digest.update(line)
            findings += bool(command.finding and command.finding.match(line))
    return Observed(digest.hexdigest(), findings, memory)
