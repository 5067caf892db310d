"""Every value that holds, and where it came from, as lines of a configuration that would say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from perflint.config import parameters
from perflint.config.effective import Effective, Sheet
from perflint.config.layers import Held, Word
from perflint.config.settings import CHOOSING, FIX, SETTINGS, SEVERITY, Kind
from perflint.interface import say
from perflint.linter import Run
from perflint.record import NamedTuple
from perflint.rule import Rule
from perflint.visible import UNSAFE, escape, visible

DEFAULT, POLICY = "default", "policy"


class Line(NamedTuple):
    """One value; `origin` is DEFAULT, POLICY, a line of a file or the name of an option.

    `outdone`: a weaker layer's choice of rules, which still counts where no stronger one undoes it.
    """

    key: str
    value: Any
    origin: str
    outdone: bool = False

    def __str__(self) -> str:
        origin = shown(self.origin)
        if self.value is None:
            return f"# {self.key}  # {origin}"
        return f"{'# ' if self.outdone else ''}{self.key} = {written(self.value)}  # {origin}"


class Listing(NamedTuple):
    """The settings, those of every rule, and the rules that are off, each with what turned it off."""

    settings: list[Line]
    rules: list[Line]
    off: list[tuple[Rule, str]]


def listing(effective: Effective, path: str | None) -> Listing:
    """All that holds for the file `path` (None: for the run itself)."""
    run = Run(effective.options(path))
    values, choices = effective.rules(path), effective.choices(path)
    chosen = run.catalogue.choose(run.options.layers)
    rules = [line for rule in run.catalogue.rules.values() for line in _of_rule(rule, values.get(rule.name, {}), run)]
    off = [
        (rule, POLICY if code in chosen or code not in choices else choices[code].origin.line)
        for code, rule in run.catalogue.rules.items()
        if code not in run.enabled
    ]
    return Listing([*_settings(effective, path)], rules, off)


def shown(origin: str) -> str:
    """An origin in words for people, as a comment has it: the name of a file may hold line breaks."""
    return say(f"origin-{origin}") if origin in (DEFAULT, POLICY) else visible(origin)


def written(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(written, value))}]"
    return UNSAFE.sub(escape, json.dumps(str(value), ensure_ascii=False))


def _settings(effective: Effective, path: str | None) -> Iterator[Line]:
    for setting in SETTINGS:
        if setting.key in CHOOSING:
            yield from _choosing(effective.sheets(path), setting.key, setting.default)
        elif setting.kind not in (Kind.RULE_TABLE, Kind.OVERRIDES) and not setting.of_file:
            held = effective.held(setting.key, path)
            yield Line(setting.key, _plain(held.value), _origin(held))


def _choosing(sheets: tuple[Sheet, ...], key: str, default: Any) -> Iterator[Line]:
    """What the layers say from the last one on that starts afresh; only the strongest is a value of its own."""
    afresh = max((number for number, sheet in enumerate(sheets) if "select" in sheet.values), default=0)
    said = [sheet.values[key] for sheet in sheets[afresh:] if key in sheet.values] or [Held(default, None)]
    for held in said:
        yield Line(key, _plain(held.value), _origin(held), outdone=held is not said[-1])


def _of_rule(rule: Rule, values: Mapping[str, Held], run: Run) -> Iterator[Line]:
    own = POLICY if rule.code in run.graded else DEFAULT
    severity = values.get(SEVERITY, Held(str(rule.severity), None))
    yield Line(f"rules.{rule.name}.{SEVERITY}", severity.value, _origin(severity, own))
    if FIX in values:
        yield Line(f"rules.{rule.name}.{FIX}", values[FIX].value, _origin(values[FIX]))
    for key, default in rule.parameters.items():
        value = getattr(run.settings[rule.code], key)
        origin = _origin(values.get(key), POLICY if value != default else DEFAULT)
        yield Line(f"rules.{rule.name}.{key}", parameters.plain(default, value), origin)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [item.text if isinstance(item, Word) else item for item in value]
    return value


def _origin(held: Held | None, otherwise: str = DEFAULT) -> str:
    return held.origin.line if held and held.origin else otherwise
