"""`--timing`: where the time of a run went, beside the same report."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import NamedTuple

from cli.conftest import CLEAN, FAULTY, Perflint
from perflint.discovery import Source
from perflint.finding import Fault, Place, Spot
from perflint.linter import Options, Run
from perflint.rule import Catalogue, Check, Settings, catalogue
from perflint.text import SourceText, Span
from perflint.timing import Clock

ROW = re.compile(r" *(?P<seconds>\d+\.\d{4}) +(?P<share>\d+\.\d)% +(?P<calls>\d*) +(?P<label>.+)")


class Row(NamedTuple):
    seconds: float
    share: float
    calls: str
    label: str


def rows(err: str) -> list[Row]:
    heading, *lines = err.splitlines()
    assert heading.split() == ["秒", "占比", "次数", "用在哪里"]
    found = [ROW.fullmatch(line) for line in lines]
    return [Row(float(row["seconds"]), float(row["share"]), row["calls"], row["label"]) for row in found if row]


def test_lists_the_rules_slowest_first_then_the_rest_and_the_whole(perflint: Perflint, faulty: Path) -> None:
    found = rows(perflint("data.yaml", "--timing").err)
    rules, (reading, other, reporting, total) = found[:-4], found[-4:]
    assert [row.label for row in (reading, reporting, total)] == ["读取文件", "写出结果", "合计"]
    assert other.label.startswith("其余：")
    assert len(rules) > 50
    assert all(re.fullmatch(r"[A-Z]+\d{3} [a-z0-9-]+", row.label) for row in rules)
    assert [row.seconds for row in rules] == sorted((row.seconds for row in rules), reverse=True)
    assert reading.calls == "1"
    assert (total.share, other.seconds > 0) == (100, True)
    assert abs(sum(row.seconds for row in found[:-1]) - total.seconds) < 0.0001 * len(found)


def test_counts_how_often_a_rule_was_asked(perflint: Perflint, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.yaml").write_text(CLEAN, encoding="utf-8")
    found = {row.label: row.calls for row in rows(perflint("甲.yaml", "乙.yaml", "--timing").err)}
    assert found["S009 too-few-indicators"] == "2"
    assert found["X001 identical-indicators"] == "1"
    assert found["读取文件"] == "2"


def test_changes_neither_report_nor_exit_code(perflint: Perflint, faulty: Path) -> None:
    plain, timed = (perflint("data.yaml", "--format", "json", *more) for more in ((), ("--timing",)))
    assert timed[:2] == plain[:2]
    assert json.loads(timed.out)["summary"]["error"] == 1


def test_goes_on_over_sets_of_options_and_fixes(perflint: Perflint, tmp_path: Path) -> None:
    """A file with options of its own is judged by rules of its own; a fix is judged again."""
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.yaml").write_text(FAULTY.replace("≤10ms", ">=10次"), encoding="utf-8")
    (tmp_path / "perflint.toml").write_text('[[overrides]]\nfiles = ["乙.yaml"]\nyear = 2025\n', encoding="utf-8")
    once = {row.label: row for row in rows(perflint("甲.yaml", "乙.yaml", "--timing").err)}
    assert once["S009 too-few-indicators"].calls == "2"
    err = perflint("甲.yaml", "乙.yaml", "--timing", "--fix").err
    told, _, table = err.partition("\n")
    assert told.startswith("修改了 2 个文件，共 2 处")
    again = {row.label: row for row in rows(table)}
    assert int(again["S009 too-few-indicators"].calls) > 2


def test_counts_everything_however_many_cores_there_are(perflint: Perflint, tmp_path: Path) -> None:
    head, project = FAULTY.split("projects:\n")
    (tmp_path / "data.yaml").write_text(f"{head}projects:\n{project * 300}", encoding="utf-8")
    err = perflint("data.yaml", "--timing", "--jobs", "2", "--select", "S", "--format", "concise").err
    assert {row.label: row.calls for row in rows(err)}["S009 too-few-indicators"] == "300"


def test_speaks_english(perflint: Perflint, faulty: Path) -> None:
    err = perflint("data.yaml", "--timing", "--lang", "en").err
    assert err.splitlines()[0].split() == ["seconds", "share", "calls", "spent", "on"]
    assert err.endswith("  total\n")


def put(code: str, check: Check) -> Catalogue:
    """The shipped rules, one of them with another check."""
    known = catalogue()
    rules = {**known.rules, code: known.rules[code]._replace(check=check)}
    return Catalogue(rules, tuple(rules[rule.code] for rule in known.ordered))


SETTINGS = Settings({}, None)
FAULT = Fault(Place(Spot(SourceText("data.yaml", FAULTY), Span(0, 4))), {"under": "甲", "first": "乙"})


class TestTheClock:
    def test_runs_while_a_rule_works_and_not_while_its_faults_are_taken(self) -> None:
        def check(subject: object, settings: object) -> Iterator[Fault]:
            sleep(0.02)
            yield FAULT

        clock = Clock()
        taken = iter(clock.timed(put("U001", check)).rules["U001"].check(None, SETTINGS))
        assert next(taken) is FAULT
        sleep(0.2)
        assert list(taken) == []
        assert clock.rules["U001"].calls == 1
        assert 0.02 <= clock.rules["U001"].seconds < 0.2

    def test_a_rule_that_raises_is_reported_as_ever_with_what_it_said_before(self) -> None:
        def check(subject: object, settings: object) -> Iterator[Fault]:
            yield FAULT
            raise ZeroDivisionError

        clock = Clock()
        plain, timed = (
            Run(Options(), put("S016", check), clock=given).report([Source("data.yaml", FAULTY.encode())], 0)
            for given in (None, clock)
        )
        assert {"S016", "M006"} <= {finding.code for finding in timed.findings}
        assert [finding.message for finding in timed.findings] == [finding.message for finding in plain.findings]
        assert clock.rules["S016"].calls == 1


COST = """
import sys, perflint.cli
perflint.cli.main(["data.yaml", *{words!r}])
print("loaded:", *(name for name in ("perflint.timing", "perflint.reporters.timings") if name in sys.modules))
"""


def test_costs_nothing_where_nobody_asks(tmp_path: Path, faulty: Path) -> None:
    for words, loaded in (([], "loaded:"), (["--timing"], "loaded: perflint.timing perflint.reporters.timings")):
        command = [sys.executable, "-c", COST.format(words=words)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
        assert done.stdout.decode().splitlines()[-1] == loaded
