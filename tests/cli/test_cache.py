"""`--cache`: the same bytes again as long as nothing has changed, and never when anything has."""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import CLEAN, FAULTY, Perflint

FOLDER = ".perflint-cache"
REMEMBERED = "从记忆里说的"

BASE = "extends: default\n"
PACK = "extends: 市.yaml\n"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Two tables, one faulty, a configuration, a policy on another, and a baseline of nothing."""
    folder = tmp_path / "各单位"
    folder.mkdir()
    (folder / "甲.yaml").write_text(FAULTY, encoding="utf-8")
    (folder / "乙.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "perflint.toml").write_text('policy = "县.yaml"\nselect = ["U"]\n', encoding="utf-8")
    (tmp_path / "县.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "市.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "基线.json").write_text('{"version": 1, "findings": []}\n', encoding="utf-8")
    return folder


ASKED = ("各单位", "--cache", "--baseline", "基线.json")


def entries(tmp_path: Path) -> list[Path]:
    folder = tmp_path / FOLDER
    return sorted(path for path in folder.iterdir() if path.name != ".gitignore") if folder.exists() else []


def mark(tmp_path: Path) -> None:
    """Have every entry say who it is: what comes from it is known from now on."""
    for path in entries(tmp_path):
        read, code, _ = json.loads(zlib.decompress(path.read_bytes()))
        path.write_bytes(zlib.compress(json.dumps([read, code, [["emit", REMEMBERED]]]).encode()))


def test_the_second_run_says_the_same_from_memory(perflint: Perflint, tmp_path: Path, units: Path) -> None:
    asked = (*ASKED, "--format", "json", "--output", "html=报告.html")
    plain = perflint(*(word for word in asked if word != "--cache"))
    page = (tmp_path / "报告.html").read_bytes()
    first = perflint(*asked)
    (tmp_path / "报告.html").unlink()

    again = perflint(*asked)

    assert plain == first == again
    assert (again.code, json.loads(again.out)["summary"]["error"]) == (1, 1)
    assert (tmp_path / "报告.html").read_bytes() == page
    assert len(entries(tmp_path)) == 1
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "*\n"
    mark(tmp_path)
    assert perflint(*asked)[:2] == (1, REMEMBERED)


def rewrite(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(tmp_path: Path) -> None:
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return change


def put(name: str, text: str) -> Callable[[Path], None]:
    return lambda tmp_path: (tmp_path / name).write_text(text, encoding="utf-8") and None


CHANGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a table": (rewrite("各单位/甲.yaml", "≤10ms", "≤20ms"), ()),
    "another table": (put("各单位/丙.yaml", CLEAN), ()),
    "a table is gone": (lambda tmp_path: (tmp_path / "各单位/乙.yaml").unlink(), ()),
    "the configuration": (rewrite("perflint.toml", '"U"', '"D"'), ()),
    "a configuration nearer by": (put("各单位/perflint.toml", 'select = ["D"]\n'), ()),
    "the policy": (put("县.yaml", f"{PACK}rules: {{U001: off}}\n"), ()),
    "what the policy extends": (put("市.yaml", f"{BASE}rules: {{U001: off}}\n"), ()),
    "the baseline": (put("基线.json", '{"version": 1, "findings": []}\n\n'), ()),
    "an option": (lambda tmp_path: None, ("--select", "U001")),
    "the format": (lambda tmp_path: None, ("--format", "json")),
    "the language": (lambda tmp_path: None, ("--lang", "en")),
    "the exit code": (lambda tmp_path: None, ("--fail-on", "never")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_makes_it_look_again(perflint: Perflint, tmp_path: Path, units: Path, what: str) -> None:
    change, options = CHANGES[what]
    perflint(*ASKED)
    mark(tmp_path)
    assert perflint(*ASKED).out == REMEMBERED

    change(tmp_path)
    ran = perflint(*ASKED, *options)

    assert REMEMBERED not in ran.out
    assert ran == perflint(*(word for word in (*ASKED, *options) if word != "--cache"))


@pytest.mark.parametrize("option", [("--jobs", "1"), ("--jobs", "3")])
def test_how_many_cores_is_of_no_matter(perflint: Perflint, tmp_path: Path, units: Path, option: tuple[str]) -> None:
    perflint(*ASKED)
    mark(tmp_path)

    assert perflint(*ASKED, *option).out == REMEMBERED


def test_another_program_is_not_believed(perflint: Perflint, tmp_path: Path, units: Path) -> None:
    from perflint.rules import blanks

    perflint(*ASKED)
    mark(tmp_path)
    path = Path(blanks.__file__)
    before = path.stat()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000_000_000))
    try:
        assert REMEMBERED not in perflint(*ASKED).out
    finally:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "damage", [b"", b"\x00\x01", zlib.compress(b"{}"), zlib.compress(b"[1, 2]"), zlib.compress(b"[{}, 0]")]
)
def test_a_broken_entry_is_made_anew(perflint: Perflint, tmp_path: Path, units: Path, damage: bytes) -> None:
    first = perflint(*ASKED)
    [path] = entries(tmp_path)
    path.write_bytes(damage)

    assert perflint(*ASKED) == first
    assert path.read_bytes() != damage


def test_a_planted_entry_writes_no_file_that_was_not_asked_for(perflint: Perflint, tmp_path: Path, units: Path) -> None:
    first = perflint(*ASKED)
    [path] = entries(tmp_path)
    read, code, said = json.loads(zlib.decompress(path.read_bytes()))
    planted = [*said, ["save", str(tmp_path / "别处.txt"), "植入"]]
    path.write_bytes(zlib.compress(json.dumps([read, code, planted]).encode()))

    assert perflint(*ASKED) == first
    assert not (tmp_path / "别处.txt").exists()


def test_a_file_that_cannot_be_read_is_told_again_until_it_can(perflint: Perflint, tmp_path: Path) -> None:
    ran = perflint("缺.yaml", "--cache")
    assert ran == perflint("缺.yaml", "--cache")
    assert ran.code == 2

    (tmp_path / "缺.yaml").write_text(CLEAN, encoding="utf-8")

    assert perflint("缺.yaml", "--cache").code == 0


def test_standard_input_is_known_by_its_content(perflint: Perflint, tmp_path: Path) -> None:
    asked = ("-", "--stdin-filename", "data.yaml", "--cache", "--select", "U")
    first = perflint(*asked, stdin=FAULTY.encode())
    mark(tmp_path)

    assert perflint(*asked, stdin=FAULTY.encode()).out == REMEMBERED
    assert perflint(*asked, stdin=CLEAN.encode()).code == 0
    assert first.code == 1


def test_of_a_pipe_nothing_is_kept(perflint: Perflint, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "data.yaml")

    assert perflint("data.yaml", "--cache") == perflint("data.yaml")
    assert entries(tmp_path) == []


def test_only_so_many_are_kept_the_newest(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(CLEAN, encoding="utf-8")
    folder = tmp_path / FOLDER
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:032}").write_bytes(b"old")
        os.utime(folder / f"{number:032}", (number, number))

    perflint("data.yaml", "--cache")

    kept = entries(tmp_path)
    assert len(kept) == 50
    assert kept[0].name == f"{11:032}"


def test_where_nothing_can_be_kept_the_run_goes_on(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(FAULTY, encoding="utf-8")
    (tmp_path / FOLDER).write_text("a file", encoding="utf-8")

    code, out, err = perflint("data.yaml", "--cache", "--select", "U")

    assert (code, out.count("U001")) == (1, 1)
    assert err.startswith(f"结果没有记到 {FOLDER}：")


@pytest.mark.parametrize("other", [("--fix",), ("--diff",), ("--add-ignores", "合同如此")])
def test_what_changes_files_is_refused(perflint: Perflint, tmp_path: Path, other: tuple[str, ...]) -> None:
    (tmp_path / "data.yaml").write_text(FAULTY, encoding="utf-8")
    assert perflint("data.yaml", "--cache", *other) == (
        2,
        "",
        "perflint：--cache 是照样再给一次上次的结果，不能与会改文件的 --fix、--diff、--add-ignores 一起用\n",
    )


@pytest.mark.parametrize("other", [("--watch",), ("--timing",), ("--since", "HEAD")])
def test_what_is_never_the_same_is_refused(perflint: Perflint, tmp_path: Path, other: tuple[str, ...]) -> None:
    (tmp_path / "data.yaml").write_text(FAULTY, encoding="utf-8")
    ran = perflint("data.yaml", "--cache", *other)
    assert (ran.code, ran.out) == (2, "")
    assert "--watch、--timing、--since" in ran.err


def test_a_run_from_memory_judges_nothing(perflint: Perflint, tmp_path: Path) -> None:
    projects = FAULTY.split("projects:\n")[1] * 300
    (tmp_path / "data.yaml").write_text(f"projects:\n{projects}", encoding="utf-8")
    spent = []
    for _ in range(2):
        start = time.perf_counter()
        perflint("data.yaml", "--cache", "--format", "json")
        spent.append(time.perf_counter() - start)

    assert spent[1] < spent[0] / 2
