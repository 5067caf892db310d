"""`perflint rule`: the pages of rules."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from perflint.commands import console
from perflint.commands.arguments import Arguments, Choice, UsageError, unknown_plugin, unknown_rule, unusable
from perflint.commands.configured import parted, plugin_option
from perflint.interface import language, say

if TYPE_CHECKING:
    from perflint.rule import Catalogue, Rule

DEFAULT = "default"


def arguments() -> Arguments:
    found = Arguments("rule", "rule")
    found.option("--all", text="rule-all", action="store_true")
    found.option("--policy", text="rule-policy", metavar="policy", default=DEFAULT)
    plugin_option(found)
    formats = Choice("format", ("text", "markdown", "json"))
    found.option("--format", text="rule-format", metavar="format", default="text", type=formats)
    return found


def run(found: Namespace) -> int:
    """Print the pages of the rules asked for, in the order asked; of all, by code."""
    from perflint import pages

    rules = _wanted(found)
    if found.format == "json":
        console.emit(_as_json([pages.rule_json(rule) for rule in rules], single=len(found.words) == 1))
    elif found.format == "markdown":
        console.emit("\n".join(map(pages.rule_markdown, rules)))
    else:
        console.show("\n".join(map(pages.rule_text, rules)))
    return 0


def _wanted(found: Namespace) -> Sequence[Rule]:
    from perflint.packs import PackError, load
    from perflint.plugins import UnknownPlugin
    from perflint.rule import UnknownRule

    if found.all and found.words:
        raise UsageError(say("rule-all-or-some"))
    if not found.all and not found.words:
        raise UsageError(say("no-rules"))
    try:
        known = _with_plugins(load(found.policy).catalogue(language()), list(parted(found.plugin)))
        return [known.find(word) for word in found.words] or list(known.rules.values())
    except UnknownRule as error:
        raise unknown_rule(error.wanted, error.nearest) from None
    except UnknownPlugin as error:
        raise unknown_plugin(error) from None
    except PackError as error:
        raise unusable(error) from None


def _with_plugins(known: Catalogue, names: Sequence[str]) -> Catalogue:
    if not names:
        return known
    from perflint.plugins import gather

    gathered = gather(known, names)
    if gathered.broken:
        raise UsageError(*(plugin.told() for plugin in gathered.broken))
    return gathered.catalogue


def _as_json(pages: list[dict[str, Any]], *, single: bool) -> str:
    """One object for one rule, else a list."""
    import json

    return json.dumps(pages[0] if single else pages, ensure_ascii=False, indent=2) + "\n"
