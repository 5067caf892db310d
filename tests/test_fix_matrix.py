"""Every fix of the catalogue, in every cell that it can be for, however that is written: the text after it, exactly."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from perflint.discovery import Source
from perflint.fixing import Mended, mend
from perflint.linter import Options, Report, lint
from perflint.rule import catalogue

Fields = Mapping[str, str]
RATE = {"level1": "产出指标", "level2": "质量指标", "name": "验收合格率"}
COUNT = {"level1": "产出指标", "level2": "数量指标", "name": "培训人数"}
LIKED = {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "师生满意度"}
AREA = {"level1": "产出指标", "level2": "数量指标", "name": "修缮面积"}


class Case(NamedTuple):
    """A row (or goals) before its fix, and what its cells read as after it."""

    code: str
    before: Fields
    after: Fields
    unsafe: bool = False

    @property
    def name(self) -> str:
        return f"{self.code} {' '.join(f'{key}={text}' for key, text in self.after.items())}"


def both(text: str) -> Fields:
    return {"full": text, "annual": text}


def split(comparator: str, value: str, unit: str) -> Fields:
    return {"comparator": comparator, "value": value, "unit": unit}


CASES = [
    # A missing unit: after the number, or in the row's empty column.
    Case("U002", COUNT | both("≥500"), both("≥500人"), unsafe=True),
    Case("U002", COUNT | {"full": "500以上", "annual": "200"}, {"full": "500人以上", "annual": "200人"}, unsafe=True),
    Case("U002", COUNT | split("≥", "500", ""), split("≥", "500", "人"), unsafe=True),
    Case("U003", RATE | both("≥95"), both("≥95%"), unsafe=True),
    Case("U003", RATE | split("≥", "95", ""), split("≥", "95", "%"), unsafe=True),
    Case("U003", LIKED | {"value": "90～95"}, {"value": "90～95%"}, unsafe=True),
    Case("U004", RATE | both("≥0.95"), both("≥95%"), unsafe=True),
    Case("U004", RATE | both("≥0.95比例"), both("≥95%"), unsafe=True),
    Case("U004", RATE | split("≥", "0.95", "比例"), split("≥", "95", "%"), unsafe=True),
    Case("U004", RATE | split("≥", "0.955", ""), split("≥", "95.5", "%"), unsafe=True),
    Case("U008", {**COUNT, "name": "到账金额"} | both("15万"), both("15万元"), unsafe=True),
    Case("U008", {**COUNT, "name": "苗木单价"} | both("≤28.40/株"), both("≤28.40元/株"), unsafe=True),
    Case("U008", {**COUNT, "name": "到账金额"} | split("≥", "15", "万"), split("≥", "15", "万元"), unsafe=True),
    # A unit in the name.
    Case("U006", {**AREA, "name": "修缮面积（亩）"} | both("20亩"), {"name": "修缮面积"}),
    Case("U006", {**AREA, "name": "修缮面积 (亩)"} | both("20亩"), {"name": "修缮面积"}),
    Case("U006", {**AREA, "name": "修缮面积（亩）"} | split("≥", "20", "亩"), {"name": "修缮面积"}),
    Case("U006", {**AREA, "name": "修缮面积（亩）"} | both("20"), {"name": "修缮面积"} | both("20亩"), unsafe=True),
    # How units are written.
    Case("U011", AREA | both("300平米"), both("300平方米")),
    Case("U011", AREA | {"full": "300平米", "annual": "100㎡"}, {"full": "300平方米", "annual": "100平方米"}),
    Case("U011", AREA | split("≥", "300", "平米"), split("≥", "300", "平方米")),
    Case("U011", {**AREA, "name": "修缮面积（平米）"} | both("300"), {"name": "修缮面积（平方米）"}),
    Case("U011", {**COUNT, "name": "修缮300平米教室数"} | both("5间"), {"name": "修缮300平方米教室数"}),
    Case("U013", RATE | {"value": "95%", "unit": "%"}, {"value": "95", "unit": "%"}),
    Case("U013", RATE | {"value": "95 %", "unit": "%"}, {"value": "95", "unit": "%"}),
    Case("U013", RATE | split("≥", "≥95%", "%"), split("≥", "95", "%")),
    Case("U013", RATE | split("≥", "不低于 95", "%"), split("≥", "95", "%")),
    # Comparators.
    Case("D004", {**COUNT, "name": "发表论文数量"} | both("15篇"), both("≥15篇"), unsafe=True),
    Case("D004", {**COUNT, "name": "发表论文数量"} | split("", "15", "篇"), split("≥", "15", "篇"), unsafe=True),
    Case("D005", LIKED | both("90%"), both("≥90%"), unsafe=True),
    Case("D005", LIKED | both("=90%"), both("≥90%"), unsafe=True),
    Case("D005", LIKED | split("=", "90", "%"), split("≥", "90", "%"), unsafe=True),
    Case("D005", LIKED | split("", "90", "%"), split("≥", "90", "%"), unsafe=True),
    Case("D008", RATE | both("≥100%"), both("100%")),
    Case("D008", RATE | both("≥ 100%"), both("100%")),
    Case("D008", RATE | split("≥", "100", "%"), split("=", "100", "%")),
    Case("D009", RATE | both("≧95%"), both("≥95%")),
    Case("D009", RATE | both(">=95%"), both("≥95%")),
    Case("D009", RATE | split("≧", "95", "%"), split("≥", "95", "%")),
    Case("D010", RATE | both("≥90%以上"), both("≥90%")),
    Case("D010", RATE | both("≥90% 以上"), both("≥90%")),
    Case("D010", RATE | both("不低于85%以上"), both("不低于85%")),
    # Numbers.
    Case("V012", COUNT | both("≥１２００人"), both("≥1200人")),
    Case("V012", COUNT | both("≥1,0000人"), both("≥10000人")),
    Case("V012", RATE | split("≥", "9O", "%"), split("≥", "90", "%")),
    Case("V012", COUNT | both("≥2024,2025人"), both("≥20242025人"), unsafe=True),
    # Goals.
    Case(
        "G008", {"goal": "为师生提供稳定的网 络服务，培训300人。。"}, {"goal": "为师生提供稳定的网络服务，培训300人。"}
    ),
    Case(
        "G008",
        {"annual_goal": "为师生提供稳定的网 络服务，，培训300人。"},
        {"annual_goal": "为师生提供稳定的网络服务，培训300人。"},
    ),
    # Names.
    Case("N001", {**RATE, "name": "验收合格率。"} | both("95%"), {"name": "验收合格率"}),
    Case("N001", {**RATE, "name": "验收合格率 . "} | both("95%"), {"name": "验收合格率 "}),
    Case("N002", {**RATE, "name": "验 收合　格率"} | both("95%"), {"name": "验收合格率"}),
    Case("N002", {**RATE, "name": "设备状态"} | both("运 行正常"), both("运行正常")),
    Case("N002", {**RATE, "name": "设备状态"} | {"value": "运 行正常"}, {"value": "运行正常"}),
    Case("N006", {**COUNT, "name": "指标1：培训人数"} | both("5人"), {"name": "培训人数"}),
    Case("N006", {**COUNT, "name": "★ 培训人数"} | both("5人"), {"name": "培训人数"}),
    Case("N006", {**COUNT, "name": "①培训人数"} | both("5人"), {"name": "培训人数"}),
    Case(
        "N007",
        {**COUNT, "name": "实践（实验)教学[含实训］人数"} | both("5人"),
        {"name": "实践（实验）教学[含实训]人数"},
    ),
    Case("N007", {**COUNT, "name": '“双师"教师人数'} | both("5人"), {"name": "“双师”教师人数"}),
    Case("N007", {**COUNT, "name": '"双师”教师人数'} | both("5人"), {"name": '"双师"教师人数'}),
    Case("N007", {**COUNT, "name": "培训人数"} | both("5人（含教师)"), both("5人（含教师）")),
]


class Format(NamedTuple):
    """A way to write a table of one row: the file's name, and its text."""

    path: str
    write: Callable[[Fields], str]


def yaml(write: Callable[[str], str]) -> Callable[[Fields], str]:
    """A block of keys, the texts written by `write`; goals are the project's."""

    def text(fields: Fields) -> str:
        goals = [f"    {key}: {write(fields[key])}\n" for key in GOALS if key in fields]
        row = "".join(f"        {key}: {write(fields[key])}\n" for key in fields if key not in GOALS)
        rows = f"    indicators:\n      - note: 前\n{row}" if row else "    indicators: []\n"
        return f"projects:\n  - name: 校舍\n{''.join(goals)}{rows}  - name: 后\n    indicators: []\n"

    return text


def flow(fields: Fields) -> str:
    def pairs(keys: list[str]) -> str:
        return ", ".join(f"{key}: {plain(fields[key], ',[]{}')}" for key in keys)

    goals = pairs([key for key in fields if key in GOALS])
    row = pairs([key for key in fields if key not in GOALS])
    rows = f"[{{{row}, note: 后}}]" if row else "[]"
    return f"projects: [{{name: 校舍, {goals}{', ' if goals else ''}indicators: {rows}}}]\n"


def plain(text: str, special: str = "") -> str:
    """Without quotes where that is possible."""
    if not text or text != text.strip() or text[0] in ">\"'[" or any(sign in text for sign in special):
        return double(text)
    return text


def single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def block(header: str) -> Callable[[str], str]:
    """A block scalar; where YAML has none for the text (nothing, or blanks at its start) it is quoted."""
    return lambda text: (
        f"{header}\n          {text}" if text.strip() == text.lstrip() != "" == text[:0] else double(text)
    )


def as_json(dump: Callable[[object], str]) -> Callable[[Fields], str]:
    def text(fields: Fields) -> str:
        row = {key: fields[key] for key in fields if key not in GOALS}
        project = {"name": "校舍", **{key: fields[key] for key in fields if key in GOALS}}
        return dump({"projects": [{**project, "indicators": [row] if row else []}]})

    return text


def layout(width: int) -> Callable[[Fields], str]:
    """The published text, its rows broken every `width` characters; a page ends somewhere among them."""

    def text(fields: Fields) -> str:
        row = ""
        if "name" in fields:
            row = "1、{level1}；{level2}；{name}；实施周期指标值:{full}；年度指标值:{annual}。".format_map(fields)
        lines = [row[at : at + width] for at in range(0, len(row), width)]
        lines[4:4] = ["第 1 页"] if len(lines) > 5 else []
        return "\n".join([*LAYOUT, fields.get("goal", "维修校舍，保障教学。"), *lines, ""])

    return text


LAYOUT = (
    "项目支出绩效目标表",
    "单位名称：示例学校 单位：万元",
    "项目名称 总计 财政拨款 绩效目标 绩效指标",
    "校舍维修 10.00 10.00",
)
GOALS = ("goal", "annual_goal")
FORMATS = {
    "plain": Format("data.yaml", yaml(plain)),
    "single": Format("data.yaml", yaml(single)),
    "double": Format("data.yaml", yaml(double)),
    "escaped": Format("data.yaml", yaml(json.dumps)),
    "literal": Format("data.yaml", yaml(block("|-"))),
    "folded": Format("data.yaml", yaml(block(">-"))),
    "flow": Format("data.yaml", flow),
    "json": Format("data.json", as_json(lambda value: json.dumps(value, ensure_ascii=False, indent=1))),
    "escaped json": Format("data.json", as_json(json.dumps)),
}
LAYOUTS = {f"text, {width} a line": Format("表.txt", layout(width)) for width in (200, 11, 7, 5)}
FIELDS = ("level1", "level2", "name", "full", "annual", "value", "comparator", "unit")


def mended(case: Case, format: Format) -> tuple[str, Mended | None]:
    """The text before, and what the rule's fix makes of it."""
    text = format.write(case.before)

    def judge(source: Source) -> Report:
        return lint([], Options(select=(case.code,)), stdin=source)

    return text, next(mend(judge(Source(format.path, text.encode())), judge, unsafe=case.unsafe), None)


def cells(text: str, path: str) -> dict[str, str]:
    """The texts of the first project's goals and of its row."""
    report = lint([], Options(select=("E002",)), stdin=Source(path, text.encode()))
    project = report.tables[0].projects[0]
    held = {field: getattr(project, field) for field in GOALS}
    held |= {field: getattr(row, field) for row in project.indicators for field in FIELDS}
    return {field: cell.text for field, cell in held.items() if cell is not None}


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_text_after_the_fix(case: Case, format: Format) -> None:
    text, one = mended(case, format)
    before = cells(text, format.path)
    assert before == case.before, "the case is not written as it is meant"
    assert one is not None
    assert one.refused == ()
    assert cells(one.text, format.path) == {**case.before, **case.after}


@pytest.mark.parametrize("format", LAYOUTS.values(), ids=list(LAYOUTS))
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_text_after_the_fix_in_the_published_layout(case: Case, format: Format) -> None:
    if not is_kept(case.before, format):
        return
    _, one = mended(case, format)
    assert one is not None
    assert one.refused == ()
    assert shown(one.text) == shown(format.write({**case.before, **case.after}))
    assert "第 1 页" in one.text or "第 1 页" not in one.source.text


def is_kept(fields: Fields, format: Format) -> bool:
    """Whether the layout has such fields and gives the texts back: blanks at a line's end are lost."""
    if "annual_goal" in fields or "value" in fields:
        return False
    read = cells(format.write(fields), format.path)
    return {key: read.get(key) for key in fields} == fields


def shown(text: str) -> str:
    """A text without line breaks and page numbers, which only move apart."""
    return "".join(line for line in text.splitlines() if line != "第 1 页")


def test_the_layout_gives_most_cases_back() -> None:
    counts = [sum(is_kept(case.before, format) for case in CASES) for format in LAYOUTS.values()]
    assert min(counts) > 20, counts


def test_a_unit_goes_from_the_name_into_the_row_s_empty_column() -> None:
    """Not where the column is empty in the whole table: there the template wants units in names."""
    row = "      - {level1: 产出指标, name: 修缮面积（亩）, value: '20', unit: }\n"
    other = "      - {level1: 产出指标, name: 修缮教室数, value: '20', unit: 间}\n"
    text = f"projects:\n  - name: 校舍\n    indicators:\n{row}{other}"

    def judge(source: Source) -> Report:
        return lint([], Options(select=("U006",)), stdin=source)

    [one] = mend(judge(Source("data.yaml", text.encode())), judge, unsafe=True)
    assert one.text == text.replace("（亩）", "").replace("unit: }", "unit: 亩 }")
    assert not list(mend(judge(Source("data.yaml", text.replace(other, "").encode())), judge, unsafe=True))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_nothing_is_done_unasked(case: Case) -> None:
    """An unsafe fix is none without --unsafe-fixes; a safe one is."""
    if case.unsafe:
        assert mended(case._replace(unsafe=False), FORMATS["double"])[1] is None


def test_every_rule_with_a_fix_is_in_the_matrix() -> None:
    """E005 and E009 mend no text: their own tests are in test_input_rules. M001 to M003 mend comments."""
    fixable = {code for code, rule in catalogue().rules.items() if rule.fix}
    assert fixable - {"E005", "E009", "M001", "M002", "M003"} == {case.code for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_safety_is_that_of_the_catalogue(case: Case) -> None:
    declared = catalogue().rules[case.code].fix
    assert declared in ("mixed", "unsafe" if case.unsafe else "safe")


SYNTAX = [
    ("E009", "full: >90%", 'full: ">90%"'),
    ("E009", "full: >5", 'full: ">5"'),
    ("E009", "full: %5   # 注", 'full: "%5"   # 注'),
    ("E009", "full: '5'个", "full: \"'5'个\""),
    ("E009", 'full: "5"个', "full: '\"5\"个'"),
    ("E009", "full：5个", "full: 5个"),
    ("E009", "full:　5个", "full: 5个"),
    ("E009", "full: [5]个", 'full: "[5]个"'),
    ("E005", "ful: 5个", "full: 5个"),
    ("E005", "'年度指标植': 5个", "'年度指标值': 5个"),
]


@pytest.mark.parametrize(("code", "line", "after"), SYNTAX)
def test_keys_and_signs_of_yaml(code: str, line: str, after: str) -> None:
    text = f"projects:\n  - name: 校舍\n    indicators:\n      - level1: 产出指标\n        name: 数\n        {line}\n"
    assert whole(code, "data.yaml", text) == text.replace(line, after)


@pytest.mark.parametrize(
    ("code", "row", "after"),
    [
        ("E009", "{name: 数, full: 1,346.5平方米}", '{name: 数, full: "1,346.5平方米"}'),
        ("E009", "{name: 数，full: 5个}", "{name: 数, full: 5个}"),
        ("E009", "{name：数, full: 5个}", "{name: 数, full: 5个}"),
        ("E005", "{nmae: 数, full: 5个}", "{name: 数, full: 5个}"),
    ],
)
def test_keys_and_signs_of_yaml_in_a_flow_collection(code: str, row: str, after: str) -> None:
    text = f"projects:\n  - name: 校舍\n    indicators:\n      - {row}\n"
    assert whole(code, "data.yaml", text) == text.replace(row, after)


def test_a_key_of_json() -> None:
    text = '{"projects": [{"name": "校舍", "indicators": [{"level1": "产出指标", "name": "数", "ful": 5}]}]}\n'
    assert whole("E005", "data.json", text) == text.replace('"ful"', '"full"')


def whole(code: str, path: str, text: str) -> str:
    """The text with all fixes of a rule made."""

    def judge(source: Source) -> Report:
        return lint([], Options(select=(code,)), stdin=source)

    [one] = mend(judge(Source(path, text.encode())), judge, unsafe=code == "E005")
    assert one.refused == ()
    assert judge(Source(path, one.after)).findings == ()
    return one.text
