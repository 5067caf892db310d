"""Fixes made: the edits of one source after another, each held to what a fix owes.

After a fix the source still parses, every other cell is what it was, the cells that it edits read as intended, and its
finding is gone. A fix that fails is not made, and told. What is made goes on until nothing is left to make, so that a
second run changes nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from perflint.discovery import Source
from perflint.finding import Change, Edit, Finding, Fix, Replacement, Safety
from perflint.linter import Report
from perflint.model import Cell, Indicator
from perflint.readers.rewriting import replaced
from perflint.record import NamedTuple
from perflint.text import SourceText, Span

MOST_PASSES = 50
"""Far more than any chain of fixes on one place takes."""

HOPELESS = 20
"""Fixes of a rule that fail in one pass, more of them than do not: those left are not tried, each of which would check
the whole source."""

Judge = Callable[[Source], Report]
"""Checks one source as the whole run does."""


class Refused(NamedTuple):
    """A fix that was not made, and why: a key of the interface's texts."""

    finding: Finding
    reason: str


class Mended(NamedTuple):
    """One source: its text before and after, the findings whose fixes were made, and the fixes that could not be."""

    source: SourceText
    text: str
    made: tuple[Finding, ...]
    refused: tuple[Refused, ...]

    @property
    def before(self) -> bytes:
        return self.source.encoded(self.source.text)

    @property
    def after(self) -> bytes:
        return self.source.encoded(self.text)


def mend(report: Report, judge: Judge, *, unsafe: bool = False) -> Iterator[Mended]:
    """Make the safe fixes of a report, or all, source by source; nothing is written."""
    wanted = [finding for finding in report.findings if _is_wanted(finding, unsafe)]
    for source in {id(finding.place.source): finding.place.source for finding in wanted}.values():
        told = {finding.fingerprint for finding in report.findings if finding.place.source is source}
        yield _Mender(source, judge, unsafe).run(told)


def _is_wanted(finding: Finding, unsafe: bool) -> bool:
    return finding.fix is not None and (unsafe or finding.fix.safety is Safety.SAFE)


class _State(NamedTuple):
    """One text of a source, checked."""

    text: str
    report: Report

    @property
    def cells(self) -> Mapping[str, str]:
        """The texts of all cells by pointer."""
        return {cell.pointer: cell.text for table in self.report.tables for cell in table.cells}

    @property
    def told(self) -> Counter[tuple[str, str]]:
        """How often every rule speaks of every node, or in the same words of what is none: a comment."""
        return Counter(map(_key, self.report.findings))


class _Failure(Exception):
    """What a fix owes and does not keep, as a key of the interface's texts."""


class _Mender:
    """Mends one source."""

    def __init__(self, source: SourceText, judge: Judge, unsafe: bool) -> None:
        self.source = source
        self.judge = judge
        self.unsafe = unsafe
        self._last: _State | None = None

    def run(self, told: Set[str]) -> Mended:
        """`told` are the fingerprints of what the whole run finds in the source.

        What is found only where the source is checked alone (an ignore of a rule that compares tables seems unused) is
        left alone.
        """
        state = self._judged(self.source.text)
        passing = frozenset(finding.fingerprint for finding in state.report.findings) - told
        made: list[Finding] = []
        seen = {state.text}
        while True:
            after, fixed, refused = self._pass(state, passing)
            if after is state:
                return Mended(self.source, state.text, tuple(made), tuple(refused))
            if after.text in seen or len(seen) > MOST_PASSES:
                endless = [Refused(finding, "fix-endless") for finding in fixed]
                return Mended(self.source, self.source.text, (), (*refused, *endless))
            seen.add(after.text)
            made += fixed
            state = after

    def _pass(self, state: _State, passing: Set[str]) -> tuple[_State, list[Finding], list[Refused]]:
        """As many fixes as can be made at once, but of findings that are `passing`; the same state where none can."""
        found = (finding for finding in state.report.findings if finding.fingerprint not in passing)
        wanted = [finding for finding in found if _is_wanted(finding, self.unsafe)]
        left = sorted(wanted, key=lambda finding: _fix(finding).safety is Safety.UNSAFE)  # what is sure comes first
        trials = _Trials(self, state)
        while left:
            chosen = _apart(left)
            if sound := trials.sound(chosen):
                return self.made(state, sound), sound, trials.refused(wanted)
            tried = set(map(id, chosen))
            left = [finding for finding in left if id(finding) not in tried]
        return state, [], trials.refused(wanted)

    def made(self, state: _State, findings: Sequence[Finding]) -> _State:
        """The state with the fixes of all findings made. Raises _Failure."""
        fixes = list(map(_fix, findings))
        changes = {(*change.span, change.text) for fix in fixes for change in fix.changes}
        after = self._judged(replaced(state.text, changes))
        if after.report.fatal and not state.report.fatal:
            raise _Failure("fix-breaks")
        if not _as_intended(state.cells, after.cells, [edit for fix in fixes for edit in fix.edits]):
            raise _Failure("fix-alters")
        before, left = state.told, after.told
        if any(left[key] > before[key] - count for key, count in Counter(map(_key, findings)).items()):
            raise _Failure("fix-stays")
        return after

    def _judged(self, text: str) -> _State:
        if self._last is None or self._last.text != text:
            try:
                data = self.source.encoded(text)
            except UnicodeEncodeError:
                raise _Failure("fix-unencodable") from None
            self._last = _State(text, self.judge(Source(self.source.path, data)))
        return self._last


class _Trials:
    """The fixes of one pass, tried: which of them keep what they owe."""

    def __init__(self, mender: _Mender, state: _State) -> None:
        self._mender = mender
        self._state = state
        self._failures: dict[int, str] = {}
        self._failed: Counter[str] = Counter()
        self._held: Counter[str] = Counter()

    def sound(self, findings: Sequence[Finding]) -> list[Finding]:
        """Those whose fixes do, made together; where some do not, halves are tried, and halves of those.

        Of halves that are sound each by itself the larger is made: the rest waits for the next pass.
        """
        hopeful = [finding for finding in findings if not self._is_hopeless(finding)]
        if not hopeful:
            return []
        try:
            self._mender.made(self._state, hopeful)
        except _Failure as failure:
            if len(hopeful) > 1:
                half = len(hopeful) // 2
                first, second = self.sound(hopeful[:half]), self.sound(hopeful[half:])
                if first and second and not self._holds(first + second):
                    return max(first, second, key=len)
                return first + second
            [finding] = hopeful
            self._failures[id(finding)] = str(failure)
            self._failed[finding.code] += 1
            return []
        self._held.update(finding.code for finding in hopeful)
        return hopeful

    def _holds(self, findings: Sequence[Finding]) -> bool:
        try:
            self._mender.made(self._state, findings)
        except _Failure:
            return False
        return True

    def refused(self, findings: Iterable[Finding]) -> list[Refused]:
        """Those that failed or were not tried, in order, and why."""
        return [Refused(finding, self._failures[id(finding)]) for finding in findings if id(finding) in self._failures]

    def _is_hopeless(self, finding: Finding) -> bool:
        """Whether so many of its rule's fixes have failed that it is left alone."""
        failed = self._failed[finding.code]
        hopeless = failed >= HOPELESS and failed > self._held[finding.code]
        if hopeless:
            self._failures[id(finding)] = "fix-untried"
        return hopeless


def _key(finding: Finding) -> tuple[str, str]:
    pointer = finding.place.pointer
    return finding.code, finding.message if pointer is None else pointer


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """As many of the findings, in order, as have fixes that do not meet; the same edit of two is one.

    Of what speaks of no node only one rule's: one comment put right may be what another rule said of another comment.
    """
    taken: list[Span] = []
    edits: set[Change] = set()
    chosen: list[Finding] = []
    outside = ""
    for finding in findings:
        if finding.place.pointer is None:
            outside = outside or finding.code
            if finding.code != outside:
                continue
        fresh = {change for change in _fix(finding).changes if change not in edits}
        if any(_meets(taken, change.span) for change in fresh):
            continue
        for change in fresh:
            taken.insert(bisect_left(taken, change.span), change.span)
        edits |= fresh
        chosen.append(finding)
    return chosen


def _fix(finding: Finding) -> Fix:
    assert finding.fix is not None
    return finding.fix


def _meets(taken: Sequence[Span], span: Span) -> bool:
    """Whether a span overlaps one of those taken, or lies beside it: two edits without a gap are not told apart."""
    index = bisect_left(taken, span)
    before, behind = taken[index - 1] if index else None, taken[index] if index < len(taken) else None
    return bool(before and before.end >= span.start) or bool(behind and behind.start <= span.end)


def _as_intended(before: Mapping[str, str], after: Mapping[str, str], edits: Iterable[Edit]) -> bool:
    """Whether the edited cells (texts by pointer) read as they should and all others as they did.

    New cells may come to light, where a key is put right.
    """
    wanted: dict[str, set[Replacement]] = {}
    for edit in edits:
        anchor, start, end = edit.place
        if isinstance(anchor, Cell) and before.get(anchor.pointer) == anchor.text:
            whole = len(anchor.text)
            for cell in _written_as_one(anchor):
                wanted.setdefault(cell.pointer, set()).add((start, whole if end is None else end, edit.text))
    expected = {pointer: replaced(text, wanted.get(pointer, ())) for pointer, text in before.items()}
    return expected.items() <= after.items()


def _written_as_one(cell: Cell) -> Iterator[Cell]:
    """The cell, and the other value of its indicator where an alias repeats it."""
    owner = cell.owner
    values = (owner.full, owner.annual) if isinstance(owner, Indicator) else ()
    yield cell
    yield from (other for other in values if other is not None and other is not cell and other.span == cell.span)
