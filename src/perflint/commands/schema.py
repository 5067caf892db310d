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
    name = SCHEMA(found.words[0])

    from perflint.schemas import SCHEMAS

    console.emit(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n")
    return 0
