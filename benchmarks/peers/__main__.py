"""perflint beside Spectral, yamllint, check-jsonschema and a bare read of libyaml's events, on the same tables.

    python benchmarks/peers [--cache FOLDER] [--rounds 5] [--sizes 1,100,1000] [--folder 1000] [--gate]

Each peer has the rules of perflint that it can express (`rules/`), perflint has all of its own and prints JSON; once
more with no rule asked, which shows what reading takes. All run in turn, whole processes, bytecode compiled; times are
medians, and ratios mean more than seconds. Beyond 100x, and on a folder of small tables, perflint runs alone. With one
process or more it must print the same, byte for byte. The peers come from npm and PyPI, into the cache folder or a
temporary one. Needs Linux, and npm for Spectral.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

from measuring import KINDS, ROOT, Cost, events_reader, generated, installed_wheel, interleaved, quietly
from observed import Observed, observe
from targets import EVENTS, FOLDER, ONE, PASS, PERFLINT, TWO, UNASKED, verdicts
from tools import PEERS, Command, Peer, installed, perflint

LARGEST_OF_PEERS = 100
"""Beyond this size peers take minutes."""
SHORT = 1
"""Up to this size a run is over in a blink: three times as many rounds."""
ALWAYS = "M006"
"""A rule that is in force in any case, and is asked of nothing: what remains is reading."""
JOBS = {PERFLINT: (), ONE: ("--jobs", "1"), TWO: ("--jobs", "2")}


class Bench:
    """What is measured in `folder`; `costs` and `unequal` (what more processes print differently) grow with it."""

    def __init__(self, folder: Path, python: Path, programs: Mapping[Peer, Path], rounds: int) -> None:
        self.folder = folder
        self.python = python
        self.programs = programs
        self.rounds = rounds
        self.costs: dict[str, dict[str, Cost]] = {}
        self.unequal: list[str] = []

    def table(self, kind: str, times: int) -> Iterator[str]:
        """Measure one table; the lines to print."""
        [table] = generated(self.folder, [times], [kind])
        commands = {
            PASS: Command([self.python, "-c", "pass"]),
            EVENTS: Command([self.python, events_reader(self.folder), table.path]),
            **{name: perflint(self.python, table.path, *JOBS[name]) for name in (PERFLINT, ONE)},
            UNASKED: perflint(self.python, table.path, rules=ALWAYS),
        }
        if times <= LARGEST_OF_PEERS:
            commands |= {peer.name: peer.on(program, table.path) for peer, program in self.programs.items()}
        yield f"== {kind} {times}x, {table.megabytes:.3f} MB"
        rounds = self.rounds * 3 if times <= SHORT else self.rounds
        yield from self._measured(f"{kind} {times}x", commands, self.folder, rounds)

    def many(self, count: int) -> Iterator[str]:
        """Measure a folder of so many tables, every tenth of them faulty; the lines to print."""
        folder = self.folder / "many"
        for kind, part in (("faulty", count // 10), ("clean", count - count // 10)):
            quietly(sys.executable, ROOT / "benchmarks" / "generate.py", kind, "1", "--count", str(part), "-o", folder)
        yield f"== a folder of {count} tables of 144 indicators"
        commands = {name: perflint(self.python, ".", *JOBS[name]) for name in (ONE, TWO)}
        yield from self._measured(FOLDER, commands, folder, self.rounds)

    def _measured(self, data: str, commands: Mapping[str, Command], cwd: Path, rounds: int) -> Iterator[str]:
        seen = {name: observe(command, cwd) for name, command in commands.items() if command.finding}
        if len({seen[name].digest for name in JOBS if name in seen}) > 1:
            self.unequal.append(data)
        costs = interleaved({name: command.words for name, command in commands.items()}, rounds, cwd)
        self.costs[data] = {name: _whole(cost, seen.get(name)) for name, cost in costs.items()}
        yield from shown(self.costs[data], seen)


def _whole(cost: Cost, seen: Observed | None) -> Cost:
    """The cost with the memory of all processes together, which is no less than that of the largest."""
    return cost._replace(memory=max(cost.memory, seen.memory)) if seen else cost


def shown(costs: Mapping[str, Cost], seen: Mapping[str, Observed]) -> Iterator[str]:
    """A table: what ran, its time, perflint's as a share of it, memory, findings."""
    ours = costs[PERFLINT if PERFLINT in costs else TWO].seconds
    yield f"{'':20}{'seconds':>9}{'perflint / it':>15}{'MiB':>7}{'findings':>10}"
    for name, cost in costs.items():
        findings = str(seen[name].findings) if name in seen else ""
        yield f"{name:20}{cost.seconds:9.3f}{ours / cost.seconds:15.2f}{cost.memory:7.0f}{findings:>10}".rstrip()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder that keeps the installed peers for the next time")
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds (default 5; three times as many at 1x)")
    parser.add_argument("--sizes", default="1,100,1000", help="how many times the table (default 1,100,1000)")
    parser.add_argument("--folder", type=int, default=1000, help="tables in the folder (default 1000, 0: none)")
    parser.add_argument("--peers", default=",".join(peer.name for peer in PEERS), help="only these, by commas")
    parser.add_argument("--python", type=Path, help="the interpreter of an environment that has perflint already")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a target is missed")
    arguments = parser.parse_args()
    wanted = [name for name in arguments.peers.split(",") if name]
    if unknown := set(wanted) - {peer.name for peer in PEERS}:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = arguments.python or installed_wheel(folder)
        programs = installed(arguments.cache or folder, [peer for peer in PEERS if peer.name in wanted])
        bench = Bench(folder, python, programs, arguments.rounds)
        for times in sorted(int(size) for size in arguments.sizes.split(",") if size):
            for kind in KINDS:
                print(*bench.table(kind, times), sep="\n", flush=True)
        if arguments.folder:
            print(*bench.many(arguments.folder), sep="\n", flush=True)
    reached = list(verdicts(bench.costs))
    print("== targets", *(verdict.row() for verdict in reached), sep="\n")
    for data in bench.unequal:
        print(f"NOT EQUAL: what one process and several print of {data}")
    if not bench.unequal:
        print("one process and several print the same, byte for byte")
    return 1 if bench.unequal or (arguments.gate and not all(verdict.met for verdict in reached)) else 0


if __name__ == "__main__":
    sys.exit(main())
