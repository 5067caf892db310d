"""Checks of the rules that a pack declares: every text in its own syntax, and no rule in vain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from string import Formatter
from typing import Any

from perflint.declared.fixes import KINDS
from perflint.declared.patterns import Missing, Useless, Wrong, compiled
from perflint.declared.requirements import OF_VALUE, text_requirements
from perflint.declared.subjects import FIELDS
from perflint.expression import read_unit
from perflint.interface import listed, say
from perflint.packs.shape import Path, Reference, Shaped, Unknown
from perflint.policy import Frame
from perflint.readers.nodes import Mapping as Pairs
from perflint.readers.nodes import Scalar
from perflint.rule import Catalogue
from perflint.text import Span
from perflint.units import dimension_name, entries
from perflint.vocabulary import words

Data = Mapping[str, Any]

_CODE = re.compile(r"[A-Z]{2,4}\d{3}")
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_DAY = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")
_LEAP_YEAR = 2024

VALUE_FIELDS = frozenset({"full", "annual", "value"})
PROJECT_FIELDS = frozenset({"name", "code", "kind", "goal", "annual_goal"})
_ROW_ONLY = frozenset({"level1", "level2", "head", "name"})
"""Conditions that speak of an indicator."""


# One text each.


def _code(reference: Reference, shaped: Shaped) -> str:
    if not _CODE.fullmatch(reference.text):
        raise Unknown("own-code")
    return reference.text


def _slug(reference: Reference, shaped: Shaped) -> str:
    if not _SLUG.fullmatch(reference.text):
        raise Unknown("own-slug")
    return reference.text


def _template(reference: Reference, shaped: Shaped) -> str:
    """A message: named fields in braces, and no other braces."""
    try:
        parts = list(Formatter().parse(reference.text))
    except ValueError:
        raise Unknown("own-braces") from None
    for _, field, form, conversion in parts:
        if field is None:
            continue
        if form or conversion or not field or field not in FIELDS:
            known = [f"{{{name}}}" for name in FIELDS]
            raise Unknown("own-field", field=field, hint=shaped.hint(f"{{{field}}}", known, known))
    return reference.text


def _pattern_text(reference: Reference, shaped: Shaped) -> str:
    try:
        compiled(reference.text)
    except Missing:
        raise Unknown("own-no-re2") from None
    except Useless:
        raise Unknown("own-useless-pattern") from None
    except Wrong as wrong:
        raise Unknown("own-bad-pattern", reason=wrong) from None
    return reference.text


def _unit(reference: Reference, shaped: Shaped) -> str:
    unit = read_unit(reference.text)
    if unit is None:
        raise Unknown("own-unit", hint=shaped.hint(reference.text, entries()))
    return reference.text


def _dimension(reference: Reference, shaped: Shaped) -> str:
    keys: dict[str, str] = {word: key for key in words("units") for word in (key, dimension_name(key))}
    if reference.text not in keys:
        raise Unknown("own-dimension", hint=shaped.hint(reference.text, keys, map(dimension_name, words("units"))))
    return keys[reference.text]


def _day(reference: Reference, shaped: Shaped) -> str:
    match = _DAY.fullmatch(reference.text)
    try:
        if match is None:
            raise ValueError
        year, month, day = match.groups()
        date(int(year or _LEAP_YEAR), int(month), int(day))
    except ValueError:
        raise Unknown("own-day") from None
    return f"{year or ''}-{int(month):02}-{int(day):02}"


RESOLVERS: Mapping[str, Callable[[Reference, Shaped], str]] = {
    "code": _code,
    "slug": _slug,
    "template": _template,
    "pattern_text": _pattern_text,
    "unit": _unit,
    "dimension": _dimension,
    "day": _day,
}


# Whole rules.


class Declarations:
    """The rules that a file declares, each checked as a whole."""

    def __init__(self, shaped: Shaped, rules: Catalogue, frame: Frame) -> None:
        self._shaped = shaped
        self._rules = rules
        self._frame = frame

    def check(self, declared: Iterable[Any]) -> None:
        codes: set[str] = set()
        names: set[str] = {rule.name for rule in self._rules.rules.values()}
        for index, data in enumerate(declared):
            if not isinstance(data, dict):
                continue
            path: Path = ("own_rules", index)
            for key, taken in (("code", codes), ("name", names)):
                word = data.get(key)
                if word in taken:
                    self._shaped.mistake(self._span((*path, key)), "own-taken", word=word)
                elif word is not None:
                    taken.add(word)
            for place, problem, fields in self._problems(data, data.get("where", {}), data.get("require", {})):
                self._shaped.mistake(self._span((*path, *place)), problem, **fields)

    def _span(self, path: Path) -> Span:
        """Where a value stands; where it is a mapping, its first key."""
        while path not in self._shaped.nodes:
            path = path[:-1]
        node = self._shaped.nodes[path]
        first = node.pairs[0][0] if isinstance(node, Pairs) and node.pairs else node
        return first.span if isinstance(first, Scalar) else node.span

    def _problems(self, data: Data, where: Data, require: Data) -> Iterator[tuple[Path, str, dict[str, object]]]:
        scope = where.get("scope", "value")
        yield from self._unfit_fields(scope, where)
        yield from self._unfit_requirements(scope, require)
        yield from self._apart(where)
        yield from self._contradictions(data, require)

    def _unfit_fields(self, scope: str, where: Data) -> Iterator[tuple[Path, str, dict[str, object]]]:
        """Fields and conditions that there are not in what the rule looks at."""
        known = {"value": VALUE_FIELDS, "project": PROJECT_FIELDS}.get(scope)
        for index, field in enumerate(where.get("field", ())):
            fits = field in known if known is not None else field not in PROJECT_FIELDS - {"name"}
            if not fits:
                yield ("where", "field", index), "own-no-field", {"field": field, "scope": say(f"scope-{scope}")}
        if scope == "project":
            for key in _ROW_ONLY & where.keys():
                yield ("where", key), "own-no-row", {"name": key}

    def _unfit_requirements(self, scope: str, require: Data) -> Iterator[tuple[Path, str, dict[str, object]]]:
        for key in require:
            if key in OF_VALUE and scope != "value":
                yield ("require", key), "own-only-value", {"name": key}
            if key == "required" and scope == "value":
                yield ("require", key), "own-never-blank", {}
            if key == "has" and scope != "project":
                yield ("require", key), "own-only-project", {"name": key}

    def _apart(self, where: Data) -> Iterator[tuple[Path, str, dict[str, object]]]:
        """A second level that is under none of the first levels asked for."""
        firsts, seconds = where.get("level1"), where.get("level2", ())
        for index, key in enumerate(seconds):
            level = self._frame.second.get(key)
            if firsts and level and level.parent not in firsts and self._frame.local_to(key) not in firsts:
                names = listed(self._frame.first[first].name for first in firsts if first in self._frame)
                yield ("where", "level2", index), "own-apart", {"level": level.name, "firsts": names}

    def _contradictions(self, data: Data, require: Data) -> Iterator[tuple[Path, str, dict[str, object]]]:
        """Requirements that nothing can meet, and fixes that leave the fault."""
        others = {key: meant for key, meant in require.items() if key != "one_of"}
        allowed = require.get("one_of")
        try:
            if allowed and not any(all(holds(text) for holds in text_requirements(others)) for text in allowed):
                yield ("require", "one_of"), "own-impossible", {}
            fixed = data.get("fix", {}).get("set")
            if fixed and not all(holds(fixed) for holds in text_requirements(require)):
                yield ("fix", "set"), "own-fix-fails", {"text": fixed}
        except (Missing, Wrong, Useless):
            return  # Said where the pattern stands.
        units = [unit for text in require.get("unit", ()) if (unit := read_unit(text)) is not None]
        dimensions = require.get("dimension", ())
        if units and dimensions and not any({unit.dimension, unit.main} & set(dimensions) for unit in units):
            yield ("require", "dimension"), "own-impossible", {}
        kinds = KINDS & data.get("fix", {}).keys()
        if len(kinds) != 1 and "fix" in data:
            yield ("fix",), "own-fixes", {"known": listed(sorted(KINDS))}
