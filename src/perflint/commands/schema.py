"""`perflint schema`: the JSON Schema of the data file or the configuration, for editors."""

from __future__ import annotations

import json
from argparse import Namespace

from perflint.commands import console
from perflint.commands.arguments import Arguments, UsageError, choice
from perflint.interface import say

NAMES = ("data", "config")


def arguments() -> Arguments:
    return Arguments("schema")


def run(found: Namespace) -> int:
    """Print one schema."""
    if len(found.words) != 1:
        raise UsageError(say("schema-which"))
    name = choice("schema", NAMES)(found.words[0])

    from perflint.schemas import SCHEMAS

    console.emit(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n")
    return 0
