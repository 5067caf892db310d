"""`perflint rule`: the pages of rules."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from perflint.commands import console
from perflint.commands.arguments import Arguments, UsageError, choice
from perflint.interface import say

if TYPE_CHECKING:
    from perflint.rule import Rule


def arguments() -> Arguments:
    found = Arguments("rule")
    found.option("--all", text="rule-all", action="store_true")
    formats = choice("format", ("text", "markdown", "json"))
    found.option("--format", text="rule-format", metavar="format", default="text", type=formats)
    return found


def run(found: Namespace) -> int:
    """Print the pages of the rules asked for, in the order asked; of all, by code."""
    from perflint import pages

    rules = _wanted(found)
    if found.format == "json":
        console.emit(_as_json([pages.rule_json(rule) for rule in rules], single=len(found.words) == 1))
    else:
        page = pages.rule_markdown if found.format == "markdown" else pages.rule_text
        console.show("\n".join(f"{page(rule).rstrip()}\n" for rule in rules))
    return 0


def _wanted(found: Namespace) -> Sequence[Rule]:
    from perflint.rule import UnknownRule, catalogue

    if found.all and found.words:
        raise UsageError(say("rule-all-or-some"))
    if found.all:
        return list(catalogue().rules.values())
    if not found.words:
        raise UsageError(say("no-rules"))
    try:
        return [catalogue().find(word) for word in found.words]
    except UnknownRule as error:
        raise UsageError(unknown_rule(error)) from None


def unknown_rule(error: UnknownRule) -> str:
    """The complaint about a word that names no rule, with the nearest that does."""
    hint = say("nearest", nearest=error.nearest) if error.nearest else say("all-rules")
    return say("unknown-rule", word=error.wanted, hint=hint)


def _as_json(pages: list[dict[str, Any]], *, single: bool) -> str:
    """One object for one rule, else a list."""
    import json

    return json.dumps(pages[0] if single else pages, ensure_ascii=False, indent=2) + "\n"
