"""A small made table and a report on it, and what the tests of several formats share."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from perflint.finding import Edit, Fault, Finding, Fix, Place, Related, Safety, Severity, Spot
from perflint.linter import Report, Summary
from perflint.rule import Rule, Scope, Settings, Wording
from perflint.text import SourceText, Span

PATH = "数据/目标 表.yaml"
TABLE = """\
unit: 示例学校
projects:
  - name: 智慧校园[建设]
    goal: |
      建成后𠀀区学生人人满意，
      保障平稳运行，

      打造亮点，
      再上台阶，
      意义重大。
    indicators:
      - level1: 产出指标
        level2: 数量指标
        name: 日均“接入”量
        full: ≥10ms
        annual: ≥10ms
  - name: 食堂修缮
    goal: 修缮食堂２处，面积1200㎡。
    indicators:
      - {level1: 满意度指标, level2: 服务对象满意度, name: 师生满意度, full: ＝100％, annual: ＝100％, note: 按班级抽样}
"""


def golden(name: str, text: str) -> str:
    """The stored text of `golden/NAME`. With UPDATE_GOLDEN set `text` is stored first: read it before keeping it."""
    file = Path(__file__).parent / "golden" / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    return file.read_bytes().decode()


def made_rule(
    code: str, name: str, severity: Severity, doc: str, *, fix: str | None = None, fatal: bool = False
) -> Rule:
    return Rule(
        code=code,
        name=name,
        scopes=(Scope.VALUE,),
        severity=severity,
        wording=Wording("“{unit}”不符", "改用“{expected}”"),
        variants={},
        silences=frozenset({"D001"}) if code == "U001" else frozenset(),
        parameters={"usual_units": ("次", "个")} if code == "U001" else {},
        kinds=frozenset(),
        fields=frozenset(),
        places=frozenset(),
        heads=frozenset(),
        fix=fix,
        fatal=fatal,
        check=_silent,
        doc=doc,
    )


def _silent(subject: object, settings: Settings) -> Iterable[Fault]:
    return ()


RULES = (
    made_rule("E001", "unreadable-file", Severity.ERROR, "文件读不了。\n\n读不了就没有检查。", fatal=True),
    made_rule("G005", "slogan-goal", Severity.INFO, "目标里有口号。\n\n口号无法考核。"),
    made_rule(
        "U001",
        "unit-contradicts-name",
        Severity.ERROR,
        """单位与指标名称的量纲不符。

        名称说的是数量，单位却是时间，
        完成与否无从判断。

        近义的单位只是警告。

        依据：绩效指标应细化量化、可衡量（财预〔2015〕88号）。

        反例：
            - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms}    # U001 full
        正例：
            - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≥5000次}
        """,
        fix="unsafe",
    ),
    made_rule("U011", "unit-spelling", Severity.INFO, "单位写法不规范。\n\n写法不一，汇总时对不上。", fix="safe"),
    made_rule("V003", "full-satisfaction", Severity.WARNING, "满意度为百分之百。\n\n一人不满意就没有完成。"),
)


class Sample:
    """Findings on one source: places are found by their words."""

    def __init__(self, text: str = TABLE, path: str = PATH) -> None:
        self.source = SourceText(path, text)

    def place(self, words: str, pointer: str | None = None, nth: int = 1) -> Place:
        start = -1
        for _ in range(nth):
            start = self.source.text.index(words, start + 1)
        return Place(Spot(self.source, Span(start, start + len(words)), pointer))


def sample_report() -> Report:
    sample = Sample()
    indicator = "/projects/0/indicators/0"
    sign = Sample("", "::error::读不了.yaml").source
    paragraph = TABLE[TABLE.index("建成后") : TABLE.index("    indicators")]
    findings = (
        Finding(
            code="E001",
            name="unreadable-file",
            severity=Severity.ERROR,
            message="没有这个文件",
            reason="读不了就没有检查。",
            help="看看路径有没有写错",
            place=Place(Spot(sign)),
            subject=None,
            identity="1",
        ),
        Finding(
            code="G005",
            name="slogan-goal",
            severity=Severity.INFO,
            message="目标里有口号“打造亮点\x1b[31m”{0}",
            reason="口号无法考核。",
            help="写清做成什么、有多少",
            place=sample.place(paragraph, "/projects/0/goal"),
            subject="/projects/0/goal",
            project="智慧校园[建设]",
            identity="2",
        ),
        Finding(
            code="U001",
            name="unit-contradicts-name",
            severity=Severity.ERROR,
            message="“ms”是时间单位，与“接入量”不符",
            reason="名称说的是数量，单位却是时间，完成与否无从判断。",
            help="按“接入量”改用“次”等单位",
            place=sample.place("≥10ms", f"{indicator}/full"),
            subject=f"{indicator}/full",
            project="智慧校园[建设]",
            indicator="日均“接入”量",
            related=(
                Related("年度值相同", sample.place("≥10ms", f"{indicator}/annual", nth=2)),
                Related("名称[1](2)", sample.place("日均“接入”量", f"{indicator}/name")),
            ),
            fix=Fix(
                Safety.UNSAFE,
                "“ms”改为“次”",
                (Edit(sample.place("ms"), "次"), Edit(sample.place("ms", nth=2), "次")),
            ),
            identity="3",
        ),
        Finding(
            code="U011",
            name="unit-spelling",
            severity=Severity.INFO,
            message="“㎡”应写作“平方米”",
            reason="写法不一，汇总时对不上。",
            help="写“平方米”",
            place=sample.place("㎡", "/projects/1/goal"),
            subject="/projects/1/goal",
            project="食堂修缮",
            fix=Fix(Safety.SAFE, "“㎡”改为“平方米”", (Edit(sample.place("㎡"), "平方米"),)),
            identity="4",
        ),
        Finding(
            code="V003",
            name="full-satisfaction",
            severity=Severity.WARNING,
            message="满意度定为“＝100％”",
            reason="一人不满意就没有完成。",
            help="写成“≥95%”一类",
            place=sample.place("＝100％", "/projects/1/indicators/0/full"),
            subject="/projects/1/indicators/0/full",
            project="食堂修缮",
            indicator="师生满意度",
            related=(Related("年度值相同", sample.place("＝100％", "/projects/1/indicators/0/annual", nth=2)),),
            identity="5",
        ),
    )
    summary = Summary(
        files=1, skipped=2, tables=1, projects=2, indicators=2, error=2, warning=1, info=2, suppressed=1, baselined=3
    )
    return Report(findings, summary, RULES, fatal=True)
