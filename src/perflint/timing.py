"""Where the time of a run goes: to which rule, to reading, to reporting. Loaded only where that is asked for.

Rules that count their time take the place of the others before a run is planned, so that a run that is not timed has
nothing to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any, TypeVar, cast

from perflint.finding import Fault
from perflint.rule import Catalogue, Check, Rule, Settings

Read = TypeVar("Read", bound=Callable[..., Any])


class Spent:
    """Seconds, and in how many calls: of blocks under `with`, or of whoever calls `add`."""

    __slots__ = ("_since", "calls", "label", "seconds")

    def __init__(self, label: str = "") -> None:
        self.label = label
        self.calls = 0
        self.seconds = 0.0

    def __enter__(self) -> None:
        self._since = perf_counter()

    def __exit__(self, *_: object) -> None:
        self.add(self._since)

    def add(self, since: float) -> None:
        """One more call, which began at `since`."""
        self.calls += 1
        self.seconds += perf_counter() - since


class Clock:
    """Of one run. `rules` is what each rule took, by code, in whichever of the run's sets of options."""

    def __init__(self) -> None:
        self.rules: dict[str, Spent] = {}
        self.reading = Spent()
        self.reporting = Spent()
        self.total = Spent()

    @property
    def other(self) -> float:
        """What is left: finding files, understanding names and values, whom to ask about what, silence, order."""
        own = sum(spent.seconds for spent in (self.reading, self.reporting, *self.rules.values()))
        return self.total.seconds - own

    def timed(self, known: Catalogue) -> Catalogue:
        """The same rules, what they do counted."""
        rules = {code: rule._replace(check=self._timed(rule)) for code, rule in known.rules.items()}
        return Catalogue(rules, tuple(rules[rule.code] for rule in known.ordered))

    def read_by(self, read: Read) -> Read:
        """A function that reads a source, what it does counted."""

        def timed(*given: Any) -> Any:
            with self.reading:
                return read(*given)

        return cast("Read", timed)

    def _timed(self, rule: Rule) -> Check:
        """The rule's check. The clock stands still while what it has found is taken from it."""
        check, spent = rule.check, self.rules.setdefault(rule.code, Spent(f"{rule.code} {rule.name}"))

        def timed(subject: Any, settings: Settings) -> Iterator[Fault]:
            faults: list[Fault] = []
            since = perf_counter()
            try:
                for fault in check(subject, settings) or ():
                    faults.append(fault)
            finally:  # A rule that raises has spent time, too, and what it said before still counts.
                spent.add(since)
                yield from faults

        return timed
