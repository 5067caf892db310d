"""Ignore comments written for all that was found: what is known and accepted is said beside it, with the reason.

A comment goes to the end of the line on which the cell begins; where that is inside of a text that runs on, it gets a
line of its own above. Nothing else in a file changes. What was written is read again: every cell must be what it was,
and every comment must be one, or the file is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from perflint.directives import LINE, Directives, Ignore, comment
from perflint.finding import Finding
from perflint.linter import Report
from perflint.model import Cell, Reading, Table
from perflint.readers import yaml
from perflint.readers.nodes import Limits
from perflint.record import NamedTuple
from perflint.rule import Catalogue
from perflint.suppression import WATCHING
from perflint.text import SourceText, Span

_LIMITS = Limits(max_bytes=1 << 30, max_depth=1000, max_nodes=50_000_000, max_scalar=1 << 24)


class Marked(NamedTuple):
    """One source with its comments: the new text, None where it can take none, and how many findings it is about."""

    source: SourceText
    text: str | None
    found: int


class Insertion(NamedTuple):
    """Put `text` at an offset of the source."""

    offset: int
    text: str


def mark(report: Report, catalogue: Catalogue, reason: str) -> Iterator[Marked]:
    """Every source of the report that something was found in, with comments for it; nothing is written."""
    fatal = {rule.code for rule in report.rules if rule.fatal}
    tables: dict[int, list[Table]] = {}
    for table in report.tables:
        tables.setdefault(id(table.source), []).append(table)
    found: dict[int, list[Finding]] = {}
    for finding in report.findings:
        if finding.code not in fatal and finding.name not in WATCHING:
            found.setdefault(id(finding.place.source), []).append(finding)
    for key, findings in found.items():
        source = findings[0].place.source
        marker = _Marker(source, tables.get(key, ()), catalogue, reason)
        yield Marked(source, marker.text(findings), len(findings))


class _Marker:
    def __init__(self, source: SourceText, tables: Sequence[Table], catalogue: Catalogue, reason: str) -> None:
        self.source = source
        self.tables = tables
        self.directives = Directives(catalogue)
        self.reason = reason

    def text(self, findings: Iterable[Finding]) -> str | None:
        """The source with a comment for each line that needs one; None where that cannot be done."""
        if not all(isinstance(table.origin, yaml.YamlOrigin) for table in self.tables) or not self.tables:
            return None
        rules: dict[int, set[str]] = {}
        for finding in findings:
            rules.setdefault(self._line(finding), set()).add(finding.name)
        reading = _read(self.source)
        if reading is None:
            return None
        ignores = self._ignores(reading)
        insertions = [part for line, names in rules.items() for part in self._insertions(line, names, ignores)]
        text = self.source.text
        for offset, added in sorted(insertions, reverse=True):
            text = text[:offset] + added + text[offset:]
        return text if self._holds(text, reading) else None

    def _line(self, finding: Finding) -> int:
        """The 1-based line on which the cell of a finding begins, or its place where it is none of a cell."""
        anchor = finding.place.anchor
        start = anchor.span.start if isinstance(anchor, Cell) else finding.place.span.start
        return self.source.position(min(start, finding.place.span.start)).line

    def _ignores(self, reading: Reading) -> Mapping[int, Ignore]:
        """The ignores that stand at the ends of lines, by line."""
        found = (ignore for remark in reading.remarks for ignore in self.directives.read(remark))
        ending = [one for one in found if isinstance(one, Ignore) and one.verb == LINE]
        lines = {self.source.position(one.span.start).line: one for one in ending}
        return {line: one for line, one in lines.items() if self.source.line_text(line).strip()[:1] != "#"}

    def _insertions(self, line: int, names: set[str], ignores: Mapping[int, Ignore]) -> Iterator[Insertion]:
        known = ignores.get(line)
        if known is not None:
            yield Insertion(known.named[-1].span.end, "".join(f", {name}" for name in sorted(names)))
            return
        written = comment(LINE, sorted(names), self.reason)
        bounds = self.source.line_span(line)
        text = self.source.line_text(line)
        if not self._runs_on(bounds):
            yield Insertion(bounds.end, written if text.endswith((" ", "\t")) else f" {written}")
            return
        indent = text[: len(text) - len(text.lstrip(" "))]
        yield Insertion(bounds.start, f"{indent}{written}{self._break()}")

    def _runs_on(self, bounds: Span) -> bool:
        """Whether a text runs on over the end of a line; below the header of a block it does not yet."""
        text = self.source.text
        return any(
            cell.span.start <= bounds.end < cell.span.end
            and not (text[cell.span.start] in "|>" and cell.span.start >= bounds.start)
            for table in self.tables
            for cell in table.cells
        )

    def _break(self) -> str:
        """The line break that the source uses."""
        starts, text = self.source.line_starts, self.source.text
        if len(starts) < 2:
            return "\n"
        return "\r\n" if text.endswith("\r\n", 0, starts[1]) else text[starts[1] - 1]

    def _holds(self, text: str, before: Reading) -> bool:
        """Whether every cell is what it was, and all that was added is comments."""
        after = _read(SourceText(self.source.path, text, self.source.encoding, self.source.bom))
        return after is not None and _cells(after) == _cells(before) and len(after.problems) == len(before.problems)


def _read(source: SourceText) -> Reading | None:
    return yaml.read(source, _LIMITS)


def _cells(reading: Reading) -> list[tuple[str, str]]:
    return [(cell.pointer, cell.text) for table in reading.tables for cell in table.cells]
