"""What ignore comments hide, and what is to be said of the comments themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from perflint.directives import LINE, Directives, Ignore, Malformed, Named, comment
from perflint.finding import Finding, Hidden, Place, Spot
from perflint.model import Problem, Remark
from perflint.rule import Catalogue
from perflint.text import SourceText, Span
from perflint.wildcards import is_wild

WATCHING = frozenset(
    {"unused-ignore", "unknown-rule-in-ignore", "malformed-ignore", "ignore-without-reason", "stale-baseline"}
)
"""The problems of comments and baselines themselves, by key: no comment hides them."""


Judged = Callable[[str], Collection[str]]
"""The codes of the rules of which a run found everything that there is in the file of a path."""


class Suppressions:
    """The ignores of a run. First `apply`, then `problems`."""

    def __init__(self, remarks: Iterable[Remark], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.ignores: list[Ignore] = []
        self.malformed: list[Malformed] = []
        self._directives = Directives(catalogue)
        for remark in remarks:
            for found in self._directives.read(remark):
                if isinstance(found, Ignore):
                    self.ignores.append(found)
                else:
                    self.malformed.append(found)
        # The narrowest first: a comment on the line is used before one for the whole file.
        self.ignores.sort(key=lambda ignore: ignore.covers.end - ignore.covers.start)

    def apply(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[Hidden]]:
        """The findings that no ignore hides, and those hidden, each with the reason that the comment gives."""
        by_source: dict[int, list[Ignore]] = {}
        for ignore in self.ignores:
            by_source.setdefault(id(ignore.source), []).append(ignore)
        kept: list[Finding] = []
        hidden: list[Hidden] = []
        for finding in findings:
            found = self._ignore_of(finding, by_source.get(id(finding.place.source), ()))
            if found is None:
                kept.append(finding)
            else:
                hidden.append(Hidden(finding, "inSource", found.reason))
        return kept, hidden

    def problems(self, judged: Judged, findings: Sequence[Finding]) -> Iterator[Problem]:
        """What is wrong with the comments.

        Only ignores of rules that are `judged` can be known to be unused. `findings` are those that are left: a comment
        that names no rule may have meant them.
        """
        several = cache(self._is_several)
        for ignore in self.ignores:
            yield from self._unused(ignore, judged)
            yield from self._unknown(ignore, several)
            if not ignore.reason:
                text = ignore.source.cut(ignore.span)
                yield _problem("ignore-without-reason", ignore.source, ignore.span, text=text)
        names = _by_place(findings) if self.malformed else {}
        for malformed in self.malformed:
            yield _malformed(malformed, names.get(id(malformed.source), ()))

    def _ignore_of(self, finding: Finding, ignores: Iterable[Ignore]) -> Ignore | None:
        """What ends a run is never hidden."""
        rule = self.catalogue.rules.get(finding.code)
        if rule is not None and rule.fatal:
            return None
        offset = finding.place.span.start
        for ignore in ignores:
            named = ignore.hiding(finding.code, offset)
            if named is not None:
                ignore.used.add(named)
                return ignore
        return None

    def _unused(self, ignore: Ignore, judged: Judged) -> Iterator[Problem]:
        """One problem for a comment that is of no use at all, else one for every rule that it names in vain."""
        codes = judged(ignore.source.path)
        idle = [named for named in ignore.named if named not in ignore.used and named.code in codes]
        if len(idle) == len(ignore.named):
            yield _unused(ignore, idle, ignore.span, _with_blanks(ignore.source, ignore.span))
            return
        first = next(index for index, named in enumerate(ignore.named) if named not in idle)
        for index, named in enumerate(ignore.named):
            if named in idle:
                yield _unused(ignore, [named], named.span, _with_separator(ignore.named, index, first))

    def _unknown(self, ignore: Ignore, is_several: Callable[[str], bool]) -> Iterator[Problem]:
        for named in (named for named in ignore.named if named.code is None):
            several = is_several(named.word)
            nearest = None if several else self._directives.nearest(named.word)
            fields = {"word": named.word, "nearest": nearest, "several": several}
            yield _problem("unknown-rule-in-ignore", ignore.source, named.span, **fields)

    def _is_several(self, word: str) -> bool:
        """Whether a word stands for several rules: a family or a glob, good for `--select` but not here."""
        if not word.isalpha() and not is_wild(word):
            return False
        return bool(self.catalogue.meant(word))


def _by_place(findings: Iterable[Finding]) -> dict[int, list[tuple[int, str]]]:
    """Where the findings of each source begin, and the names of their rules, in order."""
    found: dict[int, list[tuple[int, str]]] = {}
    for finding in findings:
        found.setdefault(id(finding.place.source), []).append((finding.place.span.start, finding.name))
    return {source: sorted(names) for source, names in found.items()}


def _malformed(found: Malformed, names: Sequence[tuple[int, str]]) -> Problem:
    rules = list(found.rules)
    kind = "form" if rules else "other" if found.verb is None else "blanket"
    if kind == "blanket":
        first, last = (bisect_left(names, (offset, "")) for offset in found.covers)
        rules = sorted({name for _, name in names[first:last]})
    text = found.source.cut(found.span)
    written = comment(found.verb or LINE, rules, found.reason) if rules else None
    return _problem("malformed-ignore", found.source, found.span, kind=kind, text=text, written=written)


def _unused(ignore: Ignore, idle: Sequence[Named], span: Span, removed: Span) -> Problem:
    partly = len(idle) < len(ignore.named)
    rules = [named.word for named in idle]
    place = Place(Spot(ignore.source, removed))
    return _problem("unused-ignore", ignore.source, span, rules=rules, removed=place, partly=partly)


def _problem(key: str, source: SourceText, span: Span, **fields: Any) -> Problem:
    return Problem(key, Place(Spot(source, span)), fields)


def _with_blanks(source: SourceText, span: Span) -> Span:
    """A comment with the blanks before it, and with its line where nothing else stands on it."""
    line = source.position(span.start).line
    bounds = source.line_span(line)
    before = source.cut(Span(bounds.start, span.start))
    if before.strip():
        return Span(bounds.start + len(before.rstrip()), span.end)
    if source.cut(Span(span.end, bounds.end)).strip():
        return span
    following = source.line_starts[line] if line < len(source.line_starts) else bounds.end
    return Span(bounds.start, following)


def _with_separator(named: Sequence[Named], index: int, first: int) -> Span:
    """A word with the separator on the side of the `first` word that stays; so no two of these spans overlap."""
    if index < first:
        return Span(named[index].span.start, named[index + 1].span.start)
    return Span(named[index - 1].span.end, named[index].span.end)
