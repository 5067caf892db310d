"""`perflint baseline` and `--baseline`: what they write, what they print, what they refuse."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from .conftest import CLEAN, FAULTY, MESSAGE, Perflint

SELECT = ("--select", "U,M")
FILE = "perflint-baseline.json"


@pytest.mark.usefixtures("faulty")
class TestCommand:
    def test_create(self, perflint: Perflint, tmp_path: Path) -> None:
        done = perflint("baseline", "create", "data.yaml", *SELECT)
        assert done == (0, f"已写入 {FILE}：1 处问题\n", "")
        [entry] = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["findings"]
        assert len(entry.pop("fingerprint")) == 16
        assert entry == {
            "rule": "unit-contradicts-name",
            "path": "data.yaml",
            "project": "校园网络服务",
            "indicator": "日均接入量",
            "message": MESSAGE,
        }

    def test_create_never_overwrites(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / FILE).write_text("留着", encoding="utf-8")
        done = perflint("baseline", "create", "data.yaml")
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"perflint：已经有 {FILE}；要重写，用 perflint baseline update；只去掉过期的，用 perflint baseline prune\n"
        )
        assert (tmp_path / FILE).read_text(encoding="utf-8") == "留着"

    def test_a_run_then_shows_only_what_is_new(self, perflint: Perflint, tmp_path: Path) -> None:
        perflint("baseline", "create", "data.yaml", "-o", "旧.json", *SELECT)
        done = perflint("data.yaml", "--baseline", "旧.json", "--format", "full", *SELECT)
        assert done.code == 0
        assert done.out.splitlines()[0] == "没有发现问题。"
        assert done.out.splitlines()[-1] == "没有列出：跳过的文件 0 个，注释忽略的 0 处，基线里的 1 处。"
        report = json.loads(perflint("data.yaml", "--baseline", "旧.json", "--format", "json", *SELECT).out)
        assert (report["findings"], report["summary"]["baselined"]) == ([], 1)
        sarif = perflint("data.yaml", "--baseline", "旧.json", "--format", "sarif", "--show-suppressed", *SELECT).out
        [result] = json.loads(sarif)["runs"][0]["results"]
        assert result["suppressions"] == [{"kind": "external", "status": "accepted"}]

    def test_what_is_gone_is_said_and_pruned(self, perflint: Perflint, tmp_path: Path) -> None:
        perflint("baseline", "create", "data.yaml", *SELECT)
        (tmp_path / "data.yaml").write_text(CLEAN, encoding="utf-8")
        done = perflint("data.yaml", "--baseline", FILE, *SELECT)
        said = f"data.yaml 校园网络服务 日均接入量：{MESSAGE}"
        assert done == (
            0,
            f"{FILE}:4:5: info M005 stale-baseline: 基线里有 1 条已经没有对应的问题，第一条是 {said}\n",
            "",
        )
        assert perflint("baseline", "prune", "data.yaml", *SELECT) == (
            0,
            f"已从 {FILE} 去掉 1 条过期的，还有 0 条\n",
            "",
        )
        assert perflint("data.yaml", "--baseline", FILE, *SELECT) == (0, "", "")
        assert perflint("baseline", "prune", "data.yaml", *SELECT) == (0, f"{FILE} 里没有过期的，没有改动\n", "")

    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name is text")
    def test_a_file_whose_name_is_no_text(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "data.yaml").rename(tmp_path / os.fsdecode(b"\xff.yaml"))
        assert perflint("baseline", "create", ".", *SELECT) == (0, f"已写入 {FILE}：1 处问题\n", "")
        assert perflint(".", "--baseline", FILE, *SELECT) == (0, "", "")
        assert perflint("baseline", "prune", ".", *SELECT) == (0, f"{FILE} 里没有过期的，没有改动\n", "")

    def test_update(self, perflint: Perflint, tmp_path: Path) -> None:
        perflint("baseline", "create", "data.yaml", *SELECT)
        (tmp_path / "data.yaml").write_text(FAULTY.replace("日均接入量", "日均并发量"), encoding="utf-8")
        done = perflint("baseline", "update", "data.yaml", *SELECT)
        assert done == (0, f"已重写 {FILE}：1 处问题，新增 1，去掉 1\n", "")

    @pytest.mark.parametrize("action", ["update", "prune"])
    def test_nothing_to_change(self, perflint: Perflint, action: str) -> None:
        done = perflint("baseline", action, "data.yaml")
        assert (done.code, done.out) == (2, "")
        assert done.err == f"perflint：没有基线 {FILE}；先建立：perflint baseline create 文件或文件夹… -o {FILE}\n"

    def test_what_cannot_be_read_is_said(self, perflint: Perflint, tmp_path: Path) -> None:
        done = perflint("baseline", "create", "data.yaml", "missing.yaml", *SELECT)
        assert (done.code, done.out) == (2, f"已写入 {FILE}：1 处问题\n")
        assert done.err == "missing.yaml:1:1: error E001 unreadable-file: 没有“missing.yaml”这个文件\n"


REFUSED = {
    (): "baseline 后面要写 create（建立）、update（重写）或 prune（去掉过期的）",
    ("crate", "data.yaml"): "baseline 的命令没有“crate”，可用的是：create、update、prune；是不是想写 create？",
    ("create",): "没有给出要检查的文件或文件夹。例如：perflint baseline create 各单位/",
    ("create", "data.yaml", "--selct", "U"): "没有 --selct 这个选项；是不是想写 --select？",
    ("create", "data.yaml", "--select", "U0x1"): "没有“U0x1”这条规则",
}


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("words", REFUSED)
def test_refused(perflint: Perflint, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = perflint("baseline", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"perflint：{REFUSED[words]}")
    assert not (tmp_path / FILE).exists()


@pytest.mark.usefixtures("faulty")
class TestOption:
    def test_no_such_file(self, perflint: Perflint) -> None:
        done = perflint("data.yaml", "--baseline", "没有.json")
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("perflint：没有基线 没有.json；先建立：perflint baseline create")

    def test_a_table_is_no_baseline(self, perflint: Perflint) -> None:
        done = perflint("data.yaml", "--baseline", "data.yaml")
        assert done.code == 2
        assert done.err == "perflint：基线 data.yaml 第 1 行不是完整的 JSON；手改过的，改回来，或者重新建立\n"

    def test_no_report_takes_its_place(self, perflint: Perflint) -> None:
        perflint("baseline", "create", "data.yaml")
        done = perflint("data.yaml", "--baseline", FILE, "--output", f"json={FILE}")
        assert (done.code, done.out) == (2, "")

    def test_a_run_elsewhere_is_told(self, perflint: Perflint, clean: Path) -> None:
        perflint("baseline", "create", "data.yaml", *SELECT)
        done = perflint("clean.yaml", "--baseline", FILE, *SELECT)
        assert done.code == 0
        assert done.err.startswith(f"基线 {FILE} 里没有这次检查的文件：基线里的路径像 data.yaml")

    def test_in_a_git_work_tree_paths_are_those_from_its_root(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / "单位").mkdir()
        (tmp_path / "单位" / "表.yaml").write_text(FAULTY, encoding="utf-8")
        perflint("baseline", "create", "单位/", *SELECT)
        [entry] = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["findings"]
        assert entry["path"] == "单位/表.yaml"
        done = perflint(str(tmp_path / "单位" / "表.yaml"), "--baseline", FILE, *SELECT)
        assert done == (0, "", "")
