"""What a run hides because the user has already said something about it, and what is to be said of that.

In the order of a run: ignore comments in the sources, the baseline, lines that have not changed. Loaded only where a
run has any of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from perflint.discovery import Source, relative_path
from perflint.finding import Finding, Hidden
from perflint.interface import say
from perflint.model import Reading
from perflint.rule import Rule, Scope

if TYPE_CHECKING:
    from perflint.baseline import Baseline, Entry
    from perflint.linter import Report, Run
    from perflint.since import Changes


class Judging:
    """What a baseline has to know of the rules behind findings."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = {rule.code: rule for rule in rules}

    def is_fatal(self, finding: Finding) -> bool:
        return self.rules[finding.code].fatal

    def compares(self, finding: Finding) -> bool:
        """A rule of projects or less has all that it compares in one place, whatever the order of projects."""
        return bool(finding.related) and not {Scope.TABLE, Scope.CORPUS}.isdisjoint(self.rules[finding.code].scopes)


class Hiding:
    """Asked once for what is `left` of the findings of `run`; then `hidden` holds the others.

    `folders` are those that the run looked at as a whole: what is gone from them is gone, and what a rule finds by
    comparing files is all there is. `stale` are the fingerprints of entries of the baseline that matched nothing,
    `notes` sentences for the user. Raises Refusal where the baseline cannot be read, or git
    not be asked.
    """

    def __init__(
        self, run: Run, readings: Sequence[Reading], sources: Sequence[Source], folders: Sequence[str]
    ) -> None:
        self.run = run
        self.readings = readings
        self.sources = sources
        self.folders = folders
        self.judging = Judging(run.all_ordered())
        self.baseline = self._loaded()
        self.changes = self._changes()
        self.hidden: list[Hidden] = []
        self.stale: list[str] = []
        self.notes: list[str] = []

    def left(self, findings: list[Finding]) -> list[Finding]:
        left = self._without_ignored(findings)
        if self.baseline:
            left = self._without_known(left, self.baseline)
        return self._on_changed_lines(left, self.changes) if self.changes else left

    def noted(self, report: Report) -> Report:
        """The report with what there is to say beside its findings."""
        return report._replace(notes=(*report.notes, *self.notes), stale=tuple(self.stale))

    def _loaded(self) -> Baseline | None:
        path = self.run.options.baseline
        if path is None:
            return None
        from perflint.baseline import load

        return load(path)

    def _changes(self) -> Changes | None:
        revision = self.run.options.since
        if revision is None:
            return None
        from perflint.since import Changes

        return Changes(revision, (source.path for source in self.sources))

    def _without_ignored(self, findings: list[Finding]) -> list[Finding]:
        """What no comment hides, and what there is to say of the comments."""
        remarks = [remark for reading in self.readings for remark in reading.remarks]
        if not remarks:
            return findings
        from perflint.suppression import Suppressions

        suppressions = Suppressions(remarks, self.run.catalogue)
        kept, hidden = suppressions.apply(findings)
        self.hidden += hidden
        return [*kept, *self.run.worded(suppressions.problems(cache(self._judged_in), kept))]

    def _judged_in(self, path: str) -> set[str]:
        return {code for code in self.run.enabled_at(path) if self.folders or not self._compares(code)}

    def _without_known(self, findings: list[Finding], baseline: Baseline) -> list[Finding]:
        """What the baseline does not know, and what there is to say of its entries that match nothing."""
        kept, hidden = baseline.apply(findings, self.judging)
        self.hidden += hidden
        stale = self._stale(baseline, findings)
        self.stale = [entry.fingerprint for entry in stale]
        return [*kept, *self.run.worded([baseline.problem(stale)] if stale else [])]

    def _on_changed_lines(self, findings: list[Finding], changes: Changes) -> list[Finding]:
        """The findings on lines that changed, and those that end a run; the others are only counted."""
        is_fatal = self.judging.is_fatal
        kept = [finding for finding in findings if is_fatal(finding) or changes.touch(finding)]
        if count := len(findings) - len(kept):
            self.notes.append(say("since-hidden", revision=self.run.options.since, count=count))
        return kept

    def _stale(self, baseline: Baseline, findings: Sequence[Finding]) -> list[Entry]:
        """The entries that would have matched, if what they know were still there.

        Not judged are those of files that are no part of this run or could not be read, and of rules left out of it.
        """
        fatal = self.judging.is_fatal
        failed = {one.place.source.path for one in findings if fatal(one)}
        looked_at = {relative_path(source.path): source.path for source in self.sources if source.path not in failed}
        entries = baseline.entries.values()
        for path in {entry.path for entry in entries} - looked_at.keys():
            if (gone := self._gone(path)) is not None:
                looked_at[path] = gone
        paths = {entry.path for entry in entries}
        if paths and looked_at.keys().isdisjoint(paths):
            self.notes.append(say("baseline-elsewhere", path=baseline.source.path, example=min(paths)))
        whole = bool(self.folders) and looked_at.keys() >= paths
        codes = {rule.name: code for code, rule in self.judging.rules.items()}

        def judged(entry: Entry) -> bool:
            code = codes.get(entry.rule)
            return code is None or (
                code in self.run.enabled_at(looked_at[entry.path]) and (whole or not self._compares(code))
            )

        return [entry for entry in entries if not baseline.matched(entry) and entry.path in looked_at and judged(entry)]

    def _gone(self, path: str) -> str | None:
        """The file of an entry's path that lay in one of the folders and is there no more, None for any other."""
        for folder in self.folders:
            root = f"{relative_path(folder)}/".removeprefix("./")
            if path.startswith(root):
                file = os.path.join(folder, path.removeprefix(root))
                return None if os.path.lexists(file) else file
        return None

    def _compares(self, code: str) -> bool:
        """Whether a rule compares files: what it finds in one depends on what else is in the run."""
        return Scope.CORPUS in self.judging.rules[code].scopes
