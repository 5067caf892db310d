"""What perflint says: findings with severity, places, related places and fixes, as frozen data.

Nothing here is text for a terminal or a file; reporters make that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Literal, Protocol

from perflint.record import NamedTuple
from perflint.text import SourceText, Span


class Severity(StrEnum):
    """How sure the cell is to come back: returned, asked about, or better written."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Safety(StrEnum):
    """Whether a fix keeps the meaning (safe) or states a likely intention (unsafe)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


Replacement = tuple[int, int, str]
"""In an anchor's own text: a new text in the place of `text[start:end]`."""

Rewrite = tuple[Span, str]
"""In a source, as it has to be written there: a new text in the place of a span."""


class Anchor(Protocol):
    """Something that stands in a source and has a text of its own: a cell, a node, a whole file."""

    @property
    def source(self) -> SourceText: ...

    @property
    def pointer(self) -> str | None:
        """JSON pointer with the English keys; None for what has none."""

    def locate(self, start: int, end: int | None) -> Span:
        """Where `text[start:end]` of the anchor stands in the source; the whole anchor where `end` is None."""

    def rewritten(self, replacements: Sequence[tuple[int, int | None, str]]) -> Sequence[Rewrite]:
        """What to write in the source so that the anchor's text has the replacements; `end` None: to its end."""


class Place(NamedTuple):
    """A part of an anchor: offsets into the anchor's own text, or the whole of it (`end` None)."""

    anchor: Anchor
    start: int = 0
    end: int | None = None

    @property
    def source(self) -> SourceText:
        return self.anchor.source

    @property
    def pointer(self) -> str | None:
        return self.anchor.pointer

    @property
    def span(self) -> Span:
        """Offsets in the source text."""
        return self.anchor.locate(self.start, self.end)


class Spot(NamedTuple):
    """An anchor for a span of a source that no cell covers: a syntax error, a key, a whole file."""

    source: SourceText
    span: Span = Span(0, 0)
    pointer: str | None = None

    def locate(self, start: int, end: int | None) -> Span:
        if end is None:
            return self.span
        return Span(self.span.start + start, self.span.start + end)

    def rewritten(self, replacements: Sequence[tuple[int, int | None, str]]) -> Sequence[Rewrite]:
        """The source as it is written is all the text that a spot has."""
        return [(self.locate(start, end), text) for start, end, text in replacements]


class Related(NamedTuple):
    """Another place that a finding speaks of, and what it is."""

    message: str
    place: Place


class Edit(NamedTuple):
    """Put `text` in the place of what stands there; an empty place inserts.

    In a cell its text is edited, however that has to be written (quotes, escapes); at a spot the source itself.
    """

    place: Place
    text: str


class Change(NamedTuple):
    """An edit as it is written: `text` in the place of `span` of the source."""

    source: SourceText
    span: Span
    text: str


class Fix(NamedTuple):
    safety: Safety
    title: str
    edits: tuple[Edit, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the edits come to in the sources, by path and position, each once."""
        by_anchor: dict[int, list[Edit]] = {}
        for edit in dict.fromkeys(self.edits):
            by_anchor.setdefault(id(edit.place.anchor), []).append(edit)
        found = {
            Change(edits[0].place.source, *rewrite)
            for edits in by_anchor.values()
            for rewrite in edits[0].place.anchor.rewritten(
                [(edit.place.start, edit.place.end, edit.text) for edit in edits]
            )
        }
        return tuple(sorted(found, key=lambda change: (change.source.path, change.span, change.text)))


class Fault(NamedTuple):
    """What a rule yields: where, and the fields of its message.

    `variant` picks one of the rule's further messages, `severity` overrides the rule's own for this fault.
    """

    place: Place
    fields: Mapping[str, Any] = MappingProxyType({})
    variant: str | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Finding(NamedTuple):
    """A fault as it is reported: `message` what is wrong, `reason` why it comes back, `help` what to write instead.

    `subject` is the pointer of the judged node (the cell, indicator, project or table of the rule's scope); silence
    works on it. `project` and `indicator` are names. `identity` says what was found, not where (see
    `perflint.fingerprint`); `turn` counts the findings that share one, from 1, in order of position. `settled` is the
    span of the place where somebody has worked it out.
    """

    code: str
    name: str
    severity: Severity
    message: str
    reason: str
    help: str
    place: Place
    subject: str | None
    project: str | None = None
    indicator: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    identity: str = ""
    turn: int = 1
    settled: Span | None = None

    @property
    def span(self) -> Span:
        """That of its place, offsets in the source text."""
        return self.settled or self.place.span

    @property
    def fingerprint(self) -> str:
        """A hash of the identity, `:n` behind it on the second and later one."""
        hashed = digest(self.identity)
        return hashed if self.turn == 1 else f"{hashed}:{self.turn}"


class Hidden(NamedTuple):
    """A finding that is not reported, since a comment in the source (`inSource`) or a baseline (`external`) says so.

    `reason` is the one that the comment gives.
    """

    finding: Finding
    kind: Literal["inSource", "external"]
    reason: str = ""


def digest(identity: str) -> str:
    """Sixteen hexadecimal digits."""
    hashed: str = _sha256()(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return hashed[:16]


@cache
def _sha256() -> Callable[[bytes], Any]:
    """What `hashlib` falls back on: for a short text it is as fast, and does not bring OpenSSL into every run."""
    for module in ("_sha2", "_sha256", "hashlib"):
        with suppress(ImportError):
            found: Callable[[bytes], Any] = import_module(module).sha256
            return found
    raise AssertionError
