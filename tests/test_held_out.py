"""The held-out tables: their labels name what is there, and perflint is as good on them as is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from perflint.discovery import Source
from perflint.linter import Options, Run
from perflint.readers import read
from perflint.rule import catalogue

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDER = REPOSITORY / "tests" / "data" / "held_out"
LABELS = [json.loads(line) for line in (FOLDER / "labels.jsonl").read_text(encoding="utf-8").splitlines()]


def accuracy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(REPOSITORY / "benchmarks" / "accuracy.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_label_names_a_rule_and_a_place_and_none_twice() -> None:
    settings = Run(Options()).settings
    places: set[tuple[str, int | None, int | None]] = set()
    for path in FOLDER.glob("*.yaml"):
        reading = read(Source(str(path)), settings)
        assert reading is not None
        places.add((path.name, None, None))
        for project in reading.tables[0].projects:
            places.add((path.name, project.index, None))
            places.update((path.name, project.index, row.index) for row in project.indicators)
    marks = [(label["code"], (label["file"], label["project"], label["indicator"])) for label in LABELS]
    assert {code for code, _ in marks} <= set(catalogue().rules)
    assert {place for _, place in marks} <= places
    assert len(set(marks)) == len(marks)
    assert {label["status"] for label in LABELS} == {"must", "may"}


def test_the_floors_hold_and_nothing_of_the_tables_set_aside_is_shown() -> None:
    run = accuracy("held-out", "held-out-aside", "--gate")
    assert run.returncode == 0, run.stdout + run.stderr
    aside = run.stdout.partition("== held-out-aside")[2].strip().splitlines()
    assert [line.split()[0] for line in aside] == [":", "code", "all"]


def test_of_the_tables_set_aside_no_single_family_can_be_asked_for() -> None:
    run = accuracy("held-out-aside", "--family", "Q")
    assert run.returncode == 0
    assert "left out" in run.stdout
    assert "must" not in run.stdout
