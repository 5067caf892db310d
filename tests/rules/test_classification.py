"""Family C as a reader meets it: what stands in the wrong place, what only seems to, and what to do instead."""

from __future__ import annotations

import pytest
from judging import Told, judge, table, tell, told

from perflint.linter import Options, lint_text

# Rule, level 2, name, value: three that fire and as many that do not, from different sectors.
FIRES = """
C001 数量 义务教育毛入学率 ≥95%
C001 数量 疫苗接种比例 90%
C001 数量 道路清扫情况 100%
C002 质量 举办培训期数 12期
C002 质量 检测样本数量 ≥5000份
C002 质量 危桥改造 6座
C003 质量 工程完工率 100%
C003 质量 系统上线进度 80%
C003 质量 非遗传承人培训 已完成
C005 数量 产业扶持资金 6000万元
C005 数量 工程投资 3500
C005 数量 发放消费券金额 ≥1000万元
C006 时效 资金下达时间 2024年6月底前
C006 数量 聘用辅警人数 280人
C006 数量 巡逻车辆配备数量 36辆
C007 质量 资金使用合规率 100%
C007 质量 政府采购率 100%
C007 可持续影响 管理制度健全 已出台
C008 社会 授权发明专利 ≥6件
C008 社会 举办招聘会场次 ≥50场
C008 可持续影响 开发在线课程门数 ≥5门
C009 社会 监测设备故障率 ≤3%
C009 经济 系统合规率 100%
C009 社会 卫生保洁覆盖率 100%
C010 经济 供水保证率 ≥95%
C010 经济 办公环境 舒适
C010 经济 安全生产形势 稳定
C011 生态 校园安全情况 有效
C011 生态 营商环境 改善
C011 生态 公共卫生服务能力 提升
C011 生态 农田排水能力 提高
C013 成本 资助标准达标率 100%
C013 经济成本 资金使用效率 95%
C013 成本 采购及时率 100%
C014 社会 市民对空气质量的满意程度 ≥85%
C014 质量 资助对象满意度 ≥95%
C014 生态 护林员满意度 ≥90%
C015 满意度 受益贫困人口 ≥300人
C015 满意度 教学水平 ≥90%
C015 满意度 安全事故起数 0起
C016 时效 培训学时 ≥48学时
C016 时效 学时完成率 100%
C016 时效 课时完成情况 100%
C016 时效 改造小区数 12个
C017 数量 项目完工 2024年11月底前
C017 质量 设备安装调试 2024年6月30日
C017 质量 堤防加固 2024年5月底前
"""
QUIET = """
C001 数量 河道巡查频率 2次/周
C001 数量 设备额定功率 ≥30千瓦
C001 数量 群众满意度 ≥90%
C001 质量 造林成活率 ≥85%
C002 质量 学生获市级以上奖项数量 ≥8项
C002 质量 生师比 18
C002 质量 人均藏书量 3册
C002 质量 电梯故障次数 ≤3次
C002 质量 混凝土强度 30
C002 质量 合同纠纷起诉数 0件
C002 质量 进入国内前10%学科数 ≥2个
C003 质量 工程验收合格率 100%
C003 时效 工程完工率 100%
C003 质量 治疗有效率 ≥85%
C005 数量 招商引资到位资金 ≥20亿元
C005 成本 工程投资 ≤3500万元
C005 数量 贷款贴息企业数 ≥20家
C006 时效 助学金发放及时率 100%
C006 质量 硕士人员占比 ≥65%
C006 数量 招引到位资金 ≥9000万元
C006 数量 在职教师培训人数 ≥300人
C007 质量 补贴发放合规率 ≥95%
C007 质量 助学金发放规范性 规范
C007 质量 统计数据准确率 ≥99%
C007 质量 诊疗服务规范性 规范
C008 社会 培训后就业人数 ≥300人
C008 社会 学生竞赛获奖数量 ≥20项
C008 社会 每万人发明专利拥有量 ≥6件
C008 数量 申请专利数 ≥3项
C008 社会 调研报告获领导批示数 ≥6件
C009 社会 困难学生资助覆盖率 100%
C009 社会 非遗巡展覆盖率 ≥80%
C009 社会 员工流失率 ≤10%
C009 社会 信息系统使用率 ≥90%
C010 经济 减轻家庭负担 ≥300元/人
C010 经济 带动就业人数 ≥150人
C010 经济 经济效益 不适用
C010 经济 年发电量 ≥200万kWh
C010 经济 优化营商环境 ≥5家
C010 经济 门诊次均费用增幅 ≤5%
C010 经济 水费收缴率 ≥95%
C011 生态 生活污水处理率 ≥90%
C011 生态 改善人居环境 ≥3个村
C011 生态 灌区水土保持 ≥3平方公里
C011 生态 生态效益 不适用
C011 生态 优良天数比率 80%
C011 生态 年节约标准煤 ≥500吨
C011 生态 COD削减量 ≥210吨
C011 生态 氨氮削减量 ≥18吨
C011 生态 国控断面达标率 100%
C011 生态 年减少散煤用量 ≥8400吨
C011 生态 灌溉水有效利用系数 ≥0.58
C013 成本 成本节约率 ≥3%
C013 成本 成本控制率 ≤100%
C013 成本 生均补助标准 1000元/生
C014 数量 满意度调查份数 ≥500份
C014 质量 不满意件整改率 100%
C014 满意度 学生满意度 ≥90%
C014 社会 社会认可度 ≥90%
C015 满意度 群众安全感 ≥90%
C015 满意度 居民投诉 ≤5起
C015 满意度 家长好评 ≥90%
C016 时效 环境卫生考核 1次/月
C016 时效 垃圾日产日清 100%
C016 时效 热线响应 ≤30分钟
C016 时效 按计划开工项目比例 100%
C017 时效 项目完工 2024年11月底前
C017 质量 设备使用年限 ≥5年
C017 数量 培训天数 30天
"""


def split(lines: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in lines.strip().splitlines()]


@pytest.mark.parametrize(("code", "level2", "name", "value"), split(FIRES))
def test_it_fires(code: str, level2: str, name: str, value: str) -> None:
    assert [finding.code for finding in judge(code, table(level2, name, value=value))] == [code]


@pytest.mark.parametrize(("code", "level2", "name", "value"), split(QUIET))
def test_it_does_not_fire(code: str, level2: str, name: str, value: str) -> None:
    assert not judge(code, table(level2, name, value=value))


WORDED = [
    (
        "数量", "任务完成率", "100%",
        ("C001", "warning", "“任务完成率”是比率，却列在数量指标下",
         "建议改列：时效指标；数量指标另写做了多少人、多少件", "level2:5:17", "数量指标"),
    ),
    (
        "数量", "苗木成活率", "≥85%",
        ("C001", "warning", "“苗木成活率”是比率，却列在数量指标下",
         "建议改列：质量指标；数量指标另写做了多少株", "level2:5:17", "数量指标"),
    ),
    (
        "质量", "举办培训期数", "12期",
        ("C002", "warning", "“举办培训期数”数的是多少（12期），不是做得怎样，却列在质量指标下",
         "建议改列：数量指标；质量指标写达到的标准，如“验收合格率 100%”", "level2:5:17", "质量指标"),
    ),
    (
        "质量", "工程完工率", "100%",
        ("C003", "warning", "“工程完工率”说的是做完没有，不是做得怎样，却列在质量指标下",
         "建议改列：时效指标，写明完成时间；质量指标写做到什么标准",
         "level2:5:17", "质量指标"),
    ),
    (
        "数量", "产业扶持资金", "6000万元",
        ("C005", "warning", "“产业扶持资金”是资金，却列在数量指标下",
         "数量指标写这笔钱办成多少事；花多少钱改列：成本指标", "level2:5:17", "数量指标"),
    ),
    (
        "数量", "聘用辅警人数", "280人",
        ("C006", "warning", "“聘用辅警人数”说的是投入（人、钱、设备到位），不是产出",
         "删去，或改写成投入之后做成了什么：服务多少人、办结多少件", "level2:5:17", "数量指标"),
    ),
    (
        "质量", "资金使用合规率", "100%",
        ("C007", "warning", "“资金使用合规率”是单位自己的日常管理要求，不是项目的绩效",
         "删去，或换成项目本身达到的标准，如“验收合格率 100%”", "level2:5:17", "质量指标"),
    ),
    (
        "社会", "授权发明专利", "≥6件",
        ("C008", "warning", "“授权发明专利”是做出来的东西，属于产出，却列在社会指标下",
         "建议改列：数量指标；社会指标写给服务对象和社会带来的变化", "level2:5:17", "社会指标"),
    ),
    (
        "社会", "系统故障率", "≤1%",
        ("C009", "warning", "“系统故障率”说的是服务或工程本身的质量，却列在社会指标下",
         "建议改列：质量指标；社会指标写给服务对象和社会带来的变化", "level2:5:17", "社会指标"),
    ),
    (
        "经济", "办公环境", "舒适",
        ("C010", "warning", "“办公环境”看不出钱的增减，却列在经济效益下",
         "写项目带来的收入、产值、节约或减少的损失；没有经济效益就不列这一行",
         "level2:5:17", "经济指标"),
    ),
    (
        "生态", "营商环境", "改善",
        ("C011", "warning", "“营商环境”与生态环境无关，却列在生态效益下",
         "写污染、能耗、绿化、水质等变化；没有生态效益就不列这一行",
         "level2:5:17", "生态指标"),
    ),
    (
        "成本", "资助标准达标率", "100%",
        ("C013", "warning", "“资助标准达标率”是比率，说不出花多少钱，却列在成本指标下",
         "写总额或单价的上限，如“项目总成本”", "level2:5:17", "成本指标"),
    ),
    (
        "社会", "家长满意度", "≥90%",
        ("C014", "warning", "“家长满意度”是满意度，却列在社会指标下",
         "建议改列：满意度指标", "level2:5:17", "社会指标"),
    ),
    (
        "满意度", "受益贫困人口", "≥300人",
        ("C015", "warning", "“受益贫困人口”不是满意度，却列在满意度指标下",
         "写谁满意，如“受益群众满意度 ≥90%”；原来的内容改列：效益指标", "level2:5:17", "满意度指标"),
    ),
    (
        "时效", "培训学时", "≥48学时",
        ("C016", "warning", "“培训学时”看不出什么时候，却列在时效指标下",
         "写什么时候完成，如“11月底前”", "level2:5:17", "时效指标"),
    ),
    (
        "数量", "项目完工", "2024年11月底前",
        ("C017", "info", "“2024年11月底前”是日期，却列在数量指标下", "建议改列：时效指标", "level2:5:17", "数量指标"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("level2", "name", "value", "expected"), WORDED)
def test_it_says_what_is_wrong_and_where(level2: str, name: str, value: str, expected: tuple[str, ...]) -> None:
    assert told(expected[0], level2, name, value=value) == [Told(*expected)]


def test_without_a_second_level_it_points_at_the_first() -> None:
    text = "projects:\n- name: 示例\n  indicators:\n  - {level1: 效益指标, name: 授权发明专利, value: 6件}\n"
    (finding,) = judge("C008", text)
    assert tell(finding) == Told(
        "C008",
        "warning",
        "“授权发明专利”是做出来的东西，属于产出，却列在效益指标下",
        "建议改列：数量指标；效益指标写项目带来的变化",
        "level1:4:14",
        "效益指标",
    )


def cost(level2: str, name: str, value: str) -> str:
    row = f"{{level1: 成本指标, level2: {level2}, name: {name}, value: {value}}}"
    return f"projects:\n- name: 示例\n  indicators:\n  - {row}\n"


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("生态环境成本指标", "提升博物馆绿化水平", "提升"),
        ("社会成本指标", "对当地文物保护、文化传承影响", "长远"),
        ("经济成本指标", "医疗服务能力", "有效提升"),
    ],
)
def test_a_benefit_under_cost(level2: str, name: str, value: str) -> None:
    (finding,) = judge("C012", cost(level2, name, value))
    assert tell(finding) == Told(
        "C012",
        "error",
        f"“{name}”写的是好处，不是成本",
        "成本指标写要花多少钱或造成多少损害的上限；好处改列：效益指标",
        "level2:4:28",
        level2,
    )


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("经济成本指标", "道路提升改造工程造价", "≤500万元"),
        ("社会成本指标", "施工对交通的不利影响", "轻微"),
        ("生态环境成本指标", "对周边环境的影响", "影响较小"),
        ("经济成本指标", "提升改造支出", "控制在预算内"),
    ],
)
def test_a_cost_under_cost(level2: str, name: str, value: str) -> None:
    assert not judge("C012", cost(level2, name, value))


def project(*indicators: str) -> str:
    return "projects:\n- name: 公园维护\n  indicators:\n" + "".join(f"  - {{{row}}}\n" for row in indicators)


QUALITY = "level1: 产出指标, level2: 质量指标, name: "
QUANTITY = "level1: 产出指标, level2: 数量指标, name: "
SOCIAL = "level1: 效益指标, level2: 社会效益指标, name: "


@pytest.mark.parametrize(
    "names", [("工程量完成率", "工程量完成率(%)"), ("路灯 亮灯数", "路灯亮灯数。"), ("床位使用率",) * 2]
)
def test_one_name_in_two_categories(names: tuple[str, str]) -> None:
    text = project(f"{QUALITY}{names[0]}, value: 5", f"{QUANTITY}{names[1]}, value: 5")
    (finding,) = judge("C004", text)
    core = names[0].replace(" ", "")
    assert tell(finding) == Told(
        "C004",
        "warning",
        f"“{core}”在这里列为数量指标，在“公园维护”里列为质量指标",
        "是比率，全表统一列在质量指标下" if core == "床位使用率" else "同一个指标全表列在同一类下",
        "level2:5:28",
        "数量指标",
    )
    assert [(related.message, related.place.pointer) for related in finding.related] == [
        ("先出现的一处", "/projects/0/indicators/0/level2")
    ]


@pytest.mark.parametrize("name", ["质量指标", "质量", "98", '""'])
def test_category_names_and_empty_names_are_no_such_pair(name: str) -> None:
    assert not judge("C004", project(f"{QUALITY}{name}, value: 5", f"{QUANTITY}{name}, value: 5"))


def test_three_places_of_which_two_differ_from_the_first() -> None:
    rows = [f"{level}完好率, value: 5" for level in (QUALITY, QUANTITY, QUALITY, SOCIAL)]
    pointers = [finding.place.pointer for finding in judge("C004", project(*rows))]
    assert pointers == ["/projects/0/indicators/1/level2", "/projects/0/indicators/3/level2"]


@pytest.mark.parametrize("names", [["市民满意度"], ["游客满意度", "商户满意率"], ["家长满意程度", "教师满意度"]])
def test_benefits_that_are_all_satisfaction(names: list[str]) -> None:
    (finding,) = judge("C018", project(*(f"{SOCIAL}{name}, value: ≥90%" for name in names)))
    assert tell(finding) == Told(
        "C018",
        "warning",
        f"效益指标只有满意度（{'、'.join(names)}），没有写项目带来的变化",
        "补一条经济、社会或生态效益指标；满意度改列：满意度指标",
        "name:2:9",
        "公园维护",
    )


@pytest.mark.parametrize(
    "rows",
    [
        [f"{SOCIAL}市民满意度, value: ≥90%", f"{SOCIAL}接待游客人次, value: 20万人次"],
        [f"{QUALITY}市民满意度, value: ≥90%"],
        ["level1: 满意度指标, level2: 服务对象满意度指标, name: 市民满意度, value: ≥90%"],
    ],
)
def test_benefits_that_are_not_all_satisfaction(rows: list[str]) -> None:
    assert not judge("C018", project(*rows))


# Who silences whom: the row, the rules that would speak of it, and the one that does.
SILENCED = [
    ("经济", "资金使用合规率", "100%", "C007", "C009"),
    ("经济", "授权发明专利", "≥6件", "C008", "C010"),
    ("经济", "系统运行率", "≥99%", "C009", "C010"),
    ("经济", "师生满意度", "≥90%", "C014", "C010"),
    ("生态", "师生满意度", "≥90%", "C014", "C011"),
    ("成本", "业务水平", "显著提升", "C012", "Q004"),
]


@pytest.mark.parametrize(("level2", "name", "value", "speaks", "silent"), SILENCED)
def test_the_more_specific_rule_speaks_alone(level2: str, name: str, value: str, speaks: str, silent: str) -> None:
    text = table(level2, name, value=value)
    assert [finding.code for finding in judge(f"{speaks} {silent}", text)] == [speaks]
    assert not judge(silent, text), "silent although the other rule was not asked for"
    ignoring = lint_text(text, "table.yaml", Options(select=(speaks, silent), ignore=(speaks,)))
    assert not ignoring.findings
