"""The words that a bureau adds: what they are like, whether they are new, and the vocabulary with them in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from perflint.packs.shape import Reference, Shaped, Unknown
from perflint.units import dimension_name
from perflint.vocabulary import schema, shipped

Data = Mapping[str, Any]


def with_words(vocabulary: Data) -> dict[str, Any]:
    """The subjects of the vocabulary that the added words change, by name, with those words in them."""
    changed: dict[str, Any] = {}

    def subject(name: str) -> Any:
        return changed.setdefault(name, deepcopy(shipped(name)))

    for section, added in vocabulary.items():
        if section in _BY_LIKENESS:
            _BY_LIKENESS[section](subject(section), added)
            continue
        _add(subject, _entry(section)["adds"], added)
    return changed


def _add(subject: Callable[[str], Any], place: Sequence[str], added: Iterable[str]) -> None:
    """More words in a list, more alternatives in a regular expression."""
    name, *path, last = place
    held = subject(name)
    for step in path:
        held = held[step]
    known = held[last]
    held[last] = [*known, *added] if isinstance(known, list) else "|".join([known, *map(re.escape, added)])


def _entry(section: str) -> Data:
    entry: Data = schema("pack")["vocabulary"]["keys"][section]
    return entry


def _add_units(units: Any, added: Mapping[str, Iterable[str]]) -> None:
    for like, words in added.items():
        if like in units:
            units[like].setdefault("plain", []).extend(words)
            continue
        known = ((group, *one) for group in units.values() for one in _spellings(group))
        group, name, noun = next((group, name, noun) for group, name, spelling, noun in known if spelling == like)
        if noun:
            group["nouns"].extend(words)
        else:
            group.setdefault("units", {}).setdefault(name, {}).setdefault("also", []).extend(words)


def _spellings(group: Data) -> Iterator[tuple[str, str, bool]]:
    """Name, spelling, and whether it is an ordinary word, of every unit of a dimension."""
    for key, noun in (("plain", False), ("nouns", True)):
        yield from ((name, name, noun) for name in group.get(key) or ())
    for name, facts in (group.get("units") or {}).items():
        yield from ((name, spelling, False) for spelling in (name, *facts.get("also", ())))


def _add_heads(heads: Any, added: Mapping[str, Iterable[str]]) -> None:
    """New heads are a group of their own, as the group of the head that they are like."""
    groups = list(heads["groups"])
    for like, words in added.items():
        group = next(group for group in groups if like in _tails(group))
        copied = {key: value for key, value in group.items() if key not in ("before", "after", "words")}
        if copied.get("fixed") == "itself":
            copied["fixed"] = like
        heads["groups"].append({**copied, "words": list(words)})


def _tails(group: Data) -> set[str]:
    made = {first + last for first in group.get("before", ()) for last in group.get("after", ())}
    return made | set(group.get("words", ()))


def _add_keys(keys: Any, added: Mapping[str, Iterable[str]]) -> None:
    """Wherever the known name may stand, the new ones may."""
    for like, words in added.items():
        for level in keys["levels"].values():
            for field, names in level.items():
                if like in (field, *names):
                    names.extend(words)


_BY_LIKENESS: Mapping[str, Callable[[Any, Any], None]] = {"units": _add_units, "heads": _add_heads, "keys": _add_keys}
"""Words that are given with one that they are like; the section is called as its subject is."""


# What the texts of the section name.


def _known_unit(reference: Reference, shaped: Shaped) -> str:
    units = shipped("units")
    dimensions: dict[str, str] = {word: key for key in units for word in (key, dimension_name(key))}
    spellings = {spelling for group in units.values() for _, spelling, _ in _spellings(group)}
    if reference.text in spellings:
        return reference.text
    if reference.text not in dimensions:
        raise Unknown("own-unit-or-dimension", hint=shaped.hint(reference.text, [*spellings, *dimensions]))
    return dimensions[reference.text]


def _known_head(reference: Reference, shaped: Shaped) -> str:
    known = set().union(*map(_tails, shipped("heads")["groups"]))
    if reference.text not in known:
        raise Unknown("own-head", hint=shaped.hint(reference.text, known))
    return reference.text


def _known_key(reference: Reference, shaped: Shaped) -> str:
    known = _key_names()
    if reference.text not in known:
        raise Unknown("own-key", hint=shaped.hint(reference.text, known))
    return reference.text


def _key_names() -> set[str]:
    levels = shipped("keys")["levels"].values()
    return {word for level in levels for field, names in level.items() for word in (field, *names)}


def _new(reference: Reference, known: Iterable[str]) -> str:
    if reference.text in known:
        raise Unknown("own-known-word")
    return reference.text


def _new_unit(reference: Reference, shaped: Shaped) -> str:
    if any(sign.isdigit() or sign.isspace() for sign in reference.text):
        raise Unknown("own-odd-unit")
    return _new(reference, {spelling for group in shipped("units").values() for _, spelling, _ in _spellings(group)})


def _new_head(reference: Reference, shaped: Shaped) -> str:
    return _new(reference, set().union(*map(_tails, shipped("heads")["groups"])))


def _new_key(reference: Reference, shaped: Shaped) -> str:
    return _new(reference, _key_names())


def _new_word(reference: Reference, shaped: Shaped) -> str:
    name, *path = _entry(str(reference.within[1]))["adds"]
    held = shipped(name)
    for step in path:
        held = held[step]
    if isinstance(held, str):
        held = [reference.text] if re.fullmatch(held, reference.text) else []
    return _new(reference, held)


WORD_RESOLVERS = {
    "known_unit": _known_unit,
    "known_head": _known_head,
    "known_key": _known_key,
    "new_unit": _new_unit,
    "new_head": _new_head,
    "new_key": _new_key,
    "new_word": _new_word,
}
