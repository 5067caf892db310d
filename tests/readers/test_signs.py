"""E009: signs that YAML takes for syntax are read as they were meant, told at their place, and mended by quoting."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perflint.model import Cell, Reading
from perflint.readers import yaml
from perflint.readers.mending import Mended
from perflint.readers.yaml_clean import is_clean
from perflint.readers.yaml_signs import mends
from perflint.readers.yaml_tree import compose
from perflint.text import SourceText
from readers.reading import INDICATOR, LIMITS, at, read, shown, told

ROW = "projects:\n  - name: 校舍维修\n    indicators:\n      - "
FULL = "/projects/0/indicators/0/full"


def mended(text: str) -> str:
    return Mended(text, mends(SourceText("data.yaml", text))).text


def full_of(reading: Reading) -> Cell | None:
    return reading.tables[0].projects[0].indicators[0].full


@pytest.mark.parametrize(
    "value",
    [
        ">90%",
        ">=90%",
        ">5",
        ">5天",
        "|x|",
        "|3",
        "*5",
        "*",
        "&5",
        "&5 天",
        "%5",
        "@张三",
        "!5",
        "! 5",
        "!重要",
        "#5",
        "#1楼",
        "[5",
        "[1,5)",
        "[2024]5号",
        "{X}人",
        "- 5",
        "-",
        "?",
        "? 5",
        "`5`",
        "]5",
        "}5",
        ",5",
        '"合格"率',
        "'5'个",
        '"a" "b"',
        "*nobody 5",
    ],
)
def test_a_value_that_begins_with_a_sign_is_read_as_it_stands(value: str) -> None:
    reading = read(f"{INDICATOR}full: {value}\n        annual: 6\n")
    assert told(reading) == [("unquoted-sign", FULL, value)]
    assert shown(full_of(reading)) == (value, value)
    assert at(reading.problems[0]) == (6, 15)


QUOTED = ['&x "≥5"', "&x  '≥5'", '! "≥5"', "!!str '≥5'", '&x ! "≥5"', '! &x "≥5"', "&x !!str '≥5'"]
"""An anchor that nothing names, and tags: whoever wrote quotes behind them has not forgotten any."""


@pytest.mark.parametrize(
    "value",
    [
        "-5",
        "?5",
        "≥5",
        "<5",
        "5%",
        "5 #注",
        "90%-95%",
        "~",
        "a & b",
        "5*3",
        "'>5'",
        '">5"',
        '"a" # 注',
        "# 待填",
        "#",
        "!!str 036",
        "5，6",
        "|\n          >5\n          a: *b",
        ">-\n          x",
        "|2-\n           x",
        "  # 注",
        ">",
        "|",
        ">+",
        "| # 注\n          x",
        "第一行\n          第二行：>5\n          - 项",
        '"甲\n          >5：乙"',
        "&x 5\n        annual: *x",
        *QUOTED,
    ],
)
def test_what_is_meant_as_syntax_is_left_alone(value: str) -> None:
    text = f"{INDICATOR}full: {value}\n        note: 6\n"
    assert mended(text) == text
    assert [problem.key for problem in read(text).problems] == []


@pytest.mark.parametrize("value", ['&A "智慧"平台', '! "紧急"通知'])
def test_what_stands_before_a_quoted_word_is_text(value: str) -> None:
    text = f"{INDICATOR}full: {value}\n        note: 6\n"
    assert mended(text) == text.replace(value, f"'{value}'")


@pytest.mark.parametrize("value", QUOTED)
def test_what_stands_before_quotes_is_meant_as_syntax_in_brackets_too(value: str) -> None:
    text = f"projects:\n- name: 甲\n  indicators:\n  - {{level1: 产出, name: 丁, full: {value}, annual: {value}}}\n"
    assert mended(text) == text
    assert [problem.key for problem in read(text).problems] == []


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("{level1: 产出, name: 丁, full: 1,346.5}", ["1,346.5"]),
        ("{level1: 产出, name: 丁, full: 12,146.57万元, annual: 1,000}", ["12,146.57万元", "1,000"]),
        ("{level1: 产出, name: 水,电,气, full: 5}", ["水,电,气"]),
        ("{level1: 产出, name: 丁, full: >90%}", [">90%"]),
        ("{level1: 产出, name: 丁, full: #5, annual: 6}", ["#5"]),
        ("{level1: 产出, name: 丁, full: *5, annual: @6}", ["*5", "@6"]),
        ("{level1: 产出, name: 丁, full: -}", ["-"]),
        ('{level1: 产出, name: "满意"率, full: 5}', ['"满意"率']),
        ("{level1：产出，name：丁，full：5}", ["：", "，", "：", "，", "："]),
        ("{level1: 产出，name: 丁，full: 5}", ["，", "，"]),
        ("{level1:　产出, name: 丁, full: 5}", ["　"]),
        ("{level1: 产出,\n         name: 丁, full: 1,000}", ["1,000"]),
    ],
)
def test_in_flow_style(row: str, values: list[str]) -> None:
    reading = read(f"{ROW}{row}\n      - {{level1: 产出, name: 戊, full: 7}}\n")
    assert [(key, cut) for key, _, cut in told(reading)] == [("unquoted-sign", value) for value in values]
    assert len(reading.tables[0].projects[0].indicators) == 2


@pytest.mark.parametrize(
    "row",
    [
        "{level1: 产出, name: 丁, full: ≥5, annual: ≥5}",
        '{level1: 产出, name: "a, b", full: 5}',
        "{level1: 产出, name: 丁,\n         full: -5}",
        "{level1: 产出, name: 目标：丁，戊, full: 5}",
    ],
)
def test_flow_style_that_is_fine(row: str) -> None:
    assert mended(f"{ROW}{row}\n") == f"{ROW}{row}\n"
    assert read(f"{ROW}{row}\n").problems == []


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize("text", [f"{ROW}{{level1: 产出, name: 丁, full: 1:18}}\n", f"{INDICATOR}full:\t1:18\n"])
def test_good_yaml_that_one_parser_refuses_is_read_by_both_and_no_fault(text: str, pure: bool) -> None:
    reading = yaml.read(SourceText("data.yaml", text), LIMITS, pure=pure)
    assert reading is not None
    assert reading.problems == []
    assert shown(full_of(reading)) == ("1:18", "1:18")


@pytest.mark.parametrize(
    ("line", "place", "replacement"),
    [
        ("full：5", "：", ": "),
        ("full： 5", "：", ":"),
        ("年度指标值：5", "：", ": "),
        ("full:　5", "　", " "),
        ("full:\xa05", "\xa0", " "),
        ("full: 　5", " 　", " "),
    ],
)
def test_full_width_signs_where_yaml_needs_its_own(line: str, place: str, replacement: str) -> None:
    reading = read(f"{INDICATOR}{line}\n")
    (problem,) = reading.problems
    assert (problem.key, problem.fields["replacement"]) == ("unquoted-sign", replacement)
    assert told(reading)[0][2] == place
    indicator = reading.tables[0].projects[0].indicators[0]
    assert [cell.text for cell in (indicator.full, indicator.annual) if cell] == ["5"]


def test_indentation_by_ideographic_spaces() -> None:
    reading = read(INDICATOR.rstrip(" ") + "　　　　full: 5\n")
    assert told(reading) == [("unquoted-sign", FULL, "　　　　")]
    assert shown(full_of(reading)) == ("5", "5")


def test_a_block_indented_by_ideographic_spaces() -> None:
    reading = read("projects:\n  - name: 甲\n    goal: |\n　　　通过维修\n    indicators: []\n")
    goal = reading.tables[0].projects[0].goal
    assert goal is not None
    assert goal.text == "通过维修\n"


def test_a_key_that_begins_with_a_sign_is_a_key() -> None:
    reading = read(f"{INDICATOR}full: 5\n        *权重: 5\n")
    assert [(key, cut) for key, _, cut in told(reading)] == [("unknown-key", "*权重"), ("unquoted-sign", "*权重")]


def test_a_value_that_goes_on_below_is_quoted_whole() -> None:
    reading = read(f"{INDICATOR}full: >90%\n          的学校\n        annual: 5\n")
    assert shown(full_of(reading)) == (">90% 的学校", ">90%\n          的学校")


def test_a_number_after_the_sign_is_a_block_header_only_where_a_block_so_deep_follows() -> None:
    meant = read(f"{INDICATOR}full: >5\n          天\n")
    assert [problem.key for problem in meant.problems] == ["unquoted-sign"]
    assert shown(full_of(meant)) == (">5 天", ">5\n          天")
    block = read(f"{INDICATOR}full: >2\n          天\n")
    assert block.problems == []
    assert shown(full_of(block)) == ("天\n", "天\n")


def test_positions_after_a_mend_are_those_of_the_original() -> None:
    reading = read(f"{INDICATOR}full：>90%\n        annual: 约95%\n")
    annual = reading.tables[0].projects[0].indicators[0].annual
    assert shown(annual) == ("约95%", "约95%")
    assert annual is not None
    assert annual.source.position(annual.span.start) == (7, 17)


def test_a_syntax_error_after_a_mend_stands_where_it_is_in_the_original() -> None:
    reading = read(f"{INDICATOR}full：>90%\n        annual: 甲: 乙\n        note: >5\n")
    assert [(problem.key, at(problem)) for problem in reading.problems] == [
        ("syntax-error", (7, 18)),
        ("unquoted-sign", (6, 13)),
        ("unquoted-sign", (6, 14)),
    ]


def test_a_colon_and_space_in_a_value_is_a_syntax_error() -> None:
    assert [problem.key for problem in read(f"{INDICATOR}full: 甲: 乙\n").problems] == ["syntax-error"]


LINES = st.sampled_from(
    [
        "full: 5",
        "full: >5",
        "full：5",
        "goal: |",
        "  text: >5",
        "  正文：",
        "- name: 甲",
        "- {a: 1,2}",
        "{a: b, c: d}",
        "'a': b",
        '"a"b: c',
        "# 注",
        "",
        "x",
        "- - y",
        "full: &a",
        "full: *a",
        "\u3000z: 1",
        "k: 'a",
        "b'",
        "k: [1",
        "2]",
        "k: {a: b} x",
        "k: #5",
        "-",
        "?  x",
        "k:",
    ]
)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(["", "  ", "    ", "      "]), LINES), max_size=10).map(
        lambda lines: [a + b for a, b in lines]
    )
)
def test_the_quick_look_never_passes_over_a_mend(lines: list[str]) -> None:
    """What the one regular expression calls clean, the pass over the lines has nothing to mend in."""
    text = "\n".join(lines) + "\n"
    if is_clean(text):
        assert mends(SourceText("data.yaml", text)) == []


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(["", "  ", "    "]), LINES), max_size=10).map(
        lambda lines: [a + b for a, b in lines]
    )
)
def test_a_mended_text_that_parses_has_nothing_left_to_mend(lines: list[str]) -> None:
    once = mended("\n".join(lines) + "\n")
    assume(compose(once, LIMITS).refused is None)
    assert mended(once) == once
