"""Files that nobody should have sent: each is reported in Chinese, none ends a run with a traceback."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import FAULTY, PLACE, Perflint

UNREADABLE = "error E001 unreadable-file: "
SYNTAX = "error E002 syntax-error: "
LIMIT = "error E008 resource-limit: "
ENGLISH = re.compile(r"[A-Za-z]{4,}\s+[a-z]{2,}\s+[a-z]{2,}")


def first(perflint: Perflint, path: str, code: int) -> str:
    """The first line of a run that ends with `code`, without the path; its message is in Chinese."""
    ran = perflint(path)
    assert (ran.code, ran.err) == (code, "")
    line = ran.out.splitlines()[0].removeprefix(f"{path}:")
    assert not ENGLISH.search(line.partition(": ")[2].partition(": ")[2]), "a parser's own English"
    return line


def write(tmp_path: Path, data: bytes | str) -> str:
    (tmp_path / "bad.yaml").write_bytes(data if isinstance(data, bytes) else data.encode())
    return "bad.yaml"


class TestUnreadable:
    def test_missing(self, perflint: Perflint) -> None:
        assert first(perflint, "bad.yaml", 2).startswith(f"1:1: {UNREADABLE}")

    def test_binary(self, perflint: Perflint, tmp_path: Path) -> None:
        assert first(perflint, write(tmp_path, b"\x89PNG\r\n\x1a\n\0\0\0"), 2).startswith(f"1:1: {UNREADABLE}")

    def test_nul_in_a_table(self, perflint: Perflint, tmp_path: Path) -> None:
        assert UNREADABLE in first(perflint, write(tmp_path, FAULTY.replace("接入", "接\0入")), 2)

    def test_truncated_utf8(self, perflint: Perflint, tmp_path: Path) -> None:
        assert UNREADABLE in first(perflint, write(tmp_path, FAULTY.encode()[:-6]), 2)

    def test_no_known_encoding(self, perflint: Perflint, tmp_path: Path) -> None:
        assert UNREADABLE in first(perflint, write(tmp_path, b"projects: \xff\xff\xff\n"), 2)

    def test_a_folder_in_the_place_of_standard_input(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "folder.yaml").mkdir()
        assert perflint("folder.yaml") == (0, "", "没有找到可以检查的绩效目标表\n")

    def test_no_permission(self, perflint: Perflint, tmp_path: Path) -> None:
        if os.geteuid() == 0:  # who may read everything: a file of the kernel's that can only be written
            path = "/proc/sys/vm/drop_caches"
        else:
            path = write(tmp_path, FAULTY)
            (tmp_path / path).chmod(0)
        assert UNREADABLE in first(perflint, path, 2)

    def test_a_pipe_or_device_does_not_hang_the_run(self, perflint: Perflint) -> None:
        assert perflint("/dev/null").code in (1, 2)

    def test_a_link_to_nowhere(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "bad.yaml").symlink_to(tmp_path / "nowhere")
        assert UNREADABLE in first(perflint, "bad.yaml", 2)


class TestOtherEncodings:
    @pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-8-sig"])
    def test_are_read(self, perflint: Perflint, tmp_path: Path, encoding: str) -> None:
        (tmp_path / "data.yaml").write_bytes(FAULTY.encode(encoding))
        ran = perflint("data.yaml", "--select", "U001")
        assert (ran.code, ran.out.partition(" U001")[0]) == (1, f"data.yaml:{PLACE}: error")

    @pytest.mark.parametrize("line_end", ["\r\n", "\r"])
    def test_and_other_line_ends(self, perflint: Perflint, tmp_path: Path, line_end: str) -> None:
        (tmp_path / "data.yaml").write_bytes(FAULTY.replace("\n", line_end).encode())
        ran = perflint("data.yaml", "--select", "U001")
        assert (ran.code, ran.out.partition(" U001")[0]) == (1, f"data.yaml:{PLACE}: error")


class TestSyntax:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("projects: [\n", "1:11"),
            ("projects:\n  - name: '甲\n", "2:11"),
            ("projects:\n\t- name: 甲\n", "2:1"),
            ("projects:\n  - goal: 一: 二\n", "2:12"),
        ],
    )
    def test_is_said_at_its_place(self, perflint: Perflint, tmp_path: Path, text: str, place: str) -> None:
        assert first(perflint, write(tmp_path, text), 2).startswith(f"{place}: {SYNTAX}")

    def test_in_json(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "bad.json").write_text('{"projects": [1,]}', encoding="utf-8")
        assert first(perflint, "bad.json", 2).startswith(f"1:17: {SYNTAX}")


class TestLimits:
    def test_a_line_of_100_megabytes(self, perflint: Perflint, tmp_path: Path) -> None:
        path = write(tmp_path, b"projects: '" + b"a" * 100_000_000 + b"'\n")
        assert LIMIT in first(perflint, path, 2)

    def test_a_scalar_of_two_megabytes(self, perflint: Perflint, tmp_path: Path) -> None:
        assert LIMIT in first(perflint, write(tmp_path, f"projects:\n  - name: {'长' * 700_000}\n"), 2)

    def test_a_billion_laughs(self, perflint: Perflint, tmp_path: Path) -> None:
        levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 12))
        assert LIMIT in "\n".join(perflint(write(tmp_path, f"l0: &l0 [笑]\n{levels}projects: *l11\n")).out.splitlines())

    @pytest.mark.parametrize("name", ["bad.yaml", "bad.json"])
    def test_nesting_10_000_deep(self, perflint: Perflint, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text('{"projects": ' + "[" * 10_000 + "]" * 10_000 + "}", encoding="utf-8")
        assert LIMIT in first(perflint, name, 2)

    def test_the_rest_of_the_run_goes_on(self, perflint: Perflint, tmp_path: Path, faulty: Path) -> None:
        write(tmp_path, "projects: " + "[" * 10_000)
        assert "U001" in perflint("bad.yaml", "data.yaml").out


class TestShapes:
    def test_an_empty_file(self, perflint: Perflint, tmp_path: Path) -> None:
        assert re.match(r"1:1: error E00[37] ", first(perflint, write(tmp_path, ""), 1))

    def test_duplicate_keys(self, perflint: Perflint, tmp_path: Path) -> None:
        table = FAULTY.replace("        full: ≤10ms\n", "        full: ≤10ms\n        full: ≤20ms\n")
        ran = perflint(write(tmp_path, table), "--select", "E")
        assert (ran.code, ran.out.partition(": ")[0]) == (1, "bad.yaml:11:9")
        assert "error E006 duplicate-key: " in ran.out

    def test_a_list_where_a_mapping_belongs(self, perflint: Perflint, tmp_path: Path) -> None:
        assert "1:1: error E004 wrong-type: " in first(perflint, write(tmp_path, "- projects\n- 项目\n"), 1)

    def test_text_where_a_list_belongs(self, perflint: Perflint, tmp_path: Path) -> None:
        ran = perflint(write(tmp_path, "projects: 校园网络\n"))
        assert (ran.code, ran.err) == (1, "")
        assert "bad.yaml:1:11: error E004 wrong-type: " in ran.out


@pytest.mark.parametrize("format", ["full", "concise", "json", "sarif"])
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"projects: [", b"\xef\xbb\xbf", b"- a", b"a: \xe4\xb8"])
def test_every_format_reports_every_one_of_them(perflint: Perflint, tmp_path: Path, data: bytes, format: str) -> None:
    ran = perflint(write(tmp_path, data), "--format", format)
    assert ran.code in (1, 2)
    assert ran.err == ""
    assert ran.out
    if format in ("json", "sarif"):
        document: dict[str, Any] = json.loads(ran.out)
        assert document["version"] in (1, "2.1.0")
