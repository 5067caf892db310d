"""JSON Schemas (2020-12) of what people write (tables, configurations, policy packs), made from what reading follows.

With them an editor completes keys and marks what is wrong while it is typed. They are as strict as a schema can be;
`perflint check` knows more, and takes keys in any case and width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from perflint.config.settings import FILES, OF_OVERRIDES, OF_RULES, SETTINGS, Kind, Setting
from perflint.interface import language, say
from perflint.packs import DEFAULT, load
from perflint.packs.jsonschema import DIALECT, json_schema
from perflint.rule import Choice, Rule, catalogue
from perflint.vocabulary import subjects, words

Schema = dict[str, Any]
SCALAR = {"type": ["string", "number", "boolean", "null"]}
AMOUNT = {"type": ["number", "string", "null"]}
_WILD = r"^[A-Z]+$|[*?\[]"
"""A family or a glob in the place of a rule's name."""


def data() -> Schema:
    """The data file: one table, its keys in every spelling."""
    inside: dict[str, Schema] = {
        "projects": _listed("project"),
        "indicators": _listed("indicator"),
        "budget": {"$ref": "#/$defs/budget"},
        "period": {"anyOf": [SCALAR, {"$ref": "#/$defs/period"}]},
        "money_unit": {"enum": words("keys")["money_units"]},
    }
    frame = load(DEFAULT).policy.frame
    names = {"level1": frame.first, "level2": frame.second}
    inside |= {key: {**SCALAR, "examples": [level.name for level in levels.values()]} for key, levels in names.items()}
    levels = {name: _level(name, inside) for name in words("keys")["levels"]}
    levels["budget"]["properties"] = {key: {**value, **AMOUNT} for key, value in levels["budget"]["properties"].items()}
    return {"$schema": DIALECT, "title": say("schema-data"), "$ref": "#/$defs/table", "$defs": levels}


def config() -> Schema:
    """`perflint.toml`."""
    return {
        "$schema": DIALECT,
        "title": say("schema-config"),
        **_table(SETTINGS),
        "$defs": {
            "override": {**_table((FILES, *OF_OVERRIDES.values())), "required": [FILES.key]},
            "rules": _rules(),
        },
    }


SCHEMAS: Mapping[str, Callable[[], Schema]] = {"data": data, "config": config, "policy": json_schema}


def _listed(item: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{item}"}}


def _level(name: str, inside: Mapping[str, Schema]) -> Schema:
    """A mapping of the data file; of each field that must be there one spelling must."""
    fields: dict[str, list[str]] = words("keys")["levels"][name]
    needed = words("keys")["required"].get(name, ())
    groups = [[field, *fields[field]] for field in needed]
    if "value" in fields:
        groups.append([word for field in ("full", "annual", "value") for word in (field, *fields[field])])
    return {
        "type": "object",
        "properties": {
            word: {"title": names[0], **inside.get(field, SCALAR)}
            for field, names in fields.items()
            for word in (field, *names)
        },
        "additionalProperties": False,
        **({"allOf": [{"anyOf": [{"required": [word]} for word in group]} for group in groups]} if groups else {}),
    }


def _table(settings: Iterable[Setting]) -> Schema:
    properties = {
        setting.key: {"description": say(f"setting-{setting.key}"), **_setting(setting)} for setting in settings
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _setting(setting: Setting) -> Schema:
    match setting.kind:
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.YEAR:
            return {"type": "integer", "minimum": 1900, "maximum": 2100}
        case Kind.CHOICE:
            numbers = [int(word) for word in setting.choices if word.isdecimal()]
            return {"enum": [*numbers, *setting.choices]}
        case Kind.POLICY:
            return {"type": "string", "examples": subjects("policies")}
        case Kind.RULES:
            return {"type": "array", "items": {"type": "string", "examples": _names()}}
        case Kind.GLOBS | Kind.NAMES:
            return {"type": "array", "items": {"type": "string", "minLength": 1}}
        case Kind.RULE_TABLE:
            return {"$ref": "#/$defs/rules"}
        case Kind.OVERRIDES:
            return {"type": "array", "items": {"$ref": "#/$defs/override"}}
    return {"type": "string", "minLength": 1}


def _names() -> list[str]:
    return [word for rule in catalogue(language()).rules.values() for word in (rule.code, rule.name)]


def _rules() -> Schema:
    """`[rules.…]`: by name or code with the rule's own parameters, by family or glob with any.

    Rules of plugins and policies are known to `perflint` alone; their codes have two letters or more.
    """
    known = {word: _of_rule(rule) for rule in catalogue(language()).rules.values() for word in (rule.code, rule.name)}
    return {
        "type": "object",
        "properties": known,
        "patternProperties": {
            _WILD: {"type": "object", "properties": _common()},
            r"^[A-Z]{2,}\d{3}$": {"type": "object"},
        },
        "additionalProperties": False,
    }


def _of_rule(rule: Rule) -> Schema:
    parameters = {
        spelling: _parameter(default)
        for name, default in rule.parameters.items()
        for spelling in dict.fromkeys((name, name.replace("_", "-")))
    }
    properties = {**_common(), **parameters}
    return {"type": "object", "description": rule.page.title, "properties": properties, "additionalProperties": False}


def _common() -> Schema:
    return {key: {"enum": list(choices)} for key, choices in OF_RULES.items()}


def _parameter(default: Any) -> Schema:
    if isinstance(default, Choice):
        return {"enum": list(default.known), "default": str(default)}
    if isinstance(default, bool):
        return {"type": "boolean", "default": default}
    if isinstance(default, list):
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1, "default": default}
    if isinstance(default, int):
        return {"type": "integer", "minimum": 0, "default": default}
    return {"type": ["number", "string"], "default": default}
