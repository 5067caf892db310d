"""Judging on several cores: forked helpers hold all that has been read, and send back what the rules say.

A fork need not be told what was read; only verdicts come back (`perflint.posting`). Where no fork is to be had (Windows
and macOS), one process does it all, with the same result.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from perflint.model import Project, Table
from perflint.processes import dismiss, forked, uninterrupted
from perflint.record import NamedTuple
from perflint.rule import Rule
from perflint.verdict import Verdict

if TYPE_CHECKING:
    from perflint.posting import Held, Said

STINT = 200
"""Indicators of a table that are judged in one go; a project is never parted."""

LEAST, MOST = 800, 16_000
"""Indicators that a helper is given while others are still being read."""

WORTH = 1000
"""Indicators below which a helper, a hundredth of a second to start, is not worth it once all is read."""

_TOKENS = 8000
"""What a pipe surely holds of them."""


class Stint(NamedTuple):
    """What is judged in one go: some projects of a table, one after another, or (None) the table as such."""

    table: Table
    projects: Sequence[Project] | None

    @property
    def rows(self) -> int:
        return sum(len(project.indicators) for project in self.projects or ())


def cut(table: Table, projects: Iterable[Project]) -> Iterator[Stint]:
    """Projects of a table as stints; one that an alias repeats is there once."""
    rows = 0
    part: list[Project] = []
    for project in dict.fromkeys(projects):
        part.append(project)
        rows += len(project.indicators)
        if rows >= STINT:
            yield Stint(table, part)
            rows, part = 0, []
    if part:
        yield Stint(table, part)


class StillRead(BaseException):
    """A rule asked for the projects of a table of which more are still to come. No error, and nobody's to catch."""


class _Unread(list[Project]):
    """Stands for the projects of such a table."""

    def __getattribute__(self, name: str) -> Any:
        raise StillRead

    def _refused(self, *_: object) -> Any:
        raise StillRead

    __iter__ = __len__ = __getitem__ = __contains__ = __reversed__ = __add__ = __radd__ = __eq__ = _refused


class Crew:
    """Takes stints while tables are read, and says at the end what the rules have to say of all of them, in order.

    `judge` is what is done with a stint; `rules` are all that may have something to say.
    """

    def __init__(self, judge: Callable[[Stint], list[Verdict]], rules: Sequence[Rule], jobs: int) -> None:
        self._judge = judge
        self._rules = rules
        self._jobs = jobs
        self.open: Table | None = None
        """The table that is still being read."""
        self._stints: list[Stint] = []
        self._wide: Sequence[Callable[[], list[Verdict]]] = ()
        self._given = 0
        self._said: dict[int, list[Verdict]] = {}
        self._helpers: dict[int, IO[bytes]] = {}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        """Helpers that are still at work have nobody left to work for."""
        self._dismiss()

    def _dismiss(self) -> None:
        while self._helpers:
            helper, sheet = self._helpers.popitem()
            sheet.close()
            dismiss(helper)

    @property
    def has_helpers(self) -> bool:
        """Whether there may be any."""
        return self._jobs > 1

    @property
    def taken(self) -> int:
        """How many stints were taken."""
        return len(self._stints)

    def take(self, stints: Iterable[Stint]) -> None:
        """Work to be done."""
        self._stints.extend(stints)

    def forget(self, since: int) -> None:
        """The stints taken when there were `since` of them, or later, are not to be done after all."""
        self._dismiss()
        del self._stints[since:]
        self._said = {number: said for number, said in self._said.items() if number < since}
        self._given = min(self._parts(range(since)), default=since)

    def begin(self) -> None:
        """Have a helper begin with what was taken, if that is enough: the caller has other things to do."""
        if not self.has_helpers:
            return
        rows, end = 0, self._given
        while end < len(self._stints) and rows < MOST:
            rows += self._stints[end].rows
            end += 1
        if rows < LEAST:
            return
        self._welcome(os.WNOHANG)
        if len(self._helpers) >= self._jobs - 1:
            return
        first, parts = not self._given, self._parts(range(self._given, end))
        if len(parts) <= first:
            return
        if self._start(parts[first:]):
            self._given = end
        if first:
            # What a process works out once, no helper that comes later works out again.
            self._said.update(self._judged(parts[:1]))

    def _parts(self, numbers: Iterable[int]) -> list[int]:
        """The stints of projects of which nothing is said yet.

        What looks at one whole table waits for the end of it.
        """
        return [number for number in numbers if self._stints[number].projects is not None and number not in self._said]

    def _judged(self, numbers: Iterable[int]) -> Said:
        """What is said under those numbers. A stint that cannot be judged until its table is read is left out."""
        said: Said = {}
        with _out_of_reach(self.open):
            for number in numbers:
                with suppress(StillRead):
                    said[number] = self._done(number)
        return said

    def finish(self, wide: Sequence[Callable[[], list[Verdict]]]) -> list[Verdict]:
        """What is said of every stint, then what each of `wide` says, which looks at all tables."""
        self._wide = wide
        parts = self._parts(range(self._given, len(self._stints)))
        tables = [number for number, stint in enumerate(self._stints) if stint.projects is None]
        every = range(len(self._stints) + len(wide))
        longest, others = every[len(self._stints) :], [*tables, *parts]
        queue: Iterable[int] = [*longest, *others]
        if self.has_helpers and self._is_much(parts, wide):
            with suppress(OSError):  # Without a pipe nobody could be told what is left.
                queue = _Queue(longest, others)
                for _ in range(1, min(self._jobs, len(longest) + len(others))):
                    self._start(queue)
        self._said.update(self._judged(queue))
        self._welcome(0)
        said: list[Verdict] = []
        for number in every:
            # A helper that came to grief leaves its work undone.
            said += self._said[number] if number in self._said else self._done(number)
        return said

    def _is_much(self, parts: Iterable[int], wide: Sequence[object]) -> bool:
        """Whether helpers are worth it for those stints, and for what is wide: a quarter of judging every row."""
        rows = [stint.rows for stint in self._stints if stint.projects is not None]
        together = sum(rows) // 4 if wide else 0
        return len(rows) > 1 and sum(self._stints[number].rows for number in parts) + together >= WORTH

    def _done(self, number: int) -> list[Verdict]:
        """What is said of the stint, or by what is wide, that has that number."""
        stints = len(self._stints)
        return self._judge(self._stints[number]) if number < stints else self._wide[number - stints]()

    def _start(self, numbers: Iterable[int]) -> bool:
        """Fork a helper that does what has those numbers. Says whether there is one."""
        try:
            sheet = os.fdopen(os.memfd_create("perflint"), "r+b")
        except OSError:
            return False
        with uninterrupted():
            helper = forked(partial(self._report, numbers, sheet))
            if helper is None:
                sheet.close()
                return False
            self._helpers[helper] = sheet
        return True

    def _report(self, numbers: Iterable[int], sheet: IO[bytes]) -> None:
        """What a helper does."""
        from perflint import posting

        posting.send(self._judged(numbers), sheet, self._held())

    def _welcome(self, how: int) -> None:
        """Take back what helpers have done: those that are ready (WNOHANG), or all."""
        if not self._helpers:
            return
        from perflint import posting

        for helper in list(self._helpers):
            done, status = os.waitpid(helper, how)
            if not done:
                continue
            with self._helpers.pop(helper) as sheet:
                if status == 0:
                    self._said.update(posting.received(sheet, self._held()))

    def _held(self) -> Held:
        """What verdicts may speak of."""
        from perflint.posting import Held

        return Held(self._rules, list({id(stint.table): stint.table for stint in self._stints}.values()))


class _Queue:
    """Numbers of which each goes to one process, the first that asks: the first one by one, then some at a time."""

    def __init__(self, first: Sequence[int], then: Sequence[int]) -> None:
        some = 1 + len(then) // _TOKENS
        self._lots = [[number] for number in first]
        self._lots += [[*then[start : start + some]] for start in range(0, len(then), some)]
        self._tokens, into = os.pipe()
        # Nobody reads yet. What a small pipe has no room for is given to nobody, and left undone.
        os.set_blocking(into, False)
        os.write(into, b"".join(lot.to_bytes(4) for lot in range(len(self._lots))))
        os.close(into)

    def __iter__(self) -> Iterator[int]:
        while token := os.read(self._tokens, 4):
            yield from self._lots[int.from_bytes(token)]
        os.close(self._tokens)


@contextmanager
def _out_of_reach(table: Table | None) -> Iterator[None]:
    """The projects of a table of which not all are known, whoever asks."""
    if table is None:
        yield
        return
    projects, table.projects = table.projects, _Unread()
    try:
        yield
    finally:
        table.projects = projects
