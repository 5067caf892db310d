"""One pack over another: what a pack says stands, what it does not say is taken from the pack that it extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from perflint.policy import OFF

Data = Mapping[str, Any]


def merged(base: Data, own: Data) -> dict[str, Any]:
    """`own` over `base`, section by section; neither is changed."""
    result = {**base, **own}
    for section, merge in _SECTIONS.items():
        if section in base and section in own:
            result[section] = merge(base[section], own[section])
    return result


def _frame(base: Data, own: Data) -> Data:
    local = {**base.get("local", {}), **own.get("local", {})}
    levels = _levels(base["levels"], own.get("levels", {}))
    seconds = {key for level in levels.values() for key in level.get("children", ())}
    kept = {second: first for second, first in local.items() if second in seconds and first in levels}
    return {**base, **own, "levels": levels, "local": kept}


def _levels(base: Data, own: Data) -> dict[str, Any]:
    levels = {**base, **{key: _level(base.get(key, {}), entry) for key, entry in own.items() if entry != OFF}}
    return {key: level for key, level in levels.items() if own.get(key) != OFF}


def _level(base: Data, own: Data) -> dict[str, Any]:
    """The aliases of both; a name that was replaced is an alias still."""
    level = {**base, **own}
    aliases = [*base.get("aliases", ()), *own.get("aliases", ())]
    if "name" in base and base["name"] != level["name"]:
        aliases.append(base["name"])
    level["aliases"] = list(dict.fromkeys(aliases))
    if "children" in base or "children" in own:
        level["children"] = _levels(base.get("children", {}), own.get("children", {}))
    return level


def _over(base: Data, own: Data) -> Data:
    return {**base, **own}


def _later(base: Data, own: Data) -> Data:
    """Own entries come last, for the last that fits counts."""
    return {**{key: value for key, value in base.items() if key not in own}, **own}


def _by_code(base: list[Data], own: list[Data]) -> list[Data]:
    """A rule of the same code takes the place of the one below."""
    codes = {rule["code"] for rule in own}
    return [*(rule for rule in base if rule["code"] not in codes), *own]


def _by_rule(base: Data, own: Data) -> Data:
    return {**base, **{rule: {**base.get(rule, {}), **given} for rule, given in own.items()}}


def _adding(base: Data, own: Data) -> Data:
    """Words of both, in lists that may stand in mappings."""
    result = {**base, **own}
    for key in base.keys() & own.keys():
        below, above = base[key], own[key]
        result[key] = [*below, *above] if isinstance(above, list) else _adding(below, above)
    return result


_SECTIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "frame": _frame,
    "weights": _over,
    "thresholds": _over,
    "parameters": _by_rule,
    "severities": _later,
    "rules": _later,
    "own_rules": _by_code,
    "vocabulary": _adding,
}
