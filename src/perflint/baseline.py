"""The baseline: findings that were there before, kept in a file, so that a run shows only what is new.

An entry is a finding's fingerprint, which says what and not where; the other fields are for people who read the file or
its differences. One entry a line, in an order that no moved line or project changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from perflint.content import whole
from perflint.discovery import relative_path
from perflint.finding import Finding, Hidden, Place, Related, Spot
from perflint.fingerprint import peers
from perflint.interface import Refusal, say
from perflint.model import Problem
from perflint.readers.json_tree import compose
from perflint.readers.nodes import Limits, Scalar, Tree
from perflint.readers.nodes import Mapping as Fields
from perflint.readers.nodes import Sequence as Items
from perflint.record import NamedTuple
from perflint.spelling import nearest_file
from perflint.text import SourceText, Span, Undecodable

VERSION = 1
DEFAULT = "perflint-baseline.json"
_LIMITS = Limits(max_bytes=1 << 30, max_depth=10, max_nodes=50_000_000, max_scalar=1 << 20)
_FINGERPRINT = re.compile(r"(?P<what>[0-9a-f]{16})(?::(?P<number>\d+))?")
_TEXTS = ("fingerprint", "rule", "path", "project", "indicator", "message")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Entry(NamedTuple):
    """A known finding. `rule` is the rule's name, `path` that of the fingerprint: relative to the git root.

    `peers` are the places that it holds against each other, where a rule compares projects: see `fingerprint.peers`.
    """

    fingerprint: str
    rule: str
    path: str
    project: str
    indicator: str
    message: str
    peers: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, str, str, str, int]:
        """Equal findings by their numbers, everything else by what it says."""
        what, _, number = self.fingerprint.partition(":")
        return self.path, self.project, self.indicator, self.rule, what, int(number or 1)

    @property
    def where(self) -> str:
        return " ".join(filter(None, (self.path, self.project, self.indicator)))


class Content(NamedTuple):
    """What one file holds: its entries by fingerprint, the place of each in the file, and the `_circles` they make."""

    source: SourceText
    entries: Mapping[str, Entry]
    spans: Mapping[str, Span]
    circles: Mapping[tuple[str, str], int]


class Baseline:
    """The entries of one file, and which of them one run has met."""

    def __init__(self, content: Content) -> None:
        self.source, self.entries, self._spans, self._circles = content
        self._met: set[int] = set()
        self._matched: set[str] = set()

    def apply(self, findings: Iterable[Finding], judge: Judge) -> tuple[list[Finding], list[Hidden]]:
        """The findings that are new, and those that are known. What ends a run is never hidden."""
        kept: list[Finding] = []
        hidden: list[Hidden] = []
        for finding in findings:
            if not judge.is_fatal(finding) and self._knows(finding, judge):
                hidden.append(Hidden(finding, "external"))
            else:
                kept.append(finding)
        return kept, hidden

    def matched(self, entry: Entry) -> bool:
        """Whether an entry has hidden something, or those it compares were met in another order."""
        return entry.fingerprint in self._matched or not self._met.isdisjoint(self._circles_of(entry.rule, entry.peers))

    def _knows(self, finding: Finding, judge: Judge) -> bool:
        circles = self._circles_of(finding.name, peers(finding)) if judge.compares(finding) else set()
        if finding.fingerprint in self.entries:
            self._matched.add(finding.fingerprint)
        elif len(circles) != 1 or None in circles:
            return False
        self._met |= {circle for circle in circles if circle is not None}
        return True

    def _circles_of(self, rule: str, members: Iterable[str]) -> set[int | None]:
        return {self._circles.get((rule, member)) for member in members}

    def problem(self, stale: Sequence[Entry]) -> Problem:
        """What is to be said of entries that match nothing, at the first of them."""
        first, *others = (Place(Spot(self.source, self._spans[entry.fingerprint])) for entry in stale)
        messages = [say("stale-entry", where=entry.where, message=entry.message) for entry in stale]
        related = tuple(Related(message, place) for message, place in zip(messages[1:], others, strict=True))
        return Problem("stale-baseline", first, {"count": len(stale), "first": messages[0], "related": related})


class Judge(Protocol):
    """What has to be known of the rules behind findings."""

    def is_fatal(self, finding: Finding) -> bool:
        """Whether it keeps a source from being checked."""

    def compares(self, finding: Finding) -> bool:
        """Whether its rule holds projects against each other."""


def entries_of(findings: Iterable[Finding], judge: Judge) -> list[Entry]:
    """The entries for findings, in the order of the file; none for what keeps a source from being checked."""
    known = (finding for finding in findings if not judge.is_fatal(finding))
    return sorted((_entry(finding, judge) for finding in known), key=lambda entry: entry.order)


def written(entries: Iterable[Entry]) -> str:
    """The text of a baseline file."""
    lines = [f"    {json.dumps(_as_json(entry), ensure_ascii=False)}" for entry in entries]
    listed = "[\n{}\n  ]".format(",\n".join(lines)) if lines else "[]"
    text = f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _as_json(entry: Entry) -> dict[str, object]:
    return {name: value for name, value in entry._asdict().items() if name != "peers" or value}


def load(path: str) -> Baseline:
    """The baseline in a file. Raises Refusal where there is none, or it is no baseline, with the line."""
    try:
        return Baseline(_content(path, whole(path)))
    except FileNotFoundError:
        near = nearest_file(path)
        said = say("baseline-near", path=path, near=near) if near else say("baseline-missing", path=path)
        raise Refusal(said) from None
    except (OSError, Undecodable):
        raise Refusal(say("baseline-unreadable", path=path)) from None


@lru_cache(maxsize=1)
def _content(path: str, data: bytes) -> Content:
    """Read once for the many runs that try one fix after another."""
    return _Loader(SourceText.from_bytes(path, data, lambda text: False)).content()


class _Loader:
    def __init__(self, source: SourceText) -> None:
        self.source = source

    def content(self) -> Content:
        composition = compose(self.source.text, _LIMITS, halves=True)
        if composition.refused is not None or not composition.documents:
            raise self._broken("json", composition.refused.span if composition.refused else Span(0, 0))
        [document] = composition.documents
        version, findings = self._field(document, "version"), self._field(document, "findings")
        if not isinstance(version, Scalar) or not isinstance(findings, Items):
            raise self._broken("format", document.span)
        if version.text != str(VERSION):
            raise self._broken("version", version.span, version=version.text)
        entries: dict[str, Entry] = {}
        spans: dict[str, Span] = {}
        for item in findings.items:
            entry = self._entry(item)
            entries.setdefault(entry.fingerprint, entry)
            spans.setdefault(entry.fingerprint, item.span)
        return Content(self.source, entries, spans, _circles(entries.values()))

    def _entry(self, item: Tree) -> Entry:
        texts: list[str] = []
        for name in _TEXTS:
            field = self._field(item, name)
            if not isinstance(field, Scalar):
                raise self._broken("entry", item.span, name=name)
            texts.append(field.text)
        if not _FINGERPRINT.fullmatch(texts[0]):
            raise self._broken("entry", item.span, name="fingerprint")
        peers = self._field(item, "peers")
        found = peers.items if isinstance(peers, Items) else []
        fingerprint, rule, path, project, indicator, message = texts
        members = tuple(peer.text for peer in found if isinstance(peer, Scalar))
        return Entry(fingerprint, rule, path, project, indicator, message, members)

    def _field(self, tree: Tree, name: str) -> Tree | None:
        if not isinstance(tree, Fields):
            return None
        return next((value for key, value in tree.pairs if isinstance(key, Scalar) and key.text == name), None)

    def _broken(self, kind: str, span: Span, **fields: object) -> Refusal:
        line = self.source.position(span.start).line
        return Refusal(say(f"baseline-{kind}", path=self.source.path, line=line, **fields))


def _entry(finding: Finding, judge: Judge) -> Entry:
    return Entry(
        fingerprint=finding.fingerprint,
        rule=finding.name,
        path=relative_path(finding.place.source.path),
        project=finding.project or "",
        indicator=finding.indicator or "",
        message=finding.message,
        peers=peers(finding) if judge.compares(finding) else (),
    )


def _circles(entries: Iterable[Entry]) -> dict[tuple[str, str], int]:
    """A number for each place that entries compare, by rule; the same for all that belong together."""
    above: list[int] = []  # of each entry, by number, a later one of its circle; the last is above itself
    met: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(entries):
        above.append(number)
        for peer in entry.peers:
            above[_top(above, met.setdefault((entry.rule, peer), number))] = number
    return {key: _top(above, number) for key, number in met.items()}


def _top(above: list[int], number: int) -> int:
    """The last entry of a circle; the way there becomes shorter, so that no circle takes long."""
    while above[number] != number:
        above[number] = number = above[above[number]]
    return number
