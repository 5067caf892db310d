"""`perflint PATH…`: what is read, what is reported where, and the exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import CLEAN, FAULTY, MESSAGE, PLACE, Perflint
from perflint.reporters import FORMATS

LINE = f"data.yaml:{PLACE}: error U001 unit-contradicts-name: {MESSAGE}\n"


def codes(out: str) -> set[str]:
    return {finding["code"] for finding in json.loads(out)["findings"]}


class TestWhatIsRead:
    def test_a_file_with_or_without_the_word_check(self, perflint: Perflint, faulty: Path) -> None:
        assert perflint("data.yaml", "--select", "U001") == (1, LINE, "")
        assert perflint("check", "data.yaml", "--select", "U001") == (1, LINE, "")

    def test_options_stand_anywhere(self, perflint: Perflint, faulty: Path, clean: Path) -> None:
        assert perflint("--select", "U001", "clean.yaml", "--format", "concise", "data.yaml") == (1, LINE, "")

    def test_files_in_the_order_of_their_paths_each_once(self, perflint: Perflint, tmp_path: Path) -> None:
        for name in ("b.yaml", "a.yaml"):
            (tmp_path / name).write_text(FAULTY, encoding="utf-8")
        out = perflint("b.yaml", "a.yaml", "b.yaml", "--select", "U001").out
        assert [line.partition(":")[0] for line in out.splitlines()] == ["a.yaml", "b.yaml"]

    def test_a_file_is_one_however_its_path_is_spelled(self, perflint: Perflint, tmp_path: Path, faulty: Path) -> None:
        """Under the first spelling. A link is a file of its own, and so is what `..` leads to behind a link."""
        (tmp_path / "a" / "b").mkdir(parents=True)
        (tmp_path / "a" / "data.yaml").write_text(FAULTY, encoding="utf-8")
        (tmp_path / "away").symlink_to("a/b")
        (tmp_path / "link.yaml").symlink_to("data.yaml")
        spellings = ("./data.yaml", "data.yaml", str(faulty), "a/../data.yaml", "away/../data.yaml", "link.yaml")
        done = perflint(*spellings, "--select", "U001", "--format", "json")
        report = json.loads(done.out)
        paths = ["./data.yaml", "away/../data.yaml", "link.yaml"]
        assert ([one["path"] for one in report["findings"]], report["summary"]["files"]) == (paths, 3)

    @pytest.mark.parametrize(
        ("paths", "files"),
        [
            (("a", "a..b"), 2),
            (("a", "b"), 2),
            (("b/data.yaml", "a/../b/data.yaml"), 1),
            (("a/data.yaml", "b/../a/data.yaml"), 1),
            (("a/data.yaml", "b/../data.yaml"), 2),
        ],
    )
    def test_a_folder_behind_a_link_is_another(
        self, perflint: Perflint, tmp_path: Path, faulty: Path, paths: tuple[str, str], files: int
    ) -> None:
        """`b` leads to `a`, as `a..b` does, whose name is no way up."""
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "data.yaml").write_text(FAULTY, encoding="utf-8")
        (tmp_path / "b").symlink_to("a")
        (tmp_path / "a..b").symlink_to("a")
        assert json.loads(perflint(*paths, "--format", "json").out)["summary"]["files"] == files

    def test_a_folder_with_other_files_in_it(self, perflint: Perflint, tmp_path: Path) -> None:
        """Tables are read at any depth; other files are skipped and counted; hidden ones are not looked at."""
        folder = tmp_path / "各单位"
        (folder / "甲 校").mkdir(parents=True)
        (folder / ".hidden").mkdir()
        (folder / "甲 校" / "表.yaml").write_text(FAULTY, encoding="utf-8")
        (folder / "table.json").write_text('{"项目": []}', encoding="utf-8")
        (folder / "settings.yml").write_text("services:\n  web: {image: nginx}\n", encoding="utf-8")
        (folder / "list.yaml").write_text("- projects\n", encoding="utf-8")
        (folder / "package.json").write_text('{"name": "x"}', encoding="utf-8")
        (folder / "notes.txt").write_text("会议记录\n", encoding="utf-8")
        (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
        (folder / ".hidden" / "table.yaml").write_text(FAULTY, encoding="utf-8")
        report = json.loads(perflint("各单位", "--format", "json", "--select", "U001,E007").out)
        assert [(f["code"], f["path"]) for f in report["findings"]] == [
            ("E007", "各单位/table.json"),
            ("U001", "各单位/甲 校/表.yaml"),
        ]
        assert {key: report["summary"][key] for key in ("files", "skipped", "tables")} == {
            "files": 2,
            "skipped": 5,
            "tables": 2,
        }

    def test_a_quoted_glob(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "deep" / "er").mkdir(parents=True)
        for name in ("a.yaml", "b.yml", "deep/er/c.yaml"):
            (tmp_path / name).write_text(FAULTY, encoding="utf-8")
        shallow = perflint("*.yaml", "--select", "U001").out
        deep = perflint("**/*.yaml", "--select", "U001").out
        assert [line.partition(":")[0] for line in shallow.splitlines()] == ["a.yaml"]
        assert [line.partition(":")[0] for line in deep.splitlines()] == ["a.yaml", "deep/er/c.yaml"]

    def test_a_glob_that_matches_nothing_is_a_missing_file(self, perflint: Perflint) -> None:
        code, out, _ = perflint("表/*.yaml")
        assert code == 2
        assert out.startswith("表/*.yaml:1:1: error E001 unreadable-file: ")

    def test_a_file_whose_name_looks_like_a_glob(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "表[1].yaml").write_text(FAULTY, encoding="utf-8")
        assert perflint("表[1].yaml", "--select", "U001").out.startswith(f"表[1].yaml:{PLACE}: error U001")

    def test_standard_input_under_the_name_it_is_given(self, perflint: Perflint, tmp_path: Path) -> None:
        out = LINE.replace("data.yaml", "甲/表.yaml")
        words = ("check", "-", "--stdin-filename", "甲/表.yaml", "--select", "U001")
        assert perflint(*words, stdin=FAULTY.encode()) == (1, out, "")

    def test_standard_input_without_a_name(self, perflint: Perflint) -> None:
        out = LINE.replace("data.yaml", "-")
        assert perflint("-", "--select", "U001", stdin=FAULTY.encode()) == (1, out, "")

    def test_standard_input_is_read_by_the_ending_of_its_name(self, perflint: Perflint) -> None:
        table = b'{"projects": [{"name": "\\u7f51\\u7edc", "goal": "", "indicators": []}]}'
        code, out, _ = perflint("-", "--stdin-filename", "a.json", "--select", "S001", stdin=table)
        assert (code, out.partition(": ")[0]) == (1, "a.json:1:48")

    def test_standard_input_beside_files(self, perflint: Perflint, clean: Path) -> None:
        assert perflint("clean.yaml", "-", "--select", "U001", stdin=FAULTY.encode()).code == 1

    def test_nothing_to_check_is_said(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert perflint("empty") == (0, "", "没有找到可以检查的绩效目标表\n")


def test_the_year_is_given_to_a_table_that_states_none(perflint: Perflint, tmp_path: Path) -> None:
    """X001 compares tables of different units only within one year."""
    (tmp_path / "a.yaml").write_text(CLEAN, encoding="utf-8")
    other = CLEAN.replace("year: 2024\n", "").replace("示例学校", "示例医院").replace("校园网络服务", "院区网络保障")
    (tmp_path / "b.yaml").write_text(other, encoding="utf-8")
    words = ("a.yaml", "b.yaml", "--select", "X001")
    assert perflint(*words, "--year", "2024").out.startswith("b.yaml:3:11: warning X001 identical-indicators: ")
    assert perflint(*words, "--year", "2023").out == ""


class TestSelection:
    @pytest.mark.parametrize(
        "pattern", ["U001", "u001", "unit-contradicts-name", "U", "U00*", "unit-contr*", "D002，U001"]
    )
    def test_names_codes_families_and_globs(self, perflint: Perflint, faulty: Path, pattern: str) -> None:
        assert "U001" in codes(perflint("data.yaml", "--format", "json", "--select", pattern).out)

    def test_ignore_wins_over_select(self, perflint: Perflint, faulty: Path) -> None:
        assert perflint("data.yaml", "--select", "U", "--ignore", "U001, U006") == (0, "", "")

    def test_both_may_be_written_several_times(self, perflint: Perflint, faulty: Path) -> None:
        words = ("--select", "U", "--select", "D", "--ignore", "U001", "--ignore", "U006")
        assert "U001" not in codes(perflint("data.yaml", "--format", "json", *words).out)


class TestExitCodes:
    @pytest.mark.parametrize("format", FORMATS)
    def test_are_the_same_for_every_format(self, perflint: Perflint, faulty: Path, clean: Path, format: str) -> None:
        assert perflint("data.yaml", "--format", format).code == 1
        assert perflint("data.yaml", "--format", format, "--fail-on", "never").code == 0
        assert perflint("clean.yaml", "--format", format, "--select", "U001").code == 0
        assert perflint("missing.yaml", "--format", format, "--fail-on", "never").code == 2

    def test_follow_fail_on(self, perflint: Perflint, tmp_path: Path) -> None:
        """U006, a unit in the name, is an info; S007, no 时效 row, too; U011 and the like do not fire here."""
        table = CLEAN.replace("服务师生人数", "服务师生人数（人）")
        (tmp_path / "data.yaml").write_text(table, encoding="utf-8")
        words = ("data.yaml", "--select", "U006")
        assert [perflint(*words, "--fail-on", level).code for level in ("error", "warning", "info", "never")] == [
            0,
            0,
            1,
            0,
        ]
        assert perflint(*words).code == 0

    def test_a_file_that_cannot_be_read_is_2_and_the_others_are_checked(self, perflint: Perflint, faulty: Path) -> None:
        code, out, err = perflint("data.yaml", "missing.yaml", "--select", "U001,E001")
        assert (code, err) == (2, "")
        assert out.splitlines()[0] + "\n" == LINE
        assert out.splitlines()[1].startswith("missing.yaml:1:1: error E001 unreadable-file: ")

    def test_a_syntax_error_is_2_even_when_it_is_ignored(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "data.yaml").write_text("projects: [\n", encoding="utf-8")
        assert perflint("data.yaml", "--ignore", "E", "--fail-on", "never").code == 2

    def test_other_input_faults_count_like_any_finding(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "data.yaml").write_text("projects: []\n", encoding="utf-8")
        assert perflint("data.yaml").code == 1
        assert perflint("data.yaml", "--fail-on", "never").code == 0


class TestOutputs:
    def test_several_at_once_beside_the_screen(self, perflint: Perflint, tmp_path: Path, faulty: Path) -> None:
        outputs = ("--output", "json=结果 1.json", "--output", "sarif=b.sarif", "--output", "full=c.txt")
        assert perflint("data.yaml", "--select", "U001", *outputs) == (1, LINE, "")
        assert json.loads((tmp_path / "结果 1.json").read_text(encoding="utf-8"))["version"] == 1
        assert json.loads((tmp_path / "b.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
        full = (tmp_path / "c.txt").read_text(encoding="utf-8")
        assert "≤10ms" in full
        assert "\x1b" not in full

    def test_the_same_in_a_file_as_on_the_screen(self, perflint: Perflint, tmp_path: Path, faulty: Path) -> None:
        out = perflint("data.yaml", "--format", "json", "--output", "json=a.json").out
        assert (tmp_path / "a.json").read_bytes().decode() == out

    def test_an_old_report_is_replaced_whole(self, perflint: Perflint, tmp_path: Path, faulty: Path) -> None:
        (tmp_path / "a.json").write_text("old" * 10_000, encoding="utf-8")
        perflint("data.yaml", "--output", "json=a.json")
        json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert sorted(os.listdir(tmp_path)) == ["a.json", "data.yaml"]

    @pytest.mark.parametrize(
        ("output", "complaint"),
        [
            ("json=no/such/folder/a.json", "写不了 no/such/folder/a.json：没有这个文件夹"),
            ("json=.", "写不了 .：这是文件夹，不是文件"),
            ("json=data.yaml", "不能写到 data.yaml：它是这次要读的文件，或者另一份结果也写到这里"),
            ("json=./x/../data.yaml", "不能写到 ./x/../data.yaml：它是这次要读的文件，或者另一份结果也写到这里"),
            (
                "a.json",
                "--output 要写成 格式=文件，例如 --output json=结果.json，而不是“a.json”；要打印到屏幕，用 --format",
            ),
            (
                "json=",
                "--output 要写成 格式=文件，例如 --output json=结果.json，而不是“json=”；要打印到屏幕，用 --format",
            ),
            (
                "json=-",
                "--output 要写成 格式=文件，例如 --output json=结果.json，而不是“json=-”；要打印到屏幕，用 --format",
            ),
        ],
    )
    def test_that_cannot_be_written(self, perflint: Perflint, faulty: Path, output: str, complaint: str) -> None:
        code, _, err = perflint("data.yaml", "--output", output)
        assert (code, err) == (2, f"perflint：{complaint}\n")
        assert faulty.read_text(encoding="utf-8") == FAULTY

    @pytest.mark.parametrize(
        ("words", "output"),
        [
            (["."], "data.yaml"),
            (["*.yaml"], "data.yaml"),
            ([".", "--fix"], "data.yaml"),
            (["data.yaml"], "perflint.toml"),
            (["data.yaml"], "base.toml"),
            (["data.yaml", "--policy", "本市.yaml"], "本市.yaml"),
            (["data.yaml", "--policy", "本区.yaml"], "本市.yaml"),
            (["broken.yaml", "data.yaml"], "./broken.yaml"),
        ],
    )
    def test_what_is_read_is_not_overwritten(
        self, perflint: Perflint, tmp_path: Path, faulty: Path, words: list[str], output: str
    ) -> None:
        (tmp_path / "perflint.toml").write_text('extend = "base.toml"\n', encoding="utf-8")
        (tmp_path / "base.toml").write_text("year = 2024\n", encoding="utf-8")
        (tmp_path / "本市.yaml").write_text("name: 本市\n", encoding="utf-8")
        (tmp_path / "本区.yaml").write_text("extends: 本市.yaml\n", encoding="utf-8")
        (tmp_path / "broken.yaml").write_text("projects: [", encoding="utf-8")
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        code, _, err = perflint(*words, "--output", f"json={output}")
        said = f"perflint：不能写到 {output}：它是这次要读的文件，或者另一份结果也写到这里\n"
        assert (code, err.splitlines(keepends=True)[-1]) == (2, said)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

    def test_what_is_read_in_is_not_overwritten(self, perflint: Perflint, faulty: Path) -> None:
        words = ("-", "--stdin-filename", "data.yaml", "--output", "json=data.yaml")
        assert perflint(*words, stdin=FAULTY.encode()).code == 2
        assert faulty.read_text(encoding="utf-8") == FAULTY

    @pytest.mark.parametrize("name", ["结果.json", "default", "guangdong"])
    def test_a_report_among_the_tables_is_written_anew(self, perflint: Perflint, faulty: Path, name: str) -> None:
        """Whether or not it is called as a shipped policy is."""
        results = [perflint(".", "--output", f"json={name}", "--policy", "guangdong") for _ in range(2)]
        assert [(done.code, done.err) for done in results] == [(1, "")] * 2

    def test_two_to_one_file(self, perflint: Perflint, faulty: Path) -> None:
        code, _, err = perflint("data.yaml", "--output", "json=a", "--output", "sarif=a")
        assert (code, err) == (2, "perflint：不能写到 a：它是这次要读的文件，或者另一份结果也写到这里\n")


def test_json_has_every_field(perflint: Perflint, faulty: Path) -> None:
    report: dict[str, Any] = json.loads(perflint("data.yaml", "--select", "U001", "--format", "json").out)
    [finding] = report["findings"]
    assert report["version"] == 1
    assert len(finding.pop("fingerprint")) == 16
    assert finding.pop("reason")
    assert finding.pop("help")
    assert finding == {
        "code": "U001",
        "name": "unit-contradicts-name",
        "severity": "error",
        "message": MESSAGE,
        "path": "data.yaml",
        "line": 10,
        "column": 18,
        "end_line": 10,
        "end_column": 20,
        "pointer": "/projects/0/indicators/0/full",
        "project": "校园网络服务",
        "indicator": "日均接入量",
        "related": [],
        "fix": None,
    }
    assert report["summary"] == {
        "files": 1,
        "skipped": 0,
        "tables": 1,
        "projects": 1,
        "indicators": 4,
        "error": 1,
        "warning": 0,
        "info": 0,
        "suppressed": 0,
        "baselined": 0,
    }
