"""The rules that hold projects against each other on a whole province: 100 000 projects in 1 000 files.

    python benchmarks/scale.py [--files 250,500,1000] [--exact 50] [--jobs 2] [--gate]

Every unit has 100 projects of four indicators, in the words of `sectors.yaml`. Every fifth goal is a copy of an earlier
one: the very same (5 %), with one to four characters changed, added or left out (10 %), or within a longer one (5 %).

For each number of files it prints the wall time and the memory of `perflint check FOLDER --select X,C004 --jobs 2`, all
processes together, and, from another run in one process, where the time goes. On the first `--exact` files it holds
what X004 finds against the exact answer: every pair of goals, by the rule's own definition. Needs `wait4` and /proc.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from generate import PARTS, Item, Sheet, indicator, material, yaml
from measuring import Words, installed_wheel, watched

from perflint.similarity import common_with

PROJECTS = 100
SELECTED = ("--select", "X,C004")
SECONDS_LIMIT, MEMORY_LIMIT = 60, 4096
"""Of 100 000 projects, on two cores, in MiB."""
RECALL_LIMIT = 0.99
SAME, EDITED, LONGER, NEW = "the same", "edited", "in a longer one", "new"
SHARES = {SAME: 0.05, EDITED: 0.10, LONGER: 0.05}
LEAST_SHARE, LEAST_RATIO, FEWEST = 0.9, 0.6, 40
"""X004: how much of the shorter goal is in the longer, how long that is at least beside the longer, and both."""


At = tuple[str, str]
"""Where a goal stands: the name of the file, and the pointer in it."""


class Entry(NamedTuple):
    """A project, where its goal stands, and where that comes from."""

    at: At
    item: Item
    kind: str


class Province:
    """Units one after another; the later ones copy from the earlier."""

    def __init__(self, seed: int) -> None:
        data = material()
        self.random = Random(seed)
        self.openings: list[str] = data["openings"]
        self.results = [result for sector in data["sectors"] for result in sector["results"]]
        self.works = [(sector, work) for sector in data["sectors"] for work in sector["works"]]
        self.places = [stem + suffix + part for stem in data["stems"] for suffix in data["suffixes"] for part in PARTS]
        towns = [stem + suffix for stem in data["stems"] for suffix in "市县区镇乡"]
        self.units = [town + sector["unit"] for town in towns for sector in data["sectors"]]
        self.random.shuffle(self.units)
        self.goals: list[str] = []

    def sheet(self, number: int) -> tuple[Sheet, list[str]]:
        """The table of a unit, and where the goals of its projects come from."""
        sheet, kinds = Sheet(self.units[number]), []
        names: set[str] = set()
        while len(sheet.items) < PROJECTS:
            place, (sector, work) = self.random.choice(self.places), self.random.choice(self.works)
            if place + work["name"] in names:
                continue
            names.add(place + work["name"])
            item, kind = self._project(place, sector, work)
            sheet.items.append(item)
            kinds.append(kind)
        return sheet, kinds

    def _project(self, place: str, sector: dict[str, Any], work: dict[str, Any]) -> tuple[Item, str]:
        """Four indicators, in three of five projects with the place in their names, and a goal."""
        choose = self.random.choice
        count, effect, quality = choose(work["counts"]), choose(work["effects"]), choose(work["quality"])
        done, reached = self._value(*count[1:]), self._value(*effect[2:])
        rate, score = f"{self.random.randint(95, 99)}%", f"{self.random.randint(85, 98)}%"
        served = choose(sector["served"])
        before = place if self.random.random() < 0.6 else ""
        rows = [
            indicator("产出指标", "数量指标", f"{before}{count[0]}", f"≥{done}"),
            indicator("产出指标", "质量指标", quality, f"≥{rate}"),
            indicator("效益指标", effect[0], f"{before}{effect[1]}", f"≥{reached}"),
            indicator("满意度指标", "服务对象满意度指标", f"{before}{served}满意度", f"≥{score}"),
        ]
        told = [f"{effect[1]}{reached}", f"{quality}达到{rate}", f"{served}满意度保持在{score}以上"]
        opening = choose(self.openings).format(place=place, work=work["name"])
        goal, kind = self._goal(opening, f"{count[0]}{done}", told, sector["results"])
        funds = {"fiscal": Decimal(self.random.randint(1200, 98000)).scaleb(-2)}
        return Item(place + work["name"], funds, goal, rows), kind

    def _value(self, unit: str, low: int, high: int, step: int) -> str:
        return f"{self.random.randrange(low, high + 1, step)}{unit}"

    def _goal(self, opening: str, first: str, told: Sequence[str], results: Sequence[str]) -> tuple[str, str]:
        """A new goal, or one that copies another; and which."""
        part = self.random.random()
        for kind, share in SHARES.items():
            if self.goals and part < share:
                return self._copied(kind, opening, results), kind
            part -= share
        clauses = [clause for clause in told if self.random.random() < 0.5]
        clauses += self.random.sample(results, self.random.randint(1, 3))
        if self.random.random() < 0.3:
            clauses.append(self.random.choice(self.results))
        self.random.shuffle(clauses)
        self.goals.append(f"{opening}{'，'.join([first, *clauses])}。")
        return self.goals[-1], NEW

    def _copied(self, kind: str, opening: str, results: Sequence[str]) -> str:
        goal = self.random.choice(self.goals)
        if kind == EDITED:
            return self._edited(goal, opening)
        if kind == LONGER:
            return opening + goal if self.random.random() < 0.5 else f"{goal[:-1]}，{self.random.choice(results)}。"
        return goal

    def _edited(self, goal: str, foreign: str) -> str:
        for _ in range(self.random.randint(1, 4)):
            place = self.random.randrange(len(goal))
            character = self.random.choice(["", self.random.choice(foreign)])
            after = 1 if not character else self.random.randint(0, 1)
            goal = goal[:place] + character + goal[place + after :]
        return goal


def written(folder: Path, files: int, seed: int = 1) -> list[Entry]:
    """The tables as files of the folder, which is made; what is in them."""
    folder.mkdir(parents=True)
    province, entries = Province(seed), []
    for number in range(files):
        sheet, kinds = province.sheet(number)
        path = folder / f"unit-{number:04}.yaml"
        path.write_text(yaml(sheet), encoding="utf-8")
        entries += [
            Entry((path.name, f"/projects/{place}/goal"), item, kind)
            for place, (item, kind) in enumerate(zip(sheet.items, kinds, strict=True))
        ]
    return entries


def exact(entries: Sequence[Entry]) -> dict[At, set[At]]:
    """Each goal that is copied, and all before it from which it may be, by comparing every pair."""
    copied: dict[At, set[At]] = {}
    letters = ["".join(filter(str.isalnum, entry.item.goal)) for entry in entries]
    for number, mine in enumerate(entries):
        common = common_with(letters[number])
        for other in range(number):
            sizes = len(letters[number]), len(letters[other])
            if min(sizes) < max(FEWEST, LEAST_RATIO * max(sizes)) or not comparable(mine, entries[other]):
                continue
            if common(letters[other]) >= LEAST_SHARE * min(sizes):
                copied.setdefault(mine.at, set()).add(entries[other].at)
    return copied


def comparable(first: Entry, second: Entry) -> bool:
    """Projects of one unit, or of different name: the same one in many units is one programme."""
    return first.at[0] == second.at[0] or first.item.name != second.item.name


def said(report: Path) -> dict[At, At]:
    """The copied goals of a report in JSON, and the first like each."""
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    return {_at(one): _at(one["related"][0]) for one in findings if one["code"] == "X004"}


def _at(place: dict[str, Any]) -> At:
    return Path(place["path"]).name, place["pointer"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", default="250,500,1000", help="how many files (default 250,500,1000)")
    parser.add_argument("--exact", type=int, default=50, help="on so many, the exact answer (default 50; 0: not)")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--python", type=Path, help="an interpreter that has perflint, instead of a fresh wheel")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a target is missed")
    arguments = parser.parse_args()
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = arguments.python or installed_wheel(folder)
        perflint: Words = [python.with_name("perflint"), "check"]
        for files in sorted(map(int, arguments.files.split(","))):
            missed += measured(perflint, folder, files, arguments.jobs)
        if arguments.exact:
            missed += compared(perflint, folder, arguments.exact)
    for fault in missed:
        print("missed:", fault)
    return 1 if missed and arguments.gate else 0


def measured(perflint: Words, folder: Path, files: int, jobs: str) -> Iterator[str]:
    """Print what that many files take; the targets that are missed."""
    tables = folder / f"province-{files}"
    written(tables, files)
    words = [*perflint, tables, *SELECTED, "--format", "json"]
    run = watched([*words, "--jobs", jobs], folder / "report.json", folder / "timing.txt")
    print(f"{files * PROJECTS} projects, {files} files: {run.seconds:.1f} s, {run.memory:.0f} MiB", flush=True)
    alone = watched([*words, "--jobs", "1", "--timing"], folder / "report.json", folder / "timing.txt")
    timing = (folder / "timing.txt").read_text(encoding="utf-8")
    parts = re.findall(r"(?m)^ +([\d.]+) +[\d.]+% +(?:\d+ +)?([^\s：]+)", timing)
    print(f"  in one process {alone.seconds:.1f} s:", ", ".join(f"{part} {float(took):.1f}" for took, part in parts))
    if files * PROJECTS <= 100_000:
        if run.seconds > SECONDS_LIMIT:
            yield f"{files} files take {run.seconds:.1f} s, over {SECONDS_LIMIT}"
        if run.memory > MEMORY_LIMIT:
            yield f"{files} files take {run.memory:.0f} MiB, over {MEMORY_LIMIT}"


def compared(perflint: Words, folder: Path, files: int) -> Iterator[str]:
    """Print how much of the exact answer X004 finds; the targets that are missed."""
    tables = folder / f"exact-{files}"
    entries = written(tables, files)
    watched([*perflint, tables, "--select", "X004", "--format", "json"], folder / "report.json", folder / "timing.txt")
    start = time.perf_counter()
    copied = exact(entries)
    seconds = time.perf_counter() - start
    named = said(folder / "report.json")
    right = sum(first in copied.get(at, ()) for at, first in named.items())
    recall, precision = right / len(copied), right / len(named)
    kinds, of_kind = Counter(entry.kind for entry in entries), Counter(one.kind for one in entries if one.at in named)
    print(f"{len(entries)} projects, every pair compared in {seconds:.0f} s: {len(copied)} copied goals")
    print(f"  recall {recall:.4f}, precision {precision:.4f}; named:", end=" ")
    print(", ".join(f"{kind} {of_kind[kind]} of {kinds[kind]}" for kind in (*SHARES, NEW)))
    if recall < RECALL_LIMIT:
        yield f"recall {recall:.4f}, under {RECALL_LIMIT}"
    if precision < 1:
        yield f"precision {precision:.4f}, under 1"


if __name__ == "__main__":
    sys.exit(main())
