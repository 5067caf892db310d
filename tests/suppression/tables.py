"""A table with known faults, and what a run says of it with comments put in."""

from __future__ import annotations

from perflint.finding import Finding
from perflint.linter import Options, Report, lint_text

RULES = ("M", "U001", "U008", "S001", "S012", "X001", "E005", "E009")

TABLE = """\
unit: 示例学校
projects:
  - name: 校园网络服务
    indicators:
      - level1: 产出指标
        level2: 数量指标
        name: 日均接入量
        full: ≤10ms
        annual: ≤10ms
      - {level1: 产出指标, level2: 成本指标, name: 日均带宽量, full: ≤10ms}
  - name: 食堂修缮
    goal: 修缮食堂2处，面积1200平方米。
    indicators:
      - level1: 产出指标
        level2: 数量指标
        name: 日均供餐量
        full: ≤30ms
"""
"""U001 on lines 8, 10 and 17, S001 (no goal) on line 3."""


def run(text: str, *select: str, **parameters: dict[str, object]) -> Report:
    chosen = {name.replace("_", "-"): values for name, values in parameters.items()}
    return lint_text(text, options=Options(select=select or RULES, parameters=chosen))


def at(findings: tuple[Finding, ...] | list[Finding]) -> list[tuple[str, int]]:
    """Code and line of each finding."""
    return [(one.code, one.place.source.position(one.place.span.start).line) for one in findings]


def commented(line: int, comment: str, text: str = TABLE) -> str:
    """`text` with a comment at the end of the 1-based line."""
    lines = text.split("\n")
    lines[line - 1] += f" {comment}"
    return "\n".join(lines)


def above(line: int, comment: str, text: str = TABLE) -> str:
    """`text` with a comment on a line of its own, above the 1-based line."""
    lines = text.split("\n")
    lines.insert(line - 1, comment)
    return "\n".join(lines)
