"""How a name is read: a specification by examples, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.expression import read_unit
from perflint.naming import analyse

FLAGS = ("bounded", "limited", "failure", "growing", "lessening", "rate_like", "never")
NAMES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "names.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TEXTS = st.text(
    alphabet="率数量人次满意度成本（）()【】[]〔%％亩元/.·、*×X≥≤=<0189 第指标:：①★不未降低减少提升达到以上a\n\t。的",
    max_size=24,
)


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row[0])
def test_a_name_is_read_by_its_head(row: list[str]) -> None:
    naming = analyse(row[0])
    flags = " ".join(flag for flag in FLAGS if getattr(naming, flag))
    parts = [naming.modifiers, naming.head, naming.tail, naming.kind or "-", naming.polarity or "-", flags or "-"]
    assert parts == row[1:]


@pytest.mark.parametrize(
    ("name", "dimensions", "fixed"),
    [
        ("故障响应率", {"ratio"}, "%"),
        ("群众满意度", {"ratio", "score"}, "%"),
        ("参训人数", {"person"}, "人"),
        ("培训人次", {"person", "event"}, "人次"),
        ("服务次数", {"event"}, "次"),
        ("抽检批次", {"event", "item"}, "批次"),
        ("受益户数", {"household", "item"}, "户"),
        ("培训学时", {"time"}, "学时"),
        ("管网长度", {"length"}, None),
        ("灌溉面积", {"area"}, None),
        ("系统响应时间", {"time"}, None),
        ("项目总成本", {"money"}, None),
        ("出口带宽", {"data_rate"}, None),
        ("论文篇数", None, "篇"),
        ("光伏装机容量", {"power", "energy", "volume", "mass", "item", "data", "person"}, None),
        ("物流成本降低", {"money", "ratio"}, None),
        ("就业人数增加", {"person", "ratio"}, None),
        ("生师比", set(), None),
        ("工程质量", set(), None),
        ("安全保障", set(), None),
        ("促进教育公平", set(), None),
    ],
)
def test_the_head_says_what_can_be_measured(name: str, dimensions: set[str] | None, fixed: str | None) -> None:
    naming = analyse(name)
    assert dimensions is None or naming.dimensions == dimensions
    assert naming.fixed_unit == fixed


@pytest.mark.parametrize(
    ("name", "trait", "has"),
    [
        ("平均每班培训人数", "average", True),
        ("在册车辆数", "stock", True),
        ("年度对接数", "annual", True),
        ("年度报告份数", "annual", False),
        ("当年新增就业人数", "annual", True),
        ("每公里养护成本", "per", True),
        ("单场演出补贴标准", "per", True),
        ("单价", "price", True),
        ("生均公用经费", "price", True),
        ("召开会议次数", "capped", True),
        ("警车购置数量", "capped", True),
        ("服务人数", "capped", False),
        ("农产品冷藏温度", "measured_below_zero", True),
        ("费用控制在预算内", "stated_ceiling", True),
        ("工程变更率", "either_way", True),
        ("设备故障率", "either_way", False),
        ("建册数", "document", True),
        ("资金占比", "share_of_money", True),
    ],
)
def test_words_beside_the_head_are_traits(name: str, trait: str, has: bool) -> None:
    assert analyse(name).has(trait) is has


@pytest.mark.parametrize(
    ("name", "core", "bracket", "says"),
    [
        ("改善排污面积（亩）", "改善排污面积", "（亩）", ("亩", None, False)),
        ("工程量完成率(%)", "工程量完成率", "(%)", ("%", None, False)),
        ("除师资外人均培训成本（元/人.天）", "除师资外人均培训成本", "（元/人.天）", ("元/人/天", None, False)),
        ("维修面积（㎡）", "维修面积", "（㎡）", ("平方米", None, False)),
        ("补助对象人数(≥**人)", "补助对象人数", "(≥**人)", ("人", "≥", True)),
        ("政策知晓率( ≥**% )", "政策知晓率", "( ≥**% )", ("%", "≥", True)),
        ("参训合格率（≥90%）", "参训合格率", "（≥90%）", ("%", "≥", False)),
        ("师生满意度（≥）", "师生满意度", "（≥）", (None, "≥", False)),
        ("种植数量（**）", "种植数量", "（**）", (None, None, True)),
        ("实践（实验）教学基地", "实践（实验）教学基地", "（实验）", (None, None, False)),
        ("配置X光机（X射线）", "配置X光机（X射线）", "（X射线）", (None, None, False)),
        ("培训人数（学生）", "培训人数（学生）", "（学生）", (None, None, False)),
        ("空括号（）", "空括号（）", "（）", (None, None, False)),
    ],
)
def test_a_bracket_holds_a_unit_a_template_or_words(
    name: str, core: str, bracket: str, says: tuple[str | None, str | None, bool]
) -> None:
    naming = analyse(name)
    (found,) = naming.brackets
    assert naming.core == core
    assert name[found.span.start : found.span.end] == bracket
    assert (found.unit.name if found.unit else None, found.comparator, found.hole) == says


def test_only_the_last_bracket_is_at_the_end() -> None:
    first, last = analyse("论文（篇）或专利（项）。").brackets
    assert (first.at_end, last.at_end) == (False, True)
    assert [unit.name for unit in analyse("论文（篇）或专利（项）").bracket_units] == ["篇", "项"]


@pytest.mark.parametrize(
    ("name", "prefix", "core"),
    [
        ("指标1：培训人数", "指标1：", "培训人数"),
        ("指标14:早孕建册数", "指标14:", "早孕建册数"),
        ("①编制规划数量", "①", "编制规划数量"),
        ("★★★受益人口数", "★★★", "受益人口数"),
        ("*满意度", "*", "满意度"),
        ("（1）发放份数", "（1）", "发放份数"),
        ("1.慰问人数", "1.", "慰问人数"),
        ("一、慰问人数", "一、", "慰问人数"),
        ("12345热线办结率", None, "12345热线办结率"),
        ("1.5万吨污水处理率", None, "1.5万吨污水处理率"),
        ("新 建校舍利用率.", None, "新建校舍利用率"),
        ("5A 级景区数", None, "5A 级景区数"),
        ("发生率。", None, "发生率"),
    ],
)
def test_a_list_prefix_and_final_punctuation_are_no_part_of_the_name(name: str, prefix: str | None, core: str) -> None:
    naming = analyse(name)
    assert (name[: naming.prefix.end] if naming.prefix else None) == prefix
    assert naming.core == core


def test_names_are_compared_without_punctuation_and_case() -> None:
    assert analyse("新 建校舍，利用率.").normal == analyse("新建校舍利用率").normal == "新建校舍利用率"
    assert analyse("WiFi覆盖率").normal == "wifi覆盖率"


@given(TEXTS | st.text(max_size=30))
@settings(max_examples=400)
def test_any_text_has_a_naming_that_agrees_with_itself(text: str) -> None:
    naming = analyse(text)
    for bracket in naming.brackets:
        cut = text[bracket.span.start : bracket.span.end]
        assert cut[1:-1] == bracket.text
        assert not bracket.is_unit or read_unit(bracket.text.strip()) == bracket.unit
        assert not bracket.is_unit or cut not in naming.core
    assert naming.prefix is None or naming.prefix.start == 0
    assert naming.is_rate or not (naming.bounded or naming.failure)
    assert naming.tail == "" or naming.head
    assert naming.core == naming.core.strip()


@pytest.mark.parametrize("name", ["排查矛盾纠纷次数", "化解信访纠纷起数", "扑救火灾次数", "调处投诉件数"])
def test_how_often_a_bad_thing_is_dealt_with_is_no_bad_number(name: str) -> None:
    assert analyse(name).polarity is None


@pytest.mark.parametrize("name", ["安全事故起数", "群众投诉件数", "设备故障次数"])
def test_how_often_it_happens_is(name: str) -> None:
    assert analyse(name).polarity == "negative"


def test_a_range_of_fluctuation_says_nothing_by_itself() -> None:
    assert analyse("农资零售价格波动幅度").polarity != "positive"


def test_days_of_work_are_no_days() -> None:
    assert "workload" in analyse("参与防治农牧民工日数").dimensions
