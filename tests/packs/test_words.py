"""The vocabulary section of a pack: words of a bureau's own, in force for its runs and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint import parse
from perflint.linter import Options, lint_text
from perflint.naming import analyse
from perflint.packs import PackError, load
from perflint.vocabulary import extended, words

from .conftest import Judge
from .test_own import codes

PACK = """\
词汇:
  单位:
    公里: [华里程]
    件数: [盏次]
    person: [帮扶户主]
  中心词: {人数: [受益乡贤], 满意度: [口碑值]}
  键名: {指标名称: [绩效内容]}
  negative: [掉线]
  越多越好: [入链]
  vague: [杠杠的]
  slogans: [踔厉奋发]
  placeholders: [由科室填]
  nothing: [没得]
"""
ROW = "      - {{level1: {level1}指标, level2: {level2}指标, name: {name}, full: {full}}}\n"


def table(level2: str, name: str, full: str, *, level1: str = "产出", goal: str = "为全县群众修路12公里。") -> str:
    head = f"projects:\n  - name: 修路\n    goal: {goal}\n    indicators:\n"
    return head + ROW.format(level1=level1, level2=level2, name=name, full=full)


CASES = [
    # Each word makes a difference that a rule sees.
    ("U001", table("质量", "灯具合格率", "300盏次"), [], ["U001"]),
    ("U001", table("数量", "受益乡贤", "≥90%"), [], ["U001"]),
    ("Q008", table("服务对象满意度", "群众口碑值", "提高", level1="满意度"), ["Q008"], ["Q008"]),
    ("V003", table("服务对象满意度", "群众口碑值", "100%", level1="满意度"), [], ["V003"]),
    ("D002", table("质量", "设备掉线率", "≥8%"), [], ["D002"]),
    ("D001", table("质量", "数据入链率", "≤90%"), [], ["D001"]),
    ("Q001", table("社会效益", "治理水平", "杠杠的", level1="效益"), [], ["Q001"]),
    ("G005", table("数量", "修路里程", "12公里", goal="踔厉奋发，为全县群众修路12公里。"), [], ["G005"]),
    ("S013", table("数量", "修路里程", "由科室填"), [], ["S013"]),
    ("S011", table("数量", "修路里程", "没得"), [], ["S011"]),
    ("E005", table("数量", "x", "12公里").replace("name: x", "绩效内容: 修路里程"), ["E005"], []),
]


@pytest.mark.parametrize(("code", "text", "without", "with_pack"), CASES, ids=[case[0] for case in CASES])
def test_a_word_counts_with_the_pack_and_not_without(
    judge: Judge, code: str, text: str, without: list[str], with_pack: list[str]
) -> None:
    assert codes(judge(text, "--select", code).out) == without
    assert codes(judge(text, "--select", code, pack=PACK).out) == with_pack


@pytest.fixture
def pack(tmp_path: Path) -> str:
    path = tmp_path / "pack.yaml"
    path.write_text(PACK, encoding="utf-8")
    return str(path)


def test_runs_of_one_process_do_not_see_each_others_words(pack: str, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("vocabulary: {negative: [入链]}", encoding="utf-8")
    text = table("质量", "数据入链率", "≤90%") + ROW.format(level1="产出", level2="质量", name="设备入链率", full="≥8%")

    def found(policy: str) -> list[str]:
        report = lint_text(text, "data.yaml", Options(select=("D001", "D002"), policy=policy))
        return [f"{finding.code} {finding.indicator}" for finding in report.findings]

    expected = {
        "default": [],
        pack: ["D001 数据入链率"],
        str(other): ["D002 设备入链率"],
    }
    for policy in ("default", pack, str(other), pack, "default", str(other), "default"):
        assert found(policy) == expected[policy]
    assert analyse("数据入链率").polarity is None


def test_units_are_converted_and_shared(pack: str) -> None:
    chosen = load(pack)
    with extended(chosen.words):
        mile, lamp, person = (parse(f"5{unit}").as_json() for unit in ("华里程", "盏次", "帮扶户主"))
    assert (mile["unit"], mile["dimension"]) == ("公里", "length")
    assert (lamp["unit"], lamp["dimension"]) == ("盏次", "item")
    assert (person["unit"], person["dimension"]) == ("帮扶户主", "person")
    assert parse("5盏次").as_json()["dimension"] != "item"


def test_the_words_of_a_rule_are_there_for_its_unit(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(
        "vocabulary: {units: {件数: [盏次]}}\n"
        "own_rules:\n  - {code: GZ001, name: in-lamps, require: {unit: [盏次]}, message: '{found}'}\n",
        encoding="utf-8",
    )
    text = table("数量", "灯具维修数量", "300盏次")
    options = Options(select=("GZ001",), policy=str(path))
    assert lint_text(text, "data.yaml", options).findings == ()
    [finding] = lint_text(text.replace("盏次", "件"), "data.yaml", options).findings
    assert finding.message == "件"


def test_words_add_up_over_packs(pack: str, tmp_path: Path) -> None:
    above = tmp_path / "区.yaml"
    above.write_text("extends: pack.yaml\nvocabulary: {negative: [掉包了], units: {件数: [灯次]}}", encoding="utf-8")
    with extended(load(str(above)).words):
        assert {"掉线", "掉包了"} <= set(words("polarity")["negative"])
        assert {"盏次", "灯次"} <= set(words("units")["item"]["plain"])
    assert "掉线" not in words("polarity")["negative"]


def test_an_exception_leaves_the_shipped_words(pack: str) -> None:
    with pytest.raises(ZeroDivisionError), extended(load(pack).words):
        raise ZeroDivisionError
    assert "掉线" not in words("polarity")["negative"]


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("units: {公理程: [x]}", "没有“公理程”这个单位或量纲"),
        ("units: {公里: [公里]}", "“公里”已经在自带的词汇里，不用再写"),
        ("units: {公里: [5里]}", "单位“5里”里不能有数字和空格"),
        ("heads: {满意渡: [x]}", "没有“满意渡”这个中心词；是不是想写 满意率？"),
        ("heads: {人数: [人次]}", "“人次”已经在自带的词汇里，不用再写"),
        ("keys: {指标名: [x]}", "没有“指标名”这个键；是不是想写 "),
        ("keys: {指标名称: [三级指标]}", "“三级指标”已经在自带的词汇里，不用再写"),
        ("slogans: [保驾护航]", "“保驾护航”已经在自带的词汇里，不用再写"),
        ("vague: []", "“vague”是空的，写了等于没写"),
        ("negatve: [x]", "没有“negatve”这个键；是不是想写 negative？"),
    ],
)
def test_mistakes(tmp_path: Path, section: str, told: str) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(f"vocabulary: {{{section}}}", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load(str(path))
    [mistake] = caught.value.mistakes
    assert told in mistake.message
    assert mistake.line == 1
