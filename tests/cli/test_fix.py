"""`--fix`, `--unsafe-fixes`, `--diff`: what is written where, byte for byte, and the exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.conftest import Perflint

TABLE = """\
# 上报前核对
unit: 示例学校   # 单位
year: 2024
projects:
  - name: '校园网络服务'
    goal: 为5000名师生提供稳定的网 络接入服务。。
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: "①服务人数", full: ">=5000人"}
      - level1: 产出指标
        level2: 质量指标
        name: 设备验收合格率。
        full: >95
        annual: 95平米
"""
FIXED = (
    TABLE.replace("网 络", "网络")
    .replace("。。", "。")
    .replace("①", "")
    .replace(">=", "≥")
    .replace("合格率。", "合格率")
    .replace("full: >95", 'full: ">95"')
    .replace("平米", "平方米")
)
SELECT = ("--select", "E009,N001,N006,G008,D009,U011,U003")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(TABLE, encoding="utf-8")
    return path


class TestFix:
    def test_safe_fixes_are_written_and_what_is_left_is_reported(self, perflint: Perflint, table: Path) -> None:
        ran = perflint("data.yaml", "--fix", *SELECT)
        assert table.read_text(encoding="utf-8") == FIXED
        assert ran == (
            0,
            "data.yaml:12:17: warning U003 rate-without-percent: “验收合格率”是比率，“>95”却没有写 %\n",
            "修改了 1 个文件，共 6 处：意思不变的 6 处，要先确认的 0 处。\n"
            "还有 1 处要先确认：加上 --unsafe-fixes 才改，改后请逐处核对。\n",
        )

    def test_unsafe_fixes_too(self, perflint: Perflint, table: Path) -> None:
        ran = perflint("data.yaml", "--fix", "--unsafe-fixes", *SELECT)
        assert table.read_text(encoding="utf-8") == FIXED.replace('">95"', '">95%"')
        assert ran == (0, "", "修改了 1 个文件，共 7 处：意思不变的 6 处，要先确认的 1 处。\n")

    def test_a_second_run_changes_nothing(self, perflint: Perflint, table: Path) -> None:
        perflint("data.yaml", "--fix", *SELECT)
        before = table.stat()
        ran = perflint("data.yaml", "--fix", *SELECT)
        assert ran.err.splitlines()[0] == "没有要自动修改的地方。"
        assert (table.stat().st_mtime_ns, table.stat().st_ino) == (before.st_mtime_ns, before.st_ino)

    def test_the_exit_code_is_that_of_what_is_left(self, perflint: Perflint, table: Path) -> None:
        assert perflint("data.yaml", *SELECT).code == 1
        assert perflint("data.yaml", "--fix", "--fail-on", "warning", *SELECT).code == 1
        assert perflint("data.yaml", "--fix", *SELECT).code == 0

    def test_reports_are_of_what_is_left(self, perflint: Perflint, table: Path, tmp_path: Path) -> None:
        perflint("data.yaml", "--fix", "--output", "json=left.json", *SELECT)
        left = json.loads((tmp_path / "left.json").read_text(encoding="utf-8"))
        assert [finding["code"] for finding in left["findings"]] == ["U003"]

    @pytest.mark.parametrize("breaks", ["\n", "\r\n"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_bytes_outside_the_edits_stay(self, perflint: Perflint, table: Path, encoding: str, breaks: str) -> None:
        table.write_bytes(TABLE.replace("\n", breaks).encode(encoding))
        perflint("data.yaml", "--fix", *SELECT)
        assert table.read_bytes() == FIXED.replace("\n", breaks).encode(encoding)

    def test_the_mode_and_a_link_stay(self, perflint: Perflint, table: Path, tmp_path: Path) -> None:
        table.chmod(0o640)
        (tmp_path / "link.yaml").symlink_to(table)
        ran = perflint("link.yaml", "data.yaml", "--fix", *SELECT)
        assert table.stat().st_mode & 0o777 == 0o640
        assert (tmp_path / "link.yaml").is_symlink()
        assert table.read_text(encoding="utf-8") == FIXED
        assert ran.err.startswith("修改了 1 个文件，共 6 处")

    def test_a_read_only_file_is_left_and_told_and_others_are_written(
        self, perflint: Perflint, table: Path, tmp_path: Path
    ) -> None:
        table.chmod(0o444)
        (tmp_path / "other.yaml").write_text(TABLE, encoding="utf-8")
        ran = perflint("data.yaml", "other.yaml", "--fix", *SELECT)
        assert ran.code == 2
        assert "写不了 data.yaml：没有写入权限" in ran.err
        assert table.read_text(encoding="utf-8") == TABLE
        assert (tmp_path / "other.yaml").read_text(encoding="utf-8") == FIXED
        assert [line.partition(":")[0] for line in ran.out.splitlines() if "E009" in line] == ["data.yaml"]

    def test_an_unreadable_file_beside_it_ends_with_2(self, perflint: Perflint, table: Path, tmp_path: Path) -> None:
        (tmp_path / "broken.yaml").write_text("projects: [\n", encoding="utf-8")
        assert perflint("data.yaml", "broken.yaml", "--fix", *SELECT).code == 2
        assert table.read_text(encoding="utf-8") == FIXED
        assert (tmp_path / "broken.yaml").read_text(encoding="utf-8") == "projects: [\n"

    def test_a_fix_that_cannot_be_made_is_told(self, perflint: Perflint, tmp_path: Path) -> None:
        row = "{level1: 产出指标, name: &a 人数。, full: 5人, note: *a}"
        text = f"projects:\n  - name: 校舍\n    indicators:\n      - {row}\n"
        (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
        ran = perflint("data.yaml", "--fix", "--select", "N001")
        assert (tmp_path / "data.yaml").read_text(encoding="utf-8") == text
        assert ran.out == "data.yaml:4:35: info N001 trailing-punctuation: 名称末尾多了“。”\n"
        assert ran.err == (
            "data.yaml:4:35: 没有修改 N001 trailing-punctuation：改了以后别的单元格也会跟着变\n没有要自动修改的地方。\n"
        )

    def test_safety_by_rule(self, perflint: Perflint, table: Path) -> None:
        perflint("data.yaml", "--fix", "--fix-safety", "N=off", "--fix-safety", "U003=safe", *SELECT)
        wanted = FIXED.replace('">95"', '">95%"').replace('"服务', '"①服务').replace("合格率", "合格率。")
        assert table.read_text(encoding="utf-8") == wanted

    @pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
    def test_a_kill_at_any_moment_leaves_a_whole_file(self, table: Path, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "perflint", "data.yaml", "--fix", *SELECT]
        started = time.monotonic()
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        lasts = time.monotonic() - started
        for turn in range(10):
            table.write_text(TABLE, encoding="utf-8")
            run = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(lasts * (0.3 + 0.08 * turn))
            run.send_signal(signal.SIGKILL)
            run.wait()
            assert table.read_text(encoding="utf-8") in (TABLE, FIXED)


class TestDiff:
    def test_nothing_is_written_and_the_patch_applies(self, perflint: Perflint, table: Path, tmp_path: Path) -> None:
        ran = perflint("data.yaml", "--diff", "--fix", *SELECT)
        assert table.read_text(encoding="utf-8") == TABLE
        assert ran.code == 1
        assert ran.out.startswith("--- data.yaml\n+++ data.yaml\n@@ -3,11 +3,11 @@\n year: 2024\n")
        assert "-        full: >95\n-        annual: 95平米\n+        name: 设备验收合格率\n" in ran.out
        assert ran.err.splitlines()[0] == ("会修改 1 个文件，共 6 处：意思不变的 6 处，要先确认的 0 处。没有写入文件。")
        subprocess.run(["git", "apply", "-p0"], cwd=tmp_path, input=ran.out.encode(), check=True)
        assert table.read_text(encoding="utf-8") == FIXED

    def test_a_patch_of_a_path_with_blanks_applies(self, perflint: Perflint, table: Path, tmp_path: Path) -> None:
        """`patch` would take the first blank for the path's end but for a tab behind it."""
        spaced = table.rename(tmp_path / "2024 年 目标.yaml")
        ran = perflint(spaced.name, "--diff", *SELECT)
        assert ran.out.startswith("--- 2024 年 目标.yaml\t\n+++ 2024 年 目标.yaml\t\n@@ ")
        subprocess.run(["git", "apply", "-p0"], cwd=tmp_path, input=ran.out.encode(), check=True)
        assert spaced.read_text(encoding="utf-8") == FIXED

    def test_a_patch_of_crlf_lines_and_no_last_break_applies(
        self, perflint: Perflint, table: Path, tmp_path: Path
    ) -> None:
        table.write_bytes(TABLE.rstrip().replace("\n", "\r\n").encode())
        done = subprocess.run(
            [sys.executable, "-m", "perflint", "data.yaml", "--diff", *SELECT],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        subprocess.run(["git", "apply", "-p0", "--whitespace=nowarn"], cwd=tmp_path, input=done.stdout, check=True)
        assert table.read_bytes() == FIXED.rstrip().replace("\n", "\r\n").encode()

    def test_nothing_to_change_is_0(self, perflint: Perflint, table: Path) -> None:
        table.write_text(FIXED, encoding="utf-8")
        assert perflint("data.yaml", "--diff", *SELECT)[:2] == (0, "")

    def test_an_unreadable_file_is_2(self, perflint: Perflint, table: Path) -> None:
        assert perflint("data.yaml", "没有.yaml", "--diff", *SELECT).code == 2

    def test_unsafe_fixes_too(self, perflint: Perflint, table: Path) -> None:
        assert '+        full: ">95%"\n' in perflint("data.yaml", "--diff", "--unsafe-fixes", *SELECT).out


class TestStdin:
    def test_the_text_goes_out_mended_and_the_report_aside(self, perflint: Perflint, tmp_path: Path) -> None:
        ran = perflint("-", "--stdin-filename", "表.yaml", "--fix", *SELECT, stdin=TABLE.encode())
        assert (ran.code, ran.out) == (0, FIXED)
        assert ran.err.splitlines()[-1].startswith("表.yaml:12:17: warning U003")
        assert list(tmp_path.iterdir()) == []

    def test_bytes_come_back_as_they_were(self, tmp_path: Path) -> None:
        data = TABLE.replace("\n", "\r\n").encode("gb18030")
        command = [sys.executable, "-m", "perflint", "-", "--fix", "--select", "N006"]
        done = subprocess.run(command, cwd=tmp_path, input=data, capture_output=True, check=False)
        assert done.stdout == data.replace("①".encode("gb18030"), b"")

    @pytest.mark.parametrize("data", [FIXED.encode(), b"projects: [\n", b"\xff\xfe\x00", b""])
    def test_what_is_not_mended_comes_back(self, tmp_path: Path, data: bytes) -> None:
        command = [sys.executable, "-m", "perflint", "-", "--fix", "--select", "N006"]
        assert subprocess.run(command, cwd=tmp_path, input=data, capture_output=True, check=False).stdout == data

    def test_a_diff(self, perflint: Perflint) -> None:
        ran = perflint("-", "--diff", "--select", "N006", stdin=TABLE.encode())
        assert ran.code == 1
        assert ran.out.startswith("--- -\n+++ -\n@@ ")


class TestUsage:
    @pytest.mark.parametrize(
        ("words", "complaint"),
        [
            (["--unsafe-fixes"], "--unsafe-fixes 要和 --fix（改文件）或 --diff（只看怎么改）一起用"),
            (
                ["--diff", "--format", "json"],
                "--diff 只打印会怎么改，不列问题，不要和 --format 一起用；要留下结果文件，用 --output",
            ),
            (
                ["--fix", "--fix-safety", "U006=saf"],
                "修改的级别没有“saf”，可用的是：safe、unsafe、off；是不是想写 safe？",
            ),
            (
                ["--fix", "--fix-safety", "U006"],
                "--fix-safety 要写成 规则=safe、规则=unsafe 或 规则=off，例如 U006=off，而不是“U006”",
            ),
            (["--fix", "--fix-safety", "unit-in-nam=off"], "没有“unit-in-nam”这条规则；是不是想写 unit-in-name？"),
            (["--fixx"], "没有 --fixx 这个选项；是不是想写 --fix？"),
        ],
    )
    def test_what_means_nothing_is_refused(
        self, perflint: Perflint, table: Path, words: list[str], complaint: str
    ) -> None:
        assert perflint("data.yaml", *words) == (2, "", f"perflint：{complaint}\n")
        assert table.read_text(encoding="utf-8") == TABLE


def test_a_folder_of_tables(perflint: Perflint, tmp_path: Path) -> None:
    folder = tmp_path / "各单位"
    folder.mkdir()
    for name in ("甲.yaml", "乙.yaml"):
        (folder / name).write_text(TABLE, encoding="utf-8")
    (folder / "notes.yaml").write_text("a: 1。\n", encoding="utf-8")
    ran = perflint("各单位", "--fix", *SELECT)
    assert ran.err.startswith("修改了 2 个文件，共 12 处")
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == {
        "甲.yaml": FIXED,
        "乙.yaml": FIXED,
        "notes.yaml": "a: 1。\n",
    }
    assert os.listdir(tmp_path) == ["各单位"]
