"""Rules that a bureau declares: where they look, what must hold, what they say, how they mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import Perflint

from perflint.finding import Finding
from perflint.linter import Options, lint_text
from perflint.testing import mend

pytest.importorskip("re2")

HEAD = """\
year: 2024
projects:
  - name: 2024年河道清淤工程
    code: "0012"
    kind: 新增项目
    budget: {total: 300}
    goal: 清淤河道12公里。
    indicators:
"""
ROW = "      - {{level1: {level1}指标, level2: {level2}指标, name: {name}, {cells}}}\n"


def row(level2: str, name: str, **cells: str) -> str:
    level1 = {"数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "社会效益": "效益"}[level2]
    written = ", ".join(f'{key}: "{text}"' for key, text in cells.items())
    return ROW.format(level1=level1, level2=level2, name=name, cells=written)


def findings(tmp_path: Path, rule: str, table: str) -> tuple[Finding, ...]:
    """What one declared rule, given without its code and name, says of a table."""
    path = tmp_path / "pack.yaml"
    lines = "\n".join(f"    {line}" for line in rule.strip().splitlines())
    path.write_text(f"own_rules:\n  - code: GZ001\n    name: own-rule\n{lines}\n", encoding="utf-8")
    return lint_text(table, "data.yaml", Options(select=("GZ001",), policy=str(path))).findings


def told(tmp_path: Path, rule: str, table: str) -> list[str]:
    """Where the rule points and what it says."""
    return [
        f"{(finding.place.pointer or '').removeprefix('/projects/0')} {finding.place.source.cut(finding.place.span)}"
        f" {finding.message}"
        for finding in findings(tmp_path, rule, table)
    ]


FOUND = 'message: "{found}|{expected}"\n'
VALUES = HEAD + row("数量", "清淤长度", full="≥12公里", annual="5公里") + row("时效", "完成时间", full="2024年11月底前")


class TestWhere:
    """Each condition lets through what it names, and nothing else."""

    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            ("{}", ["0/full", "0/annual", "1/full"]),
            ("{level1: 产出}", ["0/full", "0/annual", "1/full"]),
            ("{level1: 效益}", []),
            ("{level2: 数量指标}", ["0/full", "0/annual"]),
            ("{level2: [时效, 质量]}", ["1/full"]),
            ("{level1: 产出, level2: timeliness}", ["1/full"]),
            ("{head: 长度}", ["0/full", "0/annual"]),
            ("{head: [时间, 面积]}", ["1/full"]),
            ("{name: ^清}", ["0/full", "0/annual"]),
            ("{name: 时.$}", ["1/full"]),
            ("{project: 河道.+工程}", ["0/full", "0/annual", "1/full"]),
            ("{project: ^河道}", []),
            ("{kind: [新增项目, 延续项目]}", ["0/full", "0/annual", "1/full"]),
            ("{kind: 延续项目}", []),
            ("{budget: {min: 300}}", ["0/full", "0/annual", "1/full"]),
            ("{budget: {min: 300.01}}", []),
            ("{budget: {max: 299}}", []),
            ("{budget: {min: 100, max: 300}}", ["0/full", "0/annual", "1/full"]),
            ("{field: annual}", ["0/annual"]),
        ],
    )
    def test_values(self, tmp_path: Path, where: str, expected: list[str]) -> None:
        rule = f"where: {where}\nrequire: {{one_of: 什么也不是}}\nmessage: 不对"
        found = findings(tmp_path, rule, VALUES)
        places = [(finding.place.pointer or "").removeprefix("/projects/0/indicators/") for finding in found]
        assert places == expected

    def test_the_budget_is_in_ten_thousands_whatever_the_table_counts_in(self, tmp_path: Path) -> None:
        rule = "where: {budget: {max: 1}}\nrequire: {one_of: 没有}\nmessage: 不对"
        assert findings(tmp_path, rule, VALUES) == ()
        assert len(findings(tmp_path, rule, f"money_unit: 元\n{VALUES}")) == 3
        assert findings(tmp_path, rule, VALUES.replace("budget: {total: 300}", "budget: {}")) == ()

    def test_fields_of_indicators_and_projects(self, tmp_path: Path) -> None:
        table = HEAD + row("数量", "清淤长度", full="≥12公里", basis="可研", unit="")
        of_rows = "where: {scope: indicator, field: [basis, name, note]}\nrequire: {one_of: 没有}\nmessage: 不对"
        assert told(tmp_path, of_rows, table) == ["/indicators/0/name 清淤长度 不对", "/indicators/0/basis 可研 不对"]
        of_project = "where: {scope: project, field: [code, goal, 项目类型]}\nrequire: {one_of: 没有}\nmessage: 不对"
        assert told(tmp_path, of_project, table) == [
            "/code 0012 不对",
            "/kind 新增项目 不对",
            "/goal 清淤河道12公里。 不对",
        ]
        default = "where: {scope: project}\nrequire: {one_of: 没有}\nmessage: 不对"
        assert told(tmp_path, default, table) == ["/name 2024年河道清淤工程 不对"]


class TestRequire:
    @pytest.mark.parametrize(
        ("require", "value", "expected"),
        [
            ("{one_of: [优, 良]}", "优", []),
            ("{one_of: [优, 良]}", "中", ["中 中|优、良"]),
            ("{pattern: '^[≥≤]'}", "≥5公里", []),
            ("{pattern: '^[≥≤]'}", "5公里", ["5公里 5公里|^[≥≤]"]),
            ("{pattern: '\\p{Han}'}", "≥5", ["≥5 ≥5|\\p{Han}"]),
            ("{contains: [公里, 米]}", "≥5米", []),
            ("{contains: [公里, 米]}", "≥5亩", ["≥5亩 ≥5亩|公里、米"]),
            ("{forbidden: [约, 左右]}", "大约5公里左右", ["约 约|约、左右"]),
            ("{forbidden: [约, 左右]}", "5公里", []),
            ("{length: {max: 4}}", "12345", ["12345 5|至多4"]),
            ("{length: {min: 2, max: 4}}", " 1 ", [" 1  1|2至4"]),
            ("{length: {min: 2}}", "12", []),
            ("{form: [数, 范围]}", "优良", ["优良 文字|数、范围"]),
            ("{form: 日期}", "2024年11月", []),
            ("{comparator: ≥}", "≤5公里", ["≤ ≤|≥"]),
            ("{comparator: [≥, 无]}", "5公里", []),
            ("{comparator: [≥, '>=']}", "5公里", ["5公里 没有比较符号|≥、≥"]),
            ("{comparator: ≥}", "优良", []),
            ("{unit: 公里}", "≥5米", ["米 米|公里"]),
            ("{unit: 公里}", "≥5", ["≥5 没有单位|公里"]),
            ("{unit: 公里}", "≥5km", []),
            ("{unit: [元]}", "5万元", []),
            ("{unit: [万元]}", "5万元", []),
            ("{unit: [万元]}", "50000元", ["元 元|万元"]),
            ("{unit: 公里}", "优良", []),
            ("{unit: 公里}", "5-6米", ["米 米|公里"]),
            ("{dimension: 长度}", "≥5米", []),
            ("{dimension: [length, area]}", "≥5个", ["个 个|长度、面积"]),
            ("{number: {min: 5}}", "≥5公里", []),
            ("{number: {min: 5}}", "4.9公里", ["4.9 4.9公里|至少5"]),
            ("{number: {max: 100}}", "1.2万公里", ["1.2 1.2万公里|至多100"]),
            ("{number: {min: 5, max: 6}}", "5-7公里", ["5-7 5-7公里|5至6"]),
            ("{number: {min: 5, unit: 公里}}", "4999米", ["4999 4999米|至少5公里"]),
            ("{number: {min: 5, unit: 公里}}", "5000米", []),
            ("{number: {min: 5, unit: 公里}}", "1个", []),
            ("{number: {max: 20, unit: 万元}}", "30万元", ["30 30万元|至多20万元"]),
            ("{number: {min: 95, unit: '%'}}", "≥90%", ["90 90%|至少95%"]),
            ("{before: 2024-12-01}", "2024年11月底前", []),
            ("{before: 2024-12-01}", "2024年12月1日", ["2024年12月1日 2024年12月1日|2024-12-01"]),
            ("{before: 12-01}", "12月底前", ["12月底前 12月底前|12-01"]),
            ("{before: 12-01}", "11月30日前", []),
            ("{before: 12-01}", "2023年12月底前", []),
            ("{before: 12-01}", "优良", []),
            # All must hold; the first that does not speaks.
            ("{unit: 公里, comparator: ≥}", "≤5米", ["≤ ≤|≥"]),
            ("{unit: 公里, comparator: ≥}", "≥5米", ["米 米|公里"]),
        ],
    )
    def test_values(self, tmp_path: Path, require: str, value: str, expected: list[str]) -> None:
        table = HEAD + row("数量", "清淤长度", full=value)
        said = told(tmp_path, f"require: {require}\n{FOUND}", table)
        assert said == [f"/indicators/0/full {one}" for one in expected]

    def test_a_unit_column_counts(self, tmp_path: Path) -> None:
        table = HEAD + row("数量", "清淤长度", full="5", unit="米", comparator="≤")
        assert told(tmp_path, f"require: {{unit: 公里}}\n{FOUND}", table) == ["/indicators/0/unit 米 米|公里"]
        assert told(tmp_path, f"require: {{comparator: ≥}}\n{FOUND}", table) == ["/indicators/0/comparator ≤ ≤|≥"]
        bracket = HEAD + row("数量", "清淤长度（米）", full="5")
        assert told(tmp_path, f"require: {{unit: 米}}\n{FOUND}", bracket) == []

    def test_one_finding_for_equal_values(self, tmp_path: Path) -> None:
        table = HEAD + row("数量", "清淤长度", full="5米", annual="5米")
        [finding] = findings(tmp_path, f"require: {{unit: 公里}}\n{FOUND}", table)
        assert [related.place.pointer for related in finding.related] == ["/projects/0/indicators/0/annual"]

    def test_required(self, tmp_path: Path) -> None:
        table = HEAD + row("数量", "清淤长度", full="5米") + row("数量", "清淤面积", full="5亩", basis=" ")
        table += row("数量", "船次", full="5次", basis="可研")
        rule = "where: {scope: indicator, field: basis}\nrequire: {required: on}\nmessage: '{name}缺依据：{found}'"
        assert told(tmp_path, rule, table) == [
            "/indicators/0/name 清淤长度 清淤长度缺依据：（空白）",
            "/indicators/1/basis   清淤面积缺依据：（空白）",
        ]
        assert told(tmp_path, rule.replace("on}", "关}"), table) == []

    def test_has(self, tmp_path: Path) -> None:
        rule = "where: {scope: project}\nrequire: {has: [成本指标, 效益]}\nmessage: '{project}{found}'"
        table = HEAD + row("数量", "清淤长度", full="5米") + row("社会效益", "受益人数", full="5人")
        assert told(tmp_path, rule, table) == ["/name 2024年河道清淤工程 2024年河道清淤工程没有成本指标"]
        assert told(tmp_path, rule, table + row("成本", "清淤单价", full="≤5元/米")) == []

    def test_the_fields_of_a_message(self, tmp_path: Path) -> None:
        message = "{text},{name},{level1},{level2},{project},{kind},{budget},{found},{expected}"
        rule = f"require: {{unit: 公里}}\nmessage: '{message}'\nhelp: '{{{{}}}}{{expected}}'"
        [finding] = findings(tmp_path, rule, HEAD + row("数量", "清淤长度", full="5米"))
        assert finding.message == "5米,清淤长度,产出指标,数量指标,2024年河道清淤工程,新增项目,300,米,公里"
        assert finding.help == "{}公里"
        assert (finding.code, finding.name, str(finding.severity)) == ("GZ001", "own-rule", "warning")


class TestFix:
    @pytest.mark.parametrize(
        ("fix", "value", "title", "after"),
        [
            ("{set: ≥5公里}", "大约5公里", "改成“≥5公里”", "≥5公里"),
            ("{replace: {大约: ≥, 左右: ''}}", "大约5公里左右", "“大约”换成“≥”、去掉“左右”", "≥5公里"),
            ("{prepend: ≥}", " 5约公里", "前面加上“≥”", " ≥5约公里"),
            ("{append: '（含）'}", "约5公里", "后面加上“（含）”", "约5公里（含）"),
        ],
    )
    def test_kinds(self, tmp_path: Path, fix: str, value: str, title: str, after: str) -> None:
        rule = f"require: {{forbidden: 约}}\nmessage: 不对\nfix: {fix}"
        table = HEAD + row("数量", "清淤长度", full=value)
        [finding] = findings(tmp_path, rule, table)
        assert finding.fix is not None
        assert (finding.fix.title, str(finding.fix.safety)) == (title, "unsafe")
        assert mend(table, [finding.fix]) == HEAD + row("数量", "清淤长度", full=after)

    def test_a_safe_one(self, tmp_path: Path) -> None:
        rule = "require: {forbidden: 约}\nmessage: 不对\nfix: {replace: {约: ''}, safety: 意思不变}"
        [finding] = findings(tmp_path, rule, HEAD + row("数量", "清淤长度", full="约5公里", annual="约5公里"))
        assert finding.fix is not None
        assert str(finding.fix.safety) == "safe"
        assert [edit.place.pointer for edit in finding.fix.edits] == [
            "/projects/0/indicators/0/full",
            "/projects/0/indicators/0/annual",
        ]

    def test_an_absent_cell_has_none(self, tmp_path: Path) -> None:
        rule = "where: {scope: indicator, field: note}\nrequire: {required: on}\nmessage: 缺\nfix: {set: 见附件}"
        [finding] = findings(tmp_path, rule, HEAD + row("数量", "清淤长度", full="5公里"))
        assert finding.fix is None


PACK = """\
name: 某市
own_rules:
  - code: GZ001
    name: days-in-work-days
    title: 时限要用工作日
    severity: error
    where: {level2: 时效指标, head: 时间}
    require: {unit: 工作日}
    message: “{text}”的单位是{found}，本市统一用{expected}
    reason: 本市时限按工作日计算。
    source: 某市的办法
    bad: |
      - {level1: 产出指标, level2: 时效指标, name: 办理时间, full: ≤5天}    # GZ001 full
    good: |
      - {level1: 产出指标, level2: 时效指标, name: 办理时间, full: ≤5个工作日}
  - {code: GZ010, name: no-guess, where: {scope: project, field: goal}, require: {forbidden: [力争]}, message: 力争}
"""
TABLE = HEAD.replace("goal: ", "goal: 力争") + row("时效", "办理时间", full="≤5天")


@pytest.fixture
def own(perflint: Perflint, tmp_path: Path) -> Perflint:
    (tmp_path / "本市.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "data.yaml").write_text(TABLE, encoding="utf-8")
    return perflint


class TestLikeAnyOther:
    """A declared rule is selected, ignored, switched, graded, documented and fingerprinted like a shipped one."""

    def check(self, own: Perflint, *words: str) -> list[str]:
        ran = own("data.yaml", "--policy", "本市.yaml", "--format", "concise", *words)
        assert not ran.err, ran.err
        return [line.split()[2] for line in ran.out.splitlines() if " GZ" in line]

    def test_selection(self, own: Perflint) -> None:
        assert self.check(own) == ["GZ010", "GZ001"]
        assert self.check(own, "--select", "GZ") == ["GZ010", "GZ001"]
        assert self.check(own, "--select", "gz001") == ["GZ001"]
        assert self.check(own, "--select", "G") == []
        assert self.check(own, "--select", "days-*") == ["GZ001"]
        assert self.check(own, "--ignore", "no-guess") == ["GZ001"]
        ran = own("data.yaml", "--policy", "本市.yaml", "--select", "no-gues")
        assert ran.err == "perflint：没有“no-gues”这条规则；是不是想写 no-guess？\n"

    def test_without_the_pack_there_is_no_such_rule(self, own: Perflint) -> None:
        assert "没有“GZ001”这条规则" in own("data.yaml", "--select", "GZ001").err

    def test_switches_severities_and_packs_above(self, own: Perflint, tmp_path: Path) -> None:
        above = "extends: 本市.yaml\nrules: {GZ010: off}\nseverities: {GZ: info}\n"
        (tmp_path / "区.yaml").write_text(above, encoding="utf-8")
        ran = own("data.yaml", "--policy", "区.yaml", "--format", "concise", "--select", "GZ")
        assert [line.split()[1:3] for line in ran.out.splitlines()] == [["info", "GZ001"]]

    def test_a_rule_of_the_same_code_takes_the_place_of_the_one_below(self, own: Perflint, tmp_path: Path) -> None:
        above = "extends: 本市.yaml\nown_rules:\n  - {code: GZ010, name: no-goal, where: {scope: project}, "
        (tmp_path / "区.yaml").write_text(above + "require: {length: {max: 3}}, message: 长}\n", encoding="utf-8")
        ran = own("data.yaml", "--policy", "区.yaml", "--format", "concise", "--select", "GZ010")
        assert ran.out == "data.yaml:3:11: warning GZ010 no-goal: 长\n"

    def test_its_page(self, own: Perflint) -> None:
        ran = own("rule", "days-in-work-days", "--policy", "本市.yaml")
        assert ran.out.startswith("GZ001 days-in-work-days\n时限要用工作日\n\n级别：错误（error）\n类别：某市自定；")
        assert "本市时限按工作日计算。\n\n依据：某市的办法\n\n反例\n    - {level1" in ran.out
        page = json.loads(own("rule", "GZ010", "--policy", "本市.yaml", "--format", "json").out)
        assert (page["title"], page["reason"], page["source"]) == ("力争", "", "")
        assert "GZ010" in own("rule", "--all", "--policy", "本市.yaml").out
        assert "GZ010" not in own("rule", "--all").out

    def test_in_sarif_and_with_a_fingerprint(self, own: Perflint) -> None:
        ran = own("data.yaml", "--policy", "本市.yaml", "--format", "sarif", "--select", "GZ")
        [run] = json.loads(ran.out)["runs"]
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        assert {"GZ001", "GZ010"} <= set(ids)
        assert [ids[result["ruleIndex"]] for result in run["results"]] == ["GZ001", "GZ010"]
        assert all(result["partialFingerprints"]["perflint/v1"] for result in run["results"])

    def test_the_examples_of_its_page_hold(self, own: Perflint, tmp_path: Path) -> None:
        from perflint.packs import load
        from perflint.testing import check_examples

        path = str(tmp_path / "本市.yaml")
        check_examples(load(path).rules[0], path)


class TestMistakes:
    def mistakes(self, own: Perflint, tmp_path: Path, rule: str) -> list[str]:
        pack = f"own_rules:\n  - {{code: GZ001, name: own-rule, message: 不对, {rule}}}\n"
        (tmp_path / "a.yaml").write_text(pack, encoding="utf-8")
        ran = own("data.yaml", "--policy", "a.yaml")
        assert ran.code == 2
        assert not ran.out
        return [line.removeprefix("a.yaml:") for line in ran.err.splitlines()[1:]]

    @pytest.mark.parametrize(
        ("rule", "told"),
        [
            ("require: {}", "“require”里什么也没有要求，至少写其中一样：required（必填）、"),
            ("where: {level1: 产出}", "缺少 require（要求）"),
            ("require: {one_of: []}", "“one_of”是空的，写了等于没写"),
            ("require: {forbidden: ''}", "“forbidden”是空的，写了等于没写"),
            ("require: {number: {min: 9, max: 8}}", "从 9 到 8：前一个数比后一个大，什么也不会符合"),
            ("require: {number: {min: 9元}}", "“min”应当是数，这里是“9元”"),
            ("require: {number: {unit: 元}}", "“number”里什么也没有要求，至少写其中一样：min（至少）、max（至多）"),
            ("require: {length: {min: 1.5}}", "“min”应当是整数，这里是“1.5”"),
            ("where: {budget: {min: 9, max: 8}}, require: {form: 数}", "从 9 到 8"),
            ("where: {level2: 进渡指标}, require: {form: 数}", "指标体系里没有“进渡指标”；是不是想写 进度？"),
            ("where: {level1: 效益, level2: 数量}, require: {form: 数}", "“数量指标”不在效益指标下面，什么也不会查到"),
            ("where: {scope: 项目, head: 率}, require: {pattern: a}", "查项目的规则不能用 head"),
            ("where: {scope: 指标, field: goal}, require: {pattern: a}", "指标没有 goal 这一栏，什么也不会查到"),
            ("where: {field: name}, require: {pattern: a}", "指标值没有 name 这一栏，什么也不会查到"),
            ("where: {scope: 指标}, require: {unit: 元}", "unit 只能查指标值，把 scope 改成 value（指标值）"),
            ("require: {has: 效益}", "has 只能查项目，把 scope 改成 project（项目）"),
            ("require: {required: on}", "空白的指标值不会查到"),
            ("require: {unit: 平方公理}", "没有“平方公理”这个单位；是不是想写 平方公里？"),
            ("require: {dimension: 长}", "没有“长”这个量纲；是不是想写 长度？"),
            ("require: {before: 2024-02-30}", "“2024-02-30”不是日期，写成 2024-12-01 或 12-01"),
            ("require: {before: 年底}", "“年底”不是日期"),
            ("require: {comparator: =>}", "比较符号没有“=>”，可用的是 ≥（>=）、"),
            ("require: {pattern: '('}", "“(”不是能用的样式（missing ): (）"),
            ("require: {pattern: '(?=a)'}", "不支持前后查看"),
            ("require: {pattern: '[^\\s\\S]'}", "样式“[^\\s\\S]”什么内容也不会符合"),
            ("require: {one_of: [约5], forbidden: [约]}", "这些要求互相矛盾，没有一种写法能都符合"),
            ("require: {one_of: [优], length: {min: 2}}", "这些要求互相矛盾"),
            ("require: {unit: 元, dimension: 长度}", "这些要求互相矛盾"),
            ("require: {forbidden: 约}, fix: {set: 约5}", "改成“约5”以后还是不符合要求"),
            ("require: {forbidden: 约}, fix: {set: a, append: b}", "自动修改要写、也只能写其中一样"),
            ("require: {forbidden: 约}, fix: {safety: safe}", "自动修改要写、也只能写其中一样"),
            ("require: {forbiden: 约}", "没有“forbiden”这个键；是不是想写 forbidden？"),
            ("help: '{nme}', require: {form: 数}", "没有“{nme}”这一项；是不是想写 {name}？"),
            ("help: '{0}', require: {form: 数}", "没有“{0}”这一项；可用的有 {text}、{name}、"),
            ("help: '{name.x}', require: {form: 数}", "没有“{name.x}”这一项；是不是想写 {name}？"),
            ("help: '{name', require: {form: 数}", "“{name”里的花括号不配对"),
        ],
    )
    def test_each(self, own: Perflint, tmp_path: Path, rule: str, told: str) -> None:
        said = self.mistakes(own, tmp_path, rule)
        assert len(said) == 1, said
        assert told in said[0]

    def test_they_have_places(self, own: Perflint, tmp_path: Path) -> None:
        [first] = self.mistakes(own, tmp_path, "require: {pattern: a, unit: 公理}")
        assert first.startswith("2:76: ")
        [where] = self.mistakes(own, tmp_path, "where: {level1: 效益, level2: [数量]}, require: {form: 数}")
        assert where.startswith("2:77: ")

    def test_codes_and_names(self, own: Perflint, tmp_path: Path) -> None:
        pack = """\
own_rules:
  - {code: U001, name: own-rule, message: 不对, require: {form: 数}}
  - {code: GZ001, name: missing-goal, message: 不对, require: {form: 数}}
  - {code: GZ001, name: 规则, message: 不对, require: {form: 数}}
  - {name: one-two, message: 不对, require: {form: 数}}
rules: {GZ009: off, GZ001: off}
"""
        (tmp_path / "a.yaml").write_text(pack, encoding="utf-8")
        ran = own("data.yaml", "--policy", "a.yaml")
        assert [line.removeprefix("a.yaml:") for line in ran.err.splitlines()[1:]] == [
            "2:12: 规则代码要写成两到四个大写字母加三位数字，如 GZ001，而不是“U001”",
            "3:25: “missing-goal”已经有了，换一个",
            "4:12: “GZ001”已经有了，换一个",
            "4:25: 规则名要写成小写英文单词，用减号连接，如 days-in-words，而不是“规则”",
            "5:5: 缺少 code（代码）",
            "6:9: 没有“GZ009”这条规则；是不是想写 GZ001？",
        ]


def test_a_pattern_takes_linear_time(tmp_path: Path) -> None:
    """With a backtracking engine this never ends."""
    rule = "require: {pattern: '^(a|aa)+$'}\nmessage: 不对"
    assert len(findings(tmp_path, rule, HEAD + row("数量", "清淤长度", full="a" * 300 + "b"))) == 1


def test_without_re2_a_pattern_is_refused_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from perflint.declared.patterns import compiled
    from perflint.packs import PackError

    compiled.cache_clear()
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(PackError, match=r'4:24: .*pip install "perflint\[patterns\]"'):
        findings(tmp_path, "require: {pattern: '^a'}\nmessage: 不对", VALUES)
    assert len(findings(tmp_path, "require: {forbidden: 公里}\nmessage: 不对", VALUES)) == 2
