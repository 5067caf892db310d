"""The labelled goals of `tests/data/goals.yaml`: what an expert expects of family G, goal by goal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from perflint.finding import Finding
from perflint.linter import Options, lint_text

DATA = Path(__file__).parent / "data" / "goals.yaml"
PROJECT_KEYS = ("name", "period", "goal", "annual_goal")


class Goal(NamedTuple):
    """A project of the corpus: its sector, its keys in a data file, and the codes that are expected."""

    sector: str
    project: dict[str, Any]
    expected: frozenset[str]


def goals() -> list[Goal]:
    data = YAML(typ="safe").load(DATA.read_text(encoding="utf-8"))
    return [
        Goal(sector, _project(entry), frozenset(entry.get("codes", "").split()))
        for sector, entries in data.items()
        for entry in entries
    ]


def verdicts(labelled: list[Goal]) -> list[dict[str, Finding]]:
    """What family G says of each goal, by code."""
    text = json.dumps({"year": 2024, "projects": [goal.project for goal in labelled]}, ensure_ascii=False)
    found: list[dict[str, Finding]] = [{} for _ in labelled]
    for finding in lint_text(text, "goals.json", Options(select=("G",))).findings:
        found[int((finding.place.pointer or "").split("/")[2])][finding.code] = finding
    return found


def _project(entry: dict[str, Any]) -> dict[str, Any]:
    project = {key: str(entry[key]) for key in PROJECT_KEYS if key in entry}
    if "budget" in entry:
        project["budget"] = {"total": entry["budget"]}
    project["indicators"] = [
        {"level1": "产出指标", "level2": "数量指标", "name": name} | _values(value)
        for name, value in entry.get("rows", {}).items()
    ]
    return project


def _values(value: str | list[str]) -> dict[str, str]:
    return dict(zip(("full", "annual"), value, strict=True)) if isinstance(value, list) else {"full": value}
