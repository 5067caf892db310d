"""Family U as a reader meets it: what fires and what does not, in which words, where, and what a fix does."""

from __future__ import annotations

import pytest
from judging import Told, beside, judge, mended, table, tell, told

# Rule, level 2, name, value: three and more that fire and as many that do not, from different sectors.
FIRES = """
U001 数量 日均接入量 ≤10ms
U001 数量 参训教师人数 ≥90%
U001 质量 家庭医生签约率 24694人
U001 数量 制作宣传横幅 1年
U001 数量 居民健康档案 38500人
U001 时效 法律援助补贴发放及时率 ≤7工作日
U002 数量 服务师生人数 ≥12000
U002 数量 购置仪器设备数量 36
U002 数量 食品抽检批次 1200
U002 时效 运维服务周期 180
U003 质量 工程验收合格率 100
U003 满意度 群众满意度 ≥95
U003 质量 苗木成活率 ≥85
U004 质量 视频监控在线率 ≥0.97比例
U004 质量 设备完好率 0.95
U004 满意度 患者满意度 0.9
U005 社会 安全保障 ≥90%
U005 质量 资金使用合规性 100%
U005 社会 办学水平提高 100%
U005 社会 建档立卡学生全面覆盖 100%
U006 数量 改善排污面积（亩） 2067亩
U006 质量 工程量完成率(%) 100%
U006 成本 人均培训成本（元/人.天） ＜550
U007 数量 改善排污面积（亩） 20公里
U007 数量 培训人数（人） 12场
U007 成本 补助标准（元/亩） 300亩
U008 经济 技术服务到账金额 15万
U008 成本 人工成本 ≤620万/月
U008 成本 育苗补助 ≤28.40/株
U008 成本 造林补助 每亩300
U008 成本 项目总成本 3584
U009 成本 公路硬化补助标准 ≤120万元
U009 成本 课桌椅采购单价 ≤450元
U009 成本 生均公用经费 ≤1000元
U010 数量 雾炮车射程 80M
U010 数量 存储容量 200T
U010 数量 服务种类 12种次
U011 数量 修缮面积 300平米
U011 满意度 游客满意度 90％
U011 成本 培训标准 550元/人.天
U011 成本 防疫室84平米 1050元
U012 数量 参训人数 36.5人
U012 数量 购置电脑数量 12.5台
U012 数量 巡回医疗次数 0.5次
"""
QUIET = """
U001 质量 硕士人数占比 ≥65%
U001 数量 参训人数 ≥90人次
U001 数量 早孕建册数 120人
U001 数量 抽检批次 300组
U001 经济 化肥使用量减少 ≥3%
U001 社会 人均预期寿命 ≥78岁
U001 质量 孕产妇死亡率 ≤18人/10万人
U002 社会 生师比 ＜20
U002 质量 空气质量综合指数 ≤4.2
U002 数量 改造实训室(个) 3
U002 数量 种植数量(≥**株) 17600
U002 质量 安全事故起数 0
U002 时效 项目完成时间 2024
U003 质量 成活率(≥**%) ≥85
U003 质量 设备合格率（%） 95
U003 数量 巡查频率 2
U003 社会 师生比 1:18
U004 质量 视频监控在线率 ≥97%
U004 质量 差错率（%） 0.5
U004 经济 投资回报倍数 0.5
U005 社会 安全隐患整改率 ≥90%
U005 数量 资金支出率达到目标值 95%
U005 经济 农民收入增长 ≥8%
U005 社会 群众安全感 ≥95%
U005 成本 经费占预算资金 ≤5%
U006 数量 实践（实验）教学基地 3个
U006 数量 培训人数（学生） 300人
U006 质量 合格率(≥**%) ≥95%
U006 质量 合格率（≥90%） ≥95%
U007 数量 改善排污面积（亩） 1.5公顷
U007 数量 培训人数（人） 300人次
U007 成本 补助标准（元/人） 500元
U008 经济 技术服务到账金额 15万元
U008 成本 项目总投入(≤**万元) 6070
U008 数量 服务人口 15万
U008 成本 办公家具 12套
U009 成本 公路硬化补助标准 ≤120万元/公里
U009 成本 每公里公路硬化补助标准 ≤120万元
U009 成本 补助标准（元/人） 500元
U009 经济 农村居民人均可支配收入 ≥18000元
U010 数量 雾炮车射程 80米
U010 数量 出口带宽 ≥500Mbps
U010 成本 育苗补助 ≤28.40/株
U011 数量 修缮面积 300平方米
U011 数量 围墙84平方米 1处
U011 数量 采购3m2B型设备 1台
U011 时效 审批时限 ≤7个工作日
U011 成本 培训标准 550元/人·天
U012 数量 平均每班培训人数 36.5人
U012 数量 服务人次 1.25万人次
U012 数量 清淤长度 12.5公里
"""


def split(rows: str) -> list[tuple[str, str, str, str]]:
    return [(code, level2, name, value) for code, level2, name, value in map(str.split, rows.strip().splitlines())]


@pytest.mark.parametrize(("code", "level2", "name", "value"), split(FIRES))
def test_it_fires(code: str, level2: str, name: str, value: str) -> None:
    assert [finding.code for finding in judge(code, table(level2, name, value=value))] == [code]


@pytest.mark.parametrize(("code", "level2", "name", "value"), split(QUIET))
def test_it_does_not_fire(code: str, level2: str, name: str, value: str) -> None:
    assert not judge(code, table(level2, name, value=value))


@pytest.mark.parametrize(
    ("level2", "name", "value", "expected"),
    [
        (
            "数量",
            "日均接入量",
            "≤10ms",
            Told(
                "U001",
                "error",
                "“ms”是时间单位，与名称里的“接入量”不符",
                "按“接入量”重新填写：多少次，数字和符号一并核定；如果要衡量的其实是时间，就改名称",
                "value:7:20",
                "ms",
            ),
        ),
        (
            "数量",
            "居民健康档案",
            "38500人",
            Told(
                "U001",
                "warning",
                "“健康档案”一般不用“人”计，数的是什么不清楚",
                "要数人，就把名称里的“健康档案”改成“人数”；不然按“健康档案”重新填写：多少卷",
                "value:7:22",
                "人",
            ),
        ),
        (
            "数量",
            "服务人数",
            "≥12000",
            Told("U002", "info", "“≥12000”没有写单位“人”", "写成 ≥12000人", "value:7:18", "12000"),
        ),
        (
            "数量",
            "购置设备数量",
            "36",
            Told(
                "U002",
                "warning",
                "“36”只有数字，没有单位，不知道数的是什么",
                "在数字后写上单位，如 36台",
                "value:7:17",
                "36",
            ),
        ),
        (
            "数量",
            "论文（篇）或专利（项）",
            "5",
            Told(
                "U002",
                "warning",
                "名称里有篇、项两种单位，“5”指哪一种不清楚",
                "拆成两个指标，各写各的单位",
                "value:7:17",
                "5",
            ),
        ),
        (
            "质量",
            "验收合格率",
            "≥95",
            Told("U003", "warning", "“验收合格率”是比率，“≥95”却没有写 %", "写成 ≥95%", "value:7:18", "95"),
        ),
        (
            "质量",
            "在线率",
            "≥0.97比例",
            Told("U004", "warning", "“≥0.97比例”把比率写成了小数", "写成百分数：≥97%", "value:7:18", "0.97"),
        ),
        (
            "社会",
            "安全保障",
            "≥90%",
            Told(
                "U005",
                "warning",
                "“安全保障”不是比率，写“≥90%”不知道是什么占什么",
                "名称写成“…率”，让人看出什么占什么（如“隐患整改率”是已整改的隐患占全部隐患），或换成能数出来的量",
                "value:7:17",
                "≥90%",
            ),
        ),
        (
            "质量",
            "资金使用合规性",
            "100%",
            Told(
                "U005",
                "info",
                "“资金使用合规性”用了百分数，名称却不是比率",
                "名称写成“资金使用合规率”",
                "value:7:17",
                "100%",
            ),
        ),
        (
            "数量",
            "灌溉面积（亩）",
            "2067亩",
            Told(
                "U006",
                "info",
                "名称里带着单位“（亩）”",
                "单位写在指标值里：名称写“灌溉面积”，值写 2067亩",
                "name:6:20",
                "（亩）",
            ),
        ),
        (
            "数量",
            "灌溉面积（亩）",
            "20公里",
            Told(
                "U007",
                "error",
                "名称里写的单位是“亩”，值却用“公里”",
                "两处留一处：名称去掉括号，值用与“亩”同类的单位",
                "value:7:19",
                "公里",
            ),
        ),
        (
            "成本",
            "人工成本",
            "≤620万/月",
            Told("U008", "warning", "“≤620万/月”是金额，却没有写“元”", "写成 ≤620万元/月", "value:7:18", "620"),
        ),
        (
            "成本",
            "人工成本",
            "3584",
            Told(
                "U008",
                "warning",
                "“3584”是金额，没有写单位，是元还是万元不清楚",
                "写清单位，如 ≤3584元 或 ≤3584万元",
                "value:7:17",
                "3584",
            ),
        ),
        (
            "成本",
            "课桌椅采购单价",
            "≤450元",
            Told(
                "U009",
                "warning",
                "“采购单价”是每一份的价钱，“≤450元”却是一笔总数",
                "写明每什么多少钱，如 ≤450元/套",
                "value:7:17",
                "≤450元",
            ),
        ),
        (
            "数量",
            "雾炮车射程",
            "80M",
            Told("U010", "warning", "单位“M”含义不明", "换成通用的计量单位，如 米、公里", "value:7:19", "M"),
        ),
        (
            "数量",
            "硬盘",
            "80T",
            Told("U010", "warning", "单位“T”含义不明", "写全称，如 吨、TB", "value:7:19", "T"),
        ),
        (
            "数量",
            "修缮面积",
            "300平米",
            Told("U011", "info", "单位“平米”不是规范写法", "写成“平方米”", "value:7:20", "平米"),
        ),
        (
            "成本",
            "防疫室84平米",
            "1050元",
            Told("U011", "info", "单位“平米”不是规范写法", "写成“平方米”", "name:6:21", "平米"),
        ),
        (
            "数量",
            "培训人数",
            "36.5人",
            Told(
                "U012",
                "warning",
                "“36.5人”：人不能有小数",
                "写整数；如果是平均数，名称写明“平均”",
                "value:7:17",
                "36.5",
            ),
        ),
    ],
)
def test_it_says_what_is_wrong_and_what_to_write(level2: str, name: str, value: str, expected: Told) -> None:
    assert told(expected.code, level2, name, value=value) == [expected]


@pytest.mark.parametrize(
    ("code", "level2", "name", "value", "after"),
    [
        ("U002", "数量", "服务人数", "≥12000", ("服务人数", "≥12000人")),
        ("U002", "数量", "受益人口", "≥3万", ("受益人口", "≥3万人")),
        ("U002", "数量", "服务次数", "约300", ("服务次数", "约300次")),
        ("U003", "质量", "合格率", "≥95", ("合格率", "≥95%")),
        ("U003", "质量", "合格率", "98以上", ("合格率", "98%以上")),
        ("U004", "质量", "在线率", "≥0.97比例", ("在线率", "≥97%")),
        ("U004", "质量", "在线率", "0.995", ("在线率", "99.5%")),
        ("U006", "数量", "灌溉面积（亩）", "2067亩", ("灌溉面积", "2067亩")),
        ("U006", "数量", "改造实训室(个)", "3", ("改造实训室", "3个")),
        ("U006", "数量", "维修面积（㎡）", "≥300", ("维修面积", "≥300平方米")),
        ("U006", "数量", "论文数（篇）", "≥12项", ("论文数", "≥12项")),
        ("U008", "成本", "人工成本", "≤620万/月", ("人工成本", "≤620万元/月")),
        ("U008", "经济", "到账金额", "15万", ("到账金额", "15万元")),
        ("U008", "成本", "树苗", "≤28.40/株", ("树苗", "≤28.40元/株")),
        ("U011", "数量", "修缮面积", "300平米", ("修缮面积", "300平方米")),
        ("U011", "数量", "围墙84平米", "1处", ("围墙84平方米", "1处")),
        ("U011", "成本", "人均成本（元/人.天）", "≤550", ("人均成本（元/人/天）", "≤550")),
    ],
)
def test_the_fix_leaves_nothing_of_the_rule(
    code: str, level2: str, name: str, value: str, after: tuple[str, str]
) -> None:
    assert tuple(mended(code, level2, name, value=value).values()) == after


@pytest.mark.parametrize(
    ("code", "cells", "safety", "title"),
    [
        ("U002", {"name": "服务人数", "value": "300"}, "unsafe", "补上单位“人”"),
        ("U003", {"name": "合格率", "value": "95"}, "unsafe", "补上 %"),
        ("U004", {"name": "合格率", "value": "0.95"}, "unsafe", "写成 95%"),
        ("U006", {"name": "面积（亩）", "value": "20亩"}, "safe", "名称去掉单位"),
        ("U006", {"name": "面积（亩）", "value": "20"}, "unsafe", "单位移到指标值里"),
        ("U006", {"name": "面积（亩）", "value": "20公顷"}, "unsafe", "名称去掉单位"),
        ("U008", {"name": "到账金额", "value": "15万"}, "unsafe", "补上“元”"),
        ("U011", {"name": "面积", "value": "20平米"}, "safe", "写成“平方米”"),
        ("U013", {"name": "合格率", "value": "≥95%", "unit": "%"}, "safe", "值里去掉一遍"),
    ],
)
def test_a_fix_says_how_safe_it_is(code: str, cells: dict[str, str], safety: str, title: str) -> None:
    (finding,) = judge(code, table("质量", cells.pop("name"), **cells))
    assert finding.fix is not None
    assert (str(finding.fix.safety), finding.fix.title) == (safety, title)


@pytest.mark.parametrize(
    ("code", "level2", "name", "value"),
    [
        ("U001", "数量", "参训人数", "≥90%"),
        ("U005", "社会", "安全保障", "≥90%"),
        ("U006", "数量", "论文（篇）或专利（项）", "5项"),
        ("U008", "成本", "人工成本", "3584"),
        ("U009", "成本", "采购单价", "≤450元"),
        ("U010", "数量", "雾炮车射程", "80M"),
    ],
)
def test_where_only_the_writer_knows_there_is_no_fix(code: str, level2: str, name: str, value: str) -> None:
    assert [finding.fix for finding in judge(code, table(level2, name, value=value))] == [None]


class TestTwoPeriods:
    def test_the_same_fault_in_full_and_annual_is_one_finding_and_one_fix(self) -> None:
        (finding,) = judge("U003", table("质量", "合格率", full="95", annual="95"))
        assert (finding.place.pointer or "").endswith("/full")
        assert [(place.place.pointer or "").rpartition("/")[2] for place in finding.related] == ["annual"]
        assert mended("U003", "质量", "合格率", full="95", annual="95")["annual"] == "95%"

    def test_a_misspelt_unit_is_put_right_in_both(self) -> None:
        assert mended("U011", "数量", "面积", full="300平米", annual="300平米") == {
            "name": "面积",
            "full": "300平方米",
            "annual": "300平方米",
        }

    def test_a_unit_leaves_the_name_for_every_value_that_has_none(self) -> None:
        assert mended("U006", "数量", "改造教室(间)", full="≥9", annual="≥3") == {
            "name": "改造教室",
            "full": "≥9间",
            "annual": "≥3间",
        }


class TestColumns:
    def test_a_unit_in_its_column_is_judged_there(self) -> None:
        assert told("U001", "数量", "参训人数", comparator="≥", value="90", unit="%")[0].at == "unit:9:16"

    def test_a_misspelt_unit_is_put_right_in_its_column(self) -> None:
        cells = {"comparator": "≥", "value": "300", "unit": "平米"}
        assert mended("U011", "数量", "面积", **cells)["unit"] == "平方米"

    def test_a_missing_unit_is_written_behind_the_number(self) -> None:
        assert mended("U002", "数量", "服务人数", comparator="≥", value="300")["value"] == "300人"

    def test_what_is_stated_twice_is_taken_out_of_the_value(self) -> None:
        cells = {"comparator": "≥", "value": "≥95%", "unit": "%"}
        assert told("U013", "质量", "合格率", **cells) == [
            Told("U013", "warning", "“≥”在值里和符号栏里写了两遍", "留一处：值只写 95%", "value:8:17", "≥"),
            Told("U013", "warning", "“%”在值里和单位栏里写了两遍", "留一处：值只写 ≥95", "value:8:20", "%"),
        ]
        assert mended("U013", "质量", "合格率", **cells) == {
            "name": "合格率",
            "comparator": "≥",
            "value": "95",
            "unit": "%",
        }

    def test_the_same_unit_in_another_spelling_is_stated_twice_too(self) -> None:
        assert [one.code for one in told("U013 U014", "数量", "面积", value="300㎡", unit="平方米")] == ["U013"]

    def test_columns_that_contradict_the_value_are_no_repetition(self) -> None:
        cells = {"comparator": "≥", "value": "≤95%", "unit": "个"}
        help_text = "改成一致：值里只写数字，符号和单位各写在自己的栏里"
        assert told("U013 U014", "质量", "合格率", **cells) == [
            Told("U014", "error", "值里写的是“≤”，符号栏写的是“≥”，两处矛盾", help_text, "value:8:17", "≤"),
            Told("U014", "error", "值里写的是“%”，单位栏写的是“个”，两处矛盾", help_text, "value:8:20", "%"),
        ]

    @pytest.mark.parametrize(
        "cells",
        [
            {"comparator": "≥", "value": "95", "unit": "%"},
            {"comparator": "定性", "value": "优良"},
            {"value": "≥95%"},
            {"comparator": "", "value": "≥95%", "unit": ""},
            {"comparator": "≥", "value": "2024年12月底前", "unit": "/"},
        ],
    )
    def test_columns_that_agree_are_silent(self, cells: dict[str, str]) -> None:
        assert not told("U013 U014", "质量", "合格率", **cells)

    def test_a_table_whose_unit_column_is_blank_throughout_has_units_in_its_names(self) -> None:
        text = table("数量", "灌溉面积（亩）", value="20", unit="")
        assert not judge("U006", beside(text, name="种植面积", value="3亩", unit=""))
        findings = judge("U006", beside(text, name="种植面积", value="3", unit="亩"))
        assert [tell(finding).at for finding in findings] == ["name:6:20"]


class TestSilence:
    @pytest.mark.parametrize(
        ("codes", "level2", "name", "value", "speaks"),
        [
            ("U001 U007", "数量", "面积（亩）", "20公里", ["U007"]),
            ("U002 U008", "成本", "造林补助", "300", ["U008"]),
            ("U008 U010", "成本", "造林补助", "300/株", ["U008"]),
            ("U004 U010", "质量", "在线率", "0.97比例", ["U004"]),
            ("U001 D001", "质量", "签约率", "≤30人", ["U001"]),
            ("U003 D004", "质量", "合格率", "95", ["U003"]),
        ],
    )
    def test_the_more_specific_rule_speaks(
        self, codes: str, level2: str, name: str, value: str, speaks: list[str]
    ) -> None:
        assert [one.code for one in told(codes, level2, name, value=value)] == speaks
