"""Mutation testing: says which small changes of a module no test notices.

    python benchmarks/mutants.py MODULE... [--jobs N] [--again]

Every mutant is the module with one change: those of mutmut's operators, in every function and at module level, and a
`return`, `raise`, `yield` or call left out. It is imported afresh, in a process forked before perflint was, and
`mutants.toml` says which tests are run on it; they work in their own process, so that what they test is the mutant.
A mutant that takes several times the CPU time of the unchanged module is killed as well. Prints the survivors and the
score, and ends with 1 where a survivor is not explained in `mutants.toml`. `--again` tries only those that were not
killed last time, as `build/mutants` knows. Needs the group `mutants`; Linux, macOS.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = Path(__file__).with_suffix(".toml")
KEPT = ROOT / "build" / "mutants"
MEMORY = 2 << 30
"""Bytes a mutant may take."""
WRITING = "import pathlib, sys; from perflint.precompile import write_tables; write_tables(pathlib.Path(sys.argv[1]))"
PYTEST = ("-q", "--noconftest", "-p", "no:cacheprovider", "--tb=short")
PASSED = 0
"""Exit code of pytest."""


class Mutant(NamedTuple):
    """One change: the line on which it begins, the change itself (function: lines before → lines after), and the whole
    module with it.
    """

    line: int
    change: str
    source: str


# --- mutants ---


class _Changes(cst.CSTVisitor):
    """Collects every node with what may stand in its place, and the names of the classes and functions around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []
        self._around: list[str] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        # As in mutmut: types change nothing, and `len(None)` is noticed by whatever runs the line.
        if isinstance(node, (cst.Annotation, cst.Import, cst.ImportFrom)) or _is_call_of(node, "len", "isinstance"):
            return False
        if isinstance(node, (cst.ClassDef, cst.FunctionDef)):
            self._around.append(node.name.value)
        others = [other for kind, operator in mutation_operators if isinstance(node, kind) for other in operator(node)]
        if isinstance(node, (cst.Return, cst.Raise)) or _is_statement_of_value(node):
            others.append(cst.Pass())
        self.found += [(".".join(self._around), node, other) for other in others]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, (cst.ClassDef, cst.FunctionDef)):
            self._around.pop()


def _is_call_of(node: cst.CSTNode, *names: str) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in names


def _is_statement_of_value(node: cst.CSTNode) -> bool:
    """Not a docstring: nothing of a run depends on that."""
    return isinstance(node, cst.Expr) and isinstance(node.value, (cst.Call, cst.Yield))


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module's source, no two the same."""
    module = cst.parse_module(source)
    changes = _Changes()
    module.visit(changes)
    seen = {source}
    for around, node, other in changes.found:
        statement = next(part for part in module.body if _holds(part, node))
        body = [part.deep_replace(node, other) if part is statement else part for part in module.body]
        changed = module.with_changes(body=body).code
        if changed not in seen:
            seen.add(changed)
            line, change = _difference(source.splitlines(), changed.splitlines())
            yield Mutant(line, f"{around}: {change}".removeprefix(": "), changed)


def _holds(part: cst.CSTNode, node: cst.CSTNode) -> bool:
    return part is node or any(_holds(child, node) for child in part.children)


def _difference(old: Sequence[str], new: Sequence[str]) -> tuple[int, str]:
    """The 1-based line from which on two texts differ, and the lines that do, before and after."""
    same = next(index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1])
    rest = min(len(old), len(new)) - same
    behind = next((index for index in range(rest) if old[-1 - index] != new[-1 - index]), rest)
    was, became = (" ".join(map(str.strip, lines[same : len(lines) - behind])) for lines in (old, new))
    return same + 1, f"{was} → {became}"


# --- trials ---


class _Finder(MetaPathFinder, Loader):
    """Finds one module, whose source is given, in front of what is installed."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name = name
        self.path = path
        self.source = source

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=str(self.path)) if fullname == self.name else None

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        module.__file__ = str(self.path)
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def preload() -> None:
    """Have this process hold what every trial needs and no mutant changes: libraries, and the tables of a wheel."""
    import pytest

    sys.dont_write_bytecode, sys.pycache_prefix = False, str(KEPT / "bytecode")
    with redirect_stdout(StringIO()):
        pytest.main(
            [*PYTEST, "--collect-only", __file__]
        )  # It has no tests, but pytest and its plugins are loaded now.
    from hypothesis import settings

    settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
    settings.load_profile("mutants")
    folder = KEPT / "compiled"
    subprocess.run([sys.executable, "-c", WRITING, folder], check=True)
    for path in folder.glob("[a-z]*.py"):
        name = f"perflint._compiled.{path.stem}"
        module = sys.modules[name] = ModuleType(name)
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
    gc.freeze()
    gc.disable()  # A trial is over before garbage matters.


def start(finder: _Finder, tests: Sequence[str], seconds: int, log: Path) -> int:
    """Fork a process that runs the tests on a module; its id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(output, stream)
        sys.meta_path.insert(0, finder)
        import pytest

        code = int(pytest.main([*PYTEST, "-x", *tests]))
        sys.stdout.flush()
    finally:
        os._exit(code)


def usual_seconds(name: str, path: Path, tests: Sequence[str]) -> float:
    """The CPU seconds of the tests on the unchanged module. Raises SystemExit where they do not pass."""
    log = KEPT / f"{name}.log"
    child = start(_Finder(name, path, path.read_text(encoding="utf-8")), tests, 600, log)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != PASSED:
        raise SystemExit(f"the tests do not pass on {path.name} itself:\n{log.read_text(encoding='utf-8')}")
    return usage.ru_utime + usage.ru_stime


def outcomes(
    name: str, path: Path, tests: Sequence[str], chosen: Sequence[Mutant], jobs: int
) -> Iterator[tuple[Mutant, bool, float]]:
    """Try mutants, some at a time: each with whether it survived and its CPU seconds, as they end."""
    limit = 5 + int(3 * usual_seconds(name, path, tests))
    waiting, running = list(reversed(chosen)), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            running[start(_Finder(name, path, mutant.source), tests, limit, Path(os.devnull))] = mutant
        child, status, usage = os.wait3(0)
        yield running.pop(child), os.waitstatus_to_exitcode(status) == PASSED, usage.ru_utime + usage.ru_stime


# --- what is told ---


class Score(NamedTuple):
    """Of one module: how many mutants there are, the survivors, and how many of them are explained."""

    module: str
    mutants: int
    survivors: Sequence[Mutant]
    explained: int


def explanations(settings: Mapping[str, Any]) -> dict[str, str]:
    """Of the changes that no test can notice, each with the reason."""
    return {change: reason for reason, changes in settings.get("equivalent", {}).items() for change in changes}


def tried(module: str, settings: Mapping[str, Any], jobs: int, again: bool) -> Score:
    """Try the mutants of a module and keep which of them were killed."""
    path = ROOT / "src" / "perflint" / f"{module}.py"
    kept = KEPT / f"{module}.json"
    made = list(mutants(path.read_text(encoding="utf-8")))
    before = set(json.loads(kept.read_text(encoding="utf-8"))) if again else set()
    survivors = [mutant for mutant in made if mutant.change not in before]
    for tests in settings["tests"]:
        chosen, survivors, spent = survivors, [], 0.0
        for mutant, survives, seconds in outcomes(f"perflint.{module}", path, tests, chosen, jobs):
            spent += seconds
            if survives:
                survivors.append(mutant)
        print(f"{module}: {len(survivors)} of {len(chosen)} survive {spent / 60:.1f} CPU minutes", file=sys.stderr)
    survivors.sort()
    killed = sorted({mutant.change for mutant in made} - {mutant.change for mutant in survivors})
    kept.write_text(json.dumps(killed, ensure_ascii=False, indent=1), encoding="utf-8")
    known = explanations(settings)
    for mutant in survivors:
        print(
            f"{module}.py:{mutant.line}: {mutant.change}\n    {known.get(mutant.change, 'NOT EXPLAINED')}", flush=True
        )
    return Score(module, len(made), survivors, sum(mutant.change in known for mutant in survivors))


def main() -> int:
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", choices=[*settings, []], help=", ".join(settings))
    parser.add_argument("--jobs", type=int, default=2, help="how many mutants at once (2)")
    parser.add_argument("--again", action="store_true", help="only those that were not killed last time")
    options = parser.parse_args()
    os.chdir(ROOT)
    KEPT.mkdir(parents=True, exist_ok=True)
    preload()
    scores = [tried(module, settings[module], options.jobs, options.again) for module in options.modules or settings]
    print("module        mutants  killed  survived  explained   score")
    for module, count, survivors, explained in scores:
        killed = count - len(survivors)
        print(f"{module:13} {count:7} {killed:7} {len(survivors):9} {explained:10} {killed / count:7.1%}")
    return int(any(len(score.survivors) > score.explained for score in scores))


if __name__ == "__main__":
    raise SystemExit(main())
