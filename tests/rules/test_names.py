"""Family N as a reader meets it: names that are not one short thing, and what the fixes make of them."""

from __future__ import annotations

import json

import pytest
from judging import Told, judge, table, told

from perflint.linter import Options, lint_text
from perflint.testing import mend

# Rule, level 2, value, name (last: it may hold a space): three and more that fire and as many that do not.
FIRES = """
N001 质量 0% 重大安全事故发生率.
N001 数量 3个 新建水厂。
N001 社会 ≥3% 就业率提高；
N002 质量 98% 设备 完好率
N002 数量 3处 文物保护　单位修缮
N002 数量 14例 传染病报告 数
N003 数量 3项 发表论文/申请专利
N003 数量 2 发表论文（篇）或专利授权（项）
N003 数量 40台 购置电脑、打印机
N003 数量 86座 公厕、垃圾中转站管护数量
N003 数量 30家 培育家庭农场和合作社
N003 社会 100% 教学条件改善、办学水平提高
N003 社会 有效 改善就医环境及提高诊疗水平
N003 质量 ≥90% 政策知晓率和群众参与率
N003 数量 20 开班期数及培训人数
N004 社会 是 提高资助育人成效，扩大社会效益
N004 社会 有效 让数据多跑路,让群众少跑腿
N004 时效 是 项目验收时间，手续是否完备
N005 数量 8个 建设灾备云节点(8个)
N005 数量 1处 新建围墙300米
N005 质量 100% 道路验收合格率100%
N006 数量 100份 指标1：居民健康档案
N006 数量 300人 1.两癌筛查人数
N006 数量 300人 ①党员教育培训人数
N006 数量 300人 ★参训人数
N007 质量 ≥98% 产品（服务)合格率
N007 数量 3个 实践(实验）教学基地
N007 数量 12台 诊疗设备［进口]购置数
N008 社会 ≥5场 开展丰富多彩的主题宣传教育活动增强广大党员群众的理想信念
N008 数量 20份 省市县三级政务服务中心标准化建设成果展示材料汇编印制数量
N008 质量 100% 指标1：参训学员对本次职业技能提升培训课程掌握情况的测评通过率
N009 社会 ≥600间 改善学校住宿环境
N009 社会 有效 持续提升办事效率
N009 满意度 ≥90% 提升群众安全感
N009 社会 是 是否保证实验教学质量
N009 社会 明显 培育文明乡风
N010 满意度 ≥90% 服务对象满意度
N010 满意度 ≥90% 教学满意度
N010 满意度 ≥90% 社会满意度（%）
N010 满意度 ≥90% 社区服务满意度
N011 数量 3部 出版教材等
N011 数量 12台 设备购置等（台）
N011 数量 5项 制度规范、操作手册等
"""
QUIET = """
N001 质量 0% 重大安全事故发生率
N001 数量 3个 新建水厂（座）
N001 质量 100% 设备完好率(%)
N002 数量 3个 新建5G 基站
N002 数量 10527㎡ ISO 9001 认证企业数
N002 数量 3处 文物保护单位修缮
N003 质量 ≥65% 硕士或中级以上人员占比
N003 数量 10个 技术培训和人才培养项目
N003 数量 1200人 脱贫户、监测户人口数
N003 数量 1200个 安装烟感、温感设备
N003 质量 5项 省/市级课题结题
N003 数量 60次 水、电、气维修次数
N003 质量 95% 中、西医结合治疗有效率
N003 数量 12套 灭火装置及药剂
N003 数量 30套 购置课桌椅、黑板
N003 数量 50盏 公园、广场路灯数
N003 数量 5个 基地（教室、实训室）建设
N003 时效 100% 普及率
N003 社会 ≥90% 群众参与率
N003 数量 3公里 道路、桥梁养护里程
N003 社会 有效 提升和改善人居环境
N003 质量 ≥95% 项目数量、质量达标率
N004 社会 0次 项目实施过程中，居民投诉次数
N004 质量 ≥90% 服务期内,设备完好率
N004 数量 12套 设备（含安装，调试）购置数
N005 数量 ≥214人 孕产妇42天访视数
N005 数量 2000人 0-6岁儿童管理数
N005 数量 60个 12345热线坐席数
N005 数量 86公里 养护G318国道
N005 数量 2个 创建5A级景区
N005 时效 100% 完成2024年
N006 数量 2000人 0-6岁儿童管理数
N006 数量 300人 一对一帮扶人数
N006 数量 30人 5G基站数
N007 数量 3个 实践（实验）教学基地
N007 数量 3个 实践(实验)教学基地
N007 数量 3个 教学基地）
N008 数量 1500人次 参加志愿服务人次
N008 数量 3个 一二三四五六七八九十一二三四五六七八九十一二三四五
N008 数量 3公里 指标1：一二三四五六七八九十一二三四五六七八九十一二三四五（公里）。
N009 社会 ≥3% 提高就业率
N009 生态 2067亩 改善排污面积
N009 社会 2000人 帮助2000名青年就业
N009 经济 ≥500元 提高农民收入
N009 数量 30家 培育家庭农场
N010 满意度 ≥90% 参训学员满意度
N010 满意度 ≥90% 护林员满意度
N010 满意度 ≥90% 使用单位对设备满意度
N010 满意度 ≥90% 受援人满意度
N011 数量 30个 优等
N011 社会 基本实现 教育机会均等
N011 数量 3部 教材等级评定
"""


def split(lines: str) -> list[tuple[str, ...]]:
    return [tuple(line.split(" ", 3)) for line in lines.strip().split("\n")]


@pytest.mark.parametrize(("code", "level2", "value", "name"), split(FIRES))
def test_it_fires(code: str, level2: str, value: str, name: str) -> None:
    assert [finding.code for finding in judge(code, table(level2, name, value=value))] == [code]


@pytest.mark.parametrize(("code", "level2", "value", "name"), split(QUIET))
def test_it_does_not_fire(code: str, level2: str, value: str, name: str) -> None:
    assert not judge(code, table(level2, name, value=value))


WORDED = [
    ("质量", "0%", "事故发生率.", ("N001", "info", "名称末尾多了“.”", "去掉，写成“事故发生率”", "name:6:21", ".")),
    (
        "质量", "98%", "设备 完好率",
        ("N002", "info", "“设备 完好率”里多了空格", "去掉空格，写成“设备完好率”", "name:6:18", " "),
    ),
    (
        "数量", "40台", "购置电脑、打印机等",
        ("N003", "warning", "一个指标里不止一件事：购置电脑、打印机", "建议拆为：购置电脑、打印机，各写各的值",
         "name:6:16", "购置电脑、打印机等"),
    ),
    (
        "社会", "是", "提高资助育人成效，扩大社会效益。",
        ("N004", "warning", "名称里连写了几句话：提高资助育人成效、扩大社会效益",
         "一句话一个指标，名称写能数出来的事，各写各的值",
         "name:6:16", "提高资助育人成效，扩大社会效益。"),
    ),
    (
        "数量", "8个", "建设灾备云节点(8个)",
        ("N005", "info", "名称里写了数值“8个”", "名称写“建设灾备云节点”，8个写到指标值里", "name:6:24", "8个"),
    ),
    (
        "数量", "100份", "指标1：居民健康档案",
        ("N006", "info", "名称前带着序号或标记“指标1：”", "去掉，写成“居民健康档案”", "name:6:16", "指标1："),
    ),
    (
        "质量", "98%", "产品（服务)合格率",
        ("N007", "info", "“（”和“)”一个全角一个半角", "写成一对：产品（服务）合格率", "name:6:21", ")"),
    ),
    (
        "社会", "是", "开展丰富多彩的主题宣传教育活动增强广大党员群众的理想信念",
        ("N008", "info", "名称有28个字，超过25个", "只留要衡量的事，说明移到指标解释",
         "name:6:16", "开展丰富多彩的主题宣传教育活动增强广大党员群众的理想信念"),
    ),
    (
        "社会", "有效", "持续提升办事效率",
        ("N009", "info", "“持续提升办事效率”是愿望，不是能衡量的事",
         "写“提升”之后能数出来的结果：多少人、多少件、百分之几", "name:6:16", "持续提升办事效率"),
    ),
    (
        "满意度", "≥90%", "服务对象满意度（%）",
        ("N010", "info", "“服务对象满意度”没有写明是谁的满意度",
         "写明调查谁，如“受益群众满意度”“参训学员满意度”", "name:6:16", "服务对象满意度（%）"),
    ),
    (
        "数量", "3部", "出版教材等",
        ("N011", "info", "“出版教材等”以“等”结尾，还包括什么没有写", "写全，或只留一项", "name:6:16", "出版教材等"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("level2", "value", "name", "expected"), WORDED)
def test_it_says_what_is_wrong_and_where(level2: str, value: str, name: str, expected: tuple[str, ...]) -> None:
    assert told(expected[0], level2, name, value=value) == [Told(*expected)]


def test_the_length_of_a_name_is_a_setting() -> None:
    text = table("数量", "新建污水处理厂座数", value="3座")
    assert not judge("N008", text, name_max=9)
    assert judge("N008", text, name_max=8)


# Code, cells as found, and as the safe fix leaves them.
FIXED = [
    ("N001", {"name": "事故发生率.", "full": "0%"}, {"name": "事故发生率", "full": "0%"}),
    ("N001", {"name": "开展培训；。 ", "full": "3期"}, {"name": "开展培训 ", "full": "3期"}),
    ("N002", {"name": "新 建校 舍面积", "full": "3平方米"}, {"name": "新建校舍面积", "full": "3平方米"}),
    (
        "N002",
        {"name": "影响", "full": "持续 扩大", "annual": "持续 扩大"},
        {"name": "影响", "full": "持续扩大", "annual": "持续扩大"},
    ),
    ("N006", {"name": "指标1：健康档案", "full": "9份"}, {"name": "健康档案", "full": "9份"}),
    ("N006", {"name": "★ 参训人数", "full": "9人"}, {"name": "参训人数", "full": "9人"}),
    ("N007", {"name": "产品（服务)合格率", "full": "98%"}, {"name": "产品（服务）合格率", "full": "98%"}),
    ("N007", {"name": "培训(线上）期数", "full": "3期(线上）"}, {"name": "培训(线上)期数", "full": "3期(线上)"}),
]
LEVELS = {"level1": "产出指标", "level2": "数量指标"}


def as_json(cells: dict[str, str]) -> str:
    return json.dumps({"projects": [{"name": "示例", "indicators": [LEVELS | cells]}]}, ensure_ascii=False, indent=1)


def as_ascii_json(cells: dict[str, str]) -> str:
    return json.dumps({"projects": [{"name": "示例", "indicators": [LEVELS | cells]}]})


def as_yaml(cells: dict[str, str], quote: str) -> str:
    rows = "".join(f"    {key}: {quote}{text}{quote}\n" for key, text in (LEVELS | cells).items())
    return f"projects:\n- name: 示例\n  indicators:\n  -\n{rows}"


def plain(cells: dict[str, str]) -> str:
    return as_yaml({key: text.strip() for key, text in cells.items()}, "")


SOURCES = {
    "plain.yaml": plain,
    "double.yaml": lambda cells: as_yaml(cells, '"'),
    "single.yaml": lambda cells: as_yaml(cells, "'"),
    "table.json": as_json,
    "escaped.json": as_ascii_json,
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("code", "before", "after"), FIXED)
def test_a_fix_changes_what_it_says_and_nothing_else(
    source: str, code: str, before: dict[str, str], after: dict[str, str]
) -> None:
    write = SOURCES[source]
    findings = lint_text(write(before), source, Options(select=(code,))).findings
    fixes = [finding.fix for finding in findings if finding.fix]
    assert len(fixes) == len(findings) > 0
    assert {str(fix.safety) for fix in fixes} == {"safe"}
    mended = mend(write(before), fixes)
    if source == "escaped.json":
        assert json.loads(mended) == json.loads(write(after))
    else:
        assert mended == write(after)
    assert not lint_text(mended, source, Options(select=(code,))).findings
