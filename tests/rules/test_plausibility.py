"""V: whether a value can be right at all and asks for enough, seen from outside: a data file in, findings out."""

from __future__ import annotations

from pathlib import Path

import pytest

from perflint.finding import Finding
from perflint.linter import Options, lint, lint_text
from perflint.rule import ERROR, INFO, WARNING, catalogue
from perflint.testing import check_examples, mend

PARENTS = {"数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "满意度": "满意度"}
PANYU = Path(__file__).parents[3] / "shared" / "data" / "seed" / "panyu-polytechnic-targets.txt"


def table(*rows: str, name: str = "示例项目") -> str:
    """A data file of one project; a row is `二级 | 名称 | 字段: 值, …`."""
    lines = ["projects:", f"  - name: {name}", "    indicators:"]
    for row in rows:
        level2, label, values = (part.strip() for part in row.split("|"))
        level1 = PARENTS.get(level2, "效益")
        fields = ", ".join(f'{key}: "{value}"' for key, value in (pair.split(": ") for pair in values.split("; ")))
        lines.append(f"      - {{level1: {level1}指标, level2: {level2}指标, name: {label}, {fields}}}")
    return "\n".join(lines) + "\n"


def found(code: str, *rows: str, parameters: dict | None = None) -> list[Finding]:
    options = Options(select=(code,), parameters=parameters or {})
    return list(lint_text(table(*rows), options=options).findings)


def position(finding: Finding) -> tuple[int, int]:
    return tuple(finding.place.source.position(finding.place.span.start))


def marked(finding: Finding) -> str:
    return finding.place.source.cut(finding.place.span)


@pytest.mark.parametrize("code", [code for code in catalogue().rules if code[0] == "V"])
def test_the_page_of_every_rule_holds(code):
    check_examples(catalogue().rules[code])


class TestRateOver100:
    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ("质量 | 工程验收合格率 | full: ≥105%", "“工程验收合格率”最高是100%，却写成“≥105%”"),
            ("满意度 | 就诊患者满意度 | full: 120%", "“就诊患者满意度”最高是100%，却写成“120%”"),
            ("社会效益 | 义务教育入学率 | full: 101%", "“义务教育入学率”最高是100%，却写成“101%”"),
            ("质量 | 设备完好率 | full: 980", "“设备完好率”最高是100%，却写成“980”"),
            ("质量 | 苗木成活率（≥**%） | full: 850", "“苗木成活率”最高是100%，却写成“850”"),
            ("质量 | 出勤率 | full: 95%-105%", "“出勤率”最高是100%，却写成“95%-105%”"),
        ],
    )
    def test_a_share_of_the_whole_cannot_pass_it(self, row, message):
        (finding,) = found("V001", row)
        assert (finding.severity, finding.message) == (ERROR, message)
        assert finding.help == "核对数字，写成不超过100%的数，如 ≥95%"

    def test_a_value_of_200_to_299_may_be_a_sign_read_as_2(self):
        (finding,) = found("V001", "质量 | 农产品抽检合格率 | full: 298.5%")
        assert finding.message == "“农产品抽检合格率”最高是100%，却写成“298.5%”，可能是把“≥98.5%”的“≥”看成了“2”"
        assert finding.help == "核对原件，如果是“≥”，改为 ≥98.5%"
        assert finding.place.pointer == "/projects/0/indicators/0/full"
        assert marked(finding) == "298.5"
        assert position(finding) == (4, 61)

    def test_300_is_no_sign_read_as_2(self):
        (finding,) = found("V001", "质量 | 农产品抽检合格率 | full: 300%")
        assert "“≥" not in finding.message

    @pytest.mark.parametrize(
        "row",
        [
            "质量 | 工程验收合格率 | full: 100%",
            "经济效益 | 农民收入增长率 | full: ≥120%",
            "数量 | 计划完成率 | full: ≥110%",
            "社会效益 | 病床利用率 | full: ≥103%",
            "社会效益 | 高中阶段毛入学率 | full: ≥103%",
            "经济效益 | 投资回报率 | full: ≥150%",
            "成本 | 成本控制率 | full: ≤105%",
            "数量 | 培训人次 | full: ≥292人次",
            "质量 | 设备完好率 | full: '0.98'",
        ],
    )
    def test_near_misses(self, row):
        assert found("V001", row) == []


class TestNegativeValue:
    @pytest.mark.parametrize(
        ("row", "message", "help"),
        [
            ("数量 | 培训人次 | full: -200人次", "“培训人次”不会小于0，却写成“-200人次”", "200人次"),
            ("质量 | 造林成活率 | full: ≥-85%", "“造林成活率”不会小于0，却写成“≥-85%”", "≥85%"),
            ("成本 | 设备购置费 | full: ≤-12万元", "“设备购置费”不会小于0，却写成“≤-12万元”", "≤12万元"),
            ("数量 | 巡河里程 | full: -30公里", "“巡河里程”不会小于0，却写成“-30公里”", "30公里"),
        ],
    )
    def test_below_zero_where_nothing_is(self, row, message, help):
        (finding,) = found("V002", row)
        assert (finding.severity, finding.message) == (ERROR, message)
        assert f"写成 {help}；" in finding.help

    def test_it_points_at_the_number(self):
        (finding,) = found("V002", "数量 | 培训人次 | full: ≥300人次; annual: -200人次")
        assert finding.place.pointer == "/projects/0/indicators/0/annual"
        assert marked(finding) == "-200"

    @pytest.mark.parametrize(
        "row",
        [
            "质量 | 疫苗冷藏温度 | full: -20℃",
            "经济效益 | 用电量同比增长率 | full: ≤-3%",
            "生态效益 | 碳排放下降率 | full: ≥-2%",
            "质量 | 测量偏差 | full: ±3%以内",
            "质量 | 冷库设备运行温度 | full: -18℃",
            "经济效益 | 企业利润增长 | full: ≥-5%",
            "质量 | 冷链仓储 | full: ≤-18℃",
            "数量 | 培训人次 | full: 100-200人次",
        ],
    )
    def test_near_misses(self, row):
        assert found("V002", row) == []


class TestFullSatisfaction:
    @pytest.mark.parametrize("text", ["100%", "≥100%", "=100%", "100", "100％", "100.00%"])
    def test_nobody_pleases_everybody(self, text):
        (finding,) = found("V003", f"满意度 | 家长满意度 | full: {text}")
        assert finding.severity is WARNING
        assert finding.message == f"“家长满意度”要求“{text}”，有一人不满意就没完成"
        assert finding.help == "写一个调查能达到的数，如 ≥95%"

    def test_it_stands_on_the_number_of_both_equal_cells(self):
        (finding,) = found("V003", "满意度 | 办事企业满意率 | full: ≥100%; annual: ≥100%")
        assert finding.place.pointer == "/projects/0/indicators/0/full"
        assert position(finding) == (4, 63)
        assert [related.place.pointer for related in finding.related] == ["/projects/0/indicators/0/annual"]

    @pytest.mark.parametrize(
        "row",
        [
            "满意度 | 家长满意度 | full: ≥99%",
            "满意度 | 家长满意度 | full: 95%-100%",
            "满意度 | 家长满意度 | full: ≤100%",
            "满意度 | 家长满意度 | full: 100分",
            "质量 | 不满意件整改率 | full: 100%",
            "数量 | 满意度调查份数 | full: 100份",
            "质量 | 验收合格率 | full: 100%",
        ],
    )
    def test_near_misses(self, row):
        assert found("V003", row) == []


class TestLowSatisfaction:
    @pytest.mark.parametrize(
        ("row", "severity", "message"),
        [
            ("满意度 | 住宿学生满意度 | full: ≥85%", INFO, "“住宿学生满意度”只要求“≥85%”，低于90%"),
            ("满意度 | 受益农户满意度 | full: ＞89.9%", INFO, "“受益农户满意度”只要求“＞89.9%”，低于90%"),
            ("满意度 | 就诊患者满意率 | full: 80%", INFO, "“就诊患者满意率”只要求“80%”，低于90%"),
            ("满意度 | 办事群众满意度 | full: ≥75%", WARNING, "“办事群众满意度”只要求“≥75%”，低于80%"),
            ("满意度 | 参训教师满意度 | full: 70%-95%", WARNING, "“参训教师满意度”只要求“70%-95%”，低于80%"),
            ("满意度 | 群众满意度显著提升 | full: ≥85%", INFO, "“群众满意度显著提升”只要求“≥85%”，低于90%"),
            ("满意度 | 参训教师满意度 | full: 60", WARNING, "“参训教师满意度”只要求“60”，低于80%"),
        ],
    )
    def test_less_than_is_expected(self, row, severity, message):
        (finding,) = found("V004", row)
        assert (finding.severity, finding.message) == (severity, message)
        assert finding.help == "提高到 ≥90%；确有困难的，说明往年调查结果"

    def test_the_thresholds_are_the_bureaus(self):
        row = "满意度 | 办事群众满意度 | full: ≥90%"
        stricter = {"low-satisfaction": {"satisfaction_floor": 85, "satisfaction_expected": 95}}
        (finding,) = found("V004", row, parameters=stricter)
        assert (finding.severity, finding.help) == (INFO, "提高到 ≥95%；确有困难的，说明往年调查结果")
        assert found("V004", row) == []

    @pytest.mark.parametrize(
        "row",
        [
            "满意度 | 住宿学生满意度 | full: ≥90%",
            "满意度 | 住宿学生满意度 | full: ＞90%",
            "满意度 | 群众满意度提高 | full: ≥5%",
            "满意度 | 群众不满意率 | full: ≤5%",
            "满意度 | 群众满意度 | full: 85分",
            "社会效益 | 政策知晓率 | full: ≥75%",
        ],
    )
    def test_near_misses(self, row):
        assert found("V004", row) == []


class TestLaxFailureRate:
    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ("质量 | 设备故障率 | full: ≤8%", "“设备故障率”允许到“≤8%”，超过5%，要求太松"),
            ("质量 | 数据录入差错率 | full: ＜6%", "“数据录入差错率”允许到“＜6%”，超过5%，要求太松"),
            ("质量 | 路灯故障发生率 | full: 10%", "“路灯故障发生率”允许到“10%”，超过5%，要求太松"),
            ("质量 | 工程返修率 | full: 3%-7%", "“工程返修率”允许到“3%-7%”，超过5%，要求太松"),
        ],
    )
    def test_a_rate_that_needs_no_care(self, row, message):
        (finding,) = found("V005", row)
        assert (finding.severity, finding.message) == (WARNING, message)
        assert finding.help == "按设备或系统的实际水平从严填写，建议写为 ≤5%"

    def test_full_and_annual_are_judged_apart_where_they_differ(self):
        findings = found("V005", "质量 | 平均故障率 | full: ≤8%; annual: ≤10%")
        assert [finding.place.pointer for finding in findings] == [
            "/projects/0/indicators/0/full",
            "/projects/0/indicators/0/annual",
        ]
        assert [marked(finding) for finding in findings] == ["8", "10"]

    def test_the_ceiling_is_the_bureaus(self):
        row = "质量 | 设备故障率 | full: ≤3%"
        (finding,) = found("V005", row, parameters={"lax-failure-rate": {"failure_ceiling": 1}})
        assert finding.message == "“设备故障率”允许到“≤3%”，超过1%，要求太松"

    @pytest.mark.parametrize(
        "row",
        [
            "质量 | 设备故障率 | full: ≤5%",
            "成本 | 合同变更率 | full: ≤10%",
            "社会效益 | 员工流失率 | full: ≤15%",
            "质量 | 故障响应率 | full: ≥98%",
            "质量 | 设备故障率降低 | full: ≥10%",
            "社会效益 | 事故下降率 | full: ≥8%",
            "质量 | 故障处理合规率 | full: ≥90%",
            "质量 | 故障次数 | full: ≤8次",
            "社会效益 | 牲畜死亡率 | full: ≤8%",
        ],
    )
    def test_near_misses(self, row):
        assert found("V005", row) == []


class TestLaxPassRate:
    @pytest.mark.parametrize(
        ("row", "severity", "message"),
        [
            ("质量 | 校内验收通过率 | full: ＞90%", INFO, "“校内验收通过率”只要求“＞90%”，低于95%"),
            ("质量 | 第三方测评通过率 | full: ≥90%", INFO, "“第三方测评通过率”只要求“≥90%”，低于95%"),
            ("质量 | 农产品抽检合格率 | full: ≥94.9%", INFO, "“农产品抽检合格率”只要求“≥94.9%”，低于95%"),
            ("质量 | 出水水质达标率 | full: ≥85%", WARNING, "“出水水质达标率”只要求“≥85%”，低于90%"),
            ("质量 | 路面修补合格率 | full: ＞90%", INFO, "“路面修补合格率”只要求“＞90%”，低于95%"),
            ("质量 | 学生食堂食品抽检合格率 | full: 88%", WARNING, "“学生食堂食品抽检合格率”只要求“88%”，低于90%"),
            ("质量 | 系统功能测试合格率 | full: ≥90%", INFO, "“系统功能测试合格率”只要求“≥90%”，低于95%"),
            ("质量 | 成果评审通过率 | full: '0.8'", WARNING, "“成果评审通过率”只要求“'0.8'”，低于90%"),
        ],
    )
    def test_a_bar_that_is_too_low(self, row, severity, message):
        (finding,) = found("V006", row.replace("'", ""))
        assert (finding.severity, finding.message) == (severity, message.replace("'", ""))
        assert finding.help == "按验收或检测标准从严填写，建议写为 ≥95%"

    def test_it_points_at_the_number(self):
        (finding,) = found("V006", "质量 | 管网工程验收合格率 | full: ≥95%; annual: ≥85%")
        assert finding.place.pointer == "/projects/0/indicators/0/annual"
        assert marked(finding) == "85"

    @pytest.mark.parametrize(
        "row",
        [
            "质量 | 校内验收通过率 | full: ≥95%",
            "质量 | 参训居民考核合格率 | full: ≥85%",
            "质量 | 学员结业合格率 | full: ≥90%",
            "质量 | 课程合格率 | full: ≥90%",
            "质量 | 应征青年体检合格率 | full: ≥70%",
            "质量 | 工程技术人员考核合格率 | full: ≥85%",
            "质量 | 人才选拔通过率 | full: ≥60%",
            "质量 | 课题申报通过率 | full: ≥50%",
            "质量 | 培训考试通过率 | full: ≥80%",
            "质量 | 产品不合格率 | full: ≤3%",
            "质量 | 培训考核优良率 | full: ≥80%",
            "质量 | 抽检合格批次 | full: ≥80批",
        ],
    )
    def test_near_misses(self, row):
        assert found("V006", row) == []


HUNDREDS = ("数量 | 维修完成率 | full: 100%", "质量 | 验收合格率 | full: ≥100%", "时效 | 完工及时率 | value: 100")


class TestAllHundred:
    def test_four_of_five_are_enough(self):
        (finding,) = found("V007", *HUNDREDS, "社会效益 | 亮灯率 | full: 100%", "满意度 | 学生满意度 | full: ≥95%")
        assert (finding.severity, finding.message) == (WARNING, "5条指标里有4条是100%，看不出哪些是重点、难在哪里")
        assert finding.place.pointer == "/projects/0/name"
        assert position(finding) == (2, 11)
        assert [related.message for related in finding.related] == ["维修完成率", "验收合格率", "完工及时率", "亮灯率"]

    def test_all_of_four(self):
        assert len(found("V007", *HUNDREDS, "社会效益 | 路灯亮灯率 | full: 100%")) == 1

    def test_a_percentage_counts_whatever_the_name(self):
        assert len(found("V007", *HUNDREDS, "社会效益 | 安全保障 | full: 100%")) == 1

    @pytest.mark.parametrize(
        "rows",
        [
            HUNDREDS,
            (*HUNDREDS, "社会效益 | 校舍使用率 | full: ≥98%"),
            (*HUNDREDS, "社会效益 | 受益学生人数 | full: 100人"),
            (*HUNDREDS, *HUNDREDS, "社会效益 | 亮灯率 | full: 95%", "满意度 | 居民满意度 | full: ≥90%"),
        ],
    )
    def test_near_misses(self, rows):
        assert found("V007", *rows) == []


SAME = ("数量 | 养护路段数 | full: 30段", "时效 | 养护工期 | full: ≤30天", "成本 | 养护总成本 | full: ≤30万元")


class TestAllSameValue:
    def test_people_days_and_money_are_never_the_same(self):
        (finding,) = found("V008", *SAME, "社会效益 | 受益人数 | full: ≥30人", "质量 | 养护质量 | full: 良好")
        assert finding.severity is ERROR
        assert finding.message == "4条有数字的指标全是“30”，单位和内容却不同，像是整列复制的"
        assert finding.place.pointer == "/projects/0/name"
        assert len(finding.related) == 4

    def test_one_unit_in_different_categories(self):
        rows = ("数量 | 培训场次 | full: 88次", "质量 | 回访次数 | full: 88次", "时效 | 响应次数 | full: 88次")
        assert len(found("V008", *rows, "社会效益 | 惠及次数 | full: 88次")) == 1

    def test_a_rate_among_them(self):
        assert len(found("V008", *SAME, "质量 | 设备完好率 | full: 30%")) == 1

    @pytest.mark.parametrize(
        "rows",
        [
            SAME,
            (*SAME, "社会效益 | 受益人数 | full: ≥31人"),
            (*SAME, "社会效益 | 受益人数 | full: ≥30人", "满意度 | 居民满意度 | full: ≥90%"),
            (*(row.replace("30", "100") for row in SAME), "质量 | 验收合格率 | full: 100%"),
            (
                "质量 | 设备完好率 | full: ≥95%",
                "质量 | 出勤率 | full: ≥95%",
                "时效 | 响应及时率 | full: ≥95%",
                "满意度 | 居民满意度 | full: ≥95%",
            ),
            tuple(f"数量 | {thing}购置数量 | full: 3台" for thing in ("空调", "电脑", "打印机", "投影仪")),
        ],
    )
    def test_near_misses(self, rows):
        assert found("V008", *rows) == []


class TestAccidentAllowed:
    @pytest.mark.parametrize(
        ("row", "text", "zero"),
        [
            ("质量 | 重大安全事故发生次数 | full: ≤1次", "≤1次", "0次"),
            ("质量 | 泄密事件发生率 | full: ≤2%", "≤2%", "0%"),
            ("社会效益 | 群体性事件 | full: ≤3起", "≤3起", "0起"),
            ("质量 | 重大消防安全事故次数 | full: ≤1次", "≤1次", "0次"),
            ("社会效益 | 重大网络安全事件发生数 | full: 0-1起", "0-1起", "0起"),
            ("社会效益 | 重大交通事故 | full: 有效减少", "有效减少", "0"),
        ],
    )
    def test_anything_but_zero(self, row, text, zero):
        (finding,) = found("V009", row)
        name = row.split(" | ")[1]
        assert (finding.severity, finding.message) == (WARNING, f"“{name}”是不允许发生的事，却写成“{text}”")
        assert finding.help == f"写成 {zero}"
        assert marked(finding) == text

    @pytest.mark.parametrize(
        "row",
        [
            "质量 | 重大安全事故发生次数 | full: 0次",
            "质量 | 重大安全事故发生率 | full: ≤0%",
            "质量 | 泄密事件 | full: 无",
            "质量 | 泄密事件 | full: 零发生",
            "社会效益 | 群体性事件发生数 | full: ＜1起",
            "社会效益 | 无重大安全事故 | full: 100%",
            "数量 | 重大事故应急演练次数 | full: ≥4次",
            "数量 | 防泄密培训人次 | full: ≥200人次",
            "质量 | 重大事故隐患整改率 | full: 100%",
            "社会效益 | 一般事故下降率 | full: ≥5%",
        ],
    )
    def test_near_misses(self, row):
        assert found("V009", row) == []


class TestMalformedValue:
    @pytest.mark.parametrize(
        ("text", "message", "where"),
        [
            ("≥90%%", "“≥90%%”读不通：“≥90%”之后的“%”接不上", "%"),
            ("≤95%以上", "“≤95%以上”读不通：“≤95%”之后的“以上”接不上", "以上"),
            ("二100百分比", "“二100百分比”读不通：“二”之后的“100百分比”接不上", "100百分比"),
            ("≥≤90%", "“≥≤90%”读不通：“≥”之后的“≤90%”接不上", "≤90%"),
            (">=", "“>=”读不通，不是一个完整的值", ">="),
        ],
    )
    def test_it_says_where_it_breaks(self, text, message, where):
        (finding,) = found("V010", f"质量 | 出勤率 | full: {text}")
        assert (finding.severity, finding.message, marked(finding)) == (ERROR, message, where)
        assert finding.help == "写成“符号＋数字＋单位”，如 ≥95%"

    @pytest.mark.parametrize(
        ("text", "message", "help"),
        [
            ("2024年2月30日前", "“2024年2月30日前”里的日期不存在：2月没有30日", "核对日期，2月最晚是29日"),
            ("2023.2.29", "“2023.2.29”里的日期不存在：2月没有29日", "核对日期，2月最晚是28日"),
            ("11月31日前", "“11月31日前”里的日期不存在：11月没有31日", "核对日期，11月最晚是30日"),
            ("2024.13.5", "“2024.13.5”里没有13月这个月份", "核对日期，月份写1到12"),
        ],
    )
    def test_a_date_that_no_calendar_has(self, text, message, help):
        (finding,) = found("V010", f"时效 | 完工时间 | full: {text}")
        assert (finding.message, finding.help, marked(finding)) == (message, help, text)

    def test_position(self):
        (finding,) = found("V010", "质量 | 出勤率 | full: ≥90%%")
        assert finding.place.pointer == "/projects/0/indicators/0/full"
        assert position(finding) == (4, 60)

    @pytest.mark.parametrize("text", ["≥90%", "5-10天", "**%", "持续提升", "严格按≥标准执行", "/", "——"])
    def test_near_misses(self, text):
        assert found("V010", f"质量 | 出勤率 | full: {text}") == []

    def test_others_leave_the_cell_to_it(self):
        silenced = {"D001", "D002", "D003", "D011", "U011", "Q006"}
        assert catalogue().rules["V010"].silences >= silenced

    def test_it_leaves_an_empty_value_to_s011(self):
        report = lint_text(table("质量 | 出勤率 | full: ——"), options=Options(select=("V010", "S011")))
        assert [finding.code for finding in report.findings] == ["S011"]


class TestReversedRange:
    @pytest.mark.parametrize(
        ("row", "message"),
        [
            ("时效 | 办理时限 | full: 10-5天", "“10-5天”前大后小，没有数落在中间"),
            ("质量 | 出勤率 | full: 95%~90%", "“95%~90%”前大后小，没有数落在中间"),
            ("数量 | 巡查人数 | full: 100至80人", "“100至80人”前大后小，没有数落在中间"),
            ("质量 | 完好率 | full: ≥95%且≤90%", "“≥95%且≤90%”前大后小，没有数落在中间"),
            ("数量 | 受训比例 | full: 5%-10人", "“5%-10人”两头单位不同，前面是比率，后面是人数"),
        ],
    )
    def test_no_number_lies_between(self, row, message):
        (finding,) = found("V011", row)
        assert (finding.severity, finding.message) == (ERROR, message)

    def test_it_points_at_both_numbers(self):
        (finding,) = found("V011", "时效 | 办理时限 | full: 10-5天")
        assert finding.place.pointer == "/projects/0/indicators/0/full"
        assert (position(finding), marked(finding)) == ((4, 57), "10-5")
        assert finding.help == "改为从小到大：5-10天"
        (finding,) = found("V011", "数量 | 引水长度 | full: 1.2公里-800米")
        assert finding.help == "改为从小到大：800米-1.2公里"

    @pytest.mark.parametrize("text", ["5-10天", "90%~95%", "80至100人", "±3%以内", "20±2℃", "5-5天", "1-2万人"])
    def test_near_misses(self, text):
        assert found("V011", f"时效 | 办理时限 | full: {text}") == []


class TestNumberFormat:
    @pytest.mark.parametrize(
        ("text", "message", "mended"),
        [
            ("≥１２００人次", "数字“１２００”写法不规范", "≥1200人次"),
            ("≥1,0000人次", "数字“1,0000”写法不规范", "≥10000人次"),
            ("≥9O人次", "数字“9O”写法不规范", "≥90人次"),
            ("１０-２０人次", "数字“１０”写法不规范", "10-20人次"),
            ("２０２４年１２月底前", "数字“２０２４”写法不规范", "2024年12月底前"),
        ],
    )
    def test_the_fix_keeps_the_number(self, text, message, mended):
        source = table(f"数量 | 培训人次 | full: {text}")
        (finding,) = found("V012", f"数量 | 培训人次 | full: {text}")
        assert (finding.severity, finding.message) == (INFO, message)
        assert str(finding.fix.safety) == "safe"
        assert mend(source, [finding.fix]) == source.replace(text, mended)

    def test_one_fix_for_both_equal_cells(self):
        source = table("数量 | 培训人次 | full: 1O0人次; annual: 1O0人次")
        (finding,) = lint_text(source, options=Options(select=("V012",))).findings
        assert (finding.place.pointer, position(finding)) == ("/projects/0/indicators/0/full", (4, 57))
        assert mend(source, [finding.fix]) == source.replace("1O0", "100")

    @pytest.mark.parametrize("text", ["≥1,200人次", "≥12,345,678人次", "≥95.5%", "100％", "CO2检测5次", "第１名", "5G"])
    def test_near_misses(self, text):
        assert found("V012", f"数量 | 培训人次 | full: {text}") == []


class TestZeroTarget:
    @pytest.mark.parametrize(
        ("row", "text"),
        [
            ("数量 | 培训人次 | full: 0人次", "0人次"),
            ("数量 | 资助户数 | full: '0'", "0"),
            ("数量 | 新建公厕 | full: 0座", "0座"),
            ("数量 | 农村公路硬化 | full: 0公里", "0公里"),
            ("质量 | 工程验收合格率 | full: 0%", "0%"),
            ("社会效益 | 投诉办结率 | full: 0", "0"),
            ("满意度 | 家长满意度 | full: ≥0%", "≥0%"),
        ],
    )
    def test_nothing_done_would_do(self, row, text):
        (finding,) = found("V013", row.replace("'", ""))
        name = row.split(" | ")[1]
        assert (finding.severity, finding.message) == (WARNING, f"“{name}”是要做到的事，却写成“{text}”，等于不做")
        assert finding.help == "填上计划完成的数；今年不做的，整行删去"

    def test_it_points_at_the_number(self):
        (finding,) = found("V013", "数量 | 巡河次数 | full: 48次; annual: 0次")
        assert finding.place.pointer == "/projects/0/indicators/0/annual"
        assert marked(finding) == "0"

    @pytest.mark.parametrize(
        "row",
        [
            "质量 | 安全事故发生率 | full: 0%",
            "质量 | 重大事故起数 | full: 0起",
            "数量 | 上访案件数量 | full: 0件",
            "数量 | 审计发现问题数 | full: 0个",
            "质量 | 安全生产零事故 | full: 0起",
            "数量 | 因公出国人数 | full: 0人",
            "社会效益 | 贫困学生辍学人数 | full: 0人",
            "成本 | 超支率 | full: 0%",
            "经济效益 | 税收增长率 | full: ≥0%",
            "数量 | 培训人次 | full: ＞0人次",
            "数量 | 公务用车数量 | full: 0辆",
        ],
    )
    def test_near_misses(self, row):
        assert found("V013", row) == []


@pytest.mark.skipif(not PANYU.exists(), reason="the shared data is not there")
def test_a_college_of_23_projects():
    findings = lint([str(PANYU)], Options(select=("V",), year=2024)).findings
    said = [(finding.code, finding.severity) for finding in findings]
    assert said.count(("V005", WARNING)) == 6
    assert said.count(("V006", INFO)) == 9
    assert said.count(("V004", INFO)) == 1
    assert len(said) == 16
