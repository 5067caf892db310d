"""Patterns and word lists of the vocabulary, compiled once."""

from __future__ import annotations

import re
from functools import cache

from perflint.regex import any_of, compiled
from perflint.vocabulary import words


@cache
def pattern(subject: str, key: str) -> re.Pattern[str]:
    """The entry `key` of `rules/vocabulary/SUBJECT.yaml`: a regular expression, or words any of which counts."""
    entry = words(subject)[key]
    return compiled(entry if isinstance(entry, str) else any_of(entry))


@cache
def either(subject: str, key: str) -> re.Pattern[str]:
    """The entry `key`, a list of regular expressions, as one."""
    return compiled("|".join(f"(?:{entry})" for entry in words(subject)[key]))
