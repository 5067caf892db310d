"""The name that was meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from perflint.interface import say


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was meant to be, None where nothing is close."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), list(known), 1, 0.6)), None)


def hint(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that asks for the nearest of the known words; empty where nothing is close."""
    close = nearest(word, known)
    return say("nearest", nearest=close) if close else ""
