"""A table that is judged while it is still being read comes to the same as one that is read first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from readers.builds import BUILDS, HERE

from perflint import ahead, crew, linter, readers
from perflint.discovery import Source
from perflint.finding import Fault
from perflint.linter import Options, Run
from perflint.model import Project
from perflint.reporters import ReportOptions, render
from perflint.rule import Catalogue, Settings, catalogue
from perflint.verdict import Verdict

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no helpers here")

ROW = "{{level1: {level1}, level2: {level2}, name: {name}, full: {full}, annual: {full}}}"
PROJECT = """\
- name: {place}路灯改造
  budget: {{total: {number}}}
  goal: 更换路灯{number}盏，夜间照明盲区得到消除，居民出行更加方便，惠及{place}及周边的群众。
  indicators:
  - {{level1: 产出指标, level2: 数量指标, name: 更换路灯数量, full: {number}盏, annual: {number}盏}}
  - {{level1: 产出指标, level2: 成本指标, name: 改造总成本, full: ≤{number}万元, annual: ≤{number}万元}}
  - {{level1: 产出指标, level2: 时效指标, name: 完成时间, full: 2024年底前, annual: 2024年底前}}
  - {{level1: 效益指标, level2: 服务对象满意度指标, name: {place}居民满意度, full: 90%, annual: 90%}}
"""
PROJECTS = "".join(PROJECT.format(place=f"第{number}村", number=100 + number) for number in range(30))
TABLE = f"unit: 青溪县住建局\nyear: 2024\nprojects:\n{PROJECTS}"


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers are worth it for very little."""
    for name, much in (("STINT", 8), ("WORTH", 8), ("LEAST", 8), ("MOST", 40)):
        monkeypatch.setattr(crew, name, much)
    monkeypatch.setattr(ahead, "STINT", 8)


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What happens in this process: a helper is forked, a source has been read, all is forgotten."""
    noted: list[str] = []
    fork, read, forget = os.fork, readers.read, crew.Crew.forget

    def forked() -> int:
        noted.append("fork")
        return fork()

    def reading(*given: Any) -> Any:
        made = read(*given)
        noted.append("read")
        return made

    def forgotten(self: crew.Crew, since: int) -> None:
        noted.append("forget")
        forget(self, since)

    monkeypatch.setattr(os, "fork", forked)
    monkeypatch.setattr(readers, "read", reading)
    monkeypatch.setattr(crew.Crew, "forget", forgotten)
    yield noted
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def said(text: str, jobs: int, name: str = "data.yaml") -> str:
    report = Run(Options()).report([Source(name, text.encode())], 0, jobs=jobs)
    return render("json", report, ReportOptions())


def same(text: str, name: str = "data.yaml") -> str:
    """What two processes say, which is what one says."""
    alone = said(text, 1, name)
    assert said(text, 2, name) == alone
    return alone


def test_helpers_begin_before_the_table_is_read(order: list[str]) -> None:
    found = same(TABLE)

    assert order[0] == "read"  # alone
    assert order[1] == "fork"
    assert "forget" not in order
    assert '"code": "C001"' not in found
    assert '"findings": []' not in found


def test_every_row_is_judged_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    judged, notes = Run._judged, tmp_path / "notes"

    def noted(run: Run, stint: crew.Stint) -> list[Verdict]:
        with notes.open("a", encoding="utf-8") as file:
            file.writelines(f"{project.index}\n" for project in stint.projects or ())
        return judged(run, stint)

    monkeypatch.setattr(Run, "_judged", noted)
    said(TABLE, 2)

    assert sorted(map(int, notes.read_text(encoding="utf-8").split())) == list(range(30))


@pytest.mark.parametrize(
    ("late", "code"),
    [
        ("money_unit: 元\n", "B007"),
        ("year: 2031\n", "T003"),
        ("budget: {total: 1}\n", "B002"),
    ],
)
def test_fields_of_the_table_behind_its_projects_count(order: list[str], late: str, code: str) -> None:
    found = same(f"projects:\n{PROJECTS}{late}")

    assert "fork" in order[1:]
    assert f'"code": "{code}"' in found
    assert f'"code": "{code}"' not in same(f"projects:\n{PROJECTS}")
    assert order.count("forget") == 1


@pytest.mark.parametrize("behind", ["备注: 无\n", "projects: []\n", "unit: 某局\n", ""])
def test_a_year_that_the_run_gives_holds_to_the_end(behind: str) -> None:
    sources = [Source("data.yaml", f"projects:\n{PROJECTS}{behind}".encode())]
    found = [
        [one.place.span.start for one in report.findings if one.code == "T003"]
        for report in (Run(Options(year=2031)).report(sources, 0, jobs=jobs) for jobs in (1, 2))
    ]

    assert len(found[0]) == 30
    assert found[1] == found[0]


def test_what_is_no_field_changes_nothing(order: list[str]) -> None:
    found = same(f"projects:\n{PROJECTS}unitt: x\n")

    assert '"code": "E005"' in found
    assert "forget" not in order


def test_levels_are_placed_by_the_whole_table(order: list[str]) -> None:
    """Satisfaction under benefit is fine where the whole table has it there."""
    last = PROJECT.format(place="河口", number=7).replace("效益指标, level2: 服务", "满意度指标, level2: 服务")

    assert '"code": "S014"' not in same(TABLE)
    found = same(TABLE + last)

    assert '"code": "S014"' in found
    assert order.count("forget") == 1


def test_units_in_names_are_fine_where_the_whole_column_of_units_is_empty(order: list[str]) -> None:
    rows = TABLE.replace("name: 更换路灯数量, full: ", 'name: 更换路灯数量（盏）, unit: "", full: ')
    last = PROJECT.format(place="河口", number=7).replace(
        "name: 更换路灯数量, full: 7盏", "name: 更换路灯数量, unit: 盏, full: 7"
    )

    assert '"code": "U006"' not in same(rows)
    assert '"code": "U006"' in same(rows + last)
    assert order.count("forget") == 1


@pytest.mark.parametrize("end", ["- name: [", "  oops", '- name: "'])
def test_a_table_that_breaks_off_is_none(order: list[str], end: str) -> None:
    found = same(f"{TABLE}{end}")

    assert order.count("forget") == 1
    assert '"code": "E002"' in found
    assert '"projects": 0' in found


def test_a_second_document_that_breaks_off_leaves_the_first(order: list[str]) -> None:
    found = same(f"{TABLE}---\n[")

    assert "forget" not in order
    assert '"code": "E002"' in found
    assert '"projects": 30' in found


@pytest.mark.parametrize("build", BUILDS)
def test_tables_of_any_build_come_to_the_same(build: str) -> None:
    same(BUILDS[build].replace(HERE, PROJECTS))


def test_a_rule_that_asks_for_all_projects_gets_them(order: list[str]) -> None:
    """Whoever judges early cannot see them, so it is asked again."""

    def check(project: Project, _: Settings) -> Iterator[Fault]:
        yield Fault(project.at(), {"count": len(project.table.projects)})

    known = catalogue()
    rules = {**known.rules, "S003": known.rules["S003"]._replace(check=check, needs=(), unless=frozenset())}
    asked = Catalogue(rules, tuple(rules[one.code] for one in known.ordered))

    def counted(jobs: int) -> list[tuple[str, str | None]]:
        report = Run(Options(select=("S003",)), asked).report([Source("data.yaml", TABLE.encode())], 0, jobs=jobs)
        return [(one.message, one.place.pointer) for one in report.findings if one.code == "S003"]

    alone = counted(1)
    assert len(alone) == 30
    assert all("30" in message for message, _ in alone)
    assert counted(2) == alone
    assert order[1] == "fork"


def test_rules_of_others_are_asked_only_of_whole_tables(order: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What they keep of a table could not be taken back."""
    monkeypatch.setattr(Run, "_plugged", lambda _, known: known)
    Run(Options(plugins=("others",))).report([Source("data.yaml", TABLE.encode())], 0, jobs=2)

    assert order[0] == "read"


def test_forgetting_a_table_loses_nothing_of_others(order: list[str], tmp_path: Path) -> None:
    for number in range(6):
        end = "- name: [" if number % 2 else ""
        (tmp_path / f"{number}.yaml").write_text(TABLE + end, encoding="utf-8")

    alone, together = (render("json", linter.lint([str(tmp_path)], jobs=jobs), ReportOptions()) for jobs in (1, 3))

    assert together == alone
    assert order.count("forget") == 3
