"""Tables to a data file: every text reads back exactly, and is quoted only where it has to be."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from perflint.discovery import Source
from perflint.linter import Options, Run
from perflint.model import Table
from perflint.readers import read
from perflint.writer import scalar, write

AWKWARD = [
    "",
    " ",
    " 前有空格",
    "后有空格 ",
    "036",
    "是",
    "yes",
    "No",
    "null",
    "~",
    "1:18",
    "12.10",
    "1e3",
    "0x1F",
    "2024-06-30",
    "<<",
    "=",
    ">90%",
    "%5",
    "@张三",
    "`x`",
    "-5",
    "- a",
    "?",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#5",
    "[1]",
    "{a}",
    "*a",
    "&a",
    "!a",
    "|",
    "|-",
    "'单'",
    '"双"',
    """'"混\\合""",
    "“中文”",
    "a\tb",
    "a\nb",
    "\n",
    "a\n",
    "a\n\n",
    "\na",
    "a\n b\n\nc",
    "a\n  \nb",
    " a\nb",
    "a\r\nb",
    "a\u2028b",
    "a\x85b",
    "a\x00b",
    "\ufeffa",
    "𠀀😀",
    "---",
    "...",
    "≥95%",
    "名称：值",
    "a\u3000",
    "\u3000a",
    "a, b",
    "1,346.5",
    "C:\\路径",
]


def table(document: str) -> Table:
    """The table of a data file, by perflint's own reader."""
    result = read(Source("data.yaml", document.encode("utf-8", "surrogatepass")), Run(Options()).settings)
    assert result is not None
    assert result.problems == []
    (only,) = result.tables
    return only


def with_goal(text: str) -> Table:
    read_table = table(
        "projects:\n  - name: 项目\n    goal: x\n    indicators:\n      - {level1: 产出, name: 名, value: 1}\n"
    )
    goal = read_table.projects[0].goal
    assert goal is not None
    goal.text = text
    return read_table


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text("a是 \n:#-'\"|>%@0.1", max_size=12)


@settings(max_examples=200)
@given(TEXTS)
@example("a\n\n b")
def test_any_text_reads_back_exactly_by_perflint_and_by_ruamel(text: str) -> None:
    document = write([with_goal(text)])
    goal = table(document).projects[0].goal
    assert goal is not None
    assert goal.text == text
    assert YAML(typ="safe", pure=True).load(document)["projects"][0]["goal"] == text


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_read_back_exactly(text: str) -> None:
    document = write([with_goal(text)])
    goal = table(document).projects[0].goal
    assert goal is not None
    assert goal.text == text
    for pure in (True, False):
        assert YAML(typ="safe", pure=pure).load(document)["projects"][0]["goal"] == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("≥95%", "≥95%"),
        ("是", "是"),
        ("名称：值", "名称：值"),
        ("<5%", "<5%"),
        ("提高“双师”比例", "提高“双师”比例"),
        ("15", "'15'"),
        ("2024-06-30", "'2024-06-30'"),
        ("yes", "'yes'"),
        ("", "''"),
        (">90%", "'>90%'"),
        ("-5", "'-5'"),
        ("it's: so", '"it\'s: so"'),
        ("a\tb", '"a\\tb"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("half \ud83d", '"half \ufffd"'),
    ],
)
def test_quotes_only_where_needed(text: str, written: str) -> None:
    assert scalar(text) == written


FULL = """\
unit: 甲县水利局
year: 2024
money_unit: 万元
budget:
  total: 150.00
  fiscal: 150.00
projects:
  - name: 渠道维修
    code: '0036'
    kind: 一般性项目
    period:
      start: 2024-01
      end: 2025-12
    budget:
      total: 150.00
      fiscal: 150.00
      annual: 80.00
    goal: |-
      1.修好渠道；
      2.按时放水。
    annual_goal: 修好一半。
    indicators:
      - level1: 产出指标
        level2: 数量指标
        name: 渠道维修长度
        comparator: ≥
        value: '12'
        unit: 公里
        weight: '20'
        scoring: ''
      - level1: 效益指标
        name: 受益户数
        full: ≥300户
        annual: ≥150户
  - name: 另一个
    period: 2024
    indicators: []
"""


def test_a_written_table_is_written_the_same_again() -> None:
    assert write([table(FULL.replace("period: 2024\n", "period: '2024'\n"))]) == FULL.replace(
        "period: 2024\n", "period: '2024'\n"
    )


def test_chinese_keys_read_back_to_the_same_table() -> None:
    chinese = write([table(FULL)], "zh")
    assert chinese.startswith(
        "单位名称: 甲县水利局\n年度: 2024\n金额单位: 万元\n合计:\n  总计: 150.00\n  财政拨款: 150.00\n项目:\n"
    )
    assert "\n    实施周期:\n      开始: 2024-01\n" in chinese
    assert write([table(chinese)]) == write([table(FULL)])


def test_amounts_lose_their_separators_and_keep_their_decimals() -> None:
    read_table = table(FULL.replace("total: 150.00\n  fiscal", 'total: "12,150.50"\n  fiscal'))
    assert read_table.budget is not None
    assert read_table.budget.total is not None
    assert read_table.budget.total.amount == Decimal("12150.50")
    assert "  total: 12150.50\n" in write([read_table])


def test_a_year_that_only_the_caller_knows() -> None:
    read_table = table("projects:\n  - name: 项目\n    indicators:\n      - {level1: 产出, name: 名, value: 1}\n")
    assert "year" not in write([read_table])
    read_table.year = 2024
    assert write([read_table]).startswith("year: 2024\n")


def test_several_tables_are_several_documents() -> None:
    assert write([table(FULL), table(FULL)]).count("---\n") == 1
    assert write([]) == ""
