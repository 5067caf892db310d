"""What the words of a value stand for: comparators, sizes, months, units. The words themselves are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perflint.numerals import count, integers
from perflint.terminals import Words, half_width
from perflint.units import Entry


class Meanings:
    """The vocabulary of values, by word in half-width.

    `weak`: words that go with a word after the number in good Chinese. `light`: verbs that give way to a comparator
    that says something else (为90%以上). `until`: words before a date that make it a deadline.
    """

    def __init__(self, words: Words) -> None:
        other, comparators = words.expressions, words.comparators
        self.comparators = {
            "SIGN": _inverse(comparators["signs"]),
            "BEFORE": _inverse(comparators["before"]),
            "AFTER": _inverse(comparators["after"]),
            "MORE": dict.fromkeys(comparators["more"], "≈"),
            "DEADLINE": dict.fromkeys(other["deadlines"], "≤"),
            "SINCE": dict.fromkeys(other["since"], "≥"),
        }
        self.weak = frozenset(comparators["weak"])
        self.light = frozenset(comparators["light"])
        self.until = frozenset(other["until"])
        self.directions: Mapping[str, str] = other["directions"]
        self.negative = frozenset(other["negative"])
        self.scales = {word: Decimal(size) for word, size in other["scales"].items()}
        self.half_years: Mapping[str, int] = other["half_years"]
        self.ten_days: Mapping[str, int] = other["ten_days"]
        self.parts_per: Mapping[str, str] = other["parts_per"]
        self._numerals: Mapping[str, int] = other["numerals"]
        self.digits = "0123456789" + "".join(self._numerals) + "".join(self.scales)
        self._between_units = frozenset(other["between_units"])
        self._entries = words.spellings

    def entry(self, word: str) -> Entry:
        """The unit that is written so."""
        return self._entries[word]

    def is_unit(self, word: str) -> bool:
        """Whether the word is one unit."""
        return word in self._entries

    def are_units(self, text: str) -> bool:
        """Whether the text is nothing but units (册, 套/册)."""
        words = "".join(" " if sign in self._between_units else sign for sign in text).split()
        return bool(words) and all(map(self.is_unit, words))

    def whole(self, text: str) -> int:
        """The one whole number in a text, in digits or Chinese numerals (12月, 十二月, 二〇二四年)."""
        found = integers(text)
        return found[0] if found else self.count("".join(sign for sign in text if sign in self.digits))

    def count(self, numeral: str) -> int:
        """A plain Chinese numeral."""
        return count(numeral, self._numerals, self.scales)


def _inverse(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {half_width(word): comparator for comparator, group in groups.items() for word in group}
