"""The labelled rows under `tests/data`: what an expert expects of families U and D, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from perflint.linter import Options, lint_text

DATA = Path(__file__).parent / "data"
LEVEL1 = {
    **dict.fromkeys(("数量指标", "质量指标", "时效指标", "成本指标"), "产出指标"),
    **dict.fromkeys(("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"), "效益指标"),
    "服务对象满意度指标": "满意度指标",
}
LEVEL2 = {name.removesuffix("指标")[:3] if name.startswith("可持续") else name[:2]: name for name in LEVEL1}
LEVEL2["满意"] = LEVEL2.pop("服务")
COLUMNS = ("comparator", "value", "unit")


class Row(NamedTuple):
    """One indicator: `value` with its columns set apart by ¦; `expected` codes with the severity where it is given."""

    line: int
    sector: str
    level2: str
    name: str
    value: str
    expected: frozenset[str]

    @property
    def cells(self) -> dict[str, str]:
        parts = self.value.split("¦")
        values = dict(zip(COLUMNS, parts, strict=True)) if len(parts) > 1 else {"value": self.value}
        return {column: text for column, text in values.items() if text}

    def as_yaml(self) -> str:
        level2 = LEVEL2[self.level2]
        cells = {"level1": LEVEL1[level2], "level2": level2, "name": self.name, **self.cells}
        body = ", ".join(f"{key}: {_quoted(text)}" for key, text in cells.items())
        return f"  - name: 示例\n    indicators:\n      - {{{body}}}\n"


def rows(file: str) -> list[Row]:
    return list(_read((DATA / file).read_text(encoding="utf-8")))


def verdicts(all_rows: list[Row]) -> list[frozenset[str]]:
    """What families U and D say of every row; a code whose severity is not its rule's own carries it (U002:info)."""
    text = "projects:\n" + "".join(row.as_yaml() for row in all_rows)
    found: list[set[str]] = [set() for _ in all_rows]
    for finding in lint_text(text, "rows.yaml", Options(select=("U", "D"))).findings:
        index = int((finding.place.pointer or "").split("/")[2])
        found[index] |= {finding.code, f"{finding.code}:{finding.severity}"}
    return [frozenset(codes) for codes in found]


def agrees(row: Row, found: frozenset[str]) -> bool:
    return row.expected <= found and {code[:4] for code in row.expected} == {code[:4] for code in found}


def _read(text: str) -> Iterator[Row]:
    sector = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            sector = line.lstrip("# ")
        elif line.strip():
            level2, name, value, codes = line.split("\t")
            yield Row(number, sector, level2, name, value, frozenset(codes.split()) - {"-"})


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
