"""Tables to the text of a data file: YAML that reads back exactly as it stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from perflint.model import Amount, Budget, Cell, Indicator, Period, Project, Table
from perflint.readers import keys
from perflint.regex import lazy

Language = Literal["en", "zh"]
_Member = TypeVar("_Member")
_Lines = Iterator[str]

_VALUES = ("comparator", "value", "full", "annual", "unit")
_INDICATOR_FIELDS = ("level1", "level2", "name", *_VALUES, "weight", "explanation", "basis", "scoring", "note")
_SPECIAL = lazy(r"""[-?:,\[\]{}#&*!|>'"%@`]|[=~]\Z|<<\Z|.*(?:: |:\Z| #)""")
# What a reader that guesses types (YAML 1.1 or 1.2) takes for something else than text.
_TYPED = lazy(
    r"[-+]?(?:\d[\d_,]*(?::[0-5]?\d)*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(?:inf|nan)"
    r"|null|true|false|yes|no|on|off|y|n|\d{4}-\d\d?-\d\d?(?:[t\s].*)?",
    re.IGNORECASE,
)
_UNPRINTABLE = lazy("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = lazy(rf'{_UNPRINTABLE.pattern}|[\\"]')


def write(tables: Iterable[Table], language: Language = "en") -> str:
    """The data file of `tables`, one document each, with English or Chinese keys; "" for no tables.

    Every text is as it stands in the model, quoted only where YAML needs it; amounts lose their separators.
    """
    writer = _Writer(chinese=language == "zh")
    return "---\n".join("".join(f"{line}\n" for line in writer.table(table)) for table in tables)


def scalar(text: str) -> str:
    """`text` as a YAML scalar on one line: plain where nothing can take it for something else, else quoted."""
    if _UNPRINTABLE.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    if text and text == text.strip() and not _SPECIAL.match(text) and not _TYPED.fullmatch(text):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'{}'".format(text.replace("'", "''"))


class _Writer:
    """The lines of every part of a table."""

    def __init__(self, *, chinese: bool) -> None:
        self.chinese = chinese

    def table(self, table: Table) -> _Lines:
        yield from self._cell("table", "unit", table.unit)
        if table.year_cell is None and table.year is not None:
            yield self._line("table", "year", str(table.year))
        yield from self._cell("table", "year", table.year_cell)
        yield from self._cell("table", "money_unit", table.money_unit)
        yield from self._budget("table", table.budget)
        yield from self._list("table", "projects", table.projects, self._project)

    def _project(self, project: Project) -> _Lines:
        yield from self._cell("project", "name", project.name)
        yield from self._cell("project", "code", project.code)
        yield from self._cell("project", "kind", project.kind)
        yield from self._period(project.period)
        yield from self._budget("project", project.budget)
        yield from self._cell("project", "goal", project.goal)
        yield from self._cell("project", "annual_goal", project.annual_goal)
        yield from self._list("project", "indicators", project.indicators, self._indicator)

    def _indicator(self, indicator: Indicator) -> _Lines:
        for field in _INDICATOR_FIELDS:
            yield from self._cell("indicator", field, getattr(indicator, field))

    def _period(self, period: Period | None) -> _Lines:
        if period is None:
            return
        if "period" in period.cells:
            yield from self._cell("project", "period", period.cells["period"])
            return
        yield self._line("project", "period")
        for field, cell in period.cells.items():
            yield from _indented(self._cell("period", field, cell))

    def _budget(self, level: str, budget: Budget | None) -> _Lines:
        if budget is None:
            return
        yield self._line(level, "budget")
        for field, amount in {"total": budget.total, **budget.sources, "annual": budget.annual}.items():
            yield from _indented(self._cell("budget", field, amount))

    def _list(self, level: str, field: str, members: Sequence[_Member], lines: Callable[[_Member], _Lines]) -> _Lines:
        yield self._line(level, field, "" if members else "[]")
        for member in members:
            first, *rest = list(lines(member)) or ["{}"]
            yield f"  - {first}"
            yield from _indented(_indented(rest))

    def _cell(self, level: str, field: str, cell: Cell | None) -> _Lines:
        if cell is None:
            return
        if isinstance(cell, Amount) and cell.amount is not None:
            yield self._line(level, field, f"{cell.amount:f}")
        elif field == "year" and cell.text.isdecimal():
            yield self._line(level, field, cell.text)
        elif _reads_as_block(cell.text):
            yield self._line(level, field, "|" if cell.text.endswith("\n") else "|-")
            yield from _indented(cell.text.removesuffix("\n").split("\n"))
        else:
            yield self._line(level, field, scalar(cell.text))

    def _line(self, level: str, field: str, value: str = "") -> str:
        key = keys.level(level).title(field) if self.chinese else field
        return f"{key}: {value}" if value else f"{key}:"


def _reads_as_block(text: str) -> bool:
    """Whether a block scalar gives several lines back as they are."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 2 or not lines[0] or not lines[-1] or lines[0][0].isspace():
        return False
    return not any(_UNPRINTABLE.search(line) for line in lines)


def _indented(lines: Iterable[str]) -> _Lines:
    return (f"  {line}" if line else line for line in lines)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # half a surrogate pair is no character, and no file can hold it
        return "\ufffd"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
