"""W: whether the weights of a project add up and follow the policy, seen from outside."""

from __future__ import annotations

import pytest
from judging import Told, judge, tell

from perflint.rule import catalogue
from perflint.testing import check_examples

HEAD = "projects:\n  - name: 公园维护\n    indicators:\n"
LEVELS = {"产出": "数量", "效益": "社会效益", "满意度": "服务对象满意度", "成本": "经济成本"}


def told(code: str, *rows: tuple[str, object], **parameters: object) -> list[Told]:
    """What a rule says of indicators (first level, weight; None: no weight), one a line from line 4."""
    text = HEAD
    for number, (level1, weight) in enumerate(rows, 1):
        given = "" if weight is None else f", weight: {weight}"
        level2 = LEVELS[level1]
        text += f"      - {{level1: {level1}指标, level2: {level2}指标, name: 第{number}项, full: 3个{given}}}\n"
    return [tell(finding) for finding in judge(code, text, **parameters)]


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] == "W"])
def test_the_page_of_every_rule_holds(code: str) -> None:
    check_examples(catalogue().rules[code])


class TestSum:
    def test_it_says_the_sum_at_the_project_name(self) -> None:
        assert told("W001", ("产出", 50), ("效益", 30)) == [
            Told(
                "W001",
                "error",
                "权重合计是80，应为100或90",
                "调整各指标权重，使合计为100或90（90是另有10分预算执行率的情形）",
                "name:2:11",
                "公园维护",
            )
        ]

    @pytest.mark.parametrize(("weights", "total"), [((50, 49.95), "99.95"), ((60, 41), "101"), ((45, 45.5), "90.5")])
    def test_no_sum_is_rounded_to_a_right_one(self, weights: tuple[float, ...], total: str) -> None:
        (found,) = told("W001", *(("产出", weight) for weight in weights))
        assert found.message == f"权重合计是{total}，应为100或90"

    @pytest.mark.parametrize(
        "weights", [(50, 50), (50, 40), (33.3, 33.3, 33.4), ("22.5", "22.5", 45), (None, None), (None,)]
    )
    def test_whole_sums_and_tables_without_weights(self, weights: tuple[object, ...]) -> None:
        assert told("W001", *(("产出", weight) for weight in weights)) == []

    def test_the_wanted_sums_are_a_parameter(self) -> None:
        assert told("W001", ("产出", 50), ("效益", 30), weight_totals=[80]) == []
        assert [found.message for found in told("W001", ("产出", 100), weight_totals=[80])] == ["权重合计是100，应为80"]


class TestPolicy:
    def test_it_names_the_level_that_is_off(self) -> None:
        (found,) = told("W002", ("产出", 80), ("效益", 10), ("满意度", 10))
        assert found.message == "产出指标的权重占72，按规定是50左右"
        assert found.help == "按 产出指标50、效益指标30、满意度指标10 调整"
        assert (found.severity, found.at) == ("warning", "name:2:11")

    @pytest.mark.parametrize(
        "rows",
        [
            [("产出", 55), ("效益", 25), ("满意度", 10)],
            [("产出", 45), ("效益", 35), ("满意度", 10)],
            [("产出", 50), ("效益", 40)],
            [("成本", 20), ("产出", 40), ("效益", 20), ("满意度", 10)],
            [("产出", 100)],
        ],
        ids=["five above", "five below", "no satisfaction", "with cost", "one level only"],
    )
    def test_five_points_are_no_deviation(self, rows: list[tuple[str, object]]) -> None:
        assert told("W002", *rows) == []

    @pytest.mark.parametrize(
        ("rows", "level"),
        [
            ([("产出", 55.1), ("效益", 24.9), ("满意度", 10)], "产出指标"),
            ([("产出", 44.9), ("效益", 35.1), ("满意度", 10)], "产出指标"),
            ([("产出", 50), ("效益", 24), ("满意度", 16)], "效益指标"),
            ([("产出", 30), ("效益", 60)], "产出指标"),
            ([("成本", 5), ("产出", 45), ("效益", 30), ("满意度", 10)], "成本指标"),
        ],
    )
    def test_more_than_five_points_are(self, rows: list[tuple[str, object]], level: str) -> None:
        (found,) = told("W002", *rows)
        assert found.message.startswith(f"{level}的权重占")

    def test_the_tolerance_is_a_parameter(self) -> None:
        rows = [("产出", 56), ("效益", 24), ("满意度", 10)]
        assert told("W002", *rows, weight_tolerance=6) == []
        assert len(told("W002", *rows, weight_tolerance=5)) == 1


class TestNonpositive:
    @pytest.mark.parametrize("weight", ["0", "-5", "十分重要", "0.0"])
    def test_a_weight_that_gives_no_points(self, weight: str) -> None:
        (found,) = told("W003", ("产出", weight), ("效益", 100))
        assert (found.severity, found.message) == ("error", f"权重“{weight}”不是大于0的数")
        assert (found.help, found.cut) == ("填大于0的数；不考核的指标删去", weight)
        assert found.at.startswith("weight:4:")

    @pytest.mark.parametrize("weight", ["5", "0.5", "22.5", "10分", "10%", "''", None])
    def test_near_misses(self, weight: str | None) -> None:
        assert told("W003", ("产出", weight), ("效益", 100)) == []


class TestDominant:
    @pytest.mark.parametrize(("weight", "share"), [(51, "51"), (50.1, "50.1"), (90, "90")])
    def test_one_indicator_over_half(self, weight: float, share: str) -> None:
        (found,) = told("W004", ("产出", weight), ("效益", round(100 - weight, 1)))
        assert (found.severity, found.message) == ("warning", f"“第1项”一条占了权重的{share}%")
        assert found.help == "压到一半以下，把分值分给其他指标"
        assert (found.at.split(":")[:2], found.cut) == (["weight", "4"], str(weight))

    @pytest.mark.parametrize("weights", [(50, 50), (50, 30, 20), (100,), (40, None)])
    def test_half_is_not_over_half_and_one_alone_dominates_nobody(self, weights: tuple[object, ...]) -> None:
        assert told("W004", *(("产出", weight) for weight in weights)) == []


class TestPartial:
    @pytest.mark.parametrize("empty", [None, "''"])
    def test_some_with_and_some_without(self, empty: str | None) -> None:
        (found,) = told("W005", ("产出", 50), ("效益", empty), ("满意度", empty))
        assert (found.severity, found.message) == ("warning", "有权重的1条，没有权重的2条（第2项、第3项）")
        assert (found.help, found.at) == ("每条指标都填权重", "name:2:11")

    @pytest.mark.parametrize("weights", [(50, 50), (None, None), ("''", None), (50, 0), (100,)])
    def test_all_or_none(self, weights: tuple[object, ...]) -> None:
        assert told("W005", *(("产出", weight) for weight in weights)) == []
