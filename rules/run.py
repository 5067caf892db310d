"""M, 运行: what went wrong in the run itself, or had to be inferred; ignore comments and baselines come later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perflint.finding import Fault
from perflint.model import Problem
from perflint.rule import ERROR, INFO, Scope, Settings, rule


@rule(
    "M006",
    "rule-crashed",
    scope=Scope.PROBLEM,
    severity=ERROR,
    fatal=True,
    message="规则 {rule} 在这里出错（{error}），没有判断",
    help="这是 perflint 的错误，不是表的错误：请把这条消息和这一项的内容报告给维护者；可以先用 --ignore 跳过这条规则",
)
def rule_crashed(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """规则自身出错。

    出错的规则没有给出结论，这一项不能算检查通过；其余规则照常检查。

    依据：perflint 的约定。
    """
    yield Fault(problem.place, problem.fields)


@rule(
    "M007",
    "broken-layout",
    scope=Scope.PROBLEM,
    severity=ERROR,
    texts={
        "expected-title": "绩效目标表的列头（项目名称、资金、绩效目标、绩效指标）",
        "expected-unit-line": "金额单位（如“单位：万元”）",
        "expected-heads": "最后一列的列头“绩效指标”",
        "expected-known-head": "已知的列头（项目名称、总计、财政拨款、财政专户拨款、其他资金、绩效目标、绩效指标等）",
        "expected-total-head": "资金列的列头（如“总计”）",
        "expected-name": "项目名称",
        "expected-amounts": "项目名称之后的金额",
        "expected-fewer-amounts": "不多于资金列数的金额",
        "expected-number": "序号{number}",
        "expected-opening": "“序号、一级指标；二级指标；指标名称；”",
        "expected-level2": "二级指标（如“11-数量指标；”）",
        "expected-indicator-name": "指标名称",
        "expected-full": "“实施周期指标值:”",
        "expected-annual": "“年度指标值:”",
        "expected-value": "“指标值:”",
        "expected-separator": "分号“；”",
        "expected-stop": "句号“。”",
        "expected-projects": "项目名称、金额、绩效目标和绩效指标",
        "expected-nothing": "表格到此结束，或下一个项目的名称和金额",
    },
    message="“{found}”不合表的版式，这里应当是{expected}",
    help="对照原表检查这一处有没有缺字、多字或错行，改好后重新转换；读出来的部分已经保留",
)
def broken_layout(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """文本偏离了表的版式。

    偏离版式的地方读不准，可能漏掉内容或者张冠李戴，要对照原表确认。

    依据：公开的“项目支出绩效目标表”的版式。

    反例：
        # 文件 目标表.txt
        项目支出绩效目标表
        单位名称：某某学校 单位：万元
        项目名称 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标
        某某学校 300.00 300.00
        校舍维修 300.00 300.00
        维修校舍，消除安全隐患。
        1、1-产出指标；11-数量指标；维修面积；实施周期指标值:300平方米；年度指标值:300平方米。
        3、1-产出指标；12-质量指标；验收合格率；实施周期指标值:100%；年度指标值:100%。    # M007
    正例：
        # 文件 目标表.txt
        项目支出绩效目标表
        单位名称：某某学校 单位：万元
        项目名称 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标
        某某学校 300.00 300.00
        校舍维修 300.00 300.00
        维修校舍，消除安全隐患。
        1、1-产出指标；11-数量指标；维修面积；实施周期指标值:300平方米；年度指标值:300平方米。
    """
    given = problem.fields["given"]
    assert isinstance(given, Mapping)
    expected = settings.say(f"expected-{problem.fields['expected']}", **given)
    yield Fault(problem.place, {"found": problem.fields["found"], "expected": expected})


@rule(
    "M008",
    "inferred-funds",
    scope=Scope.PROBLEM,
    severity=INFO,
    message="文本里看不出金额在哪一列，按合计数推断：{moved}，其余项目都是{main}",
    help="请对照原表核对各项目的资金来源",
    variants={
        "all-in-one": ("文本里看不出金额在哪一列，按合计数推断：全部是{main}", "请对照原表核对各项目的资金来源"),
        "no-totals": (
            "文本里看不出金额在哪一列，也没有合计可以对照，没有填资金来源",
            "请对照原表补上各项目的资金来源",
        ),
        "no-fit": (
            "文本里看不出金额在哪一列，没有一种分法与各列合计相符，没有填资金来源",
            "请对照原表补上各项目的资金来源",
        ),
        "undecided": (
            "文本里看不出金额在哪一列，可能的分法太多，没有填资金来源",
            "请对照原表补上各项目的资金来源",
        ),
        "totals-differ": (
            "文本里看不出金额在哪一列，各项目加起来是{sum}，合计写的是{total}，没有填资金来源",
            "先对照原表核对各项目的金额与合计，再补上资金来源",
        ),
    },
)
def inferred_funds(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """资金来源是推断的。

    文本里看不出金额在哪一列，资金来源是按合计数推断的，推断错了会影响预算的核对。

    依据：perflint 的约定。

    反例：
        # 文件 目标表.txt
        项目支出绩效目标表
        单位名称：某某学校 单位：万元
        项目名称 总计 财政拨款 财政专户拨款 其他资金 绩效目标 绩效指标
        某某学校 500.00 300.00 200.00
        校舍维修 300.00 300.00
        维修校舍，消除安全隐患。
        1、1-产出指标；11-数量指标；维修面积；实施周期指标值:300平方米；年度指标值:300平方米。
        设备购置 200.00 200.00    # M008 budget
        购置教学设备，改善教学条件。
        1、1-产出指标；11-数量指标；购置数量；实施周期指标值:30台；年度指标值:30台。
    正例：
        # 文件 目标表.txt
        项目支出绩效目标表
        单位名称：某某学校 单位：万元
        项目名称 总计 绩效目标 绩效指标
        某某学校 300.00
        校舍维修 300.00
        维修校舍，消除安全隐患。
        1、1-产出指标；11-数量指标；维修面积；实施周期指标值:300平方米；年度指标值:300平方米。
    """
    kind = str(problem.fields["kind"])
    yield Fault(problem.place, problem.fields, variant=None if kind == "moved" else kind)
