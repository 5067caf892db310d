"""What the benchmarks measure with: tables, perflint's wheel as a user has it, whole processes in interleaved rounds.

Needs `wait4` (Linux, macOS).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("faulty", "clean")
EVENTS = """
import sys
from _ruamel_yaml import CParser
from ruamel.yaml.events import StreamEndEvent

with open(sys.argv[1], encoding="utf-8") as file:
    parser = CParser(file.read())
while not isinstance(parser.get_event(), StreamEndEvent):
    pass
"""

Words = Sequence[str | Path]
"""A command: program and arguments."""


class Cost(NamedTuple):
    """One run: wall seconds and peak resident memory in MiB."""

    seconds: float
    memory: float


class Table(NamedTuple):
    kind: str
    times: int
    path: Path

    @property
    def megabytes(self) -> float:
        return self.path.stat().st_size / 1e6


def installed_wheel(folder: Path) -> Path:
    """The interpreter of a fresh environment that holds perflint's wheel, compiled, and nothing else of ours."""
    quietly(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    pip = (python, "-m", "pip", "--disable-pip-version-check", "-q")
    quietly(*pip, "wheel", "--no-deps", "-w", folder, ROOT)
    [wheel] = folder.glob("perflint-*.whl")
    quietly(*pip, "install", "--compile", wheel)
    return python


def quietly(*words: str | Path, cwd: Path | None = None) -> None:
    """Run a command whose output nobody needs. Raises where it fails."""
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=cwd)


def generated(folder: Path, sizes: Sequence[int], kinds: Sequence[str] = KINDS) -> list[Table]:
    """The tables, made by a process of its own: a child's peak memory counts from its parent's."""
    tables = [Table(kind, times, folder / f"{kind}-{times}.yaml") for times in sizes for kind in kinds]
    for table in tables:
        quietly(sys.executable, ROOT / "benchmarks" / "generate.py", table.kind, str(table.times), "-o", table.path)
    return tables


def events_reader(folder: Path) -> Path:
    """A script that reads the libyaml events of a file and does nothing with them."""
    script = folder / "events.py"
    script.write_text(EVENTS, encoding="utf-8")
    return script


def run(words: Words, cwd: Path) -> Cost:
    """The cost of one process; its output goes nowhere. Raises where it ends with more than 1 (findings)."""
    with open(os.devnull, "wb") as nowhere:
        start = time.perf_counter()
        process = subprocess.Popen(words, cwd=cwd, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{words} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(seconds, usage.ru_maxrss * unit / 2**20)


def interleaved(commands: Mapping[str, Words], rounds: int, cwd: Path) -> dict[str, Cost]:
    """Medians by what was run, of that many rounds after a first one, which fills the file cache.

    Every round runs everything once, so that a slow phase of the machine hits all alike.
    """
    costs: dict[str, list[Cost]] = defaultdict(list)
    for _ in range(rounds + 1):
        for name, words in commands.items():
            costs[name].append(run(words, cwd))
    return {
        name: Cost(median(cost.seconds for cost in found[1:]), median(cost.memory for cost in found[1:]))
        for name, found in costs.items()
    }


def watched(words: Words, output: Path, errors: Path, every: float = 0.5) -> Cost:
    """The cost of one process with all that stem from it, seen so often; what it prints goes into the files."""
    with output.open("wb") as out, errors.open("wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(words, stdout=out, stderr=err)
        memory, looked, seconds = 0.0, start, 0.0
        while not seconds:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            now = time.perf_counter()
            if done:
                seconds = now - start
            elif now - looked > every:
                memory, looked = max(memory, memory_of(process.pid)), now
            else:
                time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{words} ended with {process.returncode}: {errors.read_text(encoding='utf-8')}")
    return Cost(seconds, max(memory, usage.ru_maxrss / 1024))


def memory_of(number: int) -> float:
    """The MiB that a process and all that stem from it take now. Linux alone."""
    return sum(_share(one) for one in _with_children(number))


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
