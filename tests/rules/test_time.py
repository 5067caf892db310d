"""T: whether dates, years and periods fit the table and each other, seen from outside."""

from __future__ import annotations

import pytest
from judging import Told, judge, tell

from perflint.finding import Finding
from perflint.rule import catalogue
from perflint.testing import check_examples


def project(name: str = "道路改造", more: str = "", row: str = "") -> str:
    """A project, its name on its first line from column 11."""
    text = f"  - name: {name}\n" + (f"    {more}\n" if more else "")
    return text + "    indicators:" + (f"\n      - {{{row}}}\n" if row else " []\n")


def table(*projects: str, year: str = "2024", unit: str = "") -> str:
    """The year stands on the first line, from column 7."""
    head = f"year: {year}\n" if year else "money_unit: 万元\n"
    return f"{head}{f'unit: {unit}' + chr(10) if unit else ''}projects:\n{''.join(projects)}"


def due(value: str, field: str = "full", name: str = "完工时间") -> str:
    return f"level1: 产出指标, level2: 时效指标, name: {name}, {field}: {value}"


def found(code: str, *projects: str, year: str = "2024", unit: str = "") -> tuple[Finding, ...]:
    return judge(code, table(*projects, year=year, unit=unit))


def told(code: str, *projects: str, year: str = "2024", unit: str = "") -> list[Told]:
    return [tell(finding) for finding in found(code, *projects, year=year, unit=unit)]


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] == "T"])
def test_the_page_of_every_rule_holds(code: str) -> None:
    check_examples(catalogue().rules[code])


class TestStaleYear:
    def test_the_newest_year_of_the_name_is_past(self) -> None:
        help = "如是跨年支付，在名称里写明“尾款”或“续建”；否则改成当年的项目名称"
        expected = Told("T001", "warning", "项目名称写的是2020年，表是2024年的", help, "name:3:11", "2020")
        assert told("T001", project("2020年信息化建设项目")) == [expected]

    @pytest.mark.parametrize(
        ("name", "year"),
        [
            ("2021-2023年农村公路养护", 2023),
            ("县医院2022年度设备购置", 2022),
            ("2021—23年林业贷款贴息", 2023),
            ("2023法治宣传", 2023),
        ],
    )
    def test_whatever_the_writing(self, name: str, year: int) -> None:
        (one,) = told("T001", project(name))
        assert (one.severity, one.message) == ("warning", f"项目名称写的是{year}年，表是2024年的")

    @pytest.mark.parametrize("name", ["2022年校舍维修尾款", "2021年水库除险加固续建", "2023年绿化工程质保金"])
    def test_an_instalment_is_only_worth_a_look(self, name: str) -> None:
        assert [one.severity for one in told("T001", project(name))] == ["info"]

    @pytest.mark.parametrize(
        "name",
        [
            "2024年信息化建设项目",
            "2023年-2024年信息系统运行维护项目",
            "2023-25年农村改厕",
            "2022至2026年造林",
            "2025年春节慰问",
            "2000亩高标准农田建设",
            "新增2000套公租房",
            "12020工程",
            "信息化建设项目",
        ],
    )
    def test_near_misses(self, name: str) -> None:
        assert told("T001", project(name)) == []

    def test_without_the_tables_year_nothing_is_stale(self) -> None:
        assert told("T001", project("2020年信息化建设项目"), year="") == []


class TestDeadlines:
    def test_after_the_period(self) -> None:
        (one,) = told("T002", project(row=due("2025年3月底前")))
        assert (one.severity, one.message) == ("error", "“2025年3月底前”晚于项目期（2024）")
        assert (one.help, one.at, one.cut) == ("改到项目期内；如确需延期，先改实施周期", "full:5:56", "2025年3月底前")

    def test_before_the_period(self) -> None:
        (one,) = told("T003", project(more="period: 2023.07-2024.06", row=due("2023年5月前", name="开工日期")))
        assert (one.severity, one.message) == ("error", "“2023年5月前”早于项目期（2023-07至2024-06）")
        assert (one.help, one.at) == ("改到项目期内；多半是照抄了往年的日期", "full:6:56")

    @pytest.mark.parametrize(
        ("code", "period", "value"),
        [
            ("T002", "period: 2024.07-2025.06", "2025年7月1日前"),
            ("T002", "period: {start: 2024-01, end: 2024-10}", "2024年11月"),
            ("T002", "period: 2023-2024", "2025年第一季度"),
            ("T002", "period: {start: '', end: 2024-10}", "2024年12月底前"),
            ("T003", "period: {start: 2024-03, end: 2025-12}", "2024年2月底前"),
            ("T003", "period: {start: 2024-03, end: ''}", "2023年12月"),
            ("T003", "", "2023年12月31日前"),
        ],
    )
    def test_outside_by_a_day_or_more(self, code: str, period: str, value: str) -> None:
        assert len(told(code, project(more=period, row=due(value)))) == 1

    @pytest.mark.parametrize(
        ("name", "period", "value"),
        [
            ("道路改造", "", "2024年12月31日前"),
            ("道路改造", "", "12月底前"),
            ("道路改造", "", "2024年1月"),
            ("道路改造", "period: 2024.07-2025.06", "2025年6月30日前"),
            ("道路改造", "period: 2024.07-2025.06", "2024年"),
            ("道路改造", "period: 2024-2025", "2025年底前"),
            ("道路改造", "period: {start: 2024-03, end: ''}", "2027年底前"),
            ("2023-2025年道路改造", "", "2025年底前"),
            ("2023-2025年道路改造", "", "2023年6月前"),
            ("道路改造", "period: 2024年7月至次年6月", "2025年5月底前"),
            ("道路改造", "period: 两年", "2025年5月底前"),
            ("道路改造", "", "≤30天"),
        ],
    )
    def test_inside_or_unknown(self, name: str, period: str, value: str) -> None:
        text = project(name, more=period, row=due(value))
        assert told("T002", text) == told("T003", text) == []

    def test_a_blank_period_is_none(self) -> None:
        assert len(told("T002", project(more="period: ''", row=due("2025年5月底前")))) == 1

    def test_without_year_and_period_no_date_is_out(self) -> None:
        text = project(row=due("2031年3月底前"))
        assert told("T002", text, year="") == told("T003", text, year="") == []


class TestReversed:
    @pytest.mark.parametrize(
        ("period", "start", "end"),
        [
            ("{start: 2024-07, end: 2024-03}", "2024-07", "2024-03"),
            ("2025-2024", "2025", "2024"),
            ("2024.07.15-2024.07.01", "2024-07-15", "2024-07-01"),
        ],
    )
    def test_the_end_comes_first(self, period: str, start: str, end: str) -> None:
        (one,) = found("T004", project(more=f"period: {period}"))
        assert one.message == f"实施周期的结束（{end}）早于开始（{start}）"
        assert (str(one.severity), one.help) == ("error", "核对起止时间，对调或改正")
        assert (one.place.pointer, tuple(one.place.source.position(one.place.span.start))) == (
            "/projects/0/period",
            (4, 13),
        )

    @pytest.mark.parametrize(
        "period", ["2024", "2024-2025", "{start: 2024-07, end: 2024-07}", "{start: 2024, end: 2024-03}"]
    )
    def test_near_misses(self, period: str) -> None:
        assert told("T004", project(more=f"period: {period}")) == []


class TestPeriodAsDeadline:
    @pytest.mark.parametrize(
        ("value", "end"),
        [
            ("2023.07-2024.01", "2024年1月底前"),
            ("2024年1月至2024年11月", "2024年11月底前"),
            ("2024年3月1日-2024年9月30日", "2024年9月30日前"),
        ],
    )
    def test_from_then_to_then(self, value: str, end: str) -> None:
        (one,) = told("T005", project(row=due(value)))
        assert (one.severity, one.message) == ("warning", f"“{value}”是一段时间，看不出哪天要做完")
        assert (one.help, one.at) == (f"写截止日期，如“{end}”", "full:5:56")

    @pytest.mark.parametrize("name", ["服务期限", "项目实施周期"])
    def test_a_name_that_asks_for_a_period(self, name: str) -> None:
        assert [one.severity for one in told("T005", project(row=due("2024.01-2024.12", name=name)))] == ["info"]

    @pytest.mark.parametrize("value", ["2024年1月底前", "2021年第三季度", "2021年全年", "2024年12月", "≤30天", "3-5天"])
    def test_near_misses(self, value: str) -> None:
        assert told("T005", project(row=due(value))) == []

    def test_only_under_timeliness(self) -> None:
        row = due("2023.07-2024.01").replace("时效", "质量")
        assert told("T005", project(row=row)) == []


class TestImplausibleYear:
    def test_a_date_in_another_age(self) -> None:
        (one,) = told("T006", project(row=due("2202年12月底前")))
        assert (one.severity, one.message, one.help) == (
            "error",
            "“2202年”不像年份",
            "核对后改正，应为四位年份，如 2024",
        )
        assert (one.at, one.cut) == ("full:5:56", "2202")

    @pytest.mark.parametrize(
        ("text", "field"),
        [
            (project("20024年设备购置"), "name"),
            (project("2204年农村改厕"), "name"),
            (project(more="goal: 到20025年底，全县农村自来水普及率达到95%以上。"), "goal"),
            (project(more="period: 2024-2205"), "period"),
            (project(more="period: {start: 1024-01, end: 2024-12}"), "start"),
            (project(row=due("1802年6月前")), "full"),
        ],
    )
    def test_wherever_a_year_is_meant(self, text: str, field: str) -> None:
        (one,) = told("T006", text)
        assert one.at.startswith(f"{field}:")

    def test_the_tables_own_year(self) -> None:
        assert [one.at for one in told("T006", project(), year="2204")] == ["year:1:7"]

    @pytest.mark.parametrize(
        "text",
        [
            project("2024年设备购置"),
            project("5000年文明展览"),
            project("1000年古茶树保护"),
            project(more="goal: 保护有3000年历史的古城墙，让市民了解家乡。"),
            project(more="period: 2024-2025"),
            project(row="level1: 效益指标, level2: 社会效益指标, name: 展示5000年文明的场次, full: ≥3场"),
            project(row=due("2100年底前")),
            project(row=due("1900年底前")),
            project(row="level1: 产出指标, level2: 数量指标, name: 改造长度, full: 2202米"),
        ],
    )
    def test_spans_and_edges(self, text: str) -> None:
        assert told("T006", text) == []


class TestOverlap:
    def test_the_later_project_is_named_with_the_earlier_one(self) -> None:
        names = ("某学院2023年-2024年信息系统运行维护项目", "某学院2024-2025年信息化运维服务项目")
        (one,) = found("T007", *map(project, names), unit="某学院")
        assert one.message == f"与“{names[0]}”是同一件事，年份（2024-2025和2023-2024）有重叠"
        assert (str(one.severity), one.help) == ("info", "重叠的年份只在一个项目里安排；如内容不同，在名称里写明区别")
        assert (one.place.pointer, tell(one).at) == ("/projects/1/name", "name:6:11")
        assert [(related.message, related.place.pointer) for related in one.related] == [
            ("先列的一个", "/projects/0/name")
        ]

    @pytest.mark.parametrize(
        "names",
        [
            ("2023-2025年农村公路养护", "2025年农村公路养护经费"),
            ("2024年物业管理服务", "2024-2026年物业项目"),
            ("2022-2024年河道保洁（东片）", "2024-2026年河道保洁"),
            ("2025-2026年垃圾清运", "2023-2025年垃圾清运"),
        ],
    )
    def test_one_year_in_common_is_enough(self, names: tuple[str, str]) -> None:
        assert len(told("T007", *map(project, names))) == 1

    @pytest.mark.parametrize(
        "names",
        [
            ("2023年信息系统运行维护", "2024年信息化运维"),
            ("2022-2023年农村公路养护", "2024-2025年农村公路养护"),
            ("2024年农村公路养护", "2024年农村公路养护"),
            ("2023-2024年农村公路养护", "2024-2025年城市道路养护"),
            ("农村公路养护", "2024年农村公路养护"),
        ],
        ids=["next year", "next years", "same years", "other work", "no year"],
    )
    def test_near_misses(self, names: tuple[str, str]) -> None:
        assert told("T007", *map(project, names)) == []


class TestAnnualDeadline:
    @pytest.mark.parametrize("value", ["2025年6月底前", "2023年12月", "2023年第四季度"])
    def test_another_year(self, value: str) -> None:
        (one,) = told("T008", project(more="period: 2023-2025", row=due(value, "annual")))
        assert (one.severity, one.message) == ("warning", f"年度值“{value}”不在2024年")
        assert one.help == "年度值写当年要完成的，日期改到2024年内；以后年度的写在实施周期值里"
        assert (one.at, one.cut) == ("annual:6:58", value)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("annual", "2024年6月底前"), ("annual", "6月底前"), ("full", "2025年6月底前"), ("annual", "≤30天")],
    )
    def test_near_misses(self, field: str, value: str) -> None:
        assert told("T008", project(more="period: 2023-2025", row=due(value, field))) == []

    def test_without_the_tables_year(self) -> None:
        assert told("T008", project(row=due("2025年6月底前", "annual")), year="") == []
