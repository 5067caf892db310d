"""What perflint itself says to people, beside the messages of rules, in the language in force.

The texts are in `perflint.texts`, one module a language, and only the module of the language in force is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module

LANGUAGES = ("zh", "en")
CHINESE = LANGUAGES[0]
"""The language of the field and the default; rules and vocabulary are written in it."""

_language = ContextVar("language", default=CHINESE)


def language() -> str:
    """The language in force, one of `LANGUAGES`."""
    return _language.get()


def speak(chosen: str) -> None:
    """Say everything in `chosen` from here on, until the block of `speaking` around it ends."""
    _language.set(chosen)


@contextmanager
def speaking(chosen: str | None) -> Iterator[None]:
    """Say everything in `chosen` (None: in the language in force) until the block ends.

    Raises ValueError where perflint does not speak it.
    """
    if chosen is not None and chosen not in LANGUAGES:
        raise ValueError(f"lang: {chosen!r} is none of {', '.join(LANGUAGES)}")
    token = _language.set(chosen or _language.get())
    try:
        yield
    finally:
        _language.reset(token)


def say(key: str, **fields: object) -> str:
    """The text of `key` with its fields filled in."""
    return _texts(_language.get())[key].format_map(fields)


def listed(items: Iterable[str]) -> str:
    """The items as a list within a sentence."""
    return say("list-comma").join(items)


def quoted(item: str) -> str:
    """An item of a list as the language in force shows it: words of a table stand out from English by quotes alone."""
    return item if item.startswith("“") else say("list-item", text=item)


def sentences(texts: Iterable[str]) -> str:
    """The texts as sentences, one after another; a text that ends of itself gets no second full stop."""
    ends = tuple(say("sentence-ends"))
    whole = (text if text.endswith(ends) else say("sentence", text=text) for text in texts)
    return say("sentence-separator").join(whole)


@cache
def _texts(chosen: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = import_module(f"perflint.texts.{chosen}").TEXTS
    return texts


class Refusal(Exception):
    """What was asked for cannot be done; the text says why, and what to do instead."""
