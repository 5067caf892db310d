"""Family Q as a reader meets it: values in words, which of them say nothing, and who speaks where several could."""

from __future__ import annotations

import pytest
from judging import Told, judge, table, tell, told

from perflint.linter import Options, lint_text

# Rule, level 2, name, value: three and more that fire and as many that do not, from different sectors.
FIRES = """
Q001 社会 思政课影响力 持续扩大
Q001 生态 河湖环境 明显改善
Q001 可持续影响 社会救助体系 逐步健全
Q001 经济 产业带动 经济效益良好
Q001 质量 物业服务质量 良好
Q001 社会 政策落实 基本建立
Q001 社会 出行时间 缩短
Q001 可持续影响 设施作用 长期
Q002 社会 提高资助育人成效 是
Q002 质量 食堂食品安全 达标
Q002 数量 设备安装 已完成
Q002 可持续影响 管护机制 健全。
Q004 成本 项目总成本 控制在预算内
Q004 经济成本 业务成本 符合相关规定
Q004 成本 检测费用 按合同约定
Q005 时效 培训完成时间 按时完成
Q005 时效 理赔及时性 在规定时间内完成
Q005 时效 施工工期 按合同工期
Q006 数量 服务师生数 约14000人
Q006 数量 培训人数 300人左右
Q006 数量 服务企业数 力争100家
Q006 数量 发放宣传册 若干
Q007 社会 预警信息发布 让群众及时了解有害生物的情况从而减少恐慌和损失
Q007 质量 档案整理 按照国家档案管理的有关要求完成全部纸质档案的扫描
Q007 可持续影响 园区发展 通过扶持政策引导更多企业落户并带动周边居民就业
Q008 满意度 师生满意度 满意度提高
Q008 满意度 居民意见 较高
Q008 社会 办公条件 群众满意
Q009 社会 校园安全得到保障 安全保障、平稳有序
Q009 社会 机关正常运转 正常运转
Q009 质量 网络安全等级保护测评 等级保护测评
"""
QUIET = """
Q001 质量 空气质量 优良
Q001 质量 设备性能 合格
Q001 时效 改造工程 2024年底前显著改善
Q001 社会 就业率 提高3个百分点
Q002 质量 等保测评 三级
Q002 数量 设备安装 完成20台
Q002 质量 水质 合格
Q004 成本 项目总成本 ≤90万元
Q004 成本 项目总成本 不超过90万元
Q004 数量 项目总成本 控制在预算内
Q005 时效 培训完成时间 2024年11月底前
Q005 时效 补助发放及时率 100%
Q005 质量 处置情况 及时
Q006 质量 预约就诊率 ≥50%
Q006 数量 签约户数 300户
Q006 质量 节约用水 签约
Q007 社会 预警信息覆盖人口 ≥20万人
Q007 质量 监理 符合国家现行验收规范的要求
Q007 质量 施工 符合国家和省里有关的工程质量验收规范标准
Q007 数量 清单 一2三4五6七8九0一2三4五6七8九0一2三4五6七8九0
Q008 满意度 师生满意度 ≥90%
Q008 满意度 居民满意度 90%以上
Q008 社会 群众意见 零投诉
Q009 社会 校园安全事故起数 0起
Q009 社会 校园网络安全 安全
Q009 质量 档案整理 移交市档案馆
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
        "社会", "学生综合素质", "有所提升",
        ("Q001", "warning", "“有所提升”没有标准，做到什么程度算完成说不清",
         "换成能数的量，写达到多少、比上年增减多少；或在评分标准里写明好、中、差各是什么样",
         "value:7:17", "有所提升"),
    ),
    (
        "质量", "食堂食品安全", "达标",
        ("Q002", "warning", "值只写“达标”，做到几分都能这么填",
         "写能检查的结果：多少、什么时候、达到哪一级，或得到哪个证书、文件", "value:7:17", "达标"),
    ),
    (
        "成本", "项目总成本", "控制在预算内",
        ("Q004", "warning", "成本写成“控制在预算内”，没有金额，超没超无法核对",
         "写金额或单价的上限，写“符号＋数字＋单位”", "value:7:17", "控制在预算内"),
    ),
    (
        "时效", "培训完成时间", "按时完成",
        ("Q005", "warning", "时效写成“按时完成”，没有日期，晚了也说不出晚了几天",
         "写明哪天以前、几天以内，或按时做到的占百分之几，如“11月底前”", "value:7:17", "按时完成"),
    ),
    (
        "数量", "服务师生数", "约14000人",
        ("Q006", "warning", "“约14000人”里的“约”让数字没有准数",
         "写确定的数，配上 ≥ 或 ≤，如 ≥14000人", "value:7:17", "约"),
    ),
    (
        "数量", "培训人数", "300人左右",
        ("Q006", "warning", "“300人左右”里的“左右”让数字没有准数",
         "写确定的数，配上 ≥ 或 ≤，如 ≥300人", "value:7:21", "左右"),
    ),
    (
        "社会", "预警信息发布", "让群众及时了解有害生物的情况从而减少恐慌和损失",
        ("Q007", "warning", "指标值是一段话（23个字），看不出要达到多少",
         "值只写数量或分档；说明性的话移到指标解释或备注",
         "value:7:17", "让群众及时了解有害生物的情况从而减少恐慌和损失"),
    ),
    (
        "满意度", "师生满意度", "满意度提高",
        ("Q008", "warning", "满意度写成“满意度提高”，没有比例",
         "写下限，如 ≥90%", "value:7:17", "满意度提高"),
    ),
    (
        "社会", "机关正常运转", "正常运转",
        ("Q009", "warning", "“正常运转”只是把名称又说了一遍", "写要达到的数量、比例或日期", "value:7:17", "正常运转"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("level2", "name", "value", "expected"), WORDED)
def test_it_says_what_is_wrong_and_where(level2: str, name: str, value: str, expected: tuple[str, ...]) -> None:
    assert told(expected[0], level2, name, value=value) == [Told(*expected)]


@pytest.mark.parametrize(("code", "value"), [("Q001", "显著"), ("Q002", "是")])
def test_a_scoring_standard_that_grades_the_words_excuses_them(code: str, value: str) -> None:
    assert judge(code, table("社会", "课程影响力", value=value, scoring=" "))
    assert not judge(code, table("社会", "课程影响力", value=value, scoring="优90分以上良80分以上"))


@pytest.mark.parametrize("value", ["无", "不适用", "**", "待定"])
@pytest.mark.parametrize(("code", "level2"), [("Q004", "成本"), ("Q008", "满意度"), ("Q001", "社会"), ("Q005", "时效")])
def test_holes_and_no_value_are_not_words(code: str, level2: str, value: str) -> None:
    assert not judge(code, table(level2, "指标名", value=value))


# At most one of these speaks on a cell, in this order; the rows are what the first of them says.
CHAIN = "Q002 Q004 Q005 Q008 Q001 Q009"
SPEAKS = """
Q002 成本 成本控制 达标
Q002 时效 任务完成 完成
Q002 满意度 群众满意 是
Q002 社会 机制健全 健全
Q004 成本 项目成本 有效降低
Q004 成本 群众满意成本 群众满意
Q005 时效 处置及时 及时
Q008 时效 群众满意 满意
Q008 满意度 群众满意度 显著提升
Q001 社会 办学条件改善 改善
Q009 社会 校园安全 校园安全
"""


@pytest.mark.parametrize(("code", "level2", "name", "value"), split(SPEAKS))
def test_only_the_first_of_the_chain_speaks(code: str, level2: str, name: str, value: str) -> None:
    text = table(level2, name, value=value)
    assert [finding.code for finding in judge(CHAIN, text)] == [code]
    for later in CHAIN.split()[CHAIN.split().index(code) + 1 :]:
        assert not judge(later, text), f"{later} is silent although {code} was not asked for"
    assert not lint_text(text, "table.yaml", Options(select=tuple(CHAIN.split()), ignore=(code,))).findings


@pytest.mark.parametrize(
    ("level2", "value", "codes"),
    [
        ("满意度", "通过改进窗口服务流程让前来办事的群众和企业更加满意", ["Q007", "Q008"]),
        ("成本", "严格按照国家和省里关于经费开支标准的各项规定执行到位", ["Q004", "Q007"]),
        ("时效", "按照上级主管部门下达的工作计划和时间要求及时完成任务", ["Q005", "Q007"]),
        ("数量", "力争若干", ["Q006"]),
        ("成本", "力争不超预算", ["Q004", "Q006"]),
    ],
)
def test_fuzzy_numbers_and_sentences_speak_beside_the_chain(level2: str, value: str, codes: list[str]) -> None:
    found = judge("Q", table(level2, "窗口办理", value=value))
    assert sorted(finding.code for finding in found) == codes


@pytest.mark.parametrize("value", ["力争校园安全", "校园安全校园安全校园安全校园安全校园安全校园安全"])
def test_an_echo_is_told_only_where_nothing_else_is(value: str) -> None:
    assert [finding.code for finding in judge("Q009", table("社会", "校园安全", value="校园安全"))] == ["Q009"]
    assert not judge("Q009", table("社会", "校园安全", value=value))
    assert judge("Q006 Q007", table("社会", "校园安全", value=value))


def test_a_fault_in_both_cells_is_told_once_for_both() -> None:
    (finding,) = judge("Q001", table("社会", "学生综合素质", full="有所提升", annual="有所提升"))
    assert tell(finding).at == "full:7:16"
    assert [related.place.pointer for related in finding.related] == ["/projects/0/indicators/0/annual"]


def benefits(*values: str, outputs: int = 0, scoring: str = "") -> str:
    text = "projects:\n- name: 河道整治\n  indicators:\n"
    for number in range(outputs):
        text += f"  - {{level1: 产出指标, level2: 数量指标, name: 产出{number}, full: {number + 2}处}}\n"
    for number, value in enumerate(values):
        cell = f'full: "{value}"' + (f", scoring: {scoring}" if scoring else "")
        text += f"  - {{level1: 效益指标, level2: 社会效益指标, name: 效益{number}, {cell}}}\n"
    return text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (benefits("是", "显著", "5%"), "效益指标3条里有2条没有数字（效益0、效益1）"),
        (benefits("长期", "有效"), "效益指标2条里有2条没有数字（效益0、效益1）"),
        (benefits("", "改善", "达标"), "效益指标2条里有2条没有数字（效益1、效益2）"),
        (benefits("有效", "5%", "改善", "6%", outputs=2), "全部指标6条里有2条没有数字（效益0、效益2）"),
    ],
)
def test_too_many_values_in_words(text: str, message: str) -> None:
    (finding,) = judge("Q003", text)
    told = tell(finding)
    assert told == Told(
        "Q003", "warning", message,
        "把其中能数的改成数量，如受益人数、下降幅度；确需定性的，在评分标准里写明分档", "name:2:9", "河道整治",
    )  # fmt: skip
    assert all(related.place.pointer.endswith("/full") for related in finding.related)


@pytest.mark.parametrize(
    "text",
    [
        benefits("显著"),
        benefits("显著", "5%"),
        benefits("约300人", "2024年底前", "显著"),
        benefits("优良", "合格", "显著"),
        benefits("显著", "有效", scoring="好中差分档"),
        benefits("有效", "5%", outputs=2),
    ],
)
def test_not_too_many_values_in_words(text: str) -> None:
    assert not judge("Q003", text)
