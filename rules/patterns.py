"""Patterns and word lists of the vocabulary, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from perflint.vocabulary import listed_phrases, words
from perflint.wordsearch import SYNTAX, Matcher, PhraseSet, WordSet


@cache
def pattern(subject: str, key: str) -> Matcher:
    """The entry `key` of `rules/vocabulary/SUBJECT.yaml`: a regular expression, or words any of which counts.

    Words, a list or `a|b|c`, need no compiling, nor do expressions that only list phrases; that is most of what a start
    would otherwise cost.
    """
    entry = words(subject)[key]
    if not isinstance(entry, str):
        return WordSet(entry)
    if not SYNTAX.intersection(entry):
        return WordSet(entry.split("|"))
    found = listed_phrases(entry)
    return PhraseSet(entry, found) if found else re.compile(entry)


@cache
def either(subject: str, key: str) -> re.Pattern[str]:
    """The entry `key`, a list of regular expressions, as one."""
    return re.compile("|".join(f"(?:{entry})" for entry in words(subject)[key]))


def any_of(alternatives: Iterable[str]) -> str:
    """One expression for all words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(alternatives), key=lambda word: (-len(word), word)))
