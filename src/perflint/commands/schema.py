"""`perflint schema`: the JSON Schemas of what people write, for editors."""

from __future__ import annotations

import json
from argparse import Namespace

from perflint.commands import console
from perflint.commands.arguments import Arguments, Choice, UsageError
from perflint.interface import say

SCHEMA = Choice("schema", ("data", "config", "policy"))


def arguments() -> Arguments:
    return Arguments("schema", SCHEMA)


def run(found: Namespace) -> int:
    """Print one schema."""
    if len(found.words) != 1:
        raise UsageError(say("schema-which"))
    console.emit(document(SCHEMA(found.words[0])))
    return 0


def document(name: str) -> str:
    """The schema of a name as JSON."""
    from perflint.schemas import SCHEMAS

    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
