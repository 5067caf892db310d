"""Says when perflint has become slower, by counted instructions: they do not drift as times do.

    python benchmarks/guard.py [--python PYTHON] [--record]

One small table, a clean one and a faulty one, is checked under valgrind's cachegrind by the installed wheel. What is
compared with `guard.toml` is how many times the instructions of a bare read of the same file's events that takes; the
ratio changes with the version of Python, which therefore has a record of its own. Ends with 1 where a ratio is above
its record by more than the tolerance; `--record` writes down what was measured instead. Needs valgrind.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from measuring import KINDS, Words, events_reader, generated, installed_wheel

RECORD = Path(__file__).with_name("guard.toml")
TOLERANCE = 0.05
"""Counts of one and the same source differ by less than a hundredth."""
REFERENCES = re.compile(r"I\s+refs:\s+([\d,]+)")

Ratios = Mapping[str, float]
"""Instructions of perflint over those of a bare read of events, by kind of table."""


def instructions(words: Words, cwd: Path) -> int:
    """How many instructions a process executes. Raises where it ends with more than 1 (findings)."""
    log = cwd / "valgrind.log"
    valgrind = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
    # The order of sets, and so the work done, depends on the hash; bytecode is read, not made.
    environment = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    environment |= {"PYTHONPATH": os.environ["PYTHONPATH"]} if "PYTHONPATH" in os.environ else {}
    done = subprocess.run(
        [*valgrind, f"--log-file={log}", *words], check=False, cwd=cwd, env=environment, stdout=subprocess.DEVNULL
    )
    found = REFERENCES.search(log.read_text(encoding="utf-8"))
    if done.returncode not in (0, 1) or not found:
        raise SystemExit(f"{words} ended with {done.returncode}\n{log.read_text(encoding='utf-8')}")
    return int(found[1].replace(",", ""))


def measured(python: Path, folder: Path) -> Ratios:
    """What perflint of that interpreter's environment takes; prints the counts."""
    events = events_reader(folder)
    ratios = {}
    for table in generated(folder, [1], KINDS):
        words = [python, python.with_name("perflint"), table.path.name, "--isolated", "--format", "concise"]
        subprocess.run(words, check=False, cwd=folder, stdout=subprocess.DEVNULL)
        ours, bare = instructions(words, folder), instructions([python, events.name, table.path.name], folder)
        ratios[table.kind] = ours / bare
        print(f"{table.kind} 1x: {ours / 1e6:.0f} million instructions, {ours / bare:.3f} times a bare read")
    return ratios


def judged(ratios: Ratios, record: Ratios) -> dict[str, str]:
    """What is to be said of each kind that left its record by more than the tolerance: `slower` or `faster`."""
    changes = {kind: ratios[kind] / record[kind] - 1 for kind in ratios}
    return {
        kind: f"{'slower' if change > 0 else 'faster'} by {abs(change):.1%}"
        for kind, change in changes.items()
        if abs(change) > TOLERANCE
    }


def written(records: Mapping[str, Ratios]) -> str:
    """The text of `guard.toml`."""
    head = "# Instructions of perflint over those of a bare read of events, one table; by `guard.py --record`.\n"
    return head + "".join(
        f'\n["{version}"]\n' + "".join(f"{kind} = {ratio:.3f}\n" for kind, ratio in ratios.items())
        for version, ratios in sorted(records.items())
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, help="interpreter of an environment that has perflint's wheel")
    parser.add_argument("--record", action="store_true", help="write the measured ratios into guard.toml")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        parser.error("valgrind is not installed")
    with tempfile.TemporaryDirectory() as name:
        python = arguments.python.absolute() if arguments.python else installed_wheel(Path(name))
        ratios = measured(python, Path(name))
        asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        version = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    records = tomllib.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    if arguments.record:
        RECORD.write_text(written({**records, version: ratios}), encoding="utf-8")
        return 0
    if version not in records:
        print(f"Python {version} has no record to be held to; `--record` makes one")
        return 0
    said = judged(ratios, records[version])
    for kind, change in said.items():
        print(f"{kind} 1x is {change} than the record ({records[version][kind]:.3f})")
    return 1 if any(change.startswith("slower") for change in said.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
