"""Numbers as they are written: digits put right, Chinese numerals counted. Nothing is ever rounded."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal

from perflint.record import NamedTuple

EXACT = Context(prec=2000)
"""Arithmetic on numbers of any length that a value can have."""

_LETTER_O = str.maketrans("Oo", "00")


class Digits(NamedTuple):
    """A number in digits: its value, and its text put right where it was not well written."""

    value: Decimal
    repaired: str | None


def read_digits(text: str) -> Digits:
    """`1,346.5`; a letter O is a zero, and separators that stand in the wrong place are left out."""
    digits = text.translate(_LETTER_O)
    whole, dot, part = digits.partition(".")
    first, *groups = whole.split(",")
    misplaced = " " in whole or (bool(groups) and (len(first) > 3 or any(len(group) != 3 for group in groups)))
    joined = whole.replace(",", "").replace(" ", "")
    repaired = (joined if misplaced else whole) + dot + part
    return Digits(Decimal(joined + dot + part), repaired if repaired != text else None)


def integers(text: str) -> list[int]:
    """All runs of digits: `2024年12月` → 2024, 12."""
    return [int(run) for run in "".join(sign if sign.isdecimal() else " " for sign in text).split()]


def count(text: str, numerals: Mapping[str, int], scales: Mapping[str, Decimal]) -> int:
    """A plain Chinese numeral: 一万五千 → 15000, 百 → 100, 二〇二四 → 2024."""
    total = section = digit = 0
    for sign in text:
        if sign in numerals:
            digit = digit * 10 + numerals[sign]
            continue
        size = int(scales[sign])
        if size < 10000:
            section += (digit or 1) * size
        else:
            total = (total + section + digit) * size
            section = 0
        digit = 0
    return total + section + digit
