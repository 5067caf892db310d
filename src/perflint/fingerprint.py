"""What a finding is about, and not where: moved lines and reordered projects leave its fingerprint as it is.

The hash itself is `Finding.fingerprint`: it is made where a format or a baseline asks for it, and most runs never do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from perflint.discovery import relative_path
from perflint.finding import Finding, Place, digest
from perflint.model import Indicator, Project
from perflint.text import Span


def identity(code: str, place: Place, span: Span, project: Project | None, indicator: Indicator | None) -> str:
    """What a rule found at a place (it stands at `span`) of a project and indicator, as one text."""
    source, pointer = place.source, place.pointer
    name = (project.code.text if project.code else project.label) or "" if project else ""
    level2 = indicator.level2.text if indicator and indicator.level2 else ""
    label = indicator.label or "" if indicator else ""
    field = pointer.rpartition("/")[2] if pointer else ""
    text = "".join(source.text[span.start : span.end].split())
    return f"{relative_path(source.path)}\0{code}\0{name}\0{level2}\0{label}\0{field}\0{text}"


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one identity told apart by their turn, in order of position."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.identity] += 1
        turn = seen[finding.identity]
        yield finding if turn == 1 else finding._replace(turn=turn)


def owner_of(place: Place) -> tuple[Project | None, Indicator | None]:
    """The project and indicator that a place belongs to."""
    node = getattr(place.anchor, "owner", place.anchor)
    indicator = node if isinstance(node, Indicator) else None
    while node is not None and not isinstance(node, Project):
        node = getattr(node, "parent", None)
    return node, indicator


def peers(finding: Finding) -> tuple[str, ...]:
    """The hashed identities of all the places that a finding holds against each other, sorted.

    A rule that compares projects points at the later one, with the others as related places: which one that is changes
    with their order, who belongs together does not.
    """
    places = (finding.place, *(related.place for related in finding.related))
    return tuple(sorted({digest(identity(finding.code, place, place.span, *owner_of(place))) for place in places}))
