"""The shape of a pack as a JSON schema, for editors: made of the same data that checks packs.

Editors complete keys and show what they are for. What a text must name (a rule, a unit) is told by perflint itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.packs.shape import SWITCHES, called
from perflint.policy import OFF
from perflint.vocabulary import schema

Shape = Mapping[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema as plain data, in the language in force."""
    types = {name: shape for name, shape in schema("pack").items() if "is" in shape}
    return {
        "$schema": DIALECT,
        "title": called(types["pack"]),
        "$ref": "#/$defs/pack",
        "$defs": {name: _schema(shape, types) for name, shape in types.items()},
    }


def _schema(shape: Shape | str, types: Mapping[str, Shape]) -> dict[str, Any]:
    if isinstance(shape, str):
        return {"$ref": f"#/$defs/{shape}"}
    made = {"$ref": f"#/$defs/{shape['is']}"} if shape["is"] in types else _KINDS[shape["is"]](shape, types)
    if shape.get(OFF):
        made = {"anyOf": [_switch(shape, types), made]}
    return {**made, "description": called(shape)} if "about" in shape else made


def _text(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    """What YAML reads as a number is a text to perflint, too."""
    return {"type": ["string", "number"]}


def _number(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    return {"type": "number"}


def _integer(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    return {"type": "integer"}


def _switch(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    return {"enum": [*SWITCHES, *schema("pack")["switches"]]}


def _choice(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    return {"enum": [word for value, also in shape["values"].items() for word in (value, *also)]}


def _list(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    item = _schema(shape["of"], types)
    array: dict[str, Any] = {"type": "array", "items": item, "minItems": shape.get("least", 1)}
    if "most" in shape:
        array["maxItems"] = shape["most"]
    return {"anyOf": [item, array]}


def _mapping(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    keys: Mapping[str, Shape] = shape["keys"]
    names = {key: (key, *entry.get("also", ())) for key, entry in keys.items()}
    made: dict[str, Any] = {
        "type": "object",
        "properties": {name: _schema(entry, types) for key, entry in keys.items() for name in names[key]},
        "additionalProperties": False,
    }
    groups = [[key] for key in shape.get("needs", ())] + ([shape["any"]] if "any" in shape else [])
    if groups:
        made["allOf"] = [{"anyOf": [{"required": [name]} for key in group for name in names[key]]} for group in groups]
    return made


def _map(shape: Shape, types: Mapping[str, Shape]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": _schema(shape["of"], types)}


_KINDS = {
    "text": _text,
    "number": _number,
    "integer": _integer,
    "switch": _switch,
    "choice": _choice,
    "list": _list,
    "mapping": _mapping,
    "map": _map,
}
