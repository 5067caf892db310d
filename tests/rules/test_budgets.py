"""B: whether funds add up, and whether cost indicators fit them, seen from outside."""

from __future__ import annotations

import pytest
from judging import Told, judge, tell

from perflint.rule import catalogue
from perflint.testing import check_examples
from perflint.vocabulary import words


def project(budget: str, *rows: str, goal: str = "", name: str = "消防改造") -> str:
    """A project whose funds stand on its second line, from column 13."""
    text = f"  - name: {name}\n    budget: {{{budget}}}\n" + (f"    goal: {goal}\n" if goal else "")
    return text + "    indicators:\n" + "".join(f"      - {{{row}}}\n" for row in rows)


def table(*projects: str, head: str = "") -> str:
    return f"{head}projects:\n{''.join(projects)}"


def cost(value: str, name: str = "项目总成本", field: str = "full") -> str:
    return f"level1: 产出指标, level2: 成本指标, name: {name}, {field}: '{value}'"


def told(code: str, *projects: str, head: str = "", **parameters: object) -> list[Told]:
    return [tell(finding) for finding in judge(code, table(*projects, head=head), **parameters)]


ROW = "level1: 产出指标, level2: 数量指标, name: 改造库房数, full: 3间"


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] == "B"])
def test_the_page_of_every_rule_holds(code: str) -> None:
    check_examples(catalogue().rules[code])


class TestSources:
    def test_total_and_sources_differ(self) -> None:
        message = "总计0万元，各项来源合计90万元，相差90万元"
        help = "核对总计和各项来源，改正填错的一项"
        assert told("B001", project("total: 0, fiscal: 90")) == [
            Told("B001", "error", message, help, "total:3:21", "0")
        ]

    @pytest.mark.parametrize(
        ("budget", "difference"),
        [
            ("total: 100, fiscal: 60, other: 39.98", "0.02"),
            ("total: 100, fiscal: 60", "40"),
            ("total: '12,146.57', fiscal: 7646.57, special_account: '4,500.01', other: 0.01", "0.02"),
            ("total: 100, fiscal: 60, carried_over: 20, superior: 10, own: 5", "5"),
        ],
    )
    def test_every_source_counts_and_a_missing_one_is_zero(self, budget: str, difference: str) -> None:
        (found,) = told("B001", project(budget))
        assert found.message.endswith(f"相差{difference}万元")

    @pytest.mark.parametrize(
        "budget",
        [
            "total: 100, fiscal: 60, other: 40",
            "total: 100, fiscal: 60, other: 39.99",
            "total: 100, fiscal: 60, other: 40.01",
            "total: '12,146.57', fiscal: 7646.57, special_account: 4500.00, other: 0",
            "total: 100",
            "total: 100, fiscal: ''",
            "fiscal: 60",
            "total: 若干, fiscal: 60",
        ],
    )
    def test_a_cent_is_no_difference_and_nothing_is_said_without_sources(self, budget: str) -> None:
        assert told("B001", project(budget)) == []

    def test_the_tables_own_totals_are_judged_too(self) -> None:
        (found,) = told("B001", project("total: 1"), head="money_unit: 元\nbudget: {total: 5, fiscal: 3}\n")
        assert (found.message, found.at) == ("总计5元，各项来源合计3元，相差2元", "total:2:17")

    def test_the_tolerance_is_a_parameter(self) -> None:
        text = project("total: 100, fiscal: 99.9")
        assert len(told("B001", text)) == 1
        assert told("B001", text, amount_tolerance="0.1") == []


class TestColumns:
    def test_the_columns_that_differ_are_named_with_the_difference(self) -> None:
        parts = [project("total: 60, fiscal: 60", name="甲"), project("total: 30, fiscal: 20, other: 10", name="乙")]
        (found,) = judge("B002", table(*parts, head="budget: {total: 100, fiscal: 90, other: 10}\n"))
        assert found.message == (
            "单位合计与各项目之和不符：总计合计100，项目之和90，差10万元；财政拨款合计90，项目之和80，差10万元"
        )
        assert (str(found.severity), found.help) == ("error", "核对合计行，或看是不是漏了、多了项目")
        assert (found.place.pointer, [one.place.pointer for one in found.related]) == (
            "",
            ["/budget/total", "/budget/fiscal"],
        )

    @pytest.mark.parametrize(
        ("head", "budgets", "gap"),
        [
            ("total: 90.02", ["total: 60", "total: 30"], "0.02"),
            ("total: 90", ["total: 60"], "30"),
            ("total: 100", ["fiscal: 60, other: 10", "total: 20"], "10"),
            ("other: 40", ["total: 60, fiscal: 60", "total: 30, other: 30"], "10"),
        ],
    )
    def test_a_difference(self, head: str, budgets: list[str], gap: str) -> None:
        (found,) = told("B002", *map(project, budgets), head=f"budget: {{{head}}}\n")
        assert found.message.endswith(f"差{gap}万元")

    @pytest.mark.parametrize(
        ("head", "budgets"),
        [
            ("total: 90", ["total: 60", "total: 30"]),
            ("total: 90.01", ["total: 60", "total: 30"]),
            ("total: 90, fiscal: 90", ["total: 60, fiscal: 60", "total: 30"]),
            ("total: 90, fiscal: 90", ["total: 60, fiscal: 60", "total: 30, other: 10"]),
            ("total: 90, own: 30", ["total: 60, fiscal: 60", "total: 30, own: 30"]),
            ("total: 90", ["total: 60", "total: 若干"]),
            ("fiscal: 90", ["total: 60", "total: 30"]),
        ],
        ids=["equal", "a cent", "sources left out", "some left out", "none of it", "unreadable", "only totals"],
    )
    def test_a_column_that_a_project_leaves_open_is_not_compared(self, head: str, budgets: list[str]) -> None:
        assert told("B002", *map(project, budgets), head=f"budget: {{{head}}}\n") == []

    def test_a_project_without_funds_leaves_all_columns_open(self) -> None:
        assert (
            told("B002", project("total: 60"), "  - name: 乙\n    indicators: []\n", head="budget: {total: 90}\n") == []
        )

    def test_the_tolerance_is_a_parameter(self) -> None:
        assert told("B002", project("total: 60"), head="budget: {total: 65}\n", amount_tolerance=5) == []


class TestAnnual:
    @pytest.mark.parametrize(("annual", "total"), [("120", "100"), ("100.01", "100"), ("1", "0")])
    def test_a_year_costs_more_than_all(self, annual: str, total: str) -> None:
        (found,) = told("B003", project(f"annual: {annual}, total: {total}"))
        assert (found.severity, found.message) == ("error", f"年度资金{annual}万元超过项目总额{total}万元")
        assert (found.help, found.at) == ("核对两个数，年度资金不能多于项目总额", "annual:3:22")

    @pytest.mark.parametrize(
        "budget", ["total: 100, annual: 100", "total: 240, annual: 120", "annual: 120", "total: 1"]
    )
    def test_near_misses(self, budget: str) -> None:
        assert told("B003", project(budget)) == []


class TestNone:
    @pytest.mark.parametrize(
        ("budget", "at"), [("total: 0", "total:3:21"), ("total: ''", "total:3:21"), ("", "name:2:11")]
    )
    def test_indicators_without_money(self, budget: str, at: str) -> None:
        (found,) = told("B004", project(budget, ROW))
        assert (found.severity, found.message, found.at) == ("warning", "项目有1条指标，却没有预算金额", at)
        assert found.help == "填写项目资金总额；没有资金的项目不列入本表"

    @pytest.mark.parametrize(
        ("budget", "rows"),
        [("total: 0.5", [ROW]), ("total: 0", []), ("fiscal: 30", [ROW]), ("total: 九十, fiscal: 90", [ROW])],
        ids=["some", "no indicators", "sources", "unreadable"],
    )
    def test_near_misses(self, budget: str, rows: list[str]) -> None:
        assert told("B004", project(budget, *rows)) == []


class TestCost:
    def test_a_control_over_the_budget(self) -> None:
        (found,) = judge("B005", table(project("total: 80", cost("≤90万元"))))
        assert found.message == "成本“≤90万元”超过预算80万元"
        assert found.help == "成本上限不超过预算，如“≤80万元”；另有资金来源的，补进预算"
        assert tell(found)[4:] == ("full:5:59", "90")
        assert [(one.message, one.place.pointer) for one in found.related] == [("总计", "/projects/0/budget/total")]

    @pytest.mark.parametrize(
        ("budget", "row"),
        [
            ("total: 80", cost("800001元")),
            ("total: 80", cost("＜80.5万元", "改造费用")),
            ("total: 80", "level1: 成本指标, level2: 经济成本指标, name: 印刷费, full: ≤0.9百万元"),
            ("total: 80, annual: 40", cost("≤50万元", field="annual")),
        ],
    )
    def test_whatever_the_unit_and_the_place(self, budget: str, row: str) -> None:
        (found,) = told("B005", project(budget, row))
        assert found.severity == "warning"

    @pytest.mark.parametrize(
        ("budget", "row"),
        [
            ("total: 80", cost("≤80万元")),
            ("total: 80", cost("≤800000元")),
            ("total: 80", cost("≤120万元", "单位成本")),
            ("total: 80", cost("≤120万元/公里", "道路改造成本")),
            ("total: 80", cost("≥90万元")),
            ("total: 80", cost("≤90万元", field="annual").replace("成本指标", "数量指标")),
            ("total: 80, annual: 40", cost("≤80万元")),
            ("total: 0", cost("≤80万元")),
            ("total: 80", cost("≤400000万元")),
        ],
        ids=["equal", "equal in 元", "unit cost", "a price", "floor", "no cost", "full", "no budget", "slip: B007"],
    )
    def test_near_misses(self, budget: str, row: str) -> None:
        assert told("B005", project(budget, row)) == []


class TestStrict:
    @pytest.mark.parametrize(
        ("budget", "value"), [("168.168", "＜1681680元"), ("90", "<90万元"), ("0.5", "低于5000元")]
    )
    def test_less_than_the_whole_budget(self, budget: str, value: str) -> None:
        (found,) = told("B006", project(f"total: {budget}", cost(value)))
        assert (found.severity, found.message) == ("warning", f"成本“{value}”正好是预算数：钱全部用完就算没完成")
        assert (found.help, found.at) == ("把 ＜ 改为 ≤", "full:5:58")

    @pytest.mark.parametrize("value", ["≤90万元", "<89.99万元", "<91万元", "90万元", "<90万元/套"])
    def test_near_misses(self, value: str) -> None:
        assert told("B006", project("total: 90", cost(value))) == []


class TestSlip:
    def test_the_goal_says_another_amount(self) -> None:
        text = project("total: 900000", goal="投入90万元改造库房消防设备。")
        (found,) = judge("B007", table(text))
        assert found.message == "总计900000万元与目标里写的90万元相差约10000倍，像是元和万元写混了"
        assert found.help == "本表以万元为单位，总计如果是900000元，应填 90"
        assert (str(found.severity), tell(found)[4:]) == ("warning", ("total:3:21", "900000"))
        assert [(one.message, one.place.pointer) for one in found.related] == [("目标里写的", "/projects/0/goal")]

    @pytest.mark.parametrize(("total", "slip"), [(4999, False), (5000, True), (20000, True), (20001, False)])
    def test_from_five_to_twenty_thousand_times(self, total: int, slip: bool) -> None:
        assert bool(told("B007", project(f"total: {total}, fiscal: 1"))) is slip
        assert bool(told("B007", project(f"total: 1, fiscal: {total}"))) is slip

    @pytest.mark.parametrize(
        "text",
        [
            project("total: 90, annual: 900000"),
            project("total: 90", cost("≤90元")),
            project("total: 90", cost("≤900000万元")),
            project("total: 90, fiscal: 1, other: 900000"),
        ],
    )
    def test_against_any_amount_of_the_project(self, text: str) -> None:
        assert len(told("B007", text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            project("total: 90", cost("≤90元/人")),
            project("total: 90", cost("≤90元", "慰问标准")),
            project("total: 90", goal="每户补助90元，慰问1万户群众。"),
            project("total: 90", goal="人均补助90元，慰问1万户群众。"),
            project("total: 90", goal="发放奖金90元、补贴300万元。"),
            project("total: 90", goal="保障90元/人的伙食供应。"),
            project("total: 90", ROW.replace("3间", "90元")),
            project("total: 0, fiscal: 90"),
        ],
        ids=["price", "standard", "each", "per head", "two amounts", "slash", "no cost", "zero"],
    )
    def test_never_against_a_price(self, text: str) -> None:
        assert told("B007", text) == []

    def test_the_tables_own_unit_counts(self) -> None:
        text = project("total: 900000", goal="投入90万元改造库房消防设备。")
        assert told("B007", text, head="money_unit: 元\n") == []


class TestNegative:
    @pytest.mark.parametrize(
        ("budget", "field", "source"),
        [
            ("other: -10, total: 90", "other", "其他资金"),
            ("total: -90", "total", "总计"),
            ("annual: -0.01", "annual", "年度资金"),
        ],
    )
    def test_money_below_zero(self, budget: str, field: str, source: str) -> None:
        (found,) = told("B008", project(budget))
        assert found.message == f"{source}是负数：{found.cut}"
        assert (found.severity, found.help) == ("error", "核对金额；收回资金在说明里写，不填负数")
        assert found.at.startswith(f"{field}:3:")

    def test_the_tables_own_funds(self) -> None:
        (found,) = told("B008", project("total: 1"), head="budget: {total: 1, other: -3}\n")
        assert found.at == "other:1:27"

    @pytest.mark.parametrize("budget", ["total: 0", "total: 5, other: 0.00", "total: ''", "total: 负五"])
    def test_near_misses(self, budget: str) -> None:
        assert told("B008", project(budget)) == []


def test_every_source_that_the_reader_knows_has_a_name() -> None:
    assert words("keys")["levels"]["budget"].keys() <= words("budgets")["sources"].keys()


def test_funds_of_the_centre_and_the_province_are_judged_like_others() -> None:
    (found,) = told("B001", project("total: 300, 中央: 200, 省级: 90", ROW))
    assert found.message == "总计300万元，各项来源合计290万元，相差10万元"
    assert told("B007", project("total: 300, 中央: 200, 省级: 100", ROW)) == []
