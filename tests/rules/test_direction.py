"""Family D as a reader meets it: what fires and what does not, in which words, where, and what a fix does."""

from __future__ import annotations

import pytest
from judging import Told, judge, mended, table, told

FIRES = """
D001 满意度 群众满意度 ≤90%
D001 质量 系统稳定运行率 ≤99%
D001 质量 故障响应率 ＜95%
D001 社会 交通事故下降率 ≤5%
D001 质量 考核得分 ≤90分
D002 质量 设备故障率 ≥8%
D002 时效 逾期发放率 ≥1%
D002 社会 进京上访人数 ≥5人次
D002 生态 二氧化碳排放量 ≥500吨
D002 质量 不合格率 ≥2%
D003 成本 项目总成本 ≥1050元
D003 时效 故障响应时间 ≥30分钟
D003 时效 不动产登记办理时限 >5天
D003 成本 围墙300米 ≥300元/米
D004 数量 参训教师人数 100人
D004 数量 发表论文数量 15篇
D004 质量 造林成活率 85%
D004 质量 路灯亮灯率 98%
D004 经济 木材销售收入 1100万元
D004 成本 项目总投资 560万元
D004 时效 平均住院日 9天
D004 社会 生产安全事故死亡人数 10人
D005 满意度 师生满意度 90%
D005 满意度 家长满意度 =95%
D005 满意度 市民满意率 95
D006 质量 验收合格率 ＞100%
D006 质量 安全事故起数 ＜0起
D006 满意度 农户满意度 >100%
D007 数量 培训人次 ≥0人次
D007 质量 差错率 ≤100%
D007 质量 预算执行率 ≤100%
D008 质量 报告合格率 ≥100%
D008 时效 补助发放及时率 ≥100%
D008 社会 医保覆盖率 ≥100%
D009 满意度 教学满意度 ≧90%
D009 数量 种植株数 >=17600株
D009 质量 故障率 =<5%
D010 质量 参训合格率 ≥90%以上
D010 满意度 受援人满意度 不低于85%以上
D010 数量 培训次数 不少于≥48次
D011 数量 小学就读人数 ≤6962人
D011 数量 文化志愿者人数 ＜300人
D011 数量 发放宣传册 ≤500册
D012 质量 参训合格率（≥90%） ≥95%
D012 质量 培训合格率达到95%以上 95%
D012 质量 变更率控制在5%以内 ≤5%
"""
QUIET = """
D001 满意度 不满意率 ≤5%
D001 成本 成本控制率 ≤100%
D001 质量 病床使用率 ≤93%
D001 质量 事故发生率 ≤1%
D001 质量 捕后不起诉率 ≤5%
D002 质量 故障响应率 ≥95%
D002 社会 投诉办结率 ≥98%
D002 社会 交通事故下降率 ≥8%
D002 社会 失业保险覆盖率 ≥90%
D002 社会 减少人员伤亡 ≥10人
D002 生态 水土流失面积减少 ≥5平方公里
D003 成本 低保补助标准 ≥700元/人
D003 时效 图书馆开放时间 ≥300天
D003 可持续 设备使用年限 ≥8年
D003 经济 节约资金 ≥20万元
D003 社会 缩短通行时间 ≥20分钟
D003 经济 物流成本降低 ≥5%
D004 数量 参训教师人数 ≥100人
D004 数量 精品课程建设数 8门
D004 数量 道路维护次数 12次
D004 数量 护林员人数 210名
D004 成本 造林补助 300元/亩
D004 成本 每份问卷成本 45元
D004 质量 验收合格率 100%
D004 质量 男女比例 50%
D004 质量 工程变更率 5%
D004 时效 工程完工时间 2024年8月底前
D004 数量 定点帮扶村人数 1人
D004 成本 费用控制在预算内 50万元
D005 满意度 师生满意度 ≥90%
D005 满意度 师生满意度（≥**%） 90%
D005 满意度 师生满意度 100%
D005 满意度 不满意率 5%
D006 经济 税收增长率 ＞100%
D006 质量 冷库温度 <0℃
D006 质量 验收合格率 ≥100%
D007 经济 税收增长率 ≥0%
D007 数量 培训人次 ≥200人次
D007 质量 预算完成率 ≤100%
D008 数量 计划完成率 ≥100%
D008 质量 报告合格率 100%
D008 满意度 师生满意度 ≥100%
D008 质量 差错率 ≥100%
D009 数量 服务次数 ＞300次
D009 满意度 教学满意度 ≥90%
D009 数量 服务次数 不少于300次
D010 质量 参训合格率 达到90%以上
D010 质量 参训合格率 ≥90%
D010 成本 项目总成本 控制在50万元以内
D011 数量 因公出国人数 ≤5人
D011 数量 召开会议次数 ≤10次
D011 数量 警车购置数量 ≤2辆
D011 数量 安全事故起数 ≤1起
D011 质量 班额人数 ≤45人
D012 成本 费用控制在预算内 ≤50万元
D012 质量 资助对象满意度达到目标值 95%
D012 质量 质量达标率100% 100%
D012 数量 受益人口数(≥**户) ≥10人
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
            "质量",
            "合格率",
            "≤90%",
            Told("D001", "error", "“合格率”越高越好，却写成“≤90%”，等于限制做好", "改为 ≥90%", "value:7:17", "≤"),
        ),
        (
            "质量",
            "故障率",
            "≥8%",
            Told(
                "D002",
                "error",
                "“故障率”越低越好，却写成“≥8%”",
                "把“≥”改成“≤”，上限按往年水平从严填写，8%太松",
                "value:7:17",
                "≥",
            ),
        ),
        (
            "时效",
            "响应时间",
            "≥30分钟",
            Told(
                "D003",
                "warning",
                "“响应时间”应有上限，却写成“≥30分钟”，拖得越久越达标",
                "改为 ≤30分钟",
                "value:7:17",
                "≥",
            ),
        ),
        (
            "成本",
            "总成本",
            "不低于5万元",
            Told(
                "D003",
                "warning",
                "“总成本”应有上限，却写成“不低于5万元”，花得越多越达标",
                "改为 ≤5万元",
                "value:7:17",
                "不低于",
            ),
        ),
        (
            "数量",
            "参训人数",
            "100人",
            Told(
                "D004", "info", "“100人”没有写 ≥ 或 ≤，多做或少做算不算完成说不清", "写成 ≥100人", "value:7:17", "100"
            ),
        ),
        (
            "满意度",
            "群众满意度",
            "90%",
            Told("D005", "warning", "满意度“90%”没有写 ≥，按字面高于它也算没完成", "写成 ≥90%", "value:7:17", "90"),
        ),
        (
            "质量",
            "合格率",
            "＞100%",
            Told("D006", "error", "“＞100%”不可能达到：“合格率”最高就是100%", "写成 100%", "value:7:17", "＞"),
        ),
        (
            "质量",
            "事故起数",
            "<0起",
            Told("D006", "error", "“<0起”不可能达到：“事故起数”最低就是0", "写成 0起", "value:7:17", "<"),
        ),
        (
            "数量",
            "培训人次",
            "≥0人次",
            Told(
                "D007",
                "warning",
                "“≥0人次”怎样都能达到，等于没有要求",
                "写一个要努力才能达到的数",
                "value:7:17",
                "≥0人次",
            ),
        ),
        (
            "质量",
            "合格率",
            "≥100%",
            Told("D008", "info", "“≥100%”里的“≥”多余：比率最高就是100%", "写成 100%", "value:7:17", "≥"),
        ),
        ("质量", "合格率", ">=95%", Told("D009", "info", "比较符号“>=”不是规范写法", "写成“≥”", "value:7:17", ">=")),
        (
            "质量",
            "合格率",
            "≥90%以上",
            Told("D010", "warning", "“≥”和“以上”是同一个意思，写了两遍", "写成 ≥90%", "value:7:21", "以上"),
        ),
        (
            "数量",
            "就读人数",
            "≤6962人",
            Told(
                "D011",
                "warning",
                "“就读人数”是要做到的数量，却写成“≤6962人”，一个不做也算完成",
                "改为 ≥6962人；如果确是上限，名称写明“控制数”",
                "value:7:17",
                "≤",
            ),
        ),
        (
            "质量",
            "合格率（≥90%）",
            "≥95%",
            Told(
                "D012",
                "warning",
                "名称里写了“≥90%”，这是指标值",
                "名称只写“合格率”，“≥90%”写到指标值里",
                "name:6:20",
                "≥90%",
            ),
        ),
    ],
)
def test_it_says_what_is_wrong_and_what_to_write(level2: str, name: str, value: str, expected: Told) -> None:
    assert told(expected.code, level2, name, value=value) == [expected]


def test_a_name_with_the_word_of_a_limit_may_be_capped() -> None:
    assert not judge("D011", table("数量", "聘用人员控制数", value="≤30人"))


@pytest.mark.parametrize(
    ("code", "level2", "name", "value", "after"),
    [
        ("D004", "数量", "参训人数", "100人", "≥100人"),
        ("D004", "质量", "管网漏损率", "10%", "≤10%"),
        ("D004", "成本", "项目总成本", "560万元", "≤560万元"),
        ("D005", "满意度", "群众满意度", "90%", "≥90%"),
        ("D005", "满意度", "群众满意度", "=90%", "≥90%"),
        ("D008", "质量", "合格率", "≥100%", "100%"),
        ("D009", "质量", "合格率", ">=95%", "≥95%"),
        ("D009", "质量", "合格率", "≧95%；≦98%", "≥95%；≤98%"),
        ("D010", "质量", "合格率", "≥90%以上", "≥90%"),
        ("D010", "数量", "培训次数", "不少于≥48次", "不少于48次"),
    ],
)
def test_the_fix_leaves_nothing_of_the_rule(code: str, level2: str, name: str, value: str, after: str) -> None:
    assert mended(code, level2, name, value=value)["value"] == after


@pytest.mark.parametrize(
    ("code", "cells", "safety", "title"),
    [
        ("D004", {"name": "参训人数", "value": "100人"}, "unsafe", "补上 ≥"),
        ("D005", {"name": "满意度", "value": "90%"}, "unsafe", "补上 ≥"),
        ("D008", {"name": "合格率", "value": "≥100%"}, "safe", "去掉 ≥"),
        ("D008", {"name": "合格率", "value": "100", "unit": "%", "comparator": "≥"}, "safe", "写成等于"),
        ("D009", {"name": "合格率", "value": ">=95%"}, "safe", "写成“≥”"),
        ("D010", {"name": "合格率", "value": "≥95%以上"}, "safe", "去掉“以上”"),
    ],
)
def test_a_fix_says_how_safe_it_is(code: str, cells: dict[str, str], safety: str, title: str) -> None:
    (finding,) = judge(code, table("质量", cells.pop("name"), **cells))
    assert finding.fix is not None
    assert (str(finding.fix.safety), finding.fix.title) == (safety, title)


@pytest.mark.parametrize(
    ("code", "level2", "name", "value"),
    [
        ("D001", "质量", "合格率", "≤90%"),
        ("D002", "质量", "故障率", "≥8%"),
        ("D003", "成本", "总成本", "≥8万元"),
        ("D006", "质量", "合格率", ">100%"),
        ("D007", "数量", "培训人次", "≥0人次"),
        ("D011", "数量", "就读人数", "≤300人"),
        ("D012", "质量", "合格率（≥90%）", "≥95%"),
    ],
)
def test_where_the_writer_must_decide_there_is_no_fix(code: str, level2: str, name: str, value: str) -> None:
    assert [finding.fix for finding in judge(code, table(level2, name, value=value))] == [None]


class TestColumns:
    @pytest.mark.parametrize(
        ("code", "name", "cells", "at"),
        [
            ("D001", "合格率", {"comparator": "≤", "value": "95", "unit": "%"}, "comparator:7:22"),
            ("D002", "故障率", {"comparator": "≥", "value": "5", "unit": "%"}, "comparator:7:22"),
            ("D009", "合格率", {"comparator": ">=", "value": "95%"}, "comparator:7:22"),
            ("D004", "参训人数", {"value": "300", "unit": "人"}, "value:7:17"),
        ],
    )
    def test_the_finding_stands_in_the_column_that_is_wrong(
        self, code: str, name: str, cells: dict[str, str], at: str
    ) -> None:
        assert [one.at for one in told(code, "质量", name, **cells)] == [at]

    @pytest.mark.parametrize(
        ("code", "name", "cells", "after"),
        [
            ("D005", "满意度", {"comparator": "=", "value": "90", "unit": "%"}, {"comparator": "≥", "value": "90"}),
            ("D008", "合格率", {"comparator": "≥", "value": "100", "unit": "%"}, {"comparator": "=", "value": "100"}),
            ("D009", "合格率", {"comparator": ">=", "value": "95", "unit": "%"}, {"comparator": "≥", "value": "95"}),
            ("D004", "参训人数", {"value": "300", "unit": "人"}, {"value": "≥300"}),
        ],
    )
    def test_the_fix_edits_the_column_that_is_wrong(
        self, code: str, name: str, cells: dict[str, str], after: dict[str, str]
    ) -> None:
        assert mended(code, "质量", name, **cells).items() >= after.items()


class TestParameters:
    def test_every_number_wants_a_comparator_where_it_is_required(self) -> None:
        text = table("数量", "精品课程建设数", value="8门")
        assert not judge("D004", text)
        (finding,) = judge("D004", text, comparator_required=True)
        assert finding.help == "写成 =8门"

    @pytest.mark.parametrize(("width", "findings"), [("any", 0), ("half", 1)])
    def test_full_width_signs_are_accepted_unless_half_width_is_asked_for(self, width: str, findings: int) -> None:
        assert len(judge("D009", table("数量", "服务次数", value="＞300次"), comparator_width=width)) == findings


class TestSilence:
    @pytest.mark.parametrize(
        ("codes", "level2", "name", "value", "speaks"),
        [
            ("D001 D007", "质量", "合格率", "≤100%", ["D001"]),
            ("D004 D005", "满意度", "群众满意度", "90%", ["D005"]),
            ("D003 U001", "时效", "响应时间", "≥30人", ["U001"]),
            ("D012 U006", "质量", "合格率（≥90%）", "95%", ["D012"]),
        ],
    )
    def test_the_more_specific_rule_speaks(
        self, codes: str, level2: str, name: str, value: str, speaks: list[str]
    ) -> None:
        assert [one.code for one in told(codes, level2, name, value=value)] == speaks

    def test_the_same_fault_in_both_periods_is_one_finding_and_one_fix(self) -> None:
        (finding,) = judge("D009", table("质量", "合格率", full=">=95%", annual=">=95%"))
        assert [(related.place.pointer or "").rpartition("/")[2] for related in finding.related] == ["annual"]
        assert mended("D009", "质量", "合格率", full=">=95%", annual=">=95%")["annual"] == "≥95%"
