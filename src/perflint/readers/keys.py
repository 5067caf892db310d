"""The keys of the format as data: what each is called on its level, and which known key an unknown one may mean."""

from __future__ import annotations

from functools import cache, cached_property
from unicodedata import normalize

from perflint.regex import lazy
from perflint.vocabulary import words

CLOSE = 0.5
LONGEST = 40
_LAYOUTS = 1000
_IGNORED = lazy(r"[\s_\ufeff-]+")


class Level:
    """One level of the file (`table`, `project`, `period`, `budget`, `indicator`) and its keys.

    `fields` gives the field of every spelling; `required` are the fields that have to be there.
    """

    def __init__(self, spellings: dict[str, list[str]], required: tuple[str, ...]) -> None:
        self.spellings = spellings
        self.required = required
        self._nearest: dict[str, str | None] = {}
        self._in_turn: dict[tuple[str, ...], tuple[str, ...] | None] = {}
        self.fields = {word: field for field, names in spellings.items() for word in (field, *names)}

    def find(self, text: str) -> str | None:
        """The field that a key means; case, spaces and width do not matter."""
        return self.fields.get(text) or self._loose.get(_loose(text))

    def in_turn(self, texts: tuple[str, ...]) -> tuple[str, ...] | None:
        """The fields that the keys of a mapping mean; None unless each means another and none is missing.

        Nearly all mappings of a source have the same keys, so this is looked up.
        """
        if len(texts) > len(self.spellings):
            return None
        if texts not in self._in_turn:
            if len(self._in_turn) == _LAYOUTS:
                self._in_turn.clear()
            fields = tuple(field for field in map(self.find, texts) if field is not None)
            is_whole = len(set(fields)) == len(texts) and set(self.required) <= set(fields)
            self._in_turn[texts] = fields if is_whole else None
        return self._in_turn[texts]

    def nearest(self, text: str) -> str | None:
        """The spelling closest to an unknown key, None where nothing is close."""
        if text not in self._nearest:
            from difflib import get_close_matches

            close = get_close_matches(text[:LONGEST].strip().lower(), list(self.fields), 1, CLOSE)
            self._nearest[text] = close[0] if close else None
        return self._nearest[text]

    def title(self, field: str) -> str:
        """What a field is called in Chinese."""
        return self.spellings[field][0]

    @cached_property
    def _loose(self) -> dict[str, str]:
        return {_loose(word): field for word, field in self.fields.items()}


@cache
def level(name: str) -> Level:
    data = words("keys")
    return Level(data["levels"][name], tuple(data["required"].get(name, ())))


@cache
def money_units() -> tuple[str, ...]:
    return tuple(words("keys")["money_units"])


@cache
def nothing() -> frozenset[str]:
    """Texts by which a key that should hold a list or a mapping is left empty."""
    return frozenset(words("keys")["nothing"])


@cache
def spellings(name: str | None = None, field: str | None = None) -> tuple[str, ...]:
    """Every spelling of every key, or of one level, or of one field; the longest first."""
    levels = words("keys")["levels"]
    found = {
        word
        for level_name, fields in levels.items()
        if name in (None, level_name)
        for key, names in fields.items()
        if field in (None, key)
        for word in (key, *names)
    }
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _loose(text: str) -> str:
    return _IGNORED.sub("", normalize("NFKC", text)).lower()
