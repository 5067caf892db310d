"""The baseline: what it knows stays known wherever it moves, and what is gone is said."""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint import baseline
from perflint.hiding import Judging
from perflint.interface import Refusal
from perflint.linter import Options, Report, lint
from perflint.readers.nodes import Composition, Limits
from suppression.tables import TABLE, at

ROOT = Path(__file__).parents[2]
REAL = (ROOT / "examples" / "panyu-polytechnic-2024.yaml").read_text(encoding="utf-8")
SELECT = ("U001", "S001", "X001", "M")

NAMES = st.text(st.characters(exclude_categories=["Cs"]) | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF))
"""A byte of a file's name that is no text is half a surrogate pair."""


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(text: str, path: str = "data.yaml") -> str:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return path


def create(*paths: str, select: tuple[str, ...] = SELECT, file: str = "known.json") -> str:
    report = lint(paths, Options(select=select))
    Path(file).write_text(
        baseline.written(baseline.entries_of(report.findings, Judging(report.rules))), encoding="utf-8"
    )
    return file


def run(*paths: str, select: tuple[str, ...] = SELECT, file: str = "known.json") -> Report:
    return lint(paths, Options(select=select, baseline=file))


def test_what_is_known_is_hidden_and_counted() -> None:
    create(put(TABLE))
    report = run("data.yaml")
    assert report.findings == ()
    assert report.summary.baselined == len(report.hidden) == 4
    assert {(hidden.kind, hidden.reason) for hidden in report.hidden} == {("external", "")}


def test_what_is_new_is_shown() -> None:
    create(put(TABLE))
    put(TABLE.replace("goal: 修缮食堂2处，面积1200平方米。", "goal: 修缮"))
    assert at(run("data.yaml").findings) == [("S001", 12)]


def test_an_entry_matches_as_many_as_were_there() -> None:
    """Two indicators with the same fault and the same name: the third is new, the second gone is stale."""
    row = "      - {level1: 产出指标, level2: 成本指标, name: 日均带宽量, full: ≤10ms}\n"
    create(put(TABLE.replace(row, row * 2)))
    assert [entry.fingerprint[16:] for entry in baseline.load("known.json").entries.values()].count(":2") == 1
    put(TABLE.replace(row, row * 3))
    assert at(run("data.yaml").findings) == [("U001", 12)]
    put(TABLE)
    [stale] = run("data.yaml").findings
    assert (stale.code, stale.place.source.path) == ("M005", "known.json")


class TestStale:
    def test_it_is_said_at_its_line(self) -> None:
        create(put(TABLE))
        put(TABLE.replace("≤30ms", "≥30次").replace("日均带宽量, full: ≤10ms", "日均带宽量, full: ≥10次"))
        report = run("data.yaml")
        [stale] = report.findings
        first, second = (
            f"data.yaml {project} {indicator}：“ms”是时间单位，与名称里的“量”不符"
            for project, indicator in (("校园网络服务", "日均带宽量"), ("食堂修缮", "日均供餐量"))
        )
        assert stale.message == f"基线里有 2 条已经没有对应的问题，第一条是 {first}"
        [related] = stale.related
        assert related.message == second
        lines = Path("known.json").read_text(encoding="utf-8").split("\n")
        for place, name in ((stale.place, "日均带宽量"), (related.place, "日均供餐量")):
            line, column = place.source.position(place.span.start)
            assert name in lines[line - 1]
            assert place.source.cut(place.span) == lines[line - 1].strip().rstrip(",")
            assert column == 5
        assert len(report.stale) == 2
        assert report.summary.baselined == 2

    def test_files_that_are_not_in_the_run_are_not_judged(self) -> None:
        create(put(TABLE, "甲.yaml"), put(TABLE, "乙.yaml"))
        put("projects: []\n", "甲.yaml")
        assert [one.code for one in run("乙.yaml").findings] == []
        assert [one.code for one in run("甲.yaml").findings] == ["M005"]

    def test_rules_that_are_not_in_the_run_are_not_judged(self) -> None:
        create(put(TABLE))
        put(TABLE.replace("ms", "次"))
        assert [one.code for one in run("data.yaml", select=("S001", "M")).findings] == []

    def test_a_rule_that_is_no_more_is_stale(self) -> None:
        text = Path(create(put(TABLE))).read_text(encoding="utf-8").replace('"missing-goal"', '"no-such-rule"')
        Path("known.json").write_text(
            re.sub('"[0-9a-f]{16}", "rule": "no-such', '"0123456789abcdef", "rule": "no-such', text)
        )
        assert sorted(one.code for one in run("data.yaml").findings) == ["M005", "S001"]

    def test_a_file_that_is_gone_from_a_folder_is_stale(self) -> None:
        create(put(TABLE, "单位/甲.yaml"), put(TABLE, "单位/乙.yaml"))
        Path("单位/甲.yaml").unlink()
        assert [one.code for one in run("单位/乙.yaml").findings] == []
        assert [one.code for one in run("单位").findings] == ["M005"]
        assert [one.code for one in run("./单位/").findings] == ["M005"]

    def test_a_file_that_cannot_be_read_is_not_judged(self) -> None:
        create(put(TABLE))
        put("projects: [\n")
        assert [one.code for one in run("data.yaml").findings] == ["E002"]

    def test_a_rule_that_compares_files_is_judged_with_all_of_them(self) -> None:
        goal = "goal: 修缮全区的食堂，改善师生的就餐条件，做到按时供餐、安全卫生、没有投诉，全年不出现食品安全事故。"
        text = re.sub("goal: .*", goal, f"year: 2024\n{TABLE}".replace("食堂修缮", "全区食堂修缮"))
        select = ("X", "M")
        other = text.replace("全区食堂修缮", "另一批食堂修缮").replace("示例学校", "另一学校")
        create(put(text, "单位/a.yaml"), put(other, "单位/b.yaml"), select=select)
        assert [(entry.rule, entry.path) for entry in baseline.load("known.json").entries.values()] == [
            ("copied-goal", "单位/b.yaml")
        ]
        assert run("单位/b.yaml", select=select).findings == ()
        assert run("单位", select=select).findings == ()
        put("projects: []\n", "单位/a.yaml")
        assert [one.code for one in run("单位", select=select).findings] == ["M005"]

    def test_a_baseline_of_other_files_is_said(self) -> None:
        create(put(TABLE))
        put(TABLE, "b.yaml")
        assert run("b.yaml").notes == (
            "基线 known.json 里没有这次检查的文件：基线里的路径像 data.yaml，要在建立基线时的文件夹里运行",
        )
        assert run("data.yaml").notes == ()


def test_what_could_not_be_read_is_never_known() -> None:
    create(put("projects: [\n"))
    assert baseline.load("known.json").entries == {}
    [finding] = lint(["data.yaml"]).findings
    entry = baseline.Entry(finding.fingerprint, finding.name, "data.yaml", "", "", finding.message)
    put(baseline.written([entry]), "known.json")
    report = run("data.yaml")
    assert [one.code for one in report.findings] == ["E002"]
    assert report.fatal


class TestFile:
    def test_one_entry_a_line_in_an_order_of_its_own(self) -> None:
        create(put(TABLE))
        text = Path("known.json").read_text(encoding="utf-8")
        data = json.loads(text)
        assert data["version"] == 1
        assert [(one["rule"], one["path"], one["project"], one["indicator"]) for one in data["findings"]] == [
            ("missing-goal", "data.yaml", "校园网络服务", ""),
            ("unit-contradicts-name", "data.yaml", "校园网络服务", "日均带宽量"),
            ("unit-contradicts-name", "data.yaml", "校园网络服务", "日均接入量"),
            ("unit-contradicts-name", "data.yaml", "食堂修缮", "日均供餐量"),
        ]
        assert len(text.splitlines()) == 3 + 4 + 2
        head, projects = TABLE.split("projects:\n")
        first, second = re.split(r"(?=  - name: 食堂修缮)", projects)
        put(f"{head}projects:\n{second}{first}")
        create("data.yaml")
        assert Path("known.json").read_text(encoding="utf-8") == text

    def test_no_findings(self) -> None:
        assert baseline.written([]) == '{\n  "version": 1,\n  "findings": []\n}\n'

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "基线 known.json 第 1 行不是完整的 JSON"),
            ('{\n "version": 1,\n<<<<<<< HEAD\n', "基线 known.json 第 3 行不是完整的 JSON"),
            ("[]", "known.json 不是 perflint 的基线"),
            ('{"findings": []}', "known.json 不是 perflint 的基线"),
            ('{"version": 2, "findings": []}', "基线 known.json 是版本 2 的"),
            ('{"version": 1, "findings": [\n{"fingerprint": "x"}]}', "基线 known.json 第 2 行缺少 rule"),
            ('{"version": 1, "findings": [\n\n1]}', "基线 known.json 第 3 行缺少 fingerprint"),
        ],
    )
    def test_a_broken_file_is_refused_with_its_line(self, text: str, reason: str) -> None:
        put(TABLE)
        Path("known.json").write_text(text, encoding="utf-8")
        with pytest.raises(Refusal, match=reason):
            run("data.yaml")

    def test_a_malformed_fingerprint_is_refused(self) -> None:
        text = re.sub("[0-9a-f]{16}", "deadbeef", Path(create(put(TABLE))).read_text(encoding="utf-8"), count=1)
        Path("known.json").write_text(text, encoding="utf-8")
        with pytest.raises(Refusal, match="第 4 行缺少 fingerprint，或者写得不对"):
            run("data.yaml")

    def test_bytes_that_are_no_text(self) -> None:
        Path("known.json").write_bytes(b"\xff\x00")
        with pytest.raises(Refusal, match="读不了基线"):
            run(put(TABLE))

    @given(st.lists(st.builds(baseline.Entry, *[NAMES] * 6)))
    def test_whatever_names_hold_it_reads_back(self, entries: list[baseline.Entry]) -> None:
        entries = [entry._replace(fingerprint=f"{number:016x}") for number, entry in enumerate(entries)]
        path = put(baseline.written(entries), "made.json")
        assert list(baseline.load(path).entries.values()) == entries


def test_it_is_read_once_for_many_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fix is tried by a run of its own."""
    file = create(put(TABLE), file="often.json")
    read: list[str] = []
    compose = baseline.compose

    def counted(text: str, limits: Limits, *, halves: bool) -> Composition:
        read.append(text)
        return compose(text, limits, halves=halves)

    monkeypatch.setattr(baseline, "compose", counted)
    assert [run("data.yaml", file=file).summary.baselined for _ in range(3)] == [4, 4, 4]
    assert len(read) == 1
    Path(file).write_text(baseline.written([]), encoding="utf-8")
    assert len(run("data.yaml", file=file).findings) == 4
    assert len(read) == 2


def test_one_circle_of_many_takes_no_longer_than_many_circles() -> None:
    many = 10_000
    entries = [
        baseline.Entry(f"{number:016x}", "x", "t", "", "", "m", ("shared", f"{number}", f"{number + 1}"))
        for number in range(many)
    ]
    file = put(baseline.written(entries), "many.json")
    start = time.process_time()
    known = baseline.load(file)
    assert time.process_time() - start < 4
    assert not any(map(known.matched, known.entries.values()))


def test_those_who_are_alike_stay_known_in_any_order() -> None:
    """X001 points at the later of two projects; which one that is depends on their order, who is alike does not."""
    rows = "".join(
        f"      - {{level1: 产出指标, level2: 数量指标, name: {name}, full: ≥{number}次}}\n"
        for name, number in (("巡查次数", 310), ("清扫次数", 420), ("培训次数", 530), ("检修次数", 640))
    )
    one, two, three, other = (
        f"  - name: {name}\n    indicators:\n{rows}" for name in ("河道保洁", "公园养护", "路灯检修", "渠道清淤")
    )
    create(put(f"projects:\n{one}{two}{three}"), select=("X001", "M"))
    assert len(baseline.load("known.json").entries) == 2
    for order in (one + two + three, three + one + two, two + three + one):
        put(f"projects:\n{order}")
        assert run("data.yaml", select=("X001", "M")).findings == ()
    put(f"projects:\n{three}{other}{one}{two}")
    assert [(one.code, one.project) for one in run("data.yaml", select=("X001", "M")).findings] == [
        ("X001", "渠道清淤")
    ]
    put(f"projects:\n{three}")
    assert run("data.yaml", select=("X001", "M")).findings == ()
    assert [one.code for one in run(".", select=("X001", "M")).findings] == ["M005"]


@settings(max_examples=15)
@given(st.integers())
def test_it_survives_moved_lines_and_reordered_projects(seed: int) -> None:
    select = ("E", "S", "C", "U", "D", "V", "P", "Q", "X", "G", "B", "N", "T", "W", "M")
    create(put(REAL), select=select)
    before = run("data.yaml", select=select)
    assert (before.findings, before.stale) == ((), ())
    put(shuffled(REAL, random.Random(seed)))
    after = run("data.yaml", select=select)
    assert [(one.code, one.message) for one in after.findings] == []
    assert after.summary.baselined == before.summary.baselined > 100


def shuffled(text: str, chance: random.Random) -> str:
    """The table with its projects in another order, and blank lines and comments between its lines."""
    head, *projects = re.split(r"(?m)^(?=  - name: )", text)
    chance.shuffle(projects)
    lines = "".join([head, *projects]).splitlines(keepends=True)
    put_in = ["\n", "# 说明\n", "  # 甲: 乙\n", "\r\n"]
    return "".join(
        chance.choice(put_in) + line if chance.random() < 0.1 and "|" not in line else line for line in lines
    )
