"""From the vocabulary to the grammar's terminals: what `%import words (…)` in `grammar/indicator.lark` brings in.

Pure functions of the vocabulary, so that a bureau's further words only need another call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from perflint import units
from perflint.vocabulary import words

_NUMERAL_SCALES = "十百千万亿"


class Words(NamedTuple):
    """The vocabulary of values: comparators.yaml, expressions.yaml, and the spellings of units."""

    comparators: Any
    expressions: Any
    spellings: dict[str, units.Entry]


def vocabulary() -> Words:
    """The shipped words."""
    return Words(words("comparators"), words("expressions"), units.entries())


def grammar(source: Words) -> str:
    """The `words` grammar: one terminal a kind of word, longest alternative first."""
    other = source.expressions
    numerals = "".join(other["numerals"])
    starts = "".join(sign for sign in other["numerals"] if other["numerals"][sign])
    terminals = {
        "SIGN.9": _any(_flat(source.comparators["signs"])),
        "BEFORE.8": _any(_without(_flat(source.comparators["before"]), source.comparators["before"]["≈"])),
        "ABOUT.8": _any(source.comparators["before"]["≈"]),
        "AFTER.8": _any(_without(_flat(source.comparators["after"]), source.comparators["after"]["≈"])),
        "AROUND.8": _any(source.comparators["after"]["≈"]),
        "MORE.7": _any(source.comparators["more"]),
        "SCALE.5": _any(other["scales"]),
        "UNIT.6": _any(source.spellings),
        "DIRECTION.15": _any(other["directions"]),
        "PREFIX.7": _any(other["prefixes"]),
        "CHANGE.6": _any(other["changes"]),
        "LABEL.2": rf"[一-鿿]{{1,12}}(?:{_any(other['labels'])})(?:\s*[:：])?",
        "DONE.7": _any(other["done"]),
        "YEAR_END.12": _any(other["year_ends"]),
        "WHOLE_YEAR.12": _any(other["whole_year"]),
        "HALF.12": _any(other["halves"]),
        "TEN_DAYS.12": _any(other["ten_days"]),
        "END.9": _any(other["ends"]),
        "DEADLINE.9": _any(other["deadlines"]),
        "QUARTER.17": rf"第?\s*[{''.join(other['quarters'])}]\s*季度",
        "NUMERAL.4": rf"[{starts}十][{numerals}{_NUMERAL_SCALES}]*|百(?=\s*$)",
    }
    return "\n".join(f"{name}: /{pattern.replace('/', chr(92) + '/')}/" for name, pattern in terminals.items()) + "\n"


def names(source: Words) -> re.Pattern[str]:
    """Texts of digits and letters that are names (5A级, 2G), whole."""
    return re.compile(rf"\s*(?:{'|'.join(source.expressions['names'])})\s*")


def signs_only(source: Words) -> re.Pattern[str]:
    """Texts in which only signs, digits, units and comparator words stand, whole."""
    comparators = source.comparators
    spellings = [entry.spelling for entry in source.spellings.values() if not entry.noun]
    known = _any(
        [
            *_flat(comparators["signs"]),
            *_flat(comparators["before"]),
            *_flat(comparators["after"]),
            *comparators["more"],
            *source.expressions["scales"],
            *spellings,
        ]
    )
    return re.compile(rf"(?:{known}|[0-9０-９OoＯ\s.．,，;；:：、/／()（）~～±%％+−－\-—*]|[一二两三四五六七八九十])*")


def repeated_amounts(source: Words) -> re.Pattern[str]:
    """Amounts side by side (1人1岗, 1年2次), whole: a turn of phrase, not a broken value."""
    unit = _any(entry.spelling for entry in source.spellings.values())
    return re.compile(rf"(?:[0-9一二两三四五六七八九十]+\s*(?:{unit})\s*){{2,}}")


def _any(alternatives: Iterable[str]) -> str:
    """One pattern for all words, the longest first; a Latin word must not go on."""
    ordered = sorted(set(alternatives), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + (r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "") for word in ordered)


def _flat(groups: dict[str, list[str]]) -> list[str]:
    return [word for group in groups.values() for word in group]


def _without(every: Iterable[str], left_out: Iterable[str]) -> list[str]:
    out = set(left_out)
    return [word for word in every if word not in out]
