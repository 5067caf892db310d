"""The comparison with other tools: its targets, and a run of it without them, which needs no network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import targets
import tools
from measuring import ROOT, Cost

BENCHMARKS = ROOT / "benchmarks"


def run(python: Path, *options: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, BENCHMARKS / "peers", "--peers", "", "--rounds", "1", "--sizes", "1", "--python", python]
    return subprocess.run([*words, *options], check=False, capture_output=True, text=True, timeout=300)


def test_a_small_run_measures_judges_and_compares() -> None:
    done = run(Path(sys.executable), "--folder", "3")
    assert done.returncode == 0, done.stderr
    faulty, clean, folder, judged = re.split(r"(?m)^== .*\n", done.stdout)[1:]
    assert re.search(r"(?m)^perflint +\d+\.\d+ +1\.00 +\d+ +[1-9]\d+$", faulty)
    assert re.search(r"(?m)^perflint --jobs 1 +\d+\.\d+ +\d+\.\d\d +\d+ +0$", clean)
    assert re.search(r"(?m)^perflint, no rule +\d+\.\d+ +\d+\.\d\d +\d+ +0$", faulty)
    assert re.search(r"(?m)^perflint --jobs 2 +\d+\.\d+ +1\.00 +\d+ +\d+$", folder)
    assert re.search(r"(?m)^(met|MISSED) +time, clean 1x / python -c pass +\d+\.\d\d  \(<= 10\)$", judged)
    assert judged.endswith("one process and several print the same, byte for byte\n")


def test_outputs_that_differ_fail_the_run(tmp_path: Path) -> None:
    (tmp_path / "python").symlink_to(sys.executable)
    (tmp_path / "perflint").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    (tmp_path / "perflint").chmod(0o755)
    done = run(tmp_path / "python", "--folder", "0")
    assert done.returncode == 1
    assert "NOT EQUAL: what one process and several print of clean 1x\n" in done.stdout


def test_an_unknown_peer_is_refused() -> None:
    done = run(Path(sys.executable), "--peers", "ryl")
    assert done.returncode == 2
    assert "no such peer: ryl" in done.stderr


@pytest.mark.parametrize(("seconds", "met"), [(0.149, True), (0.151, False)])
def test_time_is_held_against_the_peers(seconds: float, met: bool) -> None:
    costs = {"clean 1x": {"perflint": Cost(seconds, 20), "spectral": Cost(1.0, 120)}}
    [verdict] = targets.verdicts(costs)
    assert verdict == ("time, clean 1x / spectral", seconds, "<= 0.15", met)


@pytest.mark.parametrize(("mebibytes", "met"), [(95, True), (96, False)])
def test_memory_is_held_in_megabytes(mebibytes: float, met: bool) -> None:
    [verdict] = targets.verdicts({"clean 100x": {"perflint": Cost(1, mebibytes)}})
    assert (verdict.limit, verdict.met) == ("<= 100", met)


def test_growth_is_held_against_the_smaller_table() -> None:
    costs = {"faulty 100x": {"perflint": Cost(2, 150)}, "faulty 1000x": {"perflint": Cost(21, 1700)}}
    reached = {verdict.what: (verdict.reached, verdict.met) for verdict in targets.verdicts(costs)}
    assert reached["time, faulty 1000x / faulty 100x"] == (10.5, True)
    assert reached["memory, faulty 1000x / faulty 100x"] == (1700 / 150, False)


@pytest.mark.parametrize(("two", "met"), [(1.0, True), (1.1, False)])
def test_two_cores_are_to_be_faster_than_one(two: float, met: bool) -> None:
    costs = {"folder": {"perflint --jobs 1": Cost(1.8, 50), "perflint --jobs 2": Cost(two, 60)}}
    [verdict] = targets.verdicts(costs)
    assert verdict.met is met


def test_every_function_that_spectral_is_told_of_is_there() -> None:
    text = (tools.RULES / "spectral.yaml").read_text(encoding="utf-8")
    [named] = re.findall(r"(?m)^functions: \[(.*)\]$", text)
    assert {path.stem for path in (tools.RULES / "functions").iterdir()} == set(named.split(", "))
    json.loads((tools.RULES / "schema.json").read_text(encoding="utf-8"))
