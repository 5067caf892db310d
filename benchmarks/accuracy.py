"""Precision and recall of the rules on expert labels, with every miss and every false alarm shown by its text.

    python benchmarks/accuracy.py [seed|real|held-out|held-out-aside] [--family U,D] [--gate]

A label says that a code must fire at a place (`must`) or is free there (`may`); whatever is not labelled must not fire.
A place is a project, or one of its indicators; several findings of one code at one place count once. A rule that speaks
of a group of places may stand on any member: its related places are the other members.

`seed` and `real` lie beside the repository (`../shared/data`) and are left out where it is absent; the held-out tables
lie in it. Of the part set aside only the sum is shown, never a place or a code, so that nobody can tune a rule to it.
`--gate` ends with 1 where a corpus or a large family is below its floor.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from perflint import readers
from perflint.discovery import Source
from perflint.finding import Finding
from perflint.linter import Options, Run, lint
from perflint.rule import catalogue

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared" / "data"
HELD_OUT = REPOSITORY / "tests" / "data" / "held_out"
SET_ASIDE = 5
GROUPS = ("C004", "S016", "T007", "X*")
LARGE_FAMILY = 20


class Floor(NamedTuple):
    """The least precision and recall."""

    precision: float
    recall: float


FAMILY_FLOOR = Floor(0.9, 0.9)


class Spot(NamedTuple):
    """Where a label or a finding stands: 0-based; None for the project itself, or for the table."""

    file: str
    project: int | None
    indicator: int | None


class Mark(NamedTuple):
    code: str
    spot: Spot


@dataclass(frozen=True)
class Corpus:
    """Labelled tables. `judged` and `excluded` are patterns of rules.

    `part` is what of the folder's tables, in the order of their names, belongs to it; of one set `aside` only the sum
    is shown.
    """

    name: str
    folder: Path
    tables: str
    judged: tuple[str, ...]
    excluded: tuple[str, ...]
    floor: Floor
    year: int | None = None
    part: tuple[int | None, int | None] = (None, None)
    aside: bool = False

    def paths(self) -> list[Path]:
        return sorted(self.folder.glob(self.tables))[slice(*self.part)]

    def codes(self) -> frozenset[str]:
        """The codes that are judged, as far as the rules exist."""
        known = catalogue().rules
        return frozenset(code for code in known if _matches(code, self.judged) and not _matches(code, self.excluded))


CORPORA = (
    Corpus("seed", SHARED / "seed", "*.txt", ("*",), ("E*", "M*"), floor=Floor(0.97, 0.97), year=2024),
    Corpus(
        "real",
        SHARED / "real",
        "*.yaml",
        (*"CUDVPQN", "T002", "T003", "T005", "T006", "T008", *(f"S0{number}" for number in range(11, 20))),
        ("C018", "V007", "V008", "Q003"),
        floor=Floor(0.95, 0.95),
    ),
    Corpus("held-out", HELD_OUT, "*.yaml", ("*",), (), Floor(0.99, 0.99), part=(None, -SET_ASIDE)),
    Corpus(
        "held-out-aside",
        HELD_OUT,
        "*.yaml",
        ("*",),
        (),
        Floor(0.97, 0.93),
        part=(-SET_ASIDE, None),
        aside=True,
    ),
)


@dataclass
class Score:
    """What came of the labels of one code, one family or all: places hit, missed, and alarms that no label covers."""

    hits: int = 0
    misses: int = 0
    alarms: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.misses + other.misses, self.alarms + other.alarms)

    @property
    def labels(self) -> int:
        return self.hits + self.misses

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.labels if self.labels else 1.0

    def reaches(self, floor: Floor) -> bool:
        return self.precision >= floor.precision and self.recall >= floor.recall

    def row(self, name: str) -> str:
        counts = f"{self.labels:6}{self.hits:6}{self.misses:6}{self.alarms:8}"
        return f"{name:8}{counts}{self.precision:11.3f}{self.recall:9.3f}"


HEAD = f"{'code':8}{'must':>6}{'hit':>6}{'miss':>6}{'alarms':>8}{'precision':>11}{'recall':>9}"


@dataclass
class Result:
    """A corpus judged: scores by code, and a line for every miss and false alarm."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    lines: list[tuple[str, str]] = field(default_factory=list)

    def families(self) -> dict[str, Score]:
        sums: dict[str, Score] = defaultdict(Score)
        for code, score in self.scores.items():
            sums[code[0]] += score
        return dict(sorted(sums.items()))

    def total(self) -> Score:
        return sum(self.scores.values(), Score())

    def below(self, corpus: Corpus) -> list[str]:
        """What misses its floor: the whole corpus, and families with many labels unless it is set aside."""
        if not self.total().labels:
            return ["no label judged"]
        faults = [] if self.total().reaches(corpus.floor) else [f"all < {_text(corpus.floor)}"]
        if corpus.aside:
            return faults
        for family, score in self.families().items():
            if score.labels >= LARGE_FAMILY and not score.reaches(FAMILY_FLOOR):
                faults.append(f"{family} < {_text(FAMILY_FLOOR)}")
        return faults


def judge(corpus: Corpus, codes: frozenset[str]) -> Result:
    """Compare the findings on a corpus with its labels, for the given codes."""
    paths = [str(path) for path in corpus.paths()]
    findings = [found for found in lint(paths, Options(year=corpus.year)).findings if found.code in codes]
    must, free = labels(corpus, codes)
    texts = dict(described(paths))
    result = Result()
    reached = {mark for finding in findings for mark in marks(finding)}
    for mark, why in must.items():
        if mark in reached:
            result.scores[mark.code].hits += 1
        else:
            result.scores[mark.code].misses += 1
            result.lines.append((mark.code, f"miss   {_at(mark.spot)}  {texts.get(mark.spot, '')}  [{why}]"))
    seen: set[Mark] = set()
    for finding in findings:
        members = list(marks(finding))
        if members[0] in seen or any(mark in must or mark in free for mark in members):
            continue
        seen.add(members[0])
        result.scores[finding.code].alarms += 1
        spot = members[0].spot
        result.lines.append((finding.code, f"alarm  {_at(spot)}  {texts.get(spot, '')}  -> {finding.message}"))
    return result


def labels(corpus: Corpus, codes: frozenset[str]) -> tuple[dict[Mark, str], set[Mark]]:
    """The places where a code must fire, with the expert's reason, and those where it is free to."""
    must: dict[Mark, str] = {}
    free: set[Mark] = set()
    files = [path.name for path in corpus.paths()]
    for line in (corpus.folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        file = label.get("file", files[0])
        if label["code"] not in codes or file not in files:
            continue
        mark = Mark(label["code"], Spot(file, label["project"], label["indicator"]))
        if label["status"] == "must":
            must[mark] = label["why"]
        else:
            free.add(mark)
    return must, free


def marks(finding: Finding) -> Iterator[Mark]:
    """The place of a finding; after it, for a rule about a group, the other members."""
    yield Mark(finding.code, _spot(finding.place.source.path, finding.place.pointer))
    if _matches(finding.code, GROUPS):
        for related in finding.related:
            yield Mark(finding.code, _spot(related.place.source.path, related.place.pointer))


def described(paths: Iterable[str]) -> Iterator[tuple[Spot, str]]:
    """What stands at every place, for people: a project's name, an indicator's level, name and values."""
    settings = Run(Options()).settings
    for path in paths:
        reading = readers.read(Source(path), settings)
        for table in reading.tables if reading else ():
            for project in table.projects:
                name = Path(path).name
                yield Spot(name, project.index, None), project.label or ""
                for indicator in project.indicators:
                    values = (indicator.full, indicator.annual, indicator.value)
                    cells = (indicator.level2 or indicator.level1, indicator.name, *values)
                    text = " | ".join(cell.text for cell in cells if cell)
                    yield Spot(name, project.index, indicator.index), text


def _spot(path: str, pointer: str | None) -> Spot:
    found = re.search(r"/projects/(\d+)(?:/indicators/(\d+))?", pointer or "")
    project, indicator = found.groups() if found else (None, None)
    return Spot(Path(path).name, int(project) if project else None, int(indicator) if indicator else None)


def _text(floor: Floor) -> str:
    return f"{floor.precision}/{floor.recall}"


def _at(spot: Spot) -> str:
    file = "" if spot.file.endswith(".txt") else f"{spot.file}:"
    numbers = [str(number) for number in spot[1:] if number is not None]
    return f"{file}{'.'.join(numbers) or 'table'}"


def _matches(code: str, patterns: Iterable[str]) -> bool:
    return any(code == pattern or code[0] == pattern.rstrip("*") or pattern == "*" for pattern in patterns)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [corpus.name for corpus in CORPORA]
    parser.add_argument("corpus", nargs="*", help=f"{', '.join(names)} (default: all that are here)")
    parser.add_argument("--family", default="", help="families or codes, by commas: U,D,V006")
    parser.add_argument("--gate", action="store_true", help="end with 1 below the floors")
    arguments = parser.parse_args()
    if unknown := set(arguments.corpus) - set(names):
        parser.error(f"no such corpus: {', '.join(unknown)}; there are {', '.join(names)}")
    wanted = [word.strip().upper() for word in arguments.family.split(",") if word.strip()]
    faults: list[str] = []
    for corpus in CORPORA:
        if arguments.corpus and corpus.name not in arguments.corpus:
            continue
        if not corpus.folder.is_dir():
            if arguments.corpus:
                parser.error(f"no labels at {corpus.folder}")
            continue
        if corpus.aside and wanted:
            print(f"== {corpus.name}: left out, families of it are not shown\n")
            continue
        codes = frozenset(code for code in corpus.codes() if not wanted or _matches(code, wanted))
        result = judge(corpus, codes)
        if corpus.aside:
            show_sum(corpus, result)
        else:
            show(corpus, result)
        faults += [f"{corpus.name}: {fault}" for fault in result.below(corpus)]
    if arguments.gate and faults:
        print("below the floor:", "; ".join(faults))
        return 1
    return 0


def show(corpus: Corpus, result: Result) -> None:
    print(f"== {corpus.name}: {len(result.scores)} codes with labels or findings")
    for code, line in sorted(result.lines):
        print(f"{code} {line}")
    print(HEAD)
    for code, score in sorted(result.scores.items()):
        print(score.row(code))
    for family, score in result.families().items():
        print(score.row(f"{family} all"))
    print(result.total().row("all"))
    kinds = Counter(line.split()[0] for _, line in result.lines)
    print(f"{kinds['miss']} misses, {kinds['alarm']} false alarms\n")


def show_sum(corpus: Corpus, result: Result) -> None:
    print(f"== {corpus.name}: {len(corpus.paths())} tables set aside, their places are not shown")
    print(HEAD)
    print(result.total().row("all"), "\n")


if __name__ == "__main__":
    sys.exit(main())
