"""X: what was carried over from one project to another, seen from outside: data files in, findings out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.finding import Finding
from perflint.linter import Options, lint, lint_text
from perflint.model import Project
from perflint.rules import duplication, likeness, reuse
from perflint.rules.projects import owner
from perflint.similarity import Block, common_with, places, ranked, tokens

ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "name": "巡检次数", "full": "≥24次"},
    {"level1": "产出指标", "level2": "质量指标", "name": "亮灯率", "full": "≥98%"},
    {"level1": "效益指标", "level2": "社会效益指标", "name": "照明投诉", "full": "≤10件"},
    {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "居民满意度", "full": "≥90%"},
]
EXTRA = {"level1": "产出指标", "level2": "时效指标", "name": "故障修复时间", "full": "≤24小时"}
GOAL = "购买专业保洁服务保持城区六十二座公厕全天干净，设施完好、用品齐全，方便市民和游客，提升城市形象。"


def project(name: str, rows: list[dict] | None = None, **others: object) -> dict:
    return {"name": name, **others, "indicators": ROWS if rows is None else rows}


def changed(index: int, **fields: str) -> list[dict]:
    return [{**row, **fields} if number == index else row for number, row in enumerate(ROWS)]


def found(code: str, *projects: dict, parameters: dict | None = None, **table: object) -> list[Finding]:
    text = json.dumps({**table, "projects": list(projects)}, ensure_ascii=False)
    options = Options(select=(code,), parameters=parameters or {})
    return list(lint_text(text, name="data.json", options=options).findings)


def found_in(code: str, folder: Path, *tables: dict) -> list[Finding]:
    """The findings on several tables, one file each, in this order."""
    for number, table in enumerate(tables):
        (folder / f"{number}.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return list(lint([str(folder)], Options(select=(code,))).findings)


def pointers(findings: list[Finding]) -> list[str]:
    return [finding.place.pointer or "" for finding in findings]


class TestIdenticalIndicators:
    def test_every_later_project_names_the_first(self) -> None:
        findings = found("X001", project("东片路灯"), project("西片路灯"), project("南片路灯"))
        assert pointers(findings) == ["/projects/1/name", "/projects/2/name"]
        assert {finding.message for finding in findings} == {"4条指标与“东片路灯”一字不差"}
        assert {finding.related[0].place.pointer for finding in findings} == {"/projects/0/name"}
        assert {str(finding.severity) for finding in findings} == {"warning"}

    @pytest.mark.parametrize(
        "rows",
        [
            ROWS[::-1],
            changed(0, full=">= 24 次", level2="11-数量"),
            changed(0, name="巡检次数。"),
            changed(2, name="1、照明投诉（件）"),
        ],
    )
    def test_order_and_spelling_do_not_matter(self, rows: list[dict]) -> None:
        assert found("X001", project("乡道养护"), project("村道养护", rows))

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (ROWS, changed(0, full="≥12次")),
            (ROWS, changed(0, full="≤24次")),
            (ROWS, changed(0, name="巡查次数")),
            (ROWS, changed(0, level2="时效指标")),
            (ROWS, changed(0, annual="≥8次")),
            (ROWS, [*ROWS, EXTRA]),
            (ROWS[:3], ROWS[:3]),  # fewer than four
        ],
    )
    def test_sets_that_differ_or_are_small(self, first: list[dict], second: list[dict]) -> None:
        assert not found("X001", project("急诊楼运行", first), project("门诊楼运行", second))

    def test_position(self) -> None:
        rows = "".join(f"  - {json.dumps(row, ensure_ascii=False)}\n" for row in ROWS)
        text = f"projects:\n- name: 东片路灯\n  indicators:\n{rows}- name: 西片路灯\n  indicators:\n{rows}"
        (finding,) = lint_text(text, options=Options(select=("X001",))).findings
        assert tuple(finding.place.source.position(finding.place.span.start)) == (8, 9)

    def test_between_units_of_one_year(self, tmp_path: Path) -> None:
        (finding,) = found_in(
            "X001",
            tmp_path,
            {"unit": "甲县教育局", "year": 2024, "projects": [project("课后服务")]},
            {"unit": "乙县公安局", "year": 2024, "projects": [project("辅警培训")]},
        )
        assert finding.place.source.path.endswith("1.json")
        assert finding.message == "4条指标与甲县教育局的“课后服务”一字不差"

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"unit": "甲县教育局", "year": 2023}, {"unit": "乙县公安局", "year": 2024}),
            ({"unit": "甲县教育局", "year": 2024}, {"unit": "甲县教育局", "year": 2024}),
            ({"year": 2024}, {"unit": "乙县公安局", "year": 2024}),
        ],
    )
    def test_not_between_years_nor_tables_of_one_unit(self, first: dict, second: dict, tmp_path: Path) -> None:
        one, other = {**first, "projects": [project("课后服务")]}, {**second, "projects": [project("辅警培训")]}
        assert not found_in("X001", tmp_path, one, other)

    def test_projects_of_one_name_in_several_units_are_one_programme(self, tmp_path: Path) -> None:
        units = ["城关小学", "东关小学", "西关小学"]
        tables = [{"unit": unit, "year": 2024, "projects": [project(f"{unit}营养餐补助")]} for unit in units]
        assert not found_in("X001", tmp_path, *tables)
        assert not found_in("X003", tmp_path, *tables)


class TestIdenticalDespiteBudget:
    def test_once_a_group_naming_all_and_their_budgets(self) -> None:
        (finding,) = found(
            "X002",
            project("东片路灯", budget={"total": 20}),
            project("西片路灯", budget={"total": "260.00"}),
            project("南片路灯"),
        )
        assert finding.message == (
            "3个项目共用同一套4条指标，预算却相差13倍：“东片路灯”预算20万元、“西片路灯”预算260.00万元、“南片路灯”没有填预算"
        )
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/0/name", "error")
        assert [related.place.pointer for related in finding.related] == ["/projects/1/name", "/projects/2/name"]

    @pytest.mark.parametrize(("first", "second", "fires"), [(10, 30, True), (10, 29.99, False), (0, 500, False)])
    def test_from_three_times_on_zero_not_counted(self, first: float, second: float, fires: bool) -> None:
        projects = project("城东社保", budget={"total": first}), project("城西社保", budget={"total": second})
        assert bool(found("X002", *projects)) is fires

    def test_the_ratio_is_a_parameter(self) -> None:
        projects = project("城东社保", budget={"total": 10}), project("城西社保", budget={"total": 30})
        assert not found("X002", *projects, parameters={"identical-despite-budget": {"budget_ratio": 5}})
        assert found("X002", *projects, parameters={"identical-despite-budget": {"budget_ratio": 2.5}})

    def test_different_sets_and_missing_budgets(self) -> None:
        assert not found(
            "X002", project("林场", budget={"total": 1}), project("苗圃", changed(0, full="≥9次"), budget={"total": 99})
        )
        assert not found("X002", project("林场"), project("苗圃", budget={"total": 99}))

    def test_one_programme_in_two_units_counts_and_money_units_are_converted(self, tmp_path: Path) -> None:
        same = {"unit": "甲校", "money_unit": "元", "projects": [project("营养餐", budget={"total": 300000})]}
        other = {"unit": "乙校", "money_unit": "万元", "projects": [project("营养餐", budget={"total": 30})]}
        assert not found_in("X002", tmp_path, same, other)
        other["projects"][0]["budget"] = {"total": 90}
        (finding,) = found_in("X002", tmp_path, same, other)
        assert finding.message.endswith("预算却相差3倍：“营养餐”预算300000元、乙校的“营养餐”预算90万元")

    def test_not_between_years(self, tmp_path: Path) -> None:
        tables = [
            {"unit": unit, "year": year, "projects": [project("营养餐", budget={"total": total})]}
            for unit, year, total in (("甲校", 2023, 10), ("乙校", 2024, 90))
        ]
        assert not found_in("X002", tmp_path, *tables)


class TestNearIdenticalIndicators:
    def test_four_of_five(self) -> None:
        (finding,) = found("X003", project("东片路灯"), project("西片路灯", [*ROWS, EXTRA]))
        assert finding.message == "5条指标中有4条与“东片路灯”相同"
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/1/name", "info")
        assert finding.related[0].place.pointer == "/projects/0/name"

    def test_nine_rows_of_which_one_was_changed(self) -> None:
        nine = [{**ROWS[0], "name": f"第{number}泵站巡检次数"} for number in range(9)]
        assert found("X003", project("汛前检修", nine), project("汛后检修", [*nine[:8], EXTRA]))
        assert not found("X003", project("汛前检修", nine[:8]), project("汛后检修", [*nine[:7], EXTRA]))

    def test_the_larger_set_may_come_first(self) -> None:
        assert pointers(found("X003", project("甲", [*ROWS, EXTRA]), project("乙"))) == ["/projects/1/name"]

    def test_identical_sets_are_x001s(self) -> None:
        assert not found("X003", project("东片路灯"), project("西片路灯"))
        only_x001 = project("甲", [*ROWS, EXTRA]), project("乙"), project("丙")
        assert pointers(found("X003", *only_x001)) == ["/projects/1/name"]

    def test_small_sets_and_sets_half_alike(self) -> None:
        assert not found("X003", project("甲", ROWS[:3]), project("乙", ROWS))
        assert not found("X003", project("甲"), project("乙", changed(0, full="≥9次")))


class TestCopiedGoal:
    def test_a_few_words_changed(self) -> None:
        (finding,) = found(
            "X004",
            project("城区公厕", goal=GOAL),
            project("景区公厕", goal=GOAL.replace("城区六十二", "景区一十八")),
        )
        assert finding.message == "绩效目标有93%的文字与“城区公厕”的相同"
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/1/goal", "warning")
        assert finding.related[0].place.pointer == "/projects/0/goal"

    def test_spaces_and_punctuation_aside(self) -> None:
        (finding,) = found("X004", project("甲", goal=GOAL), project("乙", goal=GOAL.replace("，", " \n；")))
        assert "100%" in finding.message

    def test_contained_in_a_longer_goal(self) -> None:
        longer = GOAL + "另对老旧公厕进行节水改造并增设无障碍设施二十处。"
        assert found("X004", project("甲", goal=longer), project("乙", goal=GOAL))
        assert found("X004", project("甲", goal=GOAL), project("乙", goal=longer))
        assert not found("X004", project("甲", goal=GOAL), project("乙", goal=longer + GOAL[::-1]))

    @pytest.mark.parametrize(
        "goal",
        [
            "为全县困难老人提供居家上门服务，每月探访不少于两次，及时帮助解决吃饭、就医、洗浴等方面的实际困难。",
            "".join(sorted(GOAL)),  # the same characters in another order
            GOAL[:30],
        ],
    )
    def test_goals_of_their_own_or_too_short(self, goal: str) -> None:
        assert not found("X004", project("甲", goal=GOAL), project("乙", goal=goal))
        assert not found("X004", project("甲", goal=GOAL[:30]), project("乙", goal=GOAL[:30]))

    def test_the_similarity_is_a_parameter(self) -> None:
        projects = project("甲", goal=GOAL), project("乙", goal=GOAL.replace("城区六十二", "景区一十八"))
        assert not found("X004", *projects, parameters={"copied-goal": {"goal_similarity": 0.95}})

    def test_tables_as_for_indicators(self, tmp_path: Path) -> None:
        def table(unit: str, year: int, name: str) -> dict:
            return {"unit": unit, "year": year, "projects": [project(name, goal=GOAL)]}

        assert len(found_in("X004", tmp_path, table("甲局", 2024, "公厕"), table("乙局", 2024, "广场"))) == 1
        assert not found_in("X004", tmp_path, table("甲局", 2024, "公厕"), table("乙局", 2024, "公厕"))
        assert not found_in("X004", tmp_path, table("甲局", 2023, "公厕"), table("乙局", 2024, "广场"))


def measured(name: str, full: str, **others: str) -> dict:
    return {"level1": "产出指标", "level2": "数量指标", "name": name, "full": full, **others}


class TestReusedNumber:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (measured("改善排水面积（亩）", "2067亩"), measured("绿化养护面积", "≥2067亩")),
            (measured("培训人数", "1346人"), measured("慰问对象", "≥1,346人")),
            (measured("河道清淤长度", "1.2346万米"), measured("护栏安装长度", "12346.0米")),
        ],
    )
    def test_on_the_later_place(self, first: dict, second: dict) -> None:
        (finding,) = found("X005", project("甲", [first]), project("乙", [second]))
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/1/indicators/0/full", "warning")
        assert finding.related[0].place.pointer == "/projects/0/indicators/0/full"

    def test_message(self) -> None:
        rows = measured("改善排水面积（亩）", "2067亩"), measured("绿化养护面积", "2067亩", annual="2067亩")
        (finding,) = found("X005", project("甲", [rows[0]]), project("乙", [rows[1]]))
        assert finding.message == "“2067亩”与“改善排水面积”的数完全一样，衡量的却是另一回事"

    def test_within_one_project_only_what_is_measured(self) -> None:
        assert found("X005", project("甲", [measured("绿化面积", "2067亩"), measured("校园面积", "2067亩")]))
        assert not found("X005", project("甲", [measured("体检人数", "5662人"), measured("建档人数", "5662人")]))

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (measured("绿化养护面积", "2067亩"), measured("绿化养护面积（亩）", "2067亩")),
            (measured("排水面积", "2067亩"), measured("校园面积", "2067平方米")),
            (measured("排水面积", "12300亩"), measured("校园面积", "12300亩")),
            (measured("排水面积", "250亩"), measured("校园面积", "250亩")),
            (measured("排水面积", "96.5亩"), measured("校园面积", "96.5亩")),
            (measured("增长率", "135%"), measured("完成率", "135%")),
            (measured("保洁天数", "365天"), measured("安保天数", "365天")),
            (measured("热线", "12345个"), measured("电话", "12345个")),
            (measured("排水", "2067"), measured("校园", "2067")),
        ],
    )
    def test_numbers_that_things_may_share(self, first: dict, second: dict) -> None:
        assert not found("X005", project("甲", [first]), project("乙", [second]))


def slow_common_subsequence(first: str, second: str) -> int:
    row = [0] * (len(second) + 1)
    for one in first:
        previous = 0
        for index, other in enumerate(second, 1):
            above = row[index]
            row[index] = previous + 1 if one == other else max(above, row[index - 1])
            previous = above
    return row[-1]


short_texts = st.text("甲乙丙丁戊", max_size=24)


class TestSimilarity:
    @given(short_texts, short_texts)
    def test_common_subsequence_is_exact(self, first: str, second: str) -> None:
        assert common_with(first)(second) == slow_common_subsequence(first, second)

    @given(st.text("甲乙丙丁戊己", max_size=24), st.text("甲乙丙丁戊己", max_size=24))
    def test_tokens_count_characters(self, first: str, second: str) -> None:
        common = set(tokens(first)) & set(tokens(second))
        assert len(common) == (Counter(first) & Counter(second)).total()
        assert len(tokens(first)) == len(first)

    def test_ranked_by_how_many_have_them(self) -> None:
        assert ranked(["甲乙丙", "乙丙", "丙丁", "戊"]) == ([(0, 1), (0, 1), (1,), ()], 2)

    @given(st.lists(st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯", min_size=1, max_size=40), max_size=20), st.integers(0, 6))
    def test_a_block_misses_no_set(self, texts: list[str], missing: int) -> None:
        sets, kinds = ranked(map(tokens, texts))
        block = Block(sets, kinds)
        for elements in sets:
            if len(elements) > missing:
                found = set(places(block.holding(elements, missing)))
                assert found <= set(range(len(sets)))
                assert found >= {
                    place for place, other in enumerate(sets) if len(set(elements) - set(other)) <= missing
                }

    def test_a_block_finds_few_in_vain(self) -> None:
        """Goals of many projects have most of their characters in common use; only the rare ones tell them apart."""
        common = "通过开展项目提高服务水平保障群众生活"
        texts = [
            common + "".join(chr(0x4E00 + 20 * (number // 2) + place) for place in range(20)) for number in range(50)
        ]
        sets, kinds = ranked(map(tokens, texts))
        block = Block(sets, kinds)
        assert [list(places(block.holding(elements, 5))) for elements in sets[::2]] == [
            [number, number + 1] for number in range(0, 50, 2)
        ]


NEARLY = Fraction(7, 10)
text_of = partial(reuse.Text, bounds=partial(reuse._bounds, NEARLY))
owned_texts = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["甲乙丙丁", "戊己庚", "辛壬癸子", "丑寅", "卯"]), min_size=1, max_size=5).map(
            "".join
        ),
        st.integers(0, 15),
    ),
    max_size=16,
)


@pytest.fixture(scope="module")
def holders() -> list[Project]:
    """Projects of two units and two years, of two names each, one of them twice in its table."""
    tables = [
        lint_text(
            json.dumps(
                {"unit": unit, "year": year, "projects": [project(name) for name in ("公厕", "广场", "公厕", "公园")]},
                ensure_ascii=False,
            ),
            name="data.json",
        ).tables[0]
        for unit, year in product(("甲局", "乙局"), (2023, 2024))
    ]
    return [project for table in tables for project in table.projects]


class TestLikeness:
    """The first like text, found by telling and asking, is that which is found by asking every one before."""

    @given(owned=owned_texts, block=st.integers(1, 8))
    def test_the_first_of_all_before(self, holders: list[Project], owned: list[tuple[str, int]], block: int) -> None:
        asked = [(text, holders[number]) for text, number in owned]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(likeness, "BLOCK", block)
            found = likeness.Likeness(asked, text_of)
        for place, (text, project) in enumerate(asked):
            first = found.first_like(text, project)
            shares = list(shares_before(asked[:place], text, project))
            assert (first is None) == (not shares)
            if first is not None:
                short, long = sorted((first[1].letters, text), key=len)
                assert Fraction(slow_common_subsequence(short, long), len(short)) == shares[0]
                assert owner(first[0]).comparable(owner(project))

    @pytest.mark.parametrize(
        "texts",
        [
            # A project whose text another has, but none that it may be held against: it looks further, at the others
            # before it, be they longer or shorter, before or after that other one.
            [("甲乙丙丁戊己庚", 4), ("甲乙丙丁戊己庚辛", 5), ("甲乙丙丁戊己庚", 12)],
            [("甲乙丙丁戊己庚", 4), ("甲乙丙丁戊己", 5), ("甲乙丙丁戊己庚", 12)],
            [("甲乙丙丁戊己庚", 4), ("甲乙丙丁戊己辛", 5), ("甲乙丙丁戊己庚", 12)],
            # What served the first project of a text is of no use to the next.
            [("甲乙丙丁戊己庚辛", 6), ("甲乙丙丁戊己庚壬", 5), ("甲乙丙丁戊己庚", 4), ("甲乙丙丁戊己庚", 12)],
            [("甲乙丙丁戊", 6), ("甲乙丙丁己", 5), ("甲乙丙丁戊己", 4), ("甲乙丙丁戊己", 12)],
        ],
    )
    def test_one_that_asks_again(self, holders: list[Project], texts: list[tuple[str, int]]) -> None:
        assert [owner(holders[number])[1:] for number in (4, 5, 6, 12)] == [
            (2024, "甲局", "公厕"),
            (2024, "甲局", "广场"),
            (2024, "甲局", "公厕"),
            (2024, "乙局", "公厕"),
        ]
        asked = [(text, holders[number]) for text, number in texts]
        found = likeness.Likeness(asked, text_of)
        first = [found.first_like(*one) for one in asked][-1]
        assert first is not None
        assert first[0] is holders[5]

    @given(
        owned=st.lists(st.tuples(st.frozensets(st.integers(0, 11), min_size=4), st.integers(0, 15)), max_size=16),
        block=st.integers(1, 8),
    )
    def test_rows_as_texts(self, holders: list[Project], owned: list[tuple[frozenset[int], int]], block: int) -> None:
        asked = [(rows, holders[number]) for rows, number in owned]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(likeness, "BLOCK", block)
            found = likeness.Likeness(asked, duplication.Rows)
        for place, (rows, project) in enumerate(asked):
            known: dict[frozenset[int], bool] = {}
            for other, holder in asked[:place]:
                if len(rows & other) >= Fraction(8, 10) * len(rows | other):
                    known[other] = known.get(other, False) or owner(holder).comparable(owner(project))
            near = [other for other, may_be in known.items() if may_be]
            first = found.first_like(rows, project)
            assert (first[1].rows if first else None) == (rows if rows in near else next(iter(near), None))

    def test_thousands_alike_are_not_compared_with_each_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared: list[tuple[str, str]] = []
        fits = likeness.Comparison.fits

        def counting(self: likeness.Comparison, other: likeness.Item) -> bool:
            compared.append((self.item.letters, other.letters))
            return fits(self, other)

        monkeypatch.setattr(likeness.Comparison, "fits", counting)
        goals = [f"{GOAL}{'新' * (number * 7 % 5)}{number:03}" for number in range(400)]
        projects = [project(f"第{number}公厕", goal=goal) for number, goal in enumerate(goals)]
        assert len(found("X004", *projects)) == 399
        assert len(compared) < 400 * 3
        assert len({frozenset(pair) for pair in compared}) == len(compared)

    def test_common_rows_do_not_make_pairs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where all rows are in use everywhere, hundreds of sets have any one of them."""
        compared = 0

        def counting(self: likeness.Comparison, other: likeness.Item) -> bool:
            nonlocal compared
            compared += 1
            return False

        monkeypatch.setattr(likeness.Comparison, "fits", counting)
        usual = [
            {**ROWS[1], "name": f"{name}率", "full": f"≥{percent}%"} for name in "甲乙丙丁" for percent in range(90, 95)
        ]
        sets = [[usual[place] for place in four] for four in combinations(range(12), 4)]
        assert not found("X003", *(project(f"第{number}项", rows) for number, rows in enumerate(sets)))
        assert compared == 0

    def test_one_programme_in_many_units_is_not_compared(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def never(text: str) -> Callable[[str], int]:
            raise AssertionError(text)

        monkeypatch.setattr(reuse, "common_with", never)
        names = [f"第{number}小学" for number in range(9)]
        tables = [
            {"unit": name, "year": 2024, "projects": [project(f"{name}营养餐", goal=f"{GOAL}{number}")]}
            for number, name in enumerate(names)
        ]
        assert not found_in("X004", tmp_path, *tables)


def shares_before(before: list[tuple[str, Project]], text: str, project: Project) -> Iterator[Fraction]:
    """What each comparable text before has in common with this one, its very equal first, where that is enough."""
    shares: dict[str, Fraction] = {}
    for other, holder in before:
        short, long = sorted((other, text), key=len)
        share = Fraction(slow_common_subsequence(short, long), len(short))
        if share >= NEARLY and len(short) >= reuse.LEAST_LENGTH_RATIO * len(long):
            shares.setdefault(other, Fraction(0))
            if owner(holder).comparable(owner(project)):
                shares[other] = share
    if shares.get(text):
        yield shares[text]
    yield from (share for other, share in shares.items() if other != text and share)
