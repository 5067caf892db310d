"""What several processes make together is what one makes, whatever happens to them, and none is left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from perflint import linter, processes
from perflint.processes import PART, WORTH, allowed, shared
from perflint.reporters import ReportOptions, pieces, render

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no helpers here")

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The processes that were made; none may be left when a test is over."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        process = fork()
        made.append(process)
        return process

    monkeypatch.setattr(os, "fork", noted)
    yield made
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def doubled(number: int) -> str:
    return f"{number}，{number * 2}\n"


@pytest.mark.parametrize("jobs", [2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, WORTH - 1, WORTH, WORTH + 1, WORTH + 3 * PART + 7])
def test_the_items_come_in_order(forks: list[int], jobs: int, count: int) -> None:
    assert list(shared(doubled, range(count), jobs)) == list(map(doubled, range(count)))
    assert len(forks) == (min(jobs, -(-count // PART) - 1) - 1 if count >= WORTH else 0)


def test_parts_larger_than_a_pipe_are_made_elsewhere_all_the_same(forks: list[int]) -> None:
    here = os.getpid()
    made = list(shared(lambda number: f"{os.getpid()} {'字' * 4000} {number}", range(WORTH), 2))

    assert [text.split()[2] for text in made] == [str(number) for number in range(WORTH)]
    assert {text.split()[0] for text in made} == {str(here), *map(str, forks)}


def test_what_a_helper_leaves_undone_is_made_here(forks: list[int]) -> None:
    here = os.getpid()

    def falling(number: int) -> str:
        if os.getpid() != here and number > WORTH // 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return doubled(number)

    assert list(shared(falling, range(WORTH * 2), 3)) == list(map(doubled, range(WORTH * 2)))
    assert len(forks) == 2


@pytest.mark.parametrize("what", ["fork", "pipe"])
def test_where_no_process_is_to_be_had_one_makes_all(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    def refused() -> int:
        raise OSError("no more of them")

    monkeypatch.setattr(os, what, refused)

    assert list(shared(doubled, range(WORTH), 3)) == list(map(doubled, range(WORTH)))


@pytest.mark.usefixtures("forks")
def test_who_stops_to_read_leaves_nobody_behind() -> None:
    made = shared(doubled, range(WORTH * 10), 3)
    assert next(made) == doubled(0)
    made.close()


@pytest.mark.usefixtures("forks")
def test_who_is_interrupted_while_a_helper_is_born_leaves_it_not_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        process = fork()
        if process:
            os.kill(os.getpid(), signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    descriptors = len(os.listdir("/proc/self/fd"))

    with pytest.raises(KeyboardInterrupt):
        list(shared(doubled, range(WORTH), 3))
    assert len(os.listdir("/proc/self/fd")) == descriptors


@pytest.mark.usefixtures("forks")
def test_an_error_is_raised_here_whoever_met_it() -> None:
    def broken(number: int) -> str:
        if number == 2 * PART:  # the first one of the helper's
            raise ValueError(number)
        return doubled(number)

    made = shared(broken, range(WORTH), 2)
    with pytest.raises(ValueError, match=str(2 * PART)):
        list(made)


@pytest.mark.parametrize("format", ["sarif", "rdjson", "full"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_report_is_the_same(monkeypatch: pytest.MonkeyPatch, forks: list[int], format: str, hidden: bool) -> None:
    monkeypatch.setattr(processes, "WORTH", 20)
    monkeypatch.setattr(processes, "PART", 7)
    report = linter.lint([str(EXAMPLES)])
    alone, together = (render(format, report, ReportOptions(show_hidden=hidden, jobs=jobs)) for jobs in (1, 3))

    assert len(report.findings) > 100
    assert together == alone
    assert len(forks) == 2
    assert sum(map(len, pieces(format, report, ReportOptions(show_hidden=hidden, jobs=2)))) == len(alone)


def test_as_many_as_are_asked_for_or_one_for_each_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 2, 5})
    assert (allowed(None), allowed(1), allowed(7)) == (3, 1, 7)
    monkeypatch.delattr(os, "memfd_create")
    assert (allowed(None), allowed(1), allowed(7)) == (1, 1, 1)
