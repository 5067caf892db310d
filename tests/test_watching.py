"""What counts as a change, step by step: the clock is the test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from perflint import watching
from perflint.discovery import Sieve
from perflint.opened import listen
from perflint.watching import INTERVAL, SETTLING, SHARE, Watch

Hear = Callable[[str, tuple[object, ...]], None]
READ = ("rb", os.O_RDONLY)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Hear]]:
    """What listens to the interpreter; it is not asked by it, since no test could take it off again."""
    hooks: list[Hear] = []
    monkeypatch.setattr("sys.addaudithook", hooks.append)
    return hooks


def play(monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> list[float]:
    """Do a step each time that somebody sleeps; how long they would have slept."""
    slept: list[float] = []
    left = list(steps)

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        assert len(slept) < 2000, "nothing changed"
        if left:
            left.pop(0)()

    monkeypatch.setattr(watching, "sleep", sleep)
    return slept


def everything() -> Sieve:
    return Sieve(lambda path: False)


def nothing() -> None:
    return


def grow(file: Path) -> None:
    file.write_text(file.read_text() + "1")


def test_it_waits_until_a_file_is_left_in_peace(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    watch = Watch([str(file)])
    watch.begin(everything)
    slept = play(monkeypatch, nothing, *[partial(grow, file)] * 3, nothing)
    assert watch.changes() == [str(file)]
    assert slept[2:] == [SETTLING] * 3
    assert min(slept[:2]) >= INTERVAL
    assert file.read_text() == "1111"


def test_a_file_that_never_rests_is_checked_all_the_same(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    watch = Watch([str(file)])
    watch.begin(everything)
    play(monkeypatch, *[partial(grow, file)] * 1000)
    assert watch.changes() == [str(file)]
    assert len(file.read_text()) < 100


def test_a_file_that_comes_and_goes_at_once_is_no_change(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    watch = Watch([str(tmp_path)])
    watch.begin(everything)
    slept = play(monkeypatch, file.touch, file.unlink, nothing, file.touch)
    assert watch.changes() == [str(file)]
    assert slept[1:3] == [SETTLING] * 2
    assert len(slept) == 5


def test_looks_that_are_slow_are_rare(tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch) -> None:
    """A look over a network that takes a second is taken twice a minute."""
    file = tmp_path / "a.yaml"
    watch = Watch([str(file)])
    watch.begin(everything)
    clock = iter(range(1000))
    monkeypatch.setattr(watching, "perf_counter", lambda: next(clock))
    slept = play(monkeypatch, nothing, lambda: file.write_text("1"))
    watch.changes()
    assert slept[:2] == [1 / SHARE] * 2


def test_what_the_run_opens_is_watched_and_nothing_else(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("policy.yaml", "module.py", "written.json", "result.txt", "appended.log")
    for name in names:
        (tmp_path / name).write_text("1")
    watch = Watch(["a.yaml"], written=["result.txt"])
    watch.begin(everything)
    [hear] = heard
    hear("open", ("policy.yaml", *READ))
    hear("open", (str(tmp_path / "module.py"), *READ))
    hear("open", ("written.json", "wb", os.O_WRONLY | os.O_CREAT))
    hear("open", ("appended.log", "r+b", os.O_RDWR))
    hear("open", ("result.txt", *READ))
    hear("open", (3, *READ))
    hear("open", ("/proc/self/stat", *READ))
    hear("os.open", ("appended.log", None, os.O_RDONLY))
    hear("open", ("missing.yaml", None, os.O_RDONLY))
    play(monkeypatch, lambda: [(tmp_path / name).write_text("22") for name in (*names, "missing.yaml")])
    assert watch.changes() == [str(tmp_path / "missing.yaml"), str(tmp_path / "policy.yaml")]


def test_a_change_between_the_look_and_the_reading_is_not_lost(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("1")
    watch = Watch([str(file)])
    watch.begin(everything)
    file.write_text("22")
    heard[0]("open", (str(file), *READ))
    slept = play(monkeypatch)
    assert watch.changes() == [str(file)]
    assert slept == [SETTLING]


def test_a_configuration_may_appear_anywhere_above_a_file(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    for where in (folder, tmp_path):
        for name in ("perflint.toml", "pyproject.toml"):
            watch = Watch([str(folder / "t.yaml")])
            watch.begin(everything)
            play(monkeypatch, (where / name).touch)
            assert watch.changes() == [str(where / name)]


@pytest.mark.parametrize("where", [".", "..", "b"])
def test_a_configuration_may_appear_in_a_folder_above_it_and_below(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = tmp_path / "a"
    (folder / "b").mkdir(parents=True)
    watch = Watch([str(folder)])
    watch.begin(everything)
    config = (folder / where / "perflint.toml").resolve()
    play(monkeypatch, config.touch)
    assert watch.changes() == [str(config)]


def test_the_same_bytes_in_a_file_of_the_same_age_are_another_file(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that keeps the time of what it was copied from takes the place of a file."""
    file, copy = tmp_path / "a.yaml", tmp_path / "copy"
    for path in (file, copy):
        path.write_text("1")
        os.utime(path, (0, 0))
    watch = Watch([str(file)])
    watch.begin(everything)
    play(monkeypatch, lambda: copy.replace(file))
    assert watch.changes() == [str(file)]


def test_where_it_is_not_known_what_is_left_out_it_stays_as_it_was(
    tmp_path: Path, heard: list[Hear], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Sieve:
        raise KeyError("configuration")

    watch = Watch([str(tmp_path)])
    watch.begin(lambda: Sieve(lambda path: path.endswith("out.yaml")))
    with pytest.raises(KeyError, match="configuration"):
        watch.begin(broken)
    play(monkeypatch, (tmp_path / "out.yaml").touch, (tmp_path / "in.yaml").touch)
    assert watch.changes() == [str(tmp_path / "in.yaml")]


@pytest.mark.parametrize(
    ("path", "told"), [("/dev/null", []), ("/proc/self/maps", []), ("/dev/shm/a.yaml", ["/dev/shm/a.yaml"])]
)
def test_the_system_s_files_are_nobody_s_but_those_on_a_disk_in_memory(
    heard: list[Hear], path: str, told: list[str]
) -> None:
    read: list[str] = []
    listen(read.append)
    heard[0]("open", (path, *READ))
    assert read == told
