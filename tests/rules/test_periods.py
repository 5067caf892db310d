"""P: whether full-period and annual values fit together, seen from outside: a data file in, findings out."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.finding import Finding
from perflint.linter import Options, lint, lint_text
from perflint.rule import ERROR, INFO, WARNING, catalogue
from perflint.testing import check_examples

DATA = Path(__file__).parents[3] / "shared" / "data"
FULL, ANNUAL = "/projects/0/indicators/0/full", "/projects/0/indicators/0/annual"
SIGNS = "≥≤＞＜><="


def found(code: str, level2: str, name: str, *values: str, project: str = "name: 示例项目") -> list[Finding]:
    """The findings of one rule on one indicator; its values stand on lines of their own (7 and 8)."""
    full, annual = values
    level1 = {"满意度": "满意度", "数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出"}.get(level2, "效益")
    text = f"""projects:
  - {project}
    indicators:
      - level1: {level1}指标
        level2: {level2}指标
        name: {name}
        full: "{full}"
        annual: "{annual}"
"""
    return list(lint_text(text, options=Options(select=(code,))).findings)


def position(finding: Finding) -> tuple[int, int]:
    return tuple(finding.place.source.position(finding.place.span.start))


def marked(finding: Finding) -> str:
    return finding.place.source.cut(finding.place.span)


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] == "P"])
def test_the_page_of_every_rule_holds(code):
    check_examples(catalogue().rules[code])


class TestAnnualExceedsFull:
    @pytest.mark.parametrize(
        ("level2", "name", "full", "annual"),
        [
            ("数量", "培训人次", "≥500人次", "≥800人次"),
            ("数量", "管网改造长度", "2公里", "3000米"),
            ("数量", "造林面积", "1公顷", "16亩"),
            ("数量", "购置设备数量", "12", "15"),
            ("数量", "建成卫生室", "3个", "4个"),
            ("经济效益", "农产品销售收入", "≥90万元", "≥1000000元"),
            ("生态效益", "清运垃圾量", "≥2吨", "≥2500公斤"),
            ("成本", "项目总成本", "≤300万元", "≤320万元"),
            ("社会效益", "受益单位数量", "20家", "30家"),
        ],
    )
    def test_a_year_is_no_more_than_the_whole(self, level2, name, full, annual):
        (finding,) = found("P001", level2, name, full, annual)
        assert (finding.severity, finding.message) == (ERROR, f"年度值“{annual}”比实施周期的“{full}”还多")
        assert (
            finding.help
            == f"核对两个数，一年的量不能超过整个周期：年度值不超过 {full.lstrip(SIGNS)}，或把周期值改成各年之和"
        )

    def test_it_stands_on_the_annual_number(self):
        (finding,) = found("P001", "数量", "培训人次", "≥500人次", "≥800人次")
        assert (finding.place.pointer, position(finding), marked(finding)) == (ANNUAL, (8, 19), "800")
        (related,) = finding.related
        assert (related.message, related.place.pointer) == ("实施周期指标值", FULL)

    @pytest.mark.parametrize(
        ("level2", "name", "full", "annual"),
        [
            ("数量", "培训人次", "≥800人次", "≥800人次"),
            ("数量", "管网改造长度", "3公里", "3000米"),
            ("数量", "平均每班人数", "≥40人", "≥45人"),
            ("数量", "月均巡查次数", "4次", "6次"),
            ("数量", "图书保有量", "2万册", "3万册"),
            ("数量", "在校学生人数", "≥5000人", "≥5200人"),
            ("质量", "验收合格率", "≥95%", "100%"),
            ("可持续影响", "设备使用年限", "≥5年", "≥8年"),
            ("时效", "施工工期", "≤60天", "≤90天"),
            ("成本", "课桌椅单价", "≤300元/套", "≤320元/套"),
            ("成本", "低保补助标准", "600元", "700元"),
            ("数量", "服务对象", "500人", "800人次"),
            ("质量", "路面宽度", "5米", "6米"),
            ("数量", "年接待游客人次", "≥5万人次", "≥6万人次"),
            ("质量", "考核得分", "≥80分", "≥90分"),
            ("成本", "印刷费", "10", "20万元"),
            ("数量", "造林面积", "10", "20亩"),
            ("经济效益", "苹果收购均价", "≥5元", "≥6元"),
            ("成本", "困难学生生活补助", "800元", "900元"),
        ],
    )
    def test_near_misses(self, level2, name, full, annual):
        assert found("P001", level2, name, full, annual) == []


class TestAnnualEqualsFull:
    SEVERAL = "name: 农村公路养护（2024-2026年）"

    @pytest.mark.parametrize(
        ("level2", "name", "full", "annual"),
        [
            ("数量", "养护里程", "90公里", "90公里"),
            ("数量", "养护里程", "≥90公里", "≥90000米"),
            ("数量", "监督抽检批次", "≥100组", "≥100组"),
            ("数量", "购买标准试剂", "57", "57"),
            ("经济效益", "带动销售收入", "≥2000万元", "≥2000万元"),
            ("成本", "工程总投资", "≤3460万元", "≤3460万元"),
        ],
    )
    def test_copied_on_a_project_of_several_years(self, level2, name, full, annual):
        (finding,) = found("P002", level2, name, full, annual, project=self.SEVERAL)
        assert finding.severity is WARNING
        assert finding.message == f"项目跨2024—2026年，年度值却与实施周期值同是“{annual}”"
        assert finding.help == (
            "周期值填各年之和，年度值只填本年要完成的量；每年做的是同一批，或者本年就全部完成的，在备注里说明"
        )

    def test_it_stands_on_the_annual_number(self):
        (finding,) = found("P002", "数量", "养护里程", "≥90公里", "≥90公里", project=self.SEVERAL)
        assert (finding.place.pointer, position(finding), marked(finding)) == (ANNUAL, (8, 19), "90")
        assert [related.place.pointer for related in finding.related] == [FULL]

    def test_the_period_says_how_long_before_the_name_does(self):
        project = "{name: 养护（2024-2026年）, period: {start: '2024', end: '2024'}, indicators: [%s]}"
        row = "{level1: 产出指标, level2: 数量指标, name: 养护里程, full: 90公里, annual: 90公里}"
        one = f"projects:\n  - {project % row}\n"
        options = Options(select=("P002",))
        assert lint_text(one, options=options).findings == ()
        assert len(lint_text(one.replace("end: '2024'", "end: '2025'"), options=options).findings) == 1

    @pytest.mark.parametrize("project", ["name: 农村公路养护", "name: 2024年农村公路养护"])
    def test_a_project_of_one_year_or_of_none_known(self, project):
        assert found("P002", "数量", "养护里程", "90公里", "90公里", project=project) == []

    @pytest.mark.parametrize(
        ("level2", "name", "full", "annual"),
        [
            ("数量", "养护里程", "90公里", "30公里"),
            ("质量", "养护合格率", "100%", "100%"),
            ("数量", "年度养护里程", "30公里", "30公里"),
            ("数量", "全年巡查次数", "48次", "48次"),
            ("数量", "在册管护员人数", "40人", "40人"),
            ("可持续影响", "路面使用年限", "≥8年", "≥8年"),
            ("时效", "抢修响应时间", "≤2小时", "≤2小时"),
            ("成本", "公益岗位补贴", "≤800元/人", "≤800元/人"),
            ("数量", "培训人次", "100人", "100人次"),
            ("质量", "安全事故起数", "0起", "0起"),
            ("数量", "年度任务完成情况", "良好", "良好"),
            ("数量", "会议次数", "≤4次", "≤4次"),
            ("社会效益", "下游防洪保护人口", "≥4.1万人", "≥4.1万人"),
        ],
    )
    def test_near_misses(self, level2, name, full, annual):
        assert found("P002", level2, name, full, annual, project=self.SEVERAL) == []


class TestPeriodUnitMismatch:
    @pytest.mark.parametrize(
        ("name", "full", "annual", "message"),
        [
            ("道路养护", "20公里", "5000平方米", "实施周期值的单位“公里”是长度，年度值的“平方米”是面积"),
            ("技能培训", "≥500人", "≥12期", "实施周期值的单位“人”是人数，年度值的“期”是次数"),
            ("服务人数占比", "≥90%", "≥200人", "实施周期值的单位“%”是比率，年度值的“人”是人数"),
            ("养老补贴", "800元/人", "5万元", "实施周期值的单位是“元/人”，年度值是“万元”，一个是总数，一个是每份的数"),
        ],
    )
    def test_two_kinds_of_unit(self, name, full, annual, message):
        (finding,) = found("P003", "数量", name, full, annual)
        assert (finding.severity, finding.message) == (ERROR, message)
        assert finding.help == "两个值用同一个单位，或拆成两个指标"

    def test_it_stands_on_the_annual_unit(self):
        (finding,) = found("P003", "数量", "道路养护", "20公里", "5000平方米")
        assert (finding.place.pointer, position(finding), marked(finding)) == (ANNUAL, (8, 22), "平方米")
        assert [related.place.pointer for related in finding.related] == [FULL]

    @pytest.mark.parametrize(
        ("name", "full", "annual"),
        [
            ("道路养护", "20公里", "5000米"),
            ("造林", "100亩", "6公顷"),
            ("培训", "500人", "300人次"),
            ("购置设备", "20台", "8"),
            ("购置设备", "20", "8台"),
            ("传感器射程", "80M", "80米"),
            ("完成时间", "2024年底", "≤90天"),
        ],
    )
    def test_near_misses(self, name, full, annual):
        assert found("P003", "数量", name, full, annual) == []


class TestPeriodComparatorMismatch:
    @pytest.mark.parametrize(
        ("full", "annual", "severity", "message"),
        [
            ("≥48次", "≤12次", WARNING, "实施周期写“≥48次”，年度写“≤12次”，方向相反"),
            ("不超过48次", "＞12次", WARNING, "实施周期写“不超过48次”，年度写“＞12次”，方向相反"),
            ("≥48次", "12次", INFO, "实施周期写“≥48次”，年度写“12次”，一个有方向一个没有"),
            ("=48次", "≤12次", INFO, "实施周期写“=48次”，年度写“≤12次”，一个有方向一个没有"),
        ],
    )
    def test_the_signs_disagree(self, full, annual, severity, message):
        (finding,) = found("P004", "数量", "巡查次数", full, annual)
        assert (finding.severity, finding.message) == (severity, message)

    def test_it_stands_on_the_annual_sign(self):
        (finding,) = found("P004", "数量", "巡查次数", "≥48次", "≤12次")
        assert (finding.place.pointer, position(finding), marked(finding)) == (ANNUAL, (8, 18), "≤")
        assert [related.place.source.cut(related.place.span) for related in finding.related] == ["≥"]

    def test_it_stands_on_the_one_that_runs_against_the_name(self):
        (finding,) = found("P004", "经济效益", "销售收入", "≤300万元", "≥100万元")
        assert (finding.place.pointer, marked(finding)) == (FULL, "≤")
        assert [related.place.pointer for related in finding.related] == [ANNUAL]

    def test_without_a_sign_it_stands_on_the_cell(self):
        (finding,) = found("P004", "质量", "设备完好率", "≥95%", "95%")
        assert marked(finding) == "95%"

    @pytest.mark.parametrize(
        ("full", "annual"),
        [("≥48次", "＞12次"), ("48次", "=12次"), ("不少于48次", "12次以上"), ("约48次", "≥12次"), ("≥48次", "持续")],
    )
    def test_near_misses(self, full, annual):
        assert found("P004", "数量", "巡查次数", full, annual) == []


class TestPeriodKindMismatch:
    @pytest.mark.parametrize(
        ("name", "full", "annual"),
        [
            ("测评通过率", "≥96%", "完成第三方测评申请"),
            ("新建卫生室数量", "完成选址", "3个"),
            ("河道水质达标率", "90%~95%", "持续改善"),
        ],
    )
    def test_a_number_against_words(self, name, full, annual):
        (finding,) = found("P005", "质量", name, full, annual)
        assert finding.severity is WARNING
        assert finding.message == f"实施周期值“{full}”与年度值“{annual}”一个是数、一个是文字，对不上"
        assert finding.help == "两个值都写成数；如果本年只做准备，另设一个时效指标"

    def test_it_stands_on_the_annual_cell(self):
        (finding,) = found("P005", "质量", "测评通过率", "≥96%", "完成第三方测评申请")
        assert (finding.place.pointer, position(finding), marked(finding)) == (ANNUAL, (8, 18), "完成第三方测评申请")
        assert [related.place.pointer for related in finding.related] == [FULL]

    @pytest.mark.parametrize(
        ("full", "annual"),
        [
            ("≥96%", "≥96%"),
            ("持续提升", "有效提升"),
            ("≥96%", "无"),
            ("≥96%", "/"),
            ("≥**%", "≥96%"),
            ("2024年底前", "完成测评申请"),
            ("约300人", "≥100人"),
            ("≥96%", ""),
        ],
    )
    def test_near_misses(self, full, annual):
        assert found("P005", "质量", "测评通过率", full, annual) == []


class TestAnnualLooserThanFull:
    @pytest.mark.parametrize(
        ("level2", "name", "full", "annual"),
        [
            ("质量", "平均故障率", "≤8%", "≤10%"),
            ("满意度", "师生满意度", "≥95%", "≥90%"),
            ("质量", "农产品抽检合格率", "≥98%", "97.5%"),
            ("社会效益", "投诉办结率", "100%", "≥95%"),
            ("社会效益", "学生流失率", "＜2%", "＜3%"),
            ("质量", "设备完好率", "98", "95"),
        ],
    )
    def test_worse_by_polarity(self, level2, name, full, annual):
        (finding,) = found("P006", level2, name, full, annual)
        assert (finding.severity, finding.message) == (WARNING, f"年度值“{annual}”比实施周期的“{full}”还松")
        assert finding.help == "年度值至少与周期值一样严；确需逐年提高的，在备注里写明各年的目标"

    def test_it_stands_on_the_annual_number(self):
        (finding,) = found("P006", "质量", "平均故障率", "≤8%", "≤10%")
        assert (finding.place.pointer, position(finding), marked(finding)) == (ANNUAL, (8, 19), "10")
        assert [related.place.pointer for related in finding.related] == [FULL]

    @pytest.mark.parametrize(
        ("level2", "name", "full", "annual"),
        [
            ("质量", "平均故障率", "≤10%", "≤8%"),
            ("质量", "设备完好率", "≥98%", "≥98%"),
            ("满意度", "师生满意度", "≥90%", "≥95%"),
            ("质量", "故障响应率", "≥95%", "≥98%"),
            ("经济效益", "农民收入增长率", "≥30%", "≥10%"),
            ("生态效益", "能耗下降率", "≥15%", "≥5%"),
            ("数量", "工程完成率", "100%", "60%"),
            ("时效", "故障响应时间", "≤2小时", "≤4小时"),
            ("质量", "硕士人数占比", "≥60%", "≥50%"),
            ("数量", "培训人次", "≥500人次", "≥200人次"),
        ],
    )
    def test_near_misses(self, level2, name, full, annual):
        assert found("P006", level2, name, full, annual) == []


class TestAnnualNameDiffers:
    @pytest.mark.parametrize(
        ("name", "full", "annual"),
        [
            ("年度对接数", "≥300次", "≥100次"),
            ("当年新增就业人数", "3000人", "800人"),
            ("全年巡河里程", "1200公里", "400公里"),
        ],
    )
    def test_a_year_is_named_and_the_whole_given(self, name, full, annual):
        (finding,) = found("P007", "数量", name, full, annual)
        assert finding.severity is WARNING
        assert finding.message == f"名称说的是一年的量，实施周期“{full}”与年度“{annual}”却不同"
        assert finding.help == "两个值都填一年的量；如果周期值是各年之和，名称去掉“年度”一类的字"

    def test_it_stands_on_the_full_number(self):
        (finding,) = found("P007", "数量", "年度对接数", "≥300次", "≥100次")
        assert (finding.place.pointer, position(finding), marked(finding)) == (FULL, (7, 17), "300")
        (related,) = finding.related
        assert (related.message, related.place.pointer) == ("年度指标值", ANNUAL)

    @pytest.mark.parametrize(
        ("name", "full", "annual"),
        [
            ("年度对接数", "≥100次", "100次"),
            ("全年巡河里程", "4公里", "4000米"),
            ("年度报告份数", "3份", "1份"),
            ("对接数", "≥300次", "≥100次"),
            ("年度对接数", "≥300次", "逐步扩大"),
        ],
    )
    def test_near_misses(self, name, full, annual):
        assert found("P007", "数量", name, full, annual) == []


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not there")
def test_real_tables():
    seed = lint([str(DATA / "seed" / "panyu-polytechnic-targets.txt")], Options(select=("P",), year=2024)).findings
    assert sorted(finding.code for finding in seed) == ["P005", "P006", "P007"]
    (rolling,) = (DATA / "real").glob("51-*.yaml")
    assert [finding.code for finding in lint([str(rolling)], Options(select=("P",))).findings] == ["P002"] * 4
