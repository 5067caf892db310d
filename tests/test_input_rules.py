"""What the rules of input say: the words of the cell, what to write, the fix, and what an alias does not repeat."""

from __future__ import annotations

import pytest

from perflint.finding import Finding, Safety
from perflint.linter import Options, lint_text
from perflint.testing import mend

HEAD = "projects:\n  - name: 校舍维修\n    indicators:\n      - level1: 产出指标\n        name: 维修面积\n        "


def findings(text: str, select: str = "E", name: str = "data.yaml") -> tuple[Finding, ...]:
    return lint_text(text, name, Options(select=(select,))).findings


def only(text: str, select: str = "E", name: str = "data.yaml") -> Finding:
    (finding,) = findings(text, select, name)
    return finding


@pytest.mark.parametrize(
    ("line", "message", "help", "column"),
    [
        (
            "full: 甲: 乙",
            "“full: 甲: 乙”里多了一个英文冒号，分不清哪里是内容",
            "内容里有英文冒号加空格时，整个内容要加英文双引号；也可以改用全角冒号“：”",
            16,
        ),
        ("full:5", "“full:5”的英文冒号后面缺少空格", "在冒号后面加一个空格", 13),
        (
            'full: "5',
            '“full: "5”里的引号没有配对',
            "在内容末尾补上同样的引号；内容里本来就有引号的，外面换用另一种引号",
            15,
        ),
        (
            "full: {a: 5",
            "“full: {a: 5”里的括号没有配对，或者中间缺少英文逗号",
            "补上对应的 } 或 ]；各项之间用英文逗号隔开；内容里有括号、逗号的要加英文双引号",
            15,
        ),
        (
            "  full: 5",
            "“full: 5”的缩进与上面各行对不齐",
            "同一级的键左边对齐，下一级多缩进两个空格，列表的每一项以“- ”开头",
            11,
        ),
        (
            "full 5",
            "“full 5”不是“键: 值”，缺少英文冒号",
            "写成“键: 值”，冒号是英文的，后面有一个空格；如果是上一行的续行，要比上一行的键缩进更多",
            9,
        ),
        (
            'full: "\\q"',
            "“\\q”不是有效的转义写法",
            "双引号里的反斜杠要写成两个，或者改用单引号；表情等字符请直接输入",
            16,
        ),
    ],
)
def test_a_syntax_error_says_what_and_how_to_mend_it(line: str, message: str, help: str, column: int) -> None:
    finding = only(f"{HEAD}{line}\n", "E002")
    assert (finding.message, finding.help) == (message, help)
    assert finding.place.source.position(finding.place.span.start) == (6, column)
    assert finding.place.pointer is None


def test_an_open_quote_that_ends_lines_below_is_told_where_it_opens() -> None:
    finding = only(f'{HEAD}full: "5\n        note: "说明"\n', "E002")
    assert finding.message == '“full: "5”里的引号没有配对'
    assert finding.place.source.position(finding.place.span.start) == (6, 15)


def test_an_open_bracket_at_the_end_of_the_file() -> None:
    finding = only(f"{HEAD}full: [5,\n", "E002")
    assert finding.place.source.position(finding.place.span.start) == (6, 15)


def test_a_missing_field_names_key_and_title_and_the_project() -> None:
    finding = only("projects:\n  - name: 甲\n    indicators:\n      - {name: 乙, full: 5}\n", "E003")
    assert finding.message == "缺少“一级指标”（level1）"
    assert finding.help == "补上“level1: …”一行，键名也可以写“一级指标”"
    assert (finding.project, finding.indicator, finding.place.pointer) == ("甲", "乙", "/projects/0/indicators/0")


def test_missing_values_name_all_three() -> None:
    finding = only("projects:\n  - name: 甲\n    indicators:\n      - {level1: 产出, name: 乙}\n", "E003")
    assert finding.message == "没有指标值：“实施周期指标值”、“年度指标值”、“指标值”一个也没写"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD}full: [5]\n", "“实施周期指标值”应当是一段文字，写成了一个列表"),
        ("projects: 无\n", "“项目”应当是一个列表，写成了文字"),
        ("projects: []\nbudget: 5\n", "“合计”应当是一组“键: 值”，写成了文字"),
        ("projects: []\nbudget: {total: 约5}\n", "“总计”写的是“约5”，不是数字"),
        ("projects: []\nmoney_unit: 美元\n", "“金额单位”写的是“美元”"),
        ("projects: []\nyear: 明年\n", "“年度”写的是“明年”，不是年份"),
        ("- a\n", "整个文件应当是一组“键: 值”，写成了一个列表"),
    ],
)
def test_a_wrong_type_says_what_is_there_and_what_belongs_there(text: str, message: str) -> None:
    assert only(text, "E004").message == message


def test_an_unknown_key_is_renamed_by_an_unsafe_fix() -> None:
    text = f"{HEAD}full: 5\n        指标解: 面积\n"
    finding = only(text, "E005")
    assert finding.message == "不认识“指标解”这个键，这一项没有被检查；是不是想写“指标解释”"
    assert finding.fix is not None
    assert finding.fix.safety is Safety.UNSAFE
    assert mend(text, [finding.fix]) == text.replace("指标解:", "指标解释:")


def test_a_quoted_unknown_key_keeps_its_quotes() -> None:
    text = '{"projects": [{"nmae": "甲", "indicators": []}]}'
    finding = only(text, "E005", "data.json")
    assert finding.fix is not None
    assert mend(text, [finding.fix]) == text.replace("nmae", "name")


def test_a_duplicate_key_points_to_the_first() -> None:
    finding = only(f"{HEAD}full: 5\n        权重: 10\n        分值: 20\n", "E006")
    assert finding.message == "“分值”重复了：前面已经写过“权重”"
    (related,) = finding.related
    assert related.place.source.position(related.place.span.start) == (7, 9)


@pytest.mark.parametrize("indicators", ["indicators:", "indicators: []", "indicators: ~"])
def test_a_project_without_indicators_silences_what_would_say_the_same(indicators: str) -> None:
    found = findings(f"projects:\n  - name: 甲\n    goal: 维修三栋校舍，消除安全隐患。\n    {indicators}\n", "[ES]*")
    assert [(finding.code, finding.message) for finding in found] == [("E007", "项目“甲”一条绩效指标也没有")]


@pytest.mark.parametrize(
    ("line", "message", "mended"),
    [
        ("full: >90%", "“>90%”没有加引号，YAML 会把“>”当成语法，读成别的内容或者读不出来", 'full: ">90%"'),
        ('full: "合格"率', '“"合格"率”在引号后面还有文字，YAML 读不出来', "full: '\"合格\"率'"),
        ("full：5", "“full”后面是全角冒号，YAML 认不出这是一个键", "full: 5"),
        ("full:　5", "这里是全角空格或不间断空格，YAML 不当作空格", "full: 5"),
    ],
)
def test_an_unquoted_sign_is_mended_by_a_safe_fix(line: str, message: str, mended: str) -> None:
    finding = only(f"{HEAD}{line}\n", "E009")
    assert finding.message == message
    assert finding.fix is not None
    assert finding.fix.safety is Safety.SAFE
    assert mend(f"{HEAD}{line}\n", [finding.fix]) == f"{HEAD}{mended}\n"
    assert findings(f"{HEAD}{mended}\n") == ()
    assert (finding.project, finding.indicator) == ("校舍维修", "维修面积")


def test_checks_run_on_what_was_meant() -> None:
    assert [finding.message for finding in findings(f"{HEAD}full: >90平方\n        annual：>80平方\n", "E009")] == [
        "“>90平方”没有加引号，YAML 会把“>”当成语法，读成别的内容或者读不出来",
        "“annual”后面是全角冒号，YAML 认不出这是一个键",
        "“>80平方”没有加引号，YAML 会把“>”当成语法，读成别的内容或者读不出来",
    ]


ALIASES = """\
projects:
  - name: 甲
    indicators: &all
      - &one {level1: 产出指标, name: &name 面积**, full: &value XX平方米, annual: *value}
      - {<<: *one, level2: 数量指标}
  - name: 乙
    indicators: *all
  - name: 丙
    indicators: [{level1: 产出指标, name: *name, full: *value}]
"""


def test_what_aliases_repeat_is_judged_once_at_its_anchor() -> None:
    found = findings(ALIASES, "S013")
    assert [(finding.place.pointer, finding.place.source.cut(finding.place.span)) for finding in found] == [
        ("/projects/0/indicators/0/name", "**"),
        ("/projects/0/indicators/0/full", "XX"),
    ]
    assert all(finding.related == () for finding in found)
