"""Ignore comments as they are written: `# perflint: ignore[unit-contradicts-name, Q001] 原因`, `ignore-file[…]`.

Wide colons, commas and brackets count as their narrow ones. What a hasty hand writes instead (no brackets, another
linter's word, a rule nearly right) is no ignore; it is read far enough to tell the right form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from perflint.model import Remark
from perflint.record import NamedTuple
from perflint.rule import Catalogue
from perflint.spelling import Guesses
from perflint.text import SourceText, Span
from perflint.vocabulary import words

LINE, FILE = "ignore", "ignore-file"

_DIRECTIVE = re.compile(r"(?<!#)#++[ \t]*+perflint(?![A-Za-z0-9])(?:(?![ \t]#).)*+", re.IGNORECASE)
_FORM = re.compile(
    rf"#+\s*perflint\s*[:：]\s*(?P<verb>{FILE}|{LINE})\s*[\[［【〔](?P<rules>[^\]］】〕]*)[\]］】〕](?P<reason>.*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,，、;；]+")
_SLOPPY = re.compile(
    r"#+\s*perflint(?P<colon>\s*[:：]?)[\s:：=_-]*(?P<verb>[A-Za-z][A-Za-z_-]*|[^\W\d_a-zA-Z]+)?", re.IGNORECASE
)
_OF_A_FILE = re.compile(r"\s+files?(?![\w.-])", re.IGNORECASE)
_SLOPPY_WORD = re.compile(r"[\s,，、;；:：=\[\](){}<>（）【】［］〔〕\"'“”]*([A-Za-z][\w*-]*)")
_NAME_LIKE = re.compile(r"[A-Za-z][\w*]*-.*|[A-Za-z]\w*\d\w*")
_SIGNS = " \t,，、;；:：=-—－[](){}>）】［］〔〕\"'”"
"""What may be left between the rules and the reason."""


class Named(NamedTuple):
    """A rule as an ignore names it: the word, where it stands, and the code of the rule, None where there is none."""

    word: str
    span: Span
    code: str | None


class Ignore(NamedTuple):
    """An ignore comment in its right form: `verb` is `LINE` or `FILE`; `used` holds the words that hid something."""

    source: SourceText
    span: Span
    verb: str
    covers: Span
    named: Sequence[Named]
    reason: str
    used: set[Named]

    def hiding(self, code: str, offset: int) -> Named | None:
        """The word that hides what a rule finds at an offset, None where none does."""
        if not self.covers.start <= offset < self.covers.end:
            return None
        return next((named for named in self.named if named.code == code), None)


class Malformed(NamedTuple):
    """A comment that begins like an ignore and is none.

    `rules` are those that it seems to mean; `verb` is None where it does not even seem to ignore something.
    """

    source: SourceText
    span: Span
    verb: str | None
    covers: Span
    rules: Sequence[str]
    reason: str


class Directives:
    """Reads comments."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.verbs: Sequence[str] = words("directives")["verbs"]
        self._whole = frozenset(words("directives")["whole"])
        self.nearest = Guesses(catalogue.nearest).of
        """The rule that a wrong word means."""

    def read(self, remark: Remark) -> Iterator[Ignore | Malformed]:
        """All that stands in one comment; several ignores may follow each other, each with its own `#`."""
        for match in _DIRECTIVE.finditer(remark.source.text, *remark.span):
            text = match.group().rstrip()
            span = Span(match.start(), match.start() + len(text))
            found = self._ignore(remark, span, text) or self._malformed(remark, span, text)
            if found is not None:
                yield found

    def _ignore(self, remark: Remark, span: Span, text: str) -> Ignore | None:
        form = _FORM.fullmatch(text)
        rules = list(_WORD.finditer(form["rules"])) if form else []
        if form is None or not rules:
            return None
        verb, start = form["verb"].lower(), span.start + form.start("rules")
        named = [Named(word[0], Span(start + word.start(), start + word.end()), self._code(word[0])) for word in rules]
        return Ignore(remark.source, span, verb, _covers(remark, verb), named, _reason(form["reason"]), set())

    def _malformed(self, remark: Remark, span: Span, text: str) -> Malformed | None:
        """None where it is an ordinary remark: without a colon behind perflint, and without a word for ignoring."""
        opening = _SLOPPY.match(text)
        assert opening is not None  # It begins as every directive does.
        word = (opening["verb"] or "").lower()
        meant = self._verb(word)
        if meant is None and not opening["colon"].strip():
            return None
        if meant is None:
            at = opening.end("colon")
        else:
            # Hanzi run on without a blank: what follows the word for ignoring is no part of it.
            at = opening.end("verb") if word.isascii() else opening.start("verb") + len(meant)
        rules, end = self._rules(text, at)
        file = FILE if meant and "file" in word else None
        if meant and not rules and (two := _OF_A_FILE.match(text, at)):
            # ignore file U001: without a rule, the word may begin the reason.
            rules, end = self._rules(text, two.end())
            file, end = (FILE, end) if rules else (file, at)
        verb = file or (LINE if meant or rules else None)
        return Malformed(remark.source, span, verb, _covers(remark, verb), rules, _reason(text[end:]))

    def _rules(self, text: str, start: int) -> tuple[list[str], int]:
        """The rules that a malformed comment names one after another, and where the last of them ends."""
        rules: list[str] = []
        while (sloppy := _SLOPPY_WORD.match(text, start)) is not None:
            rule = self._rule(sloppy[1])
            if rule is None:
                break
            rules.append(rule)
            start = sloppy.end()
        return rules, start

    def _verb(self, word: str) -> str | None:
        """The word for ignoring that a comment begins with, or nearly so."""
        from difflib import get_close_matches

        if word in self._whole:
            return word
        begun = next((verb for verb in self.verbs if word.startswith(verb)), None)
        return begun or next(iter(get_close_matches(word, self.verbs, 1, 0.7)), None)

    def _rule(self, word: str) -> str | None:
        """The rule that a word of a malformed comment names, as it is written or nearly so."""
        if self._code(word):
            return word
        if not _NAME_LIKE.fullmatch(word):
            return None
        return self.nearest(word)

    def _code(self, word: str) -> str | None:
        rule = self.catalogue.get(word)
        return rule.code if rule else None


def comment(verb: str, rules: Iterable[str], reason: str) -> str:
    """An ignore comment in its right form."""
    return f"# perflint: {verb}[{', '.join(rules)}] {reason}".rstrip()


def _reason(rest: str) -> str:
    return rest.lstrip(_SIGNS)


def _covers(remark: Remark, verb: str | None) -> Span:
    return Span(0, len(remark.source.text) + 1) if verb == FILE else remark.covers
