"""YAML in: exact texts, keys in both languages, several documents, aliases; and what does not fit, at its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perflint.model import Problem
from perflint.period import Moment
from readers.reading import INDICATOR, at, indicator_of, project_of, read, shown, told

ROW = "{level1: 产出, name: 丁, full: 5}"
TABLE = """\
单位名称: 示例学校
year: 2024
金额单位: 万元
合计: {total: 12146.57, 财政拨款: "7,646.57", special_account: 4500.00}
项目:
  - 项目名称: 机构运行
    项目编码: 036
    period: 2024-2025
    预算: {总计: 4500.00, 其他资金: 0}
    绩效目标: |
      第一段。
      第二段。
    indicators:
      - 一级指标: 1-产出指标
        level2: 11-数量指标
        三级指标: 服务二级单位数
        实施周期指标值: 36个
        annual: 36个
        权重: 10
"""


def test_keys_are_english_or_chinese_freely_mixed() -> None:
    reading = read(TABLE)
    assert reading.problems == []
    (table,) = reading.tables
    (project,) = table.projects
    (indicator,) = project.indicators
    assert table.unit is not None
    assert table.unit.text == "示例学校"
    assert project.label == "机构运行"
    assert [getattr(indicator, name).text for name in ("level1", "level2", "name", "full", "annual", "weight")] == [
        "1-产出指标",
        "11-数量指标",
        "服务二级单位数",
        "36个",
        "36个",
        "10",
    ]
    assert indicator.full is not None
    assert indicator.full.pointer == "/projects/0/indicators/0/full"


def test_money_is_decimal_quoted_or_not() -> None:
    (table,) = read(TABLE).tables
    budget = table.budget
    assert budget is not None
    assert budget.total is not None
    assert budget.total.amount == Decimal("12146.57")
    assert {key: amount.amount for key, amount in budget.sources.items()} == {
        "fiscal": Decimal("7646.57"),
        "special_account": Decimal("4500.00"),
    }
    assert budget.sources["fiscal"].pointer == "/budget/fiscal"


@pytest.mark.parametrize(
    "text", ["036", "是", "1:18", "12.10", "≥95%", "2024-06-30", "0x1F", "1e3", "yes", "~", "null", "1_000"]
)
def test_a_value_keeps_its_exact_text(text: str) -> None:
    assert shown(indicator_of(f"{INDICATOR}full: {text}\n").full) == (text, text)


@pytest.mark.parametrize(
    ("written", "text", "cut"),
    [
        ("'a''b'", "a'b", "a''b"),
        ('"a\\n\\u4e2d"', "a\n中", "a\\n\\u4e2d"),
        ("中文\n          第二行", "中文 第二行", "中文\n          第二行"),
        ("|-\n          第一行\n          第二行", "第一行\n第二行", "第一行\n          第二行"),
        (">-\n          第一行\n          第二行", "第一行 第二行", "第一行\n          第二行"),
        ("!!str 036", "036", "036"),
        ("&anchor 5天\n        note: *anchor", "5天", "5天"),
    ],
)
def test_any_scalar_style(written: str, text: str, cut: str) -> None:
    assert shown(indicator_of(f"{INDICATOR}full: {written}\n").full) == (text, cut)


def test_a_blank_value_is_a_cell_and_an_absent_key_is_none() -> None:
    indicator = indicator_of(f"{INDICATOR}full:\n        annual: ''\n")
    assert indicator.full is not None
    assert (indicator.full.text, indicator.full.span) == ("", (len(INDICATOR) + 5, len(INDICATOR) + 5))
    assert indicator.annual is not None
    assert indicator.annual.blank
    assert indicator.value is None


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024", Moment(2024), Moment(2024)),
        ("2024年-2025年", Moment(2024), Moment(2025)),
        ("2024.07-2025.06", Moment(2024, 7), Moment(2025, 6)),
        ("{start: 2024-01, end: 2025-12}", Moment(2024, 1), Moment(2025, 12)),
        ("{开始: 2024, 结束: 2025}", Moment(2024), Moment(2025)),
    ],
)
def test_a_period_is_a_text_or_a_mapping(written: str, start: Moment, end: Moment) -> None:
    project = project_of(f"projects:\n  - name: 甲\n    period: {written}\n    indicators: []\n")
    assert project.period is not None
    assert project.period.bounds == (start, end)


def test_documents_after_the_first_begin_their_pointers_with_their_index() -> None:
    project = f"{{name: 丙, indicators: [{ROW}]}}"
    reading = read(f"---\n---\nunit: 甲\nprojects: []\n---\nprojects: [{project}]\n")
    assert [table.pointer for table in reading.tables] == ["/1", "/2"]
    cell = reading.tables[1].projects[0].indicators[0].full
    assert cell is not None
    assert cell.pointer == "/2/projects/0/indicators/0/full"


class TestAliases:
    def test_a_list_used_twice_is_one_list_at_its_anchor(self) -> None:
        text = f"projects:\n  - {{name: 甲, indicators: &all [{ROW}]}}\n  - {{name: 乙, indicators: *all}}\n"
        first, second = read(text).tables[0].projects
        assert first.indicators == second.indicators
        assert second.indicators[0].pointer == "/projects/0/indicators/0"

    def test_merge_keys_give_what_the_mapping_itself_does_not(self) -> None:
        text = f"projects:\n  - name: 甲\n    indicators:\n      - &one {ROW}\n      - {{<<: *one, 指标名称: 戊}}\n"
        reading = read(text)
        assert reading.problems == []
        _, second = reading.tables[0].projects[0].indicators
        assert (second.level1 and second.level1.text, second.name and second.name.text) == ("产出", "戊")
        assert second.full is not None
        assert second.full.pointer == "/projects/0/indicators/1/full"

    def test_an_earlier_base_wins(self) -> None:
        text = "x: &a {name: 甲, indicators: []}\ny: &b {name: 乙, code: 7}\nprojects:\n  - <<: [*a, *b]\n"
        (project,) = read(text).tables[0].projects
        assert (project.label, project.code and project.code.text) == ("甲", "7")


def only(text: str) -> Problem:
    (problem,) = read(text).problems
    return problem


class TestWhatDoesNotFit:
    def test_a_missing_field_is_told_at_the_node_that_lacks_it(self) -> None:
        text = "projects:\n  - indicators:\n      - {level1: 产出, full: 5}\n      - level1: 产出\n        name: 丁\n"
        assert told(read(text)) == [
            ("missing-field", "/projects/0/indicators/0", "{level1: 产出, full: 5}"),
            ("missing-field", "/projects/0/indicators/1", "level1: 产出"),
            ("missing-field", "/projects/0", "indicators:"),
        ]

    def test_two_missing_fields_of_one_node_are_two_problems(self) -> None:
        problems = read("projects:\n  - indicators: [{full: 5}]\n    name: 甲\n").problems
        assert [problem.fields["field"] for problem in problems] == ["level1", "name"]

    def test_a_missing_level2_is_no_fault(self) -> None:
        indicator_of(f"{INDICATOR}value: 5\n")

    @pytest.mark.parametrize(
        ("text", "pointer", "standing"),
        [
            (f"{INDICATOR}full: [5]\n", "/projects/0/indicators/0/full", "[5]"),
            ("projects: 无\n", "/projects", "无"),
            ("projects: {name: 甲}\n", "/projects", "{name: 甲}"),
            ("projects:\n  - 甲\n", "/projects/0", "甲"),
            ("projects: []\nbudget: 500\n", "/budget", "500"),
            ("projects: []\nbudget: {total: 约500}\n", "/budget/total", "约500"),
            ("projects: []\nbudget: {total: '1,2146.57'}\n", "/budget/total", "1,2146.57"),
            ("projects: []\nyear: 明年\n", "/year", "明年"),
            ("projects: []\nmoney_unit: 美元\n", "/money_unit", "美元"),
            ("- projects\n", "", "- projects"),
            ("5\n", "", "5"),
        ],
    )
    def test_a_wrong_type(self, text: str, pointer: str, standing: str) -> None:
        assert told(read(text)) == [("wrong-type", pointer, standing)]

    @pytest.mark.parametrize("amount", ["12,146.57", "'-5'", "０．５", "1", ""])
    def test_an_amount(self, amount: str) -> None:
        assert read(f"projects: []\nbudget:\n  total: {amount}\n").problems == []

    @pytest.mark.parametrize("year", ["20024", "1024", "2202年", "''"])
    def test_a_year_that_cannot_be_is_no_wrong_type_and_no_year(self, year: str) -> None:
        (table,) = read(f"projects: []\nyear: {year}\n").tables
        assert table.year is None
        assert read(f"projects: []\nyear: {year}\n").problems == []

    def test_an_unknown_key_names_the_nearest_known_one(self) -> None:
        problem = only(f"{INDICATOR}full: 5\n        指标解: 面积\n")
        assert (problem.key, problem.fields["nearest"], problem.fields["rename"]) == ("unknown-key", "指标解释", True)
        assert at(problem) == (7, 9)

    def test_an_unknown_key_stands_escaped_in_its_pointer(self) -> None:
        problem = only(f"{INDICATOR}full: 5\n        a/b~c: 面积\n")
        assert problem.place.pointer == "/projects/0/indicators/0/a~1b~0c"

    def test_no_fix_where_the_nearest_field_is_there_already(self) -> None:
        problem = only(f"{INDICATOR}full: 5\n        指标名: 面积\n")
        assert (problem.fields["nearest"], problem.fields["rename"]) == ("指标名称", False)

    @pytest.mark.parametrize("second", ["weight: 20", "权重: 20", "分值: 20", "WEIGHT: 20"])
    def test_one_field_twice_keeps_the_first(self, second: str) -> None:
        reading = read(f"{INDICATOR}full: 5\n        weight: 10\n        {second}\n")
        assert told(reading) == [("duplicate-key", "/projects/0/indicators/0/weight", second.split(":", maxsplit=1)[0])]
        weight = reading.tables[0].projects[0].indicators[0].weight
        assert weight is not None
        assert weight.text == "10"

    @pytest.mark.parametrize("other", ["full", "annual", "年度指标值"])
    def test_value_beside_full_or_annual(self, other: str) -> None:
        reading = read(f"{INDICATOR}{other}: 5\n        指标值: 6\n")
        assert told(reading) == [("duplicate-key", "/projects/0/indicators/0/value", "指标值")]


@pytest.mark.parametrize("text", ["", "\n", "# 空\n", "---\n", "---\n---\n", "null\n"])
def test_an_empty_file_is_a_table_without_projects(text: str) -> None:
    reading = read(text)
    assert [table.projects for table in reading.tables] == [[]]
    assert reading.problems == []
