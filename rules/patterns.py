"""Patterns and word lists of the vocabulary, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from perflint.vocabulary import words


@cache
def pattern(subject: str, key: str) -> re.Pattern[str]:
    """The entry `key` of `rules/vocabulary/SUBJECT.yaml`: a regular expression, or a list of words any of which counts."""
    entry = words(subject)[key]
    return re.compile(entry if isinstance(entry, str) else any_of(entry))


@cache
def either(subject: str, key: str) -> re.Pattern[str]:
    """The entry `key`, a list of regular expressions, as one."""
    return re.compile("|".join(f"(?:{entry})" for entry in words(subject)[key]))


def any_of(alternatives: Iterable[str]) -> str:
    """One expression for all words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(alternatives), key=lambda word: (-len(word), word)))
