"""G: whether the goal in prose says something, and whether the indicators bear it out, seen from outside."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging import Told, judge, tell

from perflint.expression import Quantity, parse
from perflint.finding import Finding
from perflint.rule import catalogue
from perflint.rules import promises
from perflint.testing import check_examples, mend


def project(goal: str, *rows: str, more: str = "", name: str = "示例") -> str:
    """A project whose goal stands on line 3 from column 12; rows: `名称=值` or `名称=值|年度值`."""
    text = (
        f'projects:\n  - name: {name}\n    goal: "{goal}"\n' + (f"    {more}\n" if more else "") + "    indicators:\n"
    )
    for row in rows:
        title, _, value = row.partition("=")
        full, _, annual = value.partition("|")
        given = f", annual: '{annual}'" if annual else ""
        text += f"      - {{level1: 产出指标, level2: 数量指标, name: {title}, full: '{full}'{given}}}\n"
    return text if rows else text.replace("indicators:", "indicators: []")


def found(
    code: str, goal: str, *rows: str, more: str = "", name: str = "示例", **parameters: object
) -> tuple[Finding, ...]:
    return judge(code, project(goal, *rows, more=more, name=name), **parameters)


def told(code: str, goal: str, *rows: str, more: str = "", name: str = "示例", **parameters: object) -> list[Told]:
    return [tell(finding) for finding in found(code, goal, *rows, more=more, name=name, **parameters)]


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] == "G"])
def test_the_page_of_every_rule_holds(code: str) -> None:
    check_examples(catalogue().rules[code])


class TestUncovered:
    def test_all_open_numbers_in_one_finding(self) -> None:
        (one,) = found("G001", "培训教师15000人次、累计20000学时，教师上课更有底气。", "培训班次=≥12期")
        assert one.message == "目标里的15000人次、20000学时，没有指标来衡量"
        assert one.help == "各补一条指标，值与目标一致；不打算考核的数从目标里删去"
        assert tell(one)[4:] == ("goal:3:16", "15000人次")
        assert (str(one.severity), one.place.pointer) == ("info", "/projects/0/goal")
        assert [(related.message, related.place.pointer) for related in one.related] == [
            ("20000学时", "/projects/0/goal")
        ]

    @pytest.mark.parametrize(
        ("goal", "numbers"),
        [
            ("清淤河道36公里，沿河群众不再受淹。", "36公里"),
            ("发放补贴120万元，让种粮农民得到实惠。", "120万元"),
            ("食品抽检合格率达到98%，市民吃得放心。", "98%"),
            ("建设两座泵站、三十间教室，方便群众。", "两座、三十间"),
            ("修建两万余亩高标准农田，农民增收。", "两万余亩"),
            ("火灾24小时内扑灭，守护林区群众的安全。", "24小时"),
        ],
    )
    def test_quantities(self, goal: str, numbers: str) -> None:
        (one,) = told("G001", goal, "检查次数=≥7次")
        assert one.message == f"目标里的{numbers}，没有指标来衡量"

    @pytest.mark.parametrize(
        ("goal", "row"),
        [
            ("清淤河道36公里，沿河群众不再受淹。", "清淤长度=36公里"),
            ("清淤河道36公里，沿河群众不再受淹。", "清淤长度=36000米"),
            ("清淤河道36公里，沿河群众不再受淹。", "河道清淤（36公里）=已完成"),
            ("惠及群众1.2万余人，出行更顺畅。", "受益群众=≥12000人"),
            ("慰问困难群众，每户500元。", "慰问标准=500元/户"),
            ("维修甲、乙、丙三座桥梁，方便群众过河。", "桥梁验收合格率=100%"),
            ("2024年12月底前完成第二批、第3次抽检，让市民放心。", "抽检批次=9批"),
            ("打造一支队伍，实行三级管理，落实八项规定。", "检查次数=9次"),
            ("热线24小时畅通，机房7×24小时值守，群众随时能打通。", "热线数量=1条"),
            ("治理率由38%提高到52%，群众喝上干净水。", "治理率=≥52%"),
            ("为65岁以上老人体检，老人看病更方便。", "体检次数=9次"),
            ("推进泵站二期工程，五台山景区群众不再受淹。", "泵站数=9座"),
            ("1.修路；2.架桥；（3）绿化，方便群众。", "修路长度=9公里"),
            ("依照县政府12号文件，落实“三百”工程，方便群众。", "修路长度=9公里"),
        ],
    )
    def test_near_misses(self, goal: str, row: str) -> None:
        assert told("G001", goal, row) == []

    @pytest.mark.parametrize(
        ("goal", "row"),
        [
            ("铺设管道3600米，居民用上自来水。", "铺设管道长度=≥3.6公里"),
            ("铺设管道3.6公里，居民用上自来水。", "铺设管道长度=≥3600米"),
        ],
    )
    def test_a_number_may_be_measured_in_a_unit_of_another_size(self, goal: str, row: str) -> None:
        assert told("G001", goal, row) == []

    def test_three_metres_are_not_thirteen(self) -> None:
        assert len(told("G001", "新建泵站3座，沿河群众不再受淹。", "泵站（13座）=已完成")) == 1

    def test_the_projects_own_funds_whole_or_parted(self) -> None:
        goal = "申请资金90万元，其中60万元用于修路，30万元用于架桥，方便群众。"
        assert told("G001", goal, "修路长度=9公里", more="budget: {total: 90}") == []
        assert len(told("G001", goal, "修路长度=9公里", more="budget: {total: 100}")) == 1

    def test_nothing_is_held_against_an_empty_table_or_one_in_words(self) -> None:
        assert told("G001", "清淤河道36公里，沿河群众不再受淹。") == []

    def test_the_annual_goal_is_held_against_annual_values(self) -> None:
        more = 'annual_goal: "本年清淤河道12公里，沿河群众不再受淹。"'
        assert told("G001", "三年清淤河道36公里，沿河群众不再受淹。", "清淤长度=36公里|12公里", more=more) == []
        (one,) = told("G001", "三年清淤河道36公里，沿河群众不再受淹。", "水质达标率=36公里|≥95%", more=more)
        assert (one.message, one.at) == ("目标里的12公里，没有指标来衡量", "annual_goal:4:25")


class TestConflict:
    def test_one_thing_two_numbers(self) -> None:
        (one,) = found("G002", "满足13000多名师生的上网需要。", "服务人数=＞12000人")
        assert one.message == "目标里是13000多名，指标“服务人数”却是＞12000人"
        assert (str(one.severity), one.help) == ("warning", "两处改成同一个数")
        assert tell(one)[4:] == ("goal:3:14", "13000多名")
        assert [(related.message, related.place.pointer) for related in one.related] == [
            ("服务人数", "/projects/0/indicators/0/full")
        ]

    @pytest.mark.parametrize(
        ("goal", "row"),
        [
            ("设置床位150张，老人就近养老。", "设置床位=120张"),
            ("夺取金牌20枚，为市民争光。", "获得金牌=≥18枚"),
            ("抽检合格率稳定在98%以上，市民放心。", "农产品抽检合格率=≥97%"),
            ("养护绿地210公顷，市民休闲有去处。", "养护面积=200公顷"),
            ("带动农民增收1200万元。", "带动增收=≥1000万元"),
            ("全年服务旅客98万人次，出行顺畅。", "服务旅客人次=≥90万人次"),
            ("为3600名考生服务。", "考生人数=3000人"),
            ("铺设管网45公里，村民喝上净水。", "铺设管网长度=40000米"),
        ],
    )
    def test_the_same_kind_of_thing(self, goal: str, row: str) -> None:
        assert len(told("G002", goal, row)) == 1
        assert told("G001", goal, row) == []

    @pytest.mark.parametrize(
        ("goal", "rows"),
        [
            ("满足12000多名师生的上网需要。", ["服务人数=＞12000人"]),
            ("培训教师500人次，教师受益。", ["培训教师人数=400人"]),
            ("购置电脑35台，方便师生。", ["购置空调=20台"]),
            ("购置检测设备12台、电脑30台，方便群众。", ["购置设备=50台"]),
            ("聘用护林员210名，守护群众家园。", ["受益群众=≥5000人"]),
            ("办理法律援助案件260件，群众打得起官司。", ["调解案件=300件"]),
            ("培训教师500人、校长100人，师生受益。", ["培训教师人数=500人", "培训校长人数=100人"]),
            ("修路12公里，方便群众。", ["修路长度=12000米"]),
        ],
    )
    def test_near_misses(self, goal: str, rows: list[str]) -> None:
        assert told("G002", goal, *rows) == []


class TestNoNumber:
    @pytest.mark.parametrize(
        ("goal", "name"),
        [
            ("开展教师继续教育培训，提高教师队伍素质。", "培训"),
            ("2024年底前完成第三批抽检，让市民放心。", "抽检"),
            ("落实三支一扶政策，为基层输送一批人才。", "人才"),
            ("推进“三百”工程，方便群众办事。", "改革"),
            ("推进百村千户5000人健身工程，群众就近健身。", "百村千户5000人健身工程"),
            ("推进堤防二期工程，保障七台河沿河群众安全。", "堤防"),
        ],
    )
    def test_no_quantity_at_all(self, goal: str, name: str) -> None:
        (one,) = told("G003", goal, name=name)
        assert (one.severity, one.message) == ("info", "目标里没有一个数")
        assert (one.help, one.at, one.cut) == ("写上做多少、给多少人、达到多少，与指标一致", "goal:3:12", goal)

    @pytest.mark.parametrize(
        "goal",
        [
            "培训教师1200人次，提高素质。",
            "合格率达到98%，市民放心。",
            "维修甲、乙、丙三座桥。",
            "改造二十个小区，方便居民。",
        ],
    )
    def test_near_misses(self, goal: str) -> None:
        assert told("G003", goal) == []


class TestSpendingPlan:
    @pytest.mark.parametrize(
        "goal",
        [
            "采购云主机、云存储、云安全服务，完成系统迁移上云和测试验收。",
            "用于监测站房屋租赁、仪器购置和资料印刷等支出。",
            "举办马拉松、龙舟等赛事活动20场。",
            "按照年度计划，新建林区道路9公里，完成路基、路面施工及验收。",
            "按照批复的方案完成水闸主体施工和竣工验收。",
            "更新学生宿舍家具600套，服务面积2.6万平方米，工程经验收后投入使用。",
            "申请资金320万元，其中200万元用于村道硬化，120万元用于安装路灯。",
        ],
    )
    def test_nothing_but_money_and_things(self, goal: str) -> None:
        (one,) = told("G004", goal)
        assert (one.severity, one.message) == ("warning", "目标只说花钱、买什么、建什么，没有说给谁、带来什么")
        assert (one.help, one.at) == ("在后面补上结果，如“满足多少师生使用”“故障率降到多少以下”", "goal:3:12")

    @pytest.mark.parametrize(
        "goal",
        [
            "为8个渡口更换渡船，购置救生衣400件，渡运全年零事故。",
            "修复矿山540亩，栽植苗木3万株，裸露山体重新披绿。",
            "改造机房200平方米，更换电源2套，机房PUE值降到1.5以下。",
            "建成微型消防站48个，接警后3分钟到场。",
            "新建公厕12座，市民如厕步行不超过500米。",
            "开展抽检1200批次，守住食品安全底线。",
            "采购疫苗80万毫升，生猪疫病不再流行。",
            "围绕乡村全面振兴的总要求。",
        ],
    )
    def test_results_in_any_words(self, goal: str) -> None:
        assert told("G004", goal) == []


class TestSlogan:
    def test_every_slogan_is_named(self) -> None:
        (one,) = found("G005", "放流鱼苗500万尾，意义重大，为生态文明建设保驾护航。")
        assert (str(one.severity), one.message) == ("info", "目标里有套话：“意义重大”、“保驾护航”")
        assert (one.help, tell(one)[4:]) == ("换成能检查的结果，或删去", ("goal:3:22", "意义重大"))
        assert [related.message for related in one.related] == ["保驾护航"]

    @pytest.mark.parametrize(
        "phrase",
        [
            "为学校发展奠定坚实基础",
            "打造文旅融合新名片",
            "为乡村振兴注入强劲动力",
            "再上新台阶",
            "成为行业的一面旗帜",
            "社会效益显著",
        ],
    )
    def test_slogans(self, phrase: str) -> None:
        assert len(told("G005", f"改造教室32间，{phrase}。")) == 1

    @pytest.mark.parametrize(
        "goal",
        [
            "建设中国特色、世界水平的高职学校。",
            "掌握基础知识的学生达到90%。",
            "重大事故为零，群众有安全感。",
            "夯实路基12公里，方便群众。",
        ],
    )
    def test_near_misses(self, goal: str) -> None:
        assert told("G005", goal) == []


class TestLength:
    @pytest.mark.parametrize("count", [6, 19])
    def test_too_short(self, count: int) -> None:
        (one,) = told("G006", "修" * count)
        assert (one.severity, one.message) == ("info", f"目标只有{count}个字，说不清要做什么")
        assert (one.help, one.at) == ("写明做什么、做多少、给谁、达到什么效果", "goal:3:12")

    def test_too_long(self) -> None:
        (one,) = told("G006", "修" * 501)
        assert one.message == "目标有501个字，重点看不出来"
        assert one.help == "压到500字以内，背景和意义放到立项依据里"

    @pytest.mark.parametrize("count", [5, 20, 500])
    def test_the_bounds_are_fine_and_no_goal_at_all_is_another_rules(self, count: int) -> None:
        assert told("G006", "修" * count) == []

    def test_the_bounds_are_parameters(self) -> None:
        assert told("G006", "修" * 15, goal_min=15) == []
        assert len(told("G006", "修" * 30, goal_max=29)) == 1


class TestUnfinished:
    @pytest.mark.parametrize(
        "ending", ["达到培训总体目标", "达到协同创新的总体绩效目标", "达到防治目标", "达到预期目标"]
    )
    def test_which_goal(self, ending: str) -> None:
        (one,) = told("G007", f"开展教师培训1200人次，{ending}。")
        assert (one.severity, one.message) == ("warning", f"目标以“{ending}”收尾，却没有说是什么目标")
        assert (one.help, one.at, one.cut) == ("写出目标本身：达到多少、给谁、什么时候", "goal:3:25", ending)

    @pytest.mark.parametrize(
        "goal",
        [
            "达到合格率98%以上的目标。",
            "达到碳达峰目标。",
            "达到增收致富的目标。",
            "达到总体目标后，再培训教师500人。",
            "完成培训500人。",
        ],
    )
    def test_near_misses(self, goal: str) -> None:
        assert told("G007", goal) == []


class TestSpacing:
    def test_it_counts_the_places(self) -> None:
        (one,) = found("G008", "支撑产 业链升级，，培训教师300人。。")
        assert (str(one.severity), one.message) == ("info", "目标里有3处多余的空格或重复的标点")
        assert (one.help, tell(one)[4:]) == ("去掉多余的空格，标点只留一个", ("goal:3:15", " "))
        assert [related.message for related in one.related] == ["另一处", "另一处"]

    @pytest.mark.parametrize(
        "goal",
        [
            "租用 12 辆车，方便群众。",
            "防止返贫……让群众放心。",
            "选派干部——每村3名。",
            "更新 UPS 电源，保障供电。",
            "“乐学”，不累。",
        ],
    )
    def test_near_misses(self, goal: str) -> None:
        assert told("G008", goal) == []

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("goal: 支撑产 业链升级，，培训教师300人。。", "goal: 支撑产业链升级，培训教师300人。"),
            ('goal: "支撑产 业链升级，，培训教师300人。。"', 'goal: "支撑产业链升级，培训教师300人。"'),
            (
                "goal: |\n      支撑产 业链升级，，\n      培训教师300人。。",
                "goal: |\n      支撑产业链升级，\n      培训教师300人。",
            ),
        ],
        ids=["plain", "quoted", "block"],
    )
    def test_the_fix_mends_nothing_else(self, before: str, after: str) -> None:
        text = f"projects:\n  - name: 双 高\n    {before}\n    indicators: []\n"
        (one,) = judge("G008", text)
        assert one.fix is not None
        assert str(one.fix.safety) == "safe"
        assert mend(text, [one.fix]) == f"projects:\n  - name: 双 高\n    {after}\n    indicators: []\n"
        assert judge("G008", mend(text, [one.fix])) == ()

    def test_the_fix_in_json(self) -> None:
        goal = "支撑产 业链升级，，培训教师300人。"
        text = json.dumps({"projects": [{"name": "甲", "goal": goal, "indicators": []}]}, ensure_ascii=True)
        (one,) = judge("G008", text)
        assert one.fix is not None
        mended = json.loads(mend(text, [one.fix]))
        assert mended["projects"][0]["goal"] == "支撑产业链升级，培训教师300人。"


class TestIdenticalGoals:
    GOAL = "租用雾炮车10辆，优良天数达到300天。"

    @pytest.mark.parametrize(
        ("name", "period"),
        [("雾炮车", "period: 2023-2024"), ("2023-2024年雾炮车", ""), ("雾炮车", "period: 2023.07-2024.01")],
    )
    def test_years_with_one_goal(self, name: str, period: str) -> None:
        more = f'{period}\n    annual_goal: "{self.GOAL}"' if period else f'annual_goal: "{self.GOAL}"'
        (one,) = found("G009", self.GOAL, more=more, name=name)
        assert (str(one.severity), one.message) == ("warning", "跨年项目的年度目标与总体目标一字不差")
        assert one.help == "年度目标写本年要做到的，总体目标写整个项目期的"
        assert (one.place.pointer, [related.place.pointer for related in one.related]) == (
            "/projects/0/annual_goal",
            ["/projects/0/goal"],
        )

    @pytest.mark.parametrize(
        ("name", "period", "annual"),
        [
            ("雾炮车", "period: 2024", GOAL),
            ("雾炮车", "period: 2024.01-2024.12", GOAL),
            ("雾炮车", "kind: 延续项目", GOAL),
            ("雾炮车", "period: 2023-2024", GOAL.replace("300", "150")),
            ("雾炮车", "period: 2023-2024", ""),
        ],
    )
    def test_near_misses(self, name: str, period: str, annual: str) -> None:
        assert told("G009", self.GOAL, more=f'{period}\n    annual_goal: "{annual}"', name=name) == []


class TestAchieved:
    @pytest.mark.parametrize(
        ("goal", "phrase"),
        [
            ("更换地板，服务了在校师生1.3万人。", "服务了"),
            ("改造易涝点18处，解决了群众的烦心事。", "解决了"),
            ("已完成清理2300株，群众放心。", "已完成"),
            ("泵站已经建成，群众放心。", "已经建成"),
            ("教学条件大大提高了，学生受益。", "提高了"),
        ],
    )
    def test_a_past_in_a_plan(self, goal: str, phrase: str) -> None:
        (one,) = told("G010", goal)
        assert (one.severity, one.message) == ("info", f"“{phrase}”像是已经做完，目标要写将来")
        assert (one.help, one.cut) == ("去掉“了”“已”，写“将……”“达到……”", phrase)
        assert one.at == f"goal:3:{12 + goal.index(phrase)}"

    @pytest.mark.parametrize(
        "goal",
        [
            "为了方便群众，除了修路还要架桥。",
            "让群众了解政策，按期了结案件。",
            "已建成的泵站继续免费开放。",
            "替换已报废的旧设备，学生受益。",
            "办事免不了跑腿的现象减少。",
            "群众看病的花费少了，跑腿的次数少了。",
        ],
    )
    def test_near_misses(self, goal: str) -> None:
        assert told("G010", goal) == []


VALUES = st.tuples(
    st.sampled_from(["", "≥", "≤ ", "不少于", "约", "达到", "＞", "每年", "共"]),
    st.one_of(
        st.integers(0, 99_999).map(str),
        st.decimals(0, 1000, places=2).map(str),
        st.sampled_from(["1,200", "三", "十二", "２０", "0", "1：18", "百分之九十", "1.5万", "3亿", "两百"]),
    ),
    st.sampled_from(["", "个", "万元", "%", "人次", "月", "元/人.天", "平方米", "年", "台（套）", "亩", "小时", "號"]),
    st.sampled_from(["", "以上", "左右", "（含）", "以内", "/年", " "]),
).map("".join)


@settings(max_examples=500)
@given(VALUES)
def test_an_amount_of_a_value_is_no_other_quantity_alone(text: str) -> None:
    """So that a goal which states it, sign by sign, promises what the value measures."""
    stated = promises._stated(text)
    if stated:
        amount, unit = stated
        alone, whole = parse(amount), parse(text)
        assert isinstance(whole, Quantity)
        assert whole.unit == unit
        if isinstance(alone, Quantity):
            assert (alone.number, alone.unit) == (whole.number, unit)
        else:
            assert not amount or not promises._counts(unit)  # 百分之九十; 十二月


@pytest.mark.parametrize(
    ("goal", "rows", "left"),
    [
        ("全年养护道路12公里，清运垃圾30吨。", ["养护道路长度=≥12公里", "清运垃圾量=30吨"], None),
        ("全年养护道路12公里，清运垃圾30吨。", ["养护道路长度=≥12公里", "购置车辆数=30辆"], "30吨"),
        ("全年养护道路12公里，清运垃圾30吨。", ["养护道路长度=|≥12公里", "清运垃圾量=|30吨"], None),
        ("全年养护道路12公里，培训2次。", ["养护道路长度=≥12公里", "培训人数=2人"], "2次"),
        ("全年养护道路12公里。", ["养护道路长度=12000米"], None),
    ],
)
def test_amounts_that_values_state_are_covered(goal: str, rows: list[str], left: str | None) -> None:
    said = [one.message for one in found("G001", goal, *rows)]
    assert [left in message for message in said] == ([True] if left else [])
