"""What a finding tells people to write, taken from its words and put into the table as they would do it.

A rewrite is a set of cells of the judged row with their new texts. One piece of advice may offer several; what is only
described (“写明谁满意”) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perflint.expression import parse
from perflint.finding import Edit, Finding, Fix, Place, Safety
from perflint.linter import Options, Report, lint_text
from perflint.model import Cell, Indicator
from perflint.testing import mend

LEVELS = {
    "数量指标": ("产出指标", "数量指标"),
    "质量指标": ("产出指标", "质量指标"),
    "时效指标": ("产出指标", "时效指标"),
    "成本指标": ("产出指标", "成本指标"),
    "社会效益指标": ("效益指标", "社会效益指标"),
    "效益指标": ("效益指标", "社会效益指标"),
    "满意度指标": ("满意度指标", "服务对象满意度指标"),
}
_MOVED = re.compile(r"改列：(?P<level>..+?指标)")
_NAMED = re.compile(r"(?:名称(?:只)?写(?:成)?|名称改成|去掉[^，“]*，写成|去掉空格，写成)“(?P<name>[^”…]+)”")
_WRITTEN = re.compile(
    r"(?:写成百分数：|值写 ?|建议写为 ?|(?<!数字)写成 ?|改为 ?|改成 ?|提高到 ?|如 ?)“?(?P<text>[^”“，；、 ]+)”?"
)
_ROW = re.compile(r"“(?P<name>[^”“ ]+) (?P<value>[^”“]+)”")
_ALONE = re.compile(r"“(?P<value>[^”“ ]+)”")
_MEASURES = ("quantity", "range", "date")

Rewrite = dict[str, str]
"""Field → text."""


class Followed(NamedTuple):
    """A table after one piece of advice was followed, and what is said of the row then that was not said before."""

    what: Rewrite | str
    text: str
    raised: tuple[Finding, ...]


def follow(text: str, name: str, finding: Finding, report: Report) -> Iterator[Followed]:
    """Every rewrite that the finding offers, and its fix, made in the table one by one."""
    row = _row(finding, report)
    if row is None:
        return
    before = {said.code for said in _of_row(report.findings, row)}
    made = [(rewrite, _edits(row, rewrite)) for rewrite in rewrites(finding, row)]
    fixes = [(what, Fix(Safety.SAFE, "", tuple(edits))) for what, edits in made if edits]
    fixes += [(finding.fix.title, finding.fix)] if finding.fix else []
    for what, fix in fixes:
        after = mend(text, [fix])
        again = lint_text(after, name, Options(year=2024))
        raised = [said for said in _of_row(again.findings, row) if _is_new(said.code, before)]
        yield Followed(what, after, tuple(said for said in raised if str(said.severity) != "info"))


def _is_new(code: str, before: set[str]) -> bool:
    """Whether it was not said before in other words.

    At most one of family Q speaks of a value; and rows of one name stand in one class only when all of them are moved,
    as each is advised to be.
    """
    known = {said[0] for said in before if said[0] == "Q"}
    return code not in {*before, "C004"} and code[0] not in known


def rewrites(finding: Finding, row: Indicator) -> Iterator[Rewrite]:
    """What the advice says to write into the row."""
    advice = finding.help
    for match in _MOVED.finditer(advice):
        if match["level"] in LEVELS:
            level1, level2 = LEVELS[match["level"]]
            yield {"level1": level1, "level2": level2}
    field = _field(finding, row)
    named = _NAMED.search(advice)
    if named is not None and not advice.startswith("名称") and field == _pointed(finding):
        yield {field: named["name"]}
        return
    if named is not None:
        values = [text for text in _written(advice[named.end() :]) if field]
        yield {"name": named["name"], **({field: values[0]} if field and values else {})}
        return
    for match in _ROW.finditer(advice):
        if field and _measures(match["value"]):
            yield {"name": match["name"], field: match["value"]}
    if field is None:
        return
    for text in {*_written(advice), *(match["value"] for match in _ALONE.finditer(advice))}:
        if _measures(text):
            yield {field: text}


def _written(advice: str) -> list[str]:
    return [match["text"].strip() for match in _WRITTEN.finditer(advice) if _measures(match["text"].strip())]


def _measures(text: str) -> bool:
    return parse(text).kind in _MEASURES and any(character.isdigit() for character in text)


def _field(finding: Finding, row: Indicator) -> str | None:
    """The value that the advice is about: the one that is pointed at, else the one that counts."""
    pointed = _pointed(finding)
    if pointed in ("full", "annual", "value"):
        return pointed
    return row.judged.field if row.judged else None


def _pointed(finding: Finding) -> str:
    return (finding.place.pointer or "").rpartition("/")[2]


def _edits(row: Indicator, rewrite: Rewrite) -> list[Edit]:
    """The rewrite in the row's cells; none where a cell is missing or the value is in columns."""
    edits = []
    for field, text in rewrite.items():
        cell: Cell | None = getattr(row, field)
        if cell is None:
            return []
        if row.comparator is not None or row.unit is not None:
            return []
        edits.append(Edit(Place(cell, 0, len(cell.text)), text))
        whole = "name" in rewrite or (row.annual is not None and row.annual.text == cell.text)
        twin = row.annual if field == "full" and whole else None
        edits += [Edit(Place(twin, 0, len(twin.text)), text)] if twin is not None else []
    return edits


def _row(finding: Finding, report: Report) -> Indicator | None:
    pointer = f"{finding.place.pointer}/"
    rows = (row for table in report.tables for row in table.indicators)
    return next((row for row in rows if pointer.startswith(f"{row.pointer}/")), None)


def _of_row(findings: Iterable[Finding], row: Indicator) -> list[Finding]:
    return [said for said in findings if f"{said.place.pointer}/".startswith(f"{row.pointer}/")]
