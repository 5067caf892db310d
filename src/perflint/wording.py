"""Texts that are no value: names in digits and letters, turns of phrase, and what is left, broken values."""

from __future__ import annotations

import re
from functools import cached_property

from perflint.regex import compiled, lazy
from perflint.terminals import Lexicon, Words

_KINDS = {
    "SIGN": "s",
    "BEFORE": "c",
    "AFTER": "c",
    "MORE": "c",
    "AND": "c",
    "TO": "p",
    "SCALE": "n",
    "UNIT": "u",
    "END": "d",
    "DEADLINE": "d",
    "SINCE": "d",
}
_WANTED = frozenset(_KINDS)
_PUNCTUATION = frozenset(".,;:、/()~±－−–-—+。\n")
_IN_NUMBERS = frozenset(".,Oo")
_PHRASE = lazy(r".*uu.*|(?:nuc?)+s?n[ug]?c?")


class Wording:
    """Judges whole texts, in half-width, in one pass each."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._patterns: list[str] = words.expressions["names"]
        self._nouns = frozenset(spelling for spelling, entry in words.spellings.items() if entry.noun)
        self._numerals = frozenset(words.expressions["numerals"])
        self._lexicon = lexicon

    def is_name(self, text: str) -> bool:
        """5A级, 等保三级, 7×24小时: digits that say which one, not how much."""
        return self._names.fullmatch(text.strip()) is not None

    def is_bare(self, text: str) -> bool:
        """Nothing but signs, digits, units and comparator words, a digit or a sign among them."""
        return self._shape(text) is not None

    def is_broken(self, text: str) -> bool:
        """Bare, but no date, no name and no turn of phrase: 1人1岗 and 2个村 are ordinary words."""
        shape = self._shape(text)
        return shape is not None and "d" not in shape and not _PHRASE.fullmatch(shape) and not self.is_name(text)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return compiled("|".join(f"(?:{pattern})" for pattern in self._patterns))

    def _shape(self, text: str) -> str | None:
        """One letter for each part: n number, u unit, g unit in signs, s sign, c comparator word, d date word, p other.

        None where an ordinary word stands in the text, or neither digit nor sign.
        """
        shape, last, decisive = "", "", False
        position = 0
        while position < len(text):
            found = self._lexicon.word(text, position, _WANTED)
            sign = text[position]
            if sign == " ":
                kind, last, position = "", "", position + 1
            elif found is not None:
                terminal, word, position = found
                if word in self._nouns:
                    return None
                kind = _KINDS[terminal]
                if kind == "u" and word.isascii() and word.isalpha() and not shape.endswith(("n", "p")):
                    return None  # The L of L1 measures nothing.
                if kind == "u" and (word == last or not word.isalpha() or word.isascii()):
                    kind = "g"
                last = word
            elif sign.isdecimal() or sign in self._numerals or (sign in _IN_NUMBERS and shape.endswith("n")):
                kind, last, position = "n", "", position + 1
            elif sign in _PUNCTUATION:
                kind, last, position = "p", "", position + 1
            else:
                return None
            decisive = decisive or kind == "s" or sign.isdecimal()
            shape += "" if kind == "n" and shape.endswith("n") else kind
        return shape if decisive else None
