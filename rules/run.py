"""M, 运行: what is to be said of ignore comments, what went wrong in the run itself, or had to be inferred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perflint.finding import Edit, Fault, Fix, Place, Safety
from perflint.model import Problem
from perflint.rule import ERROR, INFO, WARNING, Scope, Settings, rule


@rule(
    "M001",
    "unused-ignore",
    scope=Scope.PROBLEM,
    severity=WARNING,
    fix="safe",
    texts={"remove": "删掉没有用的忽略"},
    message="这条注释要忽略的 {rules} 在这里没有问题",
    help="删掉这条注释；如果要忽略的是别处的问题，把注释移到那一行的行尾，或者那一项的上一行",
    variants={
        "partly": ("注释要忽略的 {rules} 在这里没有问题", "从注释里删掉这条规则"),
    },
)
def unused_ignore(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """忽略注释没有忽略任何问题。

    问题改好以后留下的忽略注释，会把以后新出现的问题也藏起来。

    行尾的注释只管从这一行开始的单元格；单独一行的注释管下一行开始的整个一项（空行和注释行不算）；`ignore-file` 管整个
    文件。这次检查没有启用的规则不判断；把几个文件放在一起比较的规则，只在检查整个文件夹时判断。读不了的文件、不合写法的
    文件和规则自身出错，是不能忽略的。

    依据：perflint 的约定。

    反例：
        - level1: 产出指标
          level2: 数量指标
          name: 日均接入量
          full: ≥5000次    # perflint: ignore[unit-contradicts-name] 单位按合同    # M001
    正例：
        - level1: 产出指标
          level2: 数量指标
          name: 日均接入量
          full: ≤10ms    # perflint: ignore[unit-contradicts-name] 单位按合同
    """
    place = problem.fields["removed"]
    assert isinstance(place, Place)
    fix = Fix(Safety.SAFE, settings.say("remove"), (Edit(place, ""),))
    yield Fault(problem.place, problem.fields, variant="partly" if problem.fields["partly"] else None, fix=fix)


@rule(
    "M002",
    "unknown-rule-in-ignore",
    scope=Scope.PROBLEM,
    severity=WARNING,
    fix="unsafe",
    texts={"rename": "改为 {nearest}"},
    message="没有“{word}”这条规则，这个忽略不起作用",
    help="写规则的名称或代码；全部规则：perflint rule --all",
    variants={
        "nearest": ("没有“{word}”这条规则，这个忽略不起作用", "是不是想写 {nearest}？"),
        "several": ("“{word}”是一批规则，忽略要逐条写明，这个忽略不起作用", "写出要忽略的那条规则的名称或代码"),
    },
)
def unknown_rule_in_ignore(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """忽略注释里的规则不存在。

    规则名写错了，注释就什么也没有忽略，写的人却以为已经处理过了。

    规则名和代码都可以写；一族规则（`U`）和通配（`U00*`）不行：忽略要说清楚忽略的是什么。

    依据：perflint 的约定。

    反例：
        - level1: 产出指标
          level2: 数量指标
          name: 日均接入量
          full: ≤10ms    # perflint: ignore[unit-contradict-name] 单位按合同    # M002
    正例：
        - level1: 产出指标
          level2: 数量指标
          name: 日均接入量
          full: ≤10ms    # perflint: ignore[unit-contradicts-name] 单位按合同
    """
    nearest = problem.fields["nearest"]
    if not nearest:
        yield Fault(problem.place, problem.fields, variant="several" if problem.fields["several"] else None)
        return
    fix = Fix(Safety.UNSAFE, settings.say("rename", nearest=nearest), (Edit(problem.place, str(nearest)),))
    yield Fault(problem.place, problem.fields, variant="nearest", fix=fix)


@rule(
    "M003",
    "malformed-ignore",
    scope=Scope.PROBLEM,
    severity=WARNING,
    fix="unsafe",
    texts={"rewrite": "改成忽略注释的写法"},
    message="“{text}”不是忽略注释的写法，没有起作用",
    help="写成 {written}",
    variants={
        "blanket": (
            "“{text}”没有写明忽略哪条规则，没有起作用",
            "写明规则的名称或代码，例如 # perflint: ignore[unit-contradicts-name] 原因",
        ),
        "here": ("“{text}”没有写明忽略哪条规则，没有起作用", "要忽略这里的问题，写成 {written}"),
        "other": (
            "“{text}”以 perflint: 开头，却不是忽略注释，没有起作用",
            "写成 # perflint: ignore[规则名称或代码] 原因；只是说明的，不要以 perflint: 开头",
        ),
    },
)
def malformed_ignore(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """忽略注释的写法不对。

    写法不对的注释什么也没有忽略，写的人却以为已经处理过了。

    写法是 `# perflint: ignore[规则, 规则] 原因`，整个文件用 `# perflint: ignore-file[规则] 原因`。规则必须写明；
    冒号、逗号、顿号和方括号用全角的也认。

    依据：perflint 的约定。

    反例：
        - level1: 产出指标
          level2: 数量指标
          name: 日均接入量
          full: ≤10ms    # perflint ignore U001 单位按合同    # M003
    正例：
        - level1: 产出指标
          level2: 数量指标
          name: 日均接入量
          full: ≤10ms    # perflint：ignore【U001】单位按合同
    """
    written, kind = problem.fields["written"], str(problem.fields["kind"])
    if not written:
        yield Fault(problem.place, problem.fields, variant=kind)
        return
    fix = Fix(Safety.UNSAFE, settings.say("rewrite"), (Edit(problem.place, str(written)),))
    yield Fault(problem.place, problem.fields, variant="here" if kind == "blanket" else None, fix=fix)


@rule(
    "M004",
    "ignore-without-reason",
    scope=Scope.PROBLEM,
    severity=WARNING,
    parameters={"require_reason": False},
    message="“{text}”没有写忽略的原因",
    help="在方括号后面写上为什么可以忽略，例如依据哪个文件、谁确认过",
)
def ignore_without_reason(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """忽略注释没有写原因。

    审核的人看到被忽略的问题，要知道是谁、凭什么认为可以忽略。

    只在参数 `require_reason` 打开时检查。

    依据：perflint 的约定。

    反例：
        # 文件 data.yaml require_reason=1
        projects:
          - name: 示例项目
            indicators:
              - level1: 产出指标
                level2: 数量指标
                name: 日均接入量
                full: ≤10ms    # perflint: ignore[unit-contradicts-name]    # M004
    正例：
        # 文件 data.yaml require_reason=1
        projects:
          - name: 示例项目
            indicators:
              - level1: 产出指标
                level2: 数量指标
                name: 日均接入量
                full: ≤10ms    # perflint: ignore[unit-contradicts-name] 单位按合同
    """
    if settings.require_reason:
        yield Fault(problem.place, problem.fields)


@rule(
    "M005",
    "stale-baseline",
    scope=Scope.PROBLEM,
    severity=INFO,
    message="基线里有 {count} 条已经没有对应的问题，第一条是 {first}",
    help="运行 perflint baseline prune，从基线里去掉它们",
)
def stale_baseline(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """基线里有过期的条目。

    问题改好以后留在基线里的条目，会把以后同样的问题也藏起来。

    没有检查的文件、读不了的文件、没有启用的规则，它们的条目不算过期；检查了整个文件夹时，文件夹里已经没有的文件，它的条目
    算过期。

    依据：perflint 的约定。
    """
    related = problem.fields["related"]
    assert isinstance(related, tuple)
    yield Fault(problem.place, problem.fields, related=related)


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
