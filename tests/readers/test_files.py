"""From a path to a text: which files are read, by which reader, in which encoding, and what is said of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perflint import readers
from perflint.discovery import Source
from perflint.model import Reading
from readers.reading import INDICATOR, SETTINGS, read

TABLE = f"{INDICATOR}full: 5平方米\n"
JSON = '{"projects": [{"name": "甲", "indicators": []}]}'
LAYOUT = "项目支出绩效目标表\n单位名称：某校 单位：万元\n项目名称 总计 绩效目标 绩效指标\n某校 5.00\n"


def found(path: Path) -> Reading | None:
    """A file as it is met in a folder."""
    return readers.read(Source(str(path), named=False), SETTINGS)


def reason(path: Path) -> tuple[str, object]:
    """Why a named path could not be read."""
    reading = readers.read(Source(str(path)), SETTINGS)
    assert reading is not None
    assert reading.tables == []
    (problem,) = reading.problems
    assert problem.place.pointer is None
    return problem.key, problem.fields.get("kind", problem.fields.get("limit"))


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_the_same_table_with_the_same_positions(self, encoding: str, line_break: str) -> None:
        reading = read(TABLE.replace("\n", line_break).encode(encoding))
        assert reading.problems == []
        cell = reading.tables[0].projects[0].indicators[0].full
        assert cell is not None
        assert cell.text == "5平方米"
        assert cell.source.position(cell.span.start) == (6, 15)

    def test_gb18030_is_said(self) -> None:
        assert read(TABLE.encode("gb18030"), "甲.yaml").notes == (
            "“甲.yaml”不是 UTF-8，按 GB18030 编码读入；建议另存为 UTF-8",
        )
        assert read(TABLE).notes == ()

    @pytest.mark.parametrize(
        ("data", "kind", "offset"),
        [
            (TABLE.encode()[:-5], "truncated", len(TABLE.encode()) - 7),
            (b"projects:\0", "binary", 9),
            (TABLE.encode("utf-16-le"), "binary", 1),
            ("备忘录，与表无关".encode("gb18030"), "encoding", 0),
            (b"\xff\xfeA", "truncated", 2),
            (b"\x89PNG\r\n\x1a\n\0\0", "binary", 8),
            (b"name: \xff\xff", "encoding", 6),
        ],
    )
    def test_what_is_no_text(self, data: bytes, kind: str, offset: int) -> None:
        (problem,) = read(data).problems
        assert (problem.key, dict(problem.fields)) == ("unreadable-file", {"kind": kind, "offset": offset})


class TestPaths:
    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        assert reason(tmp_path / "无.yaml") == ("unreadable-file", "missing")

    def test_a_folder(self, tmp_path: Path) -> None:
        assert reason(tmp_path) == ("unreadable-file", "folder")

    def test_a_pipe_is_not_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "管道.yaml")
        assert reason(tmp_path / "管道.yaml") == ("unreadable-file", "device")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_no_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "表.yaml"
        path.write_text(TABLE, encoding="utf-8")
        path.chmod(0)
        assert reason(path) == ("unreadable-file", "permission")

    def test_no_permission_as_the_system_says_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "表.yaml"
        path.write_text(TABLE, encoding="utf-8")

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("builtins.open", refuse)
        assert reason(path) == ("unreadable-file", "permission")

    def test_a_name_that_no_file_can_have(self) -> None:
        assert reason(Path("a\0b.yaml")) == ("unreadable-file", "system")

    def test_a_file_over_the_limit_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "大.yaml"
        with path.open("wb") as file:
            file.truncate(64 * 1024 * 1024 + 1)
        assert reason(path) == ("resource-limit", "max_bytes")


class TestWhichReader:
    @pytest.mark.parametrize("path", ["a.json", "-", "a", "a.txt"])
    def test_json_by_its_ending_or_its_beginning(self, path: str) -> None:
        assert len(read(JSON, path).tables[0].projects) == 1

    def test_flow_style_in_a_yaml_file_is_yaml(self) -> None:
        assert read("{projects: [{name: 甲, indicators: []}]}", "a.yaml").problems == []

    @pytest.mark.parametrize("path", ["a.txt", "-", "a"])
    def test_the_published_layout_by_its_head(self, path: str) -> None:
        assert read(LAYOUT, path).tables

    def test_a_named_text_file_that_holds_yaml_is_yaml(self) -> None:
        assert read(TABLE, "a.txt").problems == []


class TestFolders:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.yaml", TABLE),
            ("a.yml", "项目: []\n"),
            ("a.json", JSON),
            ("a.txt", LAYOUT),
            ("a.yaml", "projects:\n  - name: a: b\n"),
            ("a.json", '{"projects": [}'),
            ("a.yaml", "name: x\n---\nprojects: []\n"),
        ],
    )
    def test_a_table_is_read_even_where_it_has_a_syntax_error(self, tmp_path: Path, name: str, text: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert found(path) is not None

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("a.yaml", "name: 配置\nsteps:\n  projects: 5\n"),
            ("a.yaml", "key: [unclosed\n"),
            ("a.json", '{"a": {"projects": []}}'),
            ("a.json", "[1, 2"),
            ("a.txt", "备忘：projects 都要检查\n"),
            ("a.yaml", ""),
        ],
    )
    def test_anything_else_is_passed_over(self, tmp_path: Path, name: str, text: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert found(path) is None

    def test_a_broken_table_is_told_and_a_broken_stranger_is_not(self, tmp_path: Path) -> None:
        table, stranger = tmp_path / "a.yaml", tmp_path / "b.yaml"
        table.write_bytes(TABLE.encode()[:-5])
        stranger.write_bytes(b"\x89PNG\0\0")
        reading = found(table)
        assert reading is not None
        assert [problem.key for problem in reading.problems] == ["unreadable-file"]
        assert found(stranger) is None
