"""Values that differ in one number only, parsed once for all of them.

A table has hundreds of values such as ≥620盏 and ≥1350盏. A number above 31 that is no year reads the same whatever its
digits are, where no other digit stands in the text: it is no day, month, hour, fraction or list mark. A smaller one
does where nothing but a comparator's sign stands before it and a unit, not of time, behind it. So one value of such a
shape is parsed, and the others are copies of it with another number.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from decimal import Decimal
from functools import lru_cache

from perflint.expression import Expression, Quantity
from perflint.numerals import EXACT
from perflint.record import NamedTuple
from perflint.regex import lazy
from perflint.terminals import Words
from perflint.text import Span

_SHAPE = lazy(r"(\D*)((?!(?:19|20)[0-9]{2}(?![0-9]))[1-9][0-9]{0,14})(\.[0-9]{1,9})?(\D*)")
_LARGEST_DAY = 31
TIME = "time"
_DIGIT = "7"


class Model(NamedTuple):
    """A parsed value of a shape, and its scale (10000 for 万)."""

    value: Quantity
    scale: Decimal

    def copy(self, text: str, number: str) -> Quantity:
        """The same with another number of as many digits."""
        value = self.value
        return Quantity(
            text,
            comparator=value.comparator,
            direction=value.direction,
            notes=value.notes,
            spans=value.spans,
            marks=value.marks,
            number=EXACT.multiply(Decimal(number), self.scale),
            unit=value.unit,
            scale=value.scale,
        )


class Shapes:
    """A parser that reads a shape once; `parse` is the one that reads the whole text.

    `signs`: those of comparators; `counted`: units that are not of time.
    """

    def __init__(self, parse: Callable[[str], Expression], signs: Set[str], counted: Set[str]) -> None:
        self._parse = parse
        self._signs = signs
        self._counted = counted
        self._model = lru_cache(maxsize=4096)(self._read)

    def parse(self, text: str) -> Expression:
        found = _SHAPE.fullmatch(text)
        if found is None:
            return self._parse(text)
        before, whole, part, after = found.groups("")
        if len(whole) < 3 and int(whole) <= _LARGEST_DAY and not self._is_counted(before, after):
            return self._parse(text)
        model = self._model(before, len(whole), len(part), after)
        return model.copy(text, whole + part) if model else self._parse(text)

    def _is_counted(self, before: str, after: str) -> bool:
        return after in self._counted and (not before or before in self._signs)

    def _read(self, before: str, digits: int, part: int, after: str) -> Model | None:
        """None where such a number is not simply the quantity's: negative, or no quantity at all."""
        number = _DIGIT * digits + ("." + _DIGIT * (part - 1) if part else "")
        read = self._parse(before + number + after)
        whole = Span(len(before), len(before) + len(number))
        if not isinstance(read, Quantity) or read.spans.get("number") != whole:
            return None
        scale = (read.number / Decimal(number)).quantize(Decimal(1))
        return Model(read, scale) if read.number == EXACT.multiply(Decimal(number), scale) else None


def of(parse: Callable[[str], Expression], words: Words) -> Shapes:
    """The shapes of a vocabulary of values, read by its grammar's `parse`."""
    signs = frozenset(sign for group in words.comparators["signs"].values() for sign in group)
    counted = frozenset(spelling for spelling, entry in words.spellings.items() if entry.dimension != TIME)
    return Shapes(parse, signs, counted)
