"""`perflint convert`: a published text becomes a data file that the linter reads like the text itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import FAULTY, Perflint

TEXT = """
项目支出绩效目标表（含转移支付项目）
单位名称：示例学校 单位：万元

项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标

示例学校 150.00 120.00 30.00

校园网络
服务 120.00 120.00

为5000名师生提供稳定的网络

接入服务。

1、1-产出指标；11-数量指标；日均接入量；实施周期指标值:≥3000次；

年度指标值:≥3000次。2、3-满意度指标；31-服务对象满意度；师生满意

度；实施周期指标值:≥90%；年度指标值:≥90%。

图书购置 30.00 30.00

购置图书2000册，供全校师生借阅。

1、1-产出指标；11-数量指标；购置图书册数；实施周期指标值:2000册；

年度指标值:2000册。
"""
SEED = Path(__file__).parents[3] / "shared" / "data" / "seed" / "panyu-polytechnic-targets.txt"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "表.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_to_a_file_which_is_then_checked_without_input_faults(perflint: Perflint, tmp_path: Path, text: Path) -> None:
    code, out, err = perflint("convert", "表.txt", "-o", "data.yaml", "--year", "2024")
    assert (code, out) == (0, "")
    assert err.splitlines()[-1] == "已写入 data.yaml：2 个项目、3 个指标"
    written = (tmp_path / "data.yaml").read_text(encoding="utf-8")
    for words in ("year: 2024", "校园网络服务", "为5000名师生提供稳定的网络接入服务。", "≥3000次", "师生满意度"):
        assert words in written
    assert perflint("data.yaml", "--select", "E,M") == (0, "", "")


def test_to_standard_output(perflint: Perflint, tmp_path: Path, text: Path) -> None:
    perflint("convert", "表.txt", "-o", "data.yaml")
    written = (tmp_path / "data.yaml").read_text(encoding="utf-8")
    assert perflint("convert", "表.txt").out == written
    assert perflint("convert", "表.txt", "-o", "-").out == written
    assert perflint("convert", "-", stdin=TEXT.encode()).out == written


def test_the_text_itself_can_be_checked(perflint: Perflint, text: Path) -> None:
    report = json.loads(perflint("check", "表.txt", "--year", "2024", "--format", "json").out)
    assert {key: report["summary"][key] for key in ("files", "tables", "projects", "indicators")} == {
        "files": 1,
        "tables": 1,
        "projects": 2,
        "indicators": 3,
    }


def test_a_broken_layout_is_said_at_its_line_and_the_rest_is_kept(
    perflint: Perflint, tmp_path: Path, text: Path
) -> None:
    text.write_text(
        TEXT.replace("2000册；\n", "2000册\n").replace("2、3-满意度指标", "2；3-满意度指标"), encoding="utf-8"
    )
    code, _, err = perflint("convert", "表.txt", "-o", "data.yaml")
    assert code == 1
    assert "error M007 broken-layout: " in err
    assert "图书购置" in (tmp_path / "data.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["missing.txt", "data.yaml"])
def test_a_source_that_cannot_be_read_leaves_no_file(perflint: Perflint, tmp_path: Path, path: str) -> None:
    (tmp_path / "data.yaml").write_text("projects: [\n", encoding="utf-8")
    code, out, err = perflint("convert", path, "-o", "out.yaml")
    assert (code, out) == (2, "")
    assert err.startswith(f"{path}:")
    assert not (tmp_path / "out.yaml").exists()


def test_the_source_is_never_overwritten(perflint: Perflint, text: Path) -> None:
    code, _, err = perflint("convert", "表.txt", "-o", "./表.txt")
    assert (code, err.partition("：它")[0]) == (2, "perflint：不能写到 ./表.txt")
    assert text.read_text(encoding="utf-8") == TEXT


def test_an_output_that_cannot_be_written(perflint: Perflint, text: Path) -> None:
    code, _, err = perflint("convert", "表.txt", "-o", "no/such/data.yaml")
    assert (code, err.splitlines()[-1]) == (2, "perflint：写不了 no/such/data.yaml：没有这个文件夹")


def test_a_data_file_is_converted_too(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FAULTY, encoding="utf-8")
    perflint("convert", "a.yaml", "-o", "b.yaml")
    assert perflint("b.yaml", "--select", "U001").code == 1


@pytest.mark.skipif(not SEED.exists(), reason="the published table lies beside the repository")
def test_the_published_table(perflint: Perflint, tmp_path: Path) -> None:
    code, _, err = perflint("convert", str(SEED), "-o", "data.yaml", "--year", "2024")
    assert (code, err.splitlines()[-1]) == (0, "已写入 data.yaml：23 个项目、144 个指标")
    assert err.count(" M008 inferred-funds: ") == 1
    assert perflint("data.yaml", "--select", "E,M") == (0, "", "")
