"""The verdict tables under `tests/data/verdicts`: rows and tables on which a rule speaks, or must not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

DATA = Path(__file__).parent / "data" / "verdicts"
SPEAKS, SILENT = "报", "不"
LEVEL1 = {
    **dict.fromkeys(("数量", "质量", "时效", "成本"), "产出指标"),
    **dict.fromkeys(("经济", "社会", "生态", "可持续"), "效益指标"),
    **dict.fromkeys(("经济成本", "社会成本", "生态环境成本"), "成本指标"),
    "满意度": "满意度指标",
}
LEVEL2 = {
    "经济": "经济效益指标",
    "社会": "社会效益指标",
    "生态": "生态效益指标",
    "可持续": "可持续影响指标",
    "满意度": "服务对象满意度指标",
}
OF_TABLE, OF_PROJECT = ("year", "money_unit", "unit"), ("period", "goal")


class Case(NamedTuple):
    """A table in which `rule` finds one fault, or none; `line` is where the case stands in its file."""

    rule: str
    verdict: str
    sector: str
    name: str
    text: str
    line: int

    @property
    def id(self) -> str:
        return f"{self.rule}-{self.verdict}-{self.line}"


def cases() -> list[Case]:
    return [case for file in sorted(DATA.glob("?.txt")) for case in _read(file.read_text(encoding="utf-8"))]


def _read(text: str) -> Iterator[Case]:
    rule, pending = "", None
    for number, line in enumerate([*text.splitlines(), "# 完"], 1):
        if pending is not None and (line.startswith("    ") or not line.strip()):
            pending[3].append(line[4:])
            continue
        if pending is not None:
            verdict, sector, start, body = pending
            yield Case(rule, verdict, sector, *_table(body), start)
            pending = None
        if line.startswith("# "):
            rule = line.removeprefix("# ")
        elif line.strip():
            head, _, row = line.partition(" | ")
            verdict, sector = head.split()
            if row:
                yield Case(rule, verdict, sector, "表.yaml", _rowed(row), number)
            else:
                pending = (verdict, sector, number, [])


def _table(body: list[str]) -> tuple[str, str]:
    """The file's name and its text."""
    if body[0].startswith("文件 "):
        return body[0].removeprefix("文件 "), dedent("\n".join(body[1:])) + "\n"
    documents: list[list[str]] = [[]]
    for line in body:
        if line.strip() == "---":
            documents.append([])
        else:
            documents[-1].append(line)
    return "表.yaml", "---\n".join(map(_document, documents))


def _document(lines: list[str]) -> str:
    head = [line.removeprefix("表 ") for line in lines if line.startswith("表 ")]
    projects: list[tuple[list[str], list[str]]] = []
    for line in lines:
        if line.startswith("name:"):
            projects.append(([], []))
        if line.startswith("表 ") or not line.strip():
            continue
        fields, rows = projects[-1]
        (rows if " | " in line else fields).append(line)
    text = "".join(f"{line}\n" for line in head) + "projects:\n"
    for fields, rows in projects:
        text += "  - " + "\n    ".join(fields) + "\n    indicators:\n"
        text += "".join(f"      - {_indicator(row)[0]}\n" for row in rows)
    return text


def _rowed(row: str) -> str:
    """A row with the fields of its table and project behind it."""
    indicator, others = _indicator(row)
    table = "".join(f"{key}: {value}\n" for key, value in others.items() if key in OF_TABLE)
    project = "".join(f"    {key}: {value}\n" for key, value in others.items() if key in OF_PROJECT)
    return f"{table}projects:\n  - name: 示例项目\n{project}    indicators:\n      - {indicator}\n"


def _indicator(row: str) -> tuple[str, dict[str, str]]:
    """The row as a flow mapping, and what is said of its table and project."""
    level, name, value, *more = (part.strip() for part in row.split(" | "))
    level1, _, level2 = level.partition("/")
    if not level2:
        level1, level2 = LEVEL1[level], LEVEL2.get(level, f"{level}指标")
    cells = {"level1": level1, "level2": level2, "name": name, **_values(value)}
    others = dict(part.split("=", 1) for part in more)
    cells |= {key: text for key, text in others.items() if key not in OF_TABLE + OF_PROJECT}
    return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in cells.items()) + "}", others


def _values(value: str) -> dict[str, str]:
    if "¦" in value:
        columns = zip(("comparator", "value", "unit"), value.split("¦"), strict=True)
        return {column: text for column, text in columns if text}
    full, arrow, annual = value.partition("→")
    return {"full": full.strip(), "annual": annual.strip()} if arrow else {"value": value}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Silence(NamedTuple):
    """A table on which two rules would speak of one place, and only `speaks` may."""

    speaks: str
    silent: str
    text: str


def silences(file: str = "silence.txt") -> list[Silence]:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    rows = (line.partition(" | ") for line in lines if line and not line.startswith("#"))
    return [Silence(*head.split()[:2], _rowed(row)) for head, _, row in rows]
