"""sarif: SARIF 2.1.0, for GitHub code scanning and editors.

Columns are UTF-16 units, as `columnKind` says and as editors count. Results come by severity, since GitHub keeps the
first thousands only; nothing depends on the time or the machine. Texts follow SARIF's rules for message strings: braces
doubled, brackets escaped unless they are a link to a related place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from perflint import __version__
from perflint.finding import Change, Finding, Fix, Hidden, Place, Related
from perflint.interface import listed, say, sentences
from perflint.regex import lazy
from perflint.reporters import ReportOptions
from perflint.reporters.descriptors import LEVELS, descriptor
from perflint.reporters.jsontext import Each, written
from perflint.reporters.linehash import source_hashes
from perflint.reporters.positions import Region, utf16_region
from perflint.reporters.uris import ROOT, Locator
from perflint.text import SourceText, Span
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOMEPAGE = "https://perflint.example/"
"""A reserved name: until the project has a page, the address that SARIF asks for must not be a stranger's."""
SNIPPET, CONTEXT = 2000, 120
"""How many characters a snippet may hold, and how many of the lines around it count as its context."""
LINKS = 10
"""How many related places a message links; all of them are in `relatedLocations`."""
GITHUB_SHOWS, GITHUB_REFUSES = 5_000, 25_000
_ENCODINGS = {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "gb18030": "GB18030"}
_RESERVED = lazy(r"[\[\]\\]")


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The report as one SARIF log with one run."""
    return written(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [Run(report, options).log()]}, depth=6, jobs=options.jobs
    )


class Run:
    """One run: what its results share, and the log made of them."""

    def __init__(self, report: Report, options: ReportOptions) -> None:
        self.report = report
        self.options = options
        self.findings = sorted(report.findings, key=lambda finding: -finding.severity.rank)
        self.hidden = report.hidden if options.show_hidden else ()
        self.index = {rule.code: index for index, rule in enumerate(report.rules)}
        shown = (*report.findings, *(hidden.finding for hidden in self.hidden))
        self.sources = dict.fromkeys(finding.place.source for finding in shown)
        self.locator = Locator(self.sources)
        self._hashes: dict[SourceText, list[str]] = {}

    def log(self) -> dict[str, Any]:
        driver = {
            "name": "perflint",
            "version": __version__,
            "semanticVersion": __version__,
            "informationUri": HOMEPAGE,
            "language": say("language-tag"),
            "rules": [descriptor(rule) for rule in self.report.rules],
        }
        return {
            "tool": {"driver": driver},
            "automationDetails": {"id": "perflint/"},
            "invocations": [self._invocation()],
            "originalUriBaseIds": {ROOT: {"description": {"text": say("sarif-root")}}},
            "columnKind": "utf16CodeUnits",
            "defaultEncoding": "UTF-8",
            "defaultSourceLanguage": "yaml",
            **self._artifacts(),
            "results": Each(self._listed, [*self.findings, *self.hidden]),
        }

    def _listed(self, one: Finding | Hidden) -> dict[str, Any]:
        """A result; in a run that shows suppressed results, the others say that they are not (§3.27.23)."""
        if isinstance(one, Finding):
            return {**self._result(one), **({"suppressions": []} if self.hidden else {})}
        finding, kind, reason = one
        suppression = {"kind": kind, "status": "accepted", **({"justification": visible(reason)} if reason else {})}
        return {**self._result(finding), "suppressions": [suppression]}

    def _invocation(self) -> dict[str, Any]:
        invocation: dict[str, Any] = {"executionSuccessful": not self.report.fatal}
        if self.options.exit_code is not None:
            invocation["exitCode"] = self.options.exit_code
        if overrides := list(self._overrides()):
            invocation["ruleConfigurationOverrides"] = overrides
        if notifications := list(self._notifications()):
            invocation["toolExecutionNotifications"] = notifications
        return invocation

    def _overrides(self) -> Iterator[dict[str, Any]]:
        """The severities that the configuration gives to rules."""
        for rule in self.report.rules:
            if severity := self.report.severities.get(rule.name):
                descriptor = {"id": rule.code, "index": self.index[rule.code]}
                yield {"descriptor": descriptor, "configuration": {"level": LEVELS[severity]}}

    def _notifications(self) -> Iterator[dict[str, Any]]:
        """What kept the run from judging everything, and a log too long for GitHub."""
        fatal = {rule.code for rule in self.report.rules if rule.fatal}
        for finding in self.findings:
            if finding.code in fatal:
                yield {
                    "level": "error",
                    "message": {"text": _message(finding.message)},
                    "locations": [self._location(finding.place)],
                    "associatedRule": self._rule(finding),
                }
        if len(self.findings) > GITHUB_SHOWS:
            text = say("sarif-many", count=len(self.findings), shown=GITHUB_SHOWS, refused=GITHUB_REFUSES)
            yield {"level": "warning", "message": {"text": text}}

    def _artifacts(self) -> dict[str, Any]:
        """Only files that are not in the run's encoding need a word of their own."""
        artifacts = [
            {"location": self.locator.location(source.path), "encoding": _ENCODINGS[source.encoding]}
            for source in self.sources
            if source.encoding in _ENCODINGS
        ]
        return {"artifacts": artifacts} if artifacts else {}

    def _result(self, finding: Finding) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.code,
            **({"ruleIndex": self.index[finding.code]} if finding.code in self.index else {}),
            "level": LEVELS[finding.severity],
            "message": {"text": _text(finding)},
            "locations": [self._primary(finding.place)],
        }
        if finding.related:
            result["relatedLocations"] = [self._related(*item) for item in enumerate(finding.related, 1)]
        result["partialFingerprints"] = self._fingerprints(finding)
        if finding.fix:
            result["fixes"] = [self._fix(finding.fix)]
        return result

    def _rule(self, finding: Finding) -> dict[str, Any]:
        return {"id": finding.code, "index": self.index[finding.code]}

    def _primary(self, place: Place) -> dict[str, Any]:
        """The location of a result, with the lines around it."""
        location = self._location(place)
        context = _context(place.source, place.span)
        if context != place.span:
            location["physicalLocation"]["contextRegion"] = _snipped(place.source, context)
        return location

    def _related(self, number: int, related: Related) -> dict[str, Any]:
        return {"id": number, **self._location(related.place), "message": {"text": _message(related.message)}}

    def _location(self, place: Place) -> dict[str, Any]:
        file, region = self.locator.location(place.source.path), _snipped(place.source, place.span)
        location: dict[str, Any] = {"physicalLocation": {"artifactLocation": file, "region": region}}
        if place.pointer:
            location["logicalLocations"] = [{"fullyQualifiedName": visible(place.pointer)}]
        return location

    def _fingerprints(self, finding: Finding) -> dict[str, str]:
        """GitHub's own, where the line has one, and ours, which says what and not where."""
        source = finding.place.source
        if source not in self._hashes:
            self._hashes[source] = source_hashes(source)
        hashes, line = self._hashes[source], source.position(finding.place.span.start).line
        fingerprints = {"primaryLocationLineHash": hashes[line - 1]} if line <= len(hashes) else {}
        return {**fingerprints, "perflint/v1": finding.fingerprint}

    def _fix(self, fix: Fix) -> dict[str, Any]:
        return {
            "description": {"text": _message(fix.title)},
            "artifactChanges": [
                {
                    "artifactLocation": self.locator.location(source.path),
                    "replacements": [_replacement(change) for change in changed],
                }
                for source, changed in groupby(fix.changes, key=lambda change: change.source)
            ],
            "properties": {"applicability": str(fix.safety)},
        }


def _replacement(change: Change) -> dict[str, Any]:
    deleted = _region(utf16_region(change.source, change.span))
    return {"deletedRegion": deleted, **({"insertedContent": {"text": change.text}} if change.text else {})}


def _snipped(source: SourceText, span: Span) -> dict[str, Any]:
    region: dict[str, Any] = _region(utf16_region(source, span))
    if span.end - span.start <= SNIPPET:
        region["snippet"] = {"text": source.cut(span)}
    return region


def _region(region: Region) -> dict[str, int]:
    return {
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    }


def _context(source: SourceText, span: Span) -> Span:
    """A line before a span to a line after it, and no more than is near: a JSON file may be one line."""
    first = max(1, source.position(span.start).line - 1)
    last = min(len(source.line_starts), source.position(span.end).line + 1)
    start, end = source.line_starts[first - 1], source.line_span(last).end
    return Span(max(start, span.start - CONTEXT), max(span.end, min(end, span.end + CONTEXT)))


def _text(finding: Finding) -> str:
    """What is wrong, what to write, and links to the related places: the title and text of an alert."""
    parts = [_message(text) for text in (finding.message, finding.help) if text]
    if finding.related:
        linked = enumerate(finding.related[:LINKS], 1)
        links = listed(f"[{_message(related.message)}]({number})" for number, related in linked)
        parts.append(say("sarif-related", links=links))
    return sentences(parts)


def _message(text: str) -> str:
    """Text of the data as SARIF wants it in a message: `{0}` is no placeholder, `[x](1)` no link."""
    escaped = _RESERVED.sub(r"\\\g<0>", visible(text))
    return escaped.replace("{", "{{").replace("}", "}}")
