"""A bureau's own pack: one file that extends another."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import FAULTY, Perflint

import perflint as api
from perflint.packs import PackError, load

from .conftest import Judge

TABLE = """\
projects:
  - name: 乡村公路养护
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 养护里程, full: 86公里}
      - {level1: 产出指标, level2: 内控指标, name: 优良路率, full: ≥85%}
      - {level1: 效益指标, level2: 社会效益指标, name: 受益群众人数, full: ≥9000人}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 沿线群众满意度, full: ≥84%}
"""


def codes(out: str) -> list[str]:
    """The codes of a concise report."""
    return [line.split()[2] for line in out.splitlines()]


class TestFrame:
    def test_an_alias_is_added_to_those_there_are(self, judge: Judge) -> None:
        assert codes(judge(TABLE, "--select", "S015").out) == ["S015"]
        pack = "frame: {levels: {output: {children: {quality: {aliases: [内控]}}}}}"
        assert judge(TABLE, "--select", "S015", pack=pack).out == ""
        assert load("default").policy.frame.second_of("内控") is None

    def test_a_level_of_its_own_in_chinese_keys(self, judge: Judge) -> None:
        pack = "指标体系: {一级指标: {产出指标: {二级指标: {inner: {名称: 内控指标}}}}}"
        assert judge(TABLE, "--select", "S014,S015", pack=pack).out == ""

    def test_a_level_taken_away_and_named_anew(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("frame: {levels: {benefit: {name: 成效指标}, cost: off, satisfaction: 关}}", encoding="utf-8")
        frame = load(str(path)).policy.frame
        assert list(frame.first) == ["output", "benefit"]
        assert frame.first["benefit"].name == "成效指标"
        assert frame.first_of("效益指标") is frame.first["benefit"]
        assert "served" not in frame


class TestRules:
    def test_off_is_off_even_where_a_family_is_asked_for(self, judge: Judge) -> None:
        pack = "rules: {S001: off, S01*: 关, unknown-level: on}"
        assert codes(judge(TABLE, "--select", "S").out) == ["S001", "S015"]
        assert codes(judge(TABLE, "--select", "S", pack=pack).out) == ["S015"]

    def test_asked_for_by_name_it_speaks(self, judge: Judge) -> None:
        pack = "rules: {S: off}"
        assert judge(TABLE, "--select", "S", pack=pack).out == ""
        assert codes(judge(TABLE, "--select", "s015", pack=pack).out) == ["S015"]
        assert codes(judge(TABLE, "--select", "unknown-level", pack=pack).out) == ["S015"]

    def test_what_is_switched_off_still_silences(self, judge: Judge) -> None:
        silent = "rules: {U001: off}"
        assert "D001" not in judge(FAULTY, pack=silent).out
        assert "U001" not in judge(FAULTY, pack=silent).out

    def test_a_severity_holds_for_all_the_rule_says_and_in_sarif(self, judge: Judge) -> None:
        pack = "severities: {S: info, S015: 错误}"
        ran = judge(TABLE, "--select", "S015", "--format", "sarif", pack=pack)
        assert '"level": "error"' in ran.out
        assert ran.code == 1
        assert judge(TABLE, "--select", "V004", pack=pack).out.startswith("data.yaml:7:66: info V004")
        assert judge(TABLE, "--select", "V004", pack="severities: {V004: error}").code == 1

    def test_parameters_by_code_and_thresholds_by_name(self, judge: Judge) -> None:
        select = ("--select", "V004,S009")
        assert codes(judge(TABLE, *select).out) == ["V004"]
        assert "warning V004" in judge(TABLE, *select, pack="thresholds: {satisfaction_floor: 85}").out
        pack = "parameters: {S009: {min_indicators: 5}, low-satisfaction: {satisfaction_expected: 80}}"
        assert codes(judge(TABLE, *select, pack=pack).out) == ["S009"]

    def test_a_list_may_be_one_value(self, judge: Judge) -> None:
        weighted = TABLE.replace("86公里}", "86公里, weight: 80}")
        assert "应为100或90" in judge(weighted, "--select", "W001").out
        assert judge(weighted, "--select", "W001", pack="参数: {W001: {weight_totals: 80}}").out == ""


class TestRequired:
    def test_it_replaces_the_list(self, judge: Judge) -> None:
        without = "".join(line for line in TABLE.splitlines(keepends=True) if "满意度指标" not in line)
        assert codes(judge(without, "--select", "S002,S003,S004").out) == ["S004"]
        assert judge(without, "--select", "S002,S003,S004", pack="required: [产出, 效益]").out == ""

    @pytest.mark.parametrize(
        ("level", "code"),
        [
            ("产出", "S002"),
            ("效益", "S003"),
            ("满意度", "S004"),
            ("数量", "S005"),
            ("质量", "S006"),
            ("timeliness", "S007"),
        ],
    )
    def test_each_of_them_is_a_rule(self, judge: Judge, level: str, code: str) -> None:
        second = "社会效益" if level == "产出" else "成本"
        first = "效益" if level == "产出" else "产出"
        table = "projects:\n  - name: 养护\n    indicators:\n"
        table += f"      - {{level1: {first}指标, level2: {second}指标, name: 养护里程, full: 86公里}}\n"
        select = ("--select", "S002,S003,S004,S005,S006,S007")
        assert codes(judge(table, *select, pack=f"required: [{level}]").out) == [code]
        assert judge(table, *select, pack="required: []").out == ""


class TestWeights:
    TABLE = """\
projects:
  - name: 养护
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 养护里程, full: 86公里, weight: 60}
      - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, full: ≥9000人, weight: 40}
"""

    def test_from_so_much_to_so_much(self, judge: Judge) -> None:
        pack = "weights: {total: 100, without_cost: {产出: [30, 50], 效益: [50, 70]}}\n"
        ran = judge(self.TABLE, "--select", "W002", pack=pack)
        assert "产出指标的权重占60，按规定是30–50左右" in ran.out
        assert judge(self.TABLE, "--select", "W002", pack=pack + "thresholds: {weight_tolerance: 10}").out == ""

    def test_own_bands_replace_the_whole_split(self, tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("weights: {without_cost: {output: 60, benefit: 40}}", encoding="utf-8")
        bands, total = load(str(path)).policy.bands(frozenset({"output", "benefit"}))
        assert ({key: str(band) for key, band in bands.items()}, total) == ({"output": "60", "benefit": "40"}, 100)


class TestExtends:
    def test_a_file_beside_it_and_a_shipped_pack(self, judge: Judge, tmp_path: Path) -> None:
        folder = tmp_path / "省"
        folder.mkdir()
        (folder / "省级.yaml").write_text("extends: mof-2021\nrules: {S: off}\n", encoding="utf-8")
        pack = "extends: 省/省级.yaml\nrules: {S014: on}\n"
        table = TABLE.replace("内控", "成本")
        assert codes(judge(table, "--select", "S", pack=pack).out) == ["S014"]

    def test_a_circle(self, judge: Judge, tmp_path: Path) -> None:
        (tmp_path / "省.yaml").write_text("extends: 本市.yaml\n", encoding="utf-8")
        ran = judge(TABLE, pack="name: 市\nextends: 省.yaml\n")
        assert (ran.code, ran.out) == (2, "")
        assert "省.yaml:1:10: “本市.yaml”又以本文件为底，绕成了一圈" in ran.err

    def test_one_over_the_other_ten_deep(self, judge: Judge, tmp_path: Path) -> None:
        for number in range(1, 500):
            (tmp_path / f"{number}.yaml").write_text(f"extends: {number + 1}.yaml\n", encoding="utf-8")
        (tmp_path / "500.yaml").write_text("rules: {S: off}\n", encoding="utf-8")
        assert judge(TABLE, "--select", "S", pack="extends: 491.yaml\n").code == 0
        ran = judge(TABLE, pack="extends: 1.yaml\n")
        assert (ran.code, ran.out) == (2, "")
        told = "10.yaml:1:10: “11.yaml”又以本文件为底，绕成了一圈，或者一层一层超过 10 层\n"
        assert ran.err.endswith(told)

    def test_the_mistakes_of_the_file_below_stand_in_that_file(self, judge: Judge, tmp_path: Path) -> None:
        (tmp_path / "省.yaml").write_text("rules: {W006: off}\n", encoding="utf-8")
        ran = judge(TABLE, pack="extends: 省.yaml\n")
        assert "省.yaml:1:9: 没有“W006”这条规则；是不是想写 W005？" in ran.err

    def test_a_path_that_is_none(self, judge: Judge) -> None:
        assert "本市.yaml:1:10: 没有“␀”这个政策包，也没有这个文件" in judge(TABLE, pack='extends: "\\0"\n').err

    def test_no_such_pack(self, judge: Judge) -> None:
        ran = judge(TABLE, pack="extends: mof2021\n")
        assert "本市.yaml:1:10: 没有“mof2021”这个政策包，也没有这个文件；是不是想写 mof-2021？" in ran.err


class TestMistakes:
    def test_all_are_told_at_once_in_the_order_of_the_file(self, judge: Judge) -> None:
        pack = """\
name: 本市
frame:
  levels:
    产出指标: {aliases: [效益], children: {progress: {name: 进度指标}}}
    管理: {name: 管理指标}
required: [产出, quantityy]
thresholds: {satisfaction_flor: 85, min_indicators: 4.5, comparator_width: halff}
parameters:
  too-many-indicators: {max: 3}
  U001: {a: 1}
  U01: {a: 1}
severities: {S009: 错}
rules: {S007: offf, W00: 关, S009: on, S009: on}
weigths: {}
weights: {total: [1, 2], with_cost: {成本: [30, 20]}}
columns: {}
"""
        ran = judge(TABLE, pack=pack)
        assert (ran.code, ran.out) == (2, "")
        head, *lines = ran.err.splitlines()
        assert head == f"perflint：政策包有 {len(lines)} 处错误："
        assert [line.removeprefix("本市.yaml:") for line in lines] == [
            "5:5: 新加的指标，键要用小写英文字母（如 management），中文写在 name（名称）里，而不是“管理”",
            "6:16: 必设的指标没有“quantityy”，可用的是 output（产出指标）、benefit（效益指标）、"
            "satisfaction（满意度指标）、quantity（数量指标）、quality（质量指标）、timeliness（时效指标）"
            "；是不是想写 quantity？",
            "7:14: 没有“satisfaction_flor”这个参数；是不是想写 satisfaction_floor？",
            "7:53: 参数 min_indicators 应当是整数，这里是“4.5”",
            "7:76: 参数 comparator_width 应当是any、half 之一，这里是“halff”",
            "9:25: 没有“max”这个参数；可用的有 max_indicators、max_per_level2",
            "10:10: 规则 unit-contradicts-name 没有参数，“a”不起作用",
            "11:3: 没有“U01”这条规则；是不是想写 U001？",
            "12:20: 级别没有“错”，可用的是 error（错误）、warning（警告）、info（提示）；是不是想写 错误？",
            "13:15: “S007”应当是on（开）或 off（关），这里是“offf”",
            "13:21: 没有“W00”这条规则；是不是想写 W005？",
            "13:39: “S009”写了两次",
            "14:1: 没有“weigths”这个键；是不是想写 weights？",
            "15:18: “total”应当是整数，这里是列表",
            "15:42: 从 30 到 20：前一个数比后一个大，什么也不会符合",
            "16:10: “columns”应当是文字，这里是一组“键: 值”；以 [ { > | * & ! % @ 等符号开头的文字，要加英文引号",
        ]

    @pytest.mark.parametrize(
        ("pack", "told"),
        [
            (
                "frame: {levels: {output: {aliases: [效益]}}}",
                "1:37: “效益”已经是“效益指标”的名称或别名，分不清是哪一个",
            ),
            (
                "frame: {levels: {output: {children: {progress: {name: 进度指标}}}}}",
                "1:55: “进度指标”已经是“时效指标”的名称或别名，分不清是哪一个",
            ),
            ("frame: {levels: {exta: {aliases: [x]}}}", "1:18: 指标体系里没有“exta”"),
            ("frame: {levels: {产出指票: {aliases: [x]}}}", "1:18: 指标体系里没有“产出指票”；是不是想写 产出指标？"),
            ("frame: {local: {社会效益: 管理}}", "1:23: 指标体系里没有“管理”；可用的有 产出指标、"),
            (
                "weights: {without_cost: {产出: [40, 50]}}",
                "1:25: 权重写成从多少到多少时，还要写 total（合计），例如 total: 90",
            ),
            ("rules:\n  S007：off\n", "2:3: “rules”应当是一组“键: 值”，这里是“S007：off”"),
            ("name: [本市]", "1:7: “name”应当是文字，这里是列表；以 [ {"),
            ("name: a: b", "1:8: “name: a: b”里多了一个英文冒号，分不清哪里是内容"),
            ("name: a\n---\nname: b", "1:1: 一个政策包文件只能有一份内容，去掉中间的 ---"),
            ("# 空", "1:1: 政策包是空的"),
            ("- a", "1:1: “政策包”应当是一组“键: 值”，这里是列表"),
            ("? [a]\n: b", "1:3: 这里的键应当是文字"),
            ("severities: {S007: [a]}", "1:20: “S007”应当是文字，这里是列表"),
        ],
    )
    def test_each_has_its_place(self, judge: Judge, pack: str, told: str) -> None:
        ran = judge(TABLE, pack=pack)
        assert ran.code == 2
        assert ran.err.startswith(f"perflint：政策包有 1 处错误：\n本市.yaml:{told}"), ran.err

    def test_a_misspelt_name_is_no_missing_file(self, perflint: Perflint) -> None:
        ran = perflint("data.yaml", "--policy", "mof2021")
        assert ran.code == 2
        assert ran.err == (
            "perflint：没有“mof2021”这个政策包，也没有这个文件；自带的政策包有 default、guangdong、mof-2021"
            "；是不是想写 mof-2021？\n"
        )

    def test_a_folder(self, perflint: Perflint) -> None:
        assert perflint("data.yaml", "--policy", ".").err == "perflint：“.”是文件夹，不是政策包文件\n"

    def test_windows_encodings(self, judge: Judge, tmp_path: Path) -> None:
        text = "extends: default\n必设: [产出]\n"
        for encoding in ("gb18030", "utf-8-sig", "utf-16"):
            path = tmp_path / f"{encoding}.yaml"
            path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
            assert load(str(path)).policy.required == ("output",)
        (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe\x00")
        ran = judge(TABLE, "--policy", "bad.yaml")
        assert "“bad.yaml”不是能识别的文字编码" in ran.err

    def test_a_billion_laughs(self, judge: Judge) -> None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
        assert "内容超过 200000 项" in judge(TABLE, pack="\n".join(lines)).err


def test_the_interface_takes_a_pack(tmp_path: Path) -> None:
    (tmp_path / "data.yaml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "a.yaml").write_text("rules: {'*': off, S015: on}", encoding="utf-8")
    report = api.lint(tmp_path / "data.yaml", policy=tmp_path / "a.yaml")
    assert [finding.code for finding in report.findings] == ["S015"]
    with pytest.raises(PackError, match="没有“nothing”这个政策包"):
        api.lint(tmp_path / "data.yaml", policy="nothing")
