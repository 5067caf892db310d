"""`--add-ignores`: comments for all that was found; a second run finds nothing, and nothing else has changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import FAULTY, Perflint

REASON = "见教财函〔2024〕5号"
EXAMPLE = Path(__file__).parents[2] / "examples" / "panyu-polytechnic-2024.yaml"
COMMENT = re.compile(rf" # perflint: ignore\[[a-z0-9, -]+\] {REASON}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_real_table(perflint: Perflint, tmp_path: Path, encoding: str, end: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("\n", end)
    path = tmp_path / "data.yaml"
    path.write_bytes(text.encode(encoding))
    before = json.loads(perflint("data.yaml", "--format", "json").out)
    done = perflint("data.yaml", "--add-ignores", REASON, "--format", "json")
    assert done.code == 0
    assert f"已在 1 个文件里写了忽略注释，忽略 {len(before['findings'])} 处问题" in done.err
    after = path.read_bytes().decode(encoding)
    assert COMMENT.sub("", after) == text
    again = json.loads(perflint("data.yaml", "--format", "json", "--show-suppressed").out)
    assert again["findings"] == []
    hidden = [(one["code"], one["pointer"], one["message"]) for one in again["suppressed"]]
    assert sorted(hidden) == sorted((one["code"], one["pointer"], one["message"]) for one in before["findings"])


def lines_after(perflint: Perflint, tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "data.yaml"
    path.write_text(text, encoding="utf-8")
    before = text.split("\n")
    assert perflint("data.yaml", "--select", "U001,M", "--add-ignores", "合同约定").code == 0
    after = path.read_text(encoding="utf-8").split("\n")
    return [line for line in after if line not in before]


def test_at_the_end_of_the_line(perflint: Perflint, tmp_path: Path) -> None:
    comment = "# perflint: ignore[unit-contradicts-name] 合同约定"
    assert lines_after(perflint, tmp_path, FAULTY) == [f"        full: ≤10ms {comment}"]
    assert lines_after(perflint, tmp_path, FAULTY.replace("≤10ms", "≤10ms  # 待核")) == [
        f"        full: ≤10ms  # 待核 {comment}"
    ]


def test_an_ignore_on_the_line_takes_it_in(perflint: Perflint, tmp_path: Path) -> None:
    text = FAULTY.replace("≤10ms", "≤10ms # perflint: ignore[missing-goal] 已说明")
    [line] = lines_after(perflint, tmp_path, text)
    assert line == "        full: ≤10ms # perflint: ignore[missing-goal, unit-contradicts-name] 已说明"


def test_above_a_text_that_runs_on(perflint: Perflint, tmp_path: Path) -> None:
    text = FAULTY.replace("≤10ms", '"≤10ms\n\n          "')
    assert lines_after(perflint, tmp_path, text) == ["        # perflint: ignore[unit-contradicts-name] 合同约定"]


def test_json_takes_no_comments(perflint: Perflint, tmp_path: Path) -> None:
    row = {"level1": "产出指标", "level2": "数量指标", "name": "日均接入量", "full": "≤10ms"}
    text = json.dumps({"projects": [{"name": "甲", "indicators": [row]}]}, ensure_ascii=False)
    (tmp_path / "data.json").write_text(text, encoding="utf-8")
    done = perflint("data.json", "--select", "U001", "--add-ignores", "合同约定")
    assert done.code == 1
    assert done.err.startswith("data.json 不能加注释，1 处问题没有忽略；可以改用基线：perflint baseline create")
    assert (tmp_path / "data.json").read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("faulty")
def test_a_file_of_several_names_is_written_once(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to("data.yaml")
    done = perflint(".", "data.yaml", "--select", "U001", "--add-ignores", "合同约定")
    assert (done.code, done.err) == (0, "已在 1 个文件里写了忽略注释，忽略 1 处问题\n")
    assert (tmp_path / "data.yaml").read_text(encoding="utf-8").count("合同约定") == 1


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("words", [("",), ("甲 # 乙",), ("甲\n乙",), ("甲", "--fix")])
def test_refused(perflint: Perflint, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = perflint("data.yaml", "--add-ignores", *words)
    assert (done.code, done.out) == (2, "")
    assert (tmp_path / "data.yaml").read_text(encoding="utf-8") == FAULTY
