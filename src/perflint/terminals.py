"""From the vocabulary to the grammar's words: what `%declare` in `grammar/indicator.lark` leaves to the data.

The grammar's tables do not depend on the vocabulary, so a bureau's further words only need another `Lexicon`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perflint import units
from perflint.record import NamedTuple
from perflint.regex import any_of
from perflint.vocabulary import words

WORD_PRIORITY = 8
"""Where words stand among the priorities of the grammar file."""

_HIDDEN_SPACES = "\t\v\f\r\x85\xa0\xad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_HALF_WIDTH: dict[int, int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "％"},
    **dict.fromkeys([*map(ord, _HIDDEN_SPACES), *range(0x2000, 0x200E)], ord(" ")),
}


class Words(NamedTuple):
    """The vocabulary of values: comparators.yaml, expressions.yaml, and the spellings of units in half-width."""

    comparators: Any
    expressions: Any
    spellings: Mapping[str, units.Entry]


def vocabulary() -> Words:
    """The shipped words."""
    spellings = {half_width(spelling): entry for spelling, entry in units.entries().items()}
    return Words(words("comparators"), words("expressions"), spellings)


def half_width(text: str) -> str:
    """The text in half-width signs, every character at its old offset.

    ％ stays, its spelling is judged; spaces and invisible characters become plain spaces, line breaks at the ends too.
    """
    plain = text.translate(_HALF_WIDTH)
    core = plain.strip()
    if core == plain:
        return plain
    start = plain.find(core)
    return " " * start + core + " " * (len(plain) - start - len(core))


class Lexicon:
    """Which terminals a word can be, and the terminals that are made of words and something more.

    `kinds`: word → terminals, the preferred first. `patterns`: terminal → (priority, regular expression, the signs that
    it can begin with; "" for any).
    """

    def __init__(self, source: Words) -> None:
        self.kinds: dict[str, tuple[str, ...]] = {}
        for terminal, group in _groups(source):
            for key in group:
                self.kinds[key] = (*self.kinds.get(key, ()), terminal)
        self.longest = max(map(len, self.kinds))
        self._longest: dict[str, int] = {}
        for word in self.kinds:
            self._longest[word[0]] = max(len(word), self._longest.get(word[0], 0))
        self.scales = frozenset(source.expressions["scales"])
        self.patterns = {
            "INCLUDING": (7, rf"\( *(?:{_any(source.expressions['including'])}) *[^()]{{0,6}}\)", "("),
            "LABEL": (2, rf"[\u4e00-\u9fff]{{0,12}}(?:{_any(source.expressions['labels'])})(?: *:)?", ""),
        }

    def word(self, text: str, start: int, wanted: frozenset[str]) -> tuple[str, str, int] | None:
        """The longest wanted word at `start`: its terminal, the word, and where it ends."""
        longest = self._longest.get(text[start])
        if longest is None:
            return None
        window, ends = self._window(text, start)
        for size in range(min(len(window), longest), 0, -1):
            word = window[:size]
            for terminal in self.kinds.get(word, ()):
                if terminal in wanted and not _goes_on(text, ends[size - 1]):
                    return terminal, word, ends[size - 1]
        return None

    def _window(self, text: str, start: int) -> tuple[str, Sequence[int]]:
        """As many signs as a word may have, and where each ends.

        A space may stand between the signs of a Chinese word (以 上), but not after a scale: 5千 米 is no 千米.
        """
        window = text[start : start + self.longest]
        if " " not in window:
            return window, range(start + 1, start + len(window) + 1)
        signs: list[str] = []
        ends: list[int] = []
        for offset in range(start, min(len(text), start + 2 * self.longest)):
            sign = text[offset]
            if sign != " ":
                signs.append(sign)
                ends.append(offset + 1)
            elif text[offset - 1 : offset + 2 : 2].isascii() or "".join(signs) in self.scales:
                break
        return "".join(signs[: self.longest]), ends


def _groups(source: Words) -> Iterator[tuple[str, Iterable[str]]]:
    """Terminals and their words, in half-width; where a word could be either of two, the preferred is first."""
    other, comparators = source.expressions, source.comparators
    yield "SIGN", map(half_width, _flat(comparators["signs"]))
    yield "BEFORE", map(half_width, _flat(comparators["before"]))
    yield "AFTER", map(half_width, _flat(comparators["after"]))
    yield "MORE", map(half_width, comparators["more"])
    yield "SCALE", map(half_width, other["scales"])
    yield "UNIT", source.spellings
    for terminal, subject in _SUBJECTS.items():
        yield terminal, map(half_width, other[subject])


_SUBJECTS = {
    "HALF": "half",
    "DIRECTION": "directions",
    "PREFIX": "prefixes",
    "CHANGE": "changes",
    "DONE": "done",
    "NEGATIVE": "negative",
    "PER": "per",
    "YEAR_END": "year_ends",
    "WHOLE_YEAR": "whole_year",
    "HALF_YEAR": "half_years",
    "TEN_DAYS": "ten_days",
    "END": "ends",
    "DEADLINE": "deadlines",
    "SINCE": "since",
    "AND": "and",
    "TO": "to",
}


def _any(alternatives: Iterable[str]) -> str:
    """One pattern for all words, the longest first."""
    return any_of(map(half_width, alternatives))


def _flat(groups: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for group in groups.values() for word in group]


def _goes_on(text: str, end: int) -> bool:
    """Whether a Latin word is not over at `end` (the m of mm)."""
    last, following = text[end - 1], text[end : end + 1]
    return last.isascii() and last.isalpha() and following.isascii() and following.isalpha()
