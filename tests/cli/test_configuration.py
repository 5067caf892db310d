"""`perflint.toml` and `[tool.perflint]`: which file holds, what it changes, and what is said of what is wrong in it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import CLEAN, FAULTY, MESSAGE, Perflint
from perflint.config.settings import BY_KEY, OF_OVERRIDES
from perflint.rule import catalogue

Write = Callable[..., Path]
LINE = f"{{path}}:10:18: {{severity}} U001 unit-contradicts-name: {MESSAGE}\n"
CLEAN_BUT_LOW = CLEAN.replace("≥90%", "≥85%")


def line(path: str = "data.yaml", severity: str = "error") -> str:
    return LINE.format(path=path, severity=severity)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below the folder of the run: `write("甲/perflint.toml", "…")`."""

    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


class TestWhichFileHolds:
    def test_the_nearest_one_upward(self, perflint: Perflint, write: Write) -> None:
        write("perflint.toml", 'select = ["U001"]')
        write("甲/perflint.toml", 'select = ["U001"]\nfail-on = "never"')
        write("甲/乙/data.yaml", FAULTY)
        write("丙/data.yaml", FAULTY)
        assert perflint("甲/乙/data.yaml") == (0, line("甲/乙/data.yaml"), "")
        assert perflint("丙/data.yaml") == (1, line("丙/data.yaml"), "")

    def test_each_file_has_its_own_and_the_run_that_of_the_folder_they_share(
        self, perflint: Perflint, write: Write
    ) -> None:
        write("perflint.toml", 'select = ["U001"]\nfail-on = "never"')
        write("甲/perflint.toml", 'select = ["U001"]\nrules.U001.severity = "info"\nfail-on = "info"')
        write("甲/data.yaml", FAULTY)
        write("乙/data.yaml", FAULTY)
        out = line("乙/data.yaml") + line("甲/data.yaml", "info")
        assert perflint("乙", "甲") == (0, out, "")
        assert perflint("甲") == (1, line("甲/data.yaml", "info"), "")

    def test_a_file_elsewhere_has_the_configuration_of_its_own_place(
        self, perflint: Perflint, write: Write, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        other = tmp_path_factory.mktemp("别处")
        (other / "data.yaml").write_text(FAULTY, encoding="utf-8")
        (other / "perflint.toml").write_text('select = ["N"]', encoding="utf-8")
        write("perflint.toml", 'select = ["U001"]')
        assert perflint(str(other / "data.yaml")) == (0, "", "")

    def test_a_section_of_pyproject(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("pyproject.toml", '[tool.perflint]\nselect = ["U001"]\n[tool.perflint.rules.U001]\nseverity = "warning"')
        assert perflint("data.yaml") == (0, line(severity="warning"), "")

    def test_a_pyproject_without_one_is_passed_by(self, perflint: Perflint, write: Write) -> None:
        write("perflint.toml", 'select = ["U001"]\nfail-on = "never"')
        write("甲/pyproject.toml", '[project]\nname = "perflint-data"\n[tool.other]\nselect = 1')
        write("甲/data.yaml", FAULTY)
        assert perflint("甲/data.yaml").code == 0

    def test_perflint_toml_beats_pyproject_in_the_same_folder(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        write("pyproject.toml", '[tool.perflint]\nfail-on = "never"')
        write("perflint.toml", 'select = ["U001"]')
        assert perflint("data.yaml").code == 1

    def test_standard_input_has_that_of_the_name_it_is_given(self, perflint: Perflint, write: Write) -> None:
        write("甲/perflint.toml", 'select = ["U001"]\nexclude = ["草稿*"]\nfail-on = "never"\nforce-exclude = true')
        words = ("-", "--stdin-filename")
        write("甲/草稿1.yaml", "")
        assert perflint(*words, "甲/data.yaml", stdin=FAULTY.encode()) == (0, line("甲/data.yaml"), "")
        assert perflint(*words, "甲/草稿1.yaml", stdin=FAULTY.encode()) == (0, "", "没有找到可以检查的绩效目标表\n")
        assert perflint(*words, "乙/data.yaml", "--select", "U001", stdin=FAULTY.encode()).code == 1

    def test_isolated_and_a_named_file(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", 'fail-on = "nothing of the kind"')
        write("别的.toml", 'select = ["N"]')
        assert perflint("data.yaml", "--isolated", "--select", "U001") == (1, line(), "")
        assert perflint("data.yaml", "--config", "别的.toml") == (0, "", "")
        assert perflint("data.yaml", "--config", "别的.toml", "--isolated") == (
            2,
            "",
            "perflint：--isolated 不读任何配置文件，不能再用 --config 指定文件\n",
        )
        assert perflint("data.yaml", "--config", "a.toml", "--config", "b.toml").code == 2


class TestExtend:
    def test_what_is_not_said_is_taken_from_the_file_that_is_extended(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        write("共用/base.toml", 'select = ["U001", "V004"]\nfail-on = "never"\n[rules.U001]\nseverity = "info"')
        write("perflint.toml", 'extend = "共用/base.toml"\nfail-on = "info"')
        assert perflint("data.yaml") == (1, line(severity="info"), "")

    def test_ignoring_adds_up_and_selecting_starts_afresh(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("base.toml", 'select = ["E", "N010"]\nignore = ["U001"]\nextend-select = ["V004"]')
        data = CLEAN_BUT_LOW.replace("师生对网络服务的满意度", "服务对象满意度").replace("≥3000次", "≤10ms")
        faulty.write_text(data, encoding="utf-8")

        def found() -> set[str]:
            return {row["code"] for row in json.loads(perflint("data.yaml", "--format", "json").out)["findings"]}

        write("perflint.toml", 'extend = "base.toml"')
        assert found() == {"N010", "V004"}
        write("perflint.toml", 'extend = "base.toml"\nignore = ["N"]')
        assert found() == {"V004"}
        write("perflint.toml", 'extend = "base.toml"\nselect = ["U", "N"]')
        assert found() == {"U001", "N010"}

    def test_a_file_that_is_not_there(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("base.toml", "")
        write("perflint.toml", '\nextend = "bse.toml"')
        assert perflint("data.yaml") == (
            2,
            "",
            "perflint：perflint.toml:2:10：读不了配置文件 bse.toml：没有这个文件；是不是想写 base.toml？\n",
        )

    @pytest.mark.parametrize("name", ["\\u0000", "a\\u0000/b.toml"])
    def test_a_path_that_is_none(self, perflint: Perflint, write: Write, faulty: Path, name: str) -> None:
        write("perflint.toml", f'extend = "{name}"')
        shown = name.replace("\\u0000", "␀")
        told = f"perflint：perflint.toml:1:10：读不了配置文件 {shown}：没有这个文件\n"
        assert perflint("data.yaml") == (2, "", told)

    def test_no_file_is_said_to_be_meant_by_its_own_name(
        self, perflint: Perflint, tmp_path: Path, faulty: Path
    ) -> None:
        (tmp_path / "loop.toml").symlink_to("loop.toml")
        told = "perflint：loop.toml:1:1：读不了配置文件 loop.toml：没有读取权限，或系统读不出来\n"
        assert perflint("data.yaml", "--config", "loop.toml") == (2, "", told)

    def test_a_circle(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", 'extend = "b.toml"')
        write("b.toml", 'extend = "perflint.toml"')
        code, _, err = perflint("data.yaml")
        assert (code, err) == (2, "perflint：b.toml:1:10：extend 绕回来了，或者一层一层超过 10 层：perflint.toml\n")

    def test_what_is_wrong_in_an_extended_file_is_said_of_that_file(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        write("共用/base.toml", 'year = 2024\nignore = ["U0001"]')
        write("perflint.toml", 'extend = "共用/base.toml"')
        assert perflint("data.yaml").err == "perflint：共用/base.toml:2:11：没有“U0001”这条规则；是不是想写 U001？\n"


class TestRules:
    def test_severity_and_parameters_by_name_code_family_or_glob(
        self, perflint: Perflint, write: Write, tmp_path: Path
    ) -> None:
        (tmp_path / "data.yaml").write_text(CLEAN_BUT_LOW, encoding="utf-8")
        expected = "data.yaml:22:16: {} V004 low-satisfaction: “师生对网络服务的满意度”只要求“≥85%”，低于{}%\n"
        for text, severity, limit in (
            ("", "info", 90),
            ("[rules.V004]\nsatisfaction_floor = 86", "warning", 86),
            ("[rules.low-satisfaction]\nsatisfaction-floor = 86\nseverity = 'error'", "error", 86),
            ("[rules.V]\nseverity = 'error'", "error", 90),
            ("[rules.V004]\nseverity = 'warning'\n[rules.'low-*']\nseverity = 'error'", "warning", 90),
            ("[rules.V]\nseverity = 'error'\nsatisfaction_expected = 95\n[rules.V004]\nseverity = 'info'", "info", 95),
        ):
            write("perflint.toml", text)
            assert perflint("data.yaml", "--select", "V004").out == expected.format(severity, limit)

    def test_the_severity_counts_for_fail_on_and_is_an_override_in_sarif(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        write("perflint.toml", 'select = ["U001"]\nfail-on = "warning"\n[rules.U001]\nseverity = "info"')
        code, out, _ = perflint("data.yaml", "--format", "sarif")
        [run] = json.loads(out)["runs"]
        [result] = run["results"]
        assert (code, result["level"]) == (0, "note")
        [invocation] = run["invocations"]
        [override] = invocation["ruleConfigurationOverrides"]
        index = override["descriptor"]["index"]
        assert override["configuration"] == {"level": "note"}
        assert override["descriptor"]["id"] == run["tool"]["driver"]["rules"][index]["id"] == "U001"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("D009.comparator_width = 'hlf'", "comparator_width 要写成 any、half 之一"),
            ("D004.comparator_required = 1", "comparator_required 要写成 true 或 false"),
            ("W001.weight_totals = []", "weight_totals 要写成一列不小于 0 的数，例如 [100, 90]"),
            ("W001.weight_totals = [100, 'x']", "weight_totals 要写成一列不小于 0 的数，例如 [100, 90]"),
            ("B001.amount_tolerance = -1", "amount_tolerance 要写成不小于 0 的数，例如 0.5"),
            ("X004.goal_similarity = true", "goal_similarity 要写成不小于 0 的数，例如 0.5"),
            ("S009.min_indicators = 2.5", "min_indicators 要写成不小于 0 的整数"),
            ("E.max_depth = -1", "max_depth 要写成不小于 0 的整数"),
        ],
    )
    def test_a_parameter_of_another_kind(self, perflint: Perflint, faulty: Path, text: str, said: str) -> None:
        assert perflint("data.yaml", "--config", f"rules.{text}").err == f"perflint：--config rules.{text}：{said}\n"

    def test_parameters_of_every_kind(self, perflint: Perflint, faulty: Path) -> None:
        given = (
            "D009.comparator_width='half'",
            "B.amount_tolerance=0.50",
            "W001.weight_totals=[90]",
            "X004.goal-similarity=1",
        )
        out = perflint("settings", *(word for text in given for word in ("--config", f"rules.{text}"))).out
        for expected in (
            'comparator-glyph.comparator_width = "half"',
            "funds-do-not-add-up.amount_tolerance = 0.50",
            "projects-do-not-add-up.amount_tolerance = 0.50",
            "weights-do-not-add-up.weight_totals = [90]",
            "copied-goal.goal_similarity = 1",
        ):
            assert f"rules.{expected}  # --config\n" in out

    def test_how_safe_fixes_are(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        faulty.write_text(CLEAN.replace("≥90%", "≥90％"), encoding="utf-8")
        for text, words, fixed in (
            ("", (), True),
            ('rules.U011.fix = "off"', (), False),
            ('rules.U.fix = "unsafe"', (), False),
            ('rules.U.fix = "unsafe"', ("--unsafe-fixes",), True),
            ('rules.U.fix = "unsafe"', ("--fix-safety", "U011=safe"), True),
        ):
            write("perflint.toml", f'select = ["U011"]\n{text}')
            assert ("+        full: ≥90%" in perflint("data.yaml", "--diff", *words).out) is fixed
        write("perflint.toml", 'rules.U011.fix = "of"')
        assert "perflint.toml:1:18：fix 没有“of”，可用的是：safe、unsafe、off；" in perflint("data.yaml").err

    def test_limits_of_the_reader_are_parameters_too(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", "[rules.resource-limit]\nmax-depth = 2")
        code, out, _ = perflint("data.yaml")
        assert code == 2
        assert " error E008 resource-limit: " in out


class TestPolicy:
    PACK = "extends: default\nthresholds: {satisfaction_floor: 86}\nrules: {N: off}\nseverities: {U001: warning}\n"

    def test_a_pack_by_name_or_by_a_path_from_the_configuration(self, perflint: Perflint, write: Write) -> None:
        write("局/pack.yaml", self.PACK)
        write("局/perflint.toml", 'policy = "pack.yaml"\nselect = ["U001", "N"]')
        write("局/甲/data.yaml", FAULTY)
        assert perflint("局/甲/data.yaml") == (0, line("局/甲/data.yaml", "warning"), "")
        assert perflint("局/甲/data.yaml", "--policy", "default").out == line("局/甲/data.yaml")
        lines = perflint("settings", "局/甲/data.yaml").out.splitlines()
        for expected in (
            'policy = "局/pack.yaml"  # 局/perflint.toml:1',
            'rules.unit-contradicts-name.severity = "warning"  # 策略',
            "rules.low-satisfaction.satisfaction_floor = 86  # 策略",
            "# N008 name-length 没有启用（策略）",
        ):
            assert expected in lines

    def test_rules_that_the_pack_declares_are_set_like_all_others(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        rule = "code: GZ001, name: no-goal, where: {scope: project, field: goal}, require: {forbidden: [提供]}"
        write("pack.yaml", f"own_rules:\n  - {{{rule}, message: 提供}}\n")
        write("perflint.toml", 'policy = "pack.yaml"\nselect = ["GZ"]\n[rules.no-goal]\nseverity = "info"')
        assert "data.yaml:5:19: info GZ001 no-goal: " in perflint("data.yaml").out
        assert 'rules.no-goal.severity = "info"  # perflint.toml:4' in perflint("settings").out.splitlines()

    def test_a_pack_that_is_not_there_or_is_wrong(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", 'policy = "defalt"')
        code, out, err = perflint("data.yaml")
        assert (code, out) == (2, "")
        assert err.startswith("perflint：perflint.toml:1:10：")
        assert "default" in err
        write("perflint.toml", 'policy = "pack.yaml"')
        write("pack.yaml", "thresholds: {satisfaction_flor: 1}")
        assert "pack.yaml:1:14: " in perflint("data.yaml").err


class TestOverrides:
    CONFIG = """\
select = ["U001"]
fail-on = "never"

[[overrides]]
files = ["往年/**", "*-旧.yaml"]
ignore = ["U"]

[[overrides]]
files = ["往年/甲.yaml"]
extend-select = ["U001"]
rules.U001.severity = "info"
"""

    def test_what_holds_for_some_files_only(self, perflint: Perflint, write: Write) -> None:
        write("perflint.toml", self.CONFIG)
        for name in ("往年/甲.yaml", "往年/乙.yaml", "今年/甲.yaml", "今年/乙-旧.yaml"):
            write(name, FAULTY)
        expected = line("今年/甲.yaml") + line("往年/甲.yaml", "info")
        assert perflint("今年", "往年") == (0, expected, "")

    def test_patterns_count_from_the_configuration_file_wherever_the_run_starts(
        self, perflint: Perflint, write: Write, tmp_path: Path
    ) -> None:
        write("库/perflint.toml", self.CONFIG)
        write("库/往年/甲.yaml", FAULTY)
        write("库/今年/乙-旧.yaml", FAULTY)
        assert perflint("库").out == line("库/往年/甲.yaml", "info")
        assert perflint(str(tmp_path / "库" / "今年")).out == ""

    def test_parameters_and_the_year_of_some_files(self, perflint: Perflint, write: Write) -> None:
        low = CLEAN_BUT_LOW.replace("year: 2024\n", "").replace("校园网络服务", "2020年网络服务")
        for name in ("a.yaml", "b.yaml"):
            write(name, low)
        config = '[[overrides]]\nfiles = ["b.yaml"]\nyear = 2024\nrules.V004.satisfaction_floor = 86'
        write("perflint.toml", f'select = ["V004", "T001"]\n{config}')
        found = json.loads(perflint(".", "--format", "json").out)["findings"]
        assert [(row["path"], row["code"], row["severity"]) for row in found] == [
            ("./a.yaml", "V004", "info"),
            ("./b.yaml", "T001", "warning"),
            ("./b.yaml", "V004", "warning"),
        ]

    def test_rules_about_all_tables_run_where_any_file_has_them(self, perflint: Perflint, write: Write) -> None:
        """X001 speaks of the later file: that file decides."""
        write("a.yaml", CLEAN)
        write("b.yaml", CLEAN.replace("示例学校", "乙校").replace("校园网络服务", "食堂改造"))
        for file, found in (("b.yaml", [("X001", "./b.yaml")]), ("a.yaml", [])):
            write("perflint.toml", f'select = ["U001"]\n[[overrides]]\nfiles = ["{file}"]\nextend-select = ["X001"]')
            rows = json.loads(perflint(".", "--format", "json").out)["findings"]
            assert [(row["code"], row["path"]) for row in rows] == found


class TestExclude:
    def test_folders_and_files_are_left_out_of_a_walk_but_not_when_named(
        self, perflint: Perflint, write: Write
    ) -> None:
        write("perflint.toml", 'select = ["U001"]\nfail-on = "never"\nexclude = ["归档", "*-草稿.yaml"]')
        for name in ("甲.yaml", "甲-草稿.yaml", "深/归档/乙.yaml"):
            write(name, FAULTY)
        report = json.loads(perflint(".", "--format", "json").out)
        assert [row["path"] for row in report["findings"]] == ["./甲.yaml"]
        assert report["summary"]["skipped"] == 3, "the configuration is no table"
        assert perflint("甲-草稿.yaml").out == line("甲-草稿.yaml")
        forced = perflint("甲-草稿.yaml", "--force-exclude")
        assert forced == (0, "", "没有找到可以检查的绩效目标表\n")

    def test_a_pattern_that_leaves_nothing_out_is_said_and_is_no_error(
        self, perflint: Perflint, write: Write, clean: Path
    ) -> None:
        write("perflint.toml", 'select = ["U001"]\nexclude = ["归党"]')
        said = "perflint.toml:2:12：exclude 的“归党”没有排除任何文件或文件夹\n"
        assert perflint("clean.yaml") == (0, "", said)

    def test_named_files_that_are_no_tables_can_be_passed_over(self, perflint: Perflint, write: Write) -> None:
        write("data.yaml", FAULTY)
        write("compose.yml", "services: {}\n")
        words = ("data.yaml", "compose.yml", "--select", "U001,E")
        assert "compose.yml:1:1: " in perflint(*words).out
        assert perflint(*words, "--only-tables") == (1, line(), "")


class TestTheCommandLineBeatsTheFile:
    @pytest.mark.parametrize(
        ("words", "result"),
        [
            (("--fail-on", "warning"), (1, "warning")),
            (("--config", "fail-on=warning"), (1, "warning")),
            (("--config", "rules.U001.severity=error", "--config", 'fail-on = "error"'), (1, "error")),
            (("--config", "fail-on=warning", "--fail-on", "never"), (0, "warning")),
            (("--select", "U001"), (0, "warning")),
        ],
    )
    def test_one_setting(
        self, perflint: Perflint, write: Write, faulty: Path, words: tuple[str, ...], result: tuple[int, str]
    ) -> None:
        write("perflint.toml", 'select = ["U001"]\nfail-on = "never"\n[rules.U001]\nseverity = "warning"')
        code, severity = result
        assert perflint("data.yaml", *words) == (code, line(severity=severity), "")

    def test_selecting_and_ignoring(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", 'select = ["N"]\nignore = ["U001"]')
        assert perflint("data.yaml").out == ""
        assert perflint("data.yaml", "--select", "U").out == line()
        assert perflint("data.yaml", "--extend-select", "U001").out == line()
        assert perflint("data.yaml", "--config", 'select=["U"]').out == line()
        assert perflint("data.yaml", "--select", "U", "--ignore", "U0*").out == ""

    @pytest.mark.parametrize(
        ("word", "complaint"),
        [
            ("fial-on=never", "--config fial-on=never：没有 fial-on 这个设置；是不是想写 fail-on？"),
            ("rules.U01.severity=info", "--config rules.U01.severity=info：没有“U01”这条规则；是不是想写 U001？"),
            ("a b=1", "--config a b=1：键的后面要有等号 =（半角）"),
            ("nothing.toml", "nothing.toml:1:1：读不了配置文件 nothing.toml：没有这个文件"),
        ],
    )
    def test_what_is_wrong_with_an_assignment(
        self, perflint: Perflint, faulty: Path, word: str, complaint: str
    ) -> None:
        assert perflint("data.yaml", "--config", word) == (2, "", f"perflint：{complaint}\n")


WRONG = """\
selct = ["U"]
ignore = ["N0008", "N", 3]
fail-on = "nver"
year = "2024"
satisfaction_floor = 3
[rules.unit-contradict-name]
severity = "info"
[rules.V004]
satisfaction-flor = 99
goal_min = 3
severity = "fatal"
satisfaction_floor = "x"
[rules.low-satisfaction]
satisfaction_floor = 2
[rules]
U002 = "info"
[[overrides]]
files = ["往年/*.yml"]
fail-on = "error"
[[overrides]]
ignore = ["Q"]
"""

SAID = """\
1:1：没有 selct 这个设置；是不是想写 select？
2:11：没有“N0008”这条规则；是不是想写 N008？
2:25：ignore 要写成一列规则：名称、代码、一族或通配，例如 ["U001", "N", "*-unit"]
3:11：fail-on 没有“nver”，可用的是：error、warning、info、never；是不是想写 never？
4:8：year 要写成 1900 到 2100 之间的年度，例如 2024
5:1：没有 satisfaction_floor 这个设置；它是规则的参数，写在 [rules.low-satisfaction] 下面
6:8：没有“unit-contradict-name”这条规则；是不是想写 unit-contradicts-name？
9:1：V004 没有 satisfaction-flor 这个参数；是不是想写 satisfaction_floor？
10:1：V004 没有 goal_min 这个参数；它是 G006 goal-length 的参数
11:12：severity 没有“fatal”，可用的是：error、warning、info
12:22：satisfaction_floor 要写成不小于 0 的整数
14:1：V004 low-satisfaction 的 satisfaction_floor 在 perflint.toml:12 已经写过
16:8：rules 下每条规则要写成一节，例如 [rules.U002]，下面写 severity = "info" 或参数
18:10：配置文件所在的文件夹里，没有符合“往年/*.yml”的文件或文件夹
19:1：没有 fail-on 这个设置：它只能写在最上面，不能写在 [[overrides]] 里
20:3：[[overrides]] 要有 files，写明管哪些文件，例如 files = ["往年/**"]
"""


class TestWhatIsWrong:
    def test_everything_at_once_each_with_its_place(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", WRONG.replace("[rules]\n", "[x]\n").replace('U002 = "info"\n', ""))
        code, out, err = perflint("data.yaml")
        assert (code, out) == (2, "")
        assert "15:2：没有 x 这个设置，可以写的有：extend、" in err

    def test_each_line(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        lines = WRONG.replace("[rules]\n", "").replace('U002 = "info"\n', "")
        write("perflint.toml", "rules.U002 = 'info'\n" + lines)
        shifted = []
        for said in SAID.splitlines():
            number, _, rest = said.partition(":")
            at = int(number)
            if at == 16:
                shifted.append("1:14：" + said.partition("：")[2])
            else:
                moved = at + 1 if at < 15 else at - 1
                shifted.append(f"{moved}:{rest}".replace("perflint.toml:12", "perflint.toml:13"))
        code, out, err = perflint("data.yaml")
        assert (code, out) == (2, "")
        assert sorted(err.splitlines()) == sorted(f"perflint：perflint.toml:{said}" for said in shifted)

    def test_another_version_is_said_before_anything_else(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", 'brand-new = 1\nrequired-version = ">=99, <100"')
        assert perflint("data.yaml").err == (
            "perflint：perflint.toml:2:20：这份配置要求 perflint >=99, <100，现在运行的是 0.1.0\n"
        )
        write("perflint.toml", 'required-version = "newest"')
        assert perflint("data.yaml").err == (
            'perflint：perflint.toml:1:20：“newest”不是版本范围，例如 required-version = ">=0.1"\n'
        )
        write("perflint.toml", 'required-version = ">=0.1"\nselect = ["U001"]')
        assert perflint("data.yaml").out == line()

    def test_a_broken_file(self, perflint: Perflint, write: Write, faulty: Path) -> None:
        write("perflint.toml", "select = [“U001”]")
        assert perflint("data.yaml").err.startswith("perflint：perflint.toml:1:11：这不是 TOML 的值")
        write("perflint.toml", "")
        write("pyproject.toml", "[tool.perflint]\nselect = 1")
        assert perflint("data.yaml", "--select", "U001") == (1, line(), "")

    def test_a_file_found_on_the_way_is_complained_of_too(self, perflint: Perflint, write: Write) -> None:
        write("甲/perflint.toml", "selekt = 1")
        write("甲/data.yaml", FAULTY)
        code, out, err = perflint(".")
        assert (code, out) == (2, "")
        assert err == "perflint：甲/perflint.toml:1:1：没有 selekt 这个设置；是不是想写 select？\n"


class TestSettings:
    def test_every_value_with_where_it_came_from_as_a_configuration(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        write("base.toml", 'ignore = ["N008"]\nyear = 2023')
        write(
            "perflint.toml",
            'extend = "base.toml"\n[rules.U001]\nseverity = "info"\n'
            '[[overrides]]\nfiles = ["data.yaml"]\nignore = ["U002"]\nrules.V004.satisfaction-floor = 70',
        )
        code, out, err = perflint("settings", "data.yaml", "--fail-on", "warning")
        assert (code, err) == (0, "")
        lines = out.splitlines()
        assert lines[0] == "# 配置文件：perflint.toml"
        for expected in (
            'select = ["*"]  # 默认',
            '# ignore = ["N008"]  # base.toml:1',
            'ignore = ["U002"]  # perflint.toml:6',
            "year = 2023  # base.toml:2",
            'fail-on = "warning"  # --fail-on',
            'rules.unit-contradicts-name.severity = "info"  # perflint.toml:3',
            "rules.low-satisfaction.satisfaction_floor = 70  # perflint.toml:7",
            "rules.low-satisfaction.satisfaction_expected = 90  # 默认",
            "rules.funds-do-not-add-up.amount_tolerance = 0.01  # 默认",
            "# U002 missing-unit 没有启用（perflint.toml:6）",
            "# N008 name-length 没有启用（base.toml:1）",
        ):
            assert expected in lines
        parsed = tomllib.loads(out)
        assert parsed.keys() - {"rules"} <= BY_KEY.keys()
        rules = catalogue().rules.values()
        assert {name: set(values) for name, values in parsed["rules"].items()} == {
            rule.name: {"severity", *rule.parameters} for rule in rules
        }

    def test_what_is_printed_is_accepted_and_says_the_same(
        self, perflint: Perflint, write: Write, faulty: Path
    ) -> None:
        write("perflint.toml", 'select = ["U", "V"]\nignore = ["U002"]\n[rules.V004]\nsatisfaction_floor = 99')
        before = perflint("data.yaml", "--format", "json").out
        write("perflint.toml", perflint("settings").out)
        assert perflint("data.yaml", "--format", "json").out == before

    def test_no_name_of_a_folder_sets_anything(self, perflint: Perflint, write: Write, tmp_path: Path) -> None:
        folder = tmp_path / '年\nfail-on = "never" ##[e\u202e'
        folder.mkdir()
        write(f"{folder.name}/perflint.toml", 'year = 2024\nexclude = ["\\u007f\\u202e##[e"]')
        code, out, err = perflint("settings", folder.name)
        assert (code, err) == (0, "")
        told = tomllib.loads(out)
        assert (told["year"], told["fail-on"], told["exclude"]) == (2024, "error", ["\x7f\u202e##[e"])
        assert out.splitlines()[0] == '# 配置文件：年␊fail-on = "never" ##\\[e\\u202e/perflint.toml'
        listed = perflint("settings", folder.name, "--format", "json").out
        assert json.loads(listed)["settings"][6]["value"] == ["\x7f\u202e##[e"]
        assert "\u202e" not in out + listed
        assert "##[" not in out + listed

    def test_for_programs(self, perflint: Perflint, faulty: Path) -> None:
        shown = json.loads(perflint("settings", "data.yaml", "--format", "json", "--ignore", "N").out)
        assert (shown["version"], shown["file"]) == (1, None)
        assert {"key": "ignore", "value": ["N"], "origin": "--ignore"} in shown["settings"]
        assert {"code": "N008", "name": "name-length", "origin": "--ignore"} in shown["off"]
        assert {"key": "rules.unit-contradicts-name.severity", "value": "error", "origin": "default"} in shown["rules"]

    def test_one_path_at_most(self, perflint: Perflint) -> None:
        assert perflint("settings", "a", "b").err.startswith("perflint：settings 只看一个文件或文件夹的设置。")


def test_files_lists_what_would_be_read(perflint: Perflint, write: Write) -> None:
    write("perflint.toml", 'exclude = ["归档"]')
    write("归档/旧.yaml", FAULTY)
    write("甲/表.yaml", FAULTY)
    write("甲/compose.yml", "services: {}\n")
    write("甲/说明.md", "x")
    write("坏.yaml", "projects: [\n")
    code, out, err = perflint("files", ".")
    assert (code, out) == (0, "./坏.yaml\n./甲/表.yaml\n")
    assert err == "会读 2 个文件；不是绩效目标表而跳过 3 个，按 exclude 排除 1 个\n"
    assert perflint("files").code == 2
    assert perflint("files", "归档/旧.yaml").out == "归档/旧.yaml\n"


def test_every_setting_has_its_words() -> None:
    from perflint.interface import say

    for setting in (*BY_KEY.values(), *OF_OVERRIDES.values()):
        assert say(f"setting-kind-{setting.kind.value}").strip()


def test_of_thousands_of_wrong_words_a_hundred_are_guessed(perflint: Perflint, tmp_path: Path) -> None:
    """To look for the nearest rule takes milliseconds each time."""
    words = [f'"unit-contradicts-name{number}"' for number in range(2000)]
    (tmp_path / "perflint.toml").write_text(f"select = [{', '.join([*words, *words])}]\n", encoding="utf-8")
    code, _, err = perflint("data.yaml")
    told = err.splitlines()
    assert (code, len(told)) == (2, 4000)
    assert told[99].endswith("没有“unit-contradicts-name99”这条规则；是不是想写 unit-contradicts-name？")
    assert told[100].endswith("没有“unit-contradicts-name100”这条规则。全部规则：perflint rule --all")
    assert told[2000].endswith("没有“unit-contradicts-name0”这条规则；是不是想写 unit-contradicts-name？")
