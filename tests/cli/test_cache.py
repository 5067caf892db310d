"""`--cache`: the same bytes again as long as nothing has changed, and never when anything has."""

from __future__ import annotations

import json
import os
import re
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import CLEAN, FAULTY, Perflint
from perflint.commands import entries as remembered
from perflint.commands.console import is_said

GOLDEN = Path(__file__).parents[1] / "reporters" / "golden"
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


SOUND = b"[{}, 0, []]"
"""An entry of which nothing was read and nothing said."""


def packed(entry: object) -> bytes:
    return zlib.compress(json.dumps(entry).encode())


def mark(tmp_path: Path) -> None:
    """Have every entry say who it is: what comes from it is known from now on."""
    for path in entries(tmp_path):
        read, code, _ = json.loads(zlib.decompress(path.read_bytes()))
        path.write_bytes(packed([read, code, [["emit", REMEMBERED]]]))


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


def link(tmp_path: Path) -> None:
    """What it says is the same, where it really is is not."""
    path = tmp_path / "各单位" / "甲.yaml"
    path.rename(tmp_path / "丁.yaml")
    path.symlink_to(tmp_path / "丁.yaml")


CHANGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "a table": (rewrite("各单位/甲.yaml", "≤10ms", "≤20ms"), ()),
    "another table": (put("各单位/丙.yaml", CLEAN), ()),
    "a table is gone": (lambda tmp_path: (tmp_path / "各单位/乙.yaml").unlink(), ()),
    "the configuration": (rewrite("perflint.toml", '"U"', '"D"'), ()),
    "a configuration nearer by": (put("各单位/perflint.toml", 'select = ["D"]\n'), ()),
    "the policy": (put("县.yaml", f"{PACK}rules: {{U001: off}}\n"), ()),
    "what the policy extends": (put("市.yaml", f"{BASE}rules: {{U001: off}}\n"), ()),
    "a file that is passed over": (put("各单位/说明.docx", ""), ()),
    "a git work tree": (lambda tmp_path: (tmp_path / ".git").mkdir(), ()),
    "a link in place of a table": (link, ()),
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
    "damage",
    [
        b"",
        zlib.compress(b"[" * 200_000),
        packed([{}, 0, [["nope", "x"]]]),
        packed([{}, 10**30, []]),
        packed([{"/dev/zero": "x"}, 0, []]),
    ],
    ids=["nothing", "too deep", "no way to say", "no exit code", "a device"],
)
def test_a_broken_entry_is_made_anew(perflint: Perflint, tmp_path: Path, units: Path, damage: bytes) -> None:
    first = perflint(*ASKED)
    [path] = entries(tmp_path)
    path.write_bytes(damage)

    assert perflint(*ASKED) == first
    assert path.read_bytes() != damage


@pytest.mark.parametrize(
    "damage",
    [
        b"\x00\x01",
        *map(packed, ({}, None, 1, "abc", [1, 2], [{}, 0], [{}, 0, [], []])),
        *(packed([read, 0, []]) for read in ([], {"data.yaml": "None"}, {"/dev/zero": "None"}, {"/": None})),
        *(packed([{path: "x"}, 0, []]) for path in ("/", "/none", "/\0", "/\ud800")),
        *(packed([{}, code, []]) for code in ("x", None, 0.5, True, 3, -1)),
        *(packed([{}, 0, said]) for said in ("ab", {}, [[]], ["show"])),
        *(packed([{}, 0, [said]]) for said in (["show"], ["show", 5], ["show", "", ""], ["save", "x"])),
        *(packed([{}, 0, [said]]) for said in (["show", "\x1b]0;x\x07"], ["emit", "\x9b"], ["emit", "\r"])),
        zlib.compress(SOUND)[:-1],
        zlib.compress(SOUND) + b"x",
        zlib.compress(SOUND + b" " * 1000),
    ],
)
def test_what_is_not_wholly_an_entry_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(remembered, "MOST", 1000)
    path = tmp_path / FOLDER / ("0" * 32)
    path.parent.mkdir()
    path.write_bytes(zlib.compress(SOUND))
    assert remembered.recall(path.name) == ({}, 0, [])
    path.write_bytes(damage)
    assert remembered.recall(path.name) is None


def test_what_is_too_much_to_be_recalled_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(remembered, "MOST", 1000)
    said = [("show", "\udcff" + "表" * 300)]
    remembered.keep("0" * 32, remembered.Entry({}, 1, said))
    assert remembered.recall("0" * 32) == ({}, 1, [list(one) for one in said])
    with pytest.raises(OSError, match="文件太大，超过了这里允许的大小"):
        remembered.keep("1" * 32, remembered.Entry({}, 1, said * 2))


def test_a_pipe_that_an_entry_names_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / FOLDER / ("0" * 32)
    path.parent.mkdir()
    os.mkfifo(tmp_path / "pipe")
    path.write_bytes(packed([{str(tmp_path / "pipe"): "x"}, 0, []]))
    assert remembered.recall(path.name) is None


@pytest.mark.parametrize(
    "put",
    [os.mkfifo, lambda path: os.symlink("/dev/zero", path), lambda path: os.symlink("基线.json", path)],
    ids=["a pipe", "a link to a device", "a link to a file"],
)
def test_what_is_no_file_gives_way_to_an_entry(
    perflint: Perflint, tmp_path: Path, units: Path, put: Callable[[Path], None]
) -> None:
    first = perflint(*ASKED)
    [path] = entries(tmp_path)
    path.unlink()
    put(path)

    assert perflint(*ASKED) == first
    assert path.is_file()
    assert not path.is_symlink()
    assert (tmp_path / "基线.json").read_text() == '{"version": 1, "findings": []}\n'
    mark(tmp_path)
    assert perflint(*ASKED).out == REMEMBERED


@pytest.mark.parametrize("report", sorted(GOLDEN.iterdir()), ids=lambda path: path.name)
def test_whatever_a_report_prints_may_be_said_again(report: Path) -> None:
    assert is_said([["show", report.read_text(encoding="utf-8")]])


def test_a_file_too_large_to_be_opened_is_looked_at_again(perflint: Perflint, tmp_path: Path) -> None:
    path = tmp_path / "data.yaml"
    path.write_text(CLEAN + " " * 10_000, encoding="utf-8")
    asked = ("data.yaml", "--cache", "--config", "rules.E008.max_bytes=5000")
    assert perflint(*asked).code == 2
    path.write_text(CLEAN, encoding="utf-8")
    assert perflint(*asked).code == 0


def test_a_planted_entry_writes_no_file_that_was_not_asked_for(perflint: Perflint, tmp_path: Path, units: Path) -> None:
    first = perflint(*ASKED)
    [path] = entries(tmp_path)
    read, code, said = json.loads(zlib.decompress(path.read_bytes()))
    planted = [*said, ["save", str(tmp_path / "别处.txt"), "植入"]]
    path.write_bytes(packed([read, code, planted]))

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


@pytest.mark.parametrize(
    "put",
    [lambda path: path.write_text("mine"), lambda path: path.symlink_to("docs"), lambda path: path.symlink_to("none")],
    ids=["a file", "a link", "a broken link"],
)
def test_what_is_no_folder_is_let_be_and_the_run_goes_on(
    perflint: Perflint, faulty: Path, tmp_path: Path, put: Callable[[Path], object]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    names = [f"{number:032}" for number in range(60)]
    for name in names:
        (docs / name).write_text("mine")
    put(tmp_path / FOLDER)

    for lang, told in (
        ("zh", f"结果没有记到 {FOLDER}：已经有同名的文件或链接\n"),
        ("en", f"the result was not kept in {FOLDER}: there is a file or link of that name\n"),
    ):
        code, out, err = perflint("data.yaml", "--cache", "--select", "U", "--lang", lang)
        assert (code, out.count("U001"), err) == (1, 1, told)
    assert sorted(os.listdir(docs)) == names
    assert not (tmp_path / "none").exists()


def test_a_folder_of_somebody_else_s_loses_and_gains_nothing_but_entries(perflint: Perflint, clean: Path) -> None:
    folder = clean.parent / FOLDER
    folder.mkdir()
    names = {f"{number}.txt" for number in range(60)}
    for name in names:
        (folder / name).write_text("mine")

    perflint("clean.yaml", "--cache")

    assert names < set(os.listdir(folder))
    [added] = set(os.listdir(folder)) - names
    assert re.fullmatch("[0-9a-f]{32}", added)


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
