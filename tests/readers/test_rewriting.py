"""An edit of a text is written so that the file reads as intended, in every format and style; nothing else moves."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perflint.finding import Edit, Fix, Place, Safety
from perflint.model import Cell
from perflint.readers.rewriting import replaced
from perflint.testing import mend
from readers.reading import read

SIGNS = "中≥95%人 \u3000，.:#-?,[]{}&*!|>'\"@`\\𠀀=~"
TEXTS = st.text(alphabet=SIGNS, min_size=1, max_size=12)
NEW = st.one_of(st.just(""), st.sampled_from(["≥", "%", "人", ">", "平方米", "- ", ": ", " #", '"', "'", "\\"]), TEXTS)

YAML = """\
projects:
  - name: 校舍维修
    indicators:
      - level1: 产出指标
        name: {}
        full: 前
        note: 后
"""
FLOW = "projects: [{{name: 校舍维修, indicators: [{{level1: 产出指标, name: {}, full: 前, note: 后}}]}}]\n"


def as_block(sign: str) -> Callable[[str], str]:
    def written(text: str) -> str:
        return f"{sign}\n" + "\n".join(f"          {line}" for line in text.split("\n"))

    return written


STYLES: dict[str, tuple[str, Callable[[str], str]]] = {
    "plain": (YAML, str),
    "plain in a flow collection": (FLOW, str),
    "plain over lines": (YAML, lambda text: text.replace(" ", "\n          ")),
    "single": (YAML, lambda text: "'" + text.replace("'", "''") + "'"),
    "double": (YAML, lambda text: json.dumps(text, ensure_ascii=False)),
    "double with escapes": (FLOW, json.dumps),
    "double over lines": (YAML, lambda text: json.dumps(text, ensure_ascii=False).replace("，", "，\\\n          ")),
    "literal": (YAML, as_block("|")),
    "stripped literal": (YAML, as_block("|-")),
    "folded": (YAML, as_block(">")),
    "stripped folded": (YAML, lambda text: as_block(">-")(text.replace(" ", "\n"))),
}


def name_of(text: str, path: str = "data.yaml") -> Cell | None:
    """The name of the only indicator, None where the text reads as something else than was written."""
    reading = read(text, path)
    if len(reading.tables) != 1 or [len(project.indicators) for project in reading.tables[0].projects] != [1]:
        return None
    indicator = reading.tables[0].projects[0].indicators[0]
    others = [cell.text if cell else None for cell in (indicator.level1, indicator.full, indicator.note)]
    return indicator.name if others == ["产出指标", "前", "后"] else None


def edited(cell: Cell, replacements: Sequence[tuple[int, int, str]]) -> str:
    edits = tuple(Edit(Place(cell, start, end), text) for start, end, text in replacements)
    return mend(cell.source.text, [Fix(Safety.SAFE, "改", edits)])


@st.composite
def replacements(draw: st.DrawFn, text: str) -> list[tuple[int, int, str]]:
    """One or two, the second behind the first."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)))
    found = [(cuts[0], cuts[1], draw(NEW))]
    if len(cuts) == 4:
        found.append((cuts[2], cuts[3], draw(NEW)))
    return found


@pytest.mark.parametrize("style", STYLES)
@given(data=st.data())
def test_a_yaml_scalar_of_any_style(style: str, data: st.DataObject) -> None:
    template, write = STYLES[style]
    source = template.format(write(data.draw(TEXTS)))
    cell = name_of(source)
    assume(cell is not None and cell.text)
    assert cell is not None
    wanted = data.draw(replacements(cell.text))
    assume(replaced(cell.text, wanted))
    after = name_of(edited(cell, wanted))
    assert after is not None, "something else has changed"
    assert after.text == replaced(cell.text, wanted)


def test_a_mended_scalar_keeps_no_comma_bare() -> None:
    cell = name_of(FLOW.format("'5,'5"))
    assert cell is not None

    after = edited(cell, [(0, 1, "")])

    assert after == FLOW.format('"5,\'5"')


@pytest.mark.parametrize("dump", [json.dumps, lambda value: json.dumps(value, ensure_ascii=False, indent=2)])
@given(data=st.data())
def test_a_json_string(dump: Callable[[object], str], data: st.DataObject) -> None:
    row = {"level1": "产出指标", "name": data.draw(st.text(min_size=1, max_size=12)), "full": "前", "note": "后"}
    cell = name_of(dump({"projects": [{"name": "校舍维修", "indicators": [row]}]}), "data.json")
    assert cell is not None
    wanted = data.draw(replacements(cell.text))
    after = name_of(edited(cell, wanted), "data.json")
    assert after is not None
    assert after.text == replaced(cell.text, wanted)


@pytest.mark.parametrize(
    ("written", "new", "after"), [("95", "95%", '"95%"'), ("0.5", "0.6", "0.6"), ("true", "是", '"是"')]
)
def test_a_json_number_or_word_becomes_a_string_where_it_must(written: str, new: str, after: str) -> None:
    source = '{"projects": [{"name": "校舍", "indicators": [{"level1": "产出", "name": "率", "full": %s}]}]}'
    full = read(source % written, "data.json").tables[0].projects[0].indicators[0].full
    assert full is not None
    assert edited(full, [(0, len(full.text), new)]) == source % after


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("unit:", "unit: 人"),
        ("unit:   # 单位", "unit: 人   # 单位"),
        ('unit: ""', 'unit: "人"'),
        ("unit: ''   # 单位", "unit: '人'   # 单位"),
    ],
)
def test_an_empty_yaml_text_is_filled(line: str, after: str) -> None:
    source = YAML.format("人数").replace("note: 后", line)
    unit = read(source).tables[0].projects[0].indicators[0].unit
    assert unit is not None
    assert edited(unit, [(0, 0, "人")]) == source.replace(line, after)


@pytest.mark.parametrize(("line", "after"), [("null", '"人"'), ('""', '"人"')])
def test_an_empty_json_text_is_filled(line: str, after: str) -> None:
    source = '{"projects": [{"name": "校舍", "indicators": [{"level1": "产出", "unit": %s, "full": 5}]}]}'
    unit = read(source % line, "data.json").tables[0].projects[0].indicators[0].unit
    assert unit is not None
    assert edited(unit, [(0, 0, "人")]) == source % after


@pytest.mark.parametrize(
    ("line", "old", "new", "after"),
    [
        ("name: 合格率  # 注", "合格", "及时", "name: 及时率  # 注"),
        ("name: '合格''率'", "率", "'度", "name: '合格''''度'"),
        ('name: "合\\u683c率"', "率", '"', 'name: "合\\u683c\\""'),
        ("name: 合格率", "合格率", ">5", 'name: ">5"'),
        ("name: 合格率", "率", ": 率", 'name: "合格: 率"'),
        ('name: 合格"率', "率", ": 率", "name: '合格\": 率'"),
        ("name: 1,000人", "人", "次", "name: 1,000次"),
        ("name: 1,000人", ",", "，", "name: 1，000人"),
        ("name: 1000人", "1", "1,", 'name: "1,000人"'),
        ("name: |\n          合格率\n          高。", "\n高", "", "name: |\n          合格率。"),
        ("name: >\n          合格率\n          高。", " 高", "低", "name: >\n          合格率低。"),
        ("name: >-\n          合格\n          率高", "率", " ", 'name: "合格  高"'),
        ("name: >-\n          >", ">", "≥", "name: >-\n          ≥"),
        ("name: |\n          合格率\n          高", "合格", " ", 'name: " 率\\n高\\n"'),
    ],
)
def test_only_what_must_change_changes(line: str, old: str, new: str, after: str) -> None:
    source = YAML.replace("name: {}", line)
    name = read(source).tables[0].projects[0].indicators[0].name
    assert name is not None
    start = name.text.index(old)
    assert edited(name, [(start, start + len(old), new)]) == YAML.replace("name: {}", after)


def test_a_text_broken_over_lines_and_pages_stays_broken_there() -> None:
    source = """\
项目支出绩效目标表
单位名称：示例学校 单位：万元
项目名称 总计 财政拨款 绩效目标 绩效指标
校舍维修 10.00 10.00
维修校舍，消除隐患。
1、1-产出指标；11-数量指标；维修
面
第 1 页
积；实施周期指标值:5平
米；年度指标值:5平米。
"""
    indicator = read(source, "表.txt").tables[0].projects[0].indicators[0]
    assert indicator.full is not None
    assert indicator.full.text == "5平米"
    assert edited(indicator.full, [(1, 3, "平方米")]) == source.replace("5平\n米", "5平方米\n")
    assert edited(indicator.full, [(3, 3, "左右")]) == source.replace("平\n米", "平\n米左右")
