"""SARIF's `reportingDescriptor` of a rule, made from its page."""

from __future__ import annotations

from typing import Any

from perflint.finding import Severity
from perflint.interface import sentences
from perflint.pages import family, rule_markdown, rule_text
from perflint.rule import Rule

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISION = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}
_LONGEST = 1024
"""GitHub's limit for a description."""


def descriptor(rule: Rule) -> dict[str, Any]:
    """Id, names, descriptions, help and defaults of one rule."""
    page = rule.page
    title = page.title or rule.name
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": sentences([title])[:_LONGEST]},
        "fullDescription": {"text": sentences(filter(None, (title, page.reason)))[:_LONGEST]},
        "help": {"text": rule_text(rule), "markdown": rule_markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [family(rule)],
            "precision": _PRECISION[rule.severity],
            "problem.severity": _PROBLEM[rule.severity],
        },
    }
