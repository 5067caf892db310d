"""The published plain-text layout: what is read from it, where it stands, and what is said where it breaks."""

import re
from decimal import Decimal

import pytest
from generator import SHARED, generate
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.model import Cell, Indicator, Problem, Project, Reading, Table
from perflint.readers.layout import is_layout, read
from perflint.rule import Settings, catalogue
from perflint.text import SourceText

HEAD = """\
项目支出绩效目标表（含转移支付项目）
单位名称：甲县水利局 单位：万元

项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标

"""
TOTALS = "甲县水利局 1,150.00 1,100.00 50.00\n\n"
CANAL = """\
甲县灌区渠道维修

项目
1,100.00 1,100.00

1.修好灌区的渠道，让农户

按时用水；2.新 建闸门。

1、1-产出指标；11-数量指标；渠道维修长度（公里）；实施周期指标值:12公

里；年度指标值:12公里。2、1-产出指标；12-质量指标；提高用水保证率。；

实施周期指标值:＜20

；年度指标值:＜20

。3

、3-满意度指标；31-服务对象满意度；农户满意度；实施周期指标值:≥90%；

年度指标值:≥90%。

"""
DAM = """\
2024年水库除险 50.00 50.00

消除隐患，保障安全

。

1、1-产出指标；11-数量指标；除险水库；实施周期指标值:2座；年度指标

值:1座。
"""
TABLE = HEAD + TOTALS + CANAL + DAM


def reading(text: str) -> Reading:
    return read(SourceText("表.txt", text), {})


def table(text: str) -> Table:
    (only,) = reading(text).tables
    return only


def texts(indicator: Indicator) -> tuple[str | None, ...]:
    cells = (indicator.level1, indicator.level2, indicator.name, indicator.full, indicator.annual)
    return tuple(cell.text if cell else None for cell in cells)


def broken(text: str) -> list[tuple[int, str | None, str, str]]:
    """Line, pointer, what was expected and what was found, of every place that breaks the layout."""
    return [
        (
            problem.place.source.position(problem.place.span.start).line,
            problem.place.pointer,
            _expected(problem),
            str(problem.fields["found"]),
        )
        for problem in reading(text).problems
        if problem.key == "broken-layout"
    ]


def _expected(problem: Problem) -> str:
    """In the words of the rule that speaks of it."""
    rule = catalogue().named(problem.key)
    [fault] = rule.check(problem, Settings({}, None, rule.texts))
    return str(fault.fields["expected"])


def cells(node: Table) -> list[Cell]:
    found = [node.unit, node.money_unit, node.year_cell]
    for owner in (node, *node.projects):
        if owner.budget:
            found += [owner.budget.total, *owner.budget.sources.values()]
    for project in node.projects:
        found += [project.name, project.goal]
        for indicator in project.indicators:
            found += [getattr(indicator, name) for name in ("level1", "level2", "name", "full", "annual", "value")]
    return [cell for cell in found if cell is not None]


class TestWhatIsRead:
    def test_unit_and_its_totals(self) -> None:
        read_table = table(TABLE)
        assert read_table.unit is not None
        assert read_table.unit.text == "甲县水利局"
        assert read_table.money_unit is not None
        assert read_table.money_unit.text == "万元"
        assert read_table.year is None
        assert read_table.budget is not None
        assert read_table.budget.total is not None
        assert read_table.budget.total.text == "1,150.00"
        assert read_table.budget.total.amount == Decimal("1150.00")
        assert {key: amount.text for key, amount in read_table.budget.sources.items()} == {
            "fiscal": "1,100.00",
            "special_account": "50.00",
        }

    def test_lines_are_joined_and_nothing_else_is_changed(self) -> None:
        canal, dam = table(TABLE).projects
        assert canal.label == "甲县灌区渠道维修项目"
        assert canal.goal is not None
        assert canal.goal.text == "1.修好灌区的渠道，让农户按时用水；2.新 建闸门。"
        assert [texts(indicator) for indicator in canal.indicators] == [
            ("1-产出指标", "11-数量指标", "渠道维修长度（公里）", "12公里", "12公里"),
            ("1-产出指标", "12-质量指标", "提高用水保证率。", "＜20", "＜20"),
            ("3-满意度指标", "31-服务对象满意度", "农户满意度", "≥90%", "≥90%"),
        ]
        assert dam.label == "2024年水库除险"
        assert dam.goal is not None
        assert dam.goal.text == "消除隐患，保障安全。"
        assert [texts(indicator) for indicator in dam.indicators] == [
            ("1-产出指标", "11-数量指标", "除险水库", "2座", "1座")
        ]

    def test_amounts_of_projects(self) -> None:
        canal, dam = table(TABLE).projects
        assert canal.total == Decimal("1100.00")
        assert dam.total == Decimal("50.00")
        assert canal.budget is not None
        assert dam.budget is not None
        assert list(canal.budget.sources) == ["fiscal"]
        assert list(dam.budget.sources) == ["special_account"]

    def test_nothing_but_the_inferred_funds_is_said(self) -> None:
        (problem,) = reading(TABLE).problems
        assert problem.key == "inferred-funds"
        assert problem.place.pointer == "/projects/1/budget"
        assert problem.fields == {"kind": "moved", "moved": ["“2024年水库除险”是财政专户拨款"], "main": "财政拨款"}

    def test_pointers_are_those_of_a_data_file(self) -> None:
        canal = table(TABLE).projects[0]
        assert canal.indicators[1].annual is not None
        assert canal.indicators[1].annual.pointer == "/projects/0/indicators/1/annual"
        assert canal.goal is not None
        assert canal.goal.pointer == "/projects/0/goal"
        assert canal.budget is not None
        assert canal.budget.sources["fiscal"].pointer == "/projects/0/budget/fiscal"

    def test_a_table_has_its_title_and_heads_as_its_place(self) -> None:
        read_table = table(TABLE)
        assert read_table.source.cut(read_table.span).startswith("项目支出绩效目标表")
        assert read_table.source.cut(read_table.span).endswith("绩效指标")


class TestWhereItStands:
    def test_a_cell_on_one_line(self) -> None:
        unit = table(TABLE).unit
        assert unit is not None
        assert unit.source.position(unit.locate(0, None).start) == (2, 6)

    def test_a_part_of_a_cell_after_a_line_break(self) -> None:
        name = table(TABLE).projects[0].name
        assert name is not None
        place = name.locate(name.text.index("项目"), None)
        assert name.source.position(place.start) == (10, 1)
        assert name.source.cut(place) == "项目"

    def test_a_part_across_a_line_break_takes_the_break_in(self) -> None:
        full = table(TABLE).projects[0].indicators[0].full
        assert full is not None
        assert full.source.cut(full.locate(2, 4)) == "公\n\n里"

    def test_an_empty_value_stands_behind_its_label(self) -> None:
        annual = table(TABLE.replace("年度指标值:12公里", "年度指标值:")).projects[0].indicators[0].annual
        assert annual is not None
        assert annual.text == ""
        assert annual.source.text[: annual.span.start].endswith("年度指标值:")


class TestOtherTables:
    def test_one_fund_column(self) -> None:
        text = TABLE.replace(" 财政拨款 财政专户拨款 其他资金", "").replace("1,100.00 1,100.00", "1,100.00")
        text = text.replace("50.00 50.00", "50.00").replace("1,150.00 1,100.00 50.00", "1,150.00")
        assert [project.total for project in table(text).projects] == [Decimal("1100.00"), Decimal("50.00")]
        assert reading(text).problems == []

    def test_a_lone_source_column_is_total_and_source(self) -> None:
        text = TABLE.replace("总计 财政拨款 财政专户拨款 其他资金", "财政拨款").replace("1,100.00 1,100.00", "1,100.00")
        text = text.replace("50.00 50.00", "50.00").replace("1,150.00 1,100.00 50.00", "1,150.00")
        canal = table(text).projects[0]
        assert canal.total == Decimal("1100.00")
        assert canal.budget is not None
        assert canal.budget.sources["fiscal"].amount == Decimal("1100.00")
        assert reading(text).problems == []

    def test_no_totals_row(self) -> None:
        read_table = table(HEAD + CANAL + DAM)
        assert read_table.budget is None
        assert [project.label for project in read_table.projects] == ["甲县灌区渠道维修项目", "2024年水库除险"]
        (problem,) = reading(HEAD + CANAL + DAM).problems
        assert (problem.key, problem.fields["kind"]) == ("inferred-funds", "no-totals")

    def test_totals_under_another_name(self) -> None:
        assert len(table(TABLE.replace(TOTALS, "合计 1,150.00 1,100.00 50.00\n")).projects) == 2

    def test_the_units_name_comes_from_the_totals_where_the_unit_line_has_none(self) -> None:
        unit = table(TABLE.replace("单位名称：甲县水利局 ", "")).unit
        assert unit is not None
        assert unit.text == "甲县水利局"

    def test_amounts_without_separators_and_zero(self) -> None:
        text = (
            TABLE.replace("1,1", "11")
            .replace("50.00 50.00", "0.00")
            .replace("1150.00 1100.00 50.00", "1100.00 1100.00")
        )
        canal, dam = table(text).projects
        assert (canal.total, dam.total) == (Decimal("1100.00"), Decimal("0.00"))
        assert dam.label == "2024年水库除险"
        assert dam.budget is not None
        assert dam.budget.sources == {}

    def test_every_column_filled(self) -> None:
        text = TABLE.replace("1,150.00 1,100.00 50.00", "1,150.00 1,100.00 50.00 0.00")
        text = text.replace("1,100.00 1,100.00\n", "1,100.00 1,100.00 0.00 0.00\n").replace(
            "50.00 50.00", "50.00 - 50.00 -"
        )
        canal, dam = table(text).projects
        assert canal.budget is not None
        assert list(canal.budget.sources) == ["fiscal", "special_account", "other"]
        assert dam.budget is not None
        assert {key: amount.text for key, amount in dam.budget.sources.items()} == {"special_account": "50.00"}
        assert reading(text).problems == []

    @pytest.mark.parametrize("unit", ["元", "千元", "亿元"])
    def test_other_money_units(self, unit: str) -> None:
        cell = table(TABLE.replace("单位：万元", f"金额单位：{unit}")).money_unit
        assert cell is not None
        assert cell.text == unit

    def test_the_year_of_the_title(self) -> None:
        read_table = table(TABLE.replace("项目支出", "2023年度项目支出", 1))
        assert read_table.year == 2023
        assert read_table.year_cell is not None
        assert read_table.year_cell.pointer == "/year"

    def test_a_year_before_the_amounts_belongs_to_the_name(self) -> None:
        text = TABLE.replace("2024年水库除险 50.00 50.00", "水库除险 2024 50.00 50.00")
        assert table(text).projects[1].label == "水库除险 2024"

    def test_heads_broken_over_lines(self) -> None:
        heads = "项目名称（资金使\n用单位） 总计\n财政拨\n款 财政专户拨款 其他资金 绩效目标\n绩效指标"
        text = TABLE.replace("项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标", heads)
        assert table(text).projects[1].budget is not None
        assert [problem.key for problem in reading(text).problems] == ["inferred-funds"]

    def test_one_value_column(self) -> None:
        text = re.sub(r"实施周期指标值:[^；]*；\s*", "", TABLE).replace("年度指标\n\n值", "年度指标值")
        indicators = table(text.replace("年度指标值", "指标值")).projects[0].indicators
        assert [indicator.value.text for indicator in indicators if indicator.value] == ["12公里", "＜20", "≥90%"]
        assert broken(text.replace("年度指标值", "指标值")) == []

    def test_full_width_colons_and_levels_without_codes(self) -> None:
        text = re.sub(r"(\d、)\d-", r"\1", TABLE)
        text = re.sub(r"；\d\d-", "；", text).replace("指标值:", "指标值：")
        assert texts(table(text).projects[1].indicators[0]) == ("产出指标", "数量指标", "除险水库", "2座", "1座")

    def test_a_full_stop_inside_the_last_value(self) -> None:
        text = TABLE.replace("年度指标值:≥90%。", "年度指标值:明显提高。\n持续改善。")
        canal, dam = table(text).projects
        assert texts(canal.indicators[2])[-1] == "明显提高。持续改善"
        assert dam.label == "2024年水库除险"

    def test_a_name_that_ends_with_a_full_stop(self) -> None:
        text = TABLE.replace("2024年水库除险 50.00", "2024年水库除险。\n50.00")
        assert [project.label for project in table(text).projects] == ["甲县灌区渠道维修项目", "2024年水库除险。"]

    def test_a_project_without_goal_and_indicators(self) -> None:
        text = TABLE.replace(DAM, f"堤防检修 0.00\n\n{DAM}").replace("堤防检修 0.00", "堤防检修 0.00 0.00")
        _, dyke, dam = table(text).projects
        assert dyke.label == "堤防检修"
        assert dyke.goal is None
        assert dyke.indicators == []
        assert len(dam.indicators) == 1

    def test_notes_under_the_table(self) -> None:
        assert broken(TABLE + "\n注：本表不含涉密项目。\n第二行。\n") == []


PAGE = "第 3 页\n\f项目支出绩效目标表（含转移支付项目）\n单位名称：甲县水利局 单位：万元\n{heads}\n"
HEADS = "项目名称（资金使用单位） 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标"


class TestPages:
    @pytest.mark.parametrize(
        "furniture",
        [
            "第 3 页",
            "第3页，共12页",
            "- 3 -",
            "—3—",
            "3/12",
            "\f3",
            "3\f",
            "Page 3 of 12",
            "续表",
            HEADS,
            PAGE.format(heads=HEADS),
        ],
    )
    @pytest.mark.parametrize("before", ["按时用水；", "里；年度指标值", "、3-满意度", "2024年水库除险"])
    def test_furniture_is_left_out_wherever_a_page_ends(self, furniture: str, before: str) -> None:
        plain = table(TABLE)
        paged = table(TABLE.replace(before, f"{furniture}\n\n{before}"))
        assert [texts(one) for one in paged.indicators] == [texts(one) for one in plain.indicators]
        assert [project.goal and project.goal.text for project in paged.projects] == [
            project.goal and project.goal.text for project in plain.projects
        ]
        assert [project.label for project in paged.projects] == [project.label for project in plain.projects]

    def test_a_bare_number_in_the_text_is_no_page_number(self) -> None:
        text = TABLE.replace("实施周期指标值:2座；", "实施周期指标值:\n12\n；")
        assert texts(table(text).projects[1].indicators[0])[3] == "12"

    def test_windows_line_ends(self) -> None:
        unix, windows = table(TABLE), table(TABLE.replace("\n", "\r\n"))
        assert [texts(one) for one in windows.indicators] == [texts(one) for one in unix.indicators]


class TestBrokenLayout:
    def test_an_indicator_without_annual_value(self) -> None:
        text = TABLE.replace("；年度指标值:12公里", "")
        assert broken(text) == [
            (17, "/projects/0/indicators/0", "“年度指标值:”", "1、1-产出指标；11-数量指标；渠道维修长度（…")
        ]
        assert len(table(text).projects[0].indicators) == 3

    def test_a_number_out_of_order(self) -> None:
        text = TABLE.replace("2、1-产出", "4、1-产出")
        assert broken(text) == [(19, "/projects/0/indicators/1", "序号2", "4、1-产出指标")]

    def test_a_number_that_is_lost(self) -> None:
        text = TABLE.replace("2、1-产出", "1-产出")
        assert broken(text) == [(19, "/projects/0/indicators/1", "序号2", "1-产出指标")]

    def test_an_opening_that_is_damaged(self) -> None:
        text = TABLE.replace("2、1-产出指标", "2、1产出指标")
        assert broken(text) == [
            (
                19,
                "/projects/0/indicators/1",
                "“序号、一级指标；二级指标；指标名称；”",
                "2、1产出指标；12-质量指标；提高用水保证率。",
            )
        ]
        assert texts(table(text).projects[0].indicators[1]) == (
            "1产出指标",
            "12-质量指标",
            "提高用水保证率。",
            "＜20",
            "＜20",
        )

    def test_a_missing_second_level(self) -> None:
        text = TABLE.replace("12-质量指标；", "")
        assert broken(text) == [(19, "/projects/0/indicators/1", "二级指标（如“11-数量指标；”）", "提高用水保证率。")]
        assert texts(table(text).projects[0].indicators[1])[2] == "提高用水保证率。"

    def test_a_missing_name(self) -> None:
        assert broken(TABLE.replace("除险水库；", "")) == [(37, "/projects/1/indicators/0", "指标名称", "11-数量指标")]

    def test_missing_amounts(self) -> None:
        text = TABLE.replace("2024年水库除险 50.00 50.00", "2024年水库除险")
        assert broken(text) == [(31, "/projects/1", "项目名称之后的金额", "2024年水库除险")]
        dam = table(text).projects[1]
        assert (dam.label, dam.budget, dam.goal and dam.goal.text) == ("2024年水库除险", None, "消除隐患，保障安全。")

    def test_more_amounts_than_columns(self) -> None:
        text = TABLE.replace("50.00 50.00\n", "50.00 20.00 10.00 10.00 10.00\n")
        assert broken(text) == [(31, "/projects/1", "不多于资金列数的金额", "50.00 20.00 10.00 10.00 …")]

    def test_a_full_stop_that_is_lost_within_a_project(self) -> None:
        assert broken(TABLE.replace("12公里。2、", "12公里2、")) == [
            (19, "/projects/0/indicators/0", "句号“。”", "12公里")
        ]

    def test_digits_that_stick_to_the_next_number(self) -> None:
        text = TABLE.replace("年度指标值:12公里。2、", "年度指标值:122、")
        assert broken(text) == [(19, "/projects/0/indicators/0", "句号“。”", "12")]
        assert texts(table(text).projects[0].indicators[0])[-1] == "12"

    def test_a_full_stop_that_is_lost_before_the_next_project(self) -> None:
        text = TABLE.replace("年度指标值:≥90%。", "年度指标值:≥90%")
        assert [(line, pointer, expected) for line, pointer, expected, _ in broken(text)] == [
            (29, "/projects/0/indicators/2", "句号“。”")
        ]
        assert [project.label for project in table(text).projects] == ["甲县灌区渠道维修项目", "2024年水库除险"]

    def test_text_after_the_last_indicator(self) -> None:
        assert broken(TABLE + "别的话\n") == [(40, "", "表格到此结束，或下一个项目的名称和金额", "别的话")]

    def test_an_unknown_head(self) -> None:
        text = TABLE.replace("其他资金", "捐赠款项")
        ((line, pointer, _, found),) = broken(text)
        assert (line, pointer, found) == (4, "", "捐赠款项")
        assert len(table(text).projects) == 2

    def test_no_money_unit(self) -> None:
        ((line, _, expected, _),) = broken(TABLE.replace(" 单位：万元", ""))
        assert (line, expected) == (4, "金额单位（如“单位：万元”）")

    def test_no_heads(self) -> None:
        text = TOTALS + CANAL + DAM
        ((line, _, expected, _),) = broken(text)
        assert (line, expected) == (1, "绩效目标表的列头（项目名称、资金、绩效目标、绩效指标）")
        assert [len(project.indicators) for project in table(text).projects] == [3, 1]

    @pytest.mark.parametrize("text", ["", " \n\f", "今天天气不错。\n12.00"])
    def test_no_table_at_all(self, text: str) -> None:
        assert reading(text).tables == ()
        assert [expected for _, _, expected, _ in broken(text)] == [
            "绩效目标表的列头（项目名称、资金、绩效目标、绩效指标）"
        ]

    def test_a_problem_knows_its_project_and_indicator(self) -> None:
        (problem, _) = reading(TABLE.replace("；年度指标值:12公里", "")).problems
        assert (problem.project, problem.indicator) == ("甲县灌区渠道维修项目", "渠道维修长度（公里）")


class TestIsLayout:
    def test_the_head_is_enough(self) -> None:
        assert is_layout(HEAD)
        assert is_layout(HEAD.partition("\n\n")[0])
        assert is_layout(HEAD.replace("项目支出绩效目标表（含转移支付项目）\n", "").replace("\n", "\r\n"))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "projects:\n  - name: 绩效目标表\n",
            "关于报送绩效目标表的通知\n各单位：\n请按时报送绩效指标。",
            "单位：万元",
        ],
    )
    def test_other_texts_are_none(self, text: str) -> None:
        assert not is_layout(text)


PAPERS = [
    {},
    {"between": "\n", "page_lines": 37, "page_break": "\n\f"},
    {"name_width": 5, "goal_width": 7, "rows_width": 4, "between": "\r\n", "separators": False},
    {"between": "\n", "page_lines": 3},
]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_generated_table_comes_back_whole(paper: dict[str, object]) -> None:
    sheet = generate.clean(2, seed=7)
    read_table = table(generate.layout(sheet, generate.Paper(**paper)))
    assert [project.label for project in read_table.projects] == [item.name for item in sheet.items]
    assert [project.goal and project.goal.text for project in read_table.projects] == [
        item.goal for item in sheet.items
    ]
    assert [project.total for project in read_table.projects] == [item.total for item in sheet.items]
    for project, item in zip(read_table.projects, sheet.items, strict=True):
        assert [texts(indicator) for indicator in project.indicators] == [
            (generate.LEVELS[row.level1], generate.LEVELS[row.level2], row.name, row.full, row.annual)
            for row in item.rows
        ]


def test_a_text_that_breaks_off_anywhere_is_read_up_to_there() -> None:
    for length in range(len(TABLE)):
        for project in (project for read_table in reading(TABLE[:length]).tables for project in read_table.projects):
            assert project.label is None or TABLE.replace("\n", "").find(project.label) >= 0


SMALL = generate.layout(generate.Sheet("甲县财政局", generate.clean(1, seed=3).items[:3]))
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "double", "put"]),
        st.integers(0, 4000),
        st.integers(1, 60),
        st.sampled_from(
            [
                "\n",
                "\f",
                "。",
                "；",
                "1、1-产出指标；",
                "年度指标值:",
                " 12.00 3.00\n",
                "𠀀😀",
                "9" * 30,
                "- 3 -\n",
                "\u2028",
            ]
        ),
    ),
    max_size=6,
)


@settings(max_examples=150)
@given(EDITS)
def test_any_damage_is_read_without_raising_and_every_cell_is_found_in_the_source(
    edits: list[tuple[str, int, int, str]],
) -> None:
    text = SMALL
    for kind, at, size, inserted in edits:
        place = at % (len(text) + 1)
        piece = {"cut": "", "double": text[place : place + size] * 2, "put": inserted + text[place : place + size]}[
            kind
        ]
        text = text[:place] + piece + text[place + size :]
    result = reading(text)
    for read_table in result.tables:
        pointers = [cell.pointer for cell in cells(read_table)]
        assert len(pointers) == len(set(pointers))
        for cell in cells(read_table):
            places = [cell.locate(at, at + 1) for at in range(len(cell.text))]
            assert "".join(cell.source.cut(place) for place in places) == cell.text
            assert cell.text == cell.text.strip()
    for problem in result.problems:
        start, end = problem.place.span
        assert 0 <= start <= end <= len(text)


@settings(max_examples=100)
@given(st.text(alphabet="项目名称总计绩效目标指标1、-；:。\n\f 0.5,产出数量年度实施周期值单位：万元", max_size=200))
def test_any_text_is_read_without_raising(text: str) -> None:
    reading(text)
    reading(HEAD + text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published table is not part of the project")
class TestPublishedTable:
    @pytest.fixture
    def source(self) -> SourceText:
        path = SHARED / "data" / "seed" / "panyu-polytechnic-targets.txt"
        return SourceText.from_bytes(path.name, path.read_bytes(), is_layout)

    def test_every_project_and_indicator_as_in_the_source(self, source: SourceText) -> None:
        (published,) = read(source, {}).tables
        assert len(published.projects) == 23
        assert sum(1 for _ in published.indicators) == 144
        joined = source.text.replace("\n", "")
        assert all(cell.text in joined for cell in cells(published))
        assert sum(project.total or 0 for project in published.projects) == Decimal("12146.57")

    def test_nothing_of_the_text_is_left_out(self, source: SourceText) -> None:
        """The cells and the layout's own words are the whole text behind the heads."""
        (published,) = read(source, {}).tables
        rebuilt = "广州番禺职业技术学院 12,146.57 7,646.57 4,500.00"
        for project in published.projects:
            assert project.budget is not None
            assert project.goal is not None
            amounts = project.source.cut(project.budget.span)
            rebuilt += f"{project.label} {amounts}{project.goal.text}"
            for number, one in enumerate(project.indicators, 1):
                level1, level2, name, full, annual = texts(one)
                rebuilt += f"{number}、{level1}；{level2}；{name}；实施周期指标值:{full}；年度指标值:{annual}。"
        rows = source.text.replace("\n", "").partition("绩效指标")[2]
        assert rebuilt.replace(" ", "") == rows.replace(" ", "")

    def test_only_one_project_is_moved(self, source: SourceText) -> None:
        (problem,) = read(source, {}).problems
        assert problem.place.pointer == "/projects/0/budget"
        assert problem.fields == {"kind": "moved", "moved": ["“机构运行辅助经费”是财政专户拨款"], "main": "财政拨款"}
        (published,) = read(source, {}).tables
        sources = [list(project.budget.sources) for project in published.projects if project.budget]
        assert sources == [["special_account"], *[["fiscal"]] * 22]

    def test_spaces_within_a_line_stay(self, source: SourceText) -> None:
        (published,) = read(source, {}).tables
        project: Project = published.projects[13]
        assert texts(project.indicators[0])[3] == "10527.44 平方米"
        assert texts(project.indicators[1])[2] == "新 建校舍利用率"
