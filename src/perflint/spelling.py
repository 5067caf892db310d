"""The name that was meant by one that is not known."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable

from perflint.interface import say

MANY = 2000
"""In a folder of more files the nearest name is not looked for: that takes as long as reading tables."""

_GUESSES = 100
_DIGITS = str.maketrans("OIL", "011")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was meant to be, in any case; None where nothing is close."""
    from difflib import get_close_matches

    by_spelling = {one.lower(): one for one in known}
    close = get_close_matches(word.lower(), by_spelling, 1, 0.6)
    return by_spelling[close[0]] if close else None


class Guesses:
    """What wrong words were meant to be, by `nearest`, for the first hundred of them.

    Each costs milliseconds, and a file may hold thousands.
    """

    def __init__(self, nearest: Callable[[str], str | None]) -> None:
        self._nearest = nearest
        self._found: dict[str, str | None] = {}

    def of(self, word: str) -> str | None:
        """None where nothing is close, or too many words were wrong before this one."""
        if word not in self._found and len(self._found) < _GUESSES:
            self._found[word] = self._nearest(word)
        return self._found.get(word)


def is_close(word: str, known: str) -> bool:
    """Whether a word of several parts is one that is known but for a slip."""
    from difflib import SequenceMatcher

    return "-" in word and SequenceMatcher(None, word.lower(), known).ratio() >= 0.8


def hint(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that asks for the nearest of the known words; empty where nothing is close."""
    return asked(nearest(word, known))


def asked(meant: str | None) -> str:
    """The end of a sentence that asks whether this was meant; empty for None."""
    return say("nearest", nearest=meant) if meant else ""


def code_meant(word: str) -> str | None:
    """The rule's code that a word like `u1` or `U0O8` was meant to be; None where it is not like one."""
    match = re.fullmatch(r"(?=.*\d)([A-Z]+?)[-_ ]?([0-9OIL]{1,4})", word.upper())
    if match is None:
        return None
    letters, digits = match.groups()
    return f"{letters}{int(digits.translate(_DIGITS)):03}"


def nearest_file(path: str) -> str | None:
    """The path of what lies beside a file that cannot be read and whose name, less its ending, is closest to its."""
    folder, name = os.path.split(path)
    try:
        names = sorted(os.listdir(folder or os.curdir), key=lambda one: (_ending(one) == _ending(name), one))
    except (OSError, ValueError):
        return None
    if len(names) > MANY:
        return None
    # Of equal stems that with the same ending stays.
    by_stem = {os.path.splitext(one)[0]: one for one in names if one != name}
    close = nearest(os.path.splitext(name)[0], by_stem)
    return os.path.join(folder, by_stem[close]) if close else None


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()
