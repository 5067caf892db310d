"""The fixed wording of the layout's indicators: openings (`1、1-产出指标；`) and labels of values (`；年度指标值:`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from perflint.model import VALUE_FIELDS
from perflint.readers import keys
from perflint.readers.flow import Part
from perflint.regex import any_of, compiled, lazy
from perflint.vocabulary import words

STOP = "。"
SEPARATORS = "；;"
_CODED = r"\d\s*[-－–—]\s*[^\d\s；;：:，,。、][^\d；;：:，,。、]{0,15}"
_SENTENCE_END = lazy(rf"{STOP}\s*(?![\s{SEPARATORS}])")


@dataclass(slots=True)
class Mark:
    """A label of a value, or the opening of an indicator, as found in the text."""

    start: int
    end: int
    field: str | None
    number: int | None = None
    level1: Part | None = None
    separated: bool = True


@dataclass(slots=True)
class Opening:
    """An indicator's opening and the labels that follow it."""

    mark: Mark
    labels: list[Mark]

    @property
    def start(self) -> int:
        return self.mark.start


def read_openings(text: str) -> list[Opening]:
    """Every indicator by its opening; one whose opening is damaged by its labels, which the one before has already."""
    openings: list[Opening] = []
    previous = 0
    for mark in _marks(text):
        if mark.field is None:
            openings.append(Opening(_unstuck(mark, openings), []))
        elif openings and mark.field not in {label.field for label in openings[-1].labels}:
            openings[-1].labels.append(mark)
        else:
            ends = (match.end() for match in _SENTENCE_END.finditer(text, previous, mark.end))
            start = max((end for end in ends if end <= mark.start), default=previous)
            openings.append(Opening(Mark(start, start, None), [mark]))
        previous = mark.end
    return openings


def _unstuck(mark: Mark, openings: Sequence[Opening]) -> Mark:
    """The opening without digits of the value before it that stick to its number where the full stop is lost."""
    expected = str((openings[-1].mark.number or 0) + 1) if openings else "1"
    written = str(mark.number)
    if mark.number is None or written == expected or not written.endswith(expected):
        return mark
    mark.start += len(written) - len(expected)
    mark.number = int(expected)
    return mark


def usual_fields(openings: Sequence[Opening]) -> set[str]:
    """The value fields that at least half of the indicators have."""
    counts = Counter(label.field for opening in openings for label in opening.labels)
    usual = {str(name) for name, count in counts.items() if 2 * count >= len(openings)}
    return usual or {"full", "annual"}


def _marks(text: str) -> Iterator[Mark]:
    """Openings and labels in order."""
    fields = keys.level("indicator").fields
    for match in _pattern().finditer(text):
        label = match.group("label")
        if label:
            separated = match.group()[0] in SEPARATORS
            yield Mark(match.start(), match.end(), fields[label], separated=separated)
            continue
        number = match.group("number")
        level1 = Part(*match.span("level1" if number else "bare"))
        yield Mark(match.start(), match.end(), None, int(number) if number else None, level1)


@cache
def _pattern() -> re.Pattern[str]:
    labels = any_of(word for field in VALUE_FIELDS for word in keys.level("indicator").spellings[field])
    plain = rf"[^\d\s；;：:，,。、]{{1,10}}{words('layout')['level']}"
    return compiled(
        rf"(?:(?P<number>\d{{1,9}})\s*[、.．]\s*(?P<level1>{_CODED}|{plain})|(?<=。)\s*(?P<bare>{_CODED}))\s*[；;]"
        rf"|(?:[；;]\s*)?(?P<label>{labels})\s*[:：]"
    )
