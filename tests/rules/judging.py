"""One indicator in a table of its own, judged: what a rule says, where, and what its fix makes of the text."""

from __future__ import annotations

from typing import NamedTuple

from perflint.finding import Finding
from perflint.linter import Options, lint_text
from perflint.rule import catalogue
from perflint.testing import mend

LEVEL1 = {"数量": "产出", "质量": "产出", "时效": "产出", "成本": "产出", "满意度": "满意度"}
HEAD = "projects:\n  - name: 示例\n    indicators:\n      - level1: {level1}指标\n        level2: {level2}指标\n"


class Told(NamedTuple):
    """A finding as its reader sees it: `at` is field:line:column of its first character, `cut` the text it covers."""

    code: str
    severity: str
    message: str
    help: str
    at: str
    cut: str


def table(level2: str, name: str, **cells: str) -> str:
    """A table of one indicator, its cells on lines 6 and on, from column 9 (`name: …`)."""
    text = HEAD.format(level1=LEVEL1.get(level2, "效益"), level2=level2)
    text += "".join(f"        {key}: {_quoted(value)}\n" for key, value in {"name": name, **cells}.items())
    return text


def beside(text: str, **cells: str) -> str:
    """The table with one more indicator."""
    pairs = ", ".join(f"{key}: {_quoted(value)}" for key, value in cells.items())
    return text + f"      - {{level1: 产出指标, level2: 数量指标, {pairs}}}\n"


def judge(codes: str, text: str, **parameters: object) -> tuple[Finding, ...]:
    """What the rules say of a table; rules silenced by another that was not asked for stay silent, too."""
    named = {catalogue().rules[codes].name: parameters} if parameters else {}
    return lint_text(text, "table.yaml", Options(select=tuple(codes.split()), parameters=named)).findings


def told(codes: str, level2: str, name: str, **cells: str) -> list[Told]:
    return [tell(finding) for finding in judge(codes, table(level2, name, **cells))]


def tell(finding: Finding) -> Told:
    source, span = finding.place.source, finding.place.span
    position = source.position(span.start)
    at = f"{(finding.place.pointer or '').rpartition('/')[2]}:{position.line}:{position.column}"
    return Told(finding.code, str(finding.severity), finding.message, finding.help, at, source.cut(span))


def mended(code: str, level2: str, name: str, **cells: str) -> dict[str, str]:
    """The cells after the rule's fix; the mended table has no finding of the rule left."""
    text = table(level2, name, **cells)
    fixes = [finding.fix for finding in judge(code, text) if finding.fix]
    assert fixes
    after = mend(text, fixes)
    assert not judge(code, after), after
    lines = [line.strip().partition(": ") for line in after.splitlines()[5:]]
    return {key: value.strip("'") for key, _, value in lines}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
