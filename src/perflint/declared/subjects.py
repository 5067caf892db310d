"""What a declared rule looks at: a value, a cell of an indicator or project, or a project as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perflint.finding import Place
from perflint.model import Cell, Indicator, Project, Value
from perflint.record import NamedTuple
from perflint.rule import Scope
from perflint.text import Span

FIELDS = ("text", "name", "level1", "level2", "project", "kind", "budget", "found", "expected")
"""What the message of a declared rule may name."""


class Subject(NamedTuple):
    """One text and where it stands; `cell` is None where the key is absent."""

    project: Project
    indicator: Indicator | None
    value: Value | None
    cell: Cell | None

    @property
    def text(self) -> str:
        """The text as it is judged: of a value with its comparator and unit columns."""
        if self.value is not None:
            return self.value.text
        return self.cell.text if self.cell is not None else ""

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    def at(self, span: Span | None = None) -> Place:
        """Where `span` of the text stands; the whole of it, or what owns the absent cell."""
        if self.value is not None:
            return self.value.cut(*span) if span else self.value.cell.at()
        if self.cell is not None:
            return self.cell.at(*span) if span and not self.blank else self.cell.at()
        return self.indicator.title() if self.indicator is not None else self.project.title()

    @property
    def whole(self) -> Place:
        """The text of the cell itself, without the spaces around it."""
        assert self.cell is not None
        text = self.cell.text
        start = len(text) - len(text.lstrip())
        return self.cell.at(start, max(start, len(text.rstrip())))

    def fields(self) -> dict[str, str]:
        """The fields of a message that do not hang on the requirement."""
        row = self.indicator
        cells = {
            "name": row.name if row else None,
            "level1": row.level1 if row else None,
            "level2": row.level2 if row else None,
            "project": self.project.name,
            "kind": self.project.kind,
            "budget": self.project.budget.total if self.project.budget else None,
        }
        return {"text": self.text.strip(), **{key: cell.text.strip() if cell else "" for key, cell in cells.items()}}


def subjects(node: Value | Indicator | Project, scope: Scope, fields: Iterable[str]) -> Iterator[Subject]:
    """The subjects of a node of that scope: a value is one by itself, others by their fields."""
    if isinstance(node, Value):
        yield Subject(node.indicator.project, node.indicator, node, node.cell)
        return
    indicator = node if isinstance(node, Indicator) else None
    project = node.project if isinstance(node, Indicator) else node
    for field in fields:
        yield Subject(project, indicator, None, getattr(node, field))
