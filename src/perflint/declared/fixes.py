"""How a declared rule mends: words exchanged, a text put before or after, or the whole text replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from perflint.declared.requirements import Miss
from perflint.declared.subjects import Subject
from perflint.finding import Edit, Fix, Safety
from perflint.interface import listed, say
from perflint.regex import any_word
from perflint.text import Span

Fixer = Callable[[Subject, Miss], Fix | None]


def fixer(data: Mapping[str, Any]) -> Fixer:
    """What makes the fix of a subject; None for one that it does not touch, and for an absent key."""
    safety = Safety(data.get("safety", "unsafe"))
    kinds = [key for key in _KINDS if key in data]
    if not kinds:
        return lambda subject, miss: None
    [kind] = kinds
    make = _KINDS[kind]

    def fix(subject: Subject, miss: Miss) -> Fix | None:
        if subject.cell is None:
            return None
        edits = tuple(make(subject, data[kind]))
        title = _exchanged(edits) if kind == "replace" else say(f"own-fix-{kind}", text=data[kind])
        return Fix(safety, title, edits) if edits else None

    return fix


def _exchanged(edits: Iterable[Edit]) -> str:
    """Which words are exchanged for which, each pair once."""
    pairs = dict.fromkeys((edit.place.source.cut(edit.place.span), edit.text) for edit in edits)
    said = (say("own-fix-pair", old=old, new=new) if new else say("own-fix-drop", old=old) for old, new in pairs)
    return listed(said)


def _replace(subject: Subject, words: Mapping[str, str]) -> Iterator[Edit]:
    for hit in any_word(words).finditer(subject.text):
        place = subject.at(Span(*hit.span()))
        # A word that runs over several columns stands in no one cell.
        if place.end is not None:
            yield Edit(place, words[hit.group()])


def _set(subject: Subject, text: str) -> Iterator[Edit]:
    yield Edit(subject.whole, text)


def _prepend(subject: Subject, text: str) -> Iterator[Edit]:
    place = subject.whole
    yield Edit(place._replace(end=place.start), text)


def _append(subject: Subject, text: str) -> Iterator[Edit]:
    place = subject.whole
    yield Edit(place._replace(start=place.end or 0), text)


_KINDS: Mapping[str, Callable[[Subject, Any], Iterator[Edit]]] = {
    "replace": _replace,
    "set": _set,
    "prepend": _prepend,
    "append": _append,
}
KINDS = frozenset(_KINDS)
