"""Several processes say what one says, in the same order, whatever happens to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from perflint import crew, linter, posting
from perflint.discovery import Source
from perflint.finding import Fault, Place, Related, Spot
from perflint.linter import Options, Report, Run
from perflint.reporters import ReportOptions, render
from perflint.rule import Scope, catalogue
from perflint.testing import as_table
from perflint.text import Span
from perflint.verdict import Verdict

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no helpers here")

EXAMPLES = Path(__file__).parents[1] / "examples"
PROJECT = """\
  - name: 设备更新{number}
    total: {number}
    goal: 更新各类设备{number}台，保障工作正常开展，提高服务水平，达到预期效果。
    indicators:
      - {{level1: 产出指标, level2: 数量指标, name: 更新设备数量{number}, full: "{number}%", annual: "{number}%"}}
      - {{level1: 效益指标, level2: 社会效益指标, name: 服务水平提升, full: 大幅提升, annual: 提升}}
      - {{level1: 产出指标, level2: 质量指标, name: 验收合格率, full: ≥100%, annual: ≥98%}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tables of 60 indicators with faults in most, one of them of two documents and with an alias, one broken."""
    for number in range(12):
        projects = "".join(PROJECT.format(number=number * 100 + project) for project in range(20))
        (tmp_path / f"{number}.yaml").write_text(
            f"unit: 单位{number}\nyear: 2024\nprojects:\n{projects}", encoding="utf-8"
        )
    twice = "projects:\n- &one {name: 甲, indicators: [{level1: 产出指标, name: 数量, full: 好}]}\n- *one\n"
    (tmp_path / "a.yaml").write_text(f"{twice}---\n{twice}", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("projects: [", encoding="utf-8")
    return tmp_path


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers are worth it for very little."""
    monkeypatch.setattr(crew, "STINT", 9)
    monkeypatch.setattr(crew, "LEAST", 60)
    monkeypatch.setattr(crew, "MOST", 60)
    monkeypatch.setattr(crew, "WORTH", 1)


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Grows by one with each helper; none may be left when a test is over."""
    made: list[int] = []
    fork = os.fork

    def counted() -> int:
        made.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", counted)
    yield made
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many stints, and works on all tables, were judged `here`, or came `back` from helpers."""
    counts = {"here": 0, "back": 0}
    judged, wide, received = Run._judged, Run._of_corpus, posting.received

    def counted(run: Run, stint: crew.Stint) -> list[Verdict]:
        counts["here"] += 1
        return judged(run, stint)

    def counted_too(work: Callable[[], list[Verdict]]) -> list[Verdict]:
        counts["here"] += 1
        return work()

    def recounted(*sheet: Any) -> posting.Said:
        back = received(*sheet)
        counts["back"] += len(back)
        return back

    monkeypatch.setattr(Run, "_judged", counted)
    monkeypatch.setattr(Run, "_of_corpus", lambda *run: [partial(counted_too, work) for work in wide(*run)])
    monkeypatch.setattr(posting, "received", recounted)
    return counts


def said(path: Path, jobs: int, format: str = "json") -> str:
    return render(format, linter.lint([str(path)], jobs=jobs), ReportOptions())


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("jobs", [2, 3, 8])
@pytest.mark.parametrize("format", ["json", "sarif", "html"])
def test_the_result_is_that_of_one_process(
    folder: Path, forks: list[int], shares: dict[str, int], jobs: int, format: str
) -> None:
    alone = said(folder, 1, format)
    assert not forks
    every, shares["here"] = shares["here"], 0

    assert said(folder, jobs, format) == alone
    assert len(forks) >= jobs - 1
    assert shares["back"] > 0
    assert shares["here"] + shares["back"] == every
    assert '"findings": []' not in alone


@pytest.mark.usefixtures("eager")
def test_files_have_options_of_their_own(folder: Path, forks: list[int]) -> None:
    """What comes back is told by numbers, and rules that only a later file brings are among what is numbered."""
    several = [Options(ignore=("G001",)), Options(year=2031), Options(select=("U", "S"))]

    def options_of(path: str) -> Options:
        return several[min(len(Path(path).stem), 2)] if "1" in path else several[0]

    alone, together = (
        render("json", linter.lint([str(folder)], several[0], options_of=options_of, jobs=jobs), ReportOptions())
        for jobs in (1, 2)
    )

    assert forks
    assert together == alone


@pytest.mark.usefixtures("eager")
def test_one_table_is_shared_by_its_projects(folder: Path, forks: list[int]) -> None:
    assert said(folder / "3.yaml", 2) == said(folder / "3.yaml", 1)
    assert len(forks) == 1


@pytest.mark.usefixtures("eager")
def test_one_large_project_is_no_work_for_two(tmp_path: Path, forks: list[int]) -> None:
    rows = "".join(f"  - {{level1: 产出指标, name: 第{number}项, full: {number}个}}\n" for number in range(200))
    (tmp_path / "one.yaml").write_text(f"projects:\n- name: 甲\n  indicators:\n{rows}", encoding="utf-8")

    assert said(tmp_path / "one.yaml", 2) == said(tmp_path / "one.yaml", 1)
    assert not forks


@pytest.mark.usefixtures("eager")
def test_fixes_and_examples_come_back_whole(forks: list[int]) -> None:
    alone, together = (linter.lint([str(EXAMPLES)], jobs=jobs) for jobs in (1, 3))

    assert forks
    assert [finding.fix for finding in alone.findings if finding.fix]
    assert [_told(finding) for finding in alone.findings] == [_told(finding) for finding in together.findings]


def _told(finding: linter.Finding) -> tuple[object, ...]:
    changes = finding.fix.changes if finding.fix else ()
    edits = [(change.source.path, change.span, change.text) for change in changes]
    related = [(one.message, one.place.source.path, one.place.span) for one in finding.related]
    return finding.code, finding.message, finding.help, finding.place.span, finding.fingerprint, edits, related


@pytest.mark.usefixtures("eager")
def test_whatever_a_rule_says_comes_back(shares: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [rule.page.bad for rule in catalogue().rules.values()]
    sources = [Source(f"{number}.yaml", as_table(example).encode()) for number, example in enumerate(bad)]

    alone, every = Run(Options()).report(sources, 0), shares["here"]
    judged, here = Run._judged, os.getpid()

    def leisurely(run: Run, stint: crew.Stint) -> list[Verdict]:
        """However busy the machine is, most is left for the helper."""
        if os.getpid() == here:
            time.sleep(0.005)
        return judged(run, stint)

    monkeypatch.setattr(Run, "_judged", leisurely)
    together = Run(Options()).report(sources, 0, jobs=2)

    assert len({finding.code for finding in alone.findings}) > 120
    assert [_told(finding) for finding in together.findings] == [_told(finding) for finding in alone.findings]
    assert shares["back"] * 2 > every


def test_a_small_table_needs_no_helper(folder: Path, forks: list[int]) -> None:
    linter.lint([str(folder / "3.yaml")], jobs=2)

    assert not forks


@pytest.mark.usefixtures("eager")
def test_what_a_helper_leaves_undone_is_done_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = said(folder, 1)
    judged, here = Run._judged, os.getpid()
    fallen = []

    def falling(run: Run, stint: crew.Stint) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        fallen.append(stint)
        return judged(run, stint)

    monkeypatch.setattr(Run, "_judged", falling)

    assert said(folder, 3) == alone
    assert fallen


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("what", ["fork", "memfd_create", "pipe"])
def test_where_no_helper_is_to_be_had_one_process_does_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    alone = said(folder, 1)

    def refused(*_: object) -> int:
        raise OSError("no more of them")

    monkeypatch.setattr(os, what, refused)

    assert said(folder, 3) == alone


@pytest.mark.usefixtures("eager", "forks")
def test_an_error_here_leaves_no_helper_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: Run, tables: object) -> Report:
        raise RuntimeError("here")

    monkeypatch.setattr(Run, "_of_corpus", broken)

    with pytest.raises(RuntimeError, match="here"):
        said(folder, 3)


@pytest.mark.usefixtures("eager", "forks")
def test_what_looks_at_whole_tables_is_shared(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end; as long as a table is read, what looks at the whole of it waits."""
    goal = "维修城区道路十二公里，更换路灯三百盏，疏通排水管网五公里，让沿线居民夜间出行更安全，雨天不再积水。"
    twice = "".join(f"- name: {name}\n  goal: {goal}\n  indicators: []\n" for name in ("道路维修", "城市更新"))
    (folder / "twice.yaml").write_text(f"projects:\n{twice}", encoding="utf-8")
    alone, here = said(folder, 1), os.getpid()
    judged, wide = Run._judged, Run._of_corpus
    done_there = {kind: tmp_path / f"{kind} done there" for kind in ("one", "all")}

    def patient(kind: str) -> None:
        """Whoever began waits for the other."""
        if os.getpid() != here:
            done_there[kind].write_text("one at least", encoding="utf-8")
        for _ in range(1000):
            if os.getpid() != here or all(note.exists() for note in done_there.values()):
                break
            time.sleep(0.01)

    def on_one(run: Run, stint: crew.Stint) -> list[Verdict]:
        if stint.projects is None:
            patient("one")
        return judged(run, stint)

    def on_all(work: Callable[[], list[Verdict]]) -> list[Verdict]:
        patient("all")
        return work()

    monkeypatch.setattr(Run, "_of_corpus", lambda *run: [partial(on_all, work) for work in wide(*run)])
    monkeypatch.setattr(Run, "_judged", on_one)

    assert said(folder, 2) == alone
    assert all(note.exists() for note in done_there.values())
    assert '"X004"' in alone


def test_rules_on_all_tables_go_together_by_their_modules() -> None:
    run = Run(Options())
    works = [[planned.rule for planned in work.args[0]] for work in run._of_corpus([]) if isinstance(work, partial)]

    assert sorted(rule.code for rules in works for rule in rules) == sorted(
        rule.code for rule in catalogue().rules.values() if Scope.CORPUS in rule.scopes
    )
    modules = [{rule.check.__module__ for rule in rules} for rules in works]
    assert all(len(names) == 1 for names in modules)
    assert len(set.union(*modules)) == len(modules) > 1


@pytest.mark.parametrize(
    ("said_of", "left", "much"),
    [(400, 400, False), (0, 800, True), (3000, 0, False), (4000, 0, True), (0, 0, False)],
)
def test_helpers_are_for_much_that_is_left(said_of: int, left: int, much: bool) -> None:
    """Indicators of which nothing is said yet, and a quarter of all, where something looks at all tables."""
    source = Source("one.yaml", f"projects:\n{PROJECT.format(number=1)}{PROJECT.format(number=2)}".encode())
    [table] = Run(Options()).report([source], 0).tables
    both = crew.Crew(lambda _: [], [], 2)
    for project, count in zip(table.projects, (said_of, left), strict=True):
        project.indicators = project.indicators[:1] * count
        both.take([crew.Stint(table, [project])])

    assert both._is_much([1], [list]) is much
    assert both._is_much([1], []) is (left >= crew.WORTH)


def test_only_what_both_hold_can_be_sent() -> None:
    [rule, *_] = catalogue().rules.values()
    text = f"projects:\n{PROJECT.format(number=1)}".encode()
    sources = [Source(name, text) for name in ("one.yaml", "other.yaml")]
    tables = Run(Options()).report(sources, 0).tables
    spot = Spot(tables[1].source, Span(2, 4))
    fault = Fault(tables[1].projects[0].at(), related=(Related("there", Place(spot)),))
    verdict = Verdict(rule, None, fault, tables[1].projects[0], None)

    with BytesIO() as sheet:
        posting.send({7: [verdict]}, sheet, posting.Held([rule], tables))
        [back] = posting.received(sheet, posting.Held([rule], tables))[7]
        assert back.rule is rule
        assert back.fault.place.anchor is tables[1].projects[0]
        assert back.fault.related[0].place.source is tables[1].source
        assert back.fault.related[0].place.span == spot.span

    alone = verdict._replace(fault=Fault(Place(spot)), project=None)
    for said, held in (
        (verdict, posting.Held([], tables)),
        (verdict, posting.Held([rule], tables[:1])),
        (alone, posting.Held([rule], tables[:1])),
    ):
        with BytesIO() as sheet, pytest.raises(KeyError):
            posting.send({7: [said]}, sheet, held)


@pytest.mark.parametrize("count", [0, 1, 7, crew._TOKENS - 1, crew._TOKENS, 3 * crew._TOKENS + 5])
def test_a_queue_gives_each_number_once(count: int) -> None:
    queue = crew._Queue([3, 5], range(11, 11 + count))

    assert list(queue) == [3, 5, *range(11, 11 + count)]


def test_what_takes_longest_goes_out_one_by_one() -> None:
    queue = crew._Queue([3, 5], range(11, 11 + 2 * crew._TOKENS))
    one, other = iter(queue), iter(queue)

    assert [next(taker) for _ in range(3) for taker in (one, other)] == [3, 5, 11, 14, 12, 15]


def test_a_queue_is_shared_by_processes() -> None:
    queue = crew._Queue([], range(2000))
    into, out = os.pipe()[::-1]
    helpers = []
    for _ in range(3):
        helper = os.fork()
        if not helper:
            for number in queue:
                os.write(into, number.to_bytes(4))
            os._exit(0)
        helpers.append(helper)
    own = list(queue)
    for helper in helpers:
        os.waitpid(helper, 0)
    os.close(into)
    with os.fdopen(out, "rb") as back:
        theirs = back.read()

    taken = own + [int.from_bytes(theirs[at : at + 4]) for at in range(0, len(theirs), 4)]
    assert sorted(taken) == list(range(2000))


def test_an_interrupted_run_leaves_no_helper(folder: Path) -> None:
    many = folder / "many"
    many.mkdir()
    for number in range(12):
        projects = "".join(PROJECT.format(number=number * 1000 + project) for project in range(700))
        (many / f"{number}.yaml").write_text(f"projects:\n{projects}", encoding="utf-8")
    command = [sys.executable, "-m", "perflint", str(many), "--jobs", "3", "--format", "json"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    _wait_for(lambda: len(_group(run.pid)) > 1)

    os.kill(run.pid, signal.SIGINT)
    output, complaint = run.communicate(timeout=60)

    assert (run.returncode, output, complaint) == (130, b"", b"")
    assert _group(run.pid) == []


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def _group(leader: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found.append(int(entry.name))
    return found


@pytest.mark.usefixtures("eager")
def test_the_first_part_is_judged_before_the_second_helper(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and patterns are made ready here, too, and then not in every helper again."""
    order: list[object] = []
    judged, fork = Run._judged, os.fork

    def noted(run: Run, stint: crew.Stint) -> list[Verdict]:
        order.append(stint.table.source.path)
        return judged(run, stint)

    def forked() -> int:
        order.append("fork")
        return fork()

    monkeypatch.setattr(Run, "_judged", noted)
    monkeypatch.setattr(os, "fork", forked)
    said(folder, 2)

    assert order[:2] == ["fork", str(folder / "0.yaml")]
